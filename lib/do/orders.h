/* SPDX-License-Identifier: MIT */
/* Order rows, as they are exported, to counts: who, on which day, for how much.
 *
 * A row is one of two things, told apart by the header:
 *
 *   an order or a line of one   id…, time, amount[, category][, order]; without an amount column, a visit
 *   a customer-day              id…, day, category, count, amount, refunds, as `saydo observe --days` writes them
 *
 * The counts are a table keyed by (customer, day, order, category), parts joined by sd_key_add, the customer itself
 * being such a key of its id columns; days as YYYY-MM-DD; what is not there absent. All its sums add up, so that
 * threads, shards and months merge. */
#ifndef SD_DO_ORDERS_H
#define SD_DO_ORDERS_H

#include "base/count.h"
#include "base/decimal.h"
#include "base/time.h"
#include "do/customers.h"
#include "rows/pass.h"

/* The sums of `days`. */
enum {
	SD_ORDERS_COUNT,   /* rows with an amount above zero (visits: rows; customer-days: their count) */
	SD_ORDERS_AMOUNT,  /* net, 1/10,000: refunds are taken off */
	SD_ORDERS_REFUNDS, /* what was taken off, above zero, 1/10,000 */
	SD_ORDERS_WIDTH
};

/* What the user named; NULL or an empty list: guessed. `prefix` stands before `date`, `amount` … in messages ("--" or
 * "--ledger-"). */
struct sd_orders_names {
	const char *const *id;
	size_t ids;
	const char *date, *amount, *category, *order, *prefix;
};

struct sd_orders {
	size_t *id; /* yours: free(), or sd_orders_release */
	size_t ids;
	size_t date, amount, category, order; /* SIZE_MAX where there is none */
	size_t count, refunds;		      /* of customer-days, else SIZE_MAX */
	const char *date_format;	      /* of sd_moment_parse_as; NULL: ISO 8601 */
	enum sd_decimal_mark decimal;
	const char *prefix;		/* of the names */
	sd_day as_of;			/* rows after that day are hidden; SD_NO_DAY: none */
	struct sd_count *days;		/* of width SD_ORDERS_WIDTH; the caller's */
	struct sd_customers *customers; /* the caller's; not NULL: the rows go there, each an order, and not into
					   `days` */
	/* Of width 1, the caller's: `rows`, `anonymous` (without an id: nobody's, so not in `days`), `hidden` (after
	 * as_of), `valued` (rows with an amount). */
	struct sd_count *about;
};
#define SD_ORDERS_INIT                                                                                                 \
	{NULL, 0, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, NULL, 0, "--", SD_NO_DAY, NULL, NULL, NULL}

/* Finds the columns and adds to `notes` a line for each that was guessed. The id columns are those named, else the
 * columns called as `like` (the survey's, `likes` of them; may be none) where all are there, else the only usual one.
 * -1 where a named column is not there, more than one could be meant, or none is the day. */
int sd_orders_find(struct sd_orders *orders, const struct sd_header *header, const struct sd_orders_names *names,
		   const struct sd_text *like, size_t likes, struct sd_str *notes, struct sd_error *err);
/* Whether every row is an order of its own, so that `customers` will do. */
bool sd_orders_alone(const struct sd_orders *orders);
/* The pass that adds rows to `days` (or `customers`) and `about`. A date or amount that is absent or cannot be read is
 * a bad row, as is a customer-day whose count is no whole number. Without a date column everything falls on day 0. */
struct sd_pass sd_orders_pass(struct sd_orders *orders);
int64_t sd_orders_about(const struct sd_orders *orders, const char *what);
void sd_orders_release(struct sd_orders *orders);

/* Takes the next line off notes, without its end; false where none is left. */
bool sd_note_next(struct sd_text *rest, struct sd_text *line);

/* What columns of orders are usually called: who, when, for how much, the number of the order; NULL-terminated. */
extern const char *const sd_order_id_columns[],
	*const sd_order_date_columns[], *const sd_order_amount_columns[], *const sd_order_number_columns[];
/* How many columns bear one of `candidates` (NULL-terminated) as a name, case and blanks around aside; *index is the
 * first of them. */
size_t sd_orders_among(const struct sd_header *header, const char *const *candidates, size_t *index);

/* The key of a row's id columns: sd_key_add of each cell. False, and nothing in `key`, where one is absent or blank. */
bool sd_orders_key(struct sd_str *key, const struct sd_row *row, const size_t *columns, size_t length);
/* The id columns of another file than the survey: as sd_orders_find does it. `option` is for messages
 * ("--ledger-id"). Yours: free(). NULL with `err`. */
size_t *sd_orders_id_columns(const struct sd_header *header, const char *const *named, size_t names,
			     const struct sd_text *like, size_t likes, const char *option, struct sd_str *notes,
			     size_t *length, struct sd_error *err);

#endif
