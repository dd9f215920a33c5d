/* SPDX-License-Identifier: MIT */
/* Tables that were polluted in one place or all over, each class of ways in which CSV files are: every cell comes back,
 * or the file's record is told by line. `test_pollution --table` shows how many of each class came back whole. The
 * classes are those of FAULTS and of G. Vitagliano and others, Pollock: A Data Loading Benchmark, VLDB 16(8), 2023;
 * tables and expectations are our own, made by a generator that gives the same each time. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "reading.h"
#include "rows/cut.h"
#include "rows/parse.h"
/* Behind reading.h, whose arguments it would shadow. */
#include "pollution.h"

/* --- what came back ---- */

struct tally {
	const char *name;
	size_t files, whole, told, silent;
};
enum { CLASSES_MOST = 64 };
static struct tally tallies[CLASSES_MOST];
static size_t tallies_length;
static bool showing;

static struct tally *tally_of(const char *name)
{
	for (size_t i = 0; i < tallies_length; i++)
		if (!strcmp(tallies[i].name, name))
			return &tallies[i];
	if (tallies_length == CLASSES_MOST)
		abort();
	tallies[tallies_length].name = name;
	return &tallies[tallies_length++];
}

/* The table as the importer writes one; `odd`: a row not to be compared, SIZE_MAX for none. */
static void add_expected(struct sd_str *csv, const struct table *table)
{
	static const struct manner out = {",", "\n", '"', '"', false};
	for (size_t r = 0; r < table->rows; r++)
		add_row(csv, table, r, &out);
}

/* Whether row after row of the output is expected, but for the odd one, and blanks behind. */
static bool same_rows(struct sd_text got, struct sd_text want, size_t odd)
{
	struct sd_parser *parser = sd_parser_new(&(struct sd_parser_options){SD_FORMAT_CSV, 1 << 24, false});
	struct sd_parser *other = sd_parser_new(&(struct sd_parser_options){SD_FORMAT_CSV, 1 << 24, false});
	struct sd_cutter left, right;
	sd_cutter_init(&left, SD_FORMAT_CSV, 1 << 24);
	sd_cutter_init(&right, SD_FORMAT_CSV, 1 << 24);
	size_t at = 0, there = 0;
	bool same = true;
	for (size_t row = 0; same; row++) {
		struct sd_cut a, b;
		enum sd_cut_result one = sd_cut(&left, got.data, got.length, at, true, &a);
		enum sd_cut_result two = sd_cut(&right, want.data, want.length, there, true, &b);
		if (one != SD_CUT_RECORD || two != SD_CUT_RECORD) {
			same = one == SD_CUT_END && two == SD_CUT_END;
			break;
		}
		const struct sd_cell *x, *y;
		size_t xs, ys, repaired;
		struct sd_bad bad = SD_BAD_INIT;
		same = !sd_parser_cells(parser, (struct sd_text){got.data + at, a.end - at}, &x, &xs, &repaired,
			&bad) &&
		       !sd_parser_cells(other, (struct sd_text){want.data + there, b.end - there}, &y, &ys, &repaired,
			&bad);
		/* Columns for further cells are named by the importer; without those the header is the same. */
		while (row && same && xs > ys && !x[xs - 1].text.length)
			xs--;
		while (!row && same && xs > ys && x[xs - 1].text.length > 6 && !memcmp(x[xs - 1].text.data, "extra_",
			6))
			xs--;
		while (row && same && ys > xs && !y[ys - 1].text.length)
			ys--;
		if (same && row != odd) {
			same = xs == ys;
			for (size_t c = 0; same && c < xs; c++)
				same = sd_text_equal(x[c].text, y[c].text);
		}
		sd_str_release(&bad.reason);
		at = a.next;
		there = b.next;
	}
	sd_parser_free(parser);
	sd_parser_free(other);
	return same;
}

static bool is_told(const struct reading *reading)
{
	const struct sd_import_counts *counts = &reading->counts;
	return reading->result < 0 || counts->odd || counts->longer || counts->shorter || counts->refused ||
		counts->before || counts->behind || counts->mended || counts->other ||
	       strstr(reading->notes.data, "one name may be wrong") || strstr(reading->notes.data, "names may stand") ||
	       strstr(reading->notes.data, "too many in the header");
}

