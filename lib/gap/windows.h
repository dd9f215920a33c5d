/* SPDX-License-Identifier: MIT */
/* The windows against orders: where they are not given, what the orders and the answers tell of them. */
#ifndef SD_GAP_WINDOWS_H
#define SD_GAP_WINDOWS_H

#include "base/str.h"
#include "gap/outcome.h"

/* Finds log_end and horizon where they are not given, and tells what was found and what stands against it; horizon
 * stays 0 where it cannot be known. `wave` is the day of the first answer. Orders far behind all others
 * (stats/stray.h) do not move the end. */
void sd_windows_find(struct sd_windows *windows, const struct sd_ledger *ledger, sd_day wave, struct sd_str *notes);

/* Answers that stand more than SD_BEFORE_DAYS before all others lose their day, and that is told: a single one would
 * leave nothing before the first answer that a forecast could be made of. */
void sd_windows_strays(struct sd_respondents *answers, struct sd_str *notes);

/* `before`, the day as ISO 8601, `behind`, a line's end. */
void sd_windows_note_day(struct sd_str *notes, const char *before, sd_day day, const char *behind);

#endif
