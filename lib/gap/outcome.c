/* SPDX-License-Identifier: MIT */
#include "gap/outcome.h"

enum { CENT = SD_DECIMAL_UNIT / 100 };

/* The part of a sum that falls to one of several who share it: whole cents, so that the parts add up as they are
 * written; what is less than a cent is the first one's. */
static sd_decimal part_of(sd_decimal sum, const struct sd_respondent *answer)
{
	sd_decimal sharing = (sd_decimal)answer->sharing, cents = sum / CENT, rest = cents % sharing;
	sd_decimal odd = rest < 0 ? -rest : rest;
	cents = cents / sharing + ((sd_decimal)answer->sharer < odd ? (rest < 0 ? -1 : 1) : 0);
	return cents * CENT + (answer->sharer ? 0 : sum % CENT);
}

/* How long the log goes on behind the answer. */
static void follow(struct sd_respondent *answer, sd_day log_end)
{
	answer->followed = answer->day != SD_NO_DAY && log_end != SD_NO_DAY;
	answer->follow_up = answer->followed ? log_end - answer->day : 0;
}

void sd_outcome_of_orders(struct sd_respondents *answers, const struct sd_ledger *ledger, bool valued,
			  const struct sd_windows *windows)
{
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		struct sd_ledger_sums sums;
		follow(answer, windows->log_end);
		if (!sd_respondent_is_matched(answer) || answer->day == SD_NO_DAY)
			continue;
		sd_day day = answer->day;
		answer->valued = valued;
		answer->before = true;
		sd_ledger_between(ledger, answer->customer, day - windows->before, day - 1, &sums);
		answer->before_count = sums.days;
		answer->before_value = part_of(sums.amount, answer);
		if (!windows->horizon || windows->log_end == SD_NO_DAY)
			continue;
		if (day + windows->horizon > windows->log_end) {
			answer->outcome = SD_OUTCOME_TOO_EARLY;
			continue;
		}
		answer->after = true;
		sd_ledger_between(ledger, answer->customer, day + 1, day + windows->horizon, &sums);
		answer->after_count = sums.days;
		answer->after_value = part_of(sums.amount, answer);
		answer->outcome = sums.days ? SD_OUTCOME_STAYS : SD_OUTCOME_LEAVES;
	}
}

static void raise_end(struct sd_count *ends, struct sd_text group, sd_day day)
{
	int64_t *end = sd_count_at(ends, group);
	if (day != SD_NO_DAY && (int64_t)day + SD_GROUP_ORIGIN > *end)
		*end = (int64_t)day + SD_GROUP_ORIGIN;
}

struct sd_count *sd_group_ends(const struct sd_respondents *answers, const struct sd_keyed *observed)
{
	struct sd_count *ends = sd_count_new(1);
	for (size_t i = 0; i < answers->length; i++)
		raise_end(ends, answers->items[i].group, answers->items[i].day);
	for (size_t i = 0; i < observed->length; i++)
		raise_end(ends, observed->rows[i].group, observed->rows[i].day);
	return ends;
}

sd_day sd_last_day(const struct sd_respondents *answers, const struct sd_keyed *observed)
{
	sd_day last = SD_NO_DAY; /* the lowest of all */
	for (size_t i = 0; i < answers->length; i++)
		last = answers->items[i].day > last ? answers->items[i].day : last;
	for (size_t i = 0; i < observed->length; i++)
		last = observed->rows[i].day > last ? observed->rows[i].day : last;
	return last;
}

void sd_outcome_of_dates(struct sd_respondents *answers, const struct sd_keyed *observed, const struct sd_count *ends,
			 const struct sd_windows *windows)
{
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		sd_day end = windows->log_end;
		const int64_t *group_end = ends ? sd_count_find(ends, answer->group) : NULL;
		if (group_end)
			end = (sd_day)(*group_end - SD_GROUP_ORIGIN);
		follow(answer, end);
		if (!sd_respondent_is_matched(answer) || !answer->followed || !windows->horizon)
			continue;
		sd_day closes = answer->day + windows->horizon;
		if (end <= closes)
			answer->outcome = SD_OUTCOME_TOO_EARLY;
		else
			answer->outcome = observed->rows[answer->customer].day > closes ? SD_OUTCOME_STAYS
											: SD_OUTCOME_LEAVES;
	}
}

void sd_outcome_of_numbers(struct sd_respondents *answers, const struct sd_keyed *observed)
{
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		if (!sd_respondent_is_matched(answer) || !observed->rows[answer->customer].there)
			continue;
		sd_decimal number = observed->rows[answer->customer].number;
		answer->valued = true;
		answer->after = true;
		answer->after_value = part_of(number, answer);
		answer->outcome = number > 0 ? SD_OUTCOME_STAYS : SD_OUTCOME_LEAVES;
	}
}

static int compare_texts(const void *a, const void *b)
{
	const struct sd_text *x = a, *y = b;
	return sd_text_compare(*x, *y);
}

struct sd_text *sd_outcome_of_classes(struct sd_respondents *answers, const struct sd_keyed *observed, size_t *length)
{
	struct sd_text *classes = sd_alloc(observed->length + 1, sizeof *classes);
	size_t all = 0, different = 0;
	for (size_t i = 0; i < observed->length; i++)
		if (observed->rows[i].there)
			classes[all++] = observed->rows[i].text;
	qsort(classes, all, sizeof *classes, compare_texts);
	for (size_t i = 0; i < all; i++)
		if (!different || !sd_text_equal(classes[different - 1], classes[i]))
			classes[different++] = classes[i];
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		if (!sd_respondent_is_matched(answer) || !observed->rows[answer->customer].there)
			continue;
		const struct sd_text *class = bsearch(&observed->rows[answer->customer].text, classes, different,
						      sizeof *classes, compare_texts);
		answer->outcome = SD_OUTCOME_CLASS + (uint32_t)(class - classes);
	}
	*length = different;
	return classes;
}

struct sd_text sd_outcome_name(uint32_t outcome, const struct sd_text *classes)
{
	static const struct sd_text names[] = {{NULL, 0}, SD_TEXT("stays"), SD_TEXT("leaves"), SD_TEXT("too-early"),
					       SD_TEXT("too-rare")};
	return outcome < SD_OUTCOME_CLASS ? names[outcome] : classes[outcome - SD_OUTCOME_CLASS];
}
