/* SPDX-License-Identifier: MIT */
/* Values made coarser, so that fewer people stand alone with theirs: dates to their month, quarter or year, numbers to
 * a range. */
#ifndef SD_GUARD_COARSEN_H
#define SD_GUARD_COARSEN_H

#include "base/decimal.h"
#include "base/error.h"

enum sd_coarse { SD_COARSE_MONTH, SD_COARSE_QUARTER, SD_COARSE_YEAR, SD_COARSE_RANGE };
struct sd_coarsening {
	enum sd_coarse to;
	int64_t width; /* of ranges, whole, 1 or more */
	const char *date_format; /* of sd_moment_parse_as, or NULL: ISO 8601 */
};

/* Reads "month", "quarter", "year" or a whole number from 1 to 1,000,000,000. */
int sd_coarsening_parse(struct sd_text written, struct sd_coarsening *coarsening, struct sd_error *err);
/* Adds 2024-03, 2024-Q1, 2024, or the range that begins at the greatest multiple of the width not above the number, as
 * 30-39 (width 1: 34); of negative ones -10--1. False, with nothing added, where the value is no date or number. */
bool sd_coarsen(const struct sd_coarsening *coarsening, struct sd_text value, struct sd_str *into);

#endif
