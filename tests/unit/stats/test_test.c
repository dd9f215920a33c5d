/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "known/near.h"
#include "stats/did.h"
#include "stats/multiple.h"
#include "stats/special.h"
#include "stats/test.h"

static void nothing_to_test(void **state)
{
	(void)state;
	static const double empty_row[] = {3, 4, 0, 0}, one[] = {1, 1, 1}, values[] = {1, 2};
	static const unsigned char all[] = {1, 1};
	assert_true(isnan(sd_two_shares(0, 10, 0, 20).p) && isnan(sd_two_shares(1, 1, 0, 0).p));
	assert_true(isnan(sd_chi_squared_table(empty_row, 2, 2).p) && isnan(sd_chi_squared_table(one, 1, 3).p));
	assert_true(isnan(sd_welch(one, 3, one, 3).p) && isnan(sd_welch(values, 2, one, 1).t));
	assert_true(isnan(sd_permutation_p(values, all, NULL, 2, 0)));
	assert_true(isnan(sd_spearman(one, values, 2)) && isnan(sd_kendall(one, values, 2, NULL)));
	assert_true(isnan(sd_kendall_p(1, 1)) && isnan(sd_mann_whitney(one, 3, one, 3).p));
	assert_true(sd_mcnemar(0, 0).exact_p >= 1 && sd_mcnemar(4, 4).exact_p >= 1 && sd_mcnemar(4, 4).corrected <= 0);
}

/* A row or a column of nothing changes nothing. */
static void empty_margins(void **state)
{
	(void)state;
	static const double small[] = {12, 5, 3, 9, 4, 11}, padded[] = {12, 0, 5, 3, 0, 0, 0, 0, 9, 0, 4, 11};
	struct sd_test one = sd_chi_squared_table(small, 2, 3), other = sd_chi_squared_table(padded, 3, 4);
	expect_within(one.statistic, other.statistic, 1e-12, "chi squared");
	expect_within(one.df, 2, 0, "df");
	expect_within(one.p, other.p, 1e-14, "p");
	one = sd_g_squared_table(small, 2, 3);
	expect_within(one.statistic, sd_g_squared_table(padded, 3, 4).statistic, 1e-12, "G squared");
	assert_true(one.statistic > 0 && one.p > 0 && one.p < 1);
}

/* Against the sum over every count. */
static void poisson_by_summing(void **state)
{
	(void)state;
	static const double means[] = {.01, .5, 1, 3.7, 12, 40.5};
	for (size_t m = 0; m < LENGTH(means); m++)
		for (int count = 0; count < 90; count++) {
			double seen = sd_poisson(count, means[m]) * (1 + 1e-7), sum = 0;
			for (int k = 0; k < 400; k++) {
				double chance = sd_poisson(k, means[m]);
				sum += chance <= seen ? chance : 0;
			}
			expect_within(sd_poisson_p(count, means[m]), fmin(sum, 1), 1e-12, "p");
		}
	assert_true(sd_poisson_p(0, 0) >= 1 && sd_poisson_p(1, 0) <= 0);
	for (double mean = .02; mean < 500; mean *= 1.7) {
		double low, high;
		sd_poisson_range(mean, &low, &high);
		assert_true(low == 0 || sd_poisson_at_most(low - 1, mean) <= .025);
		assert_true(sd_poisson_at_most(low, mean) >= .025 && sd_poisson_at_most(high, mean) >= .975);
		assert_true(high == 0 || sd_poisson_at_most(high - 1, mean) < .975);
	}
}

static void drawn_permutations(void **state)
{
	(void)state;
	enum { PEOPLE = 40 };
	double values[PEOPLE], turned[PEOPLE];
	unsigned char first[PEOPLE], turned_first[PEOPLE];
	uint64_t keys[PEOPLE], turned_keys[PEOPLE];
	for (size_t i = 0; i < PEOPLE; i++) {
		keys[i] = 1000 + i * i;
		first[i] = i % 2;
		values[i] = (double)(i * 37 % 23) + (i % 2 ? 4 : 0);
	}
	for (size_t i = 0; i < PEOPLE; i++) {
		values[i] = floor(values[i]);
		turned[PEOPLE - 1 - i] = values[i];
		turned_first[PEOPLE - 1 - i] = first[i];
		turned_keys[PEOPLE - 1 - i] = keys[i];
	}
	double p = sd_permutation_p(values, first, keys, PEOPLE, 2000);
	assert_true(p > 0 && p < 1);
	expect_within(sd_permutation_p(turned, turned_first, turned_keys, PEOPLE, 2000), p, 0, "in another order");
	double ones[PEOPLE], others[PEOPLE];
	for (size_t i = 0; i < PEOPLE; i++)
		(i % 2 ? ones : others)[i / 2] = values[i];
	expect_within(p, sd_welch(ones, PEOPLE / 2, others, PEOPLE / 2).p, .03, "near Welch's");
}

static void adjusted(void **state)
{
	(void)state;
	static const double p[] = {.04, NAN, .01, .03, .01};
	double q[5], holm[5], in_place[] = {.04, NAN, .01, .03, .01};
	sd_benjamini_hochberg(p, 5, q);
	sd_holm(p, 5, holm);
	expect_within(q[0], .04, 1e-15, "the largest");
	assert_true(isnan(q[1]) && isnan(holm[1]));
	expect_within(q[2], .02, 1e-15, "ties");
	expect_within(q[4], .02, 1e-15, "ties");
	expect_within(holm[2], .04, 1e-15, "four tests");
	expect_within(holm[0], .06, 1e-15, "never below a smaller p's");
	sd_benjamini_hochberg(in_place, 5, in_place);
	for (size_t i = 0; i < 5; i++)
		assert_true(isnan(q[i]) ? isnan(in_place[i]) : in_place[i] == q[i]);
	sd_benjamini_hochberg(p, 0, q);
}

static void too_few_people(void **state)
{
	(void)state;
	static const double values[] = {1, 2, 3};
	static const unsigned char treated[] = {1, 0, 0};
	struct sd_did did;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_did(values, values, treated, 3, &did, &err), -1);
	assert_non_null(strstr(err.message.data, "1 people"));
	sd_error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_test),    cmocka_unit_test(empty_margins),
		cmocka_unit_test(poisson_by_summing), cmocka_unit_test(drawn_permutations),
		cmocka_unit_test(adjusted),	      cmocka_unit_test(too_few_people),
	};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
