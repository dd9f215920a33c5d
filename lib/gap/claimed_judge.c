/* SPDX-License-Identifier: MIT */
#include "gap/claimed.h"

#include <math.h>

#include "gap/key.h"
#include "stats/interval.h"

#define DAYS_OF_A_YEAR 365.25

/* --- whose claim it is -------------------------------------------------------------------------------------------- */

struct place {
	struct sd_text normal;
	size_t at;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = sd_text_compare(x->normal, y->normal);
	return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

static int compare_rows(const void *a, const void *b)
{
	const struct sd_claimed_row *x = a, *y = b;
	return x->row.number < y->row.number ? -1 : x->row.number > y->row.number;
}

/* How well an answer fits a claim of the same normal key; 0 where it does not. */
static int fit(const struct sd_claimed_row *claim, const struct sd_respondent *answer)
{
	bool dated = claim->day != SD_NO_DAY && answer->day != SD_NO_DAY;
	if (dated && claim->day != answer->day)
		return 0;
	return 1 + 2 * (claim->said == answer->row.number) + 4 * sd_text_equal(claim->key, answer->key);
}

static size_t find_answer(const struct sd_claimed_row *claim, const struct sd_respondents *answers,
			  const struct place *places, size_t length)
{
	size_t low = 0, high = length, best = SIZE_MAX;
	int best_fit = 0;
	if (!claim->key.length)
		return SIZE_MAX;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sd_text_compare(places[middle].normal, claim->normal) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < length && sd_text_equal(places[low].normal, claim->normal); low++) {
		int fits = fit(claim, answers->items + places[low].at);
		if (fits && fits >= best_fit) {
			best = places[low].at;
			best_fit = fits;
		}
	}
	return best;
}

static void join(struct sd_claimed *claimed, const struct sd_respondents *answers)
{
	struct place *places = sd_alloc(answers->length + 1, sizeof *places);
	size_t length = 0;
	for (size_t i = 0; i < answers->length; i++)
		if (answers->items[i].key.length)
			places[length++] = (struct place){answers->items[i].normal, i};
	if (length)
		qsort(places, length, sizeof *places, compare_places);
	if (claimed->length)
		qsort(claimed->rows, claimed->length, sizeof *claimed->rows, compare_rows);
	for (size_t i = 0; i < claimed->length; i++)
		claimed->rows[i].answer = find_answer(claimed->rows + i, answers, places, length);
	free(places);
}

/* --- what the log says of it -------------------------------------------------------------------------------------- */

struct judging {
	const struct sd_gap *gap;
	const struct sd_claimed_row *claim;
	const struct sd_respondent *answer;
	size_t customer;
	sd_day day, end; /* the answer's; L, which is SD_NO_DAY where it is not known */
	int32_t horizon; /* H */
};

static int64_t days_between(const struct judging *judging, sd_day from, sd_day to)
{
	struct sd_ledger_sums sums;
	sd_ledger_between(judging->gap->ledger, judging->customer, from, to, &sums);
	return sums.days;
}

static struct sd_finding over(struct sd_finding finding, sd_day from, sd_day to)
{
	finding.from = from;
	finding.to = to;
	return finding;
}

/* B from the first purchase on, up to the log's end; false where nothing of it is left. */
static bool days_before(const struct judging *judging, sd_day *from, sd_day *to)
{
	struct sd_ledger_sums ever;
	*to = judging->day - 1 < judging->end ? judging->day - 1 : judging->end;
	*from = judging->day - judging->gap->windows.before;
	sd_ledger_between(judging->gap->ledger, judging->customer, judging->gap->ledger->first, *to, &ever);
	if (ever.first == SD_NO_DAY)
		return false;
	if (ever.first > *from)
		*from = ever.first;
	return *from <= *to;
}

