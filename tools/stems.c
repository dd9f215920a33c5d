/* SPDX-License-Identifier: MIT */
/* saydo stems: the stems of each answer's words, or which words share a stem. */
#include "base/partial.h"
#include "front/answers.h"
#include "front/partials.h"
#include "say/token_cells.h"

static struct values {
	bool map;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"stem-map", 'm', SD_OPT_FLAG, AT(map), NULL, "write which words share a stem, with their counts", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_languages languages;
	struct front_answers answers;
	struct sd_str spelt; /* what partials have in common */
	struct sd_partial *partial; /* of the whole, with --stem-map */
	struct sd_count *map;
} shared;

struct worker {
	struct sd_teller teller; /* first */
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_str scratch;
	struct sd_count *map;
};

static int prepare(struct front *front, struct sd_error *err)
{
	if (front->partial && !values.map)
		return sd_fail(err, "--partial writes the counts of --stem-map, which is not given");
	return front_languages_load(front, &shared.languages, (struct front_languages_wanted){true, !values.map, NULL},
				    err);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	(void)context;
	worker->map = sd_count_new(SD_STEM_WIDTH);
	return worker;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	(void)context;
	struct worker *worker = state;
	front_teller_done(&shared.languages, &worker->teller, err);
	return values.map ? sd_count_add(shared.map, worker->map, err) : 0;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < shared.languages.length; i++)
		sd_answer_reader_free(worker->readers[i]);
	sd_teller_release(&worker->teller);
	sd_str_release(&worker->scratch);
	sd_count_free(worker->map);
	free(worker);
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)err;
	if (!values.map)
		sd_out_pass(out, row);
	for (size_t i = 0; i < shared.answers.text_length; i++) {
		struct sd_cell answer = row->cells[shared.answers.text[i]];
		struct sd_told told = sd_tell(&shared.languages.telling, &worker->teller, row, answer);
		struct sd_answer_reader **reader = &worker->readers[told.language];
		if (!*reader) /* the language has a stemmer, as was seen before */
			*reader = front_answer_reader(&shared.languages.kits[told.language], false, NULL);
		if (values.map)
			sd_stem_count(*reader, answer.text, worker->map);
		else
			sd_stem_write(*reader, answer, &worker->scratch, out);
		front_language_write(&shared.languages, told, answer, out);
	}
	if (!values.map)
		sd_out_end(out);
	return 0;
}

static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	const struct front_answers *answers = &shared.answers;
	(void)err;
	if (writer) {
		front_answers_columns(front, answers, writer, (const char *const[]){""}, 1);
		return 0;
	}
	shared.partial = front_text_partial(front, &shared.spelt, answers->header, answers->text, answers->text_length);
	shared.map = sd_partial_table(shared.partial, "stems", SD_STEM_WIDTH);
	return 0;
}

/* Reads the rows: into the writer, or into the map where there is none. */
static int read_rows(struct front *front, struct sd_error *err)
{
	struct sd_answer_reader *trial = front_answer_reader(&shared.languages.kits[0], false, err);
	if (!trial)
		return -1;
	sd_answer_reader_free(trial);
	shared.answers.languages = &shared.languages;
	const struct front_answers_work work = {values.map ? FRONT_ANSWERS_NONE : FRONT_ANSWERS_PASS, begin,
						{NULL, worker_new, add_row, worker_done, worker_free}};
	return front_answers_run(front, &shared.answers, &work, err);
}

static int run_map(struct front *front, struct sd_error *err)
{
	front_languages_spell(&shared.languages, &shared.spelt);
	sd_str_adds(&shared.spelt, " --stem-map");
	int finishing = front_read_text_partials(front, &shared.spelt, &shared.partial, err);
	int result = finishing < 0 ? -1 : finishing ? 0 : read_rows(front, err);
	if (!result)
		shared.map = sd_partial_table(shared.partial, "stems", SD_STEM_WIDTH);
	if (!result && front->partial) {
		result = front_write_partial(front, shared.partial, err);
	} else if (!result) {
		struct sd_writer *writer = front_writer(front, NULL);
		result = sd_stem_write_map(shared.map, writer, err);
		sd_writer_free(writer);
	}
	sd_partial_free(shared.partial);
	sd_str_release(&shared.spelt);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	int result = values.map ? run_map(front, err) : read_rows(front, err);
	front_languages_release(&shared.languages);
	return result;
}

static const struct tool tool = {
	.name = "stems",
	.summary = "the stems of each answer's words, or which words share a stem",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_AS | FRONT_PARTIAL,
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
