/* SPDX-License-Identifier: MIT */
/* The report's page: sections in their order, each with its words, charts and tables. */
#include <math.h>

#include "gap/sources.h"
#include "guard/escape.h"
#include "show/crowding.h"
#include "show/report_tables.h"

enum { PANELS = 6, BARS = 15, FEELINGS = 4 * BARS, LEFT_OPEN = 12, WORDING_MOST = 60 };

static const struct {
	const char *id, *heading, *words;
} sections[] = {
	{"base", "The questions and their base",
	 "Asked: rows that have a cell for the question, filled or not. Empty: asked, and silent. No answer: n/a, don't know, no comment, keys "
	 "struck at random. Sentiment, from -1 to 1, is the mean over those who answered; it is never pooled over "
	 "questions, for praise and blame were asked for in different words. Of the languages, -untold are answers whose words "
	 "tell none; calibrated: scores in it were held against answers that people had scored."},
	{"headline", "What stands out", NULL},
	{"themes", "What they talk about",
	 "How many answers name each code, of all that were asked; one answer may name several, so shares do not add up to "
	 "100 %. Intervals are Wilson's, 95 %. Sentiment is the mean over the clauses that name the code. In the table, codes "
	 "that begin with - are answers that answer nothing."},
	{"sentiment", "How they feel about it", "Shares of those who answered, question by question."},
	{"time", "Over time",
	 "The same codes, period by period, each held against the period before: change with Newcombe's interval; q is "
	 "Benjamini and Hochberg's over all changes of the table."},
	{"wave", "This wave against the last", "The same codes in the last report; q is over all rows of the table."},
	{"score", "What goes with the score",
	 "The mean score of those who name a code, less that of the others who answered the same question, with Welch's "
	 "interval; q is over the rows. It goes along with the score; it need not be why."},
	{"match", "Who was matched",
	 "Every row of the survey is in exactly one category, so they add up. Of several answers of one person the latest "
	 "complete one counts. Without a roster, not-in-orders means a bad key or no purchase: not someone who left."},
	{"quadrant", "Stated mood against what was done",
	 "Stays: at least one purchase day within the horizon after the answer. Leaves: none. Too early: the log ends "
	 "before the horizon does; too rare: so seldom a customer that silence says little. Such people are in no "
	 "share. Before value is what they spent in the year before."},
	{"moods", "Moods against what was to be expected",
	 "Expected: what a model of buying forecasts from each customer's log before their answer, multiplied by how far "
	 "such forecasts ran high or low for customers whom nobody asked. Adjusted and gap are what came less that; they "
	 "still hold who chose to answer and what being asked did. Intervals are by resampling customers."},
	{"claims", "What they claimed, and what the log bears out",
	 "Claims that hang on a condition, speak of others, or cannot be seen in this log are untestable. Not borne out "
	 "means: not in this log. Too early: the log ends before the days are over that would tell. Each person counts once "
	 "for each kind of claim."},
	{"theme-ledger", "Themes against what was done",
	 "People whose window is complete: those who named a theme, against those who did not. These are associations: "
	 "who names a theme differs in more than the theme. Adjusted: one fit on all rows at once, of what came less what "
	 "was to be expected. Intervals are of one row alone; q allows for how many rows are compared. At stake is "
	 "association, not savings, and rows do not add up."},
	{"till", "Whether words tell more than the orders do",
	 "How well what people did is foretold by what they had done before, and how much better with what they said."},
	{"calibration", "Said chances and what came true", "Of those who said so, how many did."},
	{"sensitivity", "With other windows", "The same figures, had one waited a shorter or a longer time after the answer."},
	{"who", "Who answered",
	 "Everyone with a purchase in the year before the wave's first answer, and those of them who answered. Where the "
	 "two differ, what respondents say and do is not what customers say and do."},
	{"bounds", "How far those not found could shift this",
	 "Retention where all who were not found had left, and where all had stayed (Manski 1990); low and high are the outer "
	 "ends of the intervals of these two."},
	{"further", "Further tables", "As saydo gap writes them."},
	{"groups", "Group by group",
	 "What each group says more than all others (stands-out: difference of shares with Newcombe's interval, q over all "
	 "pairs of group and code), and the same codes, group by group."},
};

