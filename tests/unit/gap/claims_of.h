/* SPDX-License-Identifier: MIT */
/* Claims judged by a whole gap, from texts, for tests. */
#ifndef SD_TEST_CLAIMS_OF_H
#define SD_TEST_CLAIMS_OF_H

#include "gap_of.h"

#include "gap/claimed.h"

#define CLAIMS_HEAD "row,id,date,column,claim,kind,value,low,high,unit,subject,tense,modality,horizon,start,end,quote\n"

struct judged {
	struct sd_gap gap;
	struct sd_claimed claimed;
	struct rows *rows;
};

/* A survey whose first columns are id and date, the sources, and a file of claims; the horizon is 28 days. What else is
 * to be set of judged->gap, behind sd_gap_init, stands before. */
static inline void judge_claims(struct judged *judged, const char *survey, const char *const sources[SD_SOURCE_LENGTH],
				const char *claims)
{
	struct sd_error err = SD_ERROR_INIT;
	struct rows *rows = rows_of(claims);
	judged->gap.windows.horizon = 28;
	judged->gap.expects = false;
	judged->rows = read_gap(&judged->gap, survey, 1, 1, &no_names, sources);
	judged->claimed = (struct sd_claimed){.ids = 1, .key_rules = judged->gap.answers.key_rules};
	assert_int_equal(sd_claimed_find(&judged->claimed, sd_reader_header(rows->reader), &err), 0);
	assert_int_equal(run_rows(rows, sd_claimed_pass(&judged->claimed), 2, &err), 0);
	free_rows(rows);
	judged->gap.claimed = &judged->claimed;
	judge_gap(&judged->gap);
}

static inline void release_claims(struct judged *judged)
{
	sd_claimed_release(&judged->claimed);
	sd_gap_release(&judged->gap);
	free_rows(judged->rows);
}

#endif
