/* SPDX-License-Identifier: MIT */
/* Answers into rows of sentiment: of the whole, of its sentences or clauses, or towards given words; by our rules or by
 * VADER's. */
#ifndef SD_SAY_SENTIMENT_ROWS_H
#define SD_SAY_SENTIMENT_ROWS_H

#include "rows/writer.h"
#include "say/nonanswer.h"
#include "say/prompt.h"
#include "say/sentiment.h"
#include "say/vader.h"

enum sd_sentiment_unit { SD_UNIT_ANSWER, SD_UNIT_SENTENCE, SD_UNIT_CLAUSE };

/* What every worker shares. */
struct sd_scoring {
	enum sd_sentiment_unit unit;	     /* VADER's rules know whole answers alone */
	const struct sd_lexicon *towards;    /* its terms: only what is said towards them; NULL: all */
	const struct sd_vader_tables *vader; /* NULL: our rules */
	bool explain, probability;
	bool answered; /* what answers nothing ("n/a", "don't know", keys struck at random) has no score; of whole
			  answers */
};

/* What stands behind the prefix in the names of the columns, and how many there are: those of sd_sentiment_columns,
 * then "_probability", "_spans", and "_unit", "_start", "_end" where there are units. */
enum { SD_SCORING_COLUMNS_MOST = 10 };
size_t sd_scoring_columns(const struct sd_scoring *scoring, const char *names[SD_SCORING_COLUMNS_MOST]);

/* One serves one thread. */
struct sd_scorer;
/* All of it borrowed. `nonanswers` and the reader they are found with may be NULL: questions then change nothing. */
struct sd_scorer *sd_scorer_new(const struct sd_scoring *scoring, const struct sd_sentiment_rules *rules,
				const struct sd_nonanswers *nonanswers, struct sd_answer_reader *reader);
void sd_scorer_free(struct sd_scorer *scorer);
/* What the question of the answers from now on asks for; neutral at first. Where it is not neutral, "nothing"
 * (SD_NONANSWER_NOTHING) weighs as much the other way as a bare topic would (sd_prompt_weight), as a whole, and other
 * non-answers ("don't know") nothing; by our rules, unless they are without SD_SHIFT_PROMPTED, and of whole answers. */
void sd_scorer_prompt(struct sd_scorer *scorer, enum sd_prompt prompt);
/* Scores a cell; how many rows of cells it has: 1, or as many as units, at least 1. */
size_t sd_scorer_score(struct sd_scorer *scorer, struct sd_cell answer);
/* What the answer scored last is, and its score: as sd_given_add of say/given.h counts it. Where `answered`. */
const char *sd_scorer_what(const struct sd_scorer *scorer, int64_t *score);
/* Whether the answer scored last is SD_SENTIMENT_UNSCORED. */
bool sd_scorer_is_foreign(const struct sd_scorer *scorer);
/* Writes the cells of one of them. Absent answers have absent cells; silent ones, SD_SENTIMENT_UNSCORED ones, and those
 * that none of the words `towards` stands in, empty ones and 0 words; so do, where `answered`, those that answer
 * nothing, with the non-answer's name for a label. */
void sd_scorer_write(struct sd_scorer *scorer, size_t row, struct sd_out *out);

#endif
