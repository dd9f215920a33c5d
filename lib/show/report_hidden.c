/* SPDX-License-Identifier: MIT */
/* Which shares of promises are hidden for being of few: a reader who looks for them is told why they are not there. */
#include "show/report_tables.h"

/* Whether the row is of a promise whose share would stand there, were they more. */
static bool is_promise(const struct sd_grid *grid, size_t row, const char *kind)
{
	if (!strcmp(kind, "intent"))
		return sd_grid_is(grid, row, "of", "class");
	/* Where both are shown and there is no share, nobody's promise could be judged. */
	bool judged = !sd_grid_cell(grid, row, "kept").data || !sd_grid_cell(grid, row, "broken").data ||
		      sd_grid_cell(grid, row, "share").data;
	return judged && (sd_grid_is(grid, row, "kind", "intent") || sd_grid_is(grid, row, "kind", "switch"));
}

void sd_report_tell_hidden(struct sd_report *report, const struct sd_report_table *table)
{
	struct sd_grid grid;
	size_t promises = 0, hidden = 0;
	bool intent = !strcmp(table->kind, "intent");
	if (!intent && strcmp(table->kind, "verdicts") != 0)
		return;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	for (size_t row = 0; row < grid.rows; row++) {
		if (!is_promise(&grid, row, table->kind))
			continue;
		promises++;
		hidden += !sd_grid_cell(&grid, row, "share").data;
	}
	sd_grid_release(&grid);
	if (!hidden)
		return;
	if (promises == 1)
		sd_str_addf(&report->hidden,
			    "Of one kind of promise%s, how many were kept is hidden: it would tell of fewer than %lld "
			    "people who kept to it, or who did not (--min-cell).\n",
			    intent ? ", taken apart by how surely it was made" : "", (long long)report->min_cell);
	else
		sd_str_addf(&report->hidden,
			    "Of %zu kinds of promises%s, how many were kept is hidden for %s: it would tell of fewer "
			    "than %lld people who kept to them, or who did not (--min-cell).\n",
			    promises, intent ? ", taken apart by how surely they were made" : "",
			    hidden == promises ? "all"
			    : hidden == 1      ? "one"
					       : "some",
			    (long long)report->min_cell);
}
