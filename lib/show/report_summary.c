/* SPDX-License-Identifier: MIT */
/* The report's screenful of text, from the cells of its tables: what those hide it does not show. */
#include <math.h>

#include "gap/hide.h"
#include "show/report_tables.h"
#include "stats/interval.h"

enum { TOP = 5, NAME_WIDTH = 28, BAR_WIDTH = 30 };

/* NAME   n of base  12 % (9 to 15)  █████; where there are few people, counts alone. */
static void add_share(const struct sd_report *report, struct sd_text name, double n, double base, struct sd_str *text)
{
	struct sd_interval interval = sd_wilson(n, base);
	double share = n / base;
	size_t before = text->length;
	sd_str_adds(text, "  ");
	sd_str_add_printable(text, name, NAME_WIDTH);
	size_t shown = 0;
	for (size_t i = before; i < text->length; i++)
		shown += ((unsigned char)text->data[i] & 0xC0) != 0x80;
	sd_str_addf(text, "%*s%6.0f of %.0f", shown < NAME_WIDTH + 3 ? (int)(NAME_WIDTH + 3 - shown) : 1, "", n, base);
	if (!report->counts_only) {
		sd_str_addf(text, "%*s %3.0f %% (%.0f to %.0f)  ", base < 1e6 ? 6 - (int)log10(base) - 1 : 0, "",
			    100 * share, 100 * interval.low, 100 * interval.high);
		for (int i = 0; i < (int)(share * BAR_WIDTH + 0.5); i++)
			sd_str_adds(text, "█");
	}
	sd_str_addc(text, '\n');
}

/* The table of that id; one without rows where the report has none. */
static void read_table(const struct sd_report *report, const char *id, struct sd_grid *grid)
{
	const struct sd_report_table *table = sd_report_table(report, id);
	sd_grid_read(grid, table ? sd_str_text(&table->tsv) : SD_TEXT(""));
}

static void add_codes(const struct sd_report *report, size_t question, struct sd_str *text)
{
	struct sd_str id = SD_STR_INIT;
	struct sd_grid grid;
	size_t shown = 0;
	sd_str_addf(&id, "themes-%zu", question + 1);
	read_table(report, id.data, &grid);
	for (size_t i = 0; i < grid.rows && shown < TOP; i++) {
		double n = sd_grid_number(&grid, i, "n"), base = sd_grid_number(&grid, i, "base");
		struct sd_text code = sd_grid_cell(&grid, i, "code");
		if (!(n > 0) || !(base > 0) || sd_nonanswer_is_name(code))
			continue;
		add_share(report, code, n, base, text);
		shown++;
	}
	if (!shown)
		sd_str_adds(text, "  no code was named often enough to show\n");
	sd_grid_release(&grid);
	sd_str_release(&id);
}

/* How many of a mood stay or leave; not a number where the table does not show both. */
static void add_mood(const struct sd_report *report, const struct sd_grid *grid, const char *mood, struct sd_str *text)
{
	double stays = NAN, leaves = NAN;
	for (size_t i = 0; i < grid->rows; i++) {
		if (sd_grid_is(grid, i, "mood", mood) && sd_grid_is(grid, i, "outcome", "stays"))
			stays = sd_grid_number(grid, i, "n");
		if (sd_grid_is(grid, i, "mood", mood) && sd_grid_is(grid, i, "outcome", "leaves"))
			leaves = sd_grid_number(grid, i, "n");
	}
	if (stays + leaves > 0)
		add_share(report, sd_text_of(mood), stays, stays + leaves, text);
}

static void add_moods(const struct sd_report *report, struct sd_str *text)
{
	const struct sd_respondents *answers = &report->gap.answers;
	uint64_t early = 0, rare = 0, matched = 0;
	struct sd_grid grid;
	for (size_t i = 0; i < answers->length; i++) {
		matched += sd_respondent_is_matched(&answers->items[i]);
		early += answers->items[i].outcome == SD_OUTCOME_TOO_EARLY;
		rare += answers->items[i].outcome == SD_OUTCOME_TOO_RARE;
	}
	sd_str_addf(text, "\nSaid against did: %llu of %zu rows matched", (unsigned long long)matched, answers->length);
	if (sd_is_few(early, report->min_cell))
		sd_str_addf(text, ", under %lld too early to tell", (long long)report->min_cell);
	else if (report->gap.view.windows.horizon || early)
		sd_str_addf(text, ", %llu too early to tell", (unsigned long long)early);
	if (rare && !sd_is_few(rare, report->min_cell))
		sd_str_addf(text, ", %llu buy too rarely to tell", (unsigned long long)rare);
	if (report->gap.view.windows.horizon)
		sd_str_addf(text, ", %d days after the answer", report->gap.view.windows.horizon);
	sd_str_addc(text, '\n');
	struct sd_str moods = SD_STR_INIT;
	read_table(report, "quadrant", &grid);
	for (int mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++)
		add_mood(report, &grid, sd_mood_names[mood], &moods);
	sd_grid_release(&grid);
	/* Where nobody's time is up, or all are too few, there is nothing to head. */
	if (moods.length)
		sd_str_addf(text, "  who was there again afterwards:\n%s", moods.data);
	sd_str_release(&moods);
}

static void add_findings(const struct sd_report *report, struct sd_str *text)
{
	if (report->counts_only)
		return;
	sd_str_adds(text, report->findings.length ? "\nWhat stands out\n" : "\nNothing stands out\n");
	for (size_t i = 0; i < report->findings.length; i++) {
		sd_str_addf(text, "  %zu. ", i + 1);
		sd_str_add_printable(text, sd_str_text(&report->findings.items[i].words), SIZE_MAX);
		sd_str_adds(text, "\n     ");
		sd_report_add_figures(&report->findings.items[i], text);
		sd_str_addc(text, '\n');
	}
}

void sd_report_add_summary(const struct sd_report *report, struct sd_str *text)
{
	const struct sd_survey *survey = &report->survey;
	sd_str_add_printable(text, report->title, 90);
	sd_str_addf(text, ": %llu row%s, %llu set aside\n", (unsigned long long)report->rows,
		    report->rows == 1 ? "" : "s", (unsigned long long)report->rejected);
	add_findings(report, text);
	for (size_t i = 0; i < survey->length; i++) {
		sd_str_addc(text, '\n');
		sd_str_add_printable(text, survey->header->names[survey->questions[i].column], 70);
		sd_str_addf(text, " (%s)\n", sd_prompt_name(survey->questions[i].prompt));
		if (survey->books)
			add_codes(report, i, text);
		else
			sd_str_adds(text, "  no themes could be proposed: too few answers, or too much alike "
					  "(--codebook)\n");
	}
	if (report->judged)
		add_moods(report, text);
}
