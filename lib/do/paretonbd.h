/* SPDX-License-Identifier: MIT */
/* Pareto/NBD (Schmittlein, Morrison and Colombo 1987; the likelihood as in Fader and Hardie's note of 2005): customers
 * buy by a Poisson process whose rate differs between them as a gamma distribution (r, α), and stop after a time that
 * is exponential with a rate that differs as a gamma distribution (s, β). Times are in weeks, α and β too.
 *
 * With A = r + x, all of it hangs on I(from, to) = ∫ (α+τ)^−A · (β+τ)^−(s+1) dτ, of which the papers' hypergeometric
 * functions are the closed form. Here it is integrated by 32 points of Gauss and Legendre in ln(min(α,β) + τ), cut
 * off where what is left is below e⁻³⁰ of the whole: the derivatives come with it, and nothing cancels where x is
 * large or α is near β. It differs from the closed form by less than 1e-10 (tests). */
#ifndef SD_DO_PARETONBD_H
#define SD_DO_PARETONBD_H

#include "do/history.h"
#include "stats/maximum.h"

struct sd_paretonbd {
	double r, alpha, s, beta;
};

double sd_paretonbd_log_likelihood(const struct sd_paretonbd *model, const struct sd_histories *groups, size_t length);
/* As sd_bgnbd_fit; `maximum` is in the logarithms of r, α, s, β. */
int sd_paretonbd_fit(struct sd_paretonbd *model, const struct sd_histories *groups, size_t length,
		     struct sd_maximum *maximum, struct sd_error *err);
double sd_paretonbd_alive(const struct sd_paretonbd *model, const struct sd_history *history);
double sd_paretonbd_expected(const struct sd_paretonbd *model, const struct sd_history *history, double weeks);
double sd_paretonbd_expected_new(const struct sd_paretonbd *model, double weeks);
/* P(buys at least once in `weeks` | x, t_x, T, still a customer at T); other than in the BG/NBD one may stop before
 * the purchase that would have come. */
double sd_paretonbd_buys(const struct sd_paretonbd *model, const struct sd_history *history, double weeks);

#endif
