/* SPDX-License-Identifier: MIT */
/* The report's tables, each with the filter that writes the same. */
#include "show/report_tables.h"

#include "gap/intent.h"
#include "show/compare.h"
#include "show/crowding.h"

enum { KINDS = SD_REPORT_TALLIES, FOCUS_ROWS = 30 };

/* A further table, and the writer that fills it. `question` is its place, or SIZE_MAX. */
static struct sd_writer *add_table(struct sd_report *report, const char *kind, const char *section, size_t question,
				   struct sd_text caption)
{
	static const struct sd_writer_options tsv = {SD_FORMAT_TSV, -1, false};
	SD_GROW(report->tables, report->tables_length, report->tables_room);
	struct sd_report_table *table = &report->tables[report->tables_length++];
	*table = (struct sd_report_table){.section = section, .kind = kind, .question = question};
	sd_str_adds(&table->id, kind);
	if (question != SIZE_MAX)
		sd_str_addf(&table->id, "-%zu", question + 1);
	sd_str_add_text(&table->caption, caption);
	if (question != SIZE_MAX)
		sd_report_add_wording(report, question, SIZE_MAX, &table->caption);
	return sd_writer_new_into(&table->tsv, &tsv);
}

void sd_report_add_wording(const struct sd_report *report, size_t question, size_t most, struct sd_str *text)
{
	struct sd_text words =
		sd_text_of(report->wordings && report->wordings[question] ? report->wordings[question] : "");
	if (!words.length ||
	    sd_text_equal(words, report->survey.header->names[report->survey.questions[question].column]))
		return;
	bool cut = words.length > most;
	if (cut) {
		/* A whole word, or at least a whole character. */
		size_t blank = most, character = most;
		while (blank && words.data[blank] != ' ')
			blank--;
		while (character && (words.data[character] & 0xC0) == 0x80)
			character--;
		words.length = blank ? blank : character;
	}
	sd_str_adds(text, ": ");
	sd_str_add_text(text, words);
	sd_str_adds(text, cut ? "…" : "");
}

static struct sd_report_table *last_table(struct sd_report *report)
{
	return &report->tables[report->tables_length - 1];
}

static struct sd_text question_name(const struct sd_report *report, size_t question)
{
	return report->survey.header->names[report->survey.questions[question].column];
}

void sd_report_quote_word(struct sd_str *command, struct sd_text word)
{
	sd_str_addc(command, '\'');
	for (size_t i = 0; i < word.length; i++) {
		if (word.data[i] == '\'')
			sd_str_adds(command, "'\\''");
		else
			sd_str_addc(command, word.data[i]);
	}
	sd_str_addc(command, '\'');
}

static bool ends_in(struct sd_text name, const char *end)
{
	size_t length = strlen(end);
	return name.length > length && !memcmp(name.data + name.length - length, end, length);
}

/* Filters write as they read: which of three names, of a CSV, a TSV and a JSONL file. */
static const char *name_by_format(const struct sd_report *report, const char *const names[3])
{
	static const struct {
		const char *end;
		int format;
	} ends[] = {{".tsv", 1}, {".tab", 1}, {".jsonl", 2}, {".ndjson", 2}};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (ends_in(sd_text_of(report->survey_name), ends[i].end))
			return names[ends[i].format];
	return names[0];
}

const char *sd_report_coded_name(const struct sd_report *report)
{
	static const char *const names[] = {"coded.csv", "coded.tsv", "coded.jsonl"};
	return name_by_format(report, names);
}

const char *sd_report_claims_name(const struct sd_report *report)
{
	static const char *const names[] = {"claims.csv", "claims.tsv", "claims.jsonl"};
	return name_by_format(report, names);
}

static void add_added(const struct sd_report *report, size_t question, size_t before, const char *suffix,
		      struct sd_str *name)
{
	if (report->survey.length > 1) {
		sd_str_add_text(name, question_name(report, question));
		sd_str_addc(name, '.');
	}
	while (before--)
		sd_str_adds(name, "report_");
	sd_str_adds(name, suffix);
}

