/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include <math.h>

#include "do/orders.h"
#include "do/rhythm.h"

static void the_nearest_rank_is_a_value_that_is_there(void **state)
{
	(void)state;
	const int32_t ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	assert_int_equal(sd_nearest_rank(ten, 10, 90), 9);
	assert_int_equal(sd_nearest_rank(ten, 10, 91), 10);
	assert_int_equal(sd_nearest_rank(ten, 10, 100), 10);
	assert_int_equal(sd_nearest_rank(ten, 10, 1), 1);
	assert_int_equal(sd_nearest_rank(ten, 9, 90), 9); /* ⌈8.1⌉ */
	assert_int_equal(sd_nearest_rank(ten, 1, 90), 1);
	assert_int_equal(sd_nearest_rank(ten, 5, 30), 2); /* ⌈1.5⌉ */
	int32_t many[1001];
	for (int i = 0; i < 1001; i++)
		many[i] = i + 1;
	assert_int_equal(sd_nearest_rank(many, 1001, 90), 901); /* ⌈900.9⌉ */
	assert_int_equal(sd_nearest_rank(many, 1000, 90), 900);
}

static void the_median_gap(void **state)
{
	(void)state;
	int32_t gaps[] = {9, 1, 4, 2};
	assert_float_equal(sd_gap_median(gaps, 4), 3, 0);
	int32_t odd[] = {9, 1, 4};
	assert_float_equal(sd_gap_median(odd, 3), 4, 0);
	assert_true(isnan(sd_gap_median(odd, 0)));
}

static void regularity_by_minkas_formula(void **state)
{
	(void)state;
	/* Ten gaps, five of 1 and five of 2 days: s = ln 1.5 − ½ ln 2 = 0.0588915178, k = 8.6500885 by hand. */
	int32_t gaps[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
	double s = log(1.5) - log(2) / 2;
	double k = (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
	assert_true(fabs(sd_gamma_shape(gaps, 10) - k) < 1e-12);
	assert_true(fabs(k - 8.65) < 0.01);
	/* Thom's estimator, (1 + √(1 + 4s/3)) / 4s, is near it. */
	assert_true(fabs(k - (1 + sqrt(1 + 4 * s / 3)) / (4 * s)) < 0.02 * k);
	assert_true(isnan(sd_gamma_shape(gaps, 9)));
	for (int i = 0; i < 10; i++)
		gaps[i] = 7;
	assert_true(isnan(sd_gamma_shape(gaps, 10)));
}

static void fifths_of_the_rank_and_ties(void **state)
{
	(void)state;
	int64_t values[10];
	int scores[10];
	for (int i = 0; i < 10; i++)
		values[i] = (i * 7) % 10; /* all of 0 to 9, mixed */
	sd_quintiles(values, 10, scores);
	for (int i = 0; i < 10; i++)
		assert_int_equal(scores[i], values[i] / 2 + 1);
	/* Six tied at the bottom hold ranks 1 to 6, whose middle is 3.5 of 10: the second fifth. */
	const int64_t tied[] = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
	const int expected[] = {2, 2, 2, 2, 2, 2, 4, 4, 5, 5};
	sd_quintiles(tied, 10, scores);
	for (int i = 0; i < 10; i++)
		assert_int_equal(scores[i], expected[i]);
	const int64_t same[] = {5, 5, 5};
	sd_quintiles(same, 3, scores);
	assert_int_equal(scores[0], 3);
	assert_int_equal(scores[2], 3);
	sd_quintiles(same, 0, scores);
}

static struct sd_ledger *ledger_of(const char *csv)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	struct rows *rows = rows_of(csv);
	struct sd_orders orders = SD_ORDERS_INIT;
	const struct sd_orders_names names = {.prefix = "--"};
	orders.days = sd_count_new(SD_ORDERS_WIDTH);
	orders.about = sd_count_new(1);
	assert_int_equal(sd_orders_find(&orders, sd_reader_header(rows->reader), &names, NULL, 0, &notes, &err), 0);
	assert_int_equal(run_rows(rows, sd_orders_pass(&orders), 2, &err), 0);
	struct sd_ledger *ledger = sd_ledger_new(orders.days, SD_NO_DAY, &err);
	assert_non_null(ledger);
	sd_count_free(orders.days);
	sd_count_free(orders.about);
	sd_orders_release(&orders);
	sd_str_release(&notes);
	free_rows(rows);
	return ledger;
}

static void the_horizon_in_whole_weeks_within_bounds(void **state)
{
	(void)state;
	static const struct {
		const char *csv, *before;
		int horizon;
	} cases[] = {
		{"id,date\na,2024-01-01\na,2024-01-31\n", "2024-02-01", 35},	 /* 30 days */
		{"id,date\na,2024-01-01\na,2024-02-05\n", "2024-02-06", 35},	 /* 35 days: already whole weeks */
		{"id,date\na,2024-01-01\na,2024-01-31\n", "2024-01-31", 0},	 /* the second is not before */
		{"id,date\na,2024-01-01\na,2024-01-03\n", "2024-02-01", 28},	 /* at least */
		{"id,date\na,2020-01-01\na,2024-01-03\n", "2024-02-01", 364},	 /* at most */
		{"id,date\na,2024-01-01\nb,2024-01-31\n", "2024-02-01", 0},	 /* nobody twice */
		{"id,date\na,2024-01-01\na,2024-01-01\n", "2024-02-01", 0},	 /* one purchase day */
		{"id,date,amount\na,2024-01-01,5\na,2024-01-31,5\na,2024-02-29,-5\n", "2024-03-31", 35}, /* no visit */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_ledger *ledger = ledger_of(cases[i].csv);
		struct sd_moment before;
		assert_true(sd_moment_parse(sd_text_of(cases[i].before), &before));
		assert_int_equal(sd_rhythm_horizon(ledger, before.day), cases[i].horizon);
		sd_ledger_free(ledger);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_rank_is_a_value_that_is_there),
		cmocka_unit_test(the_median_gap),
		cmocka_unit_test(regularity_by_minkas_formula),
		cmocka_unit_test(fifths_of_the_rank_and_ties),
		cmocka_unit_test(the_horizon_in_whole_weeks_within_bounds),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
