/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/partial.h"

static void count(struct sd_partial *partial, const char *table, size_t width, const char *key, int64_t sum)
{
	struct sd_str made = SD_STR_INIT;
	sd_key_add(&made, sd_text_of(key));
	struct sd_count *counts = sd_partial_table(partial, table, width);
	assert_non_null(counts);
	for (size_t i = 0; i < width; i++)
		sd_count_at(counts, sd_str_text(&made))[i] += sum;
	if (!width)
		sd_count_at(counts, sd_str_text(&made));
	sd_str_release(&made);
}

static struct sd_str written(const struct sd_partial *partial)
{
	struct sd_str out = SD_STR_INIT;
	sd_partial_write(partial, &out);
	return out;
}

/* Reads from memory of exactly the content's size. */
static int read_exactly(struct sd_partial **into, struct sd_text content, struct sd_error *err)
{
	char *copy = sd_alloc(content.length, 1);
	if (content.length)
		memcpy(copy, content.data, content.length);
	int status = sd_partial_read(into, "part.tsv", (struct sd_text){copy, content.length}, err);
	free(copy);
	return status;
}

static void expect_refused(struct sd_partial **into, struct sd_text content, const char *message)
{
	struct sd_partial *before = *into;
	struct sd_str was = before ? written(before) : (struct sd_str)SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(read_exactly(into, content, &err), -1);
	assert_non_null(err.message.data);
	if (!strstr(err.message.data, message))
		fail_msg("%s, not %s", err.message.data, message);
	assert_ptr_equal(*into, before);
	if (before) {
		struct sd_str now = written(before);
		assert_string_equal(was.data, now.data);
		sd_str_release(&now);
	}
	sd_str_release(&was);
	sd_error_release(&err);
}

/* A file of `body`, with the mark of a whole one. */
static struct sd_str marked(const char *body, long rows)
{
	struct sd_str content = SD_STR_INIT;
	char hex[SD_HASH_HEX];
	sd_hash_content(body, strlen(body), hex);
	sd_str_addf(&content, "%s#end\t%ld\t%s\n", body, rows, hex);
	return content;
}

static struct sd_partial *example(void)
{
	struct sd_partial *partial = sd_partial_new("keyness", SD_TEXT("--by\tsite\n--min 5"));
	count(partial, "term", 2, "queue", 3);
	count(partial, "term", 2, "a\tb", -4);
	count(partial, "term", 2, "", 1);
	count(partial, "seen", 0, "\xC3\xA9t\xC3\xA9", 0);
	count(partial, "all-rows", 1, "n", INT64_MAX);
	sd_partial_table(partial, "empty", 3);
	return partial;
}

static void as_it_is_written(void **state)
{
	(void)state;
	struct sd_partial *partial = example();
	struct sd_str out = written(partial);
	struct sd_str expected = marked("#saydo-partial\t" SD_VERSION
					"\tkeyness\t--by\\tsite\\n--min 5\tall-rows=1\tempty=3\tseen=0\tterm=2\n"
					"all-rows\tn\t9223372036854775807\n"
					"seen\t\xC3\xA9t\xC3\xA9\n"
					"term\t\\E\t1\t1\n"
					"term\ta\\tb\t-4\t-4\n"
					"term\tqueue\t3\t3\n",
					5);
	assert_string_equal(out.data, expected.data);
	sd_str_release(&out);
	sd_str_release(&expected);
	sd_partial_free(partial);
	sd_partial_free(NULL);
}

