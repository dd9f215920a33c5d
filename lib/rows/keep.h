/* SPDX-License-Identifier: MIT */
/* What a pass keeps of its rows: items of one size, and the bytes that they point to. Each worker is a keeper; when all
 * rows are read, what they kept is put together, in any order: sort it by row number where that matters. */
#ifndef SD_ROWS_KEEP_H
#define SD_ROWS_KEEP_H

#include "base/str.h"
#include "rows/row.h"

struct sd_kept {
	void *items;
	size_t length, room;
	struct sd_arena *arenas;
	size_t arenas_length, arenas_room;
};
void sd_kept_release(struct sd_kept *kept);

/* A worker's state. */
struct sd_keeper {
	void *context; /* the pass's */
	size_t width;  /* of an item, in bytes */
	void *items;
	size_t length, room;
	struct sd_arena arena;	 /* what the items point to */
	struct sd_str text, part; /* scratch */
	uint64_t left_out[2];	 /* what was not kept, for reasons of the pass's own */
};
/* Items of `width` bytes. The keeper is yours. */
struct sd_keeper *sd_keeper_new(void *context, size_t width);
void sd_keeper_add(struct sd_keeper *keeper, const void *item);
/* Moves what the keeper holds to the end of `kept`, whose items are of the same width. */
void sd_keeper_give(struct sd_keeper *keeper, struct sd_kept *kept);
/* The worker_free of a pass. */
void sd_keeper_free(void *keeper);

/* A copy of the row that lasts as long as the arena; without its file's name. */
struct sd_row sd_row_keep(struct sd_arena *arena, const struct sd_row *row);

#endif
