/* SPDX-License-Identifier: MIT */
#include "show/report.h"

#include "base/mem.h"
#include "say/theme_stages.h"
#include "show/claiming.h"
#include "show/direction.h"

enum {
	KINDS = SD_REPORT_TALLIES,
	OVERALL = SD_REPORT_OVERALL,
	BY_MONTH = SD_REPORT_OVER_TIME,
	BY_GROUP = SD_REPORT_BY_GROUP
};

void sd_report_init(struct sd_report *report)
{
	*report = (struct sd_report){
		.themes = 10, .min_cell = 10, .date = SIZE_MAX, .by = SIZE_MAX, .score = SIZE_MAX,
		.every = SD_PERIOD_MONTH, .quoting = SD_QUOTES_MASKED};
	sd_gap_init(&report->gap);
}

static size_t tallies(const struct sd_report *report)
{
	return report->survey.length * KINDS;
}

void sd_report_release(struct sd_report *report)
{
	for (size_t i = 0; report->tallies && i < tallies(report); i++)
		sd_tally_release(&report->tallies[i]);
	free(report->tallies);
	for (size_t i = 0; report->stands_out && i < report->survey.length; i++)
		sd_keyness_release(&report->stands_out[i]);
	free(report->stands_out);
	for (size_t i = 0; report->scores && i < report->survey.length; i++)
		sd_count_free(report->scores[i]);
	free(report->scores);
	sd_verbatims_release(&report->quotes);
	sd_findings_release(&report->findings);
	sd_str_release(&report->look.logo);
	sd_arena_release(&report->look.arena);
	sd_str_release(&report->notes);
	sd_str_release(&report->cautions);
	sd_str_release(&report->hidden);
	for (size_t i = 0; i < report->tables_length; i++) {
		sd_str_release(&report->tables[i].id);
		sd_str_release(&report->tables[i].command);
		sd_str_release(&report->tables[i].wider);
		sd_str_release(&report->tables[i].caption);
		sd_str_release(&report->tables[i].tsv);
	}
	free(report->tables);
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		sd_codebook_free(report->books[i]);
	free(report->survey.questions);
	sd_survey_release(&report->survey);
	sd_gap_release(&report->gap);
	sd_claimed_release(&report->claimed);
	free(report->claim_cells);
}

static int read_books(struct sd_report *report, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	bool good = true;
	for (size_t i = 0; i < survey->telling->length && good; i++) {
		struct sd_answer_reader *reader = sd_answer_reader_new(&survey->readings[i].answers, err);
		size_t left_out;
		if (reader)
			report->books[i] = i ? sd_codebook_new_further(name, content, reader, &left_out, err)
					     : sd_codebook_new(name, content, reader, err);
		sd_answer_reader_free(reader);
		good = report->books[i];
	}
	survey->books = good ? report->books : NULL;
	return good ? 0 : -1;
}

int sd_report_take_book(struct sd_report *report, const char *name, struct sd_text content, struct sd_error *err)
{
	report->codebook_name = name;
	return read_books(report, name, content, err);
}

/* One pass of a stage of the themes. */
static int theme_pass(struct sd_theme_stages *stages, const struct sd_report_rows *rows, struct sd_error *err)
{
	const struct sd_pass pass = sd_theme_pass(&stages->answers);
	return rows->run(rows->context, &pass, err);
}

int sd_report_discover(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	struct sd_theme_stages stages;
	struct sd_str book = SD_STR_INIT;
	size_t *text = sd_calloc(survey->length + 1, sizeof *text), codes = 0;
	for (size_t i = 0; i < survey->length; i++)
		text[i] = survey->questions[i].column;
	int result = sd_theme_stages_init(&stages, survey->telling, survey->readings, (struct sd_text){"", 0}, err);
	stages.answers.text = text;
	stages.answers.text_length = survey->length;
	if (!result) {
		sd_theme_stages_begin(&stages);
		result = theme_pass(&stages, rows, err);
	}
	if (!result) {
		sd_theme_stages_pair(&stages);
		result = theme_pass(&stages, rows, err);
	}
	if (!result) {
		sd_theme_stages_propose(&stages, SD_THEME_FACTORS, report->themes);
		sd_theme_stages_add_book(&stages, report->min_cell, &codes, &book);
		sd_theme_stages_add_notes(&stages, report->min_cell, &report->notes);
	}
	if (codes)
		result = read_books(report, "the proposed codebook", sd_str_text(&book), err);
	sd_theme_stages_release(&stages);
	sd_str_release(&book);
	free(text);
	return result;
}

