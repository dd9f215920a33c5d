/* SPDX-License-Identifier: MIT */
/* The kind `xls`: Excel's older workbooks, read by FreeXL, which holds the sheet in memory (at most 65,536 rows of 256
 * columns). It opens files by their path, so ours is opened again through /proc, before the process is locked in.
 * Booleans come as 1 and 0, errors as absent, for that is all FreeXL tells. */
#include <freexl.h>

#include "read/serial.h"
#include "read/source.h"
#include "rows/reader.h"

enum { MOST_FILE = 512 * 1024 * 1024 };

struct xls {
	struct sd_source source;
	const struct sd_file *file;
	const void *book;
	unsigned rows, row;
	unsigned short columns;
	size_t max_field, widest;
	struct sd_cell *cells;
	size_t *starts; /* of a number's text in `text`; SIZE_MAX where FreeXL keeps it */
	struct sd_str text;
};

static void put_text(struct xls *xls, size_t column, const FreeXL_CellValue *value)
{
	struct sd_text text = sd_text_of(value->value.text_value ? value->value.text_value : "");
	size_t start = xls->text.length;
	xls->cells[column] = (struct sd_cell){text, SD_CELL_TEXT};
	if (value->type != FREEXL_CELL_DATETIME || text.length < 11 || text.data[10] != ' ')
		return;
	sd_str_add_text(&xls->text, text);
	xls->text.data[start + 10] = 'T';
	xls->starts[column] = start;
}

static void put_number(struct xls *xls, size_t column, double number)
{
	size_t start = xls->text.length;
	sd_serial_add_double(&xls->text, number);
	xls->cells[column] = (struct sd_cell){{NULL, xls->text.length - start}, SD_CELL_NUMBER};
	xls->starts[column] = start;
}

