/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "known/near.h"
#include "say/keyness.h"
#include "say/term.h"

static void add(struct sd_keyness *keyness, int times, const char *group, const char *items)
{
	struct sd_text keys[8];
	size_t length = 0;
	for (const char *at = items; *at;) {
		size_t end = strcspn(at, ";");
		keys[length++] = (struct sd_text){at, end};
		at += end + (at[end] != '\0');
	}
	for (int i = 0; i < times; i++)
		sd_keyness_count(keyness, group ? sd_text_of(group) : (struct sd_text){NULL, 0}, keys, length);
}

static struct sd_keyness_table finish(const struct sd_keyness *keyness, int64_t min_cell, size_t top)
{
	const struct sd_keyness_options options = {min_cell, 10, top, 1};
	struct sd_keyness_table table;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_keyness_finish(keyness, &options, &table, &err), 0);
	return table;
}

static const struct sd_keyness_row *row_of(const struct sd_keyness_table *table, const char *group, const char *item)
{
	for (size_t i = 0; i < table->length; i++)
		if (sd_text_equals(table->rows[i].group, group) && sd_text_equals(table->rows[i].item, item))
			return &table->rows[i];
	return NULL;
}

/* 60 and 55 respondents name one word each: the figures of tests/known/test_association.c by way of the table. */
static void figures(void **state)
{
	(void)state;
	static const struct {
		const char *item;
		int first, second;
		double log_odds, z;
	} words[] = {{"good", 30, 10, 1.253914, 3.887034}, {"bad", 5, 25, -1.800827, -4.398164},
		     {"price", 10, 12, -.283605, -.718467}, {"staff", 15, 8, .567670, 1.424420}};
	struct sd_keyness keyness;
	sd_keyness_init(&keyness);
	for (size_t i = 0; i < LENGTH(words); i++) {
		add(&keyness, words[i].first, "one", words[i].item);
		add(&keyness, words[i].second, "two", words[i].item);
	}
	struct sd_keyness_table table = finish(&keyness, 0, 0);
	assert_int_equal(table.tested, 8);
	assert_int_equal(table.length, 4); /* each word is used more by one of the two */
	for (size_t i = 0; i < LENGTH(words); i++) {
		const char *group = words[i].log_odds > 0 ? "one" : "two";
		const struct sd_keyness_row *row = row_of(&table, group, words[i].item);
		assert_non_null(row);
		expect_within(row->log_odds, fabs(words[i].log_odds), 5.1e-7, "log odds");
		expect_within(row->z, fabs(words[i].z), 5.1e-7, "z");
	}
	const struct sd_keyness_row *good = row_of(&table, "one", "good");
	assert_true(good == &table.rows[0] && good->n == 30 && good->base == 60);
	struct sd_interval interval = sd_newcombe(30, 60, 10, 55);
	expect_within(good->difference, .5 - 10. / 55, 1e-12, "difference");
	expect_within(good->interval.low, interval.low, 1e-12, "low");
	assert_true(good->p < good->q && good->q < .01);
	sd_keyness_table_release(&table);
	table = finish(&keyness, 0, 1);
	assert_int_equal(table.length, 2);
	sd_keyness_table_release(&table);
	sd_keyness_release(&keyness);
}

/* Whatever a small count is, nothing that is given changes. */
static void small_counts_tell_nothing(void **state)
{
	(void)state;
	struct sd_keyness_table first = {.rows = NULL};
	for (int small = 1; small < 10; small++) {
		struct sd_keyness keyness;
		sd_keyness_init(&keyness);
		add(&keyness, 50, "a", "refund");
		add(&keyness, 50, "a", "");
		add(&keyness, 30, "b", "refund");
		add(&keyness, 70, "b", "staff");
		add(&keyness, small, "c", "refund");
		add(&keyness, 100 - small, "c", "");
		struct sd_keyness_table table = finish(&keyness, 10, 0);
		const struct sd_keyness_row *row = row_of(&table, "a", "refund");
		assert_non_null(row);
		assert_null(row_of(&table, "c", "refund"));
		assert_true(table.bounded > 0);
		expect_within(row->difference, .5 - 39. / 200, 1e-12, "taken as nine");
		/* At least what it is. */
		assert_true(row->difference <= .5 - (30. + small) / 200 + 1e-12);
		if (small == 1) {
			first = table;
		} else {
			assert_int_equal(table.length, first.length);
			for (size_t i = 0; i < table.length; i++) {
				assert_true(sd_text_equal(table.rows[i].item, first.rows[i].item));
				expect_within(table.rows[i].p, first.rows[i].p, 0, "p");
				expect_within(table.rows[i].q, first.rows[i].q, 0, "q");
				expect_within(table.rows[i].log_odds, first.rows[i].log_odds, 0, "log odds");
				expect_within(table.rows[i].interval.low, first.rows[i].interval.low, 0, "low");
			}
			sd_keyness_table_release(&table);
		}
		sd_keyness_release(&keyness);
	}
	sd_keyness_table_release(&first);
}

