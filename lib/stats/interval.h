/* SPDX-License-Identifier: MIT */
/* Intervals at 95 %. */
#ifndef SD_STATS_INTERVAL_H
#define SD_STATS_INTERVAL_H

/* The 0.975 quantile of the standard normal distribution. */
#define SD_Z95 1.959963984540054

struct sd_interval {
	double low, high;
};

/* Wilson's score interval for `successes` of `trials` (Wilson 1927), both may be effective numbers and so not whole.
 * 0 to 1; {0, 1} where trials is 0 or below. */
struct sd_interval sd_wilson(double successes, double trials);
/* Newcombe's interval for the difference of two independent shares, x1/n1 − x2/n2 (Newcombe 1998, method 10).
 * {-1, 1} where a base is 0. */
struct sd_interval sd_newcombe(double x1, double n1, double x2, double n2);
/* mean ± t(0.975, n−1)·sd/√n, from the sum and the sum of squares of n values; infinite where n < 2. */
struct sd_interval sd_mean_interval(double n, double sum, double sum_of_squares);
/* The 0.975 quantile of Student's t with `df` degrees of freedom (df ≥ 1), by the inverse of the incomplete beta
 * function, relative error below 1e-8 (1e-12 in the tests). Infinite where df is below 1 or not a number. */
double sd_t975(double df);

/* Wilson's with the correction for continuity (Newcombe 1998, method 4). */
struct sd_interval sd_wilson_corrected(double successes, double trials);
/* The exact interval of Clopper and Pearson 1934, and Jeffreys' equal-tailed one, by quantiles of the beta
 * distribution. {0, 1} where trials is 0. */
struct sd_interval sd_clopper_pearson(double successes, double trials);
struct sd_interval sd_jeffreys(double successes, double trials);
/* The exact interval of a Poisson mean of which `count` were seen (Garwood 1936); over the time watched, of the
 * rate. */
struct sd_interval sd_garwood(double count);
/* Fisher's interval of Pearson's correlation of n pairs; {-1, 1} where n is 3 or less. */
struct sd_interval sd_correlation_interval(double correlation, double n);
/* Kish's effective number of answers, (Σw)² / Σw², from the sums of weights and of their squares (Kish 1965, 11.7C). n
 * over it is the design effect of weighting. */
double sd_effective_n(double sum, double sum_of_squares);

#endif
