/* SPDX-License-Identifier: MIT */
/* saydo tokens: the words, numbers, emoji and the rest of each answer, in normal form. */
#include "front/answers.h"
#include "rows/composite.h"
#include "say/token_cells.h"

static struct values {
	const char *kinds, *stop;
	int64_t grams, least_length;
	bool per_token;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"kinds", 'k', SD_OPT_TEXT, AT(kinds), "KIND,...", "keep these kinds: word, number, emoji, url, email, mention, hashtag, punctuation; all but the last where not given", 0, 0, 0, NULL},
	{"stop", 's', SD_OPT_TEXT, AT(stop), "LIST", "leave these words out: function (the language's function words) or a file of one a line", 0, 0, 0, NULL},
	{"min-length", 0, SD_OPT_NUMBER, AT(least_length), "N", "leave out words of fewer characters", 1, 1, 1000, NULL},
	{"ngrams", 'n', SD_OPT_NUMBER, AT(grams), "N", "runs of N kept tokens, joined by _", 1, 1, 20, NULL},
	{"long", 0, SD_OPT_FLAG, AT(per_token), NULL, "one row a token", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_languages languages;
	struct sd_words *stop; /* of a file */
	struct sd_token_choice choice;
	bool function; /* the language's own function words are the choice's `stop` */
	struct front_answers answers;
} shared;

struct worker {
	struct sd_teller teller; /* first */
	struct sd_tokenizer *tokenizers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_str scratch, id;
};

static int prepare(struct front *front, struct sd_error *err)
{
	shared.choice = (struct sd_token_choice){SD_TOKEN_KINDS_DEFAULT, NULL, (uint32_t)values.least_length,
						 (uint32_t)values.grams};
	if (values.kinds && sd_token_kinds_read(values.kinds, &shared.choice.kinds, err))
		return -1;
	shared.function = values.stop && !strcmp(values.stop, "function");
	const struct front_languages_wanted wanted = {true, !values.per_token, shared.function ? "function.txt" : NULL};
	if (front_languages_load(front, &shared.languages, wanted, err))
		return -1;
	const struct front_language *first = &shared.languages.kits[0];
	if (!sd_language_code(sd_text_of(first->code)) && !first->function && !first->nonanswers)
		return sd_fail(err, "no language '%s' is known: write an ISO 639 code, such as en or de", first->code);
	if (shared.function && !first->function)
		return sd_fail(err, "no list of function words for language '%s'; name a file", first->code);
	if (values.stop && !shared.function)
		shared.choice.stop = shared.stop = front_words(values.stop, err);
	return values.stop && !shared.function && !shared.stop ? -1 : 0;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < shared.languages.length; i++)
		sd_tokenizer_free(worker->tokenizers[i]);
	sd_teller_release(&worker->teller);
	sd_str_release(&worker->scratch);
	sd_str_release(&worker->id);
	free(worker);
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct front_answers *answers = &shared.answers;
	struct worker *worker = state;
	(void)err;
	if (!values.per_token)
		sd_out_pass(out, row);
	for (size_t i = 0; i < answers->text_length; i++) {
		struct sd_cell answer = row->cells[answers->text[i]];
		struct sd_told told = sd_tell(&shared.languages.telling, &worker->teller, row, answer);
		const struct front_language *kit = &shared.languages.kits[told.language];
		struct sd_tokenizer **tokenizer = &worker->tokenizers[told.language];
		struct sd_token_choice choice = shared.choice;
		if (!*tokenizer)
			*tokenizer = front_tokenizer(kit);
		if (shared.function)
			choice.stop = kit->function;
		if (values.per_token)
			sd_token_write_long(*tokenizer, answer, &choice, row->number,
					    sd_composite(row, answers->id, answers->id_length, &worker->id),
					    answers->header->names[answers->text[i]], &worker->scratch, out);
		else
			sd_token_write(*tokenizer, answer, &choice, &worker->scratch, out);
		front_language_write(&shared.languages, told, answer, out);
	}
	if (!values.per_token)
		sd_out_end(out);
	return 0;
}

static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	(void)err;
	if (values.per_token)
		sd_writer_columns(writer, sd_token_columns);
	else
		front_answers_columns(front, &shared.answers, writer, (const char *const[]){""}, 1);
	return 0;
}

static int run(struct front *front, struct sd_error *err)
{
	shared.answers.languages = &shared.languages;
	const struct front_answers_work work = {values.per_token ? FRONT_ANSWERS_OWN : FRONT_ANSWERS_PASS, begin,
						{.worker_new = worker_new, .row = add_row, .worker_free = worker_free}};
	int result = front_answers_run(front, &shared.answers, &work, err);
	sd_words_free(shared.stop);
	front_languages_release(&shared.languages);
	return result;
}

static const struct tool tool = {
	.name = "tokens",
	.summary = "the words, numbers, emoji and the rest of each answer, in normal form",
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
