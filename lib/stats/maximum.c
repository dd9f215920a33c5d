/* SPDX-License-Identifier: MIT */
#include "stats/maximum.h"

#include <math.h>

enum { MOST = SD_MAXIMUM_VARIABLES, STEPS_MOST = 500 };

/* The problem turned over: what is minimised is minus the value. */
static double value_at(const struct sd_maximum_problem *problem, const void *context, const double *at,
		       double *gradient)
{
	double value = -problem->value(context, at, gradient);
	bool sound = isfinite(value);
	for (size_t i = 0; i < problem->length; i++) {
		gradient[i] = -gradient[i];
		sound = sound && isfinite(gradient[i]);
	}
	return sound ? value : INFINITY;
}

static bool is_held(const struct sd_maximum_problem *problem, const double *at, const double *gradient, size_t i)
{
	return (at[i] <= problem->low && gradient[i] > 0) || (at[i] >= problem->high && gradient[i] < 0);
}

static double largest(const struct sd_maximum_problem *problem, const double *at, const double *gradient)
{
	double most = 0;
	for (size_t i = 0; i < problem->length; i++)
		if (!is_held(problem, at, gradient, i))
			most = fmax(most, fabs(gradient[i]));
	return most;
}

static void reset(double inverse[MOST][MOST])
{
	for (size_t i = 0; i < MOST; i++)
		for (size_t j = 0; j < MOST; j++)
			inverse[i][j] = i == j;
}

