/* SPDX-License-Identifier: MIT */
/* saydo learn --codes-column: a weighted codebook from answers coded by hand. */
#ifndef SD_FRONT_LEARNING_CODES_H
#define SD_FRONT_LEARNING_CODES_H

#include "again.h"
#include "language.h"
#include "say/learn_codes_rows.h"

struct front_learn_codes {
	const char *column; /* of the codes */
	struct sd_learn_codes_options options;
	bool quick, out_of_fold; /* no folds; write the rows, coded out of fold */
	struct sd_output *quality;
};
/* Reads the coded answers, learns, tells how well that went, and writes the book or the rows. `again` is prepared where
 * out_of_fold. */
int front_learn_codes(struct front *front, const struct front_learn_codes *asked, struct front_again *again,
		      struct sd_error *err);

#endif
