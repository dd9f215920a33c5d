/* SPDX-License-Identifier: MIT */
/* Tests of a difference. Unless told otherwise p is two-sided, and not a number where there is nothing to test. */
#ifndef SD_STATS_TEST_H
#define SD_STATS_TEST_H

#include <stddef.h>
#include <stdint.h>

struct sd_test {
	double statistic, df, p;
};

/* Two independent shares, x1 of n1 and x2 of n2: z with the pooled variance; its square is Pearson's χ². */
struct sd_test sd_two_shares(double x1, double n1, double x2, double n2);
/* Pearson's χ² and G² of a table of rows × columns counts, row by row; empty rows and columns do not count. */
struct sd_test sd_chi_squared_table(const double *counts, size_t rows, size_t columns);
struct sd_test sd_g_squared_table(const double *counts, size_t rows, size_t columns);
/* Cramér's V of such a table, from its χ²; for 2×2 it is |φ|. */
double sd_cramer_v(const double *counts, size_t rows, size_t columns);
/* Fisher's exact test of a b / c d: the sum of all tables no likelier than this one. */
double sd_fisher_p(double a, double b, double c, double d);
/* The odds ratio of a b / c d with Woolf's 95 % interval (Woolf 1955). */
struct sd_odds_ratio {
	double ratio, log_error, low, high;
};
struct sd_odds_ratio sd_odds_ratio(double a, double b, double c, double d);

/* McNemar 1947, of pairs that changed one way and the other: χ² with 1 degree of freedom, the same with the correction
 * for continuity, and the exact p of the binomial. */
struct sd_mcnemar {
	double chi_squared, p, corrected, corrected_p, exact_p;
};
struct sd_mcnemar sd_mcnemar(double one_way, double other_way);

/* Whether `count` events are what a Poisson mean gives: the sum of all counts no likelier than this one. */
double sd_poisson_p(double count, double mean);
/* The least interval of counts that leaves at most 2.5 % on each side. */
void sd_poisson_range(double mean, double *low, double *high);

/* The difference of two means, first − second, with Welch's t, its degrees of freedom and 95 % interval. */
struct sd_welch {
	double difference, error, t, df, p, low, high;
};
struct sd_welch sd_welch(const double *first, size_t first_length, const double *second, size_t second_length);

/* Whether two groups' means differ more than they would if people were dealt to the groups by chance. `in_first` is a
 * value's: 1 or 0. All ways to deal where there are SD_PERMUTATIONS at most: p is their share whose difference is as
 * large or larger. Else `draws` ways, dealt by the hash of (key, draw), so that order does not matter; keys are each
 * value's own, and p = (1 + those as large) / (1 + draws). */
enum { SD_PERMUTATIONS = 200000 };
double sd_permutation_p(const double *values, const unsigned char *in_first, const uint64_t *keys, size_t length,
			size_t draws);

/* Rank correlations of pairs, ties given their mean rank: Spearman's ρ, and Kendall's τ-b with S = concordant −
 * discordant pairs. */
double sd_spearman(const double *x, const double *y, size_t length);
double sd_kendall(const double *x, const double *y, size_t length, double *s);
/* The exact two-sided p of S among n pairs without ties (Kendall 1938), n ≤ SD_KENDALL_MOST; beyond it not a number. */
enum { SD_KENDALL_MOST = 60 };
double sd_kendall_p(double s, size_t n);
/* Mann and Whitney 1947: U of the first group, p by the normal approximation with ties and continuity corrected. */
struct sd_test sd_mann_whitney(const double *first, size_t first_length, const double *second, size_t second_length);

#endif
