/* SPDX-License-Identifier: MIT */
#include "gap/tables.h"

#include <math.h>

#include "stats/interval.h"

enum { FLUSH_ROWS = 4096 };

static int begin(struct sd_writer *writer, const char *const *names, size_t length, struct sd_error *err)
{
	for (size_t i = 0; i < length; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	return sd_writer_begin(writer, err);
}

static void put_absent(struct sd_out *out, size_t cells)
{
	while (cells--)
		sd_out_absent(out);
}

/* A share and its interval, or nothing where the base is too small. */
static void put_share(struct sd_out *out, uint64_t n, uint64_t base, int64_t min_cell)
{
	if (base == 0 || (int64_t)base < min_cell) {
		put_absent(out, 3);
		return;
	}
	struct sd_interval interval = sd_wilson((double)n, (double)base);
	sd_out_double(out, (double)n / (double)base, 4);
	sd_out_double(out, interval.low, 4);
	sd_out_double(out, interval.high, 4);
}

static void put_part(struct sd_out *out, uint64_t n, uint64_t base)
{
	sd_out_double(out, base ? (double)n / (double)base : NAN, 4);
}

int sd_table_ledger(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"of", "category", "n", "share", "happy", "unhappy"};
	const struct sd_respondents *answers = view->answers;
	uint64_t moods[SD_MATCH_LENGTH][SD_MOOD_LENGTH] = {{0}};
	bool stated = false;
	for (size_t i = 0; i < answers->length; i++) {
		moods[answers->items[i].match][answers->items[i].mood]++;
		stated = stated || answers->items[i].mood != SD_MOOD_NONE;
	}
	if (begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < SD_MATCH_LENGTH; i++) {
		sd_out_string(out, "answers");
		sd_out_string(out, sd_match_names[i]);
		sd_out_int(out, (int64_t)view->ledger->answers[i]);
		put_part(out, view->ledger->answers[i], answers->length);
		if (stated) {
			sd_out_int(out, (int64_t)moods[i][SD_MOOD_HAPPY]);
			sd_out_int(out, (int64_t)moods[i][SD_MOOD_UNHAPPY]);
		} else {
			put_absent(out, 2);
		}
		sd_out_end(out);
	}
	for (size_t i = 0; i < SD_CUSTOMER_LENGTH; i++) {
		sd_out_string(out, "customers");
		sd_out_string(out, sd_customer_names[i]);
		sd_out_int(out, (int64_t)view->ledger->customers[i]);
		put_part(out, view->ledger->customers[i], view->ledger->customers_total);
		put_absent(out, 2);
		sd_out_end(out);
	}
	return sd_writer_flush(writer, err);
}

/* A span of follow-up, both ends included. */
struct band {
	int32_t low, high;
};

struct cell {
	uint64_t n;
	sd_decimal value, most; /* net spend before, and the most by one person */
};

static void add_to_cell(struct cell *cell, const struct sd_respondent *answer)
{
	bool overflow = false;
	cell->n++;
	cell->value = sd_decimal_sum(cell->value, answer->before_value, &overflow);
	if (answer->before_value > cell->most)
		cell->most = answer->before_value;
}

static void put_band(struct sd_out *out, const struct band *band)
{
	struct sd_str text = SD_STR_INIT;
	if (band->low == INT32_MIN)
		sd_str_adds(&text, "all");
	else if (band->high == INT32_MAX)
		sd_str_addf(&text, "%d-", band->low);
	else
		sd_str_addf(&text, "%d-%d", band->low, band->high);
	sd_out_text(out, sd_str_text(&text));
	sd_str_release(&text);
}

