/* SPDX-License-Identifier: MIT */
/* Which of the report's tables are drawn, and how. */
#include "show/report_tables.h"

enum { PANELS = 6, BARS = 15, FEELINGS = 4 * BARS };

/* Which columns of a table are drawn, by its kind. A table that is not here is drawn where it has shares. */
static const struct {
	const char *kind;
	struct sd_chart chart;
} charts[] = {
	{"themes",
	 {SD_CHART_SHARES, "code", .value = "share", .low = "low", .high = "high", .n = "n", .base = "base",
	  .notes = {{"sentiment ", "sentiment", "", SD_CHART_SIGNED}}, .percent = true, .most = BARS,
	  .describe = "Bars: the share of answers that name each code. Sentiment: how they speak of it, from −1 (all "
		      "bad) to +1 (all good)"}},
	{"time",
	 {SD_CHART_TIME, "code", .value = "share", .low = "low", .high = "high", .n = "n", .period = "period",
	  .percent = true, .most = PANELS,
	  .describe = "Lines: the share of answers that name each code, period by period; where a period is hidden or "
		      "empty, the line is broken"}},
	{"sentiment",
	 {SD_CHART_SHARES, "label", .group = "question", .value = "share", .low = "low", .high = "high", .n = "n",
	  .base = "base", .percent = true, .most = FEELINGS,
	  .describe = "Bars: the share of answers by how they feel, question by question"}},
	{"score",
	 {SD_CHART_DIFFERENCES, "code", .value = "difference", .low = "low", .high = "high", .n = "n", .most = BARS,
	  .describe = "Points: how much higher or lower those who name a code score, in points of the score; n name "
		      "it"}},
	{"wave",
	 {SD_CHART_DIFFERENCES, "code", .value = "change", .low = "change_low", .high = "change_high", .n = "n",
	  .percent = true, .most = BARS,
	  .describe = "Points: how much more or less each code is named than in the last wave; n name it now"}},
	{"missing",
	 {SD_CHART_SHARES, "mood", .value = "share", .low = "low", .high = "high", .n = "missing", .base = "n",
	  .percent = true, .most = BARS, .describe = "Bars: the share of respondents who were not found, by mood"}},
	{"quadrant",
	 {SD_CHART_SHARES, "outcome", .group = "mood", .value = "share", .low = "low", .high = "high", .n = "n",
	  .parts = true, .percent = true, .most = BARS,
	  .describe = "Bars: the share that stays or leaves, by stated mood"}},
	{"moods",
	 {SD_CHART_DIFFERENCES, "mood", .value = "adjusted", .low = "adjusted_low", .high = "adjusted_high", .n = "n",
	  .percent = true, .most = BARS,
	  .describe = "Points: how many more or fewer of them stay than what they had done before foretold; "
		      "happy-unhappy: the one less the other"}},
	{"theme-ledger",
	 {SD_CHART_DIFFERENCES, "code", .second = "polarity", .value = "stay_difference", .low = "difference_low",
	  .high = "difference_high", .n = "n",
	  .notes = {{"named by ", "share", " %", SD_CHART_PERCENT}, {"score ", "stated_weight", "", SD_CHART_SIGNED}},
	  .percent = true, .most = BARS,
	  .describe = "Points: how many more or fewer of those who name a theme stay than of the others; n name it. "
		      "Beside each: the share that names it and, where there is a score, what it weighs in that"}},
	{"ledger",
	 {SD_CHART_SHARES, "category", .group = "of", .value = "share", .n = "n", .parts = true, .percent = true,
	  .most = 2 * BARS,
	  .describe = "Bars: the share of the survey's rows, and of the customers, in each category"}},
	{"who",
	 {SD_CHART_SHARES, "class", .group = "group", .value = "share", .n = "n", .other = "frame_share",
	  .other_words = "of all customers", .percent = true, .most = BARS,
	  .describe = "Bars: the share of respondents in each class of customers, who are n; upright lines: that of "
		      "all "
		      "customers"}},
	{"sensitivity",
	 {SD_CHART_DIFFERENCES, "variant", .value = "retention", .low = "low", .high = "high",
	  .notes = {{"", "horizon", " days", SD_CHART_AS_IS}}, .percent = true, .most = BARS,
	  .describe = "Points: how many more of the happy than of the unhappy stay, by how long one waits"}},
	{"intent",
	 {SD_CHART_SHARES, "level", .group = "of", .value = "share", .low = "low", .high = "high", .n = "done",
	  .base = "n", .other = "stated", .other_words = "said", .percent = true, .most = 2 * BARS,
	  .describe = "Bars: of those who said so, the share that did; upright lines, where there are any: the chance "
		      "that the score says"}},
	{"verdicts",
	 {SD_CHART_SHARES, "value", .group = "kind", .value = "share", .low = "low", .high = "high", .n = "kept",
	  .rest = "broken", .other = "forecast", .other_words = "foretold", .percent = true, .most = BARS,
	  .describe = "Bars: the share of promises that were kept, of those whose days are over; upright lines: how "
		      "many would have done so by what they had done before"}},
	{"claim-verdicts",
	 {SD_CHART_SHARES, "verdict", .group = "value", .value = "share", .low = "low", .high = "high", .n = "people",
	  .base = "base", .percent = true, .most = 2 * BARS,
	  .describe = "Bars: the share of claims that were kept, and not borne out, of those whose days are over"}},
	{"stands-out",
	 {SD_CHART_DIFFERENCES, "item", .second = "group", .value = "difference", .low = "low", .high = "high",
	  .n = "n", .percent = true, .most = BARS,
	  .describe = "Points: how much more often a group names a code than all others, the surest first; n of the "
		      "group name it"}},
};