/* One file of a class: `want` as CSV; `odd`: the row whose cells no one can know, which must be told. */
static void check(const char *class, struct sd_text file, struct sd_text want, size_t odd)
{
	struct reading reading;
	struct tally *tally = tally_of(class);
	reading_begin(&reading, file, NULL, NULL);
	bool whole = !reading.result && same_rows(sd_str_text(&reading.table), want, odd);
	bool told = is_told(&reading);
	tally->files++;
	tally->whole += whole;
	tally->told += !whole && told;
	tally->silent += (!whole && !told) || (whole && odd != SIZE_MAX && !told);
	if ((!whole || (odd != SIZE_MAX && !told)) && showing && getenv("POLLUTION_VERBOSE"))
		fprintf(stderr, "=== %s\n%.*s\n--- got\n%s\n--- told\n%s%s\n", class, (int)file.length, file.data,
			reading.table.data ? reading.table.data : "",
			reading.notes.data ? reading.notes.data : "", reading.error.message.data
				? reading.error.message.data : "");
	reading_end(&reading);
}

static void check_table(const char *class, const struct sd_str *file, const struct table *table)
{
	struct sd_str want = SD_STR_INIT;
	add_expected(&want, table);
	check(class, sd_str_text(file), sd_str_text(&want), SIZE_MAX);
	sd_str_release(&want);
}

/* --- classes ---- */

static void dialects(void **state)
{
	static const char *const delimiters[] = {",", ";", "\t", "|", ":", " ", "^", "~", ", "};
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct table table;
		make(&table, seed);
		for (size_t d = 0; d < sizeof delimiters / sizeof *delimiters; d++)
			for (size_t q = 0; q < 2; q++)
				for (size_t e = 0; e < 2; e++)
					for (size_t all = 0; all < 2; all++) {
						struct manner manner = {delimiters[d], ends[(d + q + e) % 3], q ? '\''
							: '"', e ? '\\' : q ? '\'' : '"', all};
						struct sd_str file = SD_STR_INIT;
						add_table(&file, &table, &manner);
						check_table(d == 8 ? "delimiter of two bytes" : e
							? "escape by backslash" : q ? "single quotes" : "delimiters",
							&file, &table);
						sd_str_release(&file);
					}
		for (size_t e = 0; e < 3; e++) {
			struct manner manner = plain;
			struct sd_str file = SD_STR_INIT;
			manner.end = ends[e];
			add_table(&file, &table, &manner);
			check_table("record ends", &file, &table);
			file.length -= strlen(ends[e]);
			check_table("no record end at the end", &file, &table);
			sd_str_adds(&file, ends[e]);
			sd_str_adds(&file, ends[e]);
			check_table("two record ends at the end", &file, &table);
			sd_str_clear(&file);
			for (size_t r = 0; r < table.rows; r++) {
				manner.end = ends[(r + e) % 3];
				add_row(&file, &table, r, &manner);
			}
			check_table("mixed record ends", &file, &table);
			sd_str_clear(&file);
			for (size_t r = 0; r < table.rows; r++) {
				manner.end = ends[e];
				add_row(&file, &table, r, &manner);
				if (r % 5 == 3)
					sd_str_adds(&file, ends[e]);
			}
			check_table("blank records", &file, &table);
			sd_str_release(&file);
		}
		unmake(&table);
	}
}

static void encodings(void **state)
{
	static const struct {
		const char *mark;
		size_t mark_length, unit;
		bool big;
	} codings[] = {{"\xef\xbb\xbf", 3, 1, false}, {"\xff\xfe", 2, 2, false}, {"\xfe\xff", 2, 2, true}, {"", 0, 2,
		false}, {"", 0, 2, true},
		       {"\xff\xfe\0\0", 4, 4, false}, {"", 0, 0, false}};
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++)
		for (size_t k = 0; k < sizeof codings / sizeof *codings; k++) {
			struct table table;
			struct sd_str file = SD_STR_INIT, coded = SD_STR_INIT;
			make(&table, seed);
			/* é and ü: one byte in Windows-1252, two in UTF-8. */
			for (size_t r = 1; r < table.rows; r += 2)
				sd_str_adds(&table.cells[r][4], r % 4 == 1 ? "\xc3\xa9" : "\xc3\xbc" "ck");
			add_table(&file, &table, &plain);
			sd_str_add(&coded, codings[k].mark, codings[k].mark_length);
			for (size_t i = 0; i < file.length; i++) {
				unsigned code = (unsigned char)file.data[i];
				if (codings[k].unit == 1) {
					sd_str_addc(&coded, (char)code);
					continue;
				}
				if (code >= 0xc0) /* all of those here have two bytes */
					code = (code & 0x1f) << 6 | ((unsigned char)file.data[++i] & 0x3f);
				for (size_t byte = 0; byte < (codings[k].unit ? codings[k].unit : 1); byte++)
					sd_str_addc(&coded, (char)(code >> 8 * (codings[k].big
						? codings[k].unit - 1 - byte : byte)));
			}
			check_table(codings[k].unit == 2 ? "UTF-16" : codings[k].unit ? "other Unicode"
				: "Windows-1252", &coded, &table);
			sd_str_release(&file);
			sd_str_release(&coded);
			unmake(&table);
		}
}

