/* SPDX-License-Identifier: MIT */
/* The report: what a survey says, and, where there is a log, what was done, as tables, one page of them, and a summary.
 *
 * Steps: sd_report_init; set what was asked; sd_report_take_book, or sd_report_discover; sd_report_read;
 * sd_report_judge; then sd_report_write. */
#ifndef SD_SHOW_REPORT_H
#define SD_SHOW_REPORT_H

#include "gap/gap.h"
#include "say/tally_rows.h"
#include "say/theme_rows.h"
#include "show/survey.h"

/* Runs a pass over the whole survey, from its start. */
struct sd_report_rows {
	void *context;
	int (*run)(void *context, const struct sd_pass *pass, struct sd_error *err);
};

struct sd_report_table {
	const char *section; /* id of the section it stands in */
	struct sd_str caption, tsv;
};

struct sd_report {
	/* What was asked. */
	struct sd_text title;
	const char *survey_name, *ledger_name, *codebook_name; /* as given; NULL where there is none */
	const char *language, *version;
	struct sd_survey survey; /* header, rules, nonanswers, answers; its questions are freed by release */
	struct sd_theme_lists lists;
	size_t themes;	      /* how many to propose at most */
	int64_t min_cell;
	size_t date, by;      /* columns; SIZE_MAX where there is none */
	const char *date_format;
	bool judged;	      /* there is something to hold the answers against: `gap` is used */
	struct sd_gap gap;    /* its columns found, its sources read */

	/* What was found. */
	struct sd_codebook *book; /* the survey's */
	uint64_t rows, rejected;      /* set by the caller behind sd_report_read */
	struct sd_report_table *tables;
	size_t tables_length, tables_room;
	struct sd_tally *tallies; /* `kinds` a question: overall, over months, by groups */
	size_t kinds;
};

void sd_report_init(struct sd_report *report);
void sd_report_release(struct sd_report *report);
/* Takes a codebook's whole content for the survey's. */
int sd_report_take_book(struct sd_report *report, const char *name, struct sd_text content, struct sd_error *err);
/* Proposes a codebook from the answers and takes that. Two passes. */
int sd_report_discover(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err);
/* Reads the survey once: scores, codes, tallies, and the gap's answers. */
int sd_report_read(struct sd_report *report, const struct sd_report_rows *rows, struct sd_error *err);
/* Judges, and makes the tables. */
int sd_report_judge(struct sd_report *report, struct sd_error *err);
/* Writes the page to `page` and, unless it is not open, the summary to `summary`, a screenful of plain text. */
int sd_report_write(const struct sd_report *report, struct sd_output *page, struct sd_output *summary,
		    struct sd_error *err);

#endif
