/* SPDX-License-Identifier: MIT */
/* What goes with a stated score: the scores of those who name a code against those of the others who answered the same
 * question. Counts of (code, score), so that halves add up. */
#ifndef SD_SAY_CODE_SCORE_H
#define SD_SAY_CODE_SCORE_H

#include "base/count.h"
#include "rows/pass.h"

struct sd_code_scores {
	const size_t *codes; /* columns, united row by row as a tally does */
	size_t codes_length;
	/* Absent, empty or the name of a non-answer (`-none`) where the row is no answer; SIZE_MAX: every row whose
	 * codes are there is one. */
	size_t answered;
	size_t score;
	struct sd_count *total; /* the caller's: (code, score in 1/10,000) → answers; an absent code: all of them */
};
enum { SD_CODE_SCORES_WIDTH = 1 };
/* A score that is absent, empty or no number counts for nothing; names that begin with `-` are no codes. */
struct sd_pass sd_code_scores_pass(struct sd_code_scores *scores);
/* Writes code,n,mean,other_n,other_mean,difference,low,high,p,q, the largest n first: who answered and gave a score;
 * Welch's t with its 95 % interval, q by Benjamini and Hochberg over the rows. Codes of which either side is under
 * `min_cell` people (and under 2) are left out. */
struct sd_writer;
int sd_code_scores_write(const struct sd_count *total, int64_t min_cell, struct sd_writer *writer,
			 struct sd_error *err);

#endif
