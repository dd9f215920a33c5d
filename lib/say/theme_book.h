/* SPDX-License-Identifier: MIT */
/* Themes as a codebook, and as a table. */
#ifndef SD_SAY_THEME_BOOK_H
#define SD_SAY_THEME_BOOK_H

#include "say/theme_propose.h"
#include "say/theme_rows.h"

/* Where `language` is not NULL, the themes are of answers in that language among others: their names end in its code,
 * "Preise (de)", and their codes are of that language alone.
 *
 * The codebook: each theme with a label in the answers' own words, how well it holds together as a comment, and its
 * patterns by weight. Where `rows` has been through sizing (else NULL), each theme of at least `min_cell` answers has
 * its size as a comment, n of base answers and the share with Wilson's interval, how it is felt about, and its quotes
 * as examples. */
void sd_themes_add_book(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			const struct sd_theme_rows *rows, const char *language, int64_t min_cell, struct sd_str *book);
/* Names the columns, writes the rows: theme, label, n, base, share, low, high, sentiment, coherence, stability, the
 * largest first, then SD_THEME_UNCOVERED; sizes of fewer than `min_cell` answers are absent. With `languages`, and
 * `shown`, the first column is language, and base are the answers in it. */
void sd_themes_summary_columns(bool languages, struct sd_writer *writer);
int sd_themes_write_summary(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			    const struct sd_theme_rows *rows, const char *language, bool shown, int64_t min_cell,
			    struct sd_writer *writer, struct sd_error *err);

#endif
