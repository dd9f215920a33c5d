/* SPDX-License-Identifier: MIT */
/* The table of a tally: who may see which cell, and in what order. */
#include "say/tally.h"

#include <math.h>

/* One group and period. */
struct base {
	struct sd_text group, period;
	const int64_t *sums;
	bool hidden;
};

struct cell {
	int64_t sums[SD_TALLY_WEIGHTED_WIDTH]; /* the last ones 0 where not weighted */
	bool hidden;
};

struct grid {
	struct base *bases; /* by group, then period */
	size_t length;
	size_t *by_period; /* indices of bases, by period, then group */
	struct sd_text *codes; /* by name */
	size_t codes_length;
	struct cell *cells; /* a base's codes side by side */
	int64_t min_cell;
	bool weighted;
};

/* Absent first, else byte order. */
static int compare(struct sd_text a, struct sd_text b)
{
	if (!a.data || !b.data)
		return (a.data != NULL) - (b.data != NULL);
	return sd_text_compare(a, b);
}

static int by_group(const void *left, const void *right)
{
	const struct base *a = left, *b = right;
	int order = compare(a->group, b->group);
	return order ? order : compare(a->period, b->period);
}

static int by_period(const void *left, const void *right, void *bases)
{
	const struct base *a = (const struct base *)bases + *(const size_t *)left;
	const struct base *b = (const struct base *)bases + *(const size_t *)right;
	int order = compare(a->period, b->period);
	return order ? order : compare(a->group, b->group);
}

static int by_text(const void *left, const void *right)
{
	return sd_text_compare(*(const struct sd_text *)left, *(const struct sd_text *)right);
}

/* The next part of a key, kept in the arena; data NULL where absent. */
static struct sd_text next_part(struct sd_text *rest, struct sd_str *scratch, struct sd_arena *arena)
{
	bool absent = true;
	sd_key_next(rest, scratch, &absent);
	if (absent)
		return (struct sd_text){NULL, 0};
	return sd_text_keep(arena, sd_str_text(scratch));
}

static void collect_bases(struct grid *grid, const struct sd_tally *tally, struct sd_arena *arena)
{
	struct sd_count_entry *entries = sd_count_sorted(tally->bases);
	struct sd_str scratch = SD_STR_INIT;
	grid->length = sd_count_length(tally->bases);
	grid->bases = sd_calloc(grid->length + 1, sizeof *grid->bases);
	grid->by_period = sd_calloc(grid->length + 1, sizeof *grid->by_period);
	for (size_t i = 0; i < grid->length; i++) {
		struct sd_text rest = entries[i].key;
		grid->bases[i].group = next_part(&rest, &scratch, arena);
		grid->bases[i].period = next_part(&rest, &scratch, arena);
		grid->bases[i].sums = entries[i].sums;
		grid->by_period[i] = i;
	}
	qsort(grid->bases, grid->length, sizeof *grid->bases, by_group);
	qsort_r(grid->by_period, grid->length, sizeof *grid->by_period, by_period, grid->bases);
	sd_str_release(&scratch);
	free(entries);
}

/* The codes of the tally, each once. */
static struct sd_count *names_of(const struct sd_tally *tally)
{
	struct sd_count_entry *entries = sd_count_sorted(tally->codes);
	size_t length = sd_count_length(tally->codes);
	struct sd_count *names = sd_count_new(0);
	struct sd_str scratch = SD_STR_INIT;
	for (size_t i = 0; i < length; i++) {
		struct sd_text rest = entries[i].key;
		sd_key_next(&rest, &scratch, NULL);
		sd_key_next(&rest, &scratch, NULL);
		sd_key_next(&rest, &scratch, NULL);
		sd_count_at(names, sd_str_text(&scratch));
	}
	sd_str_release(&scratch);
	free(entries);
	return names;
}

