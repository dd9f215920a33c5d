/* SPDX-License-Identifier: MIT */
/* saydo check: the health of a survey, as findings. */
#include "front/checking.h"

static struct front_checking values;

#define AT(member) offsetof(struct front_checking, member)
static const struct sd_opt options[] = {
	{"as-of", 0, SD_OPT_DATE, AT(as_of), "DATE", "dates after this day are in the future", 0, 0, 0, NULL},
	{"earliest", 0, SD_OPT_DATE, AT(earliest), "DATE", "dates before this day are out of range; 2000-01-01 where not given", 0, 0, 0, NULL},
	{"duration", 0, SD_OPT_COLUMN, AT(duration), "COLUMN", "the seconds that it took to answer", 0, 0, 0, NULL},
	{"start", 0, SD_OPT_COLUMN, AT(start), "COLUMN", "the date and time it began, with --end", 0, 0, 0, NULL},
	{"end", 0, SD_OPT_COLUMN, AT(end), "COLUMN", "the date and time it ended", 0, 0, 0, NULL},
	{"fast", 0, SD_OPT_NUMBER, AT(fast), "PERCENT", "who took less than so much of the median was too fast", 33, 1, 100, NULL},
	{"straight", 0, SD_OPT_NUMBER, AT(straight), "N", "adjacent columns named alike, as Q5_1 and Q5_2, are a grid from N on", 4, 2, 1000, NULL},
	{"repeated", 0, SD_OPT_NUMBER, AT(repeated), "BYTES", "answers from this length on should not repeat", 20, 1, 1000000, NULL},
	{"no-personal", 0, SD_OPT_FLAG, AT(any_personal), NULL, "do not look for personal data", 0, 0, 0, NULL},
};

static int prepare(struct front *front, struct sd_error *err)
{
	return front_checking_prepare(front, &values, err);
}

static int check(struct front *front, struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_header *header = sd_reader_header(reader);
	struct sd_faults findings = {.length = 0};
	if (front_checking_find(front, &values, header, err))
		return -1;
	const struct sd_pass pass = sd_survey_check_pass(&values.check);
	int result = front_pass_whole(front, &pass, reader, NULL, err);
	if (!result) {
		struct sd_writer *writer = front_writer(front, NULL);
		sd_survey_check_find(&values.check, front->counts.rows - front->counts.rejected, &findings);
		result = sd_faults_write(&findings, header, writer, err);
		sd_writer_free(writer);
	}
	if (!result && findings.length)
		result = FRONT_FINDINGS;
	sd_faults_release(&findings);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? check(front, reader, err) : -1;
	front_checking_release(&values);
	sd_reader_free(reader);
	return result;
}

static const struct tool tool = {
	.name = "check",
	.summary = "what is wrong with a survey, before it is believed",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_DATE | FRONT_LANGUAGE,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
