/* SPDX-License-Identifier: MIT */
/* Periods of a tally's table held against one another, and the table written (say/tally.h). */
#include <math.h>

#include "rows/writer.h"
#include "say/tally.h"
#include "stats/multiple.h"
#include "stats/test.h"

static bool same_text(struct sd_text a, struct sd_text b)
{
	return (a.data != NULL) == (b.data != NULL) && sd_text_equal(a, b);
}

static int by_code(const void *left, const void *right)
{
	const struct sd_tally_row *a = *(struct sd_tally_row *const *)left, *b = *(struct sd_tally_row *const *)right;
	return sd_text_compare(a->code, b->code);
}

/* Codes stand in another order in each period, but the same ones in all. */
static void compare_periods(struct sd_tally_row **before, struct sd_tally_row **rows, size_t codes)
{
	for (size_t c = 0; c < codes; c++) {
		const struct sd_tally_row *then = before[c];
		struct sd_tally_row *now = rows[c];
		if (!then->period.data || !(then->effective > 0) || !(now->effective > 0) || isnan(then->value) ||
		    isnan(now->value))
			continue;
		double x1 = now->value * now->effective, x2 = then->value * then->effective;
		now->previous = then->period;
		now->change = now->value - then->value;
		now->change_interval = sd_newcombe(x1, now->effective, x2, then->effective);
		now->p = sd_two_shares(x1, now->effective, x2, then->effective).p;
	}
}

void sd_tally_compare(struct sd_tally_table *table)
{
	struct sd_tally_row **order = sd_alloc(table->length + 1, sizeof *order);
	double *q = sd_alloc(table->length + 1, sizeof *q);
	for (size_t i = 0; i < table->length; i++)
		order[i] = &table->rows[i];
	for (size_t from = 0, before = SIZE_MAX, to; from < table->length; before = from, from = to) {
		for (to = from + 1; to < table->length; to++)
			if (!same_text(order[to]->group, order[from]->group) ||
			    !same_text(order[to]->period, order[from]->period))
				break;
		qsort(order + from, to - from, sizeof *order, by_code);
		if (before != SIZE_MAX && same_text(order[before]->group, order[from]->group))
			compare_periods(order + before, order + from, to - from);
	}
	for (size_t i = 0; i < table->length; i++)
		q[i] = table->rows[i].p;
	sd_benjamini_hochberg(q, table->length, q);
	for (size_t i = 0; i < table->length; i++)
		table->rows[i].q = q[i];
	table->compared = true;
	free(order);
	free(q);
}

static void write_text(struct sd_out *out, struct sd_text text)
{
	if (text.data)
		sd_out_text(out, text);
	else
		sd_out_absent(out);
}

static void write_number(struct sd_out *out, int64_t number)
{
	if (number < 0)
		sd_out_absent(out);
	else
		sd_out_int(out, number);
}

static void write_change(struct sd_out *out, const struct sd_tally_row *row)
{
	write_text(out, row->previous);
	sd_out_double(out, row->change, 4);
	sd_out_double(out, row->previous.data ? row->change_interval.low : NAN, 4);
	sd_out_double(out, row->previous.data ? row->change_interval.high : NAN, 4);
	sd_out_double(out, row->p, 6);
	sd_out_double(out, row->q, 6);
}

static void write_share(struct sd_out *out, const struct sd_tally_row *row)
{
	bool shown = !isnan(row->value);
	sd_out_double(out, row->value, 4); /* not a number: absent */
	sd_out_double(out, shown ? row->share.low : NAN, 4);
	sd_out_double(out, shown ? row->share.high : NAN, 4);
	if (row->has_sentiment)
		sd_out_decimal(out, row->sentiment, 4);
	else
		sd_out_absent(out);
}

void sd_tally_write_size(const struct sd_tally_row *row, struct sd_out *out)
{
	write_number(out, row->n);
	write_number(out, row->base);
	write_share(out, row);
}

static void write_row(struct sd_out *out, const struct sd_tally_table *table, const struct sd_tally_row *row)
{
	write_text(out, row->group);
	write_text(out, row->period);
	write_text(out, row->code);
	if (table->weighted) {
		write_number(out, row->n);
		write_number(out, row->base);
		sd_out_double(out, row->base < 0 ? NAN : row->effective, 2);
		write_share(out, row);
	} else {
		sd_tally_write_size(row, out);
	}
	if (table->compared)
		write_change(out, row);
	sd_out_end(out);
}

int sd_tally_write(const struct sd_tally_table *table, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"group", "period", "code", "n", "base", "base_effective",
					      "share", "low",	 "high", "sentiment"},
				*const changes[] = {"previous", "change", "change_low", "change_high", "p", "q"};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (table->weighted || strcmp(columns[i], "base_effective") != 0)
			sd_writer_column(writer, sd_text_of(columns[i]));
	for (size_t i = 0; i < sizeof changes / sizeof *changes && table->compared; i++)
		sd_writer_column(writer, sd_text_of(changes[i]));
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t i = 0; i < table->length; i++) {
		write_row(sd_writer_out(writer), table, &table->rows[i]);
		if (sd_writer_flush(writer, err))
			return -1;
	}
	return sd_writer_end(writer, err);
}
