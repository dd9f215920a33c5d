/* SPDX-License-Identifier: MIT */
#include "show/compare.h"

#include <math.h>

#include "base/json.h"
#include "show/report_tables.h"
#include "stats/interval.h"
#include "stats/multiple.h"
#include "stats/test.h"

/* The value of a member of an object; kind SD_JSON_NULL where there is none. -1 where it cannot be read. */
static int member(struct sd_text object, const char *name, struct sd_json_value *found, struct sd_error *err)
{
	struct sd_str key = SD_STR_INIT;
	struct sd_json_value value;
	int more;
	*found = (struct sd_json_value){SD_JSON_NULL, {NULL, 0}};
	if (!object.length || object.data[0] != '{')
		return 0;
	object.data++;
	object.length--;
	for (bool first = true; (more = sd_json_next_member(&object, first, &key, &value, NULL, err)) > 0;
	     first = false)
		if (sd_text_equals(sd_str_text(&key), name))
			*found = value;
	sd_str_release(&key);
	return more;
}

static struct sd_text inside(struct sd_text array)
{
	return (struct sd_text){array.data + 1, array.length - 1};
}

/* One line of TSV of an array of strings, numbers and nulls. */
static int add_line(struct sd_text array, struct sd_writer *writer, bool names, struct sd_error *err)
{
	struct sd_json_value value;
	struct sd_str cell = SD_STR_INIT;
	int more;
	array = inside(array);
	for (bool first = true; (more = sd_json_next_item(&array, first, &value, NULL, err)) > 0; first = false) {
		sd_str_clear(&cell);
		if (value.kind == SD_JSON_STRING)
			sd_json_add_decoded(&cell, value.raw);
		else
			sd_str_add_text(&cell, value.raw);
		if (names)
			sd_writer_column(writer, sd_str_text(&cell));
		else if (value.kind == SD_JSON_NULL)
			sd_out_absent(sd_writer_out(writer));
		else
			sd_out_text(sd_writer_out(writer), sd_str_text(&cell));
	}
	sd_str_release(&cell);
	return more;
}

static int add_lines(struct sd_text rows, size_t columns, struct sd_writer *writer, struct sd_error *err)
{
	struct sd_json_value row, cell;
	int more;
	rows = inside(rows);
	for (bool first = true; (more = sd_json_next_item(&rows, first, &row, NULL, err)) > 0; first = false) {
		size_t cells = 0;
		if (row.kind != SD_JSON_ARRAY)
			return sd_fail(err, "a row of a table is no list");
		struct sd_text at = inside(row.raw);
		while (sd_json_next_item(&at, !cells, &cell, NULL, err) > 0)
			cells++;
		if (cells != columns)
			return sd_fail(err, "a row of a table has %zu cells where there are %zu columns", cells,
				       columns);
		if (add_line(row.raw, writer, false, err))
			return -1;
		sd_out_end(sd_writer_out(writer));
	}
	return more;
}

/* A table of the last report as TSV. */
static int to_tsv(struct sd_text table, struct sd_str *tsv, struct sd_error *err)
{
	static const struct sd_writer_options options = {SD_FORMAT_TSV, -1, false};
	struct sd_json_value columns, rows, cell;
	if (member(table, "columns", &columns, err) || member(table, "rows", &rows, err))
		return -1;
	if (columns.kind != SD_JSON_ARRAY || rows.kind != SD_JSON_ARRAY)
		return sd_fail(err, "a table has no columns or no rows");
	struct sd_text at = inside(columns.raw);
	size_t width = 0;
	while (sd_json_next_item(&at, !width, &cell, NULL, err) > 0)
		width++;
	struct sd_writer *writer = sd_writer_new_into(tsv, &options);
	int result = add_line(columns.raw, writer, true, err);
	if (!result)
		result = sd_writer_begin(writer, err);
	if (!result)
		result = add_lines(rows.raw, width, writer, err);
	if (!result)
		result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return result;
}

#define MOST_ROWS 9007199254740992.0 /* 2^53: whole numbers up to it are told apart */

struct row {
	struct sd_text code;
	double n, base, last_n, last_base, p;
};

