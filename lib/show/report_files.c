/* SPDX-License-Identifier: MIT */
/* The report as JSON, as CSV, and as the pipeline of filters that gives the same. */
#include <math.h>

#include "base/json.h"
#include "gap/sources.h"
#include "show/report_tables.h"

static void add_member(struct sd_str *json, const char *name, struct sd_text value)
{
	sd_str_addf(json, ",\n\"%s\":", name);
	if (value.data)
		sd_json_add_string(json, value, true);
	else
		sd_str_adds(json, "null");
}

static struct sd_text optional(const char *text)
{
	return text ? sd_text_of(text) : (struct sd_text){NULL, 0};
}

static struct sd_text column_name(const struct sd_report *report, size_t column)
{
	return column == SIZE_MAX ? (struct sd_text){NULL, 0} : report->survey.header->names[column];
}

/* Columns of labels, which are text whatever they look like. */
static bool is_label(struct sd_text name)
{
	static const char *const labels[] = {"code", "group", "item", "period", "previous", "question", "label", NULL};
	for (size_t i = 0; labels[i]; i++)
		if (sd_text_equals(name, labels[i]))
			return true;
	return false;
}

static void add_table(const struct sd_report *report, const struct sd_report_table *table, struct sd_str *json)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	sd_str_adds(json, "{\"id\":");
	sd_json_add_string(json, sd_str_text(&table->id), true);
	add_member(json, "kind", sd_text_of(table->kind));
	add_member(json, "section", sd_text_of(table->section));
	add_member(json, "caption", sd_str_text(&table->caption));
	add_member(json, "question",
		   column_name(report, table->question == SIZE_MAX ? SIZE_MAX
								   : report->survey.questions[table->question].column));
	add_member(json, "command", table->command.length ? sd_str_text(&table->command) : (struct sd_text){NULL, 0});
	sd_str_adds(json, ",\n\"columns\":[");
	bool *number = sd_calloc(grid.columns + 1, sizeof *number);
	for (size_t i = 0; i < grid.columns; i++) {
		number[i] = !is_label(grid.names[i]) && sd_grid_is_numeric(&grid, i);
		sd_str_adds(json, i ? "," : "");
		sd_json_add_string(json, grid.names[i], true);
	}
	sd_str_adds(json, "],\n\"rows\":[");
	for (size_t row = 0; row < grid.rows; row++) {
		sd_str_adds(json, row ? ",\n[" : "\n[");
		for (size_t i = 0; i < grid.columns; i++) {
			struct sd_text cell = grid.cells[row * grid.columns + i];
			sd_str_adds(json, i ? "," : "");
			if (!cell.data)
				sd_str_adds(json, "null");
			else if (number[i])
				sd_str_add_text(json, cell);
			else
				sd_json_add_string(json, cell, true);
		}
		sd_str_addc(json, ']');
	}
	sd_str_adds(json, "]}");
	free(number);
	sd_grid_release(&grid);
}

static void add_claims(const struct sd_report *report, const struct sd_verbatim *quote, struct sd_str *json)
{
	sd_str_adds(json, ",\n\"claims\":[");
	for (size_t i = 0; i < quote->claims_length; i++) {
		const struct sd_claim_cell *cell = &report->claim_cells[quote->claims[i].cell];
		sd_str_adds(json, i ? ",{\"kind\":" : "{\"kind\":");
		sd_json_add_string(json, sd_text_of(cell->kind), true);
		add_member(json, "value", cell->class.length ? cell->class : optional(NULL));
		add_member(json, "verdict", sd_text_of(sd_verdict_names[cell->verdict]));
		add_member(json, "quote", sd_str_text(&quote->claims[i].quote));
		add_member(json, "said", sd_str_text(&quote->claims[i].said));
		add_member(json, "observed", sd_str_text(&quote->claims[i].observed));
		sd_str_addc(json, '}');
	}
	sd_str_addc(json, ']');
}

static void add_quote(const struct sd_report *report, const struct sd_verbatim *quote, struct sd_str *json)
{
	sd_str_addf(json, "{\"question\":%zu", quote->question + 1);
	add_member(json, "text", quote->text);
	sd_str_addf(json, ",\n\"cut\":%s", quote->cut ? "true" : "false");
	add_member(json, "codes", quote->codes);
	add_member(json, "sentiment", sd_text_of(quote->feeling));
	add_member(json, "group", quote->group);
	add_member(json, "outcome", quote->verdict);
	add_claims(report, quote, json);
	sd_str_addc(json, '}');
}

