/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/time.h"

static void known_days(void **state)
{
	(void)state;
	assert_int_equal(sd_day_of(1970, 1, 1), 0);
	assert_int_equal(sd_day_of(1969, 12, 31), -1);
	assert_int_equal(sd_day_of(2000, 2, 29), 11016);
	assert_int_equal(sd_day_of(2000, 3, 1), 11017);
	assert_int_equal(sd_day_of(2038, 1, 19), 24855); /* 2^31 seconds after the epoch */
	assert_int_equal(sd_day_of(1, 1, 1), -719162);
	assert_int_equal(sd_day_of(9999, 12, 31), 2932896);
	assert_int_equal(sd_day_weekday(0), 3);
	assert_int_equal(sd_day_weekday(-1), 2);
	assert_int_equal(sd_day_weekday(sd_day_of(2024, 2, 29)), 3);
	assert_int_equal(sd_day_weekday(sd_day_of(1, 1, 1)), 0);
}

/* A count through all days of the calendar by its rules alone, one after the other. */
static void every_day_there_is(void **state)
{
	(void)state;
	sd_day day = -719162;
	int weekday = 0;
	for (int year = 1; year <= 9999; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (int month = 1; month <= 12; month++) {
			bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
			int length = month == 2 ? 28 + leap : short_month ? 30 : 31;
			for (int of_month = 1; of_month <= length; of_month++) {
				int y, m, d;
				sd_day_split(day, &y, &m, &d);
				if (sd_day_of(year, month, of_month) != day || y != year || m != month ||
				    d != of_month || sd_day_weekday(day) != weekday)
					fail_msg("%04d-%02d-%02d", year, month, of_month);
				day++;
				weekday = (weekday + 1) % 7;
			}
			assert_int_equal(sd_day_of(year, month, length + 1), SD_NO_DAY);
		}
	}
	assert_int_equal(day, 2932897);
}

static void no_such_days(void **state)
{
	(void)state;
	assert_int_equal(sd_day_of(0, 1, 1), SD_NO_DAY);
	assert_int_equal(sd_day_of(10000, 1, 1), SD_NO_DAY);
	assert_int_equal(sd_day_of(2024, 0, 1), SD_NO_DAY);
	assert_int_equal(sd_day_of(2024, 13, 1), SD_NO_DAY);
	assert_int_equal(sd_day_of(2024, 1, 0), SD_NO_DAY);
	assert_int_equal(sd_day_of(1900, 2, 29), SD_NO_DAY);
	/* Days beyond the calendar's years still have their place. */
	int year, month, of_month;
	sd_day_split(-719163, &year, &month, &of_month);
	assert_true(year == 0 && month == 12 && of_month == 31);
	sd_day_split(INT32_MAX, &year, &month, &of_month);
	assert_true(year == 5881580 && month == 7 && of_month == 11);
	assert_int_equal(sd_day_weekday(INT32_MIN), (int)(((int64_t)INT32_MIN + 7 * (int64_t)400000000 + 3) % 7));
}

static bool parse(const char *text, const char *format, struct sd_moment *moment)
{
	size_t length = strlen(text);
	char *copy = sd_alloc(length, 1);
	memcpy(copy, text, length);
	struct sd_text exact = {copy, length};
	bool good = sd_moment_parse_as(exact, format, moment);
	free(copy);
	return good;
}

struct example {
	const char *text, *format, *iso; /* iso NULL: refused */
	int32_t seconds;
};

static void expect(const struct example *examples, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		struct sd_moment moment = {12345, 678};
		const struct example *example = examples + i;
		bool good = parse(example->text, example->format, &moment);
		if (good != (example->iso != NULL))
			fail_msg("%s %s", good ? "taken:" : "refused:", example->text);
		if (!good) {
			assert_true(moment.day == 12345 && moment.seconds == 678);
			continue;
		}
		struct sd_str iso = SD_STR_INIT;
		sd_day_add_iso(&iso, moment.day);
		assert_string_equal(iso.data, example->iso);
		if (moment.seconds != example->seconds)
			fail_msg("%s: %d seconds", example->text, (int)moment.seconds);
		sd_str_release(&iso);
	}
}

