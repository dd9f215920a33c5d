/* SPDX-License-Identifier: MIT */
/* A pass: every row of a reader, over parallel workers, in order.
 *
 * One thread cuts and writes; `jobs` workers parse, work and format, each with a state no one else holds. The same
 * input gives the same output at any number of jobs: a row function may depend on its row and on what was fixed before
 * the pass, and what workers gather must be sums (see base/count.h) so that worker_done may come in any order.
 *
 * A row filter in full: fill a `struct sd_pass`, say which columns the writer has (sd_writer_pass, sd_writer_column),
 * and in `row` call sd_out_pass, one sd_out_… a column added, sd_out_end. */
#ifndef SD_ROWS_PASS_H
#define SD_ROWS_PASS_H

#include "base/count.h"
#include "base/progress.h"
#include "rows/reader.h"
#include "rows/stored.h"
#include "rows/writer.h"

struct sd_pass {
	void *context;
	/* The state of one worker; may be NULL. Called on one thread before any row. */
	void *(*worker_new)(void *context);
	/* One row. 0, SD_ROW_BAD (sd_out_reject), or -1 with `err` to stop the run. `out` formats nothing where the
	 * pass has no writer, but still takes sd_out_reject. */
	int (*row)(void *worker, const struct sd_row *row, struct sd_out *out, struct sd_error *err);
	/* Called on one thread for each worker after all rows, only where the run went well; adds its sums to the
	 * context. May be NULL. */
	int (*worker_done)(void *context, void *worker, struct sd_error *err);
	void (*worker_free)(void *worker);
};

struct sd_pass_counts {
	uint64_t rows;	   /* records after the header, bad ones too */
	uint64_t rejected; /* set aside */
	uint64_t repaired; /* ill-formed subparts of UTF-8 replaced */
};

/* Where rows stand that were set aside: the input by its name's address, for two may bear one name. */
struct sd_set_aside {
	struct sd_place {
		const char *file;
		uint64_t byte;
	} *places;
	size_t length, room;
};

struct sd_pass_options {
	unsigned jobs;		  /* workers, at least 1 */
	struct sd_output *reject; /* bad rows go here as CSV file,line,byte,column,reason,raw; NULL: the first stops the
				     run */
	struct sd_progress *progress; /* or NULL */
	/* Where an input is read more than once: bad rows of the passes before, which were told and are not told or
	 * counted again. Those of this pass are added. NULL: this is the only pass. Yours; free() its places. */
	struct sd_set_aside *aside;
	/* Of width 1: how many rows were set aside for what, by (file, column's name, reason) joined by sd_key_add; or
	 * NULL. */
	struct sd_count *why;
	uint64_t most; /* reads no further than the batch of this row, however many follow; 0: all */
	/* Takes what is read, as it was parsed, for passes to come; or NULL. */
	struct sd_stored *stored;
};

/* Runs the pass to the end of the input. A bad row without `reject`, an input or an output that fails, or -1 of a
 * function stops it: -1, everything before the bad row written. */
int sd_pass_run(const struct sd_pass *pass, struct sd_reader *reader, struct sd_writer *writer,
		const struct sd_pass_options *options, struct sd_pass_counts *counts, struct sd_error *err);

/* Runs the pass over what another one stored, which must be whole, as if the input were read once more: rows and
 * repairs are counted, what could not be parsed was told by the other one. `last`: nothing is kept of what is done
 * with. */
int sd_pass_run_stored(const struct sd_pass *pass, struct sd_stored *stored, const struct sd_header *header, bool last,
		       const struct sd_pass_options *options, struct sd_pass_counts *counts, struct sd_error *err);

#endif
