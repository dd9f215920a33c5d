/* SPDX-License-Identifier: MIT */
/* What statistics need of linear algebra; matrices are arrays row by row. */
#ifndef SD_STATS_MATRIX_H
#define SD_STATS_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

/* X = QR by Householder's reflections (Golub and Van Loan 2013, section 5.2), rows ≥ columns. `x` (rows × columns) is
 * overwritten: R on and above the diagonal but for the diagonal itself, which is in `diagonal` (columns); below, the
 * reflections. Returns the first column that is a sum of those before it (its length, once they are taken away, below
 * 1e-10 of what it was), or `columns` where there is none. */
size_t sd_qr(double *x, size_t rows, size_t columns, double *diagonal);
/* Qᵀy in place, and R b = the first `columns` of that. */
void sd_qr_turn(const double *x, size_t rows, size_t columns, double *y);
void sd_qr_solve(const double *x, size_t columns, const double *diagonal, const double *turned, double *solution);
/* R⁻¹, columns × columns, upper triangular. */
void sd_qr_inverse(const double *x, size_t columns, const double *diagonal, double *inverse);

/* Eigenvalues, falling, and vectors (the columns of `vectors`) of a symmetric matrix, by Jacobi's cyclic rotations
 * (Golub and Van Loan 2013, section 8.5). `matrix` is overwritten. */
void sd_eigen(double *matrix, size_t length, double *values, double *vectors);

/* The correlations of columns of x (rows × columns, row by row) weighted by `weight` (NULL: alike). False, and the
 * column in *constant, where one does not vary. */
bool sd_correlations(const double *x, size_t rows, size_t columns, const double *weight, double *correlations,
		     size_t *constant);

#endif
