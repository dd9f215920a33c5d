/* SPDX-License-Identifier: MIT */
#include "reporting.h"

#include "again.h"
#include "choosing.h"
#include "judging.h"
#include "redacting.h"
#include "reporting_files.h"
#include "spelling.h"
#include "surveying.h"
#include "show/turns.h"

static struct {
	struct front_surveying surveying;
	struct front_again again;
	struct front_choosing choosing;
	struct sd_output terminal; /* takes the summary where the page goes to a file */
	struct sd_str last, given, who;
	struct sd_redactor *redactor;
	struct sd_count *why; /* rows are set aside */
	struct front_reporting *asked;
	const struct sd_header *header; /* the survey's */
	uint64_t moderated; /* turns of a moderator, in the last pass */
} state = {.again = FRONT_AGAIN_INIT, .choosing = FRONT_CHOOSING_INIT, .terminal = SD_OUTPUT_INIT};

int front_reporting_prepare(struct front *front, struct sd_error *err)
{
	if (front_surveying_prepare(front, &state.surveying, err))
		return -1;
	if (front->output.directory >= 0 && sd_output_open(&state.terminal, NULL, false, err))
		return -1;
	state.redactor = front_redactor(front, SD_REDACT_QUOTES, err);
	state.again.read = true; /* until read_counting() */
	return state.redactor ? front_again_prepare(front, &state.again, err) : -1;
}

/* Runs a pass over the whole survey. Rows are counted, and those that are bad, by the last. */
static int run_pass(void *context, const struct sd_pass *pass, struct sd_error *err)
{
	struct front *front = context;
	struct sd_turns turns = {.pass = pass};
	const struct sd_pass others = sd_turns_pass(&turns);
	static const char *const role[] = {SD_TURNS_ROLE, NULL};
	if (state.asked->focus_group && sd_orders_among(state.header, role, &turns.role) == 1)
		pass = &others;
	int result = front_again_rows_pass(front, &state.again, pass, state.header, !state.again.read, err);
	state.moderated = turns.left_out;
	return result;
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

/* The pass that reads dates and scores too, and so finds every bad row, is the one that sets them aside. */
static int read_counting(struct front *front, struct sd_report *report, struct sd_error *err)
{
	state.again.read = false;
	if (sd_report_read(report, &(struct sd_report_rows){front, run_pass}, err))
		return -1;
	report->moderated = state.moderated;
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
					(struct sd_report_source){further[i].of, further[i].name,
								  front->sources[k].counts.rows,
								  front->sources[k].counts.rejected};
}

static int work(struct front *front, struct sd_report *report, struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_report_rows rows = {front, run_pass};
	report->survey.header = state.header = sd_reader_header(reader);
	report->judged = front_judging_wanted(front);
	if (front_choosing_run(front, &state.choosing, report->survey.header, state.surveying.by || report->counts_only,
			       &rows, &report->notes, &report->cautions, err))
		return -1;
	report->date_format = front->date_format;
	front_judging_spell(front, &state.given);
	report->command_options = state.given.length ? state.given.data : NULL;
	front_judging_spell_who(front, &state.who);
	report->who_options = state.who.length ? state.who.data : NULL;
	if (front_surveying_find(front, &state.surveying, report, &rows, err) ||
	    take_codebook(front, report, err) || read_counting(front, report, err))
		return -1;
	if (report->judged && front_judging_read(front, &report->gap, err))
		return -1;
	tell_sources(front, report);
	if (sd_report_judge(report, err))
		return -1;
	return front_reporting_write(front, state.asked, report, &state.terminal, err);
}

int front_reporting_run(struct front *front, struct front_reporting *asked, struct sd_error *err)
{
	struct sd_report report;
	state.asked = asked;
	state.surveying.prompts = &asked->prompts;
	state.surveying.by = asked->by;
	sd_report_init(&report);
	report.survey_name = front->inputs.items[0].name;
	/* The folder says nothing to who reads the page. */
	const char *slash = strrchr(report.survey_name, '/');
	report.title = sd_text_of(state.asked->title  ? state.asked->title
				  : slash && slash[1] ? slash + 1
						      : report.survey_name);
	report.ledger_name = front->ledger.name ? front->ledger.name : front->judging.observed.name;
	report.version = SD_VERSION;
	report.themes = (size_t)state.asked->themes;
	report.min_cell = front->judging.min_cell;
	report.every = (enum sd_period)state.asked->every;
	report.quoting = (enum sd_quoting)state.asked->quoting;
	report.redactor = state.redactor;
	report.counts_only = state.asked->focus_group;
	if (state.asked->focus_group && !sd_opt_given(&front->set, &front->judging.min_cell))
		report.min_cell = front->judging.min_cell = 1;
	front->why = state.why = sd_count_new(1);
	struct sd_reader *reader = front_reader(front, err);
	int result = reader ? front_reporting_read(asked, &report, &state.last, err) : -1;
	if (!result)
		result = work(front, &report, reader, err);
	front_note_lines(front, sd_str_text(&report.notes));
	front_note_lines(front, sd_str_text(&report.gap.notes));
	sd_report_release(&report);
	sd_reader_free(reader);
	sd_output_abandon(&state.terminal);
	front_again_release(&state.again);
	front_choosing_release(&state.choosing);
	front_surveying_release(&state.surveying);
	sd_redactor_free(state.redactor);
	front->why = NULL;
	sd_count_free(state.why);
	sd_str_release(&state.last);
	sd_str_release(&state.given);
	sd_str_release(&state.who);
	return result;
}
