/* SPDX-License-Identifier: MIT */
#include "stats/agreement.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/special.h"

static double agreement_weight(size_t i, size_t j, size_t categories, enum sd_kappa_weights weights)
{
	double apart = fabs((double)i - (double)j) / (double)(categories > 1 ? categories - 1 : 1);
	if (weights == SD_KAPPA_NOMINAL)
		return i == j;
	return 1 - (weights == SD_KAPPA_LINEAR ? apart : apart * apart);
}

struct sd_kappa sd_cohen_kappa(const double *table, size_t categories, enum sd_kappa_weights weights)
{
	double *rows = sd_calloc(4 * categories + 1, sizeof *rows), *columns = rows + categories;
	double *row_means = columns + categories, *column_means = row_means + categories;
	double all = 0, observed = 0, expected = 0, variance = 0;
	for (size_t i = 0; i < categories; i++)
		for (size_t j = 0; j < categories; j++) {
			rows[i] += table[i * categories + j];
			columns[j] += table[i * categories + j];
			all += table[i * categories + j];
		}
	for (size_t i = 0; i < categories; i++)
		for (size_t j = 0; j < categories; j++) {
			double weight = agreement_weight(i, j, categories, weights);
			observed += weight * table[i * categories + j] / all;
			expected += weight * rows[i] / all * columns[j] / all;
			row_means[i] += weight * columns[j] / all;
			column_means[j] += weight * rows[i] / all;
		}
	for (size_t i = 0; i < categories; i++)
		for (size_t j = 0; j < categories; j++) {
			double off = agreement_weight(i, j, categories, weights) - row_means[i] - column_means[j];
			variance += rows[i] / all * columns[j] / all * off * off;
		}
	variance = (variance - expected * expected) / (all * (1 - expected) * (1 - expected));
	free(rows);
	if (!(expected < 1))
		return (struct sd_kappa){NAN, NAN, NAN};
	double kappa = (observed - expected) / (1 - expected), z = kappa / sqrt(variance);
	return (struct sd_kappa){kappa, z, sd_normal_p(z)};
}

struct sd_kappa sd_fleiss_kappa(const double *counts, size_t units, size_t categories)
{
	double n = (double)units, raters = 0, alike = 0, chance = 0, both = 0, skewed = 0;
	for (size_t c = 0; c < categories && units; c++)
		raters += counts[c];
	for (size_t i = 0; i < units * categories; i++)
		alike += counts[i] * counts[i];
	alike = (alike / n - raters) / (raters * (raters - 1));
	for (size_t c = 0; c < categories; c++) {
		double share = 0;
		for (size_t u = 0; u < units; u++)
			share += counts[u * categories + c] / (n * raters);
		chance += share * share;
		both += share * (1 - share);
		skewed += share * (1 - share) * (1 - 2 * share);
	}
	if (!(raters > 1) || !(both > 0))
		return (struct sd_kappa){NAN, NAN, NAN};
	double kappa = (alike - chance) / (1 - chance);
	double variance = 2 / (n * raters * (raters - 1)) * (both * both - skewed) / (both * both);
	double z = kappa / sqrt(variance);
	return (struct sd_kappa){kappa, z, sd_normal_p(z)};
}

/* --- Krippendorff ------------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* The values that occur, and for each rating its place among them (SIZE_MAX where there is none). */
struct values {
	double *items;
	size_t length;
	size_t *place; /* coders × units */
};

static void find_values(struct values *values, const struct sd_alpha_ratings *ratings)
{
	size_t cells = ratings->coders * ratings->units, given = 0;
	values->items = sd_alloc(cells + 1, sizeof(double));
	values->place = sd_alloc(cells + 1, sizeof(size_t));
	for (size_t i = 0; i < cells; i++)
		if (!isnan(ratings->ratings[i]))
			values->items[given++] = ratings->ratings[i];
	qsort(values->items, given, sizeof(double), by_number);
	values->length = 0;
	for (size_t i = 0; i < given; i++)
		if (!i || values->items[i] > values->items[values->length - 1])
			values->items[values->length++] = values->items[i];
	for (size_t i = 0; i < cells; i++) {
		const double *found = isnan(ratings->ratings[i]) ? NULL
								 : bsearch(&ratings->ratings[i], values->items,
									   values->length, sizeof(double), by_number);
		values->place[i] = found ? (size_t)(found - values->items) : SIZE_MAX;
	}
}

