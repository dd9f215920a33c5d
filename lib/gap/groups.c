/* SPDX-License-Identifier: MIT */
#include "gap/groups.h"

#include <math.h>

#include "base/jobs.h"
#include "gap/rerake.h"
#include "stats/bootstrap.h"

/* Weighted sums over a group. */
struct sums {
	double judged, stays;		   /* who stay or leave */
	double foreseen, foreseen_stays, pi; /* of them, who have a forecast */
	double spenders, spend;		   /* whose spend is known */
	double valued, valued_spend, value; /* of them, whose forecast is known */
};

struct work {
	const struct sd_expectation *expectation;
	const uint32_t *member;
	unsigned groups;
	const struct sd_group_row *rows;
	size_t rows_length, measures;
	uint64_t next, draws;
	double *drawn; /* measure by measure, `draws` each */
};

static void add(struct sums *sums, const struct sd_subject *subject, double weight, double pi, double value)
{
	if (subject->judged) {
		sums->judged += weight;
		sums->stays += weight * subject->stay;
		if (!isnan(pi)) {
			sums->foreseen += weight;
			sums->foreseen_stays += weight * subject->stay;
			sums->pi += weight * pi;
		}
	}
	if (isnan(subject->spend))
		return;
	sums->spenders += weight;
	sums->spend += weight * subject->spend;
	if (isnan(value))
		return;
	sums->valued += weight;
	sums->valued_spend += weight * subject->spend;
	sums->value += weight * value;
}

/* `weights` of the respondents in this draw, NULL: those they have. */
static void sum_up(const struct work *work, const double *weights, const struct sd_recentring *recentring,
		   struct sums sums[SD_GROUPS_MOST])
{
	const struct sd_expectation *expectation = work->expectation;
	memset(sums, 0, SD_GROUPS_MOST * sizeof *sums);
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		double weight = weights ? weights[i] : subject->weight;
		if (weight <= 0 || !work->member[i])
			continue;
		double pi = sd_expected_stay(expectation, recentring, subject);
		double value = sd_expected_value(expectation, recentring, subject);
		for (unsigned group = 0; group < work->groups; group++)
			if (work->member[i] >> group & 1)
				add(sums + group, subject, weight, pi, value);
	}
}

static double share(double part, double whole)
{
	return whole > 0 ? part / whole : NAN;
}

static void measure(const struct sums *sums, double measures[SD_MEASURE_LENGTH])
{
	measures[SD_MEASURE_RETENTION] = share(sums->stays, sums->judged);
	measures[SD_MEASURE_ADJUSTED] = share(sums->foreseen_stays - sums->pi, sums->foreseen);
	measures[SD_MEASURE_SPEND] = share(sums->spend, sums->spenders);
	measures[SD_MEASURE_GAP] = share(sums->valued_spend - sums->value, sums->valued);
}

/* All measures of all rows, row by row. */
static void measure_rows(const struct work *work, const struct sums *sums, double *out)
{
	for (size_t i = 0; i < work->rows_length; i++) {
		double first[SD_MEASURE_LENGTH], second[SD_MEASURE_LENGTH] = {0};
		measure(sums + work->rows[i].first, first);
		if (work->rows[i].second != SD_NO_GROUP)
			measure(sums + work->rows[i].second, second);
		for (size_t m = 0; m < SD_MEASURE_LENGTH; m++)
			out[i * SD_MEASURE_LENGTH + m] = first[m] - second[m];
	}
}

/* SD_DRAWS_AT_ONCE draws from `draw` on. */
struct batch {
	uint64_t draw;
	uint8_t *times; /* how often each of the asked, then of the unasked counts, draw by draw */
	double *asked, *unasked, *measures;
	struct sd_recentring *recentring;
};

static size_t people_of(const struct work *work)
{
	return work->expectation->asked_length + work->expectation->unasked_length;
}

static void *batch_new(void *context)
{
	const struct work *work = context;
	struct batch *batch = sd_calloc(1, sizeof *batch);
	batch->times = sd_alloc(people_of(work) + 1, SD_DRAWS_AT_ONCE);
	batch->asked = sd_alloc(work->expectation->asked_length + 1, sizeof *batch->asked);
	batch->unasked = sd_alloc(work->expectation->unasked_length + 1, sizeof *batch->unasked);
	batch->measures = sd_alloc(work->measures + 1, SD_DRAWS_AT_ONCE * sizeof *batch->measures);
	batch->recentring = sd_alloc(work->expectation->cells + 1, sizeof *batch->recentring);
	return batch;
}

static void batch_free(void *opaque)
{
	struct batch *batch = opaque;
	free(batch->times);
	free(batch->asked);
	free(batch->unasked);
	free(batch->measures);
	free(batch->recentring);
	free(batch);
}

static int produce(void *context, void *batch, struct sd_error *err)
{
	struct work *work = context;
	(void)err;
	((struct batch *)batch)->draw = work->next;
	work->next += SD_DRAWS_AT_ONCE;
	return ((struct batch *)batch)->draw < work->draws;
}

static void draw_people(const struct work *work, struct batch *batch)
{
	const struct sd_expectation *expectation = work->expectation;
	size_t asked = expectation->asked_length, people = people_of(work);
	for (size_t i = 0; i < asked; i++)
		sd_poisson_weights(expectation->asked[i].key, batch->draw, batch->times + i, people);
	for (size_t i = asked; i < people && expectation->cells; i++)
		sd_poisson_weights(expectation->unasked[i - asked].key, batch->draw, batch->times + i, people);
}

