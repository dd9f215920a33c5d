/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "rows/writer.h"
#include "say/code_score.h"

static void add(struct sd_count *total, const char *code, int64_t score)
{
	struct sd_str key = SD_STR_INIT, number = SD_STR_INIT;
	sd_str_add_int(&number, score);
	sd_key_add(&key, code ? sd_text_of(code) : (struct sd_text){NULL, 0});
	sd_key_add(&key, sd_str_text(&number));
	++*sd_count_at(total, sd_str_text(&key));
	sd_str_release(&number);
	sd_str_release(&key);
}

static void expect(const struct sd_count *total, int64_t min_cell, const char *rows)
{
	static const struct sd_writer_options csv = {SD_FORMAT_CSV, -1, false};
	static const char names[] = "code,n,mean,other_n,other_mean,difference,low,high,p,q\n";
	struct sd_str text = SD_STR_INIT, wanted = SD_STR_INIT;
	struct sd_writer *writer = sd_writer_new_into(&text, &csv);
	assert_int_equal(sd_code_scores_write(total, min_cell, writer, NULL), 0);
	sd_writer_free(writer);
	sd_str_addf(&wanted, "%s%s", names, rows);
	assert_string_equal(text.data, wanted.data);
	sd_str_release(&wanted);
	sd_str_release(&text);
}

/* Student's sleep data (Biometrika 6, 1908): by Welch's test, as R's t.test(extra ~ group, sleep) shows it, -1.58 hours
 * with the interval -3.3654832 to 0.2054832 and p = 0.07939. */
static void holds_those_who_name_a_code_against_the_others(void **state)
{
	static const int first[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
	static const int second[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
	struct sd_count *total = sd_count_new(SD_CODE_SCORES_WIDTH);
	(void)state;
	for (size_t i = 0; i < 10; i++) {
		add(total, NULL, first[i] * (SD_DECIMAL_UNIT / 10));
		add(total, NULL, second[i] * (SD_DECIMAL_UNIT / 10));
		add(total, "one", first[i] * (SD_DECIMAL_UNIT / 10));
	}
	expect(total, 10, "one,10,0.7500,10,2.3300,-1.5800,-3.3655,0.2055,0.0794,0.0794\n");
	expect(total, 11, "");
	sd_count_free(total);
}

/* All of one score: no scatter, so no interval and no test. */
static void says_nothing_of_scores_that_do_not_vary(void **state)
{
	struct sd_count *total = sd_count_new(SD_CODE_SCORES_WIDTH);
	(void)state;
	for (int i = 0; i < 6; i++) {
		add(total, NULL, 9 * SD_DECIMAL_UNIT);
		if (i < 3)
			add(total, "same", 9 * SD_DECIMAL_UNIT);
	}
	add(total, "once", 9 * SD_DECIMAL_UNIT);
	expect(total, 0, "same,3,9.0000,3,9.0000,0.0000,,,,\n");
	sd_count_free(total);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_those_who_name_a_code_against_the_others),
		cmocka_unit_test(says_nothing_of_scores_that_do_not_vary),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
