/* SPDX-License-Identifier: MIT */
/* Tests of ranks (stats/test.h). */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/special.h"
#include "stats/test.h"

struct placed {
	double value;
	size_t place;
};

static int by_value(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	if (a->value < b->value || a->value > b->value)
		return a->value < b->value ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Ranks from 1, ties at their mean; returns Σ (t³ − t) over ties. */
static double ranks_of(const double *values, size_t length, double *ranks)
{
	struct placed *placed = sd_alloc(length + 1, sizeof *placed);
	double ties = 0;
	for (size_t i = 0; i < length; i++)
		placed[i] = (struct placed){values[i], i};
	qsort(placed, length, sizeof *placed, by_value);
	for (size_t i = 0, next; i < length; i = next) {
		for (next = i + 1; next < length && !(placed[next].value > placed[i].value);)
			next++;
		double tied = (double)(next - i);
		for (size_t k = i; k < next; k++)
			ranks[placed[k].place] = (double)(i + next + 1) / 2;
		ties += tied * tied * tied - tied;
	}
	free(placed);
	return ties;
}

double sd_spearman(const double *x, const double *y, size_t length)
{
	double *ranks = sd_alloc(2 * length + 1, sizeof *ranks), *other = ranks + length;
	double middle = ((double)length + 1) / 2, xy = 0, xx = 0, yy = 0;
	ranks_of(x, length, ranks);
	ranks_of(y, length, other);
	for (size_t i = 0; i < length; i++) {
		double dx = ranks[i] - middle, dy = other[i] - middle;
		xy += dx * dy;
		xx += dx * dx;
		yy += dy * dy;
	}
	free(ranks);
	return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

double sd_kendall(const double *x, const double *y, size_t length, double *s)
{
	double sum = 0, pairs_x = 0, pairs_y = 0;
	for (size_t i = 1; i < length; i++)
		for (size_t j = 0; j < i; j++) {
			int dx = (x[i] > x[j]) - (x[i] < x[j]), dy = (y[i] > y[j]) - (y[i] < y[j]);
			sum += dx * dy;
			pairs_x += dx != 0;
			pairs_y += dy != 0;
		}
	if (s)
		*s = sum;
	return pairs_x > 0 && pairs_y > 0 ? sum / sqrt(pairs_x * pairs_y) : NAN;
}

double sd_kendall_p(double s, size_t n)
{
	if (n < 2 || n > SD_KENDALL_MOST)
		return NAN;
	/* The chance of each number of inversions among i things, from that among i − 1. */
	size_t most = n * (n - 1) / 2;
	double *chance = sd_calloc(2 * (most + 1), sizeof *chance), *next = chance + most + 1;
	chance[0] = 1;
	for (size_t i = 2; i <= n; i++) {
		for (size_t k = 0; k <= i * (i - 1) / 2; k++) {
			next[k] = 0;
			for (size_t moved = 0; moved < i && moved <= k; moved++)
				next[k] += chance[k - moved] / (double)i;
		}
		for (size_t k = 0; k <= i * (i - 1) / 2; k++)
			chance[k] = next[k];
	}
	double p = 0;
	for (size_t k = 0; k <= most; k++)
		if (fabs((double)most - 2 * (double)k) >= fabs(s) - 1e-9)
			p += chance[k];
	free(chance);
	return fmin(p, 1);
}

struct sd_test sd_mann_whitney(const double *first, size_t first_length, const double *second, size_t second_length)
{
	size_t length = first_length + second_length;
	double *values = sd_alloc(2 * length + 1, sizeof *values), *ranks = values + length;
	for (size_t i = 0; i < length; i++)
		values[i] = i < first_length ? first[i] : second[i - first_length];
	double ties = ranks_of(values, length, ranks);
	double n1 = (double)first_length, n2 = (double)second_length, n = n1 + n2;
	double u = -n1 * (n1 + 1) / 2;
	for (size_t i = 0; i < first_length; i++)
		u += ranks[i];
	free(values);
	double variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)));
	if (!(variance > 0))
		return (struct sd_test){u, INFINITY, NAN};
	double z = fmax(fabs(u - n1 * n2 / 2) - 0.5, 0) / sqrt(variance);
	return (struct sd_test){u, INFINITY, sd_normal_p(z)};
}
