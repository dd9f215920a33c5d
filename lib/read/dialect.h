/* SPDX-License-Identifier: MIT */
/* The dialect of delimited text: how cells are parted and quoted, told from the text, and records cut by it leniently.
 *
 * A dialect is scored by how regular the text is when cut by it: f² · (w − 1) / w · t, where w is the commonest number
 * of cells, f the share of records that have it, and t the share of their cells that look like something (a number, a
 * date, words); the idea is that of G. J. J. van den Burg, A. Nazábal and C. Sutton, Wrangling messy CSV files by
 * detecting row and type patterns, Data Mining and Knowledge Discovery 33, 2019 (f² in place of their count of
 * patterns, so that one odd row weighs as little as it should). */
#ifndef SD_READ_DIALECT_H
#define SD_READ_DIALECT_H

#include "read/source.h"

enum { SD_DELIMITER_MOST = 8 };
struct sd_dialect {
	char delimiter[SD_DELIMITER_MOST]; /* not NUL-terminated */
	size_t delimiter_length; /* 0: one cell a record */
	int quote;		 /* a byte, or 0 */
	int escape;		 /* the quote itself (doubled), another byte, or 0 */
	bool blank_after;	 /* one blank behind each delimiter is no part of the cell */
	bool blank_quote;	 /* blanks may stand between a delimiter and a quote */
	bool escape_plain;	 /* the escape stands before delimiters outside quotes too */
	bool crlf_only;		 /* records end with CR LF alone: a lone CR or LF is of the cell */
	bool doubled_other;	 /* cells in ' have each " doubled */
	bool wrapped;		 /* lines are one cell in quotes that holds the line: cut twice, first at … */
	char outer;		 /* … this, of which more may stand behind the quotes */
	size_t width;		 /* cells of most records; 0: not known */
};
/* Finds what `told` (as in sd_source_options) leaves open, from the text's beginning; `whole`: it is all of the text.
 * Adds to `why` how it was told. The same for the same bytes. */
void sd_dialect_find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		     struct sd_str *why);
/* Adds "parted by commas, quoted by \"". */
void sd_dialect_describe(const struct sd_dialect *dialect, struct sd_str *words);

/* A record as cut; its cells point into the text or into `scratch`. */
struct sd_cut_cells {
	struct sd_cell *cells;
	size_t length, room;
	struct sd_str scratch;
	size_t *loose; /* cells in scratch: index, place */
	size_t loose_length, loose_room;
	size_t end, next; /* of the text: behind the content, where the next record begins */
	uint64_t lines;	  /* physical lines up to next */
	const char *fault; /* what was amiss, or NULL */
	uint64_t fault_lines; /* physical lines before the fault */
	size_t fault_column; /* from 1 */
	size_t faults, openers; /* openers: quotes inside quotes that look as if they opened a cell */
};
#define SD_CUT_CELLS_INIT {0}
void sd_cut_cells_release(struct sd_cut_cells *cut);

enum sd_cut_status { SD_CELLS_RECORD, SD_CELLS_MORE, SD_CELLS_END, SD_CELLS_LONG };
/* Whether a cell is written `="…"`, so that a spreadsheet takes its digits for text; without the marks it is what it
 * says. */
bool sd_cut_is_guarded(struct sd_text text);
/* Cuts the record at `start` of the text. `last`: nothing follows the text. A record with an odd quote, or with another
 * number of cells than dialect->width, is looked at in other ways too: its first line alone with quotes as they stand,
 * other quotes, escapes and delimiters; what gives the right number of cells with nothing amiss is taken, and `fault`
 * tells. SD_CELLS_MORE: more text is wanted; never where it is longer than max_record. SD_CELLS_LONG: a line is longer
 * than that. */
enum sd_cut_status sd_cut_cells(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
				size_t max_record, struct sd_cut_cells *cut);

#endif
