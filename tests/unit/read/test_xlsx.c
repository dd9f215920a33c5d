/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

#include "workbook.h"
#include "read/serial.h"
#include "read/xlsx_book.h"

static const struct sd_source_options plain = {.quote = -1, .escape = -1};

#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

/* Opens a workbook of these parts: NULL where it is refused, with the message. */
static struct sd_source *open_parts(const char *book, const char *strings, const char *styles, const char *sheet,
				    struct sd_file *file, struct sd_str *said)
{
	struct sd_str bytes = SD_STR_INIT;
	add_workbook(&bytes, book, strings, styles, sheet);
	*file = file_of("answers.xlsx", sd_str_text(&bytes));
	sd_str_release(&bytes);
	return open_files(&sd_source_xlsx, file, 1, &plain, said);
}

static void check(const char *book, const char *strings, const char *styles, const char *sheet, const char *wanted)
{
	struct sd_file file;
	struct sd_str said = SD_STR_INIT;
	struct sd_source *source = open_parts(book, strings, styles, sheet, &file, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_records(source, wanted);
	close(file.fd);
	sd_str_release(&said);
}

static void refused(const char *strings, const char *sheet, const char *wanted)
{
	struct sd_file file;
	struct sd_str said = SD_STR_INIT;
	struct sd_source *source = open_parts("", strings, NULL, sheet, &file, &said);
	if (source)
		add_records(source, &said);
	if (!said.data || !strstr(said.data, wanted))
		fail_msg("\"%s\" does not say \"%s\"", said.data ? said.data : "", wanted);
	sd_source_free(source);
	close(file.fd);
	sd_str_release(&said);
}

static void strings_of_all_kinds(void **state)
{
	(void)state;
	check("",
	      "<sst " MAIN "><si><t>id</t></si><si><t xml:space=\"preserve\"> two  blanks </t></si>"
	      "<si><r><t>rich</t></r><r><rPr><b/></rPr><t> text</t></r></si>"
	      "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh><phoneticPr fontId=\"1\"/></si>"
	      "<si><t>line_x000D_\nend, _x005F_x0041_, _xD83D__xDE00_, _x0000_</t></si><si><t/></si></sst>",
	      NULL,
	      SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
		    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>"
		    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>4</v></c><c r=\"B3\" t=\"s\"><v>5</v></c></row>"
		    "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line &lt;b&gt;</t></r>"
		    "<rPh><t>no</t></rPh></is></c><c r=\"B4\" t=\"str\"><f>A1&amp;\"x\"</f><v>idx</v></c></row>"),
	      "1: id| two  blanks \n2: rich text|東京\n3: line\r\nend, _x0041_, \xF0\x9F\x98\x80, _x0000_|\n"
	      "4: inline <b>|idx\n");
}

static void numbers_booleans_errors_formulas(void **state)
{
	(void)state;
	check("", NULL, NULL,
	      SHEET("<row r=\"1\"><c r=\"A1\"><v>1.10</v></c><c r=\"B1\" t=\"n\"><v>4.0999999999999996</v></c>"
		    "<c r=\"C1\"><v>1E-4</v></c><c r=\"D1\"><v>12345678901234567890</v></c></row>"
		    "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c>"
		    "<c r=\"C2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\"><f>1+1</f><v>2</v></c></row>"
		    "<row r=\"3\"><c r=\"A3\"><f>SUM(A1:A2)</f></c><c r=\"B3\" s=\"7\"><v>7</v></c></row>"),
	      "1: #1.10|#4.1|#1E-4|#12345678901234567890\n2: TRUE|FALSE|#N/A|#2 !3\n3: ~|#7|~|~ !1\n");
}

static void sparse_rows(void **state)
{
	(void)state;
	check("", NULL, NULL,
	      SHEET("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r=\"3\" spans=\"1:9\"/>"
		    "<row r=\"4\"><c r=\"A4\" s=\"0\"/></row><row r=\"7\"><c r=\"AB7\"><v>28</v></c></row>"),
	      "1: #1|~|#3\n7: ~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|#28\n");
}

static const char styles[] = "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
			     "<numFmt numFmtId=\"165\" formatCode=\"[$-409]d/m/yy h:mm AM/PM;@\"/>"
			     "<numFmt numFmtId=\"166\" formatCode=\"0.00&quot; days&quot;\"/></numFmts>"
			     "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
			     "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
			     "<xf numFmtId=\"21\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>";
#define DATES                                                                                                          \
	"<row r=\"1\"><c s=\"1\"><v>45000</v></c><c s=\"2\"><v>45000.5</v></c><c s=\"3\"><v>45000</v></c>"             \
	"<c s=\"4\"><v>45000</v></c><c s=\"5\"><v>0.75</v></c><c s=\"6\"><v>1.5</v></c><c s=\"1\"><v>-1</v></c>"       \
	"<c t=\"d\"><v>2024-02-29</v></c></row>"

