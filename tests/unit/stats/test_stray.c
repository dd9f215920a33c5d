/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/stray.h"

enum { LENGTH = 1000, HOLE = 31 };

/* Two a day, from day 10,000 on. */
static void fill(sd_day *days)
{
	for (size_t i = 0; i < LENGTH; i++)
		days[i] = 10000 + (sd_day)(i / 2);
}

static void expect(const sd_day *days, size_t length, sd_day first, sd_day last, size_t early, size_t late)
{
	struct sd_stray stray = sd_stray_find(days, length, HOLE);
	assert_int_equal(stray.first, first);
	assert_int_equal(stray.last, last);
	assert_int_equal(stray.early, early);
	assert_int_equal(stray.late, late);
}

static void a_mistyped_year(void **state)
{
	(void)state;
	sd_day days[LENGTH];
	fill(days);
	expect(days, LENGTH, 10000, 10499, 0, 0);
	days[500] = 46000;
	expect(days, LENGTH, 10000, 10499, 0, 1);
	days[7] = -30000;
	expect(days, LENGTH, 10000, 10499, 1, 1);
	days[8] = -25000;
	expect(days, LENGTH, 10000, 10499, 2, 1);
	days[9] = SD_NO_DAY;
	/* Three would be more than one in 500; the first of them is far from the second, too. */
	days[10] = -20000;
	expect(days, LENGTH, -25000, 10499, 1, 1);
}

static void holes_that_are_none(void **state)
{
	(void)state;
	sd_day days[LENGTH];
	fill(days);
	days[0] = 10499 + HOLE;
	expect(days, LENGTH, 10000, 10499 + HOLE, 0, 0);
	days[0]++;
	expect(days, LENGTH, 10000, 10499, 0, 1);
	/* Few days, strewn widely. */
	for (size_t i = 0; i < 20; i++)
		days[i] = (sd_day)i * 40;
	days[19] = 18 * 40 + 300;
	expect(days, 20, 0, 18 * 40 + 300, 0, 0);
	days[19] = 18 * 40 + 500;
	expect(days, 20, 0, 18 * 40, 0, 1);
	expect(days + 1, 19, 40, 18 * 40 + 500, 0, 0);
	/* Of few, a year must lie between. */
	for (size_t i = 0; i < 30; i++)
		days[i] = (sd_day)i;
	days[29] = 28 + 364;
	expect(days, 30, 0, 28 + 364, 0, 0);
	days[29]++;
	expect(days, 30, 0, 28, 0, 1);
}

static void next_to_nothing(void **state)
{
	(void)state;
	const sd_day none = SD_NO_DAY;
	sd_day same[30];
	for (size_t i = 0; i < 30; i++)
		same[i] = 7;
	expect(NULL, 0, SD_NO_DAY, SD_NO_DAY, 0, 0);
	expect(&none, 1, SD_NO_DAY, SD_NO_DAY, 0, 0);
	expect(same, 30, 7, 7, 0, 0);
	same[3] = 700;
	expect(same, 30, 7, 7, 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mistyped_year),
		cmocka_unit_test(holes_that_are_none),
		cmocka_unit_test(next_to_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
