/* SPDX-License-Identifier: MIT */
/* What a report cannot tell: of what it reads, of whom, and of why. */
#include "show/report_tables.h"

/* The languages that stand in table languages with this in column `name`; data NULL stands for an absent cell. */
static void add_languages(const struct sd_grid *grid, const char *name, struct sd_text value, struct sd_str *list)
{
	for (size_t row = 0; row < grid->rows; row++) {
		struct sd_text cell = sd_grid_cell(grid, row, name), language = sd_grid_cell(grid, row, "language");
		bool is = value.data ? cell.data && sd_text_equal(cell, value) : !cell.data;
		if (!is || !language.length || language.data[0] == '-' || !(sd_grid_number(grid, row, "answers") > 0))
			continue;
		sd_str_adds(list, list->length ? ", " : "");
		sd_str_add_text(list, language);
	}
}

static void add_unscored(const struct sd_report *report, struct sd_str *lines)
{
	const struct sd_report_table *table = sd_report_table(report, "languages");
	struct sd_str never = SD_STR_INIT, none = SD_STR_INIT;
	struct sd_grid grid;
	if (!table)
		return;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	add_languages(&grid, "calibrated", SD_TEXT("no"), &never);
	add_languages(&grid, "lexicon", (struct sd_text){NULL, 0}, &none);
	if (never.length)
		sd_str_addf(lines,
			    "Scores in these languages were never held against answers that people had scored: %s. "
			    "Read some and compare before you believe them.\n",
			    never.data);
	if (none.length)
		sd_str_addf(lines,
			    "In these languages there is no lexicon, so their answers are in no share of feelings: "
			    "%s.\n",
			    none.data);
	sd_str_release(&never);
	sd_str_release(&none);
	sd_grid_release(&grid);
}

void sd_report_add_limits(const struct sd_report *report, struct sd_str *lines)
{
	sd_str_adds(lines, "All that is compared here is association. Nothing here shows that one thing made another "
			   "happen.\n");
	sd_str_addf(lines, "Who answered chose to. Shares speak of those who answered, not of all customers%s.\n",
		    sd_report_table(report, "who") ? "; how the two differ stands under Who answered, and is not "
						     "allowed for elsewhere"
						   : ", and nothing here tells how the two differ");
	sd_str_adds(lines, "Sentiment is a sum over words. It misses irony, and what is said in words that the lexicon "
			   "does not hold; it tells more of the mean of many answers than of any one.\n");
	add_unscored(report, lines);
	sd_str_adds(lines, "Codes are found by words and patterns: what is said in other words is not counted.\n");
	if (report->judged)
		sd_str_adds(lines, "What people did is what this log holds: what they did elsewhere, or under another "
				   "id, is not in it. Being asked may itself have changed what they did.\n");
	if (report->gap.claimed)
		sd_str_adds(lines, "Claims are read by patterns, which miss some and misread some; one that is not "
				   "borne out need not be untrue.\n");
	if (report->quoting == SD_QUOTES_NONE)
		sd_str_adds(lines, "No answer's text stands in this page.\n");
}
