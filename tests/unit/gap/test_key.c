/* SPDX-License-Identifier: MIT */
#include "../do/rows.h"

#include "gap/key.h"

static void normal_forms(void **state)
{
	(void)state;
	static const struct {
		unsigned rules;
		const char *key, *normal;
		bool usable;
	} cases[] = {
		{SD_KEY_USUAL, " Ab-1 ", "ab-1", true},
		{SD_KEY_TRIM, " Ab ", "Ab", true},
		{0, " Ab ", " Ab ", true},
		{SD_KEY_USUAL, "STRASSE", "strasse", true},
		{SD_KEY_USUAL, "Stra\xc3\x9f""e", "strasse", true},
		{SD_KEY_USUAL, "\xc3\x89""cole", "\xc3\xa9""cole", true},
		{SD_KEY_USUAL, "e\xcc\x81", "\xc3\xa9", true},
		{SD_KEY_USUAL, "--", "--", false},
		{SD_KEY_EMAIL, " mailto:Jo@Example.ORG", "jo@example.org", true},
		{SD_KEY_EMAIL, "jo.example.org", "jo.example.org", false},
		{SD_KEY_EMAIL, "@example.org", "@example.org", false},
		{SD_KEY_EMAIL, "jo@", "jo@", false},
		{SD_KEY_EMAIL, "a@b@c", "a@b@c", false},
		{SD_KEY_PHONE, "+44 (0)20 7946-0000", "+4402079460000", true},
		{SD_KEY_PHONE, "0044 20 7946 0000", "+442079460000", true},
		{SD_KEY_PHONE, "020 7946 0000", "02079460000", true},
		{SD_KEY_PHONE, "12 34", "1234", false},
		{SD_KEY_DIGITS, "Nr. 00123", "123", true},
		{SD_KEY_DIGITS, "000", "0", true},
		{SD_KEY_DIGITS, "none", "\\E", false}, /* how sd_key_add writes an empty part */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str key = SD_STR_INIT, normal = SD_STR_INIT;
		sd_key_add(&key, sd_text_of(cases[i].key));
		assert_int_equal(sd_key_normalise(&normal, sd_str_text(&key), cases[i].rules), cases[i].usable);
		assert_string_equal(normal.data, cases[i].normal);
		sd_str_release(&key);
		sd_str_release(&normal);
	}
}

static void every_part_of_a_composite_key(void **state)
{
	(void)state;
	struct sd_str key = SD_STR_INIT, normal = SD_STR_INIT;
	sd_key_add(&key, SD_TEXT(" A "));
	sd_key_add(&key, SD_TEXT("B\t2"));
	assert_true(sd_key_normalise(&normal, sd_str_text(&key), SD_KEY_USUAL));
	assert_string_equal(normal.data, "a\tb\\t2");
	sd_str_clear(&key);
	sd_str_clear(&normal);
	sd_key_add(&key, SD_TEXT("a"));
	sd_key_add(&key, SD_TEXT("?"));
	assert_false(sd_key_normalise(&normal, sd_str_text(&key), SD_KEY_USUAL));
	sd_str_release(&key);
	sd_str_release(&normal);
}

static void exact_before_normal_before_ambiguous(void **state)
{
	(void)state;
	const struct sd_text keys[] = {SD_TEXT("a1"), SD_TEXT("B2"), SD_TEXT("b2"), SD_TEXT("C3"), SD_TEXT("?")};
	struct sd_key_index *index = sd_key_index_new(keys, 5, SD_KEY_USUAL);
	size_t at = 99;
	assert_int_equal(sd_key_index_find(index, SD_TEXT("b2"), SD_TEXT("b2"), &at), SD_KEY_EXACT);
	assert_int_equal(at, 2);
	assert_int_equal(sd_key_index_find(index, SD_TEXT("c3 "), SD_TEXT("c3"), &at), SD_KEY_NORMALISED);
	assert_int_equal(at, 3);
	assert_int_equal(sd_key_index_find(index, SD_TEXT(" B2"), SD_TEXT("b2"), &at), SD_KEY_AMBIGUOUS);
	assert_int_equal(sd_key_index_find(index, SD_TEXT("d4"), SD_TEXT("d4"), &at), SD_KEY_NONE);
	sd_key_index_free(index);
	index = sd_key_index_new(NULL, 0, SD_KEY_USUAL);
	assert_int_equal(sd_key_index_find(index, SD_TEXT("a"), SD_TEXT("a"), &at), SD_KEY_NONE);
	sd_key_index_free(index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_forms),
		cmocka_unit_test(every_part_of_a_composite_key),
		cmocka_unit_test(exact_before_normal_before_ambiguous),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
