/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

/* Blocks grow, for a survey of a hundred thousand columns has several arenas a column. */
enum { FIRST_BYTES = 1024, BLOCK_BYTES = 64 * 1024 };

struct sd_arena_block {
	struct sd_arena_block *next;
	size_t size;
	max_align_t data[];
};

static void (*exhausted_handler)(void);

void sd_mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
}

static _Noreturn void exhausted(void)
{
	if (exhausted_handler)
		exhausted_handler();
	abort();
}

void *sd_realloc(void *old, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		exhausted();
	void *result = realloc(old, bytes ? bytes : 1);
	if (!result)
		exhausted();
	return result;
}

void *sd_alloc(size_t count, size_t size)
{
	return sd_realloc(NULL, count, size);
}

void *sd_calloc(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		exhausted();
	void *result = calloc(bytes ? bytes : 1, 1);
	if (!result)
		exhausted();
	return result;
}

static struct sd_arena_block *block_new(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct sd_arena_block))
		exhausted();
	struct sd_arena_block *block = sd_alloc(1, sizeof *block + size);
	block->next = NULL;
	block->size = size;
	return block;
}

void *sd_arena_alloc(struct sd_arena *arena, size_t size)
{
	const size_t unit = sizeof(max_align_t);
	if (size > SIZE_MAX - unit)
		exhausted();
	size = (size + unit - 1) / unit * unit;
	while (!arena->current || arena->current->size - arena->used < size) {
		struct sd_arena_block **place = arena->current ? &arena->current->next : &arena->first;
		size_t room = arena->current ? 2 * arena->current->size : FIRST_BYTES;
		room = room < BLOCK_BYTES ? room : BLOCK_BYTES;
		/* Of before the last clear: one that is too small goes, lest ever longer rows leave ever more of
		 * them. */
		while (*place && (*place)->size < size) {
			struct sd_arena_block *small = *place;
			*place = small->next;
			free(small);
		}
		if (!*place)
			*place = block_new(size > room ? size : room);
		arena->current = *place;
		arena->used = 0;
	}
	char *result = (char *)arena->current->data + arena->used;
	arena->used += size;
	return result;
}

char *sd_arena_dup(struct sd_arena *arena, const char *bytes, size_t length)
{
	if (length == SIZE_MAX)
		exhausted();
	char *copy = sd_arena_alloc(arena, length + 1);
	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

void sd_arena_clear(struct sd_arena *arena)
{
	arena->current = NULL;
	arena->used = 0;
}

void sd_arena_release(struct sd_arena *arena)
{
	for (struct sd_arena_block *block = arena->first; block;) {
		struct sd_arena_block *next = block->next;
		free(block);
		block = next;
	}
	*arena = (struct sd_arena)SD_ARENA_INIT;
}
