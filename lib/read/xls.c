/* SPDX-License-Identifier: MIT */
/* The kind `xls`: Excel's older workbooks, of 1993 to 2003 (BIFF5 and BIFF8). Source: [MS-XLS]; OpenOffice.org's
 * documentation of the Excel file format.
 *
 * The workbook's own records come first, then those of each sheet. The cells of the sheet chosen are held in memory,
 * for programs write them in any order; so are the strings that sheets share. */
#include "read/source.h"
#include "read/xls_book.h"
#include "rows/reader.h"

enum {
	MOST_FILE = 512 * 1024 * 1024,
	MERGE_RECORDS = 8 /* headers stand in the first rows */
};

static const char fault_error[] = "an error of the spreadsheet stands in a cell";

static void add_names(const struct sd_xls *xls, struct sd_str *str)
{
	for (size_t i = 0; i < xls->sheets_length; i++) {
		sd_str_adds(str, i ? ", \"" : "\"");
		sd_str_add_printable(str, xls->sheets[i].name, 80);
		sd_str_adds(str, !xls->sheets[i].cells	 ? "\" (no cells)"
				 : xls->sheets[i].hidden ? "\" (hidden)"
							 : "\"");
	}
}

static int no_sheet(const struct sd_xls *xls, const char *wanted, struct sd_error *err)
{
	struct sd_str names = SD_STR_INIT;
	add_names(xls, &names);
	if (wanted)
		sd_fail(err, "%s: there is no sheet \"%s\": there are %s", xls->file->name, wanted,
			names.length ? names.data : "none");
	else
		sd_fail(err, "%s: the workbook has no sheet with cells", xls->file->name);
	sd_str_release(&names);
	return -1;
}

/* The sheet named, or of that number; else the first that is shown and has a cell, or else the first with one. */
static int choose_sheet(struct sd_xls *xls, const char *wanted, struct sd_error *err)
{
	enum { MOST_TRIED = 64 };
	char *end = NULL;
	int tried = 0;
	unsigned long place = wanted && *wanted ? strtoul(wanted, &end, 10) : 0;
	size_t chosen = SIZE_MAX;
	for (size_t i = 0; i < xls->sheets_length && wanted && chosen == SIZE_MAX; i++)
		if (xls->sheets[i].cells && sd_text_equals(xls->sheets[i].name, wanted))
			chosen = i;
	if (chosen == SIZE_MAX && wanted && end && !*end && place >= 1 && place <= xls->sheets_length &&
	    xls->sheets[place - 1].cells)
		chosen = place - 1;
	if (wanted && (chosen == SIZE_MAX || sd_xls_sheet_read(xls, &xls->sheets[chosen], err)))
		return chosen == SIZE_MAX ? no_sheet(xls, wanted, err) : -1;
	for (int hidden = 0; hidden < 2 && !wanted; hidden++)
		for (size_t i = 0; i < xls->sheets_length && chosen == SIZE_MAX && tried < MOST_TRIED; i++) {
			if (!xls->sheets[i].cells || xls->sheets[i].hidden != (hidden != 0))
				continue;
			tried++;
			if (sd_xls_sheet_read(xls, &xls->sheets[i], err))
				return -1;
			chosen = xls->cells_length ? i : SIZE_MAX;
		}
	if (chosen == SIZE_MAX)
		return no_sheet(xls, NULL, err);
	struct sd_str *notes = &xls->source.notes;
	sd_str_adds(notes, "sheet: \"");
	sd_str_add_printable(notes, xls->sheets[chosen].name, 80);
	sd_str_adds(notes, "\"");
	if (xls->sheets_length > 1) {
		sd_str_adds(notes, " of ");
		add_names(xls, notes);
		sd_str_adds(notes, wanted ? "" : " (--sheet takes another)");
	}
	sd_str_adds(notes, "\n");
	return 0;
}

/* --- as a source ---- */

static enum sd_serial_kind kind_of(const struct sd_xls *xls, uint32_t style)
{
	uint32_t format = style < xls->styles_length ? xls->styles[style] : 0;
	for (size_t i = 0; i < xls->formats_length; i++)
		if (xls->formats[i].id == format)
			return xls->formats[i].kind;
	return sd_serial_kind_of_id(format);
}

static const char *error_name(uint8_t code)
{
	static const struct {
		uint8_t code;
		const char *name;
	} errors[] = {
		{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"}, {0x1D, "#NAME?"},
		{0x24, "#NUM!"}, {0x2A, "#N/A"}};
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].code == code)
			return errors[i].name;
	return "#ERROR!";
}

static enum sd_cell_kind add_value(struct sd_xls *xls, const struct sd_xls_cell *cell)
{
	switch ((enum sd_xls_type)cell->type) {
	case SD_XLS_TEXT:
		sd_str_add_text(&xls->text, cell->is.text);
		return SD_CELL_TEXT;
	case SD_XLS_BOOLEAN:
		sd_str_adds(&xls->text, cell->code ? "TRUE" : "FALSE");
		return SD_CELL_TEXT;
	case SD_XLS_ERROR:
		sd_str_adds(&xls->text, error_name(cell->code));
		return SD_CELL_TEXT;
	case SD_XLS_NUMBER:
		break;
	}
	if (sd_serial_add(&xls->text, cell->is.number, kind_of(xls, cell->style), xls->since_1904))
		return SD_CELL_TEXT;
	size_t start = xls->text.length;
	sd_serial_add_double(&xls->text, cell->is.number);
	return xls->text.length > start ? SD_CELL_NUMBER : SD_CELL_ABSENT;
}

