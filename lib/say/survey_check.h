/* SPDX-License-Identifier: MIT */
/* The health of a survey: what is wrong with its header, its columns, its rows and its answers, as findings that hold
 * no answer. One pass; what the workers gather adds up, so that the findings are the same at any number of jobs.
 * Memory: 24 bytes for each id, answer and duration, and a fixed amount a column. */
#ifndef SD_SAY_SURVEY_CHECK_H
#define SD_SAY_SURVEY_CHECK_H

#include "guard/column_check.h"
#include "rows/pass.h"
#include "say/language.h"
#include "say/nonanswer.h"

/* Adjacent columns of one scale, answered by one row each: FROM to TO (half open). */
struct sd_check_grid {
	size_t from, to;
};

struct sd_check_language {
	const char *code;
	struct sd_answer_options answers;
	const struct sd_nonanswers *nonanswers;
};

struct sd_survey_check {
	/* To be set before the pass; all of it yours. */
	const struct sd_header *header;
	struct sd_column_options *columns; /* one a column */
	const size_t *id, *text;
	size_t ids, texts;
	size_t duration, start, end; /* SIZE_MAX where there is none; duration in seconds, the others moments */
	const char *date_format;
	size_t grid_least;    /* columns of a grid */
	size_t repeated_least; /* bytes of answers that are held against one another */
	int64_t fast;	      /* percent of the median duration that is too fast below */
	const struct sd_redactor *redactor;
	const struct sd_languages *voters; /* NULL: languages are not told apart */
	const struct sd_check_language *languages; /* [0] is taken where none is told */
	size_t languages_length;
	/* Thereafter. */
	struct sd_check_grid *grids;
	size_t grids_length, grids_room;
	struct sd_check_part *whole;
};

/* Finds the grids: runs of columns whose names are the same but for what stands behind a last _ - . : [ / or blank and
 * digit, as Q5_1, Q5_2 …, or behind ` - ` or ` >> `, or before a first colon. */
void sd_survey_check_begin(struct sd_survey_check *check);
struct sd_pass sd_survey_check_pass(struct sd_survey_check *check);
/* Adds what was found. `rows`: how many there were. */
void sd_survey_check_find(struct sd_survey_check *check, uint64_t rows, struct sd_faults *findings);
void sd_survey_check_release(struct sd_survey_check *check);

#endif
