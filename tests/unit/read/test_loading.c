/* SPDX-License-Identifier: MIT */
/* How well polluted files are loaded untold, in the measures of G. Vitagliano and others, Pollock: A Data Loading
 * Benchmark, PVLDB 16(8), 2023: the kinds of its 2,290 files, made anew from a table of our own of the same shape (84
 * records, 9 columns), compared with what each ought to give.
 *
 * A file has ten scores of 0 to 1: whether it was loaded; and precision, recall and their harmonic mean of the names in
 * the header, of records (a record is its cells put together) and of cells, each compared as a multiset; in names and
 * records case does not count. The simple figure is the mean over the files of the sum; the weighted one weighs a kind
 * by how many of the 3,712 public files surveyed there were of it (their published weights).
 *
 * `test_loading --table` shows all files by kind; the test itself takes each seventh of the many. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "reading.h"
#include "rows/cut.h"
#include "rows/parse.h"

enum { ROWS = 84, COLUMNS = 9 };

/* --- the table ---- */

struct cell {
	char text[320];
	bool quoted;
};
static struct cell table[ROWS][COLUMNS];

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

__attribute__((format(printf, 3, 4))) static void set(struct cell *cell, bool quoted, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	vsnprintf(cell->text, sizeof cell->text, format, list);
	va_end(list);
	cell->quoted = quoted || strchr(cell->text, ',') || strchr(cell->text, '"');
}

static void make(void)
{
	static const char *const names[COLUMNS] = {"DAY", "HOUR", "Seats", "ORDERID", "Bill", "Dish", "WhatWasSaid",
						   "PAGE", "Remarks"};
	static const char *const dishes[] = {
		"Baker's Plate", "Lentil Soup", "Pie, Leek and Potato", "Chef's Long Board", "Oat Bread",
		"Salad, Small", "Tea", "Pizza, Round 12\"", "Children's Pasta", "Board, 14\" Wide", "Rye"};
	static const char *const first[] = {"They brought it quickly", "The room's warm and bright",
					    "I'd come again for this", "Nobody asked whether we'd liked it",
					    "Our table stood in the draught", "It tasted of very little"};
	static const char *const second[] = {
		", and the people at the counter were kind.", " with nothing left to wish for.",
		": twice in a row, on two days.", ", but the bill was wrong, as usual.", " 50% of the time.",
		" and we waited a while, then longer, then left."};
	uint32_t seed = 84;
	for (size_t c = 0; c < COLUMNS; c++)
		set(&table[0][c], c == 6 || c == 7, "%s", names[c]);
	for (unsigned r = 1; r < ROWS; r++) {
		struct cell *row = table[r];
		unsigned quarter = (r - 1) % 96, id = 1000 + draw(&seed) % 9000;
		char one = (char)('A' + draw(&seed) % 26), two = (char)('A' + draw(&seed) % 26);
		set(&row[0], false, "%02u/%02u/2021", 1 + (r - 1) % 28, 3 + (r - 1) / 28);
		set(&row[1], false, "%02u:%02u", quarter / 4, quarter % 4 * 15);
		set(&row[2], false, "%u", draw(&seed) % (r % 3 ? 5 : 34));
		set(&row[3], false, "%c%c-%u", one, two, id);
		unsigned pounds = draw(&seed) % 95, pence = draw(&seed) % 100;
		if (r % 29 == 0)
			set(&row[4], false, "$%u", pounds);
		else if (r % 17 == 0)
			set(&row[4], false, "$%u.%u", pounds, pence / 10);
		else
			set(&row[4], false, "$%u.%02u", pounds, pence);
		set(&row[5], false, "%s", dishes[draw(&seed) % 11]);
		set(&row[6], true, "%s%s%s", first[draw(&seed) % 6], second[draw(&seed) % 6],
		    r == 12 ? " The plate was 8\\'9\" wide." : "");
		set(&row[7], true, "https://www.example.com/order/%c%c_%u.html", one, two, id);
		set(&row[8], false, "%s", "");
	}
}

/* --- a file, and what it ought to give ---- */

struct manner {
	const char *delimiter, *end, *quote, *escape;
};
static const struct manner plain = {",", "\r\n", "\"", "\""};

