/* SPDX-License-Identifier: MIT */
/* Gamma-Gamma: what a purchase day is worth (Fader, Hardie and Lee 2005, "RFM and CLV"; Fader and Hardie's note of
 * 2013). The worth of a customer's purchases is gamma distributed (p, ν), and ν differs between customers as a gamma
 * distribution (q, γ). It takes how much to be independent of how often: the correlation says how far that holds. */
#ifndef SD_DO_GAMMAGAMMA_H
#define SD_DO_GAMMAGAMMA_H

#include "stats/maximum.h"

struct sd_gammagamma {
	double p, q, gamma; /* γ in the currency's unit */
};

/* A customer: purchases (x > 0) and their mean worth (m > 0). */
struct sd_worth {
	int32_t purchases;
	double mean;
};

double sd_gammagamma_log_likelihood(const struct sd_gammagamma *model, const struct sd_worth *worths, size_t length);
/* Maximum likelihood; sorts `worths`. `maximum` is in the logarithms of p, q and γ ÷ mean, its value a
 * mean a customer in that unit. -1 with fewer than 3 customers, where all means are equal, or no maximum is found. */
int sd_gammagamma_fit(struct sd_gammagamma *model, struct sd_worth *worths, size_t length, struct sd_maximum *maximum,
		      struct sd_error *err);
/* E(Z | x, m), the expected worth of a purchase day: (γ + xm)·p / (px + q − 1), for x = 0 the population's mean. A mean
 * below 0, which refunds make, counts as 0. Not a number where q is too small for a mean. */
double sd_gammagamma_expected(const struct sd_gammagamma *model, int32_t purchases, double mean);
/* Pearson's correlation of purchases and mean worth; not a number where either is the same for all. */
double sd_worth_correlation(const struct sd_worth *worths, size_t length);

#endif
