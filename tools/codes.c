/* SPDX-License-Identifier: MIT */
/* saydo codes: which codes of a codebook each answer names. */
#include "front/feeling.h"
#include "front/language.h"
#include "rows/composite.h"
#include "say/code_cells.h"

static struct values {
	struct sd_input codebook;
	bool explain, sentiment, per_span;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes and their patterns", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add where each code was found (codes_spans)", 0, 0, 0, NULL},
	{"sentiment", 's', SD_OPT_FLAG, AT(sentiment), NULL, "add how each code was spoken of (codes_sentiment)", 0, 0, 0, NULL},
	{"long", 0, SD_OPT_FLAG, AT(per_span), NULL, "one row for each place a code was found in", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_language language;
	struct front_feeling feeling;
	struct sd_sentiment_rules rules;
	struct sd_codebook *book;
	const struct sd_header *header;
	size_t *text, text_length, *id, id_length;
} shared;

struct worker {
	struct sd_answer_reader *reader;
	struct sd_coder *coder;
	struct sd_str scratch;
};

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.codebook.fd < 0)
		return sd_fail(err, "no codebook; name one with --codebook FILE");
	if (front_language_load(front, &shared.language, err))
		return -1;
	if (values.sentiment && front_feeling_load(front, &shared.feeling, true, err))
		return -1;
	shared.rules = front_feeling_rules(&shared.feeling);
	struct sd_str content = SD_STR_INIT;
	struct sd_answer_reader *reader = front_answer_reader(&shared.language, true, err);
	if (reader && !sd_input_read_all(&values.codebook, &content, SIZE_MAX, err))
		shared.book = sd_codebook_new(values.codebook.name, sd_str_text(&content), reader, err);
	sd_answer_reader_free(reader);
	sd_str_release(&content);
	return shared.book ? 0 : -1;
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	(void)context;
	worker->reader = front_answer_reader(&shared.language, true, NULL); /* prepare made one like it */
	worker->coder = sd_coder_new(shared.book, shared.language.nonanswers, worker->reader,
				     values.sentiment ? &shared.rules : NULL);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_coder_free(worker->coder);
	sd_answer_reader_free(worker->reader);
	sd_str_release(&worker->scratch);
	free(worker);
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct sd_code_cells wanted = {values.sentiment, values.explain};
	struct worker *worker = state;
	(void)err;
	if (!values.per_span)
		sd_out_pass(out, row);
	for (size_t i = 0; i < shared.text_length; i++) {
		struct sd_cell answer = row->cells[shared.text[i]];
		if (values.per_span)
			sd_code_write_spans(worker->coder, answer, values.sentiment, row->number,
					    sd_composite(row, shared.id, shared.id_length, &worker->scratch),
					    shared.header->names[shared.text[i]], out);
		else
			sd_code_write(worker->coder, answer, wanted, &worker->scratch, out);
	}
	if (!values.per_span)
		sd_out_end(out);
	return 0;
}

static void add_columns(struct front *front, struct sd_writer *writer)
{
	const char *suffixes[4];
	for (size_t i = 0; values.per_span && sd_code_span_columns[i]; i++)
		sd_writer_column(writer, sd_text_of(sd_code_span_columns[i]));
	if (values.per_span)
		return;
	sd_writer_pass(writer, shared.header);
	sd_code_columns((struct sd_code_cells){values.sentiment, values.explain}, suffixes);
	for (size_t i = 0; i < shared.text_length; i++)
		for (size_t s = 0; suffixes[s]; s++) {
			char *name = front_column_name(front, shared.header, shared.text[i], shared.text_length, suffixes[s]);
			sd_writer_column(writer, sd_text_of(name));
			free(name);
		}
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	shared.header = sd_reader_header(reader);
	struct sd_writer *writer = front_writer(front, values.per_span ? NULL : reader);
	int result = front_text_columns(front, shared.header, &shared.text, &shared.text_length, err);
	if (!result && values.per_span)
		result = front_optional_ids(front, shared.header, &shared.id, &shared.id_length, err);
	if (!result) {
		add_columns(front, writer);
		const struct sd_pass pass = {.worker_new = worker_new, .row = add_row, .worker_free = worker_free};
		result = front_pass_whole(front, &pass, reader, writer, err);
	}
	free(shared.text);
	free(shared.id);
	sd_writer_free(writer);
	sd_reader_free(reader);
	sd_codebook_free(shared.book);
	front_language_release(&shared.language);
	front_feeling_release(&shared.feeling);
	return result;
}

static const struct tool tool = {
	.name = "codes",
	.summary = "which codes of a codebook each answer names",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_LANGUAGE | FRONT_AS,
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
