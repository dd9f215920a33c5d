/* SPDX-License-Identifier: MIT */
/* What the columns of a table hold, told by their cells and their names: dates and how they are written, scores, ids,
 * amounts. For what nobody named; where two columns would do, none is chosen. */
#ifndef SD_SHOW_COLUMNS_H
#define SD_SHOW_COLUMNS_H

#include "base/count.h"
#include "base/decimal.h"
#include "rows/pass.h"

struct sd_columns {
	const struct sd_header *header;
	struct sd_column_cells *cells; /* by column; columns.c */
	uint64_t rows;
};
void sd_columns_init(struct sd_columns *columns, const struct sd_header *header);
void sd_columns_release(struct sd_columns *columns);
/* To be run with one job: rows are taken in their order, as a person would look at the first ones. */
struct sd_pass sd_columns_pass(struct sd_columns *columns);
/* Behind the pass: tells the kinds. */
void sd_columns_tell(struct sd_columns *columns);

/* How a column's dates are written: a format of sd_moment_parse_as, NULL for ISO 8601, where nine in ten cells are such
 * dates. *day_or_month: they could be day first or month first. False where they are no dates. */
bool sd_columns_date_format(const struct sd_columns *columns, size_t column, const char **format, bool *day_or_month);
/* The day of an answer, or with `orders` of an order: the only column of dates, or the only one of the most telling
 * name. SIZE_MAX where there is none; *several then says how many could be. */
size_t sd_columns_date(const struct sd_columns *columns, bool orders, size_t *several);
/* A score, all of whose cells are whole numbers from 0 to 10: the only column of the most telling name. SIZE_MAX and
 * *several as above. */
size_t sd_columns_score(const struct sd_columns *columns, size_t *several);
/* The column that would be the score but for some cells (99, n/a), and how many; SIZE_MAX. */
size_t sd_columns_score_strays(const struct sd_columns *columns, uint64_t *strays);
/* From what to what a score's column runs. */
void sd_columns_range(const struct sd_columns *columns, size_t column, int *low, int *high);
/* What an order came to: the only column of amounts that is called as one. */
size_t sd_columns_amount(const struct sd_columns *columns, size_t *several);
/* The number of an order: the only column of ids that is called as one. */
size_t sd_columns_order(const struct sd_columns *columns, size_t *several);
/* Whether amounts are written with this mark and not with the other. */
bool sd_columns_decimal(const struct sd_columns *columns, size_t column, enum sd_decimal_mark mark);
/* Whether a point may part thousands there: wherever one stands, three digits do behind it. */
bool sd_columns_thousands(const struct sd_columns *columns, size_t column);
/* Whether it could say who: its values are no dates, scores or answers, and half of them differ, or, of `orders`, five
 * do; and it is not called as what many have in common: an age, a post code, a product, a first name. */
bool sd_columns_could_be_id(const struct sd_columns *columns, size_t column, bool orders);

/* Whether answers could be compared by it: a few options, each of them given several times. */
bool sd_columns_could_be_group(const struct sd_columns *columns, size_t column);
/* Values of a column called as a currency is, where there are several of three letters: CHF, EUR; what they are is
 * added to `list`. False where money is of one currency as far as is known. */
bool sd_columns_currencies(const struct sd_columns *columns, struct sd_str *list);
/* The first column in which some cells say that an order was cancelled, returned or refused: *value is one of those. */
bool sd_columns_undone(const struct sd_columns *columns, size_t *column, struct sd_text *value);

#endif
