/* SPDX-License-Identifier: MIT */
/* Several options in a cell: what parts them, and which they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "read/joined.h"

/* Cells, parted by `|`, are parted by `by` and hold `options`, `option=cells`, each on a line; and of the first cell,
 * those that it names are marked by `*`. */
static void check(const char *cells, enum sd_join by, const char *options)
{
	struct sd_joined joined;
	struct sd_str got = SD_STR_INIT;
	const struct sd_text first = {cells, strcspn(cells, "|")};
	sd_joined_init(&joined);
	for (const char *at = cells; *at;) {
		size_t end = strcspn(at, "|");
		char *exact = sd_alloc(end, 1); /* so that a byte read behind it is found */
		memcpy(exact, at, end);
		sd_joined_add(&joined, (struct sd_text){exact, end});
		free(exact);
		at += end + (at[end] == '|');
	}
	assert_int_equal(sd_joined_by(&joined), by);
	struct sd_count *found = sd_joined_options(&joined);
	struct sd_count_entry *entries = sd_count_sorted(found);
	for (size_t i = 0; i < sd_count_length(found); i++) {
		sd_str_adds(&got, sd_joined_has(&joined, first, entries[i].key) ? "*" : "");
		sd_str_add_text(&got, entries[i].key);
		sd_str_addf(&got, "=%lld\n", (long long)*entries[i].sums);
	}
	assert_string_equal(got.data, options);
	free(entries);
	sd_count_free(found);
	sd_str_release(&got);
	sd_joined_release(&joined);
}

static void by_commas(void **state)
{
	(void)state;
	check("Tea, Bun|Bun|Tea", SD_JOIN_COMMAS, "*Bun=2\n*Tea=2\n");
	check("tea; bun|bun|tea, bun", SD_JOIN_COMMAS, "*bun=3\n*tea=2\n");
	/* What never comes first and begins small belongs to what stands before it; brackets and thousands part
	 * nothing. */
	check("Tea, hot, Bun|Tea, iced|Bun|Tea, hot, Tea, iced|Bun|Bun|Tea, hot|Tea, iced, Bun|Bun|Water (still, "
	      "cold), Bun",
	      SD_JOIN_COMMAS, "*Bun=7\n*Tea, hot=3\nTea, iced=3\nWater (still, cold)=1\n");
	check("Paid, ePay|Paid|ePay|Paid, ePay|Paid|Paid|Paid|Paid|Paid|Paid|Paid, below 1,000", SD_JOIN_COMMAS,
	      "*Paid=9\nPaid, below 1,000=1\n*ePay=3\n");
	/* Of a few cells nothing is known. */
	check("Tea, bun|Tea", SD_JOIN_COMMAS, "*Tea=2\n*bun=1\n");
}

static void by_tight_commas(void **state)
{
	(void)state;
	check("Tea, hot,Bun|Bun|Tea, hot|Bun,Jam|Tea, hot,Jam", SD_JOIN_TIGHT_COMMAS, "*Bun=3\nJam=2\n*Tea, hot=3\n");
}

static void by_semicolons_and_lines(void **state)
{
	(void)state;
	check("App; phone;Till;|Till;|App; phone;", SD_JOIN_SEMICOLONS, "*App; phone=2\n*Till=2\n");
	check("Tea, hot;Bun|Bun|Tea, hot|Bun;Jam", SD_JOIN_SEMICOLONS, "*Bun=3\nJam=1\n*Tea, hot=2\n");
	check("Tea, hot\nBun|Bun|Tea, hot|Bun\r\nJam", SD_JOIN_LINES, "*Bun=3\nJam=1\n*Tea, hot=2\n");
}

/* However much is typed, no more is kept. */
static void what_is_typed(void **state)
{
	enum { CELLS = 20000, MOST = 120 };
	struct sd_joined joined;
	char text[64];
	(void)state;
	sd_joined_init(&joined);
	for (int i = 0; i < CELLS; i++) {
		snprintf(text, sizeof text, "%d was slow, and %d too", i, i * 7);
		sd_joined_add(&joined, sd_text_of(text));
	}
	assert_true(joined.cells == CELLS && joined.seen >= CELLS);
	for (size_t i = 0; i < SD_JOINS; i++)
		assert_true(sd_count_length(joined.parts[i]) <= MOST);
	assert_true(sd_count_length(joined.runs) <= MOST && sd_count_length(joined.firsts) <= MOST);
	sd_joined_release(&joined);
}

/* A cell of a megabyte of brackets that nothing closes is looked through in no more than its length's time. */
static void open_brackets(void **state)
{
	enum { BYTES = 1 << 22, SECONDS = 20 };
	struct sd_joined joined;
	char *text = sd_alloc(BYTES, 1);
	(void)state;
	memset(text, '(', BYTES);
	memcpy(text, "a, ", 3);
	sd_joined_init(&joined);
	sd_joined_add(&joined, sd_text_of("a, b (c, d)"));
	alarm(SECONDS);
	assert_true(sd_joined_has(&joined, (struct sd_text){text, BYTES}, sd_text_of("a")));
	assert_false(sd_joined_has(&joined, (struct sd_text){text, BYTES}, sd_text_of("b")));
	alarm(0);
	sd_joined_release(&joined);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_commas),
		cmocka_unit_test(by_tight_commas),
		cmocka_unit_test(open_brackets),
		cmocka_unit_test(by_semicolons_and_lines),
		cmocka_unit_test(what_is_typed),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
