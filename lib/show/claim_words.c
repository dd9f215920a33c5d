/* SPDX-License-Identifier: MIT */
#include "show/claim_words.h"

#include <math.h>

#define DAYS_OF_A_YEAR 365.25
enum { PLAIN_FROM = 10, CENTS = 2 }; /* from so many on without decimals */

static void add_number(struct sd_str *text, double number)
{
	/* 7.5, but 52 and 4. */
	bool whole = fabs(number) >= PLAIN_FROM || fabs(number - round(number)) < 0.05;
	sd_double_add(text, number, whole ? 0 : 1);
}

/* 52, 24 to 36, 12 or more, at most 12 */
static void add_range(struct sd_str *text, double low, double high)
{
	if (isinf(high)) {
		add_number(text, low);
		sd_str_adds(text, " or more");
	} else if (low < high && !(low > 0)) {
		sd_str_adds(text, "at most ");
		add_number(text, high);
	} else {
		add_number(text, low);
		if (low < high) {
			sd_str_adds(text, " to ");
			add_number(text, high);
		}
	}
}

static void add_meaning(struct sd_str *text, const struct sd_claimed_row *claim)
{
	static const char yearly[] = "-per-year";
	bool rate = claim->kind == SD_CLAIM_FREQUENCY || claim->kind == SD_CLAIM_AMOUNT;
	if (rate && !isnan(claim->low)) {
		struct sd_text unit = claim->unit;
		size_t end = sizeof yearly - 1;
		bool a_year = unit.length > end && !memcmp(unit.data + unit.length - end, yearly, end);
		if (claim->kind == SD_CLAIM_FREQUENCY && !(claim->high > 0)) {
			sd_str_adds(text, "never");
			return;
		}
		add_range(text, claim->low, claim->high);
		if (claim->kind == SD_CLAIM_FREQUENCY) {
			sd_str_adds(text, " a year");
			return;
		}
		sd_str_addc(text, ' ');
		sd_str_add_text(text, (struct sd_text){unit.data, a_year ? unit.length - end : unit.length});
		sd_str_adds(text, a_year ? " a year" : "");
		return;
	}
	/* An intent and an event are their class; a category and a rival are of their kind. */
	bool has_class = claim->class.length && claim->kind != SD_CLAIM_RECOMMEND;
	bool alone = claim->kind == SD_CLAIM_INTENT || claim->kind == SD_CLAIM_EVENT;
	if (!has_class || !alone)
		sd_str_addf(text, "%s%s", sd_claim_kind_name(claim->kind), has_class ? " " : "");
	if (has_class)
		sd_str_add_text(text, claim->class);
}

void sd_claim_add_said(struct sd_str *text, const struct sd_claimed_row *claim, struct sd_text words)
{
	sd_str_add_text(text, words);
	sd_str_adds(text, " (");
	add_meaning(text, claim);
	if (claim->modality != SD_CLAIM_CERTAIN)
		sd_str_addf(text, ", %s", sd_claim_modality_name(claim->modality));
	if (claim->subject == SD_CLAIM_OTHER)
		sd_str_adds(text, ", of others");
	if (claim->horizon)
		sd_str_addf(text, ", within %ld days", (long)claim->horizon);
	sd_str_addc(text, ')');
}

static void add_interval(struct sd_str *text, const char *before, const struct sd_finding *finding, double times,
			 const char *behind)
{
	if (!isfinite(finding->low) || !isfinite(finding->high))
		return;
	sd_str_adds(text, before);
	add_number(text, times * fmax(finding->low, 0));
	sd_str_adds(text, " to ");
	add_number(text, times * finding->high);
	sd_str_adds(text, behind);
}

static void add_days(struct sd_str *text, long days)
{
	if (days)
		sd_str_addf(text, "%ld purchase day%s", days, days == 1 ? "" : "s");
	else
		sd_str_adds(text, "no purchase day");
}

/* What a table of one date, number or class a person says. */
static void add_keyed(struct sd_str *text, const struct sd_claimed_row *claim, const struct sd_gap *gap)
{
	const struct sd_respondent *answer = &gap->answers.items[claim->answer];
	const struct sd_keyed_value *value = &gap->observed->rows[answer->customer];
	const struct sd_finding *finding = &claim->finding;
	if (gap->observed->kind == SD_KEYED_DATE) {
		sd_str_addf(text, "%sseen later than %ld days after", value->day >= finding->from ? "" : "not ",
			    (long)(finding->from - 1 - answer->day));
	} else if (gap->observed->kind == SD_KEYED_NUMBER) {
		add_number(text, sd_decimal_to_double(value->number));
		sd_str_adds(text, " observed");
	} else {
		sd_str_adds(text, "observed: ");
		sd_str_add_text(text, value->text);
	}
}

static void add_orders(struct sd_str *text, const struct sd_claimed_row *claim, const struct sd_gap *gap)
{
	const struct sd_finding *finding = &claim->finding;
	const char *unit = finding->unit ? finding->unit : "";
	long window = (long)(finding->to - finding->from) + 1;
	if (!strcmp(unit, "purchase-days")) {
		long first = (long)(finding->from - gap->answers.items[claim->answer].day);
		add_days(text, lround(finding->observed));
		if (first == 1)
			sd_str_addf(text, " in the %ld days after", window);
		else
			sd_str_addf(text, " from day %ld to day %ld after", first, first + window - 1);
	} else if (!strcmp(unit, "per-year") && claim->kind == SD_CLAIM_FREQUENCY) {
		add_days(text, lround(finding->observed * (double)window / DAYS_OF_A_YEAR));
		sd_str_addf(text, " in %ld days (", window);
		add_number(text, finding->observed);
		sd_str_adds(text, " a year");
		add_interval(text, ", ", finding, 1, "");
		sd_str_addc(text, ')');
	} else if (!strcmp(unit, "share")) {
		sd_double_add(text, 100 * finding->observed, 0);
		sd_str_adds(text, claim->kind == SD_CLAIM_CATEGORY ? " % of the orders"
								   : " % of the purchase days fell after");
		add_interval(text, " (", finding, 100, " %)");
	} else {
		sd_double_add(text, finding->observed, CENTS);
		sd_str_adds(text, !strcmp(unit, "per-year") ? " a year" : " a purchase day");
		add_interval(text, " (", finding, 1, ")");
	}
}

void sd_claim_add_observed(struct sd_str *text, const struct sd_claimed_row *claim, const struct sd_gap *gap)
{
	const struct sd_finding *finding = &claim->finding;
	bool early = finding->verdict == SD_VERDICT_TOO_EARLY ||
		     (!finding->complete && finding->verdict != SD_VERDICT_UNTESTABLE);
	const char *why = sd_reason_names[finding->reason];
	if (finding->verdict == SD_VERDICT_UNTESTABLE) {
		sd_str_adds(text, "not to be told: ");
		for (; why && *why; why++)
			sd_str_addc(text, *why == '-' ? ' ' : *why);
		if (!isfinite(finding->observed) || claim->answer == SIZE_MAX)
			return;
		sd_str_adds(text, "; ");
	}
	if (gap->observed)
		add_keyed(text, claim, gap);
	else if (isfinite(finding->observed))
		add_orders(text, claim, gap);
	else
		sd_str_adds(text, early ? "the days to tell are not over" : "nothing was bought");
	if (early && (gap->observed || isfinite(finding->observed)))
		sd_str_adds(text, "; those days are not over in the log");
}
