/* SPDX-License-Identifier: MIT */
/* Candidates for the headline, read from the cells of the tables, so that each can be traced to its table. */
#include <math.h>

#include "show/chart.h"
#include "show/report_tables.h"
#include "stats/interval.h"
#include "stats/special.h"
#include "stats/test.h"

enum { ARM_LEAST = 30, WORDING_MOST = 60 };

static struct sd_text question_name(const struct sd_report *report, size_t question)
{
	return report->survey.header->names[report->survey.questions[question].column];
}

static bool is_code(struct sd_text code)
{
	return code.length && code.data[0] != '-';
}

static void add_share(struct sd_str *words, double share)
{
	sd_double_add(words, 100 * share, 0);
	sd_str_adds(words, " %");
}

/* 1,234 of 2,345 (53 %) */
static void add_part(struct sd_str *words, double x, double n)
{
	sd_double_add(words, x, 0);
	sd_str_adds(words, " of ");
	sd_double_add(words, n, 0);
	sd_str_adds(words, " (");
	add_share(words, x / n);
	sd_str_adds(words, ")");
}

void sd_report_add_figures(const struct sd_standout *finding, struct sd_str *text)
{
	sd_chart_add_number(text, finding->difference, finding->percent, true);
	sd_str_adds(text, finding->percent ? " points, interval " : ", interval ");
	sd_chart_add_number(text, finding->low, finding->percent, true);
	sd_str_adds(text, " to ");
	sd_chart_add_number(text, finding->high, finding->percent, true);
	sd_str_adds(text, "; n ");
	sd_double_add(text, finding->n, 0);
	if (isfinite(finding->other_n)) {
		sd_str_adds(text, " and ");
		sd_double_add(text, finding->other_n, 0);
	}
	sd_str_addf(text, "; q %s", finding->q < 0.0001 ? "< 0.0001" : "");
	if (finding->q >= 0.0001)
		sd_double_add(text, finding->q, 4);
}

/* Two shares, x1 of n1 and x2 of n2, both of known people: difference, interval, p. */
static void set_shares(struct sd_standout *finding, double x1, double n1, double x2, double n2)
{
	struct sd_interval interval = sd_newcombe(x1, n1, x2, n2);
	finding->percent = true;
	finding->difference = x1 / n1 - x2 / n2;
	finding->low = interval.low;
	finding->high = interval.high;
	finding->p = sd_two_shares(x1, n1, x2, n2).p;
	finding->n = n1;
	finding->other_n = n2;
}

static bool keep_or_drop(struct sd_findings *findings, const struct sd_standout *finding)
{
	if (isfinite(finding->p) && isfinite(finding->low) && isfinite(finding->high))
		return true;
	sd_findings_drop(findings);
	return false;
}

static const char *came_back(const struct sd_report *report)
{
	/* Where rows have no amounts they need not be purchases. */
	return !report->gap.ledger ? "stayed" : report->gap.sources.valued ? "bought again" : "were there again";
}

static void find_moods(struct sd_report *report, const struct sd_grid *grid, const char *id)
{
	double stays[2] = {NAN, NAN}, leaves[2] = {NAN, NAN};
	for (size_t i = 0; i < grid->rows; i++) {
		int mood = sd_grid_is(grid, i, "mood", "happy") ? 0 : sd_grid_is(grid, i, "mood", "unhappy") ? 1 : -1;
		if (mood < 0 || sd_grid_cell(grid, i, "follow_up").data)
			continue;
		if (sd_grid_is(grid, i, "outcome", "stays"))
			stays[mood] = sd_grid_number(grid, i, "n");
		else if (sd_grid_is(grid, i, "outcome", "leaves"))
			leaves[mood] = sd_grid_number(grid, i, "n");
	}
	double n[2] = {stays[0] + leaves[0], stays[1] + leaves[1]};
	if (!(n[0] > 0) || !(n[1] > 0))
		return;
	report->findings.tested[SD_FINDING_MOOD]++;
	struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_MOOD, SD_TEXT("mood"));
	set_shares(finding, stays[0], n[0], stays[1], n[1]);
	finding->table = id;
	if (!keep_or_drop(&report->findings, finding))
		return;
	sd_str_adds(&finding->words, "Of those who said they were happy ");
	add_part(&finding->words, stays[0], n[0]);
	sd_str_addf(&finding->words, " %s afterwards, of the unhappy ", came_back(report));
	add_part(&finding->words, stays[1], n[1]);
	sd_str_adds(&finding->words, ".");
}

