/* SPDX-License-Identifier: MIT */
/* Integrals by Gauss and Legendre. */
#ifndef SD_STATS_QUADRATURE_H
#define SD_STATS_QUADRATURE_H

/* Σ weight·f(node) is ∫ f over [−1, 1], exact for polynomials up to degree 2·SD_QUADRATURE − 1. */
enum { SD_QUADRATURE = 32 };
struct sd_quadrature {
	double node[SD_QUADRATURE], weight[SD_QUADRATURE];
};
void sd_quadrature_init(struct sd_quadrature *quadrature);

#endif
