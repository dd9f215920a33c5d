/* SPDX-License-Identifier: MIT */
/* Customers gathered in parts by several workers are those of the ledger, to the byte of what is written of them. */
#include "rows.h"

#include "do/observe.h"
#include "do/orders.h"
#include "worlds/world.h"

/* What observe writes of the log, by way of the table of customers or of the ledger. Yours: free(). */
static char *observed(const char *csv, bool by_ledger, unsigned jobs, enum sd_decimal_mark decimal, uint64_t *rejected)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	struct rows *rows = rows_of(csv);
	struct sd_orders orders = SD_ORDERS_INIT;
	const struct sd_orders_names names = {.prefix = "--"};
	orders.days = sd_count_new(SD_ORDERS_WIDTH);
	orders.about = sd_count_new(1);
	orders.decimal = decimal;
	assert_int_equal(sd_orders_find(&orders, sd_reader_header(rows->reader), &names, NULL, 0, &notes, &err), 0);
	assert_true(sd_orders_alone(&orders));
	if (!by_ledger)
		orders.customers = sd_customers_new(orders.amount != SIZE_MAX, orders.category != SIZE_MAX);
	struct sd_output bad = {.name = "bad", .fd = memory_with(""), .directory = -1};
	struct sd_pass_counts counts = {0, 0, 0};
	const struct sd_pass_options options = {.jobs = jobs, .reject = &bad};
	const struct sd_pass pass = sd_orders_pass(&orders);
	assert_int_equal(sd_pass_run(&pass, rows->reader, NULL, &options, &counts, &err), 0);
	if (rejected)
		*rejected = counts.rejected;
	struct sd_observe observe = {.valued = orders.amount != SIZE_MAX, .now = SD_NO_DAY, .jobs = jobs};
	struct sd_ledger *ledger = by_ledger ? sd_ledger_new(orders.days, SD_NO_DAY, &err) : NULL;
	if (!by_ledger)
		assert_int_equal(sd_customers_end(orders.customers, &err), 0);
	observe.log = (struct sd_log){ledger, orders.customers};
	struct written written;
	begin_writing(&written);
	if (sd_observe_customers(&observe, written.writer, NULL, &notes, &err))
		fail_msg("%s", err.message.data);
	char *text = end_writing(&written);
	sd_ledger_free(ledger);
	sd_customers_free(orders.customers);
	sd_count_free(orders.days);
	sd_count_free(orders.about);
	sd_orders_release(&orders);
	sd_output_abandon(&bad);
	sd_str_release(&notes);
	free_rows(rows);
	return text;
}

static void same_both_ways(const char *csv)
{
	char *wanted = observed(csv, true, 1, SD_DECIMAL_POINT, NULL);
	for (unsigned jobs = 1; jobs <= 4; jobs++) {
		char *got = observed(csv, false, jobs, SD_DECIMAL_POINT, NULL);
		assert_string_equal(got, wanted);
		free(got);
	}
	free(wanted);
}

/* 20,000 rows in no order: short and long ids, some that need escapes, refunds, days before 1970, 90 categories,
 * none. */
static void the_ledger_says_the_same(void **state)
{
	(void)state;
	uint64_t seed = 7;
	struct sd_str csv = SD_STR_INIT;
	sd_str_adds(&csv, "id,date,amount,category\n");
	for (int row = 0; row < 20000; row++) {
		uint64_t who = world_bits(&seed) % 300, draw = world_bits(&seed);
		sd_str_addf(&csv,
			    who % 7 == 0   ? "a\\customer of a long name %llu,"
			    : who % 7 == 1 ? "%llu,"
					   : "id-%04llu,",
			    (unsigned long long)who);
		sd_day_add_iso(&csv, (sd_day)(draw % (who % 5 ? 400 : 4000)) - 200);
		sd_str_addf(&csv, ",%s%llu.%02llu,", draw >> 20 & 15 ? "" : "-", (unsigned long long)(draw >> 24 & 63),
			    (unsigned long long)(draw >> 32) % 100);
		if (draw >> 40 & 7)
			sd_str_addf(&csv, "c%llu", (unsigned long long)(draw >> 44) % (who % 3 ? 12 : 90));
		sd_str_addc(&csv, '\n');
	}
	same_both_ways(csv.data);
	sd_str_release(&csv);
	same_both_ways("id,date\nb,2024-01-02\na,2024-01-01\nb,2024-01-02\n");
	same_both_ways("id,date,category\nb,2024-01-02,x\na,2024-01-01,\nb,2024-01-02,y\n");
	same_both_ways("id,date,amount\n");
	same_both_ways("id,date,amount\n1234567,2024-01-01,-5\n12345678,2024-01-01,5\n123456789,2024-01-01,5\n");
}

