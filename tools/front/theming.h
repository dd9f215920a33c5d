/* SPDX-License-Identifier: MIT */
/* The passes that find themes, over rows or partials. */
#ifndef SD_FRONT_THEMING_H
#define SD_FRONT_THEMING_H

#include "again.h"
#include "say/theme_stages.h"

struct front_theming {
	struct front_again again;
	struct sd_theme_stages stages;
	struct sd_reader *reader; /* of the first pass, where it is open */
	size_t *text;
};

/* One pass over the rows, of the stage that is set. */
int front_theming_pass(struct front *front, struct front_theming *theming, struct sd_error *err);
/* Counts terms and pairs, as far as they are not given, or takes both from partials. Where --partial wants no more it
 * is written: 1. */
int front_theming_count(struct front *front, struct front_theming *theming, struct sd_error *err);
int front_theming_finish(struct front *front, struct front_theming *theming, struct sd_error *err);
void front_theming_release(struct front_theming *theming);

#endif
