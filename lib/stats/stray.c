/* SPDX-License-Identifier: MIT */
#include "stats/stray.h"

enum { LEAST = 20, ONE_IN = 500, MOST = 50, TIMES = 10, YEAR = 364 };

/* The days along one direction of time: with `sign` -1 the first is the latest. */
struct line {
	const sd_day *days;
	size_t length, dated;
	int64_t sign, hole;
};

/* The latest day before `bound`, and how many there are of it. */
static int64_t latest(const struct line *line, int64_t bound, size_t *count)
{
	int64_t found = INT64_MIN;
	*count = 0;
	for (size_t i = 0; i < line->length; i++) {
		int64_t day = line->days[i] * line->sign;
		if (line->days[i] == SD_NO_DAY || day >= bound || day < found)
			continue;
		*count = day == found ? *count + 1 : 1;
		found = day;
	}
	return found;
}

/* How many stand behind all others, of which `begin` is the first; *end is the last of those others. */
static size_t behind(const struct line *line, sd_day begin, sd_day *end)
{
	size_t most = line->dated / ONE_IN < 1 ? 1 : line->dated / ONE_IN > MOST ? MOST : line->dated / ONE_IN, count;
	size_t passed = 0, stray = 0;
	int64_t day = latest(line, INT64_MAX, &count);
	*end = (sd_day)(day * line->sign);
	while (line->dated >= LEAST && (passed += count) <= most) {
		int64_t next = latest(line, day, &count), gap = day - next;
		if (!count)
			break;
		if (gap > line->hole &&
		    gap * (int64_t)(line->dated - passed) > TIMES * (next - begin * line->sign)) {
			*end = (sd_day)(next * line->sign);
			stray = passed;
		}
		day = next;
	}
	return stray;
}

struct sd_stray sd_stray_find(const sd_day *days, size_t length, sd_day hole)
{
	struct sd_stray stray = {SD_NO_DAY, SD_NO_DAY, 0, 0};
	struct line forth = {days, length, 0, 1, 0};
	for (size_t i = 0; i < length; i++) {
		if (days[i] == SD_NO_DAY)
			continue;
		forth.dated++;
		stray.first = forth.dated == 1 || days[i] < stray.first ? days[i] : stray.first;
	}
	if (!forth.dated)
		return stray;
	forth.hole = forth.dated < ONE_IN && hole < YEAR ? YEAR : hole;
	struct line back = forth;
	back.sign = -1;
	stray.late = behind(&forth, stray.first, &stray.last);
	stray.early = behind(&back, stray.last, &stray.first);
	/* Anew, now that what stands before does not make the others look strewn further than they are. */
	stray.late = behind(&forth, stray.first, &stray.last);
	return stray;
}
