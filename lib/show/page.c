/* SPDX-License-Identifier: MIT */
#include "show/page.h"

#include <sodium.h>

#include "base/json.h"
#include "base/mem.h"
#include "guard/escape.h"

/* Dark and light by the reader's system; grey on paper; the font sizes of the reader's browser. */
static const char style[] =
	":root{color-scheme:light dark;--ink:#1b1b1b;--soft:#5b5b5b;--line:#d5d5d5;--paper:#fff;--bar:#2a6f97}"
	"@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#a8a8a8;--line:#444;--paper:#161616;--bar:#6db1d6}}"
	"body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:1.5rem;"
	"max-width:64rem}h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2.5rem;"
	"border-top:1px solid var(--line);padding-top:1rem}p{max-width:46rem}"
	".scroll{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
	"caption{text-align:left;color:var(--soft);padding:.25rem 0}th,td{padding:.2rem .7rem .2rem 0;text-align:left;"
	"vertical-align:top;border-bottom:1px solid var(--line)}th{font-weight:600;white-space:nowrap}"
	".n{text-align:right;white-space:nowrap}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}"
	"dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}svg rect{fill:var(--bar)}svg path{stroke:var(--ink)}"
	"nav a{margin-right:1rem}a{color:inherit}@media print{body{max-width:none;padding:0}h2{break-after:avoid}"
	"tr{break-inside:avoid}.scroll{overflow:visible}}@media(max-width:40rem){dl{grid-template-columns:1fr}}";

enum { BAR_WIDTH = 120 };

__attribute__((format(printf, 2, 0))) static void add_formatted(struct sd_str *html, const char *format,
								 va_list arguments)
{
	struct sd_str text = SD_STR_INIT;
	sd_str_vaddf(&text, format, arguments);
	sd_html_add(html, sd_str_text(&text));
	sd_str_release(&text);
}

