/* SPDX-License-Identifier: MIT */
/* What each section of the page says before its charts and tables: what is counted, of whom, and what its words mean.
 * Only what this report has is explained. */
#include "show/report_tables.h"

static const struct {
	const char *section, *words;
} always[] = {
	{"base", "Asked: rows that have a cell for the question, filled or not. Empty: asked, and silent. No answer: "
		 "n/a, "
		 "don't know, no comment, keys struck at random. Sentiment, from -1 to 1, is the mean over those who "
		 "answered; it is never pooled over questions, for praise and blame were asked for in different "
		 "words."},
	{"sentiment", "Of those who answered a question: how many praise (positive), blame (negative), do both about "
		      "as much "
		      "(mixed), or neither (neutral: also what is said without a word of feeling that the lexicon "
		      "has)."},
	{"time", "The same codes, period by period, each held against the period before: change with Newcombe's "
		 "interval; "
		 "q is Benjamini and Hochberg's over all changes of the table."},
	{"wave", "The same codes in the last report; q is over all rows of the table."},
	{"score", "The mean score of those who name a code, less that of the others who answered the same question, "
		  "with "
		  "Welch's interval; q is over the rows. It goes along with the score; it need not be why."},
	{"moods", "Expected: how many would have stayed by what each had bought before their answer, as a model of "
		  "buying "
		  "forecasts it, multiplied by how far such forecasts ran high or low for customers whom nobody asked. "
		  "Adjusted and gap are what came less that; they still hold who chose to answer and what being asked "
		  "did. "
		  "Intervals are by resampling customers."},
	{"claims", "What people claim of themselves: frequency, how often they come; intent, what they will do (stay, "
		   "rebuy: "
		   "come or buy again, cancel: leave, and so on); amount, what they spend; category, what they buy; "
		   "switch, "
		   "that they go elsewhere; recommend; event, what happened to them. Kept: the log shows it. Not borne "
		   "out "
		   "means: not in this log. Too early: the log ends before the days are over that would tell. "
		   "Untestable: "
		   "claims that hang on a condition, speak of others, or cannot be seen in this log. Each person "
		   "counts once "
		   "for each kind of claim. Forecast: how many would have done as they said by what they had done "
		   "before."},
	{"theme-ledger", "People of whom it is known whether they stayed: those who named a theme, against those who "
			 "did not. "
			 "Beside each theme: how many named it and, where there is a score, what it weighs in that, "
			 "all "
			 "themes in one fit (what was stated). Drawn: how many more or fewer of them were there again "
			 "(what "
			 "was observed). These are associations: who names a theme differs in more than the theme. "
			 "Adjusted: "
			 "one fit on all rows at once, of what came less what was to be expected. Intervals are of one "
			 "row "
			 "alone; q allows for how many rows are compared. At stake is association, not savings, and "
			 "rows do "
			 "not add up."},
	{"till", "How well what people did (stay: whether they came again; spend: for how much) is foretold by the "
		 "mean alone, "
		 "by what they had done before, and by that and what they said. Loss: how far such forecasts miss, "
		 "measured on "
		 "people that they were not fitted on; the less the better. Skill: how much of the mean's loss is "
		 "gone. Gain: "
		 "how much less loss there is than by behaviour alone, with its interval; where that holds 0, words "
		 "add "
		 "nothing that shows."},
	{"sensitivity", "The same figures, had one waited a shorter or a longer time after the answer. Drawn: how many "
			"more of "
			"the happy than of the unhappy were there again."},
	{"who", "Everyone with a purchase in the year before the wave's first answer, and those of them who answered. "
		"Where "
		"the two differ, what respondents say and do is not what customers say and do."},
	{"bounds", "Retention, the share that stays, where all who were not found had left, and where all had stayed "
		   "(Manski "
		   "1990); low and high are the outer ends of the intervals of these two."},
	{"further", "As saydo gap writes them."},
	{"groups", "What each group says more than all others (stands-out: difference of shares with Newcombe's "
		   "interval, q "
		   "over all pairs of group and code), and the same codes, group by group."},
};

