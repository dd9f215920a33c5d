/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "show/page.h"

/* The whole page of one table under one heading, with a paragraph and a pair. */
static char *page_of(const char *foreign, const char *tsv)
{
	struct sd_page page;
	struct sd_str html = SD_STR_INIT;
	struct sd_grid grid;
	const struct sd_look look = {.footer = sd_text_of(foreign)};
	const struct sd_chart chart = {SD_CHART_SHARES, "code", NULL, "share", "low", "high", "n", NULL, true, 9, "Bars"};
	sd_grid_read(&grid, sd_text_of(tsv));
	sd_page_begin(&page, sd_text_of(foreign), &look);
	sd_page_section(&page, "base", "Base");
	sd_page_paragraph(&page, "%s", foreign);
	sd_page_pairs_begin(&page);
	sd_page_pair(&page, "Survey", "%s", foreign);
	sd_page_pairs_end(&page);
	sd_page_heading(&page, sd_text_of(foreign));
	sd_page_details_begin(&page, "%s", foreign);
	sd_chart_add(&page.body, "table-1", &chart, &grid);
	sd_page_table(&page, "table-1", sd_text_of(foreign), &grid);
	sd_page_details_end(&page);
	sd_page_end(&page, sd_text_of(foreign), &look, &html);
	sd_grid_release(&grid);
	return sd_str_take(&html);
}

/* The page without what is text: its tags, with their attributes' values but those that hold foreign text. */
static char *tags_of(const char *html)
{
	struct sd_str tags = SD_STR_INIT;
	for (bool inside = false; *html; html++) {
		if (!strncmp(html, "aria-label=\"", 12)) {
			sd_str_adds(&tags, "aria-label=\"");
			html = strchr(html + 12, '"');
		}
		inside |= *html == '<';
		if (inside)
			sd_str_addc(&tags, *html);
		inside &= *html != '>';
	}
	return sd_str_take(&tags);
}

static void hostile_text_gives_the_tags_of_harmless_text(void **state)
{
	static const char *const hostile[] = {
		"<script>alert(1)</script>", "\" onload=\"x", "' autofocus onfocus='x", "</title><h1>", "<!--", "]]>",
		"javascript:alert(1)", "{{7*7}}", "a\033[2Jb", "\xE2\x80\xAE" "abc", "%s%n", "&#60;b&#62;",
	};
	char *harmless = page_of("word", "code\tn\tshare\tlow\thigh\nword\t1\t0.5\t0.4\t0.6\n"), *wanted = tags_of(harmless);
	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct sd_str tsv = SD_STR_INIT;
		sd_str_addf(&tsv, "code\tn\tshare\tlow\thigh\n%s\t1\t0.5\t0.4\t0.6\n", hostile[i]);
		char *html = page_of(hostile[i], tsv.data), *tags = tags_of(html);
		assert_string_equal(tags, wanted);
		assert_null(strchr(html, '\033'));
		free(tags);
		free(html);
		sd_str_release(&tsv);
	}
	free(harmless);
	free(wanted);
}

static void cells_are_read_as_tsv_says(void **state)
{
	char *html = page_of("x", "code\tempty\tn\tshare\tlow\thigh\na\\tb\\nc\\\\\t\\N\t7\t0.5000\t0.2500\t0.7500\nd\t\\N\t\\N\t\\N\t\\N\t\\N\n");
	(void)state;
	assert_non_null(strstr(html, "<td dir=\"auto\">a\tb\nc\\</td><td class=\"n\" data-none>–</td><td class=\"n\">7</td>"));
	assert_non_null(strstr(html, "<td dir=\"auto\">d</td><td class=\"n\" data-none>–</td><td class=\"n\" data-none>–</td>"));
	/* Half of the widest interval's end, whiskers at a third and at the end; none where the share is hidden. */
	assert_non_null(strstr(html, "width=\"240.0\" height=\"9\"/><path class=\"whisker\" d=\"M120.0 22H360.0"));
	assert_null(strstr(html, "class=\"label\" x=\"0\" y=\"48\""));
	free(html);
}

static void nothing_comes_from_elsewhere(void **state)
{
	char *html = page_of("x", "code\na\n");
	(void)state;
	assert_non_null(strstr(html, "default-src 'none'; style-src 'sha256-"));
	assert_non_null(strstr(html, "; script-src 'sha256-"));
	assert_null(strstr(html, "https:"));
	assert_null(strstr(html, " style="));
	assert_null(strstr(html, "unsafe"));
	/* The name of SVG's elements is the only address, and one script the only one. */
	for (char *at = strstr(html, "http:"); at; at = strstr(at + 1, "http:"))
		assert_memory_equal(at, "http://www.w3.org/2000/svg", 26);
	char *script = strstr(html, "<script");
	assert_non_null(script);
	assert_null(strstr(script + 1, "<script"));
	free(html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text_gives_the_tags_of_harmless_text),
		cmocka_unit_test(cells_are_read_as_tsv_says),
		cmocka_unit_test(nothing_comes_from_elsewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
