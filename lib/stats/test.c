/* SPDX-License-Identifier: MIT */
#include "stats/test.h"

#include <math.h>
#include <stdbool.h>

#include "base/hash.h"
#include "base/mem.h"
#include "stats/interval.h"
#include "stats/special.h"

/* Probabilities that differ by rounding alone are the same. */
static const double as_likely = 1 + 1e-7;

struct sd_test sd_two_shares(double x1, double n1, double x2, double n2)
{
	double share = (x1 + x2) / (n1 + n2), variance = share * (1 - share) * (1 / n1 + 1 / n2);
	if (!(n1 > 0) || !(n2 > 0) || !(variance > 0))
		return (struct sd_test){NAN, INFINITY, NAN};
	double z = (x1 / n1 - x2 / n2) / sqrt(variance);
	return (struct sd_test){z, INFINITY, sd_normal_p(z)};
}

static double pearson_term(double observed, double expected)
{
	return (observed - expected) * (observed - expected) / expected;
}

static double likelihood_term(double observed, double expected)
{
	return observed > 0 ? 2 * observed * log(observed / expected) : 0;
}

static double total_of(const double *counts, size_t length, size_t step)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += counts[i * step];
	return sum;
}

static struct sd_test test_table(const double *counts, size_t rows, size_t columns,
				 double (*term)(double observed, double expected))
{
	struct sd_test test = {0, 0, NAN};
	double all = total_of(counts, rows * columns, 1);
	size_t filled_rows = 0, filled_columns = 0;
	for (size_t c = 0; c < columns; c++)
		filled_columns += total_of(counts + c, rows, columns) > 0;
	for (size_t r = 0; r < rows; r++) {
		double row = total_of(counts + r * columns, columns, 1);
		filled_rows += row > 0;
		for (size_t c = 0; c < columns; c++) {
			double expected = row * total_of(counts + c, rows, columns) / all;
			if (expected > 0)
				test.statistic += term(counts[r * columns + c], expected);
		}
	}
	if (filled_rows > 1 && filled_columns > 1) {
		test.df = (double)(filled_rows - 1) * (double)(filled_columns - 1);
		test.p = sd_chi_squared_p(fmax(test.statistic, 0), test.df);
	}
	return test;
}

struct sd_test sd_chi_squared_table(const double *counts, size_t rows, size_t columns)
{
	return test_table(counts, rows, columns, pearson_term);
}

struct sd_test sd_g_squared_table(const double *counts, size_t rows, size_t columns)
{
	return test_table(counts, rows, columns, likelihood_term);
}

double sd_cramer_v(const double *counts, size_t rows, size_t columns)
{
	size_t shorter = rows < columns ? rows : columns;
	double all = total_of(counts, rows * columns, 1);
	struct sd_test test = sd_chi_squared_table(counts, rows, columns);
	return shorter > 1 && all > 0 ? sqrt(test.statistic / (all * (double)(shorter - 1))) : NAN;
}

double sd_fisher_p(double a, double b, double c, double d)
{
	double row = a + b, column = a + c, all = a + b + c + d;
	double least = fmax(0, row + column - all), most = fmin(row, column);
	double whole = sd_log_choose(all, column);
	double seen = exp(sd_log_choose(row, a) + sd_log_choose(all - row, c) - whole), sum = 0;
	for (double k = least; k <= most; k++) {
		double chance = exp(sd_log_choose(row, k) + sd_log_choose(all - row, column - k) - whole);
		if (chance <= seen * as_likely)
			sum += chance;
	}
	return fmin(sum, 1);
}

struct sd_odds_ratio sd_odds_ratio(double a, double b, double c, double d)
{
	double log_ratio = log(a * d / (b * c)), error = sqrt(1 / a + 1 / b + 1 / c + 1 / d);
	return (struct sd_odds_ratio){exp(log_ratio), error, exp(log_ratio - SD_Z95 * error),
				      exp(log_ratio + SD_Z95 * error)};
}

struct sd_mcnemar sd_mcnemar(double one_way, double other_way)
{
	double changed = one_way + other_way, off = fabs(one_way - other_way);
	struct sd_mcnemar test = {0, 1, 0, 1, 1};
	if (!(changed > 0))
		return test;
	double corrected = fmax(off - 1, 0);
	test.chi_squared = off * off / changed;
	test.p = sd_chi_squared_p(test.chi_squared, 1);
	test.corrected = corrected * corrected / changed;
	test.corrected_p = sd_chi_squared_p(test.corrected, 1);
	test.exact_p = fmin(2 * sd_binomial_at_most(fmin(one_way, other_way), changed, 0.5), 1);
	return test;
}

double sd_poisson_p(double count, double mean)
{
	if (!(mean > 0))
		return count > 0 ? 0 : 1;
	double seen = sd_poisson(count, mean) * as_likely;
	/* The first count of the other side that is no likelier: probabilities fall from the mean on either side. */
	if (count <= mean) {
		double low = ceil(mean), high = low + 1;
		if (sd_poisson(low, mean) <= seen)
			return fmin(sd_poisson_at_most(count, mean) + sd_poisson_at_least(fmax(low, count + 1), mean),
				    1);
		while (sd_poisson(high, mean) > seen)
			high = high + (high - low) * 2;
		while (high - low > 1) {
			double middle = floor((low + high) / 2);
			*(sd_poisson(middle, mean) <= seen ? &high : &low) = middle;
		}
		return fmin(sd_poisson_at_most(count, mean) + sd_poisson_at_least(high, mean), 1);
	}
	double low = -1, high = floor(mean);
	if (sd_poisson(high, mean) <= seen)
		return fmin(sd_poisson_at_least(count, mean) + sd_poisson_at_most(fmin(high, count - 1), mean), 1);
	while (high - low > 1) {
		double middle = floor((low + high) / 2);
		*(sd_poisson(middle, mean) <= seen ? &low : &high) = middle;
	}
	return fmin(sd_poisson_at_least(count, mean) + sd_poisson_at_most(low, mean), 1);
}

