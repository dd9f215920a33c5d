/* SPDX-License-Identifier: MIT */
/* What the sheets of a workbook have in common: their names, how numbers are shown, the strings they share
 * (ECMA-376 Part 1, 18.2, 18.4, 18.8).
 *
 * Shared strings are kept in memory, their bytes and eight more each, up to SD_XLSX_SHARED bytes: a sheet may name any
 * of them at any time. */
#ifndef SD_READ_XLSX_BOOK_H
#define SD_READ_XLSX_BOOK_H

#include "read/archive.h"
#include "read/serial.h"

#define SD_XLSX_SHARED ((uint64_t)1024 * 1024 * 1024)

struct sd_xlsx_sheet {
	char *name, *part; /* part: in the archive; NULL where it is no sheet of cells but a chart */
	char *relation;
	bool hidden;
};

struct sd_xlsx_book {
	struct sd_xlsx_sheet *sheets;
	size_t sheets_length, sheets_room;
	bool since_1904;
	enum sd_serial_kind *styles; /* by the index that cells give */
	size_t styles_length, styles_room;
	struct sd_str shared;	 /* all strings, one behind the other */
	uint64_t *shared_ends;	 /* where each ends */
	size_t shared_length, shared_room;
};

/* Reads everything but the sheets; -1 with `err`, and nothing to release. */
int sd_xlsx_book_read(struct sd_xlsx_book *book, struct sd_archive *archive, const char *file, struct sd_error *err);
void sd_xlsx_book_release(struct sd_xlsx_book *book);
/* False where there are fewer. */
bool sd_xlsx_book_shared(const struct sd_xlsx_book *book, uint64_t index, struct sd_text *text);

/* Adds `text` with every `_xHHHH_` as the character it stands for (ECMA-376 Part 1, 22.9.2.19); U+0000 stays as
 * written. */
void sd_xlsx_add_unescaped(struct sd_str *str, struct sd_text text);
/* sd_archive_part_read() as sd_xml_new() wants it. */
int64_t sd_xlsx_read_part(void *part, char *buffer, size_t room, struct sd_error *err);

#endif