void sd_page_begin(struct sd_page *page, struct sd_text title)
{
	*page = (struct sd_page){.body = SD_STR_INIT};
	sd_str_adds(&page->body, "<h1 dir=\"auto\">");
	sd_html_add(&page->body, title);
	sd_str_adds(&page->body, "</h1>\n");
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
	sd_str_addf(&page->body, "<section id=\"%s\">\n<h2>", id);
	sd_html_add(&page->body, sd_text_of(heading));
	sd_str_adds(&page->body, "</h2>\n");
	page->in_section = true;
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

static struct sd_text next_piece(struct sd_text *rest, char mark)
{
	const char *end = rest->length ? memchr(rest->data, mark, rest->length) : NULL;
	struct sd_text piece = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
	size_t step = piece.length + (end ? 1 : 0);
	rest->data = end ? rest->data + step : NULL;
	rest->length -= step;
	return piece;
}

static bool is_absent(struct sd_text cell)
{
	return sd_text_equals(cell, "\\N");
}

/* The columns of share, low and high, and which columns hold nothing but numbers, or nothing at all. */
struct columns {
	size_t share, low, high, length;
	bool *numeric, *there; /* there: some row has a cell that is not absent */
};

static struct columns look_at(struct sd_text tsv)
{
	struct columns columns = {SIZE_MAX, SIZE_MAX, SIZE_MAX, 0, NULL, NULL};
	struct sd_text row = next_piece(&tsv, '\n');
	while (row.data) {
		struct sd_text name = next_piece(&row, '\t');
		columns.share = sd_text_equals(name, "share") ? columns.length : columns.share;
		columns.low = sd_text_equals(name, "low") ? columns.length : columns.low;
		columns.high = sd_text_equals(name, "high") ? columns.length : columns.high;
		columns.length++;
	}
	columns.numeric = sd_alloc(columns.length + 1, sizeof *columns.numeric);
	columns.there = sd_calloc(columns.length + 1, sizeof *columns.there);
	for (size_t i = 0; i < columns.length; i++)
		columns.numeric[i] = true;
	while (tsv.length) {
		row = next_piece(&tsv, '\n');
		for (size_t i = 0; row.data && i < columns.length; i++) {
			struct sd_text cell = next_piece(&row, '\t');
			columns.numeric[i] &= is_absent(cell) || sd_json_is_number(cell);
			columns.there[i] |= !is_absent(cell);
		}
	}
	return columns;
}

static void add_cell(struct sd_str *html, struct sd_text cell, bool numeric)
{
	sd_str_adds(html, numeric ? "<td class=\"n\">" : "<td dir=\"auto\">");
	if (is_absent(cell)) {
		sd_str_adds(html, "–");
	} else if (!memchr(cell.data ? cell.data : "", '\\', cell.length)) {
		sd_html_add(html, cell);
	} else {
		struct sd_str plain = SD_STR_INIT;
		for (size_t i = 0; i < cell.length; i++) {
			bool escape = cell.data[i] == '\\' && i + 1 < cell.length;
			char code = escape ? cell.data[++i] : cell.data[i];
			sd_str_addc(&plain, !escape ? code : code == 't' ? '\t' : code == '\\' ? '\\' : '\n');
		}
		sd_html_add(html, sd_str_text(&plain));
		sd_str_release(&plain);
	}
	sd_str_adds(html, "</td>");
}

/* A share of 0 to 1 as pixels of the bar. */
static long pixels(struct sd_text cell)
{
	char digits[32] = "";
	if (is_absent(cell) || cell.length >= sizeof digits)
		return -1;
	memcpy(digits, cell.data, cell.length);
	long width = (long)(strtod(digits, NULL) * BAR_WIDTH + 0.5);
	return width < 0 ? 0 : width > BAR_WIDTH ? BAR_WIDTH : width;
}

static void add_bar(struct sd_str *html, struct sd_text share, struct sd_text low, struct sd_text high)
{
	long at = pixels(share), from = pixels(low), to = pixels(high);
	if (at < 0 || from < 0 || to < 0) {
		sd_str_adds(html, "<td></td>");
		return;
	}
	sd_str_addf(html,
		    "<td><svg width=\"%d\" height=\"14\" viewBox=\"0 0 %d 14\" aria-hidden=\"true\">"
		    "<rect x=\"0\" y=\"3\" width=\"%ld\" height=\"8\"/>"
		    "<path d=\"M%ld 7H%ldM%ld 3V11M%ld 3V11\" fill=\"none\"/></svg></td>",
		    BAR_WIDTH + 2, BAR_WIDTH + 2, at, from, to, from, to);
}

void sd_page_table(struct sd_page *page, const char *caption, struct sd_text tsv)
{
	struct sd_str *html = &page->body;
	struct columns columns = look_at(tsv);
	bool bars = columns.share != SIZE_MAX && columns.low != SIZE_MAX && columns.high != SIZE_MAX;
	struct sd_text row = next_piece(&tsv, '\n');
	sd_str_adds(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	sd_html_add(html, sd_text_of(caption));
	sd_str_adds(html, "\"><table>\n<caption>");
	sd_html_add(html, sd_text_of(caption));
	sd_str_adds(html, "</caption>\n<thead><tr>");
	for (size_t i = 0; row.data; i++) {
		struct sd_text name = next_piece(&row, '\t');
		if (!columns.there[i])
			continue;
		sd_str_adds(html, i < columns.length && columns.numeric[i] ? "<th scope=\"col\" class=\"n\">"
									   : "<th scope=\"col\" dir=\"auto\">");
		sd_html_add(html, name);
		sd_str_adds(html, "</th>");
	}
	sd_str_adds(html, bars ? "<th scope=\"col\">0 to 1, with interval</th></tr></thead>\n<tbody>\n"
			       : "</tr></thead>\n<tbody>\n");
	while (tsv.length) {
		struct sd_text cells[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
		row = next_piece(&tsv, '\n');
		sd_str_adds(html, "<tr>");
		for (size_t i = 0; row.data && i < columns.length; i++) {
			struct sd_text cell = next_piece(&row, '\t');
			if (i == columns.share || i == columns.low || i == columns.high)
				cells[i == columns.share ? 0 : i == columns.low ? 1 : 2] = cell;
			if (columns.there[i])
				add_cell(html, cell, columns.numeric[i]);
		}
		if (bars)
			add_bar(html, cells[0], cells[1], cells[2]);
		sd_str_adds(html, "</tr>\n");
	}
	sd_str_adds(html, "</tbody></table></div>\n");
	free(columns.numeric);
	free(columns.there);
}

void sd_page_end(struct sd_page *page, struct sd_text title, struct sd_str *html)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
	end_section(page);
	crypto_hash_sha256(digest, (const unsigned char *)style, sizeof style - 1);
	sodium_bin2base64(base64, sizeof base64, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
	sd_str_addf(html,
		    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
		    "base-uri 'none'; form-action 'none'\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
		    base64);
	sd_html_add(html, title);
	sd_str_addf(html, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", style);
	sd_str_add_text(html, sd_str_text(&page->body));
	sd_str_adds(html, "</main>\n</body>\n</html>\n");
	sd_str_release(&page->body);
}
