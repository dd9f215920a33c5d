/* SPDX-License-Identifier: MIT */
/* Characters, properties and breaks where Unicode's own tests (tests/known/test_unicode_breaks.c) do not look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "say/text.h"

static void properties(void **state)
{
	(void)state;
	assert_int_equal(sd_char_of('a')->word, SD_WORD_ALetter);
	assert_int_equal(sd_char_of('a')->sentence, SD_SENTENCE_Lower);
	assert_int_equal(sd_char_of('A')->sentence, SD_SENTENCE_Upper);
	assert_int_equal(sd_char_of('7')->word, SD_WORD_Numeric);
	assert_int_equal(sd_char_of(0x5D0)->word, SD_WORD_Hebrew_Letter);
	assert_int_equal(sd_char_of(0x1F1E6)->grapheme, SD_GRAPHEME_Regional_Indicator);
	assert_int_equal(sd_char_of(0xAC00)->grapheme, SD_GRAPHEME_LV);
	assert_int_equal(sd_char_of(0x6F22)->run, SD_RUN_Han);
	assert_int_equal(sd_char_of(0x3042)->run, SD_RUN_Han);
	assert_int_equal(sd_char_of(0xE01)->run, SD_RUN_Thai);
	assert_int_equal(sd_char_of(0xAC00)->run, SD_RUN_None);
	assert_true(sd_char_of(0xA0)->flags & SD_CHAR_White_Space);
	assert_true(sd_char_of(0xAD)->flags & SD_CHAR_Default_Ignorable_Code_Point);
	assert_true(sd_char_of(0x20AC)->flags & SD_CHAR_Sc);
	assert_true(sd_char_of(0x2014)->flags & SD_CHAR_Dash);
	assert_true(sd_char_of(0x1F600)->flags & SD_CHAR_Emoji_Presentation);
	assert_true(sd_char_of(0x1F3FD)->flags & SD_CHAR_Emoji_Modifier);
	assert_true(sd_char_of(0x2605)->flags & SD_CHAR_Extended_Pictographic);
	assert_int_equal(sd_char_of('a')->flags & SD_CHAR_Uppercase, 0);
	/* Above Unicode's last code point there is nothing, and it is asked for all the same. */
	assert_int_equal(sd_char_of(0xFFFFFFFF)->word, SD_WORD_Other);
}

/* Reading back meets the characters that reading on meets, where they are well-formed; ill-formed bytes are U+FFFD. */
static void reading_both_ways(void **state)
{
	(void)state;
	struct sd_text text = SD_TEXT("aé漢😀z");
	size_t starts[8], count = 0;
	for (size_t at = 0; at < text.length; count++) {
		uint32_t code;
		starts[count] = at;
		at += sd_char_read(text, at, &code);
	}
	assert_int_equal(count, 5);
	for (size_t at = text.length; at > 0;) {
		uint32_t code, again;
		at -= sd_char_read_before(text, at, &code);
		assert_int_equal(at, starts[--count]);
		sd_char_read(text, at, &again);
		assert_int_equal(code, again);
	}
	static const char *const broken[] = {"\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\x80"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		uint32_t code = 0;
		struct sd_text bad = sd_text_of(broken[i]);
		assert_int_equal(sd_char_read(bad, 0, &code), bad.length);
		assert_int_equal(code, 0xFFFD);
		assert_int_equal(sd_char_read_before(bad, bad.length, &code), bad.length);
		assert_int_equal(code, 0xFFFD);
	}
}

static void check_breaks(const char *text, size_t (*next)(struct sd_text text, size_t from), const char *expected)
{
	struct sd_text whole = sd_text_of(text);
	struct sd_str got = SD_STR_INIT;
	for (size_t at = 0; at < whole.length;) {
		size_t end = next(whole, at);
		assert_true(end > at && end <= whole.length);
		if (at)
			sd_str_addc(&got, '|');
		sd_str_add(&got, text + at, end - at);
		at = end;
	}
	assert_string_equal(got.data ? got.data : "", expected);
	sd_str_release(&got);
}

static void words(void **state)
{
	(void)state;
	check_breaks("can't stop", sd_text_next_word, "can't| |stop");
	check_breaks("3.2 a.b 1a,", sd_text_next_word, "3.2| |a.b| |1a|,");
	check_breaks("a  b", sd_text_next_word, "a|  |b");
	check_breaks("\r\n\n", sd_text_next_word, "\r\n|\n");
	check_breaks("a\xFF" "b", sd_text_next_word, "a|\xFF|b");
	check_breaks("a\xE2\x82", sd_text_next_word, "a|\xE2\x82");
}

static void sentences(void **state)
{
	(void)state;
	check_breaks("One. Two! three? Four", sd_text_next_sentence, "One. |Two! |three? |Four");
	check_breaks("one. two", sd_text_next_sentence, "one. two");
	check_breaks("3.14 is it. Yes", sd_text_next_sentence, "3.14 is it. |Yes");
	check_breaks("A line\nand\r\nanother\rone", sd_text_next_sentence, "A line\n|and\r\n|another\r|one");
	check_breaks("“Stop.” She left.", sd_text_next_sentence, "“Stop.” |She left.");
	check_breaks("a quiet stretch with nothing in it at all", sd_text_next_sentence,
		     "a quiet stretch with nothing in it at all");
	check_breaks("tab\there and eight more. End", sd_text_next_sentence, "tab\there and eight more. |End");
	check_breaks("ends\xFF. Next", sd_text_next_sentence, "ends\xFF. |Next");
}

static void graphemes(void **state)
{
	(void)state;
	check_breaks("e\xCC\x81" "a", sd_text_next_grapheme, "e\xCC\x81|a");
	check_breaks("🇩🇪🇫🇷🇮", sd_text_next_grapheme, "🇩🇪|🇫🇷|🇮");
	check_breaks("👩‍💻👍🏽", sd_text_next_grapheme, "👩‍💻|👍🏽");
	/* Two joiners are no one joiner (GB11). */
	check_breaks("😀\xE2\x80\x8D\xE2\x80\x8D😀", sd_text_next_grapheme, "😀\xE2\x80\x8D\xE2\x80\x8D|😀");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(properties), cmocka_unit_test(reading_both_ways), cmocka_unit_test(words),
		cmocka_unit_test(sentences),  cmocka_unit_test(graphemes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
