/* SPDX-License-Identifier: MIT */
/* One HTML page of headings, paragraphs, charts, tables and quotes: one file, no network, a content policy that allows
 * its one style sheet and its one script by hash and nothing else; without scripts all of it can still be read. All
 * text given is foreign text: it stands in the page as text. */
#ifndef SD_SHOW_PAGE_H
#define SD_SHOW_PAGE_H

#include "show/chart.h"

/* What a page may look like other than it does: each part checked before (show/look.h); data NULL where as usual. */
struct sd_look {
	struct sd_text title, accent, accent_dark, footer; /* colours as #rrggbb */
	struct sd_str logo;				   /* a data: address, or empty */
	struct sd_arena arena;				   /* holds the texts */
};

struct sd_page {
	struct sd_str top, links, body; /* before the list of sections, that list, behind it */
	struct sd_str heading;		/* the last one */
	bool in_section;
};

void sd_page_begin(struct sd_page *page, struct sd_text title, const struct sd_look *look);
/* A section with a heading; `id` is ours (letters, digits and `-`) and makes it a link's target. */
void sd_page_section(struct sd_page *page, const char *id, const char *heading);
/* What comes first of a heading is ours, the rest foreign. */
void sd_page_heading(struct sd_page *page, const char *first, struct sd_text heading);
void sd_page_paragraph(struct sd_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A list of pairs, name and value. Between begin and end. */
void sd_page_pairs_begin(struct sd_page *page);
void sd_page_pair(struct sd_page *page, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void sd_page_pairs_end(struct sd_page *page);
/* What is opened by a click (and on paper): between begin and end. */
void sd_page_details_begin(struct sd_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sd_page_details_end(struct sd_page *page);
/* Pieces of a section, beside one another where there is room. Each between begin and end. */
void sd_page_pieces_begin(struct sd_page *page);
void sd_page_pieces_end(struct sd_page *page);
void sd_page_piece_begin(struct sd_page *page, bool narrow); /* narrow: half the page's width is enough for it */
void sd_page_piece_end(struct sd_page *page);
/* A table of the cells as they are. Columns of numbers stand to the right; an absent cell shows –; a column of nothing
 * else is not shown. On paper, rows without figures and rows behind the first hundred are left out, which it says
 * there, and a table of many columns is paragraphs. `id` is ours. */
void sd_page_table(struct sd_page *page, const char *id, struct sd_text caption, const struct sd_grid *grid);
/* Adds the whole page to `html` and releases what the page held. */
void sd_page_end(struct sd_page *page, struct sd_text title, const struct sd_look *look, struct sd_str *html);

#endif
