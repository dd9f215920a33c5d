/* SPDX-License-Identifier: MIT */
/* Rows to learn from, rows scored out of fold, and how well these agree with those given (see say/learn.h). */
#ifndef SD_SAY_LEARN_ROWS_H
#define SD_SAY_LEARN_ROWS_H

#include "rows/pass.h"
#include "say/learn.h"

struct sd_learn_rows {
	struct sd_learn *learn;
	const size_t *text; /* columns; each cell that holds text is an answer of its own, with the row's score */
	size_t text_length;
	size_t score;
	bool low_is_best;
	size_t domain;		/* a column, or SIZE_MAX: */
	struct sd_text name;	/* what the rows' domain is then */
	int64_t scored, unscored, unknown; /* answers; unknown: with a cell that is no score. Added to */
};
/* Adds every answer with a score. */
struct sd_pass sd_learn_pass(struct sd_learn_rows *rows);
/* Passes every row through with the score of its answers from the fold that did not see them, as sd_sentiment_write()
 * does; `rules` but for the lexicon. The columns of the writer are those. */
struct sd_learn_scoring {
	const struct sd_learn *learn;
	struct sd_sentiment_rules rules;
	const size_t *text;
	size_t text_length;
};
struct sd_pass sd_learn_scoring_pass(struct sd_learn_scoring *scoring);

/* Writes domain, n, high, middle, low, accuracy, macro_f1, auc, coverage: the mean over domains ("all"), then a row
 * each (see struct sd_learn_quality). Begins and ends the writer. */
int sd_learn_write_quality(const struct sd_learn *learn, struct sd_writer *writer, struct sd_error *err);

#endif