/* Proposed codes are called by bare words: "those who praise toxic" would be no sentence. */
static void add_called(struct sd_str *words, struct sd_text code)
{
	sd_str_adds(words, "“");
	sd_str_add_text(words, code);
	sd_str_adds(words, "”");
}

static void add_named(struct sd_str *words, struct sd_text polarity, struct sd_text code)
{
	sd_str_adds(words, polarity.data && sd_text_equals(polarity, "blame")	? "blame "
			   : polarity.data && sd_text_equals(polarity, "praise") ? "praise "
										  : "speak of ");
	add_called(words, code);
}

/* Who names a theme, and what they spent beyond what was foreseen, all other themes allowed for. */
static void find_spend(struct sd_report *report, const struct sd_grid *grid, const char *id)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text code = sd_grid_cell(grid, i, "code");
		if (!is_code(code) || !isfinite(sd_grid_number(grid, i, "spend_p")))
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_SPEND, code);
		finding->table = id;
		finding->difference = sd_grid_number(grid, i, "spend_adjusted");
		finding->low = sd_grid_number(grid, i, "spend_low");
		finding->high = sd_grid_number(grid, i, "spend_high");
		finding->p = sd_grid_number(grid, i, "spend_p");
		finding->n = sd_grid_number(grid, i, "n");
		finding->other_n = sd_grid_number(grid, i, "other_n");
		if (!keep_or_drop(&report->findings, finding))
			continue;
		report->findings.tested[finding->kind]++;
		sd_str_adds(&finding->words, "Those who ");
		add_named(&finding->words, sd_grid_cell(grid, i, "polarity"), code);
		sd_str_addf(&finding->words,
			    " spent %s afterwards than what they had done before foretold, other themes allowed for: "
			    "by ",
			    finding->difference > 0 ? "more" : "less");
		sd_double_add(&finding->words, fabs(finding->difference), 2);
		sd_str_adds(&finding->words, " each.");
	}
}

/* Who names a theme, against who does not. Where there is a joint fit, its adjusted difference and p decide; else the
 * plain shares. */
static void find_themes(struct sd_report *report, const struct sd_grid *grid, const char *id)
{
	size_t fitted = sd_grid_column(grid, "stay_p");
	bool adjusted = fitted != SIZE_MAX && sd_grid_is_there(grid, fitted);
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text code = sd_grid_cell(grid, i, "code"), polarity = sd_grid_cell(grid, i, "polarity");
		double stays = sd_grid_number(grid, i, "stays"), leaves = sd_grid_number(grid, i, "leaves");
		double other = sd_grid_number(grid, i, "other_stays"), gone = sd_grid_number(grid, i, "other_leaves");
		if (!is_code(code))
			continue;
		/* What is hidden for being few was hidden by what they did: it counts as tested. */
		bool tested = isfinite(sd_grid_number(grid, i, adjusted ? "stay_p" : "n"));
		report->findings.tested[SD_FINDING_THEME] += tested;
		if (!tested || !(stays + leaves > 0) || !(other + gone > 0))
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_THEME, code);
		set_shares(finding, stays, stays + leaves, other, other + gone);
		finding->table = id;
		if (adjusted) {
			finding->difference = sd_grid_number(grid, i, "stay_adjusted");
			finding->low = sd_grid_number(grid, i, "stay_low");
			finding->high = sd_grid_number(grid, i, "stay_high");
			finding->p = sd_grid_number(grid, i, "stay_p");
		}
		if (!keep_or_drop(&report->findings, finding))
			continue;
		sd_str_adds(&finding->words, "Of those who ");
		add_named(&finding->words, polarity, code);
		sd_str_addc(&finding->words, ' ');
		add_part(&finding->words, stays, stays + leaves);
		sd_str_addf(&finding->words, " %s afterwards, of the others ", came_back(report));
		add_part(&finding->words, other, other + gone);
		sd_str_adds(&finding->words, adjusted ? "; the interval allows for the other themes and for what was "
							"done before."
						      : ".");
	}
}

