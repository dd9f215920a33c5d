/* SPDX-License-Identifier: MIT */
/* Gauss's hypergeometric function. */
#ifndef SD_STATS_HYPERGEOMETRIC_H
#define SD_STATS_HYPERGEOMETRIC_H

/* 2F1(a, b; c; z), c > 0, 0 ≤ z < 1, by its power series (DLMF 15.2.1) where c > a + b
 * and by Euler's transformation (DLMF 15.8.1) else, so that the terms that are added fall off faster than 1/k². Not a
 * number where a million terms do not do. Infinite where it leaves the range of doubles. */
double sd_hypergeometric(double a, double b, double c, double z);
/* The power series without its first term: (2F1(a, b; c; z) − 1) / b, which is finite at b = 0 too. The result is the
 * value returned times exp(*log_scale), so that it does not leave the range of doubles. */
double sd_hypergeometric_rest(double a, double b, double c, double z, double *log_scale);

#endif
