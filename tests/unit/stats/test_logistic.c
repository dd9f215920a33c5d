/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "stats/logistic.h"

/* Six rows, two groups, two columns: the first in rows 0 1 2 4, the second in rows 1 3 5. */
static const double target[] = {1, 1, 0.5, 0, 1, 0}, weight[] = {1, 2, 1, 1, 0.5, 1};
static const uint32_t group[] = {0, 0, 0, 1, 1, 1}, row[] = {0, 1, 2, 4, 1, 3, 5};
static const double value[] = {1, 0.5, 1, 2, 1, 1, -1};
static const size_t starts[] = {0, 4, 7};

static struct sd_logistic problem(double ridge, double lasso, const double *prior)
{
	return (struct sd_logistic){6, 2, 2, target, weight, group, starts, row, value, prior, ridge, lasso};
}

static double slope(const struct sd_logistic_fit *fit, size_t column)
{
	double sum = 0;
	for (size_t k = starts[column]; k < starts[column + 1]; k++)
		sum += weight[row[k]] * (fit->fitted[row[k]] - target[row[k]]) * value[k];
	return sum;
}

static void test_optimum(void **state)
{
	(void)state;
	double prior[] = {0.5, -1}, coefficient[] = {0, 0}, intercept[] = {0, 0}, curvature[2], fitted[6];
	struct sd_logistic_fit fit = {coefficient, intercept, curvature, fitted, 0};
	struct sd_logistic p = problem(0.5, 0, prior);
	sd_logistic_fit(&p, 1000, &fit);
	assert_true(fit.sweeps < 1000);
	for (size_t c = 0; c < 2; c++) {
		assert_true(fabs(slope(&fit, c) + 0.5 * (coefficient[c] - prior[c])) < 0.01);
		double second = 0.5;
		for (size_t k = starts[c]; k < starts[c + 1]; k++)
			second += weight[row[k]] * fitted[row[k]] * (1 - fitted[row[k]]) * value[k] * value[k];
		assert_true(fabs(curvature[c] - second) < 0.01);
	}
	for (size_t g = 0; g < 2; g++) {
		double sum = intercept[g];
		for (size_t i = 0; i < 6; i++)
			sum += group[i] == g ? weight[i] * (fitted[i] - target[i]) : 0;
		assert_true(fabs(sum) < 0.01);
	}
	double margin = intercept[0] + 0.5 * coefficient[0] + coefficient[1];
	assert_true(fabs(fitted[1] - 1 / (1 + exp(-margin))) < 1e-9);
}

static void test_lasso_stays_at_the_prior(void **state)
{
	(void)state;
	double prior[] = {0.5, -1}, coefficient[] = {0.5, -1}, intercept[] = {0, 0}, curvature[2], fitted[6];
	struct sd_logistic_fit fit = {coefficient, intercept, curvature, fitted, 0};
	struct sd_logistic p = problem(0.5, 50, prior);
	sd_logistic_fit(&p, 1000, &fit);
	assert_true(coefficient[0] >= 0.5 && coefficient[0] <= 0.5);
	assert_true(coefficient[1] >= -1 && coefficient[1] <= -1);
	p.lasso = 0.1; /* below the slope, one moves, and its slope is what the penalties take */
	sd_logistic_fit(&p, 1000, &fit);
	for (size_t c = 0; c < 2; c++) {
		double distance = coefficient[c] - prior[c];
		if (fabs(distance) > 1e-9)
			assert_true(fabs(slope(&fit, c) + 0.5 * distance + (distance > 0 ? 0.1 : -0.1)) < 0.01);
		else
			assert_true(fabs(slope(&fit, c)) <= 0.11);
	}
}

static void test_separable(void **state)
{
	(void)state;
	/* One column that tells all: without the penalties there would be no optimum. */
	static const double side[] = {1, 1, 1, -1, -1, -1}, sure[] = {1, 1, 1, 0, 0, 0}, one[] = {1, 1, 1, 1, 1, 1};
	static const uint32_t rows[] = {0, 1, 2, 3, 4, 5}, none[6] = {0};
	static const size_t columns[] = {0, 6};
	struct sd_logistic p = {6, 1, 1, sure, one, none, columns, rows, side, NULL, 0.01, 0};
	double coefficient[] = {0}, intercept[] = {0}, curvature[1], fitted[6];
	struct sd_logistic_fit fit = {coefficient, intercept, curvature, fitted, 0};
	sd_logistic_fit(&p, 1000, &fit);
	/* 6(1 − p) = 0.01 β has its root at 4.68. */
	assert_true(fabs(coefficient[0] - 4.68) < 0.2);
	assert_true(fabs(intercept[0]) < 0.01);
}

static void test_area(void **state)
{
	(void)state;
	static const double scores[] = {0.1, 0.4, 0.35, 0.8}, tied[] = {1, 1, 1, 1};
	static const unsigned char positive[] = {0, 0, 1, 1}, all[] = {1, 1, 1, 1};
	assert_true(fabs(sd_area_under_curve(scores, positive, 4) - 0.75) < 1e-12);
	assert_true(fabs(sd_area_under_curve(tied, positive, 4) - 0.5) < 1e-12);
	assert_true(isnan(sd_area_under_curve(scores, all, 4)));
	assert_true(isnan(sd_area_under_curve(scores, all, 0)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_optimum),
		cmocka_unit_test(test_lasso_stays_at_the_prior),
		cmocka_unit_test(test_separable),
		cmocka_unit_test(test_area),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
