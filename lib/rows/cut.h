/* SPDX-License-Identifier: MIT */
/* Cutting: finding where records end, without looking at what they say. One thread cuts, many parse.
 *
 * CSV (RFC 4180): a quote opens only at a cell's start; `""` inside is a quote; a record ends at LF, CR LF or CR
 * outside quotes. What a closing quote may be followed by is a comma, a line end or the end; anything else, a quote
 * that never closes, and a quoted field over the limit make the record bad: its first physical line is given as a bad
 * record and cutting resumes at the next, so that one stray quote cannot swallow a file. TSV ends at the same line
 * ends, JSONL at LF or CR LF. */
#ifndef SD_ROWS_CUT_H
#define SD_ROWS_CUT_H

#include "rows/row.h"

enum sd_cut_result {
	SD_CUT_RECORD, /* a whole record */
	SD_CUT_BAD,    /* a physical line that cannot be part of a record; `reason` and `at` say why and where */
	SD_CUT_MORE,   /* the record goes on behind the bytes there are */
	SD_CUT_LONG,   /* a physical line is longer than a row may be */
	SD_CUT_END     /* nothing is left */
};

struct sd_cut {
	size_t end;	    /* behind the record's content */
	size_t next;	    /* where the next record begins */
	uint64_t lines;	    /* physical lines from its start to next */
	const char *reason; /* SD_CUT_BAD: in words */
	size_t at;	    /* SD_CUT_BAD: the byte at fault */
};

struct sd_cutter {
	enum sd_format format;
	size_t max_field, max_row;
	/* Where LF, CR and the quote stand next, as far as looked for in the present bytes. */
	struct {
		size_t from, at;
	} seen[3];
};

void sd_cutter_init(struct sd_cutter *cutter, enum sd_format format, size_t max_field);
/* To be called whenever the bytes handed to sd_cut are others than before. */
void sd_cutter_reset(struct sd_cutter *cutter);
/* Cuts the record that begins at `start` of `length` bytes; `last` where nothing can follow them. */
enum sd_cut_result sd_cut(struct sd_cutter *cutter, const char *data, size_t length, size_t start, bool last,
			  struct sd_cut *cut);

#endif
