/* SPDX-License-Identifier: MIT */
/* Tables for the eye: columns aligned, numbers to the right, nothing that acts on a terminal. */
#include <utf8proc.h>

#include "base/utf8.h"
#include "rows/format.h"

enum { HELD_ROWS = 1000, WIDEST = 60 };
static const char cell_end = '\x1F', number_mark = '\x01';

struct sd_table {
	struct sd_str held;
	size_t rows;
	size_t *widths;
	bool *numeric; /* all cells below the header are numbers or absent */
	size_t columns;
	bool measured;
};

struct sd_table *sd_table_new(void)
{
	return sd_calloc(1, sizeof(struct sd_table));
}

void sd_table_free(struct sd_table *table)
{
	if (!table)
		return;
	sd_str_release(&table->held);
	free(table->widths);
	free(table->numeric);
	free(table);
}

void sd_table_add_cell(struct sd_str *bytes, struct sd_cell cell)
{
	if (cell.kind == SD_CELL_NUMBER)
		sd_str_addc(bytes, number_mark);
	sd_str_add_printable(bytes, cell.text, SIZE_MAX);
}

void sd_table_take(struct sd_table *table, struct sd_text rows)
{
	sd_str_add_text(&table->held, rows);
	for (size_t i = 0; i < rows.length; i++)
		table->rows += rows.data[i] == '\n';
}

/* Columns a terminal gives to `text`. */
static size_t width_of(struct sd_text text)
{
	size_t width = 0;
	for (size_t i = 0; i < text.length;) {
		uint32_t code = 0xFFFD;
		size_t n = sd_utf8_decode(text.data + i, text.length - i, &code);
		int columns = utf8proc_charwidth((utf8proc_int32_t)code);
		width += columns > 0 ? (size_t)columns : 0;
		i += n ? n : 1;
	}
	return width;
}

static struct sd_text next_cell(struct sd_text *row, bool *number)
{
	const char *end = row->length ? memchr(row->data, cell_end, row->length) : NULL;
	struct sd_text cell = {row->data, end ? (size_t)(end - row->data) : row->length};
	size_t step = cell.length + (end ? 1 : 0);
	row->data = end ? row->data + step : NULL;
	row->length -= step;
	*number = cell.length && cell.data[0] == number_mark;
	if (*number) {
		cell.data++;
		cell.length--;
	}
	return cell;
}

static struct sd_text next_row(struct sd_text *rows)
{
	const char *end = memchr(rows->data, '\n', rows->length);
	size_t length = end ? (size_t)(end - rows->data) : rows->length;
	struct sd_text row = {rows->data, length};
	rows->data += length + (end ? 1 : 0);
	rows->length -= length + (end ? 1 : 0);
	return row;
}

static void measure(struct sd_table *table)
{
	struct sd_text rows = sd_str_text(&table->held);
	for (size_t r = 0; rows.length; r++) {
		struct sd_text row = next_row(&rows);
		for (size_t c = 0; row.data; c++) {
			bool number;
			struct sd_text cell = next_cell(&row, &number);
			if (r == 0) {
				table->widths = sd_realloc(table->widths, c + 1, sizeof *table->widths);
				table->numeric = sd_realloc(table->numeric, c + 1, sizeof *table->numeric);
				table->widths[c] = 0;
				table->numeric[c] = true;
				table->columns = c + 1;
			} else if (cell.length && !number) {
				table->numeric[c] = false;
			}
			size_t width = width_of(cell);
			if (width > WIDEST)
				width = WIDEST;
			if (width > table->widths[c])
				table->widths[c] = width;
		}
	}
	table->measured = true;
}

static void pad(struct sd_str *out, size_t columns)
{
	while (columns--)
		sd_str_addc(out, ' ');
}

void sd_table_give(struct sd_table *table, bool last, struct sd_str *out)
{
	if (!table->measured) {
		if (table->rows < HELD_ROWS && !last)
			return;
		measure(table);
	}
	struct sd_text rows = sd_str_text(&table->held);
	while (rows.length) {
		struct sd_text row = next_row(&rows);
		for (size_t c = 0; row.data && c < table->columns; c++) {
			bool number;
			struct sd_text cell = next_cell(&row, &number);
			size_t width = width_of(cell);
			size_t gap = width < table->widths[c] ? table->widths[c] - width : 0;
			if (c)
				sd_str_adds(out, "  ");
			if (table->numeric[c])
				pad(out, gap);
			sd_str_add_text(out, cell);
			if (!table->numeric[c] && c + 1 < table->columns)
				pad(out, gap);
		}
		sd_str_addc(out, '\n');
	}
	sd_str_clear(&table->held);
}
