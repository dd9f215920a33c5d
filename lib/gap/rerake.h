/* SPDX-License-Identifier: MIT */
/* Raking done anew in each draw of the bootstrap, so that intervals know that weights come of who happened to answer.
 *
 * The customers are all that there are and no sample: their margins stay, and who answered is drawn. All of one cell
 * (class of value by class of recency) bear one weight, so a draw rakes cells and not people. */
#ifndef SD_GAP_RERAKE_H
#define SD_GAP_RERAKE_H

#include "gap/respondents.h"

enum { SD_RERAKE_MARGINS = 2, SD_RERAKE_CLASSES = 4, SD_RERAKE_CELLS = SD_RERAKE_CLASSES * SD_RERAKE_CLASSES };

/* A matched answer of the frame. */
struct sd_reraking_answer {
	struct sd_text key; /* by which it is resampled */
	size_t customer;
	uint32_t cell; /* first margin's class · SD_RERAKE_CLASSES + the second's */
};
struct sd_reraking {
	double target[SD_RERAKE_MARGINS][SD_RERAKE_CLASSES]; /* customers */
	size_t classes[SD_RERAKE_MARGINS];
	double cap;
	double given[SD_RERAKE_CELLS + 1]; /* weights by those who answered, each once */
	struct sd_reraking_answer *answers; /* by customer */
	size_t length;
	uint32_t *cell; /* of each answer of the survey; SD_RERAKE_CELLS for who is not in the frame */
};

/* Takes in the matched answers; `cell` is each customer's. Targets and cap are to be set before. */
void sd_reraking_fill(struct sd_reraking *reraking, const struct sd_respondents *answers, const uint32_t *cell);
void sd_reraking_release(struct sd_reraking *reraking);

/* The weight in that draw of one answer of each cell, mean 1 over those who are drawn; outside the frame 1. Answers
 * that share a customer count as one, by their mean. A class that nobody drawn is in joins the next, a last one that
 * before it; where the margins cannot be met even so, classes of fewer than 2, then 4, 8 … people join, too. Where
 * nobody is drawn weights are those given. */
void sd_rerake(const struct sd_reraking *reraking, uint64_t draw, double weight[SD_RERAKE_CELLS + 1]);
/* The same, where the answers of each cell count so many times. False where weights are those given. */
bool sd_rerake_cells(const struct sd_reraking *reraking, const double people[SD_RERAKE_CELLS],
		     double weight[SD_RERAKE_CELLS + 1]);

#endif
