/* SPDX-License-Identifier: MIT */
/* Special functions and the distributions made of them. Arguments outside the ranges given yield not-a-number. Relative
 * error below 1e-12 unless told otherwise; the upper tails are computed as such, not as 1 − the lower. */
#ifndef SD_STATS_SPECIAL_H
#define SD_STATS_SPECIAL_H

/* ln Γ(x), x > 0, and its first and second derivative: by recurrence to x ≥ 10, then the asymptotic series (DLMF
 * 5.11.2, 5.15.8). */
double sd_log_gamma(double x);
double sd_digamma(double x);
double sd_trigamma(double x);
/* ln B(a, b) and ln of the binomial coefficient. */
double sd_log_beta(double a, double b);
double sd_log_choose(double n, double k);

/* The regularised incomplete gamma functions P(a, x) and Q = 1 − P; a > 0, x ≥ 0: the series DLMF 8.11.4, and
 * Lentz's way through the continued fraction 8.9.2, with the leading factor by Loader's saddle point. */
double sd_gamma_p(double a, double x);
double sd_gamma_q(double a, double x);
/* x with P(a, x) = p, 0 ≤ p ≤ 1. */
double sd_gamma_quantile(double p, double a);

/* The regularised incomplete beta function I_x(a, b); a, b > 0, 0 ≤ x ≤ 1: the continued fraction DLMF 8.17.22. */
double sd_beta_i(double x, double a, double b);
double sd_beta_quantile(double p, double a, double b);

/* P(Z ≤ z); P(|Z| ≥ |z|); z with P(Z ≤ z) = p. */
double sd_normal(double z);
double sd_normal_p(double z);
double sd_normal_quantile(double p);
/* Student's t with df > 0 degrees of freedom, infinite ones included: P(T ≤ t); P(|T| ≥ |t|); the quantile (df ≥ 1). */
double sd_t(double t, double df);
double sd_t_p(double t, double df);
double sd_t_quantile(double p, double df);
/* P(χ² ≥ x); the x with P(χ² ≤ x) = p. */
double sd_chi_squared_p(double x, double df);
double sd_chi_squared_quantile(double p, double df);
/* P(F ≥ x) with df1 and df2 degrees of freedom. */
double sd_f_p(double x, double df1, double df2);

/* The Poisson probability of k at `mean` ≥ 0 and the binomial of k of n at p (Loader 2000, Fast and accurate
 * computation of binomial probabilities); at most k, at least k. */
double sd_poisson(double k, double mean);
double sd_poisson_at_most(double k, double mean);
double sd_poisson_at_least(double k, double mean);
double sd_binomial(double k, double n, double p);
double sd_binomial_at_most(double k, double n, double p);

#endif
