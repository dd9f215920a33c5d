/* SPDX-License-Identifier: MIT */
/* The maximum of a smooth function of a few variables, for likelihoods: quasi-Newton steps (BFGS: Nocedal and Wright
 * 2006, algorithm 6.1) within a box, from several starts in a fixed order, and what tells whether it is one. */
#ifndef SD_STATS_MAXIMUM_H
#define SD_STATS_MAXIMUM_H

#include "base/error.h"

enum { SD_MAXIMUM_VARIABLES = 4 };

struct sd_maximum_problem {
	size_t length; /* variables, at most SD_MAXIMUM_VARIABLES */
	/* The value at `at`, and its derivatives in `gradient`. Where it is not finite, the point is taken for worse
	 * than any other. */
	double (*value)(const void *context, const double *at, double *gradient);
	const void *context;
	const void *thinned; /* a cheaper context to find the best start with; NULL: none */
	double low, high;    /* of every variable */
};

struct sd_maximum {
	double at[SD_MAXIMUM_VARIABLES];
	double value;
	double gradient;  /* the largest derivative there, those that lead out of the box aside */
	double condition; /* of the second derivatives (of `thinned`, where it is given, at its maximum): largest ÷
			   * smallest curvature; infinite where one is not downward */
	unsigned steps;
	bool at_bound; /* a variable stands at the end of the box */
};

/* `starts` holds `starts_length` points one behind another. -1 where no start has a finite value, or no derivative is
 * small (above SD_MAXIMUM_FLAT) when the steps end. */
#define SD_MAXIMUM_FLAT 1e-5
int sd_maximum_find(const struct sd_maximum_problem *problem, const double *starts, size_t starts_length,
		    struct sd_maximum *maximum, struct sd_error *err);

#endif
