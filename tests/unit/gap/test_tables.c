/* SPDX-License-Identifier: MIT */
#include "gap_of.h"

/* Twelve people who buy on 2024-01-05: the first `n` of a group return in the window, the others do not. */
static void add_people(struct sd_str *survey, struct sd_str *orders, char group, int people, int returning,
		       const char *score, const char *codes)
{
	for (int i = 0; i < people; i++) {
		sd_str_addf(survey, "%c%d,2024-06-01,%s,%s\n", group, i, score, codes);
		sd_str_addf(orders, "%c%d,2024-01-05,10.00\n", group, i);
		if (i < returning)
			sd_str_addf(orders, "%c%d,2024-06-02,1.00\n", group, i);
	}
}

static struct rows *twelve_and_nine(struct sd_gap *gap)
{
	struct sd_str survey = SD_STR_INIT, orders = SD_STR_INIT;
	sd_str_adds(&survey, "id,date,score,codes\n");
	sd_str_adds(&orders, "id,date,amount\nx1,2025-01-01,1\nx2,2024-02-01,7\n");
	add_people(&survey, &orders, 'h', 12, 9, "10", "staff;price;staff");
	add_people(&survey, &orders, 'u', 9, 3, "1", "price");
	sd_str_adds(&survey, "h0,2024-05-01,10,wait\n"); /* a duplicate */
	sd_gap_init(gap);
	gap->windows.horizon = 28;
	gap->min_cell = 10;
	const char *const sources[] = {orders.data, NULL, NULL, NULL};
	struct rows *rows = read_gap(gap, survey.data, 1, 1, &no_names, sources);
	judge_gap(gap);
	sd_str_release(&survey);
	sd_str_release(&orders);
	return rows;
}

static void small_groups_show_how_many_and_no_more(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = twelve_and_nine(&gap);
	char *table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	/* Wilson's interval of 9 of 12 is 0.4677 to 0.9111. */
	assert_string_equal(table, "mood,outcome,n,share,low,high,before_value\n"
				   "happy,stays,9,0.7500,0.4677,0.9111,\n"
				   "happy,leaves,3,0.2500,0.0889,0.5323,\n"
				   "happy,too-early,0,,,,\n"
				   "middle,stays,0,,,,\nmiddle,leaves,0,,,,\nmiddle,too-early,0,,,,\n"
				   "unhappy,stays,3,,,,\nunhappy,leaves,6,,,,\nunhappy,too-early,0,,,,\n");
	free(table);
	gap.view.min_cell = 1;
	table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	assert_non_null(strstr(table, "happy,stays,9,0.7500,0.4677,0.9111,90.00\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void themes_name_each_code_once_a_person(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = twelve_and_nine(&gap);
	char *table = write_gap(&gap, rows, SD_TABLE_THEMES);
	const char *body = strchr(table, '\n') + 1;
	/* Of 21 people all name price; nobody is left to hold them against. */
	assert_string_equal(body, "price,21,1.0000,0.8454,1.0000,12,9,0.5714,0.3655,0.7553,0,0,0,,,,,,,\n"
				  "staff,12,0.5714,0.3655,0.7553,9,3,0.7500,0.4677,0.9111,9,3,6,,,,,,,\n");
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void the_ledger_adds_up_to_the_rows(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = twelve_and_nine(&gap);
	char *table = write_gap(&gap, rows, SD_TABLE_LEDGER);
	assert_non_null(strstr(table, "answers,duplicate,1,0.0455,1,0\n"));
	assert_non_null(strstr(table, "answers,matched-exact,21,0.9545,12,9\n"));
	assert_non_null(strstr(table, "customers,answered,21,0.9130,,\n"));
	assert_non_null(strstr(table, "customers,not-answered,2,0.0870,,\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void who_answers_against_everyone_who_bought(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = twelve_and_nine(&gap);
	gap.view.min_cell = 1;
	char *table = write_gap(&gap, rows, SD_TABLE_WHO);
	/* The wave's first answer is that of 2024-05-01, though a later one of the same person counts: 117 days after the
	 * 5th of January, 90 after the 1st of February. x1 bought only later. */
	assert_string_equal(table, "group,n,share,orders,value,recency\n"
				   "answered,21,0.9545,1.00,10.00,117.0\n"
				   "silent,1,0.0455,1.00,7.00,90.0\n"
				   "frame,22,1.0000,1.00,9.86,115.8\n");
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_groups_show_how_many_and_no_more),
		cmocka_unit_test(themes_name_each_code_once_a_person),
		cmocka_unit_test(the_ledger_adds_up_to_the_rows),
		cmocka_unit_test(who_answers_against_everyone_who_bought),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
