/* SPDX-License-Identifier: MIT */
#include "gap/rerake.h"

#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/rake.h"

static int compare_answers(const void *a, const void *b)
{
	const struct sd_reraking_answer *x = a, *y = b;
	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	return sd_text_compare(x->key, y->key);
}

void sd_reraking_fill(struct sd_reraking *reraking, const struct sd_respondents *answers, const uint32_t *cell)
{
	reraking->answers = sd_alloc(answers->length + 1, sizeof *reraking->answers);
	reraking->cell = sd_alloc(answers->length + 1, sizeof *reraking->cell);
	reraking->length = 0;
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = answers->items + i;
		uint32_t own = sd_respondent_is_matched(answer) ? cell[answer->customer] : SD_RERAKE_CELLS;
		reraking->cell[i] = own;
		if (own < SD_RERAKE_CELLS)
			reraking->answers[reraking->length++] =
				(struct sd_reraking_answer){sd_respondent_resampled_by(answer), answer->customer, own};
	}
	if (reraking->length)
		qsort(reraking->answers, reraking->length, sizeof *reraking->answers, compare_answers);
}

void sd_reraking_release(struct sd_reraking *reraking)
{
	free(reraking->answers);
	free(reraking->cell);
	*reraking = (struct sd_reraking){.length = 0};
}

static size_t class_of(size_t cell, size_t margin)
{
	return margin ? cell % SD_RERAKE_CLASSES : cell / SD_RERAKE_CLASSES;
}

/* Which class each of a margin has become, of `least` people or more: `joined`, and the classes' targets. How many
 * there are; 0 where there are fewer people in all. */
static size_t join(const struct sd_reraking *reraking, size_t margin, const double people[SD_RERAKE_CELLS],
		   double least, uint32_t joined[SD_RERAKE_CLASSES], double target[SD_RERAKE_CLASSES])
{
	double in[SD_RERAKE_CLASSES] = {0}, waiting = 0, gathered = 0;
	size_t length = 0, from = 0;
	for (size_t cell = 0; cell < SD_RERAKE_CELLS; cell++)
		in[class_of(cell, margin)] += people[cell];
	for (size_t i = 0; i < reraking->classes[margin]; i++) {
		waiting += reraking->target[margin][i];
		gathered += in[i];
		if (!(gathered > 0) || gathered < least)
			continue;
		for (; from <= i; from++)
			joined[from] = (uint32_t)length;
		target[length++] = waiting;
		waiting = gathered = 0;
	}
	if (length)
		target[length - 1] += waiting;
	for (; length && from < reraking->classes[margin]; from++)
		joined[from] = (uint32_t)length - 1;
	return length;
}

static bool rake_classes_of(const struct sd_reraking *reraking, const double people[SD_RERAKE_CELLS], double least,
			    double weight[SD_RERAKE_CELLS + 1])
{
	static const char *const names[SD_RERAKE_MARGINS] = {"value", "recency"};
	uint32_t joined[SD_RERAKE_MARGINS][SD_RERAKE_CLASSES] = {{0}}, class[SD_RERAKE_MARGINS][SD_RERAKE_CELLS];
	double target[SD_RERAKE_MARGINS][SD_RERAKE_CLASSES], found[SD_RERAKE_CELLS], drawn[SD_RERAKE_CELLS];
	struct sd_rake_margin margins[SD_RERAKE_MARGINS];
	size_t rows = 0, at[SD_RERAKE_CELLS];
	for (size_t m = 0; m < SD_RERAKE_MARGINS; m++)
		margins[m] = (struct sd_rake_margin){names[m], class[m], target[m], NULL,
						     join(reraking, m, people, least, joined[m], target[m])};
	if (!margins[0].cells || !margins[1].cells)
		return false;
	for (size_t cell = 0; cell < SD_RERAKE_CELLS; cell++) {
		if (!(people[cell] > 0))
			continue;
		for (size_t m = 0; m < SD_RERAKE_MARGINS; m++)
			class[m][rows] = joined[m][class_of(cell, m)];
		drawn[rows] = people[cell];
		found[rows] = 1;
		at[rows++] = cell;
	}
	struct sd_error err = SD_ERROR_INIT;
	struct sd_rake_result result;
	const struct sd_rake problem = {rows, SD_RERAKE_MARGINS, margins, 0, reraking->cap, drawn};
	bool done = !sd_rake(&problem, found, &result, &err);
	for (size_t i = 0; done && i < rows; i++)
		weight[at[i]] = found[i];
	sd_error_release(&err);
	return done;
}

/* Classes that hold too few of a draw can make margins contradict one another; wider ones are tried until they do
 * not. */
bool sd_rerake_cells(const struct sd_reraking *reraking, const double people[SD_RERAKE_CELLS],
		     double weight[SD_RERAKE_CELLS + 1])
{
	double all = 0;
	memcpy(weight, reraking->given, sizeof reraking->given);
	for (size_t cell = 0; cell < SD_RERAKE_CELLS; cell++)
		all += people[cell];
	for (double least = 1; least <= all; least *= 2)
		if (rake_classes_of(reraking, people, least, weight))
			return true;
	return false;
}

void sd_rerake(const struct sd_reraking *reraking, uint64_t draw, double weight[SD_RERAKE_CELLS + 1])
{
	double people[SD_RERAKE_CELLS] = {0};
	for (size_t i = 0; i < reraking->length;) {
		const struct sd_reraking_answer *first = reraking->answers + i;
		uint64_t times = 0, sharing = 0;
		for (; i < reraking->length && reraking->answers[i].customer == first->customer; i++, sharing++)
			times += sd_poisson_weight(reraking->answers[i].key, draw);
		people[first->cell] += (double)times / (double)sharing;
	}
	sd_rerake_cells(reraking, people, weight);
}
