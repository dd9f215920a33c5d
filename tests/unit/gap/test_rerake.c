/* SPDX-License-Identifier: MIT */
#include "gap_of.h"

#include <math.h>

#include "gap/rerake.h"

enum { CELL_A1 = SD_RERAKE_CLASSES + 0, CELL_A3 = SD_RERAKE_CLASSES + 1, CELL_A4 = 0 };

/* Of eight customers three were of the lower class of value, and four each of the classes of recency. A1 and A2 are of
 * one cell; A3 alone is of the later class, A4 alone of the lower one. */
static struct sd_reraking eight_customers(void)
{
	struct sd_reraking reraking = {.target = {{3, 5}, {4, 4}}, .classes = {2, 2}};
	for (size_t i = 0; i <= SD_RERAKE_CELLS; i++)
		reraking.given[i] = 1;
	reraking.given[CELL_A1] = .25;
	reraking.given[CELL_A3] = 2;
	reraking.given[CELL_A4] = 1.5;
	return reraking;
}

static void expect_weights(double a1, double a2, double a3, double a4, double wanted1, double wanted3, double wanted4)
{
	struct sd_reraking reraking = eight_customers();
	double people[SD_RERAKE_CELLS] = {0}, weight[SD_RERAKE_CELLS + 1];
	people[CELL_A1] = a1 + a2;
	people[CELL_A3] = a3;
	people[CELL_A4] = a4;
	sd_rerake_cells(&reraking, people, weight);
	assert_true(fabs(weight[CELL_A1] - wanted1) < 1e-8);
	assert_true(fabs(weight[CELL_A3] - wanted3) < 1e-8);
	assert_true(fabs(weight[CELL_A4] - wanted4) < 1e-8);
	assert_true(fabs(weight[SD_RERAKE_CELLS] - 1) < 1e-12);
}

static void a_draw_has_the_customers_margins(void **state)
{
	(void)state;
	expect_weights(1, 1, 1, 1, .25, 2, 1.5);
	expect_weights(3, 3, 3, 3, .25, 2, 1.5);
	/* Of five: A4 twice stands for 3/8, A3 for a half, and A1 and A2 for the eighth that is left. */
	expect_weights(0, 2, 1, 2, 5. / 16, 2.5, 15. / 16);
}

static void an_empty_class_joins_its_neighbour(void **state)
{
	(void)state;
	/* Without A4 there is one class of value: half of three for A3, half for A1 and A2. */
	expect_weights(1, 1, 1, 0, .75, 1.5, 1.5);
	/* Without A3 one of recency: 3/8 of three for A4, 5/8 for A1 and A2. */
	expect_weights(1, 1, 0, 1, 15. / 16, 2, 9. / 8);
}

static void classes_are_joined_until_margins_can_be_met(void **state)
{
	(void)state;
	/* A3 alone would have to be a half and five eighths: of classes of two there is one, and all count the same. */
	expect_weights(0, 0, 1, 1, .25, 1, 1);
}

static void weights_stay_where_nobody_is_drawn(void **state)
{
	(void)state;
	expect_weights(0, 0, 0, 0, .25, 2, 1.5);
}

/* Forty customers who spent little and all stay, forty who spent much and all leave; of these twice as many answer. */
static struct rows *two_kinds(struct sd_gap *gap)
{
	struct sd_str survey = SD_STR_INIT, orders = SD_STR_INIT;
	sd_str_adds(&survey, "id,date,score\n");
	sd_str_adds(&orders, "id,date,amount\nz,2024-12-01,1\n");
	for (int i = 0; i < 80; i++) {
		sd_str_addf(&orders, "c%d,2024-01-05,%d\n", i, i % 2 ? 40 : 10);
		if (i % 2 == 0)
			sd_str_addf(&orders, "c%d,2024-06-02,1\n", i);
		if (i < 30 || (i % 2 && i < 60))
			sd_str_addf(&survey, "c%d,2024-06-01,9\n", i);
	}
	sd_gap_init(gap);
	gap->windows.horizon = 28;
	gap->expects = false;
	gap->rake = true;
	gap->draws = 199;
	return judged_gap(gap, &survey, &orders);
}

/* What the margins settle does not vary: with weights as given, the share of who stays would vary with how many of each
 * kind are drawn. */
static void what_margins_settle_does_not_vary(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = two_kinds(&gap);
	static const struct sd_group_row row = {0, SD_NO_GROUP};
	struct sd_group_result result[3];
	assert_int_equal(gap.expectation.asked_length, 45);
	uint32_t *member = sd_alloc(gap.expectation.asked_length, sizeof *member);
	for (size_t i = 0; i < gap.expectation.asked_length; i++)
		member[i] = 1;
	sd_groups_estimate(&gap.expectation, member, 1, &row, 1, gap.draws, 1, result);
	sd_groups_estimate(&gap.expectation, member, 1, &row, 1, gap.draws, 4, result + 1);
	gap.expectation.reraking = NULL;
	sd_groups_estimate(&gap.expectation, member, 1, &row, 1, gap.draws, 1, result + 2);
	for (size_t i = 0; i < 2; i++) {
		const struct sd_estimate *retention = result[i].of + SD_MEASURE_RETENTION;
		assert_true(fabs(retention->value - .5) < 1e-8);
		assert_true(fabs(retention->interval.low - .5) < 1e-8 && fabs(retention->interval.high - .5) < 1e-8);
		const struct sd_interval *spend = &result[i].of[SD_MEASURE_SPEND].interval;
		assert_memory_equal(spend, &result[0].of[SD_MEASURE_SPEND].interval, sizeof *spend);
	}
	const struct sd_interval *fixed = &result[2].of[SD_MEASURE_RETENTION].interval;
	assert_true(fixed->high - fixed->low > .2);
	free(member);
	sd_gap_release(&gap);
	free_rows(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draw_has_the_customers_margins),
		cmocka_unit_test(an_empty_class_joins_its_neighbour),
		cmocka_unit_test(classes_are_joined_until_margins_can_be_met),
		cmocka_unit_test(weights_stay_where_nobody_is_drawn),
		cmocka_unit_test(what_margins_settle_does_not_vary),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
