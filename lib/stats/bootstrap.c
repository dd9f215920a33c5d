/* SPDX-License-Identifier: MIT */
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "stats/special.h"

/* 2^64 Σ_{j ≤ k} e^−1/j!, rounded down. */
static const uint64_t at_most[] = {
	0x5e2d58d8b3bcdf1a, 0xbc5ab1b16779be35, 0xeb715e1dc1582dc2, 0xfb23979734a252f1, 0xff1025f59174dc3d,
	0xffd90f3ba4055e19, 0xfffa8b71fc72c913, 0xffff540c0914b3c9, 0xffffed1f4aa8f120, 0xfffffe216e641462,
	0xffffffd4d85d3183, 0xfffffffc6da262b4, 0xffffffffba12d178, 0xfffffffffb07c64c, 0xffffffffffab8ea5,
	0xfffffffffffabe22, 0xffffffffffffb11a, 0xfffffffffffffba1, 0xffffffffffffffc5, 0xfffffffffffffffd,
};

static unsigned weight_of(uint64_t drawn)
{
	/* 98 of 100 are told by the first four, without a branch. */
	unsigned weight = 0;
	for (unsigned i = 0; i < 4; i++)
		weight += drawn >= at_most[i];
	if (weight < 4)
		return weight;
	while (weight < sizeof at_most / sizeof *at_most && drawn >= at_most[weight])
		weight++;
	return weight;
}

unsigned sd_poisson_weight(struct sd_text key, uint64_t draw)
{
	return weight_of(sd_hash_sample(key.data, key.length, draw));
}

void sd_poisson_weights(struct sd_text key, uint64_t first, uint8_t *weights, size_t stride)
{
	uint64_t drawn[SD_DRAWS_AT_ONCE];
	sd_hash_samples(key.data, key.length, first, SD_DRAWS_AT_ONCE, drawn);
	for (size_t i = 0; i < SD_DRAWS_AT_ONCE; i++)
		weights[i * stride] = (uint8_t)weight_of(drawn[i]);
}

static int by_number(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* Leaves out what is no number and sorts the rest; how many. */
static size_t put_in_order(double *draws, size_t length)
{
	size_t kept = 0;
	for (size_t i = 0; i < length; i++)
		if (!isnan(draws[i]))
			draws[kept++] = draws[i];
	if (kept)
		qsort(draws, kept, sizeof *draws, by_number);
	return kept;
}

static double quantile(const double *sorted, size_t length, double p)
{
	double place = p * (double)(length + 1) - 1;
	if (!(place > 0))
		return sorted[0];
	size_t low = (size_t)place;
	if (low + 1 >= length)
		return sorted[length - 1];
	double share = place - (double)low;
	return share > 0 ? sorted[low] + share * (sorted[low + 1] - sorted[low]) : sorted[low];
}

enum { DRAWS_LEAST = 40 };

struct sd_interval sd_percentile_interval(double *draws, size_t length)
{
	length = put_in_order(draws, length);
	if (length < DRAWS_LEAST)
		return (struct sd_interval){-INFINITY, INFINITY};
	return (struct sd_interval){quantile(draws, length, 0.025), quantile(draws, length, 0.975)};
}

static double mean_of(const double *values, size_t length)
{
	double sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += values[i];
	return sum / (double)length;
}

double sd_acceleration(const double *left_out, size_t length)
{
	double mean = mean_of(left_out, length), squares = 0, cubes = 0;
	for (size_t i = 0; i < length; i++) {
		double off = mean - left_out[i];
		squares += off * off;
		cubes += off * off * off;
	}
	return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

double sd_jackknife_error(const double *left_out, size_t length)
{
	double mean = mean_of(left_out, length), squares = 0, n = (double)length;
	for (size_t i = 0; i < length; i++)
		squares += (left_out[i] - mean) * (left_out[i] - mean);
	return sqrt((n - 1) / n * squares);
}

struct sd_interval sd_bca_interval(double estimate, double *draws, size_t length, const double *left_out,
				   size_t left_out_length)
{
	length = put_in_order(draws, length);
	if (length < DRAWS_LEAST)
		return (struct sd_interval){-INFINITY, INFINITY};
	double below = 0;
	for (size_t i = 0; i < length; i++)
		below += draws[i] < estimate ? 1 : draws[i] > estimate ? 0 : 0.5;
	double z0 = sd_normal_quantile(below / (double)length), a = sd_acceleration(left_out, left_out_length);
	double low = z0 - SD_Z95, high = z0 + SD_Z95;
	if (isinf(z0) || !(1 - a * low > 0) || !(1 - a * high > 0))
		return sd_percentile_interval(draws, length);
	return (struct sd_interval){quantile(draws, length, sd_normal(z0 + low / (1 - a * low))),
				    quantile(draws, length, sd_normal(z0 + high / (1 - a * high)))};
}
