/* SPDX-License-Identifier: MIT */
#include "show/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "guard/escape.h"

enum { WIDTH = 360, PERIODS_LEAST = 2 };
/* Heights, and how many columns of text a line holds: in a wide font a bold character is some 8 units wide. */
enum { LINE = 15, BARS = 21, HEADING = 22, TICKS = 16, LINE_MOST = 42, LINES_MOST = 3, SECOND_MOST = 24 };

static size_t character_length(struct sd_text text, size_t at)
{
	size_t length = 1;
	while (at + length < text.length && ((unsigned char)text.data[at + length] & 0xC0) == 0x80)
		length++;
	return length;
}

/* Two columns from U+3000 on, where most of what is written is as wide as it is high. */
static size_t character_columns(unsigned char lead)
{
	return lead >= 0xE3 ? 2 : 1;
}

/* What of a text fits into so many columns: up to a blank where there is one. */
static size_t fitting(struct sd_text text, size_t most)
{
	size_t columns = 0, end = 0, blank = 0;
	while (end < text.length) {
		columns += character_columns((unsigned char)text.data[end]);
		if (columns > most)
			return blank ? blank : end;
		if (text.data[end] == ' ')
			blank = end;
		end += character_length(text, end);
	}
	return end;
}

/* So much of a text, with an ellipsis where there is more. */
static void add_short(struct sd_str *html, struct sd_text text, size_t most)
{
	size_t end = fitting(text, most);
	sd_html_add(html, (struct sd_text){text.data, end});
	if (end < text.length)
		sd_str_adds(html, "…");
}

void sd_chart_add_number(struct sd_str *text, double value, bool percent, bool sign)
{
	struct sd_str digits = SD_STR_INIT;
	double size = fabs(percent ? 100 * value : value);
	sd_double_add(&digits, size, percent ? (size < 0.95 ? 1 : 0) : size < 9.995 ? 2 : 0);
	bool nothing = strspn(digits.data, "0.") == digits.length;
	if (!nothing && (value < 0 || sign))
		sd_str_adds(text, value < 0 ? "−" : "+");
	sd_str_adds(text, nothing ? "0" : digits.data);
	sd_str_release(&digits);
}

static struct sd_text optional(const struct sd_grid *grid, size_t row, const char *name)
{
	return name ? sd_grid_cell(grid, row, name) : (struct sd_text){NULL, 0};
}

/* Not a number where there is no such column. */
static double number(const struct sd_grid *grid, size_t row, const char *name)
{
	return name ? sd_grid_number(grid, row, name) : NAN;
}

/* Of how many n are, where no cell tells; not a number where what could be it is not what the share is of: of a group
 * some parts may be hidden. */
static double base_of(const struct sd_chart *chart, const struct sd_grid *grid, size_t row)
{
	enum { PLACES = 10000 };
	double n = number(grid, row, chart->n), base = chart->rest ? n + number(grid, row, chart->rest) : NAN;
	if (chart->parts) {
		base = 0;
		for (size_t i = 0; i < grid->rows; i++)
			if (isfinite(number(grid, i, chart->value)) &&
			    sd_text_equal(optional(grid, i, chart->group), optional(grid, row, chart->group)))
				base += number(grid, i, chart->n);
	}
	return fabs(n / base - number(grid, row, chart->value)) < 1.0 / PLACES ? base : NAN;
}

/* All that is written at a mark, in plain text. */
static void add_value(struct sd_str *text, const struct sd_chart *chart, const struct sd_grid *grid, size_t row)
{
	bool sign = chart->kind == SD_CHART_DIFFERENCES;
	double low = number(grid, row, chart->low), high = number(grid, row, chart->high);
	sd_chart_add_number(text, number(grid, row, chart->value), chart->percent, sign);
	if (chart->percent)
		sd_str_adds(text, sign ? " points" : " %");
	if (isfinite(low) && isfinite(high)) {
		sd_str_adds(text, " (");
		sd_chart_add_number(text, low, chart->percent, sign);
		sd_str_adds(text, " to ");
		sd_chart_add_number(text, high, chart->percent, sign);
		sd_str_adds(text, ")");
	}
	struct sd_text n = optional(grid, row, chart->n), base = optional(grid, row, chart->base);
	double sum = base.data ? NAN : base_of(chart, grid, row);
	if (n.data) {
		sd_str_adds(text, base.data || isfinite(sum) ? ", " : ", n ");
		sd_str_add_text(text, n);
		sd_str_adds(text, base.data || isfinite(sum) ? " of " : "");
		sd_str_add_text(text, base);
		if (isfinite(sum))
			sd_double_add(text, sum, 0);
	}
	double other = number(grid, row, chart->other);
	if (isfinite(other)) {
		sd_str_adds(text, "; ");
		sd_chart_add_number(text, other, chart->percent, false);
		sd_str_addf(text, "%s %s", chart->percent ? " %" : "", chart->other_words);
	}
}

