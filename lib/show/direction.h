/* SPDX-License-Identifier: MIT */
/* Whether a score rises where answers are kinder: one that falls has its best at the lowest, or is another thing. */
#ifndef SD_SHOW_DIRECTION_H
#define SD_SHOW_DIRECTION_H

#include "rows/pass.h"

struct sd_direction {
	size_t score, sentiment; /* columns; set before the pass */
	/* Sums over rows that have both: the score in hundredths, the sentiment in 1/10,000. */
	int64_t n, x, y, xx, yy, xy;
};
struct sd_pass sd_direction_pass(struct sd_direction *direction);
/* Pearson's correlation; not a number where either does not vary. */
double sd_direction_correlation(const struct sd_direction *direction);
/* Whether it is below -0.2, and surely so: of 50 answers and more, three standard errors below none. `reversed`:
 * whether it is above 0.2. */
bool sd_direction_is_wrong(const struct sd_direction *direction, bool reversed);

#endif
