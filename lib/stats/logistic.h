/* SPDX-License-Identifier: MIT */
/* Logistic regression towards a prior: coefficients that stay where they were unless the data say otherwise.
 *
 * Minimised is Σ weight·loss(target, p) + Σ (ridge/2·d² + lasso·|d|), d = coefficient − prior, p = 1/(1 +
 * exp(−margin)), margin = intercept of the row's group + Σ coefficient·value; loss is the cross-entropy, and a target
 * may lie anywhere from 0 to 1. Intercepts are not penalised, but for 1 observation's worth (ridge 1) that keeps them
 * finite. Cyclic coordinate descent with a trust region a coordinate (Genkin, Lewis and Madigan 2007, Large-scale
 * Bayesian logistic regression, section 3, with both penalties). Rows and columns are taken in the order given, so the
 * result is the same on every run. */
#ifndef SD_STATS_LOGISTIC_H
#define SD_STATS_LOGISTIC_H

#include <stddef.h>
#include <stdint.h>

/* The values column by column: those of column c are at starts[c] … starts[c + 1]. All borrowed. */
struct sd_logistic {
	size_t rows, columns, groups;
	const double *target, *weight; /* a row each; weight ≥ 0 */
	const uint32_t *group;	       /* a row's, below `groups` */
	const size_t *starts;	       /* columns + 1 */
	const uint32_t *row;
	const double *value;
	const double *prior; /* a column each; NULL: all 0 */
	double ridge, lasso; /* ≥ 0; ridge > 0 */
};
/* Arrays of the caller's. `coefficient` and `intercept` hold where to begin, and then the result. */
struct sd_logistic_fit {
	double *coefficient;
	double *intercept;
	double *curvature; /* a column: the second derivative there, ridge with it; 1/√ is the standard error */
	double *fitted;	   /* a row: p */
	unsigned sweeps;   /* that it took */
};
/* `sweeps_most` ends what has not converged: no coefficient moving by 0.001. */
void sd_logistic_fit(const struct sd_logistic *problem, unsigned sweeps_most, struct sd_logistic_fit *fit);

/* The area under the ROC curve: the chance that a positive row scores above a negative one, ties half. `scores` and
 * `positive` are a row each. Not a number where one class is missing. */
double sd_area_under_curve(const double *scores, const unsigned char *positive, size_t length);

#endif
