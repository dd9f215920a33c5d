/* SPDX-License-Identifier: MIT */
/* What was said, held against what was done: from answers and a log, both read, to what `saydo gap` writes. */
#ifndef SD_GAP_GAP_H
#define SD_GAP_GAP_H

#include "base/opt.h"
#include "gap/frame.h"
#include "gap/mood.h"
#include "gap/sources.h"
#include "gap/tables.h"

struct sd_gap {
	/* What was read: of orders and what was observed, one. */
	struct sd_respondents answers;
	struct sd_sources sources;
	struct sd_claimed *claimed; /* the caller's, read; or NULL (claimed.h) */

	/* What was asked for. */
	const char *cuts; /* LOW,HIGH, or NULL: by the scale */
	bool reversed;
	struct sd_windows windows; /* horizon 0 and log_end SD_NO_DAY: to be found */
	int64_t min_cell;
	bool by_follow_up;
	bool rake; /* respondents are weighted to the customers (frame.h) */
	double rake_cap;
	int scale; /* enum sd_scale of the scores, or −1 */
	const struct sd_intent *calibration; /* the caller's, of an earlier wave; or NULL */
	const struct sd_list *done; /* of a class observed: those that are what was asked after; or NULL */
	bool expects; /* what a model is fitted for is asked for; true at first */
	unsigned draws, jobs;

	/* What sd_gap_judge finds. */
	struct sd_gap_view view;
	const struct sd_ledger *ledger; /* or NULL */
	struct sd_keyed *observed;	/* or NULL */
	struct sd_match_ledger matched;
	int scale_shown; /* enum sd_scale that the scores show (0 to 10: nps), or −1 */
	struct sd_text *keys, *classes;
	struct sd_key_index *index;
	struct sd_model model;
	struct sd_expectation expectation;
	struct sd_frame frame;
	struct sd_reraking reraking;
	bool *did; /* of each class */
	uint64_t hidden;     /* cells that tables did not show */
	struct sd_str notes; /* what was assumed and counted, a line each */
};

/* A gap with nothing read, and every option as when not given. It must not move. */
void sd_gap_init(struct sd_gap *gap);
void sd_gap_release(struct sd_gap *gap);

/* Finds the columns of the survey but its id and date, which must be set: those named, else the only usual one
 * (score; sentiment, which is looked for only without one; codes). Names are NULL and lists empty where nothing
 * was named. */
struct sd_gap_names {
	const char *score, *consent, *group;
	const struct sd_list *sentiment, *codes;
	bool roster; /* there is one, which may have the column that says who consents */
	const char *cluster;
};
extern const char *const sd_score_columns[]; /* score rating nps recommend recommendation satisfaction */
int sd_gap_find(struct sd_gap *gap, const struct sd_header *header, const struct sd_gap_names *names,
		struct sd_error *err);

/* Sets the key rules by name: trim, case, email, phone, digits, none. -1 where one is not known. Without any:
 * SD_KEY_USUAL. Before anything is read. */
int sd_gap_key_rules(struct sd_gap *gap, const char *const *names, size_t length, struct sd_error *err);

/* Which sources do not go together, need a name, or are not there for an option: -1 with what to give. Needs
 * the survey's id columns alone. `given` are those whose files were named. */
int sd_gap_check(const struct sd_gap *gap, const bool given[SD_SOURCE_LENGTH], struct sd_error *err);

/* Sorts and matches the answers, reads moods, finds the windows, judges, and fills `view` and `notes`. The observed
 * file is finished here. -1 where the scores' scale is not known, or what was observed contradicts itself. */
int sd_gap_judge(struct sd_gap *gap, struct sd_error *err);

#endif
