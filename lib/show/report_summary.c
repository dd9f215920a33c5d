/* SPDX-License-Identifier: MIT */
/* The report's screenful of text. */
#include "gap/hide.h"
#include "show/report.h"
#include "stats/interval.h"

enum { TOP = 5, NAME_WIDTH = 28, BAR_WIDTH = 30 };

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
	uint64_t stays[SD_MOOD_LENGTH] = {0}, leaves[SD_MOOD_LENGTH] = {0}, early = 0, rare = 0, matched = 0;
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = &answers->items[i];
		matched += sd_respondent_is_matched(answer);
		stays[answer->mood] += answer->outcome == SD_OUTCOME_STAYS;
		leaves[answer->mood] += answer->outcome == SD_OUTCOME_LEAVES;
		early += answer->outcome == SD_OUTCOME_TOO_EARLY;
		rare += answer->outcome == SD_OUTCOME_TOO_RARE;
	}
	sd_str_addf(text, "\nSaid against did: %llu of %zu rows matched, %llu too early to tell",
		    (unsigned long long)matched, answers->length, (unsigned long long)early);
	if (rare && !sd_is_few(rare, report->min_cell))
		sd_str_addf(text, ", %llu buy too rarely to tell", (unsigned long long)rare);
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

void sd_report_add_summary(const struct sd_report *report, struct sd_str *text)
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