/* The answers' columns that the survey adds to each row. Sentiment is never pooled over prompts: only that of neutral
 * questions says who is happy, and only where there is no score (GAP, Stated). */
static void point_gap_at_added(struct sd_report *report)
{
	struct sd_respondent_columns *columns = &report->gap.answers.columns;
	const struct sd_survey *survey = &report->survey;
	free(columns->sentiment);
	free(columns->codes);
	free(columns->feelings);
	columns->feelings = sd_calloc(survey->length + 1, sizeof *columns->feelings);
	columns->feelings_length = 0;
	columns->sentiment = sd_calloc(survey->length + 1, sizeof *columns->sentiment);
	columns->codes = sd_calloc(survey->length + 1, sizeof *columns->codes);
	columns->sentiments = columns->codes_length = 0;
	for (size_t i = 0; i < survey->length; i++) {
		const struct sd_survey_question *question = &survey->questions[i];
		columns->codes[columns->codes_length++] = question->added + SD_SURVEY_CODES;
		columns->feelings[columns->feelings_length++] = question->added + SD_SURVEY_CODES_SENTIMENT;
		if (question->prompt == SD_PROMPT_NEUTRAL && columns->score == SIZE_MAX)
			columns->sentiment[columns->sentiments++] = question->added + SD_SURVEY_SENTIMENT;
	}
	if (!survey->books)
		columns->codes_length = columns->feelings_length = 0;
}

static size_t *one_column(size_t column)
{
	size_t *list = sd_alloc(1, sizeof *list);
	*list = column;
	return list;
}

/* What each question's codes are counted by. */
static struct sd_tally_rows tally_rows(const struct sd_report *report, size_t question, int kind)
{
	size_t added = report->survey.questions[question].added;
	struct sd_tally_rows rows = {.codes = one_column(added + SD_SURVEY_CODES),
				     .codes_length = 1,
				     .sentiment = added + SD_SURVEY_CODES_SENTIMENT,
				     .over = kind == BY_MONTH ? report->date : SIZE_MAX,
				     .every = report->every,
				     .date_format = report->date_format,
				     .total = &report->tallies[question * KINDS + (size_t)kind]};
	if (kind == BY_GROUP) {
		rows.by = one_column(report->by);
		rows.by_length = 1;
	}
	return rows;
}

static bool is_tallied(const struct sd_report *report, int kind)
{
	return report->survey.books && (kind == OVERALL || (kind == BY_MONTH && report->date != SIZE_MAX) ||
				       (kind == BY_GROUP && report->by != SIZE_MAX));
}

/* Hands the claims to the gap, which reads them as it reads a file of them. */
static int take_claims(struct sd_report *report, struct sd_claiming *claiming, struct sd_error *err)
{
	const struct sd_respondents *answers = &report->gap.answers;
	report->claimed.key_rules = answers->key_rules;
	report->claimed.ids = answers->columns.ids;
	report->claimed.date_format = answers->date_format;
	report->gap.claimed = &report->claimed;
	return sd_claiming_finish(claiming, &report->claimed, err);
}

/* What follows the survey while it is read, and what that needs. */
struct reading {
	struct sd_report *report;
	struct sd_pass *followers;
	size_t length;
	struct sd_tally_rows *tallied;
	size_t tallied_length;
	struct sd_keyness_rows *keyed;
	struct sd_code_scores *scored;
	struct sd_direction *directions; /* of the score, by question */
	size_t *codes; /* of each question: the column of its codes */
	struct sd_claiming claiming;
	struct sd_verbatim_sample claiming_quotes;
};

