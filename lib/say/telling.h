/* SPDX-License-Identifier: MIT */
/* The language of each answer of a run: one for all, that of a column, or the one that the answer votes for
 * (say/language.h); how many answers each had; and what reading answers in one language takes. */
#ifndef SD_SAY_TELLING_H
#define SD_SAY_TELLING_H

#include "base/decimal.h"
#include "rows/row.h"
#include "say/answer.h"
#include "say/language.h"
#include "say/nonanswer.h"
#include "say/sentiment.h"
#include "say/term.h"

/* How many answers each language had. Those of which none is known are counted with the first language, in which they
 * are read. */
struct sd_told_counts {
	uint64_t answers[SD_LANGUAGES_MOST];
	uint64_t untold;	       /* of a vote that told nothing */
	uint64_t unnamed;	       /* with nothing in the column */
	uint64_t unknown, unknown_row; /* with another thing there than a language that is known; the first such row,
					  from 1 */
};
void sd_told_counts_add(struct sd_told_counts *into, const struct sd_told_counts *from);

/* Not changed while rows are read, so threads may share it. All of it borrowed. */
struct sd_telling {
	const char *const *codes; /* the languages; [0] is the one of an answer of which nothing else is known */
	size_t length;		  /* SD_LANGUAGES_MOST at most */
	const struct sd_languages *voters; /* of the same indices: each answer votes; else NULL */
	size_t column; /* without voters: the column that names the language; SIZE_MAX: all are of [0] */
	/* Where all are of [0] because nothing else was said: some answers, drawn by a hash of their text, vote all the
	 * same and are counted, of languages whose first is [0], to see whether that was right; else NULL. */
	const struct sd_languages *doubt;
};

struct sd_told {
	size_t language; /* index into the codes */
	int64_t sure;	 /* in 1/10,000: 1 where it was said, 0 where it was taken for want of any other */
};

/* What one thread counts. Zero-initialised; sd_teller_release empties it. */
struct sd_teller {
	struct sd_told_counts counts;
	struct sd_str scratch;
};
/* The language of an answer, which is counted unless it is absent or all are of one that is not in doubt. Never
 * fails. */
struct sd_told sd_tell(const struct sd_telling *telling, struct sd_teller *teller, const struct sd_row *row,
		       struct sd_cell answer);
void sd_teller_release(struct sd_teller *teller);

/* How answers in one language are read. All of it borrowed. */
struct sd_reading {
	struct sd_answer_options answers;
	struct sd_term_lists lists;
	const struct sd_nonanswers *nonanswers;	/* may be NULL */
	const struct sd_sentiment_rules *rules; /* NULL where the language has no lexicon: its answers are not scored */
};

/* Which languages a survey is in, of the votes of all its answers.
 *
 * One language, where SD_LANGUAGE_CLEAR in 100 of the answers that tell any are in it; several, where none is; the
 * first where no answer tells. */
enum { SD_LANGUAGE_CLEAR = 90, SD_SEVERAL_LANGUAGES = SD_LANGUAGES_MOST };
/* The index of the language, or SD_SEVERAL_LANGUAGES; *share is how many in 100 of those that tell are in the one that
 * most are in, rounded down, 0 where none tells. */
size_t sd_language_of_survey(const struct sd_told_counts *counts, size_t length, unsigned *share);

/* Of what was counted in doubt: the language that most answers seem to be in where that is not the first, else 0. */
size_t sd_language_doubted(const struct sd_told_counts *counts, size_t length);

#endif
