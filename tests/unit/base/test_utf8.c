/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"

/* The rows of Unicode 15, table 3-7, as ranges: what the decoder's arithmetic must come to. */
static const unsigned char rows[][4][2] = {
	{{0x00, 0x7F}},
	{{0xC2, 0xDF}, {0x80, 0xBF}},
	{{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
	{{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
	{{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
	{{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
	{{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
	{{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
	{{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
};

/* The longest run of bytes at `data` that begins some row, and whether it is the whole row. */
static size_t by_the_table(const unsigned char *data, size_t length, bool *whole)
{
	size_t longest = 1;
	*whole = false;
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		size_t want = 0, have = 0;
		while (want < 4 && rows[row][want][1])
			want++;
		while (have < want && have < length && data[have] >= rows[row][have][0] &&
		       data[have] <= rows[row][have][1])
			have++;
		if (have == want) {
			*whole = true;
			return have;
		}
		if (have > longest)
			longest = have;
	}
	return longest;
}

static void every_code_point(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		char bytes[4];
		uint32_t again = 0;
		bool whole;
		size_t length = sd_utf8_encode(code, bytes);
		if (by_the_table((unsigned char *)bytes, length, &whole) != length || !whole ||
		    sd_utf8_decode(bytes, length, &again) != length || again != code ||
		    sd_utf8_valid_prefix(bytes, length) != length)
			fail_msg("U+%04X", (unsigned)code);
	}
}

/* All sequences of up to three bytes, and of four where the first can begin four; each at its exact size. */
static void every_short_sequence(void **state)
{
	(void)state;
	static const unsigned char odd[] = {
		0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
					    0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
	enum { ODD = sizeof odd };
	char *exact[5];
	for (size_t length = 1; length <= 4; length++)
		exact[length] = sd_alloc(length, 1);
	for (size_t number = 0; number < (size_t)256 * ODD * ODD * ODD; number++) {
		unsigned char bytes[4] = {(unsigned char)(number % 256), odd[number / 256 % ODD],
					  odd[number / 256 / ODD % ODD], odd[number / 256 / ODD / ODD]};
		for (size_t length = 1; length <= 4; length++) {
			bool whole;
			uint32_t code;
			size_t expected = by_the_table(bytes, length, &whole);
			memcpy(exact[length], bytes, length);
			size_t decoded = sd_utf8_decode(exact[length], length, &code);
			if (decoded != (whole ? expected : 0) ||
			    (!whole && sd_utf8_bad_length(exact[length], length) != expected))
				fail_msg("%02X %02X %02X %02X, %zu bytes", bytes[0], bytes[1], bytes[2], bytes[3],
					 length);
		}
	}
	for (size_t length = 1; length <= 4; length++)
		free(exact[length]);
}

/* A fault is found wherever it stands beside the words in which ASCII is passed. */
static void valid_prefix_at_every_offset(void **state)
{
	(void)state;
	for (size_t length = 0; length < 100; length++) {
		char *text = sd_alloc(length, 1);
		memset(text, 'a', length);
		assert_int_equal(sd_utf8_valid_prefix(text, length), length);
		for (size_t i = 0; i < length; i++) {
			text[i] = (char)0xFF;
			assert_int_equal(sd_utf8_valid_prefix(text, length), i);
			text[i] = (char)0xC3;
			assert_int_equal(sd_utf8_valid_prefix(text, length), i);
			if (i + 1 < length) {
				text[i + 1] = (char)0xA9;
				assert_int_equal(sd_utf8_valid_prefix(text, length), length);
				text[i + 1] = 'a';
			}
			text[i] = 'a';
		}
		free(text);
	}
	assert_int_equal(sd_utf8_valid_prefix(NULL, 0), 0);
}

/* The examples of Unicode 15, section 3.9, tables 3-8 to 3-11. */
static void repairs(void **state)
{
	(void)state;
	static const struct {
		const char *text, *repaired;
		size_t repairs;
	} cases[] = {
		{"", "", 0},
		{"plain", "plain", 0},
		{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "????????A", 8},
		{"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "????????A", 8},
		{"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "?????A??B", 7},
		{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "????A", 4},
		{"a\xC3\xA9\xC3", "a\xC3\xA9?", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str expected = SD_STR_INIT, repaired = SD_STR_INIT;
		sd_str_adds(&expected, "");
		for (const char *at = cases[i].repaired; *at; at++)
			sd_str_add(&expected, *at == '?' ? "\xEF\xBF\xBD" : at, *at == '?' ? 3 : 1);
		sd_str_adds(&repaired, "");
		assert_int_equal(sd_utf8_add_repaired(&repaired, sd_text_of(cases[i].text)), cases[i].repairs);
		assert_string_equal(repaired.data, expected.data);
		assert_int_equal(sd_utf8_valid_prefix(repaired.data, repaired.length), repaired.length);
		sd_str_release(&expected);
		sd_str_release(&repaired);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point),
		cmocka_unit_test(every_short_sequence),
		cmocka_unit_test(valid_prefix_at_every_offset),
		cmocka_unit_test(repairs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