static void dates_of_both_systems(void **state)
{
	(void)state;
	check("<workbookPr/>", NULL, styles, SHEET(DATES),
	      "1: 2023-03-15|2023-03-15T12:00:00|2023-03-15T00:00:00|#45000|18:00:00|36:00:00|#-1|2024-02-29\n");
	check("<workbookPr date1904=\"1\"/>", NULL, styles, SHEET(DATES),
	      "1: 2027-03-16|2027-03-16T12:00:00|2027-03-16T00:00:00|#45000|18:00:00|36:00:00|#-1|2024-02-29\n");
}

/* Day 1 is 1900-01-01; 1900 was no leap year, so day 60 is no day (ECMA-376 Part 1, 18.17.4.1). */
static void days_around_the_day_that_never_was(void **state)
{
	static const struct {
		double serial;
		const char *text;
	} days[] = {{1, "1900-01-01"}, {59, "1900-02-28"}, {60, ""}, {61, "1900-03-01"}, {2958465, "9999-12-31"},
		    {2958466, ""},     {0.25, "06:00:00"}, {45000.999999999, "2023-03-16"}, {45000.0000115741, "2023-03-15T00:00:01"}};
	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct sd_str text = SD_STR_INIT;
		assert_int_equal(sd_serial_add(&text, days[i].serial, SD_SERIAL_DATE, false), *days[i].text != '\0');
		assert_string_equal(text.data ? text.data : "", days[i].text);
		sd_str_release(&text);
	}
}

static void formats_that_show_dates(void **state)
{
	static const struct {
		const char *code;
		enum sd_serial_kind kind;
	} codes[] = {{"General", SD_SERIAL_NUMBER},	 {"0.00", SD_SERIAL_NUMBER},
		     {"yyyy-mm-dd", SD_SERIAL_DATE},	 {"mmm yy", SD_SERIAL_DATE},
		     {"mmmm", SD_SERIAL_DATE},		 {"h:mm", SD_SERIAL_TIME},
		     {"mm:ss.0", SD_SERIAL_TIME},	 {"[h]:mm:ss", SD_SERIAL_DURATION},
		     {"d.m.yyyy h:mm", SD_SERIAL_MOMENT}, {"[Red]0.00", SD_SERIAL_NUMBER},
		     {"0\"days\"", SD_SERIAL_NUMBER},	 {"#,##0\\d", SD_SERIAL_NUMBER},
		     {"0.00E+00", SD_SERIAL_NUMBER},	 {"[$-F800]dddd, mmmm dd, yyyy", SD_SERIAL_DATE},
		     {"_-* #,##0_d", SD_SERIAL_NUMBER},	 {"0;[Red]\"m\"0", SD_SERIAL_NUMBER},
		     {"[$\xE2\x82\xAC-407] 0.00", SD_SERIAL_NUMBER}};
	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (sd_serial_kind_of_code(sd_text_of(codes[i].code)) != codes[i].kind)
			fail_msg("%s is %d", codes[i].code, (int)sd_serial_kind_of_code(sd_text_of(codes[i].code)));
}

#define TEXT(cell, text) "<c r=\"" cell "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

static void merged_headers(void **state)
{
	(void)state;
	check("", NULL, NULL,
	      "<worksheet " MAIN
	      "><sheetData><row r=\"1\">" TEXT("A1", "Survey of spring") "</row><row r=\"2\">" TEXT("A2", "ID")
		      TEXT("B2", "Which did you try?") "<c r=\"C2\"/>" TEXT("E2",
									    "Why?") "</row><row r=\"3\">" TEXT("B3",
													       "Tea")
			      TEXT("C3", "Bun") TEXT("D3", "Soup") "</row></sheetData><mergeCells "
								   "count=\"3\"><mergeCell ref=\"A1:E1\"/><mergeCell "
								   "ref=\"B2:D2\"/><mergeCell "
								   "ref=\"A2:A3\"/></mergeCells></worksheet>",
	      "1: Survey of spring\n2: ID|Which did you try?|Which did you try?|Which did you try?|Why?\n"
	      "3: ~|Tea|Bun|Soup|~\n");
}

static void sheets_are_chosen(void **state)
{
	static const struct {
		const char *sheet, *said;
	} cases[] = {{NULL, "1: #1\n"},	 {"Answers", "1: #1\n"},
		     {"2", "1: #1\n"},	 {"Notes", "1: for us only\n"},
		     {"1", "1: for us only\n"}, {"Answer", "\"Notes\" (hidden), \"Answers\""}};
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	add_workbook(&bytes, "", NULL, NULL, SHEET("<row><c><v>1</v></c></row>"));
	struct sd_file file = file_of("answers.xlsx", sd_str_text(&bytes));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_source_options options = plain;
		options.sheet = cases[i].sheet;
		struct sd_source *source = open_files(NULL, &file, 1, &options, &said);
		if (source)
			add_records(source, &said);
		assert_non_null(strstr(said.data, cases[i].said));
		sd_source_free(source);
	}
	close(file.fd);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

