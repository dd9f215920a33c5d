/* SPDX-License-Identifier: MIT */
/* The report as Markdown, in GitHub's dialect (GFM 0.29), whose tables and autolinks it knows of. */
#include "base/json.h"
#include "show/report_tables.h"

/* So many columns are a table that can be read; more become tables below one another. */
enum { COLUMNS_MOST = 12 };

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool ends_in_www(struct sd_text text, size_t at)
{
	return at >= 3 && (text.data[at - 1] | 32) == 'w' && (text.data[at - 2] | 32) == 'w' &&
	       (text.data[at - 3] | 32) == 'w';
}

/* Whether a character would be obeyed where it stands; the line never begins with the text. */
static bool is_mark(struct sd_text text, size_t at)
{
	char c = text.data[at], before = at ? text.data[at - 1] : ' ',
	     after = at + 1 < text.length ? text.data[at + 1] : ' ';
	if (strchr("\\`*[]|~{}@", c))
		return true;
	/* Within a word it marks nothing (GFM 6.4). */
	if (c == '_')
		return !is_alphanumeric(before) || !is_alphanumeric(after);
	/* Addresses are links by themselves (GFM 6.9). */
	return (c == ':' && after == '/') || (c == '.' && ends_in_www(text, at));
}

/* Text that Markdown shows and obeys none of: what it would obey has a backslash, markup is escaped, lines are one. */
static void add_escaped(struct sd_str *md, struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c == '<' || c == '>' || c == '&')
			sd_str_adds(md, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
		else if (c < ' ' || c == 0x7f)
			sd_str_addc(md, ' ');
		else if (is_mark(text, i))
			sd_str_addf(md, "\\%c", c);
		else
			sd_str_addc(md, (char)c);
	}
}

/* Behind a marker a line begins anew: there a heading's, a list's and a quote's mark and a number are escaped, too. */
static void add_line(struct sd_str *md, struct sd_text text)
{
	size_t digits = 0;
	while (digits < text.length && text.data[digits] >= '0' && text.data[digits] <= '9')
		digits++;
	if (text.length && strchr("#+-=", text.data[0]))
		sd_str_addc(md, '\\');
	if (digits && digits < text.length && strchr(".)", text.data[digits])) {
		add_escaped(md, (struct sd_text){text.data, digits});
		sd_str_addf(md, "\\%c", text.data[digits]);
		text.data += digits + 1;
		text.length -= digits + 1;
	}
	add_escaped(md, text);
}

static void add_cell(struct sd_str *md, struct sd_text cell)
{
	sd_str_addc(md, ' ');
	if (sd_json_is_number(cell))
		sd_str_add_text(md, cell);
	else
		add_escaped(md, cell);
	sd_str_adds(md, " |");
}

/* The columns of one table, of a grid's. */
struct columns {
	size_t *list;
	size_t length, labels; /* labels: how many of the first ones say what a row is of */
};

static bool has_figures(const struct sd_grid *grid, const struct columns *columns, size_t row)
{
	for (size_t i = columns->labels; i < columns->length; i++)
		if (grid->cells[row * grid->columns + columns->list[i]].data)
			return true;
	return false;
}

/* Rows without any cell but labels are left out where `part` of a table is written: they stand in the others. */
static void add_rows(const struct sd_grid *grid, const struct columns *columns, bool part, struct sd_str *md)
{
	sd_str_addc(md, '|');
	for (size_t i = 0; i < columns->length; i++)
		add_cell(md, grid->names[columns->list[i]]);
	sd_str_adds(md, "\n|");
	for (size_t i = 0; i < columns->length; i++)
		sd_str_adds(md, sd_grid_is_numeric(grid, columns->list[i]) ? " ---: |" : " --- |");
	for (size_t row = 0; row < grid->rows; row++) {
		if (part && !has_figures(grid, columns, row))
			continue;
		sd_str_adds(md, "\n|");
		for (size_t i = 0; i < columns->length; i++)
			add_cell(md, grid->cells[row * grid->columns + columns->list[i]]);
	}
	sd_str_addc(md, '\n');
}

static void add_table(const struct sd_report_table *table, struct sd_str *md)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	size_t *shown = sd_alloc(grid.columns + 1, sizeof *shown), length = 0, labels = 0;
	sd_str_adds(md, "\n### ");
	add_line(md, sd_str_text(&table->caption));
	sd_str_addf(md, " `%s`\n", table->id.data);
	for (size_t i = 0; i < grid.columns; i++)
		if (!grid.rows || sd_grid_is_there(&grid, i))
			shown[length++] = i;
	while (labels < length && !sd_grid_is_numeric(&grid, shown[labels]))
		labels++;
	bool parted = length > COLUMNS_MOST && labels < COLUMNS_MOST / 2;
	size_t step = parted ? COLUMNS_MOST - labels : length - labels;
	size_t *list = sd_alloc(length + 1, sizeof *list);
	for (size_t from = labels; from == labels || from < length; from += step) {
		struct columns columns = {list, labels, labels};
		for (size_t i = 0; i < labels; i++)
			list[i] = shown[i];
		for (size_t i = from; i < length && i < from + step; i++)
			list[columns.length++] = shown[i];
		sd_str_addc(md, '\n');
		add_rows(&grid, &columns, parted && from > labels, md);
		if (!step)
			break;
	}
	free(list);
	free(shown);
	sd_grid_release(&grid);
}

static void add_list(struct sd_text rest, struct sd_str *md)
{
	struct sd_text line;
	while (sd_note_next(&rest, &line)) {
		sd_str_adds(md, "- ");
		add_line(md, line);
		sd_str_addc(md, '\n');
	}
}

void sd_report_add_markdown(const struct sd_report *report, struct sd_str *md)
{
	struct sd_str figures = SD_STR_INIT;
	sd_str_adds(md, "# ");
	add_line(md, report->title);
	sd_str_addf(md, "\n\n%llu rows, %llu set aside. saydo %s.\n\n## What stands out\n"
			"\n", (unsigned long long)report->rows,
		    (unsigned long long)report->rejected, report->version);
	for (size_t i = 0; i < report->findings.length; i++) {
		sd_str_addf(md, "%zu. ", i + 1);
		add_line(md, sd_str_text(&report->findings.items[i].words));
		sd_str_clear(&figures);
		sd_report_add_figures(&report->findings.items[i], &figures);
		sd_str_adds(md, " (");
		add_line(md, sd_str_text(&figures));
		sd_str_addf(md, ") `%s`\n", report->findings.items[i].table);
	}
	sd_str_release(&figures);
	if (!report->findings.length)
		sd_str_adds(md, report->counts_only ? "Nothing is tested: these are few people.\n"
						    : "Nothing stands out.\n");
	sd_str_adds(md, "\n## Tables\n");
	for (size_t i = 0; i < report->tables_length; i++)
		add_table(&report->tables[i], md);
	sd_str_adds(md, "\n## How this was made\n\n");
	add_list(sd_str_text(&report->notes), md);
	add_list(sd_str_text(&report->gap.notes), md);
	struct sd_str limits = SD_STR_INIT;
	sd_report_add_limits(report, &limits);
	sd_str_adds(md, "\nLimits:\n\n");
	add_list(sd_str_text(&limits), md);
	sd_str_release(&limits);
}
