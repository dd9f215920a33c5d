/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gap/verdict.h"

static void is(struct sd_finding finding, enum sd_verdict verdict, enum sd_reason reason)
{
	assert_string_equal(sd_verdict_names[finding.verdict], sd_verdict_names[verdict]);
	assert_int_equal(finding.reason, reason);
}

/* Garwood's interval of 5 is 1.6234863902 to 11.6683320793, that of 0 is 0 to 3.6888794541 (SCIENCE 6.3). */
static void a_habit_is_broken_where_its_interval_does_not_meet_what_was_said(void **state)
{
	(void)state;
	/* K's lower end is 14.5854150991 / 1.25: 5 in a year reach 11.6683320793. */
	is(sd_judge_rate(14.58, 14.58, 5, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_rate(14.59, 14.59, 5, 1), SD_VERDICT_BROKEN, SD_REASON_OVERSTATED);
	/* K's upper end 1.25 · 1.2987891122 = 1.6234863902. */
	is(sd_judge_rate(1.30, 1.30, 5, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_rate(1.29, 1.29, 5, 1), SD_VERDICT_BROKEN, SD_REASON_UNDERSTATED);
	/* Over half a year the same five are ten a year. */
	is(sd_judge_rate(29.16, 29.16, 5, 0.5), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_rate(29.18, 29.18, 5, 0.5), SD_VERDICT_BROKEN, SD_REASON_OVERSTATED);
	is(sd_judge_rate(12, 12, 0, 0.25), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR); /* to 14.76, K from 9.6 */
	is(sd_judge_rate(12, 12, 0, 1), SD_VERDICT_BROKEN, SD_REASON_OVERSTATED);    /* to 3.69 */
}

/* Garwood's interval of 12 is 6.2006 to 20.9616. */
static void a_habit_is_kept_where_rate_and_interval_are_near(void **state)
{
	(void)state;
	is(sd_judge_rate(12, 12, 12, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	/* 12 is 1.25 · 9.6 and 15 / 1.25, both ends included. */
	is(sd_judge_rate(9.6, 9.6, 12, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(9.59, 9.59, 12, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_rate(15, 15, 12, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(15.01, 15.01, 12, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	/* Five of five: 1.62 is less than a third of 5. */
	is(sd_judge_rate(5, 5, 5, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	/* Between 4 and 6 a year: 1.62 reaches 4/3, 11.67 stays below 18. */
	is(sd_judge_rate(4, 6, 5, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(4.88, 6, 5, 1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR); /* 4.88/3 = 1.627 */
	is(sd_judge_rate(10, INFINITY, 12, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(10, INFINITY, 300, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	/* Hourly is at most daily: 365 days of 365 bear it out. */
	is(sd_judge_rate(8766, 8766, 364, 364 / 365.25), SD_VERDICT_KEPT, SD_REASON_NONE);
	struct sd_finding finding = sd_judge_rate(12, 12, 6, 0.5);
	assert_true(finding.observed == 12 && fabs(finding.low - 2 * 2.2018934) < 1e-5 &&
		    fabs(finding.high - 2 * 13.0594741) < 1e-5);
	is(sd_judge_rate(12, 12, 0, 0), SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
}

static void never_is_broken_by_one_purchase(void **state)
{
	(void)state;
	is(sd_judge_rate(0, 0, 0, 0), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(0, 0, 0, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_rate(0, 0, 1, 1), SD_VERDICT_BROKEN, SD_REASON_UNDERSTATED);
}

static void staying_and_leaving_resolve_early_or_wait_for_the_window(void **state)
{
	(void)state;
	is(sd_judge_stay(0, true), SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(sd_judge_stay(0, false), SD_VERDICT_TOO_EARLY, SD_REASON_NONE);
	is(sd_judge_stay(1, false), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_stay(1, true), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_leave(0, true), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_leave(0, false), SD_VERDICT_TOO_EARLY, SD_REASON_NONE);
	is(sd_judge_leave(1, false), SD_VERDICT_BROKEN, SD_REASON_NONE);
	assert_false(sd_judge_leave(1, false).complete);
	assert_true(sd_judge_leave(1, true).complete);
}

/* 28 days after and 364 before: even is 28/392 = 0.0714286. Clopper-Pearson's lower end of 3 of 10 is 0.0667395, of 4
 * of 10 it is 0.1215523; the upper end of 0 of 49 is 0.0725252, of 0 of 50 it is 0.0711217 (1 − 0.025^(1/n)). */
static void more_and_less_need_the_interval_on_one_side(void **state)
{
	(void)state;
	is(sd_judge_change(true, 3, 7, 28, 364, true), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_change(true, 4, 6, 28, 364, true), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_change(false, 4, 6, 28, 364, true), SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(sd_judge_change(false, 0, 49, 28, 364, true), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_change(false, 0, 50, 28, 364, true), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_change(true, 0, 50, 28, 364, true), SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(sd_judge_change(true, 4, 6, 28, 364, false), SD_VERDICT_TOO_EARLY, SD_REASON_NONE);
	is(sd_judge_change(true, 0, 0, 28, 364, true), SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
}

/* The lower end of n of n is 0.025^(1/n): 0.4781762 of 5, 0.5407419 of 6; the upper end of 0 is 1 − that. */
static void only_and_mostly_are_more_than_half(void **state)
{
	(void)state;
	is(sd_judge_category(false, 5, 5), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_category(false, 6, 6), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_category(false, 0, 5), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_category(false, 0, 6), SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(sd_judge_category(true, 0, 1), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_category(true, 1, 9), SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(sd_judge_category(true, 0, 0), SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
}

static void amounts_go_by_the_same_factors(void **state)
{
	(void)state;
	is(sd_judge_size(10, 10, 9, 7, 11), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_size(10, 10, 8, 3.4, 29.9), SD_VERDICT_KEPT, SD_REASON_NONE);
	is(sd_judge_size(10, 10, 8, 3.3, 29.9), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_size(10, 10, 8, 3.4, 30.1), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_size(10, 10, 5, 2, 7.99), SD_VERDICT_BROKEN, SD_REASON_OVERSTATED);
	is(sd_judge_size(10, 10, 5, 2, 8), SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	is(sd_judge_size(10, 10, 20, 12.6, 30), SD_VERDICT_BROKEN, SD_REASON_UNDERSTATED);
}

static void durations_are_days(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int32_t days;
	} cases[] = {{"P1M", 30},  {"P3M", 91},	 {"P1Y", 365}, {"P2W", 14}, {"P10D", 10}, {"P1Y6M", 548}, {"PT12H", 1},
		     {"P1DT2H", 1}, {"P0D", 1},	 {"", 0},      {"P", 0},    {"1M", 0},	  {"P1", 0},	  {"PM", 0},
		     {"P1X", 0},    {"PT", 0},	 {"P99999999999Y", INT32_MAX / 4}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(sd_duration_days(sd_text_of(cases[i].text)), cases[i].days);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_habit_is_broken_where_its_interval_does_not_meet_what_was_said),
		cmocka_unit_test(a_habit_is_kept_where_rate_and_interval_are_near),
		cmocka_unit_test(never_is_broken_by_one_purchase),
		cmocka_unit_test(staying_and_leaving_resolve_early_or_wait_for_the_window),
		cmocka_unit_test(more_and_less_need_the_interval_on_one_side),
		cmocka_unit_test(only_and_mostly_are_more_than_half),
		cmocka_unit_test(amounts_go_by_the_same_factors),
		cmocka_unit_test(durations_are_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
