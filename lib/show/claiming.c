/* SPDX-License-Identifier: MIT */
#include "show/claiming.h"

#include <stdlib.h>

#include "rows/composite.h"
#include "say/claim_cells.h"
#include "show/grid.h"

/* What one worker found. */
struct sd_claiming_part {
	struct sd_grid grid;
};

struct worker {
	const struct sd_claiming *claiming;
	struct sd_tokenizer *tokenizers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_claim_reader *readers[SD_LANGUAGES_MOST];
	struct sd_str tsv, id;
	struct sd_writer *writer; /* into tsv */
	struct sd_pass quoting;
	void *quoted; /* the quotes' worker, or NULL */
};

static void *worker_new(void *context)
{
	static const struct sd_writer_options options = {SD_FORMAT_TSV, -1, false};
	struct sd_claiming *claiming = context;
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->claiming = claiming;
	worker->writer = sd_writer_new_into(&worker->tsv, &options);
	for (size_t i = 0; sd_claim_columns[i]; i++)
		sd_writer_column(worker->writer, sd_text_of(sd_claim_columns[i]));
	/* The header first; it cannot fail, for the columns differ and go to memory. */
	sd_writer_begin(worker->writer, NULL);
	if (claiming->quotes) {
		worker->quoting = sd_verbatims_pass(claiming->quotes);
		worker->quoted = worker->quoting.worker_new(worker->quoting.context);
	}
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++) {
		sd_claim_reader_free(worker->readers[i]);
		sd_tokenizer_free(worker->tokenizers[i]);
	}
	sd_writer_free(worker->writer);
	sd_str_release(&worker->tsv);
	sd_str_release(&worker->id);
	if (worker->quoted)
		worker->quoting.worker_free(worker->quoted);
	free(worker);
}

static struct sd_claim_reader *reader_of(struct worker *worker, size_t language)
{
	const struct sd_claiming *claiming = worker->claiming;
	const struct sd_answer_options *answers = &claiming->survey->readings[language].answers;
	const struct sd_token_options tokens = {.rules = SD_TOKEN_RULES_ALL,
						.contrast = answers->contrast,
						.abbreviations = answers->abbreviations,
						.language = answers->language};
	if (!worker->readers[language]) {
		worker->tokenizers[language] = sd_tokenizer_new(&tokens);
		worker->readers[language] =
			sd_claim_reader_new(claiming->tables[language], worker->tokenizers[language]);
	}
	return worker->readers[language];
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct sd_cell absent = {.kind = SD_CELL_ABSENT};
	struct worker *worker = state;
	const struct sd_claiming *claiming = worker->claiming;
	(void)out;
	(void)err;
	for (size_t i = 0; i < claiming->survey->length; i++) {
		size_t column = claiming->survey->questions[i].column;
		const struct sd_claim_place place = {
			.row = row->number,
			.id = sd_composite(row, claiming->id, claiming->ids, &worker->id),
			.date = claiming->date == SIZE_MAX ? absent : row->cells[claiming->date],
			.column = claiming->survey->header->names[column],
		};
		size_t language = sd_survey_language(claiming->survey, row, i), claims = 0;
		if (claiming->tables[language])
			claims = sd_claim_write(reader_of(worker, language), row->cells[column], &place,
						sd_writer_out(worker->writer));
		if (claims && worker->quoted)
			sd_verbatims_offer(worker->quoted, row, i);
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_claiming *claiming = context;
	struct worker *worker = state;
	if (sd_writer_end(worker->writer, err) ||
	    (worker->quoted && worker->quoting.worker_done(worker->quoting.context, worker->quoted, err)))
		return -1;
	SD_GROW(claiming->parts, claiming->length, claiming->room);
	sd_grid_read(&claiming->parts[claiming->length++].grid, sd_str_text(&worker->tsv));
	return 0;
}

struct sd_pass sd_claiming_pass(struct sd_claiming *claiming)
{
	return (struct sd_pass){claiming, worker_new, add_row, worker_done, worker_free};
}

void sd_claiming_release(struct sd_claiming *claiming)
{
	for (size_t i = 0; i < claiming->length; i++)
		sd_grid_release(&claiming->parts[i].grid);
	free(claiming->parts);
	claiming->parts = NULL;
	claiming->length = claiming->room = 0;
}

/* A claim, where it stands: all claims of one row of the survey are one worker's, in their order. */
struct place {
	double row;
	const struct sd_text *cells;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->row < y->row || x->row > y->row)
		return x->row < y->row ? -1 : 1;
	return x->cells < y->cells ? -1 : x->cells > y->cells;
}

static struct place *order(const struct sd_claiming *claiming, size_t *length)
{
	size_t all = 0;
	for (size_t i = 0; i < claiming->length; i++)
		all += claiming->parts[i].grid.rows;
	struct place *places = sd_alloc(all + 1, sizeof *places);
	*length = 0;
	for (size_t i = 0; i < claiming->length; i++) {
		const struct sd_grid *grid = &claiming->parts[i].grid;
		for (size_t row = 0; row < grid->rows; row++)
			places[(*length)++] =
				(struct place){sd_grid_number(grid, row, "row"), grid->cells + row * grid->columns};
	}
	if (*length)
		qsort(places, *length, sizeof *places, compare_places);
	return places;
}

int sd_claiming_finish(struct sd_claiming *claiming, struct sd_claimed *claimed, struct sd_error *err)
{
	static const struct sd_writer_options options = {SD_FORMAT_TSV, -1, false};
	struct sd_header header = SD_HEADER_INIT;
	for (size_t i = 0; sd_claim_columns[i]; i++)
		sd_header_add(&header, sd_text_of(sd_claim_columns[i]));
	int result = sd_claimed_find(claimed, &header, err);
	size_t length;
	struct place *places = order(claiming, &length);
	struct sd_cell *cells = sd_calloc(header.length, sizeof *cells);
	struct sd_str unread = SD_STR_INIT;
	struct sd_writer *writer = sd_writer_new_into(&unread, &options); /* for what is refused */
	const struct sd_pass pass = sd_claimed_pass(claimed);
	void *worker = pass.worker_new(pass.context);
	for (size_t i = 0; i < length && result >= 0; i++) {
		for (size_t k = 0; k < header.length; k++) {
			bool there = places[i].cells[k].data;
			cells[k] = (struct sd_cell){there ? places[i].cells[k] : SD_TEXT(""),
						    there ? SD_CELL_TEXT : SD_CELL_ABSENT};
		}
		const struct sd_row row = {.cells = cells,
					   .length = header.length,
					   .raw = SD_TEXT(""),
					   .number = i + 1};
		result = pass.row(worker, &row, sd_writer_out(writer), err);
	}
	if (result >= 0)
		result = pass.worker_done(pass.context, worker, err);
	pass.worker_free(worker);
	sd_writer_free(writer);
	sd_str_release(&unread);
	free(cells);
	free(places);
	sd_header_release(&header);
	sd_claiming_release(claiming);
	return result < 0 ? -1 : 0;
}
