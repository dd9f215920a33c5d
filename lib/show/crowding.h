/* SPDX-License-Identifier: MIT */
/* Whether proposed themes fall together in the answers: they are found in short answers, each of which speaks of one
 * thing or two; a long one speaks of most things, and then a theme tells little.
 *
 * The rule: an answer falls under more themes, on average, than SD_CROWDING_MOST. Measured: people who coded by hand
 * gave an answer 1.2 to 2.15 codes (nine codings of five open questions of two real sets); proposed themes were 0.7
 * to 0.9 an answer in larkspur, 1.1 to 1.7 in answers and tweets of up to 20 words, 2.4 to 2.6 in reviews of 60 words
 * and over. */
#ifndef SD_SHOW_CROWDING_H
#define SD_SHOW_CROWDING_H

#include "show/report.h"

#define SD_CROWDING_MOST 2.2

/* A warning for each question where they are, a line each; nothing where a codebook was given. */
void sd_crowding_add(const struct sd_report *report, struct sd_str *lines);

#endif
