/* SPDX-License-Identifier: MIT */
#include "gap/tables_out.h"

#include "gap/hide.h"
#include "stats/interval.h"

int sd_table_begin(struct sd_writer *writer, const char *const *names, size_t length, struct sd_error *err)
{
	for (size_t i = 0; i < length; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	return sd_writer_begin(writer, err);
}

void sd_put_absent(struct sd_out *out, size_t cells)
{
	while (cells--)
		sd_out_absent(out);
}

void sd_put_count(const struct sd_gap_view *view, struct sd_out *out, uint64_t n, bool hidden)
{
	if (!hidden) {
		sd_out_int(out, (int64_t)n);
		return;
	}
	sd_out_absent(out);
	if (view->hidden)
		++*view->hidden;
}

void sd_put_share(struct sd_out *out, uint64_t n, uint64_t base, int64_t min_cell)
{
	if (base == 0 || sd_is_few(base, min_cell)) {
		sd_put_absent(out, 3);
		return;
	}
	struct sd_interval interval = sd_wilson((double)n, (double)base);
	sd_out_double(out, (double)n / (double)base, 4);
	sd_out_double(out, interval.low, 4);
	sd_out_double(out, interval.high, 4);
}

bool sd_is_of_one(double value, double most, int64_t min_cell)
{
	return min_cell > 1 && most > 0 && most >= value - most;
}