int sd_tally_check(const struct sd_tally *tally, struct sd_error *err)
{
	struct sd_count *names = names_of(tally);
	size_t codes = sd_count_length(names), bases = sd_count_length(tally->bases);
	sd_count_free(names);
	if (!codes || bases <= SD_TALLY_CELLS / codes)
		return 0;
	return sd_fail(err,
		       "%zu groups and periods of %zu codes make a table of %zu cells, more than %d; choose a --by of "
		       "fewer values, a longer --every, or see that --codes-column holds codes",
		       bases, codes, bases * codes, SD_TALLY_CELLS);
}

static void collect_codes(struct grid *grid, const struct sd_tally *tally, struct sd_arena *arena)
{
	struct sd_count *names = names_of(tally);
	struct sd_count_entry *sorted = sd_count_sorted(names);
	grid->codes_length = sd_count_length(names);
	grid->codes = sd_calloc(grid->codes_length + 1, sizeof *grid->codes);
	for (size_t i = 0; i < grid->codes_length; i++)
		grid->codes[i] = sd_text_keep(arena, sorted[i].key);
	free(sorted);
	sd_count_free(names);
}

static void fill_cells(struct grid *grid, const struct sd_tally *tally)
{
	struct sd_count_entry *entries = sd_count_sorted(tally->codes);
	struct sd_str scratch = SD_STR_INIT;
	struct sd_arena parts = SD_ARENA_INIT;
	grid->cells = sd_calloc(grid->length * grid->codes_length + 1, sizeof *grid->cells);
	for (size_t i = 0; i < sd_count_length(tally->codes); i++) {
		struct sd_text rest = entries[i].key;
		struct base wanted = {.group = next_part(&rest, &scratch, &parts)};
		wanted.period = next_part(&rest, &scratch, &parts);
		struct sd_text code = next_part(&rest, &scratch, &parts);
		const struct base *base = bsearch(&wanted, grid->bases, grid->length, sizeof wanted, by_group);
		const struct sd_text *name = bsearch(&code, grid->codes, grid->codes_length, sizeof code, by_text);
		if (base && name) {
			size_t row = (size_t)(base - grid->bases), column = (size_t)(name - grid->codes);
			memcpy(grid->cells[row * grid->codes_length + column].sums, entries[i].sums,
			       sd_count_width(tally->codes) * sizeof *entries[i].sums);
		}
		sd_arena_clear(&parts);
	}
	sd_arena_release(&parts);
	sd_str_release(&scratch);
	free(entries);
}

/* A line of cells: `length` of them, by index into n and hidden. */
struct line {
	const size_t *places;
	size_t length;
};

/* Hides the smallest of a line until what is hidden cannot be derived. Whether anything was hidden. */
static bool protect(struct line line, const int64_t *n, bool *hidden, int64_t min_cell)
{
	bool changed = false;
	for (;;) {
		int64_t held = 0;
		size_t count = 0, smallest = SIZE_MAX;
		for (size_t i = 0; i < line.length; i++) {
			size_t place = line.places[i];
			if (hidden[place]) {
				held += n[place];
				count++;
			} else if (n[place] > 0 && (smallest == SIZE_MAX || n[place] < n[smallest])) {
				smallest = place;
			}
		}
		if (held == 0 || (count > 1 && held >= min_cell) || smallest == SIZE_MAX)
			return changed;
		hidden[smallest] = true;
		changed = true;
	}
}

/* Protects every line of one code (or of the bases) over groups and over periods until nothing changes. */
static bool protect_all(const struct grid *grid, const size_t *by_group_order, const int64_t *n, bool *hidden)
{
	bool changed = true, any = false;
	while (changed) {
		changed = false;
		for (size_t from = 0, to; from < grid->length; from = to) {
			for (to = from + 1; to < grid->length; to++)
				if (compare(grid->bases[to].group, grid->bases[from].group) != 0)
					break;
			struct line line = {by_group_order + from, to - from};
			changed |= line.length > 1 && protect(line, n, hidden, grid->min_cell);
		}
		for (size_t from = 0, to; from < grid->length; from = to) {
			struct sd_text period = grid->bases[grid->by_period[from]].period;
			for (to = from + 1; to < grid->length; to++)
				if (compare(grid->bases[grid->by_period[to]].period, period) != 0)
					break;
			struct line line = {grid->by_period + from, to - from};
			changed |= line.length > 1 && protect(line, n, hidden, grid->min_cell);
		}
		any |= changed;
	}
	return any;
}

