/* SPDX-License-Identifier: MIT */
#include "say/keyness_rows.h"

#include "base/hash.h"
#include "base/partial.h"
#include "rows/composite.h"

struct worker {
	const struct sd_keyness_rows *rows;
	struct sd_teller teller;
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_keyness keyness;
	struct sd_terms terms;
	struct sd_str group, key;
	struct sd_quotes *quotes;
	size_t *named, named_length; /* rows of the table that the respondent is in; room for all */
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	const struct sd_keyness_rows *rows = worker->rows = context;
	sd_keyness_init(&worker->keyness);
	if (rows->total)
		return worker;
	worker->quotes = sd_quotes_new(rows->table->length, rows->quotes->most);
	worker->named = sd_calloc(rows->table->length + 1, sizeof *worker->named);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	if (worker->quotes)
		sd_quotes_free(worker->quotes, worker->rows->table->length);
	free(worker->named);
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		sd_answer_reader_free(worker->readers[i]);
	sd_teller_release(&worker->teller);
	sd_keyness_release(&worker->keyness);
	sd_terms_release(&worker->terms);
	sd_str_release(&worker->group);
	sd_str_release(&worker->key);
	free(worker);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_keyness_rows *rows = context;
	struct worker *worker = state;
	if (rows->total) {
		sd_told_counts_add(&rows->told, &worker->teller.counts);
		return sd_keyness_add(rows->total, &worker->keyness, err);
	}
	for (size_t i = 0; i < rows->table->length; i++)
		sd_quotes_add(&rows->quotes[i], &worker->quotes[i]);
	return 0;
}

/* The codes of a cell, joined by `;`, blanks around them ignored. */
static void add_codes(struct worker *worker, struct sd_text cell)
{
	for (size_t at = 0; at < cell.length;) {
		const char *mark = memchr(cell.data + at, ';', cell.length - at);
		size_t end = mark ? (size_t)(mark - cell.data) : cell.length;
		struct sd_text code = sd_text_trim((struct sd_text){cell.data + at, end - at});
		at = end + 1;
		if (code.length == 0)
			continue;
		sd_str_clear(&worker->key);
		sd_key_add(&worker->key, code);
		struct sd_terms *terms = &worker->terms;
		SD_GROW(terms->keys, terms->length, terms->room);
		terms->keys[terms->length++] = sd_text_keep(&terms->arena, sd_str_text(&worker->key));
	}
}

static const struct sd_answer *read_answer(struct worker *worker, const struct sd_row *row, struct sd_cell cell,
					   const struct sd_words **function)
{
	const struct sd_keyness_rows *rows = worker->rows;
	size_t language = sd_tell(rows->telling, &worker->teller, row, cell).language;
	struct sd_answer_reader **reader = &worker->readers[language];
	*function = rows->readings[language].lists.function;
	if (!*reader) /* the language has a stemmer, as was seen before */
		*reader = sd_answer_reader_new(&rows->readings[language].answers, NULL);
	return sd_answer_read(*reader, cell.text);
}

/* Adds a cell's terms; the number of its words. */
static size_t add_text(struct worker *worker, const struct sd_row *row, struct sd_cell cell)
{
	struct sd_term_lists lists = {.function = NULL};
	const struct sd_answer *answer = read_answer(worker, row, cell, &lists.function);
	size_t longest = worker->rows->items == SD_KEYNESS_PHRASES ? SD_TERM_LONGEST : 1;
	sd_terms_add(&worker->terms, answer, &lists, longest);
	if (worker->rows->total)
		sd_surfaces_count(worker->keyness.surfaces, answer, &lists, longest);
	return answer->length;
}

/* Which rows of the table hold the group and one of the terms. */
static void find_named(struct worker *worker, struct sd_text group)
{
	worker->named_length = 0;
	sd_str_clear(&worker->key);
	sd_key_add(&worker->key, group);
	sd_str_addc(&worker->key, '\t');
	size_t stem = worker->key.length;
	for (size_t i = 0; i < worker->terms.length; i++) {
		worker->key.length = stem;
		sd_str_add_text(&worker->key, worker->terms.keys[i]);
		const int64_t *place = sd_count_find(worker->rows->places, sd_str_text(&worker->key));
		if (place)
			worker->named[worker->named_length++] = (size_t)*place - 1;
	}
}

static void offer(struct worker *worker, struct sd_text text, size_t words)
{
	uint64_t draw = sd_hash_sample(text.data, text.length, 0);
	if (words < SD_TERM_QUOTE_LEAST || words > SD_TERM_QUOTE_MOST)
		return;
	for (size_t i = 0; i < worker->named_length; i++)
		sd_quotes_offer(&worker->quotes[worker->named[i]], text, worker->named_length * 1000 / words, draw);
}

