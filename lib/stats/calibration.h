/* SPDX-License-Identifier: MIT */
/* Whether stated chances come true, and what to make of them where they do not. */
#ifndef SD_STATS_CALIBRATION_H
#define SD_STATS_CALIBRATION_H

#include "base/error.h"
#include "stats/interval.h"

/* --- isotonic regression ------------------------------------------------------------------------------------------ */

/* The monotone step function nearest to the outcomes, by pooling adjacent violators (Ayer et al. 1955; Barlow et al.
 * 1972). Equal x have one value. */
struct sd_isotonic {
	double *x, *fitted; /* distinct x, rising, and their values, never falling */
	size_t length;
};
/* `weight` may be NULL; weights are above 0. Any order; the same result in each. */
void sd_isotonic_fit(struct sd_isotonic *isotonic, const double *x, const double *y, const double *weight,
		     size_t length);
/* Between two x, on the line between their values; beyond the ends, the end's. Not a number where nothing was
 * fitted. */
double sd_isotonic_at(const struct sd_isotonic *isotonic, double x);
void sd_isotonic_release(struct sd_isotonic *isotonic);

/* --- scores of forecasts ------------------------------------------------------------------------------------------ */

struct sd_calibration_bin {
	size_t n;
	double forecast, outcome;    /* means */
	struct sd_interval interval; /* Wilson's, of the outcome */
};
/* Brier's score (Brier 1950) = reliability − resolution + uncertainty (Murphy 1973) + within variance − within
 * covariance (Stephenson et al. 2008), the last two 0 where bins hold one forecast each. */
struct sd_calibration {
	size_t n;
	double brier, reliability, resolution, uncertainty, within_variance, within_covariance;
	double skill;	       /* 1 − brier / uncertainty */
	double expected_error; /* ECE: mean |outcome − forecast| of bins, by their n; too high where bins are small */
	double most_error;     /* MCE: the largest of them */
	double log_loss;       /* infinite where what was held impossible happened */
	double spiegelhalter;  /* z of calibration (Spiegelhalter 1986); p by the normal distribution */
	double p;
	struct sd_calibration_bin *bins; /* those with anything in them, by rising forecast */
	size_t bins_length;
};
/* Forecasts are from 0 to 1; an outcome is 1 or 0. `bins` of equal width over 0 to 1, or 0 for one a distinct forecast.
 * -1 where a forecast is not a chance, or there are none. */
int sd_calibration_measure(struct sd_calibration *calibration, const double *forecast, const unsigned char *outcome,
			   size_t length, size_t bins, struct sd_error *err);
void sd_calibration_release(struct sd_calibration *calibration);

/* Logistic regression on one column, not penalised (Platt 2000 without his targets; Cox 1958 where x is the log-odds of
 * a forecast: intercept 0 and slope 1 are calibrated). */
struct sd_platt {
	double intercept, slope, intercept_error, slope_error, deviance, null_deviance;
};
/* -1 where the classes are told apart by x, so that no slope is steep enough, or x or the outcome does not vary. */
int sd_platt_fit(struct sd_platt *platt, const double *x, const unsigned char *outcome, size_t length,
		 struct sd_error *err);

/* --- stated chances as counts ------------------------------------------------------------------------------------- */

/* The beta-binomial of answers x of `steps` (Skellam 1948): counts[x] people said x, 0 ≤ x ≤ steps. */
struct sd_beta_binomial {
	double alpha, beta, log_likelihood; /* with the binomial coefficients */
};
/* By Newton's method on ln α and ln β from the moments. -1 where answers scatter no more than a binomial's, so that α
 * and β have no bound, or where all are at one end. */
int sd_beta_binomial_fit(struct sd_beta_binomial *fit, const double *counts, size_t steps, struct sd_error *err);
double sd_beta_binomial_log_likelihood(double alpha, double beta, const double *counts, size_t steps);
/* The true intention of who said x of `steps`: (α + x) / (α + β + steps) (Morrison 1979), and how far it is from the
 * mean of all towards x/steps: ρ = steps / (α + β + steps). */
double sd_beta_binomial_expected(const struct sd_beta_binomial *fit, double x, size_t steps);
double sd_beta_binomial_share(const struct sd_beta_binomial *fit, size_t steps);

#endif
