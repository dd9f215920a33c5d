/* SPDX-License-Identifier: MIT */
#include "stats/maximum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* −(100(y − x²)² + (1 − x)²), whose summit at 1, 1 lies on a bent ridge (Rosenbrock 1960). */
static double ridge(const void *context, const double *at, double *gradient)
{
	double x = at[0], y = at[1], off = y - x * x;
	(void)context;
	gradient[0] = 400 * x * off + 2 * (1 - x);
	gradient[1] = -200 * off;
	return -(100 * off * off + (1 - x) * (1 - x));
}

static void a_bent_ridge_is_climbed(void **state)
{
	(void)state;
	const struct sd_maximum_problem problem = {2, ridge, NULL, NULL, -10, 10};
	const double starts[] = {-1.2, 1, 5, -5};
	struct sd_maximum maximum;
	assert_int_equal(sd_maximum_find(&problem, starts, 2, &maximum, NULL), 0);
	assert_true(fabs(maximum.at[0] - 1) < 1e-6 && fabs(maximum.at[1] - 1) < 1e-6);
	assert_true(maximum.gradient < 1e-6 && !maximum.at_bound);
	/* The second derivatives there are 802, −400, 200: their ratio is 2508.0096. */
	assert_true(fabs(maximum.condition - 2508.0096) < 1);
}

/* Two summits, the higher one at 3. */
static double two(const void *context, const double *at, double *gradient)
{
	double x = at[0], low = exp(-(x + 3) * (x + 3)), high = 2 * exp(-(x - 3) * (x - 3));
	(void)context;
	gradient[0] = -2 * (x + 3) * low - 2 * (x - 3) * high;
	return low + high;
}

static void the_better_of_two_summits_is_taken(void **state)
{
	(void)state;
	const struct sd_maximum_problem problem = {1, two, NULL, NULL, -10, 10};
	const double starts[] = {-2, 4};
	struct sd_maximum maximum;
	assert_int_equal(sd_maximum_find(&problem, starts, 2, &maximum, NULL), 0);
	assert_true(fabs(maximum.at[0] - 3) < 1e-6);
}

static double slope(const void *context, const double *at, double *gradient)
{
	(void)context;
	gradient[0] = 1;
	gradient[1] = -2 * at[1];
	return at[0] - at[1] * at[1];
}

static double nowhere(const void *context, const double *at, double *gradient)
{
	(void)context;
	(void)at;
	gradient[0] = 0;
	return NAN;
}

/* Its derivative does not belong to it, so that no step goes up. */
static double broken(const void *context, const double *at, double *gradient)
{
	(void)context;
	gradient[0] = 1;
	return -at[0];
}

static void what_is_no_maximum_is_told(void **state)
{
	(void)state;
	struct sd_maximum maximum;
	struct sd_error err = SD_ERROR_INIT;
	const struct sd_maximum_problem endless = {2, slope, NULL, NULL, -10, 10};
	const double starts[] = {0, 1};
	assert_int_equal(sd_maximum_find(&endless, starts, 1, &maximum, &err), 0);
	assert_true(maximum.at_bound && maximum.at[0] == 10 && fabs(maximum.at[1]) < 1e-6);
	assert_true(isinf(maximum.condition));
	const struct sd_maximum_problem none = {1, nowhere, NULL, NULL, -10, 10};
	assert_int_equal(sd_maximum_find(&none, starts, 1, &maximum, &err), -1);
	sd_error_clear(&err);
	const struct sd_maximum_problem wrong = {1, broken, NULL, NULL, -10, 10};
	assert_int_equal(sd_maximum_find(&wrong, starts, 1, &maximum, &err), -1);
	assert_non_null(strstr(err.message.data, "no maximum"));
	sd_error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bent_ridge_is_climbed),
		cmocka_unit_test(the_better_of_two_summits_is_taken),
		cmocka_unit_test(what_is_no_maximum_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
