/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/count.h"
#include "base/hash.h"

static void sums_start_at_zero_and_stay(void **state)
{
	(void)state;
	struct sd_count *count = sd_count_new(3);
	assert_int_equal(sd_count_width(count), 3);
	assert_int_equal(sd_count_length(count), 0);
	assert_null(sd_count_find(count, SD_TEXT("a")));
	int64_t *sums = sd_count_at(count, SD_TEXT("a"));
	for (int i = 0; i < 3; i++)
		assert_int_equal(sums[i], 0);
	sums[1] = 7;
	assert_int_equal(sd_count_at(count, SD_TEXT("a"))[1], 7);
	assert_int_equal(sd_count_find(count, SD_TEXT("a"))[1], 7);
	assert_int_equal(sd_count_length(count), 1);
	assert_null(sd_count_find(count, SD_TEXT("b")));
	assert_int_equal(sd_count_length(count), 1);
	sd_count_free(count);
	sd_count_free(NULL);
}

/* Keys hold any bytes: none at all, NUL within, one the front of another, the caller's memory used again after. */
static void keys_of_any_bytes(void **state)
{
	(void)state;
	struct sd_count *count = sd_count_new(1);
	char reused[4] = "abc";
	sd_count_at(count, (struct sd_text){reused, 3})[0] = 1;
	memcpy(reused, "xyz", 3);
	sd_count_at(count, (struct sd_text){NULL, 0})[0] = 2;
	sd_count_at(count, SD_TEXT("a\0b"))[0] = 3;
	sd_count_at(count, SD_TEXT("a\0c"))[0] = 4;
	sd_count_at(count, SD_TEXT("ab"))[0] = 5;
	assert_int_equal(sd_count_length(count), 5);
	assert_int_equal(sd_count_find(count, SD_TEXT("abc"))[0], 1);
	assert_int_equal(sd_count_find(count, SD_TEXT(""))[0], 2);
	assert_int_equal(sd_count_find(count, SD_TEXT("a\0b"))[0], 3);
	assert_null(sd_count_find(count, SD_TEXT("xyz")));
	/* Long keys that differ in their last byte only are two. */
	char longer[5000];
	memset(longer, 'k', sizeof longer);
	sd_count_at(count, (struct sd_text){longer, sizeof longer})[0] = 6;
	longer[sizeof longer - 1] = 'l';
	assert_null(sd_count_find(count, (struct sd_text){longer, sizeof longer}));
	sd_count_free(count);
}

static struct sd_text number_key(struct sd_str *key, uint64_t number)
{
	sd_str_clear(key);
	sd_str_addf(key, "%llu", (unsigned long long)(number * 0x9E3779B97F4A7C15u));
	return sd_str_text(key);
}

/* Through many growths nothing is lost, and the order is that of the bytes. */
static void many_keys(void **state)
{
	(void)state;
	enum { KEYS = 50000 };
	struct sd_count *count = sd_count_new(2);
	struct sd_str key = SD_STR_INIT;
	for (int round = 0; round < 2; round++) {
		for (uint64_t i = 0; i < KEYS; i++) {
			int64_t *sums = sd_count_at(count, number_key(&key, i));
			sums[0] += (int64_t)i;
			sums[1]++;
		}
	}
	assert_int_equal(sd_count_length(count), KEYS);
	for (uint64_t i = 0; i < KEYS; i++) {
		const int64_t *sums = sd_count_find(count, number_key(&key, i));
		assert_int_equal(sums[0], 2 * (int64_t)i);
		assert_int_equal(sums[1], 2);
	}
	struct sd_count_entry *sorted = sd_count_sorted(count);
	for (size_t i = 0; i < KEYS; i++) {
		if (i > 0)
			assert_true(sd_text_compare(sorted[i - 1].key, sorted[i].key) < 0);
		assert_ptr_equal(sorted[i].sums, sd_count_find(count, sorted[i].key));
	}
	free(sorted);
	sd_str_release(&key);
	sd_count_free(count);
}

