/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/suggest.h"

static size_t distance(const char *a, const char *b)
{
	size_t one_way = sd_suggest_distance(sd_text_of(a), sd_text_of(b));
	assert_int_equal(sd_suggest_distance(sd_text_of(b), sd_text_of(a)), one_way);
	return one_way;
}

static void edits_are_counted(void **state)
{
	(void)state;
	assert_int_equal(distance("", ""), 0);
	assert_int_equal(distance("", "abc"), 3);
	assert_int_equal(distance("sentiment", "sentiment"), 0);
	assert_int_equal(distance("sentiment", "sentimnt"), 1);
	assert_int_equal(distance("sentiment", "sentimeant"), 1);
	assert_int_equal(distance("sentiment", "santiment"), 1);
	assert_int_equal(distance("sentiment", "setniment"), 1);
	assert_int_equal(distance("kitten", "sitting"), 3);
	/* No part is edited twice: without that rule, swapping and then inserting would make this 2. */
	assert_int_equal(distance("ca", "abc"), 3);
}

static void case_and_joints_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(distance("Order_Date", "order date"), 0);
	assert_int_equal(distance("order-date", "ORDER_DATE"), 0);
	assert_int_equal(distance("orderdate", "order_date"), 1);
	/* Only ASCII letters have a case here: these differ in one byte of two. */
	assert_int_equal(distance("\xC3\x84", "\xC3\xA4"), 1);
}

static void only_the_first_64_bytes_are_looked_at(void **state)
{
	(void)state;
	char a[101], b[101];
	memset(a, 'a', 100);
	memset(b, 'a', 100);
	a[100] = b[100] = '\0';
	b[64] = 'x';
	assert_int_equal(distance(a, b), 0);
	b[63] = 'x';
	assert_int_equal(distance(a, b), 1);
	memset(b, 'b', 100);
	assert_int_equal(distance(a, b), 64);
	const struct sd_text with_nul = {"a\0b", 3};
	assert_int_equal(sd_suggest_distance(with_nul, SD_TEXT("ab")), 1);
}

static void names_come_by_distance_then_place(void **state)
{
	(void)state;
	const struct sd_text names[] = {SD_TEXT("date"), SD_TEXT("comment"), SD_TEXT("comments"), SD_TEXT("Comment"),
					SD_TEXT("content")};
	static const size_t right[] = {1, 3, 2, 4, 0};
	size_t *order = sd_suggest_order(SD_TEXT("coment"), names, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(order[i], right[i]);
	free(order);
	free(sd_suggest_order(SD_TEXT("any"), NULL, 0));
}

static bool near(const char *wanted, const char *name)
{
	return sd_suggest_is_near(sd_text_of(wanted), sd_text_of(name));
}

static void near_is_what_can_be_meant(void **state)
{
	(void)state;
	assert_true(near("sentimnt", "sentiment"));
	assert_true(near("ID", "id"));
	assert_true(near("jbos", "jobs"));
	assert_true(near("date", "order_date"));
	assert_true(near("comment_text", "comment"));
	assert_false(near("id", "to"));
	assert_false(near("a", "b"));
	assert_false(near("sentiment", "date"));
	assert_false(near("", "date"));
	assert_false(near("on", "reason")); /* two bytes at an end are no sign */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_are_counted),
		cmocka_unit_test(case_and_joints_do_not_count),
		cmocka_unit_test(only_the_first_64_bytes_are_looked_at),
		cmocka_unit_test(names_come_by_distance_then_place),
		cmocka_unit_test(near_is_what_can_be_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
