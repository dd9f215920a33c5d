/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/opt.h"
#include "base/time.h"

static struct values {
	bool all, brief;
	const char *name;
	struct sd_list columns;
	int64_t jobs;
	int format;
	sd_day day;
} values;
static struct sd_list operands;

static const char *const formats[] = {"csv", "tsv", NULL};
#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"all", 'a', SD_OPT_FLAG, AT(all), NULL, "take all", 0, 0, 0, NULL},
	{"brief", 'b', SD_OPT_FLAG, AT(brief), NULL, "say little", 0, 0, 0, NULL},
	{"name", 'n', SD_OPT_TEXT, AT(name), "NAME", "call it NAME", 0, 0, 0, NULL},
	{"named-column", 'c', SD_OPT_COLUMNS, AT(columns), "COLUMN", "take COLUMN", 0, 0, 0, NULL},
	{"jobs", 'j', SD_OPT_NUMBER, AT(jobs), "N", "threads", 2, 1, 64, NULL},
	{"from", 0, SD_OPT_CHOICE, AT(format), "FORMAT", "the format", -1, 0, 0, formats},
	{"as-of", 0, SD_OPT_DATE, AT(day), "DATE", "the last day", 0, 0, 0, NULL},
};
static const struct sd_opt_group group = {"Options", options, sizeof options / sizeof *options, &values};
static const struct sd_opt_set set = {&group, 1, &operands};

/* Parses a NULL-terminated list of words; the error's message, "" where there is none, is the caller's. */
static char *parse(char **words)
{
	int count = 0;
	struct sd_error err = SD_ERROR_INIT;
	while (words[count])
		count++;
	sd_opt_release(&set);
	sd_opt_preset(&set);
	int result = sd_opt_parse(&set, count, words, &err);
	assert_int_equal(result, sd_error_is_set(&err) ? -1 : 0);
	return sd_str_take(&err.message);
}
#define WORDS(...) ((char *[]){(char *)"tool", __VA_ARGS__, NULL})
#define GOOD(...)                                                                                                      \
	do {                                                                                                           \
		char *message = parse(WORDS(__VA_ARGS__));                                                             \
		assert_string_equal(message, "");                                                                      \
		free(message);                                                                                         \
	} while (0)
#define WRONG(expected, ...)                                                                                           \
	do {                                                                                                           \
		char *message = parse(WORDS(__VA_ARGS__));                                                             \
		assert_string_equal(message, expected);                                                                \
		free(message);                                                                                         \
	} while (0)

static void every_way_to_write_an_option(void **state)
{
	(void)state;
	GOOD("x", "-ab", "--name=a b", "-cone", "-c", "two", "--named-column", "three", "-j8", "--", "-y");
	assert_true(values.all && values.brief);
	assert_string_equal(values.name, "a b");
	assert_int_equal(values.columns.length, 3);
	assert_string_equal(values.columns.items[0], "one");
	assert_string_equal(values.columns.items[2], "three");
	assert_int_equal(values.jobs, 8);
	assert_int_equal(operands.length, 2);
	assert_string_equal(operands.items[1], "-y");
	GOOD("-abn", "x", "--from", "tsv", "--as-of=2024-02-29", "-");
	assert_string_equal(values.name, "x");
	assert_int_equal(values.format, 1);
	assert_int_equal(values.day, sd_day_of(2024, 2, 29));
	assert_string_equal(operands.items[0], "-");
	GOOD("--br", "--jo", "3");
	assert_true(values.brief);
	assert_int_equal(values.jobs, 3);
	GOOD("--name="); /* an empty value is a value */
	assert_string_equal(values.name, "");
}

static void what_is_not_given_is_preset(void **state)
{
	(void)state;
	GOOD("x");
	assert_false(values.all);
	assert_null(values.name);
	assert_int_equal(values.jobs, 2);
	assert_int_equal(values.format, -1);
	assert_int_equal(values.day, SD_NO_DAY);
	assert_false(sd_opt_given(&set, &values.jobs));
	GOOD("-j", "5");
	assert_true(sd_opt_given(&set, &values.jobs));
}

static void what_is_wrong_is_said_with_a_remedy(void **state)
{
	(void)state;
	WRONG("there is no option --nmae; did you mean --name?", "--nmae", "x");
	WRONG("there is no option --zzzzzz; --help lists them", "--zzzzzz");
	WRONG("--a could be --all, --as-of; write it out", "--a");
	WRONG("there is no option -x; --help lists them", "-ax");
	WRONG("--name wants a value: --name NAME", "--name");
	WRONG("-n wants a value: -n NAME", "-an");
	WRONG("--all takes no value", "--all=yes");
	WRONG("--jobs takes a whole number from 1 to 64", "--jobs", "0");
	WRONG("--jobs takes a whole number from 1 to 64", "--jobs", "3x");
	WRONG("--jobs takes a whole number from 1 to 64", "--jobs", "99999999999999999999");
	WRONG("--from takes one of csv, tsv, not \"xls\\u{1B}\"", "--from", "xls\033");
	WRONG("--as-of takes a date, YYYY-MM-DD", "--as-of", "2023-02-29");
}

static void help_and_listing_tell_every_option(void **state)
{
	struct sd_str help = SD_STR_INIT, listing = SD_STR_INIT;
	(void)state;
	sd_opt_add_help(&set, &help);
	sd_opt_add_listing(&set, &listing);
	for (size_t i = 0; i < group.length; i++) {
		struct sd_str name = SD_STR_INIT;
		sd_str_addf(&name, "--%s", options[i].name);
		assert_non_null(strstr(help.data, name.data));
		assert_non_null(strstr(listing.data, options[i].help));
		sd_str_release(&name);
	}
	assert_non_null(strstr(help.data, "(default 2)"));
	for (const char *line = help.data; *line; line = strchr(line, '\n') + 1)
		assert_true(strchr(line, '\n') - line <= 80);
	sd_str_release(&help);
	sd_str_release(&listing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_to_write_an_option),
		cmocka_unit_test(what_is_not_given_is_preset),
		cmocka_unit_test(what_is_wrong_is_said_with_a_remedy),
		cmocka_unit_test(help_and_listing_tell_every_option),
	};
	int result = cmocka_run_group_tests(tests, NULL, NULL);
	sd_opt_release(&set);
	return result;
}
