/* SPDX-License-Identifier: MIT */
#include "stats/calibration.h"

#include <math.h>

#include "base/mem.h"
#include "stats/special.h"

/* --- isotonic regression ------------------------------------------------------------------------------------------ */

struct point {
	double x, y, weight;
	size_t outcome; /* of forecasts */
};

static int by_x(const void *left, const void *right)
{
	const struct point *a = left, *b = right;
	if (a->x < b->x || a->x > b->x)
		return a->x < b->x ? -1 : 1;
	if (a->y < b->y || a->y > b->y)
		return a->y < b->y ? -1 : 1;
	return (a->weight > b->weight) - (a->weight < b->weight);
}

void sd_isotonic_fit(struct sd_isotonic *isotonic, const double *x, const double *y, const double *weight,
		     size_t length)
{
	struct block {
		double sum, weight;
		size_t points; /* distinct x */
	};
	struct point *points = sd_alloc(length + 1, sizeof *points);
	struct block *blocks = sd_alloc(length + 1, sizeof *blocks);
	*isotonic = (struct sd_isotonic){sd_alloc(length + 1, sizeof(double)), sd_alloc(length + 1, sizeof(double)), 0};
	for (size_t i = 0; i < length; i++)
		points[i] = (struct point){x[i], y[i], weight ? weight[i] : 1, 0};
	qsort(points, length, sizeof *points, by_x);
	size_t open = 0;
	for (size_t i = 0, next; i < length; i = next) {
		struct block block = {0, 0, 1};
		for (next = i; next < length && !(points[next].x > points[i].x); next++) {
			block.sum += points[next].weight * points[next].y;
			block.weight += points[next].weight;
		}
		isotonic->x[isotonic->length++] = points[i].x;
		while (open && blocks[open - 1].sum * block.weight >= block.sum * blocks[open - 1].weight) {
			open--;
			block.sum += blocks[open].sum;
			block.weight += blocks[open].weight;
			block.points += blocks[open].points;
		}
		blocks[open++] = block;
	}
	for (size_t b = 0, at = 0; b < open; b++)
		for (size_t k = 0; k < blocks[b].points; k++)
			isotonic->fitted[at++] = blocks[b].sum / blocks[b].weight;
	free(points);
	free(blocks);
}

double sd_isotonic_at(const struct sd_isotonic *isotonic, double x)
{
	size_t low = 0, high = isotonic->length;
	if (high == 0 || isnan(x))
		return NAN;
	while (low < high) { /* the first that is not below x */
		size_t middle = low + (high - low) / 2;
		if (isotonic->x[middle] < x)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == isotonic->length)
		return isotonic->fitted[low - 1];
	if (low == 0 || !(isotonic->x[low] > x))
		return isotonic->fitted[low];
	double from = isotonic->x[low - 1], share = (x - from) / (isotonic->x[low] - from);
	return isotonic->fitted[low - 1] + share * (isotonic->fitted[low] - isotonic->fitted[low - 1]);
}

void sd_isotonic_release(struct sd_isotonic *isotonic)
{
	free(isotonic->x);
	free(isotonic->fitted);
	*isotonic = (struct sd_isotonic){.x = NULL};
}

/* --- scores of forecasts ------------------------------------------------------------------------------------------ */

static size_t bin_of(double forecast, size_t bins)
{
	size_t bin = (size_t)(forecast * (double)bins);
	return bin < bins ? bin : bins - 1;
}

/* One bin's part, of forecasts in points[from] … points[to]. */
static void add_bin(struct sd_calibration *calibration, const struct point *points, size_t from, size_t to, double rate)
{
	double n = (double)(to - from), forecast = 0, outcome = 0;
	for (size_t i = from; i < to; i++) {
		forecast += points[i].x;
		outcome += (double)points[i].outcome;
	}
	struct sd_calibration_bin bin = {to - from, forecast / n, outcome / n, sd_wilson(outcome, n)};
	double off = bin.forecast - bin.outcome;
	calibration->reliability += n * off * off;
	calibration->resolution += n * (bin.outcome - rate) * (bin.outcome - rate);
	calibration->expected_error += n * fabs(off);
	calibration->most_error = fmax(calibration->most_error, fabs(off));
	for (size_t i = from; i < to; i++) {
		double within = points[i].x - bin.forecast;
		calibration->within_variance += within * within;
		calibration->within_covariance += 2 * ((double)points[i].outcome - bin.outcome) * within;
	}
	calibration->bins[calibration->bins_length++] = bin;
}

