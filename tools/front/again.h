/* SPDX-License-Identifier: MIT */
/* Inputs that are read more than once: files are read again, what cannot be (a pipe) is kept in memory. */
#ifndef SD_FRONT_AGAIN_H
#define SD_FRONT_AGAIN_H

#include "front.h"

struct front_again {
	off_t *starts;		  /* of the inputs */
	struct sd_output nowhere; /* takes the bad rows that were set aside before; fd −1 where none are */
	bool read;		  /* once */
};
#define FRONT_AGAIN_INIT {NULL, SD_OUTPUT_INIT, false}
/* Makes sure that front_pass_again() will work; in `prepare` only. */
int front_again_prepare(struct front *front, struct front_again *again, struct sd_error *err);
void front_again_release(struct front_again *again);
/* Puts every input back to where it began; before a reader is made for each pass. */
int front_again_rewind(struct front *front, struct front_again *again, struct sd_error *err);
/* front_pass(), of which only the first time counts rows and sets bad ones aside. */
int front_again_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
		     struct sd_reader *reader, struct sd_error *err);

#endif
