/* SPDX-License-Identifier: MIT */
#include "do/observe.h"

#include <math.h>

#include "do/rhythm.h"

enum { FLUSH_ROWS = 4096 };

/* How many columns the customers' keys have. */
static size_t key_parts(const struct sd_ledger *ledger)
{
	size_t parts = 0;
	if (ledger->length) {
		struct sd_text rest = ledger->customers[0].key;
		struct sd_str part = SD_STR_INIT;
		bool absent;
		while (sd_key_next(&rest, &part, &absent))
			parts++;
		sd_str_release(&part);
	}
	return parts ? parts : 1;
}

static void name_id_columns(const struct sd_ledger *ledger, struct sd_writer *writer)
{
	struct sd_str name = SD_STR_INIT;
	size_t parts = key_parts(ledger);
	sd_writer_column(writer, SD_TEXT("id"));
	for (size_t i = 2; i <= parts; i++) {
		sd_str_clear(&name);
		sd_str_addf(&name, "id_%zu", i);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
}

static void put_key(struct sd_out *out, struct sd_text key, struct sd_str *part)
{
	bool absent;
	while (sd_key_next(&key, part, &absent))
		sd_out_text(out, sd_str_text(part));
}

static void put_day(struct sd_out *out, sd_day day, struct sd_str *text)
{
	sd_str_clear(text);
	sd_day_add_iso(text, day);
	sd_out_text(out, sd_str_text(text));
}

static void put_money(struct sd_out *out, sd_decimal amount, bool there)
{
	if (there)
		sd_out_decimal(out, amount, 2);
	else
		sd_out_absent(out);
}

/* Two places, or four where the amount has them, so that a ledger read back from customer-days is the same. */
static void put_exact(struct sd_out *out, sd_decimal amount, bool there)
{
	if (there)
		sd_out_decimal(out, amount, amount % 100 ? 4 : 2);
	else
		sd_out_absent(out);
}

/* The mean of exact sums, rounded half to even once, to the two places that are written. */
static sd_decimal mean_of(sd_decimal total, int64_t count)
{
	enum { PLACE = SD_DECIMAL_UNIT / 100 };
	count = count > INT64_MAX / PLACE ? INT64_MAX : count * PLACE;
	sd_decimal quotient = total / count, rest = total % count;
	int sign = total < 0 ? -1 : 1;
	int64_t twice = rest < 0 ? -rest : rest;
	twice = twice > INT64_MAX / 2 ? INT64_MAX : twice * 2;
	if (twice > count || (twice == count && quotient % 2))
		quotient += sign;
	return quotient * PLACE;
}

struct person {
	struct sd_ledger_sums sums;
	int recency_score, frequency_score, money_score;
	double gap_median, regularity;
};

struct summary {
	const struct sd_observe *observe;
	sd_day now;
	struct person *people; /* one a customer of the ledger */
	sd_decimal *by_category;
};

/* The median gap and the regularity of one customer. */
static void fill_rhythm(const struct sd_ledger *ledger, size_t customer, struct person *person, sd_day *days)
{
	size_t length = sd_ledger_days(ledger, customer, days), gaps = length > 1 ? length - 1 : 0;
	for (size_t i = 0; i < gaps; i++)
		days[i] = days[i + 1] - days[i];
	person->regularity = sd_gamma_shape(days, gaps);
	person->gap_median = sd_gap_median(days, gaps);
}

static void score(const struct summary *summary, size_t offset, const int64_t *values, size_t length, int *scores)
{
	sd_quintiles(values, length, scores);
	size_t next = 0;
	for (size_t i = 0; i < summary->observe->ledger->length; i++)
		if (summary->people[i].sums.days)
			*(int *)((char *)(summary->people + i) + offset) = scores[next++];
}

/* Recency, frequency and money are ranked among those who bought. */
static void fill_scores(const struct summary *summary)
{
	size_t length = summary->observe->ledger->length, buyers = 0;
	int64_t *values = sd_alloc(length ? length * 3 : 1, sizeof *values);
	int *scores = sd_alloc(length ? length : 1, sizeof *scores);
	for (size_t i = 0; i < length; i++) {
		const struct sd_ledger_sums *sums = &summary->people[i].sums;
		if (!sums->days)
			continue;
		values[buyers] = sums->last;
		values[length + buyers] = sums->days;
		values[2 * length + buyers] = sums->amount;
		buyers++;
	}
	score(summary, offsetof(struct person, recency_score), values, buyers, scores);
	score(summary, offsetof(struct person, frequency_score), values + length, buyers, scores);
	score(summary, offsetof(struct person, money_score), values + 2 * length, buyers, scores);
	free(values);
	free(scores);
}

static void fill(struct summary *summary)
{
	const struct sd_ledger *ledger = summary->observe->ledger;
	sd_day *days = NULL;
	size_t room = 0;
	for (size_t i = 0; i < ledger->length; i++) {
		if (ledger->customers[i].length > room) {
			room = ledger->customers[i].length * 2;
			days = sd_realloc(days, room, sizeof *days);
		}
		sd_ledger_between(ledger, i, ledger->first, summary->now, &summary->people[i].sums);
		fill_rhythm(ledger, i, summary->people + i, days);
	}
	free(days);
	fill_scores(summary);
}

/* share.NAME of one customer; absent where no category has a value above zero. */
static void put_shares(const struct summary *summary, size_t customer, struct sd_out *out)
{
	const struct sd_ledger *ledger = summary->observe->ledger;
	const struct sd_ledger_customer *who = ledger->customers + customer;
	size_t length = ledger->categories_length;
	sd_decimal *sums = summary->by_category; /* the last is that of no category */
	memset(sums, 0, (length + 1) * sizeof *sums);
	for (size_t i = who->first; i < who->first + who->length; i++) {
		uint32_t category = ledger->entries[i].category;
		sums[category == SD_NO_CATEGORY ? length : category] +=
			summary->observe->valued ? ledger->entries[i].amount : ledger->entries[i].count;
	}
	double base = 0;
	for (size_t i = 0; i <= length; i++)
		base += sums[i] > 0 ? (double)sums[i] : 0;
	for (size_t i = 0; i < length; i++)
		sd_out_double(out, base > 0 ? (sums[i] > 0 ? (double)sums[i] / base : 0) : NAN, 4);
}

static void put_absent(struct sd_out *out, size_t cells)
{
	while (cells--)
		sd_out_absent(out);
}

static void put_customer(const struct summary *summary, size_t customer, struct sd_out *out, struct sd_str *text)
{
	const struct person *person = summary->people + customer;
	const struct sd_ledger_sums *sums = &person->sums;
	bool valued = summary->observe->valued;
	put_key(out, summary->observe->ledger->customers[customer].key, text);
	sd_out_int(out, sums->orders);
	if (sums->days) {
		put_day(out, sums->first, text);
		put_day(out, sums->last, text);
		sd_out_int(out, summary->now - sums->last);
	} else {
		put_absent(out, 3);
	}
	sd_out_int(out, sums->days);
	if (sums->days)
		sd_out_int(out, summary->now - sums->first);
	else
		sd_out_absent(out);
	put_money(out, sums->amount, valued);
	put_money(out, sums->orders ? mean_of(sums->amount, sums->orders) : 0, valued && sums->orders);
	put_money(out, sums->refunds, valued);
	sd_out_double(out, person->gap_median, 1);
	sd_out_double(out, person->regularity, 4);
	if (sums->days) {
		sd_out_int(out, person->recency_score);
		sd_out_int(out, person->frequency_score);
	} else {
		put_absent(out, 2);
	}
	if (sums->days && valued)
		sd_out_int(out, person->money_score);
	else
		sd_out_absent(out);
	put_shares(summary, customer, out);
	put_absent(out, 3);
	sd_out_end(out);
}

static int begin_customers(const struct sd_ledger *ledger, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const before[] = {"count",  "first", "last",	   "recency",	 "frequency",  "tenure", "total",
					     "mean",   "refunds", "gap_median", "regularity", "r",	     "f",      "m"};
	static const char *const after[] = {"p_alive", "expected_count", "expected_value"};
	if (ledger->categories_length > SD_OBSERVE_CATEGORIES)
		return sd_fail(err,
			       "%zu categories, more than the %d that become columns: --days has a row for each, and "
			       "--category names another column",
			       ledger->categories_length, SD_OBSERVE_CATEGORIES);
	name_id_columns(ledger, writer);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		sd_writer_column(writer, sd_text_of(before[i]));
	struct sd_str name = SD_STR_INIT;
	for (size_t i = 0; i < ledger->categories_length; i++) {
		sd_str_clear(&name);
		sd_str_adds(&name, "share.");
		sd_str_add_text(&name, ledger->categories[i]);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		sd_writer_column(writer, sd_text_of(after[i]));
	return sd_writer_begin(writer, err);
}

int sd_observe_customers(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err)
{
	const struct sd_ledger *ledger = observe->ledger;
	if (begin_customers(ledger, writer, err))
		return -1;
	struct summary summary = {observe, observe->now == SD_NO_DAY ? ledger->last : observe->now, NULL, NULL};
	summary.people = sd_calloc(ledger->length ? ledger->length : 1, sizeof *summary.people);
	summary.by_category = sd_alloc(ledger->categories_length + 1, sizeof *summary.by_category);
	fill(&summary);
	struct sd_str text = SD_STR_INIT;
	int status = 0;
	for (size_t i = 0; i < ledger->length && !status; i++) {
		put_customer(&summary, i, sd_writer_out(writer), &text);
		if (i % FLUSH_ROWS == FLUSH_ROWS - 1)
			status = sd_writer_flush(writer, err);
	}
	sd_str_release(&text);
	free(summary.people);
	free(summary.by_category);
	return status ? -1 : sd_writer_flush(writer, err);
}

int sd_observe_days(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"day", "category", "count", "amount", "refunds"};
	const struct sd_ledger *ledger = observe->ledger;
	name_id_columns(ledger, writer);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_str text = SD_STR_INIT;
	int status = 0;
	for (size_t i = 0; i < ledger->length && !status; i++) {
		const struct sd_ledger_customer *who = ledger->customers + i;
		struct sd_out *out = sd_writer_out(writer);
		for (size_t at = who->first; at < who->first + who->length; at++) {
			const struct sd_ledger_entry *entry = ledger->entries + at;
			put_key(out, who->key, &text);
			put_day(out, entry->day, &text);
			if (entry->category == SD_NO_CATEGORY)
				sd_out_absent(out);
			else
				sd_out_text(out, ledger->categories[entry->category]);
			sd_out_int(out, entry->count);
			put_exact(out, entry->amount, observe->valued);
			put_exact(out, entry->refunds, observe->valued);
			sd_out_end(out);
		}
		if (i % FLUSH_ROWS == FLUSH_ROWS - 1)
			status = sd_writer_flush(writer, err);
	}
	sd_str_release(&text);
	return status ? -1 : sd_writer_flush(writer, err);
}

static const struct sd_text as_of_is = SD_TEXT("as-of=");

void sd_observe_spell(struct sd_str *spelt, sd_day as_of)
{
	sd_str_add_text(spelt, as_of_is);
	if (as_of != SD_NO_DAY)
		sd_day_add_iso(spelt, as_of);
}

sd_day sd_observe_as_of(struct sd_text spelt)
{
	struct sd_moment moment;
	if (spelt.length <= as_of_is.length)
		return SD_NO_DAY;
	struct sd_text date = {spelt.data + as_of_is.length, spelt.length - as_of_is.length};
	return sd_moment_parse(date, &moment) ? moment.day : SD_NO_DAY;
}
