/* SPDX-License-Identifier: MIT */
#include "do/rfm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void cuts_are_read(void **state)
{
	(void)state;
	struct sd_rfm_cuts cuts;
	assert_int_equal(sd_rfm_cuts_parse("30,90,180,365/2,4,8,16/-5,0,20.50,100", &cuts, NULL), 0);
	assert_true(cuts.given[0] && cuts.given[1] && cuts.given[2]);
	assert_int_equal(cuts.at[SD_RFM_RECENCY][3], 365);
	assert_int_equal(cuts.at[SD_RFM_MONEY][2], 205000);
	assert_int_equal(sd_rfm_cuts_parse("/2,4,8,16", &cuts, NULL), 0);
	assert_true(!cuts.given[0] && cuts.given[1] && !cuts.given[2]);
	assert_int_equal(sd_rfm_cuts_parse(NULL, &cuts, NULL), 0);
	assert_true(!cuts.given[0] && !cuts.given[1] && !cuts.given[2]);
	static const char *const bad[] = {
		"1,2,3", "1,2,3,4,5", "1,2,2,4", "4,3,2,1", "1,2,3,x", "1,2,3,4.5", "/1,2,3,4.5",
					  "1,2,3,4/1,2,3,4/1,2,3,4/1,2,3,4", "1,2,3,", ",1,2,3"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (sd_rfm_cuts_parse(bad[i], &cuts, NULL) != -1)
			fail_msg("%s is taken", bad[i]);
}

static void scores_by_cuts(void **state)
{
	(void)state;
	static const int64_t days[] = {0, 30, 31, 90, 180, 365, 366}, often[] = {1, 2, 3, 4, 8, 16, 17};
	static const int by_days[] = {5, 5, 4, 4, 3, 2, 1}, by_often[] = {1, 2, 2, 3, 4, 5, 5};
	struct sd_rfm_cuts cuts;
	struct sd_str notes = SD_STR_INIT;
	int scores[7];
	assert_int_equal(sd_rfm_cuts_parse("30,90,180,365/2,4,8,16", &cuts, NULL), 0);
	sd_rfm_score(SD_RFM_RECENCY, days, 7, &cuts, scores, &notes);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(scores[i], by_days[i]);
	sd_rfm_score(SD_RFM_FREQUENCY, often, 7, &cuts, scores, &notes);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(scores[i], by_often[i]);
	assert_string_equal(notes.data, "r by the cuts given: 5 is 0 to 30, 4 is 31 to 90, 3 is 180, 2 is 365, 1 is "
					"366 days\n"
					"f by the cuts given: 5 is 16 to 17, 4 is 8, 3 is 4, 2 is 2 to 3, 1 is 1 "
					"purchase days\n");
	sd_str_release(&notes);
}

static void scores_by_fifths(void **state)
{
	(void)state;
	static const int64_t days[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, money[] = {10000, 20000, 20000, 20000, 50000};
	static const int by_days[] = {5, 5, 4, 4, 3, 3, 2, 2, 1, 1};
	struct sd_rfm_cuts cuts;
	struct sd_str notes = SD_STR_INIT;
	int scores[10];
	sd_rfm_cuts_parse(NULL, &cuts, NULL);
	sd_rfm_score(SD_RFM_RECENCY, days, 10, &cuts, scores, &notes);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(scores[i], by_days[i]);
	sd_rfm_score(SD_RFM_MONEY, money, 5, &cuts, scores, &notes);
	assert_true(scores[1] == 3 && scores[2] == 3 && scores[3] == 3 && scores[0] == 1 && scores[4] == 5);
	assert_non_null(strstr(notes.data, "m by fifths of rank: 5 is 5.00, 3 is 2.00, 1 is 1.00\n"));
	sd_str_clear(&notes);
	sd_rfm_score(SD_RFM_MONEY, money, 0, &cuts, scores, &notes);
	assert_int_equal(notes.length, 0);
	sd_str_release(&notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_are_read),
		cmocka_unit_test(scores_by_cuts),
		cmocka_unit_test(scores_by_fifths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