static void order_of_bytes(void **state)
{
	(void)state;
	static const char *const keys[] = {"",	"\x01", "A",	 "a",	"aaaaaaaa", "aaaaaaaa\x01", "aaaaaaaaa",
					   "b", "b\t",	"b\tc", "b c", "\xC3\xA9", "\xFF"};
	enum { KEYS = sizeof keys / sizeof *keys };
	struct sd_count *count = sd_count_new(0);
	for (size_t i = KEYS; i > 0; i--)
		sd_count_at(count, sd_text_of(keys[i - 1]));
	/* A NUL and an end are told apart where the first eight bytes look the same. */
	sd_count_at(count, SD_TEXT("\0"));
	struct sd_count_entry *sorted = sd_count_sorted(count);
	assert_true(sd_text_equal(sorted[0].key, SD_TEXT("")));
	assert_true(sd_text_equal(sorted[1].key, SD_TEXT("\0")));
	for (size_t i = 1; i < KEYS; i++)
		assert_true(sd_text_equals(sorted[i + 1].key, keys[i]));
	free(sorted);
	sd_count_free(count);
	count = sd_count_new(1);
	sorted = sd_count_sorted(count);
	assert_non_null(sorted);
	free(sorted);
	sd_count_free(count);
}

static void adding(void **state)
{
	(void)state;
	struct sd_count *a = sd_count_new(2), *b = sd_count_new(2), *narrow = sd_count_new(1);
	sd_count_at(a, SD_TEXT("both"))[0] = 5;
	sd_count_at(a, SD_TEXT("a"))[1] = 1;
	sd_count_at(b, SD_TEXT("both"))[0] = -7;
	sd_count_at(b, SD_TEXT("b"))[0] = 3;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_count_add(a, b, &err), 0);
	assert_false(sd_error_is_set(&err));
	assert_int_equal(sd_count_length(a), 3);
	assert_int_equal(sd_count_find(a, SD_TEXT("both"))[0], -2);
	assert_int_equal(sd_count_find(a, SD_TEXT("a"))[1], 1);
	assert_int_equal(sd_count_find(a, SD_TEXT("b"))[0], 3);
	assert_int_equal(sd_count_length(b), 2);
	assert_int_equal(sd_count_add(a, a, NULL), 0);
	assert_int_equal(sd_count_find(a, SD_TEXT("b"))[0], 6);

	assert_int_equal(sd_count_add(a, narrow, &err), -1);
	assert_true(sd_error_is_set(&err));
	sd_error_clear(&err);

	sd_count_at(a, SD_TEXT("both"))[0] = INT64_MAX - 1;
	sd_count_at(a, SD_TEXT("b"))[0] = INT64_MIN;
	sd_count_at(b, SD_TEXT("both"))[0] = 2;
	sd_count_at(b, SD_TEXT("b"))[0] = -1;
	sd_count_at(b, SD_TEXT("b"))[1] = 4;
	assert_int_equal(sd_count_add(a, b, &err), -1);
	assert_true(sd_error_is_set(&err));
	assert_true(sd_count_find(a, SD_TEXT("both"))[0] == INT64_MAX);
	assert_true(sd_count_find(a, SD_TEXT("b"))[0] == INT64_MIN);
	assert_int_equal(sd_count_find(a, SD_TEXT("b"))[1], 4);
	sd_error_release(&err);
	sd_count_free(a);
	sd_count_free(b);
	sd_count_free(narrow);
}

static void make_key(struct sd_str *key, const struct sd_text *parts, size_t length)
{
	sd_str_clear(key);
	for (size_t i = 0; i < length; i++)
		sd_key_add(key, parts[i]);
}

