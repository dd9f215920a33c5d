/* SPDX-License-Identifier: MIT */
#include "stats/special.h"

#include <float.h>
#include <math.h>

static const double two_pi = 6.283185307179586477;

double sd_log_gamma(double x)
{
	int sign;
	return x > 0 ? lgamma_r(x, &sign) : NAN;
}

double sd_digamma(double x)
{
	double sum = 0;
	if (!(x > 0))
		return NAN;
	for (; x < 10; x++)
		sum -= 1 / x;
	double y = 1 / (x * x);
	double series = 1. / 240 - y * (1. / 132 - y * (691. / 32760 - y / 12));
	return sum + log(x) - 1 / (2 * x) - y * (1. / 12 - y * (1. / 120 - y * (1. / 252 - y * series)));
}

double sd_trigamma(double x)
{
	double sum = 0;
	if (!(x > 0))
		return NAN;
	for (; x < 10; x++)
		sum += 1 / (x * x);
	double y = 1 / (x * x);
	double series = 1. / 30 - y * (5. / 66 - y * (691. / 2730 - y * 7 / 6));
	return sum + 1 / x + y / 2 + y / x * (1. / 6 - y * (1. / 30 - y * (1. / 42 - y * series)));
}

double sd_log_beta(double a, double b)
{
	return sd_log_gamma(a) + sd_log_gamma(b) - sd_log_gamma(a + b);
}

double sd_log_choose(double n, double k)
{
	return sd_log_gamma(n + 1) - sd_log_gamma(k + 1) - sd_log_gamma(n - k + 1);
}

/* --- Loader's saddle point ---------------------------------------------------------------------------------------- */

/* ln n! less Stirling's formula. */
static double stirling_error(double n)
{
	if (n <= 15)
		return sd_log_gamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(two_pi);
	double y = 1 / (n * n);
	return (1. / 12 - y * (1. / 360 - y * (1. / 1260 - y * (1. / 1680 - y / 1188)))) / n;
}

/* x ln(x/mean) + mean − x, without cancellation where they are near. */
static double deviance(double x, double mean)
{
	if (fabs(x - mean) >= 0.1 * (x + mean))
		return x * log(x / mean) + mean - x;
	double v = (x - mean) / (x + mean), sum = (x - mean) * v, term = 2 * x * v;
	for (int j = 1; j < 1000; j++) {
		term *= v * v;
		double next = sum + term / (2 * j + 1);
		if (!(next > sum) && !(next < sum))
			break;
		sum = next;
	}
	return sum;
}

/* mean^x e^−mean / Γ(x + 1), x not necessarily whole. */
static double poisson_term(double x, double mean)
{
	if (!(mean > 0))
		return x > 0 ? 0 : 1;
	if (x < DBL_MIN)
		return exp(-mean);
	return exp(-stirling_error(x) - deviance(x, mean)) / sqrt(two_pi * x);
}

/* Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a y^b with y = 1 − x. */
static double binomial_term(double a, double b, double x, double y)
{
	double n = a + b;
	if (!(x > 0))
		return a > 0 ? 0 : 1;
	if (!(y > 0))
		return b > 0 ? 0 : 1;
	if (a < DBL_MIN)
		return exp(n * (x < 0.5 ? log1p(-x) : log(y)));
	if (b < DBL_MIN)
		return exp(n * (y < 0.5 ? log1p(-y) : log(x)));
	double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b);
	exponent -= deviance(a, n * x) + deviance(b, n * y);
	return exp(exponent) * sqrt(n / (two_pi * a * b));
}

/* --- incomplete gamma --------------------------------------------------------------------------------------------- */

enum { STEPS = 2000000 };

static double gamma_series(double a, double x)
{
	double term = 1, sum = 1;
	for (int k = 1; k < STEPS && term > sum * 1e-17; k++) {
		term *= x / (a + k);
		sum += term;
	}
	return sum * poisson_term(a, x);
}

static double gamma_fraction(double a, double x)
{
	const double tiny = 1e-300;
	double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
	for (int k = 1; k < STEPS; k++) {
		double numerator = -k * (k - a);
		b += 2;
		d = numerator * d + b;
		d = fabs(d) < tiny ? tiny : d;
		c = b + numerator / c;
		c = fabs(c) < tiny ? tiny : c;
		d = 1 / d;
		h *= d * c;
		if (fabs(d * c - 1) < 1e-16)
			break;
	}
	return h * a * poisson_term(a, x);
}

double sd_gamma_p(double a, double x)
{
	if (!(a > 0) || !(x >= 0))
		return NAN;
	if (isinf(x))
		return 1;
	return x < a + 1 ? fmin(gamma_series(a, x), 1) : 1 - gamma_fraction(a, x);
}

double sd_gamma_q(double a, double x)
{
	if (!(a > 0) || !(x >= 0))
		return NAN;
	if (isinf(x))
		return 0;
	return x < a + 1 ? fmax(1 - gamma_series(a, x), 0) : gamma_fraction(a, x);
}

