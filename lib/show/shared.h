/* SPDX-License-Identifier: MIT */
/* Which column of a survey and which of another file hold the same people, told by the values that stand in both. */
#ifndef SD_SHOW_SHARED_H
#define SD_SHOW_SHARED_H

#include "base/count.h"
#include "rows/pass.h"

/* Values are compared trimmed and in any case (gap/key.h). */
struct sd_shared {
	const size_t *columns; /* of the survey; they stay yours, as the others … */
	size_t length;
	const size_t *others; /* … of the other file */
	size_t others_length;
	struct sd_count *keys;	/* (place, value) */
	struct sd_count *found; /* (place, other place, value): in both */
	uint64_t *values, *both; /* sums of them: by place; by place and other place */
	/* By place: whole numbers that fill a quarter of what they run through, as rows and ages do; they stand in any
	 * other column of such numbers, and say nothing by that. */
	bool *counted;
};
void sd_shared_init(struct sd_shared *shared, const size_t *columns, size_t length, const size_t *others,
		    size_t others_length);
void sd_shared_release(struct sd_shared *shared);
/* The survey first, then the other file. */
struct sd_pass sd_shared_pass(struct sd_shared *shared);
struct sd_pass sd_shared_other_pass(struct sd_shared *shared);
/* Behind both: how many values a column has, how many of them stand in the other's, by their places in the lists. */
void sd_shared_sum(struct sd_shared *shared);
uint64_t sd_shared_both(const struct sd_shared *shared, size_t place, size_t other);
/* The pair of columns that have most in common: a fifth of the survey's values at least, and no other pair more than
 * half as much; none that are counted. */
bool sd_shared_best(const struct sd_shared *shared, size_t *place, size_t *other);
/* The same, where those columns, called as ids are, have less than half as much in common; or, `same`: called the same
 * in both files, hardly anything. SIZE_MAX: none is called so. */
bool sd_shared_better(const struct sd_shared *shared, size_t called, size_t called_other, bool same, size_t *place,
		      size_t *other);

#endif