/* Which columns of a table are drawn, by its kind. A table that is not here is drawn where it has shares. */
static const struct {
	const char *kind;
	struct sd_chart chart;
} charts[] = {
	{"themes", {SD_CHART_SHARES, "code", .value = "share", .low = "low", .high = "high", .n = "n", .base = "base",
		    .percent = true, .most = BARS, .describe = "Bars: the share of answers that name each code, with its interval"}},
	{"time", {SD_CHART_TIME, "code", .value = "share", .low = "low", .high = "high", .n = "n", .period = "period",
		  .percent = true, .most = PANELS,
		  .describe = "Lines: the share of answers that name each code, period by period, with intervals"}},
	{"sentiment", {SD_CHART_SHARES, "label", .group = "question", .value = "share", .low = "low", .high = "high", .n = "n",
		       .base = "base", .percent = true, .most = FEELINGS,
		       .describe = "Bars: the share of answers by how they feel, question by question, with intervals"}},
	{"score", {SD_CHART_DIFFERENCES, "code", .value = "difference", .low = "low", .high = "high", .n = "n", .most = BARS,
		   .describe = "Points: how much higher or lower those who name a code score, with intervals"}},
	{"wave", {SD_CHART_DIFFERENCES, "code", .value = "change", .low = "change_low", .high = "change_high", .n = "n",
		  .percent = true, .most = BARS,
		  .describe = "Points: how much more or less each code is named than in the last wave, with intervals"}},
	{"missing", {SD_CHART_SHARES, "mood", .value = "share", .low = "low", .high = "high", .n = "missing", .base = "n",
		     .percent = true, .most = BARS,
		     .describe = "Bars: the share of respondents who were not found, by mood, with intervals"}},
	{"quadrant", {SD_CHART_SHARES, "outcome", .group = "mood", .value = "share", .low = "low", .high = "high", .n = "n",
		      .percent = true, .most = BARS,
		      .describe = "Bars: the share that stays or leaves, by stated mood, with intervals"}},
	{"moods", {SD_CHART_DIFFERENCES, "mood", .value = "adjusted", .low = "adjusted_low", .high = "adjusted_high", .n = "n",
		   .percent = true, .most = BARS,
		   .describe = "Points: how many more or fewer stay than behaviour before foretold, with intervals"}},
	{"theme-ledger", {SD_CHART_DIFFERENCES, "code", .second = "polarity", .value = "stay_difference",
			  .low = "difference_low", .high = "difference_high", .n = "n", .percent = true, .most = BARS,
			  .describe = "Points: how many more or fewer of those who name a theme stay, with intervals"}},
	{"claim-verdicts", {SD_CHART_SHARES, "verdict", .group = "value", .value = "share", .low = "low", .high = "high",
			    .n = "people", .base = "base", .percent = true, .most = 2 * BARS,
			    .describe = "Bars: the share of claims that were kept, and not borne out, with intervals"}},
	{"stands-out", {SD_CHART_DIFFERENCES, "item", .second = "group", .value = "difference", .low = "low", .high = "high",
			.n = "n", .percent = true, .most = BARS,
			.describe = "Points: how much more often a group names a code than the others, with intervals"}},
};

/* Leaves out the rows of codes that are no themes, for drawing. */
static void leave_themes(struct sd_grid *grid)
{
	size_t column = sd_grid_column(grid, "code"), kept = 0;
	if (column == SIZE_MAX)
		return;
	for (size_t row = 0; row < grid->rows; row++) {
		struct sd_text *cells = grid->cells + row * grid->columns;
		if (cells[column].length && cells[column].data[0] == '-')
			continue;
		memmove(grid->cells + kept++ * grid->columns, cells, grid->columns * sizeof *cells);
	}
	grid->rows = kept;
}