/* It must not move: claims are offered to its quotes. */
static void begin_reading(struct reading *reading, struct sd_report *report)
{
	const struct sd_survey *survey = &report->survey;
	const struct sd_respondent_columns *columns = &report->gap.answers.columns;
	size_t room = survey->length + 1;
	*reading = (struct reading){
		.report = report,
		.followers = sd_calloc(tallies(report) + 3 * survey->length + 6, sizeof *reading->followers),
		.tallied = sd_calloc(tallies(report) + 1, sizeof *reading->tallied),
		.keyed = sd_calloc(room, sizeof *reading->keyed),
		.scored = sd_calloc(room, sizeof *reading->scored),
		.directions = sd_calloc(room, sizeof *reading->directions),
		.codes = sd_calloc(room, sizeof *reading->codes),
		.claiming = {.survey = survey,
			     .tables = report->claim_tables,
			     .id = columns->id,
			     .ids = columns->ids,
			     .date = columns->date}};
	for (size_t i = 0; i < survey->length; i++)
		reading->codes[i] = survey->questions[i].added + SD_SURVEY_CODES;
	sd_verbatims_init(&reading->claiming_quotes, survey, report->by, SD_QUOTES_CLAIMS);
	if (report->quoting != SD_QUOTES_NONE)
		reading->claiming.quotes = &reading->claiming_quotes;
}

static void end_reading(struct reading *reading)
{
	sd_claiming_release(&reading->claiming);
	for (size_t i = 0; i < reading->tallied_length; i++)
		sd_tally_rows_release(&reading->tallied[i]);
	sd_verbatims_finish(&reading->report->quotes, &reading->claiming_quotes);
	sd_verbatims_release(&reading->claiming_quotes);
	free(reading->codes);
	free(reading->keyed);
	free(reading->scored);
	free(reading->directions);
	free(reading->tallied);
	free(reading->followers);
}

static void follow(struct reading *reading, struct sd_pass pass)
{
	reading->followers[reading->length++] = pass;
}

static void follow_by_tallies(struct reading *reading)
{
	/* With a date that may not parse and nothing to judge, the months come before what cannot fail. */
	static const int order[KINDS] = {BY_MONTH, OVERALL, BY_GROUP};
	struct sd_report *report = reading->report;
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < report->survey.length; i++) {
			sd_tally_init(&report->tallies[i * KINDS + (size_t)order[k]]);
			if (!is_tallied(report, order[k]))
				continue;
			struct sd_tally_rows *rows = &reading->tallied[reading->tallied_length++];
			*rows = tally_rows(report, i, order[k]);
			follow(reading, sd_tally_rows_pass(rows));
		}
}

/* What each group says more than the others. */
static void follow_by_keyness(struct reading *reading)
{
	struct sd_report *report = reading->report;
	if (!is_tallied(report, BY_GROUP))
		return;
	report->stands_out = sd_calloc(report->survey.length + 1, sizeof *report->stands_out);
	for (size_t i = 0; i < report->survey.length; i++) {
		sd_keyness_init(&report->stands_out[i]);
		reading->keyed[i] = (struct sd_keyness_rows){.items = SD_KEYNESS_CODES,
							     .codes = &reading->codes[i],
							     .codes_length = 1,
							     .by = &report->by,
							     .by_length = 1,
							     .total = &report->stands_out[i]};
		follow(reading, sd_keyness_rows_pass(&reading->keyed[i]));
	}
}