static struct sd_finding judge_habit(const struct judging *judging)
{
	const struct sd_claimed_row *claim = judging->claim;
	sd_day from, to;
	if (isnan(claim->low))
		return sd_untestable(SD_REASON_NO_NUMBER);
	if (claim->tense == SD_CLAIM_PAST && !claim->horizon)
		return sd_untestable(SD_REASON_PAST);
	if (claim->tense == SD_CLAIM_FUTURE) {
		bool never = claim->high <= 0, whole = judging->day + judging->horizon <= judging->end;
		from = judging->day + 1 + (never ? SD_GRACE_DAYS : 0);
		to = judging->day + judging->horizon;
		if (!judging->horizon || to < from)
			return sd_untestable(SD_REASON_NO_HORIZON);
		if (never)
			return over(sd_judge_leave(days_between(judging, from, to), whole), from, to);
		struct sd_finding early = sd_untestable(SD_REASON_NONE);
		early.verdict = SD_VERDICT_TOO_EARLY;
		if (!whole)
			return over(early, from, to);
	} else if (!days_before(judging, &from, &to)) {
		/* Who has bought nothing by then has kept to never, if the log was there to see it. */
		if (to < judging->gap->ledger->first)
			return sd_untestable(SD_REASON_NO_PURCHASE);
		struct sd_finding finding = sd_judge_rate(claim->low, claim->high, 0, 0);
		finding.complete = true;
		return finding;
	}
	if (claim->tense == SD_CLAIM_PAST) {
		from = judging->day - claim->horizon;
		/* The days before the log begins were not looked at. */
		if (from < judging->gap->ledger->first)
			from = judging->gap->ledger->first;
	}
	if (from > to)
		return sd_untestable(SD_REASON_NO_PURCHASE);
	struct sd_finding finding = sd_judge_rate(claim->low, claim->high, days_between(judging, from, to),
						  (double)(to - from + 1) / DAYS_OF_A_YEAR);
	finding.complete = true;
	return over(finding, from, to);
}

static struct sd_finding judge_staying(const struct judging *judging, bool leaves)
{
	sd_day from = judging->day + 1 + (leaves ? SD_GRACE_DAYS : 0), to = judging->day + judging->horizon;
	if (!judging->horizon || to < from)
		return sd_untestable(SD_REASON_NO_HORIZON);
	bool whole = to <= judging->end;
	int64_t days = days_between(judging, from, to);
	return over(leaves ? sd_judge_leave(days, whole) : sd_judge_stay(days, whole), from, to);
}

static struct sd_finding judge_change(const struct judging *judging, bool more)
{
	const struct sd_gap *gap = judging->gap;
	sd_day day = judging->day, from = day - gap->windows.before, to = day + judging->horizon;
	if (!judging->horizon)
		return sd_untestable(SD_REASON_NO_HORIZON);
	/* The days before the log begins were not looked at. */
	if (gap->ledger->first > from)
		from = gap->ledger->first;
	if (from >= day)
		return sd_untestable(SD_REASON_NO_PURCHASE);
	return over(sd_judge_change(more, days_between(judging, day + 1, to), days_between(judging, from, day - 1),
				    judging->horizon, day - from, to <= judging->end),
		    day + 1, to);
}

/* The amounts of purchase days, and what they were. */
static struct sd_finding judge_amount(const struct judging *judging)
{
	const struct sd_claimed_row *claim = judging->claim;
	const struct sd_ledger *ledger = judging->gap->ledger;
	const struct sd_ledger_customer *customer = ledger->customers + judging->customer;
	static const struct sd_text per_year = SD_TEXT("-per-year");
	sd_day from, to;
	if (isnan(claim->low))
		return sd_untestable(SD_REASON_NO_NUMBER);
	if (!judging->gap->sources.valued)
		return sd_untestable(SD_REASON_NO_AMOUNTS);
	if (claim->tense != SD_CLAIM_PRESENT)
		return sd_untestable(claim->tense == SD_CLAIM_PAST ? SD_REASON_PAST : SD_REASON_UNKNOWN_ACT);
	if (!days_before(judging, &from, &to))
		return sd_untestable(SD_REASON_NO_PURCHASE);
	double n = 0, sum = 0, squares = 0;
	for (size_t i = customer->first; i < customer->first + customer->length;) {
		sd_day day = ledger->entries[i].day;
		int64_t orders = 0;
		double amount = 0;
		for (; i < customer->first + customer->length && ledger->entries[i].day == day; i++) {
			orders += ledger->entries[i].count;
			amount += sd_decimal_to_double(ledger->entries[i].amount);
		}
		if (day < from || day > to || !orders)
			continue;
		n++;
		sum += amount;
		squares += amount * amount;
	}
	/* The scatter of no amount is not none: it is not known. */
	if (!(n > 0))
		return over(sd_untestable(SD_REASON_NO_PURCHASE), from, to);
	bool yearly =
		claim->unit.length > per_year.length &&
		memcmp(claim->unit.data + claim->unit.length - per_year.length, per_year.data, per_year.length) == 0;
	double years = (double)(to - from + 1) / DAYS_OF_A_YEAR;
	struct sd_interval interval = sd_mean_interval(n, sum, squares);
	struct sd_finding finding;
	if (yearly)
		/* The sum of a Poisson number of amounts scatters by √Σx². */
		finding = sd_judge_size(claim->low, claim->high, sum / years, (sum - SD_Z95 * sqrt(squares)) / years,
					(sum + SD_Z95 * sqrt(squares)) / years);
	else
		finding = sd_judge_size(claim->low, claim->high, sum / n, interval.low, interval.high);
	finding.unit = yearly ? "per-year" : "per-day";
	finding.complete = true;
	return over(finding, from, to);
}

