/* SPDX-License-Identifier: MIT */
#include "../do/rows.h"

#include "gap/hide.h"

static void few_is_above_none_and_under_the_least(void **state)
{
	(void)state;
	assert_false(sd_is_few(0, 10));
	assert_true(sd_is_few(1, 10));
	assert_true(sd_is_few(9, 10));
	assert_false(sd_is_few(10, 10));
	assert_false(sd_is_few(1, 1));
	assert_false(sd_is_few(1, 0));
}

static void a_line_hides_two_or_more_of_enough_people(void **state)
{
	(void)state;
	static const struct {
		uint64_t n[4];
		int64_t least;
		const char *hidden;
	} cases[] = {
		{{50, 20, 30, 10}, 10, "...."},
		{{50, 3, 30, 0}, 10, ".##."},  /* a zero tells nothing and hides nothing */
		{{50, 3, 4, 30}, 10, ".###"},  /* 3 and 4 are together under 10 */
		{{50, 5, 6, 30}, 10, ".##."},
		{{5, 0, 0, 0}, 10, "#..."},    /* nothing is left that could help */
		{{20, 20, 1, 30}, 10, "#.#."}, /* of equal ones the first */
		{{50, 3, 30, 2}, 1, "...."},
		{{50, 3, 30, 2}, 0, "...."},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool hidden[4] = {false};
		char shown[5] = "";
		struct sd_counts counts = {.n = cases[i].n, .hidden = hidden, .length = 4, .least = cases[i].least};
		size_t *line = sd_counts_line(&counts, 4);
		for (size_t at = 0; at < 4; at++)
			line[at] = at;
		sd_hide_few(&counts);
		sd_hide_lines(&counts);
		sd_counts_release(&counts);
		for (size_t at = 0; at < 4; at++)
			shown[at] = hidden[at] ? '#' : '.';
		assert_string_equal(shown, cases[i].hidden);
	}
}

/* Tables whose sums are all known, of numbers drawn by a linear congruence: no line is left with one hidden count, or
 * with too few people in those, where it had more to hide. */
static void no_line_of_a_table_tells(void **state)
{
	(void)state;
	enum { ROWS = 3, COLUMNS = 4, CELLS = ROWS * COLUMNS, TABLES = 500 };
	uint32_t drawn = 1;
	for (int table = 0; table < TABLES; table++) {
		uint64_t n[CELLS];
		bool hidden[CELLS] = {false};
		struct sd_counts counts = {.n = n, .hidden = hidden, .length = CELLS, .least = 10};
		for (size_t i = 0; i < CELLS; i++) {
			drawn = drawn * 1664525 + 1013904223;
			n[i] = (drawn >> 16) % 60;
		}
		for (size_t row = 0; row < ROWS; row++) {
			size_t *line = sd_counts_line(&counts, COLUMNS);
			for (size_t i = 0; i < COLUMNS; i++)
				line[i] = row * COLUMNS + i;
		}
		for (size_t column = 0; column < COLUMNS; column++) {
			size_t *line = sd_counts_line(&counts, ROWS);
			for (size_t i = 0; i < ROWS; i++)
				line[i] = i * COLUMNS + column;
		}
		sd_hide_few(&counts);
		sd_hide_lines(&counts);
		for (size_t l = 0; l < counts.lines_length; l++) {
			uint64_t shown = 0, out = 0, people = 0;
			for (size_t i = 0; i < counts.lines[l].length; i++) {
				size_t at = counts.lines[l].at[i];
				assert_false(!hidden[at] && n[at] > 0 && n[at] < 10);
				shown += !hidden[at] && n[at];
				out += hidden[at];
				people += hidden[at] ? n[at] : 0;
			}
			assert_true(!out || !shown || (out > 1 && people >= 10));
		}
		sd_counts_release(&counts);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_is_above_none_and_under_the_least),
		cmocka_unit_test(no_line_of_a_table_tells),
		cmocka_unit_test(a_line_hides_two_or_more_of_enough_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
