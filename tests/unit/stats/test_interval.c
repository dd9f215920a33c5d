/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/interval.h"

static void expect_near(double value, double expected, double tolerance, const char *what)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("%s: %.12g, not %.12g", what, value, expected);
}

/* The first four are Newcombe's own examples (Statistics in Medicine 17, 1998, 857-872); six digits computed apart. */
static void wilson_by_known_figures(void **state)
{
	(void)state;
	static const struct {
		double successes, trials, low, high;
	} cases[] = {
		{81, 263, .255289, .366210},
		{15, 148, .062386, .160487},
		{0, 20, 0, .161125},
		{1, 29, .006113, .171755},
		{29, 29, .883030, 1},
		{8, 10, .490162, .943318},
		{0, 10, 0, .277533},
		{30, 100, .2189488530, .3958485463},
		/* Effective numbers need not be whole. */
		{7.25, 12.5, .321157, .801231},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_interval interval = sd_wilson(cases[i].successes, cases[i].trials);
		double tolerance = cases[i].trials == 100 ? 1e-10 : 5.1e-7;
		expect_near(interval.low, cases[i].low, tolerance, "low");
		expect_near(interval.high, cases[i].high, tolerance, "high");
	}
}

static void wilson_stays_a_share(void **state)
{
	(void)state;
	for (int trials = 1; trials <= 500; trials++) {
		for (int successes = 0; successes <= trials; successes++) {
			struct sd_interval interval = sd_wilson(successes, trials);
			double share = (double)successes / trials;
			assert_true(interval.low >= 0 && interval.low <= share);
			assert_true(interval.high <= 1 && interval.high >= share);
			struct sd_interval other = sd_wilson(trials - successes, trials);
			expect_near(interval.low, 1 - other.high, 1e-14, "mirrored");
		}
		assert_true(sd_wilson(0, trials).low == 0);
		assert_true(sd_wilson(trials, trials).high == 1);
	}
	for (int trials = 0; trials >= -1; trials--) {
		struct sd_interval none = sd_wilson(0, trials);
		assert_true(none.low == 0 && none.high == 1);
	}
}

/* Newcombe (Statistics in Medicine 17, 1998, 873-890), table II, method 10; the first in more digits,
 * computed apart. */
static void newcombe_by_known_figures(void **state)
{
	(void)state;
	struct sd_interval interval = sd_newcombe(56, 70, 48, 80);
	expect_near(interval.low, .0524314724, 5e-11, "low");
	expect_near(interval.high, .3338726540, 5e-11, "high");
	static const struct {
		double x1, n1, x2, n2, low, high;
	} cases[] = {
		{9, 10, 3, 10, .1705, .8090},
		{6, 7, 2, 7, .0582, .8062},
		{5, 56, 0, 29, -.0381, .1926},
		{0, 10, 0, 20, -.1611, .2775},
		{0, 10, 0, 10, -.2775, .2775},
		{10, 10, 0, 20, .6791, 1},
		{10, 10, 0, 10, .6075, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		interval = sd_newcombe(cases[i].x1, cases[i].n1, cases[i].x2, cases[i].n2);
		expect_near(interval.low, cases[i].low, 5.1e-5, "low");
		expect_near(interval.high, cases[i].high, 5.1e-5, "high");
	}
	interval = sd_newcombe(1, 2, 0, 0);
	assert_true(interval.low == -1 && interval.high == 1);
	interval = sd_newcombe(0, 0, 1, 2);
	assert_true(interval.low == -1 && interval.high == 1);
}

/* Computed apart in 30 digits; 1 and 2 are also tan(0.475π) and 0.95·√(2 / (1 − 0.95²)). */
static void quantiles_of_t(void **state)
{
	(void)state;
	static const struct {
		double df, t;
	} cases[] = {
		{1, 12.7062047361747},
		{1.5, 6.01666310442793},
		{2, 4.30265272974946},
		{3, 3.18244630528371},
		{4.25, 2.71320584714606},
		{5, 2.57058183563632},
		{7, 2.36462425159279},
		{9.999, 2.22816905746097},
		{10, 2.22813885198627},
		{10.001, 2.22810865329057},
		{15, 2.13144954555978},
		{30, 2.04227245630124},
		{99.9, 1.98399583807694},
		{100, 1.98397151852355},
		{101, 1.98373100295561},
		{1000, 1.96233908082641},
		{12345.6, 1.96015615825951},
		{1e6, 1.95996635681411},
		{1e9, 1.95996398691233},
		{1e12, 1.95996398454243},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_near(sd_t975(cases[i].df), cases[i].t, cases[i].t * 1e-12, "t");
	expect_near(sd_t975(1), tan(0.475 * acos(-1)), 1e-11, "one degree");
	expect_near(sd_t975(2), 0.95 * sqrt(2 / (1 - 0.95 * 0.95)), 1e-12, "two degrees");
	assert_true(sd_t975(INFINITY) == SD_Z95);
	assert_true(isinf(sd_t975(0)) && isinf(sd_t975(NAN)));
	double before = INFINITY;
	for (double df = 1; df < 1e7; df *= 1.01) {
		double t = sd_t975(df);
		assert_true(t < before && t > SD_Z95);
		before = t;
	}
}

/* Fuel use of the 32 cars in R's `mtcars`: t.test() prints 17.91768 and 22.26357. */
static void mean_by_known_figures(void **state)
{
	(void)state;
	struct sd_interval interval = sd_mean_interval(32, 642.9, 14042.31);
	expect_near(interval.low, 17.91768, 5.1e-6, "low");
	expect_near(interval.high, 22.26357, 5.1e-6, "high");
	interval = sd_mean_interval(2, 4, 10); /* 1 and 3: 2 ± t(1)·√2/√2 */
	expect_near(interval.high, 2 + sd_t975(1), 1e-12, "high");
	/* Values all the same, where rounding could leave a variance below zero. */
	interval = sd_mean_interval(3, 0.1 + 0.1 + 0.1, 0.1 * 0.1 + 0.1 * 0.1 + 0.1 * 0.1);
	expect_near(interval.low, 0.1, 1e-7, "low");
	expect_near(interval.high, 0.1, 1e-7, "high");
	for (int n = 0; n < 2; n++) {
		interval = sd_mean_interval(n, n, n);
		assert_true(isinf(interval.low) && interval.low < 0 && isinf(interval.high) && interval.high > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson_by_known_figures),
		cmocka_unit_test(wilson_stays_a_share),
		cmocka_unit_test(newcombe_by_known_figures),
		cmocka_unit_test(quantiles_of_t),
		cmocka_unit_test(mean_by_known_figures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
