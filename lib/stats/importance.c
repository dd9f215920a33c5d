/* SPDX-License-Identifier: MIT */
#include "stats/importance.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/matrix.h"

static int fail_column(const struct sd_importance *problem, size_t column, const char *what, struct sd_error *err)
{
	if (column == problem->columns)
		return sd_fail(err, "the outcome %s", what);
	if (problem->names)
		return sd_fail(err, "column \"%s\" %s", problem->names[column], what);
	return sd_fail(err, "column %zu %s", column + 1, what);
}

/* Correlations of the columns and, last, the outcome; (columns + 1)². */
static double *correlations_of(const struct sd_importance *problem, struct sd_error *err)
{
	size_t columns = problem->columns + 1, constant = 0;
	double *all = sd_alloc(problem->rows * columns + 1, sizeof *all);
	double *correlations = sd_alloc(columns * columns, sizeof *correlations);
	for (size_t i = 0; i < problem->rows; i++) {
		for (size_t c = 0; c < problem->columns; c++)
			all[i * columns + c] = problem->x[i * problem->columns + c];
		all[i * columns + problem->columns] = problem->y[i];
	}
	bool vary = sd_correlations(all, problem->rows, columns, problem->weight, correlations, &constant);
	free(all);
	if (vary)
		return correlations;
	free(correlations);
	fail_column(problem, constant, "does not vary", err);
	return NULL;
}

/* A set of columns as the rows of a Cholesky factor: a column joins by one new row, and R² grows by one square. */
struct shapley {
	const struct sd_importance *problem;
	const double *correlations;
	double *factor, *turned; /* columns × columns, columns */
	size_t *members;
	double *r_squared; /* by set, a bit a column */
	size_t deficient;  /* a column, or SIZE_MAX */
};

static void join(struct shapley *shapley, size_t length, size_t first, size_t set, double r_squared)
{
	size_t columns = shapley->problem->columns, wide = columns + 1;
	shapley->r_squared[set] = r_squared;
	for (size_t c = first; c < columns; c++) {
		double *row = shapley->factor + length * columns, left = 1;
		double turned = shapley->correlations[c * wide + columns];
		for (size_t k = 0; k < length; k++) {
			double sum = shapley->correlations[c * wide + shapley->members[k]];
			for (size_t m = 0; m < k; m++)
				sum -= row[m] * shapley->factor[k * columns + m];
			row[k] = sum / shapley->factor[k * columns + k];
			left -= row[k] * row[k];
			turned -= row[k] * shapley->turned[k];
		}
		if (!(left > 1e-10)) {
			shapley->deficient = c;
			return;
		}
		row[length] = sqrt(left);
		shapley->turned[length] = turned / row[length];
		shapley->members[length] = c;
		join(shapley, length + 1, c + 1, set | (size_t)1 << c,
		     r_squared + shapley->turned[length] * shapley->turned[length]);
	}
}

double sd_importance_shapley(const struct sd_importance *problem, double *shares, struct sd_error *err)
{
	size_t columns = problem->columns;
	if (columns == 0 || columns > SD_SHAPLEY_MOST)
		return sd_fail(err, "%zu columns: 1 to %d can be shared out over all orders", columns, SD_SHAPLEY_MOST);
	double *correlations = correlations_of(problem, err), result = -1;
	if (!correlations)
		return -1;
	struct shapley shapley = {
		.problem = problem,
		.correlations = correlations,
		.factor = sd_alloc(columns * columns, sizeof(double)),
		.turned = sd_alloc(columns, sizeof(double)),
		.members = sd_alloc(columns, sizeof(size_t)),
		.r_squared = sd_alloc((size_t)1 << columns, sizeof(double)),
		.deficient = SIZE_MAX,
	};
	join(&shapley, 0, 0, 0, 0);
	if (shapley.deficient != SIZE_MAX) {
		fail_column(problem, shapley.deficient, "is a sum of others: leave it out", err);
	} else {
		double weight[SD_SHAPLEY_MOST]; /* |S|! (p − |S| − 1)! / p! */
		for (size_t s = 0; s < columns; s++) {
			weight[s] = 1 / (double)columns;
			for (size_t k = 1; k <= s; k++)
				weight[s] *= (double)k / (double)(columns - k);
		}
		for (size_t c = 0; c < columns; c++)
			shares[c] = 0;
		for (size_t set = 0; set < (size_t)1 << columns; set++)
			for (size_t c = 0; c < columns; c++)
				if (!(set >> c & 1))
					shares[c] += weight[__builtin_popcountll(set)] *
						     (shapley.r_squared[set | (size_t)1 << c] - shapley.r_squared[set]);
		result = shapley.r_squared[((size_t)1 << columns) - 1];
	}
	free(shapley.factor);
	free(shapley.turned);
	free(shapley.members);
	free(shapley.r_squared);
	free(correlations);
	return result;
}

double sd_importance_relative(const struct sd_importance *problem, double *shares, struct sd_error *err)
{
	size_t columns = problem->columns, wide = columns + 1;
	if (columns == 0)
		return sd_fail(err, "there are no columns to share out over");
	double *correlations = correlations_of(problem, err), result = 0;
	if (!correlations)
		return -1;
	double *matrix = sd_alloc(columns * columns, sizeof *matrix);
	double *vectors = sd_alloc(columns * columns, sizeof *vectors);
	double *values = sd_alloc(columns, sizeof *values), *slopes = sd_alloc(columns, sizeof *slopes);
	for (size_t i = 0; i < columns * columns; i++)
		matrix[i] = correlations[i / columns * wide + i % columns];
	sd_eigen(matrix, columns, values, vectors);
	if (!(values[columns - 1] > 1e-10)) {
		const double *last = vectors + columns - 1;
		size_t most = 0;
		for (size_t c = 1; c < columns; c++)
			if (fabs(last[c * columns]) >= fabs(last[most * columns]) - 1e-9)
				most = c;
		result = fail_column(problem, most, "is a sum of others: leave it out", err);
	}
	/* Λ = VΔVᵀ, β = Λ⁻¹r = VΔ⁻¹Vᵀr, weight = Λ²β² by elements. */
	for (size_t k = 0; k < columns; k++) {
		slopes[k] = 0;
		for (size_t m = 0; m < columns; m++) {
			double along = 0;
			for (size_t j = 0; j < columns; j++)
				along += vectors[j * columns + m] * correlations[j * wide + columns];
			slopes[k] += vectors[k * columns + m] * along / sqrt(values[m]);
		}
	}
	for (size_t j = 0; j < columns && result >= 0; j++) {
		shares[j] = 0;
		for (size_t k = 0; k < columns; k++) {
			double loading = 0;
			for (size_t m = 0; m < columns; m++)
				loading += vectors[j * columns + m] * sqrt(values[m]) * vectors[k * columns + m];
			shares[j] += loading * loading * slopes[k] * slopes[k];
		}
	}
	for (size_t j = 0; j < columns && result >= 0; j++)
		result += shares[j];
	free(matrix);
	free(vectors);
	free(values);
	free(slopes);
	free(correlations);
	return result;
}
