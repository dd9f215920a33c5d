/* SPDX-License-Identifier: MIT */
/* saydo tally: how many answers name each code, by group and period. */
#include "front/language.h"
#include "say/tally_rows.h"

static struct values {
	struct sd_list codes, by;
	const char *sentiment, *over, *date_format;
	int every;
	int64_t min_cell;
} values;

static const char *const periods[] = {"year", "quarter", "month", "week", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codes-column", 'c', SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes; column codes, else all that end in .codes, where not given", 0, 0, 0, NULL},
	{"sentiment-column", 's', SD_OPT_COLUMN, AT(sentiment), "COLUMN", "scores, or JSON objects of a score a code; sentiment, where it is there", 0, 0, 0, NULL},
	{"by", 'b', SD_OPT_COLUMNS, AT(by), "COLUMN", "count each value apart; several make one key", 0, 0, 0, NULL},
	{"over", 0, SD_OPT_COLUMN, AT(over), "COLUMN", "count each period of these dates apart", 0, 0, 0, NULL},
	{"every", 0, SD_OPT_CHOICE, AT(every), "PERIOD", "the periods of --over; month where not given", -1, 0, 0, periods},
	{"date-format", 0, SD_OPT_TEXT, AT(date_format), "FORMAT", "how dates are written, such as %d/%m/%Y; ISO 8601 where not given", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "hide cells of fewer answers, and what they could be derived from", 10, 0, INT64_MAX, NULL},
};

/* What partials must have in common. */
static void spell(struct sd_str *spelt)
{
	for (size_t i = 0; i < values.by.length; i++)
		sd_str_addf(spelt, "%s--by=%s", spelt->length ? " " : "", values.by.items[i]);
	if (values.over)
		sd_str_addf(spelt, "%s--every=%s", spelt->length ? " " : "", periods[values.every]);
}

static int count_rows(struct front *front, struct sd_tally *total, struct sd_error *err)
{
	const struct sd_tally_names names = {.codes = values.codes.items,
					     .codes_length = values.codes.length,
					     .by = values.by.items,
					     .by_length = values.by.length,
					     .sentiment = values.sentiment,
					     .over = values.over};
	struct sd_tally_rows rows = {.every = (enum sd_period)values.every, .date_format = values.date_format, .total = total};
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? sd_tally_rows_find(&rows, sd_reader_header(reader), &names, err) : -1;
	const struct sd_pass pass = sd_tally_rows_pass(&rows);
	if (!result)
		result = front_pass(front, &pass, reader, NULL, err);
	sd_tally_rows_release(&rows);
	sd_reader_free(reader);
	return result;
}

static int write_table(struct front *front, const struct sd_tally *total, struct sd_error *err)
{
	struct sd_tally_table table;
	struct sd_writer *writer = front_writer(front, NULL);
	sd_tally_finish(total, values.min_cell, &table);
	int result = sd_tally_write(&table, writer, err);
	if (table.hidden_small || table.hidden_more)
		front_note(front, "cells hidden: %zu of fewer than %lld answers, %zu from which those could be derived",
			   table.hidden_small, (long long)values.min_cell, table.hidden_more);
	sd_tally_table_release(&table);
	sd_writer_free(writer);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	if (values.every >= 0 && !values.over)
		return sd_fail(err, "--every says the periods of --over COLUMN, which is not given");
	if (values.every < 0)
		values.every = SD_PERIOD_MONTH;
	struct sd_str spelt = SD_STR_INIT;
	spell(&spelt);
	struct sd_text asked = {spelt.length ? spelt.data : NULL, spelt.length};
	struct sd_partial *partial = NULL;
	int finishing = front_read_partials(front, asked, &partial, err);
	if (!finishing)
		partial = sd_partial_new("tally", (struct sd_text){spelt.data ? spelt.data : "", spelt.length});
	int result = finishing < 0 ? -1 : 0;
	if (!result) {
		struct sd_tally total = sd_tally_of_partial(partial);
		if (!finishing)
			result = count_rows(front, &total, err);
		if (!result)
			result = front->partial ? front_write_partial(front, partial, err) : write_table(front, &total, err);
	}
	sd_partial_free(partial);
	sd_str_release(&spelt);
	return result;
}

static const struct tool tool = {
	.name = "tally",
	.summary = "how many answers name each code, by group and period",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_PARTIAL,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
