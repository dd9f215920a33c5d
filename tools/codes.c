/* SPDX-License-Identifier: MIT */
/* saydo codes: which codes of a codebook each answer names. */
#include "front/feeling.h"
#include "front/languages.h"
#include "rows/composite.h"
#include "say/code_cells.h"

static struct values {
	struct sd_input codebook;
	bool explain, sentiment, per_span;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes and their patterns", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add where each code was found (codes_spans)", 0, 0, 0, NULL},
	{"sentiment", 's', SD_OPT_FLAG, AT(sentiment), NULL, "add how each code was spoken of (codes_sentiment)", 0, 0, 0, NULL},
	{"long", 0, SD_OPT_FLAG, AT(per_span), NULL, "one row for each place a code was found in", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_languages languages;
	/* Of the languages' kits: a book's stems are its language's. */
	struct front_feeling feelings[SD_LANGUAGES_MOST];
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	struct sd_codebook *books[SD_LANGUAGES_MOST];
	const struct sd_header *header;
	size_t *text, text_length, *id, id_length;
} shared;

struct worker {
	struct front_teller teller; /* first */
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_coder *coders[SD_LANGUAGES_MOST];
	struct sd_str scratch;
};

/* The codebook by a language's stems. */
static int read_book(struct front *front, size_t kit, struct sd_text content, struct sd_error *err)
{
	const struct front_language *language = &shared.languages.kits[kit];
	const char *name = values.codebook.name;
	struct sd_answer_reader *reader = front_answer_reader(language, true, err);
	size_t left_out = 0;
	if (reader)
		shared.books[kit] = kit ? sd_codebook_new_further(name, content, reader, &left_out, err)
					: sd_codebook_new(name, content, reader, err);
	sd_answer_reader_free(reader);
	if (left_out)
		front_note(front, "patterns left out of answers in %s, where their stems are those of a code before: %zu",
			   language->code, left_out);
	return shared.books[kit] ? 0 : -1;
}

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.codebook.fd < 0)
		return sd_fail(err, "no codebook; name one with --codebook FILE");
	if (values.per_span && front->show_language)
		return sd_fail(err, "--show-language adds to the rows of answers; --long writes one a place");
	if (front_languages_load(front, &shared.languages, true, values.sentiment ? "feedback.tsv" : NULL, err))
		return -1;
	struct sd_str content = SD_STR_INIT;
	int result = sd_input_read_all(&values.codebook, &content, SIZE_MAX, err);
	for (size_t i = 0; !result && i < shared.languages.length; i++) {
		if (values.sentiment)
			result = front_feeling_load_of(front, shared.languages.kits[i].code, &shared.feelings[i], true, err);
		shared.rules[i] = front_feeling_rules(&shared.feelings[i]);
		if (!result)
			result = read_book(front, i, sd_str_text(&content), err);
	}
	sd_str_release(&content);
	return result;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static struct sd_coder *coder_of(struct worker *worker, size_t kit)
{
	const struct front_language *language = &shared.languages.kits[kit];
	if (worker->coders[kit])
		return worker->coders[kit];
	worker->readers[kit] = front_answer_reader(language, true, NULL); /* prepare made one like it */
	return worker->coders[kit] = sd_coder_new(shared.books[kit], language->nonanswers, worker->readers[kit],
						  values.sentiment ? &shared.rules[kit] : NULL);
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < shared.languages.length; i++) {
		sd_coder_free(worker->coders[i]);
		sd_answer_reader_free(worker->readers[i]);
	}
	front_teller_release(&worker->teller);
	sd_str_release(&worker->scratch);
	free(worker);
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct sd_code_cells wanted = {values.sentiment, values.explain};
	struct worker *worker = state;
	(void)err;
	if (!values.per_span)
		sd_out_pass(out, row);
	for (size_t i = 0; i < shared.text_length; i++) {
		struct sd_cell answer = row->cells[shared.text[i]];
		struct front_told told = front_language_of(&shared.languages, &worker->teller, row, answer);
		struct sd_coder *coder = coder_of(worker, told.kit);
		if (values.per_span)
			sd_code_write_spans(coder, answer, values.sentiment, row->number,
					    sd_composite(row, shared.id, shared.id_length, &worker->scratch),
					    shared.header->names[shared.text[i]], out);
		else
			sd_code_write(coder, answer, wanted, &worker->scratch, out);
		front_language_write(&shared.languages, told, answer, out);
	}
	if (!values.per_span)
		sd_out_end(out);
	return 0;
}

static void add_columns(struct front *front, struct sd_writer *writer)
{
	const char *suffixes[4];
	size_t length = 0;
	for (size_t i = 0; values.per_span && sd_code_span_columns[i]; i++)
		sd_writer_column(writer, sd_text_of(sd_code_span_columns[i]));
	if (values.per_span)
		return;
	sd_code_columns((struct sd_code_cells){values.sentiment, values.explain}, suffixes);
	while (suffixes[length])
		length++;
	front_added_columns(front, &shared.languages, writer, shared.header, shared.text, shared.text_length, suffixes,
			    length);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	shared.header = sd_reader_header(reader);
	struct sd_writer *writer = front_writer(front, values.per_span ? NULL : reader);
	int result = front_text_columns(front, shared.header, &shared.text, &shared.text_length, err);
	if (!result)
		result = front_languages_find(&shared.languages, shared.header, err);
	if (!result && values.per_span)
		result = front_optional_ids(front, shared.header, &shared.id, &shared.id_length, err);
	if (!result) {
		add_columns(front, writer);
		const struct sd_pass pass = {&shared.languages, worker_new, add_row, front_teller_done, worker_free};
		result = front_pass_whole(front, &pass, reader, writer, err);
	}
	front_languages_tell(front, &shared.languages);
	free(shared.text);
	free(shared.id);
	sd_writer_free(writer);
	sd_reader_free(reader);
	for (size_t i = 0; i < shared.languages.length; i++) {
		sd_codebook_free(shared.books[i]);
		front_feeling_release(&shared.feelings[i]);
	}
	front_languages_release(&shared.languages);
	return result;
}

static const struct tool tool = {
	.name = "codes",
	.summary = "which codes of a codebook each answer names",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_AS,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
