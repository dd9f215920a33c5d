/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

static void comparing(void **state)
{
	(void)state;
	static const struct sd_text none = {NULL, 0};
	assert_true(sd_text_equal(none, SD_TEXT("")));
	assert_true(sd_text_equals(none, ""));
	assert_false(sd_text_equals(SD_TEXT("a\0b"), "a"));
	assert_true(sd_text_equal(SD_TEXT("a\0b"), SD_TEXT("a\0b")));
	const struct sd_text rising[] = {none,		  SD_TEXT("\0"),   SD_TEXT("A"),  SD_TEXT("a"),
					 SD_TEXT("a\0"), SD_TEXT("a\0b"), SD_TEXT("aa"), SD_TEXT("\xC3\xA9")};
	enum { LENGTH = sizeof rising / sizeof *rising };
	for (size_t i = 0; i < LENGTH; i++) {
		for (size_t j = 0; j < LENGTH; j++) {
			int order = sd_text_compare(rising[i], rising[j]);
			assert_true(i < j ? order < 0 : i > j ? order > 0 : order == 0);
			assert_int_equal(sd_text_equal(rising[i], rising[j]), i == j);
		}
	}
}

static void trimming(void **state)
{
	(void)state;
	assert_true(sd_text_equals(sd_text_trim(SD_TEXT(" \t\n\v\f\ra b \r\n")), "a b"));
	assert_true(sd_text_equals(sd_text_trim(SD_TEXT("a")), "a"));
	assert_int_equal(sd_text_trim(SD_TEXT(" \t ")).length, 0);
	assert_int_equal(sd_text_trim((struct sd_text){NULL, 0}).length, 0);
	/* Neither a NUL nor a no-break blank is an ASCII blank. */
	assert_int_equal(sd_text_trim(SD_TEXT("\0 ")).length, 1);
	assert_int_equal(sd_text_trim(SD_TEXT("\xC2\xA0")).length, 2);
}

/* After every call a NUL stands behind the bytes, whatever was added and however often the string grew. */
static void growing(void **state)
{
	(void)state;
	struct sd_str str = SD_STR_INIT;
	sd_str_add(&str, NULL, 0);
	assert_string_equal(str.data, "");
	for (size_t i = 0; i < 5000; i++) {
		size_t before = str.length;
		switch (i % 5) {
		case 0:
			sd_str_addc(&str, 'c');
			break;
		case 1:
			sd_str_adds(&str, "adds");
			break;
		case 2:
			sd_str_add_text(&str, SD_TEXT("t\0t"));
			break;
		case 3:
			sd_str_addf(&str, "%s=%d", "f", (int)i);
			break;
		default:
			sd_str_add_int(&str, -(int64_t)i);
		}
		assert_true(str.length > before && str.length < str.room);
		assert_int_equal(str.data[str.length], '\0');
	}
	assert_memory_equal(str.data, "caddst\0tf=3-4caddst\0tf=8-9", 26);
	sd_str_clear(&str);
	assert_int_equal(str.length, 0);
	assert_string_equal(str.data, "");
	sd_str_release(&str);
	assert_null(str.data);
	sd_str_clear(&str);
	sd_str_reserve(&str, 1000);
	assert_true(str.room > 1000);
	assert_int_equal(str.length, 0);
	sd_str_release(&str);
}

static void integers(void **state)
{
	(void)state;
	static const struct {
		int64_t value;
		const char *text;
	} cases[] = {
		{0, "0"},
		{7, "7"},
		{-7, "-7"},
		{1000, "1000"},
		{INT64_MAX, "9223372036854775807"},
		{INT64_MIN, "-9223372036854775808"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str str = SD_STR_INIT;
		sd_str_add_int(&str, cases[i].value);
		assert_string_equal(str.data, cases[i].text);
		sd_str_release(&str);
	}
}

static void formats_of_any_length(void **state)
{
	(void)state;
	struct sd_str str = SD_STR_INIT, expected = SD_STR_INIT;
	for (int width = 0; width < 3000; width += 61) {
		sd_str_clear(&str);
		sd_str_clear(&expected);
		sd_str_addf(&str, "<%*d>", width, 5);
		sd_str_addc(&expected, '<');
		for (int i = 1; i < width; i++)
			sd_str_addc(&expected, ' ');
		sd_str_adds(&expected, "5>");
		assert_string_equal(str.data, expected.data);
	}
	sd_str_release(&str);
	sd_str_release(&expected);
}

static void expect_printable(struct sd_text text, size_t limit, const char *expected)
{
	struct sd_str str = SD_STR_INIT;
	sd_str_adds(&str, "");
	sd_str_add_printable(&str, text, limit);
	assert_string_equal(str.data, expected);
	sd_str_release(&str);
}

static void a_terminal_obeys_nothing(void **state)
{
	(void)state;
	expect_printable(SD_TEXT("plain caf\xC3\xA9 \xF0\x9F\x98\x80"), 100, "plain caf\xC3\xA9 \xF0\x9F\x98\x80");
	expect_printable(SD_TEXT("\x1B[31m\a\r\n\0\x7F"), 100, "\\u{1B}[31m\\u{7}\\u{D}\\u{A}\\u{0}\\u{7F}");
	expect_printable(SD_TEXT("\xC2\x9B|\xC2\xA0"), 100, "\\u{9B}|\xC2\xA0");
	expect_printable(SD_TEXT("\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x8F\xD8\x9C\xEF\xBB\xBF"), 100,
			 "\\u{202E}\\u{2066}\\u{200F}\\u{61C}\\u{FEFF}");
	expect_printable(SD_TEXT("a\xFF\xC3z"), 100, "a\\xFF\\xC3z");
	expect_printable(SD_TEXT("abcdef"), 3, "abc…");
	expect_printable(SD_TEXT("abc"), 3, "abc");
	expect_printable(SD_TEXT("abc"), 0, "…");
	expect_printable((struct sd_text){NULL, 0}, 0, "");
	/* No sequence is cut in two. */
	struct sd_str str = SD_STR_INIT;
	sd_str_add_printable(&str, SD_TEXT("ab\xE2\x82\xAC" "cd"), 3);
	assert_null(strstr(str.data, "\\x"));
	sd_str_release(&str);
}

static void handing_over(void **state)
{
	(void)state;
	struct sd_str str = SD_STR_INIT;
	char *taken = sd_str_take(&str);
	assert_string_equal(taken, "");
	free(taken);
	sd_str_adds(&str, "mine");
	taken = sd_str_take(&str);
	assert_string_equal(taken, "mine");
	assert_null(str.data);
	assert_int_equal(str.length, 0);
	free(taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparing),
		cmocka_unit_test(trimming),
		cmocka_unit_test(growing),
		cmocka_unit_test(integers),
		cmocka_unit_test(formats_of_any_length),
		cmocka_unit_test(a_terminal_obeys_nothing),
		cmocka_unit_test(handing_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
