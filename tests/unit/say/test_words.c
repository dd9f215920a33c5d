/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/words.h"

static bool has(const struct sd_words *words, const char *word)
{
	return sd_words_has(words, sd_text_of(word));
}

static void reads_a_list(void **state)
{
	(void)state;
	static const char content[] = "\xEF\xBB\xBF# Contrast, English\n"
				      "but\r\n"
				      "  However \t# a comment\n"
				      "\n"
				      "don’t\r"
				      "c#\n"
				      "but\n"
				      "even  though\n"
				      "Straße";
	struct sd_error err = SD_ERROR_INIT;
	struct sd_words *words = sd_words_new("contrast.txt", SD_TEXT(content), &err);
	assert_non_null(words);
	assert_int_equal(sd_words_count(words), 6);
	assert_true(has(words, "but"));
	assert_true(has(words, "however"));
	assert_true(has(words, "don't"));
	assert_true(has(words, "c#"));
	assert_true(has(words, "even_though"));
	assert_true(has(words, "strasse"));
	assert_false(has(words, "But"));
	assert_false(has(words, "bu"));
	assert_false(has(words, ""));
	assert_false(has(words, "#"));
	assert_false(sd_words_has(NULL, SD_TEXT("but")));
	sd_words_free(words);
	sd_error_release(&err);
}

static void an_empty_list_is_one(void **state)
{
	(void)state;
	struct sd_words *words = sd_words_new("none", SD_TEXT(""), NULL);
	assert_int_equal(sd_words_count(words), 0);
	assert_false(has(words, "a"));
	sd_words_free(words);
	sd_words_free(NULL);
}

static void bad_lines_are_named(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	assert_null(sd_words_new("list.txt", SD_TEXT("good\r\n\r\nb\xE4" "d\n"), &err));
	assert_non_null(strstr(err.message.data, "list.txt: line 3"));
	sd_error_clear(&err);

	struct sd_str content = SD_STR_INIT;
	sd_str_adds(&content, "first\n");
	for (int i = 0; i < 255; i++)
		sd_str_addc(&content, 'x');
	struct sd_words *words = sd_words_new("list.txt", sd_str_text(&content), &err);
	assert_int_equal(sd_words_count(words), 2);
	sd_words_free(words);
	sd_str_addc(&content, 'x');
	assert_null(sd_words_new("list.txt", sd_str_text(&content), &err));
	assert_non_null(strstr(err.message.data, "line 2"));
	sd_str_release(&content);
	sd_error_release(&err);
}

static void many_words(void **state)
{
	(void)state;
	struct sd_str content = SD_STR_INIT;
	for (int i = 0; i < 20000; i += 2)
		sd_str_addf(&content, "w%dx\n", i);
	struct sd_words *words = sd_words_new("many", sd_str_text(&content), NULL);
	assert_int_equal(sd_words_count(words), 10000);
	for (int i = 0; i < 20000; i++) {
		char word[32];
		snprintf(word, sizeof word, "w%dx", i);
		assert_int_equal(has(words, word), i % 2 == 0);
	}
	sd_words_free(words);
	sd_str_release(&content);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_list),
		cmocka_unit_test(an_empty_list_is_one),
		cmocka_unit_test(bad_lines_are_named),
		cmocka_unit_test(many_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
