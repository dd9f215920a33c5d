/* SPDX-License-Identifier: MIT */
#include "stats/interval.h"

#include <math.h>

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

/* ln(Γ(b + ½) / Γ(b)). Where b is large, the difference of two large logarithms would lose digits; the asymptotic
 * series of Tricomi and Erdélyi does not, and its first term left out is below 1e-14 from b = 50 on. */
static double log_gamma_ratio(double b)
{
	int sign;
	if (b < 50)
		return lgamma_r(b + 0.5, &sign) - lgamma_r(b, &sign);
	double b2 = b * b;
	return 0.5 * log(b) - 1 / (8 * b) + 1 / (192 * b * b2) - 1 / (640 * b * b2 * b2);
}

/* The incomplete beta function I_x(a, b) of the text books, given its factor x^a (1−x)^b / B(a, b), by the series of
 * positive terms in x (DLMF 8.17.8), so that nothing cancels. */
static double beta_series(double x, double a, double b, double factor)
{
	double term = factor / a, sum = term;
	for (int k = 0; k < 2000 && term > sum * 1e-17; k++) {
		term *= x * (a + b + k) / (a + 1 + k);
		sum += term;
	}
	return sum;
}

double sd_t975(double df)
{
	if (!(df >= 1))
		return INFINITY;
	if (isinf(df))
		return SD_Z95;
	const double half = df / 2;
	const double log_ratio = log_gamma_ratio(half), log_pi = log(acos(-1));
	/* Peiser 1943, the first terms in 1/df: near enough for Newton's steps, which end within a few. */
	const double z = SD_Z95, z3 = z * z * z;
	double t = z + (z3 + z) / (4 * df) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * df * df);
	for (int i = 0; i < 100; i++) {
		double log_tail = -(half + 0.5) * log1p(t * t / df); /* of the density, but for its height */
		double density = exp(log_ratio - 0.5 * (log_pi + log(df)) + log_tail);
		/* P(|T| > t) = I_x(df/2, ½) with x = df / (df + t²) and P(|T| < t) = I_(1−x)(½, df/2) (DLMF 8.17.4).
		 * One converges fast where df is small, one where it is large; both have the factor t·density. */
		double inside;
		if (df < 10)
			inside = 1 - beta_series(df / (df + t * t), half, 0.5, t * density);
		else
			inside = beta_series(t * t / (df + t * t), 0.5, half, t * density);
		double step = (0.95 - inside) / (2 * density);
		/* The distribution is concave, so a step from below never overshoots; one from above may. */
		t = fmax(t + step, t / 2);
		if (fabs(step) <= 1e-13 * t)
			break;
	}
	return t;
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
