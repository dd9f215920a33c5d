/* SPDX-License-Identifier: MIT */
/* Rows to themes: the three passes, and the codebook and the table made of them (see say/theme.h). */
#ifndef SD_SAY_THEME_ROWS_H
#define SD_SAY_THEME_ROWS_H

#include "rows/pass.h"
#include "say/code.h"
#include "say/tally.h"
#include "say/theme.h"

enum { SD_THEME_QUOTES = 3 };

/* Quotes of one theme, the most typical first: answers of 5 to 40 words, by the share of their words that name the
 * theme, then by a hash of the text, so that neither order nor number of rows before matters. No text twice. */
struct sd_theme_quotes {
	struct {
		char *text; /* NULL where there is none */
		size_t length;
		uint64_t score, draw;
	} items[SD_THEME_QUOTES];
};

struct sd_theme_rows {
	struct sd_answer_options options;
	struct sd_theme_lists lists;
	const size_t *text; /* columns; each cell that is not absent is an answer of its own */
	size_t text_length;
	enum { SD_THEME_COUNTING, SD_THEME_PAIRING, SD_THEME_SIZING } stage;
	struct sd_theme_counts counts;	    /* counting adds to these */
	const struct sd_theme_terms *terms; /* pairing finds these */
	struct sd_count *pairs;		    /* and adds to these */
	const struct sd_codebook *book;	    /* sizing applies this */
	const struct sd_sentiment_rules *rules; /* and these, unless NULL */
	struct sd_tally tally;		    /* and adds to this */
	struct sd_theme_quotes *quotes;	    /* one a code; and these */
};
/* The pass of a stage. The answers of all stages must be the same. */
struct sd_pass sd_theme_pass(struct sd_theme_rows *rows);
void sd_theme_quotes_release(struct sd_theme_quotes *quotes, size_t length);

/* The codebook. Where `rows` has been through sizing (else NULL), each theme of at least `min_cell` answers has its
 * size as a comment, n of base answers and the share with Wilson's interval, and its quotes as examples. */
void sd_themes_add_book(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			const struct sd_theme_rows *rows, int64_t min_cell, struct sd_str *book);
/* Writes theme, n, base, share, low, high, sentiment, the largest first; cells of themes of fewer than `min_cell`
 * answers are absent. */
int sd_themes_write_summary(const struct sd_theme_rows *rows, int64_t min_cell, struct sd_writer *writer,
			    struct sd_error *err);

#endif