/* Whether a table of the section has a row of which this holds. */
static bool any_row(const struct sd_report *report, const char *section,
		    bool (*holds)(const struct sd_grid *grid, size_t row))
{
	bool any = false;
	for (size_t i = 0; i < report->tables_length && !any; i++) {
		struct sd_grid grid;
		if (strcmp(report->tables[i].section, section) != 0)
			continue;
		sd_grid_read(&grid, sd_str_text(&report->tables[i].tsv));
		for (size_t row = 0; row < grid.rows && !any; row++)
			any = holds(&grid, row);
		sd_grid_release(&grid);
	}
	return any;
}

static bool has_share(const struct sd_grid *grid, size_t row)
{
	return sd_grid_cell(grid, row, "share").data;
}
static bool has_no_n(const struct sd_grid *grid, size_t row)
{
	return !sd_grid_cell(grid, row, "n").data;
}
static bool is_level(const struct sd_grid *grid, size_t row)
{
	return sd_grid_is(grid, row, "of", "level");
}
static bool is_class(const struct sd_grid *grid, size_t row)
{
	return sd_grid_is(grid, row, "of", "class") && has_share(grid, row);
}
static bool is_language(const struct sd_grid *grid, size_t row)
{
	return row && sd_grid_cell(grid, row, "language").data;
}

static void add_themes(const struct sd_report *report, struct sd_page *page)
{
	sd_page_paragraph(page, report->counts_only ? "How many answers name each code; one answer may name several. "
						      "Codes that begin with "
						      "- are answers that answer nothing."
						    : "How many answers name each code, of all that were asked; one "
						      "answer may name several, "
						      "so shares do not add up to 100 %%. Intervals are Wilson's, 95 "
						      "%%. Sentiment is the "
						      "mean over the clauses that name the code. In the table, codes "
						      "that begin with - are "
						      "answers that answer nothing.");
}

/* The categories that there are rows in. */
static void add_matches(const struct sd_report *report, struct sd_page *page)
{
	static const struct {
		enum sd_match match;
		const char *words;
	} categories[] = {{SD_MATCH_EXACT, "matched-exact, the id was found as it is written"},
			  {SD_MATCH_NORMALISED, "matched-normalised, it was found once blanks, case and the like were "
						"set aside"},
			  {SD_MATCH_SHARED, "shared, several respondents are the same customer"},
			  {SD_MATCH_AMBIGUOUS, "ambiguous, several customers have that id"},
			  {SD_MATCH_NO_KEY, "no-key, there is no id"},
			  {SD_MATCH_BAD_KEY, "bad-key, it cannot be an id"},
			  {SD_MATCH_NO_CONSENT, "no-consent, they did not agree to be looked up"},
			  {SD_MATCH_DUPLICATE, "duplicate, the same person answered again, and the latest complete "
					       "answer counts"},
			  {SD_MATCH_ROSTER_ONLY, "roster-only, a known customer without a purchase"},
			  {SD_MATCH_NOT_IN_ORDERS, "not-in-orders, a bad id or no purchase: not someone who left"}};
	struct sd_str words = SD_STR_INIT;
	for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
		if (report->gap.matched.answers[categories[i].match])
			sd_str_addf(&words, "%s%s", words.length ? "; " : "", categories[i].words);
	sd_page_paragraph(page, "Every row of the survey is in exactly one category, so they add up: %s.", words.data);
	sd_str_release(&words);
}

/* Of which scores it was said that they are happy, as the gap's notes have it. */
static void add_moods(const struct sd_report *report, struct sd_page *page)
{
	struct sd_text rest = sd_str_text(&report->gap.notes), line;
	while (sd_note_next(&rest, &line)) {
		struct sd_str note = SD_STR_INIT;
		sd_str_add_text(&note, line);
		char *options = strstr(note.data, " (--");
		if (options)
			*options = '\0';
		if (strstr(note.data, ": happy is ") || strstr(note.data, " taken for happy"))
			sd_page_paragraph(page, "Moods: %s.", note.data);
		sd_str_release(&note);
	}
}