static void tables(void **state)
{
	(void)state;
	struct sd_partial *partial = example();
	assert_ptr_equal(sd_partial_table(partial, "term", 2), sd_partial_table(partial, "term", 2));
	assert_null(sd_partial_table(partial, "term", 1));
	static const char *const names[] = {"", "a b", "a1", "a=b", "#end", "\xC3\xA9"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_null(sd_partial_table(partial, names[i], 1));
	assert_string_equal(sd_partial_filter(partial), "keyness");
	assert_true(sd_text_equal(sd_partial_options(partial), SD_TEXT("--by\tsite\n--min 5")));
	sd_partial_free(partial);
}

static void written_then_read_is_the_same(void **state)
{
	(void)state;
	struct sd_partial *partial = example(), *again = NULL;
	struct sd_str out = written(partial);
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(read_exactly(&again, sd_str_text(&out), &err), 0);
	assert_string_equal(sd_partial_filter(again), "keyness");
	assert_true(sd_text_equal(sd_partial_options(again), sd_partial_options(partial)));
	struct sd_str second = written(again);
	assert_string_equal(out.data, second.data);
	sd_str_release(&out);
	sd_str_release(&second);
	sd_partial_free(partial);
	sd_partial_free(again);

	/* Nothing counted, no options: whole all the same. */
	partial = sd_partial_new("themes", (struct sd_text){NULL, 0});
	out = written(partial);
	again = NULL;
	assert_int_equal(read_exactly(&again, sd_str_text(&out), &err), 0);
	assert_int_equal(sd_partial_options(again).length, 0);
	second = written(again);
	assert_string_equal(out.data, second.data);
	sd_str_release(&out);
	sd_str_release(&second);
	sd_partial_free(partial);
	sd_partial_free(again);
	sd_error_release(&err);
}

/* Law 3: the counts of parts, added in any order, are the counts of the whole, to the byte. */
static void parts_add_up_to_the_whole(void **state)
{
	(void)state;
	enum { PARTS = 3 };
	struct sd_partial *whole = sd_partial_new("tally", SD_TEXT("x")), *part[PARTS];
	for (size_t i = 0; i < PARTS; i++)
		part[i] = sd_partial_new("tally", SD_TEXT("x"));
	for (size_t i = 0; i < 3000; i++) {
		char key[2] = {(char)('a' + i * i % 23), '\0'};
		const char *table = i % 7 ? "code" : "pair";
		count(whole, table, 2, key, (int64_t)(i % 11) - 5);
		count(part[i * 7 / 5 % PARTS], table, 2, key, (int64_t)(i % 11) - 5);
	}
	/* A table that one part alone has. */
	count(whole, "rare", 1, "r", 1);
	count(part[1], "rare", 1, "r", 1);
	struct sd_str expected = written(whole);
	static const size_t orders[][PARTS] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct sd_partial *sum = NULL;
		for (size_t j = 0; j < PARTS; j++) {
			struct sd_str one = written(part[orders[i][j]]);
			assert_int_equal(read_exactly(&sum, sd_str_text(&one), NULL), 0);
			sd_str_release(&one);
		}
		struct sd_str out = written(sum);
		assert_string_equal(out.data, expected.data);
		sd_str_release(&out);
		sd_partial_free(sum);
	}
	sd_str_release(&expected);
	sd_partial_free(whole);
	for (size_t i = 0; i < PARTS; i++)
		sd_partial_free(part[i]);
}

/* Wherever it is torn, and whichever byte is changed, a partial is refused. */
static void torn_or_changed(void **state)
{
	(void)state;
	struct sd_partial *partial = example(), *into = NULL;
	struct sd_str out = written(partial);
	for (size_t length = 0; length < out.length; length++)
		expect_refused(&into, (struct sd_text){out.data, length}, "part.tsv: ");
	for (size_t i = 0; i < out.length; i++) {
		out.data[i] ^= 1;
		expect_refused(&into, sd_str_text(&out), "part.tsv: ");
		out.data[i] ^= 1;
	}
	sd_str_add_text(&out, SD_TEXT("\n"));
	expect_refused(&into, sd_str_text(&out), "torn");
	sd_str_release(&out);
	sd_partial_free(partial);
}

#define FIRST "#saydo-partial\t" SD_VERSION "\ttally\tx"

