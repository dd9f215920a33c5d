/* SPDX-License-Identifier: MIT */
/* Records that have one cell too many or too few among others that all have the same number, held against what the
 * columns hold elsewhere: numbers or dates, cells of few patterns (`99/99/9999`, `AA-9999`), none or nothing but
 * blanks. An empty cell too many is left out, cells of one text with a delimiter and a blank in it are put together,
 * and a cell in which two stand is parted, where one place alone gives each column what it is used to; a line parted by
 * blanks is cut there, where one column alone can hold the blanks that are more; a record that fits as it is, but for
 * blank cells at its end, needs nothing. All else is odd.
 *
 * The same for the same records: habits are those of the file's first records. */
#ifndef SD_READ_MEND_H
#define SD_READ_MEND_H

#include "read/dialect.h"
#include "read/shape.h"

enum { SD_PATTERNS_MOST = 12, SD_PATTERN_LENGTH = 24 };
/* What a column's cells have in common. */
struct sd_habit {
	size_t cells, filled, numbers, dates, spaced; /* spaced: with a blank inside */
	size_t patterns_length;			      /* SD_PATTERNS_MOST + 1: too many to tell */
	char patterns[SD_PATTERNS_MOST][SD_PATTERN_LENGTH]; /* digits as 9, letters as A and a; NUL-terminated */
};
struct sd_mender {
	struct sd_habit *habits; /* one a column; NULL where records are too few to tell */
	size_t width;		 /* cells of the header, 0 where records have another number: nothing is odd then */
	size_t usual;		 /* the commonest number of cells */
	size_t led;		 /* regular records in which a cell begins with a blank */
	struct sd_cell *cells;	 /* of the record last mended */
	struct sd_cut_cells cut; /* … where it was cut anew */
};
#define SD_MENDER_INIT {NULL, 0, 0, 0, NULL, SD_CUT_CELLS_INIT}
/* `from`: the first record that is no header. */
void sd_mender_init(struct sd_mender *mender, const struct sd_head_records *head, size_t from, size_t width);
void sd_mender_release(struct sd_mender *mender);

enum sd_mend { SD_MEND_FITS, SD_MEND_MENDED, SD_MEND_ODD };
/* SD_MEND_MENDED: the record has the right cells now (they live until the next call), and `fault` tells what was done
 * where nothing worse is told. SD_MEND_ODD: it has another number of cells than it should, and no one place is to
 * blame. */
enum sd_mend sd_mend(struct sd_mender *mender, struct sd_source_record *record);

/* How many columns are numbers, dates or of few patterns, and in how many of those the record has something else. */
void sd_mender_strange(const struct sd_mender *mender, const struct sd_source_record *record, size_t *typed,
		       size_t *strange);

#endif
