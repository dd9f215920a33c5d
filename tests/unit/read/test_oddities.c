/* SPDX-License-Identifier: MIT */
/* Tables written in unusual ways, each all over the file: every cell comes back, and what could not be known is
 * told. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "reading.h"
/* Behind reading.h, whose arguments it would shadow. */
#include "pollution.h"

/* Whether `want` comes out of `file` and `note` is told; NULL: whatever it is. */
static void comes(struct sd_text file, struct sd_text want, const char *note)
{
	struct reading reading;
	reading_begin(&reading, file, NULL, NULL);
	if (reading.result || (want.data && !sd_text_equal(sd_str_text(&reading.table), want)) ||
	    (note && !(reading.notes.data && strstr(reading.notes.data, note))))
		fail_msg("from\n%.*s\ncame\n%s\nand not\n%.*s\ntold:\n%s%s", (int)file.length, file.data,
			 reading.table.data ? reading.table.data : "", (int)want.length, want.data ? want.data : "",
			 reading.notes.data ? reading.notes.data : "",
			 reading.error.message.data ? reading.error.message.data : "");
	reading_end(&reading);
}

static void gives(const char *file, const char *want, const char *note)
{
	comes(sd_text_of(file), want ? sd_text_of(want) : (struct sd_text){NULL, 0}, note);
}

static void expected(struct sd_str *want, const struct table *table)
{
	static const struct manner out = {",", "\n", '"', '"', false};
	add_table(want, table, &out);
}

static void flatten(struct table *table)
{
	for (size_t r = 0; r < table->rows; r++)
		for (size_t c = 0; c < table->columns; c++)
			for (size_t i = 0; i < table->cells[r][c].length; i++)
				if (table->cells[r][c].data[i] == '\n')
					table->cells[r][c].data[i] = ' ';
}

/* Signs that stand in the first line, one or several beside each other. */
static void delimiters(void **state)
{
	static const char *const signs[] = {
		"\xc2\xa7", "\xc2\xac", "\xc2\xa6", "::", "||", ";;", "|~|", "#", "!", "*", "\x01", "\x1f"};
	(void)state;
	for (size_t s = 0; s < sizeof signs / sizeof *signs; s++)
		for (size_t columns = 2; columns <= COLUMNS; columns += COLUMNS - 2) {
			struct table table;
			struct sd_str file = SD_STR_INIT, want = SD_STR_INIT;
			const struct manner manner = {signs[s], "\r\n", '"', '"', false};
			make(&table, (uint32_t)s + 1);
			table.columns = columns;
			add_table(&file, &table, &manner);
			expected(&want, &table);
			comes(sd_str_text(&file), sd_str_text(&want), "dialect: cells parted by");
			sd_str_release(&file);
			sd_str_release(&want);
			unmake(&table);
		}
	/* Marks at the end of a question part nothing. */
	gives("What now?!\nNothing!\nMore light!\nFine\n", "What now?!\nNothing!\nMore light!\nFine\n", "one column");
	/* Nor do colons of times, where the header has none. */
	gives("at and what\n10:30 soup\n11:45 cake\n12:00 tea\n", "at and what\n10:30 soup\n11:45 cake\n"
								  "12:00 tea\n", NULL);
	gives("Opened at\n2024-05-01 10:30\n2024-05-02 11:45\n2024-05-03 12:00\n",
	      "Opened at\n2024-05-01 10:30\n2024-05-02 11:45\n2024-05-03 12:00\n", "one column");
	/* What is not taken for a delimiter untold is told where it may be one. */
	gives("id/town/said\n1/Wells/fine\n2/Ashby/cold\n", "id/town/said\n1/Wells/fine\n"
							    "2/Ashby/cold\n", "--delimiter '/'");
}

/* Databases write a delimiter, a line's end or the escape itself behind an escape, and \N for nothing. */
static void escapes(void **state)
{
	(void)state;
	gives("id,said,n\n1,good\\, but dear,4\n2,C:\\\\temp,5\n3,two\\\nlines,3\n4,\\N,2\n",
	      "id,said,n\n1,\"good, but dear\",4\n2,C:\\temp,5\n3,\"two\nlines\",3\n"
	      "4,,2\n", "delimiters escaped by \\");
	gives("id\tsaid\n1\tfine\n2\t\\N\n3\tno\n", "id,said\n1,fine\n2,\n3,no\n", "line 3: cells are written \\N");
	/* Without one that stands so, it is what was typed. */
	gives("id,said\n1,C:\\temp\n2,a\\nb\n", "id,said\n1,C:\\temp\n2,a\\nb\n", NULL);
}

