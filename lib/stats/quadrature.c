/* SPDX-License-Identifier: MIT */
#include "stats/quadrature.h"

#include <math.h>

/* The zeros of the Legendre polynomial by Newton's steps from the usual first guess (Abramowitz and Stegun 22.16.6),
 * and their weights (25.4.29). */
void sd_quadrature_init(struct sd_quadrature *quadrature)
{
	const int n = SD_QUADRATURE;
	const double pi = acos(-1);
	for (int i = 0; i < n; i++) {
		double x = cos(pi * (i + 0.75) / (n + 0.5)), slope = 1;
		for (int step = 0; step < 20; step++) {
			double last = 1, value = x;
			for (int k = 2; k <= n; k++) {
				double next = ((2 * k - 1) * x * value - (k - 1) * last) / k;
				last = value;
				value = next;
			}
			slope = n * (x * value - last) / (x * x - 1);
			double move = value / slope;
			x -= move;
			if (fabs(move) < 1e-15)
				break;
		}
		quadrature->node[i] = x;
		quadrature->weight[i] = 2 / ((1 - x * x) * slope * slope);
	}
}