static int quote_row(struct worker *worker, const struct sd_row *row, struct sd_text group)
{
	const struct sd_keyness_rows *rows = worker->rows;
	bool coded = rows->items == SD_KEYNESS_CODES;
	for (size_t i = 0; coded && i < rows->codes_length; i++)
		add_codes(worker, row->cells[rows->codes[i]].text);
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_cell cell = row->cells[rows->text[i]];
		const struct sd_words *function;
		if (!coded)
			sd_terms_clear(&worker->terms);
		size_t words = coded ? read_answer(worker, row, cell, &function)->length : add_text(worker, row, cell);
		sd_terms_settle(&worker->terms);
		find_named(worker, group);
		offer(worker, cell.text, words);
	}
	return 0;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_keyness_rows *rows = worker->rows;
	(void)out;
	(void)err;
	struct sd_cell cell = sd_composite(row, rows->by, rows->by_length, &worker->group);
	struct sd_text group = {NULL, 0};
	if (cell.kind != SD_CELL_ABSENT)
		group = cell.text.length ? cell.text : SD_TEXT("");
	sd_terms_clear(&worker->terms);
	if (!rows->total)
		return quote_row(worker, row, group);
	bool coded = rows->items == SD_KEYNESS_CODES, given = false;
	const size_t *columns = coded ? rows->codes : rows->text;
	size_t length = coded ? rows->codes_length : rows->text_length;
	for (size_t i = 0; i < length; i++) {
		struct sd_cell answer = row->cells[columns[i]];
		if (answer.kind == SD_CELL_ABSENT)
			continue;
		given = true;
		if (coded)
			add_codes(worker, answer.text);
		else
			add_text(worker, row, answer);
	}
	if (!given)
		return 0;
	sd_terms_settle(&worker->terms);
	sd_keyness_count(&worker->keyness, group, worker->terms.keys, worker->terms.length);
	return 0;
}

struct sd_pass sd_keyness_rows_pass(struct sd_keyness_rows *rows)
{
	return (struct sd_pass){rows, worker_new, read_row, worker_done, worker_free};
}

void sd_keyness_quotes_init(struct sd_keyness_rows *rows, const struct sd_keyness_table *table, size_t most)
{
	struct sd_count *places = sd_count_new(1);
	rows->table = table;
	rows->total = NULL;
	rows->quotes = sd_quotes_new(table->length, most);
	for (size_t i = 0; i < table->length; i++)
		*sd_count_at(places, table->rows[i].key) = (int64_t)i + 1;
	rows->places = places;
}

void sd_keyness_quotes_release(struct sd_keyness_rows *rows)
{
	if (rows->quotes)
		sd_quotes_free(rows->quotes, rows->table->length);
	sd_count_free(rows->places);
}

struct sd_keyness sd_keyness_of_partial(struct sd_partial *partial)
{
	return (struct sd_keyness){sd_partial_table(partial, "items", 1), sd_partial_table(partial, "bases", 1),
				   sd_partial_table(partial, "surfaces", 1)};
}

bool sd_keyness_partial_counts(const struct sd_partial *partial, const char *kind)
{
	struct sd_text options = sd_partial_options(partial);
	struct sd_str wanted = SD_STR_INIT;
	sd_str_addf(&wanted, "--items=%s", kind);
	bool same = options.length >= wanted.length && memcmp(options.data, wanted.data, wanted.length) == 0;
	sd_str_release(&wanted);
	return same;
}

void sd_keyness_add_notes(const struct sd_keyness_table *table, bool collocations, int64_t min_cell,
			  struct sd_str *notes)
{
	if (table->groups < 2 && !collocations)
		sd_str_addf(notes, "nothing to compare: groups of %lld respondents or more: %zu\n", (long long)min_cell,
			    table->groups);
	if (table->small_groups)
		sd_str_addf(notes, "left out: groups of fewer than %lld respondents: %zu\n", (long long)min_cell,
			    table->small_groups);
	if (table->groupless)
		sd_str_addf(notes, "left out: respondents without a group: %lld\n", (long long)table->groupless);
	if (table->bounded)
		sd_str_addf(notes,
			    "in %zu rows, another group's count of 1 to %lld was taken as %lld: they differ by more "
			    "than is told\n",
			    table->bounded, (long long)min_cell - 1, (long long)min_cell - 1);
}
