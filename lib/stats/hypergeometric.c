/* SPDX-License-Identifier: MIT */
#include "stats/hypergeometric.h"

#include <math.h>

double sd_hypergeometric_rest(double a, double b, double c, double z, double *log_scale)
{
	enum { TERMS_MOST = 1000000 };
	static const double large = 1e200;
	double term = a / c * z, sum = term;
	*log_scale = 0;
	for (int k = 1; k < TERMS_MOST; k++) {
		double ratio = (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
		term *= ratio;
		sum += term;
		if (fabs(sum) > large) {
			sum /= large;
			term /= large;
			*log_scale += log(large);
		}
		/* What is left is at most a geometric series once the ratios do not rise any more. */
		double next = fabs(ratio) < z ? z : fabs(ratio);
		if (term == 0 || (next < 1 && fabs(term) * next <= fabs(sum) * 1e-16 * (1 - next)))
			return sum;
	}
	return NAN;
}

static double by_series(double a, double b, double c, double z, double log_factor)
{
	double scale, rest = sd_hypergeometric_rest(a, b, c, z, &scale);
	return exp(log_factor) + (b == 0 ? 0 : b * rest * exp(scale + log_factor));
}

double sd_hypergeometric(double a, double b, double c, double z)
{
	if (!(z >= 0 && z < 1 && c > 0))
		return NAN;
	return c > a + b ? by_series(a, b, c, z, 0) : by_series(c - a, c - b, c, z, (c - a - b) * log1p(-z));
}
