/* SPDX-License-Identifier: MIT */
/* The models on small data of our own: formulas against their papers' forms, derivatives against differences, what is
 * known at the edges. Published figures are in tests/known/test_models_cdnow.c. */
#include "do/bgnbd.h"
#include "do/gammagamma.h"
#include "do/paretonbd.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/hypergeometric.h"

static void near(double got, double wanted, double relative)
{
	if (!(fabs(got - wanted) <= relative * fabs(wanted)))
		fail_msg("%.17g, not %.17g", got, wanted);
}

static const struct sd_history several[] = {{0, 0, 0},	   {0, 0, 280},	  {1, 3, 280},	   {2, 210, 272}, {2, 21, 70},
					    {10, 140, 273}, {30, 300, 300}, {699, 2800, 3000}, {5, 20, 21}, {0, 0, 1}};
enum { SEVERAL = sizeof several / sizeof *several };

static struct sd_histories *grouped(size_t *groups)
{
	struct sd_history copy[SEVERAL * 2];
	for (size_t i = 0; i < SEVERAL * 2; i++)
		copy[i] = several[i % SEVERAL];
	return sd_histories_new(copy, SEVERAL * 2, groups);
}

static void equal_histories_are_one(void **state)
{
	(void)state;
	size_t groups;
	struct sd_histories *all = grouped(&groups);
	assert_int_equal(groups, SEVERAL);
	for (size_t i = 0; i < groups; i++)
		assert_true(all[i].customers == 2);
	assert_int_equal(all[0].history.age, 0);
	assert_int_equal(all[groups - 1].history.repeats, 699);
	free(all);
}

/* The likelihood as the papers write it: BG/NBD equation 6, MBG/NBD equation 7. */
static double bgnbd_term(const struct sd_bgnbd *m, const struct sd_history *h)
{
	double x = h->repeats, end = h->age / 7.0, last = h->last / 7.0, more = m->modified;
	double dead = 0;
	if (m->modified || x > 0)
		dead = m->a / (m->b + x - 1 + more) * exp((m->r + x) * (log(m->alpha + end) - log(m->alpha + last)));
	return lgamma(m->r + x) - lgamma(m->r) + m->r * log(m->alpha) + lgamma(m->a + m->b) + lgamma(m->b + x + more) -
	       lgamma(m->b) - lgamma(m->a + m->b + x + more) - (m->r + x) * log(m->alpha + end) + log(1 + dead);
}

/* The integral of the paper in its closed form. */
static double paretonbd_integral(const struct sd_paretonbd *m, double x, double at)
{
	double sum = m->r + m->s + x, more = fmax(m->alpha, m->beta), z = fabs(m->alpha - m->beta) / (more + at);
	double second = m->alpha >= m->beta ? m->s + 1 : m->r + x;
	return sd_hypergeometric(sum, second, sum + 1, z) / pow(more + at, sum);
}

static double paretonbd_odds(const struct sd_paretonbd *m, const struct sd_history *h)
{
	double x = h->repeats, end = h->age / 7.0, last = h->last / 7.0;
	return m->s / (m->r + m->s + x) * pow(m->alpha + end, m->r + x) * pow(m->beta + end, m->s) *
	       (paretonbd_integral(m, x, last) - paretonbd_integral(m, x, end));
}

static void likelihoods_are_those_of_the_papers(void **state)
{
	(void)state;
	size_t groups;
	struct sd_histories *all = grouped(&groups);
	for (int modified = 0; modified < 2; modified++) {
		const struct sd_bgnbd model = {0.4, 5, 0.7, 2.1, modified};
		double sum = 0;
		for (size_t i = 0; i < SEVERAL; i++)
			sum += 2 * bgnbd_term(&model, several + i);
		near(sd_bgnbd_log_likelihood(&model, all, groups), sum, 1e-12);
	}
	free(all);
	static const struct sd_paretonbd models[] = {{0.55, 10.6, 0.6, 11.7}, {0.8, 20, 1.5, 3}, {1.2, 7, 0.3, 7}};
	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < SEVERAL; i++) {
			const struct sd_paretonbd *m = models + k;
			const struct sd_history *h = several + i;
			if (h->repeats > 100)
				continue; /* the closed form overflows */
			struct sd_histories one = {*h, 1};
			double x = h->repeats, end = h->age / 7.0, odds = paretonbd_odds(m, h);
			near(sd_paretonbd_log_likelihood(m, &one, 1),
			     lgamma(m->r + x) - lgamma(m->r) + m->r * log(m->alpha) + m->s * log(m->beta) -
				     (m->r + x) * log(m->alpha + end) - m->s * log(m->beta + end) + log1p(odds),
			     1e-10);
			near(sd_paretonbd_alive(m, h), 1 / (1 + odds), 1e-10);
		}
}

