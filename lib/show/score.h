/* SPDX-License-Identifier: MIT */
/* What goes with the stated score: the scores of those who name a code against those of the others who answered the
 * same question. Counts of (question, code, score), so that halves add up. */
#ifndef SD_SHOW_SCORE_H
#define SD_SHOW_SCORE_H

#include "base/count.h"
#include "rows/pass.h"
#include "show/survey.h"

struct sd_score {
	const struct sd_survey *survey; /* its questions, prepared */
	size_t column;			/* of the score */
	struct sd_count *given;		/* made by sd_score_init */
};
void sd_score_init(struct sd_score *score, const struct sd_survey *survey, size_t column);
void sd_score_release(struct sd_score *score);
/* A follower of the survey. A score that is absent, empty or no number counts for nothing. */
struct sd_pass sd_score_pass(struct sd_score *score);
/* Writes code,n,mean,other_n,other_mean,difference,low,high,p,q for one question, the largest n first: who answered it
 * and gave a score; Welch's t with its 95 % interval, q by Benjamini and Hochberg over the rows. Codes of which either
 * side is under `min_cell` people (and under 2) are left out, and those that name non-answers. */
int sd_score_write(const struct sd_score *score, size_t question, int64_t min_cell, struct sd_writer *writer,
		   struct sd_error *err);

#endif
