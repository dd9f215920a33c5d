/* SPDX-License-Identifier: MIT */
#include "guard/redact_rows.h"

#include <stdlib.h>

struct worker {
	struct sd_redact_rows *rows;
	struct sd_redact_finder *finder;
	struct sd_cell *cells;
	size_t *starts; /* of changed cells in `texts`, SIZE_MAX of others */
	struct sd_str texts, key;
	struct sd_redact_found *found;
	size_t found_length, found_room;
	uint64_t masked[SD_REDACT_KIND_COUNT], pseudonyms;
	struct sd_count *classes;
};

void sd_redact_rows_header(const struct sd_redact_rows *rows, const struct sd_header *header, struct sd_header *left)
{
	for (size_t i = 0; i < header->length; i++)
		if (rows->treatments[i].how != SD_TREAT_DROP)
			sd_header_add(left, header->names[i]);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->rows = context;
	worker->finder = sd_redact_finder_new(worker->rows->redactor);
	worker->cells = sd_calloc(worker->rows->length + 1, sizeof *worker->cells);
	worker->starts = sd_calloc(worker->rows->length + 1, sizeof *worker->starts);
	worker->classes = sd_count_new(1);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_redact_finder_free(worker->finder);
	free(worker->cells);
	free(worker->starts);
	free(worker->found);
	sd_str_release(&worker->texts);
	sd_str_release(&worker->key);
	sd_count_free(worker->classes);
	free(worker);
}

static void count_found(struct worker *worker, const struct sd_row *row, size_t column, struct sd_text text)
{
	size_t length;
	uint32_t n[SD_REDACT_KIND_COUNT] = {0};
	const struct sd_redact_span *spans = sd_redact_find(worker->finder, text, &length);
	for (size_t i = 0; i < length; i++)
		n[spans[i].kind]++;
	for (uint32_t kind = 0; kind < SD_REDACT_KIND_COUNT; kind++) {
		worker->masked[kind] += n[kind];
		if (!n[kind] || !worker->rows->keeps_found)
			continue;
		SD_GROW(worker->found, worker->found_length, worker->found_room);
		worker->found[worker->found_length++] =
			(struct sd_redact_found){row->number, (uint32_t)column, kind, n[kind]};
	}
}

/* Adds the cell's new text; false where it stays as it is. */
static bool mask(struct worker *worker, const struct sd_row *row, size_t column)
{
	struct sd_text text = row->cells[column].text;
	size_t before = worker->texts.length;
	if (!sd_redact_mask(worker->finder, text, worker->rows->mask, &worker->texts)) {
		worker->texts.length = before;
		return false;
	}
	count_found(worker, row, column, text);
	return true;
}

static bool pseudonymise(struct worker *worker, const struct sd_row *row, size_t column)
{
	const struct sd_redact_rows *rows = worker->rows;
	struct sd_text id = sd_text_trim(row->cells[column].text);
	char hex[SD_PSEUDONYM_HEX];
	if (!id.length)
		return true;
	if (rows->normalise) {
		/* A key of one part, so that a TAB within an id is no end of it. */
		struct sd_str part = SD_STR_INIT;
		sd_key_add(&part, row->cells[column].text);
		sd_str_clear(&worker->key);
		if (rows->normalise(&worker->key, sd_str_text(&part), rows->rules) && worker->key.length) {
			sd_pseudonym(rows->key, rows->treatments[column].label, sd_str_text(&worker->key), hex);
			sd_str_release(&part);
			sd_str_adds(&worker->texts, hex);
			worker->pseudonyms++;
			return true;
		}
		sd_str_release(&part);
	}
	sd_str_clear(&worker->key);
	sd_key_add(&worker->key, rows->rules ? id : row->cells[column].text);
	sd_pseudonym(rows->key, rows->treatments[column].label, sd_str_text(&worker->key), hex);
	sd_str_adds(&worker->texts, hex);
	worker->pseudonyms++;
	return true;
}

/* 1 where the cell changes, 0 where it stays, -1 where it cannot be treated. */
static int treat(struct worker *worker, const struct sd_row *row, size_t column)
{
	const struct sd_redact_treatment *treatment = &worker->rows->treatments[column];
	const struct sd_cell *cell = &row->cells[column];
	if (cell->kind == SD_CELL_ABSENT || !cell->text.length)
		return 0;
	switch (treatment->how) {
	case SD_TREAT_MASK:
		return mask(worker, row, column) ? 1 : 0;
	case SD_TREAT_PSEUDONYM:
		return pseudonymise(worker, row, column) ? 1 : 0;
	case SD_TREAT_COARSEN:
		if (!sd_text_trim(cell->text).length)
			return 0;
		return sd_coarsen(&treatment->coarsening, cell->text, &worker->texts) ? 1 : -1;
	default:
		return 0;
	}
}

static void count_class(struct worker *worker, const struct sd_cell *cells)
{
	sd_str_clear(&worker->key);
	for (size_t i = 0; i < worker->rows->risk_length; i++) {
		const struct sd_cell *cell = &cells[worker->rows->risk[i]];
		sd_key_add(&worker->key, cell->kind == SD_CELL_ABSENT ? (struct sd_text){NULL, 0}
				       : cell->text.data ? cell->text : SD_TEXT(""));
	}
	++*sd_count_at(worker->classes, sd_str_text(&worker->key));
}