int sd_calibration_measure(struct sd_calibration *calibration, const double *forecast, const unsigned char *outcome,
			   size_t length, size_t bins, struct sd_error *err)
{
	*calibration = (struct sd_calibration){.n = length};
	if (length == 0)
		return sd_fail(err, "there are no forecasts");
	for (size_t i = 0; i < length; i++)
		if (!(forecast[i] >= 0 && forecast[i] <= 1))
			return sd_fail(err, "forecast %zu, %g, is not from 0 to 1", i + 1, forecast[i]);
	struct point *points = sd_alloc(length, sizeof *points);
	double n = (double)length, happened = 0, off = 0, variance = 0;
	for (size_t i = 0; i < length; i++)
		points[i] = (struct point){forecast[i], outcome[i] != 0, 1, outcome[i] != 0};
	qsort(points, length, sizeof *points, by_x);
	for (size_t i = 0; i < length; i++) {
		double p = points[i].x, o = (double)points[i].outcome;
		happened += o;
		calibration->brier += (p - o) * (p - o);
		calibration->log_loss -= log(o > 0 ? p : 1 - p);
		off += (o - p) * (1 - 2 * p);
		variance += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
	}
	double rate = happened / n;
	calibration->bins = sd_alloc(length, sizeof *calibration->bins);
	for (size_t from = 0, to; from < length; from = to) {
		for (to = from + 1; to < length; to++)
			if (bins ? bin_of(points[to].x, bins) != bin_of(points[from].x, bins)
				 : points[to].x > points[from].x)
				break;
		add_bin(calibration, points, from, to, rate);
	}
	double *means[] = {&calibration->brier,		  &calibration->reliability,	   &calibration->resolution,
			   &calibration->within_variance, &calibration->within_covariance, &calibration->expected_error,
			   &calibration->log_loss};
	for (size_t i = 0; i < sizeof means / sizeof *means; i++)
		*means[i] /= n;
	calibration->uncertainty = rate * (1 - rate);
	calibration->skill = calibration->uncertainty > 0 ? 1 - calibration->brier / calibration->uncertainty : NAN;
	calibration->spiegelhalter = variance > 0 ? off / sqrt(variance) : NAN;
	calibration->p = sd_normal_p(calibration->spiegelhalter);
	free(points);
	return 0;
}

void sd_calibration_release(struct sd_calibration *calibration)
{
	free(calibration->bins);
	*calibration = (struct sd_calibration){.n = 0};
}