static void add_notes(struct sd_str *text, const struct sd_chart *chart, const struct sd_grid *grid, size_t row)
{
	for (size_t i = 0; i < sizeof chart->notes / sizeof *chart->notes; i++) {
		const struct sd_chart_note *note = &chart->notes[i];
		struct sd_text cell = optional(grid, row, note->column);
		if (!cell.data || (note->written != SD_CHART_AS_IS && !isfinite(sd_number_of(cell))))
			continue;
		sd_str_addf(text, "%s%s", text->length ? ", " : "", note->before);
		if (note->written == SD_CHART_AS_IS)
			sd_str_add_text(text, cell);
		else
			sd_chart_add_number(text, sd_number_of(cell), note->written == SD_CHART_PERCENT,
					    note->written == SD_CHART_SIGNED);
		sd_str_adds(text, note->behind);
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
		    "<figure class=\"chart\"><svg id=\"chart-%s\" class=\"drawing\" viewBox=\"-8 0 %d %zu\" "
		    "role=\"img\" aria-labelledby=\"chart-%s-title\"><title id=\"chart-%s-title\">",
		    id, WIDTH + 16, height, id, id);
	sd_html_add(html, sd_text_of(chart->describe));
	sd_str_adds(html, "</title>\n");
}

/* What it shows, once more in sight: the drawing's title is for who cannot see it. */
static void end(struct sd_str *html, const struct sd_chart *chart, size_t drawn, size_t all)
{
	sd_str_adds(html, "</svg><figcaption aria-hidden=\"true\">");
	sd_html_add(html, sd_text_of(chart->describe));
	sd_str_adds(html, ".");
	if (chart->low)
		sd_str_adds(html, " Thin lines: 95 % intervals.");
	if (chart->kind == SD_CHART_DIFFERENCES)
		sd_str_adds(html, " Filled: more; hollow: less.");
	if (drawn < all)
		sd_str_addf(html, " Drawn: %zu of %zu; the table has all.", drawn, all);
	sd_str_adds(html, "</figcaption></figure>\n");
}

struct span {
	double from, to;
};

/* The least round number that is as large. */
static double round_up(double value, bool percent)
{
	static const double steps[] = {1, 2, 3, 4, 5, 6, 8, 10};
	double unit = percent ? 0.01 : 0.1;
	while (unit * 10 < value)
		unit *= 10;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		/* A hair more, for 0.3 is not quite 3 times 0.1; up to 10 percent even ones, whose half is written
		 * whole. */
		if (unit * steps[i] * (1 + 1e-9) >= value && !(percent && unit < 0.05 && fmod(steps[i], 2) > 0))
			return unit * steps[i];
	return value;
}

static size_t index_of(const struct sd_text *list, size_t length, struct sd_text text)
{
	for (size_t i = 0; i < length; i++)
		if (sd_text_equal(list[i], text))
			return i;
	return SIZE_MAX;
}

/* The axis that holds every interval and ends in round numbers: from 0 for shares, about 0 for differences. Of the rows
 * with one of these labels, or of all where `labels` is NULL. */
static struct span span_of(const struct sd_chart *chart, const struct sd_grid *grid, const struct sd_text *labels,
			   size_t length)
{
	double most = 0;
	for (size_t i = 0; i < grid->rows; i++) {
		if (labels && index_of(labels, length, sd_grid_cell(grid, i, chart->label)) == SIZE_MAX)
			continue;
		const char *const names[] = {chart->value, chart->low, chart->high, chart->other};
		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			double value = number(grid, i, names[k]);
			if (isfinite(value))
				most = fmax(most, fabs(value));
		}
	}
	most = round_up(most, chart->percent);
	if (chart->kind != SD_CHART_DIFFERENCES && chart->percent)
		most = fmin(most, 1);
	return (struct span){chart->kind == SD_CHART_DIFFERENCES ? -most : 0, most};
}

