/* SPDX-License-Identifier: MIT */
/* saydo themes: what many answers speak of, as a codebook to start from. */
#include <inttypes.h>
#include "front/again.h"
#include "front/feeling.h"
#include "front/language.h"
#include "say/theme_stages.h"

static struct values {
	struct sd_input vocabulary, codebook, stop;
	int64_t wanted, min_cell;
	bool summary;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"themes", 'k', SD_OPT_NUMBER, AT(wanted), "N", "propose at most N themes; with 0 as many as are most stable", 0, 0, 100, NULL},
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "what is known: look only at answers that name no code of it", 0, 0, 0, NULL},
	{"stop", 's', SD_OPT_IN, AT(stop), "FILE", "words that name no theme, one a line, beside the language's own", 0, 0, 0, NULL},
	{"summary", 0, SD_OPT_FLAG, AT(summary), NULL, "write the table of themes, not the codebook", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "neither size nor quotes of themes of fewer answers", 10, 0, 1000000, NULL},
	{"vocabulary", 0, SD_OPT_IN, AT(vocabulary), "FILE", "the counts of a first --partial; count now which of their terms go together", 0, 0, 0, NULL},
};

static struct {
	struct front_language language;
	struct front_feeling feeling;
	struct front_again again;
	struct sd_theme_stages stages;
	struct sd_reader *reader; /* of the first pass, where it is open */
	size_t *text;
} state = {.again = FRONT_AGAIN_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	if (front_language_load(front, &state.language, err) || front_feeling_load_if_any(front, &state.feeling, err))
		return -1;
	return front_again_prepare(front, &state.again, err);
}

static int pass(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = state.reader;
	state.reader = NULL;
	if (!reader && !front_again_rewind(front, &state.again, err))
		reader = front_reader(front, err);
	const struct sd_pass stage = sd_theme_pass(&state.stages.rows);
	int result = reader ? front_again_pass(front, &state.again, &stage, reader, err) : -1;
	sd_reader_free(reader);
	return result;
}

/* Counts terms and pairs, as far as they are not given. 1 where that was all that was wanted. */
static int count(struct front *front, struct sd_error *err)
{
	struct sd_theme_stages *stages = &state.stages;
	if (!stages->vocabulary) {
		sd_theme_stages_begin(stages);
		if (pass(front, err))
			return -1;
		if (front->partial)
			return front_write_partial(front, stages->vocabulary, err) ? -1 : 1;
	}
	sd_theme_stages_pair(stages);
	if (pass(front, err))
		return -1;
	return front->partial ? (front_write_partial(front, stages->pairs, err) ? -1 : 1) : 0;
}

/* Takes partials as they are given. 1 where they are only to be added up. */
static int finish(struct front *front, struct sd_error *err)
{
	if (front->partial)
		return front_write_partial(front, state.stages.pairs, err) ? -1 : 1;
	if (sd_theme_stages_take_pairs(&state.stages, err))
		return -1;
	return values.summary ? sd_fail(err, "partials hold no sizes: apply the book to the rows by saydo codes") : 0;
}

static int write_result(struct front *front, struct sd_error *err)
{
	if (values.summary) {
		struct sd_writer *writer = front_writer(front, NULL);
		int result = sd_themes_write_summary(&state.stages.themes, &state.stages.terms, &state.stages.rows,
						     values.min_cell, writer, err);
		sd_writer_free(writer);
		return result;
	}
	struct sd_str book = SD_STR_INIT;
	sd_theme_stages_add_book(&state.stages, values.min_cell, &book);
	int result = sd_output_write(&front->output, sd_str_text(&book), err);
	sd_str_release(&book);
	return result;
}

static int work(struct front *front, struct sd_error *err)
{
	const struct sd_sentiment_rules rules = front_feeling_rules(&state.feeling);
	if (sd_theme_stages_read(&state.stages, &values.stop, sd_theme_stages_take_stop, err) ||
	    sd_theme_stages_read(&state.stages, &values.codebook, sd_theme_stages_take_known, err))
		return -1;
	int finishing = front_read_partials(front, (struct sd_text){NULL, 0}, &state.stages.pairs, err);
	if (!finishing && !sd_theme_stages_check_lists(&state.stages, err))
		state.reader = front_text_reader(front, &state.stages.spelt, &state.text,
						 &state.stages.rows.text_length, err);
	if (finishing > 0 && front->text.length)
		front_spell_names(&state.stages.spelt, "text", &front->text);
	if (finishing < 0 || (!finishing && !state.reader) ||
	    sd_theme_stages_read(&state.stages, &values.vocabulary, sd_theme_stages_take_vocabulary, err))
		return -1;
	state.stages.rows.text = state.text;
	int result = finishing ? finish(front, err) : count(front, err);
	if (result)
		return result < 0 ? -1 : FRONT_DONE;
	sd_theme_stages_propose(&state.stages, (size_t)values.wanted);
	if (state.stages.known)
		front_note(front, "%" PRId64 " answers name a code of %s; themes are of the other %" PRId64,
			   sd_theme_stages_known(&state.stages), values.codebook.name, state.stages.terms.answers);
	const struct sd_sentiment_rules *felt = sd_lexicon_count(rules.lexicon) ? &rules : NULL;
	int wanted = finishing ? 0 : sd_theme_stages_size(&state.stages, felt, err);
	if (wanted < 0 || (wanted && pass(front, err)))
		return -1;
	return write_result(front, err);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_answer_reader *reader = front_answer_reader(&state.language, true, err);
	if (!reader)
		return -1;
	const struct sd_answer_options answers = front_answer_options(&state.language, true);
	sd_theme_stages_init(&state.stages, &answers,
			     &(struct sd_theme_lists){state.language.function, state.language.generic, NULL}, reader);
	int result = work(front, err);
	sd_theme_stages_release(&state.stages);
	sd_reader_free(state.reader);
	sd_answer_reader_free(reader);
	free(state.text);
	front_again_release(&state.again);
	front_language_release(&state.language);
	front_feeling_release(&state.feeling);
	return result;
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
