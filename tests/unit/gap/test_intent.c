/* SPDX-License-Identifier: MIT */
#include "gap_of.h"

#include <math.h>

#include "gap/frame.h"
#include "gap/intent.h"

static void a_level_is_a_whole_score_of_the_scale(void **state)
{
	(void)state;
	enum { ONE = SD_DECIMAL_UNIT };
	assert_int_equal(sd_scale_level(SD_SCALE_JUSTER, 0, false), 0);
	assert_int_equal(sd_scale_level(SD_SCALE_JUSTER, 10 * ONE, false), 10);
	assert_int_equal(sd_scale_level(SD_SCALE_LIKERT5, 1 * ONE, false), 0);
	assert_int_equal(sd_scale_level(SD_SCALE_LIKERT5, 1 * ONE, true), 4);
	assert_int_equal(sd_scale_level(SD_SCALE_LIKERT5, 0, false), -1);
	assert_int_equal(sd_scale_level(SD_SCALE_NPS, 11 * ONE, false), -1);
	assert_int_equal(sd_scale_level(SD_SCALE_NPS, 7 * ONE + 5000, false), -1);
}

/* Juster counts of SCIENCE 6.2: alpha .26710582, beta .65813916, mean stated .2965. Outcomes of one level each:
 * isotonic is pooled where it falls. */
static void curves_are_those_of_the_published_formulas(void **state)
{
	(void)state;
	struct sd_intent intent = {.scale = SD_SCALE_JUSTER,
				   .n = {420, 90, 70, 60, 45, 60, 40, 50, 60, 45, 60},
				   .done = {42, 9, 14, 6, 9, 12, 8, 10, 12, 18, 24}};
	struct sd_intent_curves curves;
	sd_intent_curves(&intent, &curves);
	assert_true(fabs(curves.alpha - .26710582) < 1e-6 && fabs(curves.beta - .65813916) < 1e-6);
	assert_true(fabs(curves.bias - (.2965 - .164)) < 1e-12);
	/* 0.1, 0.1, then 20 of 130 (0.2 before 0.1), 0.2, and 42 of 105. */
	const double isotonic[] = {.1, .1, 20. / 130, 20. / 130, .2, .2, .2, .2, .2, .4, .4};
	for (size_t i = 0; i < 11; i++)
		assert_true(fabs(curves.isotonic[i] - isotonic[i]) < 1e-12);
	double total = .26710582 + .65813916 + 10;
	assert_true(fabs(curves.true_intent[8] - ((.26710582 + 8) / total - .1325)) < 1e-6);
	assert_true(curves.true_intent[0] >= 0 && curves.true_intent[0] < 1e-9);
}

static void a_calibration_is_read_as_it_was_written(void **state)
{
	(void)state;
	struct sd_intent intent = {.scale = SD_SCALE_LIKERT5,
				   .n = {1, 2, 3, 4, 50},
				   .done = {0, 1, 1, 2, 49},
				   .first = sd_day_of(2024, 2, 1),
				   .last = SD_NO_DAY,
				   .horizon = 28},
			 read;
	struct sd_str text = SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	sd_intent_write(&intent, &text);
	assert_int_equal(sd_intent_read(&read, "f", sd_str_text(&text), &err), 0);
	assert_int_equal(read.scale, intent.scale);
	assert_memory_equal(read.n, intent.n, sizeof read.n);
	assert_memory_equal(read.done, intent.done, sizeof read.done);
	assert_int_equal(read.first, intent.first);
	assert_int_equal(read.last, SD_NO_DAY);
	assert_int_equal(read.horizon, 28);
	/* Cut off anywhere but behind its last line's end, it is none. */
	for (size_t length = 0; length + 1 < text.length; length++) {
		assert_int_equal(sd_intent_read(&read, "f", (struct sd_text){text.data, length}, &err), -1);
		assert_true(strncmp(err.message.data, "f:", 2) == 0);
		sd_error_clear(&err);
	}
	static const char *const bad[] = {
		"#saydo-calibration\t1\tlikert7\n#end\n", "#saydo-calibration\t1\tlikert5\nlevel\t1\t2\t3\n#end\n",
		"#saydo-calibration\t1\tlikert5\nlevel\t2\t2\t1\n#end\n",
		"#saydo-calibration\t1\tlikert5\nhorizon\t-1\n#end\n",
		"#saydo-calibration\t1\tlikert5\nlevel\t1\t99999999999999999999\t1\n#end\n"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(sd_intent_read(&read, "f", sd_text_of(bad[i]), &err), -1);
		sd_error_clear(&err);
	}
	sd_str_release(&text);
	sd_error_release(&err);
}

/* Eight customers; the four who answered are three who spent much and one who spent little, all lately but one. */
static const char orders[] = "customer_id,time,amount\n"
			     "A1,2024-01-30,40\nA2,2024-01-30,40\nA3,2024-01-10,40\nA4,2024-01-30,10\n"
			     "B1,2024-01-30,40\nB2,2024-01-10,10\nB3,2024-01-10,10\nB4,2024-01-10,40\n"
			     "A1,2024-02-20,1\nB1,2024-06-01,1\n";