/* A bold character in tenths of a unit; hundredths of that, of a figure and of what stands beside; a gap, and a
 * line. */
enum { BOLD = 82, PLAIN = 80, SMALL = 72, GAP = 70, FULL = 10 * WIDTH };

/* How wide a text is in bold, in tenths of a unit, in a wide font. By its length alone: no text changes what is
 * drawn. */
static size_t width_of(struct sd_text text)
{
	size_t columns = 0;
	for (size_t i = 0; i < text.length; i += character_length(text, i))
		columns += character_columns((unsigned char)text.data[i]);
	return columns * BOLD;
}

/* What stands beside a label: in the label's own line, or in one of its own below it. Both places are always there, one
 * of them empty, for the length of a foreign text is not to change of which elements the page is. */
struct place {
	struct sd_text text;
	bool below;
};

static void add_placed(struct sd_str *html, const struct place *place, bool below, const char *before)
{
	sd_str_adds(html, before);
	if (place->below == below)
		add_short(html, place->text, LINE_MOST - 1);
	sd_str_adds(html, "</tspan>");
}

/* A label, what is told beside it, and what is written at its end, in one line where all fit; returns where the next
 * line begins. */
static size_t add_label(struct sd_str *html, struct sd_text label, struct sd_text second, struct sd_text note,
			struct sd_text value, size_t y)
{
	static const char line_of_label[] = "<text class=\"label\" x=\"0\" y=\"%zu\"><tspan>", beside[] = "<tspan "
													  "class="
													  "\"beside\" "
													  "dx=\"7\">";
	size_t used = 0;
	for (size_t line = 1; label.length; line++, y += LINE) {
		size_t most = line < LINES_MOST ? LINE_MOST : LINE_MOST - 1, end = fitting(label, most);
		bool last = end == label.length || line == LINES_MOST;
		used = width_of((struct sd_text){label.data, end});
		sd_str_addf(html, line_of_label, y + 12);
		sd_html_add(html, (struct sd_text){label.data, end});
		sd_str_adds(html, end < label.length && last ? "…</tspan>" : "</tspan>");
		if (last)
			break;
		sd_str_adds(html, "</text>");
		label.data += end;
		label.length -= end;
		while (label.length && *label.data == ' ') {
			label.data++;
			label.length--;
		}
	}
	const size_t dot = width_of(SD_TEXT(" · ")), note_width = width_of(note) * SMALL / 100;
	struct place group = {second, second.length && used + dot + width_of(second) > LINE_MOST * BOLD};
	if (second.length) {
		add_placed(html, &group, false, group.below ? "<tspan>" : " · <tspan>");
		used = (group.below ? 0 : used + dot) +
		       width_of((struct sd_text){second.data, fitting(second, LINE_MOST)});
	}
	struct place told = {note, used + GAP + note_width > FULL};
	if (note.length && !group.below)
		add_placed(html, &told, false, beside);
	sd_str_adds(html, "</text>");
	y += group.below ? LINE : 0;
	if (second.length) {
		sd_str_addf(html, line_of_label, y + 12);
		add_placed(html, &group, true, "");
		if (note.length && group.below)
			add_placed(html, &told, false, beside);
		sd_str_adds(html, "</text>");
	}
	if (note.length) {
		y += told.below ? LINE : 0;
		used = told.below ? note_width : used + GAP + note_width;
		sd_str_addf(html, "<text class=\"beside\" x=\"0\" y=\"%zu\"><tspan>", y + 12);
		add_placed(html, &told, true, "");
		sd_str_adds(html, "</text>");
	}
	if (used + width_of(value) * PLAIN / 100 + GAP > FULL)
		y += LINE;
	sd_str_addf(html, "<text class=\"value\" x=\"%d\" y=\"%zu\">", WIDTH, y + 12);
	sd_html_add(html, value);
	sd_str_adds(html, "</text>");
	return y + LINE;
}

