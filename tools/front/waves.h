/* SPDX-License-Identifier: MIT */
/* `saydo tally --compare`: the same codes in an earlier report. */
#ifndef SD_FRONT_WAVES_H
#define SD_FRONT_WAVES_H

#include "front.h"
#include "say/tally.h"

struct front_waves {
	struct sd_input last;
	const char *question;
};
/* `others`: counts are parted or weighted, or there are none. */
int front_waves_check(const struct front_waves *waves, bool others, struct sd_error *err);
/* Writes the table of what was counted, or, where an earlier report was given, what that makes of it (show/compare.h);
 * tells how many cells are hidden. `changes`: each period against the one before. */
int front_waves_table(struct front *front, struct front_waves *waves, struct sd_tally total, int64_t min_cell,
		      bool changes, struct sd_error *err);

#endif
