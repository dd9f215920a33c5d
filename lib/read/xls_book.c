/* SPDX-License-Identifier: MIT */
/* Source: [MS-XLS]; OpenOffice.org's documentation of the Excel file format. */
#include "read/xls_book.h"

#include "base/utf8.h"
#include "read/encoding.h"
#include "rows/reader.h"

enum {
	MOST_CELLS = 65536 * 256,
	MOST_SHEETS = 4096,
	MERGE_ROWS = 20, /* headers stand in the first rows … */
	MOST_MERGES = 10000
};
enum {
	BOF = 0x809,
	END = 0x0A,
	FILEPASS = 0x2F,
	CODEPAGE = 0x42,
	DATEMODE = 0x22,
	FORMAT = 0x41E,
	XF = 0xE0,
	BOUNDSHEET = 0x85,
	SST = 0xFC,
	CONTINUE = 0x3C,
	LABELSST = 0xFD,
	LABEL = 0x204,
	RSTRING = 0xD6,
	NUMBER = 0x203,
	RK = 0x27E,
	MULRK = 0xBD,
	BOOLERR = 0x205,
	FORMULA = 0x06,
	STRING = 0x207,
	MERGES = 0xE5
};

static uint32_t number(const unsigned char *bytes, int length)
{
	uint32_t value = 0;
	for (int i = 0; i < length; i++)
		value |= (uint32_t)bytes[i] << 8 * i;
	return value;
}

static double real(const unsigned char *bytes)
{
	uint64_t bits = number(bytes, 4) | (uint64_t)number(bytes + 4, 4) << 32;
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}

/* [MS-XLS] 2.5.217: 30 bits, of a double's front or a whole number, perhaps of hundredths. */
static double rk(uint32_t bits)
{
	double value;
	if (bits & 2) {
		value = (double)((int32_t)bits >> 2);
	} else {
		uint64_t front = (uint64_t)(bits & ~3U) << 32;
		memcpy(&value, &front, sizeof value);
	}
	return bits & 1 ? value / 100 : value;
}

/* The next record: 1, 0 at the stream's end, -1 where it is cut off. */
static int next_record(struct sd_xls *xls, struct sd_error *err)
{
	unsigned char head[4];
	if (sd_compound_read(xls->compound, xls->at, head, 1, err))
		return sd_error_is_set(err) ? -1 : 0;
	if (sd_compound_read(xls->compound, xls->at, head, sizeof head, err))
		return -1;
	xls->type = number(head, 2);
	xls->length = number(head + 2, 2);
	if (sd_compound_read(xls->compound, xls->at + 4, xls->record, xls->length, err))
		return -1;
	xls->at += 4 + (uint64_t)xls->length;
	return 1;
}

/* --- strings ---- */

static void add_code(struct sd_str *out, uint32_t code)
{
	char bytes[4];
	sd_str_add(out, bytes, sd_utf8_encode(code >= 0xD800 && code < 0xE000 ? 0xFFFD : code, bytes));
}

/* Bytes of a string, which may go on in the records that follow. */
struct reach {
	struct sd_xls *xls;
	uint32_t at;
	struct sd_error *err;
	bool over; /* the last byte came from another record than the one before */
};

static int next_byte(struct reach *reach)
{
	struct sd_xls *xls = reach->xls;
	reach->over = false;
	while (reach->at >= xls->length) {
		uint64_t before = xls->at;
		if (next_record(xls, reach->err) != 1)
			return -1;
		if (xls->type != CONTINUE) {
			xls->at = before;
			xls->length = 0;
			reach->at = 0;
			return -1;
		}
		reach->at = 0;
		reach->over = true;
	}
	return xls->record[reach->at++];
}

static int64_t take(struct reach *reach, int length)
{
	int64_t value = 0;
	for (int i = 0; i < length; i++) {
		int byte = next_byte(reach);
		if (byte < 0)
			return -1;
		value |= (int64_t)byte << 8 * i;
	}
	return value;
}

