/* SPDX-License-Identifier: MIT */
/* Scores of recency, frequency and money, 1 to 5, 5 the best: by fifths of the rank (sd_quintiles), or by cuts that are
 * given, so that a score means the same next year. */
#ifndef SD_DO_RFM_H
#define SD_DO_RFM_H

#include "base/decimal.h"
#include "base/error.h"

enum sd_rfm { SD_RFM_RECENCY, SD_RFM_FREQUENCY, SD_RFM_MONEY, SD_RFM_LENGTH };
enum { SD_RFM_CUTS = 4 };

struct sd_rfm_cuts {
	bool given[SD_RFM_LENGTH];
	/* Rising; days, purchase days, 1/10,000 of money. */
	sd_decimal at[SD_RFM_LENGTH][SD_RFM_CUTS];
};
/* Reads `R,R,R,R/F,F,F,F/M,M,M,M`, each part of four rising numbers or empty (by rank), parts at the end left off.
 * Recency up to its first cut scores 5, up to its second 4, above its fourth 1; frequency and money from their fourth
 * on score 5, below their first 1. NULL gives none. -1 where it is something else. */
int sd_rfm_cuts_parse(const char *text, struct sd_rfm_cuts *cuts, struct sd_error *err);

/* Scores `length` values: recency in days, purchase days, or money. `scores` has `length` places. Adds to `notes` which
 * values each score stands for, where there are any. */
void sd_rfm_score(enum sd_rfm what, const int64_t *values, size_t length, const struct sd_rfm_cuts *cuts, int *scores,
		  struct sd_str *notes);

#endif
