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
	const struct sd_chart chart = {SD_CHART_SHARES, "code",		.value = "share",
				       .low = "low",	.high = "high", .n = "n",
				       .percent = true, .most = 9,	.describe = "Bars"};
	sd_grid_read(&grid, sd_text_of(tsv));
	sd_page_begin(&page, sd_text_of(foreign), &look);
	sd_page_section(&page, "base", "Base");
	sd_page_paragraph(&page, "%s", foreign);
	sd_page_pairs_begin(&page);
	sd_page_pair(&page, "Survey", "%s", foreign);
	sd_page_pairs_end(&page);
	sd_page_heading(&page, "First", sd_text_of(foreign));
	sd_page_details_begin(&page, "%s", foreign);
	sd_chart_add(&page.body, "table-1", &chart, &grid);
	sd_page_table(&page, "table-1", sd_text_of(foreign), &grid);
	sd_page_details_end(&page);
	sd_page_end(&page, sd_text_of(foreign), &look, &html);
	sd_grid_release(&grid);
	return sd_str_take(&html);
}

static char *page_of_code(const char *code)
{
	struct sd_str tsv = SD_STR_INIT;
	sd_str_addf(&tsv, "code\tn\tshare\tlow\thigh\n%s\t1\t0.5\t0.4\t0.6\n", code);
	char *html = page_of(code, tsv.data);
	sd_str_release(&tsv);
	return html;
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
		"javascript:alert(1)", "{{7*7}}", "a\033[2Jb", ("\xE2\x80\xAE" "abc"), "%s%n", "&#60;b&#62;",
	};
	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		/* Of the same length: a long cell is given more room. */
		struct sd_str word = SD_STR_INIT;
		for (size_t k = 0; k < strlen(hostile[i]); k++)
			sd_str_addc(&word, 'w');
		char *harmless = page_of_code(word.data), *wanted = tags_of(harmless);
		char *html = page_of_code(hostile[i]), *tags = tags_of(html);
		assert_string_equal(tags, wanted);
		assert_null(strchr(html, '\033'));
		free(tags);
		free(html);
		free(harmless);
		free(wanted);
		sd_str_release(&word);
	}
}

static void cells_are_read_as_tsv_says(void **state)
{
	char *html = page_of("x", "code\tempty\tn\tshare\tlow\thigh\na\\tb\\nc\\\\\t\\N\t7\t0.5000\t0.2500\t0.7500\n"
				  "d\t\\N\t\\N\t\\N\t\\N\t\\N\n");
	(void)state;
	assert_non_null(strstr(html, "<td class=\"brief\" dir=\"auto\">a\tb\nc\\</td><td class=\"n\" hidden "
				     "data-none>–</td><td class=\"n\">7</td>"));
	/* A row without figures is not for paper. */
	assert_non_null(strstr(html, "<tr class=\"off-paper\"><td class=\"brief\" dir=\"auto\">d</td><td class=\"n\" "
				     "hidden data-none>–</td><td class=\"n\" data-none>–</td>"));
	assert_non_null(strstr(html, "Left out on paper: 1 row without figures;"));
	assert_non_null(strstr(html, "<th scope=\"col\" class=\"n\" hidden>empty</th>"));
	/* The axis goes to 80 percent: the bar to five eighths, whiskers from 25 to 75; none where the share is
	 * hidden. */
	assert_non_null(strstr(html, "width=\"225.0\" height=\"9\"/><path class=\"whisker\" d=\"M112.5 22H337.5"));
	assert_non_null(strstr(html, "50 % (25 to 75), n 7</text>"));
	assert_non_null(strstr(html, "y=\"50\">0 %</text><text class=\"tick middle\" x=\"180\" y=\"50\">40 %</text>"
				     "<text class=\"tick end\" x=\"360\" y=\"50\">80 %</text>"));
	assert_null(strstr(html, "class=\"label\" x=\"0\" y=\"48\""));
	free(html);
}

static char *chart_of(const struct sd_chart *chart, const char *tsv)
{
	struct sd_str html = SD_STR_INIT;
	struct sd_grid grid;
	sd_grid_read(&grid, sd_text_of(tsv));
	sd_chart_add(&html, "x", chart, &grid);
	sd_grid_release(&grid);
	return sd_str_take(&html);
}

static void a_share_is_told_of_how_many_it_is(void **state)
{
	const struct sd_chart parts = {SD_CHART_SHARES, "outcome",	 .group = "mood", .value = "share",  .n = "n",
				       .parts = true,	.percent = true, .most = 9,	  .describe = "Bars"};
	const struct sd_chart rest = {SD_CHART_SHARES,	"kind",		 .value = "share", .n = "kept",
				      .rest = "broken", .percent = true, .most = 9,	   .describe = "Bars"};
	(void)state;
	/* Who is too early is in no share. */
	char *html = chart_of(&parts, "mood\toutcome\tn\tshare\nhappy\tstays\t30\t0.7500\nhappy\tleaves\t10\t0.2500\n"
				      "happy\ttoo-early\t9\t\\N\nsad\tstays\t4\t0.5000\nsad\tleaves\t4\t0.5000\n");
	assert_non_null(strstr(html, ">75 %, 30 of 40<"));
	assert_non_null(strstr(html, ">50 %, 4 of 8<"));
	free(html);
	/* Where a part is hidden, the others are not taken for all. */
	html = chart_of(&parts, "mood\toutcome\tn\tshare\nhappy\tstays\t30\t0.6000\nhappy\tleaves\t15\t0.3000\n"
				"happy\telse\t\\N\t\\N\n");
	assert_non_null(strstr(html, ">60 %, n 30<"));
	assert_null(strstr(html, " of 45"));
	free(html);
	html = chart_of(&rest, "kind\tpeople\tkept\tbroken\tshare\nstay\t90\t20\t5\t0.8000\n");
	assert_non_null(strstr(html, ">80 %, 20 of 25<"));
	free(html);
}

static void a_chart_says_what_it_shows(void **state)
{
	const struct sd_chart chart = {SD_CHART_DIFFERENCES, "item",	   .second = "group",
				       .value = "share",     .low = "low", .high = "high",
				       .percent = true,	     .most = 1,	   .describe = "Points: how much more"};
	(void)state;
	char *html = chart_of(&chart, "item\tgroup\tshare\tlow\thigh\na\tNorth\t0.2\t0.1\t0.3\nb\tSouth\t0.1\t0\t0.2\n"
				      "c\tWest\t\\N\t\\N\t\\N\n");
	assert_non_null(strstr(html, "<figcaption aria-hidden=\"true\">Points: how much more. Thin lines: 95 % "
				     "intervals. "
				     "Filled: more; hollow: less. Drawn: 1 of 2; the table has all.</figcaption>"));
	assert_non_null(strstr(html, "<tspan>a</tspan> · <tspan>North</tspan></text>"));
	assert_null(strstr(html, "South"));
	free(html);
	/* What does not fit beside a label stands whole below it, before its mark. */
	html = chart_of(&chart, "item\tgroup\tshare\tlow\thigh\nmental health\tCommunity services of the "
				"north-west\t0.2\t0.1\t"
				"0.3\n");
	assert_non_null(strstr(html, "y=\"12\"><tspan>mental health</tspan><tspan></tspan></text><text class=\"label\" "
				     "x=\"0\" y=\"27\"><tspan>Community services of the north-west</tspan></text>"));
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
		cmocka_unit_test(a_share_is_told_of_how_many_it_is),
		cmocka_unit_test(a_chart_says_what_it_shows),
		cmocka_unit_test(nothing_comes_from_elsewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
