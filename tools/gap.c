/* SPDX-License-Identifier: MIT */
/* saydo gap: what each respondent said, held against what they did before and after. */
#include "gap/gap.h"

#include "front/front.h"

static struct values {
	struct sd_input observed, customers, map;
	const char *observed_column, *log_end_by, *score, *cuts, *consent, *invited;
	struct sd_list sentiment, codes, key_rules;
	int observed_kind, table;
	sd_day log_end;
	int64_t horizon, before, min_cell;
	bool reversed, follow_up;
} values;

static const char *const kinds[] = {"last-date", "number", "class", NULL};
static const char *const tables[] = {"ledger", "quadrant", "themes", "who", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"observed", 0, SD_OPT_IN, AT(observed), "FILE", "in place of orders, one thing observed of each person", 0, 0, 0, NULL},
	{"observed-column", 0, SD_OPT_COLUMN, AT(observed_column), "COLUMN", "where it stands there", 0, 0, 0, NULL},
	{"observed-kind", 0, SD_OPT_CHOICE, AT(observed_kind), "KIND", "what it is", 0, 0, 0, kinds},
	{"log-end", 0, SD_OPT_DATE, AT(log_end), "DATE", "the last complete day of the orders, or the last of the events", 0, 0, 0, NULL},
	{"log-end-by", 0, SD_OPT_COLUMN, AT(log_end_by), "COLUMN", "the events end with the latest said or done in each group of COLUMN, which both files have", 0, 0, 0, NULL},
	{"horizon", 0, SD_OPT_NUMBER, AT(horizon), "DAYS", "how long after an answer to look; by the gaps between purchases where not given", 0, 1, 36500, NULL},
	{"before", 0, SD_OPT_NUMBER, AT(before), "DAYS", "how long before an answer to look", SD_BEFORE_DAYS, 1, 36500, NULL},
	{"score", 0, SD_OPT_COLUMN, AT(score), "COLUMN", "the score that says who is happy", 0, 0, 0, NULL},
	{"score-reversed", 0, SD_OPT_FLAG, AT(reversed), NULL, "the lowest score is the best", 0, 0, 0, NULL},
	{"cuts", 0, SD_OPT_TEXT, AT(cuts), "LOW,HIGH", "unhappy up to LOW, happy from HIGH on", 0, 0, 0, NULL},
	{"sentiment-column", 0, SD_OPT_COLUMNS, AT(sentiment), "COLUMN", "without a score, the sentiment of answers to a neutral question", 0, 0, 0, NULL},
	{"codes-column", 0, SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes, joined by semicolons, for --table themes", 0, 0, 0, NULL},
	{"consent", 0, SD_OPT_COLUMN, AT(consent), "COLUMN", "of the survey or the roster: whether answers may be matched (1, true, yes or y)", 0, 0, 0, NULL},
	{"customers", 0, SD_OPT_IN, AT(customers), "FILE", "the roster: who is a customer", 0, 0, 0, NULL},
	{"invited", 0, SD_OPT_COLUMN, AT(invited), "COLUMN", "the roster's column that says who was invited", 0, 0, 0, NULL},
	{"map", 0, SD_OPT_IN, AT(map), "FILE", "which account a respondent orders by: columns contact and account", 0, 0, 0, NULL},
	{"key-normalise", 0, SD_OPT_TEXTS, AT(key_rules), "RULE", "compare keys that differ by trim, case, email, phone or digits, or none; trim and case where not given", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "show no share, mean or difference of fewer people", 10, 1, 1000000, NULL},
	{"follow-up", 0, SD_OPT_FLAG, AT(follow_up), NULL, "with --table quadrant, also by length of follow-up", 0, 0, 0, NULL},
	{"table", 0, SD_OPT_CHOICE, AT(table), "TABLE", "write a table in place of the survey's rows", -1, 0, 0, tables},
};

