/* SPDX-License-Identifier: MIT */
#include "show/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

struct worker {
	struct sd_verbatim_sample *sample;
	struct sd_verbatim *items;
	size_t length, room;
	uint64_t seen, bound; /* what is drawn above `bound` has no chance any more */
};

void sd_verbatims_init(struct sd_verbatim_sample *sample, const struct sd_survey *survey, size_t by, size_t most)
{
	*sample = (struct sd_verbatim_sample){.survey = survey, .by = by, .most = most};
}

static void free_from(struct sd_verbatim *items, size_t from, size_t length)
{
	for (size_t i = from; i < length; i++) {
		for (size_t k = 0; k < items[i].claims_length; k++) {
			sd_str_release(&items[i].claims[k].quote);
			sd_str_release(&items[i].claims[k].said);
			sd_str_release(&items[i].claims[k].observed);
		}
		free(items[i].claims);
		free(items[i].memory);
		free(items[i].masked);
	}
}

void sd_verbatims_release(struct sd_verbatim_sample *sample)
{
	free_from(sample->items, 0, sample->length);
	free(sample->items);
	*sample = (struct sd_verbatim_sample){.survey = NULL};
}

static int by_draw(const void *a, const void *b)
{
	const struct sd_verbatim *x = a, *y = b;
	if (x->draw != y->draw)
		return x->draw < y->draw ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->question < y->question ? -1 : x->question > y->question;
}

static int by_question(const void *a, const void *b)
{
	const struct sd_verbatim *x = a, *y = b;
	return x->question != y->question ? (x->question < y->question ? -1 : 1) : by_draw(a, b);
}

/* Keeps the first `most` by draw. */
static void prune(struct sd_verbatim *items, size_t *length, size_t most)
{
	if (*length > 1)
		qsort(items, *length, sizeof *items, by_draw);
	if (*length <= most)
		return;
	free_from(items, most, *length);
	*length = most;
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->sample = context;
	worker->bound = UINT64_MAX;
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	free_from(worker->items, 0, worker->length);
	free(worker->items);
	free(worker);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_verbatim_sample *sample = context;
	struct worker *worker = state;
	(void)err;
	for (size_t i = 0; i < worker->length; i++) {
		SD_GROW(sample->items, sample->length, sample->room);
		sample->items[sample->length++] = worker->items[i];
	}
	worker->length = 0;
	sample->seen += worker->seen;
	prune(sample->items, &sample->length, sample->most);
	return 0;
}

static struct sd_text copy(char **memory, struct sd_text text)
{
	struct sd_text kept = {*memory, text.length};
	if (text.length)
		memcpy(*memory, text.data, text.length);
	*memory += text.length;
	return kept;
}

static const char *feeling_of(sd_decimal score)
{
	/* Where sentiment_label says so, too; mixed answers are near nothing. */
	enum { CLEAR = SD_DECIMAL_UNIT / 20 };
	return score >= CLEAR ? "positive" : score <= -CLEAR ? "negative" : "neutral";
}

static void keep(struct worker *worker, const struct sd_row *row, size_t question, uint64_t draw)
{
	const struct sd_verbatim_sample *sample = worker->sample;
	const struct sd_survey_question *asked = &sample->survey->questions[question];
	struct sd_text text = row->cells[asked->column].text, codes = row->cells[asked->added + SD_SURVEY_CODES].text;
	struct sd_cell group = {{NULL, 0}, SD_CELL_ABSENT};
	if (sample->by != SIZE_MAX)
		group = row->cells[sample->by];
	sd_decimal score = 0;
	sd_decimal_parse(row->cells[asked->added + SD_SURVEY_SENTIMENT].text, SD_DECIMAL_POINT, &score);
	bool cut = text.length > SD_QUOTE_LONGEST;
	if (cut) {
		text.length = SD_QUOTE_LONGEST;
		while (text.length && ((unsigned char)text.data[text.length] & 0xC0) == 0x80)
			text.length--;
	}
	if (worker->length >= 2 * sample->most) {
		prune(worker->items, &worker->length, sample->most);
		worker->bound = worker->items[sample->most - 1].draw;
	}
	SD_GROW(worker->items, worker->length, worker->room);
	struct sd_verbatim *quote = &worker->items[worker->length++];
	char *memory = sd_alloc(text.length + codes.length + group.text.length + 1, 1);
	*quote = (struct sd_verbatim){.draw = draw,
				      .row = row->number,
				      .question = question,
				      .language = sd_survey_language(sample->survey, row, question),
				      .memory = memory,
				      .cut = cut};
	quote->text = copy(&memory, text);
	quote->codes = copy(&memory, codes);
	quote->group = copy(&memory, group.text);
	if (group.kind == SD_CELL_ABSENT)
		quote->group.data = NULL;
	bool scored = row->cells[asked->added + SD_SURVEY_SENTIMENT].kind != SD_CELL_ABSENT;
	quote->feeling = scored ? feeling_of(score) : SD_GIVEN_UNSCORED;
}