static void add_notes(struct sd_text lines, bool *any, struct sd_str *json)
{
	struct sd_text line;
	while (sd_note_next(&lines, &line)) {
		sd_str_adds(json, *any ? ",\n" : "\n");
		sd_json_add_string(json, line, true);
		*any = true;
	}
}

void sd_report_add_json(const struct sd_report *report, struct sd_str *json)
{
	const struct sd_survey *survey = &report->survey;
	char hash[SD_HASH_HEX];
	bool any = false;
	sd_str_adds(json, "{\"saydo\":");
	sd_json_add_string(json, sd_text_of(report->version), true);
	sd_str_adds(json, ",\n\"report\":1");
	add_member(json, "title", report->title);
	add_member(json, "survey", sd_text_of(report->survey_name));
	sd_str_addf(json, ",\n\"rows\":%llu,\n\"set_aside\":%llu", (unsigned long long)report->rows,
		    (unsigned long long)report->rejected);
	add_member(json, "held_against", optional(report->ledger_name));
	add_member(json, "language", sd_text_of(report->language));
	add_member(json, "language_column", optional(report->language_column));
	add_member(json, "codebook_name", optional(report->codebook_name));
	add_member(json, "codebook", optional(survey->books ? sd_codebook_hash(survey->books[0]) : NULL));
	if (survey->telling->length == 1)
		sd_lexicon_hash(survey->readings[0].rules->lexicon, hash);
	add_member(json, "lexicon", optional(survey->telling->length == 1 ? hash : NULL));
	sd_str_addf(json, ",\n\"min_cell\":%lld,\n\"counts_only\":%s", (long long)report->min_cell,
		    report->counts_only ? "true" : "false");
	add_member(json, "date", column_name(report, report->date));
	add_member(json, "by", column_name(report, report->by));
	add_member(json, "score", column_name(report, report->score));
	sd_str_adds(json, ",\n\"questions\":[");
	for (size_t i = 0; i < survey->length; i++) {
		sd_str_adds(json, i ? ",{\"name\":" : "{\"name\":");
		sd_json_add_string(json, column_name(report, survey->questions[i].column), true);
		sd_str_addf(json, ",\"prompt\":\"%s\"}", sd_prompt_name(survey->questions[i].prompt));
	}
	sd_str_addf(json, "],\n\"comparisons\":%llu,\n\"stood_out\":%llu,\n\"tables\":[",
		    (unsigned long long)sd_findings_tested(&report->findings),
		    (unsigned long long)report->findings.stood_out);
	for (size_t i = 0; i < report->tables_length; i++) {
		sd_str_adds(json, i ? ",\n" : "\n");
		add_table(report, &report->tables[i], json);
	}
	sd_str_addf(json, "],\n\"quotable\":%llu,\n\"quotes\":[", (unsigned long long)report->quotes.seen);
	for (size_t i = 0; i < report->quotes.length; i++) {
		sd_str_adds(json, i ? ",\n" : "\n");
		add_quote(report, &report->quotes.items[i], json);
	}
	sd_str_adds(json, "],\n\"notes\":[");
	add_notes(sd_str_text(&report->notes), &any, json);
	add_notes(sd_str_text(&report->gap.notes), &any, json);
	sd_str_adds(json, "]}\n");
}

/* What a spreadsheet would run (OWASP) as text; a number is none, also where it is negative. */
static void add_csv_cell(struct sd_str *csv, struct sd_text cell, bool for_spreadsheet)
{
	if (!cell.data)
		return;
	bool runs =
		for_spreadsheet && cell.length && memchr("=+-@\t\r\n", cell.data[0], 7) && isnan(sd_number_of(cell));
	bool quoted = !cell.length || runs;
	for (size_t i = 0; i < cell.length && !quoted; i++)
		quoted = strchr(",\"\r\n", cell.data[i]) != NULL;
	if (!quoted) {
		sd_str_add_text(csv, cell);
		return;
	}
	sd_str_adds(csv, runs ? "\"'" : "\"");
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.data[i] == '"')
			sd_str_addc(csv, '"');
		sd_str_addc(csv, cell.data[i]);
	}
	sd_str_addc(csv, '"');
}

