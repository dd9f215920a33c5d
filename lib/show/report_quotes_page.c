/* SPDX-License-Identifier: MIT */
/* The browser for quotes: what may be chosen, and each quote with what it bears. */
#include "guard/escape.h"
#include "show/report_tables.h"

enum { WORDING_MOST = 60 };

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
		struct sd_text rest = quote->codes, code;
		choice_of(&choices[BY_SENTIMENT], sd_text_of(quote->feeling));
		while (sd_code_next(&rest, &code))
			choice_of(&choices[BY_THEME], code);
		if (quote->group.data)
			choice_of(&choices[BY_GROUP], quote->group);
		if (quote->verdict.data)
			choice_of(&choices[BY_OUTCOME], quote->verdict);
		for (size_t c = 0; c < quote->claims_length; c++) {
			size_t cell = quote->claims[c].cell;
			choice_of(&choices[BY_CLAIM], sd_str_text(&names[cell]));
			choice_of(&choices[BY_VERDICT],
				  sd_text_of(sd_verdict_names[report->claim_cells[cell].verdict]));
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
		sd_str_addf(html, "%s%zu.%zu", i ? " " : " data-k=\"",
			    choice_of(&choices[BY_CLAIM], sd_str_text(&names[cell])),
			    choice_of(&choices[BY_VERDICT], verdict));
	}
	sd_str_adds(html, quote->claims_length ? "\"" : "");
}

static void add_quote(const struct sd_report *report, const struct sd_verbatim *quote, const struct sd_str *names,
		      struct choices choices[FILTERS], struct sd_str *html)
{
	struct sd_text rest = quote->codes, code;
	sd_str_addf(html, "<li dir=\"auto\" data-q=\"%zu\" data-s=\"%zu\"", quote->question,
		    choice_of(&choices[BY_SENTIMENT], sd_text_of(quote->feeling)));
	if (rest.length)
		sd_str_adds(html, " data-c=\"");
	for (bool first = true; sd_code_next(&rest, &code); first = false)
		sd_str_addf(html, first ? "%zu" : " %zu", choice_of(&choices[BY_THEME], code));
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
	for (rest = quote->codes; sd_code_next(&rest, &code);)
		add_part(html, code, true);
	add_part(html, quote->group, true);
	add_part(html, quote->verdict, true);
	sd_report_add_borne(report, quote, html);
	sd_str_adds(html, "</span></li>\n");
}

void sd_report_add_quotes(const struct sd_report *report, struct sd_page *page)
{
	struct choices choices[FILTERS] = {{NULL, 0, 0}};
	struct sd_str *html = &page->body, *names = claim_names(report);
	bool drawn = report->quotes.length < report->quotes.seen;
	sd_page_section(page, "quotes", "In their own words");
	sd_page_paragraph(page, "%zu of the %llu answers that say something%s. %s", report->quotes.length,
			  (unsigned long long)report->quotes.seen,
			  !drawn		       ? ""
			  : report->claim_cells_length ? ", drawn by a hash of their text (by chance, and each time "
							 "the same), those that claim something first"
						       : ", drawn by a hash of their text (by chance, and each time "
							 "the same)",
			  report->quoting == SD_QUOTES_MASKED ? "E-mail addresses, links, telephone and other long "
								"numbers and names that are announced are masked; read "
								"before you pass them on."
							      : "Nothing in them is masked.");
	if (report->min_cell > 1)
		sd_page_paragraph(page,
				  "A quote bears a code, a group, an outcome or a claim's verdict only where the "
				  "tables "
				  "show at least %lld like it.",
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
	sd_str_adds(html, "<label>Search <input type=\"search\" name=\"search\" autocomplete=\"off\"></label>\n"
			  "</form>\n"
			  "<p id=\"quotes-found\" class=\"fine\" role=\"status\"></p>\n"
			  "<p class=\"fine paper\">On paper: those that were chosen, of them the first shown; else the "
			  "first 30.</p>\n<ul id=\"quotes-list\">\n");
	for (size_t i = 0; i < report->quotes.length; i++)
		add_quote(report, &report->quotes.items[i], names, choices, html);
	sd_str_adds(html, "</ul>\n");
	for (size_t i = 0; i < report->tables_length; i++)
		if (!strcmp(report->tables[i].section, "quotes"))
			sd_report_add_table(report, &report->tables[i], &(struct sd_str)SD_STR_INIT, page);
	for (size_t i = 0; i < FILTERS; i++)
		free(choices[i].items);
	for (size_t i = 0; i < report->claim_cells_length; i++)
		sd_str_release(&names[i]);
	free(names);
}
