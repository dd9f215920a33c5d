/* SPDX-License-Identifier: MIT */
/* For the modules of writing: what `struct sd_out` holds and what each format adds. */
#ifndef SD_ROWS_FORMAT_H
#define SD_ROWS_FORMAT_H

#include "rows/writer.h"

struct sd_out {
	const struct sd_writer *writer; /* NULL: nothing is formatted, rows can only be given up */
	struct sd_str bytes;
	size_t row_start; /* where the row being written begins */
	size_t column;	  /* the next to be written */
	size_t refused_column; /* of the row given up, SIZE_MAX where none is named */
	struct sd_str refusal; /* why; empty where it was not */
};

struct sd_table; /* rows held back for aligning */

struct sd_writer {
	struct sd_output *output; /* or, where NULL, … */
	struct sd_str *into;	  /* … this */
	struct sd_writer_options options;
	bool terminal; /* what acts on a terminal is shown, not sent */
	struct sd_text *names;
	struct sd_str *keys; /* JSONL: `"name":` */
	size_t length, room, passed;
	struct sd_arena arena;
	struct sd_out *own;
	struct sd_table *table;
};

struct sd_out *sd_out_new(const struct sd_writer *writer);
void sd_out_free(struct sd_out *out);
/* Takes the row being written back. */
void sd_out_undo(struct sd_out *out);
/* Writes formatted bytes, whole rows, to the output (or into the table). */
int sd_writer_write(struct sd_writer *writer, struct sd_text rows, struct sd_error *err);

void sd_csv_add(struct sd_str *bytes, struct sd_cell cell, bool for_spreadsheet);
void sd_tsv_add(struct sd_str *bytes, struct sd_cell cell, bool for_spreadsheet);
void sd_jsonl_add(struct sd_str *bytes, struct sd_cell cell);

/* Aligned tables: cells come separated by US, rows ended by LF; a number begins with SOH. Widths are those of the first
 * 1,000 rows. */
struct sd_table *sd_table_new(void);
void sd_table_free(struct sd_table *table);
void sd_table_add_cell(struct sd_str *bytes, struct sd_cell cell);
void sd_table_take(struct sd_table *table, struct sd_text rows);
/* Moves what can be shown into `out`; all of it where `last`. */
void sd_table_give(struct sd_table *table, bool last, struct sd_str *out);

#endif
