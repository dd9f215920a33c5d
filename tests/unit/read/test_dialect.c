/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "read/dialect.h"

static const struct sd_source_options untold = {.quote = -1, .escape = -1};

/* The dialect of `text` in words, and the width of its records. */
static void found(const char *text, const char *words, size_t width)
{
	struct sd_dialect dialect;
	struct sd_str why = SD_STR_INIT, said = SD_STR_INIT;
	sd_dialect_find(sd_text_of(text), true, &untold, &dialect, &why);
	sd_dialect_describe(&dialect, &said);
	assert_string_equal(said.data, words);
	assert_int_equal(dialect.width, width);
	assert_true(why.length > said.length);
	sd_str_release(&why);
	sd_str_release(&said);
}

static void delimiters(void **state)
{
	(void)state;
	found("id,text,n\n1,a b,2\n2,c d,3\n", "parted by commas, quoted by \"", 3);
	found("id;amount\n1;3,50\n2;4,00\n", "parted by semicolons, quoted by \"", 2);
	found("id\ttext\n1\tGood, really; yes\n2\tBad, no; no\n", "parted by TABs, quoted by \"", 2);
	found("id|text|n\n1|a, b|2\n2|c|3\n", "parted by |, quoted by \"", 3);
	found("a^b\n1^2\n3^4\n", "parted by ^, quoted by \"", 2);
	found("a~b\n1~2\n3~4\n", "parted by ~, quoted by \"", 2);
	found("id name score\n1 Anna 3\n2 Ben 5\n", "parted by blanks, quoted by \"", 3);
	found("id, name, town\n1, Anna, Ely\n2, Ben, Wells\n3, Cleo, Ashby\n",
	      "parted by commas and a blank, quoted by \"", 3);
	found("at,n\n10:30:00,1\n11:15:30,2\n", "parted by commas, quoted by \"", 2);
	/* As many options in each cell part no table whose names something else parts. */
	found("id,used\n1,tea;milk;bread;eggs\n2,eggs;tea;bread;milk\n3,milk;eggs;tea;bread\n",
	      "parted by commas, quoted by \"", 2);
	found("Export of 12.03., all\nid;used;n\n1;tea;3\n2;milk;4\n3;bread;5\n",
	      "parted by semicolons, quoted by \"", 3);
	/* A line that says it is parted by a line's end or a quote says nothing. */
	found("sep=\n\na,b\n1,2\n3,4\n5,6\n", "parted by commas, quoted by \"", 2);
	found("sep=\"\na,b\n1,2\n3,4\n5,6\n", "parted by commas", 2);
}

static void quotes(void **state)
{
	(void)state;
	found("id,text\n1,'a, b'\n2,'c, d'\n3,'e, f'\n", "parted by commas, quoted by '", 2);
	found("id,text\n1,\"a \\\"b\\\", c\"\n2,\"d \\\"e\\\", f\"\n",
	      "parted by commas, quoted by \", quotes escaped by \\", 2);
	found("id,text\n1,it's fine\n2,isn't it\n", "parted by commas, quoted by \"", 2);
	/* From 'tis to dogs' nothing is quoted: each line is as wide as the others. */
	found("id,text,n\n1,'tis late,3\n2,good,4\n3,the dogs',5\n4,so so,2\n", "parted by commas, quoted by \"", 3);
	found("id,text,n\n1,'two\nlines, one',3\n2,good,4\n3,'a, b',5\n4,so so,2\n",
	      "parted by commas, quoted by '", 3);
	found("id,text\n1,\"two\nlines, one\"\n2,b\n", "parted by commas, quoted by \"", 2);
}

static void one_column(void **state)
{
	(void)state;
	found("comment\nGood, really, good\nToo loud, too dear\nFine\n", "not parted (one column), quoted by \"", 0);
	found("What could be better?\nNothing; all good, thanks\nThe soup, the bread\nMore seats, more light\n",
	      "not parted (one column), quoted by \"", 0);
	found("comment\n\"Good, really\"\n\"Bad, truly\"\n", "not parted (one column), quoted by \"", 0);
	found("name\nAnna Smith\nBen Jones\nCleo Hart\n", "not parted (one column), quoted by \"", 0);
	found("comment\nWhy: no idea\nThe bill: wrong\n", "not parted (one column), quoted by \"", 0);
	found("id\n1\n2\n3\n", "not parted (one column), quoted by \"", 0);
}

/* A table that was read as one column and written again. */
static void wrapped(void **state)
{
	struct sd_dialect dialect;
	struct sd_str why = SD_STR_INIT;
	(void)state;
	sd_dialect_find(sd_text_of("\"id,text,n\"\n\"1,\"\"a, b\"\",2\"\n\"2,c,3\"\n\"3,d,4\"\n"), true, &untold,
			&dialect, &why);
	assert_true(dialect.wrapped);
	assert_int_equal(dialect.width, 3);
	assert_non_null(strstr(why.data, "as if it were one cell"));
	sd_dialect_find(sd_text_of("\"comment\"\n\"Good, really, good\"\n\"Too loud, too dear\"\n\"Fine\"\n"), true,
			&untold, &dialect, &why);
	assert_false(dialect.wrapped);
	sd_dialect_find(sd_text_of("\"id\",\"text\",\"n\"\n\"1\",\"a, b\",\"2\"\n"), true, &untold, &dialect, &why);
	assert_false(dialect.wrapped);
	sd_str_release(&why);
}

