/* SPDX-License-Identifier: MIT */
/* The theme ledger: what those who named a theme said and did, against those who did not (GAP: The theme ledger).
 *
 * A row is a code, or a code × polarity where it is known how each code was spoken of. The base is everyone who stays
 * or leaves, in a complete window, and was asked what the codes are from. The adjusted columns are the coefficients of
 * one joint least-squares fit on all rows at once: of the score, of y − m*, of stay − π*. They are associations. */
#ifndef SD_GAP_THEME_LEDGER_H
#define SD_GAP_THEME_LEDGER_H

#include "gap/expected.h"

/* Arms, with a theme and without, of fewer people carry no effect; a variance inflation above 5 is flagged. */
enum { SD_ARM_LEAST = 30, SD_INFLATION_MOST = 5, SD_WINSOR_PERCENT = 99 };

enum sd_polarity { SD_POLARITY_NONE, SD_POLARITY_PRAISE, SD_POLARITY_NEUTRAL, SD_POLARITY_BLAME };
extern const char *const sd_polarity_names[]; /* NULL for none */

enum sd_theme_outcome {
	SD_THEME_STATED, /* the score */
	SD_THEME_SPEND,	 /* g = y − m* */
	SD_THEME_STAY,	 /* stay − π* */
	SD_THEME_CAPPED, /* g with y and m* no higher than the 99th percentile of y: for ranking */
	SD_THEME_OUTCOMES
};

/* A coefficient with HC3 interval and p, and q by Benjamini and Hochberg over all rows of the outcome; all not numbers
 * where the row is not in that fit. */
struct sd_theme_effect {
	double value, low, high, p, q;
	bool of_one; /* its sign hangs on one person */
};

struct sd_theme_row {
	struct sd_text code; /* of the answers, or of this ledger */
	enum sd_polarity polarity;
	size_t n, stays;	       /* of the base, who named it so */
	size_t other_n, other_stays; /* who did not */
	double weights;		       /* Σ w·z */
	size_t felt;
	double sentiment;			  /* mean over the `felt` who named it */
	double stated_difference, spend_difference; /* means, with − without */
	double stay_low, stay_high;	  /* of the difference of stays: Newcombe's, by clusters where there are some */
	double spend, most_spend;		  /* of those who named it: all, and by one person */
	struct sd_theme_effect effect[SD_THEME_OUTCOMES];
	double inflation; /* the largest of its fits; not a number in none */
	double overlap;	  /* Jaccard with `like`, the row most like it; SIZE_MAX where there is no other */
	size_t like, both;
	double at_stake; /* effect of spend · weights */
	size_t rank;	 /* 1 has most at stake by capped spend; 0: none */
	bool few, dependent; /* an arm under SD_ARM_LEAST; a sum of other rows, so left out */
};

struct sd_theme_ledger {
	struct sd_theme_row *rows; /* by falling n, then code, then polarity */
	size_t length;
	size_t base, stays;
	size_t foreseen; /* of the base, with a forecast of whether they stay */
	double cap;	 /* of capped spend; not a number where no spend is known */
	bool polar;
	struct sd_arena texts;
};

/* Fits what can be fitted; `notes` gets a line for what cannot, and why. */
void sd_theme_ledger_init(struct sd_theme_ledger *ledger, const struct sd_expectation *expectation,
			  const struct sd_respondents *answers, struct sd_str *notes);
void sd_theme_ledger_release(struct sd_theme_ledger *ledger);

#endif
