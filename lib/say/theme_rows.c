/* SPDX-License-Identifier: MIT */
#include "say/theme_rows.h"

#include "base/hash.h"

/* A few words more in every quote's length, lest the shortest always lead. */
enum { QUOTE_MORE = 5 };

struct worker {
	const struct sd_theme_rows *rows;
	struct sd_answer_reader *reader;
	struct sd_theme_counts counts;
	struct sd_theme_pairs pairs;
	struct sd_coder *known, *coder;
	struct sd_tally tally, rest;
	struct sd_tally_answer answer;
	struct sd_quotes *quotes;
	uint64_t *weights; /* a code: what speaks for it in this answer, in 1/10,000 */
};

static void *worker_new(void *context)
{
	const struct sd_theme_rows *rows = context;
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->rows = rows;
	worker->reader = sd_answer_reader_new(&rows->options, NULL);
	worker->counts = (struct sd_theme_counts){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	if (rows->stage == SD_THEME_PAIRING)
		sd_theme_pairs_init(&worker->pairs, rows->terms);
	if (rows->known && worker->reader)
		worker->known = sd_coder_new(rows->known, NULL, worker->reader, NULL);
	sd_tally_init(&worker->tally);
	sd_tally_init(&worker->rest);
	if (rows->stage == SD_THEME_SIZING && worker->reader) {
		size_t codes = sd_codebook_length(rows->book);
		worker->coder = sd_coder_new(rows->book, rows->nonanswers, worker->reader, rows->rules);
		worker->quotes = sd_quotes_new(codes, SD_THEME_QUOTES);
		worker->weights = sd_calloc(codes + 1, sizeof *worker->weights);
	}
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	if (worker->quotes)
		sd_quotes_free(worker->quotes, sd_codebook_length(worker->rows->book));
	sd_answer_reader_free(worker->reader);
	sd_count_free(worker->counts.terms);
	sd_count_free(worker->counts.surfaces);
	sd_count_free(worker->counts.answers);
	sd_theme_pairs_release(&worker->pairs);
	sd_coder_free(worker->known);
	sd_coder_free(worker->coder);
	sd_tally_release(&worker->tally);
	sd_tally_release(&worker->rest);
	sd_tally_answer_release(&worker->answer);
	free(worker->weights);
	free(worker);
}

/* Whether the span's words stand in an earlier span of its code too: a pattern speaks once. */
static bool said_before(const struct sd_coding *coding, size_t index)
{
	const struct sd_code_span *span = &coding->spans[index];
	for (size_t i = 0; i < index; i++) {
		const struct sd_code_span *before = &coding->spans[i];
		size_t length = span->last - span->first, w = 0;
		if (before->code != span->code || before->last - before->first != length)
			continue;
		while (w < length && sd_text_equal(coding->answer->words[before->first + w].stem,
						   coding->answer->words[span->first + w].stem))
			w++;
		if (w == length)
			return true;
	}
	return false;
}

static void offer_quote(struct worker *worker, const struct sd_coding *coding, struct sd_text text)
{
	size_t words = coding->answer->length;
	if (words < SD_TERM_QUOTE_LEAST || words > SD_TERM_QUOTE_MOST || coding->length == 0)
		return;
	for (size_t i = 0; i < coding->spans_length; i++)
		if (coding->spans[i].weight > 0 && !said_before(coding, i))
			worker->weights[coding->spans[i].code] += (uint64_t)coding->spans[i].weight;
	for (size_t i = 0; i < coding->length; i++)
		sd_quotes_offer(&worker->quotes[coding->codes[i]], text,
				worker->weights[coding->codes[i]] / (words + QUOTE_MORE),
				sd_hash_sample(text.data, text.length, 0));
	for (size_t i = 0; i < coding->spans_length; i++)
		worker->weights[coding->spans[i].code] = 0;
}

static void add_code(struct sd_tally_answer *answer, struct sd_tally_code code)
{
	SD_GROW(answer->codes, answer->length, answer->room);
	answer->codes[answer->length++] = code;
}

static void size_answer(struct worker *worker, struct sd_text text)
{
	const struct sd_coding *coding = sd_code_answer(worker->coder, text);
	sd_tally_answer_clear(&worker->answer);
	for (size_t i = 0; i < coding->length; i++)
		add_code(&worker->answer,
			 (struct sd_tally_code){sd_codebook_code(coding->book, coding->codes[i])->name, coding->scores[i],
						worker->rows->rules != NULL});
	sd_tally_count(&worker->tally, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, &worker->answer);
	sd_tally_answer_clear(&worker->answer);
	if (coding->nonanswer != SD_ANSWERED)
		add_code(&worker->answer, (struct sd_tally_code){.name = sd_text_of(sd_nonanswer_name(coding->nonanswer))});
	else if (coding->length == 0)
		add_code(&worker->answer, (struct sd_tally_code){.name = SD_TEXT(SD_THEME_UNCOVERED)});
	sd_tally_count(&worker->rest, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, &worker->answer);
	offer_quote(worker, coding, text);
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_theme_rows *rows = worker->rows;
	(void)out;
	(void)err;
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_cell cell = row->cells[rows->text[i]];
		if (cell.kind == SD_CELL_ABSENT)
			continue;
		if (worker->known && sd_code_answer(worker->known, cell.text)->length) {
			if (rows->stage == SD_THEME_COUNTING)
				++*sd_count_at(worker->counts.answers, SD_TEXT("known"));
			continue;
		}
		if (rows->stage == SD_THEME_SIZING)
			size_answer(worker, cell.text);
		else if (rows->stage == SD_THEME_PAIRING)
			sd_theme_pair(&worker->pairs, rows->terms, sd_answer_read(worker->reader, cell.text), &rows->lists);
		else
			sd_theme_count(&worker->counts, sd_answer_read(worker->reader, cell.text), &rows->lists);
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_theme_rows *rows = context;
	struct worker *worker = state;
	if (rows->stage == SD_THEME_PAIRING)
		return sd_theme_pairs_add(rows->pairs, &worker->pairs, err);
	if (rows->stage == SD_THEME_COUNTING)
		return sd_count_add(rows->counts.terms, worker->counts.terms, err) ||
				       sd_count_add(rows->counts.surfaces, worker->counts.surfaces, err) ||
				       sd_count_add(rows->counts.answers, worker->counts.answers, err)
			       ? -1
			       : 0;
	for (size_t i = 0; i < sd_codebook_length(rows->book); i++)
		sd_quotes_add(&rows->quotes[i], &worker->quotes[i]);
	return sd_tally_add(&rows->tally, &worker->tally, err) || sd_tally_add(&rows->rest, &worker->rest, err) ? -1 : 0;
}

struct sd_pass sd_theme_pass(struct sd_theme_rows *rows)
{
	return (struct sd_pass){rows, worker_new, read_row, worker_done, worker_free};
}
