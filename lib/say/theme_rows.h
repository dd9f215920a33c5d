/* SPDX-License-Identifier: MIT */
/* Rows to themes: the three passes (see say/theme.h), each language's answers for themselves. */
#ifndef SD_SAY_THEME_ROWS_H
#define SD_SAY_THEME_ROWS_H

#include "rows/pass.h"
#include "say/code.h"
#include "say/tally.h"
#include "say/telling.h"
#include "say/term.h"
#include "say/theme.h"

/* Quotes of a theme: answers of 5 to 40 words, by what their different words and phrases weigh for it over their
 * length. */
enum { SD_THEME_QUOTES = 3 };

/* Under this name `rest` has answers that no theme was found in, but for those that answer nothing, which are there
 * under the names of say/nonanswer.h. */
#define SD_THEME_UNCOVERED "-uncovered"

enum sd_theme_stage { SD_THEME_COUNTING, SD_THEME_PAIRING, SD_THEME_SIZING };

/* Of one language. */
struct sd_theme_rows {
	struct sd_answer_options options;
	struct sd_term_lists lists;
	const struct sd_codebook *known; /* answers that name a code of it are only counted as `known`; or NULL */
	enum sd_theme_stage stage;
	struct sd_theme_counts counts;	    /* counting adds to these */
	const struct sd_theme_terms *terms; /* pairing finds these */
	struct sd_count *pairs;		    /* and adds to these, of width SD_THEME_FOLDS */
	const struct sd_codebook *book;	    /* sizing applies this */
	const struct sd_sentiment_rules *rules; /* and these, unless NULL */
	const struct sd_nonanswers *nonanswers; /* and tells these apart; may be NULL */
	struct sd_tally tally, rest;	    /* and adds to these */
	struct sd_quotes *quotes;	    /* SD_THEME_QUOTES a code; and these */
};
struct sd_theme_answers {
	const struct sd_telling *telling;
	struct sd_theme_rows **languages; /* of the telling's indices; NULL: answers in it are passed over */
	const size_t *text;		  /* columns; each cell that is not absent is an answer of its own */
	size_t text_length;
	struct sd_told_counts told; /* by counting */
};
/* The pass of a stage, at which all languages are. The answers of all stages must be the same. */
struct sd_pass sd_theme_pass(struct sd_theme_answers *answers);

#endif
