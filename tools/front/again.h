/* SPDX-License-Identifier: MIT */
/* Inputs that are needed more than once: files are read again, what cannot be (a pipe) is kept in a file
 * without a name, in TMPDIR; or their rows are kept in memory, where they fit. */
#ifndef SD_FRONT_AGAIN_H
#define SD_FRONT_AGAIN_H

#include "front.h"

struct front_again {
	off_t *starts; /* of the inputs */
	struct sd_set_aside aside;
	bool read; /* once */
	struct sd_stored stored; /* of front_again_rows_pass() */
};
#define FRONT_AGAIN_INIT {.read = false}
/* Bytes of rows that are kept in memory. */
#define FRONT_AGAIN_MOST ((size_t)256 << 20)
/* Makes sure that front_pass_again() will work; in `prepare` only. */
int front_again_prepare(struct front *front, struct front_again *again, struct sd_error *err);
void front_again_release(struct front_again *again);
/* Puts every input back to where it began; before a reader is made for each pass. */
int front_again_rewind(struct front *front, struct front_again *again, struct sd_error *err);
/* front_pass(), of which only the first time counts rows; a bad row is set aside and counted by the first pass that
 * finds it bad. */
int front_again_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
		     struct sd_reader *reader, struct sd_error *err);
/* The same, made ready by itself: the first pass reads the inputs and keeps their rows, unless it is the `last` as
 * well; those behind it run over what was kept, or, where that would have been more than FRONT_AGAIN_MOST, read again.
 * `header` is the inputs'. */
int front_again_rows_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
			  const struct sd_header *header, bool last, struct sd_error *err);
/* Rewinds, finds columns by `begin`, which says the writer's too, and writes every row once more. */
struct front_again_rows {
	void *context;
	int (*begin)(struct front *front, void *context, const struct sd_header *header, struct sd_writer *writer,
		     struct sd_error *err);
	struct sd_pass pass;
};
int front_again_write(struct front *front, struct front_again *again, const struct front_again_rows *rows,
		      struct sd_error *err);

#endif