/* Digits written so that a spreadsheet takes them for text. */
static void guarded(void **state)
{
	(void)state;
	gives("id,zip,said\n1,=\"00123\",\"a, b\"\n2,\"=\"\"04567\"\"\",fine\n3,=\"00001\",no\n",
	      "id,zip,said\n1,00123,\"a, b\"\n2,04567,fine\n3,00001,no\n", "line 2: cells are written =\"");
	gives("id,said\n1,=1+1\n2,=A1\n3,fine\n", "id,said\n1,=1+1\n2,=A1\n3,fine\n", NULL);
}

/* A CSV file that a spreadsheet opened as one column, and wrote: lines with a quote or its own delimiter stand in
 * quotes, others do not, and more delimiters may stand behind. */
static void rewritten(void **state)
{
	(void)state;
	for (int trailing = 0; trailing < 2; trailing++) {
		struct table table;
		struct sd_str file = SD_STR_INIT, want = SD_STR_INIT, line = SD_STR_INIT;
		make(&table, 5);
		flatten(&table);
		for (size_t r = 0; r < table.rows; r++) {
			static const struct manner inner = {",", "", '"', '"', false};
			sd_str_clear(&line);
			add_row(&line, &table, r, &inner);
			bool quoted =
				trailing || memchr(line.data, '"', line.length) || memchr(line.data, ';', line.length);
			sd_str_adds(&file, quoted ? "\"" : "");
			for (size_t i = 0; i < line.length; i++) {
				sd_str_adds(&file, quoted && line.data[i] == '"' ? "\"" : "");
				sd_str_addc(&file, line.data[i]);
			}
			sd_str_adds(&file, quoted ? "\"" : "");
			sd_str_adds(&file, trailing ? ";;;\r\n" : "\r\n");
		}
		expected(&want, &table);
		comes(sd_str_text(&file), sd_str_text(&want), "as if it were one cell");
		sd_str_release(&file);
		sd_str_release(&want);
		sd_str_release(&line);
		unmake(&table);
	}
	gives("\"id,said\"\n\"1,fine\"\n\"2,cold\"\n", "id,said\n1,fine\n2,cold\n", "as if it were one cell");
	/* One line that stands so among others is read, and told. */
	gives("id,town,said\n1,Wells,\"fine, thanks\"\n\"2,Ashby,\"\"cold, and dear\"\"\"\n3,Wells,no\n",
	      "id,town,said\n1,Wells,\"fine, thanks\"\n2,Ashby,\"cold, and dear\"\n"
	      "3,Wells,no\n", "line 3: the line stands in quotes");
	/* Answers in quotes are no lines of cells. */
	gives("said\n\"Good, really, \"\"good\"\"\"\nFine\n\"Too loud, too dear\"\n",
	      "said\n\"Good, really, \"\"good\"\"\"\nFine\n\"Too loud, too dear\"\n", NULL);
}

static void quotes(void **state)
{
	(void)state;
	/* Blanks before some quotes, and not before others. */
	gives("\"id\", \"said\",\"n\"\n\"1\",\"a, b\",  \"4\"\n\"2\", \"c, d\",\"5\"\n\"3\",\"e\",\"6\"\n",
	      "id,said,n\n1,\"a, b\",4\n2,\"c, d\",5\n3,e,6\n", NULL);
	/* Quoted by ', with each " doubled all the same. */
	gives("id,said,n\n1,'12\"\" wide, or more',4\n2,'cold, and dear',5\n3,fine,6\n",
	      "id,said,n\n1,\"12\"\" wide, or more\",4\n2,\"cold, and dear\",5\n3,fine,6\n", "taken for \"");
	gives("id,said,n\n1,'12\" wide, or more',4\n2,'cold, and dear',5\n3,fine,6\n",
	      "id,said,n\n1,\"12\"\" wide, or more\",4\n2,\"cold, and dear\",5\n3,fine,6\n", NULL);
	/* Blanks part cells where quotes hold the words of one. */
	gives("id town \"what was said\"\n1 Wells \"fine, thanks\"\n2 \"Port Isaac\" cold\n",
	      "id,town,what was said\n1,Wells,\"fine, thanks\"\n2,Port Isaac,cold\n", "parted by blanks");
	/* A row whose words stand in other quotes, and its numbers in none. */
	gives("id,town,said\n1,\"Wells\",\"fine\"\n2,'Ashby','cold'\n3,\"Corfe\",\"no\"\n",
	      "id,town,said\n1,Wells,fine\n2,Ashby,cold\n3,Corfe,no\n", "line 3");
}

