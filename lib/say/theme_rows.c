/* SPDX-License-Identifier: MIT */
#include "say/theme_rows.h"

#include "base/hash.h"

enum { QUOTE_LEAST = 5, QUOTE_MOST = 40, LABEL_TERMS = 3 };

struct worker {
	const struct sd_theme_rows *rows;
	struct sd_answer_reader *reader;
	struct sd_theme_counts counts;
	struct sd_count *pairs;
	struct sd_coder *coder;
	struct sd_tally tally;
	struct sd_tally_answer answer;
	struct sd_theme_quotes *quotes;
	uint64_t *words; /* a code: words of this answer that name it */
};

static void *worker_new(void *context)
{
	const struct sd_theme_rows *rows = context;
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->rows = rows;
	worker->reader = sd_answer_reader_new(&rows->options, NULL);
	worker->counts = (struct sd_theme_counts){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	worker->pairs = sd_count_new(1);
	sd_tally_init(&worker->tally);
	if (rows->stage == SD_THEME_SIZING && worker->reader) {
		size_t codes = sd_codebook_length(rows->book);
		worker->coder = sd_coder_new(rows->book, NULL, worker->reader, rows->rules);
		worker->quotes = sd_calloc(codes + 1, sizeof *worker->quotes);
		worker->words = sd_calloc(codes + 1, sizeof *worker->words);
	}
	return worker;
}

void sd_theme_quotes_release(struct sd_theme_quotes *quotes, size_t length)
{
	for (size_t i = 0; quotes && i < length; i++)
		for (size_t q = 0; q < SD_THEME_QUOTES; q++)
			free(quotes[i].items[q].text);
	free(quotes);
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	if (worker->quotes)
		sd_theme_quotes_release(worker->quotes, sd_codebook_length(worker->rows->book));
	sd_answer_reader_free(worker->reader);
	sd_count_free(worker->counts.terms);
	sd_count_free(worker->counts.surfaces);
	sd_count_free(worker->counts.answers);
	sd_count_free(worker->pairs);
	sd_coder_free(worker->coder);
	sd_tally_release(&worker->tally);
	sd_tally_answer_release(&worker->answer);
	free(worker->words);
	free(worker);
}

static void offer(struct sd_theme_quotes *quotes, struct sd_text text, uint64_t score, uint64_t draw)
{
	size_t place = 0;
	for (; place < SD_THEME_QUOTES && quotes->items[place].text; place++) {
		struct sd_text other = {quotes->items[place].text, quotes->items[place].length};
		int order = sd_text_compare(text, other);
		if (order == 0)
			return;
		if (score != quotes->items[place].score ? score > quotes->items[place].score
							: draw != quotes->items[place].draw ? draw < quotes->items[place].draw
											    : order < 0)
			break;
	}
	if (place == SD_THEME_QUOTES)
		return;
	size_t last = SD_THEME_QUOTES - 1;
	free(quotes->items[last].text);
	memmove(&quotes->items[place + 1], &quotes->items[place], (last - place) * sizeof quotes->items[0]);
	quotes->items[place].text = sd_alloc(text.length + 1, 1);
	memcpy(quotes->items[place].text, text.data, text.length);
	quotes->items[place].length = text.length;
	quotes->items[place].score = score;
	quotes->items[place].draw = draw;
}

static void size_answer(struct worker *worker, struct sd_text text)
{
	const struct sd_coding *coding = sd_code_answer(worker->coder, text);
	sd_tally_answer_clear(&worker->answer);
	for (size_t i = 0; i < coding->length; i++) {
		struct sd_tally_answer *answer = &worker->answer;
		SD_GROW(answer->codes, answer->length, answer->room);
		answer->codes[answer->length++] =
			(struct sd_tally_code){sd_codebook_code(coding->book, coding->codes[i])->name, coding->scores[i],
					       worker->rows->rules != NULL};
		worker->words[coding->codes[i]] = 0;
	}
	sd_tally_count(&worker->tally, (struct sd_text){NULL, 0}, (struct sd_text){NULL, 0}, &worker->answer);
	size_t words = coding->answer->length;
	if (words < QUOTE_LEAST || words > QUOTE_MOST || coding->length == 0)
		return;
	for (size_t i = 0; i < coding->spans_length; i++)
		worker->words[coding->spans[i].code]++;
	for (size_t i = 0; i < coding->length; i++)
		offer(&worker->quotes[coding->codes[i]], text, worker->words[coding->codes[i]] * 1000 / words,
		      sd_hash_sample(text.data, text.length, 0));
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
		if (rows->stage == SD_THEME_SIZING)
			size_answer(worker, cell.text);
		else if (rows->stage == SD_THEME_PAIRING)
			sd_theme_pair(worker->pairs, rows->terms, sd_answer_read(worker->reader, cell.text), &rows->lists);
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
		return sd_count_add(rows->pairs, worker->pairs, err);
	if (rows->stage == SD_THEME_COUNTING)
		return sd_count_add(rows->counts.terms, worker->counts.terms, err) ||
				       sd_count_add(rows->counts.surfaces, worker->counts.surfaces, err) ||
				       sd_count_add(rows->counts.answers, worker->counts.answers, err)
			       ? -1
			       : 0;
	for (size_t i = 0; i < sd_codebook_length(rows->book); i++)
		for (size_t q = 0; q < SD_THEME_QUOTES && worker->quotes[i].items[q].text; q++)
			offer(&rows->quotes[i],
			      (struct sd_text){worker->quotes[i].items[q].text, worker->quotes[i].items[q].length},
			      worker->quotes[i].items[q].score, worker->quotes[i].items[q].draw);
	return sd_tally_add(&rows->tally, &worker->tally, err);
}

struct sd_pass sd_theme_pass(struct sd_theme_rows *rows)
{
	return (struct sd_pass){rows, worker_new, read_row, worker_done, worker_free};
}

static void add_evidence(const struct sd_tally_table *table, const struct sd_theme_quotes *quotes, struct sd_text name,
			 struct sd_str *book)
{
	for (size_t r = 0; r < table->length; r++) {
		const struct sd_tally_row *row = &table->rows[r];
		if (!sd_text_equal(row->code, name) || row->n < 0)
			continue;
		sd_str_addf(book, "\t# %lld of %lld answers, %.1f %% (%.1f to %.1f)\n", (long long)row->n,
			    (long long)row->base, 100 * (double)row->n / (double)row->base, 100 * row->share.low,
			    100 * row->share.high);
		for (size_t q = 0; q < SD_THEME_QUOTES && quotes->items[q].text; q++)
			sd_codebook_add_line(book, 1, "example",
					     (struct sd_text){quotes->items[q].text, quotes->items[q].length});
	}
}

void sd_themes_add_book(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			const struct sd_theme_rows *rows, int64_t min_cell, struct sd_str *book)
{
	struct sd_tally_table table = {.rows = NULL};
	struct sd_str list = SD_STR_INIT;
	if (rows)
		sd_tally_finish(&rows->tally, min_cell, &table);
	sd_str_addf(book, "# Proposed from %lld answers; names, labels and patterns are yours to change.\n",
		    (long long)terms->answers);
	for (size_t t = 0; t < themes->length; t++) {
		const struct sd_theme *theme = &themes->items[t];
		struct sd_text name = terms->items[theme->terms[0]].surface;
		sd_codebook_add_line(book, 0, "code", name);
		sd_str_clear(&list);
		for (size_t i = 0; i < theme->length && i < LABEL_TERMS; i++) {
			sd_str_adds(&list, i ? ", " : "");
			sd_str_add_text(&list, terms->items[theme->terms[i]].surface);
		}
		sd_codebook_add_line(book, 1, "label", sd_str_text(&list));
		if (rows)
			add_evidence(&table, &rows->quotes[t], name, book);
		sd_str_clear(&list);
		for (size_t i = 0; i < theme->length; i++) {
			sd_str_adds(&list, i ? " " : "");
			sd_str_add_text(&list, terms->items[theme->terms[i]].pattern);
		}
		sd_codebook_add_line(book, 1, "match", sd_str_text(&list));
	}
	sd_str_release(&list);
	sd_tally_table_release(&table);
}

int sd_themes_write_summary(const struct sd_theme_rows *rows, int64_t min_cell, struct sd_writer *writer,
			    struct sd_error *err)
{
	struct sd_tally_table table;
	sd_tally_finish(&rows->tally, min_cell, &table);
	int result = sd_tally_write_codes(&table, "theme", writer, err);
	sd_tally_table_release(&table);
	return result;
}
