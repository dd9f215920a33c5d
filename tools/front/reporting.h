/* SPDX-License-Identifier: MIT */
/* What the report does between its options and its files: columns found, passes run, faces written. */
#ifndef SD_FRONT_REPORTING_H
#define SD_FRONT_REPORTING_H

#include "front.h"
#include "show/report.h"

enum { FRONT_TO_HTML, FRONT_TO_JSON, FRONT_TO_MARKDOWN };

/* The options of report. */
struct front_reporting {
	struct sd_input codebook, last, look, logo;
	struct sd_list prompts;
	const char *by, *title;
	int64_t themes;
	int to, every, quoting;
	bool pipeline, focus_group;
	struct sd_directory tables;
};
/* Reads lexicons and what the survey's second pass needs; in `prepare` only. */
int front_reporting_prepare(struct front *front, struct sd_error *err);
int front_reporting_run(struct front *front, struct front_reporting *asked, struct sd_error *err);

#endif
