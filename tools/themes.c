/* SPDX-License-Identifier: MIT */
/* saydo themes: what many answers speak of, as a codebook to start from. */
#include "base/partial.h"
#include "front/again.h"
#include "front/feeling.h"
#include "front/language.h"
#include "say/theme_rows.h"

static struct values {
	struct sd_input vocabulary;
	int64_t wanted, min_cell;
	bool summary;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"themes", 'k', SD_OPT_NUMBER, AT(wanted), "N", "propose at most N themes", 10, 1, 100, NULL},
	{"summary", 0, SD_OPT_FLAG, AT(summary), NULL, "write the table of themes, not the codebook", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "neither size nor quotes of themes of fewer answers", 10, 0, INT64_MAX, NULL},
	{"vocabulary", 0, SD_OPT_IN, AT(vocabulary), "FILE", "the counts of a first --partial; count now which of their terms go together", 0, 0, 0, NULL},
};

static struct {
	struct front_language language;
	struct front_feeling feeling;
	struct front_again again;
	size_t *text;
	struct sd_theme_rows rows;
	struct sd_partial *vocabulary, *pairs;
	struct sd_theme_terms terms;
	struct sd_themes themes;
	struct sd_str book, spelt;
	struct sd_codebook *applied;
} state = {.again = FRONT_AGAIN_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	if (front_language_load(front, &state.language, err) || front_feeling_load(front, &state.feeling, true, err))
		return -1;
	return front_again_prepare(front, &state.again, err);
}

