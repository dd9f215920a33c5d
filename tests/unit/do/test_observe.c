/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include "base/partial.h"
#include "do/observe.h"
#include "do/orders.h"

static const char header[] = "customer_id,order_id,time,amount,category\n";
static const char first_half[] = "a,1,2024-01-01T10:00:00,10.00,tea\n"
				 "a,1,2024-01-01T10:00:00,5.50,cake\n"
				 "a,2,2024-01-08,20,tea\n"
				 "b,4,2024-01-03,3.25,cake\n"
				 ",9,2024-01-03,3.25,cake\n";
static const char second_half[] = "a,2,2024-02-08,-20,tea\n"
				  "a,3,2024-01-20,7,tea\n"
				  "b,,2024-03-01,-1.25,\n"
				  "c,5,2024-01-05,-4,tea\n";

/* Counts `body` into the tables of `partial`. */
static int gather(struct sd_partial *partial, const char *top, const char *body, unsigned jobs, struct sd_error *err)
{
	struct sd_str csv = SD_STR_INIT, notes = SD_STR_INIT;
	sd_str_adds(&csv, top);
	sd_str_adds(&csv, body);
	struct rows *rows = rows_of(csv.data);
	struct sd_orders orders = SD_ORDERS_INIT;
	const struct sd_orders_names names = {.prefix = "--"};
	orders.days = sd_partial_table(partial, "days", SD_ORDERS_WIDTH);
	orders.about = sd_partial_table(partial, "about", 1);
	int status = sd_orders_find(&orders, sd_reader_header(rows->reader), &names, NULL, 0, &notes, err);
	if (!status)
		status = run_rows(rows, sd_orders_pass(&orders), jobs, err);
	sd_orders_release(&orders);
	sd_str_release(&csv);
	sd_str_release(&notes);
	free_rows(rows);
	return status;
}

static char *observe(struct sd_partial *partial, bool by_days)
{
	struct sd_error err = SD_ERROR_INIT;
	struct written written;
	const int64_t *valued = sd_count_find(sd_partial_table(partial, "about", 1), SD_TEXT("valued"));
	struct sd_ledger *ledger = sd_ledger_new(sd_partial_table(partial, "days", SD_ORDERS_WIDTH), SD_NO_DAY, &err);
	assert_non_null(ledger);
	const struct sd_observe what = {.log = {ledger, NULL},
					.valued = valued && *valued > 0,
					.now = SD_NO_DAY,
					.jobs = 2};
	struct sd_str notes = SD_STR_INIT;
	begin_writing(&written);
	assert_int_equal(by_days ? sd_observe_days(&what, written.writer, &err)
				 : sd_observe_customers(&what, written.writer, NULL, &notes, &err), 0);
	sd_str_release(&notes);
	sd_ledger_free(ledger);
	return end_writing(&written);
}

static const char customers[] = "id,count,first,last,recency,frequency,tenure,total,mean,refunds,gap_median,regularity,"
				"r,f,m,share.cake,share.tea,p_alive,expected_count,expected_value,active\n"
				"a,2,2024-01-01,2024-01-20,41,2,60,22.50,11.25,20.00,19.0,,4,4,4,0.2444,0.7556,,,,0\n"
				"b,1,2024-01-03,2024-01-03,58,1,58,2.00,2.00,1.25,,,2,2,2,1.0000,0.0000,,,,0\n"
				"c,0,,,,0,,-4.00,,4.00,,,,,,,,,,,\n";
static const char days[] = "id,day,category,count,amount,refunds\n"
			   "a,2024-01-01,cake,0,5.50,0.00\n"
			   "a,2024-01-01,tea,1,10.00,0.00\n"
			   "a,2024-01-08,tea,0,0.00,20.00\n"
			   "a,2024-01-20,tea,1,7.00,0.00\n"
			   "b,2024-01-03,cake,1,3.25,0.00\n"
			   "b,2024-03-01,,0,-1.25,1.25\n"
			   "c,2024-01-05,tea,0,-4.00,4.00\n";

