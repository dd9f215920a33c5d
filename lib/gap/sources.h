/* SPDX-License-Identifier: MIT */
/* What is read beside the survey: orders, or one thing observed of each person; a roster; a map of accounts. Each is
 * read in three steps, so that the caller runs the pass: sd_source_begin finds its columns, sd_source_pass is the pass,
 * sd_source_end makes of it what is asked later. */
#ifndef SD_GAP_SOURCES_H
#define SD_GAP_SOURCES_H

#include "do/ledger.h"
#include "do/orders.h"
#include "gap/keyed.h"

enum sd_source { SD_SOURCE_ORDERS, SD_SOURCE_OBSERVED, SD_SOURCE_ROSTER, SD_SOURCE_MAP, SD_SOURCE_LENGTH };

struct sd_sources {
	/* What was asked for; names that are NULL were not given. */
	struct sd_orders_names names; /* its id columns are those of the observed and the roster too */
	const char *files[SD_SOURCE_LENGTH]; /* their names, for messages, or NULL */
	const char *date_format;
	enum sd_decimal_mark decimal;
	const char *observed_column, *group, *invited, *consent;
	enum sd_keyed_kind observed_kind;
	unsigned key_rules;
	const struct sd_header *survey;
	bool survey_consents; /* the survey says who consented, so the roster is not asked */
	const size_t *survey_id; /* columns called as the survey's are taken first */
	size_t survey_ids;

	/* What was read. */
	bool there[SD_SOURCE_LENGTH]; /* which were begun */
	struct sd_orders orders;
	struct sd_ledger *ledger;
	bool valued; /* the orders have money */
	struct sd_keyed observed, roster, map;
	struct sd_str *notes; /* the caller's: a line for each thing assumed or counted */
};

int sd_source_begin(struct sd_sources *sources, enum sd_source source, const struct sd_header *header,
		    struct sd_error *err);
struct sd_pass sd_source_pass(struct sd_sources *sources, enum sd_source source);
/* The observed rows are left as they are, for their groups' last days are found before those of one key are united. */
int sd_source_end(struct sd_sources *sources, enum sd_source source, struct sd_error *err);
void sd_sources_release(struct sd_sources *sources);

#endif
