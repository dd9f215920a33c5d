/* SPDX-License-Identifier: MIT */
/* The files of a report besides the survey and what it is held against: how the page looks, the last wave; and what is
 * written. */
#ifndef SD_FRONT_REPORTING_FILES_H
#define SD_FRONT_REPORTING_FILES_H

#include "reporting.h"

/* Reads the look, and the last wave into `last`, which the report then points to. */
int front_reporting_read(struct front_reporting *asked, struct sd_report *report, struct sd_str *last,
			 struct sd_error *err);
/* Writes the face that was asked for, the tables, and to `terminal`, where it is open, the summary. */
int front_reporting_write(struct front *front, const struct front_reporting *asked, const struct sd_report *report,
			  struct sd_output *terminal, struct sd_error *err);

#endif