/* The form of Fader et al. (10) and Batislam et al. (12), where nothing overflows in it. */
static void expectations_are_those_of_the_papers(void **state)
{
	(void)state;
	for (int modified = 0; modified < 2; modified++)
		for (double a = 0.3; a < 40; a *= 1.9) {
			const struct sd_bgnbd m = {0.4, 5, a, 2.1, modified};
			for (size_t i = 0; i < SEVERAL; i++) {
				const struct sd_history *h = several + i;
				double x = h->repeats, start = m.alpha + h->age / 7.0, weeks = 39;
				if (x > 100)
					continue;
				double c = m.a + m.b + x - 1 + modified, z = weeks / (start + weeks);
				double alive = sd_bgnbd_alive(&m, h);
				double paper = c / (m.a - 1) *
					       (1 - pow(1 - z, m.r + x) *
							    sd_hypergeometric(m.r + x, m.b + x + modified, c, z)) *
					       (isnan(alive) ? 1 : alive);
				near(sd_bgnbd_expected(&m, h, weeks), paper, 1e-9);
			}
		}
}

/* At a = 1 and s = 1 the papers' forms are 0 ÷ 0; what is computed goes through. */
static void expectations_have_no_gap(void **state)
{
	(void)state;
	const struct sd_history history = {3, 100, 150};
	for (int modified = 0; modified < 2; modified++) {
		struct sd_bgnbd at = {0.4, 5, 1, 2.1, modified}, below = at, above = at;
		below.a -= 1e-6;
		above.a += 1e-6;
		double middle = (sd_bgnbd_expected(&below, &history, 39) + sd_bgnbd_expected(&above, &history, 39)) / 2;
		near(sd_bgnbd_expected(&at, &history, 39), middle, 1e-10);
	}
	struct sd_paretonbd at = {0.5, 10, 1, 12}, below = at, above = at;
	below.s -= 1e-6;
	above.s += 1e-6;
	double middle = (sd_paretonbd_expected(&below, &history, 39) + sd_paretonbd_expected(&above, &history, 39)) / 2;
	near(sd_paretonbd_expected(&at, &history, 39), middle, 1e-10);
}

/* Someone who bought every fourth day for eight years: everything stays finite and in its range. */
static void large_numbers_stay_sound(void **state)
{
	(void)state;
	const struct sd_history often = {699, 2800, 2810}, gone = {699, 1400, 2800};
	const struct sd_bgnbd models[] = {
		{0.4, 5, 0.7, 2.1, true}, {50, 30, 800, 2000, true}, {0.4, 5, 0.7, 2.1, false},
					  {9, 0.05, 0.01, 90, true}};
	for (size_t i = 0; i < 4; i++) {
		double count = sd_bgnbd_expected(models + i, &often, 52), alive = sd_bgnbd_alive(models + i, &often);
		assert_true(isfinite(count) && count > 0 && count < 400);
		assert_true(alive > 0 && alive <= 1);
		assert_true(sd_bgnbd_alive(models + i, &gone) < 1e-9);
		assert_true(sd_bgnbd_expected(models + i, &gone, 52) < 1e-6);
	}
	const struct sd_paretonbd pareto = {0.55, 10.6, 0.6, 11.7};
	assert_true(sd_paretonbd_alive(&pareto, &gone) < 1e-9);
	near(sd_paretonbd_expected(&pareto, &often, 1), 1.68, 0.02);
	assert_true(sd_paretonbd_buys(&pareto, &often, 1) > 0.8);
}

