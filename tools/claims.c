/* SPDX-License-Identifier: MIT */
/* saydo claims: what each answer says that a log could bear out. */
#include "front/answers.h"
#include "front/claiming.h"
#include "rows/composite.h"
#include "say/claim_cells.h"

static struct values {
	struct sd_input competitors;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"competitors", 'c', SD_OPT_IN, AT(competitors), "FILE", "names that one may switch to, one a line, other ways to write one behind it with TABs between", 0, 0, 0, NULL},
};

/* What every worker shares. */
static struct {
	struct front_claiming claiming;
	struct front_answers answers;
	size_t date;
	bool has_date;
} shared;

struct worker {
	struct front_claimer claimer; /* first: it begins with the teller */
	struct sd_str id;
};

static int prepare(struct front *front, struct sd_error *err)
{
	return front_claiming_load(front, &shared.claiming, &values.competitors, err);
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	front_claimer_release(&worker->claimer);
	sd_str_release(&worker->id);
	free(worker);
}

static int add_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	const struct sd_cell absent = {.kind = SD_CELL_ABSENT};
	const struct front_answers *answers = &shared.answers;
	struct worker *worker = state;
	(void)err;
	for (size_t i = 0; i < answers->text_length; i++) {
		struct sd_cell answer = row->cells[answers->text[i]];
		struct sd_told told =
			sd_tell(&shared.claiming.languages.telling, &worker->claimer.teller, row, answer);
		const struct sd_claim_place place = {
			.row = row->number,
			.id = sd_composite(row, answers->id, answers->id_length, &worker->id),
			.date = shared.has_date ? row->cells[shared.date] : absent,
			.column = answers->header->names[answers->text[i]],
		};
		if (!shared.claiming.languages.bare[told.language])
			sd_claim_write(front_claim_reader_of(&shared.claiming, &worker->claimer, told.language), answer,
				       &place, out);
	}
	return 0;
}

/* The date is the column of --date, else the only one of a usual name, else none. */
static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	sd_writer_columns(writer, sd_claim_columns);
	struct sd_error none = SD_ERROR_INIT;
	shared.has_date = true;
	if (front->date)
		return front_date_column(front, shared.answers.header, &shared.date, err);
	shared.has_date =
		!sd_header_guess(shared.answers.header, sd_date_columns, "date", "--date", &shared.date, &none);
	sd_error_release(&none);
	return 0;
}

static int run(struct front *front, struct sd_error *err)
{
	shared.answers.languages = &shared.claiming.languages;
	const struct front_answers_work work = {
		FRONT_ANSWERS_OWN, begin, {.worker_new = worker_new, .row = add_row, .worker_free = worker_free}};
	int result = front_answers_run(front, &shared.answers, &work, err);
	front_claiming_release(&shared.claiming);
	return result;
}

static const struct tool tool = {
	.name = "claims",
	.summary = "what each answer says that a log could bear out",
	.kind = "long",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_DATE | FRONT_LANGUAGE | FRONT_LANGUAGES,
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
