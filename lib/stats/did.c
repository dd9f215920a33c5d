/* SPDX-License-Identifier: MIT */
#include "stats/did.h"

#include <math.h>

#include "base/mem.h"

/* Σ (value − mean)² and the mean of those of one group. */
static double spread(const double *values, const unsigned char *treated, size_t people, bool group, double *mean)
{
	double sum = 0, squares = 0, n = 0;
	for (size_t i = 0; i < people; i++)
		if ((treated[i] != 0) == group) {
			sum += values[i];
			n++;
		}
	*mean = sum / n;
	for (size_t i = 0; i < people; i++)
		if ((treated[i] != 0) == group)
			squares += (values[i] - *mean) * (values[i] - *mean);
	return squares;
}

int sd_did(const double *before, const double *after, const unsigned char *treated, size_t people, struct sd_did *did,
	   struct sd_error *err)
{
	*did = (struct sd_did){.treated = 0};
	for (size_t i = 0; i < people; i++)
		++*(treated[i] ? &did->treated : &did->control);
	if (did->treated < 2 || did->control < 2)
		return sd_fail(err, "%zu people it happened to and %zu others: there must be two of each at least",
			       did->treated, did->control);
	double squares = spread(before, treated, people, true, &did->treated_before) +
			 spread(after, treated, people, true, &did->treated_after) +
			 spread(before, treated, people, false, &did->control_before) +
			 spread(after, treated, people, false, &did->control_after);
	double n1 = (double)did->treated, n2 = (double)did->control, g = n1 + n2, mean;
	did->difference = (did->treated_after - did->treated_before) - (did->control_after - did->control_before);
	did->pooled_error = sqrt(squares / (2 * g - 4) * (2 / n1 + 2 / n2));
	double *changes = sd_alloc(people, sizeof *changes), *sorted = sd_alloc(people, sizeof *sorted);
	size_t first = 0, second = did->treated;
	for (size_t i = 0; i < people; i++) {
		changes[i] = after[i] - before[i];
		sorted[treated[i] ? first++ : second++] = changes[i];
	}
	did->cluster_error = sqrt(spread(changes, treated, people, true, &mean) / (n1 * n1) +
				  spread(changes, treated, people, false, &mean) / (n2 * n2));
	did->corrected_error = did->cluster_error * sqrt(g / (g - 1) * (2 * g - 1) / (2 * g - 4));
	did->welch = sd_welch(sorted, did->treated, sorted + did->treated, did->control);
	free(changes);
	free(sorted);
	return 0;
}
