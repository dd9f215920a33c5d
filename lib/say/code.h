/* SPDX-License-Identifier: MIT */
/* Coding an answer: which codes of a book it names, where, and with what feeling. */
#ifndef SD_SAY_CODE_H
#define SD_SAY_CODE_H

#include "base/decimal.h"
#include "say/codebook.h"
#include "say/nonanswer.h"
#include "say/prompt.h"
#include "say/sentiment.h"

/* A place that names a code: of a code whose own patterns name it, not of those above it. */
struct sd_code_span {
	uint32_t code;	      /* index into the book */
	size_t first, last;   /* words of the answer, half-open */
	size_t start, end;    /* bytes of the answer as typed, from the first word's start to the last one's end */
	sd_decimal weight;    /* what the pattern adds to the code, which may be below 0 */
	sd_decimal score; /* −1 to 1: of the clause its first word stands in, of the sentence where the clause holds no
			   * word of feeling; 0 where neither does, and without rules of sentiment */
};

/* Valid until the coder's next call. */
struct sd_coding {
	const struct sd_codebook *book;
	struct sd_text text;
	/* By start, then by code. Of a code that does not weigh its patterns, places within another are left out. */
	const struct sd_code_span *spans;
	size_t spans_length;
	const uint32_t *codes;	  /* each code once, the codes above it included, in the book's order */
	const sd_decimal *scores; /* of each code: the mean over the clauses that name it or a code below it, a clause
				     once */
	size_t length;
	bool unscored; /* SD_SENTIMENT_UNSCORED: a score of 0 says nothing then */
	enum sd_nonanswer nonanswer; /* SD_ANSWERED wherever `length` is not 0 */
	const struct sd_answer *answer; /* its words, without their stems */
};

/* One coder serves one thread. All of these stay the caller's and must outlive it; `nonanswers` and `rules` may be
 * NULL. */
struct sd_coder;
struct sd_coder *sd_coder_new(const struct sd_codebook *book, const struct sd_nonanswers *nonanswers,
			      struct sd_answer_reader *reader, const struct sd_sentiment_rules *rules);
void sd_coder_free(struct sd_coder *coder);
/* From now on one code an answer is named, with those above it: the one whose score is furthest above its threshold,
 * the first in the book of those. */
void sd_coder_single(struct sd_coder *coder);
/* What the question of the answers from now on asks for: a bare topic is praise behind one, blame behind another, where
 * there are rules of sentiment. Neutral at first. */
void sd_coder_prompt(struct sd_coder *coder, enum sd_prompt prompt);
const struct sd_coding *sd_code_answer(struct sd_coder *coder, struct sd_text answer);
/* The same codes, quicker: no spans, and no scores. */
const struct sd_coding *sd_code_names(struct sd_coder *coder, struct sd_text answer);

/* The cell `codes`: names joined by `;`, or the built-in name of a non-answer, or nothing. */
void sd_coding_add_codes(const struct sd_coding *coding, struct sd_str *cell);
/* The cell `codes_spans`: [{"start":0,"end":4,"code":"…","text":"…"},…], with "weight" behind them of a code that
 * weighs its patterns. */
void sd_coding_add_spans(const struct sd_coding *coding, struct sd_str *cell);
/* The cell `codes_sentiment`: {"Staff":0.5423,…}, codes in the book's order; without those of which nothing is known,
 * in an answer that is not scored. */
void sd_coding_add_sentiment(const struct sd_coding *coding, struct sd_str *cell);

#endif
