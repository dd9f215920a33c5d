/* SPDX-License-Identifier: MIT */
/* What is no text and no file of a kind that is read is known by how it begins; exports are never taken for such. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "rows/unfit.h"

#define BYTES(literal) ((struct sd_text){literal, sizeof literal - 1})

static void check(struct sd_text head, const char *what)
{
	const struct sd_unfit *unfit = sd_unfit_find(head);
	assert_non_null(unfit);
	assert_string_equal(unfit->what, what);
	assert_true(strlen(unfit->remedy) > 0);
}

static void by_first_bytes(void **state)
{
	(void)state;
	check(BYTES("\xFF\xD8\xFF\xE0\0\x10JFIF"), "a JPEG picture");
	check(BYTES("\x89PNG\r\n\x1A\n\0\0"), "a PNG picture");
	check(BYTES("%PDF-1.5\n%"), "a PDF");
	check(BYTES("\x1F\x8B\x08\0"), "packed by gzip");
	check(BYTES("SQLite format 3\0\x10"), "an SQLite database");
	check(BYTES("{\\rtf1\\ansi Ann: so\\par}"), "rich text (RTF)");
}

static void by_marks(void **state)
{
	(void)state;
	check(BYTES("\xEF\xBB\xBF\n<!DOCTYPE HTML>\n<table>"), "a web page");
	check(BYTES("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"), "a web page");
	check(BYTES("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>"), "an Excel workbook in XML "
											    "of 2003");
	check(BYTES("<?xml version=\"1.0\"?>\n<answers/>"), "XML, and no Triple-S definition");
	check(BYTES("{\"id\":1,\"text\":\"so\"}\n{\"id\":2}\n"), "JSON Lines, which every other filter reads");
	check(BYTES("{\n  \"answers\": [\n"), "JSON");
	check(BYTES("[ { \"id\" : 1 }, { \"id\" : 2 } ]"), "JSON");
}

static void exports_fit(void **state)
{
	static const char *const exports[] = {"id,text\n1,so\n", "", "PAR1,PAR2\n", "ID3,GIF\n", "[1] Why?,[2] How?\n",
					      "{\"ImportId\"}", "<b>How?</b>,n\n", "\"{\"\"a\"\":1}\",b\n",
					      "GIF89,BZh\n", "{a},{b}\n", "[\"a\",\"b\"]\n"};
	(void)state;
	for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
		assert_null(sd_unfit_find(sd_text_of(exports[i])));
	/* Cut off anywhere. */
	static const char json[] = "\xEF\xBB\xBF [ { \"id\" : 1";
	for (size_t length = 0; length < sizeof json - 1; length++) {
		char *copy = length ? malloc(length) : NULL; /* so that a sanitizer sees where it ends */
		if (length)
			memcpy(copy, json, length);
		(void)sd_unfit_find((struct sd_text){copy ? copy : "", length});
		free(copy);
	}
}

static void control_characters(void **state)
{
	char bytes[4000];
	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 37 >> 3 & 0xFF);
	assert_true(sd_unfit_binary((struct sd_text){bytes, sizeof bytes}));
	memset(bytes, 0, sizeof bytes);
	assert_true(sd_unfit_binary((struct sd_text){bytes, sizeof bytes}));
	/* Line ends, TABs and a few that slipped in are text. */
	memset(bytes, '\t', sizeof bytes);
	assert_false(sd_unfit_binary((struct sd_text){bytes, sizeof bytes}));
	memset(bytes, 'a', sizeof bytes);
	memset(bytes, 1, 20);
	assert_false(sd_unfit_binary((struct sd_text){bytes, sizeof bytes}));
	assert_false(sd_unfit_binary(BYTES("a\0b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(by_first_bytes), cmocka_unit_test(by_marks),
					   cmocka_unit_test(exports_fit), cmocka_unit_test(control_characters)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
