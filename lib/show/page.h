/* SPDX-License-Identifier: MIT */
/* One HTML page of headings, paragraphs and tables: one file, no network, no script, a content policy that allows its one
 * style sheet by hash and nothing else. All text given is foreign text: it stands in the page as text. */
#ifndef SD_SHOW_PAGE_H
#define SD_SHOW_PAGE_H

#include "base/str.h"

struct sd_page {
	struct sd_str body;
	bool in_section;
};

void sd_page_begin(struct sd_page *page, struct sd_text title);
/* A section with a heading; `id` is ours (letters and `-`) and makes it a link's target. */
void sd_page_section(struct sd_page *page, const char *id, const char *heading);
void sd_page_paragraph(struct sd_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A list of pairs, name and value. Between begin and end. */
void sd_page_pairs_begin(struct sd_page *page);
void sd_page_pair(struct sd_page *page, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sd_page_pairs_end(struct sd_page *page);
/* A table from TSV with a header (rows/writer.h). Columns of numbers stand to the right; an absent cell shows –, a column of
 * nothing else is left out. Where
 * there are columns `share`, `low` and `high` (0 to 1), a bar with its interval is drawn beside them. */
void sd_page_table(struct sd_page *page, const char *caption, struct sd_text tsv);
/* Adds the whole page to `html` and releases what the page held. */
void sd_page_end(struct sd_page *page, struct sd_text title, struct sd_str *html);

#endif
