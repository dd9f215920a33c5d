/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "say/normal.h"
#include "say/text.h"

static void table(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to;
	} cases[] = {
		{"", ""},
		{"Word", "word"},
		{"DON’T", "don't"},
		{"don`t", "don't"},
		{"don´t", "don't"},
		{"Straße", "strasse"},
		{"ΟΔΟΣ", "οδοσ"},
		{"οδος", "οδοσ"},
		{"İ", "i̇"},
		{"ﬁne", "fine"},
		{"Ｆｕｌｌ", "full"},
		{"e\xCC\x81", "é"},
		{"E\xCC\x81", "é"},
		{"①", "1"},
		{"½", "1⁄2"},
		{"…", "..."},
		{"“a”", "\"a\""},
		{"«a»", "\"a\""},
		{"–", "-"},
		{"—", "-"},
		{"−5", "-5"},
		{"well‑kept", "well-kept"},
		{"so\xC2\xADlid", "solid"},
		{"\xEF\xBB\xBFstart", "start"},
		{" both ends\t", "both_ends"},
		{"no\xC2\xA0" "break  blank", "no_break_blank"},
		{"20\xE2\x80\xAF€", "20_€"},
		{"👍🏽", "👍"},
		{"🏽", "🏽"},
		{"👩🏽‍💻", "👩‍💻"},
		{"❤\xEF\xB8\x8F", "❤"},
		{"1\xEF\xB8\x8F\xE2\x83\xA3", "1\xE2\x83\xA3"},
		{"می\xE2\x80\x8Cخواهم", "میخواهم"},
		{"a\xFF" "b", "a\xEF\xBF\xBD" "b"},
		{"\xE2\x82", "\xEF\xBF\xBD"},
		{"が", "が"},
		{"ｶﾞ", "ガ"},
	};
	struct sd_str out = SD_STR_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sd_str_clear(&out);
		sd_normal_add(&out, sd_text_of(cases[i].from));
		assert_string_equal(out.data ? out.data : "", cases[i].to);
	}
	sd_str_release(&out);
}

static void check_promises(struct sd_text text)
{
	struct sd_str once = SD_STR_INIT, twice = SD_STR_INIT;
	sd_normal_add(&once, text);
	sd_normal_add(&twice, sd_str_text(&once));
	assert_true(sd_text_equal(sd_str_text(&once), sd_str_text(&twice)));
	assert_int_equal(sd_utf8_valid_prefix(once.data, once.length), once.length);
	assert_true(once.length <= 18 * text.length);
	for (size_t at = 0; at < once.length;) {
		uint32_t code;
		at += sd_char_read(sd_str_text(&once), at, &code);
		assert_false(sd_char_of(code)->flags & SD_CHAR_White_Space);
	}
	sd_str_release(&once);
	sd_str_release(&twice);
}

/* Of every code point alone, and between letters before a mark: the result is its own normal form, with no blank. */
static void promises_hold_of_all_of_unicode(void **state)
{
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code += code >= 0x30000 && code < 0xDFFFF ? 251 : 1) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		char bytes[4], between[16];
		size_t length = sd_utf8_encode(code, bytes);
		check_promises((struct sd_text){bytes, length});
		if (code > 0x20000)
			continue;
		between[0] = 'a';
		memcpy(between + 1, bytes, length);
		memcpy(between + 1 + length, "\xCC\x81Z", 3);
		check_promises((struct sd_text){between, length + 4});
	}
}

/* A letter that has no simple form makes the rest of the text go the full way too: both must come out alike. */
static void the_short_way_is_as_the_full_one(void **state)
{
	(void)state;
	struct sd_str simple = SD_STR_INIT, full = SD_STR_INIT, text = SD_STR_INIT;
	for (uint32_t code = 0; code < 0x3000; code++) {
		char bytes[4];
		sd_str_clear(&text);
		sd_str_clear(&simple);
		sd_str_clear(&full);
		sd_str_addc(&text, 'A');
		sd_str_add(&text, bytes, sd_utf8_encode(code, bytes));
		sd_str_addc(&text, 'Z');
		sd_normal_add(&simple, sd_str_text(&text));
		sd_str_adds(&text, "漢");
		sd_normal_add(&full, sd_str_text(&text));
		assert_int_equal(full.length, simple.length + strlen("漢"));
		assert_memory_equal(full.data, simple.data, simple.length);
	}
	sd_str_release(&simple);
	sd_str_release(&full);
	sd_str_release(&text);
}

static void long_text(void **state)
{
	(void)state;
	struct sd_str text = SD_STR_INIT, out = SD_STR_INIT, expected = SD_STR_INIT;
	for (int i = 0; i < 5000; i++) {
		sd_str_adds(&text, "ÀẞΣ");
		sd_str_adds(&expected, "àssσ");
	}
	sd_normal_add(&out, sd_str_text(&text));
	assert_true(sd_text_equal(sd_str_text(&out), sd_str_text(&expected)));
	sd_str_release(&text);
	sd_str_release(&out);
	sd_str_release(&expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(promises_hold_of_all_of_unicode),
		cmocka_unit_test(the_short_way_is_as_the_full_one),
		cmocka_unit_test(long_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
