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
	return judged_gap(gap, &survey, &orders);
}

static void small_counts_are_not_shown(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct rows *rows = twelve_and_nine(&gap);
	char *table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	assert_string_equal(table, "mood,outcome,n,share,low,high,before_value\n"
				   "happy,stays,,,,,\nhappy,leaves,,,,,\nhappy,too-early,0,,,,\n"
				   "middle,stays,0,,,,\nmiddle,leaves,0,,,,\nmiddle,too-early,0,,,,\n"
				   "unhappy,stays,,,,,\nunhappy,leaves,,,,,\nunhappy,too-early,0,,,,\n");
	assert_int_equal(gap.hidden, 4);
	free(table);
	/* Wilson's interval of 9 of 12 is 0.4677 to 0.9111. */
	for (gap.view.min_cell = 0; gap.view.min_cell < 2; gap.view.min_cell++) {
		table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
		assert_non_null(strstr(table, "happy,stays,9,0.7500,0.4677,0.9111,90.00\n"));
		assert_non_null(strstr(table, "unhappy,stays,3,0.3333,0.1206,0.6458,30.00\n"));
		free(table);
	}
	assert_int_equal(gap.hidden, 4);
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
	assert_string_equal(body, "price,,21,1.0000,0.8454,1.0000,,,,,,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,few\n"
				  "staff,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,few\n");
	assert_int_equal(gap.hidden, 10);
	free(table);
	gap.view.min_cell = 1;
	table = write_gap(&gap, rows, SD_TABLE_THEMES);
	body = strchr(table, '\n') + 1;
	/* Arms under thirty carry no effect. */
	assert_string_equal(body, "price,,21,1.0000,0.8454,1.0000,12,9,0.5714,0.3655,0.7553,0,0,0,,,,,,,,,,,,,,,,,,,,,,"
				  ",,,,,,0.57,staff,,few\n"
				  "staff,,12,0.5714,0.3655,0.7553,9,3,0.7500,0.4677,0.9111,9,3,6,0.3333,0.1206,0.6458,,"
				  ",,,,,,,,,,,,,,,,,,,,,,,0.57,price,,few\n");
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
	assert_non_null(strstr(table, "answers,duplicate,1,0.0455,,0\n"));
	assert_non_null(strstr(table, "answers,matched-exact,21,0.9545,,\n"));
	assert_non_null(strstr(table, "customers,answered,21,0.9130,,\n"));
	assert_non_null(strstr(table, "customers,not-answered,2,0.0870,,\n"));
	free(table);
	gap.view.min_cell = 1;
	table = write_gap(&gap, rows, SD_TABLE_LEDGER);
	assert_non_null(strstr(table, "answers,duplicate,1,0.0455,1,0\n"));
	assert_non_null(strstr(table, "answers,matched-exact,21,0.9545,12,9\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

/* A survey and a log of people who all bought on 2024-01-05, judged over 28 days up to the end of 2024. */
struct many {
	struct sd_str survey, orders;
	char group;
};

static void begin_many(struct many *many)
{
	*many = (struct many){SD_STR_INIT, SD_STR_INIT, 'a'};
	sd_str_adds(&many->survey, "id,date,score,codes\n");
	sd_str_adds(&many->orders, "id,date,amount\nlast,2025-01-01,1\n");
}

static void add_many(struct many *many, int people, const char *day, bool stay, const char *score, const char *codes)
{
	for (int i = 0; i < people; i++) {
		sd_str_addf(&many->survey, "%c%d,%s,%s,%s\n", many->group, i, day, score, codes);
		sd_str_addf(&many->orders, "%c%d,2024-01-05,10.00\n", many->group, i);
		for (int month = 1; stay && month <= 12; month++)
			sd_str_addf(&many->orders, "%c%d,2024-%02d-20,1.00\n", many->group, i, month);
	}
	many->group++;
}

static struct rows *judge_many(struct sd_gap *gap, struct many *many)
{
	sd_gap_init(gap);
	gap->windows.horizon = 28;
	gap->min_cell = 10;
	gap->expects = false; /* in such a log everyone buys too rarely to tell */
	const char *const sources[] = {many->orders.data, NULL, NULL, NULL};
	struct rows *rows = read_gap(gap, many->survey.data, 1, 1, &no_names, sources);
	judge_gap(gap);
	sd_str_release(&many->survey);
	sd_str_release(&many->orders);
	return rows;
}

/* One small count, of the unhappy who stay: a count of its row and one of its column go with it, and a fourth, so that
 * neither of these can be worked out in turn; and each share whose base would tell. */
static void no_hidden_count_can_be_worked_out(void **state)
{
	(void)state;
	struct many many;
	struct sd_gap gap;
	begin_many(&many);
	add_many(&many, 40, "2024-06-10", true, "10", "staff");
	add_many(&many, 20, "2024-06-10", false, "10", "staff");
	add_many(&many, 30, "2024-12-20", true, "10", "staff");
	add_many(&many, 25, "2024-06-10", true, "8", "price");
	add_many(&many, 16, "2024-06-10", false, "8", "price;staff");
	add_many(&many, 30, "2024-12-20", true, "8", "price");
	add_many(&many, 3, "2024-06-10", true, "1", "price");
	add_many(&many, 35, "2024-06-10", false, "1", "wait");
	add_many(&many, 30, "2024-12-20", true, "1", "wait");
	struct rows *rows = judge_many(&gap, &many);
	char *table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	assert_string_equal(strchr(table, '\n') + 1,
			    "happy,stays,40,0.6667,0.5406,0.7727,600.00\n"
			    "happy,leaves,20,0.3333,0.2273,0.4594,200.00\n"
			    "happy,too-early,30,,,,630.00\n"
			    "middle,stays,,,,,\nmiddle,leaves,16,,,,160.00\nmiddle,too-early,,,,,\n"
			    "unhappy,stays,,,,,\nunhappy,leaves,35,,,,350.00\nunhappy,too-early,,,,,\n");
	assert_int_equal(gap.hidden, 4);
	free(table);
	/* wait: of 35 none stays; price: 28 stay, 16 leave, of the others 40 stay and 55 leave; staff: 40 and 36,
	 * others 28 and 35. */
	table = write_gap(&gap, rows, SD_TABLE_THEMES);
	assert_non_null(strstr(table, "\nstaff,,76,"));
	assert_non_null(strstr(table, "\nprice,,44,"));
	assert_non_null(strstr(table, "\nwait,,35,"));
	assert_int_equal(gap.hidden, 4);
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

/* Everyone is the sum of the bands, in counts and in money. */
static void bands_do_not_tell_of_each_other(void **state)
{
	(void)state;
	struct many many;
	struct sd_gap gap;
	begin_many(&many);
	add_many(&many, 40, "2024-11-10", true, "10", "");
	add_many(&many, 40, "2024-11-10", false, "10", "");
	add_many(&many, 20, "2024-06-10", true, "10", "");
	add_many(&many, 4, "2024-06-10", false, "10", "");
	gap.by_follow_up = true;
	struct rows *rows = judge_many(&gap, &many);
	gap.view.by_follow_up = true;
	char *table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	assert_non_null(strstr(table, "all,happy,stays,60,0.5769,0.4809,0.6675,1100.00\n"
				      "all,happy,leaves,44,0.4231,0.3325,0.5191,440.00\n"));
	assert_non_null(strstr(table, "28-56,happy,stays,,,,,\n28-56,happy,leaves,,,,,\n"));
	assert_non_null(strstr(table, "57-365,happy,stays,,,,,\n57-365,happy,leaves,,,,,\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void every_matched_answer_is_in_a_row(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	gap.min_cell = 1;
	/* Nobody bought twice, so how long to wait is not known. */
	const char *const sources[] = {"id,date\na,2024-01-05\nb,2024-01-05\nc,2024-01-05\n", NULL, NULL, NULL};
	static const char survey[] = "id,date,score\na,2024-06-10,10\nb,2024-06-10,1\nc,2024-06-10,\nd,2024-06-10,1\n";
	struct rows *rows = read_gap(&gap, survey, 1, 1, &no_names, sources);
	judge_gap(&gap);
	char *table = write_gap(&gap, rows, SD_TABLE_QUADRANT);
	assert_string_equal(strchr(table, '\n') + 1,
			    "happy,stays,0,,,,\nhappy,leaves,0,,,,\nhappy,too-early,0,,,,\nhappy,unknown,1,,,,\n"
			    "middle,stays,0,,,,\nmiddle,leaves,0,,,,\nmiddle,too-early,0,,,,\nmiddle,unknown,0,,,,\n"
			    "unhappy,stays,0,,,,\nunhappy,leaves,0,,,,\nunhappy,too-early,0,,,,\n"
			    "unhappy,unknown,1,,,,\n"
			    "unknown,,1,,,,\n");
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

/* x spends half of what those who answered did: neither their mean is shown nor what would tell it. */
static void half_of_the_money_of_one(void **state)
{
	(void)state;
	struct many many;
	struct sd_gap gap;
	begin_many(&many);
	add_many(&many, 12, "2024-06-10", false, "10", "");
	sd_str_adds(&many.survey, "x,2024-06-10,10,\n");
	sd_str_adds(&many.orders, "x,2024-01-05,120\n");
	for (int i = 0; i < 15; i++)
		sd_str_addf(&many.orders, "s%d,2024-01-05,30\n", i);
	struct rows *rows = judge_many(&gap, &many);
	char *table = write_gap(&gap, rows, SD_TABLE_WHO);
	assert_non_null(strstr(table, "\nanswered,13,0.4643,1.00,,157.0,,,,,\nsilent,15,0.5357,1.00,,157.0,,,,,\n"
				      "frame,28,1.0000,1.00,24.64,157.0,,,,,\n"));
	assert_int_equal(gap.hidden, 4);
	free(table);
	gap.view.min_cell = 14; /* the 13 who answered are too few, and with them go the silent */
	table = write_gap(&gap, rows, SD_TABLE_WHO);
	assert_non_null(strstr(table, "\nanswered,,,,,,,,,,\nsilent,,,,,,,,,,\n"
				      "frame,28,1.0000,1.00,24.64,157.0,,,,,\n"));
	free(table);
	gap.view.min_cell = 1;
	table = write_gap(&gap, rows, SD_TABLE_WHO);
	assert_non_null(strstr(table, "answered,13,0.4643,1.00,18.46,157.0,,,,,\n"));
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
	/* The wave's first answer is that of 2024-05-01, though a later one of the same person counts: 117 days after
	 * the 5th of January, 90 after the 1st of February. x1 bought only later. */
	assert_non_null(strstr(table, "\nanswered,21,0.9545,1.00,10.00,117.0,,,,,\n"
				      "silent,1,0.0455,1.00,7.00,90.0,,,,,\n"
				      "frame,22,1.0000,1.00,9.86,115.8,,,,,\n"));
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
}

/* Each of them spent what 64 bits hold, so no sum of theirs may be shown. */
static void a_sum_beyond_64_bits_is_told(void **state)
{
	(void)state;
	struct sd_gap gap;
	struct sd_str survey = SD_STR_INIT, orders = SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	struct written written;
	sd_str_adds(&survey, "id,date,score\na1,2024-06-01,10\na2,2024-06-01,10\n");
	sd_str_adds(&orders, "id,date,amount\na1,2024-01-05,900000000000000\na2,2024-01-05,900000000000000\n"
			     "x1,2025-01-01,1\n");
	sd_gap_init(&gap);
	gap.windows.horizon = 28;
	struct rows *rows = judged_gap(&gap, &survey, &orders);
	begin_writing(&written);
	assert_int_equal(sd_table(&gap.view, SD_TABLE_QUADRANT, written.writer, &err), -1);
	assert_non_null(strstr(err.message.data, "64 bits"));
	free(end_writing(&written));
	sd_error_release(&err);
	sd_gap_release(&gap);
	free_rows(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_counts_are_not_shown),
		cmocka_unit_test(no_hidden_count_can_be_worked_out),
		cmocka_unit_test(bands_do_not_tell_of_each_other),
		cmocka_unit_test(every_matched_answer_is_in_a_row),
		cmocka_unit_test(half_of_the_money_of_one),
		cmocka_unit_test(a_sum_beyond_64_bits_is_told),
		cmocka_unit_test(themes_name_each_code_once_a_person),
		cmocka_unit_test(the_ledger_adds_up_to_the_rows),
		cmocka_unit_test(who_answers_against_everyone_who_bought),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
