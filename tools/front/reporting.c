/* SPDX-License-Identifier: MIT */
#include "reporting.h"

#include "again.h"
#include "claiming.h"
#include "judging.h"
#include "questions.h"
#include "readings.h"
#include "redacting.h"
#include "spelling.h"
#include "show/choose.h"
#include "show/look.h"
#include "show/turns.h"

static struct {
	struct front_readings readings;
	bool choosing;		       /* no language was given: the answers say which */
	size_t language;	       /* the first of those in use */
	struct sd_telling telling;     /* of those in use */
	struct front_again again;
	struct sd_output terminal; /* takes the summary where the page goes to a file */
	struct sd_str last, given, who;
	struct sd_claim_tables *claims[SD_LANGUAGES_MOST]; /* NULL where the language has none */
	struct sd_redactor *redactor;
	const char **wordings; /* of the questions, or NULL */
	struct sd_count *why;  /* rows are set aside */
	struct front_reporting *asked;
	uint64_t moderated; /* turns of a moderator, in the last pass */
} state = {.again = FRONT_AGAIN_INIT, .terminal = SD_OUTPUT_INIT};

int front_reporting_prepare(struct front *front, struct sd_error *err)
{
	state.choosing = !front->language && !front->language_column;
	if (state.choosing)
		front->language = "auto";
	if (front_readings_load(front, &state.readings, true, err))
		return -1;
	const struct front_languages *languages = &state.readings.languages;
	if (!state.readings.readings[0].rules)
		return sd_fail(err, "there is no lexicon for the language \"%s\", so there is no report of how answers feel; "
				    "saydo themes and saydo codes go without", languages->kits[0].code);
	for (size_t i = 0; front_judging_wanted(front) && i < languages->length; i++)
		if (front_claim_tables(front, languages->kits[i].code, &state.claims[i], err) < 0)
			return -1;
	if (front->output.directory >= 0 && sd_output_open(&state.terminal, NULL, false, err))
		return -1;
	state.redactor = front_redactor(front, SD_REDACT_QUOTES, err);
	state.again.read = true; /* until read_counting() */
	return state.redactor ? front_again_prepare(front, &state.again, err) : -1;
}