static void add_cell(struct sd_str *file, const struct cell *cell, const struct manner *manner)
{
	sd_str_adds(file, cell->quoted ? manner->quote : "");
	for (const char *at = cell->text; *at; at++) {
		sd_str_adds(file, *at == '"' ? manner->escape : "");
		sd_str_addc(file, *at);
	}
	sd_str_adds(file, cell->quoted ? manner->quote : "");
}

enum pollution { NONE, MORE_SEPARATORS, LESS_SEPARATORS, EXTRA_QUOTE };

static void add_row(struct sd_str *file, size_t row, const struct manner *manner, enum pollution how, size_t column)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		struct cell cell = table[row][c];
		if (c && !(how == LESS_SEPARATORS && c == column))
			sd_str_adds(file, manner->delimiter);
		if (how == MORE_SEPARATORS && c == column)
			sd_str_adds(file, manner->delimiter);
		if (how == EXTRA_QUOTE && c == column) { /* within the quotes, where there are any */
			sd_str_adds(file, cell.quoted ? "\"\"" : "\"");
			struct sd_str rest = SD_STR_INIT;
			add_cell(&rest, &cell, manner);
			sd_str_adds(file, rest.data ? rest.data + cell.quoted : "");
			sd_str_release(&rest);
			continue;
		}
		add_cell(file, &cell, manner);
	}
	sd_str_adds(file, manner->end);
}

/* Ready cells of records; the first is the header. */
struct records {
	struct {
		char *cells[COLUMNS * 3];
		size_t length;
	} items[4 * ROWS];
	size_t length;
};

static void records_add(struct records *records, struct sd_text text)
{
	if (records->items[records->length].length == COLUMNS * 3 || records->length == 4 * ROWS)
		return;
	char *copy = sd_alloc(text.length + 1, 1);
	if (text.length)
		memcpy(copy, text.data, text.length);
	copy[text.length] = '\0';
	records->items[records->length].cells[records->items[records->length].length++] = copy;
}

static void records_release(struct records *records)
{
	for (size_t r = 0; r <= records->length && r < 4 * ROWS; r++)
		for (size_t c = 0; c < records->items[r].length; c++)
			free(records->items[r].cells[c]);
	*records = (struct records){.length = 0};
}

static void expect(struct records *records, size_t from, size_t to)
{
	*records = (struct records){.length = 0};
	for (size_t r = from; r < to; r++, records->length++)
		for (size_t c = 0; c < COLUMNS; c++)
			records_add(records, sd_text_of(table[r][c].text));
}

static void load(struct records *records, struct sd_text csv)
{
	struct sd_parser *parser = sd_parser_new(&(struct sd_parser_options){SD_FORMAT_CSV, 1 << 24, false});
	struct sd_cutter cutter;
	struct sd_cut cut;
	struct sd_bad bad = SD_BAD_INIT;
	*records = (struct records){.length = 0};
	sd_cutter_init(&cutter, SD_FORMAT_CSV, 1 << 24);
	for (size_t at = 0; records->length < 4 * ROWS - 1; at = cut.next) {
		const struct sd_cell *cells;
		size_t length, repaired;
		if (sd_cut(&cutter, csv.data, csv.length, at, true, &cut) != SD_CUT_RECORD)
			break;
		if (sd_parser_cells(parser, (struct sd_text){csv.data + at, cut.end - at}, &cells, &length, &repaired,
				    &bad))
			continue;
		for (size_t c = 0; c < length; c++)
			records_add(records, cells[c].text);
		records->length++;
	}
	sd_str_release(&bad.reason);
	sd_parser_free(parser);
}

/* --- the measures ---- */

struct bag {
	char **items;
	size_t length, room;
};

static void bag_add(struct bag *bag, const char *text, bool lower)
{
	SD_GROW(bag->items, bag->length, bag->room);
	size_t length = strlen(text);
	char *copy = sd_alloc(length + 1, 1);
	memcpy(copy, text, length + 1);
	for (size_t i = 0; lower && i < length; i++)
		copy[i] = copy[i] >= 'A' && copy[i] <= 'Z' ? (char)(copy[i] + 32) : copy[i];
	bag->items[bag->length++] = copy;
}

