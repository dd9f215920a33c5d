/* SPDX-License-Identifier: MIT */
/* Answers to quote: a sample drawn by a hash of the text, so that neither the order of rows nor the number of jobs
 * matters. */
#ifndef SD_SHOW_QUOTES_H
#define SD_SHOW_QUOTES_H

#include "rows/pass.h"
#include "show/survey.h"

/* At most so many, of together at most so many bytes; a longer answer is cut behind SD_QUOTE_LONGEST bytes. */
enum { SD_QUOTES_MOST = 3000, SD_QUOTES_BYTES = 3000000, SD_QUOTE_LONGEST = 4000 };

struct sd_verbatim {
	uint64_t draw, row; /* row: its number in the survey */
	size_t question;
	struct sd_text text, codes, group; /* group: data NULL where there is none */
	struct sd_text verdict;		   /* what became of its writer; data NULL where that is not told */
	const char *feeling;		   /* the label of its sentiment */
	bool cut;
	char *memory, *masked;
};

struct sd_verbatim_sample {
	const struct sd_survey *survey;
	size_t by;		/* the group's column, or SIZE_MAX */
	struct sd_verbatim *items; /* after the pass and sd_verbatims_finish: by question, then by draw */
	size_t length, room;
	uint64_t seen; /* answers that could have been quoted: those that say something */
};
void sd_verbatims_init(struct sd_verbatim_sample *sample, const struct sd_survey *survey, size_t by);
void sd_verbatims_release(struct sd_verbatim_sample *sample);
/* A follower of the survey. */
struct sd_pass sd_verbatims_pass(struct sd_verbatim_sample *sample);
void sd_verbatims_finish(struct sd_verbatim_sample *sample);

#endif
