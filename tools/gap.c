/* SPDX-License-Identifier: MIT */
/* saydo gap: what each respondent said, held against what they did before and after. */
#include "front/intent.h"

static struct values {
	struct sd_list sentiment, codes;
	int table;
	bool follow_up;
	struct sd_input claims;
	struct front_intent intent;
	bool rake;
	int64_t rake_cap;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"sentiment-column", 0, SD_OPT_COLUMNS, AT(sentiment), "COLUMN", "without a score, the sentiment of answers to a neutral question", 0, 0, 0, NULL},
	{"codes-column", 0, SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes, joined by semicolons, for --table themes", 0, 0, 0, NULL},
	{"follow-up", 0, SD_OPT_FLAG, AT(follow_up), NULL, "with --table quadrant, also by length of follow-up", 0, 0, 0, NULL},
	{"claims", 0, SD_OPT_IN, AT(claims), "FILE", "what saydo claims found in these answers", 0, 0, 0, NULL},
	{"rake", 0, SD_OPT_FLAG, AT(rake), NULL, "weight respondents so that they resemble the customers in spend and in days since the last purchase", 0, 0, 0, NULL},
	{"rake-cap", 0, SD_OPT_NUMBER, AT(rake_cap), "TIMES", "no weight above so many times the mean; 0: no bound", 5, 0, 1000, NULL},
	{"scale", 0, SD_OPT_CHOICE, AT(intent.scale), "SCALE", "with --table intent, the scale of the score", -1, 0, 0, sd_scale_names},
	{"save-calibration", 0, SD_OPT_PRIVATE, AT(intent.save), "FILE", "with --table intent, write what came of each level to FILE", 0, 0, 0, NULL},
	{"use-calibration", 0, SD_OPT_IN, AT(intent.use), "FILE", "with --table intent, apply what came of an earlier wave's levels to this one's", 0, 0, 0, NULL},
	{"table", 0, SD_OPT_CHOICE, AT(table), "TABLE", "write a table in place of the survey's rows", -1, 0, 0, sd_table_names},
};

static int write_out(struct front *front, const struct sd_gap *gap, const struct sd_reader *reader,
		     struct sd_error *err)
{
	struct sd_writer *writer = front_writer(front, values.table < 0 ? reader : NULL);
	int status = values.table < 0 ? sd_table_rows(&gap->view, sd_reader_header(reader), front->as, writer, err)
				      : sd_table(&gap->view, (enum sd_table)values.table, writer, err);
	if (!status)
		status = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return status;
}

static int check(struct sd_error *err)
{
	if (values.follow_up && values.table != SD_TABLE_QUADRANT)
		return sd_fail(err, "--follow-up is of --table quadrant: give both, or neither");
	bool claims = values.table == SD_TABLE_CLAIMS || values.table == SD_TABLE_VERDICTS;
	bool intent = values.table == SD_TABLE_INTENT, till = values.table == SD_TABLE_TILL;
	if (claims && values.claims.fd < 0)
		return sd_fail(err, "--table %s needs --claims FILE, as saydo claims writes it",
			       sd_table_names[values.table]);
	if (!claims && !intent && !till && values.claims.fd >= 0)
		return sd_fail(err, "--claims is of the tables claims, verdicts, intent and till: give one of them");
	return front_check_intent(&values.intent, intent, values.claims.fd >= 0, err);
}

static int work(struct front *front, struct sd_gap *gap, struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_pass pass = sd_respondents_pass(&gap->answers);
	gap->answers.keep_rows = values.table < 0;
	gap->by_follow_up = values.follow_up;
	gap->rake = values.rake;
	gap->rake_cap = (double)values.rake_cap;
	gap->expects =
		values.table != SD_TABLE_LEDGER && values.table != SD_TABLE_WHO && values.table != SD_TABLE_MISSING;
	if (front_judging_find(front, gap, sd_reader_header(reader), &values.sentiment, &values.codes, err) ||
	    front_judging_read(front, gap, err) || front_judging_claims(front, gap, &values.claims, err) ||
	    front_intent_use(&values.intent, gap, err) || front_pass(front, &pass, reader, NULL, err) ||
	    sd_gap_judge(gap, err))
		return -1;
	int status = front_intent_save(&values.intent, &gap->view, &gap->notes, err);
	return status ? status : write_out(front, gap, reader, err);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_gap gap;
	struct sd_claimed claimed = {.length = 0};
	sd_gap_init(&gap);
	gap.claimed = values.claims.fd >= 0 ? &claimed : NULL;
	front_judging_ask(front, &gap);
	struct sd_reader *reader = check(err) ? NULL : front_reader(front, err);
	int status = reader ? work(front, &gap, reader, err) : -1;
	front_note_lines(front, sd_str_text(&gap.notes));
	if (gap.hidden)
		front_note(front,
			   "%ju %s hidden: under %lld people, or telling of so few, or of one who holds half "
			   "(--min-cell)",
			   (uintmax_t)gap.hidden, gap.hidden == 1 ? "cell is" : "cells are", (long long)gap.min_cell);
	sd_reader_free(reader);
	sd_gap_release(&gap);
	sd_claimed_release(&claimed);
	return status;
}

static const struct tool tool = {
	.name = "gap",
	.summary = "what each respondent said, held against what they did before and after",
	.kind = "join",
	.uses = FRONT_ROWS | FRONT_ID | FRONT_DATE | FRONT_AS | FRONT_LEDGER | FRONT_JUDGING,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