/* How many times `report_` must stand before the names of added columns, so that the survey has none of them. */
static size_t renamed(const struct sd_report *report)
{
	static const char *const suffixes[] = {"codes", "codes_sentiment", "sentiment", "sentiment_label",
					       "sentiment_positive", "sentiment_negative", "sentiment_words"};
	const struct sd_header *header = report->survey.header;
	struct sd_str name = SD_STR_INIT;
	size_t before = 0;
	bool taken = true;
	for (; taken; before += taken) {
		taken = false;
		for (size_t i = 0; i < report->survey.length && !taken; i++)
			for (size_t s = 0; s < sizeof suffixes / sizeof *suffixes && !taken; s++) {
				sd_str_clear(&name);
				add_added(report, i, before, suffixes[s], &name);
				for (size_t column = 0; column < header->length && !taken; column++)
					taken = sd_text_equal(header->names[column], sd_str_text(&name));
			}
	}
	sd_str_release(&name);
	return before;
}

void sd_report_quote_added(const struct sd_report *report, size_t question, const char *suffix, struct sd_str *command)
{
	struct sd_str name = SD_STR_INIT;
	add_added(report, question, renamed(report), suffix, &name);
	sd_report_quote_word(command, sd_str_text(&name));
	sd_str_release(&name);
}

void sd_report_add_as(const struct sd_report *report, const char *filter, struct sd_str *command)
{
	size_t before = renamed(report);
	sd_str_adds(command, before ? " --as " : "");
	for (size_t i = 0; i < before; i++)
		sd_str_adds(command, "report_");
	sd_str_adds(command, before ? filter : "");
}

static void begin_command(const struct sd_report *report, const char *filter, struct sd_str *command)
{
	sd_str_addf(command, "saydo %s %s --min-cell %lld", filter, sd_report_coded_name(report),
		    (long long)report->min_cell);
}

static void add_tally_command(struct sd_report *report, size_t question, int kind)
{
	static const char *const periods[] = {"year", "quarter", "month", "week"};
	struct sd_str *command = &last_table(report)->command;
	begin_command(report, "tally", command);
	sd_str_adds(command, " --codes-column ");
	sd_report_quote_added(report, question, "codes", command);
	sd_str_adds(command, " --sentiment-column ");
	sd_report_quote_added(report, question, "codes_sentiment", command);
	if (kind == SD_REPORT_OVER_TIME) {
		sd_str_adds(command, " --over ");
		sd_report_quote_word(command, report->survey.header->names[report->date]);
		sd_str_addf(command, " --every %s --changes", periods[report->every]);
		if (report->date_format) {
			sd_str_adds(command, " --date-format ");
			sd_report_quote_word(command, sd_text_of(report->date_format));
		}
	} else if (kind == SD_REPORT_BY_GROUP) {
		sd_str_adds(command, " --by ");
		sd_report_quote_word(command, report->survey.header->names[report->by]);
	}
}

void sd_report_add_wave_command(struct sd_report *report, const struct sd_report_table *themes)
{
	struct sd_str *command = &last_table(report)->command;
	sd_str_add_text(command, sd_str_text(&themes->command));
	sd_str_adds(command, " --compare ");
	sd_report_quote_word(command, sd_text_of(report->last_name));
	sd_str_adds(command, " --question ");
	sd_report_quote_word(command, question_name(report, themes->question));
}

static int add_tally(struct sd_report *report, size_t question, int kind, struct sd_error *err)
{
	static const char *const sections[KINDS] = {"themes", "time", "groups"};
	struct sd_tally_table table;
	if (sd_tally_check(&report->tallies[question * KINDS + (size_t)kind], err))
		return -1;
	sd_tally_finish(&report->tallies[question * KINDS + (size_t)kind], report->min_cell, &table);
	if (kind == SD_REPORT_OVER_TIME && !report->counts_only)
		sd_tally_compare(&table);
	struct sd_writer *writer =
		add_table(report, sections[kind], sections[kind], question, question_name(report, question));
	int result = sd_tally_write(&table, writer, err);
	sd_writer_free(writer);
	sd_tally_table_release(&table);
	add_tally_command(report, question, kind);
	return result;
}

/* What each group says more than the others. */
static int add_keyness(struct sd_report *report, size_t question, struct sd_error *err)
{
	static const double prior = 10;
	const struct sd_keyness_options options = {report->min_cell, prior, 0, 1};
	struct sd_keyness_table table;
	if (sd_keyness_finish(&report->stands_out[question], &options, &table, err))
		return -1;
	struct sd_writer *writer = add_table(report, "stands-out", "groups", question, question_name(report, question));
	int result = sd_keyness_write(&table, false, NULL, 0, writer, err);
	sd_writer_free(writer);
	report->findings.tested[SD_FINDING_GROUP] += table.tested;
	sd_keyness_table_release(&table);
	struct sd_str *command = &last_table(report)->command;
	begin_command(report, "keyness", command);
	sd_str_adds(command, " --items codes --top 0 --codes-column ");
	sd_report_quote_added(report, question, "codes", command);
	sd_str_adds(command, " --by ");
	sd_report_quote_word(command, report->survey.header->names[report->by]);
	return result;
}

