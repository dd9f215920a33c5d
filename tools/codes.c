/* SPDX-License-Identifier: MIT */
/* saydo codes: which codes of a codebook each answer names. */
#include "front/answers.h"
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
	struct front_answers answers;
	struct sd_questionnaire *questionnaire; /* where answers are scored */
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
	const struct front_languages_wanted wanted = {true, !values.per_span, NULL};
	int result = front_coders_load(front, &shared.coders, wanted, values.sentiment, &values.codebook, err);
	shared.coders.single = values.single;
	if (!result && values.sentiment)
		shared.questionnaire = front_questionnaire(front, err);
	return result || (values.sentiment && !shared.questionnaire) ? -1 : 0;
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
	struct sd_code_cells wanted = {values.sentiment, values.explain, false};
	const struct front_answers *answers = &shared.answers;
	struct worker *worker = state;
	(void)err;
	if (!values.per_span)
		sd_out_pass(out, row);
	for (size_t i = 0; i < answers->text_length; i++) {
		struct sd_cell answer = row->cells[answers->text[i]];
		struct sd_told told =
			sd_tell(&shared.coders.languages.telling, &worker->coder.teller, row, answer);
		struct sd_coder *coder = front_coder_of(&shared.coders, &worker->coder, told.language);
		sd_coder_prompt(coder, shared.prompts[i]);
		wanted.unscored = shared.coders.languages.bare[told.language];
		if (values.per_span)
			sd_code_write_spans(coder, answer, values.sentiment && !wanted.unscored, row->number,
					    sd_composite(row, answers->id, answers->id_length, &worker->scratch),
					    answers->header->names[answers->text[i]], out);
		else
			sd_code_write(coder, answer, wanted, &worker->scratch, out);
		front_language_write(&shared.coders.languages, told, answer, out);
	}
	if (!values.per_span)
		sd_out_end(out);
	return 0;
}

static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	const struct front_answers *answers = &shared.answers;
	const char *suffixes[4];
	size_t length = 0;
	if (values.per_span) {
		sd_writer_columns(writer, sd_code_span_columns);
	} else {
		sd_code_columns((struct sd_code_cells){values.sentiment, values.explain, false}, suffixes);
		while (suffixes[length])
			length++;
		front_answers_columns(front, answers, writer, suffixes, length);
	}
	return front_ask(front, shared.questionnaire, answers->header,
			 answers->text, answers->text_length, &values.prompts, &shared.prompts, err);
}

static int run(struct front *front, struct sd_error *err)
{
	const struct front_languages *languages = &shared.coders.languages;
	shared.answers.languages = &shared.coders.languages;
	const struct front_answers_work work = {values.per_span ? FRONT_ANSWERS_OWN : FRONT_ANSWERS_PASS, begin,
						{.worker_new = worker_new, .row = add_row, .worker_free = worker_free}};
	int result = front_answers_run(front, &shared.answers, &work, err);
	for (size_t i = 0; i < languages->length; i++)
		if (languages->length == 1 || languages->counts.answers[i])
			front_language_tell_lists(front, &languages->kits[i]);
	sd_questionnaire_free(shared.questionnaire);
	free(shared.prompts);
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
