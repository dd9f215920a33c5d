/* SPDX-License-Identifier: MIT */
/* This wave against the last: the themes of two reports by one codebook. */
#ifndef SD_SHOW_COMPARE_H
#define SD_SHOW_COMPARE_H

#include "show/report.h"

/* Reads report->last (what `saydo report --to json` wrote, named report->last_name) and adds a table `wave` for each
 * question that both have:
 * code,n,base,last_n,last_base,share,last_share,change,change_low,change_high,p,q. Difference of shares with Newcombe's
 * interval, the test of two shares, q by Benjamini and Hochberg over the table. -1 where the file is no report
 * of this form, holds counts that cannot be, has none of the questions, or its codebook is another: then its codes are
 * not the same codes. A question that it has not is told in the report's notes. */
int sd_report_compare(struct sd_report *report, struct sd_error *err);

/* The same table, of one question: `now` is what sd_tally_write() writes, as TSV, `json` the last report. Its codebook
 * is not looked at. -1 too where it has no such question. */
int sd_compare_with(struct sd_text json, struct sd_text question, struct sd_text now, struct sd_writer *writer,
		    struct sd_error *err);

#endif