/* ln(1 + e^x), without overflow. */
static double log_one_plus(double x)
{
	return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

int sd_platt_fit(struct sd_platt *platt, const double *x, const unsigned char *outcome, size_t length,
		 struct sd_error *err)
{
	double n = (double)length, mean = 0, spread = 0, happened = 0;
	for (size_t i = 0; i < length; i++) {
		mean += x[i] / n;
		happened += outcome[i] != 0;
	}
	for (size_t i = 0; i < length; i++)
		spread += (x[i] - mean) * (x[i] - mean) / n;
	if (!(spread > 0) || !(happened > 0) || !(happened < n))
		return sd_fail(err, "all %zu are alike in what was said or in what came: nothing to calibrate by",
			       length);
	/* Newton's steps on x centred and of unit spread, so that what is steep does not depend on x's unit. */
	double scale = sqrt(spread), a = log(happened / (n - happened)), b = 0;
	double before = INFINITY, aa = 0, ab = 0, bb = 0;
	for (int step = 0; step < 100; step++) {
		double loss = 0, ga = 0, gb = 0;
		aa = ab = bb = 0;
		for (size_t i = 0; i < length; i++) {
			double z = (x[i] - mean) / scale, margin = a + b * z, p = 1 / (1 + exp(-margin));
			double off = (outcome[i] != 0) - p, w = p * (1 - p);
			loss += log_one_plus(outcome[i] ? -margin : margin);
			ga += off;
			gb += off * z;
			aa += w;
			ab += w * z;
			bb += w * z * z;
		}
		double whole = aa * bb - ab * ab;
		platt->deviance = 2 * loss;
		if (!(whole > 0) || fabs(b) > 1e4 || loss < 1e-8)
			return sd_fail(err, "what was said tells all outcomes apart: no finite slope fits");
		if (fabs(before - loss) <= 1e-14 * loss && fabs(ga) + fabs(gb) < 1e-9 * n)
			break;
		double da = (bb * ga - ab * gb) / whole, db = (aa * gb - ab * ga) / whole;
		double most = fmax(fabs(da), fabs(db)), shorten = most > 2 ? 2 / most : 1;
		a += da * shorten;
		b += db * shorten;
		before = loss;
	}
	double whole = aa * bb - ab * ab, shift = mean / scale;
	platt->slope = b / scale;
	platt->intercept = a - b * shift;
	platt->slope_error = sqrt(aa / whole) / scale;
	/* Var(a − b·shift), with the inverse of the information: bb, aa and −ab over its determinant. */
	platt->intercept_error = sqrt((bb + shift * shift * aa + 2 * shift * ab) / whole);
	platt->null_deviance = -2 * (happened * log(happened / n) + (n - happened) * log1p(-happened / n));
	return 0;
}

/* --- stated chances as counts ------------------------------------------------------------------------------------- */

double sd_beta_binomial_log_likelihood(double alpha, double beta, const double *counts, size_t steps)
{
	double sum = 0, n = (double)steps, whole = sd_log_beta(alpha, beta);
	for (size_t x = 0; x <= steps; x++)
		if (counts[x] > 0)
			sum += counts[x] * (sd_log_choose(n, (double)x) +
					    sd_log_beta(alpha + (double)x, beta + n - (double)x) - whole);
	return sum;
}

/* Moments (Griffiths 1973). False where they scatter no more than a binomial's. */
static bool begin(const double *counts, size_t steps, double *alpha, double *beta)
{
	double n = (double)steps, people = 0, sum = 0, squares = 0;
	for (size_t x = 0; x <= steps; x++) {
		people += counts[x];
		sum += counts[x] * (double)x;
		squares += counts[x] * (double)x * (double)x;
	}
	double mean = sum / people, variance = squares / people - mean * mean;
	double share = mean / n, binomial = n * share * (1 - share);
	if (!(people > 0) || !(binomial > 0) || steps < 2 || !(variance > binomial * (1 + 1e-9)))
		return false;
	/* variance = binomial · (1 + (n − 1) / (α + β + 1)); at the ends only, it is n times the binomial's. */
	double correlation = fmin((variance / binomial - 1) / (n - 1), 0.99);
	double size = 1 / correlation - 1;
	*alpha = share * size;
	*beta = (1 - share) * size;
	return true;
}

int sd_beta_binomial_fit(struct sd_beta_binomial *fit, const double *counts, size_t steps, struct sd_error *err)
{
	static const char narrow[] = "stated chances scatter no more than chance has it: people do not differ, or all "
				     "said the same";
	double a, b, n = (double)steps;
	if (!begin(counts, steps, &a, &b))
		return sd_fail(err, "%s", narrow);
	double best = sd_beta_binomial_log_likelihood(a, b, counts, steps);
	for (int step = 0; step < 200; step++) {
		double people = 0, ga = 0, gb = 0, haa = 0, hbb = 0, hab = 0;
		for (size_t x = 0; x <= steps; x++) {
			double up = a + (double)x, down = b + n - (double)x;
			people += counts[x];
			ga += counts[x] * sd_digamma(up);
			gb += counts[x] * sd_digamma(down);
			haa += counts[x] * sd_trigamma(up);
			hbb += counts[x] * sd_trigamma(down);
		}
		double both = people * (sd_digamma(a + b) - sd_digamma(a + b + n));
		ga = a * (ga + both - people * sd_digamma(a));
		gb = b * (gb + both - people * sd_digamma(b));
		hab = people * (sd_trigamma(a + b) - sd_trigamma(a + b + n));
		haa = a * a * (haa + hab - people * sd_trigamma(a)) + ga;
		hbb = b * b * (hbb + hab - people * sd_trigamma(b)) + gb;
		hab *= a * b;
		double whole = haa * hbb - hab * hab, da, db;
		if (whole > 0 && haa < 0) {
			da = -(hbb * ga - hab * gb) / whole;
			db = -(haa * gb - hab * ga) / whole;
		} else { /* not yet concave: uphill */
			da = ga / people;
			db = gb / people;
		}
		double most = fmax(fabs(da), fabs(db)), shorten = 1 / fmax(1, most), next = -INFINITY;
		for (int half = 0; half < 60; half++, shorten /= 2) {
			next = sd_beta_binomial_log_likelihood(a * exp(da * shorten), b * exp(db * shorten), counts,
							       steps);
			/* So near the top, the likelihood's rounding tells less than its slope. */
			if (next >= best || most < 1e-5)
				break;
		}
		a *= exp(da * shorten);
		b *= exp(db * shorten);
		best = next;
		if (!(a + b < 1e6))
			return sd_fail(err, "%s", narrow);
		if (most < 1e-12)
			break;
	}
	*fit = (struct sd_beta_binomial){a, b, best};
	return 0;
}

double sd_beta_binomial_expected(const struct sd_beta_binomial *fit, double x, size_t steps)
{
	return (fit->alpha + x) / (fit->alpha + fit->beta + (double)steps);
}

double sd_beta_binomial_share(const struct sd_beta_binomial *fit, size_t steps)
{
	return (double)steps / (fit->alpha + fit->beta + (double)steps);
}
