/* SPDX-License-Identifier: MIT */
/* saydo codes: which codes of a codebook each answer names. */
#include "front/asking.h"
#include "front/coders.h"
#include "rows/composite.h"
#include "say/code_cells.h"

static struct values {
	struct sd_input codebook;
	struct sd_list prompts;
	bool explain, sentiment, per_span, single;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes and their patterns", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add where each code was found (codes_spans)", 0, 0, 0, NULL},
	{"sentiment", 's', SD_OPT_FLAG, AT(sentiment), NULL, "add how each code was spoken of (codes_sentiment)", 0, 0, 0, NULL},
	FRONT_PROMPT_OPTION(AT(prompts)),
	{"single", 0, SD_OPT_FLAG, AT(single), NULL, "name one code an answer, the one furthest above its threshold", 0, 0, 0, NULL},
	{"long", 0, SD_OPT_FLAG, AT(per_span), NULL, "one row for each place a code was found in", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_coders coders;
	const struct sd_header *header;
	size_t *text, text_length, *id, id_length;
	enum sd_prompt *prompts; /* beside text */
} shared;

struct worker {
	struct front_coder coder; /* first: it begins with the teller */
	struct sd_str scratch;
};

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.codebook.fd < 0)
		return sd_fail(err, "no codebook; name one with --codebook FILE");
	const struct front_languages_wanted wanted = {true, !values.per_span, values.sentiment ? "feedback.tsv" : NULL};
	int result = front_coders_load(front, &shared.coders, wanted, &values.codebook, err);
	shared.coders.single = values.single;
	return result;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	front_coder_release(&worker->coder);
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
		struct sd_told told =
			sd_tell(&shared.coders.languages.telling, &worker->coder.teller, row, answer);
		struct sd_coder *coder = front_coder_of(&shared.coders, &worker->coder, told.language);
		sd_coder_prompt(coder, shared.prompts[i]);
		if (values.per_span)
			sd_code_write_spans(coder, answer, values.sentiment, row->number,
					    sd_composite(row, shared.id, shared.id_length, &worker->scratch),
					    shared.header->names[shared.text[i]], out);
		else
			sd_code_write(coder, answer, wanted, &worker->scratch, out);
		front_language_write(&shared.coders.languages, told, answer, out);
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
	front_added_columns(front, &shared.coders.languages, writer, shared.header, shared.text, shared.text_length,
			    suffixes, length);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	shared.header = sd_reader_header(reader);
	struct sd_writer *writer = front_writer(front, values.per_span ? NULL : reader);
	int result = front_languages_find(front, &shared.coders.languages, shared.header, &shared.text,
					  &shared.text_length, err);
	if (!result && values.per_span)
		result = front_optional_ids(front, shared.header, &shared.id, &shared.id_length, err);
	if (!result)
		result = front_ask(front, values.sentiment ? shared.coders.languages.kits[0].prompts : NULL, shared.header,
				   shared.text, shared.text_length, &values.prompts, &shared.prompts, err);
	if (!result) {
		add_columns(front, writer);
		const struct sd_pass pass = {&shared.coders.languages, worker_new, add_row, front_teller_done,
					     worker_free};
		result = front_pass_whole(front, &pass, reader, writer, err);
	}
	front_languages_tell(front, &shared.coders.languages);
	for (size_t i = 0; i < shared.coders.languages.length; i++)
		if (shared.coders.languages.length == 1 || shared.coders.languages.counts.answers[i])
			front_language_tell_lists(front, &shared.coders.languages.kits[i]);
	free(shared.text);
	free(shared.prompts);
	free(shared.id);
	sd_writer_free(writer);
	sd_reader_free(reader);
	front_coders_release(&shared.coders);
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
