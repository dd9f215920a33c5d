/* SPDX-License-Identifier: MIT */
#include "gap_of.h"

static const char orders[] = "customer_id,time\n"
			     "C1,2024-01-02\nC2,2024-01-02\nC3,2024-01-02\nc3,2024-01-02\nC4,2024-01-02\n"
			     "C5,2024-01-02\n"
			     "C6,2024-01-02\nC7,2024-01-02\nACC9,2024-01-02\n";
static const char roster[] = "customer_id,invited,consent\n"
			     "C1,yes,yes\nC2,yes,yes\nc2,no,yes\nC4,yes,no\nC5,yes,yes\nC6,no,yes\nC8,yes,yes\n"
			     "C7,yes,yes\n"
			     "C10,yes,yes\nC10,yes,no\n";
static const char map[] = "contact,account\nP1,ACC9\np2,ACC9\nP3,\n";

static void check(const struct sd_gap *gap, size_t row, enum sd_match match)
{
	assert_true(row < gap->answers.length);
	assert_string_equal(sd_match_names[gap->answers.items[row].match], sd_match_names[match]);
}

static void every_row_is_in_the_first_category_that_applies(void **state)
{
	(void)state;
	static const struct {
		const char *id, *date, *score;
		enum sd_match match;
	} rows[] = {
		{"", "2024-02-01", "9", SD_MATCH_NO_KEY},
		{"\" \"", "2024-02-01", "9", SD_MATCH_NO_KEY},
		{"??", "2024-02-01", "9", SD_MATCH_BAD_KEY},
		{"lost it", "2024-02-01", "9", SD_MATCH_BAD_KEY}, /* every key of the log holds a digit */
		{"C4", "2024-02-01", "9", SD_MATCH_NO_CONSENT},
		{"C4", "2024-02-02", "9", SD_MATCH_NO_CONSENT},
		{"C10", "2024-02-02", "9", SD_MATCH_NO_CONSENT}, /* one of two rows says no */
		{"C1", "2024-02-01", "9", SD_MATCH_DUPLICATE},
		{" c1", "2024-02-03", "2", SD_MATCH_NORMALISED}, /* the latest complete one */
		{"C1", "2024-02-05", "", SD_MATCH_DUPLICATE},	 /* later, but without a score */
		{"C1", "", "5", SD_MATCH_DUPLICATE},		 /* without a date */
		{"C2", "2024-02-01", "9", SD_MATCH_DUPLICATE},
		{"C2", "2024-02-01", "3", SD_MATCH_EXACT}, /* of one day the later row */
		{" C3", "2024-02-01", "9", SD_MATCH_AMBIGUOUS},
		{"c3", "2024-02-01", "9", SD_MATCH_EXACT},
		{"C3", "2024-02-01", "9", SD_MATCH_EXACT}, /* another customer than c3 */
		{"c8", "2024-02-01", "9", SD_MATCH_ROSTER_ONLY},
		{"C99", "2024-02-01", "9", SD_MATCH_NOT_IN_ORDERS},
		{"c99", "2024-02-02", "9", SD_MATCH_NOT_IN_ORDERS},
		{"C5", "2024-02-01", "9", SD_MATCH_EXACT},
	};
	enum { COUNT = sizeof rows / sizeof *rows };
	struct sd_str survey = SD_STR_INIT;
	sd_str_adds(&survey, "id,date,score\n");
	for (size_t i = 0; i < COUNT; i++)
		sd_str_addf(&survey, "%s,%s,%s\n", rows[i].id, rows[i].date, rows[i].score);
	struct sd_gap gap;
	sd_gap_init(&gap);
	const char *const sources[] = {orders, NULL, roster, NULL};
	struct sd_gap_names names = no_names;
	names.roster = true;
	struct rows *read = read_gap(&gap, survey.data, 1, 1, &names, sources);
	judge_gap(&gap);
	uint64_t sum = 0;
	for (size_t i = 0; i < COUNT; i++)
		if (i == 17)
			check(&gap, i, SD_MATCH_DUPLICATE); /* C99 answered again the day after as c99 */
		else
			check(&gap, i, rows[i].match);
	for (int i = 0; i < SD_MATCH_LENGTH; i++)
		sum += gap.matched.answers[i];
	assert_int_equal(sum, COUNT);
	/* The roster has 8 people: C1 C2 C5 C8 answered, and C4 and C10, who withheld consent; C7 was invited, C6
	 * not. */
	assert_int_equal(gap.matched.customers_total, 8);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_ANSWERED], 6);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_INVITED_SILENT], 1);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_NOT_INVITED], 1);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_NOT_ANSWERED], 0);
	assert_int_equal(gap.matched.first_answer, sd_day_of(2024, 2, 1));
	sd_gap_release(&gap);
	free_rows(read);
	sd_str_release(&survey);
}

static void several_respondents_of_one_account_share_it(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	gap.windows.horizon = 28;
	gap.windows.log_end = sd_day_of(2024, 12, 31);
	const char *const sources[] = {"customer,time,amount\nACC9,2024-01-02,1.00\nC5,2024-01-02,3\n"
				       "C5,2024-02-20,4\n", NULL, NULL,
				       map};
	struct rows *read = read_gap(&gap, "id,date\np1,2024-02-01\nP2,2024-02-01\nC5,2024-02-01\nP1,2024-01-31\n"
					   "P3,2024-02-01\n",
				     1, 1, &no_names, sources);
	judge_gap(&gap);
	check(&gap, 0, SD_MATCH_SHARED);
	check(&gap, 1, SD_MATCH_SHARED);
	check(&gap, 2, SD_MATCH_EXACT);
	check(&gap, 3, SD_MATCH_DUPLICATE);
	check(&gap, 4, SD_MATCH_NOT_IN_ORDERS);
	assert_int_equal(gap.answers.items[0].before_value, 5000);
	assert_int_equal(gap.answers.items[1].before_value, 5000);
	assert_int_equal(gap.answers.items[2].before_value, 30000);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_NOT_ANSWERED], 0);
	sd_gap_release(&gap);
	free_rows(read);
}

static void consent_may_be_the_answers(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	const char *const sources[] = {orders, NULL, NULL, NULL};
	struct rows *read = read_gap(&gap, "id,date,consent\nC1,2024-02-01,Yes\nC2,2023-02-01,no\n"
					   "C5,2024-02-01,\n", 1, 1,
				     &no_names, sources);
	judge_gap(&gap);
	check(&gap, 0, SD_MATCH_EXACT);
	check(&gap, 1, SD_MATCH_NO_CONSENT);
	check(&gap, 2, SD_MATCH_NO_CONSENT);
	assert_int_equal(gap.matched.first_answer, sd_day_of(2024, 2, 1));
	/* Of nine customers three answered, whatever they consent to. */
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_ANSWERED], 3);
	assert_int_equal(gap.matched.customers[SD_CUSTOMER_NOT_ANSWERED], 6);
	assert_true(gap.answers.items[1].customer == SD_NO_CUSTOMER);
	gap.view.min_cell = 1;
	char *table = write_gap(&gap, read, SD_TABLE_WHO);
	assert_non_null(strstr(table, "answered,3,0.3333,"));
	assert_non_null(strstr(table, "silent,6,0.6667,"));
	free(table);
	sd_gap_release(&gap);
	free_rows(read);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_in_the_first_category_that_applies),
		cmocka_unit_test(several_respondents_of_one_account_share_it),
		cmocka_unit_test(consent_may_be_the_answers),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
