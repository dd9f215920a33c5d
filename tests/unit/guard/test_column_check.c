/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "guard/column_check.h"

enum { ROWS = 400 };

static struct sd_column_options options_of(enum sd_column_role role)
{
	return (struct sd_column_options){role, NULL, sd_day_of(2000, 1, 1), sd_day_of(2024, 12, 31), false};
}

/* What is found in the cells, in `parts` parts; the texts of all findings, one a line. */
static char *found(const char *const *cells, size_t length, enum sd_column_role role, size_t parts)
{
	struct sd_column_options options = options_of(role);
	struct sd_column_check *part = sd_calloc(parts, sizeof *part), whole = {.cells = 0};
	struct sd_faults findings = {.length = 0};
	struct sd_str all = SD_STR_INIT;
	for (size_t i = 0; i < length; i++)
		sd_column_check_add(&part[i % parts], &options, NULL, sd_text_of(cells[i]), i + 1);
	for (size_t i = parts; i--;)
		sd_column_check_merge(&whole, &part[i]);
	sd_column_check_find(&whole, &options, 0, length, &findings);
	for (size_t i = 0; i < findings.length; i++)
		sd_str_addf(&all, "%llu %llu %s\n", (unsigned long long)findings.items[i].seen.n,
			    (unsigned long long)findings.items[i].seen.rows[0], findings.items[i].what);
	sd_faults_release(&findings);
	free(part);
	return sd_str_take(&all);
}

static void finds(const char *const *cells, size_t length, enum sd_column_role role, const char *what)
{
	char *whole = found(cells, length, role, 1);
	for (size_t parts = 2; parts < 5; parts++) {
		char *same = found(cells, length, role, parts);
		assert_string_equal(whole, same);
		free(same);
	}
	if (what ? !strstr(whole, what) : *whole)
		fail_msg("wanted %s, found: %s", what ? what : "nothing", whole);
	free(whole);
}
#define FINDS(role, what, ...)                                                                                         \
	finds((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), role,   \
	      what)

static void cells(void **state)
{
	(void)state;
	FINDS(SD_ROLE_NONE, "holds one value, in 3 rows", "web", "web ", "web");
	FINDS(SD_ROLE_NONE, NULL, "web", "app");
	FINDS(SD_ROLE_NONE, "1 2 letters such as", "caf\xC3\xA9", "caf\xC3\x83\xC2\xA9");
	FINDS(SD_ROLE_NONE, "1 1 letters such as", "don\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2t", "x");
	FINDS(SD_ROLE_NONE, NULL, "S\xC3\x83O PAULO", "\xC3\x82me", "\xC3\xA2ge");
	FINDS(SD_ROLE_NONE, "1 2 replacement", "a", "b\xEF\xBF\xBD");
	FINDS(SD_ROLE_NONE, "1 1 control", "a\x1b[1m", "b\tc");
}

static void ids(void **state)
{
	(void)state;
	char buffers[ROWS][24];
	const char *ids[ROWS];
	FINDS(SD_ROLE_ID, "1 2 numbers as 1.23E+12", "1234567890123", "1.23E+12");
	FINDS(SD_ROLE_ID, NULL, "12E4", "1.5");
	FINDS(SD_ROLE_ID, "5 1 numbers of 16 digits", "1234567890123450", "2234567890123450", "3234567890123450",
	      "4234567890123450", "5234567890123450");
	for (size_t i = 0; i < ROWS; i++) { /* codes of six digits, drawn; a tenth of them had a first zero */
		snprintf(buffers[i], sizeof buffers[i], "%llu",
			 (unsigned long long)(sd_hash_sample((char *)&i, sizeof i, 0) % 1000000));
		ids[i] = buffers[i];
	}
	finds(ids, ROWS, SD_ROLE_ID, "ids of fewer than 6 digits, and none with a first zero");
	finds(ids, ROWS, SD_ROLE_NONE, NULL);
	for (size_t i = 0; i < ROWS; i++) /* given out one after the other */
		snprintf(buffers[i], sizeof buffers[i], "%zu", 9900 + i);
	finds(ids, ROWS, SD_ROLE_ID, NULL);
	for (size_t i = 0; i < ROWS; i++) /* all with their zeros */
		snprintf(buffers[i], sizeof buffers[i], "%06llu",
			 (unsigned long long)(sd_hash_sample((char *)&i, sizeof i, 0) % 1000000));
	finds(ids, ROWS, SD_ROLE_ID, NULL);
}

