/* SPDX-License-Identifier: MIT */
/* Between the modules that cut records: cells.c cuts one in one way, lenient.c tries ways. */
#ifndef SD_READ_CELLS_STATE_H
#define SD_READ_CELLS_STATE_H

#include "read/dialect.h"

/* One way to look at the record. */
struct sd_way {
	const struct sd_dialect *dialect;
	struct sd_text text;
	bool last, one_line;
	bool strict_close; /* a quote that another character follows closes its cell; what follows goes on with it */
	bool glued;	   /* a quote in the midst of a cell is where another begins or ends: a delimiter is missing */
	bool undoubled;	   /* two quotes before a delimiter are one as typed, and the one that closes the cell */
	size_t literal;	   /* which of the quotes that open a cell is one as typed, from 1; 0: none */
};

extern const char sd_fault_stray[]; /* a quote inside a cell without quotes: told, but no fault in the cut */
/* Cuts by one way: false where more text is wanted. */
bool sd_cut_by(const struct sd_way *way, size_t start, struct sd_cut_cells *cut);
/* The record in the first line alone; what follows the line's end is not looked at. */
void sd_cut_line_by(struct sd_way way, struct sd_text text, size_t start, struct sd_cut_cells *cut);
/* Where the line ends that `at` is in. */
size_t sd_cut_line_end(const struct sd_dialect *dialect, struct sd_text text, size_t at);
void sd_cut_add_fault(struct sd_cut_cells *cut, const char *fault);
/* Cells in scratch were noted by place, for scratch moves as it grows: once, when the record is done. */
void sd_cut_settle(struct sd_cut_cells *cut);

#endif
