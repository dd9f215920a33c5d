/* SPDX-License-Identifier: MIT */
/* How much of an outcome's variance goes with each of several columns that go with one another: shares that add up to
 * R². Associations, not causes. */
#ifndef SD_STATS_IMPORTANCE_H
#define SD_STATS_IMPORTANCE_H

#include "base/error.h"

enum { SD_SHAPLEY_MOST = 20 };
/* What to share out; x is rows × columns, row by row; weight may be NULL. All borrowed. */
struct sd_importance {
	size_t rows, columns;
	const double *x, *y, *weight;
	const char *const *names; /* for messages; may be NULL */
};
/* The gain in R² when a column is added, over all orders in which they could be (Lindeman, Merenda and Gold 1980;
 * Shapley value): shares[columns], returns R². 2^columns fits: at most SD_SHAPLEY_MOST columns. A negative number
 * with `err` where there are more, where the outcome or a column does not vary, or where one is a sum of others. */
double sd_importance_shapley(const struct sd_importance *problem, double *shares, struct sd_error *err);
/* Johnson's relative weights (Johnson 2000, Multivariate Behavioral Research 35), for any number of columns. They rank
 * nearly but not always like the above. */
double sd_importance_relative(const struct sd_importance *problem, double *shares, struct sd_error *err);

#endif