static void what_lies_is_refused(void **state)
{
	(void)state;
	refused(NULL, SHEET("<row><c t=\"s\"><v>0</v></c></row>"), "a shared string that is not there");
	refused(NULL, SHEET("<row r=\"2\"/><row r=\"2\"/>"), "stands where none can");
	refused(NULL, SHEET("<row r=\"9999999\"/>"), "stands where none can");
	refused(NULL, SHEET("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), "stands where none can");
	refused(NULL, SHEET("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), "stands where none can");
	refused(NULL, SHEET("<row><c><v>1,5</v></c></row>"), "a number is none");
	refused(NULL, SHEET("<row><c><v>nan</v></c></row>"), "a number is none");
	refused(NULL, "<worksheet " MAIN "><sheetData><row>", "no well-formed XML");
	refused("<!DOCTYPE sst [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>",
		SHEET("<row><c t=\"s\"><v>0</v></c></row>"), "a document type");
}

static void deep_elements_are_refused(void **state)
{
	struct sd_str sheet = SD_STR_INIT;
	(void)state;
	for (int i = 0; i < 100000; i++)
		sd_str_adds(&sheet, "<a>");
	refused(NULL, sheet.data, "within each other");
	sd_str_release(&sheet);
}

/* 80 MB of blanks are packed to 80 kB. */
static void a_bomb_is_refused(void **state)
{
	enum { BLANKS = 80 * 1000 * 1000 };
	struct sd_str sheet = SD_STR_INIT;
	(void)state;
	sd_str_adds(&sheet, "<worksheet " MAIN "><sheetData>");
	sd_str_reserve(&sheet, BLANKS + 64);
	memset(sheet.data + sheet.length, ' ', BLANKS);
	sheet.length += BLANKS;
	sd_str_adds(&sheet, "</sheetData></worksheet>");
	refused(NULL, sheet.data, "unpacks to more than 200 times its size");
	sd_str_release(&sheet);
}

/* Wherever the file is cut off, and whichever byte of it is another: refused with a message, or read as it was. */
static void damaged_files(void **state)
{
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	size_t refusals = 0;
	(void)state;
	add_workbook(&bytes, "", "<sst " MAIN "><si><t>word</t></si></sst>", styles,
		     SHEET("<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45000</v></c></row>"));
	for (size_t cut = 4; cut < bytes.length; cut += 7) {
		struct sd_file file = file_of("cut.xlsx", (struct sd_text){bytes.data, cut});
		assert_null(open_files(&sd_source_xlsx, &file, 1, &plain, &said));
		close(file.fd);
	}
	for (size_t at = 4; at < bytes.length; at++) {
		bytes.data[at] = (char)(bytes.data[at] ^ 0x41);
		struct sd_file file = file_of("odd.xlsx", sd_str_text(&bytes));
		struct sd_source *source = open_files(&sd_source_xlsx, &file, 1, &plain, &said);
		refusals += !source;
		if (source)
			add_records(source, &said);
		sd_source_free(source);
		close(file.fd);
		bytes.data[at] = (char)(bytes.data[at] ^ 0x41);
	}
	assert_true(refusals > bytes.length / 4);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

static void other_archives_are_told(void **state)
{
	static const struct part calc[] = {
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}};
	static const struct part other[] = {{"answers.csv", "id\n1\n"}};
	static const struct part document[] = {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<a/>"}};
	static const struct {
		const struct part *parts;
		size_t length;
		const char *told;
	} archives[] = {{calc, 2, "OpenDocument"}, {other, 1, "without a workbook"}, {document, 2, "a Word document"}};
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		sd_str_clear(&bytes);
		add_archive(&bytes, archives[i].parts, archives[i].length);
		struct sd_file file = file_of("a.zip", sd_str_text(&bytes));
		assert_null(open_files(&sd_source_xlsx, &file, 1, &plain, &said));
		assert_non_null(strstr(said.data, archives[i].told));
		close(file.fd);
	}
	sd_str_release(&bytes);
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_of_all_kinds),
		cmocka_unit_test(numbers_booleans_errors_formulas),
		cmocka_unit_test(sparse_rows),
		cmocka_unit_test(dates_of_both_systems),
		cmocka_unit_test(days_around_the_day_that_never_was),
		cmocka_unit_test(formats_that_show_dates),
		cmocka_unit_test(merged_headers),
		cmocka_unit_test(sheets_are_chosen),
		cmocka_unit_test(what_lies_is_refused),
		cmocka_unit_test(deep_elements_are_refused),
		cmocka_unit_test(a_bomb_is_refused),
		cmocka_unit_test(damaged_files),
		cmocka_unit_test(other_archives_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
