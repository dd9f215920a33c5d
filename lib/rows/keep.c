/* SPDX-License-Identifier: MIT */
#include "rows/keep.h"

#include <stdlib.h>
#include <string.h>

void sd_kept_release(struct sd_kept *kept)
{
	for (size_t i = 0; i < kept->arenas_length; i++)
		sd_arena_release(kept->arenas + i);
	free(kept->arenas);
	free(kept->items);
	*kept = (struct sd_kept){.length = 0};
}

struct sd_keeper *sd_keeper_new(void *context, size_t width)
{
	struct sd_keeper *keeper = sd_calloc(1, sizeof *keeper);
	keeper->context = context;
	keeper->width = width;
	return keeper;
}

/* Makes room for `more` items of `width` bytes. */
static void *grow(void *items, size_t length, size_t *room, size_t more, size_t width)
{
	if (*room - length >= more)
		return items;
	*room = length + more > 2 * length + 8 ? length + more : 2 * length + 8;
	return sd_realloc(items, *room, width);
}

void sd_keeper_add(struct sd_keeper *keeper, const void *item)
{
	keeper->items = grow(keeper->items, keeper->length, &keeper->room, 1, keeper->width);
	memcpy((char *)keeper->items + keeper->length++ * keeper->width, item, keeper->width);
}

void sd_keeper_give(struct sd_keeper *keeper, struct sd_kept *kept)
{
	kept->items = grow(kept->items, kept->length, &kept->room, keeper->length, keeper->width);
	if (keeper->length)
		memcpy((char *)kept->items + kept->length * keeper->width, keeper->items,
		       keeper->length * keeper->width);
	kept->length += keeper->length;
	keeper->length = 0;
	SD_GROW(kept->arenas, kept->arenas_length, kept->arenas_room);
	kept->arenas[kept->arenas_length++] = keeper->arena;
	keeper->arena = (struct sd_arena)SD_ARENA_INIT;
}

void sd_keeper_free(void *opaque)
{
	struct sd_keeper *keeper = opaque;
	sd_arena_release(&keeper->arena);
	free(keeper->items);
	sd_str_release(&keeper->text);
	sd_str_release(&keeper->part);
	free(keeper);
}

struct sd_row sd_row_keep(struct sd_arena *arena, const struct sd_row *row)
{
	struct sd_row kept = *row;
	struct sd_cell *cells = sd_arena_alloc(arena, (row->length ? row->length : 1) * sizeof *cells);
	for (size_t i = 0; i < row->length; i++)
		cells[i] = (struct sd_cell){sd_text_keep(arena, row->cells[i].text), row->cells[i].kind};
	kept.cells = cells;
	kept.raw = sd_text_keep(arena, row->raw);
	kept.file = NULL;
	return kept;
}
