/* SPDX-License-Identifier: MIT */
#include "waves.h"

#include "show/compare.h"

int front_waves_check(const struct front_waves *waves, bool others, struct sd_error *err)
{
	if (waves->last.fd < 0)
		return waves->question
			       ? sd_fail(err, "--question is one of the report of --compare, which is not given")
			       : 0;
	if (!waves->question)
		return sd_fail(err, "--compare holds the codes against one question of %s: --question says which",
			       waves->last.name);
	return others ? sd_fail(err, "--compare is of all answers, each counted once: without --by, --over, --weight, "
				     "--score and --partial")
		      : 0;
}

static int write_table(struct front_waves *waves, const struct sd_tally_table *table, struct sd_writer *writer,
		       struct sd_error *err)
{
	static const struct sd_writer_options options = {SD_FORMAT_TSV, -1, false};
	if (waves->last.fd < 0)
		return sd_tally_write(table, writer, err);
	struct sd_str last = SD_STR_INIT, now = SD_STR_INIT;
	struct sd_error why = SD_ERROR_INIT;
	struct sd_writer *tsv = sd_writer_new_into(&now, &options);
	int result = sd_tally_write(table, tsv, err);
	sd_writer_free(tsv);
	if (!result)
		result = sd_input_read_all(&waves->last, &last, SIZE_MAX, err);
	if (!result &&
	    sd_compare_with(sd_str_text(&last), sd_text_of(waves->question), sd_str_text(&now), writer, &why))
		result = sd_fail(err, "%s: %s", waves->last.name,
				 why.message.data ? why.message.data : "cannot be read");
	sd_error_release(&why);
	sd_str_release(&last);
	sd_str_release(&now);
	return result;
}

int front_waves_table(struct front *front, struct front_waves *waves, struct sd_tally total, int64_t min_cell,
		      bool changes, struct sd_error *err)
{
	struct sd_tally_table table;
	if (sd_tally_check(&total, err))
		return -1;
	struct sd_writer *writer = front_writer(front, NULL);
	sd_tally_finish(&total, min_cell, &table);
	if (changes)
		sd_tally_compare(&table);
	int result = write_table(waves, &table, writer, err);
	if (table.hidden_small || table.hidden_more)
		front_note(front, "cells hidden: %zu of fewer than %lld answers, %zu from which those could be derived",
			   table.hidden_small, (long long)min_cell, table.hidden_more);
	sd_tally_table_release(&table);
	sd_writer_free(writer);
	return result;
}
