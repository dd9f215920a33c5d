/* SPDX-License-Identifier: MIT */
/* What was to be expected of each respondent, from what they did before they answered (GAP: Expected, from behaviour).
 *
 * A model of buying (do/model.h) forecasts from the state at a − 1 over the window behind the answer; customers whom
 * nobody asked, on index days drawn from the answer days, say how far such forecasts run high or low at that time of
 * that kind of customer, and forecasts are multiplied by that (recentred). */
#ifndef SD_GAP_EXPECTED_H
#define SD_GAP_EXPECTED_H

#include "do/model.h"
#include "gap/match.h"
#include "gap/outcome.h"

/* A cell of recentring has at least so many unasked customers, and there must be as many in all. */
enum { SD_RECENTRE_LEAST = 30 };
/* Below this ψ nobody can tell a leaver from one who buys rarely. */
#define SD_TOO_RARE 0.5

/* A respondent whose window is complete, or a customer who was not asked, on one day. */
struct sd_subject {
	struct sd_text key; /* by which they are resampled */
	size_t answer;	    /* index among the answers; SIZE_MAX for who was not asked */
	sd_day day;
	int32_t repeats;       /* x at the end of the day before */
	uint32_t cell;	       /* of recentring */
	bool forecast;	       /* the three below are known; `value` may still be not a number */
	double psi, pi, value; /* as the model says: ψ, π, m */
	bool judged;	       /* stays or leaves: not too rare to tell */
	double stay, spend;    /* what came: 1 or 0; net, in the currency's unit, not a number where it is not known */
	double weight;	       /* of the answer; 1 where answers are not weighted */
};

/* κ of one cell. */
struct sd_recentring {
	double stay, value;
};

struct sd_reraking;

struct sd_expectation {
	struct sd_subject *asked, *unasked; /* sorted by who they are, so that no order of rows shows in a sum */
	size_t asked_length, unasked_length;
	size_t cells; /* 0: nobody to recentre on, and κ is 1 */
	struct sd_recentring *recentring;
	bool forecast; /* there is a model */
	bool rarity;   /* it is known who buys too rarely to tell */
	bool valued;   /* which forecasts money */
	int32_t horizon, skipped;
	const struct sd_reraking *reraking; /* as in the input */
};

struct sd_expectation_input {
	const struct sd_respondents *answers;
	const struct sd_match_ledger *matched;
	const struct sd_ledger *ledger; /* NULL: only what was observed, no forecast */
	const struct sd_model *model;	/* or NULL */
	bool rarity_only;		/* the model is good for ψ alone: nothing is forecast by it, and where most buy
					 * too rarely nobody is judged */
	struct sd_windows windows;
	int32_t skipped; /* the first so many days of the window do not count: it is [a + 1 + skipped, a + h] */
	bool valued;	 /* the log has money */
	const struct sd_reraking *reraking; /* how weights are found anew in each draw (rerake.h); NULL: they are as
					       given */
};
/* Gathers those with a complete window, forecasts, forms the cells and recentres. Without a ledger outcomes are those
 * that the answers have. Cells: months join the next until they have SD_RECENTRE_LEAST unasked customers (a last one
 * that has fewer joins those before it); within such a span the bands of x (0, 1, 2 to 3, 4 and more) join the next in
 * the same way. */
void sd_expectation_init(struct sd_expectation *expectation, const struct sd_expectation_input *input);
void sd_expectation_release(struct sd_expectation *expectation);

/* κ of each cell where each unasked customer counts `weights` times (one each; NULL: once). */
void sd_recentre(const struct sd_expectation *expectation, const double *weights, struct sd_recentring *recentring);
/* π* and m* of a respondent by such κ; not a number where they have no forecast. */
double sd_expected_stay(const struct sd_expectation *expectation, const struct sd_recentring *recentring,
			const struct sd_subject *subject);
double sd_expected_value(const struct sd_expectation *expectation, const struct sd_recentring *recentring,
			 const struct sd_subject *subject);

/* Writes into the answers what was found: too-rare outcomes, and expected_value where forecasts are recentred. */
void sd_expectation_tell(const struct sd_expectation *expectation, struct sd_respondents *answers);

#endif
