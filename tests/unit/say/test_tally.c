/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "say/tally.h"

static struct sd_text text_or_absent(const char *text)
{
	return text ? sd_text_of(text) : (struct sd_text){NULL, 0};
}

static void add(struct sd_tally *tally, int times, const char *group, const char *period, const char *codes,
		const char *score)
{
	struct sd_tally_answer answer = {0};
	for (int i = 0; i < times; i++) {
		sd_tally_answer_clear(&answer);
		assert_true(sd_tally_answer_score(&answer, sd_text_of(score)));
		sd_tally_answer_codes(&answer, sd_text_of(codes));
		sd_tally_count(tally, text_or_absent(group), text_or_absent(period), &answer);
	}
	sd_tally_answer_release(&answer);
}

static const struct sd_tally_row *row_of(const struct sd_tally_table *table, const char *group, const char *period,
					 const char *code)
{
	for (size_t i = 0; i < table->length; i++) {
		const struct sd_tally_row *row = &table->rows[i];
		bool same_group = group ? row->group.data && sd_text_equals(row->group, group) : !row->group.data;
		bool same_period = period ? row->period.data && sd_text_equals(row->period, period) : !row->period.data;
		if (same_group && same_period && sd_text_equals(row->code, code))
			return row;
	}
	fail_msg("no row %s %s %s", group, period, code);
	return NULL;
}

static void counts_answers_not_mentions(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	add(&tally, 2, NULL, NULL, "A; B ;A;", "0.5");
	add(&tally, 1, NULL, NULL, "", "");
	add(&tally, 1, NULL, NULL, "B", "-1");
	sd_tally_finish(&tally, 0, &table);
	assert_int_equal(table.length, 2);
	const struct sd_tally_row *a = row_of(&table, NULL, NULL, "A"), *b = row_of(&table, NULL, NULL, "B");
	assert_int_equal(a->n, 2);
	assert_int_equal(a->base, 4);
	assert_int_equal(a->sentiment, 5000);
	assert_int_equal(b->n, 3);
	assert_int_equal(b->sentiment, 0);
	assert_true(b->has_sentiment);
	assert_ptr_equal(&table.rows[0], b); /* n falling */
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
}

static void a_code_may_have_a_score_of_its_own(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	add(&tally, 1, NULL, NULL, "A;B;C", "{\"A\":0.25,\"B\":-0.75}");
	sd_tally_finish(&tally, 0, &table);
	assert_int_equal(row_of(&table, NULL, NULL, "A")->sentiment, 2500);
	assert_int_equal(row_of(&table, NULL, NULL, "B")->sentiment, -7500);
	assert_false(row_of(&table, NULL, NULL, "C")->has_sentiment);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
	struct sd_tally_answer answer = {0};
	static const char *const bad[] = {"good", "{\"A\":\"x\"}", "{\"A\":1", "{\"A\":1} x", "[1]",
					 "922337203685477", "1.0001", "-1.0001", "{\"A\":2}"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		sd_tally_answer_clear(&answer);
		assert_false(sd_tally_answer_score(&answer, sd_text_of(bad[i])));
	}
	sd_tally_answer_release(&answer);
}

static void halves_add_up_to_the_whole(void **state)
{
	(void)state;
	struct sd_tally whole, left, right;
	sd_tally_init(&whole);
	sd_tally_init(&left);
	sd_tally_init(&right);
	for (int i = 0; i < 40; i++) {
		const char *group = i % 3 ? "x" : NULL, *codes = i % 2 ? "A;B" : "C";
		add(&whole, 1, group, "2024", codes, "0.1");
		add(i % 5 ? &left : &right, 1, group, "2024", codes, "0.1");
	}
	assert_int_equal(sd_tally_add(&left, &right, NULL), 0);
	struct sd_tally_table a, b;
	sd_tally_finish(&whole, 10, &a);
	sd_tally_finish(&left, 10, &b);
	assert_int_equal(a.length, b.length);
	for (size_t i = 0; i < a.length; i++) {
		assert_true(sd_text_equal(a.rows[i].code, b.rows[i].code));
		assert_int_equal(a.rows[i].n, b.rows[i].n);
		assert_int_equal(a.rows[i].base, b.rows[i].base);
		assert_int_equal(a.rows[i].sentiment, b.rows[i].sentiment);
	}
	sd_tally_table_release(&a);
	sd_tally_table_release(&b);
	sd_tally_release(&whole);
	sd_tally_release(&left);
	sd_tally_release(&right);
}

