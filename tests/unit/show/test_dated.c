/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include "../do/rows.h"

#include "show/dated.h"

static struct sd_dated of(const char *csv, size_t column, const char *format, unsigned jobs)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_dated dated = SD_DATED_INIT;
	struct rows *rows = rows_of(csv);
	dated.column = column;
	dated.format = format;
	assert_int_equal(run_rows(rows, sd_dated_pass(&dated), jobs, &err), 0);
	free_rows(rows);
	return dated;
}

static void the_first_and_the_last_day_are_found(void **state)
{
	(void)state;
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct sd_dated dated = of("id,when\n1,2024-03-05\n2,\n3,1969-12-31T10:00\n4,soon\n"
					   "5,2024-03-04\n", 1, NULL, jobs);
		assert_int_equal(dated.rows, 3);
		assert_int_equal(dated.first, -1);
		assert_int_equal(dated.last, sd_day_of(2024, 3, 5));
	}
	struct sd_dated dated = of("when\n2/1/2024\n1/2/2024\n", 0, "%d/%m/%Y", 1);
	assert_int_equal(dated.first, sd_day_of(2024, 1, 2));
	assert_int_equal(dated.last, sd_day_of(2024, 2, 1));
}

static void without_any_date_there_is_no_day(void **state)
{
	(void)state;
	struct sd_dated dated = of("when\nsoon\nlater\n", 0, NULL, 2);
	assert_int_equal(dated.rows, 0);
	assert_int_equal(dated.first, SD_NO_DAY);
	assert_int_equal(dated.last, SD_NO_DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_and_the_last_day_are_found),
		cmocka_unit_test(without_any_date_there_is_no_day),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