/* Every list of up to three of these parts gives a key of its own, one line long, from which the parts come back. */
static void keys_of_parts(void **state)
{
	(void)state;
	const struct sd_text choice[] = {
		{NULL, 0},	    SD_TEXT(""),      SD_TEXT("a"),	   SD_TEXT("\\"),    SD_TEXT("\\N"),
		SD_TEXT("\\E"),	    SD_TEXT("N"),     SD_TEXT("\t"),	   SD_TEXT("a\tb"),  SD_TEXT("\\t"),
		SD_TEXT("\n\r\\n"), SD_TEXT("x\\"), SD_TEXT("\0\xFF"),
	};
	enum { CHOICES = sizeof choice / sizeof *choice };
	struct sd_count *seen = sd_count_new(0);
	struct sd_str key = SD_STR_INIT, part = SD_STR_INIT;
	size_t lists = 0;
	for (size_t number = 0; number < (CHOICES + 1) * (CHOICES + 1) * (CHOICES + 1); number++) {
		struct sd_text parts[3];
		size_t length = 0;
		bool canonical = true, ended = false;
		for (size_t rest = number, i = 0; i < 3; i++, rest /= CHOICES + 1) {
			if (rest % (CHOICES + 1) == 0)
				ended = true;
			else if (ended)
				canonical = false;
			else
				parts[length++] = choice[rest % (CHOICES + 1) - 1];
		}
		if (!canonical)
			continue;
		lists++;
		make_key(&key, parts, length);
		for (size_t i = 0; i < key.length; i++)
			assert_true(key.data[i] != '\n' && key.data[i] != '\r');
		sd_count_at(seen, sd_str_text(&key));
		struct sd_text rest = sd_str_text(&key);
		for (size_t i = 0; i < length; i++) {
			bool absent;
			assert_true(sd_key_next(&rest, &part, &absent));
			assert_int_equal(absent, !parts[i].data);
			assert_true(sd_text_equal(sd_str_text(&part), parts[i]));
		}
		assert_false(sd_key_next(&rest, &part, NULL));
		assert_null(rest.data);
	}
	assert_int_equal(sd_count_length(seen), lists);
	assert_int_equal(lists, 1 + CHOICES + CHOICES * CHOICES + CHOICES * CHOICES * CHOICES);
	sd_count_free(seen);
	sd_str_release(&key);
	sd_str_release(&part);
}

static void keys_as_they_are_written(void **state)
{
	(void)state;
	struct sd_str key = SD_STR_INIT;
	const struct sd_text parts[] = {SD_TEXT("queue time"), {NULL, 0}, SD_TEXT(""), SD_TEXT("a\tb\\c\nd\re")};
	make_key(&key, parts, sizeof parts / sizeof *parts);
	assert_string_equal(key.data, "queue time\t\\N\t\\E\ta\\tb\\\\c\\nd\\re");
	sd_str_release(&key);
}

static int ready(void **state)
{
	(void)state;
	return sd_hash_init();
}

static void gives_what_it_counted(void **state)
{
	struct sd_count *into = sd_count_new(1), *from = sd_count_new(1);
	(void)state;
	*sd_count_at(from, SD_TEXT("b")) = 2;
	assert_int_equal(sd_count_give(into, from, NULL), 0);
	assert_int_equal(sd_count_length(from), 0);
	*sd_count_at(from, SD_TEXT("a")) = 1;
	*sd_count_at(from, SD_TEXT("b")) = 3;
	assert_int_equal(sd_count_give(into, from, NULL), 0);
	assert_int_equal(*sd_count_find(into, SD_TEXT("b")), 5);
	sd_count_free(from);
	struct sd_count_entry *sorted = sd_count_used_up(into);
	assert_int_equal(sd_count_length(into), 2);
	assert_true(sd_text_equals(sorted[0].key, "a") && *sorted[0].sums == 1);
	assert_true(sd_text_equals(sorted[1].key, "b") && *sorted[1].sums == 5);
	free(sorted);
	sd_count_free(into);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_what_it_counted),
		cmocka_unit_test(sums_start_at_zero_and_stay),
		cmocka_unit_test(keys_of_any_bytes),
		cmocka_unit_test(many_keys),
		cmocka_unit_test(order_of_bytes),
		cmocka_unit_test(adding),
		cmocka_unit_test(keys_of_parts),
		cmocka_unit_test(keys_as_they_are_written),
	};
	return cmocka_run_group_tests(tests, ready, NULL);
}
