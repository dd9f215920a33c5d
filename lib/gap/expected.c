/* SPDX-License-Identifier: MIT */
#include "gap/expected.h"

#include <math.h>

#include "base/hash.h"

enum { BANDS = 4, MONTHS = 12, CENT = SD_DECIMAL_UNIT / 100 };
/* The index day's own draw, which no resampling has. */
#define INDEX_DRAW UINT64_MAX

static uint32_t band_of(int32_t repeats)
{
	return repeats < 2 ? (uint32_t)repeats : repeats < 4 ? 2 : 3;
}

static int32_t month_of(sd_day day)
{
	int year, month, day_of_month;
	sd_day_split(day, &year, &month, &day_of_month);
	return year * MONTHS + month - 1;
}

/* What the model says of a customer of the ledger on a day, and what came. */
static void forecast(const struct sd_expectation_input *input, size_t customer, struct sd_subject *subject)
{
	struct sd_buyer buyer;
	struct sd_forecast said;
	struct sd_ledger_sums sums;
	sd_ledger_between(input->ledger, customer, subject->day + 1 + input->skipped,
			  subject->day + input->windows.horizon, &sums);
	subject->stay = sums.days > 0;
	subject->spend = input->valued ? sd_decimal_to_double(sums.amount) : NAN;
	subject->judged = true;
	if (!input->model)
		return;
	/* Of who had not bought by then nobody can say how often they buy. */
	if (!sd_buyer_at(input->ledger, customer, subject->day - 1, &buyer)) {
		subject->judged = false;
		return;
	}
	sd_model_forecast(input->model, &buyer, input->windows.horizon - input->skipped, &said);
	subject->repeats = buyer.history.repeats;
	subject->psi = said.psi;
	subject->judged = !(said.psi < SD_TOO_RARE);
	if (input->rarity_only)
		return;
	subject->forecast = isfinite(said.pi);
	subject->pi = said.pi;
	subject->value = said.value;
}

static void gather_asked(struct sd_expectation *expectation, const struct sd_expectation_input *input)
{
	const struct sd_respondents *answers = input->answers;
	expectation->asked = sd_calloc(answers->length + 1, sizeof *expectation->asked);
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = answers->items + i;
		struct sd_subject subject = {.key = sd_respondent_resampled_by(answer),
					     .answer = i,
					     .day = answer->day,
					     .pi = NAN,
					     .psi = NAN,
					     .value = NAN,
					     .spend = NAN,
					     .weight = answer->weight > 0 ? answer->weight : 1};
		if (!sd_respondent_is_matched(answer))
			continue;
		if (input->ledger) {
			if (answer->day == SD_NO_DAY || answer->day + input->windows.horizon > input->windows.log_end)
				continue;
			forecast(input, answer->customer, &subject);
			subject.spend /= (double)answer->sharing;
			subject.value /= (double)answer->sharing;
		} else {
			if (answer->outcome != SD_OUTCOME_STAYS && answer->outcome != SD_OUTCOME_LEAVES)
				continue;
			subject.stay = answer->outcome == SD_OUTCOME_STAYS;
			subject.judged = true;
			subject.spend =
				answer->valued && answer->after ? sd_decimal_to_double(answer->after_value) : NAN;
		}
		expectation->asked[expectation->asked_length++] = subject;
	}
}

static int compare_days(const void *a, const void *b)
{
	sd_day x = *(const sd_day *)a, y = *(const sd_day *)b;
	return (x > y) - (x < y);
}

