/* SPDX-License-Identifier: MIT */
/* What a run opens, and how it is closed: everything is opened before the process is locked in, and outputs appear once
 * all is done. Each is 0, or -1 with `err`. */
#ifndef SD_FRONT_OPEN_H
#define SD_FRONT_OPEN_H

#include "front.h"

enum { FRONT_MOST_GROUPS = 12 }; /* of options in one tool */

/* Opens the operands, or standard input, and each file an option names. Refused: standard input named twice, an output
 * that would take the place of an input or of another output. */
int front_open(struct front *front, struct sd_error *err);
/* From here on nothing but the outputs' folders, and those that DIR options name, can be written to (base/sandbox.h);
 * no-op under --no-sandbox. */
int front_lock_in(struct front *front, struct sd_error *err);
/* Commits each output, -o last. */
int front_commit(struct front *front, struct sd_error *err);

#endif
