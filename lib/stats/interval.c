/* SPDX-License-Identifier: MIT */
#include "stats/interval.h"

#include <math.h>

#include "stats/special.h"

struct sd_interval sd_wilson(double successes, double trials)
{
	if (!(trials > 0))
		return (struct sd_interval){0, 1};
	const double z2 = SD_Z95 * SD_Z95;
	double p = successes / trials;
	double centre = p + z2 / (2 * trials), scale = 1 + z2 / trials;
	double half = SD_Z95 * sqrt(p * (1 - p) / trials + z2 / (4 * trials * trials));
	/* At p = 0 and p = 1 the bound is exactly 0 and 1, which rounding would miss by a hair. */
	double low = p <= 0 ? 0 : (centre - half) / scale, high = p >= 1 ? 1 : (centre + half) / scale;
	return (struct sd_interval){fmax(low, 0), fmin(high, 1)};
}

struct sd_interval sd_newcombe(double x1, double n1, double x2, double n2)
{
	if (!(n1 > 0) || !(n2 > 0))
		return (struct sd_interval){-1, 1};
	struct sd_interval first = sd_wilson(x1, n1), second = sd_wilson(x2, n2);
	double p1 = x1 / n1, p2 = x2 / n2, difference = p1 - p2;
	return (struct sd_interval){difference - hypot(p1 - first.low, second.high - p2),
				    difference + hypot(first.high - p1, p2 - second.low)};
}

double sd_t975(double df)
{
	return df >= 1 ? sd_t_quantile(0.975, df) : INFINITY;
}

struct sd_interval sd_mean_interval(double n, double sum, double sum_of_squares)
{
	if (!(n >= 2))
		return (struct sd_interval){-INFINITY, INFINITY};
	double mean = sum / n;
	double variance = fmax(sum_of_squares - sum * mean, 0) / (n - 1);
	double half = sd_t975(n - 1) * sqrt(variance / n);
	return (struct sd_interval){mean - half, mean + half};
}

struct sd_interval sd_wilson_corrected(double successes, double trials)
{
	if (!(trials > 0))
		return (struct sd_interval){0, 1};
	const double z = SD_Z95, z2 = z * z;
	double p = successes / trials, q = 1 - p, scale = 2 * (trials + z2);
	double low = 2 * trials * p + z2 - 1 - z * sqrt(z2 - 2 - 1 / trials + 4 * p * (trials * q + 1));
	double high = 2 * trials * p + z2 + 1 + z * sqrt(z2 + 2 - 1 / trials + 4 * p * (trials * q - 1));
	return (struct sd_interval){p <= 0 ? 0 : fmax(low / scale, 0), p >= 1 ? 1 : fmin(high / scale, 1)};
}

struct sd_interval sd_clopper_pearson(double successes, double trials)
{
	if (!(trials > 0))
		return (struct sd_interval){0, 1};
	double failures = trials - successes;
	return (struct sd_interval){successes > 0 ? sd_beta_quantile(0.025, successes, failures + 1) : 0,
				    failures > 0 ? sd_beta_quantile(0.975, successes + 1, failures) : 1};
}

struct sd_interval sd_jeffreys(double successes, double trials)
{
	double a = successes + 0.5, b = trials - successes + 0.5;
	return (struct sd_interval){sd_beta_quantile(0.025, a, b), sd_beta_quantile(0.975, a, b)};
}

struct sd_interval sd_garwood(double count)
{
	return (struct sd_interval){count > 0 ? sd_gamma_quantile(0.025, count) : 0,
				    sd_gamma_quantile(0.975, count + 1)};
}

struct sd_interval sd_correlation_interval(double correlation, double n)
{
	if (!(n > 3))
		return (struct sd_interval){-1, 1};
	double z = atanh(correlation), half = SD_Z95 / sqrt(n - 3);
	return (struct sd_interval){tanh(z - half), tanh(z + half)};
}

double sd_effective_n(double sum, double sum_of_squares)
{
	return sum_of_squares > 0 ? sum * sum / sum_of_squares : 0;
}
