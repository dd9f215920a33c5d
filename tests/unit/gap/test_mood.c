/* SPDX-License-Identifier: MIT */
#include "../do/rows.h"

#include "gap/mood.h"

enum { ONE = SD_DECIMAL_UNIT };

static void the_scale_is_known_by_its_range(void **state)
{
	(void)state;
	static const struct {
		int low, high;
		bool reversed;
		int happy, unhappy; /* in wholes: the first that is, the last that is; -1: no scale */
	} cases[] = {
		{0, 10, false, 9, 6}, {3, 8, false, 9, 6}, {1, 10, false, 9, 6}, {0, 10, true, 1, 4},
		{1, 5, false, 4, 2},
		     {2, 4, false, 4, 2},  {1, 5, true, 2, 4},	 {0, 1, false, -1, 0}, {0, 5, false, -1, 0}, {1, 3, false, -1, 0},
		     {0, 11, false, -1, 0}, {-1, 8, false, -1, 0}, {1, 100, false, -1, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_respondent items[] = {{.scored = true, .score = cases[i].low * ONE},
					    {.scored = true, .score = cases[i].high * ONE},
					    {.scored = false, .score = 99 * ONE}};
		const struct sd_respondents answers = {.items = items, .length = 3};
		struct sd_error err = SD_ERROR_INIT;
		struct sd_cuts cuts;
		const char *scale;
		int status = sd_cuts_of_scores(&answers, cases[i].reversed, &cuts, &scale, &err);
		assert_int_equal(status, cases[i].happy < 0 ? -1 : 0);
		if (status) {
			assert_non_null(strstr(err.message.data, "--cuts"));
			sd_error_release(&err);
			continue;
		}
		int better = cases[i].reversed ? -1 : 1;
		assert_int_equal(sd_mood_of(cases[i].happy * ONE, &cuts), SD_MOOD_HAPPY);
		assert_int_equal(sd_mood_of((cases[i].happy - better) * ONE, &cuts), SD_MOOD_MIDDLE);
		assert_int_equal(sd_mood_of(cases[i].unhappy * ONE, &cuts), SD_MOOD_UNHAPPY);
		assert_int_equal(sd_mood_of((cases[i].unhappy + better) * ONE, &cuts), SD_MOOD_MIDDLE);
	}
}

static void seven_points_are_no_eleven(void **state)
{
	(void)state;
	for (int many = 0; many < 2; many++)
		for (int high = 6; high <= 8; high++) {
			struct sd_respondent items[30];
			const struct sd_respondents answers = {.items = items, .length = many ? 30 : 29};
			struct sd_error err = SD_ERROR_INIT;
			struct sd_cuts cuts;
			const char *scale;
			for (size_t i = 0; i < answers.length; i++)
				items[i] = (struct sd_respondent){.scored = true, .score = (i ? 1 : high) * ONE};
			assert_int_equal(sd_cuts_of_scores(&answers, false, &cuts, &scale, &err),
					 many && high < 8 ? -1 : 0);
			sd_error_release(&err);
		}
}

static void cuts_are_two_numbers_in_order(void **state)
{
	(void)state;
	struct sd_cuts cuts = {0, 0, false};
	assert_int_equal(sd_cuts_parse(SD_TEXT("-0.25, 1.5"), &cuts, NULL), 0);
	assert_int_equal(cuts.low, -2500);
	assert_int_equal(cuts.high, 15000);
	static const char *const wrong[] = {"", "1", "1,", ",1", "2,1", "1,1", "a,b"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(sd_cuts_parse(sd_text_of(wrong[i]), &cuts, NULL), -1);
}

static void a_score_decides_before_the_sentiment(void **state)
{
	(void)state;
	struct sd_respondent items[] = {{.scored = true, .score = 10 * ONE, .felt = true, .sentiment = -1500},
				    {.felt = true, .sentiment = -1500},
				    {.felt = true, .sentiment = 2999},
				    {.felt = true, .sentiment = 3000},
				    {.scored = false}};
	struct sd_respondents answers = {.items = items, .length = 5};
	const struct sd_cuts score = {6 * ONE, 9 * ONE, false}, sentiment = sd_cuts_of_sentiment();
	const enum sd_mood both[] = {SD_MOOD_HAPPY, SD_MOOD_UNHAPPY, SD_MOOD_MIDDLE, SD_MOOD_HAPPY, SD_MOOD_NONE};
	sd_mood_all(&answers, &score, &sentiment);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(items[i].mood, both[i]);
	sd_mood_all(&answers, &score, NULL);
	assert_int_equal(items[3].mood, SD_MOOD_NONE);
	sd_mood_all(&answers, NULL, &sentiment);
	assert_int_equal(items[0].mood, SD_MOOD_UNHAPPY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_scale_is_known_by_its_range),
		cmocka_unit_test(seven_points_are_no_eleven),
		cmocka_unit_test(cuts_are_two_numbers_in_order),
		cmocka_unit_test(a_score_decides_before_the_sentiment),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
