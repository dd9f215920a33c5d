/* SPDX-License-Identifier: MIT */
#include "gap/frame.h"

#include <math.h>

#include "stats/rake.h"

/* Somebody in the frame. */
struct member {
	size_t customer;
	int64_t measure[SD_FRAME_MEASURES];
	uint32_t cell[SD_FRAME_RAKED];
	bool asked; /* and answered, and was matched */
	double weight;
};

double sd_share_difference(double first, double second)
{
	double variance = (first * (1 - first) + second * (1 - second)) / 2;
	return variance > 0 ? (first - second) / sqrt(variance) : NAN;
}

double sd_mean_difference(double first, double first_deviation, double second, double second_deviation)
{
	double variance = (first_deviation * first_deviation + second_deviation * second_deviation) / 2;
	return variance > 0 ? (first - second) / sqrt(variance) : NAN;
}

/* Yours: free(). */
static struct member *members_of(const struct sd_gap_view *view, size_t *length)
{
	const struct sd_ledger *orders = view->orders;
	sd_day wave = view->ledger->first_answer;
	size_t customers = orders && wave != SD_NO_DAY ? orders->length : 0;
	struct member *members = sd_alloc(customers + 1, sizeof *members);
	bool *asked = sd_calloc(customers + 1, sizeof *asked);
	for (size_t i = 0; i < view->answers->length; i++)
		if (sd_respondent_is_matched(view->answers->items + i) && view->answers->items[i].customer < customers)
			asked[view->answers->items[i].customer] = true;
	*length = 0;
	for (size_t i = 0; i < customers; i++) {
		struct sd_ledger_sums sums;
		sd_ledger_between(orders, i, wave - view->windows.before, wave - 1, &sums);
		if (!sums.days)
			continue;
		members[(*length)++] = (struct member){
			.customer = i,
			.measure = {view->valued ? sums.amount : sums.days, wave - sums.last, sums.days},
			.asked = asked[i],
			.weight = 1};
	}
	free(asked);
	return members;
}

