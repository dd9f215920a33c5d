/* SPDX-License-Identifier: MIT */
/* Sorting by whole numbers, many times as fast as qsort: by digits of eleven bits, the last first. */
#ifndef SD_BASE_SORT_H
#define SD_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

struct sd_sortable {
	uint64_t key, value; /* the value goes with its key */
};
/* By key; those of one key stay in their order. */
void sd_sort(struct sd_sortable *items, size_t length);

#endif
