/* SPDX-License-Identifier: MIT */
#include "say/theme_factor.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/matrix.h"

/* Eight vectors more than are wanted make the wanted ones come quickly (Halko, Martinsson and Tropp 2011, section
 * 4). */
enum { SPARE = 8, TURNS = 40 };
static const double FLOOR = 1e-6, TINY = 1e-12;

/* out = matrix × in, where in and out are length × width. Likenesses are mostly 0. */
static void multiply(const double *matrix, size_t length, const double *in, size_t width, double *out)
{
	memset(out, 0, length * width * sizeof *out);
	for (size_t i = 0; i < length; i++) {
		double *to = &out[i * width];
		for (size_t j = 0; j < length; j++) {
			double weight = matrix[i * length + j];
			if (weight == 0)
				continue;
			const double *from = &in[j * width];
			for (size_t k = 0; k < width; k++)
				to[k] += weight * from[k];
		}
	}
}

static double dot(const double *a, const double *b, size_t length, size_t width)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += a[i * width] * b[i * width];
	return sum;
}

/* Gram and Schmidt, each column twice, for once leaves them askew. What is nothing without those before it becomes
 * 0. */
static void orthonormalise(double *basis, size_t length, size_t width)
{
	for (size_t k = 0; k < width; k++) {
		double before = sqrt(dot(&basis[k], &basis[k], length, width));
		for (int twice = 0; twice < 2; twice++)
			for (size_t l = 0; l < k; l++) {
				double along = dot(&basis[k], &basis[l], length, width);
				for (size_t i = 0; i < length; i++)
					basis[i * width + k] -= along * basis[i * width + l];
			}
		double norm = sqrt(dot(&basis[k], &basis[k], length, width));
		bool gone = norm <= 1e-10 * before || norm == 0;
		for (size_t i = 0; i < length; i++)
			basis[i * width + k] = gone ? 0 : basis[i * width + k] / norm;
	}
}

/* Entries of either sign that follow from the place alone (splitmix64, Steele, Lea and Flood 2014). */
static double start_at(uint64_t place)
{
	uint64_t z = (place + 1) * UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0 - 0.5;
}

struct pair {
	double value;
	size_t place;
};

static int by_size(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	double x = fabs(a->value), y = fabs(b->value);
	return x != y ? (x > y ? -1 : 1) : a->place < b->place ? -1 : 1;
}

/* Fills the first `themes` columns of `vectors` (length × themes) and `values` with the eigenpairs largest in size. */
static void leading(const double *matrix, size_t length, size_t themes, double *values, double *vectors)
{
	size_t width = themes + SPARE < length ? themes + SPARE : length;
	double *basis = sd_calloc(length * width, sizeof *basis), *turned = sd_calloc(length * width, sizeof *turned);
	double *small = sd_calloc(width * width, sizeof *small), *all = sd_calloc(width, sizeof *all);
	double *within = sd_calloc(width * width, sizeof *within);
	struct pair *order = sd_calloc(width, sizeof *order);
	for (size_t i = 0; i < length * width; i++)
		basis[i] = start_at(i);
	orthonormalise(basis, length, width);
	for (int turn = 0; turn < TURNS; turn++) {
		multiply(matrix, length, basis, width, turned);
		memcpy(basis, turned, length * width * sizeof *basis);
		orthonormalise(basis, length, width);
	}
	multiply(matrix, length, basis, width, turned);
	for (size_t k = 0; k < width; k++)
		for (size_t l = 0; l <= k; l++)
			small[k * width + l] = small[l * width + k] = dot(&basis[k], &turned[l], length, width);
	sd_eigen(small, width, all, within);
	for (size_t k = 0; k < width; k++)
		order[k] = (struct pair){all[k], k};
	qsort(order, width, sizeof *order, by_size);
	for (size_t k = 0; k < themes; k++) {
		values[k] = fabs(order[k].value);
		for (size_t i = 0; i < length; i++) {
			double sum = 0;
			for (size_t l = 0; l < width; l++)
				sum += basis[i * width + l] * within[l * width + order[k].place];
			vectors[i * themes + k] = sum;
		}
	}
	free(order);
	free(within);
	free(all);
	free(small);
	free(turned);
	free(basis);
}

