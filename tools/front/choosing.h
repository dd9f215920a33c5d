/* SPDX-License-Identifier: MIT */
/* Options of a report that nobody gave, told by what stands in the files: which column of the survey says when, how
 * much it was liked and who, how dates are written; the same of the orders. */
#ifndef SD_FRONT_CHOOSING_H
#define SD_FRONT_CHOOSING_H

#include "front.h"
#include "show/report.h"

struct front_choosing {
	struct sd_arena names; /* what the options point to */
};
#define FRONT_CHOOSING_INIT {SD_ARENA_INIT}
/* Sets the options as if they had been given, and tells it in `notes`, what is amiss in `cautions` too; `rows` runs a
 * pass over the survey. Not `grouped`: --by was not given, and what it could compare is told. */
int front_choosing_run(struct front *front, struct front_choosing *choosing, const struct sd_header *header,
		       bool grouped, const struct sd_report_rows *rows, struct sd_str *notes, struct sd_str *cautions,
		       struct sd_error *err);
void front_choosing_release(struct front_choosing *choosing);

#endif
