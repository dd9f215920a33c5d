/* SPDX-License-Identifier: MIT */
/* The stated mood: happy, middle or unhappy, by a score where there is one, else by the sentiment of the text. */
#ifndef SD_GAP_MOOD_H
#define SD_GAP_MOOD_H

#include "gap/respondents.h"

/* happy from `high` on, unhappy up to `low`, whichever way the scale runs: where `reversed`, 1 is best, and happy is
 * up to `low`, unhappy from `high` on. */
struct sd_cuts {
	sd_decimal low, high;
	bool reversed;
};

/* Reads `LOW,HIGH`. -1 where it is something else, or HIGH is not above LOW. */
int sd_cuts_parse(struct sd_text text, struct sd_cuts *cuts, struct sd_error *err);
/* The cuts of the scale that the scores show: 0 to 10 (lowest 0 or above, highest 6 to 10): happy ≥ 9, unhappy ≤ 6,
 * or 1 to 5 (lowest 1 or above, highest 4 or 5): ≥ 4, ≤ 2; reversed, 0 to 10 is mirrored: happy ≤ 1, unhappy ≥ 4.
 * *scale is a name for it. -1 where they show neither, and the message names --cuts. Without any score: that of 0 to
 * 10. */
int sd_cuts_of_scores(const struct sd_respondents *answers, bool reversed, struct sd_cuts *cuts, const char **scale,
		      struct sd_error *err);
/* Of sentiment: happy from 0.3 on, unhappy down from -0.15, where P(positive | s) is about 2/3 and 1/3 by the
 * calibration of the English lexicon (lexicons/en/rules.tsv); those of the others lie within 0.09 of them, but for the
 * German lower one, -0.37. */
struct sd_cuts sd_cuts_of_sentiment(void);
enum sd_mood sd_mood_of(sd_decimal value, const struct sd_cuts *cuts);
/* Sets the mood of each answer: by its score, else by its sentiment; none where both are absent, or their cuts NULL. */
void sd_mood_all(struct sd_respondents *answers, const struct sd_cuts *score, const struct sd_cuts *sentiment);

#endif
