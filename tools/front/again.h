/* SPDX-License-Identifier: MIT */
/* Inputs that are read more than once: files are read again, what cannot be (a pipe) is kept in memory. */
#ifndef SD_FRONT_AGAIN_H
#define SD_FRONT_AGAIN_H

#include "front.h"

/* Makes sure that front_again() will work; in `prepare` only. `starts` is yours to free(). */
int front_readable_again(struct front *front, off_t **starts, struct sd_error *err);
/* Puts every input back to where it began. */
int front_again(struct front *front, const off_t *starts, struct sd_error *err);

#endif
