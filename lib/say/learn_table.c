/* SPDX-License-Identifier: MIT */
#include "say/learn_table.h"

static void write_row(const struct sd_learn *learn, size_t domain, struct sd_out *out)
{
	struct sd_learn_quality quality;
	sd_learn_quality(learn, domain, &quality);
	sd_out_text(out, quality.domain);
	sd_out_int(out, quality.answers);
	sd_out_int(out, quality.high);
	sd_out_int(out, quality.middle);
	sd_out_int(out, quality.low);
	sd_out_double(out, quality.accuracy, 4);
	sd_out_double(out, quality.macro_f1, 4);
	sd_out_double(out, quality.area, 4);
	sd_out_double(out, quality.coverage, 4);
	sd_out_end(out);
}

int sd_learn_write_quality(const struct sd_learn *learn, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"domain",	"n",	    "high", "middle", "low",
					    "accuracy", "macro_f1", "auc",  "coverage", NULL};
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t d = 0; d <= sd_learn_domains(learn); d++)
		write_row(learn, d, sd_writer_out(writer));
	return sd_writer_end(writer, err);
}