/* For drawing: a claim whose kind has no classes is named by its kind, and a verdict is short. */
static void name_claims(struct sd_grid *grid)
{
	size_t kind = sd_grid_column(grid, "kind"), value = sd_grid_column(grid, "value"),
	       verdict = sd_grid_column(grid, "verdict");
	for (size_t row = 0; row < grid->rows; row++) {
		struct sd_text *cells = grid->cells + row * grid->columns;
		if (!cells[value].data)
			cells[value] = cells[kind];
		if (sd_grid_is(grid, row, "verdict", sd_verdict_names[SD_VERDICT_BROKEN]))
			cells[verdict] = SD_TEXT("not borne out");
	}
}

/* Questions under their full wording. */
static void put_wordings(const struct sd_report *report, const char *column, struct sd_grid *grid)
{
	size_t at = column && !strcmp(column, "question") ? sd_grid_column(grid, column) : SIZE_MAX;
	for (size_t row = 0; at != SIZE_MAX && row < grid->rows; row++) {
		struct sd_text *cell = &grid->cells[row * grid->columns + at];
		struct sd_str label = SD_STR_INIT;
		sd_str_add_text(&label, *cell);
		for (size_t i = 0; i < report->survey.length && cell->data; i++)
			if (sd_text_equal(*cell, report->survey.header->names[report->survey.questions[i].column])) {
				sd_report_add_wording(report, i, SIZE_MAX, &label);
				*cell = (struct sd_text){sd_arena_dup(&grid->arena, label.data, label.length), label.length};
				break;
			}
		sd_str_release(&label);
	}
}

static void add_chart(const struct sd_report *report, const struct sd_report_table *table, struct sd_str *html)
{
	static const struct sd_chart shares = {SD_CHART_SHARES, .value = "share", .low = "low", .high = "high", .n = "n",
					       .percent = true, .most = BARS, .describe = "Bars: shares with intervals"};
	struct sd_chart chart = shares;
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	leave_themes(&grid);
	if (!strcmp(table->kind, "claim-verdicts"))
		name_claims(&grid);
	bool known = false;
	for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
		if (!strcmp(charts[i].kind, table->kind)) {
			chart = charts[i].chart;
			known = true;
		}
	char *first = NULL;
	if (!known && !strcmp(table->section, "further") && grid.columns) {
		struct sd_str name = SD_STR_INIT;
		sd_str_add_text(&name, grid.names[0]);
		chart.label = first = sd_str_take(&name);
		known = sd_grid_column(&grid, "share") != SIZE_MAX && sd_grid_column(&grid, "low") != SIZE_MAX;
	}
	put_wordings(report, chart.group, &grid);
	if (known)
		sd_chart_add(html, table->id.data, &chart, &grid);
	free(first);
	sd_grid_release(&grid);
}

/* A table behind its chart, which may be empty. */
static void add_table(const struct sd_report *report, const struct sd_report_table *table, const struct sd_str *chart,
		      struct sd_page *page)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	/* The findings and the claims' quotes stand over their table in words. */
	bool told = !strcmp(table->kind, "claim-quotes");
	if (told)
		sd_report_add_claim_quotes(report, &grid, page);
	bool folded = told || chart->length || !grid.rows || grid.rows > LEFT_OPEN || !strcmp(table->kind, "findings");
	sd_str_add_text(&page->body, sd_str_text(chart));
	if (folded)
		sd_page_details_begin(page, "Table %s: %zu row%s", table->id.data, grid.rows, grid.rows == 1 ? "" : "s");
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

static void add_base(const struct sd_report *report, struct sd_page *page)
{
	sd_page_pairs_begin(page);
	sd_page_pair(page, "Survey", "%s: %llu rows, %llu set aside", report->survey_name,
		     (unsigned long long)report->rows, (unsigned long long)report->rejected);
	if (report->ledger_name)
		sd_page_pair(page, "Held against", "%s", report->ledger_name);
	sd_page_pair(page, "Codes", "%s",
		     report->codebook_name  ? report->codebook_name
		     : report->survey.books ? "proposed from the answers themselves"
					    : "none: too few answers to propose any");
	sd_report_add_language_pair(report, page);
	sd_page_pair(page, "Small cells", "under %lld answers or people are hidden, with what they could be derived from",
		     (long long)report->min_cell);
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
		sd_page_paragraph(page, "These are few people, chosen to talk: counts are shown, and no percentages, for they "
					"speak for nobody else.");
	if (!report->judged)
		sd_page_paragraph(page, "There is no log of what was done, so this report speaks of what was said alone.");
}