static void iso_moments(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"2024-02-29", NULL, "2024-02-29", -1},
		{"20240229", NULL, "2024-02-29", -1},
		{" \t2024-02-29\r\n", NULL, "2024-02-29", -1},
		{"0001-01-01", NULL, "0001-01-01", -1},
		{"2024-02-29T00:00", NULL, "2024-02-29", 0},
		{"2024-02-29 23:59:59", NULL, "2024-02-29", 86399},
		{"20240229T10:30:15.123456789", NULL, "2024-02-29", 37815},
		{"2024-02-29T10:30:15Z", NULL, "2024-02-29", 37815},
		{"2024-02-29T10:30Z", NULL, "2024-02-29", 37800},
		{"2024-02-29T23:30:00-11:00", NULL, "2024-02-29", 84600},
		{"2024-02-29T10:30:15.5+0530", NULL, "2024-02-29", 37815},
		{"2024-02-29 10:30:15 -0800", NULL, "2024-02-29", 37815},
		{"2024-02-29 10:30:15+01", NULL, "2024-02-29", 37815},
		{"2016-12-31T23:59:60Z", NULL, "2016-12-31", 86399},
		{"", NULL, NULL, 0},
		{" ", NULL, NULL, 0},
		{"2023-02-29", NULL, NULL, 0},
		{"0000-01-01", NULL, NULL, 0},
		{"2024-2-29", NULL, NULL, 0},
		{"24-02-29", NULL, NULL, 0},
		{"2024-0229", NULL, NULL, 0},
		{"202402-29", NULL, NULL, 0},
		{"2024-02-291", NULL, NULL, 0},
		{"202402290", NULL, NULL, 0},
		{"2024/02/29", NULL, NULL, 0},
		{"29-02-2024", NULL, NULL, 0},
		{"2024-02-29T", NULL, NULL, 0},
		{"2024-02-29T10", NULL, NULL, 0},
		{"2024-02-29T1:30", NULL, NULL, 0},
		{"2024-02-29T10:30:", NULL, NULL, 0},
		{"2024-02-29T10:30:15.", NULL, NULL, 0},
		{"2024-02-29T24:00", NULL, NULL, 0},
		{"2024-02-29T10:60", NULL, NULL, 0},
		{"2024-02-29T10:30:61", NULL, NULL, 0},
		{"2024-02-29T10:30 Z", NULL, NULL, 0},
		{"2024-02-29T10:30+1", NULL, NULL, 0},
		{"2024-02-29T10:30+01:", NULL, NULL, 0},
		{"2024-02-29T10:30+01:5", NULL, NULL, 0},
		{"2024-02-29T10:30+24:00", NULL, NULL, 0},
		{"2024-02-29T10:30+01:00x", NULL, NULL, 0},
		{"2024-02-29T10:30Zx", NULL, NULL, 0},
		{"2024-02-29x", NULL, NULL, 0},
		{"2024-02-29Z", NULL, NULL, 0},
		{"-024-02-29", NULL, NULL, 0},
	};
	expect(examples, sizeof examples / sizeof *examples);
	struct sd_moment moment;
	assert_true(sd_moment_parse(SD_TEXT("2024-02-29 07:05:00 UTC"), &moment) && moment.seconds == 25500);
	assert_true(sd_moment_parse(SD_TEXT("2024-02-29T07:05 GMT+1"), &moment));
	assert_false(sd_moment_parse(SD_TEXT("2024-02-29 07:05 MEZ"), &moment));
	assert_false(sd_moment_parse(SD_TEXT("2024-02-29 07:05+1"), &moment));
	for (size_t i = 0; i < SD_DATE_FORMATS; i++)
		assert_true(sd_date_formats[i] && !sd_date_format_check(sd_date_formats[i], NULL));
	assert_false(sd_moment_parse((struct sd_text){NULL, 0}, &moment));
	assert_false(sd_moment_parse(SD_TEXT("2024-02-29\0"), &moment));
}