static void around(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct table table;
		struct sd_str file = SD_STR_INIT, want = SD_STR_INIT;
		make(&table, seed);
		for (size_t lines = 1; lines <= 4; lines++)
			for (size_t padded = 0; padded < 2; padded++) {
				sd_str_clear(&file);
				for (size_t l = 0; l < lines; l++)
					sd_str_addf(&file, "%s%s\r\n", l == 0 ? "Visits of the year" : l == 1
						? "Export of 2024-01-02" : l == 2 ? "" : "Page 1", padded ? ",,,,,,"
						: "");
				add_table(&file, &table, &plain);
				check_table("preamble", &file, &table);
				sd_str_clear(&file);
				add_table(&file, &table, &plain);
				sd_str_adds(&file, lines > 2 ? "\r\n" : "");
				sd_str_addf(&file, "Source: our own counting%s\r\n", padded ? "" : ", revised");
				check_table("footnotes", &file, &table);
			}
		/* Each line in quotes, as one cell: a table of one-line cells. */
		sd_str_clear(&file);
		for (size_t r = 0; r < table.rows; r++) {
			struct sd_str line = SD_STR_INIT;
			struct sd_str *said = &table.cells[r][5];
			for (size_t i = 0; i < said->length; i++)
				said->data[i] = said->data[i] == '\n' ? ' ' : said->data[i];
			add_row(&line, &table, r, &plain);
			sd_str_addc(&file, '"');
			for (size_t i = 0; i + 2 < line.length; i++) {
				sd_str_adds(&file, line.data[i] == '"' ? "\"" : "");
				sd_str_addc(&file, line.data[i]);
			}
			sd_str_adds(&file, "\"\r\n");
			sd_str_release(&line);
		}
		check_table("lines in quotes", &file, &table);
		/* No header: names are made up. */
		sd_str_clear(&file);
		for (size_t r = 1; r < table.rows; r++)
			add_row(&file, &table, r, &plain);
		for (size_t c = 0; c < table.columns; c++) {
			table.cells[0][c].length = 0;
			sd_str_addf(&table.cells[0][c], "column_%zu", c + 1);
		}
		check_table("no header", &file, &table);
		unmake(&table);
		make(&table, seed);
		sd_str_clear(&file);
		table.rows = 1;
		add_table(&file, &table, &plain);
		check_table("a header alone", &file, &table);
		sd_str_clear(&file);
		table.rows = 2;
		add_table(&file, &table, &plain);
		check_table("one record", &file, &table);
		table.rows = ROWS + 1;
		for (size_t further = 1; further <= 2; further++) {
			sd_str_clear(&file);
			add_row(&file, &table, 0, &plain);
			for (size_t n = 0; n < further; n++) {
				for (size_t c = 0; c < table.columns; c++)
					sd_str_addf(&file, "%spart %c", c ? "," : "", (int)('a' + n));
				sd_str_adds(&file, plain.end);
			}
			for (size_t r = 1; r < table.rows; r++)
				add_row(&file, &table, r, &plain);
			sd_str_clear(&want);
			for (size_t c = 0; c < table.columns; c++)
				sd_str_addf(&want, "%s%s - part a%s", c ? "," : "", table.cells[0][c].data,
					further > 1 ? " - part b" : "");
			sd_str_addc(&want, '\n');
			struct sd_str rest = SD_STR_INIT;
			add_expected(&rest, &table);
			sd_str_adds(&want, strchr(rest.data, '\n') + 1);
			check("several header records", sd_str_text(&file), sd_str_text(&want), SIZE_MAX);
			sd_str_release(&rest);
		}
		sd_str_release(&file);
		sd_str_release(&want);
		unmake(&table);
	}
}

/* The place in the file at which row `row` begins. */
static size_t begin_of(const struct table *table, size_t row)
{
	struct sd_str before = SD_STR_INIT;
	for (size_t r = 0; r < row; r++)
		add_row(&before, table, r, &plain);
	size_t at = before.length;
	sd_str_release(&before);
	return at;
}

