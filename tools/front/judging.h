/* SPDX-License-Identifier: MIT */
/* What gap and report ask alike: what to hold answers against, and how. */
#ifndef SD_FRONT_JUDGING_H
#define SD_FRONT_JUDGING_H

#include "front.h"
#include "gap/claimed.h"
#include "gap/gap.h"

/* Hands what was asked over to the gap. */
void front_judging_ask(const struct front *front, struct sd_gap *gap);
/* Whether anything was named to hold answers against. */
bool front_judging_wanted(const struct front *front);
/* Where nothing was: -1 where an option was given that then does nothing. */
int front_judging_idle(const struct front *front, struct sd_error *err);
/* Finds the survey's columns: id, date (SIZE_MAX where there is none), score and the rest, and checks what was
 * given. */
int front_judging_find(struct front *front, struct sd_gap *gap, const struct sd_header *header,
		       const struct sd_list *sentiment, const struct sd_list *codes, struct sd_error *err);
/* Reads the orders or what was observed, the roster and the map. */
int front_judging_read(struct front *front, struct sd_gap *gap, struct sd_error *err);
/* Reads claims into gap->claimed, where there is one. After front_judging_find. */
int front_judging_claims(struct front *front, struct sd_gap *gap, struct sd_input *input, struct sd_error *err);

#endif