/* Characters of one or two bytes; where they go on in another record, its first byte tells anew which. */
static bool add_characters(struct reach *reach, int64_t length, bool wide, struct sd_str *out)
{
	uint32_t high = 0;
	for (int64_t i = 0; i < length; i++) {
		int low = next_byte(reach);
		if (low >= 0 && reach->over) {
			wide = low & 1;
			low = next_byte(reach);
		}
		int top = low >= 0 && wide ? next_byte(reach) : 0;
		if (low < 0 || top < 0)
			return false;
		uint32_t unit = (uint32_t)low | (uint32_t)top << 8;
		if (high && unit >= 0xDC00 && unit < 0xE000) {
			add_code(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
			high = 0;
			continue;
		}
		if (high)
			add_code(out, 0xFFFD);
		high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
		if (!high)
			add_code(out, unit);
	}
	if (high)
		add_code(out, 0xFFFD);
	return true;
}

static void add_bytes(struct sd_xls *xls, struct sd_text raw, struct sd_str *out)
{
	if (xls->encoding != (iconv_t)-1 && raw.length) {
		size_t start = out->length;
		sd_str_reserve(out, start + 4 * raw.length + 8);
		char *from = (char *)(uintptr_t)raw.data, *to = out->data + start;
		size_t left = raw.length, room = 4 * raw.length;
		(void)iconv(xls->encoding, NULL, NULL, NULL, NULL);
		if (iconv(xls->encoding, &from, &left, &to, &room) != (size_t)-1) {
			out->length = (size_t)(to - out->data);
			return;
		}
	}
	for (size_t i = 0; i < raw.length; i++)
		sd_windows_1252_add(out, (unsigned char)raw.data[i]);
}

/* A string with its length, of so many bytes, before it. */
static bool add_string(struct reach *reach, int length_bytes, struct sd_str *out)
{
	struct sd_xls *xls = reach->xls;
	int64_t length = take(reach, length_bytes);
	if (length < 0)
		return false;
	if (xls->old) {
		struct sd_str raw = SD_STR_INIT;
		int byte = 0;
		for (int64_t i = 0; i < length && (byte = next_byte(reach)) >= 0; i++)
			sd_str_addc(&raw, (char)byte);
		add_bytes(xls, sd_str_text(&raw), out);
		sd_str_release(&raw);
		return byte >= 0;
	}
	int flags = next_byte(reach);
	if (flags < 0)
		return false;
	int64_t runs = flags & 8 ? take(reach, 2) : 0, further = flags & 4 ? take(reach, 4) : 0;
	if (runs < 0 || further < 0 || !add_characters(reach, length, flags & 1, out))
		return false;
	for (int64_t i = 0; i < 4 * runs + further; i++) /* how it looks; how it is pronounced */
		if (next_byte(reach) < 0)
			return false;
	return true;
}

static bool keep_string(struct sd_xls *xls, struct reach *reach, int length_bytes, struct sd_text *text)
{
	struct sd_str out = SD_STR_INIT;
	bool good = add_string(reach, length_bytes, &out);
	*text = (struct sd_text){sd_arena_dup(&xls->arena, out.data ? out.data : "", out.length), out.length};
	sd_str_release(&out);
	return good;
}

static int damaged(struct sd_xls *xls, const char *what, struct sd_error *err)
{
	if (sd_error_is_set(err))
		return -1;
	return sd_fail(err, "%s: no whole Excel workbook (near byte %llu of it: %s): it is damaged; save it again",
		       xls->file->name, (unsigned long long)xls->at, what);
}

/* --- the workbook ---- */

static int read_shared(struct sd_xls *xls, struct sd_error *err)
{
	struct reach reach = {.xls = xls, .at = 4, .err = err};
	if (xls->length < 8)
		return damaged(xls, "its shared strings are cut off", err);
	uint32_t wanted = number(xls->record + 4, 4);
	reach.at = 8;
	for (uint32_t i = 0; i < wanted; i++) {
		struct sd_text text;
		if (!keep_string(xls, &reach, 2, &text))
			return damaged(xls, "its shared strings are cut off", err);
		SD_GROW(xls->shared, xls->shared_length, xls->shared_room);
		xls->shared[xls->shared_length++] = text;
	}
	return 0;
}

static int read_sheet_name(struct sd_xls *xls, struct sd_error *err)
{
	struct reach reach = {.xls = xls, .at = 6, .err = err};
	struct sd_xls_sheet sheet = {.hidden = false};
	if (xls->length < 8 || xls->sheets_length == MOST_SHEETS)
		return damaged(xls, "a sheet is not described", err);
	sheet.at = number(xls->record, 4);
	sheet.hidden = (xls->record[4] & 3) != 0;
	sheet.cells = xls->record[5] == 0;
	if (!keep_string(xls, &reach, 1, &sheet.name))
		return damaged(xls, "a sheet's name is cut off", err);
	SD_GROW(xls->sheets, xls->sheets_length, xls->sheets_room);
	xls->sheets[xls->sheets_length++] = sheet;
	return 0;
}

static void read_format(struct sd_xls *xls)
{
	struct reach reach = {.xls = xls, .at = 2};
	struct sd_str code = SD_STR_INIT;
	struct sd_error none = SD_ERROR_INIT;
	reach.err = &none;
	if (xls->length > 2 && add_string(&reach, xls->old ? 1 : 2, &code)) {
		SD_GROW(xls->formats, xls->formats_length, xls->formats_room);
		xls->formats[xls->formats_length++] =
			(struct sd_xls_format){number(xls->record, 2), sd_serial_kind_of_code(sd_str_text(&code))};
	}
	sd_error_release(&none);
	sd_str_release(&code);
}

static void read_codepage(struct sd_xls *xls)
{
	char name[32];
	uint32_t page = xls->length >= 2 ? number(xls->record, 2) : 0;
	if (!xls->old || xls->codepage_told || page == 1200 || page == 1252 || page == 0x8001)
		return;
	xls->codepage_told = true;
	(void)snprintf(name, sizeof name, page == 0x8000 || page == 10000 ? "MACINTOSH" : "CP%u", (unsigned)page);
	xls->encoding = iconv_open("UTF-8", name);
	if (xls->encoding != (iconv_t)-1)
		sd_str_addf(&xls->source.notes, "encoding: %s, as the workbook says\n", name);
}

int sd_xls_globals_read(struct sd_xls *xls, struct sd_error *err)
{
	int got = next_record(xls, err);
	if (got != 1 || xls->type != BOF || xls->length < 4)
		return damaged(xls, "it does not begin as one", err);
	uint32_t version = number(xls->record, 2);
	if (version != 0x600 && version != 0x500)
		return sd_fail(err, "%s: an Excel workbook of before 1993: save it as .xlsx or .csv", xls->file->name);
	xls->old = version == 0x500;
	while ((got = next_record(xls, err)) == 1 && xls->type != END) {
		if (xls->type == FILEPASS)
			return sd_fail(err, "%s: is locked with a password: save it without one", xls->file->name);
		if (xls->type == CODEPAGE)
			read_codepage(xls);
		else if (xls->type == DATEMODE)
			xls->since_1904 = xls->length >= 2 && number(xls->record, 2) == 1;
		else if (xls->type == FORMAT)
			read_format(xls);
		else if (xls->type == XF && xls->length >= 4) {
			SD_GROW(xls->styles, xls->styles_length, xls->styles_room);
			xls->styles[xls->styles_length++] = number(xls->record + 2, 2);
		} else if ((xls->type == BOUNDSHEET && read_sheet_name(xls, err)) ||
			   (xls->type == SST && read_shared(xls, err)))
			return -1;
	}
	return got == 1 ? 0 : damaged(xls, "it ends within its own records", err);
}

/* --- a sheet ---- */

static struct sd_xls_cell *add_cell(struct sd_xls *xls, uint32_t row, uint32_t column, uint32_t style,
				    enum sd_xls_type type)
{
	if (xls->cells_length >= MOST_CELLS || row > 0xFFFF || column > 0xFF)
		return NULL;
	SD_GROW(xls->cells, xls->cells_length, xls->cells_room);
	struct sd_xls_cell *cell = &xls->cells[xls->cells_length++];
	*cell = (struct sd_xls_cell){.place = row * 256 + column, .style = (uint16_t)style, .type = (uint8_t)type};
	return cell;
}

static bool add_text(struct sd_xls *xls, uint32_t row, uint32_t column, struct sd_text text)
{
	struct sd_xls_cell *cell = add_cell(xls, row, column, 0, SD_XLS_TEXT);
	if (cell)
		cell->is.text = text;
	return cell != NULL;
}

static bool add_number(struct sd_xls *xls, uint32_t row, uint32_t column, uint32_t style, double value)
{
	struct sd_xls_cell *cell = add_cell(xls, row, column, style, SD_XLS_NUMBER);
	if (cell)
		cell->is.number = value;
	return cell != NULL;
}

static bool add_coded(struct sd_xls *xls, uint32_t row, uint32_t column, uint8_t code, bool error)
{
	struct sd_xls_cell *cell = add_cell(xls, row, column, 0, error ? SD_XLS_ERROR : SD_XLS_BOOLEAN);
	if (cell)
		cell->code = code;
	return cell != NULL;
}

/* Its result; a string's follows in a record of its own. */
static bool read_formula(struct sd_xls *xls, uint32_t row, uint32_t column, uint32_t style, struct sd_error *err)
{
	enum { SHARED = 0x4BC, ARRAY = 0x221, TABLE = 0x236, RESULT = 6 };
	const unsigned char *result = xls->record + RESULT;
	if (result[6] != 0xFF || result[7] != 0xFF)
		return add_number(xls, row, column, style, real(result));
	if (result[0] == 1 || result[0] == 2)
		return add_coded(xls, row, column, result[2], result[0] == 2);
	if (result[0] != 0)
		return true;
	do
		if (next_record(xls, err) != 1)
			return false;
	while (xls->type == SHARED || xls->type == ARRAY || xls->type == TABLE);
	struct reach reach = {.xls = xls, .err = err};
	struct sd_text text;
	return xls->type == STRING && keep_string(xls, &reach, 2, &text) && add_text(xls, row, column, text);
}

static void read_merges(struct sd_xls *xls)
{
	enum { RANGE = 8 };
	for (uint32_t at = 2; at + RANGE <= xls->length && xls->merges_length < MOST_MERGES; at += RANGE) {
		const unsigned char *range = xls->record + at;
		struct sd_xls_merge merge = {number(range, 2), number(range + 4, 2), number(range + 6, 2)};
		if (merge.row >= MERGE_ROWS || merge.right <= merge.left || merge.right > 0xFF)
			continue;
		SD_GROW(xls->merges, xls->merges_length, xls->merges_room);
		xls->merges[xls->merges_length++] = merge;
	}
}

static bool read_cell(struct sd_xls *xls, struct sd_error *err)
{
	static const struct {
		uint32_t type, least;
	} lengths[] = {
		{LABELSST, 10}, {LABEL, 8}, {RSTRING, 8}, {NUMBER, 14}, {RK, 10}, {MULRK, 12}, {BOOLERR, 8},
		{FORMULA, 14}};
	const unsigned char *bytes = xls->record;
	size_t known = 0;
	while (known < sizeof lengths / sizeof *lengths && lengths[known].type != xls->type)
		known++;
	if (known == sizeof lengths / sizeof *lengths)
		return true;
	if (xls->length < lengths[known].least)
		return false;
	uint32_t row = number(bytes, 2), column = number(bytes + 2, 2), style = number(bytes + 4, 2);
	struct reach reach = {.xls = xls, .at = 6, .err = err};
	struct sd_text text;
	switch (xls->type) {
	case LABELSST:
		return number(bytes + 6, 4) < xls->shared_length &&
		       add_text(xls, row, column, xls->shared[number(bytes + 6, 4)]);
	case LABEL:
	case RSTRING:
		return keep_string(xls, &reach, 2, &text) && add_text(xls, row, column, text);
	case NUMBER:
		return add_number(xls, row, column, style, real(bytes + 6));
	case RK:
		return add_number(xls, row, column, style, rk(number(bytes + 6, 4)));
	case MULRK:
		for (uint32_t at = 4; at + 6 + 2 <= xls->length; at += 6, column++)
			if (!add_number(xls, row, column, number(bytes + at, 2), rk(number(bytes + at + 2, 4))))
				return false;
		return true;
	case BOOLERR:
		return add_coded(xls, row, column, bytes[6], bytes[7] != 0);
	default:
		return read_formula(xls, row, column, style, err);
	}
}

static int by_number(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

/* Of two cells in one place the later record's comes last, and is the one that stands, as in Excel. */
static void sort_cells(struct sd_xls *xls)
{
	uint64_t *keys = sd_calloc(xls->cells_length, sizeof *keys);
	struct sd_xls_cell *sorted = sd_calloc(xls->cells_length, sizeof *sorted);
	for (size_t i = 0; i < xls->cells_length; i++)
		keys[i] = (uint64_t)xls->cells[i].place << 32 | i;
	qsort(keys, xls->cells_length, sizeof *keys, by_number);
	for (size_t i = 0; i < xls->cells_length; i++)
		sorted[i] = xls->cells[keys[i] & UINT32_MAX];
	free(keys);
	free(xls->cells);
	xls->cells = sorted;
	xls->cells_room = xls->cells_length;
}

int sd_xls_sheet_read(struct sd_xls *xls, const struct sd_xls_sheet *sheet, struct sd_error *err)
{
	int got, depth = 0;
	xls->at = sheet->at;
	xls->cells_length = xls->merges_length = 0;
	while ((got = next_record(xls, err)) == 1) {
		depth += xls->type == BOF;
		if (!depth)
			return damaged(xls, "a sheet does not begin where it is said to", err);
		depth -= xls->type == END;
		if (!depth)
			break;
		if (depth == 1 && xls->type == MERGES)
			read_merges(xls);
		else if (depth == 1 && !read_cell(xls, err))
			return damaged(xls, "a cell cannot be read", err);
	}
	if (got != 1)
		return damaged(xls, "it ends within a sheet", err);
	bool sorted = true;
	for (size_t i = 1; i < xls->cells_length && sorted; i++)
		sorted = xls->cells[i - 1].place < xls->cells[i].place;
	if (!sorted)
		sort_cells(xls);
	return 0;
}