static int write_rows(const struct row *rows, size_t length, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"code",	  "n",	    "base",	  "last_n",	 "last_base", "share",
					    "last_share", "change", "change_low", "change_high", "p",	      "q"};
	double *q = sd_alloc(length + 1, sizeof *q);
	for (size_t i = 0; i < length; i++)
		q[i] = rows[i].p;
	sd_benjamini_hochberg(q, length, q);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	int result = sd_writer_begin(writer, err);
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < length && !result; i++) {
		const struct row *row = &rows[i];
		struct sd_interval interval = sd_newcombe(row->n, row->base, row->last_n, row->last_base);
		double share = row->n / row->base, last = row->last_n / row->last_base;
		sd_out_text(out, row->code);
		sd_out_int(out, (int64_t)row->n);
		sd_out_int(out, (int64_t)row->base);
		sd_out_int(out, (int64_t)row->last_n);
		sd_out_int(out, (int64_t)row->last_base);
		const double numbers[] = {share, last, share - last, interval.low, interval.high, row->p, q[i]};
		for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
			sd_out_double(out, numbers[k], 4);
		sd_out_end(out);
	}
	if (!result)
		result = sd_writer_end(writer, err);
	free(q);
	return result;
}

/* Whether the last wave's cells are a count of a base; 0 where they are hidden. */
static int is_count(const struct sd_grid *last, size_t row, double *n, double *base, struct sd_error *err)
{
	struct sd_text count = sd_grid_cell(last, row, "n"), of = sd_grid_cell(last, row, "base");
	*n = sd_grid_number(last, row, "n");
	*base = sd_grid_number(last, row, "base");
	if (!count.length)
		return 0;
	if (*n >= 0 && *base >= *n && *base <= MOST_ROWS && floor(*n) == *n && floor(*base) == *base)
		return *base > 0;
	struct sd_str cells = SD_STR_INIT;
	sd_str_add_printable(&cells, count, 20);
	sd_str_adds(&cells, " of ");
	sd_str_add_printable(&cells, of, 20);
	sd_fail(err, "says that %s answers name a code, which cannot be: the file has been changed", cells.data);
	sd_str_release(&cells);
	return -1;
}

static int compare_tables(struct sd_text these, struct sd_text last, struct sd_writer *writer, struct sd_error *err)
{
	struct sd_grid now, before;
	size_t length = 0;
	sd_grid_read(&now, these);
	sd_grid_read(&before, last);
	struct row *rows = sd_alloc(now.rows + 1, sizeof *rows);
	int result = 0;
	for (size_t i = 0; i < now.rows && result >= 0; i++) {
		struct row row = {.code = sd_grid_cell(&now, i, "code"), .last_n = NAN, .last_base = NAN};
		row.n = sd_grid_number(&now, i, "n");
		row.base = sd_grid_number(&now, i, "base");
		result = 0;
		for (size_t k = 0; k < before.rows && row.code.data && !result; k++)
			if (sd_text_equal(sd_grid_cell(&before, k, "code"), row.code))
				result = is_count(&before, k, &row.last_n, &row.last_base, err);
		if (result <= 0 || !(row.n >= 0 && row.base >= row.n && row.base > 0))
			continue;
		row.p = sd_two_shares(row.n, row.base, row.last_n, row.last_base).p;
		rows[length++] = row;
	}
	result = result < 0 ? -1 : write_rows(rows, length, writer, err);
	free(rows);
	sd_grid_release(&now);
	sd_grid_release(&before);
	return result;
}

/* Its table of themes for a question of this name; kind SD_JSON_NULL where it has none. */
static int find_themes(struct sd_text tables, struct sd_text question, struct sd_json_value *found,
		       struct sd_error *err)
{
	struct sd_json_value table, kind, asked;
	struct sd_str text = SD_STR_INIT;
	int more;
	*found = (struct sd_json_value){SD_JSON_NULL, {NULL, 0}};
	tables = inside(tables);
	for (bool first = true; (more = sd_json_next_item(&tables, first, &table, NULL, err)) > 0; first = false) {
		if (member(table.raw, "kind", &kind, err) || member(table.raw, "question", &asked, err)) {
			more = -1;
			break;
		}
		if (kind.kind != SD_JSON_STRING || !sd_text_equals(kind.raw, "\"themes\"") ||
		    asked.kind != SD_JSON_STRING)
			continue;
		sd_str_clear(&text);
		sd_json_add_decoded(&text, asked.raw);
		if (sd_text_equal(sd_str_text(&text), question))
			*found = table;
	}
	sd_str_release(&text);
	return more;
}

