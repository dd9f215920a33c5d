/* SPDX-License-Identifier: MIT */
/* Writing rows: `struct sd_writer` owns the columns and the output, `struct sd_out` formats rows into a buffer (one a
 * batch, so that workers format and one thread writes). */
#ifndef SD_ROWS_WRITER_H
#define SD_ROWS_WRITER_H

#include "base/decimal.h"
#include "base/io.h"
#include "rows/row.h"

struct sd_writer_options {
	enum sd_format to;
	int from;	      /* the reader's format where rows pass through, else -1 */
	bool for_spreadsheet; /* CSV, TSV: a cell that a spreadsheet would run is prefixed with ' (OWASP) */
};

struct sd_writer;
/* A writer of the columns that follow by sd_writer_pass and sd_writer_column. `output` stays the caller's. */
struct sd_writer *sd_writer_new(struct sd_output *output, const struct sd_writer_options *options);
/* The same into memory: bytes are added to `into`, which must outlive the writer. */
struct sd_writer *sd_writer_new_into(struct sd_str *into, const struct sd_writer_options *options);
void sd_writer_free(struct sd_writer *writer);
/* All columns of `header`, passed through. First, and at most once. */
void sd_writer_pass(struct sd_writer *writer, const struct sd_header *header);
/* One further column. */
void sd_writer_column(struct sd_writer *writer, struct sd_text name);
/* Several; NULL ends them. */
void sd_writer_columns(struct sd_writer *writer, const char *const *names);
/* Writes the header. -1 where two columns bear one name that were not both passed through, or JSONL would need one
 * key twice. */
int sd_writer_begin(struct sd_writer *writer, struct sd_error *err);
/* Formats rows on the calling thread; written by sd_writer_flush. */
struct sd_out *sd_writer_out(struct sd_writer *writer);
int sd_writer_flush(struct sd_writer *writer, struct sd_error *err);
/* Flushes and, for tables, writes what was held back for aligning. The output is not closed. */
int sd_writer_end(struct sd_writer *writer, struct sd_error *err);

/* A row is its cells in the order of the columns, then sd_out_end. */
struct sd_out;
void sd_out_pass(struct sd_out *out, const struct sd_row *row); /* all passed columns at once; raw where it may be */
void sd_out_cell(struct sd_out *out, struct sd_cell cell);
void sd_out_absent(struct sd_out *out);
void sd_out_text(struct sd_out *out, struct sd_text text);
void sd_out_string(struct sd_out *out, const char *nul_terminated);
void sd_out_int(struct sd_out *out, int64_t value);
void sd_out_decimal(struct sd_out *out, sd_decimal value, int places);
void sd_out_double(struct sd_out *out, double value, int places); /* not finite: absent */
void sd_out_json(struct sd_out *out, struct sd_text json);
void sd_out_end(struct sd_out *out);
/* For a row function: gives the row up as bad. `column` is an index into the header or SIZE_MAX. Returns
 * SD_ROW_BAD, so that `return sd_out_reject(…)` reads as what it does. What the row had written is taken back. */
enum { SD_ROW_BAD = 1 };
int sd_out_reject(struct sd_out *out, size_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