static void replace(struct sd_str *file, size_t at, size_t length, const char *with)
{
	struct sd_str rest = SD_STR_INIT;
	sd_str_add(&rest, file->data + at + length, file->length - at - length);
	file->length = at;
	sd_str_adds(file, with);
	sd_str_add_text(file, sd_str_text(&rest));
	sd_str_release(&rest);
}

/* Pollutes one row in each of its places. The others must come back, and it must be told. */
static void rows(void **state)
{
	(void)state;
	struct table table;
	struct sd_str whole = SD_STR_INIT, file = SD_STR_INIT, want = SD_STR_INIT, row = SD_STR_INIT;
	make(&table, 7);
	add_table(&whole, &table, &plain);
	add_expected(&want, &table);
	for (size_t r = 0; r < table.rows; r++) {
		size_t begin = begin_of(&table, r);
		sd_str_clear(&row);
		add_row(&row, &table, r, &plain);
		bool inside = false;
		for (size_t i = 0; i < row.length; i++) {
			const char *class = NULL, *with = "";
			if (row.data[i] == '"') {
				inside = !inside;
				class = "a quote missing";
			} else if (row.data[i] == ',' && !inside) {
				class = "a delimiter missing";
			}
			if (!class)
				continue;
			sd_str_clear(&file);
			sd_str_add_text(&file, sd_str_text(&whole));
			replace(&file, begin + i, 1, with);
			check(class, sd_str_text(&file), sd_str_text(&want), r);
			if (row.data[i] != ',')
				continue;
			sd_str_clear(&file);
			sd_str_add_text(&file, sd_str_text(&whole));
			replace(&file, begin + i, 1, ",,");
			check("a delimiter too many", sd_str_text(&file), sd_str_text(&want), r);
			sd_str_clear(&file);
			sd_str_add_text(&file, sd_str_text(&whole));
			replace(&file, begin + i, 1, ",\"");
			check("a quote too many", sd_str_text(&file), sd_str_text(&want), r);
			sd_str_clear(&file);
			sd_str_add_text(&file, sd_str_text(&whole));
			replace(&file, begin + i, 1, "\",");
			check("a quote too many", sd_str_text(&file), sd_str_text(&want), r);
		}
		/* The row in another dialect than the others. */
		static const struct manner others[] = {{";", "\r\n", '"', '"', false}, {"\t", "\r\n", '"', '"', false},
			{"|", "\r\n", '"', '"', false},
						       {",", "\r\n", '\'', '\'', true}, {",", "\r\n", '"', '\\', true},
							{",", "\r\n", '"', '"', true},
						       {",", "\n", '"', '"', false}, {",", "\r", '"', '"', false}};
		for (size_t o = 0; o < sizeof others / sizeof *others; o++) {
			sd_str_clear(&file);
			for (size_t other = 0; other < table.rows; other++)
				add_row(&file, &table, other, other == r ? &others[o] : &plain);
			check(o < 3 ? "a row with another delimiter" : o == 3 ? "a row with other quotes" : o == 4
				? "a row with another escape"
				: o == 5 ? "a row quoted throughout" : "a row with another end", sd_str_text(&file),
					sd_str_text(&want), SIZE_MAX);
		}
		sd_str_clear(&file);
		sd_str_add_text(&file, sd_str_text(&whole));
		if (r && r + 1 < table.rows) {
			replace(&file, begin + 1, 0, "");
			size_t next = begin_of(&table, r + 1);
			file.length = next > begin + 4 ? begin + 4 : next; /* the file ends in the midst of the row */
			struct table cut = table;
			cut.rows = r + 1;
			struct sd_str less = SD_STR_INIT;
			add_expected(&less, &cut);
			check("cut short", sd_str_text(&file), sd_str_text(&less), r);
			sd_str_release(&less);
		}
	}
	sd_str_release(&whole);
	sd_str_release(&file);
	sd_str_release(&want);
	sd_str_release(&row);
	unmake(&table);
}

