/* SPDX-License-Identifier: MIT */
/* What is known of each customer, whichever way it was gathered: from a ledger, where orders had numbers or counts were
 * merged, or from rows that were orders of their own. Both give the same. */
#ifndef SD_DO_PEOPLE_H
#define SD_DO_PEOPLE_H

#include "do/customers.h"
#include "do/ledger.h"
#include "do/model.h"

/* One of the two; the other is NULL. Borrowed. */
struct sd_log {
	const struct sd_ledger *ledger;
	const struct sd_customers *customers;
};
/* The last day of all rows; SD_NO_DAY where there are none. */
sd_day sd_log_last(const struct sd_log *log);
size_t sd_log_categories(const struct sd_log *log, const struct sd_text **names);
/* As sd_customers_categories: sets all categories + 1 places of `sums`. `valued`: money, else orders. */
void sd_log_by_category(const struct sd_log *log, size_t customer, bool valued, int64_t *sums);

struct sd_person {
	struct sd_customer_sums sums;
	double gap_median, regularity; /* not a number where there is none */
	struct sd_buyer buyer;	       /* at the end of `now`; of those with a purchase */
};
struct sd_people {
	struct sd_person *items; /* by the bytes of their keys */
	size_t length;
	/* How often each gap between purchase days occurs, 0 to gaps_length − 1 days; of all people. */
	int64_t *gaps;
	size_t gaps_length;
};
/* As of the end of `now`, not before sd_log_last. The work is done on `jobs` threads. */
void sd_people_init(struct sd_people *people, const struct sd_log *log, sd_day now, unsigned jobs);
void sd_people_release(struct sd_people *people);
/* As sd_rhythm_horizon, of all gaps: whole weeks within 28 to 364 days, longer than nine of ten gaps. 0 where there
 * are none. */
int sd_people_hiatus(const struct sd_people *people);

#endif
