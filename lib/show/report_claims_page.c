/* SPDX-License-Identifier: MIT */
/* Claims on the page: what was said beside what was observed. */
#include "guard/escape.h"
#include "show/report_tables.h"
#include "stats/interval.h"

void sd_report_add_claim_name(struct sd_str *name, const struct sd_claim_cell *cell)
{
	sd_str_adds(name, cell->kind);
	sd_str_adds(name, cell->class.length ? " " : "");
	sd_str_add_text(name, cell->class);
}

/* 18 of 48 (38 %, 25 to 52); 32 people */
static void add_counts(struct sd_str *html, const struct sd_claim_cell *cell)
{
	sd_str_addf(html, "%llu %s", (unsigned long long)cell->people, cell->base ? "of " : "people");
	if (!cell->base)
		return;
	struct sd_interval interval = sd_wilson((double)cell->people, (double)cell->base);
	sd_str_addf(html, "%llu (", (unsigned long long)cell->base);
	sd_double_add(html, 100 * (double)cell->people / (double)cell->base, 0);
	sd_str_adds(html, " %, ");
	sd_double_add(html, 100 * interval.low, 0);
	sd_str_adds(html, " to ");
	sd_double_add(html, 100 * interval.high, 0);
	sd_str_addc(html, ')');
}

static bool is_of(const struct sd_claim_cell *cell, const struct sd_grid *grid, size_t row)
{
	return row < grid->rows && sd_grid_is(grid, row, "kind", cell->kind) &&
	       sd_text_equal(sd_grid_cell(grid, row, "value"), cell->class) &&
	       sd_grid_is(grid, row, "verdict", sd_verdict_names[cell->verdict]);
}

static void add_quote(struct sd_str *html, const struct sd_grid *grid, size_t row)
{
	sd_str_adds(html, "<li><p dir=\"auto\">");
	sd_html_add(html, sd_grid_cell(grid, row, "quote"));
	sd_str_adds(html, "</p><span>said: <bdi>");
	sd_html_add(html, sd_grid_cell(grid, row, "said"));
	sd_str_adds(html, "</bdi> · observed: <bdi>");
	sd_html_add(html, sd_grid_cell(grid, row, "observed"));
	sd_str_adds(html, "</bdi></span></li>\n");
}

void sd_report_add_claim_quotes(const struct sd_report *report, const struct sd_grid *grid, struct sd_page *page)
{
	struct sd_str *html = &page->body;
	size_t row = 0;
	sd_page_paragraph(page,
			  "Up to three for each verdict, drawn by a hash of their text (by chance, and each time the "
			  "same), where the table shows at least "
			  "%lld people, as many with each of the quote's codes; of fewer than %lld only quotes without "
			  "a word that no other has.",
			  (long long)report->min_cell, SD_QUOTES_SMALL * (long long)report->min_cell);
	/* The table has the cells in their order, of each none or a few rows. */
	for (size_t i = 0; i < report->claim_cells_length; i++) {
		const struct sd_claim_cell *cell = &report->claim_cells[i];
		struct sd_str name = SD_STR_INIT;
		bool any = is_of(cell, grid, row);
		sd_report_add_claim_name(&name, cell);
		sd_str_adds(html, "<p class=\"verdict\"><b><bdi>");
		sd_html_add(html, sd_str_text(&name));
		sd_str_addf(html, "</bdi>: %s</b> ", sd_verdict_names[cell->verdict]);
		add_counts(html, cell);
		sd_str_adds(html, any ? "</p>\n<ul class=\"said\">\n" : "</p>\n");
		while (is_of(cell, grid, row))
			add_quote(html, grid, row++);
		sd_str_adds(html, any ? "</ul>\n" : "");
		sd_str_release(&name);
	}
}

void sd_report_add_borne(const struct sd_report *report, const struct sd_verbatim *quote, struct sd_str *html)
{
	for (size_t i = 0; i < quote->claims_length; i++) {
		const struct sd_quoted_claim *claim = &quote->claims[i];
		sd_str_addf(html, "<br>%s: said <bdi>", sd_verdict_names[report->claim_cells[claim->cell].verdict]);
		sd_html_add(html, sd_str_text(&claim->said));
		sd_str_adds(html, "</bdi> · observed <bdi>");
		sd_html_add(html, sd_str_text(&claim->observed));
		sd_str_adds(html, "</bdi>");
	}
}