static int compare_all(struct sd_report *report, struct sd_text tables, struct sd_error *err)
{
	size_t length = report->tables_length, compared = 0;
	struct sd_str left = SD_STR_INIT;
	for (size_t i = 0; i < length; i++) {
		struct sd_report_table *table = &report->tables[i];
		struct sd_json_value last;
		struct sd_str tsv = SD_STR_INIT;
		if (strcmp(table->kind, "themes") != 0)
			continue;
		struct sd_text question =
			report->survey.header->names[report->survey.questions[table->question].column];
		if (find_themes(tables, question, &last, err)) {
			sd_str_release(&left);
			return -1;
		}
		if (last.kind == SD_JSON_NULL) {
			sd_str_adds(&left, "warning: \"");
			sd_str_add_printable(&left, question, 60);
			sd_str_adds(&left, "\" is no question of the last report, and is not compared\n");
			continue;
		}
		compared++;
		int result = to_tsv(last.raw, &tsv, err);
		const struct sd_report_table now = *table; /* the list of tables grows */
		struct sd_writer *writer = sd_report_new_table(report, "wave", "wave", now.question, question);
		if (!result)
			result = compare_tables(sd_str_text(&now.tsv), sd_str_text(&tsv), writer, err);
		sd_writer_free(writer);
		sd_report_add_wave_command(report, &now);
		sd_str_release(&tsv);
		if (result) {
			sd_str_release(&left);
			return -1;
		}
	}
	sd_str_add_text(&report->notes, sd_str_text(&left));
	bool none = left.length && !compared;
	sd_str_release(&left);
	return none ? sd_fail(err, "has none of this survey's questions, by their columns' names, so nothing can be "
				   "compared")
		    : 0;
}

/* The tables of a report, and the hash of its codebook, empty where it has none. */
static int open_last(struct sd_text json, struct sd_text *tables, struct sd_str *hash, struct sd_error *err)
{
	struct sd_json_value whole, mark, form, list, book;
	struct sd_text at = json;
	if (sd_json_read(&at, &whole, NULL, err)) {
		sd_str_adds(&err->message, "; --compare takes what saydo report --to json wrote");
		return -1;
	}
	if (member(whole.raw, "saydo", &mark, err) || member(whole.raw, "report", &form, err) ||
	    member(whole.raw, "tables", &list, err) || member(whole.raw, "codebook", &book, err))
		return -1;
	if (mark.kind != SD_JSON_STRING || list.kind != SD_JSON_ARRAY)
		return sd_fail(err, "is not what saydo report --to json writes");
	if (!sd_text_equals(form.raw, "1"))
		return sd_fail(err, "is a report of another form, written by another version of saydo");
	if (book.kind == SD_JSON_STRING)
		sd_json_add_decoded(hash, book.raw);
	*tables = list.raw;
	return 0;
}

static int compare(struct sd_report *report, struct sd_error *err)
{
	struct sd_text tables;
	struct sd_str hash = SD_STR_INIT;
	if (open_last(report->last, &tables, &hash, err)) {
		sd_str_release(&hash);
		return -1;
	}
	bool same =
		report->survey.books && sd_text_equals(sd_str_text(&hash), sd_codebook_hash(report->survey.books[0]));
	sd_str_release(&hash);
	if (!same)
		return sd_fail(err, "was made by another codebook, so its codes are not these; give both waves the "
				    "same --codebook");
	return compare_all(report, tables, err);
}

int sd_compare_with(struct sd_text json, struct sd_text question, struct sd_text now, struct sd_writer *writer,
		    struct sd_error *err)
{
	struct sd_text tables;
	struct sd_str hash = SD_STR_INIT, tsv = SD_STR_INIT;
	struct sd_json_value last;
	int result = open_last(json, &tables, &hash, err) || find_themes(tables, question, &last, err) ? -1 : 0;
	if (!result && last.kind == SD_JSON_NULL) {
		sd_str_clear(&tsv);
		sd_str_add_printable(&tsv, question, 60);
		result = sd_fail(err, "has no themes of a question \"%s\"", tsv.data ? tsv.data : "");
	} else if (!result) {
		result = to_tsv(last.raw, &tsv, err) || compare_tables(now, sd_str_text(&tsv), writer, err) ? -1 : 0;
	}
	sd_str_release(&hash);
	sd_str_release(&tsv);
	return result;
}

int sd_report_compare(struct sd_report *report, struct sd_error *err)
{
	struct sd_error why = SD_ERROR_INIT;
	int result = compare(report, &why);
	if (result)
		sd_fail(err, "%s: %s", report->last_name, why.message.data ? why.message.data : "cannot be read");
	sd_error_release(&why);
	return result ? -1 : 0;
}
