/* SPDX-License-Identifier: MIT */
#include "gap_of.h"

#include <stdio.h>

static void dates(struct sd_str *csv, const char *id, sd_day day, const char *rest)
{
	sd_str_addf(csv, "%s,", id);
	sd_day_add_iso(csv, day);
	sd_str_addf(csv, "%s\n", rest);
}

/* Purchases at both ends of both windows, and a day beyond each. */
static void the_answers_day_is_on_neither_side(void **state)
{
	(void)state;
	const sd_day day = sd_day_of(2024, 6, 15);
	static const struct {
		int offset, before, after;
	} cases[] = {{-365, 0, 0}, {-364, 1, 0}, {-1, 1, 0}, {0, 0, 0}, {1, 0, 1}, {28, 0, 1}, {29, 0, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str orders = SD_STR_INIT;
		sd_str_adds(&orders, "id,date,amount\n");
		dates(&orders, "a", day + cases[i].offset, ",5.25");
		struct sd_gap gap;
		sd_gap_init(&gap);
		gap.windows.horizon = 28;
		gap.windows.log_end = day + 28;
		const char *const sources[] = {orders.data, NULL, NULL, NULL};
		struct rows *rows = read_gap(&gap, "id,date\na,2024-06-15T23:59:59\n", 1, 1, &no_names, sources);
		judge_gap(&gap);
		const struct sd_respondent *answer = gap.answers.items;
		assert_int_equal(answer->before_count, cases[i].before);
		assert_int_equal(answer->before_value, cases[i].before * 52500);
		assert_int_equal(answer->after_count, cases[i].after);
		assert_int_equal(answer->after_value, cases[i].after * 52500);
		assert_int_equal(answer->outcome, cases[i].after ? SD_OUTCOME_STAYS : SD_OUTCOME_LEAVES);
		sd_gap_release(&gap);
		free_rows(rows);
		sd_str_release(&orders);
	}
}

static void too_early_where_the_window_ends_behind_the_log(void **state)
{
	(void)state;
	for (int late = 0; late < 2; late++) {
		struct sd_gap gap;
		sd_gap_init(&gap);
		gap.windows.horizon = 28;
		/* The log's last day is the 14th of July, so its last complete day the 13th: day 28 after June 15th. */
		const char *const sources[] = {late ? "id,date\na,2024-06-20\nb,2024-07-13\n"
						    : "id,date\na,2024-06-20\nb,2024-07-14\n",
					       NULL, NULL, NULL};
		struct rows *rows = read_gap(&gap, "id,date,score\na,2024-06-15,10\n", 1, 1, &no_names, sources);
		judge_gap(&gap);
		assert_int_equal(gap.answers.items[0].outcome, late ? SD_OUTCOME_TOO_EARLY : SD_OUTCOME_STAYS);
		char *written = write_gap(&gap, rows, -1);
		assert_string_equal(written, late ? "id,date,score,match,before_count,after_count,before_value,after_"
						    "value,expected_value,gap,outcome,quadrant\n"
						    "a,2024-06-15,10,matched-exact,0,,,,,,too-early,happy-too-early\n"
						  : "id,date,score,match,before_count,after_count,before_value,after_"
						    "value,expected_value,gap,outcome,quadrant\n"
						    "a,2024-06-15,10,matched-exact,0,1,,,,,stays,happy-stays\n");
		free(written);
		sd_gap_release(&gap);
		free_rows(rows);
	}
}

static void without_dates_nothing_is_judged(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	const char *const sources[] = {"id,date\na,2024-06-20\na,2024-07-14\n", NULL, NULL, NULL};
	struct rows *rows = read_gap(&gap, "id,score\na,10\nb,\n", 1, SIZE_MAX, &no_names, sources);
	judge_gap(&gap);
	assert_non_null(strstr(gap.notes.data, "the answers have no dates"));
	char *written = write_gap(&gap, rows, -1);
	assert_string_equal(written, "id,score,match,before_count,after_count,before_value,after_value,expected_value,"
				     "gap,outcome,quadrant\na,10,matched-exact,,,,,,,,\nb,,not-in-orders,,,,,,,,\n");
	free(written);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void the_missing_are_not_leavers(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	gap.windows.horizon = 28;
	const char *const sources[] = {"id,date\na,2023-06-20\nz,2025-07-14\n", NULL, "id\na\nb\n", NULL};
	struct rows *rows = read_gap(&gap, "id,date\na,2024-06-15\nb,2024-06-15\n"
					   "c,2024-06-15\n", 1, 1, &no_names, sources);
	judge_gap(&gap);
	assert_int_equal(gap.answers.items[0].outcome, SD_OUTCOME_LEAVES);
	assert_int_equal(gap.answers.items[1].match, SD_MATCH_ROSTER_ONLY);
	assert_int_equal(gap.answers.items[1].outcome, SD_OUTCOME_NONE);
	assert_int_equal(gap.answers.items[2].match, SD_MATCH_NOT_IN_ORDERS);
	assert_int_equal(gap.answers.items[2].outcome, SD_OUTCOME_NONE);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void last_dates_by_group(void **state)
{
	(void)state;
	struct sd_gap gap;
	sd_gap_init(&gap);
	gap.windows.horizon = 30;
	gap.sources.group = "game";
	gap.sources.observed_column = "last";
	gap.sources.observed_kind = SD_KEYED_DATE;
	struct sd_gap_names names = no_names;
	names.group = "game";
	/* In g the log ends 31 days after the first answer, in h 30 days after it. */
	const char *const sources[] = {NULL,
				       "player,game,last\n1,g,2024-02-01\n2,g,2024-01-31\n3,g,\n1,h,2024-01-31\n"
				       "4,g,2023-12-01\n4,g,2024-02-01\n",
				       NULL, NULL};
	struct rows *rows = read_gap(&gap, "player,game,date,score\n1,g,2024-01-01,9\n2,g,2024-01-01,9\n"
					   "3,g,2024-01-01,9\n"
					   "1,h,2024-01-01,9\n4,g,2024-01-02,9\n8,g,2024-01-01,9\n8,h,2024-01-01,9\n",
				     2, 2, &names, sources);
	judge_gap(&gap);
	const uint32_t expected[] = {SD_OUTCOME_STAYS, SD_OUTCOME_LEAVES, SD_OUTCOME_LEAVES, SD_OUTCOME_TOO_EARLY,
				     SD_OUTCOME_TOO_EARLY, SD_OUTCOME_NONE, SD_OUTCOME_NONE};
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(gap.answers.items[i].outcome, expected[i]);
	/* Of the two who were not found only the one in g could have stayed or left by now. */
	char *bounds = write_gap(&gap, rows, SD_TABLE_BOUNDS);
	assert_non_null(strstr(bounds, "\nhappy,1,2,1,"));
	free(bounds);
	sd_gap_release(&gap);
	free_rows(rows);
}

static void numbers_and_classes(void **state)
{
	(void)state;
	for (int classes = 0; classes < 2; classes++) {
		struct sd_gap gap;
		sd_gap_init(&gap);
		gap.sources.observed_column = "what";
		gap.sources.observed_kind = classes ? SD_KEYED_CLASS : SD_KEYED_NUMBER;
		const char *const sources[] = {NULL, classes ? "id,what\na,kept\nb,cut\nc,\n" : "id,what\na,1.5\na,2\n"
												"b,0\nc,\n",
					       NULL, NULL};
		struct rows *rows = read_gap(&gap, "id,score\na,1\nb,5\nc,5\nd,3\n", 1, SIZE_MAX, &no_names, sources);
		judge_gap(&gap);
		char *written = write_gap(&gap, rows, -1);
		const char *body = strchr(written, '\n') + 1;
		assert_string_equal(body, classes ? "a,1,matched-exact,,,,,,,kept,unhappy-kept\n"
						    "b,5,matched-exact,,,,,,,cut,happy-cut\n"
						    "c,5,matched-exact,,,,,,,,\nd,3,not-in-orders,,,,,,,,\n"
						  : "a,1,matched-exact,,,,3.50,,,stays,unhappy-stays\n"
						    "b,5,matched-exact,,,,0.00,,,leaves,happy-leaves\n"
						    "c,5,matched-exact,,,,,,,,\nd,3,not-in-orders,,,,,,,,\n");
		free(written);
		sd_gap_release(&gap);
		free_rows(rows);
	}
}

/* 5.03 between two is 2.52 and 2.51 as it is written, and -1.00 between three -0.34, -0.33 and -0.33. */
static void shared_money_adds_up_as_it_is_written(void **state)
{
	(void)state;
	static const struct {
		const char *amount;
		sd_decimal parts[3];
	} cases[] = {{"5.03", {16800, 16800, 16700}},
		     {"-1", {-3400, -3300, -3300}},
		     {"0.0299", {199, 100, 0}},
		     {"0.02", {100, 100, 0}}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_gap gap;
		struct sd_str orders = SD_STR_INIT;
		sd_str_addf(&orders, "id,date,amount\nACC,2024-02-01,%s\nACC,2024-03-02,%s\n", cases[i].amount,
			    cases[i].amount);
		sd_gap_init(&gap);
		gap.windows.horizon = 28;
		gap.windows.log_end = sd_day_of(2024, 12, 31);
		const char *const sources[] = {orders.data, NULL, NULL, "contact,account\n1,ACC\n2,ACC\n3,ACC\n"};
		struct rows *rows = read_gap(&gap, "id,date\n1,2024-03-01\n2,2024-03-01\n"
						   "3,2024-03-01\n", 1, 1, &no_names,
					     sources);
		judge_gap(&gap);
		for (size_t person = 0; person < 3; person++) {
			assert_int_equal(gap.answers.items[person].before_value, cases[i].parts[person]);
			assert_int_equal(gap.answers.items[person].after_value, cases[i].parts[person]);
		}
		sd_gap_release(&gap);
		free_rows(rows);
		sd_str_release(&orders);
	}
}

static void contradictions_name_file_and_line(void **state)
{
	(void)state;
	static const char *const observed[] = {
		"id,what\na,kept\nb,\"cut\nshort\"\n\nA,x\na,cut\n",
		"id,what\na,900000000000000\nb,0\na,900000000000000\n"};
	static const char *const expected[] = {"seen.csv:7: another value than the same person's on line 2; keep the "
					       "one that holds",
					       "seen.csv:4: the numbers of one person, the first on line 2, add up to "
					       "more than 64 bits of 1/10,000 hold; correct them or give them in a "
					       "larger unit"};
	for (int numbers = 0; numbers < 2; numbers++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_gap gap;
		sd_gap_init(&gap);
		gap.sources.files[SD_SOURCE_OBSERVED] = "seen.csv";
		gap.sources.observed_column = "what";
		gap.sources.observed_kind = numbers ? SD_KEYED_NUMBER : SD_KEYED_CLASS;
		const char *const sources[] = {NULL, observed[numbers], NULL, NULL};
		struct rows *rows = read_gap(&gap, "id,score\na,1\n", 1, SIZE_MAX, &no_names, sources);
		assert_int_equal(sd_gap_judge(&gap, &err), -1);
		assert_string_equal(err.message.data, expected[numbers]);
		sd_error_release(&err);
		sd_gap_release(&gap);
		free_rows(rows);
	}
}

/* GAP's worked example: what reviewers of games did after writing, on complete follow-up. */
static void steam(void **state)
{
	(void)state;
	const char *folder = getenv("SAYDO_TEST_DATA");
	struct sd_str path = SD_STR_INIT, did = SD_STR_INIT, said = SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	for (int i = 0; i < 2 && folder; i++) {
		struct sd_input input = {.fd = -1};
		sd_str_clear(&path);
		sd_str_addf(&path, "%s/saydo/steam/%s.csv", folder, i ? "did" : "said");
		if (access(path.data, R_OK) != 0) {
			folder = NULL;
			break;
		}
		assert_int_equal(sd_input_open(&input, path.data, &err), 0);
		assert_int_equal(sd_input_read_all(&input, i ? &did : &said, SIZE_MAX, &err), 0);
		sd_input_close(&input);
	}
	if (!folder) {
		fprintf(stderr, "SKIPPED: no saydo/steam under SAYDO_TEST_DATA\n");
		sd_str_release(&path);
		sd_str_release(&did);
		sd_str_release(&said);
		skip();
	}
	struct sd_gap gap;
	sd_gap_init(&gap);
	gap.windows.horizon = 30;
	gap.cuts = "0,1";
	gap.sources.group = "game";
	gap.sources.observed_column = "last_played";
	gap.sources.observed_kind = SD_KEYED_DATE;
	struct sd_gap_names names = no_names;
	names.group = "game";
	names.score = "recommended";
	const char *const sources[] = {NULL, did.data, NULL, NULL};
	struct rows *rows = read_gap(&gap, said.data, 2, 2, &names, sources);
	judge_gap(&gap);
	uint64_t counts[SD_MOOD_LENGTH][SD_OUTCOME_CLASS] = {{0}};
	for (size_t i = 0; i < gap.answers.length; i++)
		counts[gap.answers.items[i].mood][gap.answers.items[i].outcome]++;
	assert_int_equal(counts[SD_MOOD_UNHAPPY][SD_OUTCOME_STAYS], 1323);
	assert_int_equal(counts[SD_MOOD_UNHAPPY][SD_OUTCOME_LEAVES], 2228 - 1323);
	assert_int_equal(counts[SD_MOOD_UNHAPPY][SD_OUTCOME_TOO_EARLY], 3646);
	assert_int_equal(counts[SD_MOOD_HAPPY][SD_OUTCOME_STAYS], 5428);
	assert_int_equal(counts[SD_MOOD_HAPPY][SD_OUTCOME_LEAVES], 7784 - 5428);
	assert_int_equal(counts[SD_MOOD_HAPPY][SD_OUTCOME_TOO_EARLY], 8386);
	sd_gap_release(&gap);
	free_rows(rows);
	sd_str_release(&path);
	sd_str_release(&did);
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answers_day_is_on_neither_side),
		cmocka_unit_test(too_early_where_the_window_ends_behind_the_log),
		cmocka_unit_test(without_dates_nothing_is_judged),
		cmocka_unit_test(the_missing_are_not_leavers),
		cmocka_unit_test(last_dates_by_group),
		cmocka_unit_test(numbers_and_classes),
		cmocka_unit_test(shared_money_adds_up_as_it_is_written),
		cmocka_unit_test(contradictions_name_file_and_line),
		cmocka_unit_test(steam),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