static void no_small_cell_can_be_read_or_derived(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	add(&tally, 3, "one", NULL, "A", "");	/* small */
	add(&tally, 97, "one", NULL, "", "");
	add(&tally, 20, "two", NULL, "A", "");	/* hidden, lest total − rest tells */
	add(&tally, 80, "two", NULL, "", "");
	add(&tally, 50, "three", NULL, "A", ""); /* stays */
	add(&tally, 50, "three", NULL, "", "");
	add(&tally, 4, "four", NULL, "", "");	/* a small base: 0 of 4 */
	sd_tally_finish(&tally, 10, &table);
	assert_int_equal(row_of(&table, "one", NULL, "A")->n, -1);
	assert_int_equal(row_of(&table, "two", NULL, "A")->n, -1);
	assert_int_equal(row_of(&table, "three", NULL, "A")->n, 50);
	assert_int_equal(row_of(&table, "four", NULL, "A")->base, -1);
	int hidden_bases = 0;
	for (size_t i = 0; i < table.length; i++)
		hidden_bases += table.rows[i].base < 0;
	assert_int_equal(hidden_bases, 2); /* the small one and the smallest other */
	assert_int_equal(table.hidden_small, 2);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
}

/* With groups and periods each line of the table, not only one way, keeps its secret. */
static void both_ways_of_adding_up_are_closed(void **state)
{
	static const char *const groups[] = {"a", "b", "c"}, *const periods[] = {"1", "2", "3"};
	static const int n[3][3] = {{2, 30, 40}, {50, 60, 70}, {80, 90, 95}};
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	for (int g = 0; g < 3; g++)
		for (int p = 0; p < 3; p++) {
			add(&tally, n[g][p], groups[g], periods[p], "A", "");
			add(&tally, 200 - n[g][p], groups[g], periods[p], "", "");
		}
	sd_tally_finish(&tally, 10, &table);
	for (int way = 0; way < 2; way++)
		for (int line = 0; line < 3; line++) {
			int hidden = 0, held = 0;
			for (int i = 0; i < 3; i++) {
				int g = way ? line : i, p = way ? i : line;
				if (row_of(&table, groups[g], periods[p], "A")->n < 0) {
					hidden++;
					held += n[g][p];
				}
			}
			assert_true(hidden == 0 || (hidden > 1 && held >= 10));
		}
	assert_int_equal(row_of(&table, "a", "1", "A")->n, -1);
	assert_int_equal(row_of(&table, "c", "3", "A")->n, 95);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
}

/* Where each answer has one code, a hidden one is the base less the others. */
static void codes_that_add_up_to_the_base_are_closed(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	add(&tally, 4, NULL, NULL, "A", "");
	add(&tally, 20, NULL, NULL, "B", "");
	add(&tally, 30, NULL, NULL, "C", "");
	sd_tally_finish(&tally, 10, &table);
	assert_int_equal(row_of(&table, NULL, NULL, "A")->n, -1);
	assert_int_equal(row_of(&table, NULL, NULL, "B")->n, -1);
	assert_int_equal(row_of(&table, NULL, NULL, "C")->n, 30);
	assert_int_equal(row_of(&table, NULL, NULL, "C")->base, 54);
	assert_int_equal(table.hidden_more, 1);
	sd_tally_table_release(&table);
	add(&tally, 1, NULL, NULL, "", ""); /* now they do not */
	sd_tally_finish(&tally, 10, &table);
	assert_int_equal(row_of(&table, NULL, NULL, "A")->n, -1);
	assert_int_equal(row_of(&table, NULL, NULL, "B")->n, 20);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
}

static void add_weighted(struct sd_tally *tally, const char *period, const char *codes, const char *score,
			 const char *weight)
{
	struct sd_tally_answer answer = {0};
	sd_tally_answer_clear(&answer);
	assert_true(sd_tally_answer_weight(&answer, sd_text_of(weight)));
	assert_true(sd_tally_answer_score(&answer, sd_text_of(score)));
	sd_tally_answer_codes(&answer, sd_text_of(codes));
	sd_tally_count(tally, (struct sd_text){NULL, 0}, text_or_absent(period), &answer);
	sd_tally_answer_release(&answer);
}

static void expect_near(double value, double wanted)
{
	if (!(fabs(value - wanted) <= 1e-10))
		fail_msg("%.12g, not %.12g", value, wanted);
}

