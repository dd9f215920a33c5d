/* SPDX-License-Identifier: MIT */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "base/mem.h"

/* Parses a copy of exactly the text's size, so that a sanitizer sees a read past its end. */
static bool parse(const char *text, enum sd_decimal_mark mark, sd_decimal *value)
{
	size_t length = strlen(text);
	char *copy = sd_alloc(length, 1);
	memcpy(copy, text, length);
	bool good = sd_decimal_parse((struct sd_text){copy, length}, mark, value);
	free(copy);
	return good;
}

struct amount {
	const char *text;
	sd_decimal value;
};

static void expect_amounts(const struct amount *amounts, size_t length, enum sd_decimal_mark mark)
{
	for (size_t i = 0; i < length; i++) {
		sd_decimal value = 77;
		if (!parse(amounts[i].text, mark, &value))
			fail_msg("refused: %s", amounts[i].text);
		if (value != amounts[i].value)
			fail_msg("%s is read as %lld", amounts[i].text, (long long)value);
	}
}

static void amounts_with_a_point(void **state)
{
	(void)state;
	static const struct amount amounts[] = {
		{"0", 0},
		{"-0", 0},
		{"1", 10000},
		{"007", 70000},
		{"12.5", 125000},
		{".5", 5000},
		{"5.", 50000},
		{"-.25", -2500},
		{" \t12.34\r\n", 123400},
		{"+3", 30000},
		{"- 3", -30000},
		{"3-", -30000},
		{"3 +", 30000},
		{"\xE2\x88\x92" "3", -30000},
		{"(3)", -30000},
		{"( 3.10 )", -31000},
		{"$12", 120000},
		{"-$12", -120000},
		{"$-12", -120000},
		{"($12)", -120000},
		{"$(12)", -120000},
		{"12$-", -120000},
		{"12 \xE2\x82\xAC", 120000},
		{"\xC2\xA3 1,234.50", 12345000},
		{"USD12", 120000},
		{"12.00 EUR", 120000},
		{"CHF 1'234'567.05", 12345670500},
		{"1\xE2\x80\x99" "234", 12340000},
		{"US$ 1,000", 10000000},
		{"1 000 R$", 10000000},
		{"1\xC2\xA0" "000\xC2\xA0\xE2\x82\xAC", 10000000},
		{"1\xE2\x80\xAF" "000", 10000000},
		{"1,234,567", 12345670000},
		{"12,345.6789", 123456789},
		{"\xEF\xBF\xA5" "100", 1000000},
		/* half to even at the fifth place */
		{"0.00004", 0},
		{"0.00005", 0},
		{"0.000050000", 0},
		{"0.0000500001", 1},
		{"0.00015", 2},
		{"0.00025", 2},
		{"-0.00035", -4},
		{"0.99995", 10000},
		{"0.99985", 9998},
		{"922337203685477.5807", INT64_MAX},
		{"-922337203685477.5808", INT64_MIN},
		{"922337203685477.58070", INT64_MAX},
		{"922337203685477.58074999", INT64_MAX},
		{"000000000000000000000000000000000000001", 10000},
	};
	expect_amounts(amounts, sizeof amounts / sizeof *amounts, SD_DECIMAL_POINT);
}

static void amounts_with_a_comma(void **state)
{
	(void)state;
	static const struct amount amounts[] = {
		{"12,5", 125000},
		{"1.234,50", 12345000},
		{"1.234", 12340000},
		{"1.234.567 \xE2\x82\xAC", 12345670000},
		{"1 234,5 EUR", 12345000},
		{"R$ 1.000,00", 10000000},
		{"1'234,5-", -12345000},
		{",5", 5000},
	};
	expect_amounts(amounts, sizeof amounts / sizeof *amounts, SD_DECIMAL_COMMA);
}

