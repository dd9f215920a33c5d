/* SPDX-License-Identifier: MIT */
#include "show/shared.h"

#include <stdlib.h>

#include "base/mem.h"
#include "gap/key.h"

enum { SHARED_LEAST = 20, VALUES_LEAST = 5, HARDLY = 20, SPARSE = 4, DIGITS_MOST = 15 };

struct worker {
	const struct sd_shared *shared;
	struct sd_count *counts;
	struct sd_str key, part, normal;
};

void sd_shared_init(struct sd_shared *shared, const size_t *columns, size_t length, const size_t *others,
		    size_t others_length)
{
	*shared = (struct sd_shared){.columns = columns,
				     .length = length,
				     .others = others,
				     .others_length = others_length};
	shared->keys = sd_count_new(1);
	shared->found = sd_count_new(1);
	shared->values = sd_calloc(length + 1, sizeof *shared->values);
	shared->both = sd_calloc(length * others_length + 1, sizeof *shared->both);
	shared->counted = sd_calloc(length + 1, sizeof *shared->counted);
}

void sd_shared_release(struct sd_shared *shared)
{
	sd_count_free(shared->keys);
	sd_count_free(shared->found);
	free(shared->values);
	free(shared->both);
	free(shared->counted);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->shared = context;
	worker->counts = sd_count_new(1);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_count_free(worker->counts);
	sd_str_release(&worker->key);
	sd_str_release(&worker->part);
	sd_str_release(&worker->normal);
	free(worker);
}

/* The normal form of a cell, in worker->normal; false where there is none. */
static bool normalise(struct worker *worker, const struct sd_row *row, size_t column)
{
	sd_str_clear(&worker->part);
	sd_str_clear(&worker->normal);
	sd_key_add(&worker->part, row->cells[column].text);
	return row->cells[column].text.length &&
	       sd_key_normalise(&worker->normal, sd_str_text(&worker->part), SD_KEY_USUAL);
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_shared *shared = worker->shared;
	(void)out;
	(void)err;
	for (size_t i = 0; i < shared->length; i++) {
		if (!normalise(worker, row, shared->columns[i]))
			continue;
		sd_str_clear(&worker->key);
		sd_str_addf(&worker->key, "%zu ", i);
		sd_str_add_text(&worker->key, sd_str_text(&worker->normal));
		*sd_count_at(worker->counts, sd_str_text(&worker->key)) = 1;
	}
	return 0;
}

static int read_other(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_shared *shared = worker->shared;
	(void)out;
	(void)err;
	for (size_t k = 0; k < shared->others_length; k++) {
		if (!normalise(worker, row, shared->others[k]))
			continue;
		for (size_t i = 0; i < shared->length; i++) {
			sd_str_clear(&worker->key);
			sd_str_addf(&worker->key, "%zu ", i);
			sd_str_add_text(&worker->key, sd_str_text(&worker->normal));
			if (!sd_count_find(shared->keys, sd_str_text(&worker->key)))
				continue;
			sd_str_clear(&worker->key);
			sd_str_addf(&worker->key, "%zu ", i * shared->others_length + k);
			sd_str_add_text(&worker->key, sd_str_text(&worker->normal));
			*sd_count_at(worker->counts, sd_str_text(&worker->key)) = 1;
		}
	}
	return 0;
}

static int keys_done(void *context, void *state, struct sd_error *err)
{
	return sd_count_add(((struct sd_shared *)context)->keys, ((struct worker *)state)->counts, err) < 0 ? -1 : 0;
}

static int found_done(void *context, void *state, struct sd_error *err)
{
	return sd_count_add(((struct sd_shared *)context)->found, ((struct worker *)state)->counts, err) < 0 ? -1 : 0;
}

struct sd_pass sd_shared_pass(struct sd_shared *shared)
{
	return (struct sd_pass){shared, worker_new, read_row, keys_done, worker_free};
}

struct sd_pass sd_shared_other_pass(struct sd_shared *shared)
{
	return (struct sd_pass){shared, worker_new, read_other, found_done, worker_free};
}

/* From what to what whole numbers run. */
struct run {
	uint64_t values, low, high;
};

/* The part of a key behind its place is joined as sd_key_add() does it: a value of digits alone is itself. */
static void stretch(struct run *run, struct sd_text value)
{
	uint64_t number = 0;
	size_t i = 0;
	for (; i < value.length && i < DIGITS_MOST && value.data[i] >= '0' && value.data[i] <= '9'; i++)
		number = number * 10 + (uint64_t)(value.data[i] - '0');
	if (!i || i < value.length)
		return;
	run->low = !run->values || number < run->low ? number : run->low;
	run->high = number > run->high ? number : run->high;
	run->values++;
}

static void sum(const struct sd_count *count, uint64_t *sums, struct run *runs)
{
	struct sd_count_entry *entries = sd_count_sorted(count);
	for (size_t i = 0; i < sd_count_length(count); i++) {
		char *end;
		const size_t place = strtoull(entries[i].key.data, &end, 10);
		sums[place]++;
		if (runs)
			stretch(&runs[place], (struct sd_text){end + 1, entries[i].key.length -
										(size_t)(end + 1 - entries[i].key.data)});
	}
	free(entries);
}

void sd_shared_sum(struct sd_shared *shared)
{
	struct run *runs = sd_calloc(shared->length + 1, sizeof *runs);
	sum(shared->keys, shared->values, runs);
	sum(shared->found, shared->both, NULL);
	for (size_t i = 0; i < shared->length; i++)
		shared->counted[i] = runs[i].values * 2 > shared->values[i] &&
				     runs[i].values * SPARSE > runs[i].high - runs[i].low;
	free(runs);
}

uint64_t sd_shared_both(const struct sd_shared *shared, size_t place, size_t other)
{
	return shared->both[place * shared->others_length + other];
}

bool sd_shared_best(const struct sd_shared *shared, size_t *place, size_t *other)
{
	uint64_t best = 0, next = 0;
	for (size_t i = 0; i < shared->length; i++)
		for (size_t k = 0; k < shared->others_length && !shared->counted[i]; k++) {
			uint64_t both = sd_shared_both(shared, i, k);
			if (both <= best) {
				next = both > next ? both : next;
				continue;
			}
			next = best;
			best = both;
			*place = i;
			*other = k;
		}
	return best >= VALUES_LEAST && best * 100 >= shared->values[*place] * SHARED_LEAST && next * 2 <= best;
}

bool sd_shared_better(const struct sd_shared *shared, size_t called, size_t called_other, bool same, size_t *place,
		      size_t *other)
{
	if (!sd_shared_best(shared, place, other))
		return false;
	if (called == SIZE_MAX || called_other == SIZE_MAX)
		return true;
	const uint64_t both = sd_shared_both(shared, called, called_other);
	if (same)
		return both < VALUES_LEAST || both * HARDLY < shared->values[called];
	return shared->counted[called] || both * 2 < sd_shared_both(shared, *place, *other);
}