/* How often people say they come. Were all of them right within a quarter, the log's 95 % interval would bear at most
 * one in twenty out to be wrong (GAP, Claims): so many more of all whose days are over are tested against that, those
 * too who cannot be told, which is cautious. Promises are no candidates: they stand beside what was foretold. */
static void find_habits(struct sd_report *report, const struct sd_grid *grid, const char *id)
{
	static const double by_chance = 0.05;
	for (size_t i = 0; i < grid->rows; i++) {
		double broken = sd_grid_number(grid, i, "broken"), kept = sd_grid_number(grid, i, "kept");
		double n = broken + kept + sd_grid_number(grid, i, "untestable");
		if (!sd_grid_is(grid, i, "kind", "frequency"))
			continue;
		report->findings.tested[SD_FINDING_CLAIM]++;
		/* Not a number where any is hidden. */
		if (!(broken + kept > 0) || !(n > 0))
			continue;
		struct sd_interval interval = sd_wilson(broken, n);
		struct sd_standout *finding =
			sd_findings_add(&report->findings, SD_FINDING_CLAIM, SD_TEXT("frequency"));
		finding->table = id;
		finding->percent = true;
		finding->difference = broken / n - by_chance;
		finding->low = interval.low - by_chance;
		finding->high = interval.high - by_chance;
		finding->p = broken > 0 ? sd_beta_i(by_chance, broken, n - broken + 1) : 1; /* P(X >= broken), X
											       binomial */
		finding->n = n;
		finding->other_n = NAN;
		if (!keep_or_drop(&report->findings, finding))
			continue;
		sd_str_adds(&finding->words, "Of those who say how often they come ");
		add_part(&finding->words, broken, n);
		sd_str_adds(&finding->words, " are not borne out in this log, ");
		sd_double_add(&finding->words, kept, 0);
		sd_str_adds(&finding->words, " are, and of the others it cannot be told; were all of them right, at "
					     "most 5 % would not be borne out.");
	}
}

static void find_missing(struct sd_report *report, const struct sd_grid *grid, const char *id)
{
	if (grid->rows != 2)
		return;
	double happy = sd_grid_number(grid, 0, "n"), unhappy = sd_grid_number(grid, 1, "n");
	double lost = sd_grid_number(grid, 1, "missing"), other = sd_grid_number(grid, 0, "missing");
	report->findings.tested[SD_FINDING_MISSING]++;
	struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_MISSING, SD_TEXT("missing"));
	set_shares(finding, lost, unhappy, other, happy);
	finding->table = id;
	if (!keep_or_drop(&report->findings, finding))
		return;
	sd_str_adds(&finding->words, "Of the unhappy ");
	add_part(&finding->words, lost, unhappy);
	sd_str_adds(&finding->words, " could not be found among the customers, of the happy ");
	add_part(&finding->words, other, happy);
	sd_str_adds(&finding->words, ".");
}

static void add_question(const struct sd_report *report, size_t question, struct sd_str *words)
{
	if (report->survey.length < 2)
		return;
	sd_str_adds(words, " (");
	sd_str_add_text(words, question_name(report, question));
	sd_report_add_wording(report, question, WORDING_MOST, words);
	sd_str_addc(words, ')');
}

/* A difference of shares with its interval, from the columns of those names, p and base. */
static void take_share(struct sd_standout *finding, const struct sd_report_table *table, const struct sd_grid *grid,
		       size_t row, const char *const columns[3])
{
	finding->table = table->id.data;
	finding->percent = true;
	finding->difference = sd_grid_number(grid, row, columns[0]);
	finding->low = sd_grid_number(grid, row, columns[1]);
	finding->high = sd_grid_number(grid, row, columns[2]);
	finding->p = sd_grid_number(grid, row, "p");
	finding->n = sd_grid_number(grid, row, "base");
	finding->other_n = NAN;
}

