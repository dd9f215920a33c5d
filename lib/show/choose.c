/* SPDX-License-Identifier: MIT */
#include "show/choose.h"

#include <stdlib.h>

#include "base/hash.h"

enum { FILLED, WORDY, WIDTH, WORDS_LEAST = 3 };

struct worker {
	struct sd_count *counts, *texts;
	struct sd_str key;
	size_t columns;
};

void sd_choose_init(struct sd_choose *choose, size_t columns)
{
	*choose = (struct sd_choose){columns, sd_count_new(WIDTH), sd_count_new(1)};
}

void sd_choose_release(struct sd_choose *choose)
{
	sd_count_free(choose->counts);
	sd_count_free(choose->texts);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	*worker = (struct worker){sd_count_new(WIDTH), sd_count_new(1), SD_STR_INIT,
				  ((struct sd_choose *)context)->columns};
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_count_free(worker->counts);
	sd_count_free(worker->texts);
	sd_str_release(&worker->key);
	free(worker);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_choose *choose = context;
	struct worker *worker = state;
	return sd_count_add(choose->counts, worker->counts, err) < 0 ? -1
								     : sd_count_add(choose->texts, worker->texts, err);
}

/* In Chinese and Japanese, which have no blanks, two characters are about a word; they begin with these bytes. */
static size_t words_of(struct sd_text text)
{
	size_t words = 0, characters = 0;
	bool blank = true;
	for (size_t i = 0; i < text.length && words + characters / 2 < WORDS_LEAST; i++) {
		bool is_blank =
			text.data[i] == ' ' || text.data[i] == '\t' || text.data[i] == '\n' || text.data[i] == '\r';
		bool character = (unsigned char)text.data[i] >= 0xe3 && (unsigned char)text.data[i] <= 0xe9;
		words += blank && !is_blank && !character ? 1 : 0;
		characters += character;
		blank = is_blank || character;
	}
	return words + characters / 2;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)out;
	(void)err;
	for (size_t i = 0; i < worker->columns; i++) {
		struct sd_text text = sd_text_trim(row->cells[i].text);
		if (!text.length)
			continue;
		sd_str_clear(&worker->key);
		sd_str_add_int(&worker->key, (int64_t)i);
		int64_t *counts = sd_count_at(worker->counts, sd_str_text(&worker->key));
		counts[FILLED]++;
		if (words_of(text) < WORDS_LEAST)
			continue;
		counts[WORDY]++;
		sd_str_addf(&worker->key, " %llx", (unsigned long long)sd_hash_sample(text.data, text.length, 0));
		++*sd_count_at(worker->texts, sd_str_text(&worker->key));
	}
	return 0;
}

struct sd_pass sd_choose_pass(struct sd_choose *choose)
{
	return (struct sd_pass){choose, worker_new, read_row, worker_done, worker_free};
}

size_t *sd_choose_columns(const struct sd_choose *choose, size_t *length)
{
	size_t *found = sd_calloc(choose->columns + 1, sizeof *found);
	int64_t *different = sd_calloc(choose->columns + 1, sizeof *different);
	struct sd_str key = SD_STR_INIT;
	struct sd_count_entry *entries = sd_count_sorted(choose->texts);
	for (size_t i = 0; i < sd_count_length(choose->texts); i++)
		different[strtoull(entries[i].key.data, NULL, 10)]++;
	free(entries);
	*length = 0;
	for (size_t i = 0; i < choose->columns; i++) {
		sd_str_clear(&key);
		sd_str_add_int(&key, (int64_t)i);
		const int64_t *counts = sd_count_find(choose->counts, sd_str_text(&key));
		if (counts && counts[WORDY] * 100 >= counts[FILLED] * SD_ANSWERS_WORDY &&
		    different[i] * 100 >= counts[WORDY] * SD_ANSWERS_DIFFERENT)
			found[(*length)++] = i;
	}
	sd_str_release(&key);
	free(different);
	return found;
}

/* --- languages ------------------------------------------------------------------------------------------------ */

struct voter {
	struct sd_voting *voting;
	struct sd_teller teller;
};

static void *voter_new(void *context)
{
	struct voter *voter = sd_calloc(1, sizeof *voter);
	voter->voting = context;
	return voter;
}

static void voter_free(void *state)
{
	struct voter *voter = state;
	sd_teller_release(&voter->teller);
	free(voter);
}

static int vote(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct voter *voter = state;
	const struct sd_voting *voting = voter->voting;
	(void)out;
	(void)err;
	for (size_t i = 0; i < voting->length; i++)
		sd_tell(voting->telling, &voter->teller, row, row->cells[voting->columns[i]]);
	return 0;
}

static int voter_done(void *context, void *state, struct sd_error *err)
{
	struct sd_voting *voting = context;
	const struct voter *voter = state;
	(void)err;
	sd_told_counts_add(&voting->counts, &voter->teller.counts);
	return 0;
}

struct sd_pass sd_voting_pass(struct sd_voting *voting)
{
	return (struct sd_pass){voting, voter_new, vote, voter_done, voter_free};
}