static size_t add_row(struct sd_str *html, const struct sd_chart *chart, const struct sd_grid *grid, size_t row,
		      struct span span, size_t y)
{
	double value = number(grid, row, chart->value), low = number(grid, row, chart->low),
	       high = number(grid, row, chart->high);
	struct sd_text label = optional(grid, row, chart->label), second = optional(grid, row, chart->second);
	if (!label.length) {
		label = second.length ? second : SD_TEXT("(none)");
		second.length = 0;
	}
	struct sd_str written = SD_STR_INIT, notes = SD_STR_INIT;
	add_value(&written, chart, grid, row);
	add_notes(&notes, chart, grid, row);
	y = add_label(html, label, second, sd_str_text(&notes), sd_str_text(&written), y);
	sd_str_release(&written);
	sd_str_release(&notes);
	const double at = place(value, span.from, span.to), zero = place(0, span.from, span.to);
	if (chart->kind == SD_CHART_SHARES)
		sd_str_addf(html, "<rect class=\"bar\" x=\"0\" y=\"%zu\" width=\"%.1f\" height=\"9\"/>", y + 2, at);
	else
		sd_str_addf(html, "<path class=\"zero\" d=\"M%.1f %zuV%zu\"/>", zero, y, y + 13);
	if (isfinite(low) && isfinite(high)) {
		double from = place(low, span.from, span.to), to = place(high, span.from, span.to);
		sd_str_addf(html, "<path class=\"whisker\" d=\"M%.1f %zuH%.1fM%.1f %zuv7M%.1f %zuv7\"/>", from, y + 7,
			    to, from, y + 3, to, y + 3);
	}
	const double other = number(grid, row, chart->other);
	if (isfinite(other))
		sd_str_addf(html, "<path class=\"other\" d=\"M%.1f %zuv13\"/>", place(other, span.from, span.to), y);
	if (chart->kind == SD_CHART_DIFFERENCES)
		sd_str_addf(html, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%zu\" r=\"4\"/>", value < 0 ? "less" : "more",
			    at, y + 7);
	sd_str_addc(html, '\n');
	return y + BARS;
}

/* Its two ends and its middle, in figures. */
static size_t add_axis(struct sd_str *html, const struct sd_chart *chart, struct span span, size_t y)
{
	static const char *const classes[] = {"tick", "tick middle", "tick end"};
	bool sign = chart->kind == SD_CHART_DIFFERENCES;
	sd_str_addf(html, "<path class=\"axis\" d=\"M0 %zuv-4M0 %zuH%dv-4M%d %zuv-4\"/>", y, y, WIDTH, WIDTH / 2, y);
	for (int i = 0; i < 3; i++) {
		sd_str_addf(html, "<text class=\"%s\" x=\"%d\" y=\"%zu\">", classes[i], i * WIDTH / 2, y + 12);
		sd_chart_add_number(html, span.from + i * (span.to - span.from) / 2, chart->percent, sign);
		sd_str_adds(html, !chart->percent ? "</text>" : sign ? " points</text>" : " %</text>");
	}
	sd_str_addc(html, '\n');
	return y + TICKS;
}

/* A heading over the rows of one group, where rows come in groups. */
static size_t add_group(struct sd_str *html, struct sd_text group, size_t y)
{
	for (size_t line = 1; line <= LINES_MOST && group.length; line++, y += LINE) {
		size_t end = fitting(group, LINE_MOST);
		sd_str_addf(html, "<text class=\"group\" x=\"0\" y=\"%zu\"><tspan>", y + HEADING - 6);
		sd_html_add(html, (struct sd_text){group.data, end});
		sd_str_adds(html,
			    line == LINES_MOST && end < group.length ? "…</tspan></text>\n" : "</tspan></text>\n");
		group.data += end;
		group.length -= end;
	}
	return y + HEADING - LINE + 4;
}

static bool is_grouped(const struct sd_chart *chart, const struct sd_grid *grid)
{
	for (size_t i = 1; i < grid->rows && chart->group; i++)
		if (!sd_text_equal(optional(grid, i, chart->group), optional(grid, 0, chart->group)))
			return true;
	return false;
}

