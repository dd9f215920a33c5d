/* SPDX-License-Identifier: MIT */
/* A table that was written as TSV (rows/writer.h), read back so that charts, findings and files are made of the very
 * cells that the filters write. */
#ifndef SD_SHOW_GRID_H
#define SD_SHOW_GRID_H

#include "base/mem.h"
#include "base/str.h"

struct sd_grid {
	struct sd_text *names; /* of the columns */
	size_t columns, rows;
	struct sd_text *cells; /* rows × columns, unescaped; data NULL where absent */
	struct sd_arena arena;
};
/* Reads a header and its rows; a row that is short is filled with absent cells. */
void sd_grid_read(struct sd_grid *grid, struct sd_text tsv);
void sd_grid_release(struct sd_grid *grid);
/* The place of a column, SIZE_MAX where there is none of that name. */
size_t sd_grid_column(const struct sd_grid *grid, const char *name);
/* A cell by its row and its column's name: absent (data NULL) where there is no such column; as a number: not a
 * number where it is none. */
struct sd_text sd_grid_cell(const struct sd_grid *grid, size_t row, const char *name);
double sd_grid_number(const struct sd_grid *grid, size_t row, const char *name);
double sd_number_of(struct sd_text cell);
bool sd_grid_is(const struct sd_grid *grid, size_t row, const char *name, const char *value);
/* Whether all cells of the column are numbers or absent, and whether any is there at all. */
bool sd_grid_is_numeric(const struct sd_grid *grid, size_t column);
bool sd_grid_is_there(const struct sd_grid *grid, size_t column);

#endif