static int add_score(struct sd_report *report, size_t question, struct sd_error *err)
{
	struct sd_writer *writer = add_table(report, "score", "score", question, question_name(report, question));
	int result = sd_code_scores_write(report->scores[question], report->min_cell, writer, err);
	sd_writer_free(writer);
	struct sd_str *command = &last_table(report)->command;
	begin_command(report, "tally", command);
	sd_str_adds(command, " --score ");
	sd_report_quote_word(command, report->survey.header->names[report->score]);
	sd_str_adds(command, " --codes-column ");
	sd_report_quote_added(report, question, "codes", command);
	sd_str_adds(command, " --sentiment-column ");
	/* Where the label is, there is an answer, scored or not. */
	sd_report_quote_added(report, question, "sentiment_label", command);
	return result;
}

void sd_report_add_gap_command(const struct sd_report *report, const char *table, struct sd_str *command)
{
	const struct sd_respondent_columns *columns = &report->gap.answers.columns;
	sd_str_addf(command, "saydo gap %s --table %s", sd_report_coded_name(report), table);
	if (report->command_options)
		sd_str_addf(command, " %s", report->command_options);
	if (!strcmp(table, "intent") && report->gap.view.scale >= 0)
		sd_str_addf(command, " --scale %s", sd_scale_names[report->gap.view.scale]);
	bool claims = !strcmp(table, "verdicts") || !strcmp(table, "intent") || !strcmp(table, "till");
	if (claims && report->gap.claimed)
		sd_str_addf(command, " --claims %s", sd_report_claims_name(report));
	for (size_t i = 0; i < report->survey.length && columns->codes_length; i++) {
		sd_str_adds(command, " --codes-column ");
		sd_report_quote_added(report, i, "codes", command);
	}
	for (size_t i = 0; i < report->survey.length && columns->score == SIZE_MAX; i++) {
		if (report->survey.questions[i].prompt != SD_PROMPT_NEUTRAL)
			continue;
		sd_str_adds(command, " --sentiment-column ");
		sd_report_quote_added(report, i, "sentiment", command);
	}
}

/* The tables of the gap, by their names: where they stand and what they are called. A further one stands behind them
 * under its own name. */
static const struct {
	const char *name, *kind, *section, *caption;
} gap_tables[] = {
	{"ledger", "ledger", "match", "Every answer and every customer, and what became of the match"},
	{"missing", "missing", "match", "Respondents who were not found, by mood"},
	{"quadrant", "quadrant", "quadrant", "Stated mood against what was done"},
	{"moods", "moods", "moods", "What each mood did, against what was to be expected of it"},
	{"themes", "theme-ledger", "theme-ledger", "Who named a theme, against who did not"},
	{"who", "who", "who", "Who answered, against everyone who bought before"},
	{"sensitivity", "sensitivity", "sensitivity", "The same with other windows"},
	{"verdicts", "verdicts", "claims", "What was claimed, and what of it the log bears out"},
	{"intent", "intent", "calibration", "What was said, and how often it came true"},
	{"bounds", "bounds", "bounds", "If all who were not found had left, or all had stayed"},
	{"till", "till", "till", "Whether words add to what the orders tell"},
};

static bool is_wanted(const struct sd_report *report, const char *name)
{
	if (!strcmp(name, "themes"))
		return report->gap.answers.columns.codes_length > 0;
	/* One person a row: not for a page. */
	if (!strcmp(name, "claims"))
		return false;
	/* Estimates and tests, and no counts but those that the quadrant has. */
	if (report->counts_only && (!strcmp(name, "moods") || !strcmp(name, "sensitivity") || !strcmp(name, "till")))
		return false;
	if (!strcmp(name, "verdicts"))
		return report->gap.view.claimed && !report->counts_only;
	if (!strcmp(name, "intent"))
		return (report->gap.view.claimed || report->gap.view.scale >= 0) && !report->counts_only;
	if (!strcmp(name, "moods") || !strcmp(name, "sensitivity"))
		return report->gap.view.expectation && report->gap.expectation.forecast;
	if (!strcmp(name, "ledger") || !strcmp(name, "quadrant") || !strcmp(name, "missing"))
		return true;
	return report->gap.ledger != NULL;
}