/* Coincidences o_ck = Σ_u ordered pairs c, k in u / (m_u − 1); their sums by value; all. */
static double coincide(const struct sd_alpha_ratings *ratings, const struct values *values, const double *weight,
		       double *pairs, double *sums)
{
	double all = 0, *counts = sd_alloc(values->length + 1, sizeof *counts);
	for (size_t i = 0; i < values->length * values->length; i++)
		pairs[i] = 0;
	for (size_t u = 0; u < ratings->units; u++) {
		double rated = 0, w = weight ? weight[u] : 1;
		for (size_t v = 0; v < values->length; v++)
			counts[v] = 0;
		for (size_t c = 0; c < ratings->coders; c++) {
			size_t place = values->place[c * ratings->units + u];
			if (place == SIZE_MAX)
				continue;
			counts[place]++;
			rated++;
		}
		for (size_t v = 0; v < values->length && rated > 1; v++)
			for (size_t k = 0; k < values->length && counts[v] > 0; k++)
				pairs[v * values->length + k] += w * counts[v] * (counts[k] - (v == k)) / (rated - 1);
	}
	for (size_t v = 0; v < values->length; v++) {
		sums[v] = 0;
		for (size_t k = 0; k < values->length; k++)
			sums[v] += pairs[v * values->length + k];
		all += sums[v];
	}
	free(counts);
	return all;
}

static double distance(const struct values *values, const double *sums, size_t c, size_t k, enum sd_alpha_level level)
{
	double low = values->items[c], high = values->items[k], apart = high - low;
	switch (level) {
	case SD_ALPHA_NOMINAL:
		return c != k;
	case SD_ALPHA_INTERVAL:
		return apart * apart;
	case SD_ALPHA_RATIO:
		return c == k ? 0 : apart * apart / ((low + high) * (low + high));
	case SD_ALPHA_ORDINAL:
		break;
	}
	double between = -(sums[c] + sums[k]) / 2;
	for (size_t g = c < k ? c : k; g <= (c < k ? k : c); g++)
		between += sums[g];
	return c == k ? 0 : between * between;
}

static double alpha_of(const struct sd_alpha_ratings *ratings, const struct values *values, const double *weight,
		       enum sd_alpha_level level, double *pairable)
{
	double *pairs = sd_alloc(values->length * (values->length + 1) + 1, sizeof *pairs);
	double *sums = pairs + values->length * values->length, observed = 0, expected = 0;
	double all = coincide(ratings, values, weight, pairs, sums);
	for (size_t c = 0; c < values->length; c++)
		for (size_t k = 0; k < values->length; k++) {
			double apart = distance(values, sums, c, k, level);
			observed += pairs[c * values->length + k] * apart;
			expected += sums[c] * sums[k] * apart;
		}
	free(pairs);
	if (pairable)
		*pairable = all;
	return expected > 0 ? 1 - (all - 1) * observed / expected : NAN;
}

double sd_krippendorff_alpha(const struct sd_alpha_ratings *ratings, enum sd_alpha_level level, double *pairable)
{
	struct values values;
	find_values(&values, ratings);
	double alpha = alpha_of(ratings, &values, ratings->weight, level, pairable);
	free(values.items);
	free(values.place);
	return alpha;
}

struct sd_interval sd_krippendorff_interval(const struct sd_alpha_ratings *ratings, enum sd_alpha_level level,
					    const struct sd_text *keys, size_t draws)
{
	struct values values;
	struct sd_str number = SD_STR_INIT;
	double *weight = sd_alloc(ratings->units + 1, sizeof *weight), *drawn = sd_alloc(draws + 1, sizeof *drawn);
	find_values(&values, ratings);
	for (size_t d = 0; d < draws; d++) {
		for (size_t u = 0; u < ratings->units; u++) {
			if (!keys) {
				sd_str_clear(&number);
				sd_str_addf(&number, "%zu", u);
			}
			weight[u] = sd_poisson_weight(keys ? keys[u] : sd_str_text(&number), d);
			weight[u] *= ratings->weight ? ratings->weight[u] : 1;
		}
		drawn[d] = alpha_of(ratings, &values, weight, level, NULL);
	}
	struct sd_interval interval = sd_percentile_interval(drawn, draws);
	free(values.items);
	free(values.place);
	free(weight);
	free(drawn);
	sd_str_release(&number);
	return interval;
}

struct sd_found sd_found_of(double right, double wrong, double missed)
{
	double found = right + wrong, given = right + missed;
	return (struct sd_found){
		.precision = found > 0 ? right / found : NAN,
		.recall = given > 0 ? right / given : NAN,
		.f1 = found + given > 0 ? 2 * right / (found + given) : NAN,
		.precision_interval = sd_wilson(right, found),
		.recall_interval = sd_wilson(right, given),
	};
}