/* ψ of the BG/NBD: who stays buys as a Poisson process of gamma rate; of the Pareto/NBD it is less, for they may stop
 * first, and with hardly any stopping it is the same. */
static void who_stays_buys(void **state)
{
	(void)state;
	const struct sd_history history = {3, 100, 140};
	const struct sd_bgnbd bg = {0.5, 8, 0.7, 2, true};
	near(sd_bgnbd_buys(&bg, &history, 13), 1 - pow((8 + 20) / (8 + 20 + 13.0), 3.5), 1e-12);
	const struct sd_paretonbd pareto = {0.5, 8, 0.6, 12}, loyal = {0.5, 8, 1e-9, 12};
	assert_true(sd_paretonbd_buys(&pareto, &history, 13) < sd_bgnbd_buys(&bg, &history, 13));
	near(sd_paretonbd_buys(&loyal, &history, 13), sd_bgnbd_buys(&bg, &history, 13), 1e-6);
	assert_true(isnan(sd_bgnbd_alive(&(struct sd_bgnbd){0.5, 8, 0.7, 2, false}, &(struct sd_history){0, 0, 300})));
}

static void nothing_to_fit_is_said(void **state)
{
	(void)state;
	struct sd_history once[40], same[40];
	for (size_t i = 0; i < 40; i++) {
		once[i] = (struct sd_history){0, 0, (int32_t)i};
		same[i] = (struct sd_history){4, 28, 28};
	}
	size_t groups;
	struct sd_histories *all = sd_histories_new(once, 40, &groups);
	struct sd_bgnbd bg;
	struct sd_paretonbd pareto;
	struct sd_maximum maximum;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_bgnbd_fit(&bg, true, all, groups, &maximum, &err), -1);
	assert_non_null(strstr(err.message.data, "two different days"));
	assert_int_equal(sd_paretonbd_fit(&pareto, all, groups, &maximum, &err), -1);
	free(all);
	/* All alike: there is no spread, so that parameters run away together; it ends at the box and is told. */
	all = sd_histories_new(same, 40, &groups);
	sd_error_clear(&err);
	int status = sd_bgnbd_fit(&bg, true, all, groups, &maximum, &err);
	assert_true(status == -1 || maximum.at_bound || maximum.condition > 1e6);
	free(all);
	struct sd_worth worths[] = {{1, 5}, {3, 5}, {2, 5}, {1, 5}};
	struct sd_gammagamma spend;
	sd_error_clear(&err);
	assert_int_equal(sd_gammagamma_fit(&spend, worths, 4, &maximum, &err), -1);
	assert_non_null(strstr(err.message.data, "same each time"));
	sd_error_clear(&err);
	assert_int_equal(sd_gammagamma_fit(&spend, worths, 2, &maximum, &err), -1);
	sd_error_release(&err);
}

static void spend_leans_to_the_mean_of_all(void **state)
{
	(void)state;
	const struct sd_gammagamma m = {6.25, 3.74, 15.44};
	near(sd_gammagamma_expected(&m, 0, NAN), 6.25 * 15.44 / 2.74, 1e-12);
	near(sd_gammagamma_expected(&m, 2, 22.35), (15.44 + 2 * 22.35) * 6.25 / (6.25 * 2 + 2.74), 1e-12);
	near(sd_gammagamma_expected(&m, 2, -5), 15.44 * 6.25 / (6.25 * 2 + 2.74), 1e-12);
	assert_true(isnan(sd_gammagamma_expected(&(struct sd_gammagamma){2, 0.9, 3}, 0, 0)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_histories_are_one),
		cmocka_unit_test(likelihoods_are_those_of_the_papers),
		cmocka_unit_test(expectations_are_those_of_the_papers),
		cmocka_unit_test(expectations_have_no_gap),
		cmocka_unit_test(large_numbers_stay_sound),
		cmocka_unit_test(who_stays_buys),
		cmocka_unit_test(nothing_to_fit_is_said),
		cmocka_unit_test(spend_leans_to_the_mean_of_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