static void who_is_left_out(void **state)
{
	(void)state;
	struct sd_keyness keyness;
	sd_keyness_init(&keyness);
	add(&keyness, 20, "a", "x");
	add(&keyness, 20, "b", "y");
	add(&keyness, 9, "tiny", "x");
	add(&keyness, 7, NULL, "x");
	struct sd_keyness_table table = finish(&keyness, 10, 0);
	assert_int_equal(table.groups, 2);
	assert_int_equal(table.small_groups, 1);
	assert_int_equal(table.groupless, 7);
	/* Neither is among what the others are held against. */
	expect_within(row_of(&table, "b", "y")->difference, 1, 1e-12, "difference");
	sd_keyness_table_release(&table);
	sd_keyness_release(&keyness);
	sd_keyness_init(&keyness);
	add(&keyness, 20, "a", "x");
	table = finish(&keyness, 10, 0);
	assert_int_equal(table.length, 0);
	sd_keyness_table_release(&table);
	/* Named by all, everywhere. */
	add(&keyness, 20, "b", "x");
	table = finish(&keyness, 0, 0);
	assert_int_equal(table.length, 0);
	sd_keyness_table_release(&table);
	sd_keyness_release(&keyness);
}

static void together(void **state)
{
	(void)state;
	struct sd_keyness keyness;
	sd_keyness_init(&keyness);
	add(&keyness, 40, NULL, "flat\twhite;flat;white");
	add(&keyness, 10, NULL, "flat");
	add(&keyness, 10, NULL, "white");
	add(&keyness, 30, NULL, "nice\ta\tday;nice;day");
	add(&keyness, 2, NULL, "rare\tphrase;rare;phrase");
	add(&keyness, 108, NULL, "");
	const struct sd_keyness_options options = {0, 10, 0, 2};
	struct sd_keyness_table table;
	assert_int_equal(sd_collocations_finish(&keyness, &options, &table, NULL), 0);
	assert_int_equal(table.length, 2);
	assert_null(table.rows[0].group.data);
	assert_true(sd_text_equals(table.rows[0].item, "nice a day")); /* never apart */
	expect_within(table.rows[0].npmi, 1, 1e-12, "never apart");
	assert_true(sd_text_equals(table.rows[1].item, "flat white"));
	expect_within(table.rows[1].npmi, log(40 * 200. / (50 * 50)) / log(200. / 40), 1e-12, "npmi");
	assert_true(table.rows[1].g2 > 100 && table.rows[1].p < 1e-20 && table.rows[1].n == 40 &&
		    table.rows[1].base == 200);
	sd_keyness_table_release(&table);
	sd_keyness_release(&keyness);
}

static void most_typical_quotes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint64_t score, draw;
	} offers[] = {{"c", 5, 3}, {"a", 9, 9}, {"d", 5, 2}, {"b", 1, 1}, {"a", 9, 9}, {"b", 9, 1}, {"e", 5, 2}};
	/* In each order: b and a at 9, then d (before e by its text). */
	for (size_t turn = 0; turn < LENGTH(offers); turn++) {
		struct sd_quotes *quotes = sd_quotes_new(1, 3), *all = sd_quotes_new(1, 3);
		for (size_t i = 0; i < LENGTH(offers); i++) {
			size_t place = (i * 3 + turn) % LENGTH(offers);
			sd_quotes_offer(quotes, sd_text_of(offers[place].text), offers[place].score,
					offers[place].draw);
		}
		sd_quotes_add(all, quotes);
		static const char *const wanted[] = {"b", "a", "d"};
		for (size_t i = 0; i < 3; i++) {
			assert_int_equal(all->items[i].length, 1);
			assert_memory_equal(all->items[i].text, wanted[i], 1);
		}
		sd_quotes_free(quotes, 1);
		sd_quotes_free(all, 1);
	}
}

static void surfaces(void **state)
{
	(void)state;
	struct sd_count *counts = sd_count_new(1);
	*sd_count_at(counts, SD_TEXT("price\tprices")) = 5;
	*sd_count_at(counts, SD_TEXT("price\tprice")) = 5;
	*sd_count_at(counts, SD_TEXT("rise\trising")) = 2;
	*sd_count_at(counts, SD_TEXT("price\trise\tprice rises")) = 2;
	*sd_count_at(counts, SD_TEXT("price\trise\tprices rise")) = 3;
	struct sd_surfaces *known = sd_surfaces_new(counts);
	struct sd_str str = SD_STR_INIT;
	sd_surfaces_add(known, SD_TEXT("price\tunseen\trise"), &str);
	assert_string_equal(str.data, "price unseen rising");
	sd_str_clear(&str);
	sd_surfaces_add(known, SD_TEXT("price\trise"), &str);
	assert_string_equal(str.data, "prices rise");
	sd_str_release(&str);
	sd_surfaces_free(known);
	sd_count_free(counts);
	assert_int_equal(sd_term_parts(SD_TEXT("a\tb\tc")), 3);
	assert_true(sd_text_equals(sd_term_part(SD_TEXT("a\tb\tc"), 1, 1), "b"));
	assert_true(sd_term_part(SD_TEXT("a"), 1, 0).length == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures),
		cmocka_unit_test(small_counts_tell_nothing),
		cmocka_unit_test(who_is_left_out),
		cmocka_unit_test(together),
		cmocka_unit_test(most_typical_quotes),
		cmocka_unit_test(surfaces),
	};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
