/* SPDX-License-Identifier: MIT */
#include "gap/tables.h"

#include <math.h>

#include "gap/claimed.h"
#include "gap/frame_table.h"
#include "gap/hide.h"
#include "gap/tables_out.h"
#include "stats/interval.h"

enum { FLUSH_ROWS = 4096 };

static void put_part(struct sd_out *out, uint64_t n, uint64_t base)
{
	sd_out_double(out, base ? (double)n / (double)base : NAN, 4);
}

/* The moods of each category: happy, unhappy, and the rest, which is not written but would give them away. */
enum { SAID_HAPPY, SAID_UNHAPPY, SAID_REST, SAID_LENGTH };

static void add_column(struct sd_counts *counts, const enum sd_match *matches, size_t length, size_t said)
{
	size_t *line = sd_counts_line(counts, length);
	for (size_t i = 0; i < length; i++)
		line[i] = matches[i] * SAID_LENGTH + said;
}

/* The sums of a category are known, and those of all answers, of the matched and of those that are not (gap.c). */
static void hide_moods(struct sd_counts *counts)
{
	static const enum sd_match all[] = {
#define X(name, text) SD_MATCH_##name,
		SD_MATCHES(X)
#undef X
	};
	static const enum sd_match matched[] = {SD_MATCH_SHARED, SD_MATCH_NORMALISED, SD_MATCH_EXACT};
	static const enum sd_match unmatched[] = {SD_MATCH_NO_KEY,    SD_MATCH_BAD_KEY,	    SD_MATCH_NO_CONSENT,
						  SD_MATCH_AMBIGUOUS, SD_MATCH_ROSTER_ONLY, SD_MATCH_NOT_IN_ORDERS};
	for (size_t i = 0; i < SD_MATCH_LENGTH; i++) {
		size_t *line = sd_counts_line(counts, SAID_LENGTH);
		for (size_t said = 0; said < SAID_LENGTH; said++)
			line[said] = i * SAID_LENGTH + said;
	}
	for (size_t said = 0; said < SAID_LENGTH; said++) {
		add_column(counts, all, sizeof all / sizeof *all, said);
		add_column(counts, matched, sizeof matched / sizeof *matched, said);
		add_column(counts, unmatched, sizeof unmatched / sizeof *unmatched, said);
	}
	sd_hide_few(counts);
	sd_hide_lines(counts);
	sd_counts_release(counts);
}

int sd_table_ledger(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"of", "category", "n", "share", "happy", "unhappy"};
	const struct sd_respondents *answers = view->answers;
	uint64_t said[SD_MATCH_LENGTH * SAID_LENGTH] = {0};
	bool hidden[SD_MATCH_LENGTH * SAID_LENGTH] = {false};
	struct sd_counts counts = {
		.n = said, .hidden = hidden, .length = SD_MATCH_LENGTH * SAID_LENGTH, .least = view->min_cell};
	bool stated = false;
	for (size_t i = 0; i < answers->length; i++) {
		enum sd_mood mood = answers->items[i].mood;
		size_t what = mood == SD_MOOD_HAPPY ? SAID_HAPPY : mood == SD_MOOD_UNHAPPY ? SAID_UNHAPPY : SAID_REST;
		said[answers->items[i].match * SAID_LENGTH + what]++;
		stated = stated || mood != SD_MOOD_NONE;
	}
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	if (stated)
		hide_moods(&counts);
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < SD_MATCH_LENGTH; i++) {
		sd_out_string(out, "answers");
		sd_out_string(out, sd_match_names[i]);
		sd_out_int(out, (int64_t)view->ledger->answers[i]);
		put_part(out, view->ledger->answers[i], answers->length);
		for (size_t what = 0; what < SAID_REST; what++) {
			size_t at = i * SAID_LENGTH + what;
			if (stated)
				sd_put_count(view, out, said[at], hidden[at]);
			else
				sd_out_absent(out);
		}
		sd_out_end(out);
	}
	for (size_t i = 0; i < SD_CUSTOMER_LENGTH; i++) {
		sd_out_string(out, "customers");
		sd_out_string(out, sd_customer_names[i]);
		sd_out_int(out, (int64_t)view->ledger->customers[i]);
		put_part(out, view->ledger->customers[i], view->ledger->customers_total);
		sd_put_absent(out, 2);
		sd_out_end(out);
	}
	return sd_writer_flush(writer, err);
}

/* Sums over a group of the frame. */
struct group {
	uint64_t n;
	int64_t orders, recency;
	double value, most; /* exact up to 2^53 of 1/10,000; customers are added in the order of their keys */
};
enum { ANSWERED, SILENT, FRAME, GROUPS };

static void add_to_group(struct group *group, const struct sd_ledger_sums *sums, sd_day wave)
{
	group->n++;
	group->orders += sums->days;
	group->recency += wave - sums->last;
	group->value += (double)sums->amount;
	group->most = fmax(group->most, (double)sums->amount);
}