static void halves_add_up_to_the_whole(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
		struct sd_partial *whole = sd_partial_new("observe", SD_TEXT("as-of="));
		struct sd_partial *one = sd_partial_new("observe", SD_TEXT("as-of="));
		struct sd_partial *other = sd_partial_new("observe", SD_TEXT("as-of=")), *merged = NULL;
		struct sd_str both = SD_STR_INIT, written = SD_STR_INIT, again = SD_STR_INIT;
		sd_str_adds(&both, first_half);
		sd_str_adds(&both, second_half);
		assert_int_equal(gather(whole, header, both.data, jobs, &err), 0);
		assert_int_equal(gather(one, header, first_half, jobs, &err), 0);
		assert_int_equal(gather(other, header, second_half, jobs, &err), 0);
		sd_partial_write(other, &written);
		assert_int_equal(sd_partial_read(&merged, "other", sd_str_text(&written), &err), 0);
		sd_str_clear(&written);
		sd_partial_write(one, &written);
		assert_int_equal(sd_partial_read(&merged, "one", sd_str_text(&written), &err), 0);
		sd_str_clear(&written);
		sd_partial_write(whole, &written);
		sd_partial_write(merged, &again);
		assert_string_equal(again.data, written.data);
		char *table = observe(merged, false), *by_day = observe(merged, true);
		assert_string_equal(table, customers);
		assert_string_equal(by_day, days);
		free(table);
		free(by_day);
		sd_partial_free(whole);
		sd_partial_free(one);
		sd_partial_free(other);
		sd_partial_free(merged);
		sd_str_release(&both);
		sd_str_release(&written);
		sd_str_release(&again);
	}
}

static void customer_days_read_back_are_the_same(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_partial *partial = sd_partial_new("observe", SD_TEXT("as-of="));
	assert_int_equal(gather(partial, "", days, 2, &err), 0);
	char *by_day = observe(partial, true);
	assert_string_equal(by_day, days);
	free(by_day);
	sd_partial_free(partial);
}

static void without_amounts_every_row_is_a_visit(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_partial *partial = sd_partial_new("observe", SD_TEXT("as-of="));
	assert_int_equal(gather(partial, "user,day\n", "x,2024-05-01\nx,2024-05-01\nx,2024-05-03\n", 1, &err), 0);
	char *table = observe(partial, false);
	assert_string_equal(table, "id,count,first,last,recency,frequency,tenure,total,mean,refunds,gap_median,"
				   "regularity,r,f,m,p_alive,expected_count,expected_value,active\n"
				   "x,3,2024-05-01,2024-05-03,0,2,2,,,,2.0,,3,3,,,,,1\n");
	free(table);
	sd_partial_free(partial);
}

static void bad_rows_stop_the_run(void **state)
{
	(void)state;
	static const char *const bodies[] = {"a,1,2024-13-01,1,tea\n", "a,1,,1,tea\n", "a,1,2024-01-01,one,tea\n",
					     "a,1,2024-01-01,,tea\n"};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_partial *partial = sd_partial_new("observe", SD_TEXT("as-of="));
		assert_int_equal(gather(partial, header, bodies[i], 1, &err), -1);
		assert_non_null(strstr(err.message.data, i < 2 ? "(time)" : "(amount)"));
		sd_partial_free(partial);
		sd_error_release(&err);
	}
}

static void a_column_is_guessed_only_where_one_is_there(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_partial *partial = sd_partial_new("observe", SD_TEXT("as-of="));
	assert_int_equal(gather(partial, "id,day,amount,total\n", "a,2024-01-01,1,2\n", 1, &err), -1);
	assert_non_null(strstr(err.message.data, "--amount"));
	sd_error_clear(&err);
	assert_int_equal(gather(partial, "id,amount\n", "a,1\n", 1, &err), -1);
	assert_non_null(strstr(err.message.data, "--date"));
	sd_error_clear(&err);
	assert_int_equal(gather(partial, "who,day\n", "a,2024-01-01\n", 1, &err), -1);
	assert_non_null(strstr(err.message.data, "--id"));
	sd_error_release(&err);
	sd_partial_free(partial);
}

static void options_are_spelt_and_read_back(void **state)
{
	(void)state;
	struct sd_str spelt = SD_STR_INIT;
	sd_observe_spell(&spelt, sd_day_of(2024, 2, 29));
	assert_string_equal(spelt.data, "as-of=2024-02-29");
	assert_int_equal(sd_observe_as_of(sd_str_text(&spelt)), sd_day_of(2024, 2, 29));
	sd_str_clear(&spelt);
	sd_observe_spell(&spelt, SD_NO_DAY);
	assert_int_equal(sd_observe_as_of(sd_str_text(&spelt)), SD_NO_DAY);
	sd_str_release(&spelt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halves_add_up_to_the_whole),
		cmocka_unit_test(customer_days_read_back_are_the_same),
		cmocka_unit_test(without_amounts_every_row_is_a_visit),
		cmocka_unit_test(bad_rows_stop_the_run),
		cmocka_unit_test(a_column_is_guessed_only_where_one_is_there),
		cmocka_unit_test(options_are_spelt_and_read_back),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
