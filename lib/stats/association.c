/* SPDX-License-Identifier: MIT */
#include "stats/association.h"

#include <math.h>

static double part(double observed, double expected)
{
	return observed > 0 ? observed * log(observed / expected) : 0;
}

double sd_g_squared(double both, double a, double b, double all)
{
	if (!(all > 0))
		return 0;
	double sum = part(both, a * b / all) + part(a - both, a * (all - b) / all) +
		     part(b - both, (all - a) * b / all) + part(all - a - b + both, (all - a) * (all - b) / all);
	return fmax(2 * sum, 0);
}

static double chi_squared(double both, double a, double b, double all, double correction)
{
	double margins = a * b * (all - a) * (all - b);
	if (!(margins > 0))
		return 0;
	double off = fmax(fabs(both * all - a * b) - correction * all, 0);
	return off * off * all / margins;
}

double sd_chi_squared(double both, double a, double b, double all)
{
	return chi_squared(both, a, b, all, 0);
}

double sd_chi_squared_yates(double both, double a, double b, double all)
{
	return chi_squared(both, a, b, all, 0.5);
}

double sd_t_score(double both, double a, double b, double all)
{
	return both > 0 ? (both - a * b / all) / sqrt(both) : 0;
}

double sd_pmi(double both, double a, double b, double all)
{
	return both > 0 ? log(both * all / (a * b)) : -INFINITY;
}

double sd_npmi(double both, double a, double b, double all)
{
	if (!(both > 0))
		return -1;
	return both < all ? sd_pmi(both, a, b, all) / -log(both / all) : 1;
}

double sd_g_squared_two_cells(double x1, double n1, double x2, double n2)
{
	if (!(n1 > 0) || !(n2 > 0))
		return 0;
	double share = (x1 + x2) / (n1 + n2);
	return fmax(2 * (part(x1, n1 * share) + part(x2, n2 * share)), 0);
}

struct sd_log_odds sd_log_odds(double x1, double n1, double x2, double n2, double prior, double prior_total)
{
	double first = (x1 + prior) / (n1 + prior_total - x1 - prior);
	double second = (x2 + prior) / (n2 + prior_total - x2 - prior);
	struct sd_log_odds odds = {log(first) - log(second), 1 / (x1 + prior) + 1 / (x2 + prior), 0};
	odds.z = odds.difference / sqrt(odds.variance);
	return odds;
}
