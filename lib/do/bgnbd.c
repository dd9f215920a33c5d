/* SPDX-License-Identifier: MIT */
#include "do/bgnbd.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/hypergeometric.h"
#include "stats/special.h"

static double weeks_of(int32_t days)
{
	return (double)days / SD_DAYS_OF_A_WEEK;
}

/* Histories as the likelihood goes through them: in the order of x, every `stride`th. The logarithms of α + t are those
 * of a few hundred days, and the gamma functions those of a few dozen x, so they are computed once a day and once a run
 * of equal x; what is left for a history is one exponential and one logarithm. */
struct context {
	const struct sd_histories *groups;
	size_t length, stride;
	bool modified;
	double customers; /* of those that are gone through */
	int32_t days;	  /* the largest age */
	double *logs, *inverses; /* of α + day/7, 0 to `days`; scratch */
};

static void prepare(struct context *context, const struct sd_histories *groups, size_t length, size_t stride,
		    bool modified)
{
	*context = (struct context){.groups = groups, .length = length, .stride = stride, .modified = modified};
	for (size_t i = 0; i < length; i += stride) {
		context->customers += groups[i].customers;
		if (groups[i].history.age > context->days)
			context->days = groups[i].history.age;
	}
	context->logs = sd_alloc((size_t)context->days + 1, sizeof *context->logs);
	context->inverses = sd_alloc((size_t)context->days + 1, sizeof *context->inverses);
}

static void release(struct context *context)
{
	free(context->logs);
	free(context->inverses);
}

/* ln u of P(alive) = 1 / (1 + u); −∞ where u is 0. `change` is ln(α+T) − ln(α+t_x). */
static double log_dead_odds(const struct sd_bgnbd *model, int32_t repeats, double change)
{
	if (!model->modified && repeats == 0)
		return -INFINITY;
	double beside = model->b + repeats - (model->modified ? 0 : 1);
	return log(model->a / beside) + (model->r + repeats) * change;
}