/* One step of a search for a root in (low, high): Newton's where it stays inside, else the middle. */
static double next_guess(double x, double step, double low, double high)
{
	double next = x - step;
	if (next > low && next < high)
		return next;
	return isinf(high) ? 2 * x + 1 : low + (high - low) / 2;
}

double sd_gamma_quantile(double p, double a)
{
	if (!(a > 0) || !(p >= 0) || p > 1)
		return NAN;
	if (p >= 1)
		return INFINITY;
	if (p <= 0)
		return 0;
	/* Wilson and Hilferty 1931, to begin with; where that is no use, the first term of the series. */
	double z = sd_normal_quantile(p), cube = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
	double x = a * cube * cube * cube, low = 0, high = INFINITY;
	if (!(x > 0) || a < 1)
		x = exp((log(p) + sd_log_gamma(a + 1)) / a);
	if (!(x > DBL_MIN))
		return x;
	for (int i = 0; i < 1200; i++) {
		double off = p < 0.5 ? sd_gamma_p(a, x) - p : (1 - p) - sd_gamma_q(a, x);
		if (off > 0)
			high = x;
		else
			low = x;
		double density = a * poisson_term(a, x) / x;
		double next = next_guess(x, off / density, low, high);
		if (fabs(next - x) <= 1e-15 * x)
			return next;
		x = next;
	}
	return x;
}

/* --- incomplete beta ---------------------------------------------------------------------------------------------- */

static double beta_fraction(double a, double b, double x, double factor)
{
	const double tiny = 1e-300;
	double c = 1, d = 1 - (a + b) * x / (a + 1);
	d = fabs(d) < tiny ? 1 / tiny : 1 / d;
	double h = d;
	for (int m = 1; m < STEPS; m++) {
		double numerator = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		for (int half = 0; half < 2; half++) {
			d = 1 + numerator * d;
			d = fabs(d) < tiny ? 1 / tiny : 1 / d;
			c = 1 + numerator / c;
			c = fabs(c) < tiny ? tiny : c;
			h *= d * c;
			if (!half)
				numerator = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		}
		if (fabs(d * c - 1) < 1e-16)
			break;
	}
	return factor / a * h;
}

/* By terms that are all positive (DLMF 8.17.8): for x·b that is not large, however large b is. */
static double beta_series(double x, double a, double b, double factor)
{
	double term = factor / a, sum = term;
	for (int k = 0; k < STEPS && term > sum * 1e-17; k++) {
		term *= x * (a + b + k) / (a + 1 + k);
		sum += term;
	}
	return sum;
}

/* I_x(a, b) into *lower and 1 − it into *upper, with y = 1 − x given for itself. */
static void beta_both(double x, double y, double a, double b, double *lower, double *upper)
{
	if (!(x > 0) || !(y > 0)) {
		*lower = x > 0;
		*upper = x > 0 ? 0 : 1;
		return;
	}
	double factor = a * b / (a + b) * binomial_term(a, b, x, y); /* x^a y^b / B(a, b) */
	if (b * x < 100 && x < 0.5 && x * (a + b) <= 2 * (a + 1)) {
		*lower = fmin(beta_series(x, a, b, factor), 1);
		*upper = 1 - *lower;
	} else if (a * y < 100 && y < 0.5 && y * (a + b) <= 2 * (b + 1)) {
		*upper = fmin(beta_series(y, b, a, factor), 1);
		*lower = 1 - *upper;
	} else if (x < (a + 1) / (a + b + 2)) {
		*lower = fmin(beta_fraction(a, b, x, factor), 1);
		*upper = 1 - *lower;
	} else {
		*upper = fmin(beta_fraction(b, a, y, factor), 1);
		*lower = 1 - *upper;
	}
}

double sd_beta_i(double x, double a, double b)
{
	if (!(a > 0) || !(b > 0) || !(x >= 0) || x > 1)
		return NAN;
	double lower, upper;
	beta_both(x, 1 - x, a, b, &lower, &upper);
	return lower;
}

double sd_beta_quantile(double p, double a, double b)
{
	if (!(a > 0) || !(b > 0) || !(p >= 0) || p > 1)
		return NAN;
	if (p <= 0 || p >= 1)
		return p;
	double x = a / (a + b), low = 0, high = 1;
	for (int i = 0; i < 1200; i++) {
		double lower, upper;
		beta_both(x, 1 - x, a, b, &lower, &upper);
		double off = p < 0.5 ? lower - p : (1 - p) - upper;
		if (off > 0)
			high = x;
		else
			low = x;
		double density = a * b / (a + b) * binomial_term(a, b, x, 1 - x) / (x * (1 - x));
		double next = next_guess(x, off / density, low, high);
		if (fabs(next - x) <= 1e-15 * x || !(high > low))
			return next;
		x = next;
	}
	return x;
}

/* --- distributions ------------------------------------------------------------------------------------------------ */

