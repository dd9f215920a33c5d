/* SPDX-License-Identifier: MIT */
#include "do/gammagamma.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/special.h"

struct context {
	const struct sd_worth *worths;
	size_t length, stride;
	double unit; /* means are divided by it */
	const double *log_means; /* of means over unit */
};

static double total(const struct context *context, const struct sd_gammagamma *m, double *gradient)
{
	double value = 0, by[3] = {0, 0, 0}, log_gamma = log(m->gamma), psi_sum = 0, psi_p = 0, log_x = 0, shared = 0;
	double psi_q = sd_digamma(m->q), gamma_q = sd_log_gamma(m->q);
	int32_t purchases = -1;
	for (size_t i = 0; i < context->length; i += context->stride) {
		double x = context->worths[i].purchases, px = m->p * x, mean = context->worths[i].mean / context->unit;
		if (context->worths[i].purchases != purchases) {
			purchases = context->worths[i].purchases;
			shared = sd_log_gamma(px + m->q) - sd_log_gamma(px) - gamma_q + m->q * log_gamma + px * log(x);
			psi_sum = sd_digamma(px + m->q);
			psi_p = sd_digamma(px);
			log_x = log(x);
		}
		double sum = x * mean + m->gamma, log_sum = log(sum), log_mean = context->log_means[i];
		value += shared + (px - 1) * log_mean - (px + m->q) * log_sum;
		if (!gradient)
			continue;
		by[0] += x * (psi_sum - psi_p + log_mean + log_x - log_sum);
		by[1] += psi_sum - psi_q + log_gamma - log_sum;
		by[2] += m->q / m->gamma - (px + m->q) / sum;
	}
	if (gradient)
		memcpy(gradient, by, sizeof by);
	return value;
}

/* Of the means, once for all steps. */
static double *logs_of(const struct sd_worth *worths, size_t length, double unit)
{
	double *logs = sd_alloc(length ? length : 1, sizeof *logs);
	for (size_t i = 0; i < length; i++)
		logs[i] = log(worths[i].mean / unit);
	return logs;
}

static double mean_value(const void *opaque, const double *at, double *gradient)
{
	const struct context *context = opaque;
	const struct sd_gammagamma model = {exp(at[0]), exp(at[1]), exp(at[2])};
	double customers = (double)((context->length + context->stride - 1) / context->stride);
	double value = total(context, &model, gradient) / customers;
	for (size_t i = 0; i < 3; i++)
		gradient[i] *= exp(at[i]) / customers;
	return value;
}

double sd_gammagamma_log_likelihood(const struct sd_gammagamma *model, const struct sd_worth *worths, size_t length)
{
	double *log_means = logs_of(worths, length, 1);
	const struct context context = {worths, length, 1, 1, log_means};
	double value = total(&context, model, NULL);
	free(log_means);
	return value;
}

static int compare(const void *a, const void *b)
{
	const struct sd_worth *x = a, *y = b;
	if (x->purchases != y->purchases)
		return x->purchases < y->purchases ? -1 : 1;
	return x->mean < y->mean ? -1 : x->mean > y->mean;
}

int sd_gammagamma_fit(struct sd_gammagamma *model, struct sd_worth *worths, size_t length, struct sd_maximum *maximum,
		      struct sd_error *err)
{
	double sum = 0;
	bool same = true;
	/* Sorted, so that the sums are taken in one order whatever that of the customers was. */
	if (length)
		qsort(worths, length, sizeof *worths, compare);
	for (size_t i = 0; i < length; i++) {
		sum += worths[i].mean;
		same = same && fabs(worths[i].mean - worths[0].mean) <= 1e-9 * worths[0].mean;
	}
	if (length < 3)
		return sd_fail(err, "%zu customer%s with money on two purchase days; spend is fitted from 3 on", length,
			       length == 1 ? "" : "s");
	if (same)
		return sd_fail(err, "all customers spend the same each time, so there is no spread of spend to fit");
	double unit = sum / (double)length, *log_means = logs_of(worths, length, unit);
	const struct context context = {worths, length, 1, unit, log_means};
	const struct context thinned = {worths, length, length / 5000 + 1, unit, log_means};
	const double starts[] = {1, 1, 1, 0, 1.5, 0, 2, 2, 0, 0, 0.5, -1};
	const struct sd_maximum_problem problem = {3,	mean_value, &context, thinned.stride > 1 ? &thinned : NULL,
						   -10, 10};
	int status = sd_maximum_find(&problem, starts, sizeof starts / sizeof *starts / 3, maximum, err);
	free(log_means);
	if (status)
		return -1;
	*model = (struct sd_gammagamma){exp(maximum->at[0]), exp(maximum->at[1]), exp(maximum->at[2]) * context.unit};
	return 0;
}

double sd_gammagamma_expected(const struct sd_gammagamma *model, int32_t purchases, double mean)
{
	double beside = model->p * purchases + model->q - 1;
	double money = purchases && mean > 0 ? purchases * mean : 0;
	return beside > 0 ? model->p * (model->gamma + money) / beside : NAN;
}

double sd_worth_correlation(const struct sd_worth *worths, size_t length)
{
	double n = (double)length, x = 0, m = 0, xx = 0, mm = 0, xm = 0;
	for (size_t i = 0; i < length; i++) {
		x += worths[i].purchases / n;
		m += worths[i].mean / n;
	}
	for (size_t i = 0; i < length; i++) {
		double dx = worths[i].purchases - x, dm = worths[i].mean - m;
		xx += dx * dx;
		mm += dm * dm;
		xm += dx * dm;
	}
	return xx > 0 && mm > 0 ? xm / sqrt(xx * mm) : NAN;
}
