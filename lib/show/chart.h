/* SPDX-License-Identifier: MIT */
/* Charts as SVG within the page: drawn at once, so that they stand on paper and without scripts, too. Each number is
 * written beside its mark, each interval is drawn, and colour never tells anything alone. Under each stands what
 * it shows, and of how many rows where not all are drawn. Narrow, as a phone is; all marks bear classes that the page's
 * style sheet colours. */
#ifndef SD_SHOW_CHART_H
#define SD_SHOW_CHART_H

#include "show/grid.h"

enum sd_chart_kind {
	SD_CHART_SHARES,      /* bars from 0, with whiskers */
	SD_CHART_DIFFERENCES, /* points with whiskers about a line at 0 */
	SD_CHART_TIME	      /* a line a label, each in its own small chart, periods from left to right */
};
/* A further cell of the row, told beside its label: the words before and behind it. */
struct sd_chart_note {
	const char *before, *column, *behind; /* column NULL: none */
	enum { SD_CHART_AS_IS, SD_CHART_PERCENT, SD_CHART_SIGNED } written;
};
/* What of a grid is drawn: names of columns, NULL where there is none. */
struct sd_chart {
	enum sd_chart_kind kind;
	const char *label, *second; /* second: written behind the label, as a group */
	const char *value, *low, *high, *n, *period;
	const char *base, *group; /* base: of how many n are; group: rows of the same one stand under its heading */
	const char *rest;	  /* without a base: how many besides n make it … */
	bool parts;		  /* … or the n of a group's rows do. Told only where the share is n of that */
	const char *other, *other_words; /* a second share, drawn as an upright line, and what it is: "of all
					    customers" */
	struct sd_chart_note notes[2];
	bool percent; /* shares of 1 */
	size_t most;  /* rows that are drawn, the first ones; of time labels, those of the largest n */
	const char *describe; /* what it shows: under it, and for who cannot see it; a sentence without its end */
};
/* A number as charts write it: shares of 1 in percent, no sign at what rounds to nothing, a true minus. */
void sd_chart_add_number(struct sd_str *text, double value, bool percent, bool sign);
/* Adds a `figure` with the chart; nothing, and false, where no row has a number, or all are 0. `id` is ours and makes
 * ids of it. */
bool sd_chart_add(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid);

#endif
