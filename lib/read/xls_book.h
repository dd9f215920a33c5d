/* SPDX-License-Identifier: MIT */
/* Records of an older Excel workbook: its sheets, shared strings and formats, and the cells of one sheet. */
#ifndef SD_READ_XLS_BOOK_H
#define SD_READ_XLS_BOOK_H

#include <iconv.h>

#include "read/compound.h"
#include "read/serial.h"

enum { SD_XLS_RECORD = 65536, SD_XLS_COLUMNS = 256 };

enum sd_xls_type { SD_XLS_NUMBER, SD_XLS_TEXT, SD_XLS_BOOLEAN, SD_XLS_ERROR };
struct sd_xls_cell {
	uint32_t place; /* row * 256 + column */
	uint16_t style;
	uint8_t type, code; /* code: of a boolean or an error */
	union {
		double number;
		struct sd_text text;
	} is;
};
struct sd_xls_sheet {
	struct sd_text name;
	uint32_t at;
	bool hidden, cells; /* cells: no chart, no macros */
};
struct sd_xls_format {
	uint32_t id;
	enum sd_serial_kind kind;
};
struct sd_xls_merge {
	uint32_t row, left, right;
};

struct sd_xls {
	struct sd_source source;
	const struct sd_file *file;
	struct sd_compound *compound;
	uint64_t at; /* of the next record */
	unsigned char *record; /* its content */
	uint32_t type, length;
	bool old; /* BIFF5: bytes in a code page */
	bool since_1904, locked, codepage_told;
	iconv_t encoding;
	struct sd_arena arena;
	struct sd_xls_sheet *sheets;
	size_t sheets_length, sheets_room;
	struct sd_text *shared;
	size_t shared_length, shared_room;
	struct sd_xls_format *formats;
	size_t formats_length, formats_room;
	uint32_t *styles; /* the number format of each */
	size_t styles_length, styles_room;
	struct sd_xls_cell *cells;
	size_t cells_length, cells_room;
	struct sd_xls_merge *merges;
	size_t merges_length, merges_room;
	size_t max_field, widest, next, records;
	struct sd_cell *out;
	size_t *starts;
	struct sd_str text;
};

/* The workbook's own records, from the stream's beginning: sheets, formats, shared strings. -1 with `err` where it is
 * damaged, locked, or too old. */
int sd_xls_globals_read(struct sd_xls *xls, struct sd_error *err);
/* Its cells, in order, and its merged ones; charts within it are passed over. */
int sd_xls_sheet_read(struct sd_xls *xls, const struct sd_xls_sheet *sheet, struct sd_error *err);

#endif
