/* SPDX-License-Identifier: MIT */
/* A survey read once for all that a report tells: each answer is scored and coded, the row with what was added is
 * handed to the passes that count, and what the questions got is counted here. */
#ifndef SD_SHOW_SURVEY_H
#define SD_SHOW_SURVEY_H

#include "base/count.h"
#include "rows/pass.h"
#include "say/code.h"
#include "say/given.h"
#include "say/questionnaire.h"
#include "say/telling.h"

/* What is added for each text column, in this order. The language is its code, read by sd_survey_language();
 * what it was (say/given.h) is absent unless the answer says something. */
enum {
	SD_SURVEY_SENTIMENT,
	SD_SURVEY_CODES,
	SD_SURVEY_CODES_SENTIMENT,
	SD_SURVEY_LANGUAGE,
	SD_SURVEY_WHAT,
	SD_SURVEY_ADDED
};

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
	const struct sd_telling *telling;
	const struct sd_reading *readings;   /* of its languages; the first has rules */
	struct sd_codebook *const *books;    /* by their stems; NULL: the cells of codes are absent */
	/* Passes that are given each extended row. What may call a row bad comes first, so that no other has counted
	 * it. */
	const struct sd_pass *followers;
	size_t followers_length;
	/* By sd_survey_prepare, and by the pass. */
	size_t width;		/* columns of an extended row */
	struct sd_count *given; /* say/given.h */
	struct sd_told_counts told;
};

/* Makes the questions of `length` columns; see sd_questionnaire_choose. They are freed by the caller. */
int sd_survey_ask(struct sd_survey *survey, const size_t *columns, struct sd_questionnaire *questionnaire,
		  const char *const *said, size_t said_length, struct sd_error *err);
/* Sets width, given and each question's `added`. */
void sd_survey_prepare(struct sd_survey *survey);
void sd_survey_release(struct sd_survey *survey); /* what prepare made */
/* -1 where answers cannot be read in that language. */
int sd_survey_check(const struct sd_survey *survey, struct sd_error *err);
struct sd_pass sd_survey_pass(struct sd_survey *survey);
/* Answers that are not absent, over all questions. */
int64_t sd_survey_asked(const struct sd_survey *survey);
/* In a follower: the index of the language in which the answer to a question was read. */
size_t sd_survey_language(const struct sd_survey *survey, const struct sd_row *row, size_t question);

/* The tables of say/given.h. */
int sd_survey_write_questions(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err);
int sd_survey_write_labels(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err);

#endif
