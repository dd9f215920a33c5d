/* SPDX-License-Identifier: MIT */
/* saydo codes: which codes of a codebook each answer names. */
#include "front/language.h"
#include "rows/composite.h"
#include "say/code.h"

static struct values {
	struct sd_input codebook;
	bool explain, per_span;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes and their patterns", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add where each code was found (codes_spans)", 0, 0, 0, NULL},
	{"long", 0, SD_OPT_FLAG, AT(per_span), NULL, "one row for each place a code was found in", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_language language;
	struct sd_codebook *book;
	const struct sd_header *header;
	size_t *text, text_length, *id, id_length;
} shared;

struct worker {
	struct sd_answer_reader *reader;
	struct sd_coder *coder;
	struct sd_str cell, id;
};

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.codebook.fd < 0)
		return sd_fail(err, "no codebook; name one with --codebook FILE");
	if (front_language_load(front, &shared.language, err))
		return -1;
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
	worker->coder = sd_coder_new(shared.book, shared.language.nonanswers, worker->reader);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_coder_free(worker->coder);
	sd_answer_reader_free(worker->reader);
	sd_str_release(&worker->cell);
	sd_str_release(&worker->id);
	free(worker);
}

static void add_spans(struct worker *worker, const struct sd_row *row, size_t column, struct sd_out *out)
{
	const struct sd_coding *coding = sd_code_answer(worker->coder, row->cells[column].text);
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		sd_out_int(out, (int64_t)row->number);
		sd_out_cell(out, sd_composite(row, shared.id, shared.id_length, &worker->id));
		sd_out_text(out, shared.header->names[column]);
		sd_out_text(out, sd_codebook_code(shared.book, span->code)->name);
		sd_out_absent(out);
		sd_out_int(out, (int64_t)span->start);
		sd_out_int(out, (int64_t)span->end);
		sd_out_text(out, (struct sd_text){coding->text.data + span->start, span->end - span->start});
		sd_out_end(out);
	}
}

static void add_cells(struct worker *worker, const struct sd_row *row, size_t column, struct sd_out *out)
{
	if (row->cells[column].kind == SD_CELL_ABSENT) {
		sd_out_absent(out);
		if (values.explain)
			sd_out_absent(out);
		return;
	}
	const struct sd_coding *coding = sd_code_answer(worker->coder, row->cells[column].text);
	sd_str_clear(&worker->cell);
	sd_coding_add_codes(coding, shared.book, &worker->cell);
	sd_out_text(out, sd_str_text(&worker->cell));
	if (!values.explain)
		return;
	sd_str_clear(&worker->cell);
	sd_coding_add_spans(coding, shared.book, &worker->cell);
	sd_out_json(out, sd_str_text(&worker->cell));
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)err;
	if (!values.per_span)
		sd_out_pass(out, row);
	for (size_t i = 0; i < shared.text_length; i++)
		(values.per_span ? add_spans : add_cells)(worker, row, shared.text[i], out);
	if (!values.per_span)
		sd_out_end(out);
	return 0;
}

static void add_columns(struct front *front, struct sd_writer *writer)
{
	static const char *const long_columns[] = {"row", "id", "column", "code", "sentiment", "start", "end", "quote"};
	for (size_t i = 0; values.per_span && i < sizeof long_columns / sizeof *long_columns; i++)
		sd_writer_column(writer, sd_text_of(long_columns[i]));
	if (values.per_span)
		return;
	sd_writer_pass(writer, shared.header);
	for (size_t i = 0; i < shared.text_length; i++)
		for (int explain = 0; explain <= values.explain; explain++) {
			char *name = front_column_name(front, shared.header, shared.text[i], shared.text_length,
						       explain ? "_spans" : "");
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
		result = sd_writer_begin(writer, err);
		if (!result)
			result = front_pass(front, &pass, reader, writer, err);
		if (!result)
			result = sd_writer_end(writer, err);
	}
	free(shared.text);
	free(shared.id);
	sd_writer_free(writer);
	sd_reader_free(reader);
	sd_codebook_free(shared.book);
	front_language_release(&shared.language);
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