/* The category of the log that is called so: case, blanks around and a plural's s aside. */
static bool is_category(struct sd_text said, struct sd_text name)
{
	struct sd_str key = SD_STR_INIT, form[2] = {SD_STR_INIT, SD_STR_INIT};
	const struct sd_text texts[2] = {said, name};
	for (size_t i = 0; i < 2; i++) {
		sd_str_clear(&key);
		sd_key_add(&key, texts[i]);
		sd_key_normalise(&form[i], sd_str_text(&key), SD_KEY_USUAL);
		if (form[i].length > 1 && form[i].data[form[i].length - 1] == 's')
			form[i].length--;
	}
	bool equal = sd_text_equal(sd_str_text(&form[0]), sd_str_text(&form[1]));
	sd_str_release(&key);
	sd_str_release(&form[0]);
	sd_str_release(&form[1]);
	return equal;
}

static struct sd_finding judge_category(const struct judging *judging)
{
	const struct sd_ledger *ledger = judging->gap->ledger;
	const struct sd_ledger_customer *customer = ledger->customers + judging->customer;
	const struct sd_claimed_row *claim = judging->claim;
	size_t category = 0;
	sd_day from, to;
	while (category < ledger->categories_length && !is_category(claim->class, ledger->categories[category]))
		category++;
	if (!claim->class.length || category == ledger->categories_length)
		return sd_untestable(SD_REASON_NO_CATEGORY);
	if (claim->tense != SD_CLAIM_PRESENT)
		return sd_untestable(claim->tense == SD_CLAIM_PAST ? SD_REASON_PAST : SD_REASON_UNKNOWN_ACT);
	if (!days_before(judging, &from, &to))
		return sd_untestable(SD_REASON_NO_PURCHASE);
	int64_t inside = 0, all = 0;
	for (size_t i = customer->first; i < customer->first + customer->length; i++) {
		const struct sd_ledger_entry *entry = ledger->entries + i;
		if (entry->day < from || entry->day > to)
			continue;
		all += entry->count;
		inside += entry->category == category ? entry->count : 0;
	}
	struct sd_finding finding = sd_judge_category(claim->modality == SD_CLAIM_NEGATED, inside, all);
	finding.complete = true;
	return over(finding, from, to);
}

/* Against a last-event date or a number: whether there was anything behind the answer, and no more. */
static struct sd_finding judge_by_observed(const struct judging *judging, bool leaves)
{
	const struct sd_keyed_value *value = judging->gap->observed->rows + judging->customer;
	if (judging->gap->observed->kind == SD_KEYED_CLASS && judging->gap->did) {
		if (!value->there)
			return sd_untestable(SD_REASON_UNMATCHED);
		bool did = judging->gap->did[judging->answer->outcome - SD_OUTCOME_CLASS];
		struct sd_finding finding = leaves ? sd_judge_leave(did, true) : sd_judge_stay(did, true);
		finding.observed = NAN;
		finding.unit = NULL;
		return finding;
	}
	if (judging->gap->observed->kind == SD_KEYED_NUMBER) {
		if (!value->there)
			return sd_untestable(SD_REASON_UNMATCHED);
		struct sd_finding finding = leaves ? sd_judge_leave(value->number > 0, true)
						   : sd_judge_stay(value->number > 0, true);
		finding.observed = sd_decimal_to_double(value->number);
		finding.unit = NULL;
		return finding;
	}
	if (judging->gap->observed->kind != SD_KEYED_DATE)
		return sd_untestable(SD_REASON_NO_ORDERS);
	if (judging->day == SD_NO_DAY)
		return sd_untestable(SD_REASON_NO_DATE);
	if (!judging->horizon || judging->end == SD_NO_DAY)
		return sd_untestable(SD_REASON_NO_HORIZON);
	sd_day closes = judging->day + judging->horizon, grace = judging->day + SD_GRACE_DAYS;
	bool whole = judging->end > closes;
	struct sd_finding finding = leaves ? sd_judge_leave(value->day > grace, whole)
					   : sd_judge_stay(value->day > closes, whole);
	finding.observed = NAN;
	finding.unit = NULL;
	return over(finding, leaves ? grace + 1 : closes + 1, judging->end);
}

