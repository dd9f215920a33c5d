/* SPDX-License-Identifier: MIT */
/* Which counts of people a table must not show: the small ones, and others beside them, so that no small one can be
 * worked out from what is shown (primary and complementary suppression). */
#ifndef SD_GAP_HIDE_H
#define SD_GAP_HIDE_H

#include <stdbool.h>

#include "base/mem.h"

/* Counts (their indices) of which one can be worked out from the others: those whose sum is known, or parts and, last,
 * their sum. */
struct sd_count_line {
	size_t *at, length;
};

struct sd_counts {
	const uint64_t *n;
	bool *hidden; /* as many; what is set before stays set */
	size_t length;
	int64_t least; /* people that a count must have to be shown; 0 and 1 hide nothing */
	struct sd_count_line *lines;
	size_t lines_length, room;
};

/* Whether so many are too few to be shown: above none, and below `least`. */
bool sd_is_few(uint64_t n, int64_t least);
/* A line of `length` indices, to be filled in; freed by sd_counts_release, which frees nothing else. */
size_t *sd_counts_line(struct sd_counts *counts, size_t length);
void sd_counts_release(struct sd_counts *counts);
/* Hides the counts that are too few. */
void sd_hide_few(struct sd_counts *counts);
/* Where any count of a line is hidden, hides more of those above none until at least two are, of together at least
 * `least` people, or none is left: first those which lie in most lines that have hidden counts, so that few lines need
 * more; of those the smallest; of equal ones the first. Time grows with the counts hidden times those in all lines. */
void sd_hide_lines(struct sd_counts *counts);

#endif
