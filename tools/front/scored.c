/* SPDX-License-Identifier: MIT */
#include "scored.h"

#include "base/mem.h"

/* Each unit's row repeats its answer: an answer that would fill more is no answer. */
enum { UNITS_BYTES_MOST = 64 << 20 };

struct worker {
	struct sd_teller teller; /* first */
	struct front_scored *scored;
	struct sd_scorer *scorers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST];
	struct sd_count *given;
	struct sd_str key;
	uint64_t foreign;
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->scored = context;
	worker->given = sd_given_new();
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < worker->scored->languages.length; i++) {
		sd_scorer_free(worker->scorers[i]);
		sd_answer_reader_free(worker->readers[i]);
	}
	sd_teller_release(&worker->teller);
	sd_count_free(worker->given);
	sd_str_release(&worker->key);
	free(worker);
}

static struct sd_scorer *scorer_of(struct worker *worker, size_t kit)
{
	const struct front_scored *scored = worker->scored;
	const struct front_language *language = &scored->languages.kits[kit];
	if (!worker->scorers[kit]) {
		worker->readers[kit] = front_answer_reader(language, true, NULL); /* NULL where there is no stemmer */
		worker->scorers[kit] = sd_scorer_new(&scored->values->scoring, &scored->rules[kit],
						     language->nonanswers, worker->readers[kit]);
	}
	return worker->scorers[kit];
}

static void count(struct worker *worker, size_t question, const struct sd_scorer *scorer, bool bare)
{
	int64_t score;
	const char *what = sd_scorer_what(scorer, &score);
	if (bare && what[0] != '-' && strcmp(what, "empty") != 0 && strcmp(what, "absent") != 0) {
		what = SD_GIVEN_UNSCORED;
		score = 0;
	}
	sd_given_add(worker->given, question, what, score, &worker->key);
}

static int count_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	struct front_scored *scored = worker->scored;
	(void)out;
	(void)err;
	for (size_t i = 0; i < scored->answers.text_length; i++) {
		struct sd_cell answer = row->cells[scored->answers.text[i]];
		struct sd_told told = sd_tell(&scored->languages.telling, &worker->teller, row, answer);
		struct sd_scorer *scorer = scorer_of(worker, told.language);
		sd_scorer_prompt(scorer, scored->prompts[i]);
		sd_scorer_score(scorer, answer);
		worker->foreign += !scored->languages.bare[told.language] && sd_scorer_is_foreign(scorer);
		count(worker, i, scorer, scored->languages.bare[told.language]);
	}
	return 0;
}

static int score_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	struct front_scored *scored = worker->scored;
	const struct sd_cell absent = {.kind = SD_CELL_ABSENT};
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < scored->answers.text_length; i++) {
		struct sd_cell answer = row->cells[scored->answers.text[i]];
		struct sd_told told = sd_tell(&scored->languages.telling, &worker->teller, row, answer);
		struct sd_scorer *scorer = scorer_of(worker, told.language);
		sd_scorer_prompt(scorer, scored->prompts[i]);
		/* More rows than one have only units, and those one text. */
		size_t rows = sd_scorer_score(scorer, scored->languages.bare[told.language] ? absent : answer);
		if (rows > UNITS_BYTES_MOST / (row->raw.length + 1) + 1)
			return sd_out_reject(out, scored->answers.text[i],
					     "the answer's %zu units would each repeat it, more than 64 MB in all; "
					     "leave it out or score it whole",
					     rows);
		worker->foreign += sd_scorer_is_foreign(scorer);
		for (size_t r = 0; r < rows; r++) {
			if (r > 0) {
				sd_out_end(out);
				sd_out_pass(out, row);
			}
			sd_scorer_write(scorer, r, out);
			front_language_write(&scored->languages, told, answer, out);
		}
	}
	sd_out_end(out);
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct front_scored *scored = context;
	struct worker *worker = state;
	scored->foreign += worker->foreign;
	if (scored->given && sd_count_add(scored->given, worker->given, err))
		return -1;
	return front_teller_done(&scored->languages, state, err);
}

struct sd_pass front_scored_pass(struct front_scored *scored)
{
	if (scored->values->table >= 0 && !scored->given)
		scored->given = sd_given_new();
	return (struct sd_pass){scored, worker_new, scored->given ? count_row : score_row, worker_done, worker_free};
}

int front_scored_ask(struct front *front, struct front_scored *scored, struct sd_error *err)
{
	const struct front_answers *answers = &scored->answers;
	if (front_ask(front, scored->questionnaire, answers->header, answers->text, answers->text_length,
		      &scored->values->prompts, &scored->prompts, err))
		return -1;
	/* The header goes with the reader, before the table is written. */
	scored->questions = sd_calloc(answers->text_length + 1, sizeof *scored->questions);
	scored->length = answers->text_length;
	for (size_t i = 0; i < answers->text_length; i++) {
		struct sd_text name = answers->header->names[answers->text[i]];
		const char *copy = sd_arena_dup(&scored->names, name.data, name.length);
		scored->questions[i] = (struct sd_given_question){{copy, name.length}, scored->prompts[i]};
	}
	return 0;
}

void front_scored_release(struct front_scored *scored)
{
	sd_questionnaire_free(scored->questionnaire);
	free(scored->prompts);
	free(scored->questions);
	sd_count_free(scored->given);
	sd_arena_release(&scored->names);
}