/* What no log could tell, whatever it holds. */
static enum sd_reason hindrance(const struct sd_claimed_row *claim)
{
	if (claim->kind == SD_CLAIM_RECOMMEND)
		return SD_REASON_RECOMMEND;
	if (claim->subject == SD_CLAIM_OTHER)
		return SD_REASON_OTHER;
	if (claim->modality == SD_CLAIM_CONDITIONAL)
		return SD_REASON_CONDITIONAL;
	return claim->kind == SD_CLAIM_EVENT ? SD_REASON_EVENT : SD_REASON_NONE;
}

static struct sd_finding judge_intent(const struct judging *judging)
{
	const struct sd_claimed_row *claim = judging->claim;
	struct sd_text class = claim->class;
	bool going = claim->kind == SD_CLAIM_SWITCH || sd_text_equals(class, "cancel");
	bool coming = sd_text_equals(class, "stay") || sd_text_equals(class, "rebuy");
	bool denied = claim->modality == SD_CLAIM_NEGATED, orders = judging->gap->ledger != NULL;
	/* Who has cancelled or gone elsewhere is gone; to have bought again is not to buy again. */
	if (!going && claim->tense == SD_CLAIM_PAST)
		return sd_untestable(SD_REASON_PAST);
	if (going || coming) {
		bool leaves = going != denied;
		return orders ? judge_staying(judging, leaves) : judge_by_observed(judging, leaves);
	}
	bool more = sd_text_equals(class, "increase");
	if (denied || (!more && !sd_text_equals(class, "reduce")))
		return sd_untestable(SD_REASON_UNKNOWN_ACT);
	return orders ? judge_change(judging, more) : sd_untestable(SD_REASON_NO_ORDERS);
}

static struct sd_finding judge(const struct sd_gap *gap, const struct sd_claimed_row *claim)
{
	enum sd_reason reason = hindrance(claim);
	if (reason != SD_REASON_NONE)
		return sd_untestable(reason);
	const struct sd_respondent *answer = claim->answer == SIZE_MAX ? NULL : gap->answers.items + claim->answer;
	if (answer && answer->match == SD_MATCH_DUPLICATE)
		return sd_untestable(SD_REASON_EARLIER);
	if (!answer || !sd_respondent_is_matched(answer))
		return sd_untestable(SD_REASON_UNMATCHED);
	if (answer->match == SD_MATCH_SHARED)
		return sd_untestable(SD_REASON_SHARED);
	bool own = claim->horizon && claim->tense != SD_CLAIM_PAST;
	struct judging judging = {gap, claim, answer, answer->customer, answer->day, gap->windows.log_end,
				  own ? claim->horizon : gap->windows.horizon};
	bool dated = !gap->observed || gap->observed->kind == SD_KEYED_DATE;
	if (dated && answer->day == SD_NO_DAY)
		return sd_untestable(SD_REASON_NO_DATE);
	/* Where each group's log ends by itself, that is what the follow-up tells. */
	if (gap->observed && gap->sources.group)
		judging.end = answer->followed ? answer->day + answer->follow_up : SD_NO_DAY;
	if (!gap->observed && judging.end == SD_NO_DAY)
		return sd_untestable(SD_REASON_NO_HORIZON);
	if (claim->kind == SD_CLAIM_INTENT || claim->kind == SD_CLAIM_SWITCH)
		return judge_intent(&judging);
	if (gap->observed)
		return sd_untestable(SD_REASON_NO_ORDERS);
	if (claim->kind == SD_CLAIM_FREQUENCY)
		return judge_habit(&judging);
	return claim->kind == SD_CLAIM_AMOUNT ? judge_amount(&judging) : judge_category(&judging);
}

void sd_claimed_judge(struct sd_claimed *claimed, const struct sd_gap *gap)
{
	join(claimed, &gap->answers);
	for (size_t i = 0; i < claimed->length; i++)
		claimed->rows[i].finding = judge(gap, claimed->rows + i);
}