/* Weights 1, 2, 3 and 4 are worth 3.3333 answers (Kish). */
static void weights_weigh(void **state)
{
	(void)state;
	struct sd_tally tally, half;
	struct sd_tally_table table;
	sd_tally_init_weighted(&tally);
	sd_tally_init_weighted(&half);
	add_weighted(&tally, NULL, "A", "0.5", "1");
	add_weighted(&tally, NULL, "", "", "2");
	add_weighted(&half, NULL, "A;B", "-1", "3");
	add_weighted(&half, NULL, "A", "", "4");
	assert_int_equal(sd_tally_add(&tally, &half, NULL), 0);
	sd_tally_finish(&tally, 0, &table);
	const struct sd_tally_row *a = row_of(&table, NULL, NULL, "A"), *b = row_of(&table, NULL, NULL, "B");
	assert_true(table.weighted && a->n == 3 && a->base == 4 && b->n == 1);
	expect_near(a->value, .8);
	expect_near(b->value, .3);
	expect_near(a->effective, 100. / 30);
	struct sd_interval wilson = sd_wilson(.8 * 100 / 30, 100. / 30);
	expect_near(a->share.low, wilson.low);
	expect_near(a->share.high, wilson.high);
	assert_int_equal(a->sentiment, -6250); /* (1·½ − 3·1) / 4 */
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
	sd_tally_release(&half);
	/* The largest weights there may be, and the smallest: sums that would leave 64 bits or lose what is small. */
	sd_tally_init_weighted(&tally);
	for (int i = 0; i < 3000; i++)
		add_weighted(&tally, NULL, "A", "-0.9999", "1000000");
	add_weighted(&tally, NULL, "A", "1", "0.0001");
	sd_tally_finish(&tally, 0, &table);
	assert_true(fabs(table.rows[0].effective - 3000) < 1e-6);
	assert_int_equal(table.rows[0].sentiment, -9999);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
	sd_tally_init_weighted(&tally);
	add_weighted(&tally, NULL, "A", "1", "0"); /* nobody weighs anything */
	sd_tally_finish(&tally, 0, &table);
	assert_true(isnan(table.rows[0].value) && !table.rows[0].has_sentiment && table.rows[0].n == 1);
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
	struct sd_tally_answer answer = {0};
	static const char *const bad[] = {"", "x", "-1", "1000000.0001", "nan"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(sd_tally_answer_weight(&answer, sd_text_of(bad[i])));
}

/* Weights that are all alike change nothing but the name of the base. */
static void even_weights_change_nothing(void **state)
{
	(void)state;
	struct sd_tally plain, weighted;
	struct sd_tally_table a, b;
	sd_tally_init(&plain);
	sd_tally_init_weighted(&weighted);
	for (int i = 0; i < 90; i++) {
		const char *codes = i % 3 ? i % 4 ? "A;B" : "B" : "C", *score = i % 5 ? "0.3" : "-0.7";
		add(&plain, 1, NULL, NULL, codes, score);
		add_weighted(&weighted, NULL, codes, score, "2.5");
	}
	sd_tally_finish(&plain, 10, &a);
	sd_tally_finish(&weighted, 10, &b);
	assert_int_equal(a.length, b.length);
	for (size_t i = 0; i < a.length; i++) {
		assert_int_equal(a.rows[i].n, b.rows[i].n);
		assert_int_equal(a.rows[i].sentiment, b.rows[i].sentiment);
		expect_near(a.rows[i].value, b.rows[i].value);
		expect_near(a.rows[i].share.low, b.rows[i].share.low);
		expect_near(a.rows[i].effective, b.rows[i].effective);
	}
	sd_tally_table_release(&a);
	sd_tally_table_release(&b);
	sd_tally_release(&plain);
	sd_tally_release(&weighted);
}

static void add_share(struct sd_tally *tally, const char *group, const char *period, const char *code, int n, int base)
{
	add(tally, n, group, period, code, "");
	add(tally, base - n, group, period, "", "");
}

static void periods_are_held_against_the_one_before(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_tally_table table;
	sd_tally_init(&tally);
	add_share(&tally, "x", "2024-01", "A", 48, 80);
	add_share(&tally, "x", "2024-03", "A", 56, 70); /* February has no answers */
	add_share(&tally, "x", "2024-04", "A", 3, 90);	/* hidden */
	add_share(&tally, "x", "2024-05", "A", 30, 90); /* hidden too, lest the sum of all tells */
	add_share(&tally, "x", "2024-06", "A", 33, 90);
	add_share(&tally, "x", "2024-07", "A", 36, 90);
	add_share(&tally, "x", NULL, "A", 50, 90);
	add_share(&tally, "y", "2024-06", "A", 33, 90);
	sd_tally_finish(&tally, 10, &table);
	sd_tally_compare(&table);
	const struct sd_tally_row *march = row_of(&table, "x", "2024-03", "A"),
				  *july = row_of(&table, "x", "2024-07", "A");
	assert_true(sd_text_equals(march->previous, "2024-01"));
	expect_near(march->change, .2);
	expect_near(march->change_interval.low, sd_newcombe(56, 70, 48, 80).low);
	/* z = .2 / √(104/150 · 46/150 · (1/70 + 1/80)) = 2.6502, p by the normal distribution. */
	expect_near(march->p, erfc(.2 / sqrt(104. / 150 * 46 / 150 * (1. / 70 + 1. / 80)) / sqrt(2)));
	assert_true(july->previous.data && july->p > .5);
	expect_near(march->q, 2 * march->p); /* of two that were tested */
	expect_near(july->q, july->p);
	static const char *const none[][2] = {{"x", "2024-01"}, {"x", "2024-04"}, {"x", "2024-05"},
						{"x", "2024-06"}, {"x", NULL}, {"y", "2024-06"}};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		const struct sd_tally_row *row = row_of(&table, none[i][0], none[i][1], "A");
		assert_true(!row->previous.data && isnan(row->change) && isnan(row->p) && isnan(row->q));
	}
	sd_tally_table_release(&table);
	sd_tally_release(&tally);
}