/* Protects the codes of one base where each answer may have one code alone, so that they add up to the base. */
static bool protect_codes(const struct grid *grid, size_t base, const size_t *order, int64_t *n, bool *hidden)
{
	struct cell *cells = &grid->cells[base * grid->codes_length];
	int64_t sum = 0;
	for (size_t c = 0; c < grid->codes_length; c++) {
		sum += n[c] = cells[c].sums[SD_TALLY_ANSWERS];
		hidden[c] = cells[c].hidden;
	}
	if (grid->bases[base].hidden || sum != grid->bases[base].sums[SD_TALLY_ANSWERS])
		return false;
	bool changed = protect((struct line){order, grid->codes_length}, n, hidden, grid->min_cell);
	for (size_t c = 0; c < grid->codes_length; c++)
		cells[c].hidden = hidden[c];
	return changed;
}

static bool protect_code(const struct grid *grid, size_t code, const size_t *order, int64_t *n, bool *hidden)
{
	for (size_t i = 0; i < grid->length; i++) {
		n[i] = grid->cells[i * grid->codes_length + code].sums[SD_TALLY_ANSWERS];
		hidden[i] = grid->cells[i * grid->codes_length + code].hidden;
	}
	bool changed = protect_all(grid, order, n, hidden);
	for (size_t i = 0; i < grid->length; i++)
		grid->cells[i * grid->codes_length + code].hidden = hidden[i];
	return changed;
}

static void hide(struct grid *grid, struct sd_tally_table *table)
{
	size_t room = (grid->length > grid->codes_length ? grid->length : grid->codes_length) + 1;
	int64_t *n = sd_calloc(room, sizeof *n);
	bool *hidden = sd_calloc(room, sizeof *hidden);
	size_t *order = sd_calloc(room, sizeof *order);
	for (size_t i = 0; i < room; i++)
		order[i] = i;
	for (size_t i = 0; i < grid->length; i++) {
		n[i] = grid->bases[i].sums[SD_TALLY_ANSWERS];
		hidden[i] = n[i] < grid->min_cell;
	}
	protect_all(grid, order, n, hidden);
	for (size_t i = 0; i < grid->length; i++) {
		grid->bases[i].hidden = hidden[i];
		for (size_t c = 0; c < grid->codes_length; c++) {
			struct cell *cell = &grid->cells[i * grid->codes_length + c];
			bool small = cell->sums[SD_TALLY_ANSWERS] < grid->min_cell;
			cell->hidden = small || hidden[i];
			table->hidden_small += small;
		}
	}
	for (bool changed = true; changed;) {
		changed = false;
		for (size_t c = 0; c < grid->codes_length; c++)
			changed |= protect_code(grid, c, order, n, hidden);
		for (size_t i = 0; i < grid->length; i++)
			changed |= protect_codes(grid, i, order, n, hidden);
	}
	for (size_t i = 0; i < grid->length * grid->codes_length; i++)
		table->hidden_more += grid->cells[i].hidden && grid->cells[i].sums[SD_TALLY_ANSWERS] >= grid->min_cell;
	free(n);
	free(hidden);
	free(order);
}

static int by_place(const void *left, const void *right)
{
	const struct sd_tally_row *a = left, *b = right;
	int order = compare(a->group, b->group);
	if (!order)
		order = compare(a->period, b->period);
	if (!order)
		order = a->n > b->n ? -1 : a->n < b->n;
	return order ? order : sd_text_compare(a->code, b->code);
}

sd_decimal sd_tally_mean(int64_t sum, int64_t count)
{
	int64_t whole = sum / count, rest = sum % count;
	if (rest < 0) { /* so that the rest is 0 to count − 1 */
		rest += count;
		whole--;
	}
	bool up = rest > count - rest || (rest == count - rest && whole % 2 != 0);
	return whole + up;
}