/* One pass over the rows at the stage that `rows` stands at. */
static int pass(struct front *front, struct sd_error *err)
{
	size_t length = 0;
	if (front_again_rewind(front, &state.again, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? 0 : -1;
	if (!result && !state.text) {
		result = front_text_columns(front, sd_reader_header(reader), &state.text, &length, err);
		state.rows.text = state.text;
		state.rows.text_length = length;
	}
	const struct sd_pass stage = sd_theme_pass(&state.rows);
	if (!result)
		result = front_again_pass(front, &state.again, &stage, reader, err);
	sd_reader_free(reader);
	return result;
}

static void take_vocabulary(struct sd_answer_reader *reader)
{
	state.rows.counts.terms = sd_partial_table(state.vocabulary, "terms", 1);
	state.rows.counts.surfaces = sd_partial_table(state.vocabulary, "surfaces", 1);
	state.rows.counts.answers = sd_partial_table(state.vocabulary, "answers", 1);
	sd_theme_terms_find(&state.terms, &state.rows.counts, reader);
}

/* Applies the proposed book to the rows. */
static int size(struct front *front, struct sd_answer_reader *reader, struct sd_error *err)
{
	const struct sd_sentiment_rules rules = front_feeling_rules(&state.feeling);
	sd_tally_init(&state.rows.tally);
	if (!state.themes.length)
		return 0;
	sd_themes_add_book(&state.themes, &state.terms, NULL, 0, &state.book);
	state.applied = sd_codebook_new("the proposed codebook", sd_str_text(&state.book), reader, err);
	if (!state.applied)
		return -1;
	state.rows.stage = SD_THEME_SIZING;
	state.rows.book = state.applied;
	state.rows.rules = &rules;
	state.rows.quotes = sd_calloc(state.themes.length, sizeof *state.rows.quotes);
	return pass(front, err);
}

/* Reads --vocabulary, and into `spelt` what the pairs counted with it are called. */
static int read_vocabulary(struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int result = sd_input_read_all(&values.vocabulary, &content, SIZE_MAX, err);
	if (!result)
		result = sd_partial_read(&state.vocabulary, values.vocabulary.name, sd_str_text(&content), err);
	if (!result && (strcmp(sd_partial_filter(state.vocabulary), "themes") != 0 ||
			!sd_text_equal(sd_partial_options(state.vocabulary), sd_str_text(&state.spelt))))
		result = sd_fail(err, "%s: is not what `saydo themes --partial %s` writes", values.vocabulary.name,
				 state.spelt.data);
	char hash[SD_HASH_HEX];
	sd_hash_content(content.data ? content.data : "", content.length, hash);
	sd_str_addf(&state.spelt, " --vocabulary=%s", hash);
	sd_str_release(&content);
	return result;
}

/* Counts terms, then pairs, as far as wanted and not given. 1 where that was all that was wanted. */
static int count(struct front *front, struct sd_answer_reader *reader, struct sd_error *err)
{
	bool first = state.vocabulary == NULL;
	if (first) {
		state.vocabulary = sd_partial_new("themes", sd_str_text(&state.spelt));
		state.rows.counts.terms = sd_partial_table(state.vocabulary, "terms", 1);
		state.rows.counts.surfaces = sd_partial_table(state.vocabulary, "surfaces", 1);
		state.rows.counts.answers = sd_partial_table(state.vocabulary, "answers", 1);
		if (pass(front, err))
			return -1;
		if (front->partial)
			return front_write_partial(front, state.vocabulary, err) ? -1 : 1;
	}
	take_vocabulary(reader);
	state.pairs = sd_partial_new("themes", sd_str_text(&state.spelt));
	state.rows.stage = SD_THEME_PAIRING;
	state.rows.terms = &state.terms;
	state.rows.pairs = sd_partial_table(state.pairs, "pairs", 1);
	if (pass(front, err))
		return -1;
	return front->partial ? (front_write_partial(front, state.pairs, err) ? -1 : 1) : 0;
}

static int write_result(struct front *front, bool sized, struct sd_error *err)
{
	if (values.summary) {
		struct sd_writer *writer = front_writer(front, NULL);
		int result = sd_themes_write_summary(&state.rows, values.min_cell, writer, err);
		sd_writer_free(writer);
		return result;
	}
	sd_str_clear(&state.book);
	sd_themes_add_book(&state.themes, &state.terms, sized && state.applied ? &state.rows : NULL, values.min_cell,
			   &state.book);
	return sd_output_write(&front->output, sd_str_text(&state.book), err);
}

/* Partials as input: pairs, or a vocabulary that is only to be merged. 1 where nothing is left to do. */
static int finish(struct front *front, struct sd_answer_reader *reader, struct sd_error *err)
{
	if (front->partial)
		return front_write_partial(front, state.pairs, err) ? -1 : 1;
	if (!state.vocabulary)
		return sd_fail(err, "a vocabulary alone makes no themes: give it by --vocabulary, with the rows or with pairs");
	if (!sd_text_equal(sd_partial_options(state.pairs), sd_str_text(&state.spelt)))
		return sd_fail(err, "these pairs were counted with another vocabulary");
	if (values.summary)
		return sd_fail(err, "partials hold no sizes: apply the book to the rows with saydo codes and saydo tally");
	take_vocabulary(reader);
	return 0;
}

static int work(struct front *front, struct sd_answer_reader *reader, struct sd_error *err)
{
	if (values.vocabulary.fd >= 0 && read_vocabulary(err))
		return -1;
	int finishing = front_read_partials(front, (struct sd_text){NULL, 0}, &state.pairs, err);
	if (finishing < 0)
		return -1;
	int result = finishing ? finish(front, reader, err) : count(front, reader, err);
	if (result)
		return result;
	sd_themes_propose(&state.themes, &state.terms, sd_partial_table(state.pairs, "pairs", 1), (size_t)values.wanted);
	if (!finishing && size(front, reader, err))
		return -1;
	return write_result(front, !finishing, err);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_answer_reader *reader = front_answer_reader(&state.language, true, err);
	if (!reader)
		return -1;
	state.rows.options = front_answer_options(&state.language, true);
	state.rows.lists = (struct sd_theme_lists){state.language.function, state.language.generic};
	sd_str_addf(&state.spelt, "--language=%s", state.language.code);
	int result = work(front, reader, err);
	sd_answer_reader_free(reader);
	sd_theme_quotes_release(state.rows.quotes, state.themes.length);
	if (!result && state.applied)
		sd_tally_release(&state.rows.tally);
	sd_codebook_free(state.applied);
	sd_themes_release(&state.themes);
	sd_theme_terms_release(&state.terms);
	sd_partial_free(state.vocabulary);
	sd_partial_free(state.pairs);
	sd_str_release(&state.book);
	sd_str_release(&state.spelt);
	free(state.text);
	front_again_release(&state.again);
	front_language_release(&state.language);
	front_feeling_release(&state.feeling);
	return result < 0 ? -1 : FRONT_DONE;
}

static const struct tool tool = {
	.name = "themes",
	.summary = "what many answers speak of, as a codebook to start from",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_PARTIAL,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int length, char **arguments)
{
	return front_main(&tool, length, arguments);
}
