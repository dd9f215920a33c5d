/* SPDX-License-Identifier: MIT */
#include "do/paretonbd.h"

#include <math.h>
#include <stdlib.h>

#include "stats/quadrature.h"
#include "stats/special.h"

struct context {
	const struct sd_histories *groups;
	size_t length, stride;
	double customers;
	struct sd_quadrature quadrature;
};

static double weeks_of(int32_t days)
{
	return (double)days / SD_DAYS_OF_A_WEEK;
}

/* Of ∫ over `from` to `to`, times (α+at)^A (β+at)^s so that it has a size: its logarithm, and the means of what its
 * derivatives need, by its integrand. */
struct integral {
	double log_value;
	double log_alpha, log_beta, inverse_alpha, inverse_beta; /* of α + τ and β + τ */
};

static void integrate(const struct sd_quadrature *quadrature, const struct sd_paretonbd *m, double exponent,
		      double from, double to, double at, struct integral *out)
{
	enum { LEFT_OUT = 30 }; /* e^−30 */
	*out = (struct integral){.log_value = -INFINITY};
	double end = fmin((m->alpha + from) * exp(LEFT_OUT / exponent) - m->alpha,
			  (m->beta + from) * exp(LEFT_OUT / (m->s + 1)) - m->beta);
	end = fmin(end, to);
	if (!(end > from))
		return;
	double shift = fmin(m->alpha, m->beta), low = log(shift + from), half = (log(shift + end) - low) / 2;
	double alpha_from = log(m->alpha + from), beta_from = log(m->beta + from);
	double sum = 0;
	for (size_t i = 0; i < SD_QUADRATURE; i++) {
		double point = exp(low + half * (1 + quadrature->node[i])), time = point - shift;
		double log_alpha = log(m->alpha + time), log_beta = log(m->beta + time);
		double part = quadrature->weight[i] * point *
			      exp(-exponent * (log_alpha - alpha_from) - (m->s + 1) * (log_beta - beta_from));
		sum += part;
		out->log_alpha += part * log_alpha;
		out->log_beta += part * log_beta;
		out->inverse_alpha += part / (m->alpha + time);
		out->inverse_beta += part / (m->beta + time);
	}
	out->log_alpha /= sum;
	out->log_beta /= sum;
	out->inverse_alpha /= sum;
	out->inverse_beta /= sum;
	out->log_value = log(sum * half) + exponent * (log(m->alpha + at) - alpha_from) +
			 m->s * (log(m->beta + at) - beta_from) - beta_from;
}