double sd_normal(double z)
{
	return 0.5 * erfc(-z / sqrt(2));
}

double sd_normal_p(double z)
{
	return erfc(fabs(z) / sqrt(2));
}

double sd_normal_quantile(double p)
{
	if (!(p >= 0) || p > 1)
		return NAN;
	if (p <= 0 || p >= 1)
		return p > 0 ? INFINITY : -INFINITY;
	double tail = p < 0.5 ? p : 1 - p;
	/* Abramowitz and Stegun 26.2.23, within 4.5e-4; Halley's steps make the rest. */
	double t = sqrt(-2 * log(tail));
	double z =
		t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
	for (int i = 0; i < 4; i++) {
		double off = (tail - 0.5 * erfc(z / sqrt(2))) * sqrt(two_pi) * exp(z * z / 2);
		z -= off / (1 + z * off / 2);
	}
	return p < 0.5 ? -z : p > 0.5 ? z : 0;
}

double sd_t_p(double t, double df)
{
	if (!(df > 0) || isnan(t))
		return NAN;
	if (isinf(df) || isinf(t))
		return sd_normal_p(t);
	double lower, upper, square = t * t;
	beta_both(df / (df + square), square / (df + square), df / 2, 0.5, &lower, &upper);
	return lower;
}

double sd_t(double t, double df)
{
	double half = sd_t_p(t, df) / 2;
	return t < 0 ? half : 1 - half;
}

/* ln(Γ(b + ½) / Γ(b)). Where b is large, the difference of two large logarithms would lose digits; the asymptotic
 * series of Tricomi and Erdélyi does not, and its first term left out is below 1e-14 from b = 50 on. */
static double log_gamma_ratio(double b)
{
	if (b < 50)
		return sd_log_gamma(b + 0.5) - sd_log_gamma(b);
	double b2 = b * b;
	return 0.5 * log(b) - 1 / (8 * b) + 1 / (192 * b * b2) - 1 / (640 * b * b2 * b2);
}

double sd_t_quantile(double p, double df)
{
	if (!(df >= 1) || !(p >= 0) || p > 1)
		return NAN;
	if (isinf(df) || p <= 0 || p >= 1)
		return sd_normal_quantile(p);
	if (p < 0.5)
		return -sd_t_quantile(1 - p, df);
	const double half = df / 2, inside_wanted = 2 * p - 1;
	const double height = log_gamma_ratio(half) - 0.5 * log(two_pi / 2 * df);
	/* Peiser 1943, the first terms in 1/df: near enough for Newton's steps, which end within a few. */
	const double z = p > 0.5 ? sd_normal_quantile(p) : 0, z3 = z * z * z;
	double t = z + (z3 + z) / (4 * df) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * df * df);
	for (int i = 0; i < 200 && p > 0.5; i++) {
		double density = exp(height - (half + 0.5) * log1p(t * t / df));
		/* P(|T| > t) = I_x(df/2, ½) with x = df / (df + t²) and P(|T| < t) = I_(1−x)(½, df/2) (DLMF 8.17.4).
		 * One converges fast where df is small, one where it is large; both have the factor t·density. */
		double inside;
		if (df < 10)
			inside = 1 - beta_series(df / (df + t * t), half, 0.5, t * density);
		else
			inside = beta_series(t * t / (df + t * t), 0.5, half, t * density);
		double step = (inside_wanted - inside) / (2 * density);
		/* The distribution is concave, so a step from below never overshoots; one from above may. */
		t = fmax(t + step, t / 2);
		if (fabs(step) <= 1e-13 * t)
			break;
	}
	return t;
}

double sd_chi_squared_p(double x, double df)
{
	return sd_gamma_q(df / 2, x / 2);
}

double sd_chi_squared_quantile(double p, double df)
{
	return 2 * sd_gamma_quantile(p, df / 2);
}

double sd_f_p(double x, double df1, double df2)
{
	if (!(x >= 0) || !(df1 > 0) || !(df2 > 0))
		return NAN;
	double lower, upper, whole = df1 * x + df2;
	beta_both(df2 / whole, df1 * x / whole, df2 / 2, df1 / 2, &lower, &upper);
	return lower;
}

double sd_poisson(double k, double mean)
{
	return k < 0 || !(mean >= 0) ? 0 : poisson_term(k, mean);
}

double sd_poisson_at_most(double k, double mean)
{
	return k < 0 ? 0 : sd_gamma_q(k + 1, mean);
}

double sd_poisson_at_least(double k, double mean)
{
	return k <= 0 ? 1 : sd_gamma_p(k, mean);
}

double sd_binomial(double k, double n, double p)
{
	return k < 0 || k > n ? 0 : binomial_term(k, n - k, p, 1 - p);
}

double sd_binomial_at_most(double k, double n, double p)
{
	if (k < 0)
		return 0;
	return k >= n ? 1 : sd_beta_i(1 - p, n - k, k + 1);
}
