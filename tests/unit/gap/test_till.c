/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gap/till.h"

enum { ROWS = 2000, COLUMNS = 3 };

static double x[ROWS * COLUMNS], y[ROWS], losses[ROWS];
static unsigned char fold[ROWS];
static enum sd_till_block block[COLUMNS] = {SD_TILL_BEHAVIOUR, SD_TILL_SCORE, SD_TILL_CODES};

static double mean_loss(unsigned blocks, bool logistic)
{
	const struct sd_till till = {ROWS, COLUMNS, x, block, y, fold};
	double sum = 0;
	sd_till_losses(&till, blocks, logistic, losses);
	for (size_t i = 0; i < ROWS; i++)
		sum += losses[i];
	return sum / ROWS;
}

/* Four kinds of people of the same number: behaviour ±1, score ±1, staying in 20, 40, 60 and 80 of a hundred; the third
 * column says nothing. */
static void fill(void)
{
	for (size_t i = 0; i < ROWS; i++) {
		double behaves = i & 1 ? 1 : -1, says = i & 2 ? 1 : -1;
		size_t place = i / 4 % 10; /* 0 to 9: stays below 2, 4, 6, 8 */
		x[i * COLUMNS] = behaves;
		x[i * COLUMNS + 1] = says;
		x[i * COLUMNS + 2] = i / 40 & 1 ? 1 : -1;
		y[i] = (double)place < 5 + 2 * behaves + says;
		fold[i] = (unsigned char)(i / 200);
	}
}

/* Brier of the shares themselves: p(1 − p). By nothing 0.25; by behaviour 0.3 and 0.7: 0.21; by both 0.2 0.4 0.6 0.8:
 * 0.2; each a little more for what a fit on nine tenths, drawn towards 0, is off. */
static void staying_is_foreseen_as_well_as_can_be(void **state)
{
	(void)state;
	assert_true(fabs(mean_loss(0, true) - 0.25) < 0.001);
	assert_true(fabs(mean_loss(1, true) - 0.21) < 0.001);
	assert_true(fabs(mean_loss(1 | 2, true) - 0.20) < 0.001);
	assert_true(fabs(mean_loss(1 | 2 | 1U << SD_TILL_CODES, true) - 0.20) < 0.001);
	assert_true(fabs(mean_loss(2, true) - 0.24) < 0.001);
}

static void spend_is_foreseen_by_least_squares(void **state)
{
	(void)state;
	assert_true(fabs(mean_loss(1 | 2, false) - 0.20) < 0.001);
	for (size_t i = 0; i < ROWS; i++)
		y[i] = 30 + 4 * x[i * COLUMNS] - 3 * x[i * COLUMNS + 1];
	assert_true(fabs(mean_loss(0, false) - 25) < 0.01);
	assert_true(fabs(mean_loss(1, false) - 9) < 0.01);
	assert_true(mean_loss(1 | 2, false) < 0.01);
	fill();
}

/* A model of what nobody is left to be fitted on is the mean of the others. */
static void each_fold_is_foreseen_by_the_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		fold[i] = 0;
	assert_true(fabs(mean_loss(1, true) - 0.5) < 1e-12); /* nobody to learn from: 0 is foreseen */
	for (size_t i = 0; i < ROWS; i++) {
		fold[i] = i >= ROWS / 2;
		y[i] = i >= ROWS / 2;
	}
	assert_true(fabs(mean_loss(0, true) - 1) < 1e-12);
	fill();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(staying_is_foreseen_as_well_as_can_be),
		cmocka_unit_test(spend_is_foreseen_by_least_squares),
		cmocka_unit_test(each_fold_is_foreseen_by_the_others),
	};
	fill();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