/* ln(1 + exp(x)). */
static double log1pexp(double x)
{
	return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

static double total(const struct context *context, const struct sd_paretonbd *m, double *gradient)
{
	double value = 0, by[4] = {0, 0, 0, 0};
	for (size_t i = 0; i < context->length; i += context->stride) {
		const struct sd_history *history = &context->groups[i].history;
		double customers = context->groups[i].customers, x = history->repeats, exponent = m->r + x;
		double end = weeks_of(history->age), log_alpha = log(m->alpha + end), log_beta = log(m->beta + end);
		struct integral integral;
		integrate(&context->quadrature, m, exponent, weeks_of(history->last), end, end, &integral);
		double u = log(m->s) + integral.log_value;
		value += customers * (sd_log_gamma(exponent) - sd_log_gamma(m->r) + m->r * log(m->alpha) +
				      m->s * log(m->beta) - exponent * log_alpha - m->s * log_beta + log1pexp(u));
		if (!gradient)
			continue;
		double dead = isfinite(u) ? 1 / (1 + exp(-u)) : 0;
		double at_alpha = 1 / (m->alpha + end), at_beta = 1 / (m->beta + end);
		by[0] += customers * (sd_digamma(exponent) - sd_digamma(m->r) + log(m->alpha) - log_alpha +
				      dead * (log_alpha - integral.log_alpha));
		by[1] += customers * (m->r / m->alpha - exponent * at_alpha +
				      dead * exponent * (at_alpha - integral.inverse_alpha));
		by[2] += customers * (log(m->beta) - log_beta + dead * (1 / m->s + log_beta - integral.log_beta));
		by[3] += customers * (m->s / m->beta - m->s * at_beta +
				      dead * (m->s * at_beta - (m->s + 1) * integral.inverse_beta));
	}
	if (gradient)
		memcpy(gradient, by, sizeof by);
	return value;
}

static struct sd_paretonbd model_at(const double *at)
{
	return (struct sd_paretonbd){exp(at[0]), exp(at[1]), exp(at[2]), exp(at[3])};
}

static double mean_value(const void *opaque, const double *at, double *gradient)
{
	const struct context *context = opaque;
	const struct sd_paretonbd model = model_at(at);
	double value = total(context, &model, gradient) / context->customers;
	for (size_t i = 0; i < 4; i++)
		gradient[i] *= exp(at[i]) / context->customers;
	return value;
}

static void prepare(struct context *context, const struct sd_histories *groups, size_t length, size_t stride)
{
	*context = (struct context){.groups = groups, .length = length, .stride = stride};
	sd_quadrature_init(&context->quadrature);
	for (size_t i = 0; i < length; i += stride)
		context->customers += groups[i].customers;
}

double sd_paretonbd_log_likelihood(const struct sd_paretonbd *model, const struct sd_histories *groups, size_t length)
{
	struct context context;
	prepare(&context, groups, length, 1);
	return total(&context, model, NULL);
}

int sd_paretonbd_fit(struct sd_paretonbd *model, const struct sd_histories *groups, size_t length,
		     struct sd_maximum *maximum, struct sd_error *err)
{
	double repeats = 0, weeks = 0, customers = 0;
	for (size_t i = 0; i < length; i++) {
		customers += groups[i].customers;
		repeats += groups[i].customers * groups[i].history.repeats;
		weeks += groups[i].customers * weeks_of(groups[i].history.age);
	}
	if (!(repeats > 0) || !(weeks > 0))
		return sd_fail(err, "nobody bought on two different days, so there is no rhythm of buying to fit");
	double wait = log(weeks / repeats), age = log(weeks / customers);
	const double starts[] = {-0.5, wait,	 -0.5, age - 1, 0, wait + 1, 0, age,
				 -1,   wait - 1, -1,   age - 3, 0, wait,     1, age + 2};
	struct context context, thinned;
	prepare(&context, groups, length, 1);
	prepare(&thinned, groups, length, length / 500 + 1);
	const struct sd_maximum_problem problem = {4,	mean_value, &context, thinned.stride > 1 ? &thinned : NULL,
						   -10, 10};
	if (sd_maximum_find(&problem, starts, sizeof starts / sizeof *starts / 4, maximum, err))
		return -1;
	*model = model_at(maximum->at);
	return 0;
}

/* ln of the odds of having stopped between `from` and `to`, against being a customer at `at`, all in weeks. */
static double log_odds(const struct sd_paretonbd *model, double x, double from, double to, double at)
{
	struct sd_quadrature quadrature;
	struct integral integral;
	sd_quadrature_init(&quadrature);
	integrate(&quadrature, model, model->r + x, from, to, at, &integral);
	return log(model->s) + integral.log_value;
}

double sd_paretonbd_alive(const struct sd_paretonbd *model, const struct sd_history *history)
{
	double end = weeks_of(history->age);
	return 1 / (1 + exp(log_odds(model, history->repeats, weeks_of(history->last), end, end)));
}

/* (β+T)/(s−1) · [1 − ((β+T)/(β+T+t))^(s−1)], which has a limit at s = 1: weeks as a customer to come. */
static double weeks_to_come(const struct sd_paretonbd *model, double start, double weeks)
{
	double e = model->s - 1, change = -log1p(weeks / start);
	return start * (e == 0 ? -change : -expm1(e * change) / e);
}

double sd_paretonbd_expected(const struct sd_paretonbd *model, const struct sd_history *history, double weeks)
{
	double end = weeks_of(history->age);
	return sd_paretonbd_alive(model, history) * (model->r + history->repeats) / (model->alpha + end) *
	       weeks_to_come(model, model->beta + end, weeks);
}

double sd_paretonbd_expected_new(const struct sd_paretonbd *model, double weeks)
{
	return model->r / model->alpha * weeks_to_come(model, model->beta, weeks);
}

double sd_paretonbd_buys(const struct sd_paretonbd *model, const struct sd_history *history, double weeks)
{
	double end = weeks_of(history->age), x = history->repeats;
	/* Nothing is bought by who stays and does not buy, and by who stops before they do. */
	double stays = exp(-(model->r + x) * log1p(weeks / (model->alpha + end)) -
			   model->s * log1p(weeks / (model->beta + end)));
	double stops = exp(log_odds(model, x, end, end + weeks, end));
	return fmax(0, 1 - stays - stops);
}