/* (whole · 10,000 + rest) / weight, rounded half to even: as sd_tally_mean() does, of more bits. */
static sd_decimal weighted_mean(int64_t whole, int64_t rest, int64_t weight)
{
	__int128 sum = (__int128)whole * SD_DECIMAL_UNIT + rest, mean = sum / weight, left = sum % weight;
	if (left < 0) {
		left += weight;
		mean--;
	}
	bool up = 2 * left > weight || (2 * left == weight && mean % 2 != 0);
	return (sd_decimal)(mean + up);
}

static void set_share(struct sd_tally_row *row, const int64_t *sums, const int64_t *base, bool weighted)
{
	row->value = (double)row->n / (double)row->base;
	if (!weighted) {
		row->share = sd_wilson((double)row->n, (double)row->base);
		return;
	}
	row->value = base[SD_TALLY_WEIGHT] > 0 ? (double)sums[SD_TALLY_WEIGHT] / (double)base[SD_TALLY_WEIGHT] : NAN;
	row->share = sd_wilson(row->value * row->effective, row->effective);
}

static double effective_of(const int64_t *base)
{
	double weight = (double)base[SD_TALLY_WEIGHT];
	return sd_effective_n(weight, (double)base[SD_TALLY_SQUARES] * (double)SD_TALLY_SQUARE_UNIT +
					 (double)base[SD_TALLY_SQUARES_REST]);
}

static struct sd_tally_row row_of(const struct grid *grid, size_t base, size_t code)
{
	const struct cell *cell = &grid->cells[base * grid->codes_length + code];
	const struct base *of = &grid->bases[base];
	struct sd_tally_row row = {.group = of->group,
				   .period = of->period,
				   .code = grid->codes[code],
				   .n = -1,
				   .base = -1,
				   .value = NAN,
				   .change = NAN,
				   .p = NAN,
				   .q = NAN};
	if (!of->hidden) {
		row.base = of->sums[SD_TALLY_ANSWERS];
		row.effective = grid->weighted ? effective_of(of->sums) : (double)row.base;
	}
	if (cell->hidden)
		return row;
	row.n = cell->sums[SD_TALLY_ANSWERS];
	set_share(&row, cell->sums, of->sums, grid->weighted);
	int64_t scored = cell->sums[SD_TALLY_SCORED];
	row.has_sentiment = scored > 0 && scored >= grid->min_cell;
	if (row.has_sentiment && !grid->weighted)
		row.sentiment = sd_tally_mean(cell->sums[SD_TALLY_SCORE_SUM], scored);
	if (row.has_sentiment && grid->weighted) {
		row.has_sentiment = cell->sums[SD_TALLY_SCORED_WEIGHT] > 0;
		if (row.has_sentiment)
			row.sentiment = weighted_mean(cell->sums[SD_TALLY_WEIGHTED_SCORE],
						      cell->sums[SD_TALLY_WEIGHTED_SCORE_REST],
						      cell->sums[SD_TALLY_SCORED_WEIGHT]);
	}
	return row;
}

void sd_tally_finish(const struct sd_tally *tally, int64_t min_cell, struct sd_tally_table *table)
{
	*table = (struct sd_tally_table){.rows = NULL};
	struct grid grid = {.min_cell = min_cell, .weighted = sd_tally_is_weighted(tally)};
	table->weighted = grid.weighted;
	collect_bases(&grid, tally, &table->arena);
	collect_codes(&grid, tally, &table->arena);
	fill_cells(&grid, tally);
	hide(&grid, table);
	table->rows = sd_calloc(grid.length * grid.codes_length + 1, sizeof *table->rows);
	for (size_t i = 0; i < grid.length; i++)
		for (size_t c = 0; c < grid.codes_length; c++)
			table->rows[table->length++] = row_of(&grid, i, c);
	qsort(table->rows, table->length, sizeof *table->rows, by_place);
	free(grid.bases);
	free(grid.by_period);
	free(grid.codes);
	free(grid.cells);
}

void sd_tally_table_release(struct sd_tally_table *table)
{
	free(table->rows);
	sd_arena_release(&table->arena);
}