/* Whether small cells were all that there was. */
static bool is_all_hidden(const struct sd_report_table *table)
{
	struct sd_grid grid;
	if (strcmp(table->kind, "verdicts") != 0 && strcmp(table->kind, "intent") != 0)
		return false;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	size_t column = sd_grid_column(&grid, "people");
	bool hidden = column != SIZE_MAX && !sd_grid_is_there(&grid, column);
	sd_grid_release(&grid);
	return hidden;
}

static void drop_table(struct sd_report *report)
{
	struct sd_report_table *table = &report->tables[--report->tables_length];
	sd_str_release(&table->id);
	sd_str_release(&table->caption);
	sd_str_release(&table->tsv);
	sd_str_release(&table->command);
}

static int add_gap_table(struct sd_report *report, enum sd_table which, struct sd_error *err)
{
	const char *name = sd_table_names[which], *kind = name, *section = "further", *caption = name;
	for (size_t i = 0; i < sizeof gap_tables / sizeof *gap_tables; i++) {
		if (strcmp(gap_tables[i].name, name) != 0)
			continue;
		kind = gap_tables[i].kind;
		section = gap_tables[i].section;
		caption = gap_tables[i].caption;
	}
	struct sd_writer *writer = add_table(report, kind, section, SIZE_MAX, sd_text_of(caption));
	int result = sd_table(&report->gap.view, which, writer, err);
	if (!result)
		result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	sd_report_add_gap_command(report, name, &last_table(report)->command);
	sd_report_tell_hidden(report, last_table(report));
	/* A table that has nothing to say stands nowhere. */
	const struct sd_text tsv = sd_str_text(&last_table(report)->tsv);
	const char *end = tsv.length ? memchr(tsv.data, '\n', tsv.length) : NULL;
	if (!end || end + 1 == tsv.data + tsv.length || is_all_hidden(last_table(report)))
		drop_table(report);
	return result;
}

static int add_gap_tables(struct sd_report *report, struct sd_error *err)
{
	/* Scores of 0 to 10 are read as chances, where nobody says what they are. */
	if (report->gap.view.scale < 0)
		report->gap.view.scale = report->gap.scale_shown;
	for (int which = 0; which < SD_TABLE_LENGTH; which++)
		if (is_wanted(report, sd_table_names[which]) && add_gap_table(report, (enum sd_table)which, err) < 0)
			return -1;
	return 0;
}

/* What says what a row is of, and counts; in who and quadrant what they had bought. Of all other columns a table of
 * counts has none, whatever is added to it elsewhere. */
static bool is_counted(struct sd_text name)
{
	static const char *const names[] = {
		"of", "what", "first", "last", "question", "prompt", "language", "read_as", "lexicon", "calibrated",
		"group",
		"period", "code", "label", "category", "mood", "outcome", "polarity", "class", "n", "base", "asked",
		"answered",
		"empty", "no_answer", "answers", "happy", "unhappy", "missing", "not_matched", "stays", "leaves",
		"other_n",
		"other_stays", "other_leaves", "last_n", "last_base", "quoted", "orders", "value", "recency",
		"before_value", NULL};
	for (size_t i = 0; names[i]; i++)
		if (sd_text_equals(name, names[i]))
			return true;
	return false;
}

/* A table without its columns of shares and tests, for counts alone. */
static void strip_rates(struct sd_report_table *table)
{
	struct sd_grid grid;
	struct sd_str kept = SD_STR_INIT;
	static const struct sd_writer_options tsv = {SD_FORMAT_TSV, -1, false};
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	bool *stays = sd_calloc(grid.columns + 1, sizeof *stays);
	struct sd_writer *writer = sd_writer_new_into(&kept, &tsv);
	for (size_t i = 0; i < grid.columns; i++) {
		stays[i] = is_counted(grid.names[i]);
		if (stays[i])
			sd_writer_column(writer, grid.names[i]);
	}
	int result = sd_writer_begin(writer, NULL);
	for (size_t row = 0; row < grid.rows && !result; row++) {
		for (size_t i = 0; i < grid.columns; i++) {
			struct sd_text cell = grid.cells[row * grid.columns + i];
			if (stays[i] && cell.data)
				sd_out_text(sd_writer_out(writer), cell);
			else if (stays[i])
				sd_out_absent(sd_writer_out(writer));
		}
		sd_out_end(sd_writer_out(writer));
	}
	if (!result)
		sd_writer_end(writer, NULL);
	sd_writer_free(writer);
	free(stays);
	sd_grid_release(&grid);
	sd_str_release(&table->tsv);
	table->tsv = kept;
	table->wider = table->command;
	table->command = (struct sd_str)SD_STR_INIT;
}