static void cells(void **state)
{
	(void)state;
	struct table table;
	struct sd_str file = SD_STR_INIT;
	static const char *const odd[] = {"12\xe2\x80\xb3 screen", "=1+1", "-", "  two  blanks", "1.234,50", "3,5",
		"2024-01-02T03:04:05Z", "31.12.2023", "\\", "C:\\temp",
					  "a\\nb", "<b>bold</b>", "#5", "NULL", "a\tb", "a;b;c", "a|b", "''", "it''s",
						"\xf0\x9f\x98\x80"};
	for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
		for (size_t c = 3; c < 6; c++) {
			make(&table, 11);
			table.cells[5][c].length = 0;
			sd_str_adds(&table.cells[5][c], odd[k]);
			sd_str_clear(&file);
			add_table(&file, &table, &plain);
			check_table("odd cells", &file, &table);
			unmake(&table);
		}
	make(&table, 12);
	for (size_t n = 0; n < 150000; n++)
		sd_str_adds(&table.cells[3][5], " and on");
	sd_str_clear(&file);
	add_table(&file, &table, &plain);
	check_table("a very long cell", &file, &table);
	unmake(&table);
	sd_str_release(&file);
}

/* A second table behind the first is set aside whole, into the ledger; the first one's header again alone is. */
static void several_tables(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++)
		for (int more = -2; more <= 1; more++) {
			struct table table;
			struct reading reading;
			struct sd_str file = SD_STR_INIT, want = SD_STR_INIT, rest = SD_STR_INIT;
			make(&table, seed);
			add_table(&file, &table, &plain);
			add_expected(&want, &table);
			if (more == -2) {
				sd_str_adds(&file, "\r\n");
				add_table(&file, &table, &plain);
				add_expected(&rest, &table);
				sd_str_adds(&want, strchr(rest.data, '\n') + 1);
			} else {
				sd_str_adds(&file, "\r\n");
				for (size_t r = 0; r < 6; r++) {
					for (size_t c = 0; c < (size_t)(COLUMNS + 2 * more); c++)
						sd_str_addf(&file, "%s%s%zu", c ? "," : "", r ? "v" : "other", c + r);
					sd_str_adds(&file, "\r\n");
				}
			}
			check(more == -2 ? "the header again" : "several tables", sd_str_text(&file),
			      sd_str_text(&want), SIZE_MAX);
			reading_begin(&reading, sd_str_text(&file), NULL, NULL);
			assert_int_equal(reading.counts.other, more == -2 ? 0 : 6);
			assert_int_equal(reading.counts.header, more == -2 ? 2 : 1);
			assert_int_equal(reading.counts.responses, more == -2 ? 2 * ROWS : ROWS);
			assert_non_null(
				strstr(reading.notes.data, more == -2 ? "the header again" : "another table begins"));
			reading_end(&reading);
			sd_str_release(&file);
			sd_str_release(&want);
			sd_str_release(&rest);
			unmake(&table);
		}
}

static void nothing(void **state)
{
	static const char *const empty[] = {"", "\n", "\r\n\r\n", "\xef\xbb\xbf", ",,,\n,,,\n"};
	(void)state;
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		struct reading reading;
		reading_begin(&reading, sd_text_of(empty[i]), NULL, NULL);
		assert_int_equal(reading.result, -1);
		assert_non_null(strstr(reading.error.message.data, "nothing"));
		reading_end(&reading);
	}
}

/* Classes in which some files cannot come back; how many at least must. Elsewhere all. */
static const struct {
	const char *name;
	double share;
} hard[] = {{"a delimiter missing", .98}, {"a quote too many", .98}, {"a quote missing", .85},
	{"a row with another delimiter", .9}, {"a row with other quotes", .9}};

static void together(void **state)
{
	(void)state;
	for (size_t i = 0; i < tallies_length; i++) {
		const struct tally *tally = &tallies[i];
		double least = 1;
		for (size_t h = 0; h < sizeof hard / sizeof *hard; h++)
			if (!strcmp(hard[h].name, tally->name))
				least = hard[h].share;
		if (showing)
			printf("%-32s %5zu %5zu %5zu %5zu\n", tally->name, tally->files, tally->whole, tally->told,
				tally->silent);
		if (!showing && ((double)tally->whole < least * (double)tally->files || tally->silent))
			fail_msg("%s: %zu files, %zu whole, %zu told, %zu wrong in silence", tally->name, tally->files,
				tally->whole, tally->told, tally->silent);
	}
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dialects), cmocka_unit_test(encodings), cmocka_unit_test(around),
			cmocka_unit_test(rows),
		cmocka_unit_test(cells),    cmocka_unit_test(several_tables), cmocka_unit_test(nothing),
			cmocka_unit_test(together),
	};
	showing = count > 1 && !strcmp(arguments[1], "--table");
	if (sd_hash_init())
		return 1;
	if (showing)
		printf("%-32s %5s %5s %5s %5s\n", "class", "files", "whole", "told", "wrong");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
