/* SPDX-License-Identifier: MIT */
/* The report's page: sections in their order, each with its words, charts and tables. */
#include <math.h>

#include "gap/sources.h"
#include "guard/escape.h"
#include "show/crowding.h"
#include "show/report_tables.h"

enum { LEFT_OPEN = 14 };

static const struct {
	const char *id, *heading;
} sections[] = {
	{"base", "The questions and their base"},
	{"headline", "What stands out"},
	{"themes", "What they talk about"},
	{"sentiment", "How they feel about it"},
	{"time", "Over time"},
	{"wave", "This wave against the last"},
	{"score", "What goes with the score"},
	{"match", "Who was matched"},
	{"quadrant", "Stated mood against what was done"},
	{"moods", "Moods against what was to be expected"},
	{"calibration", "Said chances and what came true"},
	{"claims", "What they claimed, and what the log bears out"},
	{"theme-ledger", "Themes against what was done"},
	{"till", "Whether words tell more than the orders do"},
	{"sensitivity", "With other windows"},
	{"who", "Who answered"},
	{"bounds", "How far those not found could shift this"},
	{"further", "Further tables"},
	{"groups", "Group by group"},
};

void sd_report_add_table(const struct sd_report *report, const struct sd_report_table *table,
			 const struct sd_str *chart, struct sd_page *page)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	/* The findings and the claims' quotes stand over their table in words. */
	bool told = !strcmp(table->kind, "claim-quotes");
	if (told)
		sd_report_add_claim_quotes(report, &grid, page);
	/* One language is told in words. */
	bool lone = !strcmp(table->kind, "languages") && grid.rows == 1;
	bool folded = told || lone || chart->length || !grid.rows || grid.rows > LEFT_OPEN ||
		      !strcmp(table->kind, "findings") || !strcmp(table->kind, "base");
	sd_str_add_text(&page->body, sd_str_text(chart));
	if (folded)
		sd_page_details_begin(page, "Table %s: %zu row%s", table->id.data, grid.rows,
				      grid.rows == 1 ? "" : "s");
	sd_page_table(page, table->id.data, sd_str_text(&table->caption), &grid);
	if (folded)
		sd_page_details_end(page);
	sd_grid_release(&grid);
}

static size_t tables_of_section(const struct sd_report *report, const char *id)
{
	size_t found = 0;
	for (size_t i = 0; i < report->tables_length; i++)
		found += !strcmp(report->tables[i].section, id);
	return found;
}

/* Lines that begin with `warning`. */
static void add_warnings(struct sd_text rest, struct sd_page *page)
{
	struct sd_text line;
	while (sd_note_next(&rest, &line)) {
		/* A column's name stands in it, foreign text. */
		sd_str_adds(&page->body, "<p class=\"headline\"><bdi>W");
		sd_html_add(&page->body, (struct sd_text){line.data + 1, line.length - 1});
		sd_str_adds(&page->body, "</bdi></p>\n");
	}
}

static void add_base(const struct sd_report *report, struct sd_page *page)
{
	sd_page_pairs_begin(page);
	sd_page_pair(page, "Survey", "%s: %llu rows, %llu set aside", sd_report_file(report->survey_name),
		     (unsigned long long)report->rows, (unsigned long long)report->rejected);
	sd_report_add_base_pairs(report, page);
	sd_page_pair(page, "Codes", "%s",
		     report->codebook_name  ? sd_report_file(report->codebook_name)
		     : report->survey.books ? "proposed from the answers themselves"
					    : "none: too few answers to propose any");
	sd_report_add_language_pair(report, page);
	if (report->min_cell > 1)
		sd_page_pair(page, "Small cells",
			     "under %lld answers or people are hidden, with what they could be derived from",
			     (long long)report->min_cell);
	else
		sd_page_pair(page, "Small cells", "nothing is hidden for being of few");
	for (size_t i = 0; i < report->survey.length; i++) {
		struct sd_str label = SD_STR_INIT;
		sd_str_add_text(&label, report->survey.header->names[report->survey.questions[i].column]);
		size_t name = label.length;
		sd_report_add_wording(report, i, SIZE_MAX, &label);
		if (label.length > name)
			sd_page_pair(page, "Asked as", "%s", label.data);
		sd_str_release(&label);
	}
	sd_page_pairs_end(page);
	if (report->counts_only)
		sd_page_paragraph(page, "These are few people, chosen to talk: counts are shown, and no percentages, "
					"for they speak for nobody else.");
	if (!report->judged)
		sd_page_paragraph(page, "There is no log of what was done, so this report speaks of what was said "
					"alone.");
	add_warnings(sd_str_text(&report->cautions), page);
}