/* Whether answers are of more than one period: of one there is nothing to tell over time. */
static bool has_periods(const struct sd_report *report)
{
	struct sd_str first = SD_STR_INIT, last = SD_STR_INIT;
	sd_period_add(&first, report->dated.first, report->every);
	sd_period_add(&last, report->dated.last, report->every);
	bool several = report->date != SIZE_MAX && report->dated.rows &&
		       !sd_text_equal(sd_str_text(&first), sd_str_text(&last));
	sd_str_release(&first);
	sd_str_release(&last);
	return several;
}

static bool is_tallied(const struct sd_report *report, int kind)
{
	return report->survey.books &&
	       (kind == SD_REPORT_OVERALL || (kind == SD_REPORT_OVER_TIME && has_periods(report)) ||
		(kind == SD_REPORT_BY_GROUP && report->by != SIZE_MAX));
}

static void add_given_command(struct sd_report *report, const char *table)
{
	struct sd_str *command = &last_table(report)->command;
	sd_str_addf(command, "saydo sentiment %s --table %s", sd_report_coded_name(report), table);
	sd_report_add_texts(report, true, command);
}

static int add_said(struct sd_report *report, struct sd_error *err)
{
	struct sd_writer *writer = add_table(report, "questions", "base", SIZE_MAX, SD_TEXT("What each question got"));
	int result = sd_survey_write_questions(&report->survey, writer, err);
	sd_writer_free(writer);
	add_given_command(report, "questions");
	if (!result)
		result = sd_report_add_languages(report, err);
	add_given_command(report, "languages");
	sd_report_note_languages(report);
	for (int kind = 0; kind < KINDS; kind++)
		for (size_t i = 0; !result && i < report->survey.length; i++)
			if (is_tallied(report, kind) && !(report->counts_only && kind == SD_REPORT_OVER_TIME))
				result = add_tally(report, i, kind, err);
	writer = add_table(report, "sentiment", "sentiment", SIZE_MAX,
			   SD_TEXT("How the answers feel, question by question"));
	if (!result)
		result = sd_survey_write_labels(&report->survey, writer, err);
	sd_writer_free(writer);
	add_given_command(report, "labels");
	for (size_t i = 0; !result && i < report->survey.length && !report->counts_only; i++) {
		if (report->stands_out)
			result = add_keyness(report, i, err);
		if (!result && report->scores)
			result = add_score(report, i, err);
	}
	return result;
}

static int add_findings(struct sd_report *report, struct sd_error *err)
{
	sd_report_find(report);
	sd_findings_choose(&report->findings);
	struct sd_writer *writer = add_table(report, "findings", "headline", SIZE_MAX, SD_TEXT("What stands out"));
	int result = sd_findings_write(&report->findings, writer, err);
	sd_writer_free(writer);
	return result;
}

int sd_report_judge(struct sd_report *report, struct sd_error *err)
{
	if (report->rows && report->rows < FOCUS_ROWS && !report->counts_only) {
		report->counts_only = true;
		sd_str_addf(&report->notes,
			    "fewer than %d rows: counts without percentages and tests (--focus-group)\n", FOCUS_ROWS);
	}
	/* The base counts people, whom the gap finds. */
	int result = report->judged && sd_gap_judge(&report->gap, err) < 0 ? -1 : sd_report_add_base_table(report, err);
	if (!result)
		result = add_said(report, err);
	if (!result)
		sd_crowding_add(report, &report->notes);
	if (!result && report->judged)
		result = add_gap_tables(report, err);
	if (!result && report->last_name)
		result = sd_report_compare(report, err);
	if (!result)
		sd_report_find_claims(report);
	if (!result && report->quoting != SD_QUOTES_NONE)
		result = sd_report_add_quoted(report, err);
	if (!result)
		result = sd_report_add_claims(report, err);
	if (!result && !report->counts_only)
		result = add_findings(report, err);
	for (size_t i = 0; report->counts_only && i < report->tables_length; i++)
		strip_rates(&report->tables[i]);
	return result;
}

struct sd_writer *sd_report_new_table(struct sd_report *report, const char *kind, const char *section, size_t question,
				      struct sd_text caption)
{
	return add_table(report, kind, section, question, caption);
}

const struct sd_report_table *sd_report_table(const struct sd_report *report, const char *id)
{
	for (size_t i = 0; i < report->tables_length; i++)
		if (sd_text_equals(sd_str_text(&report->tables[i].id), id))
			return &report->tables[i];
	return NULL;
}