static int read_cell(struct xls *xls, unsigned short column, struct sd_error *err)
{
	FreeXL_CellValue value = {.type = FREEXL_CELL_NULL};
	xls->cells[column] = (struct sd_cell){.kind = SD_CELL_ABSENT};
	xls->starts[column] = SIZE_MAX;
	if (freexl_get_cell_value(xls->book, xls->row, column, &value) != FREEXL_OK)
		return sd_fail(err, "%s: row %u, column %u: cannot be read: the file is damaged; save it again", xls->file->name,
			       xls->row + 1, column + 1U);
	switch (value.type) {
	case FREEXL_CELL_INT:
		put_number(xls, column, value.value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		put_number(xls, column, value.value.double_value);
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		put_text(xls, column, &value);
		break;
	default:
		break;
	}
	if (xls->cells[column].text.length > xls->max_field)
		return sd_fail(err, "%s: row %u, column %u: a cell is longer than %zu bytes; --max-field takes a higher limit",
			       xls->file->name, xls->row + 1, column + 1U, xls->max_field);
	return 0;
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct xls *xls = (struct xls *)source;
	size_t length = 0;
	for (; xls->row < xls->rows && !length; xls->row++) {
		sd_str_clear(&xls->text);
		for (unsigned short column = 0; column < xls->columns; column++) {
			if (read_cell(xls, column, err))
				return -1;
			if (xls->cells[column].kind != SD_CELL_ABSENT)
				length = column + (size_t)1;
		}
	}
	if (!length)
		return 0;
	xls->widest = length = length > xls->widest ? length : xls->widest;
	for (size_t i = 0; i < length; i++)
		if (xls->starts[i] != SIZE_MAX)
			xls->cells[i].text.data = xls->text.data + xls->starts[i];
	*record = (struct sd_source_record){.cells = xls->cells, .length = length, .line = xls->row};
	return 1;
}

static int rewind_rows(struct sd_source *source, struct sd_error *err)
{
	(void)err;
	((struct xls *)source)->row = 0;
	((struct xls *)source)->widest = 0;
	return 0;
}

static void free_xls(struct sd_source *source)
{
	struct xls *xls = (struct xls *)source;
	if (xls->book)
		(void)freexl_close(xls->book);
	free(xls->cells);
	free(xls->starts);
	sd_str_release(&xls->text);
	sd_str_release(&source->notes);
	free(xls);
}

/* The sheet named, or of that number; else the first. */
static int choose_sheet(struct xls *xls, const char *wanted, struct sd_error *err)
{
	unsigned sheets = 0, chosen = 0;
	const char *name = NULL;
	char *end = NULL;
	struct sd_str names = SD_STR_INIT;
	unsigned long number = wanted && *wanted ? strtoul(wanted, &end, 10) : 1;
	bool found = false;
	(void)freexl_get_info(xls->book, FREEXL_BIFF_SHEET_COUNT, &sheets);
	for (unsigned i = 0; i < sheets && i < UINT16_MAX; i++) {
		if (freexl_get_worksheet_name(xls->book, (unsigned short)i, &name) != FREEXL_OK || !name)
			name = "";
		sd_str_adds(&names, i ? ", \"" : "\"");
		sd_str_add_printable(&names, sd_text_of(name), 80);
		sd_str_adds(&names, "\"");
		if (wanted && !found && !strcmp(name, wanted)) {
			found = true;
			chosen = i;
		}
	}
	if (!found && (!wanted || (end && !*end)) && number >= 1 && number <= sheets) {
		found = true;
		chosen = (unsigned)number - 1;
	}
	if (!found)
		sd_fail(err, "%s: there is no sheet \"%s\": there are %s", xls->file->name, wanted ? wanted : "1",
			names.length ? names.data : "none");
	else
		sd_str_addf(&xls->source.notes, "sheet: number %u of %s%s\n", chosen + 1, names.data,
			    sheets > 1 && !wanted ? " (--sheet takes another)" : "");
	sd_str_release(&names);
	if (!found)
		return -1;
	if (freexl_select_active_worksheet(xls->book, (unsigned short)chosen) != FREEXL_OK ||
	    freexl_worksheet_dimensions(xls->book, &xls->rows, &xls->columns) != FREEXL_OK)
		return sd_fail(err, "%s: its sheet cannot be read: the file is damaged; save it again", xls->file->name);
	return 0;
}

static int open_book(struct xls *xls, const struct sd_source_options *options, struct sd_error *err)
{
	char path[64];
	unsigned locked = FREEXL_BIFF_PLAIN;
	if (xls->file->start)
		return sd_fail(err, "%s: an Excel workbook is read from its beginning: name the file", xls->file->name);
	if (xls->file->size > MOST_FILE)
		return sd_fail(err, "%s: is larger than an Excel 97 workbook can be (%d MB)", xls->file->name,
			       MOST_FILE / 1024 / 1024);
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", xls->file->fd);
	int status = freexl_open(path, &xls->book);
	if (status != FREEXL_OK)
		return sd_fail(err,
			       "%s: no Excel workbook that can be read (FreeXL's error %d): it is damaged, locked with a password, "
			       "or another program's; save it as .xlsx or .csv",
			       xls->file->name, status);
	(void)freexl_get_info(xls->book, FREEXL_BIFF_PASSWORD, &locked);
	if (locked == FREEXL_BIFF_OBFUSCATED)
		return sd_fail(err, "%s: is locked with a password: save it without one", xls->file->name);
	return choose_sheet(xls, options->sheet, err);
}

static struct sd_source *open_xls(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	struct xls *xls = sd_calloc(1, sizeof *xls);
	xls->source = (struct sd_source){.kind = &sd_source_xls, .next = next, .rewind = rewind_rows, .free = free_xls};
	xls->file = head->files;
	xls->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	if (!open_book(xls, options, err)) {
		xls->cells = sd_calloc((size_t)xls->columns + 1, sizeof *xls->cells);
		xls->starts = sd_calloc((size_t)xls->columns + 1, sizeof *xls->starts);
		return &xls->source;
	}
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
	.before_lock = true,
	.recognise = recognise,
	.open = open_xls,
};