void sd_report_add_csv(const struct sd_report_table *table, bool for_spreadsheet, struct sd_str *csv)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	for (size_t i = 0; i < grid.columns; i++) {
		sd_str_adds(csv, i ? "," : "");
		add_csv_cell(csv, grid.names[i], for_spreadsheet);
	}
	sd_str_addc(csv, '\n');
	for (size_t row = 0; row < grid.rows; row++) {
		for (size_t i = 0; i < grid.columns; i++) {
			sd_str_adds(csv, i ? "," : "");
			add_csv_cell(csv, grid.cells[row * grid.columns + i], for_spreadsheet);
		}
		sd_str_addc(csv, '\n');
	}
	sd_grid_release(&grid);
}

void sd_report_add_texts(const struct sd_report *report, bool prompts, struct sd_str *text)
{
	struct sd_str said = SD_STR_INIT;
	for (size_t i = 0; i < report->survey.length; i++) {
		sd_str_adds(text, " -t ");
		sd_report_quote_word(text, column_name(report, report->survey.questions[i].column));
	}
	for (size_t i = 0; i < report->survey.length && prompts; i++) {
		sd_str_clear(&said);
		sd_str_add_text(&said, column_name(report, report->survey.questions[i].column));
		sd_str_addf(&said, "=%s", sd_prompt_name(report->survey.questions[i].prompt));
		sd_str_adds(text, " --prompt ");
		sd_report_quote_word(text, sd_str_text(&said));
	}
	sd_str_adds(text, " --language ");
	sd_report_quote_word(text, sd_text_of(report->language));
	if (report->language_column) {
		sd_str_adds(text, " --language-column ");
		sd_report_quote_word(text, sd_text_of(report->language_column));
	}
	sd_str_release(&said);
}

void sd_report_add_pipeline(const struct sd_report *report, struct sd_str *text)
{
	struct sd_str survey = SD_STR_INIT;
	const char *coded = sd_report_coded_name(report);
	sd_report_quote_word(&survey, sd_text_of(report->survey_name));
	sd_str_adds(text, "# The tables of the report, by filters. base counts what was read. findings, quotes and "
			  "claims' quotes are chosen from\n# these: findings names the table of each, quotes counts "
			  "the answers that the report quotes, beside the n of themes, claim-verdicts beside "
			  "verdicts.\n");
	if (report->rejected)
		sd_str_adds(text, "# Rows were set aside here, as --reject tells: take them out of the survey first, "
				  "for these lines would read them.\n");
	if (report->counts_only)
		sd_str_adds(text, "# These are few people, so the report leaves shares and tests out: its tables are "
				  "those columns of these that count,\n# and that say of what.\n");
	if (report->moderated)
		sd_str_addf(text,
			    "# The report left out %llu turns whose role is moderator: take them out of the survey "
			    "first, for these lines\n# would count them.\n",
			    (unsigned long long)report->moderated);
	bool coded_by = report->codebook_name || report->survey.books;
	if (!coded_by)
		sd_str_adds(text, "# No themes could be proposed, so nothing is coded.\n");
	else if (!report->codebook_name) {
		sd_str_addf(text, "saydo themes %s -k %zu --min-cell %lld", survey.data, report->themes,
			    (long long)report->min_cell);
		sd_report_add_texts(report, false, text);
		sd_str_adds(text, " >codebook.txt\n");
	}
	if (coded_by) {
		sd_str_addf(text, "saydo codes %s --sentiment --codebook ", survey.data);
		sd_report_quote_word(text, sd_text_of(report->codebook_name ? report->codebook_name : "codebook.txt"));
		sd_report_add_texts(report, true, text);
		sd_report_add_as(report, "codes", text);
		sd_str_adds(text, " |\n\tsaydo sentiment --answered");
	} else {
		sd_str_addf(text, "saydo sentiment %s --answered", survey.data);
	}
	if (coded_by && strcmp(coded, "coded.csv") != 0)
		sd_str_addf(text, " --from %s", coded + strlen("coded."));
	sd_report_add_texts(report, true, text);
	sd_report_add_as(report, "sentiment", text);
	sd_str_addf(text, " >%s\n", coded);
	if (report->gap.claimed) {
		sd_str_addf(text, "saydo claims %s", survey.data);
		sd_report_add_texts(report, false, text);
		sd_str_addf(text, "%s%s >%s\n", report->who_options ? " " : "",
			    report->who_options ? report->who_options : "", sd_report_claims_name(report));
	}
	for (size_t i = 0; i < report->tables_length; i++) {
		const struct sd_report_table *table = &report->tables[i];
		if (table->command.length || table->wider.length)
			sd_str_addf(text, "%s   # %s\n",
				    table->command.length ? table->command.data : table->wider.data, table->id.data);
	}
	sd_str_release(&survey);
}
