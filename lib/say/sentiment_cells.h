/* SPDX-License-Identifier: MIT */
/* The cells that `sentiment` adds to a row, so that the filter and the report write the same ones. */
#ifndef SD_SAY_SENTIMENT_CELLS_H
#define SD_SAY_SENTIMENT_CELLS_H

#include "rows/writer.h"
#include "say/sentiment.h"

/* What stands behind the prefix in the names of the columns: "", "_label", "_positive", "_negative", "_words", and
 * "_spans" where explained. NULL-terminated. */
extern const char *const sd_sentiment_columns[];
enum { SD_SENTIMENT_CELLS = 5 }; /* without the spans */

/* Scores the cell and writes its cells: absent for an absent answer; for one without a token (asked, silent) empty
 * ones, and 0 words. `scratch` is overwritten. */
void sd_sentiment_write(struct sd_sentiment *sentiment, const struct sd_lexicon *lexicon, struct sd_cell answer,
			bool explain, struct sd_str *scratch, struct sd_out *out);

/* The five cells of a score; `label` in place of its own where it is not NULL. */
void sd_sentiment_write_part(const struct sd_sentiment_part *part, const char *label, struct sd_out *out);

/* [{"start":0,"end":4,"text":"…","term":"…","base":1.5,"weight":-1.11,"rules":["denied"]},…] */
void sd_sentiment_add_spans(const struct sd_sentiment_result *result, struct sd_text answer, struct sd_str *json);

#endif
