/* SPDX-License-Identifier: MIT */
/* Headers further down in a file: the table's own again, as where exports were put one behind the other, or that of
 * another table. */
#ifndef SD_READ_FURTHER_H
#define SD_READ_FURTHER_H

#include "read/mend.h"

struct sd_further {
	struct sd_head_record *headers; /* the table's own */
	size_t length;
	struct sd_arena arena;
};
#define SD_FURTHER_INIT {NULL, 0, SD_ARENA_INIT}
void sd_further_init(struct sd_further *further, const struct sd_head_records *head, size_t before, size_t headers);
void sd_further_release(struct sd_further *further);

enum sd_further_kind { SD_HEADER_NONE, SD_HEADER_AGAIN, SD_HEADER_OTHER };
/* SD_HEADER_AGAIN: cell for cell a header of this table, of two names or more. SD_HEADER_OTHER: this table's names
 * in another order, or the first of them with fewer or more columns; or, behind a blank record, words without a gap, no
 * two the same, where the table's columns hold numbers, dates or codes (two or more of those, and in none of them). */
enum sd_further_kind sd_further_header(const struct sd_further *further, const struct sd_mender *mender,
				 const struct sd_source_record *record, bool behind_blank);

#endif
