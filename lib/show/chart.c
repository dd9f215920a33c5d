/* SPDX-License-Identifier: MIT */
#include "show/chart.h"

#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "guard/escape.h"

enum { WIDTH = 360, ROW = 36, LABEL_MOST = 40, SECOND_MOST = 18, PANEL = 92, PERIODS_LEAST = 2 };

/* So much of a text, by characters, with an ellipsis where there is more. */
static void add_short(struct sd_str *html, struct sd_text text, size_t most)
{
	size_t characters = 0, end = 0;
	for (; end < text.length; end++) {
		characters += ((unsigned char)text.data[end] & 0xC0) != 0x80;
		if (characters > most)
			break;
	}
	sd_html_add(html, (struct sd_text){text.data, end});
	if (end < text.length)
		sd_str_adds(html, "…");
}

static void add_number(struct sd_str *html, double value, bool percent, bool sign)
{
	if (sign && value > 0)
		sd_str_addc(html, '+');
	sd_double_add(html, percent ? 100 * value : value, percent ? 0 : fabs(value) < 10 ? 2 : 0);
}

static void add_value(struct sd_str *html, const struct sd_chart *chart, double value, double low, double high,
		      struct sd_text n)
{
	bool sign = chart->kind == SD_CHART_DIFFERENCES;
	add_number(html, value, chart->percent, sign);
	if (chart->percent)
		sd_str_adds(html, sign ? " points" : " %");
	if (isfinite(low) && isfinite(high)) {
		sd_str_adds(html, " (");
		add_number(html, low, chart->percent, sign);
		sd_str_adds(html, " to ");
		add_number(html, high, chart->percent, sign);
		sd_str_adds(html, ")");
	}
	if (n.data) {
		sd_str_adds(html, ", n ");
		sd_html_add(html, n);
	}
}

/* Where a value stands, in units of the drawing. */
static double place(double value, double from, double to)
{
	double at = to > from ? (value - from) / (to - from) * WIDTH : 0;
	return at < 0 ? 0 : at > WIDTH ? WIDTH : at;
}

static void begin(struct sd_str *html, const char *id, const struct sd_chart *chart, size_t height)
{
	sd_str_addf(html,
		    "<figure class=\"chart\"><svg id=\"chart-%s\" class=\"drawing\" viewBox=\"-8 0 %d %zu\" role=\"img\" "
		    "aria-labelledby=\"chart-%s-title\"><title id=\"chart-%s-title\">",
		    id, WIDTH + 16, height, id, id);
	sd_html_add(html, sd_text_of(chart->describe));
	sd_str_adds(html, "</title>\n");
}

static struct sd_text optional(const struct sd_grid *grid, size_t row, const char *name)
{
	return name ? sd_grid_cell(grid, row, name) : (struct sd_text){NULL, 0};
}

struct span {
	double from, to;
};

/* The axis that holds every interval: from 0 for shares, about 0 for differences. */
static struct span span_of(const struct sd_chart *chart, const struct sd_grid *grid)
{
	struct span span = {0, 0};
	for (size_t i = 0; i < grid->rows; i++) {
		const char *const names[] = {chart->value, chart->low, chart->high};
		for (size_t k = 0; k < 3; k++) {
			double value = names[k] ? sd_grid_number(grid, i, names[k]) : NAN;
			if (!isfinite(value))
				continue;
			span.from = fmin(span.from, value);
			span.to = fmax(span.to, value);
		}
	}
	if (chart->kind == SD_CHART_DIFFERENCES) {
		span.to = fmax(span.to, -span.from);
		span.from = -span.to;
	}
	return span;
}

