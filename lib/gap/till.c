/* SPDX-License-Identifier: MIT */
#include "gap/till.h"

#include <math.h>

#include "stats/logistic.h"
#include "stats/matrix.h"

enum { SWEEPS = 200 };

/* The rows not of the fold, of the columns wanted. */
struct training {
	size_t rows, columns;
	double *x, *y; /* x row by row */
};

static void fit_logistic(const struct training *training, double *coefficients)
{
	size_t rows = training->rows, columns = training->columns;
	size_t *starts = sd_alloc(columns + 1, sizeof *starts);
	uint32_t *row = sd_alloc(rows * columns + 1, sizeof *row), *group = sd_calloc(rows + 1, sizeof *group);
	double *value = sd_alloc(rows * columns + 1, sizeof *value), *weight = sd_alloc(rows + 1, sizeof *weight);
	for (size_t c = 0; c < columns; c++) {
		starts[c] = c * rows;
		for (size_t r = 0; r < rows; r++) {
			row[c * rows + r] = (uint32_t)r;
			value[c * rows + r] = training->x[r * columns + c];
		}
	}
	starts[columns] = columns * rows;
	for (size_t r = 0; r < rows; r++)
		weight[r] = 1;
	const struct sd_logistic problem = {.rows = rows,
					    .columns = columns,
					    .groups = 1,
					    .target = training->y,
					    .weight = weight,
					    .group = group,
					    .starts = starts,
					    .row = row,
					    .value = value,
					    .ridge = SD_TILL_RIDGE};
	struct sd_logistic_fit fit = {.coefficient = coefficients + 1,
				      .intercept = coefficients,
				      .curvature = sd_calloc(columns + 1, sizeof(double)),
				      .fitted = sd_calloc(rows + 1, sizeof(double))};
	sd_logistic_fit(&problem, SWEEPS, &fit);
	free(fit.curvature);
	free(fit.fitted);
	free(starts);
	free(row);
	free(group);
	free(value);
	free(weight);
}

/* Ridge as rows more: √ridge on the diagonal, but for the intercept, and 0 to be met. */
static void fit_linear(const struct training *training, double *coefficients)
{
	size_t rows = training->rows, columns = training->columns + 1, all = rows + training->columns;
	double *x = sd_calloc(all * columns, sizeof *x), *y = sd_calloc(all, sizeof *y);
	double *diagonal = sd_alloc(columns, sizeof *diagonal);
	for (size_t r = 0; r < rows; r++) {
		x[r * columns] = 1;
		y[r] = training->y[r];
		for (size_t c = 1; c < columns; c++)
			x[r * columns + c] = training->x[r * (columns - 1) + c - 1];
	}
	for (size_t c = 1; c < columns; c++)
		x[(rows + c - 1) * columns + c] = sqrt(SD_TILL_RIDGE);
	if (sd_qr(x, all, columns, diagonal) == columns) {
		sd_qr_turn(x, all, columns, y);
		sd_qr_solve(x, columns, diagonal, y, coefficients);
	}
	free(x);
	free(y);
	free(diagonal);
}

void sd_till_losses(const struct sd_till *till, unsigned blocks, bool logistic, double *losses)
{
	size_t *wanted = sd_alloc(till->columns + 1, sizeof *wanted), columns = 0;
	for (size_t c = 0; c < till->columns; c++)
		if (blocks >> till->block[c] & 1)
			wanted[columns++] = c;
	struct training training = {.columns = columns,
				    .x = sd_alloc(till->rows * columns + 1, sizeof(double)),
				    .y = sd_alloc(till->rows + 1, sizeof(double))};
	double *coefficients = sd_alloc(columns + 1, sizeof *coefficients);
	for (size_t fold = 0; fold < SD_TILL_FOLDS; fold++) {
		double sum = 0;
		training.rows = 0;
		for (size_t r = 0; r < till->rows; r++) {
			if (till->fold[r] == fold)
				continue;
			for (size_t c = 0; c < columns; c++)
				training.x[training.rows * columns + c] = till->x[r * till->columns + wanted[c]];
			training.y[training.rows++] = till->y[r];
			sum += till->y[r];
		}
		memset(coefficients, 0, (columns + 1) * sizeof *coefficients);
		if (columns && training.rows > columns && logistic)
			fit_logistic(&training, coefficients);
		else if (columns && training.rows > columns)
			fit_linear(&training, coefficients);
		bool fitted = columns && training.rows > columns;
		for (size_t r = 0; r < till->rows; r++) {
			if (till->fold[r] != fold)
				continue;
			double at = coefficients[0];
			for (size_t c = 0; c < columns; c++)
				at += coefficients[c + 1] * till->x[r * till->columns + wanted[c]];
			double forecast = !fitted ? (training.rows ? sum / (double)training.rows : 0)
					  : logistic ? 1 / (1 + exp(-at))
						     : at;
			losses[r] = (forecast - till->y[r]) * (forecast - till->y[r]);
		}
	}
	free(wanted);
	free(training.x);
	free(training.y);
	free(coefficients);
}