static void draw_one(const struct work *work, struct batch *batch, size_t place)
{
	const struct sd_expectation *expectation = work->expectation;
	const struct sd_reraking *reraking = expectation->reraking;
	const uint8_t *times = batch->times + place * people_of(work);
	struct sums sums[SD_GROUPS_MOST];
	double raked[SD_RERAKE_CELLS + 1];
	if (reraking)
		sd_rerake(reraking, batch->draw + place, raked);
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		double weight = reraking ? raked[reraking->cell[subject->answer]] : subject->weight;
		batch->asked[i] = weight * times[i];
	}
	for (size_t i = 0; i < expectation->unasked_length && expectation->cells; i++)
		batch->unasked[i] = times[expectation->asked_length + i];
	sd_recentre(expectation, batch->unasked, batch->recentring);
	sum_up(work, batch->asked, batch->recentring, sums);
	measure_rows(work, sums, batch->measures + place * work->measures);
}

static size_t draws_of(const struct work *work, const struct batch *batch)
{
	uint64_t left = work->draws - batch->draw;
	return left < SD_DRAWS_AT_ONCE ? (size_t)left : SD_DRAWS_AT_ONCE;
}

static void draw_some(void *context, unsigned worker, void *opaque)
{
	const struct work *work = context;
	struct batch *batch = opaque;
	(void)worker;
	draw_people(work, batch);
	for (size_t place = 0; place < draws_of(work, batch); place++)
		draw_one(work, batch, place);
}

static int consume(void *context, void *opaque, struct sd_error *err)
{
	struct work *work = context;
	const struct batch *batch = opaque;
	(void)err;
	for (size_t place = 0; place < draws_of(work, batch); place++)
		for (size_t i = 0; i < work->measures; i++)
			work->drawn[i * work->draws + batch->draw + place] =
				batch->measures[place * work->measures + i];
	return 0;
}

static void count_people(const struct work *work, struct sd_group_result *results)
{
	const struct sd_expectation *expectation = work->expectation;
	double *weights = sd_calloc(work->rows_length + 1, sizeof *weights);
	double *squares = sd_calloc(work->rows_length + 1, sizeof *squares);
	for (size_t row = 0; row < work->rows_length; row++)
		for (size_t i = 0; i < expectation->asked_length; i++) {
			const struct sd_subject *subject = expectation->asked + i;
			const struct sd_group_row *groups = work->rows + row;
			bool in = work->member[i] >> groups->first & 1;
			in = in || (groups->second != SD_NO_GROUP && (work->member[i] >> groups->second & 1));
			if (!in)
				continue;
			results[row].complete++;
			results[row].judged += subject->judged;
			weights[row] += subject->judged ? subject->weight : 0;
			squares[row] += subject->judged ? subject->weight * subject->weight : 0;
			if (isnan(subject->spend))
				continue;
			results[row].most = fmax(results[row].most, subject->spend);
			results[row].total += subject->spend;
		}
	for (size_t row = 0; row < work->rows_length; row++)
		results[row].effective = squares[row] > 0 ? sd_effective_n(weights[row], squares[row]) : 0;
	free(weights);
	free(squares);
}

void sd_groups_estimate(const struct sd_expectation *expectation, const uint32_t *member, unsigned groups,
			const struct sd_group_row *rows, size_t rows_length, unsigned draws, unsigned jobs,
			struct sd_group_result *results)
{
	struct work work = {.expectation = expectation,
			    .member = member,
			    .groups = groups,
			    .rows = rows,
			    .rows_length = rows_length,
			    .measures = rows_length * SD_MEASURE_LENGTH,
			    .draws = draws};
	struct sums sums[SD_GROUPS_MOST];
	double *values = sd_alloc(work.measures + 1, sizeof *values);
	work.drawn = sd_alloc(work.measures * draws + 1, sizeof *work.drawn);
	memset(results, 0, rows_length * sizeof *results);
	const struct sd_jobs map = {.context = &work,
				    .batch_new = batch_new,
				    .batch_free = batch_free,
				    .produce = produce,
				    .work = draw_some,
				    .consume = consume};
	sd_jobs_run(&map, jobs, NULL);
	sum_up(&work, NULL, expectation->recentring, sums);
	measure_rows(&work, sums, values);
	count_people(&work, results);
	for (size_t row = 0; row < rows_length; row++) {
		const struct sums *first = sums + rows[row].first;
		results[row].expected_stay = share(first->pi, first->foreseen);
		results[row].expected_value = share(first->value, first->valued);
		if (rows[row].second != SD_NO_GROUP) {
			const struct sums *second = sums + rows[row].second;
			results[row].expected_stay -= share(second->pi, second->foreseen);
			results[row].expected_value -= share(second->value, second->valued);
		}
		for (size_t m = 0; m < SD_MEASURE_LENGTH; m++) {
			size_t at = row * SD_MEASURE_LENGTH + m;
			results[row].of[m].value = values[at];
			results[row].of[m].interval = sd_percentile_interval(work.drawn + at * draws, draws);
		}
	}
	free(work.drawn);
	free(values);
}
