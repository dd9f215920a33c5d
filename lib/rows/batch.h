/* SPDX-License-Identifier: MIT */
/* Between the reader and the pass: batches of raw records. */
#ifndef SD_ROWS_BATCH_H
#define SD_ROWS_BATCH_H

#include "rows/parse.h"
#include "rows/reader.h"

/* How one input's columns lie in the header. */
struct sd_layout {
	const char *name; /* the input's */
	size_t *to;	  /* CSV, TSV: the header's column of each of the input's; NULL where they are the same */
	size_t length;
};

struct sd_record {
	size_t start, length; /* within the batch's bytes */
	uint64_t line, byte;
	const char *bad; /* why the cutter refused it, or NULL */
	size_t bad_at;	 /* within the record */
};

struct sd_batch {
	char *data;
	size_t length, room;
	struct sd_record *records;
	size_t records_length, records_room;
	uint64_t first_number;
	uint64_t bytes; /* read for it */
	const struct sd_layout *layout;
};

/* Fills the batch with the next whole records of one input: 1, 0 at the end of all, -1. */
int sd_reader_next(struct sd_reader *reader, struct sd_batch *batch, struct sd_error *err);
void sd_batch_release(struct sd_batch *batch);
struct sd_parser_options sd_reader_parser_options(const struct sd_reader *reader);
/* "FILE: line 12, byte 482, column 3 (name): reason". `column` counts from 1, 0: unknown; `at`: byte within the
 * record. */
void sd_bad_message(struct sd_str *message, const struct sd_header *header, const char *file,
		    const struct sd_record *record, size_t column, size_t at, struct sd_text reason);

#endif