static int by_text(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Adds what the two have in common over the length of each, and the harmonic mean. Nothing wanted: all of it. */
static double compare(struct bag *want, struct bag *got)
{
	size_t common = 0;
	if (want->length)
		qsort(want->items, want->length, sizeof *want->items, by_text);
	if (got->length)
		qsort(got->items, got->length, sizeof *got->items, by_text);
	for (size_t i = 0, j = 0; i < want->length && j < got->length;) {
		int order = strcmp(want->items[i], got->items[j]);
		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	double result = 3;
	if (want->length) {
		double precision = (double)common / (double)want->length;
		double recall = got->length ? (double)common / (double)got->length : 0;
		result = precision + recall + (common ? 2 * precision * recall / (precision + recall) : 0);
	}
	for (size_t i = 0; i < want->length; i++)
		free(want->items[i]);
	for (size_t i = 0; i < got->length; i++)
		free(got->items[i]);
	free(want->items);
	free(got->items);
	return result;
}

static void bags_of(const struct records *records, struct bag *names, struct bag *rows, struct bag *cells)
{
	struct sd_str row = SD_STR_INIT;
	for (size_t r = 0; r < records->length; r++) {
		sd_str_clear(&row);
		for (size_t c = 0; c < records->items[r].length; c++) {
			const char *text = records->items[r].cells[c];
			bag_add(cells, text, false);
			if (!r)
				bag_add(names, text, true);
			sd_str_adds(&row, text);
		}
		if (r)
			bag_add(rows, row.length ? row.data : "", true);
	}
	sd_str_release(&row);
}

/* Whether each cell is in its place; cells that are absent at a record's end are blank. */
static bool is_exact(const struct records *want, const struct records *got)
{
	bool same = want->length == got->length;
	for (size_t r = 0; same && r < want->length; r++) {
		size_t left = want->items[r].length, right = got->items[r].length;
		for (size_t c = 0; same && (c < left || c < right); c++)
			same = !strcmp(c < left ? want->items[r].cells[c] : "",
				       c < right ? got->items[r].cells[c] : "");
	}
	return same;
}

/* --- files ---- */

struct tally {
	const char *name;
	double weight, sum, most, least;
	size_t files, exact, told, untold; /* exact: each cell in its place; told of those that are wanting; not told */
};
enum { KINDS_MOST = 32 };
static struct tally tallies[KINDS_MOST];
static size_t kinds;
static bool showing;

static void check(const char *kind, double weight, const struct sd_str *file, const struct records *want)
{
	struct reading reading;
	struct records got;
	struct bag bags[2][3] = {{{NULL, 0, 0}}};
	size_t k = 0;
	while (k < kinds && strcmp(tallies[k].name, kind) != 0)
		k++;
	if (k == kinds) {
		assert_true(kinds < KINDS_MOST);
		tallies[kinds++] = (struct tally){.name = kind, .weight = weight, .least = 10};
	}
	reading_begin(&reading, sd_str_text(file), NULL, NULL);
	load(&got, sd_str_text(&reading.table));
	bags_of(want, &bags[0][0], &bags[0][1], &bags[0][2]);
	bags_of(&got, &bags[1][0], &bags[1][1], &bags[1][2]);
	double score = reading.result ? 0 : 1;
	for (size_t b = 0; b < 3; b++)
		score += compare(&bags[0][b], &bags[1][b]);
	if (reading.result && want->length)
		score = 0;
	struct tally *tally = &tallies[k];
	const struct sd_import_counts *counts = &reading.counts;
	bool told = reading.result || counts->odd || counts->longer || counts->shorter || counts->refused ||
		    counts->before || counts->behind || counts->other || counts->mended || counts->header != 1 ||
		    strstr(reading.notes.data, "may ") || strstr(reading.notes.data, "too many");
	tally->files++;
	tally->sum += score;
	tally->least = score < tally->least ? score : tally->least;
	tally->most = score > tally->most ? score : tally->most;
	bool exact = !reading.result && is_exact(want, &got);
	tally->exact += exact;
	tally->told += !exact && told;
	tally->untold += !exact && !told;
	const char *verbose = showing ? getenv("LOADING_VERBOSE") : NULL;
	if (verbose && !exact && strstr(kind, verbose))
		fprintf(stderr, "=== %s %.4f\n%.*s\n--- got\n%s\n--- told\n"
				"%s%s\n", kind, score, (int)file->length, file->data,
			reading.table.data ? reading.table.data : "", reading.notes.data ? reading.notes.data : "",
			reading.error.message.data ? reading.error.message.data : "");
	records_release(&got);
	reading_end(&reading);
}

static void add_rows(struct sd_str *file, size_t from, size_t to, const struct manner *manner)
{
	for (size_t r = from; r < to; r++)
		add_row(file, r, manner, NONE, 0);
}

static void whole_files(void **state)
{
	static const struct {
		const char *name;
		double weight;
		struct manner manner;
	} manners[] = {
		{"as it should be", 1, {",", "\r\n", "\"", "\""}},	   {"records end with LF", 1691, {",", "\n", "\"", "\""}},
		{"records end with CR", 7, {",", "\r", "\"", "\""}},	   {"parted by ;", 834, {";", "\r\n", "\"", "\""}},
		{"parted by TAB", 4, {"\t", "\r\n", "\"", "\""}},	   {"parted by a comma and a blank", 101, {", ", "\r\n", "\"", "\""}},
		{"parted by blanks", 4, {" ", "\r\n", "\"", "\""}},	   {"quoted by '", 11, {",", "\r\n", "'", "\""}},
		{"quotes escaped by \\", 1, {",", "\r\n", "\"", "\\"}}, {"quotes not escaped", 7, {",", "\r\n", "\"", ""}},
	};
	struct sd_str file = SD_STR_INIT;
	struct records want;
	(void)state;
	make();
	expect(&want, 0, ROWS);
	for (size_t m = 0; m < sizeof manners / sizeof *manners; m++) {
		sd_str_clear(&file);
		add_rows(&file, 0, ROWS, &manners[m].manner);
		check(manners[m].name, manners[m].weight, &file, &want);
	}
	sd_str_clear(&file);
	add_rows(&file, 0, ROWS, &plain);
	file.length -= 2;
	check("no record end at the end", 184, &file, &want);
	sd_str_adds(&file, "\r\n\r\n");
	check("two record ends at the end", 5, &file, &want);
	sd_str_clear(&file);
	sd_str_adds(&file, "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n");
	add_rows(&file, 0, ROWS, &plain);
	check("preamble", 282, &file, &want);
	records_release(&want);
	sd_str_clear(&file);
	expect(&want, 0, 0);
	check("nothing in it", 15, &file, &want);
	records_release(&want);
	expect(&want, 1, ROWS);
	add_rows(&file, 1, ROWS, &plain);
	check("no header", 470, &file, &want);
	records_release(&want);
	sd_str_clear(&file);
	expect(&want, 0, 1);
	add_rows(&file, 0, 1, &plain);
	check("a header alone", 3, &file, &want);
	records_release(&want);
	sd_str_clear(&file);
	expect(&want, 0, 2);
	add_rows(&file, 0, 2, &plain);
	check("one record", 4, &file, &want);
	records_release(&want);
	for (size_t more = 1; more <= 2; more++) {
		expect(&want, 0, ROWS);
		sd_str_clear(&file);
		for (size_t h = 0; h <= more; h++)
			add_row(&file, 0, &plain, NONE, 0);
		add_rows(&file, 1, ROWS, &plain);
		for (size_t c = 0; c < COLUMNS; c++) {
			struct sd_str name = SD_STR_INIT;
			for (size_t h = 0; h <= more; h++)
				sd_str_addf(&name, "%s%s", h ? " " : "", table[0][c].text);
			free(want.items[0].cells[c]);
			want.items[0].cells[c] = sd_alloc(name.length + 1, 1);
			memcpy(want.items[0].cells[c], name.data, name.length + 1);
			sd_str_release(&name);
		}
		check("the header more than once", 47, &file, &want);
		records_release(&want);
	}
	/* A further table behind it, with less, the same and more columns, is none of this one. */
	for (size_t columns = COLUMNS - 1; columns <= COLUMNS + 1; columns++) {
		expect(&want, 0, ROWS);
		sd_str_clear(&file);
		add_rows(&file, 0, ROWS, &plain);
		for (size_t r = 0; r < ROWS - 1; r++) {
			for (size_t c = 0; c < columns; c++) {
				struct cell cell = {.quoted = false};
				if (c < COLUMNS)
					set(&cell, false, "%s", table[r][c].text);
				else
					set(&cell, false, "%s", r ? "" : "further");
				sd_str_adds(&file, c ? "," : "");
				add_cell(&file, &cell, &plain);
			}
			sd_str_adds(&file, plain.end);
		}
		check(columns < COLUMNS ? "a further table, narrower" : columns > COLUMNS ? "a further table, wider"
			: "a further table, the same", 188. / 3, &file, &want);
		records_release(&want);
	}
	sd_str_release(&file);
}

static void one_row(void **state)
{
	static const struct manner blanks = {" ", "\r\n", "\"", "\""};
	static const struct {
		const char *name;
		double weight;
		enum pollution how;
	} ways[] = {{"a row with a separator too many", 0.36775106, MORE_SEPARATORS},
		    {"a row without one separator", 0.36775106, LESS_SEPARATORS},
		    {"a row with a quote too many", 0.00925926, EXTRA_QUOTE}};
	struct sd_str file = SD_STR_INIT;
	struct records want;
	size_t number = 0;
	(void)state;
	make();
	for (size_t r = 0; r < ROWS; r++) {
		expect(&want, 0, ROWS);
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
			for (size_t c = ways[w].how == LESS_SEPARATORS; c < COLUMNS; c++) {
				if (!showing && r && number++ % 7)
					continue;
				sd_str_clear(&file);
				add_rows(&file, 0, r, &plain);
				add_row(&file, r, &plain, ways[w].how, c);
				add_rows(&file, r + 1, ROWS, &plain);
				struct cell kept = table[r][c];
				if (ways[w].how == EXTRA_QUOTE) {
					set(&table[r][c], true, "\"%s", kept.text);
					records_release(&want);
					expect(&want, 0, ROWS);
				}
				check(ways[w].name, ways[w].weight, &file, &want);
				if (ways[w].how == EXTRA_QUOTE) {
					table[r][c] = kept;
					records_release(&want);
					expect(&want, 0, ROWS);
				}
			}
		if (showing || r % 7 == 0) {
			sd_str_clear(&file);
			add_rows(&file, 0, r, &plain);
			add_row(&file, r, &blanks, NONE, 0);
			add_rows(&file, r + 1, ROWS, &plain);
			check("a row parted by blanks", 0.14285714, &file, &want);
		}
		records_release(&want);
	}
	sd_str_release(&file);
}

/* How many files the benchmark has of a kind, for the test takes fewer of the many. */
static double files_of(const struct tally *tally)
{
	return strstr(tally->name, "too many") ? 756 : strstr(tally->name, "without one") ? 672
		: strstr(tally->name, "a row parted") ? 84 : (double)tally->files;
}

static void together(void **state)
{
	double simple = 0, weighted = 0, files = 0, weights = 0;
	size_t untold = 0;
	(void)state;
	for (size_t k = 0; k < kinds; k++) {
		const struct tally *tally = &tallies[k];
		double mean = tally->sum / (double)tally->files, many = files_of(tally);
		simple += mean * many;
		files += many;
		weighted += mean * many * tally->weight;
		weights += many * tally->weight;
		untold += tally->untold;
		if (showing)
			printf("%-34s %5zu %9.2f %8.4f %8.4f %6zu %6zu %6zu\n", tally->name, tally->files,
			       tally->weight, mean, tally->least, tally->exact, tally->told, tally->untold);
	}
	simple /= files;
	weighted /= weights;
	if (showing)
		printf("simple %.4f, weighted %.4f, of 10, over %.0f files\n", simple, weighted, files);
	if (!showing && (simple < 9.98 || weighted < 9.58 || untold))
		fail_msg("simple %.4f, weighted %.4f; %zu files wanting, and nothing was said", simple, weighted,
			 untold);
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(whole_files), cmocka_unit_test(one_row),
					   cmocka_unit_test(together)};
	showing = count > 1 && !strcmp(arguments[1], "--table");
	if (sd_hash_init())
		return 1;
	if (showing)
		printf("%-34s %5s %9s %8s %8s %6s %6s %6s\n", "kind", "files", "weight", "score", "least", "exact",
		       "told", "silent");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
