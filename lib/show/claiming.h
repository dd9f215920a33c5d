/* SPDX-License-Identifier: MIT */
/* The claims of a survey's answers, read while the survey is, and given to the gap as `saydo claims` would have written
 * them: by way of the same cells, so that a report and its pipeline of filters cannot differ. */
#ifndef SD_SHOW_CLAIMING_H
#define SD_SHOW_CLAIMING_H

#include "gap/claimed.h"
#include "show/quotes.h"

struct sd_claiming {
	/* To be set. */
	const struct sd_survey *survey; /* prepared */
	struct sd_claim_tables *const *tables; /* of the survey's languages; NULL: no claim is read in it */
	const size_t *id; /* columns */
	size_t ids, date; /* date: SIZE_MAX where there is none */
	struct sd_verbatim_sample *quotes; /* takes the answers that claim something; NULL where none are quoted */
	/* What the workers found, in no order. */
	struct sd_claiming_part *parts;
	size_t length, room;
};
/* A follower of the survey. */
struct sd_pass sd_claiming_pass(struct sd_claiming *claiming);
/* Fills `claimed`, of which what stands before the pass is set, with the claims in the order of the rows, and releases
 * the claiming. A claim that gap could not read is left out. */
int sd_claiming_finish(struct sd_claiming *claiming, struct sd_claimed *claimed, struct sd_error *err);
void sd_claiming_release(struct sd_claiming *claiming);

#endif
