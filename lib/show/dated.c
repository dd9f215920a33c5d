/* SPDX-License-Identifier: MIT */
#include "show/dated.h"

#include "base/mem.h"

static void add(struct sd_dated *into, uint64_t rows, sd_day first, sd_day last)
{
	if (!rows)
		return;
	/* SD_NO_DAY is the least of all. */
	if (!into->rows || first < into->first)
		into->first = first;
	if (last > into->last)
		into->last = last;
	into->rows += rows;
}

static void *worker_new(void *context)
{
	const struct sd_dated *dated = context;
	struct sd_dated *worker = sd_alloc(1, sizeof *worker);
	*worker = (struct sd_dated){dated->column, dated->format, 0, SD_NO_DAY, SD_NO_DAY};
	return worker;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_dated *worker = state;
	struct sd_moment moment;
	(void)out;
	(void)err;
	if (sd_moment_parse_as(row->cells[worker->column].text, worker->format, &moment))
		add(worker, 1, moment.day, moment.day);
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	const struct sd_dated *worker = state;
	(void)err;
	add(context, worker->rows, worker->first, worker->last);
	return 0;
}

struct sd_pass sd_dated_pass(struct sd_dated *dated)
{
	return (struct sd_pass){dated, worker_new, read_row, worker_done, free};
}
