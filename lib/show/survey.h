/* SPDX-License-Identifier: MIT */
/* A survey read once for all that a report tells: each answer is scored and coded, the row with what was added is handed
 * to the passes that count, and what the questions got is counted here. */
#ifndef SD_SHOW_SURVEY_H
#define SD_SHOW_SURVEY_H

#include "base/count.h"
#include "rows/pass.h"
#include "say/code.h"
#include "say/given.h"
#include "say/prompt.h"

/* What is added for each text column, in this order. */
enum { SD_SURVEY_SENTIMENT, SD_SURVEY_CODES, SD_SURVEY_CODES_SENTIMENT, SD_SURVEY_ADDED };

struct sd_survey_question {
	size_t column; /* of the survey */
	enum sd_prompt prompt;
	size_t added; /* the first of SD_SURVEY_ADDED columns of the extended row */
};

/* A pass over the extended rows, and its state in each worker. */
struct sd_survey {
	/* To be set. */
	const struct sd_header *header;
	struct sd_survey_question *questions; /* column and prompt */
	size_t length;
	const struct sd_sentiment_rules *rules;
	const struct sd_codebook *book;		/* NULL: the cells of codes are absent */
	const struct sd_nonanswers *nonanswers; /* may be NULL */
	struct sd_answer_options answers;	/* how answers are read */
	/* Passes that are given each extended row. What may call a row bad comes first, so that no other has counted it. */
	const struct sd_pass *followers;
	size_t followers_length;
	/* By sd_survey_prepare, and by the pass. */
	size_t width;		/* columns of an extended row */
	struct sd_count *given; /* say/given.h */
};

/* Makes the questions of `length` columns; see sd_prompts_choose. They are freed by the caller. */
int sd_survey_ask(struct sd_survey *survey, const size_t *columns, const struct sd_prompts *prompts,
		  const char *const *said, size_t said_length, struct sd_error *err);
/* Sets width, given and each question's `added`. */
void sd_survey_prepare(struct sd_survey *survey);
void sd_survey_release(struct sd_survey *survey); /* what prepare made */
/* -1 where answers cannot be read in that language. */
int sd_survey_check(const struct sd_survey *survey, struct sd_error *err);
struct sd_pass sd_survey_pass(struct sd_survey *survey);

/* The tables of say/given.h. */
int sd_survey_write_questions(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err);
int sd_survey_write_labels(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err);

#endif
