/* SPDX-License-Identifier: MIT */
#include "show/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

static struct sd_text next_piece(struct sd_text *rest, char mark)
{
	const char *end = rest->length ? memchr(rest->data, mark, rest->length) : NULL;
	struct sd_text piece = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
	size_t step = piece.length + (end ? 1 : 0);
	rest->data = end ? rest->data + step : NULL;
	rest->length -= step;
	return piece;
}

static struct sd_text unescape(struct sd_grid *grid, struct sd_text cell)
{
	if (sd_text_equals(cell, "\\N"))
		return (struct sd_text){NULL, 0};
	char *plain = sd_arena_alloc(&grid->arena, cell.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < cell.length; i++) {
		bool escape = cell.data[i] == '\\' && i + 1 < cell.length;
		char code = escape ? cell.data[++i] : cell.data[i];
		plain[length++] = !escape ? code : code == 't' ? '\t' : code == 'n' ? '\n' : code == 'r' ? '\r' : code;
	}
	return (struct sd_text){plain, length};
}

void sd_grid_read(struct sd_grid *grid, struct sd_text tsv)
{
	size_t room = 0;
	*grid = (struct sd_grid){.arena = SD_ARENA_INIT};
	struct sd_text row = next_piece(&tsv, '\n');
	while (row.data) {
		SD_GROW(grid->names, grid->columns, room);
		grid->names[grid->columns++] = unescape(grid, next_piece(&row, '\t'));
	}
	room = 0;
	while (tsv.length) {
		row = next_piece(&tsv, '\n');
		if ((grid->rows + 1) * grid->columns > room) {
			room = room ? room * 2 : 64 * (grid->columns + 1);
			grid->cells = sd_realloc(grid->cells, room, sizeof *grid->cells);
		}
		struct sd_text *cells = grid->cells + grid->rows++ * grid->columns;
		for (size_t i = 0; i < grid->columns; i++)
			cells[i] = row.data ? unescape(grid, next_piece(&row, '\t')) : (struct sd_text){NULL, 0};
	}
}

void sd_grid_release(struct sd_grid *grid)
{
	free(grid->names);
	free(grid->cells);
	sd_arena_release(&grid->arena);
}

size_t sd_grid_column(const struct sd_grid *grid, const char *name)
{
	for (size_t i = 0; i < grid->columns; i++)
		if (sd_text_equals(grid->names[i], name))
			return i;
	return SIZE_MAX;
}

struct sd_text sd_grid_cell(const struct sd_grid *grid, size_t row, const char *name)
{
	size_t column = sd_grid_column(grid, name);
	return column == SIZE_MAX ? (struct sd_text){NULL, 0} : grid->cells[row * grid->columns + column];
}

double sd_number_of(struct sd_text cell)
{
	char digits[48] = "";
	if (!cell.length || cell.length >= sizeof digits || !sd_json_is_number(cell))
		return NAN;
	memcpy(digits, cell.data, cell.length);
	return strtod(digits, NULL);
}

double sd_grid_number(const struct sd_grid *grid, size_t row, const char *name)
{
	return sd_number_of(sd_grid_cell(grid, row, name));
}

bool sd_grid_is(const struct sd_grid *grid, size_t row, const char *name, const char *value)
{
	struct sd_text cell = sd_grid_cell(grid, row, name);
	return cell.data && sd_text_equals(cell, value);
}

bool sd_grid_is_numeric(const struct sd_grid *grid, size_t column)
{
	for (size_t row = 0; row < grid->rows; row++) {
		struct sd_text cell = grid->cells[row * grid->columns + column];
		if (cell.data && !sd_json_is_number(cell))
			return false;
	}
	return true;
}

bool sd_grid_is_there(const struct sd_grid *grid, size_t column)
{
	for (size_t row = 0; row < grid->rows; row++)
		if (grid->cells[row * grid->columns + column].data)
			return true;
	return false;
}
