/* SPDX-License-Identifier: MIT */
#include "show/crowding.h"

#include <math.h>

#include "base/decimal.h"
#include "show/grid.h"

/* The sum of n over the themes of a question, and how many those are. */
static double sum_of(const struct sd_report *report, size_t question, size_t *themes)
{
	struct sd_str id = SD_STR_INIT;
	double sum = 0;
	*themes = 0;
	sd_str_addf(&id, "themes-%zu", question + 1);
	const struct sd_report_table *table = sd_report_table(report, id.data);
	sd_str_release(&id);
	if (!table)
		return NAN;
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	for (size_t i = 0; i < grid.rows; i++) {
		struct sd_text code = sd_grid_cell(&grid, i, "code");
		double n = sd_grid_number(&grid, i, "n");
		if (!code.length || code.data[0] == '-' || !isfinite(n))
			continue;
		sum += n;
		++*themes;
	}
	sd_grid_release(&grid);
	return sum;
}

/* Not a number where a codebook was given. */
static double per_answer(const struct sd_report *report, size_t question, size_t *themes)
{
	const struct sd_report_table *table = sd_report_table(report, "questions");
	if (report->codebook_name || !report->survey.books || !table)
		return NAN;
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	double answered = sd_grid_number(&grid, question, "answered");
	sd_grid_release(&grid);
	return sum_of(report, question, themes) / answered;
}

void sd_crowding_add(const struct sd_report *report, struct sd_str *lines)
{
	for (size_t i = 0; i < report->survey.length; i++) {
		size_t themes = 0;
		double mean = per_answer(report, i, &themes);
		if (!(mean > SD_CROWDING_MOST))
			continue;
		sd_str_adds(lines, "warning: \"");
		sd_str_add_printable(lines, report->survey.header->names[report->survey.questions[i].column], SIZE_MAX);
		sd_str_adds(lines, "\": an answer falls under ");
		sd_double_add(lines, mean, 1);
		sd_str_addf(lines,
			    " of the %zu proposed themes on average, where people who code by hand give one or two: "
			    "the themes overlap, as they do where answers are long, and tell little apart; edit what "
			    "saydo themes proposes and give it with --codebook\n",
			    themes);
	}
}
