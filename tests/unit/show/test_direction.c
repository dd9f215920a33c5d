/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/mem.h"

#include "../do/rows.h"

#include "show/direction.h"

static struct sd_direction of(const char *csv, unsigned jobs)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_direction direction = {.score = 0, .sentiment = 1};
	struct rows *rows = rows_of(csv);
	assert_int_equal(run_rows(rows, sd_direction_pass(&direction), jobs, &err), 0);
	free_rows(rows);
	return direction;
}

/* Anscombe's first set (The American Statistician 27, 1973), y in twentieths: r 0.816. */
static void is_pearsons_correlation(void **state)
{
	static const char csv[] = "x,y\n10,0.402\n8,0.3475\n13,0.379\n9,0.4405\n11,0.4165\n14,0.498\n6,0.362\n4,0.213\n"
				  "12,0.542\n7,0.241\n5,0.284\n,0.5\n3,\nn/a,0.1\n";
	(void)state;
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct sd_direction direction = of(csv, jobs);
		assert_int_equal(direction.n, 11);
		assert_true(fabs(sd_direction_correlation(&direction) - 0.816) < 0.0005);
		assert_false(sd_direction_is_wrong(&direction, true));
	}
	struct sd_direction same = of("x,y\n1,0.5\n1,0.25\n", 1);
	assert_true(isnan(sd_direction_correlation(&same)));
	assert_false(sd_direction_is_wrong(&same, false));
}

static void many_answers_say_that_the_lowest_is_best(void **state)
{
	(void)state;
	for (size_t rows = 48; rows <= 50; rows += 2) {
		struct sd_str csv = SD_STR_INIT;
		sd_str_adds(&csv, "x,y\n");
		for (size_t i = 0; i < rows; i++)
			sd_str_addf(&csv, "%zu,%s\n", i % 5 + 1, i % 5 < 2 ? "0.5" : i % 3 ? "-0.5" : "0.25");
		struct sd_direction direction = of(csv.data, 2);
		assert_int_equal(sd_direction_is_wrong(&direction, false), rows == 50);
		assert_false(sd_direction_is_wrong(&direction, true));
		sd_str_release(&csv);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_pearsons_correlation),
		cmocka_unit_test(many_answers_say_that_the_lowest_is_best),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