static void add_outcomes(const struct sd_report *report, struct sd_page *page)
{
	const struct sd_gap *gap = &report->gap;
	const int days = gap->view.windows.horizon;
	if (gap->observed && gap->observed->kind == SD_KEYED_DATE)
		sd_page_paragraph(page,
				  "Stays: last seen later than %d days after the answer (the horizon). Leaves: not. "
				  "Too "
				  "early: what was observed ends before those days do. Who is too early is in no "
				  "share.",
				  days);
	else if (gap->observed && gap->observed->kind == SD_KEYED_NUMBER)
		sd_page_paragraph(page, "Stays: what was observed is a number above zero. Leaves: it is not.");
	else if (gap->observed)
		sd_page_paragraph(page, "Outcomes are the classes that were observed.");
	else if (days)
		sd_page_paragraph(page,
				  "Stays: at least one purchase day within %d days after the answer (the horizon). "
				  "Leaves: none. Too early: the log ends before those days do; too rare: so seldom a "
				  "customer that silence says little. Such people are in no share. Before value is "
				  "what "
				  "they spent in the %d days before.",
				  days, gap->view.windows.before);
	add_moods(report, page);
	if (!report->counts_only && !any_row(report, "quadrant", has_share))
		sd_page_paragraph(page, "Of too few is it known here whether they stayed or left: no share is told. "
					"The "
					"table says why.");
}

static void add_chances(const struct sd_report *report, struct sd_page *page)
{
	sd_page_paragraph(page, "Of those who said so, how many did.");
	if (any_row(report, "calibration", is_level))
		sd_page_paragraph(page, "The score is read as a chance to be there again (10 of 10: certain), which "
					"nobody "
					"need have meant by it; upright lines are that chance. The table's forecasts "
					"are "
					"measured on people that they were not fitted on: brier, the less the better; "
					"ece, "
					"how far said and done lie apart on average.");
	if (any_row(report, "calibration", is_class))
		sd_page_paragraph(page, "Promises are told by what was promised, and how surely: cancel, to leave; "
					"rebuy, to "
					"come or buy again; certain, as a matter of fact; probable, as likely.");
}

/* What groups are of, that what is not there is hidden, and why no answer is scored. */
static void add_asides(const struct sd_report *report, const char *section, struct sd_page *page)
{
	const bool groups = !strcmp(section, "groups"), feelings = !strcmp(section, "sentiment");
	bool none = false;
	if (!groups && !feelings && strcmp(section, "time") != 0)
		return;
	if (groups)
		sd_page_paragraph(page, "Groups are those of %s.", report->survey.header->names[report->by].data);
	for (size_t i = 0; i < report->tables_length; i++) {
		struct sd_grid grid;
		if (strcmp(report->tables[i].section, section) != 0)
			continue;
		sd_grid_read(&grid, sd_str_text(&report->tables[i].tsv));
		none |= !grid.rows;
		sd_grid_release(&grid);
	}
	if (feelings && none)
		sd_page_paragraph(page, "No answer is scored: no lexicon has words of theirs.");
	if (any_row(report, section, has_no_n) || (groups && none))
		sd_page_paragraph(page,
				  "What is not there would tell of fewer than %lld answers, or let them be reckoned "
				  "from what is (--min-cell).",
				  (long long)report->min_cell);
}

void sd_report_add_words(const struct sd_report *report, const char *section, struct sd_page *page)
{
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (!strcmp(always[i].section, section))
			sd_page_paragraph(page, "%s", always[i].words);
	if (!strcmp(section, "base") && any_row(report, section, is_language))
		sd_page_paragraph(page, "Of the languages, -untold are answers whose words tell none; calibrated: "
					"scores in "
					"it were held against answers that people had scored.");
	if (!strcmp(section, "themes"))
		add_themes(report, page);
	if (!strcmp(section, "match"))
		add_matches(report, page);
	if (!strcmp(section, "quadrant"))
		add_outcomes(report, page);
	if (!strcmp(section, "calibration"))
		add_chances(report, page);
	if (!strcmp(section, "claims") && report->gap.observed)
		sd_page_paragraph(page, "What was observed is no log of orders. It can bear out that people stay or "
					"go, and "
					"no more: claims of how often, how much, of what, of more or of less are "
					"untestable.");
	add_asides(report, section, page);
}