static void put_groups(const struct sd_gap_view *view, const struct group groups[GROUPS], struct sd_out *out)
{
	static const char *const names[GROUPS] = {"answered", "silent", "frame"};
	uint64_t n[GROUPS];
	bool hidden[GROUPS] = {false}, poor[GROUPS];
	for (size_t i = 0; i < GROUPS; i++)
		n[i] = groups[i].n;
	struct sd_counts counts = {.n = n, .hidden = hidden, .length = GROUPS, .least = view->min_cell};
	size_t *line = sd_counts_line(&counts, GROUPS);
	for (size_t i = 0; i < GROUPS; i++)
		line[i] = i;
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	for (size_t i = 0; i < GROUPS; i++)
		poor[i] = hidden[i] || sd_is_of_one(groups[i].value, groups[i].most, view->min_cell);
	counts.hidden = poor;
	sd_hide_lines(&counts);
	sd_counts_release(&counts);
	for (size_t i = 0; i < GROUPS; i++) {
		double people = (double)n[i];
		sd_out_string(out, names[i]);
		sd_put_count(view, out, n[i], hidden[i]);
		put_part(out, n[i], hidden[i] ? 0 : n[FRAME]);
		if (!n[i] || hidden[i]) {
			sd_put_absent(out, 3);
		} else {
			sd_out_double(out, (double)groups[i].orders / people, 2);
			sd_out_double(out, view->valued && !poor[i] ? groups[i].value / people / SD_DECIMAL_UNIT : NAN,
				      2);
			if (view->valued && poor[i] && view->hidden)
				++*view->hidden;
			sd_out_double(out, (double)groups[i].recency / people, 1);
		}
		sd_put_absent(out, SD_FRAME_WIDTH);
		sd_out_end(out);
	}
}

int sd_table_who(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"group", "n", "share", "orders", "value", "recency", SD_FRAME_NAMES};
	const struct sd_ledger *orders = view->orders;
	sd_day wave = view->ledger->first_answer;
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct group groups[GROUPS] = {{0}};
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
		add_to_group(groups + (has_answered[i] ? ANSWERED : SILENT), &sums, wave);
		add_to_group(groups + FRAME, &sums, wave);
	}
	free(has_answered);
	put_groups(view, groups, sd_writer_out(writer));
	sd_frame_put(view, sd_writer_out(writer));
	return sd_writer_flush(writer, err);
}

int sd_table_missing(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"mood", "n", "missing", "share", "low", "high"};
	/* The ledger shows no more of the middle, and the rest must not be worked out. */
	static const enum sd_mood moods[] = {SD_MOOD_HAPPY, SD_MOOD_UNHAPPY};
	uint64_t all[SD_MOOD_LENGTH] = {0}, lost[SD_MOOD_LENGTH] = {0};
	const struct sd_respondents *answers = view->answers;
	for (size_t i = 0; i < answers->length; i++) {
		if (answers->items[i].match == SD_MATCH_DUPLICATE)
			continue;
		all[answers->items[i].mood]++;
		lost[answers->items[i].mood] += !sd_respondent_is_matched(&answers->items[i]);
	}
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < sizeof moods / sizeof *moods; i++) {
		uint64_t n = all[moods[i]], missing = lost[moods[i]];
		struct sd_interval interval = sd_wilson((double)missing, (double)n);
		if (!n || sd_is_few(missing, view->min_cell) || sd_is_few(n - missing, view->min_cell))
			continue;
		sd_out_string(out, sd_mood_names[moods[i]]);
		sd_out_int(out, (int64_t)n);
		sd_out_int(out, (int64_t)missing);
		put_part(out, missing, n);
		sd_out_double(out, interval.low, 4);
		sd_out_double(out, interval.high, 4);
		sd_out_end(out);
	}
	return sd_writer_flush(writer, err);
}

const char *const sd_table_names[SD_TABLE_LENGTH + 1] = {
#define X(name, word) #word,
	SD_TABLES(X)
#undef X
	NULL};

int sd_table(const struct sd_gap_view *view, enum sd_table which, struct sd_writer *writer, struct sd_error *err)
{
	static int (*const write[])(const struct sd_gap_view *, struct sd_writer *, struct sd_error *) = {
#define X(name, word) sd_table_##word,
		SD_TABLES(X)
#undef X
	};
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
	if (answer->expected) {
		bool overflow = false;
		sd_out_decimal(out, answer->expected_value, 2);
		sd_out_decimal(out, sd_decimal_sum(answer->after_value, -answer->expected_value, &overflow), 2);
	} else {
		sd_put_absent(out, 2);
	}
	struct sd_text outcome = sd_outcome_name(answer->outcome, view->classes);
	if (!outcome.data) {
		sd_put_absent(out, 2);
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
