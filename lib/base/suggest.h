/* SPDX-License-Identifier: MIT */
/* Did you mean …? */
#ifndef SD_BASE_SUGGEST_H
#define SD_BASE_SUGGEST_H

#include "base/str.h"

/* Edits (insertions, deletions, substitutions, swaps of neighbours) from one to the other, ASCII case and the
 * difference of `-`, `_` and blank not counted: restricted Damerau-Levenshtein distance over bytes (F. J. Damerau, A
 * technique for computer detection and correction of spelling errors, CACM 7(3), 1964; no part is edited twice). Inputs
 * are looked at up to 64 bytes. */
size_t sd_suggest_distance(struct sd_text a, struct sd_text b);
/* The indices of `names` by rising distance from `wanted`, then by index. Yours: free() it. */
size_t *sd_suggest_order(struct sd_text wanted, const struct sd_text *names, size_t length);
/* Whether `name` is near enough to `wanted` to be meant: at most one edit in three bytes of the longer one, or one of
 * them, of three bytes or more, stands whole at the other's beginning or end. */
bool sd_suggest_is_near(struct sd_text wanted, struct sd_text name);

#endif
