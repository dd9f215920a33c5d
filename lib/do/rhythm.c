/* SPDX-License-Identifier: MIT */
#include "do/rhythm.h"

#include <math.h>

#include "base/sort.h"

static int compare_gaps(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

int32_t sd_nearest_rank(const int32_t *sorted, size_t length, unsigned percent)
{
	/* ⌈percent·length/100⌉ in two steps, so that the product cannot leave 64 bits. */
	size_t rank = length / 100 * percent + (length % 100 * percent + 99) / 100;
	return sorted[rank ? rank - 1 : 0];
}

double sd_gap_median(int32_t *gaps, size_t length)
{
	if (!length)
		return NAN;
	qsort(gaps, length, sizeof *gaps, compare_gaps);
	return ((double)gaps[(length - 1) / 2] + (double)gaps[length / 2]) / 2;
}

double sd_gamma_shape(const int32_t *gaps, size_t length)
{
	if (length < SD_REGULARITY_GAPS)
		return NAN;
	double sum = 0, logs = 0;
	bool equal = true;
	for (size_t i = 0; i < length; i++) {
		sum += gaps[i];
		logs += log(gaps[i]);
		equal = equal && gaps[i] == gaps[0];
	}
	return equal ? NAN : sd_gamma_shape_of_sums(sum, logs, length);
}

double sd_gamma_shape_of_sums(double sum, double logs, size_t length)
{
	double s = log(sum / (double)length) - logs / (double)length;
	if (length < SD_REGULARITY_GAPS || !(s > 0))
		return NAN;
	return (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
}

void sd_quintiles(const int64_t *values, size_t length, int *scores)
{
	if (!length)
		return;
	struct sd_sortable *ranked = sd_alloc(length, sizeof *ranked);
	/* Turned so that the order of unsigned numbers is theirs, from 0 on. */
	int64_t least = values[0];
	for (size_t i = 1; i < length; i++)
		least = values[i] < least ? values[i] : least;
	for (size_t i = 0; i < length; i++)
		ranked[i] = (struct sd_sortable){(uint64_t)values[i] - (uint64_t)least, i};
	sd_sort(ranked, length);
	for (size_t i = 0; i < length;) {
		size_t end = i + 1;
		while (end < length && ranked[end].key == ranked[i].key)
			end++;
		/* The middle rank of ranks i + 1 … end, doubled, is i + 1 + end. */
		int score = (int)(5 * (i + end) / (2 * length)) + 1;
		for (; i < end; i++)
			scores[ranked[i].value] = score;
	}
	free(ranked);
}

int sd_horizon_of(int32_t gap)
{
	int horizon = gap < SD_HORIZON_HIGH ? (gap + 6) / 7 * 7 : SD_HORIZON_HIGH;
	return horizon < SD_HORIZON_LOW ? SD_HORIZON_LOW : horizon;
}

int sd_rhythm_horizon(const struct sd_ledger *ledger, sd_day before)
{
	int32_t *gaps = NULL;
	size_t length = 0, room = 0, days_room = 0;
	sd_day *days = NULL;
	for (size_t i = 0; i < ledger->length; i++) {
		if (ledger->customers[i].length > days_room) {
			days_room = ledger->customers[i].length * 2;
			days = sd_realloc(days, days_room, sizeof *days);
		}
		size_t bought = sd_ledger_days(ledger, i, days);
		for (size_t day = 1; day < bought && days[day] < before; day++) {
			SD_GROW(gaps, length, room);
			gaps[length++] = days[day] - days[day - 1];
		}
	}
	free(days);
	int horizon = 0;
	if (length) {
		qsort(gaps, length, sizeof *gaps, compare_gaps);
		horizon = sd_horizon_of(sd_nearest_rank(gaps, length, 90));
	}
	free(gaps);
	return horizon;
}
