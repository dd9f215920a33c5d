/* SPDX-License-Identifier: MIT */
/* How strongly two things go together, from counts of answers: `both` of `all` answers hold the two, `a` the one, `b`
 * the other (0 ≤ both ≤ a, b ≤ all). One implementation for phrases, themes and keyness. */
#ifndef SD_STATS_ASSOCIATION_H
#define SD_STATS_ASSOCIATION_H

/* Dunning's log-likelihood ratio G² = 2 Σ O ln(O/E) over the four cells (Dunning 1993, Computational Linguistics 19),
 * 1 degree of freedom: 3.84, 6.63 and 10.83 at 5, 1 and 0.1 %. At least 0; 0 where `all` is. */
double sd_g_squared(double both, double a, double b, double all);
/* Pearson's χ² of the same four cells, without a correction, and with Yates'. 0 where a margin is empty. */
double sd_chi_squared(double both, double a, double b, double all);
double sd_chi_squared_yates(double both, double a, double b, double all);
/* The t score (both − a·b/all)/√both (Church et al. 1991). 0 where both is 0. */
double sd_t_score(double both, double a, double b, double all);
/* Pointwise mutual information ln(p(ab)/(p(a)p(b))), natural logarithm; −∞ where both is 0. */
double sd_pmi(double both, double a, double b, double all);
/* The same over −ln p(ab): −1, never together, to 1, never apart (Bouma 2009). −1 where both is 0, 1 where all answers
 * hold both. */
double sd_npmi(double both, double a, double b, double all);

/* The G² of corpus tools, of two of the four cells: x1 of n1 and x2 of n2 (Rayson and Garside 2000). */
double sd_g_squared_two_cells(double x1, double n1, double x2, double n2);

/* The log-odds of x1 of n1 against x2 of n2 under an informative Dirichlet prior: `prior` counts of the item among
 * `prior_total` of all (Monroe, Colaresi and Quinn 2008, Political Analysis 16, equations 15, 18, 19 and 22).
 * 0 < prior < prior_total. */
struct sd_log_odds {
	double difference, variance, z;
};
struct sd_log_odds sd_log_odds(double x1, double n1, double x2, double n2, double prior, double prior_total);

#endif
