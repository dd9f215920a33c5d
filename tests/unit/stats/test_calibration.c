/* SPDX-License-Identifier: MIT */
#include "known/near.h"
#include "stats/calibration.h"

static void isotonic_in_any_order(void **state)
{
	(void)state;
	/* Ties in x, weights, and the order given must not matter. */
	static const double x[] = {3, 1, 2, 2, 1, 4}, y[] = {1, 0, 5, 3, 2, 2}, weight[] = {2, 1, 1, 3, 1, 1};
	static const double back_x[] = {4, 1, 2, 2, 1, 3}, back_y[] = {2, 2, 3, 5, 0, 1},
			    back_weight[] = {1, 1, 3, 1, 1, 2};
	struct sd_isotonic one, other;
	sd_isotonic_fit(&one, x, y, weight, 6);
	sd_isotonic_fit(&other, back_x, back_y, back_weight, 6);
	assert_int_equal(one.length, 4);
	assert_memory_equal(one.fitted, other.fitted, 4 * sizeof(double));
	/* 1 | 2 and 3 and 4 pooled: (5 + 9 + 2 + 2) / 7. */
	expect_within(one.fitted[0], 1, 1e-14, "first");
	for (size_t i = 1; i < 4; i++)
		expect_within(one.fitted[i], 18. / 7, 1e-14, "pooled");
	expect_within(sd_isotonic_at(&one, 1.5), (1 + 18. / 7) / 2, 1e-14, "between");
	expect_within(sd_isotonic_at(&one, -5), 1, 1e-14, "below");
	expect_within(sd_isotonic_at(&one, 5), 18. / 7, 1e-14, "above");
	expect_within(sd_isotonic_at(&one, 2), 18. / 7, 1e-14, "on a point");
	sd_isotonic_release(&one);
	sd_isotonic_release(&other);
	sd_isotonic_fit(&one, x, y, weight, 0);
	assert_true(isnan(sd_isotonic_at(&one, 1)));
	sd_isotonic_release(&one);
}

static void what_cannot_be_measured(void **state)
{
	(void)state;
	static const double bad[] = {.5, 1.2}, sure[] = {1, 0}, apart[] = {1, 2, 3, 4}, alike[] = {2, 2, 2, 2};
	static const unsigned char outcome[] = {1, 0, 1, 1}, wrong[] = {0, 1}, split[] = {0, 0, 1, 1};
	struct sd_calibration c;
	struct sd_platt platt;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_calibration_measure(&c, bad, outcome, 2, 0, &err), -1);
	assert_non_null(strstr(err.message.data, "forecast 2"));
	sd_error_clear(&err);
	assert_int_equal(sd_calibration_measure(&c, bad, outcome, 0, 0, &err), -1);
	sd_error_clear(&err);
	assert_int_equal(sd_calibration_measure(&c, sure, wrong, 2, 10, NULL), 0);
	assert_true(isinf(c.log_loss) && c.brier >= 1 && isnan(c.p));
	sd_calibration_release(&c);
	assert_int_equal(sd_platt_fit(&platt, apart, split, 4, &err), -1);
	assert_non_null(strstr(err.message.data, "no finite slope"));
	sd_error_clear(&err);
	assert_int_equal(sd_platt_fit(&platt, alike, split, 4, &err), -1);
	sd_error_clear(&err);
	static const unsigned char all[] = {1, 1, 1, 1};
	assert_int_equal(sd_platt_fit(&platt, apart, all, 4, &err), -1);
	sd_error_release(&err);
}

/* Shifting and scaling x shifts and scales the line. */
static void slope_follows_its_unit(void **state)
{
	(void)state;
	static const unsigned char y[] = {0, 0, 1, 0, 1, 1, 0, 1};
	double x[8], moved[8];
	struct sd_platt one, other;
	for (size_t i = 0; i < 8; i++) {
		x[i] = (double)i;
		moved[i] = 1e5 + 1000 * (double)i;
	}
	assert_int_equal(sd_platt_fit(&one, x, y, 8, NULL), 0);
	assert_int_equal(sd_platt_fit(&other, moved, y, 8, NULL), 0);
	expect_relative(other.slope, one.slope / 1000, 1e-9, "slope");
	expect_relative(other.slope_error, one.slope_error / 1000, 1e-9, "its error");
	expect_relative(other.intercept, one.intercept - 100 * one.slope, 1e-9, "intercept");
	expect_relative(other.deviance, one.deviance, 1e-12, "deviance");
}

static void beta_binomials_at_the_edge(void **state)
{
	(void)state;
	static const double narrow[] = {0, 0, 10, 0, 0}, ends[] = {6, 0, 0, 0, 4}, none[5] = {0},
			    zero[] = {9, 0, 0, 0, 0};
	static const double drawn[] = {256, 256 * 4, 256 * 6, 256 * 4, 256}; /* exactly a binomial at ½ */
	struct sd_beta_binomial fit;
	struct sd_error err = SD_ERROR_INIT;
	const double *bad[] = {narrow, none, zero, drawn};
	for (size_t i = 0; i < LENGTH(bad); i++) {
		assert_int_equal(sd_beta_binomial_fit(&fit, bad[i], 4, &err), -1);
		sd_error_clear(&err);
	}
	/* At the ends only: α and β go to 0 with their ratio kept, where the likelihood has its bound. */
	assert_int_equal(sd_beta_binomial_fit(&fit, ends, 4, NULL), 0);
	expect_within(fit.log_likelihood, 6 * log(.6) + 4 * log(.4), 1e-3, "its bound");
	/* Counts of a known beta-binomial give it back. */
	double counts[6], expected = 0;
	for (size_t x = 0; x <= 5; x++) {
		double one[6] = {0};
		one[x] = 1;
		counts[x] = 1000 * exp(sd_beta_binomial_log_likelihood(2.5, .75, one, 5));
		expected += counts[x];
	}
	expect_within(expected, 1000, 1e-9, "probabilities add up");
	assert_int_equal(sd_beta_binomial_fit(&fit, counts, 5, NULL), 0);
	expect_relative(fit.alpha, 2.5, 1e-6, "alpha");
	expect_relative(fit.beta, .75, 1e-6, "beta");
	sd_error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(isotonic_in_any_order), cmocka_unit_test(what_cannot_be_measured),
		cmocka_unit_test(slope_follows_its_unit), cmocka_unit_test(beta_binomials_at_the_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
