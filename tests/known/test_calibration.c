/* SPDX-License-Identifier: MIT */
/* Scores of forecasts, isotonic and logistic calibration and the beta-binomial, against figures computed apart (R). */
#include "known/near.h"
#include "stats/calibration.h"
#include "stats/logistic.h"

static const double first_p[] = {.1, .1, .1, .1, .4, .4, .4, .7, .7, .9};
static const unsigned char first_o[] = {0, 0, 0, 1, 0, 1, 0, 1, 0, 1};

static void by_distinct_forecasts(void **state)
{
	(void)state;
	struct sd_calibration c;
	assert_int_equal(sd_calibration_measure(&c, first_p, first_o, 10, 0, NULL), 0);
	expect_within(c.brier, .211, 1e-12, "Brier");
	expect_within(c.reliability, .0193333333, 5.1e-11, "reliability");
	expect_within(c.resolution, .0483333333, 5.1e-11, "resolution");
	expect_within(c.uncertainty, .24, 1e-12, "uncertainty");
	expect_within(c.skill, .1208333333, 5.1e-11, "skill");
	expect_within(c.expected_error, .13, 1e-12, "ECE");
	expect_within(c.most_error, .2, 1e-12, "MCE");
	expect_within(c.log_loss, .6222616883, 5.1e-11, "log loss");
	expect_within(c.spiegelhalter, .8391463917, 5.1e-11, "Spiegelhalter");
	expect_within(c.within_variance, 0, 1e-15, "within");
	assert_int_equal(c.bins_length, 4);
	assert_int_equal(c.bins[0].n, 4);
	expect_within(c.bins[1].outcome, 1. / 3, 1e-12, "a bin's outcome");
	sd_calibration_release(&c);
	expect_within(sd_area_under_curve(first_p, first_o, 10), .7083333333, 5.1e-11, "AUC");
	double log_odds[10];
	struct sd_platt platt;
	for (size_t i = 0; i < 10; i++)
		log_odds[i] = log(first_p[i] / (1 - first_p[i]));
	assert_int_equal(sd_platt_fit(&platt, log_odds, first_o, 10, NULL), 0);
	expect_within(platt.intercept, -.10479735, 5.1e-9, "intercept");
	expect_within(platt.slope, .58671341, 5.1e-9, "slope");
}

static void by_equal_bins(void **state)
{
	(void)state;
	static const double p[] = {.05, .15, .12, .33, .38, .45, .62, .71, .88, .93};
	static const unsigned char o[] = {0, 0, 1, 0, 0, 1, 1, 0, 1, 1};
	struct sd_calibration c;
	assert_int_equal(sd_calibration_measure(&c, p, o, 10, 5, NULL), 0);
	expect_within(c.brier, .2023, 5.1e-5, "Brier");
	expect_within(c.reliability, .07811833, 5.1e-9, "reliability");
	expect_within(c.resolution, .13333333, 5.1e-9, "resolution");
	expect_within(c.uncertainty, .25, 1e-12, "uncertainty");
	expect_within(c.within_variance, .00118167, 5.1e-9, "within variance");
	expect_within(c.within_covariance, -.00633333, 5.1e-9, "within covariance");
	expect_within(c.expected_error, .246, 1e-12, "ECE");
	expect_within(c.reliability - c.resolution + c.uncertainty + c.within_variance - c.within_covariance, c.brier,
		      1e-14, "the parts add up");
	sd_calibration_release(&c);
}

static void isotonic(void **state)
{
	(void)state;
	static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8}, y[] = {0, 1, 0, 0, 1, 1, 0, 1};
	static const double wanted[] = {0, 1. / 3, 1. / 3, 1. / 3, 2. / 3, 2. / 3, 2. / 3, 1};
	struct sd_isotonic fit;
	sd_isotonic_fit(&fit, x, y, NULL, 8);
	assert_int_equal(fit.length, 8);
	for (size_t i = 0; i < 8; i++)
		expect_within(fit.fitted[i], wanted[i], 1e-12, "isotonic");
	sd_isotonic_release(&fit);
}

static void logistic(void **state)
{
	(void)state;
	static const double x[] = {-2, -1.5, -1, -.5, 0, .5, 1, 1.5, 2, 2.5};
	static const unsigned char y[] = {0, 0, 1, 0, 0, 1, 0, 1, 1, 1};
	struct sd_platt platt;
	assert_int_equal(sd_platt_fit(&platt, x, y, 10, NULL), 0);
	expect_within(platt.intercept, -.2718483569, 2e-10, "intercept");
	/* R's glm() stops where the deviance moves by 1e-8 of itself. */
	expect_within(platt.slope, 1.0873934274, 2e-10, "slope");
	expect_within(platt.intercept_error, .8049023623, 5e-6, "its error");
	expect_within(platt.slope_error, .6723238566, 5e-6, "its error");
	/* Thirty steps of Newton's, with NumPy. */
	expect_within(platt.slope, 1.0873934275076804, 1e-12, "slope");
	expect_within(platt.intercept_error, .80490518310501, 1e-10, "its error");
	expect_within(platt.slope_error, .6723285955320385, 1e-10, "its error");
	expect_within(platt.deviance, 9.883159967, 5.1e-10, "deviance");
	expect_within(platt.null_deviance, 13.86294361, 5.1e-9, "null deviance");
	expect_within(1 - platt.deviance / platt.null_deviance, .2870807064, 5.1e-11, "McFadden");
}

/* Chances from 0 to 10 (Juster 1966), of a thousand people made up. */
static void beta_binomial(void **state)
{
	(void)state;
	static const double counts[] = {420, 90, 70, 60, 45, 60, 40, 50, 60, 45, 60};
	struct sd_beta_binomial fit;
	assert_int_equal(sd_beta_binomial_fit(&fit, counts, 10, NULL), 0);
	expect_within(fit.alpha, .26710583678, 2e-9, "alpha, the root of the slope by SciPy");
	expect_within(fit.beta, .65813918957, 5e-9, "beta");
	/* Published of a search that stopped a little before the top. */
	expect_within(fit.alpha, .26710582, 3e-8, "alpha");
	expect_within(fit.beta, .65813916, 1e-7, "beta");
	assert_true(fit.log_likelihood >= sd_beta_binomial_log_likelihood(.26710582, .65813916, counts, 10) - 1e-9);
	expect_within(fit.log_likelihood, -2009.46065078, 5.1e-9, "log likelihood");
	expect_within(fit.alpha / (fit.alpha + fit.beta), .28868659, 5e-8, "mean");
	expect_within(sd_beta_binomial_share(&fit, 10), .91531128, 5e-8, "share");
	struct sd_beta_binomial given = {1.2, 2.8, 0};
	expect_within(sd_beta_binomial_expected(&given, 8, 10), .6571428571, 5.1e-11, "expected");
	expect_within(sd_beta_binomial_share(&given, 10), .7142857143, 5.1e-11, "share");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_distinct_forecasts), cmocka_unit_test(by_equal_bins), cmocka_unit_test(isotonic),
		cmocka_unit_test(logistic), cmocka_unit_test(beta_binomial),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
