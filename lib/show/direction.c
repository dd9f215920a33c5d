/* SPDX-License-Identifier: MIT */
#include "show/direction.h"

#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"

enum { HUNDREDTH = SD_DECIMAL_UNIT / 100, GREATEST = 1000 * 100, ANSWERS_LEAST = 50, SURE = 3 };

static void *worker_new(void *context)
{
	const struct sd_direction *direction = context;
	struct sd_direction *worker = sd_calloc(1, sizeof *worker);
	worker->score = direction->score;
	worker->sentiment = direction->sentiment;
	return worker;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_direction *worker = state;
	sd_decimal x, y;
	(void)out;
	(void)err;
	if (!sd_decimal_parse(row->cells[worker->score].text, SD_DECIMAL_POINT, &x) ||
	    !sd_decimal_parse(row->cells[worker->sentiment].text, SD_DECIMAL_POINT, &y))
		return 0;
	x /= HUNDREDTH;
	/* So that no sum leaves 64 bits before a thousand million answers. */
	if (llabs(x) > GREATEST || llabs(y) > SD_DECIMAL_UNIT)
		return 0;
	worker->n++;
	worker->x += x;
	worker->y += y;
	worker->xx += x * x;
	worker->yy += y * y;
	worker->xy += x * y;
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_direction *direction = context;
	const struct sd_direction *worker = state;
	(void)err;
	direction->n += worker->n;
	direction->x += worker->x;
	direction->y += worker->y;
	direction->xx += worker->xx;
	direction->yy += worker->yy;
	direction->xy += worker->xy;
	return 0;
}

struct sd_pass sd_direction_pass(struct sd_direction *direction)
{
	return (struct sd_pass){direction, worker_new, read_row, worker_done, free};
}

double sd_direction_correlation(const struct sd_direction *direction)
{
	const double n = (double)direction->n, x = (double)direction->x, y = (double)direction->y;
	const double of_x = (double)direction->xx - x * x / n, of_y = (double)direction->yy - y * y / n;
	return of_x > 0 && of_y > 0 ? ((double)direction->xy - x * y / n) / sqrt(of_x * of_y) : NAN;
}

bool sd_direction_is_wrong(const struct sd_direction *direction, bool reversed)
{
	static const double weak = 0.2;
	const double r = (reversed ? -1 : 1) * sd_direction_correlation(direction);
	return direction->n >= ANSWERS_LEAST && r < -weak && r * sqrt((double)direction->n) < -SURE;
}
