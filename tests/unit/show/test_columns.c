/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include "../do/rows.h"

#include "show/columns.h"
#include "show/shared.h"

static struct sd_columns of(struct rows *rows)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_columns columns;
	sd_columns_init(&columns, sd_reader_header(rows->reader));
	assert_int_equal(run_rows(rows, sd_columns_pass(&columns), 1, &err), 0);
	sd_columns_tell(&columns);
	return columns;
}

static void how_dates_are_written_is_told_by_all_of_them(void **state)
{
	static const struct {
		const char *csv, *format;
		bool dates, unclear;
	} cases[] = {
		{"d\n2026-03-01\n2026-03-02\n", NULL, true, false},
		{"d\n13/03/2026\n01/04/2026\n", "%d/%m/%Y", true, false},
		{"d\n03/13/2026\n04/01/2026\n", "%m/%d/%Y", true, false},
		{"d\n01/03/2026\n02/03/2026\n", "%d/%m/%Y", true, true},
		{"d\n01.03.2026 9:30\n02.03.2026 10:15\n", "%d.%m.%Y %H:%M", true, false},
		{"d\n3/1/26 9:30 PM\n3/14/26 10:15 AM\n", "%m/%d/%y %I:%M %p", true, false},
		{"d\n\"Mar 1, 2026\"\n\"Mar 2, 2026\"\n", "%b %d, %Y", true, false},
		{"d\nsoon\n2026-03-02\n", NULL, false, false},
		{"d\n\n\n", NULL, false, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rows *rows = rows_of(cases[i].csv);
		struct sd_columns columns = of(rows);
		const char *format = NULL;
		bool unclear = false;
		assert_int_equal(sd_columns_date_format(&columns, 0, &format, &unclear), cases[i].dates);
		assert_int_equal(unclear, cases[i].unclear);
		assert_int_equal(format == NULL, cases[i].format == NULL);
		if (format)
			assert_string_equal(format, cases[i].format);
		sd_columns_release(&columns);
		free_rows(rows);
	}
}

static const char survey[] = "Key,StartDate,EndDate,Birth date,How likely are you to recommend us?,Overall "
			     "rating,Kids\n"
			     "A-1,2026-03-01,2026-03-02,1970-01-01,9,5,0\n"
			     "A-2,2026-03-02,2026-03-02,1980-01-01,3,1,2\n"
			     "A-3,2026-03-02,2026-03-03,1980-01-03,10,4,2\n"
			     "A-4,2026-03-05,2026-03-05,1981-01-03,0,4,1\n"
			     "A-5,2026-03-05,2026-03-05,1981-01-04,7,2,0\n";

static void the_most_telling_name_decides(void **state)
{
	(void)state;
	struct rows *rows = rows_of(survey);
	struct sd_columns columns = of(rows);
	size_t several = 9;
	assert_int_equal(sd_columns_date(&columns, false, &several), 2);
	assert_int_equal(sd_columns_score(&columns, &several), 4);
	assert_int_equal(several, 0);
	int low, high;
	sd_columns_range(&columns, 4, &low, &high);
	assert_int_equal(low, 0);
	assert_int_equal(high, 10);
	assert_int_equal(sd_columns_amount(&columns, &several), SIZE_MAX);
	assert_true(sd_columns_could_be_id(&columns, 0, false));
	assert_false(sd_columns_could_be_id(&columns, 1, false));
	assert_false(sd_columns_could_be_id(&columns, 4, false));
	sd_columns_release(&columns);
	free_rows(rows);
}

static void of_two_that_could_be_it_none_is_taken(void **state)
{
	(void)state;
	struct rows *rows = rows_of("ordered,paid total,amount due\n2026-01-02,1.50,2\n2026-01-03,2,3\n");
	struct sd_columns columns = of(rows);
	size_t several = 0;
	assert_int_equal(sd_columns_amount(&columns, &several), SIZE_MAX);
	assert_int_equal(several, 2);
	assert_int_equal(sd_columns_score(&columns, &several), SIZE_MAX);
	assert_int_equal(several, 0);
	sd_columns_release(&columns);
	free_rows(rows);
}

static void marks_currencies_and_what_was_undone(void **state)
{
	(void)state;
	struct rows *rows = rows_of("Betrag,total,currency,state,Basket no.,Order date\n"
				    "\"12,50\",1.50,CHF,paid,B1,2026-01-02\n"
				    "\"7,25\",2.25,EUR,paid,B2,2026-01-02\n\"8,00\",3,EUR,cancelled,B3,2026-01-03\n"
				    "\"9,00\",3,EUR,paid,B4,2026-01-04\n\"9,00\",3,EUR,paid,B5,2026-01-04\n");
	struct sd_columns columns = of(rows);
	struct sd_str list = SD_STR_INIT;
	struct sd_text value = {0};
	size_t column = 0;
	size_t several = 0;
	assert_int_equal(sd_columns_order(&columns, &several), 4);
	assert_true(sd_columns_decimal(&columns, 0, SD_DECIMAL_COMMA));
	assert_false(sd_columns_decimal(&columns, 1, SD_DECIMAL_COMMA));
	assert_true(sd_columns_decimal(&columns, 1, SD_DECIMAL_POINT));
	assert_true(sd_columns_currencies(&columns, &list));
	assert_string_equal(list.data, "CHF, EUR");
	assert_true(sd_columns_undone(&columns, &column, &value));
	assert_int_equal(column, 3);
	assert_true(sd_text_equals(value, "cancelled"));
	sd_str_release(&list);
	sd_columns_release(&columns);
	free_rows(rows);
}

static bool best(const char *said, const char *did, size_t *place, size_t *other)
{
	static const size_t columns[] = {0, 1}, others[] = {0, 1};
	struct sd_error err = SD_ERROR_INIT;
	struct rows *first = rows_of(said), *second = rows_of(did);
	struct sd_shared shared;
	sd_shared_init(&shared, columns, 2, others, 2);
	assert_int_equal(run_rows(first, sd_shared_pass(&shared), 2, &err), 0);
	assert_int_equal(run_rows(second, sd_shared_other_pass(&shared), 2, &err), 0);
	sd_shared_sum(&shared);
	bool found = sd_shared_best(&shared, place, other);
	sd_shared_release(&shared);
	free_rows(first);
	free_rows(second);
	return found;
}

static void ids_are_told_by_who_is_in_both(void **state)
{
	(void)state;
	size_t place = 9, other = 9;
	static const char *const orders = "number,who\n6,A1\n7,a2\n8,a3\n9,a4\n10,a5\n11,a6\n12,a6\n";
	/* Of the numbers of rows and orders, one is the same; of cards, six, whatever their case. */
	assert_true(best("no,card\n1,a1\n2,A2\n3,a3\n4,a4\n5,a5\n6,a6\n", orders, &place, &other));
	assert_int_equal(place, 0 + 1);
	assert_int_equal(other, 1);
	/* Numbers that run from 1 stand in both whoever they are: cards tell; where there are none, nothing does. */
	assert_false(best("no,age\n1,31\n2,32\n3,33\n4,34\n5,35\n6,36\n",
			  "number,units\n1,31\n2,32\n3,33\n4,34\n5,35\n6,36\n",
			  &place, &other));
	assert_true(best("no,card\n1,a1\n2,a2\n3,a3\n4,a4\n5,a5\n6,a6\n",
			 "number,who\n1,a1\n2,a2\n3,a3\n4,a4\n5,a5\n6,a6\n",
			 &place, &other));
	assert_int_equal(place, 1);
	/* Addresses that fit as well as cards do: it cannot be told. */
	assert_false(best("no,card\nb1,a1\nb2,a2\nb3,a3\nb4,a4\nb5,a5\nb6,a6\n",
			  "number,who\nb1,a1\nb2,a2\nb3,a3\nb4,a4\nb5,a5\nb6,a6\n", &place, &other));
	assert_false(best("no,card\n1,a1\n2,a2\n", "number,who\n7,b1\n8,a2\n", &place, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_dates_are_written_is_told_by_all_of_them),
		cmocka_unit_test(the_most_telling_name_decides),
		cmocka_unit_test(of_two_that_could_be_it_none_is_taken),
		cmocka_unit_test(marks_currencies_and_what_was_undone),
		cmocka_unit_test(ids_are_told_by_who_is_in_both),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
