/* SPDX-License-Identifier: MIT */
/* The rhythm of purchase days: gaps between them, their regularity, and the horizon that a wave is judged over. */
#ifndef SD_DO_RHYTHM_H
#define SD_DO_RHYTHM_H

#include "do/ledger.h"

/* The nearest-rank percentile of `length` sorted values: the one at rank ⌈percent·length/100⌉, from 1. `percent` 1 to
 * 100, `length` at least 1. */
int32_t sd_nearest_rank(const int32_t *sorted, size_t length, unsigned percent);

/* The median of `length` gaps, which are sorted in place; the mean of the middle two where they are even. NaN where
 * there are none. */
double sd_gap_median(int32_t *gaps, size_t length);

/* The shape k of a gamma distribution of the gaps by the closed form of Minka (2002): with s = ln(mean) − mean(ln),
 * k = (3 − s + √((s−3)² + 24s)) / 12s. 1 is a Poisson process, above it ever more regular, below it clumped. NaN with
 * fewer than SD_REGULARITY_GAPS gaps (the estimate runs high by about n/(n−3)) or where all gaps are equal (no finite
 * shape). Gaps are above 0. */
enum { SD_REGULARITY_GAPS = 10 };
double sd_gamma_shape(const int32_t *gaps, size_t length);
/* The same from the gaps' sum and that of their logarithms, where not all are equal. */
double sd_gamma_shape_of_sums(double sum, double logs, size_t length);

/* Scores 1 to 5 by fifths of the rank, 5 for the greatest values; ties share their middle rank and so their score:
 * ⌊5·(rank − ½)/length⌋ + 1. `scores` has `length` places. */
void sd_quintiles(const int64_t *values, size_t length, int *scores);

/* h: the 90th percentile (nearest rank) of the gaps between successive purchase days before `before`, over all
 * customers, up to whole weeks, within 28 to 364 days. 0 where no customer bought on two days before then. */
enum { SD_HORIZON_LOW = 28, SD_HORIZON_HIGH = 364 };
/* The days `gap` up to whole weeks, within these bounds. */
int sd_horizon_of(int32_t gap);
int sd_rhythm_horizon(const struct sd_ledger *ledger, sd_day before);

#endif
