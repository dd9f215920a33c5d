/* SPDX-License-Identifier: MIT */
/* The report: what a survey says, and, where there is a log, what was done, as tables, one page of them, and a summary.
 *
 * Steps: sd_report_init; set what was asked; sd_report_take_book, or sd_report_discover; sd_report_read;
 * sd_report_judge; then sd_report_write. */
#ifndef SD_SHOW_REPORT_H
#define SD_SHOW_REPORT_H

#include "gap/claimed.h"
#include "gap/gap.h"
#include "guard/redact.h"
#include "say/code_score.h"
#include "say/keyness_rows.h"
#include "say/tally_rows.h"
#include "show/dated.h"
#include "show/finding.h"
#include "show/page.h"
#include "show/quotes.h"
#include "show/survey.h"

/* Runs a pass over the whole survey, from its start. */
struct sd_report_rows {
	void *context;
	int (*run)(void *context, const struct sd_pass *pass, struct sd_error *err);
};

struct sd_report_table {
	struct sd_str id;    /* names it in the page, in JSON and as a file: themes-1 */
	const char *section; /* id of the section it stands in */
	const char *kind;    /* what it is, the id without its number */
	size_t question;     /* place among the survey's, SIZE_MAX where it is of none */
	struct sd_str caption, tsv, command; /* command: the filter that writes the same; empty where none does */
	struct sd_str wider; /* where the table has counts alone: the filter that writes shares and tests beside them */
};

/* A file that was read: the survey's first, then others. `of`: survey, orders, observed, roster, map. */
struct sd_report_source {
	const char *of, *name;
	uint64_t rows, rejected; /* rejected: set aside, of the rows */
};

/* What table verdicts shows of one kind of claim, and class, as one verdict: a row of table claim-verdicts. */
struct sd_claim_cell {
	const char *kind;
	struct sd_text class; /* data NULL where the kind has none */
	enum sd_verdict verdict;
	uint64_t people, base; /* base: those of them and of the other verdict whose window is whole; 0: no share */
	size_t quoted;
};

enum sd_quoting { SD_QUOTES_NONE, SD_QUOTES_MASKED, SD_QUOTES_FULL };

struct sd_report {
	/* What was asked. */
	struct sd_text title;
	const char *survey_name, *ledger_name, *codebook_name; /* as given; NULL where there is none */
	const char *version;
	const char *language;	     /* its code, "auto", or with a column the fallback's … */
	const char *language_column; /* … whose name this is, else NULL */
	bool language_untold;	     /* it was to be told by the answers, and none tells any */
	struct sd_survey survey;     /* header, telling, readings; its questions are freed by release */
	const char **wordings; /* a question each: its full text where one is known, else NULL; may be NULL itself */
	size_t themes;	       /* how many to propose at most */
	int64_t min_cell;
	size_t date, by;      /* columns; SIZE_MAX where there is none */
	const char *date_format;
	enum sd_period every; /* periods of dates */
	size_t score;	      /* its column; SIZE_MAX where there is none */
	enum sd_quoting quoting;
	const struct sd_redactor *redactor; /* what SD_QUOTES_MASKED takes out; else it may be NULL */
	bool counts_only;     /* a focus group: no percentages, no tests */
	struct sd_look look;
	const char *last_name; /* the JSON of the last wave, as given, or NULL … */
	struct sd_text last;   /* … and what stands in it */
	const char *command_options; /* what every saydo gap of the pipeline is given besides, or NULL … */
	const char *who_options;     /* … and saydo claims */
	bool judged;	      /* there is something to hold the answers against: `gap` is used */
	struct sd_gap gap;    /* its columns found, its sources read */
	/* Of the survey's languages, where claims are to be read and judged, else NULL. */
	struct sd_claim_tables *const *claim_tables;