static void add_headline(const struct sd_report *report, struct sd_page *page)
{
	const struct sd_findings *findings = &report->findings;
	struct sd_str *html = &page->body;
	sd_str_adds(html, "<div class=\"headline\">");
	if (!findings->length && !sd_findings_tested(findings))
		sd_page_paragraph(page, "Nothing stands out, for nothing here is compared.");
	else if (!findings->length)
		sd_page_paragraph(page,
				  "Nothing stands out: of %llu comparisons none is surer than chance would make one of "
				  "so many.",
				  (unsigned long long)sd_findings_tested(findings));
	sd_str_adds(html, findings->length ? "<ol>\n" : "");
	for (size_t i = 0; i < findings->length; i++) {
		const struct sd_standout *finding = &findings->items[i];
		struct sd_str figures = SD_STR_INIT;
		sd_str_adds(html, "<li><strong dir=\"auto\">");
		sd_html_add(html, sd_str_text(&finding->words));
		sd_str_adds(html, "</strong> <span class=\"fine\">");
		sd_report_add_figures(finding, &figures);
		sd_html_add(html, sd_str_text(&figures));
		sd_str_addf(html, "; table <a href=\"#%s\">%s</a></span></li>\n", finding->table, finding->table);
		sd_str_release(&figures);
	}
	sd_str_adds(html, findings->length ? "</ol></div>\n" : "</div>\n");
	if (sd_findings_tested(findings))
		sd_page_paragraph(page,
				  "%s how large a difference is; the interval in which the true one is likely to lie; "
				  "n, "
				  "how many people or answers are compared; and q: of all comparisons that look as "
				  "sure as "
				  "this one, the share that is expected to be false alarms (0.05: one in twenty).",
				  findings->length ? "The small print says" : "What the tables say of comparisons:");
	if (!findings->length)
		return;
	sd_page_paragraph(page,
			  "How these were chosen: the tables of this page make %llu comparisons, and chance alone "
			  "would make some of so many look large. %llu %s surer than that. Told are at most five, of "
			  "each kind in turn the surest, with intervals wider than the usual 95 %% ones, for having "
			  "been picked. All are associations: none shows that one thing made another happen. (A kind "
			  "counts where it is found at 0.05 among all kinds, and within it those whose q is 0.05 times "
			  "the share of kinds that count, or less: Benjamini and Bogomolov 2014. Intervals: Benjamini "
			  "and Yekutieli 2005.)",
			  (unsigned long long)sd_findings_tested(findings), (unsigned long long)findings->stood_out,
			  findings->stood_out == 1 ? "is" : "are");
}

static void add_notes(struct sd_text rest, struct sd_page *page)
{
	struct sd_text line;
	if (!rest.length)
		return;
	sd_str_adds(&page->body, "<ul>\n");
	while (sd_note_next(&rest, &line)) {
		sd_str_adds(&page->body, "<li dir=\"auto\">");
		sd_html_add(&page->body, line);
		sd_str_adds(&page->body, "</li>\n");
	}
	sd_str_adds(&page->body, "</ul>\n");
}

static void add_methods(const struct sd_report *report, struct sd_page *page)
{
	struct sd_str pipeline = SD_STR_INIT;
	sd_page_section(page, "methods", "How this was made");
	sd_page_paragraph(page, "saydo reads each answer on this computer, with word lists and rules that can be read; "
				"nothing is learned or looked up elsewhere. The same input, options and version give "
				"the same bytes.");
	sd_page_pairs_begin(page);
	sd_page_pair(page, "Version", "saydo %s", report->version);
	sd_report_add_lexicon_pairs(report, page);
	if (report->survey.books)
		sd_page_pair(page, "Codebook", "%s", sd_codebook_hash(report->survey.books[0]));
	sd_page_pairs_end(page);
	if (report->notes.length || (report->judged && report->gap.notes.length))
		sd_page_paragraph(page, "What was chosen, assumed and counted:");
	add_notes(sd_str_text(&report->notes), page);
	if (report->judged)
		add_notes(sd_str_text(&report->gap.notes), page);
	sd_report_add_pipeline(report, &pipeline);
	sd_page_paragraph(page, "The same tables by filters (saydo report --print-pipeline):");
	sd_str_adds(&page->body, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Pipeline\"><pre>");
	sd_html_add(&page->body, sd_str_text(&pipeline));
	sd_str_adds(&page->body, "</pre></div>\n");
	sd_str_release(&pipeline);
	struct sd_str limits = SD_STR_INIT;
	sd_report_add_limits(report, &limits);
	sd_page_paragraph(page, "Limits:");
	add_notes(sd_str_text(&limits), page);
	sd_str_release(&limits);
}