/* A header that was merged over several columns is the header of each; one over all that the row holds is a title. */
static size_t fill_merged(struct sd_xls *xls, uint32_t row, size_t length)
{
	for (size_t i = 0; i < xls->merges_length; i++) {
		const struct sd_xls_merge *merge = &xls->merges[i];
		bool alone = true;
		if (merge->row != row || merge->left >= length || xls->out[merge->left].kind == SD_CELL_ABSENT)
			continue;
		for (size_t j = 0; j < length; j++)
			if (xls->out[j].kind != SD_CELL_ABSENT && (j < merge->left || j > merge->right))
				alone = false;
		for (uint32_t j = merge->left + 1; j <= merge->right && !alone; j++)
			if (xls->out[j].kind == SD_CELL_ABSENT) {
				xls->out[j] = xls->out[merge->left];
				xls->starts[j] = xls->starts[merge->left];
				length = j >= length ? j + (size_t)1 : length;
			}
	}
	return length;
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct sd_xls *xls = (struct sd_xls *)source;
	size_t length = 0;
	if (xls->next == xls->cells_length)
		return 0;
	uint32_t row = xls->cells[xls->next].place / 256;
	*record = (struct sd_source_record){.line = row + (uint64_t)1};
	sd_str_clear(&xls->text);
	for (size_t i = 0; i < 256; i++)
		xls->out[i] = (struct sd_cell){.kind = SD_CELL_ABSENT};
	for (; xls->next < xls->cells_length && xls->cells[xls->next].place / 256 == row; xls->next++) {
		const struct sd_xls_cell *cell = &xls->cells[xls->next];
		size_t column = cell->place % 256;
		xls->starts[column] = xls->text.length;
		xls->out[column].kind = add_value(xls, cell);
		xls->out[column].text.length = xls->text.length - xls->starts[column];
		if (xls->out[column].text.length > xls->max_field)
			return sd_fail(err,
				       "%s: row %u, column %zu: a cell is longer than %zu bytes; --max-field takes a "
				       "higher limit",
				       xls->file->name, row + 1, column + 1, xls->max_field);
		if (cell->type == SD_XLS_ERROR && !record->fault) {
			record->fault = fault_error;
			record->fault_line = record->line;
			record->fault_column = column + 1;
		}
		length = column + 1;
	}
	if (xls->records++ < MERGE_RECORDS)
		length = fill_merged(xls, row, length);
	xls->widest = length = length > xls->widest ? length : xls->widest;
	for (size_t i = 0; i < length; i++)
		xls->out[i].text.data = xls->out[i].text.length ? xls->text.data + xls->starts[i] : "";
	record->cells = xls->out;
	record->length = length;
	return 1;
}

static int rewind_rows(struct sd_source *source, struct sd_error *err)
{
	struct sd_xls *xls = (struct sd_xls *)source;
	(void)err;
	xls->next = xls->widest = xls->records = 0;
	return 0;
}

static void free_xls(struct sd_source *source)
{
	struct sd_xls *xls = (struct sd_xls *)source;
	if (xls->encoding != (iconv_t)-1)
		(void)iconv_close(xls->encoding);
	sd_compound_free(xls->compound);
	sd_arena_release(&xls->arena);
	free(xls->record);
	free(xls->sheets);
	free(xls->shared);
	free(xls->formats);
	free(xls->styles);
	free(xls->cells);
	free(xls->merges);
	free(xls->out);
	free(xls->starts);
	sd_str_release(&xls->text);
	sd_str_release(&source->notes);
	free(xls);
}

static int open_book(struct sd_xls *xls, const char *sheet, struct sd_error *err)
{
	if (xls->file->size > MOST_FILE)
		return sd_fail(err, "%s: is larger than an Excel 97 workbook can be (%d MB)", xls->file->name,
			       MOST_FILE / 1024 / 1024);
	xls->compound = sd_compound_open(xls->file, err);
	if (!xls->compound)
		return -1;
	if (sd_compound_stream(xls->compound, "EncryptedPackage") >= 0)
		return sd_fail(err, "%s: is locked with a password: save it without one", xls->file->name);
	if (sd_compound_stream(xls->compound, "Workbook") < 0 && sd_compound_stream(xls->compound, "Book") < 0)
		return sd_fail(err, "%s: an Office file, but no Excel workbook that is whole: save it as .xlsx or .csv",
			       xls->file->name);
	if (sd_xls_globals_read(xls, err) || choose_sheet(xls, sheet, err))
		return -1;
	if (xls->since_1904)
		sd_str_adds(&xls->source.notes, "dates: counted from 1904, as the workbook says\n");
	return 0;
}

static struct sd_source *open_xls(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	struct sd_xls *xls = sd_calloc(1, sizeof *xls);
	xls->source = (struct sd_source){.kind = &sd_source_xls, .next = next, .rewind = rewind_rows, .free = free_xls};
	xls->file = head->files;
	xls->encoding = (iconv_t)-1;
	xls->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	xls->record = sd_calloc(1, SD_XLS_RECORD);
	xls->out = sd_calloc(SD_XLS_COLUMNS, sizeof *xls->out);
	xls->starts = sd_calloc(SD_XLS_COLUMNS, sizeof *xls->starts);
	if (!open_book(xls, options->sheet, err))
		return &xls->source;
	free_xls(&xls->source);
	return NULL;
}

static int recognise(const struct sd_source_head *head, struct sd_str *why)
{
	static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
	if (head->bytes.length < 8 || memcmp(head->bytes.data, magic, 8) != 0)
		return 0;
	sd_str_adds(why, "begins as Office files of 1997 to 2003 do");
	return 90;
}

const struct sd_source_kind sd_source_xls = {
	.name = "xls",
	.what = "an Excel workbook of the older kind",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise,
	.open = open_xls,
};
