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
 *   r, f, m        1 to 5, 5 is best (do/rfm.h), among customers with a purchase
 *   share.NAME     the category's part of their money: its net value over the sum of all categories', values below zero
 *                  counted as 0 and money without a category in the base; of their orders where the log has no money
 *   p_alive        P(still a customer) by the model (do/model.h)
 *   expected_count, expected_value   purchase days, and net money, in the days after now
 *   active         1 where the last purchase is no longer ago than the hiatus, else 0: the baseline that p_alive has to
 *                  beat
 *
 * What needs a purchase is absent for customers without one; money is absent where the log has none. */
#ifndef SD_DO_OBSERVE_H
#define SD_DO_OBSERVE_H

#include "do/model.h"
#include "do/people.h"
#include "do/rfm.h"
#include "rows/writer.h"

enum { SD_OBSERVE_CATEGORIES = 1000 };

struct sd_observe {
	struct sd_log log; /* of ended sd_customers, or a ledger */
	bool valued;	   /* the log has money */
	sd_day now;	   /* SD_NO_DAY: the log's last day */
	unsigned jobs;	   /* threads */
	struct sd_rfm_cuts cuts;
	int kind;		      /* enum sd_model_kind to fit; -1: none */
	bool model_needed;	      /* that it cannot be fitted is an error, not a note */
	const struct sd_model *model; /* applied in place of one that is fitted; or NULL */
	int32_t horizon;	      /* days of expected_count and expected_value; 0: sd_people_hiatus */
	int32_t hiatus;		      /* days; 0: sd_people_hiatus */
};

/* One row a customer, in byte order of their keys. Names the columns, begins and writes, all but sd_writer_end. Without
 * `kind` and `model` the columns from p_alive on are not there. What was fitted is left in *model (may be NULL), and
 * what there is to know of it is added to `notes`, a line each. -1 where the log has more than SD_OBSERVE_CATEGORIES
 * categories, the model that is needed cannot be fitted, or the writer fails. */
int sd_observe_customers(const struct sd_observe *observe, struct sd_writer *writer, struct sd_model *model,
			 struct sd_str *notes, struct sd_error *err);
/* The customer-days of a ledger: id…, day, category, count, amount, refunds. */
int sd_observe_days(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err);

/* The options that partials must share, as the filter spells them (`as-of=` and the date or nothing), and back:
 * SD_NO_DAY where there is none. */
void sd_observe_spell(struct sd_str *spelt, sd_day as_of);
sd_day sd_observe_as_of(struct sd_text spelt);

#endif
