/* SPDX-License-Identifier: MIT */
#include "show/page.h"

#include <sodium.h>

#include "base/mem.h"
#include "guard/escape.h"

#include "page_parts.h"

__attribute__((format(printf, 2, 0))) static void add_formatted(struct sd_str *html, const char *format,
								 va_list arguments)
{
	struct sd_str text = SD_STR_INIT;
	sd_str_vaddf(&text, format, arguments);
	sd_html_add(html, sd_str_text(&text));
	sd_str_release(&text);
}

void sd_page_begin(struct sd_page *page, struct sd_text title, const struct sd_look *look)
{
	*page = (struct sd_page){.body = SD_STR_INIT};
	if (look->logo.length)
		sd_str_addf(&page->top, "<img class=\"logo\" alt=\"\" src=\"%s\">\n", look->logo.data);
	sd_str_adds(&page->top, "<h1 dir=\"auto\">");
	sd_html_add(&page->top, title);
	sd_str_adds(&page->top, "</h1>\n");
}

static void end_section(struct sd_page *page)
{
	if (page->in_section)
		sd_str_adds(&page->body, "</section>\n");
	page->in_section = false;
}

void sd_page_section(struct sd_page *page, const char *id, const char *heading)
{
	end_section(page);
	sd_str_addf(&page->links, "<li><a href=\"#about-%s\">", id);
	sd_html_add(&page->links, sd_text_of(heading));
	sd_str_adds(&page->links, "</a></li>\n");
	sd_str_addf(&page->body, "<section id=\"about-%s\">\n<h2>", id);
	sd_html_add(&page->body, sd_text_of(heading));
	sd_str_adds(&page->body, "</h2>\n");
	page->in_section = true;
	sd_str_clear(&page->heading);
	sd_str_adds(&page->heading, heading);
}

void sd_page_pieces_begin(struct sd_page *page)
{
	sd_str_adds(&page->body, "<div class=\"pieces\">\n");
}

void sd_page_pieces_end(struct sd_page *page)
{
	sd_str_adds(&page->body, "</div>\n");
}

void sd_page_piece_begin(struct sd_page *page, bool narrow)
{
	sd_str_adds(&page->body, narrow ? "<div class=\"piece narrow\">\n" : "<div class=\"piece\">\n");
}

void sd_page_piece_end(struct sd_page *page)
{
	sd_str_adds(&page->body, "</div>\n");
}

void sd_page_paragraph(struct sd_page *page, const char *format, ...)
{
	va_list arguments;
	sd_str_adds(&page->body, "<p dir=\"auto\">");
	va_start(arguments, format);
	add_formatted(&page->body, format, arguments);
	va_end(arguments);
	sd_str_adds(&page->body, "</p>\n");
}

void sd_page_pairs_begin(struct sd_page *page)
{
	sd_str_adds(&page->body, "<dl>\n");
}

void sd_page_pair(struct sd_page *page, const char *name, const char *format, ...)
{
	va_list arguments;
	sd_str_adds(&page->body, "<dt>");
	sd_html_add(&page->body, sd_text_of(name));
	sd_str_adds(&page->body, "</dt><dd dir=\"auto\">");
	va_start(arguments, format);
	add_formatted(&page->body, format, arguments);
	va_end(arguments);
	sd_str_adds(&page->body, "</dd>\n");
}

void sd_page_pairs_end(struct sd_page *page)
{
	sd_str_adds(&page->body, "</dl>\n");
}

void sd_page_heading(struct sd_page *page, const char *first, struct sd_text heading)
{
	sd_str_clear(&page->heading);
	sd_str_add_text(&page->heading, heading);
	sd_str_addf(&page->body, *first ? "<h3>%s: <bdi>" : "<h3 dir=\"auto\">", first);
	sd_html_add(&page->body, heading);
	sd_str_adds(&page->body, *first ? "</bdi></h3>\n" : "</h3>\n");
}

void sd_page_details_begin(struct sd_page *page, const char *format, ...)
{
	va_list arguments;
	sd_str_adds(&page->body, "<details><summary>");
	va_start(arguments, format);
	add_formatted(&page->body, format, arguments);
	va_end(arguments);
	sd_str_adds(&page->body, "</summary>\n");
}

void sd_page_details_end(struct sd_page *page)
{
	sd_str_adds(&page->body, "</details>\n");
}

/* More columns than these do not fit on upright paper: there each row is a paragraph, each cell with its column's
 * name. */
enum { COLUMNS_MANY = 10, COLUMNS_ON_PAPER = 14, ROWS_SHORT = 14, ROWS_ON_PAPER = 100 };

struct column {
	struct sd_text name;
	bool numeric, empty, base;
};