/* Whether only answers of one of the survey's languages can name the code: groups that speak otherwise name it less. */
static bool of_one_language(const struct sd_report *report, struct sd_text name)
{
	const struct sd_codebook *book = report->books[0];
	for (size_t i = 0; report->survey.telling->length > 1 && i < sd_codebook_length(book); i++)
		if (sd_text_equal(sd_codebook_code(book, i)->name, name))
			return sd_codebook_code(book, i)->language;
	return false;
}

/* `tested` was set where the table was made: more pairs were tested than are listed. */
static void find_groups(struct sd_report *report, const struct sd_grid *grid, const struct sd_report_table *table)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text group = sd_grid_cell(grid, i, "group"), item = sd_grid_cell(grid, i, "item");
		if (!group.data || !is_code(item) || of_one_language(report, item))
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_GROUP, item);
		double share = sd_grid_number(grid, i, "share");
		take_share(finding, table, grid, i, (const char *const[]){"difference", "low", "high"});
		if (!keep_or_drop(&report->findings, finding))
			continue;
		add_called(&finding->words, item);
		sd_str_adds(&finding->words, " is named more often where ");
		sd_str_add_text(&finding->words, report->survey.header->names[report->by]);
		sd_str_adds(&finding->words, " is ");
		sd_str_add_text(&finding->words, group);
		add_question(report, table->question, &finding->words);
		sd_str_adds(&finding->words, ": ");
		add_part(&finding->words, sd_grid_number(grid, i, "n"), finding->n);
		sd_str_adds(&finding->words, ", elsewhere ");
		add_share(&finding->words, share - finding->difference);
		sd_str_adds(&finding->words, ".");
	}
}

static void find_changes(struct sd_report *report, const struct sd_grid *grid, const struct sd_report_table *table)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text code = sd_grid_cell(grid, i, "code"), period = sd_grid_cell(grid, i, "period"),
			       previous = sd_grid_cell(grid, i, "previous");
		if (!is_code(code) || !period.data)
			continue;
		/* Each code in each period but the first; those that are hidden were hidden for how often they are
		 * named. */
		report->findings.tested[SD_FINDING_TIME] +=
			sd_text_compare(period, sd_grid_cell(grid, 0, "period")) != 0;
		if (!previous.data)
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_TIME, code);
		double share = sd_grid_number(grid, i, "share");
		take_share(finding, table, grid, i, (const char *const[]){"change", "change_low", "change_high"});
		if (!keep_or_drop(&report->findings, finding))
			continue;
		add_called(&finding->words, code);
		sd_str_addf(&finding->words, " was named %s often in ", finding->difference > 0 ? "more" : "less");
		sd_str_add_text(&finding->words, period);
		sd_str_adds(&finding->words, " than in ");
		sd_str_add_text(&finding->words, previous);
		add_question(report, table->question, &finding->words);
		sd_str_adds(&finding->words, ": ");
		add_share(&finding->words, share);
		sd_str_adds(&finding->words, " against ");
		add_share(&finding->words, share - finding->difference);
		sd_str_adds(&finding->words, ".");
	}
}