static void add_figure(struct sd_str *text, double value, const struct sd_standout *finding)
{
	sd_chart_add_number(text, value, finding->percent, true);
}

static void add_headline(const struct sd_report *report, struct sd_page *page)
{
	const struct sd_findings *findings = &report->findings;
	struct sd_str *html = &page->body;
	sd_str_adds(html, "<div class=\"headline\">");
	if (!findings->length)
		sd_page_paragraph(page, "Nothing stands out: of %llu comparisons none is surer than chance would make one of so "
					"many.",
				  (unsigned long long)sd_findings_tested(findings));
	sd_str_adds(html, findings->length ? "<ol>\n" : "");
	for (size_t i = 0; i < findings->length; i++) {
		const struct sd_standout *finding = &findings->items[i];
		struct sd_str figures = SD_STR_INIT;
		sd_str_adds(html, "<li><strong dir=\"auto\">");
		sd_html_add(html, sd_str_text(&finding->words));
		sd_str_adds(html, "</strong> <span class=\"fine\">");
		add_figure(&figures, finding->difference, finding);
		sd_str_adds(&figures, finding->percent ? " points, interval " : ", interval ");
		add_figure(&figures, finding->low, finding);
		sd_str_adds(&figures, " to ");
		add_figure(&figures, finding->high, finding);
		sd_str_adds(&figures, "; n ");
		sd_double_add(&figures, finding->n, 0);
		if (isfinite(finding->other_n)) {
			sd_str_adds(&figures, " and ");
			sd_double_add(&figures, finding->other_n, 0);
		}
		sd_str_addf(&figures, "; q %s", finding->q < 0.0001 ? "< 0.0001" : "");
		if (finding->q >= 0.0001)
			sd_double_add(&figures, finding->q, 4);
		sd_html_add(html, sd_str_text(&figures));
		sd_str_addf(html, "; table <a href=\"#%s\">%s</a></span></li>\n", finding->table, finding->table);
		sd_str_release(&figures);
	}
	sd_str_adds(html, findings->length ? "</ol></div>\n" : "</div>\n");
	sd_page_paragraph(page,
			  "How these were chosen: the tables of this page make %llu comparisons, and chance alone would make some of so "
			  "many look large. %llu are surer than that. Told are at most five, of each kind in turn the surest, with "
			  "intervals wider than the usual 95 %% ones, for having been picked. All are associations: none shows that one "
			  "thing made another happen. (A kind counts where it is found at 0.05 among all kinds, and within it those whose "
			  "q is 0.05 times the share of kinds that count, or less: Benjamini and Bogomolov 2014. Intervals: Benjamini and "
			  "Yekutieli 2005.)",
			  (unsigned long long)sd_findings_tested(findings), (unsigned long long)findings->stood_out);
}

/* The different texts among the quotes' groups or outcomes, in byte order. */
struct choices {
	struct sd_text *items;
	size_t length, room;
};

static size_t choice_of(struct choices *choices, struct sd_text text)
{
	for (size_t i = 0; i < choices->length; i++)
		if (sd_text_equal(choices->items[i], text))
			return i;
	SD_GROW(choices->items, choices->length, choices->room);
	choices->items[choices->length] = text;
	return choices->length++;
}

static int compare_texts(const void *a, const void *b)
{
	const struct sd_text *x = a, *y = b;
	return sd_text_compare(*x, *y);
}

