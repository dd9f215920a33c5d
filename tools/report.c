/* SPDX-License-Identifier: MIT */
/* saydo report: a survey, and what was done, as one page that opens anywhere. */
#include "front/again.h"
#include "front/feeling.h"
#include "front/judging.h"
#include "front/language.h"
#include "show/report.h"

static struct values {
	struct sd_input codebook, last, look, logo;
	struct sd_list prompts;
	const char *by, *title;
	int64_t themes;
	int to, every, quoting;
	bool pipeline, focus_group;
	struct sd_directory tables;
} values;

enum { TO_HTML, TO_JSON, TO_MARKDOWN };
static const char *const formats[] = {"html", "json", "md", NULL};
static const char *const periods[] = {"year", "quarter", "month", "week", NULL};
static const char *const quoting[] = {"none", "masked", "full", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes to look for; proposed from the answers where not given", 0, 0, 0, NULL},
	{"themes", 'k', SD_OPT_NUMBER, AT(themes), "N", "without a codebook, propose at most N codes", 10, 1, 100, NULL},
	{"prompt", 0, SD_OPT_TEXTS, AT(prompts), "COLUMN=KIND", "what a question asks for, like, improve or neutral; by its words where not given", 0, 0, 0, NULL},
	{"by", 'b', SD_OPT_COLUMN, AT(by), "COLUMN", "also count the codes of each of its values", 0, 0, 0, NULL},
	{"every", 0, SD_OPT_CHOICE, AT(every), "PERIOD", "the periods of --date", SD_PERIOD_MONTH, 0, 0, periods},
	{"quotes", 0, SD_OPT_CHOICE, AT(quoting), "HOW", "quote answers, with what tells who wrote them masked", SD_QUOTES_MASKED, 0, 0, quoting},
	{"focus-group", 0, SD_OPT_FLAG, AT(focus_group), NULL, "few people, chosen to talk: counts, no percentages, nothing hidden", 0, 0, 0, NULL},
	{"to", 0, SD_OPT_CHOICE, AT(to), "FORMAT", "the page, all of its numbers, or a text", TO_HTML, 0, 0, formats},
	{"tables", 0, SD_OPT_DIR, AT(tables), "DIR", "also write each table as a CSV file into DIR", 0, 0, 0, NULL},
	{"print-pipeline", 0, SD_OPT_FLAG, AT(pipeline), NULL, "show the filters that give the same tables, in place of the report", 0, 0, 0, NULL},
	{"compare", 0, SD_OPT_IN, AT(last), "LAST.json", "hold the themes against those of an earlier report, made with --to json", 0, 0, 0, NULL},
	{"theme", 0, SD_OPT_IN, AT(look), "FILE", "colours, title and footer of the page", 0, 0, 0, NULL},
	{"logo", 0, SD_OPT_IN, AT(logo), "FILE", "a picture (PNG, JPEG or SVG) over the title", 0, 0, 0, NULL},
	{"title", 0, SD_OPT_TEXT, AT(title), "TEXT", "the page's title; the survey's name where not given", 0, 0, 0, NULL},
};

static struct {
	struct front_language language;
	struct front_feeling feeling;
	struct front_again again;
	struct sd_output terminal; /* takes the summary where the page goes to a file */
	struct sd_str last, given;
} state = {.again = FRONT_AGAIN_INIT, .terminal = SD_OUTPUT_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	if (front_language_load(front, &state.language, err) || front_feeling_load(front, &state.feeling, true, err))
		return -1;
	if (front->output.directory >= 0 && sd_output_open(&state.terminal, NULL, false, err))
		return -1;
	return front_again_prepare(front, &state.again, err);
}

