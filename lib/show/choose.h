/* SPDX-License-Identifier: MIT */
/* What is not said of a survey, told by what stands in it: which columns hold answers in people's own words, and in
 * which languages those are. */
#ifndef SD_SHOW_CHOOSE_H
#define SD_SHOW_CHOOSE_H

#include "base/count.h"
#include "rows/pass.h"
#include "say/telling.h"

/* A column holds answers where of its cells that are not empty at least SD_ANSWERS_WORDY in 100 have three words or
 * more, and of those at least SD_ANSWERS_DIFFERENT in 100 differ: a
 * scale's labels are few. */
enum { SD_ANSWERS_WORDY = 30, SD_ANSWERS_DIFFERENT = 50 };

struct sd_choose {
	size_t columns;
	struct sd_count *counts; /* by column: filled, wordy; made by sd_choose_init */
	struct sd_count *texts;	 /* (column, hash of a wordy cell): how often */
};
void sd_choose_init(struct sd_choose *choose, size_t columns);
void sd_choose_release(struct sd_choose *choose);
struct sd_pass sd_choose_pass(struct sd_choose *choose);
/* The columns in their order; yours: free() them. *length is 0 where there is none. */
size_t *sd_choose_columns(const struct sd_choose *choose, size_t *length);

/* Counts in which languages the answers of these columns are; see sd_language_of_survey. */
struct sd_voting {
	const struct sd_telling *telling;
	const size_t *columns;
	size_t length;
	struct sd_told_counts counts;
};
struct sd_pass sd_voting_pass(struct sd_voting *voting);

#endif
