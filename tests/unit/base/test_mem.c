/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "base/mem.h"

static jmp_buf at_exhaustion;

static void jump_out(void)
{
	longjmp(at_exhaustion, 1);
}

/* Where the number of bytes leaves size_t, the handler is called and nothing is returned. (Sizes that are merely too
 * large are not asked for: sanitizers stop at them by themselves.) */
static void exhaustion_calls_the_handler(void **state)
{
	(void)state;
	sd_mem_on_exhausted(jump_out);
	struct sd_arena arena = SD_ARENA_INIT;
	for (volatile int i = 0; i < 5; i++) {
		if (setjmp(at_exhaustion))
			continue;
		if (i == 0)
			sd_alloc(SIZE_MAX / 2, 3);
		else if (i == 1)
			sd_realloc(NULL, SIZE_MAX, 2);
		else if (i == 2)
			sd_calloc(SIZE_MAX / 2, 3);
		else if (i == 3)
			sd_arena_alloc(&arena, SIZE_MAX);
		else
			sd_arena_dup(&arena, "", SIZE_MAX);
		fail_msg("case %d returned", i);
	}
	sd_mem_on_exhausted(NULL);
	sd_arena_release(&arena);
}

static void nothing_is_still_something(void **state)
{
	(void)state;
	void *bytes = sd_alloc(0, 8);
	assert_non_null(bytes);
	bytes = sd_realloc(bytes, 0, 0);
	assert_non_null(bytes);
	free(bytes);
	unsigned char *zeroed = sd_calloc(100, 3);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(zeroed[i], 0);
	free(zeroed);
	zeroed = sd_calloc(0, 0);
	assert_non_null(zeroed);
	free(zeroed);
}

static void arrays_grow_and_keep(void **state)
{
	(void)state;
	size_t *items = NULL, length = 0, room = 0;
	for (size_t i = 0; i < 1000; i++) {
		SD_GROW(items, length, room);
		assert_true(room > length);
		items[length++] = i * i;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(items[i], i * i);
	free(items);
}

enum { PIECES = 2000 };

static size_t size_of_piece(size_t i)
{
	return i % 100 == 99 ? 100000 + i : i % 97;
}

/* Every piece stands where any type may, none touches another, also where one is larger than a block. */
static void fill(struct sd_arena *arena)
{
	unsigned char *pieces[PIECES];
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = sd_arena_alloc(arena, size_of_piece(i));
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		memset(pieces[i], (int)(i % 251), size_of_piece(i));
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t j = 0; j < size_of_piece(i); j++)
			assert_int_equal(pieces[i][j], i % 251);
}

/* Rows that are each a bit longer than the one before leave nothing of those before behind. */
static void an_arena_grows_with_the_longest_row(void **state)
{
	enum { ROWS = 1000, LEAST = 70000, MORE = 64, MOST_KIB = 65536 };
	struct sd_arena arena = SD_ARENA_INIT;
	struct rusage before, after;
	(void)state;
	assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
	for (size_t i = 0; i < ROWS; i++) {
		memset(sd_arena_alloc(&arena, LEAST + i * MORE), 1, LEAST + i * MORE);
		sd_arena_clear(&arena);
	}
	assert_int_equal(getrusage(RUSAGE_SELF, &after), 0);
#if !defined(__SANITIZE_ADDRESS__) /* which keeps what is freed */
	assert_true(after.ru_maxrss - before.ru_maxrss < MOST_KIB);
#endif
	sd_arena_release(&arena);
}

static void an_arena_is_used_again(void **state)
{
	(void)state;
	struct sd_arena arena = SD_ARENA_INIT;
	fill(&arena);
	const void *first_block = arena.first;
	sd_arena_clear(&arena);
	fill(&arena);
	assert_ptr_equal(arena.first, first_block);
	sd_arena_clear(&arena);
	/* A large piece first, where a small block is kept at the front. */
	memset(sd_arena_alloc(&arena, 1 << 20), 1, 1 << 20);
	fill(&arena);
	sd_arena_release(&arena);
	assert_null(arena.first);
	sd_arena_clear(&arena);
	fill(&arena);
	sd_arena_release(&arena);
	sd_arena_release(&arena);
}

static void copies_end_in_nul(void **state)
{
	(void)state;
	struct sd_arena arena = SD_ARENA_INIT;
	char text[] = "a\0bc";
	const char *copy = sd_arena_dup(&arena, text, 4);
	memset(text, 'x', sizeof text);
	assert_memory_equal(copy, "a\0bc", 5);
	assert_string_equal(sd_arena_dup(&arena, NULL, 0), "");
	sd_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exhaustion_calls_the_handler),
		cmocka_unit_test(nothing_is_still_something),
		cmocka_unit_test(arrays_grow_and_keep),
		cmocka_unit_test(an_arena_is_used_again),
		cmocka_unit_test(an_arena_grows_with_the_longest_row),
		cmocka_unit_test(copies_end_in_nul),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
