/* SPDX-License-Identifier: MIT */
#include "say/theme_rows.h"

#include "base/hash.h"

/* A few words more in every quote's length, lest the shortest always lead. */
enum { QUOTE_MORE = 5 };

/* What one thread has of one language. */
struct part {
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

static struct part *part_new(const struct sd_theme_rows *rows)
{
	struct part *part = sd_calloc(1, sizeof *part);
	part->rows = rows;
	part->reader = sd_answer_reader_new(&rows->options, NULL);
	part->counts = (struct sd_theme_counts){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	if (rows->stage == SD_THEME_PAIRING)
		sd_theme_pairs_init(&part->pairs, rows->terms);
	if (rows->known && part->reader)
		part->known = sd_coder_new(rows->known, NULL, part->reader, NULL);
	sd_tally_init(&part->tally);
	sd_tally_init(&part->rest);
	if (rows->stage == SD_THEME_SIZING && part->reader) {
		size_t codes = sd_codebook_length(rows->book);
		part->coder = sd_coder_new(rows->book, rows->nonanswers, part->reader, rows->rules);
		part->quotes = sd_quotes_new(codes, SD_THEME_QUOTES);
		part->weights = sd_calloc(codes + 1, sizeof *part->weights);
	}
	return part;
}

static void part_free(struct part *part)
{
	if (!part)
		return;
	if (part->quotes)
		sd_quotes_free(part->quotes, sd_codebook_length(part->rows->book));
	sd_answer_reader_free(part->reader);
	sd_count_free(part->counts.terms);
	sd_count_free(part->counts.surfaces);
	sd_count_free(part->counts.answers);
	sd_theme_pairs_release(&part->pairs);
	sd_coder_free(part->known);
	sd_coder_free(part->coder);
	sd_tally_release(&part->tally);
	sd_tally_release(&part->rest);
	sd_tally_answer_release(&part->answer);
	free(part->weights);
	free(part);
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

static void offer_quote(struct part *part, const struct sd_coding *coding, struct sd_text text)
{
	size_t words = coding->answer->length;
	if (words < SD_TERM_QUOTE_LEAST || words > SD_TERM_QUOTE_MOST || coding->length == 0)
		return;
	for (size_t i = 0; i < coding->spans_length; i++)
		if (coding->spans[i].weight > 0 && !said_before(coding, i))
			part->weights[coding->spans[i].code] += (uint64_t)coding->spans[i].weight;
	for (size_t i = 0; i < coding->length; i++)
		sd_quotes_offer(&part->quotes[coding->codes[i]], text,
				part->weights[coding->codes[i]] / (words + QUOTE_MORE),
				sd_hash_sample(text.data, text.length, 0));
	for (size_t i = 0; i < coding->spans_length; i++)
		part->weights[coding->spans[i].code] = 0;
}

static void add_code(struct sd_tally_answer *answer, struct sd_tally_code code)
{
	SD_GROW(answer->codes, answer->length, answer->room);
	answer->codes[answer->length++] = code;
}

static void size_answer(struct part *part, struct sd_text text)
{
	const struct sd_coding *coding = sd_code_answer(part->coder, text);
	sd_tally_answer_clear(&part->answer);
	for (size_t i = 0; i < coding->length; i++)
		add_code(&part->answer, (struct sd_tally_code){sd_codebook_code(coding->book, coding->codes[i])->name,
							       coding->scores[i], part->rows->rules != NULL});
	sd_tally_count(&part->tally, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, &part->answer);
	sd_tally_answer_clear(&part->answer);
	if (coding->nonanswer != SD_ANSWERED)
		add_code(&part->answer,
			 (struct sd_tally_code){.name = sd_text_of(sd_nonanswer_name(coding->nonanswer))});
	else if (coding->length == 0)
		add_code(&part->answer, (struct sd_tally_code){.name = SD_TEXT(SD_THEME_UNCOVERED)});
	sd_tally_count(&part->rest, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, &part->answer);
	offer_quote(part, coding, text);
}

static void read_answer(struct part *part, struct sd_text text)
{
	const struct sd_theme_rows *rows = part->rows;
	if (part->known && sd_code_answer(part->known, text)->length) {
		if (rows->stage == SD_THEME_COUNTING)
			++*sd_count_at(part->counts.answers, SD_TEXT("known"));
		return;
	}
	if (rows->stage == SD_THEME_SIZING)
		size_answer(part, text);
	else if (rows->stage == SD_THEME_PAIRING)
		sd_theme_pair(&part->pairs, rows->terms, sd_answer_read(part->reader, text), &rows->lists);
	else
		sd_theme_count(&part->counts, sd_answer_read(part->reader, text), &rows->lists);
}

static int add_part(struct sd_theme_rows *rows, const struct part *part, struct sd_error *err)
{
	if (rows->stage == SD_THEME_PAIRING)
		return sd_theme_pairs_add(rows->pairs, &part->pairs, err);
	if (rows->stage == SD_THEME_COUNTING)
		return sd_count_add(rows->counts.terms, part->counts.terms, err) ||
				       sd_count_add(rows->counts.surfaces, part->counts.surfaces, err) ||
				       sd_count_add(rows->counts.answers, part->counts.answers, err)
			       ? -1
			       : 0;
	for (size_t i = 0; i < sd_codebook_length(rows->book); i++)
		sd_quotes_add(&rows->quotes[i], &part->quotes[i]);
	return sd_tally_add(&rows->tally, &part->tally, err) || sd_tally_add(&rows->rest, &part->rest, err) ? -1 : 0;
}

struct worker {
	const struct sd_theme_answers *answers;
	struct sd_teller teller;
	struct part *parts[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->answers = context;
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < worker->answers->telling->length; i++)
		part_free(worker->parts[i]);
	sd_teller_release(&worker->teller);
	free(worker);
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_theme_answers *answers = worker->answers;
	(void)out;
	(void)err;
	for (size_t i = 0; i < answers->text_length; i++) {
		struct sd_cell cell = row->cells[answers->text[i]];
		if (cell.kind == SD_CELL_ABSENT)
			continue;
		size_t language = sd_tell(answers->telling, &worker->teller, row, cell).language;
		if (!answers->languages[language])
			continue;
		if (!worker->parts[language])
			worker->parts[language] = part_new(answers->languages[language]);
		read_answer(worker->parts[language], cell.text);
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_theme_answers *answers = context;
	struct worker *worker = state;
	for (size_t i = 0; i < answers->telling->length; i++)
		if (worker->parts[i] && add_part(answers->languages[i], worker->parts[i], err))
			return -1;
	if (answers->languages[0] && answers->languages[0]->stage == SD_THEME_COUNTING)
		sd_told_counts_add(&answers->told, &worker->teller.counts);
	return 0;
}

struct sd_pass sd_theme_pass(struct sd_theme_answers *answers)
{
	return (struct sd_pass){answers, worker_new, read_row, worker_done, worker_free};
}