static bool comes_first(const struct sd_report_table *table)
{
	return !strcmp(table->kind, "stands-out") || !strncmp(table->kind, "claim-", strlen("claim-"));
}

static void add_piece(const struct sd_report *report, const struct sd_report_table *table, struct sd_page *page)
{
	struct sd_str chart = SD_STR_INIT;
	sd_report_add_chart(report, table, &chart);
	sd_page_piece_begin(page, chart.length > 0);
	/* The section's own heading is that of the findings. */
	if (strcmp(table->kind, "findings") != 0)
		sd_page_heading(page,
				!strcmp(table->kind, "stands-out") ? "More than others"
				: !strcmp(table->kind, "groups")   ? "All groups"
								   : "",
				sd_str_text(&table->caption));
	sd_report_add_table(report, table, &chart, page);
	sd_page_piece_end(page);
	sd_str_release(&chart);
}

static void add_crowding(const struct sd_report *report, struct sd_page *page)
{
	struct sd_str lines = SD_STR_INIT;
	sd_crowding_add(report, &lines);
	add_warnings(sd_str_text(&lines), page);
	sd_str_release(&lines);
}

/* What short names stand for, where the codebook says more than they do. */
static void add_code_labels(const struct sd_report *report, struct sd_page *page)
{
	const struct sd_codebook *book = report->survey.books ? report->survey.books[0] : NULL;
	bool any = false;
	for (size_t i = 0; book && i < sd_codebook_length(book); i++) {
		const struct sd_code *code = sd_codebook_code(book, i);
		struct sd_text label = code->label.length ? code->label : code->definition;
		if (!label.length || sd_text_equal(label, code->name))
			continue;
		if (!any && !report->codebook_name)
			sd_page_paragraph(page, "Nobody gave a codebook: these themes are proposed from the answers. "
						"Each "
						"is named by its first word, and behind that stand those that it is "
						"known by.");
		if (!any)
			sd_str_adds(&page->body, "<dl class=\"names\">\n");
		any = true;
		sd_page_pair(page, code->name.data, "%s", label.data);
	}
	if (any)
		sd_page_pairs_end(page);
}

static void add_lines(struct sd_text rest, struct sd_page *page)
{
	struct sd_text line;
	while (sd_note_next(&rest, &line))
		sd_page_paragraph(page, "%.*s", (int)line.length, line.data);
}

void sd_report_add_page(const struct sd_report *report, struct sd_str *html)
{
	struct sd_page page;
	sd_page_begin(&page, report->title, &report->look);
	for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
		const char *id = sections[s].id;
		bool hiding = !strcmp(id, "claims") && report->hidden.length;
		if (!tables_of_section(report, id) && !hiding)
			continue;
		sd_page_section(&page, id, sections[s].heading);
		if (!strcmp(id, "base"))
			add_base(report, &page);
		if (!strcmp(id, "headline"))
			add_headline(report, &page);
		sd_report_add_words(report, id, &page);
		if (hiding)
			add_lines(sd_str_text(&report->hidden), &page);
		if (!strcmp(id, "themes"))
			add_crowding(report, &page);
		if (!strcmp(id, "themes"))
			add_code_labels(report, &page);
		sd_page_pieces_begin(&page);
		/* What stands out comes before what it stands out of, claims' quotes before what they are counted
		 * from. */
		for (size_t i = 0; i < 2 * report->tables_length; i++) {
			const struct sd_report_table *table = &report->tables[i % report->tables_length];
			if (!strcmp(table->section, id) && comes_first(table) == (i < report->tables_length))
				add_piece(report, table, &page);
		}
		sd_page_pieces_end(&page);
	}
	if (report->quoting != SD_QUOTES_NONE)
		sd_report_add_quotes(report, &page);
	add_methods(report, &page);
	sd_page_end(&page, report->title, &report->look, html);
}
