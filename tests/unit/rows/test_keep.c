/* SPDX-License-Identifier: MIT */
#include "rows/keep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct item {
	int number;
	struct sd_text text;
};

/* Hundreds of items of two workers, with texts that no longer stand where they were read. */
static void keepers_give_what_they_kept(void **state)
{
	int context;
	struct sd_kept kept = {.length = 0};
	char bytes[12];
	(void)state;
	for (int w = 0; w < 2; w++) {
		struct sd_keeper *keeper = sd_keeper_new(&context, sizeof(struct item));
		assert_ptr_equal(keeper->context, &context);
		for (int i = 0; i < 300; i++) {
			int length = snprintf(bytes, sizeof bytes, "%d", 300 * w + i);
			const struct item item = {300 * w + i, sd_text_keep(&keeper->arena,
									    (struct sd_text){bytes, (size_t)length})};
			sd_keeper_add(keeper, &item);
		}
		sd_keeper_give(keeper, &kept);
		assert_int_equal(keeper->length, 0);
		sd_keeper_free(keeper);
	}
	memset(bytes, '!', sizeof bytes);
	const struct item *items = kept.items;
	assert_int_equal(kept.length, 600);
	for (int i = 0; i < 600; i++) {
		assert_int_equal(items[i].number, i);
		snprintf(bytes, sizeof bytes, "%d", i);
		assert_string_equal(items[i].text.data, bytes);
	}
	sd_kept_release(&kept);
	assert_int_equal(kept.length, 0);
	assert_null(kept.items);
}

static void nothing_kept_is_nothing(void **state)
{
	struct sd_kept kept = {.length = 0};
	struct sd_keeper *keeper = sd_keeper_new(NULL, sizeof(struct item));
	(void)state;
	sd_keeper_give(keeper, &kept);
	assert_int_equal(kept.length, 0);
	sd_keeper_free(keeper);
	sd_kept_release(&kept);
}

static void a_kept_row_outlives_its_record(void **state)
{
	struct sd_arena arena = SD_ARENA_INIT;
	char raw[] = "a,b";
	const struct sd_cell cells[] = {{{raw, 1}, SD_CELL_TEXT},
					{{NULL, 0}, SD_CELL_ABSENT},
					{{raw + 2, 1}, SD_CELL_NUMBER}};
	const struct sd_row row = {.cells = cells, .length = 3, .raw = {raw, 3}, .file = "f", .line = 7, .number = 6};
	(void)state;
	struct sd_row kept = sd_row_keep(&arena, &row);
	memset(raw, '!', sizeof raw);
	assert_memory_equal(kept.raw.data, "a,b", 3);
	assert_true(sd_text_equals(kept.cells[0].text, "a"));
	assert_int_equal(kept.cells[1].kind, SD_CELL_ABSENT);
	assert_true(sd_text_equals(kept.cells[2].text, "b"));
	assert_int_equal(kept.cells[2].kind, SD_CELL_NUMBER);
	assert_int_equal(kept.line, 7);
	assert_int_equal(kept.number, 6);
	assert_null(kept.file);
	sd_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keepers_give_what_they_kept),
		cmocka_unit_test(nothing_kept_is_nothing),
		cmocka_unit_test(a_kept_row_outlives_its_record),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