static void no_amounts(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", " ", "-", ".", "$", "EUR", "()", "n/a", "nan", "inf", "1e5", "1E5", "0x10", "--1", "-1-",
		"-(1)", "((1))", "(1", "1)", ")1(", "1()", "1.2.3", "1,2", "1,23", "1,2345", "12345,678",
		"1,,234", "1,234 567", "1, 234", "1,", ",123", "1.234,5", "0,123", "1.2,345", "$1$",
		"USD 1 EUR", "$1 EUR", "1 XQZ", "1 usd", "EURO 1", "1 2", "12 34", "1 EU", "1%", "a1", "1a",
		"1\t234", "1;2", "\xC3" "1", "1\xC3", "1\xA0" "000", "1/2", "+-1", "\xD9\xA3",
		"922337203685477.5808", "-922337203685477.5809", "922337203685477.58075",
		"99999999999999999999", "18446744073709551616",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		sd_decimal value = 77;
		if (parse(texts[i], SD_DECIMAL_POINT, &value))
			fail_msg("%s is read as %lld", texts[i], (long long)value);
		assert_int_equal(value, 77);
	}
	static const char *const comma_texts[] = {"1.5", "1.23", "1,234.5", "0.50", "1,2,3", "1.2345"};
	for (size_t i = 0; i < sizeof comma_texts / sizeof *comma_texts; i++) {
		sd_decimal value;
		if (parse(comma_texts[i], SD_DECIMAL_COMMA, &value))
			fail_msg("%s is read as %lld", comma_texts[i], (long long)value);
	}
	sd_decimal value;
	assert_false(sd_decimal_parse((struct sd_text){NULL, 0}, SD_DECIMAL_POINT, &value));
	assert_false(sd_decimal_parse(SD_TEXT("1\0"), SD_DECIMAL_POINT, &value));
}

