/* SPDX-License-Identifier: MIT */
/* Which columns of a survey the report reads, and in which languages. */
#ifndef SD_FRONT_SURVEYING_H
#define SD_FRONT_SURVEYING_H

#include "readings.h"
#include "show/report.h"

struct front_surveying {
	/* Set before the columns are found. */
	const struct sd_list *prompts;
	const char *by; /* or NULL */
	/* What is found. */
	struct front_readings readings;
	struct sd_questionnaire *questionnaire;
	bool choosing;	       /* no language was given: the answers say which */
	size_t language;       /* the first of those in use */
	struct sd_telling telling; /* of those in use */
	struct sd_claim_tables *claims[SD_LANGUAGES_MOST]; /* NULL where the language has none */
	const char **wordings; /* of the questions, or NULL */
};
/* Reads lexicons and tables of claims; in `prepare` only. */
int front_surveying_prepare(struct front *front, struct front_surveying *surveying, struct sd_error *err);
/* Finds the columns of the report, whose header is set; `rows` runs a pass over the survey. */
int front_surveying_find(struct front *front, struct front_surveying *surveying, struct sd_report *report,
			 const struct sd_report_rows *rows, struct sd_error *err);
void front_surveying_release(struct front_surveying *surveying);

#endif
