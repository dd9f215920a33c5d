/* SPDX-License-Identifier: MIT */
/* Days that stand far before or behind all others. Most often they are mistyped, and one is enough to move the end of a
 * log by a century, or its answers' beginning.
 *
 * Stray are at most one in 500 of the days (and at most 50) that a hole of more than `hole` days in which none stands
 * parts from the others, where that hole is also more than ten times the mean gap between those: of gaps between days
 * strewn at random, e^-10 are as long. Of fewer than 500 days one may be, behind a hole of more than 364 days; of fewer
 * than 20 none. The rule is ours. */
#ifndef SD_STATS_STRAY_H
#define SD_STATS_STRAY_H

#include "base/time.h"

struct sd_stray {
	sd_day first, last; /* of the others; SD_NO_DAY where there is no day */
	size_t early, late; /* how many stand before and behind them */
};

/* `days` in any order; those that are SD_NO_DAY are passed over. */
struct sd_stray sd_stray_find(const sd_day *days, size_t length, sd_day hole);

#endif
