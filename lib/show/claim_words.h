/* SPDX-License-Identifier: MIT */
/* A claim and what the log says of it, in words, to stand side by side. Neither tells a date: that of an answer and
 * what was bought around it would tell who wrote it. */
#ifndef SD_SHOW_CLAIM_WORDS_H
#define SD_SHOW_CLAIM_WORDS_H

#include "gap/claimed.h"

/* What was claimed: its words, which stand in `words`, and what they were taken for:
 * each Saturday (52 a year); Not coming back (cancel). Foreign text. */
void sd_claim_add_said(struct sd_str *text, const struct sd_claimed_row *claim, struct sd_text words);
/* What was observed, of a claim judged by this gap: 9 purchase days in 200 days (16 a year, 7.5 to 31); no purchase day
 * in the 28 days after; not to be told: third person. Where classes were observed it is foreign text. */
void sd_claim_add_observed(struct sd_str *text, const struct sd_claimed_row *claim, const struct sd_gap *gap);

#endif