static void periods_are_those_of_the_calendar(void **state)
{
	static const struct {
		int year, month, day;
		enum sd_period every;
		const char *period;
	} cases[] = {
		{2024, 2, 29, SD_PERIOD_YEAR, "2024"},	    {2024, 2, 29, SD_PERIOD_QUARTER, "2024-Q1"},
		{2024, 12, 1, SD_PERIOD_QUARTER, "2024-Q4"}, {2024, 2, 29, SD_PERIOD_MONTH, "2024-02"},
		{2024, 12, 30, SD_PERIOD_WEEK, "2025-W01"}, {2021, 1, 3, SD_PERIOD_WEEK, "2020-W53"},
		{2021, 1, 4, SD_PERIOD_WEEK, "2021-W01"},   {2024, 7, 1, SD_PERIOD_QUARTER, "2024-Q3"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str str = SD_STR_INIT;
		sd_period_add(&str, sd_day_of(cases[i].year, cases[i].month, cases[i].day), cases[i].every);
		assert_string_equal(str.data, cases[i].period);
		sd_str_release(&str);
	}
}

static void a_table_too_large_is_refused(void **state)
{
	(void)state;
	struct sd_tally tally;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str name = SD_STR_INIT;
	sd_tally_init(&tally);
	for (int i = 0; i < 5000; i++) {
		sd_str_clear(&name);
		sd_str_addf(&name, "%d", i);
		add(&tally, 1, name.data, NULL, i < 4000 ? name.data : "0", "");
	}
	assert_int_equal(sd_tally_check(&tally, &err), 0);
	add(&tally, 1, "0", NULL, "one more", "");
	assert_int_equal(sd_tally_check(&tally, &err), -1);
	assert_non_null(strstr(err.message.data, "20005000 cells"));
	sd_error_release(&err);
	sd_str_release(&name);
	sd_tally_release(&tally);
}

static void means_round_half_to_even(void **state)
{
	(void)state;
	assert_int_equal(sd_tally_mean(5, 2), 2);
	assert_int_equal(sd_tally_mean(7, 2), 4);
	assert_int_equal(sd_tally_mean(-5, 2), -2);
	assert_int_equal(sd_tally_mean(-7, 2), -4);
	assert_int_equal(sd_tally_mean(-1, 3), 0);
	assert_int_equal(sd_tally_mean(-2, 3), -1);
	assert_int_equal(sd_tally_mean(8, 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_answers_not_mentions),
		cmocka_unit_test(a_code_may_have_a_score_of_its_own),
		cmocka_unit_test(halves_add_up_to_the_whole),
		cmocka_unit_test(no_small_cell_can_be_read_or_derived),
		cmocka_unit_test(both_ways_of_adding_up_are_closed),
		cmocka_unit_test(codes_that_add_up_to_the_base_are_closed),
		cmocka_unit_test(weights_weigh),
		cmocka_unit_test(even_weights_change_nothing),
		cmocka_unit_test(periods_are_held_against_the_one_before),
		cmocka_unit_test(periods_are_those_of_the_calendar),
		cmocka_unit_test(a_table_too_large_is_refused),
		cmocka_unit_test(means_round_half_to_even),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