static void from_doubles(void **state)
{
	(void)state;
	static const struct {
		double value;
		sd_decimal decimal;
	} cases[] = {
		{0.0, 0},
		{-0.0, 0},
		{1.0, 10000},
		{-2.5, -25000},
		{0.1, 1000},
		/* 2^-5 is 312.5 units, 3·2^-5 is 937.5: both to even, 312 and 938 */
		{0.03125, 312},
		{-0.03125, -312},
		{0.09375, 938},
		/* 0.00005 as a double lies a hair above one half of a unit, 0.00015 a hair below one and a half */
		{0.00005, 1},
		{0.00015, 1},
		{1e-300, 0},
		{-5e-324, 0},
		{4503599627370495.5, INT64_MAX},
		{922337203685477.5, 9223372036854775000},
		{922337203685477.75, INT64_MAX},
		{-922337203685477.75, INT64_MIN},
		{123456789012.0625, 1234567890120625},
		{1e300, INT64_MAX},
		{-1e300, INT64_MIN},
		{INFINITY, INT64_MAX},
		{-INFINITY, INT64_MIN},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (sd_decimal_of_double(cases[i].value) != cases[i].decimal)
			fail_msg("%.17g gives %lld", cases[i].value, (long long)sd_decimal_of_double(cases[i].value));
	assert_int_equal(sd_decimal_of_double(NAN), 0);
	/* There and back, where 53 bits suffice. */
	for (sd_decimal value = -(1LL << 49); value < 1LL << 49; value += 1234567890123)
		assert_true(sd_decimal_of_double(sd_decimal_to_double(value)) == value);
	assert_true(sd_decimal_to_double(-12500) == -1.25);
}

static void expect_text(sd_decimal value, int places, const char *expected)
{
	struct sd_str str = SD_STR_INIT;
	sd_decimal_add(&str, value, places);
	assert_string_equal(str.data, expected);
	sd_str_release(&str);
}

static void as_text(void **state)
{
	(void)state;
	expect_text(0, 0, "0");
	expect_text(0, 4, "0.0000");
	expect_text(123456, 4, "12.3456");
	expect_text(123456, 2, "12.35");
	expect_text(-123456, 1, "-12.3");
	expect_text(12500, 1, "1.2");
	expect_text(13500, 1, "1.4");
	expect_text(15000, 0, "2");
	expect_text(25000, 0, "2");
	expect_text(-25001, 0, "-3");
	expect_text(-49, 2, "0.00");
	expect_text(-50, 2, "0.00");
	expect_text(-51, 2, "-0.01");
	expect_text(99999, 3, "10.000");
	expect_text(5, 4, "0.0005");
	expect_text(INT64_MAX, 4, "922337203685477.5807");
	expect_text(INT64_MIN, 4, "-922337203685477.5808");
	expect_text(INT64_MIN, 0, "-922337203685478");
	expect_text(10000, -1, "1");
	expect_text(10000, 9, "1.0000");
}

static void written_then_read_is_the_same(void **state)
{
	(void)state;
	for (int64_t i = -2000; i <= 2000; i++) {
		sd_decimal value = i * i * i * 1153 + i, again = 0;
		struct sd_str str = SD_STR_INIT;
		sd_decimal_add(&str, value, 4);
		assert_true(sd_decimal_parse(sd_str_text(&str), SD_DECIMAL_POINT, &again));
		assert_true(value == again);
		sd_str_release(&str);
	}
}

static void sums(void **state)
{
	(void)state;
	bool overflow = false;
	assert_int_equal(sd_decimal_sum(5, -7, &overflow), -2);
	assert_true(sd_decimal_sum(INT64_MAX, -1, &overflow) == INT64_MAX - 1);
	assert_false(overflow);
	assert_true(sd_decimal_sum(INT64_MAX, 1, &overflow) == INT64_MAX);
	assert_true(overflow);
	overflow = false;
	assert_true(sd_decimal_sum(-2, INT64_MIN, &overflow) == INT64_MIN);
	assert_true(overflow);
	assert_int_equal(sd_decimal_sum(1, 1, &overflow), 2);
	assert_true(overflow);
}

static void expect_double(double value, int places, const char *expected)
{
	struct sd_str str = SD_STR_INIT;
	sd_str_adds(&str, "-|");
	sd_double_add(&str, value, places);
	assert_string_equal(str.data + 2, expected);
	assert_int_equal(str.length, strlen(expected) + 2);
	sd_str_release(&str);
}

static void doubles_as_text(void **state)
{
	(void)state;
	expect_double(0.0, 2, "0.00");
	expect_double(-0.0, 2, "0.00");
	expect_double(-0.004, 2, "0.00");
	expect_double(-0.006, 2, "-0.01");
	expect_double(-0.4, 0, "0");
	expect_double(2.5, 0, "2");
	expect_double(1234.5678, 3, "1234.568");
	expect_double(NAN, 2, "");
	expect_double(INFINITY, 2, "");
	expect_double(-INFINITY, 2, "");
	expect_double(1e22, 1, "10000000000000000000000.0");
	struct sd_str str = SD_STR_INIT;
	sd_double_add(&str, -DBL_MAX, 6);
	assert_int_equal(str.length, 1 + 309 + 7);
	sd_str_release(&str);
}

/* The quick way of most doubles writes what printf does, also where it hands over to it: at halves and near them. */
static void doubles_are_written_as_printf_does(void **state)
{
	(void)state;
	uint64_t seed = 11;
	for (int i = 0; i < 400000; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		int places = (int)(seed >> 60) % 6;
		double value = (double)(int64_t)(seed << 4 >> 12) / (double)((uint64_t)1 << (seed >> 40) % 60);
		if (i % 3 == 0)
			value = (double)((int64_t)(seed >> 44) - 500000) / 20000; /* many halves of the fourth place */
		if (i % 7 == 0)
			value = nextafter(value, i % 2 ? INFINITY : -INFINITY);
		struct sd_str got = SD_STR_INIT, wanted = SD_STR_INIT;
		sd_double_add(&got, value, places);
		sd_str_addf(&wanted, "%.*f", places, value);
		const char *sign = wanted.data;
		if (*sign == '-' && strspn(sign + 1, "0.") == strlen(sign + 1))
			sign++;
		assert_string_equal(got.data, sign);
		sd_str_release(&got);
		sd_str_release(&wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_with_a_point),
		cmocka_unit_test(amounts_with_a_comma),
		cmocka_unit_test(no_amounts),
		cmocka_unit_test(from_doubles),
		cmocka_unit_test(as_text),
		cmocka_unit_test(written_then_read_is_the_same),
		cmocka_unit_test(sums),
		cmocka_unit_test(doubles_as_text),
		cmocka_unit_test(doubles_are_written_as_printf_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