static void put_quadrants(const struct sd_gap_view *view, const struct band *band, struct sd_out *out)
{
	size_t outcomes = SD_OUTCOME_CLASS + view->classes_length;
	struct cell *cells = sd_calloc(SD_MOOD_LENGTH * outcomes, sizeof *cells);
	bool money = false;
	for (size_t i = 0; i < view->answers->length; i++) {
		const struct sd_respondent *answer = view->answers->items + i;
		if (answer->mood == SD_MOOD_NONE || answer->outcome == SD_OUTCOME_NONE)
			continue;
		if (answer->follow_up < band->low || answer->follow_up > band->high)
			continue;
		money = money || (answer->before && answer->valued);
		add_to_cell(cells + (size_t)answer->mood * outcomes + answer->outcome, answer);
	}
	for (size_t mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++) {
		const struct cell *row = cells + mood * outcomes;
		uint64_t base = 0;
		for (size_t outcome = 0; outcome < outcomes; outcome++)
			base += outcome == SD_OUTCOME_TOO_EARLY ? 0 : row[outcome].n;
		for (uint32_t outcome = SD_OUTCOME_STAYS; outcome < outcomes; outcome++) {
			const struct cell *cell = row + outcome;
			bool early = outcome == SD_OUTCOME_TOO_EARLY;
			/* Where classes were observed, nobody stays or leaves. */
			if (!cell->n && (early ? view->by_follow_up && band->low != INT32_MIN
					       : view->classes_length && outcome < SD_OUTCOME_CLASS))
				continue;
			if (view->by_follow_up)
				put_band(out, band);
			sd_out_string(out, sd_mood_names[mood]);
			sd_out_text(out, sd_outcome_name(outcome, view->classes));
			sd_out_int(out, (int64_t)cell->n);
			put_share(out, cell->n, early ? 0 : base, view->min_cell);
			bool spread = cell->most == 0 || cell->most < cell->value - cell->most;
			if (money && cell->n && (int64_t)cell->n >= view->min_cell && spread)
				sd_out_decimal(out, cell->value, 2);
			else
				sd_out_absent(out);
			sd_out_end(out);
		}
	}
	free(cells);
}

