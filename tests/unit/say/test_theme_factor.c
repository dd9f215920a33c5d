/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "say/theme_factor.h"

enum { LENGTH = 12, GROUPS = 3 };

/* Three groups of four: alike within, hardly between. */
static void blocks(double *matrix)
{
	for (size_t i = 0; i < LENGTH; i++)
		for (size_t j = 0; j < LENGTH; j++)
			matrix[i * LENGTH + j] = i % GROUPS == j % GROUPS ? 4 - (double)(i % GROUPS) : 0.01;
}

static void groups_come_apart(void **state)
{
	double matrix[LENGTH * LENGTH], factor[LENGTH * GROUPS], again[LENGTH * GROUPS];
	size_t of[LENGTH];
	(void)state;
	blocks(matrix);
	sd_theme_factor(matrix, LENGTH, GROUPS, 100, factor);
	sd_theme_factor(matrix, LENGTH, GROUPS, 100, again);
	assert_memory_equal(factor, again, sizeof factor);
	for (size_t i = 0; i < LENGTH; i++) {
		of[i] = 0;
		for (size_t k = 1; k < GROUPS; k++)
			if (factor[i * GROUPS + k] > factor[i * GROUPS + of[i]])
				of[i] = k;
		for (size_t j = 0; j < i; j++)
			assert_int_equal(of[i] == of[j], i % GROUPS == j % GROUPS);
	}
}

/* A ≈ WWᵀ: what is taken apart can be put together. */
static void the_sum_of_the_groups_is_the_matrix(void **state)
{
	double matrix[LENGTH * LENGTH], factor[LENGTH * GROUPS];
	(void)state;
	blocks(matrix);
	sd_theme_factor(matrix, LENGTH, GROUPS, 500, factor);
	for (size_t i = 0; i < LENGTH; i++)
		for (size_t j = 0; j < LENGTH; j++) {
			double sum = 0;
			for (size_t k = 0; k < GROUPS; k++)
				sum += factor[i * GROUPS + k] * factor[j * GROUPS + k];
			assert_true(fabs(sum - matrix[i * LENGTH + j]) < 0.05);
		}
}

static void nothing_alike_and_as_many_groups_as_terms(void **state)
{
	double none[4] = {0, 0, 0, 0}, factor[4];
	(void)state;
	sd_theme_factor(none, 2, 2, 10, factor);
	for (size_t i = 0; i < 4; i++)
		assert_true(isfinite(factor[i]) && factor[i] >= 0);
}

/* The best sum of n! pairings, by trying all. */
static double best_by_trying(const double *gain, size_t length, size_t row, unsigned used)
{
	double best = row == length ? 0 : -INFINITY;
	for (size_t j = 0; row < length && j < length; j++)
		if (!(used & 1u << j))
			best = fmax(best,
				    gain[row * length + j] + best_by_trying(gain, length, row + 1, used | 1u << j));
	return best;
}

static void pairings_are_the_best_of_all(void **state)
{
	uint64_t draw = 1;
	(void)state;
	for (size_t trial = 0; trial < 200; trial++) {
		size_t length = 1 + trial % 6, match[6];
		double gain[36], sum = 0;
		unsigned used = 0;
		for (size_t i = 0; i < length * length; i++) {
			draw = draw * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			gain[i] = (double)(draw >> 60);
		}
		sd_best_matching(gain, length, match);
		for (size_t i = 0; i < length; i++) {
			assert_false(used & 1u << match[i]);
			used |= 1u << match[i];
			sum += gain[i * length + match[i]];
		}
		assert_true(fabs(sum - best_by_trying(gain, length, 0, 0)) < 1e-9);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_come_apart),
		cmocka_unit_test(the_sum_of_the_groups_is_the_matrix),
		cmocka_unit_test(nothing_alike_and_as_many_groups_as_terms),
		cmocka_unit_test(pairings_are_the_best_of_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
