/* SPDX-License-Identifier: MIT */
#include "do/history.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"

static int compare(const void *a, const void *b)
{
	const struct sd_history *x = a, *y = b;
	if (x->repeats != y->repeats)
		return x->repeats < y->repeats ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	return x->age < y->age ? -1 : x->age > y->age;
}

/* Three numbers below 2^21 sort as one. */
static void sort(struct sd_history *histories, size_t length)
{
	enum { BITS = 21 };
	const uint32_t most = ((uint32_t)1 << BITS) - 1;
	bool small = true;
	struct sd_sortable *order = sd_alloc(length ? length : 1, sizeof *order);
	for (size_t i = 0; i < length; i++) {
		uint32_t x = (uint32_t)histories[i].repeats, last = (uint32_t)histories[i].last,
			 age = (uint32_t)histories[i].age;
		small = small && (x | last | age) <= most;
		order[i].key = (uint64_t)x << 2 * BITS | (uint64_t)last << BITS | age;
		order[i].value = 0;
	}
	if (small) {
		sd_sort(order, length);
		for (size_t i = 0; i < length; i++)
			histories[i] = (struct sd_history){(int32_t)(order[i].key >> 2 * BITS),
							   (int32_t)(order[i].key >> BITS & most),
							   (int32_t)(order[i].key & most)};
	} else if (length) {
		qsort(histories, length, sizeof *histories, compare);
	}
	free(order);
}

struct sd_histories *sd_histories_new(struct sd_history *histories, size_t length, size_t *groups)
{
	struct sd_histories *grouped = sd_alloc(length ? length : 1, sizeof *grouped);
	sort(histories, length);
	*groups = 0;
	for (size_t i = 0; i < length; i++) {
		if (*groups && compare(&grouped[*groups - 1].history, histories + i) == 0)
			grouped[*groups - 1].customers++;
		else
			grouped[(*groups)++] = (struct sd_histories){histories[i], 1};
	}
	return grouped;
}
