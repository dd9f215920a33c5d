/* SPDX-License-Identifier: MIT */
/* Least squares with standard errors that hold where the scatter differs from person to person. */
#ifndef SD_STATS_REGRESSION_H
#define SD_STATS_REGRESSION_H

#include "base/error.h"

/* What to fit; all borrowed. A column of ones is put before the others. */
struct sd_regression {
	size_t rows, columns, outcomes;
	const double *x;	  /* rows × columns, row by row */
	const double *y;	  /* rows × outcomes, row by row */
	const double *weight;	  /* a row's, above 0; NULL: alike */
	const char *const *names; /* the columns', for messages; NULL: their numbers */
	const size_t *cluster;	  /* a row's, below `clusters`, where rows of one are not independent; NULL: all are */
	size_t clusters;
};
/* With clusters, what rows pull is added up within each before it is squared, times G/(G − 1), and t has G − 1 degrees
 * of freedom for G clusters (Liang and Zeger 1986, with the residuals of HC3). A coefficient of one outcome, HC3
 * (MacKinnon and White 1985; Long and Ervin 2000): each residual over 1 − leverage, so that no one person's pull makes
 * itself sure; interval and p by t with rows − columns − 1 degrees of freedom. */
struct sd_regression_term {
	double coefficient, error, low, high, p;
	double plain_error; /* as if the scatter were the same everywhere */
	double least, most; /* the coefficient where any one row is left out */
};
struct sd_regression_fit {
	size_t columns, outcomes; /* the intercept is column 0, so there are columns + 1 terms */
	double df;
	struct sd_regression_term *terms; /* outcome by outcome, columns + 1 each */
	double *r_squared;		  /* an outcome's */
	double *inflation;		  /* a column's (intercept left out): 1/(1 − R² on the other columns) */
	double *leverage;		  /* a row's */
	double *residual;		  /* rows × outcomes */
};
/* By Householder's QR, rows in the order given. -1 where there are no more rows than columns + 1, where a column is
 * a sum of those before it or a constant (the message names it), or where one row alone decides a coefficient
 * (leverage 1), in which case HC3 is not defined. */
int sd_regression_fit(const struct sd_regression *problem, struct sd_regression_fit *fit, struct sd_error *err);
void sd_regression_release(struct sd_regression_fit *fit);
/* A term: `column` counts from 1, 0 is the intercept. */
const struct sd_regression_term *sd_regression_term(const struct sd_regression_fit *fit, size_t outcome, size_t column);

#endif
