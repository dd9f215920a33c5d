/* SPDX-License-Identifier: MIT */
/* Against values computed apart, by Cephes' and Boost's algorithms (SciPy 1.17). */
#include "known/near.h"
#include "stats/special.h"

static void derivatives_of_log_gamma(void **state)
{
	(void)state;
	expect_relative(sd_digamma(.3), -3.502524222200133, 1e-13, "digamma");
	expect_relative(sd_digamma(7.5), 1.9467574842460866, 1e-13, "digamma");
	expect_relative(sd_digamma(1), -0.57721566490153286, 1e-13, "minus Euler's constant");
	expect_within(sd_trigamma(.3), 12.24536455, 5.1e-9, "trigamma");
	expect_within(sd_trigamma(25), 0.04081066, 5.1e-9, "trigamma");
	expect_relative(sd_trigamma(1), acos(-1) * acos(-1) / 6, 1e-13, "the sum of 1/n²");
	expect_relative(sd_log_choose(10, 3), log(120), 1e-13, "choose");
	expect_relative(sd_log_beta(2, 3), log(1. / 12), 1e-13, "beta");
	assert_true(isnan(sd_log_gamma(0)) && isnan(sd_digamma(-1)) && isnan(sd_trigamma(0)));
}

static void incomplete_gamma(void **state)
{
	(void)state;
	static const struct {
		double a, x, p, q;
	} cases[] = {
		{.5, .1, 0.34527915398142317, 0.6547208460185768},
		{1, 3, 0.950212931632136, 0.04978706836786395},
		{5, 2.2, 0.07249630885779967, 0.9275036911422003},
		{5, 30, 0.999999996375699, 3.6243009520614924e-09},
		{1e5, 1e5 + 300, 0.8286363112512075, 0.17136368874879243},
		{.001, 1e-5, 0.9891230446957835, 0.010876955304217334},
		{100, 60, 1.4815276326460494e-06, 0.9999985184723673},
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		expect_relative(sd_gamma_p(cases[i].a, cases[i].x), cases[i].p, 1e-12, "P");
		expect_relative(sd_gamma_q(cases[i].a, cases[i].x), cases[i].q, 1e-12, "Q");
	}
	static const struct {
		double p, a, x;
	} quantiles[] = {
		{.025, 5, 1.6234863901184207}, {.975, 6, 11.66833207932267},	  {.5, .1, 0.0005933911044602284},
		{1e-10, 3, 0.0008436105624847267}, {.999, 1e4, 10311.875224539537}, {.025, .01, 3.5226859973137185e-161},
	};
	for (size_t i = 0; i < LENGTH(quantiles); i++)
		expect_relative(sd_gamma_quantile(quantiles[i].p, quantiles[i].a), quantiles[i].x, 1e-11, "quantile");
	assert_true(sd_gamma_p(2, 0) <= 0 && sd_gamma_q(2, INFINITY) <= 0 && isinf(sd_gamma_quantile(1, 2)));
	assert_true(isnan(sd_gamma_p(0, 1)) && isnan(sd_gamma_q(1, -1)) && isnan(sd_gamma_quantile(1.5, 1)));
}

static void incomplete_beta(void **state)
{
	(void)state;
	static const struct {
		double x, a, b, lower, upper;
	} cases[] = {
		{.3, .5, .5, 0.36901011956554536, 0.6309898804344546},
		{.01, 2, 30, 0.03838951459523544, 0.9616104854047646},
		{.9, 20, 3, 0.6200409384119034, 0.3799590615880965},
		{.999, 1e4, 2, 0.0004969068057475311, 0.9995030931942525},
		{.5, 1e5, 1e5, 0.5, 0.5},
		{1e-9, .01, 4, 0.8278138274592216, 0.17218617254077836},
		{.02, 3, 1000, 0.9999996277276206, 3.7227237941616924e-07},
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		expect_relative(sd_beta_i(cases[i].x, cases[i].a, cases[i].b), cases[i].lower, 1e-12, "I");
		/* 1 − x is rounded, so a small upper tail has fewer digits. */
		expect_within(sd_beta_i(1 - cases[i].x, cases[i].b, cases[i].a), cases[i].upper, 1e-9, "1 - I");
	}
	static const struct {
		double p, a, b, x;
	} quantiles[] = {
		{.025, 81, 183, 0.25273674558527126}, {.975, 1, 20, 0.1684334709830853},  {.5, .2, .3, 0.23913503614798193},
		{1e-6, 3, 1e5, 1.8254098756825468e-07}, {.975, .5, 20.5, 0.11663898290487539},
	};
	for (size_t i = 0; i < LENGTH(quantiles); i++)
		expect_relative(sd_beta_quantile(quantiles[i].p, quantiles[i].a, quantiles[i].b), quantiles[i].x, 1e-11,
				"quantile");
	assert_true(sd_beta_i(0, 1, 2) <= 0 && sd_beta_i(1, 1, 2) >= 1 && isnan(sd_beta_i(2, 1, 1)));
	/* Every quantile is where its share lies. */
	for (double a = .05; a < 2000; a *= 3)
		for (double b = .05; b < 2000; b *= 3)
			for (int i = 1; i < 20; i++) {
				double x = sd_beta_quantile(i / 20., a, b);
				if (x > 1e-290 && x < 1 - 1e-6)
					expect_within(sd_beta_i(x, a, b), i / 20., 1e-9, "there and back");
			}
}

