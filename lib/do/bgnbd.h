/* SPDX-License-Identifier: MIT */
/* Two models of how often customers buy and when they stop, which differ in one thing.
 *
 * While a customer, one buys by a Poisson process whose rate differs between customers as a gamma distribution
 * (r, α); behind each purchase one stops with a probability that differs as a beta distribution (a, b).
 *
 *   BG/NBD    nobody stops behind the first purchase, so that P(alive) of a one-time buyer is always 1
 *             (Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way)
 *   MBG/NBD   one may stop there too (Batislam, Denizel and Filiztekin 2007)
 *
 * Times are in weeks, α too. */
#ifndef SD_DO_BGNBD_H
#define SD_DO_BGNBD_H

#include <stdbool.h>

#include "do/history.h"
#include "stats/maximum.h"

struct sd_bgnbd {
	double r, alpha, a, b;
	bool modified; /* MBG/NBD */
};

/* Of all groups, without the factors x! and such that hold no parameter, as the papers give it. */
double sd_bgnbd_log_likelihood(const struct sd_bgnbd *model, const struct sd_histories *groups, size_t length);
/* Maximum likelihood from several starts; `maximum` is in the logarithms of r, α, a, b and its value is the mean a
 * customer. -1 where nobody bought on two days, all buyers have age 0, or no maximum is found. */
int sd_bgnbd_fit(struct sd_bgnbd *model, bool modified, const struct sd_histories *groups, size_t length,
		 struct sd_maximum *maximum, struct sd_error *err);
/* P(still a customer | x, t_x, T). Not a number for BG/NBD at x = 0, where it would say 1 whatever happened. */
double sd_bgnbd_alive(const struct sd_bgnbd *model, const struct sd_history *history);
/* E(purchase days in the next `weeks` | x, t_x, T): Fader et al. equation 10, Batislam et al. equation 12, in the form
 * that Euler's transformation gives, in which no large number is taken from another. */
double sd_bgnbd_expected(const struct sd_bgnbd *model, const struct sd_history *history, double weeks);
/* E(purchase days behind the first in `weeks`) of a customer just won. */
double sd_bgnbd_expected_new(const struct sd_bgnbd *model, double weeks);
/* ψ: P(buys at least once in `weeks` | x, t_x, T, still a customer) = 1 − ((α+T)/(α+T+h))^(r+x). */
double sd_bgnbd_buys(const struct sd_bgnbd *model, const struct sd_history *history, double weeks);

#endif
