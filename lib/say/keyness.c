/* SPDX-License-Identifier: MIT */
#include "say/keyness.h"

#include <math.h>

#include "rows/writer.h"
#include "say/term.h"
#include "stats/association.h"
#include "stats/multiple.h"
#include "stats/special.h"

void sd_keyness_init(struct sd_keyness *keyness)
{
	*keyness = (struct sd_keyness){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
}

void sd_keyness_release(struct sd_keyness *keyness)
{
	sd_count_free(keyness->items);
	sd_count_free(keyness->bases);
	sd_count_free(keyness->surfaces);
}

int sd_keyness_add(struct sd_keyness *into, const struct sd_keyness *from, struct sd_error *err)
{
	if (sd_count_add(into->items, from->items, err) || sd_count_add(into->bases, from->bases, err))
		return -1;
	return sd_count_add(into->surfaces, from->surfaces, err);
}

void sd_keyness_count(struct sd_keyness *keyness, struct sd_text group, const struct sd_text *items, size_t length)
{
	struct sd_str key = SD_STR_INIT;
	sd_key_add(&key, group);
	++*sd_count_at(keyness->bases, sd_str_text(&key));
	sd_str_addc(&key, '\t');
	size_t stem = key.length;
	for (size_t i = 0; i < length; i++) {
		key.length = stem;
		sd_str_add_text(&key, items[i]);
		++*sd_count_at(keyness->items, sd_str_text(&key));
	}
	sd_str_release(&key);
}

/* --- groups × items ----------------------------------------------------------------------------------------------- */

struct group {
	struct sd_text key, name;
	int64_t base;
};
struct grid {
	const struct sd_keyness_options *options;
	struct group *groups; /* those that are compared, in byte order of their keys */
	size_t groups_length;
	struct sd_count *places; /* group's key → place + 1 */
	int64_t all;		 /* their respondents */
	struct sd_count_entry *entries; /* of items */
	size_t entries_length;
	struct sd_text *items; /* those that are tested */
	size_t items_length;
	int64_t *counts; /* items × groups, small ones as min_cell − 1 */
	bool *small;
};

/* The group's place, SIZE_MAX where it is not compared, and the item of an entry. */
static size_t take_apart(const struct grid *grid, struct sd_text key, struct sd_text *item)
{
	const char *tab = memchr(key.data, '\t', key.length);
	size_t length = tab ? (size_t)(tab - key.data) : key.length;
	*item = sd_term_part(key, 1, 0);
	const int64_t *place = sd_count_find(grid->places, (struct sd_text){key.data, length});
	return place ? (size_t)*place - 1 : SIZE_MAX;
}

static void find_groups(struct grid *grid, const struct sd_keyness *keyness, bool with_absent,
			struct sd_keyness_table *table)
{
	struct sd_count_entry *bases = sd_count_sorted(keyness->bases);
	struct sd_str name = SD_STR_INIT;
	size_t length = sd_count_length(keyness->bases);
	grid->groups = sd_calloc(length + 1, sizeof *grid->groups);
	grid->places = sd_count_new(1);
	for (size_t i = 0; i < length; i++) {
		struct sd_text rest = bases[i].key;
		bool absent = true;
		sd_key_next(&rest, &name, &absent);
		if (absent && !with_absent) {
			table->groupless += bases[i].sums[0];
			continue;
		}
		if (bases[i].sums[0] < grid->options->min_cell) {
			table->small_groups++;
			continue;
		}
		struct group *group = &grid->groups[grid->groups_length++];
		group->base = bases[i].sums[0];
		group->key = bases[i].key;
		if (!absent)
			group->name = sd_text_keep(&table->arena, sd_str_text(&name));
		*sd_count_at(grid->places, bases[i].key) = (int64_t)grid->groups_length;
		grid->all += group->base;
	}
	table->groups = grid->groups_length;
	sd_str_release(&name);
	free(bases);
}

/* Which items enough respondents name in all. The counts of `tested` become places + 1. */
static struct sd_count *find_items(struct grid *grid)
{
	struct sd_count *totals = sd_count_new(1);
	int64_t least = grid->options->min_cell > SD_KEYNESS_LEAST ? grid->options->min_cell : SD_KEYNESS_LEAST;
	struct sd_text item;
	for (size_t i = 0; i < grid->entries_length; i++)
		if (take_apart(grid, grid->entries[i].key, &item) != SIZE_MAX &&
		    sd_term_parts(item) >= grid->options->shortest)
			*sd_count_at(totals, item) += grid->entries[i].sums[0];
	struct sd_count_entry *sorted = sd_count_sorted(totals);
	struct sd_count *tested = sd_count_new(1);
	grid->items = sd_calloc(sd_count_length(totals) + 1, sizeof *grid->items);
	for (size_t i = 0; i < sd_count_length(totals); i++) {
		if (sorted[i].sums[0] < least)
			continue;
		/* The key of the table that stays: totals go. */
		*sd_count_at(tested, sorted[i].key) = (int64_t)++grid->items_length;
	}
	free(sorted);
	sd_count_free(totals);
	return tested;
}

static void fill(struct grid *grid, const struct sd_count *tested)
{
	size_t cells = grid->items_length * grid->groups_length;
	grid->counts = sd_calloc(cells + 1, sizeof *grid->counts);
	grid->small = sd_calloc(cells + 1, sizeof *grid->small);
	for (size_t i = 0; i < grid->entries_length; i++) {
		struct sd_text item;
		size_t group = take_apart(grid, grid->entries[i].key, &item);
		const int64_t *place = group == SIZE_MAX ? NULL : sd_count_find(tested, item);
		if (!place)
			continue;
		size_t cell = (size_t)(*place - 1) * grid->groups_length + group;
		int64_t n = grid->entries[i].sums[0];
		grid->small[cell] = n < grid->options->min_cell;
		grid->counts[cell] = grid->small[cell] ? grid->options->min_cell - 1 : n;
		grid->items[*place - 1] = item;
	}
}

static void release(struct grid *grid)
{
	free(grid->groups);
	free(grid->entries);
	free(grid->items);
	free(grid->counts);
	free(grid->small);
	sd_count_free(grid->places);
}

/* --- keyness ------------------------------------------------------------------------------------------------------ */

/* One pair; key and q are left for later. */
static struct sd_keyness_row compare(const struct grid *grid, size_t item, size_t group)
{
	const int64_t *counts = grid->counts + item * grid->groups_length;
	int64_t total = 0;
	for (size_t g = 0; g < grid->groups_length; g++)
		total += counts[g];
	int64_t n = counts[group], base = grid->groups[group].base;
	double x1 = (double)n, n1 = (double)base, x2 = (double)(total - n), n2 = (double)(grid->all - base);
	struct sd_keyness_row row = {.group = grid->groups[group].name, .n = n, .base = base};
	row.difference = n2 > 0 ? x1 / n1 - x2 / n2 : 0;
	row.interval = sd_newcombe(x1, n1, x2, n2);
	/* An item that everybody names tells no groups apart, and its prior would leave nobody who does not name it. */
	if (total < grid->all && n2 > 0) {
		double share = (double)total / (double)grid->all;
		struct sd_log_odds odds =
			sd_log_odds(x1, n1, x2, n2, grid->options->prior * share, grid->options->prior);
		row.log_odds = odds.difference;
		row.z = odds.z;
	}
	row.g2 = sd_g_squared(x1, n1, (double)total, (double)grid->all);
	row.p = sd_chi_squared_p(row.g2, 1);
	return row;
}

static bool any_small(const struct grid *grid, size_t item)
{
	for (size_t g = 0; g < grid->groups_length; g++)
		if (grid->small[item * grid->groups_length + g])
			return true;
	return false;
}

static int by_rank(const void *left, const void *right)
{
	const struct sd_keyness_row *a = left, *b = right;
	if (a->z < b->z || a->z > b->z)
		return a->z > b->z ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return sd_text_compare(a->key, b->key);
}

/* Orders the rows of one group, which end the table, and cuts them to `top`. */
static void end_group(struct sd_keyness_table *table, size_t from, size_t top,
		      int (*order)(const void *left, const void *right))
{
	if (table->length > from)
		qsort(table->rows + from, table->length - from, sizeof *table->rows, order);
	if (top && table->length - from > top)
		table->length = from + top;
}

static void name_row(struct sd_keyness_row *row, struct sd_text group, struct sd_text item,
		     const struct sd_surfaces *surfaces, struct sd_arena *arena)
{
	struct sd_str str = SD_STR_INIT;
	sd_surfaces_add(surfaces, item, &str);
	row->item = sd_text_keep(arena, sd_str_text(&str));
	sd_str_clear(&str);
	sd_str_add_text(&str, group);
	sd_str_addc(&str, '\t');
	sd_str_add_text(&str, item);
	row->key = sd_text_keep(arena, sd_str_text(&str));
	sd_str_release(&str);
}

static void list_pairs(const struct grid *grid, const struct sd_surfaces *surfaces, struct sd_keyness_table *table)
{
	size_t cells = grid->items_length * grid->groups_length, room = 0;
	int64_t least = grid->options->min_cell > 1 ? grid->options->min_cell : 1;
	double *q = sd_alloc(cells + 1, sizeof *q);
	/* What is too small to be listed counts as tested, and as telling nothing. */
	for (size_t i = 0; i < cells; i++) {
		q[i] = 1;
		if (grid->small[i] || grid->counts[i] < least)
			continue;
		struct sd_keyness_row row = compare(grid, i / grid->groups_length, i % grid->groups_length);
		/* Small counts taken as more would overstate how much less a group uses an item. */
		if (row.difference > 0 || !any_small(grid, i / grid->groups_length))
			q[i] = row.p;
	}
	sd_benjamini_hochberg(q, cells, q);
	table->tested = cells;
	for (size_t g = 0; g < grid->groups_length; g++) {
		size_t from = table->length;
		for (size_t item = 0; item < grid->items_length; item++) {
			size_t cell = item * grid->groups_length + g;
			if (grid->small[cell] || grid->counts[cell] < least)
				continue;
			struct sd_keyness_row row = compare(grid, item, g);
			if (!(row.difference > 0))
				continue;
			row.q = q[cell];
			row.key = grid->items[item];
			SD_GROW(table->rows, table->length, room);
			table->rows[table->length++] = row;
		}
		end_group(table, from, grid->options->top, by_rank);
		for (size_t i = from; i < table->length; i++)
			name_row(&table->rows[i], grid->groups[g].key, table->rows[i].key, surfaces, &table->arena);
	}
	free(q);
}

static void count_bounded(const struct grid *grid, const struct sd_count *tested, struct sd_keyness_table *table)
{
	for (size_t i = 0; i < table->length; i++) {
		const int64_t *place = sd_count_find(tested, sd_term_part(table->rows[i].key, 1, 0));
		table->bounded += place && any_small(grid, (size_t)*place - 1);
	}
}

static void begin(struct grid *grid, const struct sd_keyness *keyness, const struct sd_keyness_options *options,
		  bool with_absent, struct sd_keyness_table *table)
{
	*table = (struct sd_keyness_table){.rows = NULL};
	*grid = (struct grid){.options = options, .entries = sd_count_sorted(keyness->items),
			      .entries_length = sd_count_length(keyness->items)};
	find_groups(grid, keyness, with_absent, table);
}

int sd_keyness_finish(const struct sd_keyness *keyness, const struct sd_keyness_options *options,
		      struct sd_keyness_table *table, struct sd_error *err)
{
	struct grid grid;
	int result = 0;
	begin(&grid, keyness, options, false, table);
	struct sd_count *tested = find_items(&grid);
	if (grid.groups_length && grid.items_length > SD_KEYNESS_CELLS / grid.groups_length) {
		result = sd_fail(err, "%zu items in %zu groups are more than %d pairs; choose a --by of fewer values",
				 grid.items_length, grid.groups_length, SD_KEYNESS_CELLS);
	} else if (grid.groups_length > 1) {
		struct sd_surfaces *surfaces = sd_surfaces_new(keyness->surfaces);
		fill(&grid, tested);
		list_pairs(&grid, surfaces, table);
		count_bounded(&grid, tested, table);
		sd_surfaces_free(surfaces);
	}
	sd_count_free(tested);
	release(&grid);
	return result;
}

/* --- collocations ------------------------------------------------------------------------------------------------- */

static int64_t respondents_of(const struct sd_keyness *keyness, struct sd_text group, struct sd_text item,
			      struct sd_str *key)
{
	sd_str_clear(key);
	sd_str_add_text(key, group);
	sd_str_addc(key, '\t');
	sd_str_add_text(key, item);
	const int64_t *found = sd_count_find(keyness->items, sd_str_text(key));
	return found ? *found : 0;
}

/* The weakest bond of the phrase into *row. A cut beside a function word has a half that is no term: then the first
 * word is held against the last. */
static void find_bond(const struct sd_keyness *keyness, const struct group *group, struct sd_text item,
		      struct sd_keyness_row *row)
{
	struct sd_str key = SD_STR_INIT;
	size_t parts = sd_term_parts(item);
	double both = (double)row->n, all = (double)group->base;
	bool any = false;
	row->g2 = row->npmi = INFINITY;
	for (size_t cut = 1; cut <= parts; cut++) {
		bool ends = cut == parts;
		if (ends && any)
			break;
		struct sd_text first = sd_term_part(item, 0, ends ? parts - 1 : parts - cut);
		struct sd_text last = sd_term_part(item, ends ? parts - 1 : cut, 0);
		double left = (double)respondents_of(keyness, group->key, first, &key);
		double right = (double)respondents_of(keyness, group->key, last, &key);
		if (!(left > 0) || !(right > 0))
			continue;
		any = true;
		double g2 = both * all > left * right ? sd_g_squared(both, left, right, all) : 0;
		row->g2 = fmin(row->g2, g2);
		row->npmi = fmin(row->npmi, sd_npmi(both, left, right, all));
	}
	row->p = sd_chi_squared_p(row->g2, 1);
	sd_str_release(&key);
}

static int by_bond(const void *left, const void *right)
{
	const struct sd_keyness_row *a = left, *b = right;
	if (a->g2 < b->g2 || a->g2 > b->g2)
		return a->g2 > b->g2 ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return sd_text_compare(a->key, b->key);
}

static void list_bonds(const struct grid *grid, const struct sd_keyness *keyness, size_t place,
		       const struct sd_surfaces *surfaces, struct sd_keyness_table *table, size_t *room)
{
	const struct group *group = &grid->groups[place];
	int64_t least = grid->options->min_cell > SD_KEYNESS_LEAST ? grid->options->min_cell : SD_KEYNESS_LEAST;
	size_t from = table->length;
	for (size_t i = 0; i < grid->entries_length; i++) {
		struct sd_text item;
		if (take_apart(grid, grid->entries[i].key, &item) != place || sd_term_parts(item) < 2 ||
		    grid->entries[i].sums[0] < least)
			continue;
		struct sd_keyness_row row = {
			.group = group->name, .key = item, .n = grid->entries[i].sums[0], .base = group->base};
		find_bond(keyness, group, item, &row);
		SD_GROW(table->rows, table->length, *room);
		table->rows[table->length++] = row;
	}
	size_t tested = table->length - from;
	double *q = sd_alloc(tested + 1, sizeof *q);
	for (size_t i = 0; i < tested; i++)
		q[i] = table->rows[from + i].p;
	sd_benjamini_hochberg(q, tested, q);
	size_t kept = from;
	for (size_t i = 0; i < tested; i++) {
		struct sd_keyness_row row = table->rows[from + i];
		row.q = q[i];
		if (row.g2 > 0)
			table->rows[kept++] = row;
	}
	free(q);
	table->tested += tested;
	table->length = kept;
	end_group(table, from, grid->options->top, by_bond);
	for (size_t i = from; i < table->length; i++)
		name_row(&table->rows[i], group->key, table->rows[i].key, surfaces, &table->arena);
}

int sd_collocations_finish(const struct sd_keyness *keyness, const struct sd_keyness_options *options,
			   struct sd_keyness_table *table, struct sd_error *err)
{
	struct grid grid;
	size_t room = 0;
	(void)err;
	begin(&grid, keyness, options, true, table);
	struct sd_surfaces *surfaces = sd_surfaces_new(keyness->surfaces);
	for (size_t g = 0; g < grid.groups_length; g++)
		list_bonds(&grid, keyness, g, surfaces, table, &room);
	sd_surfaces_free(surfaces);
	release(&grid);
	return 0;
}

void sd_keyness_table_release(struct sd_keyness_table *table)
{
	free(table->rows);
	sd_arena_release(&table->arena);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void write_row(struct sd_out *out, const struct sd_keyness_row *row, bool collocations,
		      const struct sd_quotes *quotes, size_t most)
{
	if (row->group.data)
		sd_out_text(out, row->group);
	else
		sd_out_absent(out);
	sd_out_text(out, row->item);
	sd_out_int(out, row->n);
	sd_out_int(out, row->base);
	sd_out_double(out, (double)row->n / (double)row->base, 4);
	if (!collocations) {
		sd_out_double(out, row->difference, 4);
		sd_out_double(out, row->interval.low, 4);
		sd_out_double(out, row->interval.high, 4);
		sd_out_double(out, row->log_odds, 4);
	}
	sd_out_double(out, row->g2, 2);
	if (collocations)
		sd_out_double(out, row->npmi, 4);
	sd_out_double(out, row->p, 6);
	sd_out_double(out, row->q, 6);
	for (size_t i = 0; i < most; i++)
		if (quotes->items[i].text)
			sd_out_text(out, (struct sd_text){quotes->items[i].text, quotes->items[i].length});
		else
			sd_out_absent(out);
	sd_out_end(out);
}

int sd_keyness_write(const struct sd_keyness_table *table, bool collocations, const struct sd_quotes *quotes,
		     size_t most, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const keyness[] = {"group", "item", "n",	   "base", "share", "difference", "low",
					      "high",  "log_odds", "g2",  "p",	  "q"},
				*const bonds[] = {"group", "item", "n", "base", "share", "g2", "npmi", "p", "q"};
	size_t columns = collocations ? sizeof bonds / sizeof *bonds : sizeof keyness / sizeof *keyness;
	for (size_t i = 0; i < columns; i++)
		sd_writer_column(writer, sd_text_of(collocations ? bonds[i] : keyness[i]));
	struct sd_str name = SD_STR_INIT;
	for (size_t i = 0; i < most; i++) {
		sd_str_clear(&name);
		sd_str_addf(&name, "quote.%zu", i + 1);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t i = 0; i < table->length; i++) {
		write_row(sd_writer_out(writer), &table->rows[i], collocations, most ? &quotes[i] : NULL, most);
		if (sd_writer_flush(writer, err))
			return -1;
	}
	return sd_writer_end(writer, err);
}
