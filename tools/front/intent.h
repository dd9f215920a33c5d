/* SPDX-License-Identifier: MIT */
/* The scale of stated intent, and its calibration, kept and used. */
#ifndef SD_FRONT_INTENT_H
#define SD_FRONT_INTENT_H

#include "gap/intent.h"
#include "judging.h"

struct front_intent {
	int scale; /* enum sd_scale, −1 where not given */
	struct sd_output save;
	struct sd_input use;
	struct sd_intent used;
};

/* What does not go together: -1. `wanted`: the table of intent is; `claims`: there are claims. */
int front_check_intent(const struct front_intent *intent, bool wanted, bool claims, struct sd_error *err);
/* Hands the scale and the calibration over, once read. */
int front_intent_use(struct front_intent *intent, struct sd_gap *gap, struct sd_error *err);
/* Writes the calibration, where that is asked for, and notes what the one that was used is. After sd_gap_judge. */
int front_intent_save(struct front_intent *intent, const struct sd_gap_view *view, struct sd_str *notes,
		      struct sd_error *err);

#endif
