/* SPDX-License-Identifier: MIT */
/* Answers to quote: a sample drawn by a hash of the text, so that neither the order of rows nor the number of jobs
 * matters. */
#ifndef SD_SHOW_QUOTES_H
#define SD_SHOW_QUOTES_H

#include "rows/pass.h"
#include "show/survey.h"

/* At most so many, of together at most so many bytes; of them at most SD_QUOTES_CLAIMS, of together at most
 * SD_QUOTES_CLAIMS_BYTES, are drawn among the answers that claim something, who are few. A longer answer is cut behind
 * SD_QUOTE_LONGEST bytes. */
enum {
	SD_QUOTES_MOST = 3000,
	SD_QUOTES_BYTES = 3000000,
	SD_QUOTES_CLAIMS = 1000,
	SD_QUOTES_CLAIMS_BYTES = 1000000,
	SD_QUOTE_LONGEST = 4000
};

/* A claim that a quote bears, and what is shown of it (report_claims.c). */
struct sd_quoted_claim {
	size_t cell;			     /* its place among the report's claim_cells */
	struct sd_str quote, said, observed; /* its sentence, masked as the quote is; its words and what they amount
						to */
};

struct sd_verbatim {
	uint64_t draw, row; /* row: its number in the survey */
	size_t question, language; /* language: of the survey's telling */
	struct sd_text text, codes, group; /* group: data NULL where there is none */
	struct sd_text verdict;		   /* what became of its writer; data NULL where that is not told */
	const char *feeling;		   /* the label of its sentiment, or SD_GIVEN_UNSCORED */
	size_t repeat;			   /* how many before it have the same words */
	bool cut, rare;			   /* rare: it has a word that no other quote has */
	struct sd_quoted_claim *claims;
	size_t claims_length, claims_room;
	char *memory, *masked;
};

struct sd_verbatim_sample {
	const struct sd_survey *survey;
	size_t by;		   /* the group's column, or SIZE_MAX */
	size_t most;		   /* answers */
	struct sd_verbatim *items; /* after the pass and sd_verbatims_finish: by question; each text once, then each
				      twice … */
	size_t length, room;
	uint64_t seen; /* answers that could have been quoted: those that say something */
};
void sd_verbatims_init(struct sd_verbatim_sample *sample, const struct sd_survey *survey, size_t by, size_t most);
void sd_verbatims_release(struct sd_verbatim_sample *sample);
/* A follower of the survey, which offers every answer. */
struct sd_pass sd_verbatims_pass(struct sd_verbatim_sample *sample);
/* For who chooses what to offer: with the pass's own worker, an answer of the extended row, which is kept where it says
 * something and its draw is among the least. */
void sd_verbatims_offer(void *worker, const struct sd_row *row, size_t question);
/* Takes what `claims` drew first, as far as its bounds go, then what `sample` drew, each answer once; `claims` is empty
 * thereafter. */
void sd_verbatims_finish(struct sd_verbatim_sample *sample, struct sd_verbatim_sample *claims);

#endif
