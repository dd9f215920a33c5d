/* SPDX-License-Identifier: MIT */
/* For test_pollution: an invented table, the same for the same seed, and how a file writes it. */
#ifndef SD_TEST_POLLUTION_H
#define SD_TEST_POLLUTION_H

#include <string.h>

#include "base/str.h"

enum { ROWS = 24, COLUMNS = 7 };

/* --- the table ---- */

struct table {
	struct sd_str cells[ROWS + 1][COLUMNS]; /* the first row is the header */
	size_t columns, rows;
};

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void make(struct table *table, uint32_t seed)
{
	static const char *const names[COLUMNS] = {"id", "visited", "at", "amount", "town", "comment", "link"};
	static const char *const towns[] = {"Ashby", "Wells", "Corfe", "Port Isaac"};
	static const char *const said[] = {"Friendly, and quick", "The soup was cold",
		"They said \"come back\", so I will", "Nothing to add",
					   "Two things: light and noise", "Fine; really fine", "It's the best one",
						"Too dear,\nbut good", "Open later, please"};
	*table = (struct table){.columns = COLUMNS, .rows = ROWS + 1};
	for (size_t c = 0; c < COLUMNS; c++)
		sd_str_adds(&table->cells[0][c], names[c]);
	for (size_t r = 1; r <= ROWS; r++) {
		struct sd_str *row = table->cells[r];
		sd_str_addf(&row[0], "%zu", 100 + r);
		sd_str_addf(&row[1], "%02u/%02u/2023", 1 + draw(&seed) % 12, 1 + draw(&seed) % 28);
		sd_str_addf(&row[2], "%02u:%02u:%02u", draw(&seed) % 24, draw(&seed) % 60, draw(&seed) % 60);
		sd_str_addf(&row[3], "%u.%02u", draw(&seed) % 900, draw(&seed) % 100);
		sd_str_adds(&row[4], towns[draw(&seed) % 4]);
		sd_str_adds(&row[5], said[r % 9]);
		sd_str_addf(&row[6], "https://example.org/v/%u", draw(&seed));
	}
}

static void unmake(struct table *table)
{
	for (size_t r = 0; r <= ROWS; r++)
		for (size_t c = 0; c < COLUMNS; c++)
			sd_str_release(&table->cells[r][c]);
}

struct manner {
	const char *delimiter, *end;
	char quote, escape;
	bool quote_all;
};
static const struct manner plain = {",", "\r\n", '"', '"', false};

static void add_cell(struct sd_str *file, struct sd_text cell, const struct manner *manner)
{
	bool needed = manner->quote_all || memchr(cell.data, '\n', cell.length) || (manner->quote && memchr(cell.data,
		manner->quote, cell.length)) ||
		      memmem(cell.data, cell.length, manner->delimiter, strlen(manner->delimiter)) || (cell.length &&
			cell.data[0] == ' ');
	if (!needed || !manner->quote) {
		sd_str_add_text(file, cell);
		return;
	}
	sd_str_addc(file, manner->quote);
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.data[i] == manner->quote || (manner->escape == '\\' && cell.data[i] == '\\'))
			sd_str_addc(file, manner->escape);
		sd_str_addc(file, cell.data[i]);
	}
	sd_str_addc(file, manner->quote);
}

static void add_row(struct sd_str *file, const struct table *table, size_t row, const struct manner *manner)
{
	for (size_t c = 0; c < table->columns; c++) {
		sd_str_adds(file, c ? manner->delimiter : "");
		add_cell(file, sd_str_text(&table->cells[row][c]), manner);
	}
	sd_str_adds(file, manner->end);
}

static void add_table(struct sd_str *file, const struct table *table, const struct manner *manner)
{
	for (size_t r = 0; r < table->rows; r++)
		add_row(file, table, r, manner);
}

#endif