static bool add_rows(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	size_t drawn = 0, all = 0, y = 0;
	struct sd_text group = {NULL, 0};
	struct sd_str rows = SD_STR_INIT;
	struct span span = span_of(chart, grid, NULL, 0);
	bool grouped = is_grouped(chart, grid), any = false;
	for (size_t i = 0; i < grid->rows; i++) {
		double value = sd_grid_number(grid, i, chart->value);
		if (!isfinite(value) || all++ >= chart->most)
			continue;
		struct sd_text own = optional(grid, i, chart->group);
		if (grouped && (!drawn || !sd_text_equal(group, own)))
			y = add_group(&rows, own, y);
		group = own;
		y = add_row(&rows, chart, grid, i, span, y);
		/* A row of zeros draws nothing. */
		any |= value > 0 || value < 0;
		drawn++;
	}
	if (any) {
		y = add_axis(&rows, chart, span, y + 2);
		begin(html, id, chart, y);
		sd_str_add_text(html, sd_str_text(&rows));
		end(html, chart, drawn, all);
	}
	sd_str_release(&rows);
	return any;
}

/* The different texts of a column in their order of appearance, or in byte order; absent ones left out. */
static struct sd_text *different(const struct sd_grid *grid, const char *column, const char *needs, bool sorted,
				 size_t *length)
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

struct periods {
	const struct sd_text *names;
	size_t length;
};

static double period_x(const struct periods *periods, size_t at)
{
	return periods->length > 1 ? 6 + (double)at * (WIDTH - 12) / (double)(periods->length - 1) : WIDTH / 2.0;
}

static void add_plain_short(struct sd_str *text, struct sd_text period)
{
	sd_str_add_text(text, (struct sd_text){period.data, fitting(period, SECOND_MOST)});
}

static void add_share_of(struct sd_str *text, const struct sd_chart *chart, double value, struct sd_text period)
{
	sd_chart_add_number(text, value, chart->percent, false);
	sd_str_adds(text, chart->percent ? " % in " : " in ");
	add_plain_short(text, period);
}

/* Its name, with the first and the last value; returns where it ends. */
static size_t add_panel_label(struct sd_str *html, const struct sd_chart *chart, const struct periods *periods,
			      const double *value, struct sd_text label, size_t y)
{
	size_t first = SIZE_MAX, last = 0;
	struct sd_str written = SD_STR_INIT;
	for (size_t i = 0; i < periods->length; i++) {
		if (!isfinite(value[i]))
			continue;
		first = first == SIZE_MAX ? i : first;
		last = i;
	}
	if (first != SIZE_MAX && first != last) {
		add_share_of(&written, chart, value[first], periods->names[first]);
		sd_str_adds(&written, ", ");
	}
	if (first != SIZE_MAX)
		add_share_of(&written, chart, value[last], periods->names[last]);
	y = add_label(html, label, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, sd_str_text(&written), y);
	sd_str_release(&written);
	return y;
}

