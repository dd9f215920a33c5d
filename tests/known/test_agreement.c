/* SPDX-License-Identifier: MIT */
/* Kappa and alpha against the R package irr, NLTK and Krippendorff's example, computed anew. */
#include "base/hash.h"
#include "known/near.h"
#include "stats/agreement.h"

static void cohen(void **state)
{
	(void)state;
	static const double tables[][4] = {{20, 5, 10, 15}, {45, 15, 25, 15}, {25, 35, 5, 35}};
	static const double wanted[] = {.4, .1304347826, .2592592593};
	for (size_t i = 0; i < LENGTH(tables); i++)
		expect_within(sd_cohen_kappa(tables[i], 2, SD_KAPPA_NOMINAL).kappa, wanted[i], 5.1e-11, "two by two");
	/* Eyesight of 7,477 women, right eye by left (Stuart 1953); κ by fractions, z by irr. */
	static const double vision[] = {1520, 266, 124, 66, 234, 1512, 432, 78, 117, 362, 1772, 205, 36, 82, 179, 492};
	static const struct {
		double kappa, z;
	} eyes[] = {{.595388828, 84.581}, {.6523804295, 80.140}, {.7023342525, 60.760}};
	for (int weights = 0; weights < 3; weights++) {
		struct sd_kappa kappa = sd_cohen_kappa(vision, 4, (enum sd_kappa_weights)weights);
		expect_within(kappa.kappa, eyes[weights].kappa, weights ? 5.1e-11 : 5.1e-10, "eyes");
		expect_within(kappa.z, eyes[weights].z, .06, "z");
	}
	static const double same[] = {7, 0, 0, 0};
	assert_true(isnan(sd_cohen_kappa(same, 2, SD_KAPPA_NOMINAL).kappa));
}

static void fleiss(void **state)
{
	(void)state;
	static const double rows[] = {0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1,
				      7, 7, 0, 0, 0, 3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7};
	expect_within(sd_fleiss_kappa(rows, 10, 5).kappa, .2099307044, 5.1e-11, "ten subjects");
}

#define NO NAN

static void krippendorff(void **state)
{
	(void)state;
	static const double first[] = {1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO, 1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3,
				       NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO, 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO};
	static const double second[] = {NO, NO, NO, NO, NO, 3, 4, 1, 2, 1, 1, 3, 3, NO, 3, 1, NO, 2, 1, 3, 3, 4, 3,
					NO, NO, NO, NO, NO, NO, NO, NO, NO, 2, 1, 3, 4, 4, NO, 2, 1, 1, 3, 3, NO, 4};
	static const struct {
		struct sd_alpha_ratings ratings;
		double pairable, alpha[4];
	} cases[] = {{{first, 4, 12, NULL}, 40, {.7434210526, .8153875038, .8491071429, .7974027747}},
		     {{second, 3, 15, NULL}, 26, {.6913580247, .8067214199, .8108448928, .8089436708}}};
	for (size_t i = 0; i < LENGTH(cases); i++)
		for (int level = 0; level < 4; level++) {
			double pairable;
			double alpha = sd_krippendorff_alpha(&cases[i].ratings, (enum sd_alpha_level)level, &pairable);
			expect_within(alpha, cases[i].alpha[level], 5.1e-11, "alpha");
			expect_within(pairable, cases[i].pairable, 1e-9, "pairable ratings");
		}
	static const double dresses[] = {1, 1, 0, 0, 0, NO}; /* three coders of two */
	struct sd_alpha_ratings two = {dresses, 3, 2, NULL};
	expect_within(sd_krippendorff_alpha(&two, SD_ALPHA_NOMINAL, NULL), -1. / 3, 1e-6, "dresses");
	/* The interval holds α, and a unit that counts twice is one that is there twice. */
	struct sd_interval interval = sd_krippendorff_interval(&cases[0].ratings, SD_ALPHA_NOMINAL, NULL, 1000);
	assert_true(interval.low > .3 && interval.low < .7 && interval.high > .8 && interval.high <= 1);
	static const double weight[] = {2, 1, 1, 1}, four[] = {1, 2, 1, 3, 2, 2, 1, 1},
			    five[] = {1, 1, 2, 1, 3, 2, 2, 2, 1, 1};
	struct sd_alpha_ratings weighted = {four, 2, 4, weight}, twice = {five, 2, 5, NULL};
	expect_within(sd_krippendorff_alpha(&weighted, SD_ALPHA_NOMINAL, NULL),
		      sd_krippendorff_alpha(&twice, SD_ALPHA_NOMINAL, NULL), 1e-12, "weighted");
}

static void found(void **state)
{
	(void)state;
	struct sd_found f = sd_found_of(8, 2, 8);
	expect_within(f.precision, .8, 1e-12, "precision");
	expect_within(f.recall, .5, 1e-12, "recall");
	expect_within(f.f1, 8. / 13, 1e-12, "F1");
	expect_within(f.precision_interval.low, .490162, 5.1e-7, "its interval");
	assert_true(isnan(sd_found_of(0, 0, 3).precision) && sd_found_of(0, 0, 3).f1 <= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(cohen), cmocka_unit_test(fleiss),
					   cmocka_unit_test(krippendorff), cmocka_unit_test(found)};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