static void ask(const struct front *front, struct sd_gap *gap)
{
	struct sd_sources *sources = &gap->sources;
	sources->names = (struct sd_orders_names){front->ledger_id.items, front->ledger_id.length, front->ledger_date,
						  front->ledger_amount,	  front->ledger_category,  front->ledger_order,
						  "--ledger-"};
	sources->date_format = front->ledger_date_format;
	sources->decimal = (enum sd_decimal_mark)front->decimal;
	sources->observed_column = values.observed_column;
	sources->observed_kind = (enum sd_keyed_kind)values.observed_kind;
	sources->group = values.log_end_by;
	sources->invited = values.invited;
	sources->consent = values.consent;
	gap->answers.date_format = front->date_format;
	gap->answers.keep_rows = values.table < 0;
	gap->cuts = values.cuts;
	gap->reversed = values.reversed;
	gap->windows = (struct sd_windows){(int)values.before, (int)values.horizon, values.log_end};
	gap->min_cell = values.min_cell;
	gap->by_follow_up = values.follow_up;
}

/* The survey's columns. Without a date there is still something to say. */
static int find_columns(struct front *front, struct sd_gap *gap, const struct sd_header *header, struct sd_error *err)
{
	const struct sd_gap_names names = {values.score, values.consent, values.log_end_by, &values.sentiment, &values.codes,
					   values.customers.fd >= 0};
	struct sd_respondent_columns *columns = &gap->answers.columns;
	if (front_id_columns(front, header, &columns->id, &columns->ids, err))
		return -1;
	bool dated = front->date || sd_orders_among(header, sd_date_columns, &(size_t){0});
	if (dated && front_date_column(front, header, &columns->date, err))
		return -1;
	return sd_gap_find(gap, header, &names, err);
}

static int read_source(struct front *front, struct sd_gap *gap, enum sd_source source, struct sd_input *input,
		       struct sd_error *err)
{
	struct sd_reader *reader = front_reader_of(front, input, err);
	int status = reader ? sd_source_begin(&gap->sources, source, sd_reader_header(reader), err) : -1;
	const struct sd_pass pass = sd_source_pass(&gap->sources, source);
	if (!status)
		status = front_pass(front, &pass, reader, NULL, err);
	sd_reader_free(reader);
	return status ? status : sd_source_end(&gap->sources, source, err);
}

static int write_out(struct front *front, const struct sd_gap *gap, const struct sd_reader *reader, struct sd_error *err)
{
	struct sd_writer *writer = front_writer(front, values.table < 0 ? reader : NULL);
	int status = values.table < 0 ? sd_table_rows(&gap->view, sd_reader_header(reader), front->as, writer, err)
				      : sd_table(&gap->view, (enum sd_table)values.table, writer, err);
	if (!status)
		status = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return status;
}

static int work(struct front *front, struct sd_gap *gap, struct sd_reader *reader, struct sd_error *err)
{
	struct sd_input *const inputs[] = {&front->ledger, &values.observed, &values.customers, &values.map};
	bool given[SD_SOURCE_LENGTH];
	for (int i = 0; i < SD_SOURCE_LENGTH; i++)
		given[i] = inputs[i]->fd >= 0;
	if (find_columns(front, gap, sd_reader_header(reader), err) || sd_gap_check(gap, given, err) ||
	    sd_gap_key_rules(gap, values.key_rules.items, values.key_rules.length, err))
		return -1;
	for (int i = 0; i < SD_SOURCE_LENGTH; i++)
		if (given[i] && read_source(front, gap, (enum sd_source)i, inputs[i], err))
			return -1;
	const struct sd_pass pass = sd_respondents_pass(&gap->answers);
	if (front_pass(front, &pass, reader, NULL, err) || sd_gap_judge(gap, err))
		return -1;
	return write_out(front, gap, reader, err);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_gap gap;
	sd_gap_init(&gap);
	ask(front, &gap);
	struct sd_reader *reader = front_reader(front, err);
	int status = reader ? work(front, &gap, reader, err) : -1;
	struct sd_text rest = sd_str_text(&gap.notes), line;
	while (sd_note_next(&rest, &line))
		front_note(front, "%.*s", (int)line.length, line.data);
	sd_reader_free(reader);
	sd_gap_release(&gap);
	return status;
}

static const struct tool tool = {
	.name = "gap",
	.summary = "what each respondent said, held against what they did before and after",
	.kind = "join",
	.uses = FRONT_ROWS | FRONT_ID | FRONT_DATE | FRONT_AS | FRONT_LEDGER,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