/* The name as words, for underscores are of files. */
static void add_name(struct sd_str *html, struct sd_text name)
{
	struct sd_str words = SD_STR_INIT;
	sd_str_add_text(&words, name);
	for (size_t i = 0; i < words.length; i++)
		if (words.data[i] == '_')
			words.data[i] = ' ';
	sd_html_add(html, sd_str_text(&words));
	sd_str_release(&words);
}

static size_t read_columns(const struct sd_grid *grid, struct column *columns)
{
	size_t shown = 0;
	for (size_t i = 0; i < grid->columns; i++) {
		struct sd_text name = grid->names[i];
		bool empty = grid->rows && !sd_grid_is_there(grid, i);
		columns[i] = (struct column){name, sd_grid_is_numeric(grid, i), empty,
					     sd_text_equals(name, "base") || sd_text_equals(name, "other_n")};
		shown += !empty;
	}
	return shown;
}

static void add_names(struct sd_str *html, const struct column *columns, size_t length)
{
	sd_str_adds(html, "<thead><tr>");
	for (size_t i = 0; i < length; i++) {
		sd_str_addf(html, "<th scope=\"col\"%s%s", columns[i].numeric ? " class=\"n\"" : " dir=\"auto\"",
			    columns[i].empty ? " hidden" : "");
		if (columns[i].name.length && memchr(columns[i].name.data, '_', columns[i].name.length)) {
			sd_str_adds(html, " data-name=\"");
			sd_html_add(html, columns[i].name);
			sd_str_addc(html, '"');
		}
		sd_str_addc(html, '>');
		add_name(html, columns[i].name);
		sd_str_adds(html, "</th>");
	}
	sd_str_adds(html, "</tr></thead>\n");
}

static void add_cell(struct sd_str *html, struct sd_text cell, const struct column *column, bool named)
{
	/* A text of some length wants some width; a short one, as a month, is not broken. */
	enum { BRIEF = 12, LONG = 40 };
	sd_str_adds(html, column->numeric	 ? "<td class=\"n\""
			  : cell.length > LONG	 ? "<td class=\"long\" dir=\"auto\""
			  : cell.length <= BRIEF ? "<td class=\"brief\" dir=\"auto\""
						 : "<td class=\"text\" dir=\"auto\"");
	sd_str_adds(html, column->empty ? " hidden" : "");
	if (named && cell.data) {
		sd_str_adds(html, " data-of=\"");
		add_name(html, column->name);
		sd_str_addc(html, '"');
	}
	if (cell.data) {
		sd_str_addc(html, '>');
		sd_html_add(html, cell);
	} else {
		sd_str_adds(html, " data-none>–");
	}
	sd_str_adds(html, "</td>");
}

/* Whether nothing is told but of how many: what was to be told is hidden, or never was. */
static bool is_bare(const struct sd_text *cells, const struct column *columns, size_t length)
{
	bool numbers = false;
	for (size_t i = 0; i < length; i++) {
		if (!columns[i].numeric || columns[i].base || columns[i].empty)
			continue;
		if (cells[i].data)
			return false;
		numbers = true;
	}
	return numbers;
}

/* On paper a small table stands beside its chart: so many rows are as high as one, so many characters, with a gap
 * between columns, half as wide as the paper. */
enum { ROWS_ABREAST = 24, WIDTH_ABREAST = 68, GAP_ABREAST = 2 };

static bool fits_abreast(const struct sd_grid *grid, const struct column *columns)
{
	size_t width = 0;
	for (size_t i = 0; i < grid->columns; i++) {
		size_t most = columns[i].name.length;
		if (columns[i].empty)
			continue;
		for (size_t row = 0; row < grid->rows; row++) {
			struct sd_text cell = grid->cells[row * grid->columns + i];
			most = cell.length > most ? cell.length : most;
		}
		width += most + GAP_ABREAST;
	}
	return width <= WIDTH_ABREAST;
}

static void add_paper_note(struct sd_str *html, size_t bare, size_t rest)
{
	if (!bare && !rest)
		return;
	sd_str_adds(html, "<p class=\"fine paper\">Left out on paper: ");
	if (bare)
		sd_str_addf(html, "%zu row%s without figures%s", bare, bare == 1 ? "" : "s", rest ? ", and " : "");
	if (rest)
		sd_str_addf(html, "%zu row%s behind the first %d", rest, rest == 1 ? "" : "s", ROWS_ON_PAPER);
	sd_str_adds(html, "; they stand in the page itself.</p>\n");
}