/* Where quotes are so amiss that nothing is regular, the first line decides, and that is told. */
static void irregular(void **state)
{
	(void)state;
	struct sd_str file = SD_STR_INIT;
	static const char *const lists[] = {"\"a, b\"", "\"a, b, c, d, e\"", "\"a\"", "\"a, b, c\""};
	sd_str_adds(&file, "a,b,c,d,e,f,g,h,i,j\n");
	for (unsigned r = 0; r < 40; r++)
		for (unsigned c = 0; c < 10; c++)
			sd_str_addf(&file, "%s%s",
				    c == r % 10 || c == r * 7 % 11 ? "\"Great\" x"
				    : c % 4 == r % 3		   ? lists[(r * 5 + c) % 4]
								   : "n",
				    c < 9 ? "," : "\n");
	comes(sd_str_text(&file), (struct sd_text){NULL, 0}, "as the first line is");
	sd_str_release(&file);
	gives("ResponseId ; Comment\nR_a967a9 ; L'accueil : parfait\n"
	      "R_7b467c ; L'accueil : parfait\n", NULL, "parted by semicolons");
	/* Few rows, one of them with a text that nobody quoted: told. */
	gives("n,said,town,more\n27,fine,Wells,\n3,cold,Ashby,\n"
	      "29,no, really,Corfe,\n", NULL, "line 4: a delimiter more");
}

/* Records end with CR LF, and a cell without quotes holds a line's end of one byte. */
static void line_ends(void **state)
{
	(void)state;
	gives("id,said,n\r\n1,two\nlines,4\r\n2,fine,5\r\n3,one\nmore,6\r\n4,no,7\r\n",
	      "id,said,n\n1,\"two\nlines\",4\n2,fine,5\n3,\"one\nmore\",6\n4,no,7\n", "records ended by CR LF alone");
	gives("id,said\r\n1,fine\n2,cold\r\n3,no\r\n4,yes\n", "id,said\n1,fine\n2,cold\n3,no\n4,yes\n", NULL);
	/* The mark of a file's end. */
	gives("id,said\r\n1,fine\r\n\x1a", "id,said\n1,fine\n", NULL);
}

/* Where the header stands, and how many records make it. */
static void headers(void **state)
{
	(void)state;
	/* Delimiters that part nothing behind each record. */
	gives("id,said,,,,\n1,fine,,,,\n2,cold,,,,\n,,,,,\n", "id,said\n1,fine\n2,cold\n", "1 of the header");
	gives("town,said,,,,\nWells,fine,,,,\nAshby,cold,,,,\n", "town,said\nWells,fine\n"
								 "Ashby,cold\n", "1 of the header");
	/* Remarks. */
	gives("# survey of spring\n# licence: none, really\nid,said\nR_3f9598,fine\nR_9266a0,cold\n",
	      "id,said\nR_3f9598,fine\nR_9266a0,cold\n", "2 before it");
	gives("# of visits,said\n3,fine\n4,cold\n", "# of visits,said\n3,fine\n4,cold\n", NULL);
	/* A line drawn under it. */
	gives("id,town,said\n---,----,----\n1,Wells,fine\n2,Ashby,cold\n", "id,town,said\n1,Wells,fine\n"
									   "2,Ashby,cold\n", NULL);
	gives("| id | said |\n|---|:---:|\n|1|fine|\n|2|cold|\n", "id,said\n1,fine\n2,cold\n", NULL);
	/* Codes and addresses are no names. */
	gives("R_86433c,p905@example.org,fine\nR_fcb35e,p769@example.org,cold\nR_69397d,p310@example.org,no\n",
	      "column_1,column_2,column_3\nR_86433c,p905@example.org,fine\nR_fcb35e,p769@example.org,cold\n"
	      "R_69397d,p310@example.org,no\n",
	      "no header");
	gives("R_56a65a,p536@example.org,2,fine\n", "column_1,column_2,column_3,column_4\n"
						    "R_56a65a,p536@example.org,2,fine\n",
	      "no header");
	gives("id,2023,2024\n", "id,2023,2024\n", "1 of the header");
	/* A code without digits is no second header. */
	gives("ResponseId,said\nR_addfbd,fine\nR_ef22d3,cold\nR_d41be8,no\nR_fd30e5,yes\nR_7d2bdd,no\n",
	      "ResponseId,said\nR_addfbd,fine\nR_ef22d3,cold\nR_d41be8,no\nR_fd30e5,yes\n"
	      "R_7d2bdd,no\n", "1 of the header");
	/* Parts of the form over the names, with gaps. */
	gives("About you,,Your visit\nResponseId,town,said\nR_3f9598,Wells,fine\nR_9266a0,Ashby,cold\n"
	      "R_4ec0d6,Corfe,no\n",
	      "About you - ResponseId,About you - town,Your visit - said\nR_3f9598,Wells,fine\nR_9266a0,Ashby,cold\n"
	      "R_4ec0d6,Corfe,no\n",
	      "2 of the header");
}