static void add_row(struct sd_str *html, const struct sd_chart *chart, const struct sd_grid *grid, size_t row,
		    struct span span, size_t y)
{
	double value = sd_grid_number(grid, row, chart->value), low = sd_grid_number(grid, row, chart->low),
	       high = sd_grid_number(grid, row, chart->high);
	struct sd_text label = optional(grid, row, chart->label), second = optional(grid, row, chart->second);
	sd_str_addf(html, "<text class=\"label\" x=\"0\" y=\"%zu\">", y + 12);
	add_short(html, label.data ? label : SD_TEXT("(none)"), (size_t)(second.data ? LABEL_MOST - SECOND_MOST : LABEL_MOST - 14));
	if (second.data) {
		sd_str_adds(html, " · ");
		add_short(html, second, SECOND_MOST);
	}
	sd_str_addf(html, "</text><text class=\"value\" x=\"%d\" y=\"%zu\">", WIDTH, y + 12);
	add_value(html, chart, value, low, high, optional(grid, row, chart->n));
	sd_str_adds(html, "</text>");
	const double at = place(value, span.from, span.to), zero = place(0, span.from, span.to);
	if (chart->kind == SD_CHART_SHARES)
		sd_str_addf(html, "<rect class=\"bar\" x=\"0\" y=\"%zu\" width=\"%.1f\" height=\"9\"/>", y + 17, at);
	else
		sd_str_addf(html, "<path class=\"zero\" d=\"M%.1f %zuV%zu\"/>", zero, y + 15, y + 28);
	if (isfinite(low) && isfinite(high)) {
		double from = place(low, span.from, span.to), to = place(high, span.from, span.to);
		sd_str_addf(html, "<path class=\"whisker\" d=\"M%.1f %zuH%.1fM%.1f %zuv7M%.1f %zuv7\"/>", from, y + 22, to, from,
			    y + 18, to, y + 18);
	}
	if (chart->kind == SD_CHART_DIFFERENCES)
		sd_str_addf(html, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%zu\" r=\"4\"/>", value < 0 ? "less" : "more", at,
			    y + 22);
	sd_str_addc(html, '\n');
}

static size_t rows_with_numbers(const struct sd_chart *chart, const struct sd_grid *grid)
{
	size_t found = 0;
	for (size_t i = 0; i < grid->rows; i++)
		found += isfinite(sd_grid_number(grid, i, chart->value)) ? 1 : 0;
	return found < chart->most ? found : chart->most;
}

static bool add_rows(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	size_t drawn = 0, wanted = rows_with_numbers(chart, grid);
	if (!wanted)
		return false;
	struct span span = span_of(chart, grid);
	begin(html, id, chart, wanted * ROW);
	for (size_t i = 0; i < grid->rows && drawn < wanted; i++)
		if (isfinite(sd_grid_number(grid, i, chart->value)))
			add_row(html, chart, grid, i, span, drawn++ * ROW);
	sd_str_adds(html, "</svg></figure>\n");
	return true;
}

/* The different texts of a column in their order of appearance, or in byte order; absent ones left out. */
static struct sd_text *different(const struct sd_grid *grid, const char *column, const char *needs, bool sorted, size_t *length)
{
	struct sd_text *found = sd_calloc(grid->rows + 1, sizeof *found);
	*length = 0;
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text cell = sd_grid_cell(grid, i, column);
		bool known = !cell.data || !isfinite(sd_grid_number(grid, i, needs));
		for (size_t k = 0; k < *length && !known; k++)
			known = sd_text_equal(found[k], cell);
		if (known)
			continue;
		size_t at = (*length)++;
		for (; sorted && at && sd_text_compare(cell, found[at - 1]) < 0; at--)
			found[at] = found[at - 1];
		found[at] = cell;
	}
	return found;
}

static size_t index_of(const struct sd_text *list, size_t length, struct sd_text text)
{
	for (size_t i = 0; i < length; i++)
		if (sd_text_equal(list[i], text))
			return i;
	return SIZE_MAX;
}

struct periods {
	const struct sd_text *names;
	size_t length;
};

static double period_x(const struct periods *periods, size_t at)
{
	return periods->length > 1 ? 6 + (double)at * (WIDTH - 12) / (double)(periods->length - 1) : WIDTH / 2.0;
}

