/* SPDX-License-Identifier: MIT */
/* From when to when: the first and the last day of a column of dates. */
#ifndef SD_SHOW_DATED_H
#define SD_SHOW_DATED_H

#include "base/time.h"
#include "rows/pass.h"

struct sd_dated {
	size_t column;
	const char *format; /* of sd_moment_parse_as, or NULL */
	uint64_t rows;	    /* that bear a date; one that cannot be read is none */
	sd_day first, last; /* SD_NO_DAY where none does; set before the pass */
};
#define SD_DATED_INIT {SIZE_MAX, NULL, 0, SD_NO_DAY, SD_NO_DAY}
struct sd_pass sd_dated_pass(struct sd_dated *dated);

#endif
