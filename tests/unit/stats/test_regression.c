/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "known/near.h"
#include "stats/importance.h"
#include "stats/matrix.h"
#include "stats/regression.h"

static const char *const names[] = {"price", "staff", "both"};
/* y = 1 + 2a − b, exactly; the third column is a + b. */
static const double x[] = {1, 0, 1, 2, 1, 3, 3, 5, 8, 4, 2, 6, 5, 9, 14, 6, 6, 12};
static const double y[] = {3, 4, 2, 7, 2, 7};

static void exact_fit(void **state)
{
	(void)state;
	double two[12];
	for (size_t i = 0; i < 6; i++) {
		two[2 * i] = x[3 * i];
		two[2 * i + 1] = x[3 * i + 1];
	}
	struct sd_regression problem = {6, 2, 1, two, y, NULL, names, NULL, 0};
	struct sd_regression_fit fit;
	assert_int_equal(sd_regression_fit(&problem, &fit, NULL), 0);
	expect_within(sd_regression_term(&fit, 0, 0)->coefficient, 1, 1e-12, "intercept");
	expect_within(sd_regression_term(&fit, 0, 1)->coefficient, 2, 1e-12, "first");
	expect_within(sd_regression_term(&fit, 0, 2)->coefficient, -1, 1e-12, "second");
	expect_within(sd_regression_term(&fit, 0, 1)->error, 0, 1e-12, "no scatter");
	expect_within(fit.r_squared[0], 1, 1e-12, "all told");
	double leverage = 0;
	for (size_t i = 0; i < 6; i++)
		leverage += fit.leverage[i];
	expect_within(leverage, 3, 1e-12, "leverages add up to the terms");
	sd_regression_release(&fit);
}

/* Leaving rows out one by one, by fitting again: the range of the coefficient is what the fit says. */
static void without_one_row(void **state)
{
	(void)state;
	static const double value[] = {1, 4, 2, 8, 5, 7}, column[] = {0, 1, 0, 1, 1, 0};
	struct sd_regression problem = {6, 1, 1, column, value, NULL, NULL, NULL, 0};
	struct sd_regression_fit fit;
	double least = INFINITY, most = -INFINITY;
	for (size_t left = 0; left < 6; left++) {
		double x5[5], y5[5];
		for (size_t i = 0, at = 0; i < 6; i++)
			if (i != left) {
				x5[at] = column[i];
				y5[at++] = value[i];
			}
		struct sd_regression rest = {5, 1, 1, x5, y5, NULL, NULL, NULL, 0};
		assert_int_equal(sd_regression_fit(&rest, &fit, NULL), 0);
		least = fmin(least, sd_regression_term(&fit, 0, 1)->coefficient);
		most = fmax(most, sd_regression_term(&fit, 0, 1)->coefficient);
		sd_regression_release(&fit);
	}
	assert_int_equal(sd_regression_fit(&problem, &fit, NULL), 0);
	expect_within(sd_regression_term(&fit, 0, 1)->least, least, 1e-12, "least");
	expect_within(sd_regression_term(&fit, 0, 1)->most, most, 1e-12, "most");
	sd_regression_release(&fit);
}

/* Clusters of one row each are HC3 times G/(G − 1); rows that are there twice, in a cluster, tell nothing new. */
static void clusters(void **state)
{
	(void)state;
	static const double value[] = {1, 4, 2, 8, 5, 7}, column[] = {0, 1, 0, 1, 1, 0};
	static const size_t own[] = {0, 1, 2, 3, 4, 5}, alike[] = {0, 0, 0, 0, 0, 0};
	struct sd_regression problem = {6, 1, 1, column, value, NULL, NULL, NULL, 0};
	struct sd_regression_fit plain, single, twice;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_regression_fit(&problem, &plain, NULL), 0);
	problem.cluster = own;
	problem.clusters = 6;
	assert_int_equal(sd_regression_fit(&problem, &single, NULL), 0);
	expect_within(sd_regression_term(&single, 0, 1)->error, sd_regression_term(&plain, 0, 1)->error * sqrt(6.0 / 5),
		      1e-12, "each its own cluster");
	expect_within(single.df, 4, 0, "rows less terms, where that is less than clusters less one");
	double x12[12], y12[12];
	size_t pairs[12];
	for (size_t i = 0; i < 12; i++) {
		x12[i] = column[i / 2];
		y12[i] = value[i / 2];
		pairs[i] = i / 2;
	}
	struct sd_regression doubled = {12, 1, 1, x12, y12, NULL, NULL, pairs, 6};
	assert_int_equal(sd_regression_fit(&doubled, &twice, NULL), 0);
	expect_within(twice.df, 5, 0, "clusters less one");
	/* Leverages are halved, so residuals grow less: 1 − 1/3 becomes 1 − 1/6. */
	expect_within(sd_regression_term(&twice, 0, 1)->error,
		      sd_regression_term(&single, 0, 1)->error * (1 - 1.0 / 3) / (1 - 1.0 / 6), 1e-12, "pairs");
	sd_regression_release(&plain);
	sd_regression_release(&single);
	sd_regression_release(&twice);
	problem.cluster = alike;
	problem.clusters = 1;
	assert_int_equal(sd_regression_fit(&problem, &plain, &err), -1);
	assert_non_null(strstr(err.message.data, "one cluster"));
	sd_error_release(&err);
}