static int redact_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_redact_rows *rows = worker->rows;
	bool changed = false;
	(void)err;
	sd_str_clear(&worker->texts);
	for (size_t i = 0; i < row->length; i++) {
		size_t before = worker->texts.length;
		int treated = treat(worker, row, i);
		if (treated < 0)
			return sd_out_reject(out, i, "is no %s, so that it cannot be made coarser",
					     rows->treatments[i].coarsening.to == SD_COARSE_RANGE ? "number"
					     : rows->treatments[i].coarsening.date_format ? "date as --date-format says"
											  : "date such as 2024-03-09 "
											    "(--date-format says how "
											    "they are written)");
		worker->cells[i] = row->cells[i];
		worker->starts[i] = treated ? before : SIZE_MAX;
		if (treated)
			worker->cells[i] = (struct sd_cell){{NULL, worker->texts.length - before}, SD_CELL_TEXT};
		changed |= treated || rows->treatments[i].how == SD_TREAT_DROP;
	}
	for (size_t i = 0; i < row->length; i++)
		if (worker->starts[i] != SIZE_MAX)
			worker->cells[i].text.data = worker->texts.data ? worker->texts.data + worker->starts[i] : "";
	if (rows->risk_length)
		count_class(worker, worker->cells);
	if (!changed) {
		sd_out_pass(out, row);
		sd_out_end(out);
		return 0;
	}
	struct sd_row left = *row;
	left.raw_fits = false;
	left.cells = worker->cells;
	left.length = 0;
	for (size_t i = 0; i < row->length; i++)
		if (rows->treatments[i].how != SD_TREAT_DROP)
			worker->cells[left.length++] = worker->cells[i];
	sd_out_pass(out, &left);
	sd_out_end(out);
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_redact_rows *rows = context;
	struct worker *worker = state;
	for (size_t i = 0; i < worker->found_length; i++) {
		SD_GROW(rows->found, rows->found_length, rows->found_room);
		rows->found[rows->found_length++] = worker->found[i];
	}
	for (size_t i = 0; i < SD_REDACT_KIND_COUNT; i++)
		rows->masked[i] += worker->masked[i];
	rows->pseudonyms += worker->pseudonyms;
	if (!rows->classes)
		rows->classes = sd_count_new(1);
	return sd_count_add(rows->classes, worker->classes, err);
}

struct sd_pass sd_redact_rows_pass(struct sd_redact_rows *rows)
{
	return (struct sd_pass){rows, worker_new, redact_row, worker_done, worker_free};
}

static int by_place(const void *left, const void *right)
{
	const struct sd_redact_found *a = left, *b = right;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

void sd_redact_rows_finish(struct sd_redact_rows *rows)
{
	if (rows->found_length)
		qsort(rows->found, rows->found_length, sizeof *rows->found, by_place);
}

void sd_redact_rows_add_counts(const struct sd_redact_rows *rows, const struct sd_header *header, struct sd_str *csv)
{
	const struct sd_writer_options options = {.to = SD_FORMAT_CSV, .from = -1};
	struct sd_writer *writer = sd_writer_new_into(csv, &options);
	static const char *const columns[] = {"row", "column", "kind", "n", NULL};
	sd_writer_columns(writer, columns);
	sd_writer_begin(writer, NULL);
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < rows->found_length; i++) {
		sd_out_int(out, (int64_t)rows->found[i].row);
		sd_out_text(out, header->names[rows->found[i].column]);
		sd_out_string(out, sd_redact_kind_names[rows->found[i].kind]);
		sd_out_int(out, rows->found[i].n);
		sd_out_end(out);
	}
	sd_writer_end(writer, NULL);
	sd_writer_free(writer);
}

void sd_redact_rows_release(struct sd_redact_rows *rows)
{
	free(rows->found);
	sd_count_free(rows->classes);
	rows->found = NULL;
	rows->classes = NULL;
	rows->found_length = rows->found_room = 0;
}

static int by_size(const void *left, const void *right)
{
	const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return a < b ? -1 : a > b;
}

int sd_risk_write(const struct sd_count *classes, int64_t min_cell, struct sd_writer *writer, struct sd_risk *risk,
		  struct sd_error *err)
{
	size_t length = sd_count_length(classes);
	struct sd_count_entry *entries = sd_count_sorted(classes);
	int64_t *sizes = sd_alloc(length + 1, sizeof *sizes), to_here = 0;
	for (size_t i = 0; i < length; i++)
		sizes[i] = *entries[i].sums;
	free(entries);
	qsort(sizes, length, sizeof *sizes, by_size);
	*risk = (struct sd_risk){.smallest = length ? (uint64_t)sizes[0] : 0, .classes = length};
	static const char *const columns[] = {"k", "classes", "rows", "rows_to_k", NULL};
	sd_writer_columns(writer, columns);
	int result = sd_writer_begin(writer, err);
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0, same; i < length && !result; i += same) {
		for (same = 1; i + same < length && sizes[i + same] == sizes[i];)
			same++;
		to_here += sizes[i] * (int64_t)same;
		if (sizes[i] < min_cell)
			risk->few_rows = (uint64_t)to_here;
		sd_out_int(out, sizes[i]);
		sd_out_int(out, (int64_t)same);
		sd_out_int(out, sizes[i] * (int64_t)same);
		sd_out_int(out, to_here);
		sd_out_end(out);
		if ((i & 1023) == 1023)
			result = sd_writer_flush(writer, err);
	}
	risk->rows = (uint64_t)to_here;
	free(sizes);
	return result < 0 ? result : sd_writer_end(writer, err);
}