/* Runs a pass over the whole survey. */
static int run_pass(void *context, const struct sd_pass *pass, struct sd_error *err)
{
	struct front *front = context;
	if (front_again_rewind(front, &state.again, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	struct sd_turns turns = {.pass = pass};
	const struct sd_pass others = sd_turns_pass(&turns);
	static const char *const role[] = {SD_TURNS_ROLE, NULL};
	if (reader && state.asked->focus_group && sd_orders_among(sd_reader_header(reader), role, &turns.role) == 1)
		pass = &others;
	int result = reader ? front_again_pass(front, &state.again, pass, reader, err) : -1;
	state.moderated = turns.left_out;
	sd_reader_free(reader);
	return result;
}

/* Where --text says nothing and no column has a usual name: those that hold people's own words. */
static int choose_texts(struct front *front, struct sd_report *report, size_t **columns, struct sd_error *err)
{
	const struct sd_header *header = report->survey.header;
	struct sd_choose choose;
	if (front->text.length || sd_orders_among(header, sd_text_columns, &(size_t){0}) == 1)
		return 0;
	sd_choose_init(&choose, header->length);
	const struct sd_pass pass = sd_choose_pass(&choose);
	int result = run_pass(front, &pass, err);
	if (!result)
		*columns = sd_choose_columns(&choose, &report->survey.length);
	sd_choose_release(&choose);
	for (size_t i = 0; !result && i < report->survey.length; i++)
		sd_str_addf(&report->notes, "answers are read from column \"%s\", which holds words (--text says another)\n",
			    header->names[(*columns)[i]].data);
	if (!result && !report->survey.length) {
		free(*columns);
		*columns = NULL;
	}
	return result;
}

/* Which languages the survey is in, where that was not said. */
static int choose_language(struct front *front, struct sd_report *report, const size_t *columns, struct sd_error *err)
{
	const struct front_languages *languages = &state.readings.languages;
	struct sd_voting voting = {.telling = &languages->telling, .columns = columns, .length = report->survey.length};
	const struct sd_pass pass = sd_voting_pass(&voting);
	unsigned share = 0;
	if (state.choosing && run_pass(front, &pass, err))
		return -1;
	size_t chosen = state.choosing ? sd_language_of_survey(&voting.counts, languages->length, &share) : SD_SEVERAL_LANGUAGES;
	state.telling = languages->telling;
	report->language = languages->voters ? "auto" : languages->kits[0].code;
	report->language_column = languages->column_name;
	if (state.choosing && chosen == SD_SEVERAL_LANGUAGES)
		sd_str_adds(&report->notes, "answers are in several languages, and each is read in its own (--language CODE reads all in "
					    "one)\n");
	if (chosen != SD_SEVERAL_LANGUAGES) {
		state.language = chosen;
		state.telling = (struct sd_telling){&languages->codes[chosen], 1, NULL, SIZE_MAX, NULL};
		report->language = languages->codes[chosen];
		sd_str_addf(&report->notes, "answers are read as %s", report->language);
		if (share)
			sd_str_addf(&report->notes, share < 100 ? ", the language of %u in 100 that tell one" : ", for all that tell a "
													  "language are in it",
				    share);
		sd_str_adds(&report->notes, " (--language says another; with auto each is read in its own)\n");
	}
	report->survey.telling = &state.telling;
	report->survey.readings = &state.readings.readings[state.language];
	return 0;
}

static int find_questions(struct front *front, struct sd_report *report, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	size_t *columns = NULL;
	if (choose_texts(front, report, &columns, err))
		return -1;
	if (!columns && front_text_columns(front, survey->header, &columns, &survey->length, err) < 0)
		return -1;
	const struct sd_list *said;
	int result = choose_language(front, report, columns, err);
	if (!result)
		result = front_questions_prompts(front, survey->header, columns, survey->length, &state.asked->prompts, &said, err);
	if (!result)
		result = sd_survey_ask(survey, columns, state.readings.languages.kits[state.language].prompts, said->items,
				       said->length, err);
	report->wordings = state.wordings = front_questions_wordings(front, survey->header, columns, survey->length);
	free(columns);
	return result;
}

/* Whether any language in use has tables of claims. */
static bool any_claims(void)
{
	for (size_t i = 0; i < state.telling.length; i++)
		if (state.claims[state.language + i])
			return true;
	return false;
}

/* Claims are read where they can be judged; where not, why is told. */
static void choose_claims(struct sd_report *report)
{
	const struct sd_gap *gap = &report->gap;
	bool dateless = gap->sources.observed_column && gap->sources.observed_kind != SD_KEYED_DATE;
	if (report->counts_only)
		return;
	if (!any_claims())
		sd_str_adds(&report->notes, "claims are not read: there are no tables of claims for the answers' language\n");
	else if (report->date == SIZE_MAX && !dateless)
		sd_str_adds(&report->notes, "claims are not read: without the answers' dates none can be held against what was done "
					    "(--date COLUMN)\n");
	else
		report->claim_tables = &state.claims[state.language];
}

static void note_score(struct sd_report *report)
{
	sd_str_adds(&report->notes, "the score: column \"");
	sd_str_add_printable(&report->notes, report->survey.header->names[report->score], 60);
	sd_str_adds(&report->notes, "\" (--score says another)\n");
}

static int find_columns(struct front *front, struct sd_report *report, struct sd_error *err)
{
	const struct sd_header *header = report->survey.header;
	if (find_questions(front, report, err) || (state.asked->by && sd_header_find(header, state.asked->by, &report->by, err)))
		return -1;
	if (report->judged) {
		front_judging_ask(front, &report->gap);
		if (front_judging_find(front, &report->gap, header, &(struct sd_list){0}, &(struct sd_list){0}, err))
			return -1;
		report->date = report->gap.answers.columns.date;
		report->score = report->gap.answers.columns.score;
		choose_claims(report);
		return 0;
	}
	if (front_judging_idle(front, err))
		return -1;
	if (front->judging.score && sd_header_find(header, front->judging.score, &report->score, err))
		return -1;
	if (!front->judging.score) {
		if (sd_orders_among(header, sd_score_columns, &report->score) != 1)
			report->score = SIZE_MAX;
		else
			note_score(report);
	}
	bool dated = front->date || sd_orders_among(header, sd_date_columns, &(size_t){0}) == 1;
	return dated ? front_date_column(front, header, &report->date, err) : 0;
}

static int take_codebook(struct front *front, struct sd_report *report, struct sd_error *err)
{
	if (state.asked->codebook.fd < 0)
		return sd_report_discover(report, &(struct sd_report_rows){front, run_pass}, err);
	struct sd_str content = SD_STR_INIT;
	int result = sd_input_read_all(&state.asked->codebook, &content, SIZE_MAX, err);
	if (!result)
		result = sd_report_take_book(report, state.asked->codebook.name, sd_str_text(&content), err);
	sd_str_release(&content);
	return result;
}

static int write_tables(const struct front *front, const struct sd_report *report, struct sd_error *err)
{
	int result = 0;
	for (size_t i = 0; i < report->tables_length && !result && state.asked->tables.fd >= 0; i++) {
		struct sd_str csv = SD_STR_INIT, name = SD_STR_INIT;
		sd_report_add_csv(&report->tables[i], front->for_spreadsheet, &csv);
		sd_str_addf(&name, "%s.csv", report->tables[i].id.data);
		result = sd_file_write(state.asked->tables.fd, name.data, sd_str_text(&csv), err);
		sd_str_release(&csv);
		sd_str_release(&name);
	}
	return result;
}

/* Nobody reads a page's source on a terminal. */
static void add_screenful(const struct sd_report *report, struct sd_str *text)
{
	sd_report_add_summary(report, text);
	sd_str_adds(text, "\nThe page goes to a file: -o report.html\n");
}

static int write_out(struct front *front, const struct sd_report *report, struct sd_error *err)
{
	struct sd_str text = SD_STR_INIT;
	if (state.asked->pipeline)
		sd_report_add_pipeline(report, &text);
	else if (state.asked->to == FRONT_TO_JSON)
		sd_report_add_json(report, &text);
	else if (state.asked->to == FRONT_TO_MARKDOWN)
		sd_report_add_markdown(report, &text);
	else if (sd_output_is_terminal(&front->output))
		add_screenful(report, &text);
	else
		sd_report_add_page(report, &text);
	int result = sd_output_write(&front->output, sd_str_text(&text), err);
	sd_str_clear(&text);
	if (!result)
		result = write_tables(front, report, err);
	if (!result && state.terminal.fd >= 0 && !state.asked->pipeline) {
		sd_report_add_summary(report, &text);
		result = sd_output_write(&state.terminal, sd_str_text(&text), err);
	}
	sd_str_release(&text);
	return result || state.terminal.fd < 0 ? result : sd_output_commit(&state.terminal, err);
}

/* The pass that reads dates and scores too, and so finds every bad row, is the one that sets them aside. */
static int read_counting(struct front *front, struct sd_report *report, struct sd_error *err)
{
	state.again.read = false;
	if (sd_report_read(report, &(struct sd_report_rows){front, run_pass}, err))
		return -1;
	if (state.moderated)
		sd_str_addf(&report->notes, "%llu turns of the moderator are left out: column \"role\"\n",
			    (unsigned long long)state.moderated);
	return 0;
}

/* What was read, and how much of it was set aside. */
static void tell_sources(const struct front *front, struct sd_report *report)
{
	const struct {
		const char *of, *name;
	} further[] = {{"orders", front->ledger.name}, {"observed", front->judging.observed.name},
		       {"roster", front->judging.customers.name}, {"map", front->judging.map.name}};
	report->rows = front->counts.rows;
	report->rejected = front->counts.rejected;
	report->why = state.why;
	report->sources[report->sources_length++] =
		(struct sd_report_source){"survey", report->survey_name, report->rows, report->rejected};
	for (size_t i = 0; i < sizeof further / sizeof *further; i++)
		for (size_t k = 0; k < front->sources_length; k++)
			if (front->sources[k].name == further[i].name)
				report->sources[report->sources_length++] =
					(struct sd_report_source){further[i].of, further[i].name, front->sources[k].counts.rows,
								  front->sources[k].counts.rejected};
}

static int work(struct front *front, struct sd_report *report, struct sd_reader *reader, struct sd_error *err)
{
	report->survey.header = sd_reader_header(reader);
	if (front_languages_find_column(&state.readings.languages, report->survey.header, err))
		return -1;
	report->judged = front_judging_wanted(front);
	if (find_columns(front, report, err) || take_codebook(front, report, err) ||
	    read_counting(front, report, err))
		return -1;
	if (report->judged && front_judging_read(front, &report->gap, err))
		return -1;
	tell_sources(front, report);
	if (sd_report_judge(report, err))
		return -1;
	return write_out(front, report, err);
}

static int read_look(struct sd_report *report, struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	struct sd_input *look = &state.asked->look, *logo = &state.asked->logo;
	int result = 0;
	if (look->fd >= 0)
		result = sd_input_read_all(look, &content, SIZE_MAX, err) ||
			 sd_look_read(&report->look, look->name, sd_str_text(&content), err);
	sd_str_clear(&content);
	if (!result && logo->fd >= 0)
		result = sd_input_read_all(logo, &content, SIZE_MAX, err) ||
			 sd_look_logo(&report->look, logo->name, sd_str_text(&content), err);
	sd_str_release(&content);
	if (report->look.title.data && !state.asked->title)
		report->title = report->look.title;
	return result ? -1 : 0;
}

static int read_files(struct sd_report *report, struct sd_error *err)
{
	int result = read_look(report, err);
	if (result || state.asked->last.fd < 0)
		return result;
	report->last_name = state.asked->last.name;
	result = sd_input_read_all(&state.asked->last, &state.last, SIZE_MAX, err);
	report->last = sd_str_text(&state.last);
	return result;
}

int front_reporting_run(struct front *front, struct front_reporting *asked, struct sd_error *err)
{
	struct sd_report report;
	state.asked = asked;
	sd_report_init(&report);
	report.survey_name = front->inputs.items[0].name;
	report.title = sd_text_of(state.asked->title ? state.asked->title : report.survey_name);
	report.ledger_name = front->ledger.name ? front->ledger.name : front->judging.observed.name;
	report.version = SD_VERSION;
	report.themes = (size_t)state.asked->themes;
	report.min_cell = front->judging.min_cell;
	report.every = (enum sd_period)state.asked->every;
	report.quoting = (enum sd_quoting)state.asked->quoting;
	report.redactor = state.redactor;
	report.counts_only = state.asked->focus_group;
	if (state.asked->focus_group && !sd_opt_given(&front->set, &front->judging.min_cell))
		report.min_cell = 1;
	report.date_format = front->date_format;
	front_judging_spell(front, &state.given);
	report.command_options = state.given.length ? state.given.data : NULL;
	front_judging_spell_who(front, &state.who);
	report.who_options = state.who.length ? state.who.data : NULL;
	front->why = state.why = sd_count_new(1);
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? read_files(&report, err) : -1;
	if (!result)
		result = work(front, &report, reader, err);
	front_note_lines(front, sd_str_text(&report.notes));
	front_note_lines(front, sd_str_text(&report.gap.notes));
	sd_report_release(&report);
	sd_reader_free(reader);
	sd_output_abandon(&state.terminal);
	front_again_release(&state.again);
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		sd_claim_tables_free(state.claims[i]);
	front_readings_release(&state.readings);
	sd_redactor_free(state.redactor);
	free(state.wordings);
	front->why = NULL;
	sd_count_free(state.why);
	sd_str_release(&state.last);
	sd_str_release(&state.given);
	sd_str_release(&state.who);
	return result;
}