int sd_table_quadrant(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"follow_up", "mood", "outcome", "n",
					    "share",	 "low",	 "high",    "before_value"};
	size_t skipped = view->by_follow_up ? 0 : 1;
	if (begin(writer, names + skipped, sizeof names / sizeof *names - skipped, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	const struct band all = {INT32_MIN, INT32_MAX};
	put_quadrants(view, &all, out);
	if (view->by_follow_up) {
		/* Just complete, up to twice the horizon; within a year; longer. */
		int32_t horizon = view->windows.horizon, twice = horizon * 2, year = 365;
		int32_t first = view->orders ? horizon : horizon + 1;
		int32_t second = twice < year ? twice : year;
		const struct band bands[] = {{first, second}, {twice + 1, year}, {year + 1, INT32_MAX}};
		for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
			if (bands[i].low <= bands[i].high)
				put_quadrants(view, bands + i, out);
	}
	return sd_writer_flush(writer, err);
}

/* The sums of a code. */
enum { CODE_N, CODE_STAYS, CODE_SENTIMENT, CODE_FELT, CODE_WIDTH };

static int compare_texts(const void *a, const void *b)
{
	const struct sd_text *x = a, *y = b;
	return sd_text_compare(*x, *y);
}

static bool is_of_base(const struct sd_respondent *answer)
{
	return answer->coded && (answer->outcome == SD_OUTCOME_STAYS || answer->outcome == SD_OUTCOME_LEAVES);
}

/* Adds each different code of one answer once. */
static void add_codes(struct sd_count *count, const struct sd_respondent *answer, struct sd_text **codes, size_t *room)
{
	struct sd_text rest = answer->codes, code;
	size_t length = 0;
	while (sd_code_next(&rest, &code)) {
		SD_GROW(*codes, length, *room);
		(*codes)[length++] = code;
	}
	if (length)
		qsort(*codes, length, sizeof **codes, compare_texts);
	for (size_t i = 0; i < length; i++) {
		if (i && sd_text_equal((*codes)[i - 1], (*codes)[i]))
			continue;
		int64_t *sums = sd_count_at(count, (*codes)[i]);
		bool overflow = false;
		sums[CODE_N]++;
		sums[CODE_STAYS] += answer->outcome == SD_OUTCOME_STAYS;
		sums[CODE_FELT] += answer->felt;
		if (answer->felt)
			sums[CODE_SENTIMENT] = sd_decimal_sum(sums[CODE_SENTIMENT], answer->sentiment, &overflow);
	}
}

static int compare_codes(const void *a, const void *b)
{
	const struct sd_count_entry *x = a, *y = b;
	if (x->sums[CODE_N] != y->sums[CODE_N])
		return x->sums[CODE_N] > y->sums[CODE_N] ? -1 : 1;
	return sd_text_compare(x->key, y->key);
}

static void put_code(const struct sd_gap_view *view, const struct sd_count_entry *entry, uint64_t base, uint64_t stays,
		     struct sd_out *out)
{
	uint64_t n = (uint64_t)entry->sums[CODE_N], stay = (uint64_t)entry->sums[CODE_STAYS];
	uint64_t other = base - n, other_stay = stays - stay;
	sd_out_text(out, entry->key);
	sd_out_int(out, (int64_t)n);
	put_share(out, n, base, view->min_cell);
	sd_out_int(out, (int64_t)stay);
	sd_out_int(out, (int64_t)(n - stay));
	put_share(out, stay, n, view->min_cell);
	sd_out_int(out, (int64_t)other);
	sd_out_int(out, (int64_t)other_stay);
	sd_out_int(out, (int64_t)(other - other_stay));
	put_share(out, other_stay, other, view->min_cell);
	if (n && other && (int64_t)n >= view->min_cell && (int64_t)other >= view->min_cell) {
		struct sd_interval interval = sd_newcombe((double)stay, (double)n, (double)other_stay, (double)other);
		sd_out_double(out, (double)stay / (double)n - (double)other_stay / (double)other, 4);
		sd_out_double(out, interval.low, 4);
		sd_out_double(out, interval.high, 4);
	} else {
		put_absent(out, 3);
	}
	int64_t felt = entry->sums[CODE_FELT];
	sd_out_double(out, felt && felt >= view->min_cell
				   ? sd_decimal_to_double(entry->sums[CODE_SENTIMENT]) / (double)felt : NAN, 4);
	sd_out_end(out);
}

int sd_table_themes(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"code", "n", "share", "low", "high", "stays", "leaves", "retention",
					    "retention_low", "retention_high", "other_n", "other_stays", "other_leaves",
					    "other_retention", "other_low", "other_high", "stay_difference",
					    "difference_low", "difference_high", "sentiment"};
	if (begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct sd_count *count = sd_count_new(CODE_WIDTH);
	struct sd_text *codes = NULL;
	size_t room = 0;
	uint64_t base = 0, stays = 0;
	for (size_t i = 0; i < view->answers->length; i++) {
		const struct sd_respondent *answer = view->answers->items + i;
		if (!is_of_base(answer))
			continue;
		base++;
		stays += answer->outcome == SD_OUTCOME_STAYS;
		add_codes(count, answer, &codes, &room);
	}
	size_t length = sd_count_length(count);
	struct sd_count_entry *entries = sd_count_sorted(count);
	if (length)
		qsort(entries, length, sizeof *entries, compare_codes);
	for (size_t i = 0; i < length; i++)
		put_code(view, entries + i, base, stays, sd_writer_out(writer));
	free(entries);
	free(codes);
	sd_count_free(count);
	return sd_writer_flush(writer, err);
}

/* Sums over a group of the frame. */
struct group {
	uint64_t n;
	int64_t orders, recency;
	double value; /* exact up to 2^53 of 1/10,000; customers are added in the order of their keys */
};

static void put_group(const char *name, const struct group *group, const struct sd_gap_view *view, uint64_t frame,
		      struct sd_out *out)
{
	double n = (double)group->n;
	sd_out_string(out, name);
	sd_out_int(out, (int64_t)group->n);
	put_part(out, group->n, frame);
	if (!group->n || (int64_t)group->n < view->min_cell) {
		put_absent(out, 3);
	} else {
		sd_out_double(out, (double)group->orders / n, 2);
		sd_out_double(out, view->valued ? group->value / n / SD_DECIMAL_UNIT : NAN, 2);
		sd_out_double(out, (double)group->recency / n, 1);
	}
	sd_out_end(out);
}

int sd_table_who(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"group", "n", "share", "orders", "value", "recency"};
	const struct sd_ledger *orders = view->orders;
	sd_day wave = view->ledger->first_answer;
	if (begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct group answered = {0}, silent = {0}, frame;
	size_t length = orders && wave != SD_NO_DAY ? orders->length : 0;
	bool *has_answered = sd_calloc(length + 1, sizeof *has_answered);
	for (size_t i = 0; i < view->answers->length; i++)
		if (view->answers->items[i].responded < length)
			has_answered[view->answers->items[i].responded] = true;
	for (size_t i = 0; i < length; i++) {
		struct sd_ledger_sums sums;
		sd_ledger_between(orders, i, wave - view->windows.before, wave - 1, &sums);
		if (!sums.days)
			continue;
		struct group *group = has_answered[i] ? &answered : &silent;
		group->n++;
		group->orders += sums.days;
		group->value += (double)sums.amount;
		group->recency += wave - sums.last;
	}
	free(has_answered);
	frame = (struct group){answered.n + silent.n, answered.orders + silent.orders,
			       answered.recency + silent.recency, answered.value + silent.value};
	struct sd_out *out = sd_writer_out(writer);
	put_group("answered", &answered, view, frame.n, out);
	put_group("silent", &silent, view, frame.n, out);
	put_group("frame", &frame, view, frame.n, out);
	return sd_writer_flush(writer, err);
}

int sd_table(const struct sd_gap_view *view, enum sd_table which, struct sd_writer *writer, struct sd_error *err)
{
	static int (*const write[])(const struct sd_gap_view *, struct sd_writer *, struct sd_error *) = {
		sd_table_ledger, sd_table_quadrant, sd_table_themes, sd_table_who};
	return write[which](view, writer, err);
}

static void put_answer(const struct sd_gap_view *view, const struct sd_respondent *answer, struct sd_str *text,
		       struct sd_out *out)
{
	sd_out_pass(out, &answer->row);
	sd_out_string(out, sd_match_names[answer->match]);
	bool counts = view->orders != NULL;
	for (int after = 0; after < 2; after++) {
		if (counts && (after ? answer->after : answer->before))
			sd_out_int(out, after ? answer->after_count : answer->before_count);
		else
			sd_out_absent(out);
	}
	for (int after = 0; after < 2; after++) {
		if (answer->valued && (after ? answer->after : answer->before))
			sd_out_decimal(out, after ? answer->after_value : answer->before_value, 2);
		else
			sd_out_absent(out);
	}
	put_absent(out, 2);
	struct sd_text outcome = sd_outcome_name(answer->outcome, view->classes);
	if (!outcome.data) {
		put_absent(out, 2);
	} else {
		sd_out_text(out, outcome);
		if (answer->mood == SD_MOOD_NONE) {
			sd_out_absent(out);
		} else {
			sd_str_clear(text);
			sd_str_addf(text, "%s-", sd_mood_names[answer->mood]);
			sd_str_add_text(text, outcome);
			sd_out_text(out, sd_str_text(text));
		}
	}
	sd_out_end(out);
}

int sd_table_rows(const struct sd_gap_view *view, const struct sd_header *header, const char *prefix,
		  struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"match", "before_count", "after_count", "before_value", "after_value",
					    "expected_value", "gap", "outcome", "quadrant"};
	struct sd_str text = SD_STR_INIT;
	sd_writer_pass(writer, header);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sd_str_clear(&text);
		sd_str_addf(&text, "%s%s%s", prefix ? prefix : "", prefix ? "_" : "", names[i]);
		sd_writer_column(writer, sd_str_text(&text));
	}
	int status = sd_writer_begin(writer, err);
	for (size_t i = 0; i < view->answers->length && !status; i++) {
		put_answer(view, view->answers->items + i, &text, sd_writer_out(writer));
		if (i % FLUSH_ROWS == FLUSH_ROWS - 1)
			status = sd_writer_flush(writer, err);
	}
	sd_str_release(&text);
	return status ? -1 : sd_writer_flush(writer, err);
}