static void normal_distribution(void **state)
{
	(void)state;
	static const double values[][2] = {{-8, 6.22096057427174e-16}, {-1.3, 0.09680048458561036},
					   {.2, 0.579259709439103}, {5, 0.9999997133484281}};
	for (size_t i = 0; i < LENGTH(values); i++)
		expect_relative(sd_normal(values[i][0]), values[i][1], 1e-12, "normal");
	static const double quantiles[][2] = {{1e-300, -37.0470962993612}, {1e-20, -9.262340089798409},
					      {.001, -3.090232306167813}, {.3, -0.5244005127080409},
					      {.7, 0.5244005127080407}, {.975, 1.959963984540054}};
	for (size_t i = 0; i < LENGTH(quantiles); i++)
		expect_relative(sd_normal_quantile(quantiles[i][0]), quantiles[i][1], 1e-13, "quantile");
	expect_relative(sd_normal_p(-1.959963984540054), .05, 1e-12, "two-sided");
	assert_true(isinf(sd_normal_quantile(0)) && isinf(sd_normal_quantile(1)) && fabs(sd_normal_quantile(.5)) <= 0);
}

static void student_distribution(void **state)
{
	(void)state;
	static const double tails[][3] = {
		{2.5, 3, 0.08770664700806556}, {-1, 1, .5},	       {30, 5, 7.718648620496053e-07},
		{2, 1e7, 0.04550029089184296}, {.001, 2.5, 0.9992763827207849}, {4, 200.5, 8.90587555042048e-05},
	};
	for (size_t i = 0; i < LENGTH(tails); i++)
		expect_relative(sd_t_p(tails[i][0], tails[i][1]), tails[i][2], 1e-11, "two-sided");
	expect_relative(sd_t_p(2, INFINITY), sd_normal_p(2), 1e-15, "infinite df");
	expect_relative(sd_t_p(2, 1e14), sd_normal_p(2), 1e-10, "nearly infinite df");
	expect_relative(sd_t(-1, 1), .25, 1e-14, "Cauchy");
	expect_relative(sd_t(1, 1), .75, 1e-14, "Cauchy");
	static const double quantiles[][3] = {
		{.9, 3, 1.637744353696209}, {.3, 7, -0.5491096579472854}, {.999, 2.2, 17.89361183962656},
		{.995, 29, 2.756385903670605},
	};
	for (size_t i = 0; i < LENGTH(quantiles); i++)
		expect_relative(sd_t_quantile(quantiles[i][0], quantiles[i][1]), quantiles[i][2], 1e-12, "quantile");
	expect_relative(sd_t_quantile(.6, 1e9), 0.25334710320320153, 1e-8, "many degrees");
	assert_true(isnan(sd_t_quantile(.5, .5)) && fabs(sd_t_quantile(.5, 4)) <= 0 && isinf(sd_t_quantile(1, 4)));
}

static void other_distributions(void **state)
{
	(void)state;
	expect_relative(sd_f_p(3.1, 3, 20), 0.0499245330456787, 1e-12, "F");
	expect_relative(sd_f_p(200, 1, 5), 3.182292826705155e-05, 1e-12, "F");
	expect_relative(sd_chi_squared_p(9.8901098901, 1), 0.0016616944579924409, 1e-12, "chi squared");
	expect_relative(sd_chi_squared_p(40, 11), 3.577512452765525e-05, 1e-12, "chi squared");
	expect_relative(sd_chi_squared_quantile(.95, 4), 9.487729036781154, 1e-12, "chi squared quantile");
	expect_relative(sd_poisson(5, 12), 0.012740638735861376, 1e-13, "Poisson");
	expect_relative(sd_poisson(1000, 900), 5.926953285414436e-05, 1e-12, "Poisson");
	expect_relative(sd_binomial(30, 100, .3), 0.08678386475342786, 1e-13, "binomial");
	expect_relative(sd_binomial(3, 1e6, 1e-6), 0.06131320953854625, 1e-10, "binomial");
	expect_relative(sd_binomial_at_most(10, 35, .5), 0.008336923900060357, 1e-12, "binomial, at most");
	double sum = 0;
	for (int k = 0; k <= 20; k++) {
		sum += sd_binomial(k, 20, .37);
		expect_relative(sd_binomial_at_most(k, 20, .37), sum, 1e-12, "summed");
	}
	for (int k = 0; k < 30; k++)
		expect_within(sd_poisson_at_most(k - 1, 9.5) + sd_poisson_at_least(k, 9.5), 1, 1e-13, "both sides");
	assert_true(sd_poisson(0, 0) >= 1 && sd_poisson(1, 0) <= 0 && sd_binomial(0, 5, 0) >= 1 &&
		    sd_binomial(5, 5, 1) >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(derivatives_of_log_gamma), cmocka_unit_test(incomplete_gamma),
		cmocka_unit_test(incomplete_beta),	    cmocka_unit_test(normal_distribution),
		cmocka_unit_test(student_distribution),	    cmocka_unit_test(other_distributions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
