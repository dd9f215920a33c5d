/* SPDX-License-Identifier: MIT */
/* saydo sentiment: how each answer feels, and which words say so. */
#include "front/feeling.h"
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
	struct front_feeling feeling;
	struct sd_sentiment_rules rules;
	size_t *text, text_length;
} shared;

struct worker {
	struct sd_sentiment *sentiment;
	struct sd_str scratch;
};

static int prepare(struct front *front, struct sd_error *err)
{
	return front_feeling_load(front, &shared.feeling, values.lexicons.length == 0, err);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	(void)context;
	worker->sentiment = sd_sentiment_new(&shared.rules);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_sentiment_free(worker->sentiment);
	sd_str_release(&worker->scratch);
	free(worker);
}

static int score_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < shared.text_length; i++)
		sd_sentiment_write(worker->sentiment, shared.rules.lexicon, row->cells[shared.text[i]], values.explain,
				   &worker->scratch, out);
	sd_out_end(out);
	return 0;
}

static void add_columns(struct front *front, const struct sd_header *header, struct sd_writer *writer)
{
	sd_writer_pass(writer, header);
	for (size_t i = 0; i < shared.text_length; i++)
		for (size_t c = 0; c < SD_SENTIMENT_CELLS + (size_t)values.explain; c++) {
			char *name = front_column_name(front, header, shared.text[i], shared.text_length,
						       sd_sentiment_columns[c]);
			sd_writer_column(writer, sd_text_of(name));
			free(name);
		}
}

static int run(struct front *front, struct sd_error *err)
{
	if (front_feeling_add(&shared.feeling, &values.lexicons, err) < 0)
		return -1;
	shared.rules = front_feeling_rules(&shared.feeling);
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	struct sd_writer *writer = front_writer(front, reader);
	int result = front_text_columns(front, sd_reader_header(reader), &shared.text, &shared.text_length, err);
	if (!result) {
		const struct sd_pass pass = {.worker_new = worker_new, .row = score_row, .worker_free = worker_free};
		add_columns(front, sd_reader_header(reader), writer);
		result = sd_writer_begin(writer, err);
		if (!result)
			result = front_pass(front, &pass, reader, writer, err);
		if (!result)
			result = sd_writer_end(writer, err);
	}
	free(shared.text);
	sd_writer_free(writer);
	sd_reader_free(reader);
	front_feeling_release(&shared.feeling);
	return result;
}

static const struct tool tool = {
	.name = "sentiment",
	.summary = "how each answer feels, and which words say so",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_AS,
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