/* Runs a pass over the whole survey. */
static int run_pass(void *context, const struct sd_pass *pass, struct sd_error *err)
{
	struct front *front = context;
	if (front_again_rewind(front, &state.again, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? front_again_pass(front, &state.again, pass, reader, err) : -1;
	sd_reader_free(reader);
	return result;
}

static int find_questions(struct front *front, struct sd_report *report, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	size_t *columns = NULL;
	if (front_text_columns(front, survey->header, &columns, &survey->length, err) < 0)
		return -1;
	int result = sd_survey_ask(survey, columns, state.language.prompts, values.prompts.items, values.prompts.length, err);
	free(columns);
	return result;
}

static int find_columns(struct front *front, struct sd_report *report, struct sd_error *err)
{
	const struct sd_header *header = report->survey.header;
	if (find_questions(front, report, err) || (values.by && sd_header_find(header, values.by, &report->by, err)))
		return -1;
	if (report->judged) {
		front_judging_ask(front, &report->gap);
		if (front_judging_find(front, &report->gap, header, &(struct sd_list){0}, &(struct sd_list){0}, err))
			return -1;
		report->date = report->gap.answers.columns.date;
		report->score = report->gap.answers.columns.score;
		return 0;
	}
	if (front_judging_idle(front, err))
		return -1;
	if (front->judging.score && sd_header_find(header, front->judging.score, &report->score, err))
		return -1;
	if (!front->judging.score && sd_orders_among(header, sd_score_columns, &report->score) != 1)
		report->score = SIZE_MAX;
	bool dated = front->date || sd_orders_among(header, sd_date_columns, &(size_t){0}) == 1;
	return dated ? front_date_column(front, header, &report->date, err) : 0;
}

static int take_codebook(struct front *front, struct sd_report *report, struct sd_error *err)
{
	if (values.codebook.fd < 0)
		return sd_report_discover(report, &(struct sd_report_rows){front, run_pass}, err);
	struct sd_str content = SD_STR_INIT;
	int result = sd_input_read_all(&values.codebook, &content, SIZE_MAX, err);
	if (!result)
		result = sd_report_take_book(report, values.codebook.name, sd_str_text(&content), err);
	sd_str_release(&content);
	return result;
}

static int write_tables(const struct sd_report *report, struct sd_error *err)
{
	int result = 0;
	for (size_t i = 0; i < report->tables_length && !result && values.tables.fd >= 0; i++) {
		struct sd_str csv = SD_STR_INIT, name = SD_STR_INIT;
		sd_report_add_csv(&report->tables[i], &csv);
		sd_str_addf(&name, "%s.csv", report->tables[i].id.data);
		result = sd_file_write(values.tables.fd, name.data, sd_str_text(&csv), err);
		sd_str_release(&csv);
		sd_str_release(&name);
	}
	return result;
}

static int write_out(struct front *front, const struct sd_report *report, struct sd_error *err)
{
	struct sd_str text = SD_STR_INIT;
	if (values.pipeline)
		sd_report_add_pipeline(report, &text);
	else if (values.to == TO_JSON)
		sd_report_add_json(report, &text);
	else if (values.to == TO_MARKDOWN)
		sd_report_add_markdown(report, &text);
	else
		sd_report_add_page(report, &text);
	int result = sd_output_write(&front->output, sd_str_text(&text), err);
	sd_str_clear(&text);
	if (!result)
		result = write_tables(report, err);
	if (!result && state.terminal.fd >= 0 && !values.pipeline) {
		sd_report_add_summary(report, &text);
		result = sd_output_write(&state.terminal, sd_str_text(&text), err);
	}
	sd_str_release(&text);
	return result || state.terminal.fd < 0 ? result : sd_output_commit(&state.terminal, err);
}

static int work(struct front *front, struct sd_report *report, struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_sentiment_rules rules = front_feeling_rules(&state.feeling);
	report->survey.header = sd_reader_header(reader);
	report->survey.rules = &rules;
	report->survey.nonanswers = state.language.nonanswers;
	report->survey.answers = front_answer_options(&state.language, true);
	report->judged = front_judging_wanted(front);
	if (find_columns(front, report, err) || take_codebook(front, report, err) ||
	    sd_report_read(report, &(struct sd_report_rows){front, run_pass}, err))
		return -1;
	report->rows = front->counts.rows;
	report->rejected = front->counts.rejected;
	if ((report->judged && front_judging_read(front, &report->gap, err)) || sd_report_judge(report, err))
		return -1;
	return write_out(front, report, err);
}

static int read_last(struct sd_report *report, struct sd_error *err)
{
	if (values.last.fd < 0)
		return 0;
	report->last_name = values.last.name;
	int result = sd_input_read_all(&values.last, &state.last, SIZE_MAX, err);
	report->last = sd_str_text(&state.last);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_report report;
	sd_report_init(&report);
	report.survey_name = front->inputs.items[0].name;
	report.title = sd_text_of(values.title ? values.title : report.survey_name);
	report.ledger_name = front->ledger.name ? front->ledger.name : front->judging.observed.name;
	report.language = state.language.code;
	report.version = SD_VERSION;
	report.themes = (size_t)values.themes;
	report.min_cell = front->judging.min_cell;
	report.every = (enum sd_period)values.every;
	report.quoting = (enum sd_quoting)values.quoting;
	report.counts_only = values.focus_group;
	if (values.focus_group && !sd_opt_given(&front->set, &front->judging.min_cell))
		report.min_cell = 1;
	report.date_format = front->date_format;
	report.lists = (struct sd_theme_lists){state.language.function, state.language.generic, NULL};
	front_judging_spell(front, &state.given);
	report.command_options = state.given.length ? state.given.data : NULL;
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? read_last(&report, err) : -1;
	if (!result)
		result = work(front, &report, reader, err);
	front_note_lines(front, sd_str_text(&report.notes));
	front_note_lines(front, sd_str_text(&report.gap.notes));
	sd_report_release(&report);
	sd_reader_free(reader);
	sd_output_abandon(&state.terminal);
	front_again_release(&state.again);
	front_language_release(&state.language);
	front_feeling_release(&state.feeling);
	sd_str_release(&state.last);
	sd_str_release(&state.given);
	return result;
}

static const struct tool tool = {
	.name = "report",
	.summary = "a survey, and what was done, as one page that opens anywhere",
	.kind = "join",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_DATE | FRONT_LANGUAGE | FRONT_LEDGER | FRONT_JUDGING,
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