/* Customers whom nobody asked, with a purchase in the window before a day drawn from the answer days. */
static void gather_unasked(struct sd_expectation *expectation, const struct sd_expectation_input *input)
{
	const struct sd_ledger *ledger = input->ledger;
	size_t days = expectation->asked_length, room = 0;
	sd_day *drawn = sd_alloc(days + 1, sizeof *drawn);
	for (size_t i = 0; i < days; i++)
		drawn[i] = expectation->asked[i].day;
	if (days)
		qsort(drawn, days, sizeof *drawn, compare_days);
	for (size_t i = 0; i < ledger->length && days; i++) {
		if (!input->matched->unasked[i])
			continue;
		struct sd_text key = ledger->customers[i].key;
		uint64_t chance = sd_hash_sample(key.data, key.length, INDEX_DRAW) >> 32;
		struct sd_subject subject = {.key = key,
					     .answer = SIZE_MAX,
					     .day = drawn[chance * days >> 32],
					     .weight = 1};
		struct sd_ledger_sums sums;
		sd_ledger_between(ledger, i, subject.day - input->windows.before, subject.day - 1, &sums);
		if (!sums.days)
			continue;
		forecast(input, i, &subject);
		if (!subject.forecast)
			continue;
		SD_GROW(expectation->unasked, expectation->unasked_length, room);
		expectation->unasked[expectation->unasked_length++] = subject;
	}
	free(drawn);
}

/* Joins each of `length` counts with the next until SD_RECENTRE_LEAST are together; a last one that falls short joins
 * the one before. Their number in `joined`; how many there are. */
static uint32_t join(const size_t *counts, size_t length, uint32_t *joined)
{
	uint32_t number = 0;
	size_t sum = 0;
	for (size_t i = 0; i < length; i++) {
		joined[i] = number;
		sum += counts[i];
		if (sum < SD_RECENTRE_LEAST)
			continue;
		number++;
		sum = 0;
	}
	/* What was not closed belongs to the last that was. */
	for (size_t i = length; i-- && number && joined[i] == number;)
		joined[i] = number - 1;
	return number;
}

static void form_cells(struct sd_expectation *expectation)
{
	if (expectation->unasked_length < SD_RECENTRE_LEAST)
		return;
	int32_t first = INT32_MAX, last = INT32_MIN;
	for (size_t i = 0; i < expectation->asked_length; i++) {
		int32_t month = month_of(expectation->asked[i].day);
		first = month < first ? month : first;
		last = month > last ? month : last;
	}
	size_t months = (size_t)(last - first) + 1;
	size_t *counts = sd_calloc(months, sizeof *counts);
	uint32_t *span = sd_calloc(months, sizeof *span);
	for (size_t i = 0; i < expectation->unasked_length; i++)
		counts[month_of(expectation->unasked[i].day) - first]++;
	uint32_t spans = join(counts, months, span);
	size_t *by_band = sd_calloc((size_t)spans * BANDS, sizeof *by_band);
	uint32_t *cell = sd_calloc((size_t)spans * BANDS, sizeof *cell);
	for (size_t i = 0; i < expectation->unasked_length; i++) {
		const struct sd_subject *subject = expectation->unasked + i;
		by_band[span[month_of(subject->day) - first] * BANDS + band_of(subject->repeats)]++;
	}
	for (uint32_t i = 0; i < spans; i++) {
		uint32_t within = join(by_band + (size_t)i * BANDS, BANDS, cell + (size_t)i * BANDS);
		for (uint32_t band = 0; band < BANDS; band++)
			cell[i * BANDS + band] += (uint32_t)expectation->cells;
		expectation->cells += within;
	}
	for (int asked = 0; asked < 2; asked++) {
		struct sd_subject *subjects = asked ? expectation->asked : expectation->unasked;
		size_t length = asked ? expectation->asked_length : expectation->unasked_length;
		for (size_t i = 0; i < length; i++)
			subjects[i].cell =
				cell[span[month_of(subjects[i].day) - first] * BANDS + band_of(subjects[i].repeats)];
	}
	free(counts);
	free(span);
	free(by_band);
	free(cell);
}

/* By person; the answers of one person are one by now. */
struct named {
	struct sd_text name;
	struct sd_subject subject;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = sd_text_compare(x->name, y->name);
	return order ? order : (x->subject.answer > y->subject.answer) - (x->subject.answer < y->subject.answer);
}

static void sort_asked(struct sd_expectation *expectation, const struct sd_respondents *answers)
{
	size_t length = expectation->asked_length;
	struct named *named = sd_calloc(length + 1, sizeof *named);
	for (size_t i = 0; i < length; i++)
		named[i] = (struct named){answers->items[expectation->asked[i].answer].normal, expectation->asked[i]};
	if (length)
		qsort(named, length, sizeof *named, compare_named);
	for (size_t i = 0; i < length; i++)
		expectation->asked[i] = named[i].subject;
	free(named);
}

