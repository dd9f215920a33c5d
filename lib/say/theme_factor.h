/* SPDX-License-Identifier: MIT */
/* A symmetric matrix of likenesses as the sum of `themes` groups that only add: A ≈ WWᵀ with W ≥ 0. No random number
 * is drawn: the start follows from the matrix, so the same matrix gives the same W. */
#ifndef SD_SAY_THEME_FACTOR_H
#define SD_SAY_THEME_FACTOR_H

#include <stddef.h>

/* `matrix`: length × length, row by row, symmetric, none below 0. `factor` (length × themes, row by row) becomes W.
 * 1 ≤ themes ≤ length. The start is NNDSVD of the leading eigenvectors (Boutsidis and Gallopoulos 2008, Pattern
 * Recognition 41), found by orthogonal iteration; then `rounds` of W ← W ∘ (½ + ½ AW / WWᵀW) (Ding, He and Simon 2005,
 * SDM, "On the equivalence of nonnegative matrix factorization and spectral clustering", with β = ½). */
void sd_theme_factor(const double *matrix, size_t length, size_t themes, unsigned rounds, double *factor);

/* The average Jaccard index of two ranked lists of different places: the mean over d = 1 … depth of the Jaccard index
 * of their first d (Greene, O'Callaghan and Cunningham 2014, ECML, equation 1). A list shorter than d stands whole. */
double sd_average_jaccard(const size_t *left, size_t left_length, const size_t *right, size_t right_length,
			  size_t depth);

/* Pairs each of `length` rows with a column of its own so that the sum of `gain` (length × length, row by row) is
 * largest (the Hungarian method, Kuhn 1955): row i with match[i]. */
void sd_best_matching(const double *gain, size_t length, size_t *match);

#endif
