/* SPDX-License-Identifier: MIT */
#include "stats/multiple.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

struct ranked {
	double p;
	size_t place;
};

static int by_p(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->p < b->p || a->p > b->p)
		return a->p < b->p ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Those that were tested, the smallest p first. */
static struct ranked *ranked_of(const double *p, size_t length, size_t *tested)
{
	struct ranked *ranked = sd_alloc(length + 1, sizeof *ranked);
	*tested = 0;
	for (size_t i = 0; i < length; i++)
		if (!isnan(p[i]))
			ranked[(*tested)++] = (struct ranked){p[i], i};
	if (*tested)
		qsort(ranked, *tested, sizeof *ranked, by_p);
	return ranked;
}

static void step_up(const double *p, size_t length, double *q, bool dependent)
{
	size_t tested;
	struct ranked *ranked = ranked_of(p, length, &tested);
	double least = 1, factor = (double)tested;
	for (size_t i = 0; i < length; i++)
		q[i] = NAN;
	if (dependent) {
		double harmonic = 0;
		for (size_t i = tested; i > 0; i--)
			harmonic += 1 / (double)i;
		factor *= harmonic;
	}
	for (size_t i = tested; i-- > 0;) {
		least = fmin(least, ranked[i].p * factor / (double)(i + 1));
		q[ranked[i].place] = least;
	}
	free(ranked);
}

void sd_benjamini_hochberg(const double *p, size_t length, double *q)
{
	step_up(p, length, q, false);
}

void sd_benjamini_yekutieli(const double *p, size_t length, double *q)
{
	step_up(p, length, q, true);
}

void sd_holm(const double *p, size_t length, double *adjusted)
{
	size_t tested;
	struct ranked *ranked = ranked_of(p, length, &tested);
	double most = 0;
	for (size_t i = 0; i < length; i++)
		adjusted[i] = NAN;
	for (size_t i = 0; i < tested; i++) {
		most = fmax(most, fmin(ranked[i].p * (double)(tested - i), 1));
		adjusted[ranked[i].place] = most;
	}
	free(ranked);
}
