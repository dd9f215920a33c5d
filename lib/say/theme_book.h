/* SPDX-License-Identifier: MIT */
/* Themes as a codebook, and as a table. */
#ifndef SD_SAY_THEME_BOOK_H
#define SD_SAY_THEME_BOOK_H

#include "say/theme_propose.h"
#include "say/theme_rows.h"

/* The codebook: each theme with a label in the answers' own words, how well it holds together as a comment, and its
 * patterns by weight. Where `rows` has been through sizing (else NULL), each theme of at least `min_cell` answers has its
 * size as a comment, n of base answers and the share with Wilson's interval, how it is felt about, and its quotes as
 * examples. */
void sd_themes_add_book(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			const struct sd_theme_rows *rows, int64_t min_cell, struct sd_str *book);
/* Writes theme, label, n, base, share, low, high, sentiment, coherence, stability, the largest first, then
 * SD_THEME_UNCOVERED; sizes of fewer than `min_cell` answers are absent. */
int sd_themes_write_summary(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			    const struct sd_theme_rows *rows, int64_t min_cell, struct sd_writer *writer,
			    struct sd_error *err);

#endif
