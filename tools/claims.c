/* SPDX-License-Identifier: MIT */
/* saydo claims: what each answer says that a log could bear out. */
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
	const struct sd_header *header;
	size_t *text, text_length, *id, id_length, date;
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
	struct worker *worker = state;
	(void)err;
	for (size_t i = 0; i < shared.text_length; i++) {
		struct sd_cell answer = row->cells[shared.text[i]];
		struct sd_told told =
			sd_tell(&shared.claiming.languages.telling, &worker->claimer.teller, row, answer);
		const struct sd_claim_place place = {
			.row = row->number,
			.id = sd_composite(row, shared.id, shared.id_length, &worker->id),
			.date = shared.has_date ? row->cells[shared.date] : absent,
			.column = shared.header->names[shared.text[i]],
		};
		sd_claim_write(front_claim_reader_of(&shared.claiming, &worker->claimer, told.language), answer, &place, out);
	}
	return 0;
}

/* The column of --date, else the only one of a usual name, else none. */
static int find_date(struct front *front, struct sd_error *err)
{
	struct sd_error none = SD_ERROR_INIT;
	shared.has_date = true;
	if (front->date)
		return front_date_column(front, shared.header, &shared.date, err);
	shared.has_date = !sd_header_guess(shared.header, sd_date_columns, "date", "--date", &shared.date, &none);
	sd_error_release(&none);
	return 0;
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	shared.header = sd_reader_header(reader);
	struct sd_writer *writer = front_writer(front, NULL);
	int result = front_languages_find(front, &shared.claiming.languages, shared.header, &shared.text,
					  &shared.text_length, err);
	if (!result)
		result = front_optional_ids(front, shared.header, &shared.id, &shared.id_length, err);
	if (!result)
		result = find_date(front, err);
	for (size_t i = 0; sd_claim_columns[i]; i++)
		sd_writer_column(writer, sd_text_of(sd_claim_columns[i]));
	const struct sd_pass pass = {&shared.claiming.languages, worker_new, add_row, front_teller_done, worker_free};
	if (!result)
		result = front_pass_whole(front, &pass, reader, writer, err);
	front_languages_tell(front, &shared.claiming.languages);
	free(shared.text);
	free(shared.id);
	sd_writer_free(writer);
	sd_reader_free(reader);
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
