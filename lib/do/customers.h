/* SPDX-License-Identifier: MIT */
/* Customers gathered from rows in any order, in memory that grows with customers and the days they came on, never with
 * rows: for logs whose rows are each an order of its own. (Orders of several rows, or refunds that name theirs, need
 * the table `days` of orders.h.)
 *
 * All workers gather into one table, in parts that are locked one at a time. A feed, which belongs to one worker, holds
 * rows back until it has some for a part, so that a lock is taken once for many and what the rows need of memory is
 * fetched ahead. Sums saturate at 64 bits; sd_customers_end tells. The result does not depend on the order of rows. */
#ifndef SD_DO_CUSTOMERS_H
#define SD_DO_CUSTOMERS_H

#include "base/decimal.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/time.h"

/* Call sd_hash_init() before. `valued`: the log has money, and what is kept of categories is money, else orders;
 * nothing without `categories`. */
struct sd_customers;
struct sd_customers *sd_customers_new(bool valued, bool categories);
void sd_customers_free(struct sd_customers *customers);

struct sd_customers_feed;
struct sd_customers_feed *sd_customers_feed_new(struct sd_customers *customers);
/* One row: an order where `count` is 1, else a refund or nothing (0). `amount` is net. `category` has length 0 where
 * there is none. The texts are copied. */
void sd_customers_add(struct sd_customers_feed *feed, struct sd_text key, sd_day day, int64_t count, sd_decimal amount,
		      struct sd_text category);
/* Enters what is held back, and frees the feed. */
void sd_customers_feed_free(struct sd_customers_feed *feed);

/* All feeds are freed: sorts. -1 where a sum left 64 bits. */
int sd_customers_end(struct sd_customers *customers, struct sd_error *err);

struct sd_customer_sums {
	struct sd_text key;
	int64_t count;		    /* orders */
	sd_decimal amount, refunds; /* net; what was taken off, above zero */
	sd_decimal first_gross;	    /* of the first purchase day, refunds not taken off */
	sd_day first, last;	    /* purchase days; SD_NO_DAY where there are none */
	int32_t days;		    /* purchase days */
};
size_t sd_customers_length(const struct sd_customers *customers);
/* The customer at `index` in byte order of keys. */
void sd_customers_at(const struct sd_customers *customers, size_t index, struct sd_customer_sums *sums);
/* Writes the purchase days in order to `days`, which has room for them. */
void sd_customers_days(const struct sd_customers *customers, size_t index, sd_day *days);
/* Adds the customer's money (or orders) in each category to `sums`, which has categories + 1 places: in byte order of
 * their names, none last. */
void sd_customers_categories(const struct sd_customers *customers, size_t index, int64_t *sums);
/* The categories' names in byte order. */
size_t sd_customers_names(const struct sd_customers *customers, const struct sd_text **names);
/* Of all rows; SD_NO_DAY where there are none. */
void sd_customers_span(const struct sd_customers *customers, sd_day *first, sd_day *last);

#endif
