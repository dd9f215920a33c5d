/* SPDX-License-Identifier: MIT */
/* `saydo tally --score`: what goes with a stated score, in place of counts. */
#ifndef SD_FRONT_SCORES_H
#define SD_FRONT_SCORES_H

#include "partials.h"
#include "say/tally_rows.h"

struct front_scores {
	struct sd_tally_names names; /* codes and sentiment */
	const char *score;
	int64_t min_cell;
	bool others; /* options of counts were given, which scores have not */
};
/* Counts rows, or reads partials, and writes the table, or a partial. */
int front_scores_run(struct front *front, const struct front_scores *asked, struct sd_error *err);
/* Whether a partial was written with --score. */
bool front_scores_are_in(const struct sd_partial *partial);

#endif
