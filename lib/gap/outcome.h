/* SPDX-License-Identifier: MIT */
/* What became of each answer: windows before and after its day, and stays, leaves or too early.
 *
 * The answer's day a belongs to neither side. Before: [a−b, a−1]; after: [a+1, a+h]. Against orders, an answer is too
 * early where a + h > L, L the last complete day of the log; against last-event dates d it is complete where L > a +
 * h, and stays where d > a + h. `too-rare` needs a forecast, which expected.h makes of those who are complete. */
#ifndef SD_GAP_OUTCOME_H
#define SD_GAP_OUTCOME_H

#include "do/ledger.h"
#include "gap/respondents.h"
#include "gap/keyed.h"

enum { SD_BEFORE_DAYS = 364 };

struct sd_windows {
	int before, horizon; /* b and h, days; horizon 0: not known, and nothing after is told */
	sd_day log_end;	     /* L */
};

/* Sets before_… and after_… and outcome of each answer that is matched and has a date, follow_up of each that has one.
 * Money of a customer whom several respondents share is split between them by the cent, so that the parts add up as
 * they are written with two decimals: the odd cents go to the first rows, and what is less than a cent to the first. */
void sd_outcome_of_orders(struct sd_respondents *answers, const struct sd_ledger *ledger, bool valued,
			  const struct sd_windows *windows);

/* By last-event dates. `ends` holds the last day seen by group (day + SD_GROUP_ORIGIN, so that none is 0), or is NULL
 * where windows->log_end says it for all. Who is in the log without a date has had no event. */
enum { SD_GROUP_ORIGIN = 1 << 24 };
void sd_outcome_of_dates(struct sd_respondents *answers, const struct sd_keyed *observed, const struct sd_count *ends,
			 const struct sd_windows *windows);
/* The last day said or done in each group, from the answers and the observed rows, which must have both. Call before
 * sd_keyed_finish, which unites the rows of a key. Yours: sd_count_free(). */
struct sd_count *sd_group_ends(const struct sd_respondents *answers, const struct sd_keyed *observed);
/* The last day of all, SD_NO_DAY where there is none. */
sd_day sd_last_day(const struct sd_respondents *answers, const struct sd_keyed *observed);

/* By a number (stays where above 0, leaves else, after_value the number) or a class (an outcome of its own: the class's
 * index in byte order + SD_OUTCOME_CLASS). What was observed counts as complete, whenever it was answered. `classes`
 * are those there are, in byte order, yours: free() the array; the texts are the observed's. */
void sd_outcome_of_numbers(struct sd_respondents *answers, const struct sd_keyed *observed);
struct sd_text *sd_outcome_of_classes(struct sd_respondents *answers, const struct sd_keyed *observed, size_t *length);

/* The name of an outcome; data NULL for none. */
struct sd_text sd_outcome_name(uint32_t outcome, const struct sd_text *classes);

#endif
