/* SPDX-License-Identifier: MIT */
#include "stats/quadrature.h"

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

static void quadrature(void **state)
{
	(void)state;
	struct sd_quadrature q;
	sd_quadrature_init(&q);
	double ones = 0, power = 0, wave = 0;
	for (size_t i = 0; i < SD_QUADRATURE; i++) {
		ones += q.weight[i];
		power += q.weight[i] * pow(q.node[i], 62);
		wave += q.weight[i] * exp(q.node[i] * 10);
	}
	near(ones, 2, 1e-14);
	near(power, 2.0 / 63, 1e-12);
	near(wave, sinh(10) / 5, 1e-13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quadrature),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
