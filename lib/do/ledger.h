/* SPDX-License-Identifier: MIT */
/* The ledger: who bought on which day for how much, sorted, for questions about windows.
 *
 * - An order is the rows of one customer with one order number; a row without one is an order of its own. Its value is
 *   the sum of its rows, refunds among them, whenever they were booked; its day is its first with an amount above zero.
 *   An order whose value is zero or less is none, though its money still counts on its day.
 * - A refund that names no order, or one that the log does not hold, counts on its booking day and is no visit.
 * - A purchase day has at least one order of a value above zero.
 * - An order over several categories counts as one in the category that it spent most in (the first in byte order of
 *   several), so that counts add up over categories. */
#ifndef SD_DO_LEDGER_H
#define SD_DO_LEDGER_H

#include "base/count.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/time.h"

#define SD_NO_CATEGORY UINT32_MAX
#define SD_NO_CUSTOMER SIZE_MAX

struct sd_ledger_entry {
	sd_day day;
	uint32_t category;	    /* index into `categories`, or SD_NO_CATEGORY */
	int64_t count;		    /* orders */
	sd_decimal amount, refunds; /* net, and what was taken off (zero or above) */
};

struct sd_ledger_customer {
	struct sd_text key;   /* sd_key_add of the id columns */
	size_t first, length; /* their entries, by day, then category (none last) */
};

struct sd_ledger {
	struct sd_ledger_customer *customers; /* in byte order of their keys */
	size_t length;
	struct sd_ledger_entry *entries;
	size_t entries_length;
	struct sd_text *categories; /* in byte order */
	size_t categories_length;
	sd_day first, last; /* of all rows; SD_NO_DAY where there are none */
	struct sd_arena arena;
};

/* Of the table `days` of orders.h, whose days after `as_of` are left out (SD_NO_DAY: none is). NULL where a key is not
 * such a table's or a sum leaves 64 bits. */
struct sd_ledger *sd_ledger_new(const struct sd_count *days, sd_day as_of, struct sd_error *err);
/* The same; uses `days` up, which can then only be freed (sd_count_used_up), and so needs less memory at once. */
struct sd_ledger *sd_ledger_new_from(struct sd_count *days, sd_day as_of, struct sd_error *err);
void sd_ledger_free(struct sd_ledger *ledger);
/* The customer's index, or SD_NO_CUSTOMER. */
size_t sd_ledger_find(const struct sd_ledger *ledger, struct sd_text key);

struct sd_ledger_sums {
	int64_t days;		    /* purchase days */
	int64_t orders;		    /* orders of a value above zero */
	sd_decimal amount, refunds; /* net, and what was taken off */
	sd_day first, last;	    /* purchase days; SD_NO_DAY where there are none */
};
/* What the customer did from `from` to `to`, both included; nothing where `to` is before `from`. Sums saturate at 64
 * bits, which sd_ledger_new has made sure they do not leave. */
void sd_ledger_between(const struct sd_ledger *ledger, size_t customer, sd_day from, sd_day to,
		       struct sd_ledger_sums *sums);
/* Writes the customer's purchase days in order to `days`, which has room for their entries; how many. */
size_t sd_ledger_days(const struct sd_ledger *ledger, size_t customer, sd_day *days);

#endif
