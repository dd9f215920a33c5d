/* SPDX-License-Identifier: MIT */
/* Efron's law schools: 15 pairs of LSAT and GPA (Efron and Tibshirani 1993, table 3.1). */
#include "base/mem.h"
#include "base/hash.h"
#include "known/near.h"
#include "stats/bootstrap.h"

enum { SCHOOLS = 15, DRAWS = 20000 };
static const double lsat[] = {576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594};
static const double gpa[] = {3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96};

static double correlation(const double *weight)
{
	double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
	for (size_t i = 0; i < SCHOOLS; i++) {
		n += weight[i];
		x += weight[i] * lsat[i];
		y += weight[i] * gpa[i];
	}
	for (size_t i = 0; i < SCHOOLS; i++) {
		double dx = lsat[i] - x / n, dy = gpa[i] - y / n;
		xx += weight[i] * dx * dx;
		yy += weight[i] * dy * dy;
		xy += weight[i] * dx * dy;
	}
	return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

static void law_schools(void **state)
{
	(void)state;
	double weight[SCHOOLS], left_out[SCHOOLS], *draws = sd_alloc(DRAWS, sizeof *draws);
	for (size_t i = 0; i < SCHOOLS; i++)
		weight[i] = 1;
	double r = correlation(weight);
	expect_within(r, .7763744913, 5.1e-11, "r");
	for (size_t i = 0; i < SCHOOLS; i++) {
		weight[i] = 0;
		left_out[i] = correlation(weight);
		weight[i] = 1;
	}
	expect_within(sd_jackknife_error(left_out, SCHOOLS), .1425186186, 5.1e-11, "jackknife");
	expect_within(sd_acceleration(left_out, SCHOOLS), -.0756715649, 5.1e-11, "acceleration");
	/* The figures draw 15 of 15 with replacement. */
	for (uint64_t d = 0; d < DRAWS; d++) {
		for (size_t i = 0; i < SCHOOLS; i++)
			weight[i] = 0;
		for (uint64_t i = 0; i < SCHOOLS; i++)
			weight[sd_hash_sample((const char *)&i, sizeof i, d) % SCHOOLS]++;
		draws[d] = correlation(weight);
	}
	struct sd_interval bca = sd_bca_interval(r, draws, DRAWS, left_out, SCHOOLS);
	struct sd_interval percentile = sd_percentile_interval(draws, DRAWS);
	expect_within(percentile.low, .464, .02, "percentile, low");
	expect_within(percentile.high, .962, .02, "percentile, high");
	expect_within(bca.low, .338, .02, "BCa, low");
	expect_within(bca.high, .940, .02, "BCa, high");
	free(draws);
}

static void weights_are_poisson(void **state)
{
	(void)state;
	double seen[8] = {0}, expected = exp(-1);
	enum { TRIALS = 200000 };
	for (uint64_t i = 0; i < TRIALS; i++) {
		unsigned weight = sd_poisson_weight(i % 2 ? SD_TEXT("ada") : SD_TEXT("bob"), i / 2);
		seen[weight < 7 ? weight : 7]++;
	}
	for (int k = 0; k < 6; k++) {
		expect_within(seen[k] / TRIALS, expected, 4 * sqrt(expected * (1 - expected) / TRIALS), "share");
		expected /= k + 1;
	}
	/* The same for the same. */
	unsigned first[12];
	for (uint64_t d = 0; d < 12; d++)
		first[d] = sd_poisson_weight(SD_TEXT("person 7"), d);
	for (uint64_t d = 0; d < 12; d++)
		assert_int_equal(sd_poisson_weight(SD_TEXT("person 7"), d), first[d]);
}

/* The mean of 400 values made up: the draws' interval is that of the t distribution, within the error of 2,000
 * draws. */
static void a_mean(void **state)
{
	(void)state;
	enum { PEOPLE = 400, FEWER = 2000 };
	double value[PEOPLE], draws[FEWER], sum = 0, squares = 0;
	for (uint64_t i = 0; i < PEOPLE; i++) {
		value[i] = (double)(sd_hash_sample((const char *)&i, sizeof i, 99) % 1000);
		sum += value[i];
		squares += value[i] * value[i];
	}
	for (uint64_t d = 0; d < FEWER; d++) {
		double people = 0, drawn = 0;
		for (uint64_t i = 0; i < PEOPLE; i++) {
			unsigned weight = sd_poisson_weight((struct sd_text){(const char *)&i, sizeof i}, d);
			people += weight;
			drawn += weight * value[i];
		}
		draws[d] = drawn / people;
	}
	struct sd_interval t = sd_mean_interval(PEOPLE, sum, squares), drawn = sd_percentile_interval(draws, FEWER);
	double half = (t.high - t.low) / 2;
	expect_within(drawn.low, t.low, .1 * half, "low");
	expect_within(drawn.high, t.high, .1 * half, "high");
}

static void edges(void **state)
{
	(void)state;
	double few[] = {1, 2, 3}, many[99], above[60], none[] = {1, 1};
	assert_true(isinf(sd_percentile_interval(few, 3).low) && isinf(sd_bca_interval(2, few, 3, none, 2).high));
	for (int i = 0; i < 99; i++)
		many[i] = i == 50 ? (double)NAN : 99 - i; /* 98 draws: 1 to 99 without 49 */
	struct sd_interval interval = sd_percentile_interval(many, 99);
	expect_within(interval.low, 2.475, 1e-12, "0.025 of 99");
	expect_within(interval.high, 97.525, 1e-12, "0.975 of 99");
	for (int i = 0; i < 60; i++)
		above[i] = 10 + i;
	struct sd_interval bca = sd_bca_interval(5, above, 60, none, 2), percentile = sd_percentile_interval(above, 60);
	expect_within(bca.low, percentile.low, 0, "no z0");
	expect_within(sd_acceleration(none, 2), 0, 0, "no spread");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(law_schools), cmocka_unit_test(weights_are_poisson),
					   cmocka_unit_test(a_mean), cmocka_unit_test(edges)};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
