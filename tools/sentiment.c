/* SPDX-License-Identifier: MIT */
/* saydo sentiment: how each answer feels, and which words say so. */
#include "front/feeling.h"
#include "front/languages.h"
#include "say/sentiment_cells.h"

static struct values {
	struct sd_inputs lexicons;
	bool explain;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"lexicon", 0, SD_OPT_INS, AT(lexicons), "FILE", "weigh words by FILE, not by the language's own lexicon; later files win", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add which words made the score, and which rules shifted them (sentiment_spans)", 0, 0, 0, NULL},
};

/* What every worker shares; not changed while rows are read. */
static struct {
	struct front_languages languages;
	struct front_feeling feelings[SD_LANGUAGES_MOST]; /* of the languages' kits */
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	size_t *text, text_length;
} shared;

struct worker {
	struct front_teller teller; /* first */
	struct sd_sentiment *sentiments[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_str scratch;
};

static int prepare(struct front *front, struct sd_error *err)
{
	bool built_in = values.lexicons.length == 0;
	const struct front_languages_wanted wanted = {.rows = true, .needed = built_in ? "feedback.tsv" : NULL};
	int result = front_languages_load(front, &shared.languages, wanted, err);
	for (size_t i = 0; !result && i < shared.languages.length; i++)
		result = front_feeling_load_of(front, shared.languages.kits[i].code, &shared.feelings[i], built_in, err);
	return result;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < shared.languages.length; i++)
		sd_sentiment_free(worker->sentiments[i]);
	front_teller_release(&worker->teller);
	sd_str_release(&worker->scratch);
	free(worker);
}

static int score_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < shared.text_length; i++) {
		struct sd_cell answer = row->cells[shared.text[i]];
		struct front_told told = front_language_of(&shared.languages, &worker->teller, row, answer);
		const struct sd_sentiment_rules *rules = &shared.rules[told.kit];
		struct sd_sentiment **sentiment = &worker->sentiments[told.kit];
		if (!*sentiment)
			*sentiment = sd_sentiment_new(rules);
		sd_sentiment_write(*sentiment, rules->lexicon, answer, values.explain, &worker->scratch, out);
		front_language_write(&shared.languages, told, answer, out);
	}
	sd_out_end(out);
	return 0;
}

static int run(struct front *front, struct sd_error *err)
{
	if (front_feeling_add(shared.feelings, shared.languages.length, &values.lexicons, err) < 0)
		return -1;
	for (size_t i = 0; i < shared.languages.length; i++)
		shared.rules[i] = front_feeling_rules(&shared.feelings[i]);
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	struct sd_writer *writer = front_writer(front, reader);
	const struct sd_header *header = sd_reader_header(reader);
	int result = front_languages_find(front, &shared.languages, header, &shared.text, &shared.text_length, err);
	const struct sd_pass pass = {&shared.languages, worker_new, score_row, front_teller_done, worker_free};
	if (!result) {
		front_added_columns(front, &shared.languages, writer, header, shared.text, shared.text_length,
				    sd_sentiment_columns, SD_SENTIMENT_CELLS + (size_t)values.explain);
		result = front_pass_whole(front, &pass, reader, writer, err);
	}
	front_languages_tell(front, &shared.languages);
	free(shared.text);
	sd_writer_free(writer);
	sd_reader_free(reader);
	for (size_t i = 0; i < shared.languages.length; i++)
		front_feeling_release(&shared.feelings[i]);
	front_languages_release(&shared.languages);
	return result;
}

static const struct tool tool = {
	.name = "sentiment",
	.summary = "how each answer feels, and which words say so",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_AS,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