	/* What was found. */
	struct sd_codebook *books[SD_LANGUAGES_MOST]; /* the survey's; the first names it */
	/* Set by the caller behind sd_report_read; the gap's sources behind that, when they are read. */
	uint64_t rows, rejected;
	uint64_t moderated; /* rows of a moderator, which count as rows and no more */
	struct sd_report_source sources[1 + SD_SOURCE_LENGTH];
	size_t sources_length;
	const struct sd_count *why; /* rows were set aside for (rows/pass.h), or NULL */
	struct sd_dated dated;	    /* the answers' dates, where there is such a column */
	struct sd_report_table *tables;
	size_t tables_length, tables_room;
	struct sd_tally *tallies; /* SD_REPORT_TALLIES a question */
	struct sd_keyness *stands_out; /* one a question, where there are groups */
	struct sd_count **scores; /* one a question, where there is a score */
	struct sd_verbatim_sample quotes;
	struct sd_findings findings;
	struct sd_claimed claimed; /* the gap's, where there are claim_tables */
	struct sd_claim_cell *claim_cells;
	size_t claim_cells_length, claim_cells_room;
	struct sd_str notes;	/* what was chosen, a line each */
	struct sd_str cautions; /* of those, what must be known before a number is believed; each begins with
				   `warning` */
	struct sd_str hidden;	/* which shares of promises are hidden, a line each */
};

enum { SD_REPORT_OVERALL, SD_REPORT_OVER_TIME, SD_REPORT_BY_GROUP, SD_REPORT_TALLIES };

void sd_report_init(struct sd_report *report);
void sd_report_release(struct sd_report *report);
/* Takes a codebook's whole content for the survey's. */
int sd_report_take_book(struct sd_report *report, const char *name, struct sd_text content, struct sd_error *err);
/* Proposes a codebook from the answers and takes that. Two passes. */
int sd_report_discover(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err);
/* Chooses, and tells in a note, what was not said (report_choose.c): the columns that hold people's own words, which
 * are yours, NULL where there are none; the language that all answers are read in, by its place, or
 * SD_SEVERAL_LANGUAGES; the score; claims, where they can be judged, by tables in the order of the survey's
 * languages. */
int sd_report_choose_texts(struct sd_report *report, const struct sd_report_rows *rows, size_t **columns,
			   struct sd_error *err);
int sd_report_choose_language(struct sd_report *report, const struct sd_report_rows *rows,
			      const struct sd_telling *telling, const size_t *columns, size_t *chosen,
			      struct sd_error *err);
void sd_report_choose_score(struct sd_report *report);
void sd_report_choose_claims(struct sd_report *report, struct sd_claim_tables *const *tables);
/* Reads the survey once: scores, codes, tallies, and the gap's answers. */
int sd_report_read(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err);
/* Judges, and makes the tables. */
int sd_report_judge(struct sd_report *report, struct sd_error *err);
/* The table of this id, or NULL. */
const struct sd_report_table *sd_report_table(const struct sd_report *report, const char *id);

/* Its faces, added to `text`: the page; all numbers as JSON, whose form tools/report.md tells; Markdown; a screenful of
 * plain text. */
void sd_report_add_page(const struct sd_report *report, struct sd_str *text);
void sd_report_add_json(const struct sd_report *report, struct sd_str *text);
void sd_report_add_markdown(const struct sd_report *report, struct sd_str *text);
void sd_report_add_summary(const struct sd_report *report, struct sd_str *text);
/* A table as CSV (RFC 4180), CRLF left out as everywhere in saydo; absent cells are nothing, empty ones "".
 * `for_spreadsheet` as in struct sd_writer_options; numbers stay numbers. */
void sd_report_add_csv(const struct sd_report_table *table, bool for_spreadsheet, struct sd_str *text);
/* A word of sh, in single quotes. */
void sd_report_quote_word(struct sd_str *command, struct sd_text word);
/* The pipeline of filters that gives the same tables, as lines of sh. */
void sd_report_add_pipeline(const struct sd_report *report, struct sd_str *text);

#endif