/* Where most buy too rarely, the few who bought twice were picked for it, and the log says nothing of who stays. */
static void judge_the_log(struct sd_expectation *expectation)
{
	size_t judged = 0;
	for (size_t i = 0; i < expectation->asked_length; i++)
		judged += expectation->asked[i].judged;
	for (size_t i = 0; i < expectation->asked_length && judged * 2 < expectation->asked_length; i++)
		expectation->asked[i].judged = false;
}

void sd_expectation_init(struct sd_expectation *expectation, const struct sd_expectation_input *input)
{
	*expectation = (struct sd_expectation){.forecast = input->model && !input->rarity_only,
					       .rarity = input->model != NULL,
					       .valued = input->model && input->model->valued && input->valued,
					       .horizon = input->windows.horizon,
					       .skipped = input->skipped,
					       .reraking = input->reraking};
	gather_asked(expectation, input);
	sort_asked(expectation, input->answers);
	if (input->rarity_only)
		judge_the_log(expectation);
	if (expectation->forecast) {
		gather_unasked(expectation, input);
		form_cells(expectation);
	}
	expectation->recentring = sd_calloc(expectation->cells + 1, sizeof *expectation->recentring);
	sd_recentre(expectation, NULL, expectation->recentring);
}

void sd_expectation_release(struct sd_expectation *expectation)
{
	free(expectation->asked);
	free(expectation->unasked);
	free(expectation->recentring);
	*expectation = (struct sd_expectation){.cells = 0};
}

void sd_recentre(const struct sd_expectation *expectation, const double *weights, struct sd_recentring *recentring)
{
	if (!expectation->cells) {
		recentring[0] = (struct sd_recentring){1, 1};
		return;
	}
	struct sums {
		double stay, pi, spend, value;
	} *sums = sd_calloc(expectation->cells, sizeof *sums);
	for (size_t i = 0; i < expectation->unasked_length; i++) {
		const struct sd_subject *subject = expectation->unasked + i;
		struct sums *cell = sums + subject->cell;
		double weight = weights ? weights[i] : 1;
		cell->stay += weight * subject->stay;
		cell->pi += weight * subject->pi;
		if (isnan(subject->value) || isnan(subject->spend))
			continue;
		cell->spend += weight * subject->spend;
		cell->value += weight * subject->value;
	}
	for (size_t i = 0; i < expectation->cells; i++)
		recentring[i] = (struct sd_recentring){sums[i].pi > 0 ? sums[i].stay / sums[i].pi : NAN,
						       sums[i].value > 0 ? sums[i].spend / sums[i].value : NAN};
	free(sums);
}

double sd_expected_stay(const struct sd_expectation *expectation, const struct sd_recentring *recentring,
			const struct sd_subject *subject)
{
	if (!subject->forecast)
		return NAN;
	double expected = recentring[expectation->cells ? subject->cell : 0].stay * subject->pi;
	return expected > 1 ? 1 : expected;
}

double sd_expected_value(const struct sd_expectation *expectation, const struct sd_recentring *recentring,
			 const struct sd_subject *subject)
{
	return subject->forecast ? recentring[expectation->cells ? subject->cell : 0].value * subject->value : NAN;
}

void sd_expectation_tell(const struct sd_expectation *expectation, struct sd_respondents *answers)
{
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		struct sd_respondent *answer = answers->items + subject->answer;
		if (!subject->judged)
			answer->outcome = SD_OUTCOME_TOO_RARE;
		double value = sd_expected_value(expectation, expectation->recentring, subject);
		if (!expectation->forecast || !expectation->cells)
			continue;
		answer->expected_stay = sd_expected_stay(expectation, expectation->recentring, subject);
		answer->foreseen = isfinite(answer->expected_stay);
		if (!expectation->valued || !isfinite(value))
			continue;
		answer->expected = true;
		answer->expected_value = sd_decimal_of_double(round(value * 100) / 100);
	}
}
