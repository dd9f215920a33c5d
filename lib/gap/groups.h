/* SPDX-License-Identifier: MIT */
/* Means over groups of respondents, held against what was expected, with intervals by resampling people.
 *
 * In each draw every person (or cluster) counts a Poisson(1) number of times that follows from their key and the draw
 * (stats/bootstrap.h), unasked customers too, and recentring and raking are done anew; the intervals are percentiles.
 * Draws do not depend on one another, so any number of threads gives the same. */
#ifndef SD_GAP_GROUPS_H
#define SD_GAP_GROUPS_H

#include "gap/expected.h"
#include "stats/interval.h"

/* 399 draws end at the 10th and the 390th: the interval's ends are off by about 7 % of half its width by chance of the
 * draws alone; 1,999 halve that. */
enum { SD_DRAWS = 399, SD_GROUPS_MOST = 32 };

#define SD_MEASURES(X)                                                                                                 \
	X(RETENTION) /* stays ÷ (stays + leaves) */                                                                    \
	X(ADJUSTED)  /* mean of stay − π* over those who stay or leave */                                              \
	X(SPEND)     /* mean y over all with a complete window */                                                      \
	X(GAP)	     /* mean of y − m* */
enum sd_measure {
#define X(name) SD_MEASURE_##name,
	SD_MEASURES(X)
#undef X
	SD_MEASURE_LENGTH
};

/* A row: a group, or the difference of two, first − second. */
struct sd_group_row {
	unsigned first, second; /* second: SD_NO_GROUP where it is none */
};
#define SD_NO_GROUP UINT32_MAX

struct sd_estimate {
	double value;
	struct sd_interval interval; /* percentile; infinite where there are too few draws */
};
struct sd_group_result {
	struct sd_estimate of[SD_MEASURE_LENGTH];
	double expected_stay, expected_value; /* means of π* and m*, over those whom `adjusted` and `gap` are about */
	size_t judged, complete;	      /* people in the first group; of a difference the sum of both */
	double effective;		      /* Kish's number of the judged: `judged` where answers are not weighted */
	double most, total;		      /* the largest spend of one of them, and all */
};

/* `member`: of each of expectation->asked the groups they are in, a bit each; `results` gets one a row. Where forecasts
 * are not recentred, adjusted and gap are those of the model as it is, and only their differences say anything. */
void sd_groups_estimate(const struct sd_expectation *expectation, const uint32_t *member, unsigned groups,
			const struct sd_group_row *rows, size_t rows_length, unsigned draws, unsigned jobs,
			struct sd_group_result *results);

#endif
