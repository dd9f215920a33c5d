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

void sd_verbatims_init(struct sd_verbatim_sample *sample, const struct sd_survey *survey, size_t by)
{
	*sample = (struct sd_verbatim_sample){.survey = survey, .by = by};
}

static void free_from(struct sd_verbatim *items, size_t from, size_t length)
{
	for (size_t i = from; i < length; i++) {
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

/* Keeps the first SD_QUOTES_MOST by draw. */
static void prune(struct sd_verbatim *items, size_t *length)
{
	if (*length > 1)
		qsort(items, *length, sizeof *items, by_draw);
	if (*length <= SD_QUOTES_MOST)
		return;
	free_from(items, SD_QUOTES_MOST, *length);
	*length = SD_QUOTES_MOST;
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
	prune(sample->items, &sample->length);
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
	if (worker->length >= 2 * SD_QUOTES_MOST) {
		prune(worker->items, &worker->length);
		worker->bound = worker->items[SD_QUOTES_MOST - 1].draw;
	}
	SD_GROW(worker->items, worker->length, worker->room);
	struct sd_verbatim *quote = &worker->items[worker->length++];
	char *memory = sd_alloc(text.length + codes.length + group.text.length + 1, 1);
	*quote = (struct sd_verbatim){.draw = draw, .row = row->number, .question = question, .memory = memory, .cut = cut};
	quote->text = copy(&memory, text);
	quote->codes = copy(&memory, codes);
	quote->group = copy(&memory, group.text);
	if (group.kind == SD_CELL_ABSENT)
		quote->group.data = NULL;
	quote->feeling = feeling_of(score);
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_survey *survey = worker->sample->survey;
	(void)out;
	(void)err;
	for (size_t i = 0; i < survey->length; i++) {
		if (row->cells[survey->questions[i].added + SD_SURVEY_SENTIMENT].kind == SD_CELL_ABSENT)
			continue;
		struct sd_text text = row->cells[survey->questions[i].column].text;
		uint64_t draw = sd_hash_sample(text.data, text.length, i);
		worker->seen++;
		if (draw <= worker->bound)
			keep(worker, row, i, draw);
	}
	return 0;
}

struct sd_pass sd_verbatims_pass(struct sd_verbatim_sample *sample)
{
	return (struct sd_pass){sample, worker_new, read_row, worker_done, worker_free};
}

void sd_verbatims_finish(struct sd_verbatim_sample *sample)
{
	size_t bytes = 0, kept = 0;
	prune(sample->items, &sample->length);
	while (kept < sample->length && bytes + sample->items[kept].text.length <= SD_QUOTES_BYTES)
		bytes += sample->items[kept++].text.length;
	free_from(sample->items, kept, sample->length);
	sample->length = kept;
	if (kept > 1)
		qsort(sample->items, kept, sizeof *sample->items, by_question);
}
