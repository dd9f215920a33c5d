/* SPDX-License-Identifier: MIT */
/* The answers of a survey, held in memory: gap must know the latest answer of each and the wave's first before it can
 * write the first row. Memory grows with the respondents. */
#ifndef SD_GAP_RESPONDENTS_H
#define SD_GAP_RESPONDENTS_H

#include "base/decimal.h"
#include "base/time.h"
#include "rows/keep.h"
#include "rows/pass.h"

/* Which columns say what; SIZE_MAX or an empty list where none does. */
struct sd_respondent_columns {
	size_t *id, ids;
	size_t date, score, consent, group, cluster;
	size_t *sentiment, sentiments;
	size_t *codes, codes_length;
	size_t *feelings, feelings_length; /* what --sentiment of codes added: {"code":sentiment,…} */
};

/* Respondents, the first that applies (GAP: Quadrant, ledger, frame). */
#define SD_MATCHES(X)                                                                                                  \
	X(NO_KEY, "no-key")                                                                                            \
	X(BAD_KEY, "bad-key")                                                                                          \
	X(NO_CONSENT, "no-consent")                                                                                    \
	X(DUPLICATE, "duplicate")                                                                                      \
	X(AMBIGUOUS, "ambiguous")                                                                                      \
	X(ROSTER_ONLY, "roster-only")                                                                                  \
	X(NOT_IN_ORDERS, "not-in-orders")                                                                              \
	X(SHARED, "shared")                                                                                            \
	X(NORMALISED, "matched-normalised")                                                                            \
	X(EXACT, "matched-exact")
enum sd_match {
#define X(name, text) SD_MATCH_##name,
	SD_MATCHES(X)
#undef X
	SD_MATCH_LENGTH
};
extern const char *const sd_match_names[SD_MATCH_LENGTH];

enum sd_mood { SD_MOOD_NONE, SD_MOOD_HAPPY, SD_MOOD_MIDDLE, SD_MOOD_UNHAPPY, SD_MOOD_LENGTH };
extern const char *const sd_mood_names[SD_MOOD_LENGTH]; /* NULL for none */

/* An observed class is an outcome of its own, from SD_OUTCOME_CLASS on. */
enum {
	SD_OUTCOME_NONE,
	SD_OUTCOME_STAYS,
	SD_OUTCOME_LEAVES,
	SD_OUTCOME_TOO_EARLY,
	SD_OUTCOME_TOO_RARE,
	SD_OUTCOME_CLASS
};

struct sd_respondent {
	struct sd_row row; /* kept where rows are written, else only its number */
	struct sd_text key, normal;
	bool usable, consented; /* the key; true without a consent column */
	sd_day day;		/* SD_NO_DAY where absent */
	bool scored, felt, coded;
	sd_decimal score, sentiment; /* sentiment: the mean over the columns that were answered */
	struct sd_text codes;	     /* those of all columns, joined by `;` */
	struct sd_text feelings;     /* those of all columns, objects one behind another */
	struct sd_text group;
	struct sd_text cluster; /* who is resampled together; data NULL where there is no such column */

	/* What match.h says. */
	enum sd_match match;
	size_t customer;	 /* SD_NO_CUSTOMER where there is none */
	size_t responded;	 /* whose customer answered, consenting or not; SD_NO_CUSTOMER where it is not known */
	size_t sharing, sharer; /* respondents of that customer, and which of them this is, from 0 */

	/* What outcome.h says. */
	enum sd_mood mood;
	uint32_t outcome;
	bool before, after; /* the window was looked at and is whole */
	bool valued;
	int64_t before_count, after_count;	/* purchase days */
	sd_decimal before_value, after_value; /* net spend */
	bool followed;				/* follow_up is known, also of who was not matched */
	int32_t follow_up;			/* days from the answer to the last of the log */

	/* What expected.h says. */
	bool expected;		   /* expected_value is known */
	sd_decimal expected_value; /* m*, whole cents */
	bool foreseen;		   /* expected_stay is known */
	double expected_stay;	   /* π* */
	double weight;		   /* of the answer where they are weighted; 0 and 1 are 1 */
};

struct sd_respondents {
	struct sd_respondent_columns columns; /* to be set before the pass; the lists are freed by release */
	const char *date_format;
	unsigned key_rules;
	bool keep_rows;
	struct sd_respondent *items; /* thereafter, by row number */
	size_t length;
	struct sd_kept kept; /* what holds them */
};

/* The pass that reads them. A date, score or sentiment that is there but cannot be read is a bad row. Call
 * sd_respondents_sort behind it. */
struct sd_pass sd_respondents_pass(struct sd_respondents *answers);
void sd_respondents_sort(struct sd_respondents *answers);
void sd_respondents_release(struct sd_respondents *answers);

/* Whether the answer is of a customer whose behaviour is known. */
bool sd_respondent_is_matched(const struct sd_respondent *answer);

/* By which they are resampled: the cluster, where there is one, or the person. */
struct sd_text sd_respondent_resampled_by(const struct sd_respondent *answer);

/* Takes the next code off a `;`-joined list, blanks around it left out; false at the end. Empty ones are passed over.
 * */
bool sd_code_next(struct sd_text *rest, struct sd_text *code);

#endif