static void follow_by_scores(struct reading *reading)
{
	struct sd_report *report = reading->report;
	const struct sd_survey *survey = &report->survey;
	if (report->score == SIZE_MAX || !survey->books)
		return;
	report->scores = sd_calloc(survey->length + 1, sizeof(struct sd_count *));
	for (size_t i = 0; i < survey->length; i++) {
		report->scores[i] = sd_count_new(SD_CODE_SCORES_WIDTH);
		reading->scored[i] = (struct sd_code_scores){&reading->codes[i], 1,
							     survey->questions[i].added + SD_SURVEY_WHAT, report->score,
							     report->scores[i]};
		follow(reading, sd_code_scores_pass(&reading->scored[i]));
	}
}

static void follow_by_directions(struct reading *reading)
{
	const struct sd_report *report = reading->report;
	for (size_t i = 0; i < report->survey.length && report->score != SIZE_MAX; i++) {
		reading->directions[i] = (struct sd_direction){
			.score = report->score, .sentiment = report->survey.questions[i].added + SD_SURVEY_SENTIMENT};
		follow(reading, sd_direction_pass(&reading->directions[i]));
	}
}

/* Once, of the first question whose answers say so. */
static void tell_direction(struct sd_report *report, const struct sd_direction *directions)
{
	struct sd_str line = SD_STR_INIT;
	for (size_t i = 0; i < report->survey.length && report->score != SIZE_MAX && !line.length; i++) {
		if (!sd_direction_is_wrong(&directions[i], report->gap.reversed))
			continue;
		sd_str_addf(&line, "warning: the score %s where answers to \"",
			    report->gap.reversed ? "rises" : "falls");
		sd_str_add_printable(&line, report->survey.header->names[report->survey.questions[i].column], 60);
		sd_str_adds(&line, "\" are kinder (correlation ");
		sd_double_add(&line, sd_direction_correlation(&directions[i]), 2);
		sd_str_addf(&line, " over %lld answers): ", (long long)directions[i].n);
		sd_str_adds(&line, report->gap.reversed ? "is the lowest the best, as --score-reversed says?\n"
				   : report->judged	? "is the lowest the best? Then give --score-reversed\n"
							: "is the lowest the best? Then lower means are better\n");
	}
	sd_str_add_text(&report->notes, sd_str_text(&line));
	sd_str_add_text(&report->cautions, sd_str_text(&line));
	sd_str_release(&line);
}

static void follow_by_quotes_and_dates(struct reading *reading)
{
	struct sd_report *report = reading->report;
	if (report->quoting != SD_QUOTES_NONE) {
		sd_verbatims_init(&report->quotes, &report->survey, report->by, SD_QUOTES_MOST);
		follow(reading, sd_verbatims_pass(&report->quotes));
	}
	report->dated = (struct sd_dated)SD_DATED_INIT;
	report->dated.column = report->date;
	report->dated.format = report->date_format;
	if (report->date != SIZE_MAX)
		follow(reading, sd_dated_pass(&report->dated));
}

int sd_report_read(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	struct reading reading;
	if (sd_survey_check(survey, err) < 0)
		return -1;
	sd_survey_prepare(survey);
	report->tallies = sd_calloc(tallies(report) + 1, sizeof *report->tallies);
	begin_reading(&reading, report);
	/* Answers first: a date or a score that cannot be read makes a bad row, which then nothing has counted. */
	if (report->judged) {
		point_gap_at_added(report);
		follow(&reading, sd_respondents_pass(&report->gap.answers));
	}
	if (report->claim_tables)
		follow(&reading, sd_claiming_pass(&reading.claiming));
	follow_by_tallies(&reading);
	follow_by_keyness(&reading);
	follow_by_scores(&reading);
	follow_by_directions(&reading);
	follow_by_quotes_and_dates(&reading);
	survey->followers = reading.followers;
	survey->followers_length = reading.length;
	const struct sd_pass pass = sd_survey_pass(survey);
	int result = rows->run(rows->context, &pass, err);
	if (!result && report->claim_tables)
		result = take_claims(report, &reading.claiming, err);
	if (!result)
		tell_direction(report, reading.directions);
	survey->followers = NULL;
	survey->followers_length = 0;
	end_reading(&reading);
	return result;
}
