/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/progress.h"

#include <unistd.h>

static void expect_line(const char *right, uint64_t done, uint64_t total, double seconds)
{
	struct sd_str line = SD_STR_INIT;
	sd_progress_describe(&line, done, total, seconds);
	assert_string_equal(line.data, right);
	sd_str_release(&line);
}

static void lines_say_what_can_be_told(void **state)
{
	(void)state;
	expect_line("12.0 MB of 48.0 MB (25 %), 4.0 MB/s, 0:09 left", 12000000, 48000000, 3);
	expect_line("12.0 MB, 4.0 MB/s", 12000000, 0, 3);
	expect_line("0.0 MB of 48.0 MB (0 %)", 0, 48000000, 3);
	expect_line("1.0 MB of 2.0 MB (50 %)", 1000000, 2000000, 0);
	expect_line("1.0 MB of 7261.0 MB (0 %), 1.0 MB/s, 2:01:00 left", 1000000, 7261000000, 1);
	expect_line("5.0 MB of 5.0 MB (100 %), 1.0 MB/s, 0:00 left", 5000000, 5000000, 5);
	expect_line("6.0 MB, 1.0 MB/s", 6000000, 5000000, 6); /* grew while it was read */
	expect_line("0.0 MB of 10000000.0 MB (0 %), 0.0 MB/s", 1, 10000000000000, 1); /* for ever */
}

struct shown {
	size_t lines, wipes;
	struct sd_str last;
};

static void show(void *context, struct sd_text line)
{
	struct shown *shown = context;
	shown->lines += line.length > 0;
	shown->wipes += line.length == 0;
	sd_str_clear(&shown->last);
	sd_str_add_text(&shown->last, line);
}

static void it_is_shown_at_most_five_times_a_second(void **state)
{
	(void)state;
	struct shown shown = {0};
	struct sd_progress progress;
	sd_progress_begin(&progress, 1000, show, &shown);
	for (int i = 0; i < 100; i++)
		sd_progress_add(&progress, 1);
	size_t in_a_moment = shown.lines;
	usleep(210000);
	sd_progress_add(&progress, 1);
	assert_int_equal(shown.lines, in_a_moment + 1);
	sd_progress_add(&progress, 1);
	assert_int_equal(progress.done, 102);
	sd_progress_end(&progress);
	assert_int_equal(shown.wipes, 1);
	assert_int_equal(shown.last.length, 0);
	sd_progress_end(&progress);
	assert_int_equal(shown.wipes, 1);
	sd_str_release(&shown.last);
}

static void a_short_run_shows_nothing(void **state)
{
	(void)state;
	struct shown shown = {0};
	struct sd_progress progress;
	sd_progress_begin(&progress, 1000, show, &shown);
	sd_progress_end(&progress);
	assert_int_equal(shown.lines + shown.wipes, 0);
	sd_progress_add(NULL, 1);
	sd_progress_end(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_say_what_can_be_told),
		cmocka_unit_test(it_is_shown_at_most_five_times_a_second),
		cmocka_unit_test(a_short_run_shows_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
