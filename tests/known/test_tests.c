/* SPDX-License-Identifier: MIT */
/* Tests of differences, and of many at once, against figures computed apart (R and SciPy). */
#include "base/hash.h"
#include "known/near.h"
#include "stats/did.h"
#include "stats/multiple.h"
#include "stats/special.h"
#include "stats/test.h"

static void two_by_two(void **state)
{
	(void)state;
	static const double table[] = {40, 10, 25, 25};
	struct sd_test pearson = sd_chi_squared_table(table, 2, 2), shares = sd_two_shares(40, 50, 25, 50);
	expect_within(pearson.statistic, 9.8901098901, 5.1e-11, "chi squared");
	expect_within(pearson.p, .0016616945, 5.1e-11, "p");
	expect_within(shares.statistic * shares.statistic, 9.8901098901, 5.1e-11, "z squared");
	expect_within(shares.p, .0016616945, 5.1e-11, "p of z");
	expect_within(sd_cramer_v(table, 2, 2), .3144854510, 5.1e-11, "V");
	struct sd_odds_ratio odds = sd_odds_ratio(40, 10, 25, 25);
	expect_within(odds.ratio, 4, 1e-12, "odds ratio");
	expect_within(odds.log_error, .4527692569, 5.1e-11, "its error");
	expect_within(odds.low, 1.6468805525, 5.1e-11, "low");
	expect_within(odds.high, 9.7153372634, 5.1e-11, "high");
	expect_within(sd_fisher_p(40, 10, 25, 25), .0030520593364333, 5.1e-16, "Fisher, by fractions");
	struct sd_mcnemar changed = sd_mcnemar(25, 10);
	expect_within(changed.chi_squared, 6.4285714286, 5.1e-11, "McNemar");
	expect_within(changed.corrected, 5.6, 1e-12, "McNemar, corrected");
	expect_within(changed.exact_p, .0166738478, 5.1e-11, "McNemar, exact");
}

static void ranks(void **state)
{
	(void)state;
	static const double ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, swapped[] = {2, 1, 4, 3, 6, 5, 8, 7, 10, 9},
			    five[] = {1, 2, 3, 4, 5}, mixed[] = {3, 1, 2, 5, 4}, shifted[] = {3, 4, 5, 6, 7};
	double s;
	expect_within(sd_spearman(ten, swapped, 10), .9393939394, 5.1e-11, "Spearman");
	expect_within(sd_kendall(five, mixed, 5, &s), .4, 1e-12, "Kendall");
	expect_within(sd_kendall_p(s, 5), .4833333, 5.1e-8, "Kendall, exact p");
	struct sd_test u = sd_mann_whitney(five, 5, shifted, 5);
	expect_within(u.statistic, 4.5, 1e-12, "U");
	expect_within(u.p, .1138462980, 5.1e-11, "its p");
}

/* Once a week said, twelve weeks watched, five visits seen. */
static void frequency(void **state)
{
	(void)state;
	double low, high;
	expect_within(sd_poisson_at_most(5, 12), .0203410294, 5.1e-11, "five or fewer");
	expect_within(sd_poisson_p(5, 12), .0416207988, 5.1e-11, "two-sided");
	sd_poisson_range(12, &low, &high);
	expect_within(low, 6, 0, "from");
	expect_within(high, 19, 0, "to");
}

static const double before[] = {10, 12, 8, 11, 9, 10, 12, 7}, after[] = {6, 9, 5, 6, 9, 11, 11, 8};
static const unsigned char treated[] = {1, 1, 1, 1, 0, 0, 0, 0};

static void difference_in_differences(void **state)
{
	(void)state;
	struct sd_did did;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_did(before, after, treated, 8, &did, &err), 0);
	static const double means[] = {10.25, 6.5, 9.5, 9.75};
	const double got[] = {did.treated_before, did.treated_after, did.control_before, did.control_after};
	for (size_t i = 0; i < 4; i++)
		expect_within(got[i], means[i], 1e-12, "mean");
	expect_within(did.difference, -4, 1e-12, "difference");
	expect_within(did.pooled_error, 1.7677669530, 5.1e-11, "least squares");
	expect_within(did.cluster_error, .58630197, 5.1e-9, "CR0");
	expect_within(did.corrected_error, .7007648882, 5.1e-11, "CR1");
	expect_within(did.welch.t, -5.9083916, 5.1e-8, "t");
	expect_within(did.welch.df, 6, 1e-9, "df");
	expect_within(did.welch.p, .00104547, 5.1e-9, "p");
	expect_within(did.welch.low, -5.656567154, 5.1e-10, "low");
	expect_within(did.welch.high, -2.343432846, 5.1e-10, "high");
	double change[8];
	for (size_t i = 0; i < 8; i++)
		change[i] = after[i] - before[i];
	expect_within(sd_permutation_p(change, treated, NULL, 8, 0), .0285714286, 5.1e-11, "all 70 deals");
}

static const double p[] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
			   .0459, .3240, .4262, .5719, .6528, .7590, 1};

static void many(void **state)
{
	(void)state;
	static const double wanted[] = {.0015,	.0030, .0095, .035625, .0603,	.063857, .063857, .0645,
					.0765, .486,  .581182, .714875, .753231, .813214, 1};
	double q[15], holm[15], yekutieli[15];
	size_t rejected[3] = {0};
	sd_benjamini_hochberg(p, 15, q);
	sd_holm(p, 15, holm);
	sd_benjamini_yekutieli(p, 15, yekutieli);
	for (size_t i = 0; i < 15; i++) {
		expect_within(q[i], wanted[i], 5.1e-7, "q");
		rejected[0] += q[i] <= .05;
		rejected[1] += holm[i] <= .05;
		rejected[2] += yekutieli[i] <= .05;
	}
	assert_int_equal(rejected[0], 4);
	assert_int_equal(rejected[1], 3);
	assert_int_equal(rejected[2], 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_by_two), cmocka_unit_test(ranks), cmocka_unit_test(frequency),
		cmocka_unit_test(difference_in_differences), cmocka_unit_test(many),
	};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