static int compare_numbers(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static void find_classes(struct sd_frame *frame, enum sd_frame_measure measure, struct member *members, size_t length)
{
	struct sd_frame_class *classes = frame->classes[measure];
	int64_t *sorted = sd_alloc(length + 1, sizeof *sorted);
	size_t classes_length = 0;
	for (size_t i = 0; i < length; i++)
		sorted[i] = members[i].measure[measure];
	if (length)
		qsort(sorted, length, sizeof *sorted, compare_numbers);
	int64_t low = INT64_MIN;
	for (size_t i = 1; i <= SD_FRAME_CLASSES && length; i++) {
		int64_t high = sorted[(i * length + SD_FRAME_CLASSES - 1) / SD_FRAME_CLASSES - 1];
		if (i < SD_FRAME_CLASSES && (high <= low || high == sorted[length - 1]))
			continue;
		classes[classes_length++] =
			(struct sd_frame_class){low, i < SD_FRAME_CLASSES ? high : INT64_MAX, 0, 0, 0};
		low = high;
	}
	free(sorted);
	for (size_t i = 0; i < length; i++) {
		size_t at = 0;
		while (members[i].measure[measure] > classes[at].high)
			at++;
		classes[at].frame++;
		classes[at].asked += members[i].asked;
	}
	/* A class in which nobody answered cannot be weighted for: it joins the next, the last one that before it. */
	for (size_t i = 0; i < classes_length && classes_length > 1;) {
		if (classes[i].asked) {
			i++;
			continue;
		}
		size_t into = i + 1 < classes_length ? i : i - 1;
		classes[into].high = classes[into + 1].high;
		classes[into].frame += classes[into + 1].frame;
		classes[into].asked += classes[into + 1].asked;
		memmove(classes + into + 1, classes + into + 2, (classes_length - into - 2) * sizeof *classes);
		classes_length--;
		i = into;
	}
	frame->classes_length[measure] = classes_length;
	for (size_t i = 0; i < length; i++) {
		uint32_t at = 0;
		while (members[i].measure[measure] > classes[at].high)
			at++;
		members[i].cell[measure] = at;
	}
}

static double scale_of(const struct sd_frame *frame, enum sd_frame_measure measure)
{
	return measure == SD_FRAME_VALUE && frame->valued ? SD_DECIMAL_UNIT : 1;
}

static double deviation(double n, double sum, double squares)
{
	return n > 1 ? sqrt(fmax(squares - sum * sum / n, 0) / (n - 1)) : 0;
}

static void find_means(struct sd_frame *frame, enum sd_frame_measure measure, const struct member *members,
		       size_t length)
{
	double sums[2][3] = {{0}}, weights = 0, weighted = 0, scale = scale_of(frame, measure);
	for (size_t i = 0; i < length; i++) {
		double value = (double)members[i].measure[measure] / scale;
		for (size_t asked = 0; asked <= members[i].asked; asked++) {
			sums[asked][0]++;
			sums[asked][1] += value;
			sums[asked][2] += value * value;
		}
		weights += members[i].asked ? members[i].weight : 0;
		weighted += members[i].asked ? members[i].weight * value : 0;
	}
	frame->means[measure] = (struct sd_frame_means){
		length ? sums[0][1] / sums[0][0] : NAN, deviation(sums[0][0], sums[0][1], sums[0][2]),
		sums[1][0] > 0 ? sums[1][1] / sums[1][0] : NAN, deviation(sums[1][0], sums[1][1], sums[1][2]),
		weights > 0 ? weighted / weights : NAN};
}

static void look(struct sd_frame *frame, const struct sd_gap_view *view, struct member *members, size_t length)
{
	*frame = (struct sd_frame){.length = length, .valued = view->valued};
	for (size_t i = 0; i < length; i++)
		frame->asked += members[i].asked;
	for (int measure = 0; measure < SD_FRAME_RAKED; measure++)
		find_classes(frame, (enum sd_frame_measure)measure, members, length);
}

static void tell(struct sd_frame *frame, const struct member *members, size_t length)
{
	for (size_t i = 0; i < length; i++)
		for (int measure = 0; measure < SD_FRAME_RAKED && members[i].asked; measure++)
			frame->classes[measure][members[i].cell[measure]].weight += members[i].weight;
	for (int measure = 0; measure < SD_FRAME_MEASURES; measure++)
		find_means(frame, (enum sd_frame_measure)measure, members, length);
}

void sd_frame_init(struct sd_frame *frame, const struct sd_gap_view *view)
{
	size_t length;
	struct member *members = members_of(view, &length);
	look(frame, view, members, length);
	tell(frame, members, length);
	free(members);
}

static int rake(struct sd_frame *frame, struct member *members, size_t length, double cap, struct sd_error *err)
{
	static const char *const names[SD_FRAME_RAKED] = {"value", "recency"};
	double targets[SD_FRAME_RAKED][SD_FRAME_CLASSES], *weights = sd_alloc(frame->asked + 1, sizeof *weights);
	uint32_t *cells[SD_FRAME_RAKED];
	struct sd_rake_margin margins[SD_FRAME_RAKED];
	for (size_t m = 0; m < SD_FRAME_RAKED; m++) {
		cells[m] = sd_alloc(frame->asked + 1, sizeof *cells[m]);
		for (size_t c = 0; c < frame->classes_length[m]; c++)
			targets[m][c] = (double)frame->classes[m][c].frame;
		margins[m] = (struct sd_rake_margin){names[m], cells[m], targets[m], NULL, frame->classes_length[m]};
	}
	size_t rows = 0;
	for (size_t i = 0; i < length; i++) {
		if (!members[i].asked)
			continue;
		for (size_t m = 0; m < SD_FRAME_RAKED; m++)
			cells[m][rows] = members[i].cell[m];
		weights[rows++] = 1;
	}
	const struct sd_rake problem = {rows, SD_FRAME_RAKED, margins, 0, cap, NULL};
	struct sd_rake_result result;
	int status = sd_rake(&problem, weights, &result, err);
	if (!status) {
		rows = 0;
		for (size_t i = 0; i < length; i++)
			if (members[i].asked)
				members[i].weight = weights[rows++];
		frame->raked = true;
		frame->effective_n = result.effective_n;
		frame->design_effect = result.design_effect;
		frame->most = result.most;
		frame->capped = result.capped;
	}
	free(weights);
	for (size_t m = 0; m < SD_FRAME_RAKED; m++)
		free(cells[m]);
	return status;
}

/* What raking anew needs. */
static void keep(const struct sd_frame *frame, const struct member *members, size_t length, size_t customers,
		 const struct sd_respondents *answers, double cap, struct sd_reraking *reraking)
{
	uint32_t *cell = sd_alloc(customers + 1, sizeof *cell);
	*reraking = (struct sd_reraking){.cap = cap};
	for (size_t m = 0; m < SD_FRAME_RAKED; m++) {
		reraking->classes[m] = frame->classes_length[m];
		for (size_t c = 0; c < frame->classes_length[m]; c++)
			reraking->target[m][c] = (double)frame->classes[m][c].frame;
	}
	for (size_t i = 0; i < customers; i++)
		cell[i] = SD_RERAKE_CELLS;
	for (size_t i = 0; i < SD_RERAKE_CELLS + 1; i++)
		reraking->given[i] = 1;
	for (size_t i = 0; i < length; i++) {
		if (!members[i].asked)
			continue;
		uint32_t own = members[i].cell[SD_FRAME_VALUE] * SD_RERAKE_CLASSES + members[i].cell[SD_FRAME_RECENCY];
		cell[members[i].customer] = own;
		reraking->given[own] = members[i].weight;
	}
	sd_reraking_fill(reraking, answers, cell);
	free(cell);
}

int sd_frame_rake(struct sd_frame *frame, const struct sd_gap_view *view, struct sd_respondents *answers, double cap,
		  struct sd_reraking *reraking, struct sd_str *notes, struct sd_error *err)
{
	size_t length;
	struct member *members = members_of(view, &length);
	look(frame, view, members, length);
	int status = frame->asked ? rake(frame, members, length, cap, err)
				  : sd_fail(err, "--rake weights respondents to the customers of the log, and no "
						 "matched respondent is among those who bought in the days before");
	if (!status) {
		double *weight = sd_alloc(view->orders->length + 1, sizeof *weight);
		for (size_t i = 0; i < view->orders->length; i++)
			weight[i] = 1;
		for (size_t i = 0; i < length; i++)
			weight[members[i].customer] = members[i].weight;
		for (size_t i = 0; i < answers->length; i++)
			if (sd_respondent_is_matched(answers->items + i))
				answers->items[i].weight = weight[answers->items[i].customer];
		free(weight);
		keep(frame, members, length, view->orders->length, answers, cap, reraking);
		tell(frame, members, length);
		sd_str_addf(notes,
			    "weighted to the customers by value and recency: %zu respondents count as %.1f (Kish), "
			    "design effect %.2f, largest weight %.2f, %zu cut (--rake-cap)\n",
			    frame->asked, frame->effective_n, frame->design_effect, frame->most, frame->capped);
		if (cap > 0 && frame->most > cap * (1 + 1e-6))
			sd_str_addf(notes,
				    "warning: the customers cannot be met with weights of at most %.0f times the mean: "
				    "few respondents stand for many of them\n",
				    cap);
	}
	free(members);
	return status;
}