/* H ← (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ. */
static void update(size_t n, double inverse[MOST][MOST], const double *s, const double *y, double sy)
{
	double hy[MOST], yhy = 0;
	for (size_t i = 0; i < n; i++) {
		hy[i] = 0;
		for (size_t j = 0; j < n; j++)
			hy[i] += inverse[i][j] * y[j];
		yhy += y[i] * hy[i];
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			inverse[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

struct descent {
	double at[MOST], gradient[MOST], value;
	unsigned steps;
};

/* One step along `direction`, halved until the value falls as it should (Armijo); false where it does not. */
static bool step_along(const struct sd_maximum_problem *problem, const void *context, struct descent *descent,
		       const double *direction, double slope, double *s, double *y)
{
	double size = 1;
	for (int halving = 0; halving < 50; halving++, size /= 2) {
		double at[MOST], gradient[MOST];
		for (size_t i = 0; i < problem->length; i++)
			at[i] = fmin(fmax(descent->at[i] + size * direction[i], problem->low), problem->high);
		double value = value_at(problem, context, at, gradient);
		if (!(value <= descent->value + 1e-4 * size * slope))
			continue;
		for (size_t i = 0; i < problem->length; i++) {
			s[i] = at[i] - descent->at[i];
			y[i] = gradient[i] - descent->gradient[i];
			descent->at[i] = at[i];
			descent->gradient[i] = gradient[i];
		}
		descent->value = value;
		return true;
	}
	return false;
}

/* `inverse` is what is thought of the inverse of the second derivatives at first, and is learned on. */
static void descend(const struct sd_maximum_problem *problem, const void *context, double tolerance,
		    struct descent *descent, double inverse[MOST][MOST])
{
	const size_t n = problem->length;
	bool fresh = false;
	unsigned still = 0;
	bool held[MOST] = {false};
	descent->value = value_at(problem, context, descent->at, descent->gradient);
	for (descent->steps = 0; isfinite(descent->value) && descent->steps < STEPS_MOST; descent->steps++) {
		if (largest(problem, descent->at, descent->gradient) < tolerance)
			return;
		double direction[MOST], slope = 0, longest = 0, s[MOST], y[MOST], sy = 0, before = descent->value;
		/* What was learned of the curvature holds for the variables that were free, and for no others. */
		bool changed = false;
		for (size_t i = 0; i < n; i++) {
			bool now = is_held(problem, descent->at, descent->gradient, i);
			changed = changed || now != held[i];
			held[i] = now;
		}
		if (changed)
			reset(inverse);
		for (size_t i = 0; i < n; i++) {
			direction[i] = 0;
			for (size_t j = 0; !held[i] && j < n; j++)
				if (!held[j])
					direction[i] -= inverse[i][j] * descent->gradient[j];
			slope += direction[i] * descent->gradient[i];
			longest = fmax(longest, fabs(direction[i]));
		}
		/* The variables are logarithms: a step of 1 is a factor of e, further than a model is quadratic. */
		for (size_t i = 0; longest > 1 && i < n; i++)
			direction[i] /= longest;
		slope /= longest > 1 ? longest : 1;
		if (!(slope < 0) || !step_along(problem, context, descent, direction, slope, s, y)) {
			if (fresh)
				return;
			reset(inverse);
			fresh = true;
			continue;
		}
		/* Where the value falls by no more than its own rounding, the summit is as near as it gets. */
		still = before - descent->value <= 1e-14 * (1 + fabs(before)) ? still + 1 : 0;
		if (still == 2)
			return;
		for (size_t i = 0; i < n; i++) {
			y[i] = held[i] ? 0 : y[i];
			sy += s[i] * y[i];
		}
		fresh = sy <= 1e-300;
		if (fresh)
			reset(inverse);
		else
			update(n, inverse, s, y, sy);
	}
}

/* The eigenvalues of a symmetric matrix, by Jacobi's rotations; they are left on its diagonal. */
static void diagonalise(size_t n, double a[MOST][MOST])
{
	for (int sweep = 0; sweep < 50; sweep++)
		for (size_t p = 0; p < n; p++)
			for (size_t q = p + 1; q < n; q++) {
				if (fabs(a[p][q]) < 1e-300)
					continue;
				double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
				double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
				double c = 1 / sqrt(t * t + 1), s = t * c;
				for (size_t k = 0; k < n; k++) {
					double kp = a[k][p], kq = a[k][q];
					a[k][p] = c * kp - s * kq;
					a[k][q] = s * kp + c * kq;
				}
				for (size_t k = 0; k < n; k++) {
					double pk = a[p][k], qk = a[q][k];
					a[p][k] = c * pk - s * qk;
					a[q][k] = s * pk + c * qk;
				}
			}
}

/* Second derivatives of what is minimised, as differences of first ones. */
static void second_derivatives(const struct sd_maximum_problem *problem, const void *context,
			       const struct descent *descent, double second[MOST][MOST])
{
	const double move = 1e-4;
	for (size_t i = 0; i < problem->length; i++) {
		double at[MOST], up[MOST], down[MOST];
		memcpy(at, descent->at, sizeof at);
		at[i] = descent->at[i] + move;
		value_at(problem, context, at, up);
		at[i] = descent->at[i] - move;
		value_at(problem, context, at, down);
		for (size_t j = 0; j < problem->length; j++)
			second[i][j] = (up[j] - down[j]) / (2 * move);
	}
	for (size_t i = 0; i < problem->length; i++)
		for (size_t j = 0; j < i; j++)
			second[i][j] = second[j][i] = (second[i][j] + second[j][i]) / 2;
}

/* By Gauss and Jordan; the unit matrix where `matrix` is not that of a minimum, with all pivots above 0. */
static void invert(size_t n, double matrix[MOST][MOST], double inverse[MOST][MOST])
{
	reset(inverse);
	for (size_t p = 0; p < n; p++) {
		double pivot = matrix[p][p];
		if (!(pivot > 1e-12)) {
			reset(inverse);
			return;
		}
		for (size_t j = 0; j < n; j++) {
			matrix[p][j] /= pivot;
			inverse[p][j] /= pivot;
		}
		for (size_t i = 0; i < n; i++) {
			double factor = i == p ? 0 : matrix[i][p];
			for (size_t j = 0; j < n; j++) {
				matrix[i][j] -= factor * matrix[p][j];
				inverse[i][j] -= factor * inverse[p][j];
			}
		}
	}
}

static double condition_of(const struct sd_maximum_problem *problem, double second[MOST][MOST])
{
	diagonalise(problem->length, second);
	double most = 0, least = INFINITY;
	for (size_t i = 0; i < problem->length; i++) {
		most = fmax(most, second[i][i]);
		least = fmin(least, second[i][i]);
	}
	return least > 0 ? most / least : INFINITY;
}

int sd_maximum_find(const struct sd_maximum_problem *problem, const double *starts, size_t starts_length,
		    struct sd_maximum *maximum, struct sd_error *err)
{
	const size_t n = problem->length;
	const void *first = problem->thinned ? problem->thinned : problem->context;
	struct descent best = {.value = INFINITY};
	double inverse[MOST][MOST], second[MOST][MOST] = {{0}}, copy[MOST][MOST];
	for (size_t start = 0; start < starts_length; start++) {
		struct descent descent = {.value = 0};
		for (size_t i = 0; i < n; i++)
			descent.at[i] = fmin(fmax(starts[start * n + i], problem->low), problem->high);
		reset(inverse);
		descend(problem, first, problem->thinned ? 1e-5 : 1e-9, &descent, inverse);
		/* By more than rounding, so that of two ways to one summit the first is taken on every machine. */
		if (descent.value < best.value - 1e-10)
			best = descent;
	}
	/* The few have nearly the curvature of the many: from there on it is Newton's steps. */
	if (isfinite(best.value))
		second_derivatives(problem, first, &best, second);
	if (isfinite(best.value) && problem->thinned) {
		memcpy(copy, second, sizeof copy);
		invert(n, copy, inverse);
		descend(problem, problem->context, 1e-9, &best, inverse);
	}
	if (!isfinite(best.value))
		return sd_fail(err, "the likelihood is not finite at any start");
	*maximum = (struct sd_maximum){.value = -best.value, .steps = best.steps};
	for (size_t i = 0; i < n; i++) {
		maximum->at[i] = best.at[i];
		maximum->at_bound = maximum->at_bound || best.at[i] <= problem->low || best.at[i] >= problem->high;
	}
	maximum->gradient = largest(problem, best.at, best.gradient);
	maximum->condition = condition_of(problem, second);
	if (maximum->gradient > SD_MAXIMUM_FLAT)
		return sd_fail(err, "no maximum was found: after %u steps a derivative is still %.2g", best.steps,
			       maximum->gradient);
	return 0;
}
