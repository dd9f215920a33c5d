/* SPDX-License-Identifier: MIT */
/* Weights that give a sample the margins of its population: raking, or iterative proportional fitting (Deming and
 * Stephan 1940). */
#ifndef SD_STATS_RAKE_H
#define SD_STATS_RAKE_H

#include <stdint.h>

#include "base/error.h"

struct sd_rake_margin {
	const char *name;	   /* for messages */
	const uint32_t *cell;	   /* a row's, below `cells` */
	const double *target;	   /* a cell's, as a share or a number: only their proportions count */
	const char *const *labels; /* the cells', for messages; NULL: their numbers */
	size_t cells;
};
struct sd_rake {
	size_t rows, margins_length;
	const struct sd_rake_margin *margins;
	double total; /* of all weights in the end; 0: the number of people */
	double cap;   /* no weight above this many times the mean, where the margins allow it; 0: no bound */
	const double *people; /* whom a row stands for, each with its weight; above 0, NULL: one */
};
struct sd_rake_result {
	unsigned rounds;
	double effective_n, design_effect; /* Kish's; the second is people / the first */
	double most;			   /* the largest weight over the mean */
	size_t capped;			   /* rows that were above the cap */
};
/* `weight` (a row's) holds the weights to begin with, above 0, and then the result. Margin by margin, rows in the
 * order given, until no margin is off by 1e-10 of the total; with a cap, weights above it are cut to it and all is
 * raked again, in turns. -1 where a cell with a target has no rows or rows have no target (the message names margin
 * and cell), where a weight is not above 0, or where the margins contradict one another. */
int sd_rake(const struct sd_rake *problem, double *weight, struct sd_rake_result *result, struct sd_error *err);

#endif
