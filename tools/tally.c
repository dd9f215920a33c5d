/* SPDX-License-Identifier: MIT */
/* saydo tally: how many answers name each code, by group and period. */
#include "front/scores.h"
#include "front/waves.h"

static struct values {
	struct sd_list codes, by;
	const char *sentiment, *over, *date_format, *weight, *score;
	bool changes;
	int every;
	int64_t min_cell;
	struct front_waves waves;
} values;

static const char *const periods[] = {"year", "quarter", "month", "week", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codes-column", 'c', SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes; column codes, else all that end in .codes, where not given", 0, 0, 0, NULL},
	{"sentiment-column", 's', SD_OPT_COLUMN, AT(sentiment), "COLUMN", "scores, or JSON objects of a score a code; sentiment, where it is there; '' for none", 0, 0, 0, NULL},
	{"by", 'b', SD_OPT_COLUMNS, AT(by), "COLUMN", "count each value apart; several make one key", 0, 0, 0, NULL},
	{"over", 0, SD_OPT_COLUMN, AT(over), "COLUMN", "count each period of these dates apart", 0, 0, 0, NULL},
	{"every", 0, SD_OPT_CHOICE, AT(every), "PERIOD", "the periods of --over; month where not given", -1, 0, 0, periods},
	{"date-format", 0, SD_OPT_DATE_FORMAT, AT(date_format), "FORMAT", "how dates are written, such as %d/%m/%Y; ISO 8601 where not given", 0, 0, 0, NULL},
	{"weight", 'w', SD_OPT_COLUMN, AT(weight), "COLUMN", "weights of the answers, 0 to a million", 0, 0, 0, NULL},
	{"score", 0, SD_OPT_COLUMN, AT(score), "COLUMN", "in place of counts, the mean of this score of those who name a code, and of the others", 0, 0, 0, NULL},
	{"changes", 0, SD_OPT_FLAG, AT(changes), NULL, "hold each period against the one before", 0, 0, 0, NULL},
	{"compare", 0, SD_OPT_IN, AT(waves.last), "LAST.json", "hold the codes against those of an earlier report, made with --to json", 0, 0, 0, NULL},
	{"question", 0, SD_OPT_TEXT, AT(waves.question), "COLUMN", "the question of the earlier report, by its column", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "hide cells of fewer answers, and what they could be derived from", 10, 0, 1000000, NULL},
};

static void spell_period(struct sd_str *spelt)
{
	if (values.over)
		sd_str_addf(spelt, " --every=%s", periods[values.every]);
}

/* Of what partials must have in common, what was said. */
static void spell_asked(struct sd_str *spelt)
{
	const struct sd_list sentiment = {&values.sentiment, values.sentiment != NULL, 0},
			     over = {&values.over, values.over != NULL, 0},
			     weight = {&values.weight, values.weight != NULL, 0};
	const struct sd_list *const lists[] = {&values.codes, &sentiment, &values.by, &over, &weight};
	static const char *const names[] = {"codes-column", "sentiment-column", "by", "over", "weight"};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (lists[i]->length)
			front_spell_names(spelt, names[i], lists[i]);
	spell_period(spelt);
}

/* All of it, by the columns that were found. */
static void spell(struct sd_str *spelt, const struct sd_tally_rows *rows, const struct sd_header *header)
{
	front_spell_columns(spelt, "codes-column", header, rows->codes, rows->codes_length);
	front_spell_columns(spelt, "sentiment-column", header, &rows->sentiment, rows->sentiment != SIZE_MAX);
	if (rows->by_length)
		front_spell_columns(spelt, "by", header, rows->by, rows->by_length);
	if (values.over)
		front_spell_columns(spelt, "over", header, &rows->over, 1);
	if (rows->weighted)
		front_spell_columns(spelt, "weight", header, &rows->weight, 1);
	spell_period(spelt);
}

/* The partial is made once it is known of which columns it is. */
static int count_rows(struct front *front, struct sd_partial **partial, struct sd_error *err)
{
	const struct sd_tally_names names = {.codes = values.codes.items,
					     .codes_length = values.codes.length,
					     .by = values.by.items,
					     .by_length = values.by.length,
					     .sentiment = values.sentiment,
					     .over = values.over,
					     .weight = values.weight};
	struct sd_tally_rows rows = {.every = (enum sd_period)values.every, .date_format = values.date_format};
	struct sd_str spelt = SD_STR_INIT;
	struct sd_tally total;
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? sd_tally_rows_find(&rows, sd_reader_header(reader), &names, err) : -1;
	const struct sd_pass pass = sd_tally_rows_pass(&rows);
	if (!result) {
		if (!values.sentiment && rows.sentiment != SIZE_MAX)
			front_note(front, "the scores: column \"%s\" (--sentiment-column says another, '' none)",
				   sd_reader_header(reader)->names[rows.sentiment].data);
		spell(&spelt, &rows, sd_reader_header(reader));
		*partial = sd_partial_new("tally", sd_str_text(&spelt));
		total = sd_tally_of_partial(*partial, rows.weighted);
		rows.total = &total;
		result = front_pass(front, &pass, reader, NULL, err);
	}
	sd_str_release(&spelt);
	sd_tally_rows_release(&rows);
	sd_reader_free(reader);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	if (values.every >= 0 && !values.over)
		return sd_fail(err, "--every says the periods of --over COLUMN, which is not given");
	if (values.changes && !values.over && !values.score)
		return sd_fail(err, "--changes are those of one period from the one before: --over COLUMN says which");
	const bool parted = values.by.length || values.over || values.weight || values.changes;
	if (front_waves_check(&values.waves, parted || values.score || front->partial, err))
		return -1;
	const struct front_scores scores = {
		{.codes = values.codes.items, .codes_length = values.codes.length, .sentiment = values.sentiment},
		values.score, values.min_cell, parted};
	if (values.score)
		return front_scores_run(front, &scores, err);
	if (values.every < 0)
		values.every = SD_PERIOD_MONTH;
	struct sd_str asked = SD_STR_INIT;
	spell_asked(&asked);
	struct sd_partial *partial = NULL;
	int finishing = front_read_partials(front, sd_str_text(&asked), &partial, err);
	int result = finishing < 0 ? -1 : 0;
	if (finishing > 0 && front_scores_are_in(partial))
		result = sd_fail(err, "%s: holds scores, which --score COLUMN finishes", front->inputs.items[0].name);
	if (!finishing)
		result = count_rows(front, &partial, err);
	if (!result && front->partial)
		result = front_write_partial(front, partial, err);
	else if (!result)
		result = front_waves_table(front, &values.waves, sd_tally_of_partial(partial, values.weight != NULL),
					   values.min_cell, values.changes, err);
	sd_partial_free(partial);
	sd_str_release(&asked);
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