void sd_page_table(struct sd_page *page, const char *id, struct sd_text caption, const struct sd_grid *grid)
{
	struct sd_str *html = &page->body;
	struct column *columns = sd_calloc(grid->columns + 1, sizeof *columns);
	size_t shown = read_columns(grid, columns);
	bool named = shown > COLUMNS_ON_PAPER;
	size_t bare = 0, rest = 0, kept = 0;
	for (size_t row = 0; row < grid->rows; row++)
		bare += is_bare(grid->cells + row * grid->columns, columns, grid->columns);
	sd_str_addf(html,
		    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table %s\"><table id=\"%s\" "
		    "class=\"%s%s%s\">\n",
		    id, id,
		    named		   ? "wide"
		    : shown > COLUMNS_MANY ? "many"
					   : "",
		    grid->rows - bare <= ROWS_SHORT ? " short" : "",
		    grid->rows - bare <= ROWS_ABREAST && fits_abreast(grid, columns) ? " abreast" : "");
	/* What the heading says is said once more only to who cannot see it. */
	bool said = sd_text_equal(caption, sd_str_text(&page->heading));
	sd_str_addf(html, "<caption>Table %s%s<bdi>", id, said ? "<span class=\"unseen\">: " : "<span>: ");
	sd_html_add(html, caption);
	sd_str_adds(html, "</bdi></span></caption>\n");
	add_names(html, columns, grid->columns);
	sd_str_adds(html, "<tbody>\n");
	for (size_t row = 0; row < grid->rows; row++) {
		const struct sd_text *cells = grid->cells + row * grid->columns;
		bool leave = is_bare(cells, columns, grid->columns), late = !leave && ++kept > ROWS_ON_PAPER;
		rest += late;
		sd_str_adds(html, leave || late ? "<tr class=\"off-paper\">" : "<tr>");
		for (size_t i = 0; i < grid->columns; i++)
			add_cell(html, cells[i], &columns[i], named);
		sd_str_adds(html, "</tr>\n");
	}
	sd_str_adds(html, "</tbody></table></div>\n");
	add_paper_note(html, bare, rest);
	free(columns);
}

static void add_hash(struct sd_str *html, struct sd_text content)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
	crypto_hash_sha256(digest, (const unsigned char *)content.data, content.length);
	sodium_bin2base64(base64, sizeof base64, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
	sd_str_addf(html, "'sha256-%s'", base64);
}

/* The style sheet, and behind it the colours asked for. */
static void add_style(struct sd_str *style, const struct sd_look *look)
{
	sd_str_add(style, page_css, sizeof page_css - 1);
	if (look->accent.data)
		sd_str_addf(style, "@media screen{:root{--mark:%.*s;--bar:%.*s;--fade:.45}}", (int)look->accent.length,
			    look->accent.data, (int)look->accent.length, look->accent.data);
	if (look->accent_dark.data)
		sd_str_addf(style,
			    "@media screen and (prefers-color-scheme:dark){:root{--mark:%.*s;--bar:%.*s;--fade:.45}}",
			    (int)look->accent_dark.length, look->accent_dark.data, (int)look->accent_dark.length,
			    look->accent_dark.data);
}

void sd_page_end(struct sd_page *page, struct sd_text title, const struct sd_look *look, struct sd_str *html)
{
	struct sd_str style = SD_STR_INIT;
	add_style(&style, look);
	end_section(page);
	sd_str_adds(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
	add_hash(html, sd_str_text(&style));
	sd_str_adds(html, "; script-src ");
	add_hash(html, (struct sd_text){page_js, sizeof page_js - 1});
	sd_str_adds(html, "; img-src data:; base-uri 'none'; form-action 'none'\">\n"
			  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			  "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	sd_html_add(html, title);
	sd_str_adds(html, "</title>\n<style>");
	sd_str_add_text(html, sd_str_text(&style));
	sd_str_adds(html, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the report</a>\n<header>\n");
	sd_str_add_text(html, sd_str_text(&page->top));
	sd_str_adds(html, "<nav aria-label=\"Sections\"><ul>\n");
	sd_str_add_text(html, sd_str_text(&page->links));
	sd_str_adds(html, "</ul></nav>\n</header>\n<main id=\"main\">\n");
	sd_str_add_text(html, sd_str_text(&page->body));
	sd_str_adds(html, "</main>\n");
	if (look->footer.data) {
		sd_str_adds(html, "<footer><p class=\"fine\" dir=\"auto\">");
		sd_html_add(html, look->footer);
		sd_str_adds(html, "</p></footer>\n");
	}
	sd_str_adds(html, "<script>");
	sd_str_add(html, page_js, sizeof page_js - 1);
	sd_str_adds(html, "</script>\n</body>\n</html>\n");
	sd_str_release(&style);
	sd_str_release(&page->top);
	sd_str_release(&page->links);
	sd_str_release(&page->body);
	sd_str_release(&page->heading);
}
