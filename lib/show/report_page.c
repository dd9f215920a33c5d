/* SPDX-License-Identifier: MIT */
/* The report's two faces: the page, and the screenful of text. */
#include "gap/hide.h"
#include "show/page.h"
#include "show/report.h"
#include "stats/interval.h"

enum { TOP = 5, NAME_WIDTH = 28, BAR_WIDTH = 30 };

static const struct {
	const char *id, *heading, *words;
} sections[] = {
	{"base", "The questions and their base",
	 "Asked: rows whose cell is not absent. Empty: asked, and silent. No answer: n/a, don't know, no comment, keys "
	 "struck at random. Sentiment, from -1 to 1, is the mean over those who answered; it is never pooled over "
	 "questions, for praise and blame were asked for in different words."},
	{"themes", "What they talk about",
	 "How many answers name each code, of all that were asked; one answer may name several. Intervals are Wilson's, "
	 "95 %. Sentiment is the mean over the clauses that name the code. Codes that begin with - are answers that answer "
	 "nothing."},
	{"sentiment", "How they feel about it", "Shares of those who answered, question by question."},
	{"time", "Over time", "The same codes, month by month."},
	{"groups", "Group by group", "The same codes, group by group."},
	{"match", "Who was matched",
	 "Every row of the survey is in exactly one category, so they add up. Of several answers of one person the latest "
	 "complete one counts. Without a roster, not-in-orders means a bad key or no purchase: not someone who left."},
	{"quadrant", "Stated mood against what was done",
	 "Stays: at least one purchase day within the horizon after the answer. Leaves: none. Too early: the log ends "
	 "before the horizon does; too rare: so seldom a customer that silence says little. Such people are in no "
	 "share. Before_value is what they spent in the year before."},
	{"moods", "Moods against what was to be expected",
	 "Expected: what a model of buying forecasts from each customer's log before their answer, multiplied by how far "
	 "such forecasts ran high or low for customers whom nobody asked. Adjusted and gap are what came less that; they "
	 "still hold who chose to answer and what being asked did. Intervals are by resampling customers."},
	{"theme-ledger", "Themes against what was done",
	 "People whose window is complete: those who named a theme, against those who did not. These are associations: "
	 "who names a theme differs in more than the theme. Adjusted: one fit on all rows at once, of what came less what "
	 "was to be expected. Intervals are of one row alone; q allows for how many rows are compared. At_stake is "
	 "association, not savings, and rows do not add up."},
	{"who", "Who answered",
	 "Everyone with a purchase in the year before the wave's first answer, and those of them who answered. Where the "
	 "two differ, what respondents say and do is not what customers say and do."},
};

static size_t rows_of_section(const struct sd_report *report, const char *id)
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
		     : report->survey.book ? "proposed from the answers themselves"
					    : "none: too few answers to propose any");
	sd_page_pair(page, "Language", "%s", report->language);
	sd_page_pair(page, "Small cells", "under %lld answers or people are hidden, with what they could be derived from",
		     (long long)report->min_cell);
	sd_page_pairs_end(page);
	if (!report->judged)
		sd_page_paragraph(page, "There is no log of what was done, so this report speaks of what was said alone.");
}

static void add_methods(const struct sd_report *report, struct sd_page *page)
{
	char hash[SD_HASH_HEX];
	sd_page_section(page, "methods", "How this was made");
	sd_page_paragraph(page, "saydo reads each answer on this computer, with word lists and rules that can be read; nothing "
				"is learned or looked up elsewhere. The same input, options and version give the same bytes.");
	sd_page_pairs_begin(page);
	sd_page_pair(page, "Version", "saydo %s", report->version);
	sd_lexicon_hash(report->survey.rules->lexicon, hash);
	sd_page_pair(page, "Lexicon", "%s", hash);
	if (report->survey.book)
		sd_page_pair(page, "Codebook", "%s", sd_codebook_hash(report->survey.book));
	sd_page_pairs_end(page);
	struct sd_text rest = sd_str_text(&report->gap.notes), line;
	if (report->judged && rest.length) {
		sd_page_paragraph(page, "What was assumed and counted:");
		sd_page_pairs_begin(page);
		while (sd_note_next(&rest, &line))
			sd_page_pair(page, "•", "%.*s", (int)line.length, line.data);
		sd_page_pairs_end(page);
	}
	sd_page_paragraph(page, "Limits. Sentiment is a sum over words, and misses irony. Shares speak of those who answered. "
				"Nothing here shows that one thing made another happen. No answer's text stands in this page.");
}

