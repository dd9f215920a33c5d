/* SPDX-License-Identifier: MIT */
/* What the modules that make the report's tables share. */
#ifndef SD_SHOW_REPORT_TABLES_H
#define SD_SHOW_REPORT_TABLES_H

#include "show/grid.h"
#include "show/report.h"

/* A further table, and the writer that fills it, which is the caller's. */
struct sd_writer *sd_report_new_table(struct sd_report *report, const char *kind, const char *section, size_t question,
				      struct sd_text caption);
/* Behind a question's name its full wording, where one is known and is another: ": What could be better?", of it `most`
 * bytes or so. */
void sd_report_add_wording(const struct sd_report *report, size_t question, size_t most, struct sd_str *text);
/* Candidates for the headline, from the tables that are there (report_findings.c). */
void sd_report_find(struct sd_report *report);
/* A section's words, before its charts and tables (report_words.c); ids as sections have them. */
void sd_report_add_words(const struct sd_report *report, const char *section, struct sd_page *page);
/* The table `base`, and the same in words (report_base.c). A file's name without its folders: a page is passed on. */
const char *sd_report_file(const char *path);
int sd_report_add_base_table(struct sd_report *report, struct sd_error *err);
void sd_report_add_base_pairs(const struct sd_report *report, struct sd_page *page);
/* A finding's difference with its interval, n and q, in words. */
void sd_report_add_figures(const struct sd_standout *finding, struct sd_str *text);
/* The table `languages` (say/told_table.h), and the notes on them (report_languages.c). */
int sd_report_add_languages(struct sd_report *report, struct sd_error *err);
void sd_report_note_languages(struct sd_report *report);
/* What the page says of them: at its top, and how it was made. */
void sd_report_add_language_pair(const struct sd_report *report, struct sd_page *page);
void sd_report_add_lexicon_pairs(const struct sd_report *report, struct sd_page *page);
/* The table `quotes`: question,code,n,quoted; and what each quote may bear (report_quotes.c). */
struct sd_redact_finder;
int sd_report_add_quoted(struct sd_report *report, struct sd_error *err);
enum { SD_QUOTES_SMALL = 5 }; /* times min_cell: of so few, no wording that nobody else used is told */
/* Which claims' verdicts the tables show (report_claims.c); after the tables of the gap. Then which claim each quote
 * bears, whose own text is not masked yet: `finder` masks what is shown of a claim, or is NULL. Then the tables
 * claim-verdicts and claim-quotes, where there is anything to show. */
void sd_report_find_claims(struct sd_report *report);
void sd_report_bear_claims(struct sd_report *report, struct sd_redact_finder *finder);
int sd_report_add_claims(struct sd_report *report, struct sd_error *err);
/* On the page (report_claims_page.c): `intent cancel`; claim-quotes as quotes under their verdicts; what a quote
 * bears. */
void sd_report_add_claim_name(struct sd_str *name, const struct sd_claim_cell *cell);
void sd_report_add_claim_quotes(const struct sd_report *report, const struct sd_grid *grid, struct sd_page *page);
void sd_report_add_borne(const struct sd_report *report, const struct sd_verbatim *quote, struct sd_str *html);

/* What of promises is hidden for being of few, a line into `report->hidden` (report_hidden.c). */
void sd_report_tell_hidden(struct sd_report *report, const struct sd_report_table *table);
/* What the report cannot tell, a line each (report_limits.c). */
void sd_report_add_limits(const struct sd_report *report, struct sd_str *lines);
/* On the page: a table's chart, nothing where it has none (report_charts.c); the table behind that, which may be empty;
 * the quotes and what they may be chosen by (report_quotes_page.c). */
void sd_report_add_chart(const struct sd_report *report, const struct sd_report_table *table, struct sd_str *html);
void sd_report_add_table(const struct sd_report *report, const struct sd_report_table *table,
			 const struct sd_str *chart, struct sd_page *page);
void sd_report_add_quotes(const struct sd_report *report, struct sd_page *page);

/* The file that the pipeline's first step writes; the name of a column that a filter
 * adds for a question, quoted; `saydo gap` with what was asked. */
/* The last table's, a wave's: that of its themes, held against the last report. */
void sd_report_add_wave_command(struct sd_report *report, const struct sd_report_table *themes);
const char *sd_report_coded_name(const struct sd_report *report);
/* The column that a filter adds for a question: COLUMN.codes where there are several, else codes; behind `report_`
 * where the survey has a column of that name, and then the filter's option that says so. */
void sd_report_quote_added(const struct sd_report *report, size_t question, const char *suffix, struct sd_str *command);
void sd_report_add_as(const struct sd_report *report, const char *filter, struct sd_str *command);
/* The file of claims in the pipeline: claims.csv, or of the survey's format. */
const char *sd_report_claims_name(const struct sd_report *report);
void sd_report_add_gap_command(const struct sd_report *report, const char *table, struct sd_str *command);
/* -t, --prompt and --language of the questions, each behind a blank; prompts are not for claims. */
void sd_report_add_texts(const struct sd_report *report, bool prompts, struct sd_str *command);

#endif