static void expect_message(int result, struct sd_error *err, const char *words)
{
	assert_int_equal(result, -1);
	assert_non_null(strstr(err->message.data, words));
	sd_error_release(err);
}

static void deficient(void **state)
{
	(void)state;
	struct sd_regression_fit fit;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_regression sum = {6, 3, 1, x, y, NULL, names, NULL, 0};
	expect_message(sd_regression_fit(&sum, &fit, &err), &err, "\"both\"");
	sum.names = NULL;
	expect_message(sd_regression_fit(&sum, &fit, &err), &err, "column 3");
	static const double constant[] = {7, 1, 7, 2, 7, 4, 7, 3, 7, 9, 7, 5};
	struct sd_regression same = {6, 2, 1, constant, y, NULL, names, NULL, 0};
	expect_message(sd_regression_fit(&same, &fit, &err), &err, "\"price\"");
	struct sd_regression few = {3, 2, 1, constant, y, NULL, names, NULL, 0};
	expect_message(sd_regression_fit(&few, &fit, &err), &err, "too few");
	static const double lone[] = {0, 0, 0, 1, 0, 0};
	struct sd_regression one = {6, 1, 1, lone, y, NULL, names, NULL, 0};
	expect_message(sd_regression_fit(&one, &fit, &err), &err, "row 4 alone");
}

static void deficient_importance(void **state)
{
	(void)state;
	double shares[3];
	struct sd_error err = SD_ERROR_INIT;
	struct sd_importance problem = {6, 3, x, y, NULL, names};
	expect_message(sd_importance_shapley(&problem, shares, &err) < 0 ? -1 : 0, &err, "sum of others");
	expect_message(sd_importance_relative(&problem, shares, &err) < 0 ? -1 : 0, &err, "sum of others");
	static const double flat[] = {4, 4, 4, 4, 4, 4};
	problem.y = flat;
	expect_message(sd_importance_shapley(&problem, shares, &err) < 0 ? -1 : 0, &err, "the outcome");
	problem.columns = 21;
	expect_message(sd_importance_shapley(&problem, shares, &err) < 0 ? -1 : 0, &err, "21 columns");
}

/* Columns that have nothing to do with one another share R² by their squared correlations, in any weighting. */
static void apart(void **state)
{
	(void)state;
	static const double square[] = {-1, -1, -1, 1, 1, -1, 1, 1}, sums[] = {-3, 1, -1, 3}, weight[] = {2, 2, 2, 2};
	double shares[2];
	for (int i = 0; i < 2; i++) {
		struct sd_importance problem = {4, 2, square, sums, i ? weight : NULL, names};
		expect_within(sd_importance_shapley(&problem, shares, NULL), 1, 1e-12, "R squared");
		expect_within(shares[0], .2, 1e-12, "first");
		expect_within(shares[1], .8, 1e-12, "second");
		expect_within(sd_importance_relative(&problem, shares, NULL), 1, 1e-12, "R squared");
		expect_within(shares[0], .2, 1e-12, "first");
	}
}

static void eigen(void **state)
{
	(void)state;
	double matrix[] = {2, -1, 0, -1, 2, -1, 0, -1, 2}, values[3], vectors[9], root = sqrt(2);
	sd_eigen(matrix, 3, values, vectors);
	expect_within(values[0], 2 + root, 1e-14, "first");
	expect_within(values[1], 2, 1e-14, "second");
	expect_within(values[2], 2 - root, 1e-14, "third");
	expect_within(fabs(vectors[0]), .5, 1e-14, "its vector");
	expect_within(fabs(vectors[3]), 1 / root, 1e-14, "its vector");
	double one[] = {5}, value, vector;
	sd_eigen(one, 1, &value, &vector);
	assert_true(value >= 5 && value <= 5 && vector >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_one_row), cmocka_unit_test(clusters),
		cmocka_unit_test(exact_fit), cmocka_unit_test(deficient), cmocka_unit_test(deficient_importance),
		cmocka_unit_test(apart), cmocka_unit_test(eigen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