/* ln(1 + exp(x)). */
static double log1pexp(double x)
{
	return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/* What all histories of one x have in common: the value and the derivatives by r, α, a, b. */
struct shared {
	double value, by_r, by_alpha, by_a, by_b, beside;
};

static struct shared share(const struct sd_bgnbd *m, int32_t repeats, bool derivatives)
{
	double x = repeats, more = x + (m->modified ? 1 : 0), log_alpha = log(m->alpha);
	struct shared shared = {.beside = m->b + x - (m->modified ? 0 : 1)};
	shared.value = sd_log_gamma(m->r + x) - sd_log_gamma(m->r) + m->r * log_alpha + sd_log_gamma(m->a + m->b) +
		       sd_log_gamma(m->b + more) - sd_log_gamma(m->b) - sd_log_gamma(m->a + m->b + more);
	if (derivatives) {
		double both = sd_digamma(m->a + m->b) - sd_digamma(m->a + m->b + more);
		shared.by_r = sd_digamma(m->r + x) - sd_digamma(m->r) + log_alpha;
		shared.by_alpha = m->r / m->alpha;
		shared.by_a = both;
		shared.by_b = both + sd_digamma(m->b + more) - sd_digamma(m->b);
	}
	return shared;
}

static double total(const struct context *context, const struct sd_bgnbd *model, double *gradient)
{
	double value = 0, by[4] = {0, 0, 0, 0};
	for (int32_t day = 0; day <= context->days; day++) {
		double time = model->alpha + weeks_of(day);
		context->logs[day] = log(time);
		context->inverses[day] = 1 / time;
	}
	struct shared shared = {0};
	int32_t repeats = -1;
	double odds = 0;
	for (size_t i = 0; i < context->length; i += context->stride) {
		const struct sd_history *history = &context->groups[i].history;
		if (history->repeats != repeats) {
			repeats = history->repeats;
			shared = share(model, repeats, gradient);
			odds = log_dead_odds(model, repeats, 0);
		}
		double customers = context->groups[i].customers, exponent = model->r + repeats;
		double change = context->logs[history->age] - context->logs[history->last];
		double u = odds + exponent * change;
		value += customers * (shared.value - exponent * context->logs[history->age] + log1pexp(u));
		if (!gradient)
			continue;
		double dead = 1 / (1 + exp(-u));
		double at_end = context->inverses[history->age], at_last = context->inverses[history->last];
		by[0] += customers * (shared.by_r - context->logs[history->age] + dead * change);
		by[1] += customers * (shared.by_alpha - exponent * at_end + dead * exponent * (at_end - at_last));
		by[2] += customers * (shared.by_a + dead / model->a);
		by[3] += customers * (shared.by_b - dead / shared.beside);
	}
	if (gradient)
		memcpy(gradient, by, sizeof by);
	return value;
}

static struct sd_bgnbd model_at(const double *at, bool modified)
{
	return (struct sd_bgnbd){exp(at[0]), exp(at[1]), exp(at[2]), exp(at[3]), modified};
}

static double mean_value(const void *opaque, const double *at, double *gradient)
{
	const struct context *context = opaque;
	const struct sd_bgnbd model = model_at(at, context->modified);
	double value = total(context, &model, gradient) / context->customers;
	for (size_t i = 0; i < 4; i++)
		gradient[i] *= exp(at[i]) / context->customers;
	return value;
}

double sd_bgnbd_log_likelihood(const struct sd_bgnbd *model, const struct sd_histories *groups, size_t length)
{
	struct context context;
	prepare(&context, groups, length, 1, model->modified);
	double value = total(&context, model, NULL);
	release(&context);
	return value;
}

int sd_bgnbd_fit(struct sd_bgnbd *model, bool modified, const struct sd_histories *groups, size_t length,
		 struct sd_maximum *maximum, struct sd_error *err)
{
	double repeats = 0, weeks = 0;
	for (size_t i = 0; i < length; i++) {
		repeats += groups[i].customers * groups[i].history.repeats;
		weeks += groups[i].customers * weeks_of(groups[i].history.age);
	}
	if (!(repeats > 0) || !(weeks > 0))
		return sd_fail(err, "nobody bought on two different days, so there is no rhythm of buying to fit");
	/* Rates about that of the mean customer, who stops sooner or later, and differs from others more or less. */
	double wait = log(weeks / repeats);
	const double starts[] = {-1, wait - 1, -0.5, 0.5, 0, wait, 0, 1, -1, wait - 2, -2, 1, 0, wait + 1, 1, 4};
	struct context context, thinned;
	prepare(&context, groups, length, 1, modified);
	prepare(&thinned, groups, length, length / 2000 + 1, modified);
	const struct sd_maximum_problem problem = {4,	mean_value, &context, thinned.stride > 1 ? &thinned : NULL,
						   -10, 10};
	int status = sd_maximum_find(&problem, starts, sizeof starts / sizeof *starts / 4, maximum, err);
	if (!status)
		*model = model_at(maximum->at, modified);
	release(&context);
	release(&thinned);
	return status;
}

double sd_bgnbd_alive(const struct sd_bgnbd *model, const struct sd_history *history)
{
	if (!model->modified && history->repeats == 0)
		return NAN;
	double end = model->alpha + weeks_of(history->age), last = model->alpha + weeks_of(history->last);
	return 1 / (1 + exp(log_dead_odds(model, history->repeats, log(end / last))));
}

/* [1 − (1−z)^e · 2F1(a+b−r, e; a+b+x; z)] · (a+b+x+shift) / e with e = a − 1, which two terms give without e below. */
static double expected_alive(const struct sd_bgnbd *m, double x, double start, double weeks, double lead, double c)
{
	double z = weeks / (start + weeks), scale;
	if (!(z > 0))
		return 0;
	/* At 0, where a + b = 1 and x = 0 in the BG/NBD, the expression has a limit but no value. */
	if (fabs(c) < 1e-9)
		c = lead = 1e-9;
	/* Where one stops so surely that the plain series falls fast, it is taken: its terms are all above 0. */
	if (m->a > m->r + x + 1) {
		double b = m->b + x + (m->modified ? 1 : 0), log_power = (m->r + x) * log1p(-z);
		double rest = sd_hypergeometric_rest(m->r + x, b, c, z, &scale);
		return lead / (m->a - 1) * (1 - exp(log_power) - b * rest * exp(scale + log_power));
	}
	double e = m->a - 1, log_rest = log1p(-z);
	double first = e == 0 ? -log_rest : -expm1(e * log_rest) / e;
	double second = sd_hypergeometric_rest(c - m->r - x, e, c, z, &scale);
	return lead * (first - second * exp(scale + e * log_rest));
}

double sd_bgnbd_expected(const struct sd_bgnbd *model, const struct sd_history *history, double weeks)
{
	double x = history->repeats, c = model->a + model->b + x - (model->modified ? 0 : 1);
	double alive = sd_bgnbd_alive(model, history);
	return (isnan(alive) ? 1 : alive) *
	       expected_alive(model, x, model->alpha + weeks_of(history->age), weeks, c, c);
}

double sd_bgnbd_expected_new(const struct sd_bgnbd *model, double weeks)
{
	const struct sd_history none = {0, 0, 0};
	/* Behind the first purchase a customer of the MBG/NBD is one with probability b / (a + b), which is P(alive) at
	 * 0. */
	return sd_bgnbd_expected(model, &none, weeks);
}

double sd_bgnbd_buys(const struct sd_bgnbd *model, const struct sd_history *history, double weeks)
{
	double start = model->alpha + weeks_of(history->age);
	return -expm1(-(model->r + history->repeats) * log1p(weeks / start));
}
