/* SPDX-License-Identifier: MIT */
/* Within theme_*.c: the theme ledger while it is made. */
#ifndef SD_GAP_THEME_STATE_H
#define SD_GAP_THEME_STATE_H

#include "base/str.h"
#include "gap/theme_ledger.h"

/* One person's naming of a code. */
struct naming {
	size_t person; /* index into `people` */
	struct sd_text code;
	enum sd_polarity polarity;
	double feeling; /* not a number where it is not known */
	size_t row;
};

struct theme_work {
	const struct sd_respondents *answers;
	struct sd_theme_ledger *ledger;
	struct sd_str *notes;
	const struct sd_subject **people; /* the base */
	struct naming *namings;		  /* a person is in a row once */
	size_t length, room;
	size_t *cluster, clusters; /* of each person; NULL where nobody is of one */
	double *outcome[SD_THEME_OUTCOMES]; /* of each person; not a number where it is not known */
	struct sd_arena texts;
};

/* Fills in the effects: differences, the joint fits, their q, ranks. */
void theme_fit(struct theme_work *work);

#endif
