/* SPDX-License-Identifier: MIT */
/* What questions got: how many were asked, said nothing, answered nothing, and how the answers feel. Counts, so that
 * halves add up. */
#ifndef SD_SAY_GIVEN_H
#define SD_SAY_GIVEN_H

#include "base/count.h"
#include "rows/writer.h"
#include "say/nonanswer.h"
#include "say/prompt.h"
#include "say/sentiment.h"

/* (question's place, what) → answers, the sum of their scores in 1/10,000. What: "absent", "empty" (asked, silent), a
 * non-answer's name ("-none" …), a sentiment's label, or SD_GIVEN_UNSCORED, for want of a lexicon of its language. */
#define SD_GIVEN_UNSCORED "unscored" /* as sd_sentiment_label_name has it of another script */
struct sd_count *sd_given_new(void);
/* Counts one answer; `key` is overwritten. */
void sd_given_add(struct sd_count *given, size_t question, const char *what, int64_t score, struct sd_str *key);

struct sd_given_question {
	struct sd_text name;
	enum sd_prompt prompt;
};
/* Tables, by a writer each. Shares are 0 to 1 with Wilson's interval.
 *
 *   questions  question,prompt,asked,answered,empty,no_answer,sentiment
 *              asked: rows whose cell is not absent; empty: asked, silent; no_answer: "n/a", "don't know", keys struck
 *              at random; answered: the rest; sentiment: the mean score of those that are scored, -1 to 1
 *   labels     question,prompt,label,n,base,share,low,high
 *              of those who answered and are scored; nothing of a question that nobody did */
int64_t sd_given_asked(const struct sd_count *given, size_t question);
int64_t sd_given_unscored(const struct sd_count *given, size_t question);
int sd_given_write_questions(const struct sd_count *given, const struct sd_given_question *questions, size_t length,
			     struct sd_writer *writer, struct sd_error *err);
int sd_given_write_labels(const struct sd_count *given, const struct sd_given_question *questions, size_t length,
			  struct sd_writer *writer, struct sd_error *err);

#endif