static void bad_content_under_a_good_hash(void **state)
{
	(void)state;
	static const struct {
		const char *body;
		long rows;
		const char *message;
	} cases[] = {
		{"word,n\na,1\n", 1, "line 1: not a partial"},
		{"#saydo-partial\t0\ttally\tx\n", 0, "line 1: counted by saydo 0, and this is"},
		{"#saydo-partial\t" SD_VERSION "\ttally\n", 0, "line 1: not the first line"},
		{"#saydo-partial\t" SD_VERSION "\t\\E\tx\n", 0, "line 1: not the first line"},
		{FIRST "\tcode\n", 0, "line 1: not the first line"},
		{FIRST "\tcode=\n", 0, "line 1: not the first line"},
		{FIRST "\tcode=-1\n", 0, "line 1: not the first line"},
		{FIRST "\tcode=99999999\n", 0, "line 1: not the first line"},
		{FIRST "\tc d=1\n", 0, "line 1: not the first line"},
		{FIRST "\tcode=1\tcode=1\n", 0, "line 1: not the first line"},
		{FIRST "\tcode=1\ncode\ta\t1\n", 2, "1 rows"},
		{FIRST "\tcode=1\ncode\ta\t1\n", -1, "1 rows"},
		{FIRST "\tcode=1\ncode\ta\t1\n\n", 2, "line 3:"},
		{FIRST "\tcode=1\ncode\ta\t1\nother\ta\t1\n", 2, "line 3:"},
		{FIRST "\tcode=1\ncode\ta\t1\ncode\ta\t1\n", 2, "line 3:"},
		{FIRST "\tcode=2\ncode\ta\t1\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\t1\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t1.5\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t01\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t+1\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t-\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t-0\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t9223372036854775808\n", 1, "line 2:"},
		{FIRST "\tcode=1\ncode\ta\t1\r\n", 1, "line 2:"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_partial *into = NULL;
		struct sd_str content = marked(cases[i].body, cases[i].rows);
		expect_refused(&into, sd_str_text(&content), cases[i].message);
		sd_str_release(&content);
	}
	struct sd_partial *good = NULL;
	struct sd_str content = marked(FIRST "\tcode=1\ncode\ta\t-9223372036854775808\ncode\tb\tc\t0\n", 2);
	assert_int_equal(read_exactly(&good, sd_str_text(&content), NULL), 0);
	struct sd_str again = written(good);
	assert_string_equal(content.data, again.data);
	sd_str_release(&content);
	sd_str_release(&again);
	sd_partial_free(good);
}

static void strangers_are_not_added(void **state)
{
	(void)state;
	struct sd_partial *into = sd_partial_new("tally", SD_TEXT("x"));
	count(into, "code", 1, "a", INT64_MAX);
	static const struct {
		const char *body;
		const char *message;
	} cases[] = {
		{"#saydo-partial\t" SD_VERSION "\tthemes\tx\n", "counts of `themes`, not of `tally`"},
		{"#saydo-partial\t" SD_VERSION "\ttally\ty\n",
		 "other options than the partials before it: y; before: x"},
		{FIRST "\tcode=2\n", "the table `code` has another number of sums"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str content = marked(cases[i].body, 0);
		expect_refused(&into, sd_str_text(&content), cases[i].message);
		sd_str_release(&content);
	}
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str content = marked(FIRST "\tcode=1\ncode\ta\t1\n", 1);
	assert_int_equal(read_exactly(&into, sd_str_text(&content), &err), -1);
	assert_non_null(strstr(err.message.data, "the table `code` leaves the range"));
	sd_str_release(&content);
	sd_error_release(&err);
	sd_partial_free(into);
}

static int ready(void **state)
{
	(void)state;
	return sd_hash_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_it_is_written),
		cmocka_unit_test(tables),
		cmocka_unit_test(written_then_read_is_the_same),
		cmocka_unit_test(parts_add_up_to_the_whole),
		cmocka_unit_test(torn_or_changed),
		cmocka_unit_test(bad_content_under_a_good_hash),
		cmocka_unit_test(strangers_are_not_added),
	};
	return cmocka_run_group_tests(tests, ready, NULL);
}