static const char survey[] = "id,date,score\nA1,2024-02-01,9\nA2,2024-02-01,9\nA3,2024-02-01,9\nA4,2024-02-01,3\n"
			     "X1,2024-02-01,2\nA9,2024-02-01,9\n";

static void judge(struct sd_gap *gap, struct rows **rows, bool rake)
{
	sd_gap_init(gap);
	gap->windows.horizon = 28;
	gap->expects = false;
	gap->rake = rake;
	const char *const sources[] = {orders, NULL, NULL, NULL};
	*rows = read_gap(gap, survey, 1, 1, &no_names, sources);
	judge_gap(gap);
}

/* Three of eight customers spent 10, five 40; half were last seen on the 10th, half on the 30th. */
static void raking_gives_respondents_the_customers_margins(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows;
	judge(&gap, &rows, true);
	const struct sd_frame *frame = &gap.frame;
	assert_int_equal(frame->length, 8);
	assert_int_equal(frame->asked, 4);
	assert_int_equal(frame->classes_length[SD_FRAME_VALUE], 2);
	assert_int_equal(frame->classes[SD_FRAME_VALUE][0].high, 10 * SD_DECIMAL_UNIT);
	assert_int_equal(frame->classes[SD_FRAME_VALUE][0].asked, 1);
	assert_int_equal(frame->classes[SD_FRAME_VALUE][1].asked, 3);
	assert_int_equal(frame->classes_length[SD_FRAME_RECENCY], 2);
	/* A4 alone spent little and stands for 3/8 of 4; A3 alone was seen early and stands for half of 4; A1 and A2
	 * are left with a quarter each. (Σw)² / Σw² = 16 / 6.375. */
	const double weights[] = {.25, .25, 2, 1.5};
	for (size_t i = 0; i < 4; i++)
		assert_true(fabs(gap.answers.items[i].weight - weights[i]) < 1e-8);
	assert_true(fabs(frame->effective_n - 16 / 6.375) < 1e-8);
	assert_true(fabs(frame->classes[SD_FRAME_VALUE][0].weight - 1.5) < 1e-8);
	assert_true(fabs(frame->means[SD_FRAME_VALUE].frame - 28.75) < 1e-12);
	assert_true(fabs(frame->means[SD_FRAME_VALUE].asked - 32.5) < 1e-12);
	assert_true(fabs(frame->means[SD_FRAME_VALUE].raked - 28.75) < 1e-8);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void differences_are_standardised(void **state)
{
	(void)state;
	/* (.75 − .5) / √((.1875 + .25) / 2) */
	assert_true(fabs(sd_share_difference(.75, .5) - .25 / sqrt(.21875)) < 1e-12);
	assert_true(isnan(sd_share_difference(1, 1)) && isnan(sd_mean_difference(1, 0, 2, 0)));
	assert_true(fabs(sd_mean_difference(3, 1, 1, 3) - 2 / sqrt(5)) < 1e-12);
}

/* A1 stays; A2 and A3 leave and A9 is not known, happy all; A4 leaves and X1 is not known, unhappy both. */
static void bounds_take_the_unknown_for_all_or_none(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows;
	judge(&gap, &rows, false);
	char *table = write_gap(&gap, rows, SD_TABLE_BOUNDS);
	assert_non_null(strstr(table, "happy,1,2,1,0.3333,0.2500,0.5000,"));
	assert_non_null(strstr(table, "\nunhappy,0,1,1,0.0000,0.0000,0.5000,"));
	assert_non_null(strstr(table, "\nhappy-unhappy,,,,0.3333,-0.2500,0.5000,,"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void nobody_has_a_mean(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct sd_str said = SD_STR_INIT, bought = SD_STR_INIT;
	sd_str_adds(&said, "id,date,score\na1,2024-06-01,10\n");
	sd_str_adds(&bought, "id,date,amount\nx1,2024-01-05,10\nx1,2025-01-05,10\n");
	sd_gap_init(&gap);
	gap.windows.horizon = 28;
	gap.scale = SD_SCALE_NPS;
	struct rows *rows = judged_gap(&gap, &said, &bought);
	char *table = write_gap(&gap, rows, SD_TABLE_INTENT);
	assert_non_null(strstr(table, "\nall,all,0,0,0,,,,,,,,,,,,\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_level_is_a_whole_score_of_the_scale),
		cmocka_unit_test(curves_are_those_of_the_published_formulas),
		cmocka_unit_test(a_calibration_is_read_as_it_was_written),
		cmocka_unit_test(raking_gives_respondents_the_customers_margins),
		cmocka_unit_test(differences_are_standardised),
		cmocka_unit_test(bounds_take_the_unknown_for_all_or_none),
		cmocka_unit_test(nobody_has_a_mean),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