static void add_page(const struct sd_report *report, struct sd_str *html)
{
	struct sd_page page;
	sd_page_begin(&page, report->title);
	add_base(report, &page);
	for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
		if (!rows_of_section(report, sections[s].id))
			continue;
		sd_page_section(&page, sections[s].id, sections[s].heading);
		sd_page_paragraph(&page, "%s", sections[s].words);
		for (size_t i = 0; i < report->tables_length; i++)
			if (!strcmp(report->tables[i].section, sections[s].id))
				sd_page_table(&page, report->tables[i].caption.data ? report->tables[i].caption.data : "",
					      sd_str_text(&report->tables[i].tsv));
	}
	add_methods(report, &page);
	sd_page_end(&page, report->title, html);
}

/* NAME   n  12 % (9 to 15)  █████ */
static void add_share(struct sd_str *text, struct sd_text name, int64_t n, int64_t base)
{
	struct sd_interval interval = sd_wilson((double)n, (double)base);
	double share = (double)n / (double)base;
	size_t before = text->length;
	sd_str_adds(text, "  ");
	sd_str_add_printable(text, name, NAME_WIDTH);
	size_t shown = 0;
	for (size_t i = before; i < text->length; i++)
		shown += ((unsigned char)text->data[i] & 0xC0) != 0x80;
	sd_str_addf(text, "%*s%6lld of %-6lld %3.0f %% (%.0f to %.0f)  ",
		    shown < NAME_WIDTH + 3 ? (int)(NAME_WIDTH + 3 - shown) : 1, "", (long long)n, (long long)base, 100 * share,
		    100 * interval.low, 100 * interval.high);
	for (int i = 0; i < (int)(share * BAR_WIDTH + 0.5); i++)
		sd_str_adds(text, "█");
	sd_str_addc(text, '\n');
}

static void add_codes(const struct sd_report *report, size_t question, size_t kinds, struct sd_str *text)
{
	struct sd_tally_table table;
	sd_tally_finish(&report->tallies[question * kinds], report->min_cell, &table);
	size_t shown = 0;
	for (size_t i = 0; i < table.length && shown < TOP; i++) {
		const struct sd_tally_row *row = &table.rows[i];
		if (row->n <= 0 || row->base <= 0 || sd_nonanswer_is_name(row->code))
			continue;
		add_share(text, row->code, row->n, row->base);
		shown++;
	}
	if (!shown)
		sd_str_adds(text, "  no code was named often enough to show\n");
	sd_tally_table_release(&table);
}

static void add_moods(const struct sd_report *report, struct sd_str *text)
{
	const struct sd_respondents *answers = &report->gap.answers;
	uint64_t stays[SD_MOOD_LENGTH] = {0}, leaves[SD_MOOD_LENGTH] = {0}, early = 0, matched = 0;
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = &answers->items[i];
		matched += sd_respondent_is_matched(answer);
		stays[answer->mood] += answer->outcome == SD_OUTCOME_STAYS;
		leaves[answer->mood] += answer->outcome == SD_OUTCOME_LEAVES;
		early += answer->outcome == SD_OUTCOME_TOO_EARLY;
	}
	sd_str_addf(text, "\nSaid against did: %llu of %zu rows matched, %llu too early to tell",
		    (unsigned long long)matched, answers->length, (unsigned long long)early);
	if (report->gap.view.windows.horizon)
		sd_str_addf(text, ", %d days after the answer", report->gap.view.windows.horizon);
	sd_str_adds(text, "\n  who was there again afterwards:\n");
	for (int mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++) {
		uint64_t base = stays[mood] + leaves[mood];
		/* Neither of the two may be few: each tells the other. */
		if (base > 0 && !sd_is_few(stays[mood], report->min_cell) && !sd_is_few(leaves[mood], report->min_cell))
			add_share(text, sd_text_of(sd_mood_names[mood]), (int64_t)stays[mood], (int64_t)base);
	}
}

static void add_summary(const struct sd_report *report, struct sd_str *text)
{
	const struct sd_survey *survey = &report->survey;
	sd_str_add_printable(text, report->title, 90);
	sd_str_addf(text, ": %llu rows, %llu set aside\n", (unsigned long long)report->rows,
		    (unsigned long long)report->rejected);
	for (size_t i = 0; i < survey->length; i++) {
		sd_str_addc(text, '\n');
		sd_str_add_printable(text, survey->header->names[survey->questions[i].column], 70);
		sd_str_addf(text, " (%s)\n", sd_prompt_name(survey->questions[i].prompt));
		if (survey->book)
			add_codes(report, i, report->kinds, text);
	}
	if (report->judged)
		add_moods(report, text);
}

int sd_report_write(const struct sd_report *report, struct sd_output *page, struct sd_output *summary,
		    struct sd_error *err)
{
	struct sd_str text = SD_STR_INIT;
	add_page(report, &text);
	int result = sd_output_write(page, sd_str_text(&text), err);
	sd_str_clear(&text);
	add_summary(report, &text);
	if (!result && summary->fd >= 0)
		result = sd_output_write(summary, sd_str_text(&text), err);
	sd_str_release(&text);
	return result;
}