static void add_panel(struct sd_str *html, const struct sd_chart *chart, const struct sd_grid *grid,
		      const struct periods *periods, struct sd_text label, double top, size_t y)
{
	enum { BASE = 74, TALL = 52 };
	double *value = sd_alloc(periods->length + 1, sizeof *value);
	size_t last = SIZE_MAX;
	bool drawing = false;
	sd_str_addf(html, "<text class=\"label\" x=\"0\" y=\"%zu\">", y + 12);
	add_short(html, label, LABEL_MOST);
	sd_str_addf(html, "</text><path class=\"axis\" d=\"M0 %zuH%d\"/>", y + BASE, WIDTH);
	for (size_t i = 0; i < periods->length; i++)
		value[i] = NAN;
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text period = sd_grid_cell(grid, i, chart->period), cell = sd_grid_cell(grid, i, chart->label);
		size_t at = period.data ? index_of(periods->names, periods->length, period) : SIZE_MAX;
		if (at == SIZE_MAX || !cell.data || !sd_text_equal(cell, label))
			continue;
		double share = sd_grid_number(grid, i, chart->value), x = period_x(periods, at);
		double low = sd_grid_number(grid, i, chart->low), high = sd_grid_number(grid, i, chart->high);
		if (!isfinite(share))
			continue;
		value[at] = share;
		last = last == SIZE_MAX || at > last ? at : last;
		if (isfinite(low) && isfinite(high))
			sd_str_addf(html, "<path class=\"whisker\" d=\"M%.1f %.1fV%.1f\"/>", x,
				    (double)(y + BASE) - low / top * TALL, (double)(y + BASE) - high / top * TALL);
		sd_str_addf(html, "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x,
			    (double)(y + BASE) - share / top * TALL);
	}
	sd_str_adds(html, "<path class=\"line\" d=\"");
	for (size_t i = 0; i < periods->length; i++) {
		if (isfinite(value[i]))
			sd_str_addf(html, "%c%.1f %.1f", drawing ? 'L' : 'M', period_x(periods, i),
				    (double)(y + BASE) - value[i] / top * TALL);
		drawing = isfinite(value[i]);
	}
	sd_str_addf(html, "\"/><text class=\"value\" x=\"%d\" y=\"%zu\">", WIDTH, y + 12);
	if (last != SIZE_MAX) {
		add_number(html, value[last], chart->percent, false);
		sd_str_adds(html, chart->percent ? " % in " : " in ");
		add_short(html, periods->names[last], SECOND_MOST);
	}
	sd_str_addf(html, "</text><text class=\"tick\" x=\"0\" y=\"%zu\">", y + 86);
	add_short(html, periods->names[0], SECOND_MOST);
	sd_str_addf(html, "</text><text class=\"tick end\" x=\"%d\" y=\"%zu\">", WIDTH, y + 86);
	add_short(html, periods->names[periods->length - 1], SECOND_MOST);
	sd_str_adds(html, "</text>\n");
	free(value);
}

static bool add_time(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	size_t labels, length;
	struct sd_text *names = different(grid, chart->period, chart->value, true, &length);
	struct sd_text *label = different(grid, chart->label, chart->value, false, &labels);
	const struct periods periods = {names, length};
	bool drawn = labels && length >= PERIODS_LEAST;
	struct span span = span_of(chart, grid);
	labels = labels < chart->most ? labels : chart->most;
	if (drawn) {
		begin(html, id, chart, labels * PANEL);
		for (size_t i = 0; i < labels; i++)
			add_panel(html, chart, grid, &periods, label[i], span.to > 0 ? span.to : 1, i * PANEL);
		sd_str_adds(html, "</svg></figure>\n");
	}
	free(names);
	free(label);
	return drawn;
}

bool sd_chart_add(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	return chart->kind == SD_CHART_TIME ? add_time(html, id, chart, grid) : add_rows(html, id, chart, grid);
}