static void moments_by_a_format(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"29/02/2024", "%d/%m/%Y", "2024-02-29", -1},
		{" 1/2/2024 ", "%d/%m/%Y", "2024-02-01", -1},
		{"1/2/2024", " %m/%d/%Y ", "2024-01-02", -1},
		{"3.4.69", "%d.%m.%y", "1969-04-03", -1},
		{"3.4.68", "%d.%m.%y", "2068-04-03", -1},
		{"Feb 29, 2024 7:05", "%b %e, %Y %H:%M", "2024-02-29", 25500},
		{"Feb  9, 2024", "%b %e, %Y", "2024-02-09", -1},
		{"09-DEC-2024", "%d-%b-%Y", "2024-12-09", -1},
		{"20240229235960", "%Y%m%d%H%M%S", "2024-02-29", 86399},
		{"100% 2024-02-29", "100%% %Y-%m-%d", "2024-02-29", -1},
		{"2/9/2024 12:00 am", "%m/%d/%Y %I:%M %p", "2024-02-09", 0},
		{"2/9/2024 12:30 PM", "%m/%d/%Y %I:%M %p", "2024-02-09", 45000},
		{"2/9/2024 1:00:05 Pm", "%m/%d/%Y %I:%M:%S %p", "2024-02-09", 46805},
		{"2/9/2024 1:00", "%m/%d/%Y %I:%M", NULL, 0},
		{"2/9/2024 PM", "%m/%d/%Y %p", NULL, 0},
		{"2/9/2024 13:00 PM", "%m/%d/%Y %I:%M %p", NULL, 0},
		{"2/9/2024 0:00 AM", "%m/%d/%Y %I:%M %p", NULL, 0},
		{"2/9/2024 1:00 XM", "%m/%d/%Y %I:%M %p", NULL, 0},
		{"30/02/2024", "%d/%m/%Y", NULL, 0},
		/* As forms write the hour: with points, a zone by any name, or none that is known. */
		{"2024/2/9 9:00:05 AM GMT+1", "%Y/%m/%d %I:%M:%S %p %z", "2024-02-09", 32405},
		{"2024/2/9 9:00:05 PM GMT+5:30", "%Y/%m/%d %I:%M:%S %p %z", "2024-02-09", 75605},
		{"2024/2/9 9:00:05 p. m. GMT-6", "%Y/%m/%d %I:%M:%S %p %z", "2024-02-09", 75605},
		{"2024/2/9 9:00:05 a.\xC2\xA0m. MEZ", "%Y/%m/%d %I:%M:%S %p %z", "2024-02-09", 32405},
		{"2024/2/9 9:00:05 +0100", "%Y/%m/%d %H:%M:%S %z", "2024-02-09", 32405},
		{"2024/2/9 9:00:05 AM noon here", "%Y/%m/%d %I:%M:%S %p %z", NULL, 0},
		{"2024/2/9 9:00:05 p. M", "%Y/%m/%d %I:%M:%S %p", "2024-02-09", 75605},
		{"2024/2/9 9:00:05 p,m.", "%Y/%m/%d %I:%M:%S %p", NULL, 0},
		{"29/02/24", "%d/%m/%Y", NULL, 0},
		{"29/02/2024 10:00", "%d/%m/%Y", NULL, 0},
		{"29/02/2024", "%d/%m/%Y %H:%M", NULL, 0},
		{"29/02/2024 25:00", "%d/%m/%Y %H:%M", NULL, 0},
		{"29-02-2024", "%d/%m/%Y", NULL, 0},
		{"Fev 29, 2024", "%b %e, %Y", NULL, 0},
		{"Fe", "%b", NULL, 0},
		{"02/2024", "%m/%Y", NULL, 0},
		{"29/02/2024", "%d/%m/%Q", NULL, 0},
		{"29/02/2024", "%d/%m/%Y%", NULL, 0},
		{"", "", NULL, 0},
		{"", "%d/%m/%Y", NULL, 0},
	};
	expect(examples, sizeof examples / sizeof *examples);
}

static void as_text(void **state)
{
	(void)state;
	struct sd_str str = SD_STR_INIT;
	sd_day_add_iso(&str, 0);
	sd_day_add_iso(&str, 2932896);
	sd_day_add_iso(&str, 2932897);
	sd_day_add_iso(&str, -719163);
	sd_day_add_iso(&str, SD_NO_DAY);
	assert_string_equal(str.data, "1970-01-019999-12-31");
	sd_str_release(&str);
}

static void formats_are_checked_before_they_are_used(void **state)
{
	(void)state;
	static const char *const good[] = {"%d/%m/%Y", "%B %e, %Y", "%s", "%Y-%m-%d %I:%M %p", "%d.%b.%y 100%%"};
	static const char *const bad[] = {
		"", "%q%d/%m/%Y", "%d/%m", "%Y", "%s %Y", "%Y-%m-%d %I", "%Y-%m-%d %p", "%Y%m%d%"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(sd_date_format_check(good[i], NULL), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_int_equal(sd_date_format_check(bad[i], &err), -1);
		assert_true(sd_error_is_set(&err));
		sd_error_release(&err);
	}
	struct sd_moment moment = {0, 0};
	assert_true(sd_moment_parse_as(SD_TEXT("-1"), "%s", &moment));
	assert_int_equal(moment.day, -1);
	assert_int_equal(moment.seconds, 86399);
	assert_true(sd_moment_parse_as(SD_TEXT("253402300799"), "%s", &moment));
	assert_int_equal(moment.day, sd_day_of(9999, 12, 31));
	assert_false(sd_moment_parse_as(SD_TEXT("253402300800"), "%s", &moment));
	assert_false(sd_moment_parse_as(SD_TEXT("1704189599000"), "%s", &moment));
	assert_false(sd_moment_parse_as(SD_TEXT("-"), "%s", &moment));
	assert_true(sd_moment_parse_as(SD_TEXT("MAY 2 2024"), "%B %d %Y", &moment));
	assert_int_equal(moment.day, sd_day_of(2024, 5, 2));
	assert_false(sd_moment_parse_as(SD_TEXT("Marc 2 2024"), "%B %d %Y", &moment));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days),
		cmocka_unit_test(every_day_there_is),
		cmocka_unit_test(no_such_days),
		cmocka_unit_test(iso_moments),
		cmocka_unit_test(moments_by_a_format),
		cmocka_unit_test(as_text),
		cmocka_unit_test(formats_are_checked_before_they_are_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
