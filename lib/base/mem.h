/* SPDX-License-Identifier: MIT */
/* Memory: allocation that does not return NULL, and arenas that free all at once.
 *
 * Ownership, for the whole of libsaydo: a row is borrowed until the next read; what a `_new` or `_dup` returns is
 * yours; all else belongs to the thing you asked. `_init` fills memory you own, `_release` frees what it holds,
 * `_clear` empties it for use again, `_new` and `_free` do both. */
#ifndef SD_BASE_MEM_H
#define SD_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* Called when memory runs out; must not return (if it does, the process aborts). Set once, before threads start. */
void sd_mem_on_exhausted(void (*handler)(void));

/* `count` × `size` bytes, uninitialised, zeroed or grown. Overflow of the product counts as exhaustion. Freed by
 * free(). */
void *sd_alloc(size_t count, size_t size);
void *sd_calloc(size_t count, size_t size);
void *sd_realloc(void *old, size_t count, size_t size);

/* Makes room for one more element in the array `items` of `length` elements with room for `room`. */
#define SD_GROW(items, length, room)                                                                                   \
	do {                                                                                                           \
		if ((length) >= (room)) {                                                                              \
			(room) = (room) ? (room) * 2 : 8;                                                              \
			(items) = sd_realloc((items), (room), sizeof *(items));                                        \
		}                                                                                                      \
	} while (0)

/* An arena: allocations that live until the next clear. Zero-initialise with SD_ARENA_INIT. */
struct sd_arena_block;
struct sd_arena {
	struct sd_arena_block *first, *current;
	size_t used;
};
#define SD_ARENA_INIT {0}

/* `size` bytes aligned for any type, uninitialised, valid until the arena is cleared or released. */
void *sd_arena_alloc(struct sd_arena *arena, size_t size);
/* A copy of `length` bytes with a NUL behind it. */
char *sd_arena_dup(struct sd_arena *arena, const char *bytes, size_t length);
/* Forgets every allocation; keeps the blocks for reuse. */
void sd_arena_clear(struct sd_arena *arena);
void sd_arena_release(struct sd_arena *arena);

#endif