void sd_poisson_range(double mean, double *low, double *high)
{
	double root = sqrt(mean), from = floor(fmax(mean - 2.5 * root - 3, 0)), to = floor(mean);
	while (sd_poisson_at_most(from, mean) < 0.025)
		from++;
	while (sd_poisson_at_most(to, mean) < 0.975)
		to++;
	while (to > 0 && sd_poisson_at_most(to - 1, mean) >= 0.975)
		to--;
	*low = from;
	*high = to;
}

static double mean_of(const double *values, size_t length)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += values[i];
	return sum / (double)length;
}

static double squares_of(const double *values, size_t length, double mean)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += (values[i] - mean) * (values[i] - mean);
	return sum;
}

struct sd_welch sd_welch(const double *first, size_t first_length, const double *second, size_t second_length)
{
	double n1 = (double)first_length, n2 = (double)second_length;
	double mean1 = mean_of(first, first_length), mean2 = mean_of(second, second_length);
	struct sd_welch welch = {mean1 - mean2, NAN, NAN, NAN, NAN, -INFINITY, INFINITY};
	if (first_length < 2 || second_length < 2)
		return welch;
	double part1 = squares_of(first, first_length, mean1) / (n1 - 1) / n1;
	double part2 = squares_of(second, second_length, mean2) / (n2 - 1) / n2;
	double variance = part1 + part2;
	welch.error = sqrt(variance);
	if (!(variance > 0))
		return welch;
	welch.df = variance * variance / (part1 * part1 / (n1 - 1) + part2 * part2 / (n2 - 1));
	welch.t = welch.difference / welch.error;
	welch.p = sd_t_p(welch.t, welch.df);
	double half = sd_t975(welch.df) * welch.error;
	welch.low = welch.difference - half;
	welch.high = welch.difference + half;
	return welch;
}

/* --- permutation -------------------------------------------------------------------------------------------------- */

struct dealt {
	uint64_t draw, key;
	size_t place;
};

static int by_draw(const void *left, const void *right)
{
	const struct dealt *a = left, *b = right;
	if (a->draw != b->draw)
		return a->draw < b->draw ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

struct deal {
	const double *values;
	size_t length, chosen;
	double all, seen;
};

static bool as_large(const struct deal *deal, double first_sum)
{
	double n1 = (double)deal->chosen, n2 = (double)(deal->length - deal->chosen);
	double difference = fabs(first_sum / n1 - (deal->all - first_sum) / n2);
	return difference >= deal->seen - 1e-9 * (fabs(deal->seen) + fabs(deal->all) / (double)deal->length);
}

/* All combinations of `chosen` of `length`, in lexicographic order. */
static double exact_p(const struct deal *deal)
{
	size_t *place = sd_alloc(deal->chosen, sizeof *place);
	double ways = 0, large = 0;
	for (size_t i = 0; i < deal->chosen; i++)
		place[i] = i;
	for (;;) {
		double sum = 0;
		for (size_t i = 0; i < deal->chosen; i++)
			sum += deal->values[place[i]];
		ways++;
		large += as_large(deal, sum);
		size_t i = deal->chosen;
		while (i > 0 && place[i - 1] == deal->length - deal->chosen + i - 1)
			i--;
		if (i == 0)
			break;
		place[i - 1]++;
		for (; i < deal->chosen; i++)
			place[i] = place[i - 1] + 1;
	}
	free(place);
	return large / ways;
}

static double drawn_p(const struct deal *deal, const uint64_t *keys, size_t draws)
{
	struct dealt *dealt = sd_alloc(deal->length, sizeof *dealt);
	double large = 0;
	for (size_t d = 0; d < draws; d++) {
		for (size_t i = 0; i < deal->length; i++)
			dealt[i] =
				(struct dealt){sd_hash_sample((const char *)&keys[i], sizeof keys[i], d), keys[i], i};
		qsort(dealt, deal->length, sizeof *dealt, by_draw);
		double sum = 0;
		for (size_t i = 0; i < deal->chosen; i++)
			sum += deal->values[dealt[i].place];
		large += as_large(deal, sum);
	}
	free(dealt);
	return (1 + large) / (1 + (double)draws);
}

double sd_permutation_p(const double *values, const unsigned char *in_first, const uint64_t *keys, size_t length,
			size_t draws)
{
	struct deal deal = {values, length, 0, 0, 0};
	double first = 0;
	for (size_t i = 0; i < length; i++) {
		deal.chosen += in_first[i] != 0;
		deal.all += values[i];
		first += in_first[i] ? values[i] : 0;
	}
	if (deal.chosen == 0 || deal.chosen == length)
		return NAN;
	deal.seen = fabs(first / (double)deal.chosen - (deal.all - first) / (double)(length - deal.chosen));
	if (sd_log_choose((double)length, (double)deal.chosen) <= log(SD_PERMUTATIONS))
		return exact_p(&deal);
	return drawn_p(&deal, keys, draws);
}
