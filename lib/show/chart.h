/* SPDX-License-Identifier: MIT */
/* Charts as SVG within the page: drawn at once, so that they stand on paper and without scripts, too. Each number is
 * written beside its mark, each interval is drawn, and colour never tells anything alone. Narrow, as a phone is; all
 * marks bear classes that the page's style sheet colours. */
#ifndef SD_SHOW_CHART_H
#define SD_SHOW_CHART_H

#include "show/grid.h"

enum sd_chart_kind {
	SD_CHART_SHARES,      /* bars from 0, with whiskers */
	SD_CHART_DIFFERENCES, /* points with whiskers about a line at 0 */
	SD_CHART_TIME	      /* a line a label, each in its own small chart, periods from left to right */
};
/* What of a grid is drawn: names of columns, NULL where there is none. */
struct sd_chart {
	enum sd_chart_kind kind;
	const char *label, *second; /* second: written behind the label, as a group */
	const char *value, *low, *high, *n, *period;
	bool percent; /* shares of 1 */
	size_t most;  /* rows (or, of time, labels) that are drawn; the first ones */
	const char *describe; /* what it shows, for who cannot see it */
};
/* Adds a `figure` with the chart; nothing, and false, where no row has a number. `id` is ours and makes ids of it. */
bool sd_chart_add(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid);

#endif
