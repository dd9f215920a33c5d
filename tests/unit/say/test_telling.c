/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/telling.h"

static const char *const codes[] = {"en", "de", "fi"};
enum { EN, DE, FI };

static struct sd_told told(const struct sd_telling *telling, struct sd_teller *teller, uint64_t number,
			   const char *language, const char *answer)
{
	struct sd_cell cells[] = {{sd_text_of(language), SD_CELL_TEXT}, {sd_text_of(answer), SD_CELL_TEXT}};
	const struct sd_row row = {.cells = cells, .length = 2, .number = number};
	return sd_tell(telling, teller, &row, cells[1]);
}

static void one_language_is_not_counted(void **state)
{
	(void)state;
	const struct sd_telling telling = {codes, 1, NULL, SIZE_MAX, NULL};
	struct sd_teller teller = {.scratch = SD_STR_INIT};
	assert_int_equal(told(&telling, &teller, 1, "de", "gut").language, EN);
	assert_int_equal(teller.counts.answers[EN], 0);
	sd_teller_release(&teller);
}

static void a_column_names_it_or_not(void **state)
{
	(void)state;
	const struct sd_telling telling = {codes, 3, NULL, 0, NULL};
	struct sd_teller one = {.scratch = SD_STR_INIT}, two = {.scratch = SD_STR_INIT};
	struct sd_told_counts counts = {.untold = 0};
	assert_int_equal(told(&telling, &one, 1, "DE-at", "gut").language, DE);
	assert_int_equal(told(&telling, &one, 2, "finnish", "hyvä").sure, SD_DECIMAL_UNIT);
	assert_int_equal(told(&telling, &one, 9, "klingon", "x").language, EN);
	assert_int_equal(told(&telling, &two, 7, "klingon", "x").sure, 0);
	assert_int_equal(told(&telling, &two, 8, " ", "x").language, EN);
	struct sd_cell absent[] = {{SD_TEXT("de"), SD_CELL_TEXT}, {{NULL, 0}, SD_CELL_ABSENT}};
	sd_tell(&telling, &two, &(struct sd_row){.cells = absent, .length = 2, .number = 3}, absent[1]);
	sd_told_counts_add(&counts, &one.counts);
	sd_told_counts_add(&counts, &two.counts);
	assert_int_equal(counts.answers[EN], 3);
	assert_int_equal(counts.answers[DE], 1);
	assert_int_equal(counts.answers[FI], 1);
	assert_int_equal(counts.unknown, 2);
	assert_int_equal(counts.unknown_row, 7);
	assert_int_equal(counts.unnamed, 1);
	assert_int_equal(counts.untold, 0);
}

static void answers_vote(void **state)
{
	(void)state;
	struct sd_languages *voters = sd_languages_new();
	sd_languages_add(voters);
	assert_int_equal(sd_languages_add_list(voters, SD_LANGUAGE_FUNCTION, "en", SD_TEXT("the\nwas\n"), NULL), 0);
	sd_languages_add(voters);
	assert_int_equal(sd_languages_add_list(voters, SD_LANGUAGE_FUNCTION, "de", SD_TEXT("der\nwar\n"), NULL), 0);
	const struct sd_telling telling = {codes, 2, voters, SIZE_MAX, NULL};
	struct sd_teller teller = {.scratch = SD_STR_INIT};
	assert_int_equal(told(&telling, &teller, 1, "", "der Kaffee war kalt").language, DE);
	assert_int_equal(told(&telling, &teller, 2, "", "the coffee was cold").language, EN);
	assert_int_equal(told(&telling, &teller, 3, "", "12").sure, 0);
	assert_int_equal(teller.counts.answers[EN], 2);
	assert_int_equal(teller.counts.untold, 1);
	sd_teller_release(&teller);
	sd_languages_free(voters);
}

static void a_survey_is_in_the_language_of_nine_in_ten(void **state)
{
	(void)state;
	unsigned share;
	struct sd_told_counts counts = {.answers = {0}};
	assert_int_equal(sd_language_of_survey(&counts, 3, &share), EN);
	assert_int_equal(share, 0);
	/* What tells nothing was read in the first language, and does not count for it. */
	counts = (struct sd_told_counts){.answers = {60, 90, 10}, .untold = 60};
	assert_int_equal(sd_language_of_survey(&counts, 3, &share), DE);
	assert_int_equal(share, 90);
	counts.answers[EN]++;
	assert_int_equal(sd_language_of_survey(&counts, 3, &share), SD_SEVERAL_LANGUAGES);
	assert_int_equal(share, 89);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_language_is_not_counted),
		cmocka_unit_test(a_column_names_it_or_not),
		cmocka_unit_test(answers_vote),
		cmocka_unit_test(a_survey_is_in_the_language_of_nine_in_ten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
