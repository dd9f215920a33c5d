/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include "do/ledger.h"
#include "do/orders.h"

static void add(struct sd_count *days, const char *customer, const char *day, const char *order, const char *category,
		int64_t cents)
{
	struct sd_str id = SD_STR_INIT, key = SD_STR_INIT;
	sd_key_add(&id, sd_text_of(customer));
	sd_key_add(&key, sd_str_text(&id));
	sd_key_add(&key, sd_text_of(day));
	sd_key_add(&key, order ? sd_text_of(order) : (struct sd_text){NULL, 0});
	sd_key_add(&key, category ? sd_text_of(category) : (struct sd_text){NULL, 0});
	int64_t *sums = sd_count_at(days, sd_str_text(&key));
	sums[SD_ORDERS_COUNT] += cents > 0;
	sums[SD_ORDERS_AMOUNT] += cents * 100;
	sums[SD_ORDERS_REFUNDS] += cents < 0 ? -cents * 100 : 0;
	sd_str_release(&id);
	sd_str_release(&key);
}

static struct sd_ledger *finish(struct sd_count *days, sd_day as_of)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_ledger *ledger = sd_ledger_new(days, as_of, &err);
	assert_non_null(ledger);
	sd_count_free(days);
	return ledger;
}

static struct sd_ledger_sums between(const struct sd_ledger *ledger, const char *customer, sd_day from, sd_day to)
{
	struct sd_ledger_sums sums;
	size_t at = sd_ledger_find(ledger, sd_text_of(customer));
	assert_true(at != SD_NO_CUSTOMER);
	sd_ledger_between(ledger, at, from, to, &sums);
	return sums;
}

static sd_day january(int day)
{
	return sd_day_of(2024, 1, day);
}

static void windows_hold_both_their_ends(void **state)
{
	(void)state;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	for (int day = 1; day <= 5; day++) {
		char date[] = "2024-01-00";
		date[9] = (char)('0' + day);
		add(days, "a", date, NULL, NULL, 100);
	}
	add(days, "a", "2024-01-03", NULL, NULL, 50);
	struct sd_ledger *ledger = finish(days, SD_NO_DAY);
	struct sd_ledger_sums sums = between(ledger, "a", january(2), january(4));
	assert_int_equal(sums.days, 3);
	assert_int_equal(sums.orders, 4);
	assert_int_equal(sums.amount, 350 * 100);
	assert_int_equal(sums.first, january(2));
	assert_int_equal(sums.last, january(4));
	sums = between(ledger, "a", january(4), january(3));
	assert_int_equal(sums.days, 0);
	assert_int_equal(sums.first, SD_NO_DAY);
	assert_int_equal(ledger->first, january(1));
	assert_int_equal(ledger->last, january(5));
	assert_int_equal(sd_ledger_find(ledger, SD_TEXT("b")), SD_NO_CUSTOMER);
	sd_ledger_free(ledger);
}

static void a_refund_belongs_to_the_order_it_names(void **state)
{
	(void)state;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	add(days, "a", "2024-01-02", "1", NULL, 1000);
	add(days, "a", "2024-01-20", "1", NULL, -300);
	add(days, "a", "2024-01-05", "2", NULL, 500);
	add(days, "a", "2024-01-06", "2", NULL, -500);
	struct sd_ledger *ledger = finish(days, SD_NO_DAY);
	struct sd_ledger_sums sums = between(ledger, "a", january(1), january(2));
	assert_int_equal(sums.amount, 700 * 100);
	assert_int_equal(sums.refunds, 300 * 100);
	assert_int_equal(sums.days, 1);
	/* Order 2 came to nothing: no order, no purchase day, and nothing on the days of the refunds. */
	sums = between(ledger, "a", january(3), january(31));
	assert_int_equal(sums.days, 0);
	assert_int_equal(sums.orders, 0);
	assert_int_equal(sums.amount, 0);
	sd_ledger_free(ledger);
}

static void a_refund_without_an_order_is_on_its_day_and_no_visit(void **state)
{
	(void)state;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	add(days, "a", "2024-01-02", "1", NULL, 1000);
	add(days, "a", "2024-01-09", NULL, NULL, -300);
	add(days, "a", "2024-01-11", "never seen", NULL, -200);
	struct sd_ledger *ledger = finish(days, SD_NO_DAY);
	struct sd_ledger_sums sums = between(ledger, "a", january(9), january(9));
	assert_int_equal(sums.amount, -300 * 100);
	assert_int_equal(sums.days, 0);
	assert_int_equal(between(ledger, "a", january(11), january(11)).amount, -200 * 100);
	sd_day bought[8];
	assert_int_equal(sd_ledger_days(ledger, 0, bought), 1);
	assert_int_equal(bought[0], january(2));
	sd_ledger_free(ledger);
}

