/* SPDX-License-Identifier: MIT */
/* How far people, or a person and a codebook, code alike. */
#ifndef SD_STATS_AGREEMENT_H
#define SD_STATS_AGREEMENT_H

#include "base/error.h"
#include "stats/interval.h"

/* Weights of disagreement between categories i and j of k: all alike, |i − j|, or its square, over their most. */
enum sd_kappa_weights { SD_KAPPA_NOMINAL, SD_KAPPA_LINEAR, SD_KAPPA_SQUARED };
struct sd_kappa {
	double kappa; /* Cohen 1960, 1968: 1 − what they differ by / what chance would */
	double z, p;  /* against none (Fleiss, Cohen and Everitt 1969) */
};
/* Of a table of categories × categories, one coder's rows, the other's columns. Not a number where both use but one
 * category. */
struct sd_kappa sd_cohen_kappa(const double *table, size_t categories, enum sd_kappa_weights weights);
/* Of units × categories: how many of the same number of raters, two or more, put a unit there (Fleiss 1971; the
 * error of Fleiss, Nee and Landis 1979). */
struct sd_kappa sd_fleiss_kappa(const double *counts, size_t units, size_t categories);

/* Ratings for Krippendorff's α (Krippendorff 2004, chapter 11): coders × units, a value or not-a-number where a coder
 * did not rate; units rated by one alone are left out. `weight` is how often a unit counts (NULL: once). */
enum sd_alpha_level { SD_ALPHA_NOMINAL, SD_ALPHA_ORDINAL, SD_ALPHA_INTERVAL, SD_ALPHA_RATIO };
struct sd_alpha_ratings {
	const double *ratings; /* coder by coder */
	size_t coders, units;
	const double *weight;
};
/* α = 1 − observed / expected disagreement; not a number where nothing varies. *pairable (may be NULL): the ratings in
 * units of two or more. */
double sd_krippendorff_alpha(const struct sd_alpha_ratings *ratings, enum sd_alpha_level level, double *pairable);
/* Its 95 % percentile interval over resampled units, keys[unit] (NULL: their numbers) telling them apart (stats/
 * bootstrap.h). */
struct sd_interval sd_krippendorff_interval(const struct sd_alpha_ratings *ratings, enum sd_alpha_level level,
					    const struct sd_text *keys, size_t draws);

/* Found against given, as counts of what is rightly found, wrongly found and missed. Shares are not a number where
 * their base is 0. */
struct sd_found {
	double precision, recall, f1;
	struct sd_interval precision_interval, recall_interval; /* Wilson's */
};
struct sd_found sd_found_of(double right, double wrong, double missed);

#endif