/* `asked`: the report, where the choices are its questions in their order; else NULL. */
static void add_select(struct sd_str *html, const char *label, const char *name, const struct choices *choices,
		       const struct sd_report *asked)
{
	if (!choices->length)
		return;
	sd_str_addf(html, "<label>%s <select name=\"%s\"><option value=\"\">all</option>", label, name);
	for (size_t i = 0; i < choices->length; i++) {
		struct sd_str words = SD_STR_INIT;
		sd_str_add_text(&words, choices->items[i]);
		if (asked)
			sd_report_add_wording(asked, i, WORDING_MOST, &words);
		sd_str_addf(html, "<option value=\"%zu\">", i);
		sd_html_add(html, sd_str_text(&words));
		sd_str_adds(html, "</option>");
		sd_str_release(&words);
	}
	sd_str_adds(html, "</select></label>\n");
}

enum { BY_QUESTION, BY_THEME, BY_SENTIMENT, BY_GROUP, BY_OUTCOME, BY_CLAIM, BY_VERDICT, FILTERS };

static struct sd_text next_code(struct sd_text *rest)
{
	const char *end = rest->length ? memchr(rest->data, ';', rest->length) : NULL;
	struct sd_text code = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
	rest->data += code.length + (end ? 1 : 0);
	rest->length -= code.length + (end ? 1 : 0);
	return code;
}

/* The names of the kinds of claims, by cell. */
static struct sd_str *claim_names(const struct sd_report *report)
{
	struct sd_str *names = sd_calloc(report->claim_cells_length + 1, sizeof *names);
	for (size_t i = 0; i < report->claim_cells_length; i++)
		sd_report_add_claim_name(&names[i], &report->claim_cells[i]);
	return names;
}

static void gather(const struct sd_report *report, const struct sd_str *names, struct choices choices[FILTERS])
{
	for (size_t i = 0; i < report->quotes.length; i++) {
		const struct sd_verbatim *quote = &report->quotes.items[i];
		struct sd_text rest = quote->codes;
		choice_of(&choices[BY_SENTIMENT], sd_text_of(quote->feeling));
		while (rest.length)
			choice_of(&choices[BY_THEME], next_code(&rest));
		if (quote->group.data)
			choice_of(&choices[BY_GROUP], quote->group);
		if (quote->verdict.data)
			choice_of(&choices[BY_OUTCOME], quote->verdict);
		for (size_t c = 0; c < quote->claims_length; c++) {
			size_t cell = quote->claims[c].cell;
			choice_of(&choices[BY_CLAIM], sd_str_text(&names[cell]));
			choice_of(&choices[BY_VERDICT], sd_text_of(sd_verdict_names[report->claim_cells[cell].verdict]));
		}
	}
	for (int k = BY_THEME; k < FILTERS; k++)
		if (choices[k].length > 1)
			qsort(choices[k].items, choices[k].length, sizeof *choices[k].items, compare_texts);
	for (size_t i = 0; i < report->survey.length; i++)
		choice_of(&choices[BY_QUESTION], report->survey.header->names[report->survey.questions[i].column]);
}

static void add_part(struct sd_str *html, struct sd_text part, bool further)
{
	if (!part.length)
		return;
	sd_str_adds(html, further ? " · <bdi>" : "<bdi>");
	sd_html_add(html, part);
	sd_str_adds(html, "</bdi>");
}

/* Each claim with its verdict: as 0.2, so that both are asked of one claim. */
static void add_claim_marks(const struct sd_report *report, const struct sd_verbatim *quote, const struct sd_str *names,
			    struct choices choices[FILTERS], struct sd_str *html)
{
	for (size_t i = 0; i < quote->claims_length; i++) {
		size_t cell = quote->claims[i].cell;
		struct sd_text verdict = sd_text_of(sd_verdict_names[report->claim_cells[cell].verdict]);
		sd_str_addf(html, "%s%zu.%zu", i ? " " : " data-k=\"", choice_of(&choices[BY_CLAIM], sd_str_text(&names[cell])),
			    choice_of(&choices[BY_VERDICT], verdict));
	}
	sd_str_adds(html, quote->claims_length ? "\"" : "");
}

