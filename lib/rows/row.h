/* SPDX-License-Identifier: MIT */
/* Rows: records with a header, however they are written. A row is borrowed until the next one is read. */
#ifndef SD_ROWS_ROW_H
#define SD_ROWS_ROW_H

#include "base/error.h"
#include "base/mem.h"

enum sd_format { SD_FORMAT_CSV, SD_FORMAT_TSV, SD_FORMAT_JSONL, SD_FORMAT_TABLE };
/* What a file's name ends in: .csv, .tsv or .tab, .jsonl or .ndjson; -1 where it is none of these. */
int sd_format_by_name(const char *name);

/* Absent (never asked), empty (asked, silent: SD_CELL_TEXT of length 0) and text are three different things:
 *
 *   absent   CSV nothing between delimiters   TSV \N        JSONL null, or no key
 *   empty    CSV ""                           TSV nothing   JSONL ""
 *
 * A number or a nested value of JSONL is the text it came as. */
enum sd_cell_kind { SD_CELL_ABSENT, SD_CELL_TEXT, SD_CELL_NUMBER, SD_CELL_JSON };

struct sd_cell {
	struct sd_text text; /* UTF-8 unless the run was told otherwise; length 0 where absent */
	enum sd_cell_kind kind;
};

struct sd_row {
	const struct sd_cell *cells; /* in the header's order */
	size_t length;		     /* the header's */
	struct sd_text raw;	     /* as written, without its line end */
	bool raw_fits;		     /* raw has the header's columns in the header's order and needed no repair */
	const char *file;	     /* for messages */
	uint64_t line, byte;	     /* where the record begins: line from 1, byte from 0 */
	uint64_t number;	     /* 1, 2, … over all files, rejected rows counted too */
};

struct sd_header {
	struct sd_text *names;
	size_t length;
	struct sd_arena arena; /* holds the names */
};
#define SD_HEADER_INIT {NULL, 0, SD_ARENA_INIT}

void sd_header_add(struct sd_header *header, struct sd_text name);
void sd_header_release(struct sd_header *header);
/* The index of the column called `name`. -1 where there is none (the message lists those that are, nearest first) or
 * more than one. */
int sd_header_find(const struct sd_header *header, const char *name, size_t *index, struct sd_error *err);
/* The index of the only column whose name, without regard to case and blanks around, is one of `candidates`
 * (NULL-terminated). `what` and `option` are for the message where there is none or more than one. */
int sd_header_guess(const struct sd_header *header, const char *const *candidates, const char *what, const char *option,
		    size_t *index, struct sd_error *err);

/* What to add to a message where the header is one column whose name holds a mark that parts cells elsewhere, for the
 * file is another dialect's; else "". */
const char *sd_header_remedy(const struct sd_header *header);
/* The same of a header that could not be read: by the bytes of its line. */
const char *sd_header_remedy_of(struct sd_text raw);

extern const char *const sd_text_columns[]; /* text comment response answer verbatim review */
extern const char *const sd_id_columns[];   /* id respondent respondent_id customer_id */
extern const char *const sd_date_columns[]; /* date submitted created completed time timestamp */

#endif
