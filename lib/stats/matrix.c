/* SPDX-License-Identifier: MIT */
#include "stats/matrix.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static double length_of(const double *x, size_t from, size_t rows, size_t columns, size_t column)
{
	double sum = 0;
	for (size_t i = from; i < rows; i++)
		sum += x[i * columns + column] * x[i * columns + column];
	return sqrt(sum);
}

/* Takes reflection k, whose vector stands in column k from row k on, to a vector with the given step. */
static void reflect(const double *x, size_t rows, size_t columns, size_t k, double *y, size_t step)
{
	double product = 0, square = 0;
	for (size_t i = k; i < rows; i++) {
		double v = x[i * columns + k];
		product += v * y[i * step];
		square += v * v;
	}
	if (!(square > 0))
		return;
	for (size_t i = k; i < rows; i++)
		y[i * step] -= 2 * product / square * x[i * columns + k];
}

size_t sd_qr(double *x, size_t rows, size_t columns, double *diagonal)
{
	double *whole = sd_alloc(columns + 1, sizeof *whole);
	size_t deficient = columns;
	for (size_t k = 0; k < columns; k++)
		whole[k] = length_of(x, 0, rows, columns, k);
	for (size_t k = 0; k < columns; k++) {
		double length = k < rows ? length_of(x, k, rows, columns, k) : 0;
		if (!(length > 1e-10 * whole[k])) {
			deficient = k;
			break;
		}
		double head = x[k * columns + k];
		diagonal[k] = head > 0 ? -length : length;
		x[k * columns + k] = head - diagonal[k];
		for (size_t j = k + 1; j < columns; j++)
			reflect(x, rows, columns, k, x + j, columns);
	}
	free(whole);
	return deficient;
}

void sd_qr_turn(const double *x, size_t rows, size_t columns, double *y)
{
	for (size_t k = 0; k < columns; k++)
		reflect(x, rows, columns, k, y, 1);
}

void sd_qr_solve(const double *x, size_t columns, const double *diagonal, const double *turned, double *solution)
{
	for (size_t k = columns; k-- > 0;) {
		double sum = turned[k];
		for (size_t j = k + 1; j < columns; j++)
			sum -= x[k * columns + j] * solution[j];
		solution[k] = sum / diagonal[k];
	}
}

void sd_qr_inverse(const double *x, size_t columns, const double *diagonal, double *inverse)
{
	for (size_t c = 0; c < columns; c++) {
		for (size_t k = columns; k-- > 0;) {
			double sum = k == c;
			for (size_t j = k + 1; j <= c && k < c; j++)
				sum -= x[k * columns + j] * inverse[j * columns + c];
			inverse[k * columns + c] = k > c ? 0 : sum / diagonal[k];
		}
	}
}

static void rotate(double *matrix, size_t n, size_t p, size_t q, double *vectors)
{
	double off = matrix[p * n + q];
	double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * off);
	double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
	double c = 1 / sqrt(t * t + 1), s = t * c;
	for (size_t k = 0; k < n; k++) {
		double left = matrix[k * n + p], right = matrix[k * n + q];
		matrix[k * n + p] = c * left - s * right;
		matrix[k * n + q] = s * left + c * right;
	}
	for (size_t k = 0; k < n; k++) {
		double left = matrix[p * n + k], right = matrix[q * n + k];
		matrix[p * n + k] = c * left - s * right;
		matrix[q * n + k] = s * left + c * right;
		left = vectors[k * n + p];
		right = vectors[k * n + q];
		vectors[k * n + p] = c * left - s * right;
		vectors[k * n + q] = s * left + c * right;
	}
}

void sd_eigen(double *matrix, size_t n, double *values, double *vectors)
{
	for (size_t i = 0; i < n * n; i++)
		vectors[i] = i % (n + 1) == 0;
	for (int sweep = 0; sweep < 100; sweep++) {
		double off = 0, on = 0;
		for (size_t p = 0; p < n; p++)
			for (size_t q = 0; q < n; q++)
				*(p == q ? &on : &off) += matrix[p * n + q] * matrix[p * n + q];
		if (!(off > 1e-32 * on))
			break;
		for (size_t p = 0; p < n; p++)
			for (size_t q = p + 1; q < n; q++)
				if (fabs(matrix[p * n + q]) > 0)
					rotate(matrix, n, p, q, vectors);
	}
	for (size_t i = 0; i < n; i++)
		values[i] = matrix[i * n + i];
	for (size_t i = 0; i < n; i++) {
		size_t most = i;
		for (size_t j = i + 1; j < n; j++)
			most = values[j] > values[most] ? j : most;
		double value = values[i];
		values[i] = values[most];
		values[most] = value;
		for (size_t k = 0; k < n && most != i; k++) {
			double entry = vectors[k * n + i];
			vectors[k * n + i] = vectors[k * n + most];
			vectors[k * n + most] = entry;
		}
	}
}

bool sd_correlations(const double *x, size_t rows, size_t columns, const double *weight, double *correlations,
		     size_t *constant)
{
	double *means = sd_calloc(columns + 1, sizeof *means), whole = 0;
	for (size_t i = 0; i < columns * columns; i++)
		correlations[i] = 0;
	for (size_t i = 0; i < rows; i++) {
		double w = weight ? weight[i] : 1;
		whole += w;
		for (size_t c = 0; c < columns; c++)
			means[c] += w * x[i * columns + c];
	}
	for (size_t c = 0; c < columns; c++)
		means[c] /= whole;
	for (size_t i = 0; i < rows; i++) {
		double w = weight ? weight[i] : 1;
		for (size_t c = 0; c < columns; c++)
			for (size_t d = 0; d <= c; d++)
				correlations[c * columns + d] +=
					w * (x[i * columns + c] - means[c]) * (x[i * columns + d] - means[d]);
	}
	bool vary = true;
	for (size_t c = 0; c < columns && vary; c++)
		if (!(correlations[c * columns + c] > 1e-20 * whole * means[c] * means[c])) {
			*constant = c;
			vary = false;
		}
	for (size_t c = 0; c < columns && vary; c++)
		for (size_t d = 0; d < c; d++) {
			double r = correlations[c * columns + d] /
				   sqrt(correlations[c * columns + c] * correlations[d * columns + d]);
			correlations[c * columns + d] = correlations[d * columns + c] = r;
		}
	for (size_t c = 0; c < columns; c++)
		correlations[c * columns + c] = 1;
	free(means);
	return vary;
}