static void add_quote(const struct sd_report *report, const struct sd_verbatim *quote, const struct sd_str *names,
		      struct choices choices[FILTERS], struct sd_str *html)
{
	struct sd_text rest = quote->codes;
	sd_str_addf(html, "<li dir=\"auto\" data-q=\"%zu\" data-s=\"%zu\"", quote->question,
		    choice_of(&choices[BY_SENTIMENT], sd_text_of(quote->feeling)));
	if (rest.length)
		sd_str_adds(html, " data-c=\"");
	for (bool first = true; rest.length; first = false)
		sd_str_addf(html, first ? "%zu" : " %zu", choice_of(&choices[BY_THEME], next_code(&rest)));
	sd_str_adds(html, quote->codes.length ? "\"" : "");
	if (quote->group.data)
		sd_str_addf(html, " data-g=\"%zu\"", choice_of(&choices[BY_GROUP], quote->group));
	if (quote->verdict.data)
		sd_str_addf(html, " data-v=\"%zu\"", choice_of(&choices[BY_OUTCOME], quote->verdict));
	add_claim_marks(report, quote, names, choices, html);
	sd_str_adds(html, "><p>");
	sd_html_add(html, quote->text);
	sd_str_adds(html, quote->cut ? "…</p><span class=\"fine\">" : "</p><span class=\"fine\">");
	if (choices[BY_QUESTION].length > 1)
		add_part(html, report->survey.header->names[report->survey.questions[quote->question].column], false);
	add_part(html, sd_text_of(quote->feeling), choices[BY_QUESTION].length > 1);
	for (rest = quote->codes; rest.length;)
		add_part(html, next_code(&rest), true);
	add_part(html, quote->group, true);
	add_part(html, quote->verdict, true);
	sd_report_add_borne(report, quote, html);
	sd_str_adds(html, "</span></li>\n");
}

static void add_quotes(const struct sd_report *report, struct sd_page *page)
{
	struct choices choices[FILTERS] = {{NULL, 0, 0}};
	struct sd_str *html = &page->body, *names = claim_names(report);
	bool drawn = report->quotes.length < report->quotes.seen;
	sd_page_section(page, "quotes", "In their own words");
	sd_page_paragraph(page, "%zu of the %llu answers that say something%s. %s A quote bears a code, a group, an outcome or a "
				"claim's verdict only where the tables show at least %lld like it.",
			  report->quotes.length, (unsigned long long)report->quotes.seen,
			  !drawn		       ? ""
			  : report->claim_cells_length ? ", drawn by a hash of their text, those that claim something first"
						       : ", drawn by a hash of their text",
			  report->quoting == SD_QUOTES_MASKED
				  ? "E-mail addresses, links, telephone and other long numbers and names that are announced are "
				    "masked; read before you pass them on."
				  : "Nothing in them is masked.",
			  (long long)report->min_cell);
	gather(report, names, choices);
	sd_str_adds(html, "<form id=\"quotes-form\" class=\"filters\" aria-label=\"Choose quotes\" hidden>\n");
	add_select(html, "Question", "question", &choices[BY_QUESTION], report);
	add_select(html, "Theme", "theme", &choices[BY_THEME], NULL);
	add_select(html, "Sentiment", "sentiment", &choices[BY_SENTIMENT], NULL);
	add_select(html, "Group", "group", &choices[BY_GROUP], NULL);
	add_select(html, "Outcome", "outcome", &choices[BY_OUTCOME], NULL);
	add_select(html, "Claim", "claim", &choices[BY_CLAIM], NULL);
	add_select(html, "Verdict on the claim", "verdict", &choices[BY_VERDICT], NULL);
	sd_str_adds(html, "<label>Search <input type=\"search\" name=\"search\" autocomplete=\"off\"></label>\n</form>\n"
			  "<p id=\"quotes-found\" class=\"fine\" role=\"status\"></p>\n"
			  "<p class=\"fine paper\">On paper: those that were chosen, of them the first shown; else the first 30.</p>\n<ul id=\"quotes-list\">\n");
	for (size_t i = 0; i < report->quotes.length; i++)
		add_quote(report, &report->quotes.items[i], names, choices, html);
	sd_str_adds(html, "</ul>\n");
	for (size_t i = 0; i < report->tables_length; i++)
		if (!strcmp(report->tables[i].section, "quotes"))
			add_table(report, &report->tables[i], &(struct sd_str)SD_STR_INIT, page);
	for (size_t i = 0; i < FILTERS; i++)
		free(choices[i].items);
	for (size_t i = 0; i < report->claim_cells_length; i++)
		sd_str_release(&names[i]);
	free(names);
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
	sd_page_paragraph(page, "saydo reads each answer on this computer, with word lists and rules that can be read; nothing "
				"is learned or looked up elsewhere. The same input, options and version give the same bytes.");
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
	sd_page_paragraph(page, "Limits. Sentiment is a sum over words, and misses irony. Shares speak of those who answered. "
				"Nothing here shows that one thing made another happen.%s",
			  report->quoting == SD_QUOTES_NONE ? " No answer's text stands in this page." : "");
}