/* What may be no response is kept and told. */
static void last_rows(void **state)
{
	(void)state;
	gives("town,said,why\nWells,fine,no\nAshby,cold,no\nTotal,,\n", "town,said,why\nWells,fine,no\nAshby,cold,no\n"
									"Total,,\n",
	      "line 4, column 1: the last row");
	gives("town,said,why\nWells,fine,no\nAshby,cold,no\nINSGESAMT,2,\n",
	      "town,said,why\nWells,fine,no\nAshby,cold,no\nINSGESAMT,2,\n", "line 4, column 1: the last row");
	gives("town,said\nWells,fine\nAshby,cold\n\nSource: our own counting, 2024\n",
	      "town,said\nWells,fine\nAshby,cold\nSource: our own counting, 2024\n", "may be a sum or a footnote");
	gives("town,said\nWells,fine\nAshby,cold\nCorfe,no\n\nname,drink\nIda,tea\nBo,milk\n",
	      "town,said\nWells,fine\nAshby,cold\nCorfe,no\nname,drink\nIda,tea\n"
	      "Bo,milk\n", "line 6: the records go on behind a blank one");
	/* Exports of other columns' order behind each other. */
	gives("id,town,said\n1,Wells,fine\n2,Ashby,cold\nsaid,id,town\nno,3,Corfe\nyes,4,Ashby\n",
	      "id,town,said\n1,Wells,fine\n2,Ashby,cold\n", "line 4: another table begins");
	gives("Survey of spring\n\nid,town,said\n\n1,Wells,fine\n", "id,town,said\n1,Wells,fine\n", "1 before it");
	gives("a,b,c,d,e\nx,1,y,2,z\nx,1,y,2,z\nx,1,y,2,z\n\nid,n,at,said,town,more\n1,2,2024-01-02,fine,Wells,no\n"
	      "3,4,2024-01-03,cold,Wells,no\n5,6,2024-01-04,no,Wells,no\n7,8,2024-01-05,no,Wells,no\n"
	      "9,8,2024-01-05,no,Wells,no\n",
	      "id,n,at,said,town,more\n1,2,2024-01-02,fine,Wells,no\n3,4,2024-01-03,cold,Wells,no\n"
	      "5,6,2024-01-04,no,Wells,no\n7,8,2024-01-05,no,Wells,no\n9,8,2024-01-05,no,Wells,no\n",
	      "--skip 0 reads that one");
}

/* However few bytes are read at once. */
static void chunks(void **state)
{
	static const char *const records[] = {(",two\n"
					       "lines,fine\r\n"),
					      ",good\\, but dear,C:\\\\temp\\\nb\n",
					      ",  \"a, \"\"b\"\"\",\"c\"\n", ",'12\"\" wide, or','it''s'\n",
					      "||fine||\"a||b\"\r\n", ",=\"0012\",cold\n", ",\"\"a, b\"\",c\";;\r\n"};
	enum { BYTES = 150 * 1024 };
	(void)state;
	for (size_t k = 0; k < sizeof records / sizeof *records; k++) {
		struct sd_str file = SD_STR_INIT;
		struct reading whole, parts;
		struct sd_source_options bytewise = reading_options();
		sd_str_adds(&file, k == 4 ? "id||said||more\r\n" : "id,said,more\r\n");
		for (unsigned r = 1000; file.length < BYTES; r++) {
			sd_str_addf(&file, "%s%u", k == 6 ? "\"" : "", r);
			sd_str_adds(&file, records[k]);
		}
		if (k == 1 || k == 2 || k == 3 || k == 5) /* the header ends as the records do */
			memmove(file.data + 12, file.data + 13, --file.length - 12);
		reading_begin(&whole, sd_str_text(&file), NULL, NULL);
		bytewise.chunk = 1;
		reading_begin(&parts, sd_str_text(&file), &bytewise, NULL);
		assert_int_equal(whole.result, 0);
		assert_int_equal(whole.counts.odd + whole.counts.longer + whole.counts.shorter + whole.counts.mended,
				 0);
		assert_true(sd_text_equal(sd_str_text(&whole.table), sd_str_text(&parts.table)));
		assert_true(sd_text_equal(sd_str_text(&whole.notes), sd_str_text(&parts.notes)));
		reading_end(&whole);
		reading_end(&parts);
		sd_str_release(&file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delimiters), cmocka_unit_test(escapes), cmocka_unit_test(guarded),
		cmocka_unit_test(rewritten),  cmocka_unit_test(quotes),	 cmocka_unit_test(irregular),
		cmocka_unit_test(line_ends),  cmocka_unit_test(headers), cmocka_unit_test(last_rows),
		cmocka_unit_test(chunks),
	};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