/* Every amount of up to five of these bytes, and days: what the quick ways take, the full ones take for the same. */
static void quick_ways_agree_with_the_full_ones(void **state)
{
	(void)state;
	static const char letters[] = "05.,-";
	enum { LETTERS = sizeof letters - 1, STRINGS = 5 + 25 + 125 + 625 + 3125 };
	for (int mark = SD_DECIMAL_POINT; mark <= SD_DECIMAL_COMMA; mark++) {
		struct sd_str csv = SD_STR_INIT, wanted = SD_STR_INIT;
		uint64_t bad = 0, rejected;
		sd_str_adds(&csv, "id,date,amount\n");
		for (int number = 0; number < STRINGS; number++) {
			char text[8];
			size_t length = 0;
			int rest = number;
			for (int many = LETTERS; rest >= many; many *= LETTERS) {
				rest -= many;
				length++;
			}
			length++;
			for (size_t i = 0; i < length; i++, rest /= LETTERS)
				text[i] = letters[rest % LETTERS];
			text[length] = '\0';
			sd_str_addf(&csv, "%05d,2024-02-29,\"%s\"\n", number, text);
			sd_decimal value;
			if (!sd_decimal_parse((struct sd_text){text, length}, (enum sd_decimal_mark)mark, &value)) {
				bad++;
				continue;
			}
			sd_str_addf(&wanted, "\n%05d,%d,", number, value > 0);
			if (value > 0)
				sd_str_adds(&wanted, "2024-02-29,2024-02-29,0,1,0,");
			else
				sd_str_adds(&wanted, ",,,0,,");
			sd_decimal_add(&wanted, value, 2);
			sd_str_addc(&wanted, ',');
		}
		char *got = observed(csv.data, false, 2, (enum sd_decimal_mark)mark, &rejected);
		assert_int_equal(rejected, bad);
		const char *at = strchr(got, '\n'), *line = wanted.data;
		while (line && *line) {
			const char *next = strchr(line + 1, '\n');
			size_t length = next ? (size_t)(next - line) : strlen(line);
			if (strncmp(at, line, length) != 0)
				fail_msg("%.*s, not %.*s", (int)length, at, (int)length, line);
			at = strchr(at + 1, '\n');
			line = next;
		}
		free(got);
		sd_str_release(&csv);
		sd_str_release(&wanted);
	}
	static const char *const days[] = {
		"2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-011", "20240-1-01",
					   "0000-01-01", "2024/01/01", "2O24-01-01"};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct sd_str csv = SD_STR_INIT;
		uint64_t rejected;
		sd_str_addf(&csv, "id,date\na,%s\n", days[i]);
		free(observed(csv.data, false, 1, SD_DECIMAL_POINT, &rejected));
		assert_int_equal(rejected, 1);
		sd_str_release(&csv);
	}
}

static void money_beyond_64_bits_is_told(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_customers *customers = sd_customers_new(true, false);
	struct sd_customers_feed *feed = sd_customers_feed_new(customers);
	for (int i = 0; i < 3; i++)
		sd_customers_add(feed, SD_TEXT("a"), 1, 1, INT64_MAX / 2, (struct sd_text){NULL, 0});
	sd_customers_feed_free(feed);
	assert_int_equal(sd_customers_end(customers, &err), -1);
	assert_non_null(strstr(err.message.data, "64 bits"));
	sd_error_release(&err);
	sd_customers_free(customers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ledger_says_the_same),
		cmocka_unit_test(quick_ways_agree_with_the_full_ones),
		cmocka_unit_test(money_beyond_64_bits_is_told),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
