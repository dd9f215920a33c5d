/* SPDX-License-Identifier: MIT */
#include "stats/regression.h"

#include <math.h>

#include "base/mem.h"
#include "stats/matrix.h"
#include "stats/special.h"

struct work {
	const struct sd_regression *problem;
	size_t terms;
	double *scaled;	  /* rows × terms: 1 and x, by √weight */
	double *qr;	  /* its decomposition */
	double *diagonal; /* of R */
	double *inverse;  /* R⁻¹ */
	double *scores;	  /* rows × terms: what one unit of a row's y gives to each coefficient */
};

static double root_weight(const struct sd_regression *problem, size_t row)
{
	return problem->weight ? sqrt(problem->weight[row]) : 1;
}

static int tell_deficient(const struct sd_regression *problem, size_t term, struct sd_error *err)
{
	if (problem->names && term)
		return sd_fail(err, "column \"%s\" is a constant or a sum of the columns before it: leave it out",
			       problem->names[term - 1]);
	return sd_fail(err, "column %zu is a constant or a sum of the columns before it: leave it out", term);
}

static int decompose(struct work *work, struct sd_error *err)
{
	const struct sd_regression *problem = work->problem;
	size_t rows = problem->rows, terms = work->terms;
	work->scaled = sd_alloc(rows * terms, sizeof(double));
	work->qr = sd_alloc(rows * terms, sizeof(double));
	work->scores = sd_calloc(rows * terms, sizeof(double));
	work->diagonal = sd_alloc(terms, sizeof(double));
	work->inverse = sd_alloc(terms * terms, sizeof(double));
	for (size_t i = 0; i < rows; i++)
		for (size_t t = 0; t < terms; t++) {
			double value = t ? problem->x[i * problem->columns + t - 1] : 1;
			work->scaled[i * terms + t] = work->qr[i * terms + t] = value * root_weight(problem, i);
		}
	size_t deficient = sd_qr(work->qr, rows, terms, work->diagonal);
	if (deficient < terms)
		return tell_deficient(problem, deficient, err);
	sd_qr_inverse(work->qr, terms, work->diagonal, work->inverse);
	return 0;
}

/* With A = R⁻¹Rᵀ⁻¹ = (X'X)⁻¹: a row's scores A x, and its leverage x'A x = |Rᵀ⁻¹x|². */
static int find_scores(struct work *work, double *leverage, struct sd_error *err)
{
	size_t terms = work->terms;
	double *half = sd_alloc(terms, sizeof *half);
	int result = 0;
	for (size_t i = 0; i < work->problem->rows && !result; i++) {
		const double *x = work->scaled + i * terms;
		leverage[i] = 0;
		for (size_t t = 0; t < terms; t++) {
			half[t] = 0;
			for (size_t k = 0; k <= t; k++)
				half[t] += work->inverse[k * terms + t] * x[k];
			leverage[i] += half[t] * half[t];
		}
		for (size_t t = 0; t < terms; t++)
			for (size_t k = t; k < terms; k++)
				work->scores[i * terms + t] += work->inverse[t * terms + k] * half[k];
		if (leverage[i] > 1 - 1e-9)
			result = sd_fail(err, "row %zu alone decides a coefficient: leave out the column only it has",
					 i + 1);
	}
	free(half);
	return result;
}

