/* SPDX-License-Identifier: MIT */
#include "stats/hypergeometric.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void near(double got, double wanted, double relative)
{
	if (!(fabs(got - wanted) <= relative * fabs(wanted)))
		fail_msg("%.17g, not %.17g", got, wanted);
}

/* Elementary cases (DLMF 15.4.1, 15.4.6, 15.4.4) and two values computed with another program to 16 digits. */
static void hypergeometric(void **state)
{
	(void)state;
	for (double z = 0.05; z < 0.99; z += 0.05) {
		near(sd_hypergeometric(1, 1, 2, z), -log1p(-z) / z, 1e-13);
		near(sd_hypergeometric(2.5, 3, 3, z), pow(1 - z, -2.5), 1e-12);
		near(sd_hypergeometric(0.5, 0.5, 1.5, z * z), asin(z) / z, 1e-13);
	}
	near(sd_hypergeometric(2.243, 4.426, 4.219, 39 / 82.274), 4.575315897643688, 1e-13);
	near(sd_hypergeometric(0.243, 2.426, 2.219, 52 / 56.414), 2.1078928115016873, 1e-13);
	/* A customer of 700 purchases: (1−z)^−a where b = c. */
	near(sd_hypergeometric(700, 50, 50, 0.5), pow(2, 700), 1e-11);
	assert_true(isinf(sd_hypergeometric(2000, 50, 50, 0.9)));
	assert_true(isnan(sd_hypergeometric(1, 1, 2, 1)));
	near(sd_hypergeometric(3, 0, 2, 0.7), 1, 1e-15);
}

static void rest_is_finite_without_b(void **state)
{
	(void)state;
	double scale, at, near_by;
	/* (2F1(1, b; 1; z) − 1) / b = ((1−z)^−b − 1) / b → −ln(1−z). */
	at = sd_hypergeometric_rest(1, 0, 1, 0.6, &scale) * exp(scale);
	near(at, -log(0.4), 1e-13);
	near_by = sd_hypergeometric_rest(1, 1e-12, 1, 0.6, &scale) * exp(scale);
	near(near_by, at, 1e-10);
	/* Beyond doubles the scale takes over: ln F = 2000 ln 10 here. */
	double rest = sd_hypergeometric_rest(2000, 50, 50, 0.9, &scale);
	near(log(50 * rest) + scale, 2000 * log(10), 1e-10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hypergeometric),
		cmocka_unit_test(rest_is_finite_without_b),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
