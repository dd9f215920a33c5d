/* SPDX-License-Identifier: MIT */
/* Amounts, points, spelt dates and ranges are known by their words, and what only looks like them is not taken. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/mem.h"
#include "read/amount.h"
#include "read/value.h"

static void amounts(void **state)
{
	static const struct {
		const char *text;
		enum sd_amount amount;
	} cases[] = {
		{"15 GBP", SD_AMOUNT_MEASURE}, {"EUR 17,40", SD_AMOUNT_MEASURE}, {"R$ 1.250,00", SD_AMOUNT_MEASURE},
		{"$18/hr", SD_AMOUNT_MEASURE}, {"5m 32s", SD_AMOUNT_MEASURE}, {"1 Std. 20 Min.", SD_AMOUNT_MEASURE},
		{"12\xC2\xA0""min", SD_AMOUNT_MEASURE}, {"50p", SD_AMOUNT_MEASURE}, {"12 points", SD_AMOUNT_MEASURE},
		{"4 stars", SD_AMOUNT_POINT}, {"1 \xC3\x89toile", SD_AMOUNT_POINT}, {"4/5", SD_AMOUNT_POINT},
		{"\xE2\x98\x85\xE2\x98\x85\xE2\x98\x86", SD_AMOUNT_POINT}, {"10 - Extremely likely", SD_AMOUNT_END_POINT},
		{"1 (very difficult)", SD_AMOUNT_END_POINT},
		{"p01", SD_AMOUNT_NONE}, {"KX-200", SD_AMOUNT_NONE}, {"W1", SD_AMOUNT_NONE}, {"1st", SD_AMOUNT_NONE},
		{"12 angry men", SD_AMOUNT_NONE}, {"minutes", SD_AMOUNT_NONE}, {"3 4 min", SD_AMOUNT_NONE}, {"", SD_AMOUNT_NONE},
		{"18-24", SD_AMOUNT_NONE}, {"1 - 2 times", SD_AMOUNT_NONE}, {"4/6", SD_AMOUNT_NONE}, {"/h", SD_AMOUNT_NONE},
		{"12 - Extremely likely", SD_AMOUNT_NONE}, {"4 ", SD_AMOUNT_NONE},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(sd_amount_of(sd_text_of(cases[i].text)), cases[i].amount);
}

static void dates(void **state)
{
	static const char *const are[] = {
		"14 mars 2026", "2 F\xC3\xA9vrier 2026", "14. M\xC3\xA4rz 2026, 09:05 Uhr", "14 de marzo de 2026",
		"Mon, 16 March, 2:30 pm", "Sat Mar 14 2026 09:05:22 GMT+0100", "14-Mar-26 09.05.22"};
	static const char *const are_not[] = {
		"the 14th of 3", "May we come?", "March", "12 March brigade 3", "16 people", ""};
	static const char *const ids[] = {
		"3f2b8c1e-77a0-4a8e-9d1c-0b6f2c9d1e11", "0c4d5e6f-7a8b-4c9d-ae0f-112233445566"};
	(void)state;
	for (size_t i = 0; i < sizeof are / sizeof *are; i++) {
		assert_true(sd_is_spelt_date(sd_text_of(are[i])));
		assert_int_equal(sd_value_of(sd_text_of(are[i])), SD_VALUE_DATE);
	}
	for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
		assert_false(sd_is_spelt_date(sd_text_of(are_not[i])));
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		assert_int_equal(sd_value_of(sd_text_of(ids[i])), SD_VALUE_WORD);
	assert_int_equal(sd_value_of(SD_TEXT("2026-03-14T09:05:22.118+01:00")), SD_VALUE_DATE);
	assert_int_equal(sd_value_of(SD_TEXT("14h30:05")), SD_VALUE_DATE);
}

static void ranges(void **state)
{
	static const char *const are[] = {"18-24",
					  "$26 - $50",
					  "65+",
					  "More than $100",
					  "\xC3\x9C"
					  "ber 60",
					  "1 bis 3",
					  "< 5",
					  "\xC2\xA3"
					  "20,000 to \xC2\xA3"
					  "39,999",
					  "50 anos ou mais"};
	static const char *const are_not[] = {
		"KX-200", "12", "03-14-2026", "we had to wait for 20 minutes", "none", ""};
	(void)state;
	for (size_t i = 0; i < sizeof are / sizeof *are; i++)
		assert_true(sd_is_range(sd_text_of(are[i])));
	for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
		assert_false(sd_is_range(sd_text_of(are_not[i])));
}

/* Cells put together from pieces, cut ones too, each in memory of its own length: nothing behind it is read. The
 * sanitizers tell. */
static void nothing_behind_a_cell_is_read(void **state)
{
	static const char *const pieces[] = {"1", "0", "10", " ", "-", "/", "\xE2\x82\xAC", "R$", "min", "March",
		"\xC2\xA0", "\xC3", "\xE2\x98\x85", "\xE2\x80", "(", ")", "+", "<", "bis", "65", ".", ",", "h", "T",
		"*", "stars", "\xC3\x89"};
	enum { ROUNDS = 20000, MOST = 6 };
	uint32_t seed = 7;
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct sd_str cell = SD_STR_INIT;
		seed = seed * 1664525u + 1013904223u;
		for (size_t left = 1 + (seed >> 16) % MOST; left; left--) {
			seed = seed * 1664525u + 1013904223u;
			sd_str_adds(&cell, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		char *alone = sd_alloc(cell.length, 1);
		memcpy(alone, cell.data, cell.length);
		const struct sd_text text = {alone, cell.length};
		assert_true(sd_amount_of(text) != SD_AMOUNT_MEASURE || cell.length > 1);
		if (sd_is_spelt_date(text))
			assert_non_null(memmem(cell.data, cell.length, "March", 5));
		(void)sd_is_range(text);
		(void)sd_value_of(text);
		free(alone);
		sd_str_release(&cell);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts),
		cmocka_unit_test(dates),
		cmocka_unit_test(ranges),
		cmocka_unit_test(nothing_behind_a_cell_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
