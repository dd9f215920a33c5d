/* SPDX-License-Identifier: MIT */
/* What was said against what was done, claim by claim (GAP.md, "Claims, judged"). The rules alone: counts and days in,
 * a verdict out.
 *
 * Habits are held against the days before the answer, promises against those after it. What can be judged neither way
 * is untestable, and says why. */
#ifndef SD_GAP_VERDICT_H
#define SD_GAP_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

/* Broken means no more than that this log does not bear it out. */
#define SD_VERDICTS(X)                                                                                                 \
	X(KEPT, "kept")                                                                                                \
	X(BROKEN, "not borne out in this log")                                                                         \
	X(TOO_EARLY, "too-early")                                                                                      \
	X(UNTESTABLE, "untestable")
enum sd_verdict {
#define X(name, text) SD_VERDICT_##name,
	SD_VERDICTS(X)
#undef X
	SD_VERDICT_LENGTH
};
extern const char *const sd_verdict_names[SD_VERDICT_LENGTH];

/* Why a claim is what it is: of the untestable what is missing, of the broken which way. */
#define SD_REASONS(X)                                                                                                  \
	X(NONE, NULL)                                                                                                  \
	X(UNMATCHED, "unmatched")	  /* nobody's orders are known to be theirs */                                 \
	X(EARLIER, "earlier-answer")	  /* the person's latest answer is another */                                  \
	X(SHARED, "shared")		  /* several order by one account */                                           \
	X(OTHER, "third-person")                                                                                       \
	X(CONDITIONAL, "conditional")                                                                                  \
	X(RECOMMEND, "recommending")                                                                                   \
	X(EVENT, "event")                                                                                              \
	X(PAST, "past")			  /* of a time that is not named */                                            \
	X(NO_NUMBER, "no-number")	  /* often, rarely */                                                          \
	X(NO_DATE, "no-date")                                                                                          \
	X(NO_HORIZON, "no-horizon")	  /* how long to wait is not known */                                          \
	X(NO_ORDERS, "no-orders")	  /* it needs orders, and something else was observed */                       \
	X(NO_AMOUNTS, "no-amounts")                                                                                    \
	X(NO_CATEGORY, "no-such-category") /* of the log */                                                            \
	X(NO_PURCHASE, "no-purchase")	  /* in the days that would tell */                                            \
	X(UNCLEAR, "too-few-to-tell")                                                                                  \
	X(OVERSTATED, "over-stated")                                                                                   \
	X(UNDERSTATED, "under-stated")                                                                                 \
	X(UNKNOWN_ACT, "no-rule")
enum sd_reason {
#define X(name, text) SD_REASON_##name,
	SD_REASONS(X)
#undef X
	SD_REASON_LENGTH
};
extern const char *const sd_reason_names[SD_REASON_LENGTH]; /* NULL for none */

struct sd_finding {
	enum sd_verdict verdict;
	enum sd_reason reason;
	/* What the log says, in the claim's own unit, and its interval; not a number where there is none. */
	double observed, low, high;
	const char *unit; /* "per-year", "purchase-days", "share", "per-day" or NULL */
	sd_day from, to;  /* of which days; SD_NO_DAY where none were looked at */
	bool complete;	  /* the log holds all of them */
};

/* A claim that cannot be tested. */
struct sd_finding sd_untestable(enum sd_reason reason);

/* A stated rate a year from `low` to `high` (infinite: at least), against `count` purchase days in `years`. G is
 * Garwood's interval of the count over the years, K = [low/1.25, 1.25·high]. Broken where G and K do not meet; kept
 * where count/years lies in K and G within [low/3, 3·high]; else untestable. Never (high 0): broken if and only if
 * count > 0. Of purchase days there is at most one a day: rates above 365.25 count as that. */
struct sd_finding sd_judge_rate(double low, double high, int64_t count, double years);

/* A measured mean or sum with its interval against what was stated, by the same factors. */
struct sd_finding sd_judge_size(double low, double high, double observed, double observed_low, double observed_high);

/* Staying or buying again. `within`: purchase days in (a, a + H]. Kept at the first; broken where there is none and the
 * window is whole; else too early. */
struct sd_finding sd_judge_stay(int64_t within, bool whole);
/* Cancelling or going elsewhere. `late`: purchase days in (a + SD_GRACE_DAYS, a + H]. Broken at the first; kept where
 * there is none and the window is whole; else too early. */
enum { SD_GRACE_DAYS = 7 };
struct sd_finding sd_judge_leave(int64_t late, bool whole);
/* Buying more (or less): `after` purchase days in `after_days` and `before` in `before_days`. The Clopper-Pearson
 * interval of after / (after + before) wholly on the stated side of after_days / (after_days + before_days) is kept,
 * wholly on the other broken, else untestable. */
struct sd_finding sd_judge_change(bool more, int64_t after, int64_t before, double after_days, double before_days,
				  bool whole);
/* Buying only or mostly of a category (`never`: none of it): `inside` of `all` orders. Broken where the Clopper-Pearson
 * interval lies below one half, kept where it lies above, else untestable; never: broken if and only if inside > 0. */
struct sd_finding sd_judge_category(bool never, int64_t inside, int64_t all);

/* Days of an ISO 8601 duration of years (365.25 days), months (a twelfth of that), weeks and days, rounded, at least 1;
 * hours and less are 1. 0 where it is none. */
int32_t sd_duration_days(struct sd_text duration);

#endif
