/* SPDX-License-Identifier: MIT */
/* What the models of buying need of a customer, and of many: the sufficient statistics. Purchases on one day are one.
 *
 * Time counts in days here; the models count in weeks. */
#ifndef SD_DO_HISTORY_H
#define SD_DO_HISTORY_H

#include <stddef.h>
#include <stdint.h>

enum { SD_DAYS_OF_A_WEEK = 7 };

struct sd_history {
	int32_t repeats; /* x: purchase days but the first */
	int32_t last;	 /* t_x: days from the first purchase day to the last; 0 where x is 0 */
	int32_t age;	 /* T: days from the first purchase day to the end of what is looked at; at least `last` */
};

/* Customers of one history, whom a likelihood need look at once. */
struct sd_histories {
	struct sd_history history;
	double customers;
};
/* Sorts `histories` and groups them. Yours: free(). *groups is their number. */
struct sd_histories *sd_histories_new(struct sd_history *histories, size_t length, size_t *groups);

#endif