/* Of each eigenvector the half, above or below 0, that weighs more; of the first all, for it has one sign. */
static void nndsvd(const double *values, size_t length, size_t themes, double *vectors)
{
	for (size_t k = 0; k < themes; k++) {
		double above = 0, below = 0;
		for (size_t i = 0; i < length; i++) {
			double entry = vectors[i * themes + k];
			*(entry > 0 ? &above : &below) += entry * entry;
		}
		double side = above >= below ? 1 : -1;
		for (size_t i = 0; i < length; i++) {
			double *entry = &vectors[i * themes + k];
			double part = k == 0 ? fabs(*entry) : side * *entry > 0 ? side * *entry : 0;
			double start = sqrt(values[k]) * part;
			*entry = start > FLOOR ? start : FLOOR;
		}
	}
}

void sd_theme_factor(const double *matrix, size_t length, size_t themes, unsigned rounds, double *factor)
{
	double *values = sd_calloc(themes, sizeof *values);
	double *product = sd_calloc(length * themes, sizeof *product);
	double *gram = sd_calloc(themes * themes, sizeof *gram);
	leading(matrix, length, themes, values, factor);
	nndsvd(values, length, themes, factor);
	for (unsigned round = 0; round < rounds; round++) {
		multiply(matrix, length, factor, themes, product);
		for (size_t k = 0; k < themes; k++)
			for (size_t l = 0; l <= k; l++)
				gram[k * themes + l] = gram[l * themes + k] =
					dot(&factor[k], &factor[l], length, themes);
		for (size_t i = 0; i < length; i++) {
			double *at = &factor[i * themes], *numerator = &product[i * themes];
			for (size_t k = 0; k < themes; k++) {
				double denominator = TINY;
				for (size_t l = 0; l < themes; l++)
					denominator += at[l] * gram[l * themes + k];
				numerator[k] = at[k] * (0.5 + 0.5 * numerator[k] / denominator);
			}
			memcpy(at, numerator, themes * sizeof *at);
		}
	}
	free(gram);
	free(product);
	free(values);
}

double sd_average_jaccard(const size_t *left, size_t left_length, const size_t *right, size_t right_length,
			  size_t depth)
{
	double sum = 0;
	for (size_t d = 1; d <= depth; d++) {
		size_t n = d < left_length ? d : left_length, m = d < right_length ? d : right_length, both = 0;
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < m; j++)
				both += left[i] == right[j];
		if (n + m)
			sum += (double)both / (double)(n + m - both);
	}
	return depth ? sum / (double)depth : 0;
}

void sd_best_matching(const double *gain, size_t length, size_t *match)
{
	/* Rows and columns from 1; 0 is the row that is looking for a column. */
	double *row_price = sd_calloc(length + 1, sizeof *row_price), *price = sd_calloc(length + 1, sizeof *price);
	double *least = sd_calloc(length + 1, sizeof *least);
	size_t *owner = sd_calloc(length + 1, sizeof *owner), *from = sd_calloc(length + 1, sizeof *from);
	bool *used = sd_calloc(length + 1, sizeof *used);
	for (size_t row = 1; row <= length; row++) {
		size_t column = 0;
		owner[0] = row;
		for (size_t j = 0; j <= length; j++) {
			least[j] = INFINITY;
			used[j] = false;
		}
		do {
			size_t at = owner[column], next = 0;
			double step = INFINITY;
			used[column] = true;
			for (size_t j = 1; j <= length; j++) {
				if (used[j])
					continue;
				double cost = -gain[(at - 1) * length + j - 1] - row_price[at] - price[j];
				if (cost < least[j]) {
					least[j] = cost;
					from[j] = column;
				}
				if (least[j] < step) {
					step = least[j];
					next = j;
				}
			}
			for (size_t j = 0; j <= length; j++) {
				if (used[j]) {
					row_price[owner[j]] += step;
					price[j] -= step;
				} else {
					least[j] -= step;
				}
			}
			column = next;
		} while (owner[column]);
		do {
			size_t before = from[column];
			owner[column] = owner[before];
			column = before;
		} while (column);
	}
	for (size_t j = 1; j <= length; j++)
		match[owner[j] - 1] = j - 1;
	free(used);
	free(from);
	free(owner);
	free(least);
	free(price);
	free(row_price);
}