static void dates(void **state)
{
	(void)state;
	FINDS(SD_ROLE_DATE, NULL, "2024-03-01", "2024-03-02T10:00");
	FINDS(SD_ROLE_DATE, "1 2 no dates", "2024-03-01", "soon");
	FINDS(SD_ROLE_DATE, "1 1 dates before 2000-01-01", "1999-12-31", "2000-01-01");
	FINDS(SD_ROLE_DATE, "1 2 dates after 2024-12-31", "2024-12-31", "2025-01-01");
	FINDS(SD_ROLE_NONE, "1 3 dates written as 09/03/2024, where most are as 2024-03-09", "2024-03-01", "2024-03-02",
	      "03/03/2024");
	FINDS(SD_ROLE_NONE, "1 3 dates with the month first", "13/03/2024", "14/03/2024", "03/15/2024");
	FINDS(SD_ROLE_NONE, NULL, "01/02/2024", "13/02/2024");
	FINDS(SD_ROLE_NONE, NULL, "1.2.3", "4.5.6-7");
	FINDS(SD_ROLE_DATE, "dates written otherwise: --date-format reads them, %Y/%m/%d %I:%M:%S %p %z",
	      "2024/03/01 9:00:00 AM GMT+1", "2024/03/21 10:07:12 PM GMT+1");
	FINDS(SD_ROLE_DATE, "dates written otherwise: --date-format reads them, %b %d, %Y", "Mar 1, 2024",
	      "Apr 13, 2024");
	FINDS(SD_ROLE_DATE, "--date-format reads them, %m/%d/%Y %I:%M:%S %p", "03/31/2024 01:00:00 PM",
	      "04/01/2024 09:00:00 AM");
	FINDS(SD_ROLE_DATE, "--date-format reads them, %d/%m/%Y %H:%M or with the month first", "03/01/2024 13:00",
	      "04/01/2024 09:00");
	FINDS(SD_ROLE_DATE, "2 1 no dates; --date-format says", "Mar 1, 2024", "soon");
	FINDS(SD_ROLE_DATE, "3 1 times of the day, and no dates", "9:30", "09:30:00", "23:59");
	FINDS(SD_ROLE_DATE, "2 1 no dates; --date-format says", "9:30", "9:3");
}

/* How many are of each form, and that they are mixed. */
static void dates_of_several_forms(void **state)
{
	(void)state;
#define MIXED "2024-03-01", "13/03/2024", "14.03.2024", "15 Mar 2024", "2024-03-02"
	FINDS(SD_ROLE_DATE,
	      "dates of 4 forms, which no one --date-format reads: 2 as 2024-03-09, 1 as 09/03/2024, 1 as 09.03.2024, "
	      "1 as 9 Mar 2024;",
	      MIXED);
	FINDS(SD_ROLE_DATE, "1 4 dates written as 9 Mar 2024, where most are as 2024-03-09", MIXED);
	FINDS(SD_ROLE_DATE, "1 6 no dates in any form", MIXED, "soon");
	FINDS(SD_ROLE_DATE, "1 as 45360 (days, as a spreadsheet counts them)", MIXED, "45361");
	FINDS(SD_ROLE_DATE, "2 1 dates written as 45360 (days, as a spreadsheet counts them): format", "45360",
	      "45361.5");
	FINDS(SD_ROLE_DATE,
	      "1 3 dates with the month first, where 2 others have the day first: which is which cannot be told of 1 "
	      "more",
	      "13/03/2024", "14/03/2024", "03/15/2024", "01/02/2024");
	FINDS(SD_ROLE_DATE, "4 1 dates written as 09/03/2024, in both orders: no --date-format reads them all",
	      "13/03/2024", "14/03/2024", "03/15/2024", "01/02/2024");
	FINDS(SD_ROLE_DATE, "1 2 dates of which no row tells whether the day or the month stands first", "2024-03-01",
	      "01/02/2024", "2024-03-02");
}