static size_t add_panel(struct sd_str *html, const struct sd_chart *chart, const struct sd_grid *grid,
			const struct periods *periods, struct sd_text label, double top, size_t y)
{
	enum { ROOF = 17, TALL = 52, FLOOR = ROOF + TALL, BELOW = 22 };
	struct sd_str marks = SD_STR_INIT;
	double *value = sd_alloc(periods->length + 1, sizeof *value);
	double radius = fmax(1.5, fmin(3, WIDTH / 3.0 / (double)periods->length));
	bool drawing = false;
	for (size_t i = 0; i < periods->length; i++)
		value[i] = NAN;
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text period = sd_grid_cell(grid, i, chart->period),
			       cell = sd_grid_cell(grid, i, chart->label);
		size_t at = period.data ? index_of(periods->names, periods->length, period) : SIZE_MAX;
		if (at != SIZE_MAX && cell.data && sd_text_equal(cell, label))
			value[at] = sd_grid_number(grid, i, chart->value);
	}
	y = add_panel_label(html, chart, periods, value, label, y);
	const double floor = (double)y + FLOOR, scale = TALL / top;
	sd_str_addf(html,
		    "<path class=\"axis\" d=\"M0 %zuH%d\"/><path class=\"roof\" d=\"M0 %zuH%d\"/><text class=\"tick\" "
		    "x=\"0\" y=\"%zu\">",
		    y + FLOOR, WIDTH, y + ROOF, WIDTH, y + ROOF - 4);
	sd_chart_add_number(html, top, chart->percent, false);
	sd_str_adds(html, chart->percent ? " %</text>" : "</text>");
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text period = sd_grid_cell(grid, i, chart->period),
			       cell = sd_grid_cell(grid, i, chart->label);
		size_t at = period.data ? index_of(periods->names, periods->length, period) : SIZE_MAX;
		if (at == SIZE_MAX || !cell.data || !sd_text_equal(cell, label) || !isfinite(value[at]))
			continue;
		double low = number(grid, i, chart->low), high = number(grid, i, chart->high),
		       x = period_x(periods, at);
		if (isfinite(low) && isfinite(high))
			sd_str_addf(html, "<path class=\"whisker\" d=\"M%.1f %.1fV%.1f\"/>", x, floor - low * scale,
				    floor - high * scale);
		sd_str_addf(&marks, "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x,
			    floor - value[at] * scale, radius);
	}
	sd_str_adds(html, "<path class=\"line\" d=\"");
	for (size_t i = 0; i < periods->length; i++) {
		if (isfinite(value[i]))
			sd_str_addf(html, "%c%.1f %.1f", drawing ? 'L' : 'M', period_x(periods, i),
				    floor - value[i] * scale);
		drawing = isfinite(value[i]);
	}
	sd_str_adds(html, "\"/>");
	sd_str_add_text(html, sd_str_text(&marks));
	sd_str_addf(html, "<text class=\"tick\" x=\"0\" y=\"%zu\">", y + FLOOR + 12);
	add_short(html, periods->names[0], SECOND_MOST);
	sd_str_addf(html, "</text><text class=\"tick end\" x=\"%d\" y=\"%zu\">", WIDTH, y + FLOOR + 12);
	add_short(html, periods->names[periods->length - 1], SECOND_MOST);
	sd_str_adds(html, "</text>\n");
	sd_str_release(&marks);
	free(value);
	return y + FLOOR + BELOW;
}

/* Those of the largest sums of `n` first; a stable order, so that ties stay as they appeared. */
static void put_largest_first(struct sd_text *label, size_t length, const struct sd_chart *chart,
			      const struct sd_grid *grid)
{
	double *sum = sd_calloc(length + 1, sizeof *sum);
	for (size_t i = 0; i < grid->rows && chart->n; i++) {
		struct sd_text cell = sd_grid_cell(grid, i, chart->label);
		size_t at = cell.data ? index_of(label, length, cell) : SIZE_MAX;
		double n = sd_grid_number(grid, i, chart->n);
		if (at != SIZE_MAX && isfinite(n))
			sum[at] += n;
	}
	for (size_t i = 1; i < length; i++) {
		struct sd_text moved = label[i];
		double own = sum[i];
		size_t at = i;
		for (; at && sum[at - 1] < own; at--) {
			label[at] = label[at - 1];
			sum[at] = sum[at - 1];
		}
		label[at] = moved;
		sum[at] = own;
	}
	free(sum);
}

static bool add_time(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	size_t labels, length, y = 0;
	struct sd_text *names = different(grid, chart->period, chart->value, true, &length);
	struct sd_text *label = different(grid, chart->label, chart->value, false, &labels);
	const struct periods periods = {names, length};
	bool drawn = labels && length >= PERIODS_LEAST;
	if (drawn) {
		struct sd_str panels = SD_STR_INIT;
		put_largest_first(label, labels, chart, grid);
		size_t most = labels < chart->most ? labels : chart->most;
		struct span span = span_of(chart, grid, label, most);
		for (size_t i = 0; i < most; i++)
			y = add_panel(&panels, chart, grid, &periods, label[i], span.to, y);
		begin(html, id, chart, y);
		sd_str_add_text(html, sd_str_text(&panels));
		end(html, chart, most, labels);
		sd_str_release(&panels);
	}
	free(names);
	free(label);
	return drawn;
}

bool sd_chart_add(struct sd_str *html, const char *id, const struct sd_chart *chart, const struct sd_grid *grid)
{
	return chart->kind == SD_CHART_TIME ? add_time(html, id, chart, grid) : add_rows(html, id, chart, grid);
}