static void find_scores(struct sd_report *report, const struct sd_grid *grid, const struct sd_report_table *table)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text code = sd_grid_cell(grid, i, "code");
		/* Welch's t leans on a scatter that few people do not tell (GAP: arms under 30 carry no effect). */
		if (!is_code(code) || !(sd_grid_number(grid, i, "n") >= ARM_LEAST) ||
		    !(sd_grid_number(grid, i, "other_n") >= ARM_LEAST))
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_SCORE, code);
		finding->table = table->id.data;
		finding->difference = sd_grid_number(grid, i, "difference");
		finding->low = sd_grid_number(grid, i, "low");
		finding->high = sd_grid_number(grid, i, "high");
		finding->p = sd_grid_number(grid, i, "p");
		finding->n = sd_grid_number(grid, i, "n");
		finding->other_n = sd_grid_number(grid, i, "other_n");
		if (!keep_or_drop(&report->findings, finding))
			continue;
		report->findings.tested[finding->kind]++;
		sd_str_adds(&finding->words, "Those who speak of ");
		add_called(&finding->words, code);
		add_question(report, table->question, &finding->words);
		sd_str_adds(&finding->words, " gave a mean score of ");
		sd_double_add(&finding->words, sd_grid_number(grid, i, "mean"), 1);
		sd_str_adds(&finding->words, ", the others ");
		sd_double_add(&finding->words, sd_grid_number(grid, i, "other_mean"), 1);
		sd_str_adds(&finding->words, ".");
	}
}

/* How many codes the table of a question's themes has, those too whose n is hidden. */
static uint64_t codes_of(const struct sd_report *report, size_t question)
{
	uint64_t codes = 0;
	for (size_t i = 0; i < report->tables_length; i++) {
		struct sd_grid grid;
		if (strcmp(report->tables[i].kind, "themes") != 0 || report->tables[i].question != question)
			continue;
		sd_grid_read(&grid, sd_str_text(&report->tables[i].tsv));
		for (size_t row = 0; row < grid.rows; row++)
			codes += is_code(sd_grid_cell(&grid, row, "code"));
		sd_grid_release(&grid);
	}
	return codes;
}

static void find_waves(struct sd_report *report, const struct sd_grid *grid, const struct sd_report_table *table)
{
	/* Of the others n is hidden, here or there. */
	report->findings.tested[SD_FINDING_WAVE] += codes_of(report, table->question);
	for (size_t i = 0; i < grid->rows; i++) {
		struct sd_text code = sd_grid_cell(grid, i, "code");
		if (!is_code(code))
			continue;
		struct sd_standout *finding = sd_findings_add(&report->findings, SD_FINDING_WAVE, code);
		finding->table = table->id.data;
		finding->percent = true;
		finding->difference = sd_grid_number(grid, i, "change");
		finding->low = sd_grid_number(grid, i, "change_low");
		finding->high = sd_grid_number(grid, i, "change_high");
		finding->p = sd_grid_number(grid, i, "p");
		finding->n = sd_grid_number(grid, i, "base");
		finding->other_n = sd_grid_number(grid, i, "last_base");
		if (!keep_or_drop(&report->findings, finding))
			continue;
		add_called(&finding->words, code);
		add_question(report, table->question, &finding->words);
		sd_str_addf(&finding->words,
			    " is named %s often than in the last wave: ", finding->difference > 0 ? "more" : "less");
		add_share(&finding->words, sd_grid_number(grid, i, "share"));
		sd_str_adds(&finding->words, " against ");
		add_share(&finding->words, sd_grid_number(grid, i, "last_share"));
		sd_str_adds(&finding->words, ".");
	}
}

void sd_report_find(struct sd_report *report)
{
	for (size_t i = 0; i < report->tables_length; i++) {
		const struct sd_report_table *table = &report->tables[i];
		struct sd_grid grid;
		sd_grid_read(&grid, sd_str_text(&table->tsv));
		if (!strcmp(table->kind, "quadrant"))
			find_moods(report, &grid, table->id.data);
		else if (!strcmp(table->kind, "theme-ledger")) {
			find_themes(report, &grid, table->id.data);
			find_spend(report, &grid, table->id.data);
		} else if (!strcmp(table->kind, "verdicts"))
			find_habits(report, &grid, table->id.data);
		else if (!strcmp(table->kind, "missing"))
			find_missing(report, &grid, table->id.data);
		else if (!strcmp(table->kind, "stands-out"))
			find_groups(report, &grid, table);
		else if (!strcmp(table->kind, "time"))
			find_changes(report, &grid, table);
		else if (!strcmp(table->kind, "score"))
			find_scores(report, &grid, table);
		else if (!strcmp(table->kind, "wave"))
			find_waves(report, &grid, table);
		sd_grid_release(&grid);
	}
}