static void numbers_and_words(void **state)
{
	(void)state;
#define NUMBERS "1", "2.5", "-3", "4", "1,200", "45 %", "7", "8"
	FINDS(SD_ROLE_NONE, NULL, NUMBERS);
	FINDS(SD_ROLE_NONE, "1 9 no numbers, where 8 others are", NUMBERS, "ten");
	FINDS(SD_ROLE_NONE, "1 9 numbers with a decimal comma, where 1 have a point", NUMBERS, "9,5");
	FINDS(SD_ROLE_NONE, NULL, "1", "2", "3", "a", "b", "c", "d", "e", "f", "g", "h");
	FINDS(SD_ROLE_NONE, NULL, "1.2.3", "4.5.6", "10:30", "a", "b", "c", "d", "e");
}

static void people(void **state)
{
	static const char *const names[] = {"Ada Croft", "Zo\xC3\xAB", "O'Hara, Ben"},
				 *const towns[] = {"Ely", "Ely", "Ely"}, *const codes[] = {"A1", "B2", "C3"};
	(void)state;
	const struct {
		const char *const *cells;
		bool called, found;
	} cases[] = {{names, true, true}, {names, false, false}, {towns, true, false}, {codes, true, false}};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct sd_column_options options = options_of(SD_ROLE_NONE);
		struct sd_redactor *redactor = sd_redactor_new(1u << SD_REDACT_EMAIL);
		struct sd_redact_finder *finder = sd_redact_finder_new(redactor);
		struct sd_column_check check = {.cells = 0};
		struct sd_faults findings = {.length = 0};
		options.people = cases[c].called;
		for (size_t i = 0; i < 3; i++)
			sd_column_check_add(&check, &options, finder, sd_text_of(cases[c].cells[i]), i + 1);
		sd_column_check_find(&check, &options, 0, 4, &findings);
		assert_int_equal(findings.length, cases[c].found);
		assert_true(!findings.length || strstr(findings.items[0].what, "people's names"));
		sd_faults_release(&findings);
		sd_redact_finder_free(finder);
		sd_redactor_free(redactor);
	}
}

static void examples_are_the_first(void **state)
{
	(void)state;
	struct sd_seen a = {0}, b = {0};
	const uint64_t rows[] = {90, 3, 50, 7, 60, 1, 80, 2};
	for (size_t i = 0; i < 8; i++)
		sd_seen_add(i % 2 ? &a : &b, rows[i]);
	sd_seen_merge(&a, &b);
	assert_int_equal(a.n, 8);
	const uint64_t first[] = {1, 2, 3, 7, 50};
	assert_memory_equal(a.rows, first, sizeof first);
}

static void repeats(void **state)
{
	(void)state;
	struct sd_repeats a = {.length = 0}, b = {.length = 0};
	struct sd_seen seen;
	uint64_t texts;
	sd_repeats_add(&a, SD_TEXT("x"), 9);
	sd_repeats_add(&a, SD_TEXT("y"), 2);
	sd_repeats_add(&b, SD_TEXT("x"), 4);
	sd_repeats_add(&b, SD_TEXT("x"), 6);
	sd_repeats_add(&b, SD_TEXT("z"), 5);
	sd_repeats_merge(&a, &b);
	sd_repeats_find(&a, &seen, &texts);
	assert_int_equal(texts, 1);
	assert_int_equal(seen.n, 2);
	assert_int_equal(seen.rows[0], 6);
	assert_int_equal(seen.rows[1], 9);
	sd_repeats_release(&a);
	sd_repeats_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells),
		cmocka_unit_test(ids),
		cmocka_unit_test(dates),
		cmocka_unit_test(dates_of_several_forms),
		cmocka_unit_test(numbers_and_words),
		cmocka_unit_test(people),
		cmocka_unit_test(examples_are_the_first),
		cmocka_unit_test(repeats),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