/* Leaves in the rows that a drawing is of: themes, classes, what was found of anybody, the differences of moods. */
static bool is_drawn(const struct sd_grid *grid, size_t row, const char *kind)
{
	struct sd_text code = sd_grid_cell(grid, row, !strcmp(kind, "stands-out") ? "item" : "code");
	if (code.length && code.data[0] == '-')
		return false;
	if (!strcmp(kind, "who"))
		return sd_grid_cell(grid, row, "frame_share").data;
	if (!strcmp(kind, "verdicts"))
		return sd_grid_is(grid, row, "kind", "intent") || sd_grid_is(grid, row, "kind", "switch");
	if (!strcmp(kind, "ledger"))
		return sd_grid_number(grid, row, "n") > 0;
	return strcmp(kind, "sensitivity") != 0 || sd_grid_is(grid, row, "mood", "happy-unhappy");
}

static void leave_drawn(struct sd_grid *grid, const char *kind)
{
	size_t kept = 0;
	for (size_t row = 0; row < grid->rows; row++)
		if (is_drawn(grid, row, kind))
			memmove(grid->cells + kept++ * grid->columns, grid->cells + row * grid->columns,
				grid->columns * sizeof *grid->cells);
	grid->rows = kept;
}

struct surest {
	double g2;
	size_t row;
};

static int compare_surest(const void *a, const void *b)
{
	const struct surest *x = a, *y = b;
	return x->g2 != y->g2 ? (x->g2 > y->g2 ? -1 : 1) : (x->row > y->row) - (x->row < y->row);
}

/* Of many groups not all are drawn: then those that matter, and not the first of the alphabet. */
static void put_surest_first(struct sd_grid *grid)
{
	if (!grid->rows)
		return;
	struct surest *order = sd_calloc(grid->rows + 1, sizeof *order);
	struct sd_text *cells = sd_calloc(grid->rows * grid->columns + 1, sizeof *cells);
	for (size_t row = 0; row < grid->rows; row++) {
		double g2 = sd_grid_number(grid, row, "g2");
		order[row] = (struct surest){g2 > 0 ? g2 : 0, row};
	}
	qsort(order, grid->rows, sizeof *order, compare_surest);
	for (size_t row = 0; row < grid->rows; row++)
		memcpy(cells + row * grid->columns, grid->cells + order[row].row * grid->columns,
		       grid->columns * sizeof *cells);
	memcpy(grid->cells, cells, grid->rows * grid->columns * sizeof *cells);
	free(cells);
	free(order);
}

/* Headings of groups in words. */
static void name_groups(struct sd_grid *grid, const char *kind, const char *column)
{
	static const struct {
		const char *kind, *name, *words;
	} groups[] = {{"who", "value", "By spend in the days before"},
		      {"who", "recency", "By days since the last purchase"},
		      {"ledger", "answers", "Rows of the survey"},
		      {"ledger", "customers", "Customers"},
		      {"verdicts", "intent", "Promises"},
		      {"verdicts", "switch", "Going elsewhere"},
		      {"intent", "level", "By score"},
		      {"intent", "all", "All of them"},
		      {"intent", "class", "By what was promised, and how surely"}};
	size_t at = column ? sd_grid_column(grid, column) : SIZE_MAX;
	for (size_t row = 0; at != SIZE_MAX && row < grid->rows; row++)
		for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
			if (!strcmp(groups[i].kind, kind) && sd_grid_is(grid, row, column, groups[i].name)) {
				grid->cells[row * grid->columns + at] = sd_text_of(groups[i].words);
				break;
			}
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
		if (verdict != SIZE_MAX && sd_grid_is(grid, row, "verdict", sd_verdict_names[SD_VERDICT_BROKEN]))
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
				*cell = (struct sd_text){sd_arena_dup(&grid->arena, label.data, label.length),
							 label.length};
				break;
			}
		sd_str_release(&label);
	}
}

void sd_report_add_chart(const struct sd_report *report, const struct sd_report_table *table, struct sd_str *html)
{
	static const struct sd_chart shares = {SD_CHART_SHARES, .value = "share",
					       .low = "low",	.high = "high",
					       .n = "n",	.percent = true,
					       .most = BARS,	.describe = "Bars: shares"};
	struct sd_chart chart = shares;
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	leave_drawn(&grid, table->kind);
	if (!strcmp(table->kind, "claim-verdicts") || !strcmp(table->kind, "verdicts"))
		name_claims(&grid);
	if (!strcmp(table->kind, "stands-out"))
		put_surest_first(&grid);
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
	name_groups(&grid, table->kind, chart.group);
	if (known)
		sd_chart_add(html, table->id.data, &chart, &grid);
	free(first);
	sd_grid_release(&grid);
}