void sd_verbatims_offer(void *state, const struct sd_row *row, size_t question)
{
	struct worker *worker = state;
	const struct sd_survey_question *asked = &worker->sample->survey->questions[question];
	if (row->cells[asked->added + SD_SURVEY_WHAT].kind == SD_CELL_ABSENT)
		return;
	struct sd_text text = row->cells[asked->column].text;
	uint64_t draw = sd_hash_sample(text.data, text.length, question);
	worker->seen++;
	if (draw <= worker->bound)
		keep(worker, row, question, draw);
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct worker *worker = state;
	(void)out;
	(void)err;
	for (size_t i = 0; i < worker->sample->survey->length; i++)
		sd_verbatims_offer(state, row, i);
	return 0;
}

struct sd_pass sd_verbatims_pass(struct sd_verbatim_sample *sample)
{
	return (struct sd_pass){sample, worker_new, read_row, worker_done, worker_free};
}

/* Moves the first of `from` behind what `into` has, but those that `before` (in the order of draws) has, as far as the
 * bounds go; frees the rest. */
static void move(struct sd_verbatim_sample *into, struct sd_verbatim_sample *from, const struct sd_verbatim *before,
		 size_t before_length, size_t most, size_t bytes)
{
	size_t used = 0, i = 0;
	for (size_t k = 0; k < into->length; k++)
		used += into->items[k].text.length;
	for (; i < from->length; i++) {
		struct sd_verbatim *item = &from->items[i];
		if (before_length && bsearch(item, before, before_length, sizeof *before, by_draw)) {
			free_from(from->items, i, i + 1);
			continue;
		}
		used += item->text.length;
		if (into->length >= most || used > bytes)
			break;
		SD_GROW(into->items, into->length, into->room);
		into->items[into->length++] = *item;
	}
	free_from(from->items, i, from->length);
	from->length = 0;
}

static int by_repeat(const void *a, const void *b)
{
	const struct sd_verbatim *x = a, *y = b;
	if (x->question == y->question && x->repeat != y->repeat)
		return x->repeat < y->repeat ? -1 : 1;
	return by_question(a, b);
}

void sd_verbatims_finish(struct sd_verbatim_sample *sample, struct sd_verbatim_sample *claims)
{
	struct sd_verbatim_sample all = *sample;
	all.items = NULL;
	all.length = all.room = 0;
	prune(sample->items, &sample->length, sample->most);
	prune(claims->items, &claims->length, claims->most);
	move(&all, claims, NULL, 0, SD_QUOTES_CLAIMS, SD_QUOTES_CLAIMS_BYTES);
	size_t claimed = all.length;
	struct sd_verbatim *before = sd_alloc(claimed + 1, sizeof *before);
	for (size_t i = 0; i < claimed; i++)
		before[i] = all.items[i];
	move(&all, sample, before, claimed, SD_QUOTES_MOST, SD_QUOTES_BYTES);
	free(before);
	free(sample->items);
	*sample = all;
	if (sample->length < 2)
		return;
	qsort(sample->items, sample->length, sizeof *sample->items, by_question);
	/* Those of the same words have the same draw: the reader meets all others before them. */
	for (size_t i = 1; i < sample->length; i++) {
		struct sd_verbatim *quote = &sample->items[i];
		const struct sd_verbatim *last = quote - 1;
		if (quote->question == last->question && quote->draw == last->draw)
			quote->repeat = last->repeat + 1;
	}
	qsort(sample->items, sample->length, sizeof *sample->items, by_repeat);
}