static void as_told(void **state)
{
	struct sd_dialect dialect;
	struct sd_str why = SD_STR_INIT;
	struct sd_source_options told = untold;
	(void)state;
	sd_dialect_find(sd_text_of("sep=|\na,b|c\n1,2|3\n"), true, &untold, &dialect, &why);
	assert_int_equal(dialect.delimiter[0], '|');
	assert_non_null(strstr(why.data, "the file says itself"));
	told.delimiter = "::";
	told.quote = '\'';
	told.escape = '\\';
	sd_dialect_find(sd_text_of("a::b\n'x::y'::z\n"), true, &told, &dialect, &why);
	assert_int_equal(dialect.delimiter_length, 2);
	assert_int_equal(dialect.quote, '\'');
	assert_int_equal(dialect.escape, '\\');
	assert_int_equal(dialect.width, 2);
	sd_str_release(&why);
}

/* Records as `cell|cell !line,column: fault`. */
static void cut(const struct sd_dialect *dialect, const char *text, const char *wanted)
{
	struct sd_cut_cells cells = SD_CUT_CELLS_INIT;
	struct sd_text all = sd_text_of(text);
	struct sd_str got = SD_STR_INIT;
	enum sd_cut_status status = SD_CELLS_RECORD;
	for (size_t at = 0;; at = cells.next) {
		status = sd_cut_cells(dialect, all, at, true, 1 << 20, &cells);
		if (status != SD_CELLS_RECORD)
			break;
		for (size_t i = 0; i < cells.length; i++) {
			sd_str_adds(&got, i ? "|" : "");
			sd_str_add_text(&got, cells.cells[i].text);
		}
		if (cells.fault)
			sd_str_addf(&got, " !%llu,%zu: %s", (unsigned long long)cells.fault_lines, cells.fault_column,
				    cells.fault);
		sd_str_addc(&got, '\n');
		assert_true(cells.next > at);
	}
	assert_int_equal(status, SD_CELLS_END);
	assert_string_equal(got.data ? got.data : "", wanted);
	sd_str_release(&got);
	sd_cut_cells_release(&cells);
}

static const struct sd_dialect three = {.delimiter = ",",
					.delimiter_length = 1,
					.quote = '"',
					.escape = '"',
					.width = 3};

static void cells(void **state)
{
	(void)state;
	cut(&three, "a,b,c\r\n\"x, y\",\"say \"\"so\"\"\",\r1,\"two\nlines\",3", "a|b|c\nx, y|say \"so\"|\n1|two\n"
										 "lines|3\n");
	struct sd_dialect none = three;
	none.delimiter_length = none.width = 0;
	cut(&none, "a, b\n\"c, d\"\n", "a, b\nc, d\n");
	struct sd_dialect wide = three;
	memcpy(wide.delimiter, "::", 2);
	wide.delimiter_length = 2;
	cut(&wide, "a::b:c::d\n", "a|b:c|d\n");
}

static void faults(void **state)
{
	(void)state;
	cut(&three, "1,12\" screen,3\n", "1|12\" screen|3 !0,2: a quote stands inside a cell without quotes\n");
	cut(&three, "1,\"open,3\n4,\"x, y\",6\n",
	    "1|\"open|3 !0,2: a quote that would open a cell is taken as typed\n4|x, y|6\n");
	cut(&three, "\"1,two,\"x, y\"\n4,5,6\n",
	    "\"1|two|x, y !0,1: a quote that would open a cell is taken as typed\n4|5|6\n");
	cut(&three, "1,\"round 12\"\",\"x, y\"\n4,5,6\n",
	    "1|round 12\"|x, y !0,0: a quote at a cell's end is taken as typed\n4|5|6\n");
	cut(&three, "1,two\"x, y\"\n4,5,6\n", "1|two|x, y !0,0: a delimiter is missing beside a quote\n4|5|6\n");
	cut(&three, "1,two\"x\ny\"\n4,5,6\n", "1|two|x\ny !0,0: a delimiter is missing beside a quote\n4|5|6\n");
	cut(&three, "1;2;3\n4,5,6\n", "1|2|3 !0,0: cells are parted by another mark here than elsewhere\n4|5|6\n");
	cut(&three, "1,'a, b',3\n4,5,6\n", "1|a, b|3 !0,0: cells have other quotes here than elsewhere\n4|5|6\n");
	cut(&three, "1,\"a \\\"b, c\\\"\",3\n4,5,6\n",
	    "1|a \"b, c\"|3 !0,0: quotes are escaped by \\ here, and doubled elsewhere\n4|5|6\n");
	/* An apostrophe is no other quote. */
	cut(&three, "1,it's,\"isn't, it\",\n", "1|it's|isn't, it|\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(delimiters), cmocka_unit_test(quotes),
					   cmocka_unit_test(one_column), cmocka_unit_test(as_told),
					   cmocka_unit_test(wrapped),	 cmocka_unit_test(cells),
					   cmocka_unit_test(faults)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
