/* SPDX-License-Identifier: MIT */
/* Within vader*.c: all that the tables say of one string of bytes. */
#ifndef SD_SAY_VADER_TABLES_H
#define SD_SAY_VADER_TABLES_H

#include "say/vader.h"

struct vader_entry {
	struct sd_text text, description; /* of an emoji; data NULL where it is none */
	double valence, booster, special;
	bool weighs, boosts, is_special, negates;
};

/* NULL where no table holds it. */
const struct vader_entry *vader_find(const struct sd_vader_tables *tables, struct sd_text text);
bool vader_has_emoji(const struct sd_vader_tables *tables);

#endif
