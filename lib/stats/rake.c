/* SPDX-License-Identifier: MIT */
#include "stats/rake.h"

#include <math.h>

#include "base/mem.h"
#include "stats/interval.h"

enum { ROUNDS_MOST = 10000, CAPS_MOST = 100 };
static const double near_enough = 1e-10;

static int fail_cell(const struct sd_rake_margin *margin, size_t cell, const char *what, struct sd_error *err)
{
	if (margin->labels)
		return sd_fail(err, "margin \"%s\", cell \"%s\": %s", margin->name, margin->labels[cell], what);
	return sd_fail(err, "margin \"%s\", cell %zu: %s", margin->name, cell + 1, what);
}

static double people_of(const struct sd_rake *problem, size_t row)
{
	return problem->people ? problem->people[row] : 1;
}

static void sum_cells(const struct sd_rake *problem, const struct sd_rake_margin *margin, const double *weight,
		      double *sums)
{
	for (size_t c = 0; c < margin->cells; c++)
		sums[c] = 0;
	for (size_t i = 0; i < problem->rows; i++)
		sums[margin->cell[i]] += people_of(problem, i) * weight[i];
}

static double total_target(const struct sd_rake_margin *margin)
{
	double sum = 0;
	for (size_t c = 0; c < margin->cells; c++)
		sum += margin->target[c];
	return sum;
}

static int check(const struct sd_rake *problem, const double *weight, double *sums, struct sd_error *err)
{
	for (size_t i = 0; i < problem->rows; i++)
		if (!(weight[i] > 0) || isinf(weight[i]))
			return sd_fail(err, "row %zu: the weight to begin with must be above 0", i + 1);
	for (size_t m = 0; m < problem->margins_length; m++) {
		const struct sd_rake_margin *margin = &problem->margins[m];
		sum_cells(problem, margin, weight, sums);
		for (size_t c = 0; c < margin->cells; c++) {
			if (!(margin->target[c] >= 0) || isinf(margin->target[c]))
				return fail_cell(margin, c, "its target is not a share or a number of people", err);
			if (margin->target[c] > 0 && !(sums[c] > 0))
				return fail_cell(margin, c,
						 "nobody is in it, so no weight can fill it: put it together with "
						 "another",
						 err);
			if (!(margin->target[c] > 0) && sums[c] > 0)
				return fail_cell(margin, c, "people are in it, but its target is nothing", err);
		}
	}
	return 0;
}

/* One round over all margins; the largest amount by which one was off before its turn, of the total. */
static double round_of(const struct sd_rake *problem, double *weight, double *sums, double total)
{
	double off = 0;
	for (size_t m = 0; m < problem->margins_length; m++) {
		const struct sd_rake_margin *margin = &problem->margins[m];
		double whole = total_target(margin);
		sum_cells(problem, margin, weight, sums);
		for (size_t c = 0; c < margin->cells; c++) {
			double wanted = margin->target[c] / whole * total;
			off = fmax(off, fabs(sums[c] - wanted) / total);
			sums[c] = sums[c] > 0 ? wanted / sums[c] : 0;
		}
		for (size_t i = 0; i < problem->rows; i++)
			weight[i] *= sums[margin->cell[i]];
	}
	return off;
}

static size_t cut_to_cap(const struct sd_rake *problem, double *weight, double mean)
{
	double most = problem->cap * mean;
	size_t above = 0;
	for (size_t i = 0; i < problem->rows && problem->cap > 0; i++)
		if (weight[i] > most * (1 + 1e-6)) {
			weight[i] = most;
			above++;
		}
	return above;
}

int sd_rake(const struct sd_rake *problem, double *weight, struct sd_rake_result *result, struct sd_error *err)
{
	size_t most_cells = 1;
	for (size_t m = 0; m < problem->margins_length; m++)
		most_cells = problem->margins[m].cells > most_cells ? problem->margins[m].cells : most_cells;
	double *sums = sd_alloc(most_cells, sizeof *sums);
	double people = 0;
	for (size_t i = 0; i < problem->rows; i++)
		people += people_of(problem, i);
	double total = problem->total > 0 ? problem->total : people;
	*result = (struct sd_rake_result){.rounds = 0};
	int failed = problem->rows ? check(problem, weight, sums, err) : sd_fail(err, "there are no rows to weight");
	double sum = 0, squares = 0, most = 0;
	for (size_t i = 0; i < problem->rows; i++)
		sum += people_of(problem, i) * weight[i];
	for (size_t i = 0; i < problem->rows; i++)
		weight[i] *= total / sum;
	for (int cap = 0; !failed && cap < CAPS_MOST; cap++) {
		double off = 1;
		for (unsigned round = 0; off > near_enough && round < ROUNDS_MOST; round++) {
			off = round_of(problem, weight, sums, total);
			result->rounds++;
		}
		if (off > 1e-6)
			failed = sd_fail(err,
					 "the margins contradict one another in this sample: after %u rounds one is "
					 "still off by %.2g of the whole",
					 result->rounds, off);
		size_t above = failed || cap == CAPS_MOST - 1 ? 0 : cut_to_cap(problem, weight, total / people);
		if (!above)
			break;
		result->capped = cap ? result->capped : above;
	}
	sum = 0;
	for (size_t i = 0; i < problem->rows; i++) {
		sum += people_of(problem, i) * weight[i];
		squares += people_of(problem, i) * weight[i] * weight[i];
		most = fmax(most, weight[i]);
	}
	if (!failed) {
		result->effective_n = sd_effective_n(sum, squares);
		result->design_effect = people / result->effective_n;
		result->most = most * people / sum;
	}
	free(sums);
	return failed;
}
