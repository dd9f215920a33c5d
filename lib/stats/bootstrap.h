/* SPDX-License-Identifier: MIT */
/* The bootstrap whose weights follow from who is resampled, not from where they stand: each person (or cluster) counts
 * Poisson(1) times in each draw, by a hash of their key and the draw (Hanley and MacGibbon 2006), so that any order,
 * split and number of threads gives the same draws. A statistic that is a function of weighted sums is computed anew in
 * each draw. */
#ifndef SD_STATS_BOOTSTRAP_H
#define SD_STATS_BOOTSTRAP_H

#include "base/hash.h"
#include "stats/interval.h"

/* How often the person of that key counts in that draw: 0 to 20, on average 1. */
unsigned sd_poisson_weight(struct sd_text key, uint64_t draw);
/* The same in SD_DRAWS_AT_ONCE draws from `first` on, each to every `stride`th of `weights`. Draws are made so where
 * there are many people: to fetch their keys takes longer than to hash them. */
enum { SD_DRAWS_AT_ONCE = 8 };
void sd_poisson_weights(struct sd_text key, uint64_t first, uint8_t *weights, size_t stride);

/* The 95 % interval of the draws' 0.025 and 0.975 quantiles, at place p·(B + 1), between neighbours on the line
 * (Davison and Hinkley 1997, section 2.3). Draws that are not numbers are left out; of fewer than 40 there is no
 * interval: {−∞, ∞}. `draws` is put in order. */
struct sd_interval sd_percentile_interval(double *draws, size_t length);
/* The bias-corrected and accelerated one (Efron 1987): z0 from the share of draws below the estimate, ties half; the
 * acceleration from the statistic without each person in turn. The percentile interval where z0 is infinite, as where
 * every draw is above the estimate. */
struct sd_interval sd_bca_interval(double estimate, double *draws, size_t length, const double *left_out,
				   size_t left_out_length);
/* Σ d³ / (6 (Σ d²)^1.5), d = mean − value: 0 where they do not differ. And the jackknife's standard error. */
double sd_acceleration(const double *left_out, size_t length);
double sd_jackknife_error(const double *left_out, size_t length);

#endif
