/* SPDX-License-Identifier: MIT */
#include "stats/anchor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What is left of a row in the span of others is the rounding of sums, not a direction. */
static const double OUTSIDE = 1e-10;

static double dot(const double *a, const double *b, size_t length)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Each row over its sum; a row of nothing stays one. */
static double *shares_of(const double *together, size_t words)
{
	double *shares = sd_calloc(words * words + 1, sizeof *shares);
	for (size_t i = 0; i < words; i++) {
		double sum = 0;
		for (size_t j = 0; j < words; j++)
			sum += together[i * words + j];
		for (size_t j = 0; sum > 0 && j < words; j++)
			shares[i * words + j] = together[i * words + j] / sum;
	}
	return shares;
}

size_t sd_anchor_words(const double *together, size_t words, const bool *may, size_t topics, size_t *anchors)
{
	double *rows = shares_of(together, words);
	size_t found = 0;
	while (found < topics && found < words) {
		size_t farthest = words;
		double most = OUTSIDE;
		for (size_t i = 0; i < words; i++) {
			double length = may && !may[i] ? 0 : dot(&rows[i * words], &rows[i * words], words);
			/* Equal lengths differ in their last bits where their sums do. */
			if (length > most * (1 + 1e-9)) {
				most = length;
				farthest = i;
			}
		}
		if (farthest == words)
			break;
		anchors[found++] = farthest;
		const double scale = 1 / sqrt(most);
		double *direction = sd_calloc(words, sizeof *direction);
		for (size_t j = 0; j < words; j++)
			direction[j] = rows[farthest * words + j] * scale;
		for (size_t i = 0; i < words; i++) {
			double along = dot(&rows[i * words], direction, words);
			for (size_t j = 0; j < words; j++)
				rows[i * words + j] -= along * direction[j];
		}
		free(direction);
	}
	free(rows);
	return found;
}

/* The mixture of anchors nearest to a row: of its products with the anchors' rows (`aims`) and those of these with each
 * other (`gram`). Weight goes from the anchor that gains least by it to the one that gains most, as much as makes the
 * distance least, until none gains more than another (the method of Mitchell, Dem'yanov and Malozemov 1974, SIAM
 * Journal on Control 12; what the paper does by exponentiated gradient, which needs a rate and creeps where a weight is
 * 0). */
static void nearest_mixture(const double *aims, const double *gram, size_t topics, double *mixture, double *slope)
{
	enum { ROUNDS = 10000 };
	static const double TINY = 1e-12;
	for (size_t k = 0; k < topics; k++) {
		mixture[k] = k == 0;
		slope[k] = aims[k] - gram[k * topics];
	}
	for (int round = 0; round < ROUNDS; round++) {
		size_t to = 0, from = topics;
		for (size_t k = 0; k < topics; k++) {
			if (slope[k] > slope[to])
				to = k;
			if (mixture[k] > 0 && (from == topics || slope[k] < slope[from]))
				from = k;
		}
		double gain = slope[to] - slope[from];
		if (gain <= TINY)
			break;
		double apart = gram[to * topics + to] + gram[from * topics + from] - 2 * gram[to * topics + from];
		double step = apart > 0 && gain < mixture[from] * apart ? gain / apart : mixture[from];
		mixture[from] -= step;
		mixture[to] += step;
		for (size_t k = 0; k < topics; k++)
			slope[k] -= step * (gram[to * topics + k] - gram[from * topics + k]);
	}
}

void sd_anchor_topics(const double *together, size_t words, const size_t *anchors, size_t topics, double *topic)
{
	double *rows = shares_of(together, words);
	double *gram = sd_calloc(topics * topics + 1, sizeof *gram), *aims = sd_calloc(topics + 1, sizeof *aims);
	double *all = sd_calloc(topics + 1, sizeof *all), *slope = sd_calloc(topics + 1, sizeof *slope);
	for (size_t k = 0; k < topics; k++)
		for (size_t l = 0; l < topics; l++)
			gram[k * topics + l] = dot(&rows[anchors[k] * words], &rows[anchors[l] * words], words);
	for (size_t i = 0; i < words; i++) {
		double often = 0;
		for (size_t j = 0; j < words; j++)
			often += together[i * words + j];
		for (size_t k = 0; k < topics; k++)
			aims[k] = dot(&rows[i * words], &rows[anchors[k] * words], words);
		nearest_mixture(aims, gram, topics, &topic[i * topics], slope);
		for (size_t k = 0; k < topics; k++)
			all[k] += topic[i * topics + k] *= often;
	}
	for (size_t i = 0; i < words; i++)
		for (size_t k = 0; k < topics; k++)
			topic[i * topics + k] = all[k] > 0 ? topic[i * topics + k] / all[k] : 0;
	free(slope);
	free(all);
	free(aims);
	free(gram);
	free(rows);
}
