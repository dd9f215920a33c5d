/* SPDX-License-Identifier: MIT */
/* What was given of common options, spelt for a command line of sh. */
#ifndef SD_FRONT_SPELLING_H
#define SD_FRONT_SPELLING_H

#include "front.h"

/* Of --id, --date, and of how answers are judged. */
void front_judging_spell(const struct front *front, struct sd_str *command);
/* The same of --id and --date alone. */
void front_judging_spell_who(const struct front *front, struct sd_str *command);

#endif
