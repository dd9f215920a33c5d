/* SPDX-License-Identifier: MIT */
#include "say/code_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "rows/writer.h"
#include "say/tally.h"
#include "stats/interval.h"
#include "stats/multiple.h"
#include "stats/special.h"

enum { PLACES = 4 };

struct worker {
	const struct sd_code_scores *scores;
	struct sd_count *total;
	struct sd_str key, value;
	struct sd_tally_answer answer;
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->scores = context;
	worker->total = sd_count_new(SD_CODE_SCORES_WIDTH);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_count_free(worker->total);
	sd_str_release(&worker->key);
	sd_str_release(&worker->value);
	sd_tally_answer_release(&worker->answer);
	free(worker);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_code_scores *scores = context;
	return sd_count_add(scores->total, ((struct worker *)state)->total, err);
}

/* A base has an absent code. */
static void count(struct worker *worker, struct sd_text code)
{
	sd_str_clear(&worker->key);
	sd_key_add(&worker->key, code);
	sd_key_add(&worker->key, sd_str_text(&worker->value));
	++*sd_count_at(worker->total, sd_str_text(&worker->key));
}

static int by_name(const void *a, const void *b)
{
	const struct sd_tally_code *x = a, *y = b;
	return sd_text_compare(x->name, y->name);
}

/* Each code once, however often the answer names it. */
static void count_codes(struct worker *worker)
{
	struct sd_tally_answer *answer = &worker->answer;
	if (answer->length > 1)
		qsort(answer->codes, answer->length, sizeof *answer->codes, by_name);
	for (size_t i = 0; i < answer->length; i++) {
		struct sd_text name = answer->codes[i].name;
		if (name.data[0] != '-' && (!i || !sd_text_equal(name, answer->codes[i - 1].name)))
			count(worker, name);
	}
}

/* A sentiment, or its label: `-none` and its like are of answers that answer nothing. */
static bool says_something(struct sd_text cell)
{
	return cell.length && !(cell.length > 1 && cell.data[0] == '-' && cell.data[1] >= 'a' && cell.data[1] <= 'z');
}

static int count_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_code_scores *scores = worker->scores;
	sd_decimal value;
	(void)out;
	(void)err;
	bool answered = scores->answered != SIZE_MAX && says_something(row->cells[scores->answered].text);
	for (size_t i = 0; i < scores->codes_length && scores->answered == SIZE_MAX; i++)
		answered |= row->cells[scores->codes[i]].kind != SD_CELL_ABSENT;
	if (!answered || !sd_decimal_parse(row->cells[scores->score].text, SD_DECIMAL_POINT, &value))
		return 0;
	sd_str_clear(&worker->value);
	sd_str_add_int(&worker->value, value);
	count(worker, (struct sd_text){NULL, 0});
	sd_tally_answer_clear(&worker->answer);
	for (size_t i = 0; i < scores->codes_length; i++)
		sd_tally_answer_codes(&worker->answer, row->cells[scores->codes[i]].text);
	count_codes(worker);
	return 0;
}

struct sd_pass sd_code_scores_pass(struct sd_code_scores *scores)
{
	return (struct sd_pass){scores, worker_new, count_row, worker_done, worker_free};
}

/* In points, added up in the byte order of the counts' keys: the same of the same counts, however rows were split.
 * Exact where scores are whole and their squares come to less than 2^53. */
struct sums {
	struct sd_text code;
	double n, sum, squares;
};

struct row {
	struct sums with, other;
	double difference, low, high, p;
};

static void add(struct sums *sums, double value, double n)
{
	sums->n += n;
	sums->sum += value * n;
	sums->squares += value * value * n;
}

static double variance(const struct sums *sums)
{
	double mean = sums->sum / sums->n;
	return fmax(0, (sums->squares - sums->sum * mean) / (sums->n - 1));
}