static void fit_outcome(const struct work *work, size_t outcome, struct sd_regression_fit *fit)
{
	const struct sd_regression *problem = work->problem;
	size_t rows = problem->rows, terms = work->terms, outcomes = problem->outcomes;
	double *y = sd_alloc(rows, sizeof *y), *solution = sd_alloc(terms, sizeof *solution);
	double sum = 0, weights = 0, squares = 0, left = 0;
	for (size_t i = 0; i < rows; i++) {
		double w = root_weight(problem, i), value = problem->y[i * outcomes + outcome];
		y[i] = value * w;
		sum += w * w * value;
		weights += w * w;
	}
	sd_qr_turn(work->qr, rows, terms, y);
	sd_qr_solve(work->qr, terms, work->diagonal, y, solution);
	struct sd_regression_term *out = fit->terms + outcome * terms;
	double *variance = sd_calloc(terms, sizeof *variance);
	double *least = sd_alloc(terms, sizeof *least), *most = sd_alloc(terms, sizeof *most);
	double *pulls = problem->cluster ? sd_calloc(problem->clusters * terms, sizeof *pulls) : NULL;
	for (size_t t = 0; t < terms; t++) {
		least[t] = INFINITY;
		most[t] = -INFINITY;
	}
	for (size_t i = 0; i < rows; i++) {
		double w = root_weight(problem, i), value = problem->y[i * outcomes + outcome], fitted = 0;
		for (size_t t = 0; t < terms; t++)
			fitted += work->scaled[i * terms + t] * solution[t];
		double residual = value * w - fitted, apart = residual / (1 - fit->leverage[i]);
		fit->residual[i * outcomes + outcome] = residual / w;
		left += residual * residual;
		squares += w * w * (value - sum / weights) * (value - sum / weights);
		for (size_t t = 0; t < terms; t++) {
			double pull = work->scores[i * terms + t] * apart;
			least[t] = fmin(least[t], solution[t] - pull);
			most[t] = fmax(most[t], solution[t] - pull);
			if (pulls)
				pulls[problem->cluster[i] * terms + t] += pull;
			else
				variance[t] += pull * pull;
		}
	}
	for (size_t i = 0; pulls && i < problem->clusters * terms; i++)
		variance[i % terms] +=
			pulls[i] * pulls[i] * (double)problem->clusters / (double)(problem->clusters - 1);
	fit->r_squared[outcome] = squares > 0 ? 1 - left / squares : NAN;
	double t975 = sd_t_quantile(0.975, fit->df);
	for (size_t t = 0; t < terms; t++) {
		double own = 0;
		for (size_t k = t; k < terms; k++)
			own += work->inverse[t * terms + k] * work->inverse[t * terms + k];
		double error = sqrt(variance[t]);
		out[t] = (struct sd_regression_term){
			.coefficient = solution[t],
			.error = error,
			.low = solution[t] - t975 * error,
			.high = solution[t] + t975 * error,
			.p = error > 0 ? sd_t_p(solution[t] / error, fit->df) : NAN,
			.plain_error = sqrt(own * left / (double)(rows - terms)),
			.least = least[t],
			.most = most[t],
		};
	}
	free(pulls);
	free(least);
	free(most);
	free(variance);
	free(y);
	free(solution);
}

/* (X'X)⁻¹ of a column times its own sum of squares around the mean. */
static void find_inflation(const struct work *work, double *inflation)
{
	const struct sd_regression *problem = work->problem;
	for (size_t c = 0; c < problem->columns; c++) {
		double sum = 0, weights = 0, squares = 0, own = 0;
		for (size_t i = 0; i < problem->rows; i++) {
			double w = problem->weight ? problem->weight[i] : 1;
			sum += w * problem->x[i * problem->columns + c];
			weights += w;
		}
		for (size_t i = 0; i < problem->rows; i++) {
			double w = problem->weight ? problem->weight[i] : 1;
			double off = problem->x[i * problem->columns + c] - sum / weights;
			squares += w * off * off;
		}
		for (size_t k = c + 1; k < work->terms; k++)
			own += work->inverse[(c + 1) * work->terms + k] * work->inverse[(c + 1) * work->terms + k];
		inflation[c] = own * squares;
	}
}

int sd_regression_fit(const struct sd_regression *problem, struct sd_regression_fit *fit, struct sd_error *err)
{
	size_t rows = problem->rows, terms = problem->columns + 1;
	*fit = (struct sd_regression_fit){.columns = problem->columns, .outcomes = problem->outcomes};
	if (rows <= terms)
		return sd_fail(err, "%zu rows are too few to fit %zu columns", rows, problem->columns);
	if (problem->cluster && problem->clusters < 2)
		return sd_fail(err, "all rows are of one cluster, which tells nothing of how clusters differ");
	struct work work = {.problem = problem, .terms = terms};
	fit->df = (double)(rows - terms);
	if (problem->cluster && (double)problem->clusters - 1 < fit->df)
		fit->df = (double)problem->clusters - 1;
	fit->terms = sd_calloc(terms * problem->outcomes + 1, sizeof *fit->terms);
	fit->r_squared = sd_calloc(problem->outcomes + 1, sizeof(double));
	fit->inflation = sd_calloc(problem->columns + 1, sizeof(double));
	fit->leverage = sd_calloc(rows, sizeof(double));
	fit->residual = sd_calloc(rows * problem->outcomes + 1, sizeof(double));
	int result = decompose(&work, err);
	if (!result)
		result = find_scores(&work, fit->leverage, err);
	if (!result) {
		for (size_t o = 0; o < problem->outcomes; o++)
			fit_outcome(&work, o, fit);
		find_inflation(&work, fit->inflation);
	} else {
		sd_regression_release(fit);
	}
	free(work.scaled);
	free(work.qr);
	free(work.diagonal);
	free(work.inverse);
	free(work.scores);
	return result;
}

void sd_regression_release(struct sd_regression_fit *fit)
{
	free(fit->terms);
	free(fit->r_squared);
	free(fit->inflation);
	free(fit->leverage);
	free(fit->residual);
	*fit = (struct sd_regression_fit){.columns = 0};
}

const struct sd_regression_term *sd_regression_term(const struct sd_regression_fit *fit, size_t outcome, size_t column)
{
	return &fit->terms[outcome * (fit->columns + 1) + column];
}
