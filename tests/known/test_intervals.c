/* SPDX-License-Identifier: MIT */
/* Intervals of one share, of a count, of a difference, of a correlation, and the effective number of answers. The
 * shares are Newcombe's examples (Statistics in Medicine 17, 1998, 857-872) in six digits, computed apart. */
#include "known/near.h"
#include "stats/interval.h"
#include "stats/special.h"

static void of_shares(void **state)
{
	(void)state;
	static const struct {
		double x, n, wilson[2], corrected[2], exact[2], jeffreys[2];
	} cases[] = {
		{81, 263, {.255289, .366210}, {.253509, .368176}, {.252737, .367622}, {.254522, .365647}},
		{15, 148, {.062386, .160487}, {.059778, .164450}, {.057844, .161650}, {.060449, .157643}},
		{0, 20, {0, .161125}, {0, .200453}, {0, .168433}, {.000024, .116639}},
		{1, 29, {.006113, .171755}, {.001803, .196282}, {.000873, .177644}, {.003746, .150078}},
		{29, 29, {.883030, 1}, {.854384, 1}, {.880555, 1}, {.917714, .999983}},
		{8, 10, {.490162, .943318}, {.442181, .964573}, {.443905, .974789}, {.497226, .955941}},
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		double x = cases[i].x, n = cases[i].n;
		const struct sd_interval got[] = {sd_wilson(x, n), sd_wilson_corrected(x, n), sd_clopper_pearson(x, n),
						  sd_jeffreys(x, n)};
		const double *wanted[] = {cases[i].wilson, cases[i].corrected, cases[i].exact, cases[i].jeffreys};
		static const char *const names[] = {"Wilson", "Wilson, corrected", "Clopper-Pearson", "Jeffreys"};
		for (size_t k = 0; k < LENGTH(got); k++) {
			expect_within(got[k].low, wanted[k][0], 5.1e-7, names[k]);
			expect_within(got[k].high, wanted[k][1], 5.1e-7, names[k]);
		}
	}
	expect_within(sd_wilson_corrected(0, 10).high, .344537, 5.1e-7, "none of ten, corrected");
	expect_within(sd_clopper_pearson(0, 10).high, .308497, 5.1e-7, "none of ten, exact");
	assert_true(sd_clopper_pearson(0, 0).low <= 0 && sd_clopper_pearson(0, 0).high >= 1);
}

static void of_a_count(void **state)
{
	(void)state;
	struct sd_interval five = sd_garwood(5), none = sd_garwood(0);
	expect_within(five.low, 1.6234863901, 5.1e-11, "low");
	expect_within(five.high, 11.6683320793, 5.1e-11, "high");
	assert_true(none.low <= 0);
	expect_within(none.high, -log(.025), 1e-12, "none seen");
	/* 5 visits in 12 weeks under a gamma prior of rate: shape .384766 + 5, rate 12.072023 + 12. */
	expect_within(sd_gamma_quantile(.025, 5.384766) / 24.072023, .07649668, 5.1e-9, "shrunken, low");
	expect_within(sd_gamma_quantile(.975, 5.384766) / 24.072023, .44846249, 5.1e-9, "shrunken, high");
}

static void of_differences_and_correlations(void **state)
{
	(void)state;
	struct sd_interval difference = sd_newcombe(56, 70, 48, 80);
	expect_within(difference.low, .0524314724, 5.1e-11, "low");
	expect_within(difference.high, .3338726540, 5.1e-11, "high");
	struct sd_interval law = sd_correlation_interval(.7763744913, 15); /* Efron's law schools */
	expect_within(law.low, .438510825, 5.1e-9, "low");
	expect_within(law.high, .921964756, 5.1e-9, "high");
	assert_true(sd_correlation_interval(.5, 3).low <= -1);
}

static void effective_n(void **state)
{
	(void)state;
	expect_within(sd_effective_n(10, 30), 3.3333333333, 5.1e-11, "weights 1 2 3 4");
	expect_within(4 / sd_effective_n(10, 30), 1.2, 1e-12, "their design effect");
	assert_true(sd_effective_n(0, 0) <= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_shares), cmocka_unit_test(of_a_count),
		cmocka_unit_test(of_differences_and_correlations), cmocka_unit_test(effective_n),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