/* Welch 1947. */
static void compare(struct row *row)
{
	double a = variance(&row->with) / row->with.n, b = variance(&row->other) / row->other.n, error = sqrt(a + b);
	row->difference = row->with.sum / row->with.n - row->other.sum / row->other.n;
	row->p = row->low = row->high = NAN;
	if (error <= 0)
		return;
	double df = (a + b) * (a + b) / (a * a / (row->with.n - 1) + b * b / (row->other.n - 1)),
	       reach = sd_t975(df) * error;
	row->low = row->difference - reach;
	row->high = row->difference + reach;
	row->p = sd_t_p(row->difference / error, df);
}

static int larger_first(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->with.n != y->with.n)
		return x->with.n > y->with.n ? -1 : 1;
	return sd_text_compare(x->with.code, y->with.code);
}

/* The sums: of all in *base, of each code in the rows that are returned. */
static struct row *gather(const struct sd_count *total, struct sums *base, size_t *length, struct sd_arena *arena)
{
	struct row *rows = NULL;
	size_t room = 0;
	struct sd_str part = SD_STR_INIT;
	struct sd_count_entry *entries = sd_count_sorted(total);
	*length = 0;
	*base = (struct sums){.n = 0};
	for (size_t i = 0; i < sd_count_length(total); i++) {
		struct sd_text rest = entries[i].key;
		bool absent;
		sd_key_next(&rest, &part, &absent);
		struct sd_text code = sd_str_text(&part);
		struct sums *sums = base;
		if (!absent) {
			if (!*length || !sd_text_equal(rows[*length - 1].with.code, code)) {
				SD_GROW(rows, *length, room);
				rows[(*length)++] = (struct row){
					.with.code = {sd_arena_dup(arena, code.data, code.length), code.length}};
			}
			sums = &rows[*length - 1].with;
		}
		sd_key_next(&rest, &part, &absent);
		add(sums, strtod(part.data, NULL) / SD_DECIMAL_UNIT, (double)*entries[i].sums);
	}
	free(entries);
	sd_str_release(&part);
	return rows;
}

static void put(const struct row *row, double q, struct sd_out *out)
{
	sd_out_text(out, row->with.code);
	sd_out_int(out, (int64_t)row->with.n);
	sd_out_double(out, row->with.sum / row->with.n, PLACES);
	sd_out_int(out, (int64_t)row->other.n);
	sd_out_double(out, row->other.sum / row->other.n, PLACES);
	sd_out_double(out, row->difference, PLACES);
	sd_out_double(out, row->low, PLACES);
	sd_out_double(out, row->high, PLACES);
	sd_out_double(out, row->p, PLACES);
	sd_out_double(out, q, PLACES);
	sd_out_end(out);
}

int sd_code_scores_write(const struct sd_count *total, int64_t min_cell, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"code",	  "n",	 "mean", "other_n", "other_mean",
					    "difference", "low", "high", "p",	    "q"};
	struct sums base;
	size_t length, kept = 0;
	double least = min_cell > 2 ? (double)min_cell : 2;
	struct sd_arena arena = SD_ARENA_INIT;
	struct row *rows = gather(total, &base, &length, &arena);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	int result = sd_writer_begin(writer, err);
	for (size_t i = 0; i < length; i++) {
		rows[i].other = (struct sums){{NULL, 0}, base.n - rows[i].with.n, base.sum - rows[i].with.sum,
					      base.squares - rows[i].with.squares};
		if (rows[i].with.n < least || rows[i].other.n < least)
			continue;
		compare(&rows[i]);
		rows[kept++] = rows[i];
	}
	if (kept)
		qsort(rows, kept, sizeof *rows, larger_first);
	double *q = sd_alloc(kept + 1, sizeof *q);
	for (size_t i = 0; i < kept; i++)
		q[i] = rows[i].p;
	sd_benjamini_hochberg(q, kept, q);
	for (size_t i = 0; i < kept && !result; i++)
		put(&rows[i], q[i], sd_writer_out(writer));
	free(q);
	free(rows);
	sd_arena_release(&arena);
	return result ? -1 : sd_writer_end(writer, err);
}
