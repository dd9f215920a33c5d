/* SPDX-License-Identifier: MIT */
/* What `saydo observe` writes of a ledger: one row a customer, or one a customer, day and category.
 *
 * The customer's columns, over the log up to `now`:
 *
 *   id, id_2 …     as many as the key has parts
 *   count          orders of a value above zero
 *   first, last    their first and last purchase day
 *   recency        days from the last purchase day to now
 *   frequency      purchase days
 *   tenure         days from the first purchase day to now
 *   total          net money, refunds taken off
 *   mean           total ÷ count
 *   refunds        what was taken off, zero or above
 *   gap_median     the median of the days between successive purchase days
 *   regularity     sd_gamma_shape
 *   r, f, m        1 to 5 by fifths of rank (recency, frequency, total) over customers with a purchase; 5 is best
 *   share.NAME     the category's part of their money: its net value over the sum of all categories', values below zero
 *                  counted as 0 and money without a category in the base; of their orders where the log has no money
 *   p_alive, expected_count, expected_value   absent until a model is fitted
 *
 * What needs a purchase is absent for customers without one; money is absent where the log has none. */
#ifndef SD_DO_OBSERVE_H
#define SD_DO_OBSERVE_H

#include "do/ledger.h"
#include "rows/writer.h"

enum { SD_OBSERVE_CATEGORIES = 1000 };

struct sd_observe {
	const struct sd_ledger *ledger;
	bool valued; /* the log has money */
	sd_day now;  /* SD_NO_DAY: the log's last day */
};

/* One row a customer, in byte order of their keys. Names the columns, begins and writes, all but sd_writer_end. -1
 * where the ledger has more than SD_OBSERVE_CATEGORIES categories, or the writer fails. */
int sd_observe_customers(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err);
/* The customer-days: id…, day, category, count, amount, refunds. */
int sd_observe_days(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err);

/* The options that partials must share, as the filter spells them (`as-of=` and the date or nothing), and back:
 * SD_NO_DAY where there is none. */
void sd_observe_spell(struct sd_str *spelt, sd_day as_of);
sd_day sd_observe_as_of(struct sd_text spelt);

#endif
