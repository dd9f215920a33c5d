/* SPDX-License-Identifier: MIT */
/* Rows kept in memory as they were parsed, for the passes behind the first: their cells' texts, a byte or a few before
 * each for its kind and length, and a few a row for where it stands. That is about as much as the survey's file, or
 * less, and bounded: where it would be more than `most`, nothing is kept, and who wants the rows reads them again. */
#ifndef SD_ROWS_STORED_H
#define SD_ROWS_STORED_H

#include <sys/types.h>

#include "base/io.h"
#include "rows/row.h"

/* The rows of one batch, in order. */
struct sd_stored_block {
	char *data;
	size_t length;
	size_t rows;
	uint64_t records; /* rows, and what could not be parsed */
	const char *file;
};

struct sd_stored {
	/* To be set: how many bytes may be kept; and where a row that turns out bad is read again as it was written, by
	 * its file's name's address, its input's start (of each input) and its byte. */
	size_t most;
	const struct sd_input *inputs;
	size_t inputs_length;
	const off_t *starts;
	/* Zero at first. */
	struct sd_stored_block *blocks;
	size_t length, room;
	size_t bytes;
	bool over;  /* there was more than `most`, or than the system gives */
	bool whole; /* a pass went to the end, and all of its rows are here; see rows/pass.h */
};
void sd_stored_release(struct sd_stored *stored);

/* A row of what is kept: without its raw text, of which there were so many bytes and repairs of UTF-8. */
struct sd_stored_row {
	struct sd_row row;
	size_t raw_length, repaired;
};

/* Adds a row, with its raw text's length. */
void sd_stored_pack(struct sd_str *packed, const struct sd_row *row, size_t repaired);
/* Copies what was packed from `rows` rows behind what is there; takes back all where that is too much. */
void sd_stored_add(struct sd_stored *stored, struct sd_text packed, size_t rows, uint64_t records, const char *file);
/* The row that begins at `at`, of `columns` cells, into `cells`, whose texts are the block's: where the next one
 * begins. */
const char *sd_stored_unpack(const char *at, size_t columns, struct sd_cell *cells, struct sd_stored_row *row);
/* Forgets a block that is no longer wanted. */
void sd_stored_drop(struct sd_stored *stored, size_t block);
/* Adds the row's bytes as its file has them; it names its file. -1 where they cannot be read there any more. */
int sd_stored_add_raw(const struct sd_stored *stored, const struct sd_stored_row *row, struct sd_str *raw,
		      struct sd_error *err);

#endif