static void an_order_counts_once_over_its_categories(void **state)
{
	(void)state;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	add(days, "a", "2024-01-02", "1", "tea", 300);
	add(days, "a", "2024-01-02", "1", "cake", 500);
	add(days, "a", "2024-01-02", "1", NULL, 100);
	add(days, "a", "2024-01-04", "2", "tea", 200);
	add(days, "a", "2024-01-04", "2", "cake", 200);
	struct sd_ledger *ledger = finish(days, SD_NO_DAY);
	assert_int_equal(ledger->categories_length, 2);
	assert_true(sd_text_equals(ledger->categories[0], "cake"));
	assert_int_equal(ledger->entries_length, 5);
	const int64_t counts[] = {1, 0, 0, 1, 0}; /* of equals the first in byte order */
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(ledger->entries[i].count, counts[i]);
	assert_int_equal(ledger->entries[2].category, SD_NO_CATEGORY);
	assert_int_equal(between(ledger, "a", january(1), january(9)).orders, 2);
	sd_ledger_free(ledger);
}

static void what_came_later_is_hidden(void **state)
{
	(void)state;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	add(days, "a", "2024-01-02", "1", NULL, 1000);
	add(days, "a", "2024-01-20", "1", NULL, -1000);
	add(days, "b", "2024-01-20", "2", NULL, 1000);
	struct sd_ledger *ledger = finish(days, january(19));
	assert_int_equal(ledger->length, 1);
	assert_int_equal(ledger->last, january(2));
	assert_int_equal(between(ledger, "a", january(1), january(31)).orders, 1);
	sd_ledger_free(ledger);
}

/* TAB ends a part of a key, yet sorts before most bytes and behind a few: neither may part a customer's rows. */
static void customers_are_found_whatever_their_bytes(void **state)
{
	(void)state;
	static const char *const ids[] = {"a", "a\tb", "a\x01", "a\\", "b", "\xc3\xa9"};
	enum { COUNT = sizeof ids / sizeof *ids };
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	for (int day = 0; day < 2; day++)
		for (size_t i = 0; i < COUNT; i++)
			add(days, ids[i], day ? "2024-01-05" : "2024-01-02", NULL, NULL, 100 + (int)i);
	struct sd_ledger *ledger = finish(days, SD_NO_DAY);
	assert_int_equal(ledger->length, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		struct sd_str key = SD_STR_INIT;
		struct sd_ledger_sums sums;
		sd_key_add(&key, sd_text_of(ids[i]));
		size_t at = sd_ledger_find(ledger, sd_str_text(&key));
		assert_true(at < COUNT);
		sd_ledger_between(ledger, at, january(1), january(9), &sums);
		assert_int_equal(sums.days, 2);
		assert_int_equal(sums.amount, 2 * (100 + (int64_t)i) * 100);
		sd_str_release(&key);
	}
	sd_ledger_free(ledger);
}

static void sums_that_leave_64_bits_are_told(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	add(days, "a", "2024-01-02", "1", NULL, INT64_MAX / 100);
	add(days, "a", "2024-01-03", "2", NULL, INT64_MAX / 100);
	assert_null(sd_ledger_new(days, SD_NO_DAY, &err));
	assert_true(sd_error_is_set(&err));
	sd_error_clear(&err);
	sd_count_free(days);
	days = sd_count_new(SD_ORDERS_WIDTH);
	sd_count_at(days, SD_TEXT("a\tnot a day\t\\N\t\\N"));
	assert_null(sd_ledger_new(days, SD_NO_DAY, &err));
	sd_error_release(&err);
	sd_count_free(days);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_hold_both_their_ends),
		cmocka_unit_test(a_refund_belongs_to_the_order_it_names),
		cmocka_unit_test(a_refund_without_an_order_is_on_its_day_and_no_visit),
		cmocka_unit_test(an_order_counts_once_over_its_categories),
		cmocka_unit_test(what_came_later_is_hidden),
		cmocka_unit_test(customers_are_found_whatever_their_bytes),
		cmocka_unit_test(sums_that_leave_64_bits_are_told),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
