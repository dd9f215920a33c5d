/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BITS = 11, DIGITS = 1 << BITS, PASSES = (64 + BITS - 1) / BITS };

void sd_sort(struct sd_sortable *items, size_t length)
{
	if (length < 2)
		return;
	size_t *counts = sd_calloc(PASSES * DIGITS, sizeof *counts);
	for (size_t i = 0; i < length; i++)
		for (unsigned pass = 0; pass < PASSES; pass++)
			counts[pass * DIGITS + (items[i].key >> pass * BITS) % DIGITS]++;
	struct sd_sortable *other = sd_alloc(length, sizeof *other), *from = items, *to = other;
	for (unsigned pass = 0; pass < PASSES; pass++) {
		size_t *places = counts + pass * DIGITS, sum = 0;
		/* A digit that all keys share orders nothing. */
		if (places[(from[0].key >> pass * BITS) % DIGITS] == length)
			continue;
		for (size_t digit = 0; digit < DIGITS; digit++) {
			size_t here = places[digit];
			places[digit] = sum;
			sum += here;
		}
		for (size_t i = 0; i < length; i++)
			to[places[(from[i].key >> pass * BITS) % DIGITS]++] = from[i];
		struct sd_sortable *swap = from;
		from = to;
		to = swap;
	}
	if (from != items)
		memcpy(items, from, length * sizeof *items);
	free(other);
	free(counts);
}
