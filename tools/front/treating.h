/* SPDX-License-Identifier: MIT */
/* What redact does with each column: masks it, makes a pseudonym of it or something coarser, drops it, or lets it
 * pass. */
#ifndef SD_FRONT_TREATING_H
#define SD_FRONT_TREATING_H

#include "redacting.h"

/* Finds the columns that were named, and settles what is done with each; one column has one treatment. */
int front_redacting_find(struct front *front, struct front_redacting *redacting, const struct sd_header *header,
			 struct sd_error *err);

#endif