static bool comes_first(const struct sd_report_table *table)
{
	return !strcmp(table->kind, "stands-out") || !strncmp(table->kind, "claim-", strlen("claim-"));
}

static void add_piece(const struct sd_report *report, const struct sd_report_table *table, struct sd_page *page)
{
	struct sd_str chart = SD_STR_INIT;
	add_chart(report, table, &chart);
	sd_page_piece_begin(page, chart.length > 0);
	/* The section's own heading is that of the findings. */
	if (strcmp(table->kind, "findings") != 0)
		sd_page_heading(page,
				!strcmp(table->kind, "stands-out") ? "More than others"
				: !strcmp(table->kind, "groups")   ? "All groups"
								   : "",
				sd_str_text(&table->caption));
	add_table(report, table, &chart, page);
	sd_page_piece_end(page);
	sd_str_release(&chart);
}

static void add_crowding(const struct sd_report *report, struct sd_page *page)
{
	struct sd_str lines = SD_STR_INIT;
	sd_crowding_add(report, &lines);
	struct sd_text rest = sd_str_text(&lines), line;
	while (sd_note_next(&rest, &line)) {
		/* The question's name stands in it, foreign text. */
		sd_str_adds(&page->body, "<p class=\"headline\"><bdi>W");
		sd_html_add(&page->body, (struct sd_text){line.data + 1, line.length - 1});
		sd_str_adds(&page->body, "</bdi></p>\n");
	}
	sd_str_release(&lines);
}

void sd_report_add_page(const struct sd_report *report, struct sd_str *html)
{
	struct sd_page page;
	sd_page_begin(&page, report->title, &report->look);
	for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
		const char *id = sections[s].id;
		if (!tables_of_section(report, id))
			continue;
		sd_page_section(&page, id, sections[s].heading);
		if (!strcmp(id, "base"))
			add_base(report, &page);
		if (!strcmp(id, "headline"))
			add_headline(report, &page);
		if (sections[s].words)
			sd_page_paragraph(&page, "%s", sections[s].words);
		if (!strcmp(id, "claims") && report->gap.observed)
			sd_page_paragraph(&page, "What was observed is no log of orders. It can bear out that people stay or go, and no "
						 "more: claims of how often, how much, of what, of more or of less are untestable.");
		if (!strcmp(id, "themes"))
			add_crowding(report, &page);
		sd_page_pieces_begin(&page);
		/* What stands out comes before what it stands out of, claims' quotes before what they are counted from. */
		for (size_t i = 0; i < 2 * report->tables_length; i++) {
			const struct sd_report_table *table = &report->tables[i % report->tables_length];
			if (!strcmp(table->section, id) && comes_first(table) == (i < report->tables_length))
				add_piece(report, table, &page);
		}
		sd_page_pieces_end(&page);
	}
	if (report->quoting != SD_QUOTES_NONE)
		add_quotes(report, &page);
	add_methods(report, &page);
	sd_page_end(&page, report->title, &report->look, html);
}
