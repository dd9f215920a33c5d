/* SPDX-License-Identifier: MIT */
#include "do/history.h"

#include <stdlib.h>

#include "base/mem.h"

static int compare(const void *a, const void *b)
{
	const struct sd_history *x = a, *y = b;
	if (x->repeats != y->repeats)
		return x->repeats < y->repeats ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	return x->age < y->age ? -1 : x->age > y->age;
}

struct sd_histories *sd_histories_new(struct sd_history *histories, size_t length, size_t *groups)
{
	struct sd_histories *grouped = sd_alloc(length ? length : 1, sizeof *grouped);
	if (length)
		qsort(histories, length, sizeof *histories, compare);
	*groups = 0;
	for (size_t i = 0; i < length; i++) {
		if (*groups && compare(&grouped[*groups - 1].history, histories + i) == 0)
			grouped[*groups - 1].customers++;
		else
			grouped[(*groups)++] = (struct sd_histories){histories[i], 1};
	}
	return grouped;
}
