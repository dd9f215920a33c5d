/* SPDX-License-Identifier: MIT */
#include "stats/logistic.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double converged = 0.001;

static double chance(double margin)
{
	return 1 / (1 + exp(-margin));
}

struct descent {
	const struct sd_logistic *problem;
	struct sd_logistic_fit *fit;
	double *margin, *trust; /* trust: the columns', then the groups' */
};

/* The step of one coordinate from its derivatives, within what is trusted, which is then adapted. */
static double step_of(double slope, double curvature, double distance, double ridge, double lasso, double *trust)
{
	/* The minimum of the quadratic with |d| in it: soft thresholding around the prior. */
	double at = distance - (slope + ridge * distance) / (curvature + ridge);
	double slack = lasso / (curvature + ridge);
	double goal = at > slack ? at - slack : at < -slack ? at + slack : 0;
	double step = goal - distance;
	if (step > *trust)
		step = *trust;
	if (step < -*trust)
		step = -*trust;
	double wide = 2 * fabs(step);
	*trust = wide > *trust / 2 ? wide : *trust / 2;
	return step;
}

static double move_intercepts(struct descent *descent)
{
	const struct sd_logistic *problem = descent->problem;
	struct sd_logistic_fit *fit = descent->fit;
	double *sums = sd_calloc(2 * problem->groups + 1, sizeof *sums);
	double most = 0;
	for (size_t i = 0; i < problem->rows; i++) {
		double p = fit->fitted[i];
		sums[2 * problem->group[i]] += problem->weight[i] * (p - problem->target[i]);
		sums[2 * problem->group[i] + 1] += problem->weight[i] * p * (1 - p);
	}
	for (size_t g = 0; g < problem->groups; g++) {
		double step = step_of(sums[2 * g], sums[2 * g + 1], fit->intercept[g], 1, 0,
				      &descent->trust[problem->columns + g]);
		fit->intercept[g] += step;
		sums[2 * g] = step;
		most = fabs(step) > most ? fabs(step) : most;
	}
	for (size_t i = 0; i < problem->rows; i++) {
		descent->margin[i] += sums[2 * problem->group[i]];
		fit->fitted[i] = chance(descent->margin[i]);
	}
	free(sums);
	return most;
}

static double move_coefficient(struct descent *descent, size_t column)
{
	const struct sd_logistic *problem = descent->problem;
	struct sd_logistic_fit *fit = descent->fit;
	double slope = 0, curvature = 0;
	for (size_t k = problem->starts[column]; k < problem->starts[column + 1]; k++) {
		size_t i = problem->row[k];
		double p = fit->fitted[i], x = problem->value[k];
		slope += problem->weight[i] * (p - problem->target[i]) * x;
		curvature += problem->weight[i] * p * (1 - p) * x * x;
	}
	fit->curvature[column] = curvature + problem->ridge;
	double distance = fit->coefficient[column] - (problem->prior ? problem->prior[column] : 0);
	double step = step_of(slope, curvature, distance, problem->ridge, problem->lasso, &descent->trust[column]);
	if (step == 0)
		return 0;
	fit->coefficient[column] += step;
	for (size_t k = problem->starts[column]; k < problem->starts[column + 1]; k++) {
		size_t i = problem->row[k];
		descent->margin[i] += step * problem->value[k];
		fit->fitted[i] = chance(descent->margin[i]);
	}
	return fabs(step);
}

void sd_logistic_fit(const struct sd_logistic *problem, unsigned sweeps_most, struct sd_logistic_fit *fit)
{
	struct descent descent = {
		.problem = problem,
		.fit = fit,
		.margin = sd_calloc(problem->rows + 1, sizeof(double)),
		.trust = sd_alloc(problem->columns + problem->groups + 1, sizeof(double)),
	};
	for (size_t i = 0; i < problem->columns + problem->groups; i++)
		descent.trust[i] = 1;
	for (size_t i = 0; i < problem->rows; i++)
		descent.margin[i] = fit->intercept[problem->group[i]];
	for (size_t c = 0; c < problem->columns; c++)
		for (size_t k = problem->starts[c]; k < problem->starts[c + 1]; k++)
			descent.margin[problem->row[k]] += fit->coefficient[c] * problem->value[k];
	for (size_t i = 0; i < problem->rows; i++)
		fit->fitted[i] = chance(descent.margin[i]);
	for (fit->sweeps = 0; fit->sweeps < sweeps_most;) {
		double most = move_intercepts(&descent);
		for (size_t c = 0; c < problem->columns; c++) {
			double moved = move_coefficient(&descent, c);
			most = moved > most ? moved : most;
		}
		fit->sweeps++;
		if (most < converged)
			break;
	}
	free(descent.margin);
	free(descent.trust);
}

struct ranked {
	double score;
	unsigned char positive;
};

static int compare_scores(const void *a, const void *b)
{
	double x = ((const struct ranked *)a)->score, y = ((const struct ranked *)b)->score;
	return (x > y) - (x < y);
}

double sd_area_under_curve(const double *scores, const unsigned char *positive, size_t length)
{
	struct ranked *ranked = sd_alloc(length + 1, sizeof *ranked);
	for (size_t i = 0; i < length; i++)
		ranked[i] = (struct ranked){scores[i], positive[i]};
	qsort(ranked, length, sizeof *ranked, compare_scores);
	double above = 0, negatives = 0, positives = 0;
	for (size_t i = 0; i < length;) {
		double tied[2] = {0, 0};
		size_t next = i;
		for (; next < length && ranked[next].score == ranked[i].score; next++)
			tied[ranked[next].positive != 0]++;
		above += tied[1] * (negatives + tied[0] / 2);
		negatives += tied[0];
		positives += tied[1];
		i = next;
	}
	free(ranked);
	return positives > 0 && negatives > 0 ? above / (positives * negatives) : NAN;
}
