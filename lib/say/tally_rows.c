/* SPDX-License-Identifier: MIT */
#include "say/tally_rows.h"

#include "rows/composite.h"

struct worker {
	const struct sd_tally_rows *rows;
	struct sd_tally tally;
	struct sd_tally_answer answer;
	struct sd_str group, period;
};

static int find_all(const struct sd_header *header, const char *const *names, size_t length, size_t **indices,
		    struct sd_error *err)
{
	*indices = sd_calloc(length + 1, sizeof **indices);
	for (size_t i = 0; i < length; i++)
		if (sd_header_find(header, names[i], &(*indices)[i], err))
			return -1;
	return 0;
}

static int find_codes(struct sd_tally_rows *rows, const struct sd_header *header, const struct sd_tally_names *names,
		      struct sd_error *err)
{
	static const struct sd_text ending = SD_TEXT(".codes");
	rows->codes_length = names->codes_length;
	if (names->codes_length)
		return find_all(header, names->codes, names->codes_length, &rows->codes, err);
	rows->codes = sd_calloc(header->length + 1, sizeof *rows->codes);
	for (size_t i = 0; i < header->length; i++)
		if (sd_text_equals(header->names[i], "codes"))
			rows->codes[rows->codes_length++] = i;
	bool own = rows->codes_length > 0;
	for (size_t i = 0; i < header->length && !own; i++) {
		struct sd_text name = header->names[i];
		if (name.length > ending.length &&
		    memcmp(name.data + name.length - ending.length, ending.data, ending.length) == 0)
			rows->codes[rows->codes_length++] = i;
	}
	if (rows->codes_length)
		return 0;
	return sd_fail(err, "no column is called codes and none ends in .codes; name one with --codes-column");
}

int sd_tally_rows_find(struct sd_tally_rows *rows, const struct sd_header *header, const struct sd_tally_names *names,
		       struct sd_error *err)
{
	rows->sentiment = rows->over = SIZE_MAX;
	rows->by_length = names->by_length;
	if (find_codes(rows, header, names, err) || find_all(header, names->by, names->by_length, &rows->by, err))
		return -1;
	for (size_t i = 0; i < header->length && !names->sentiment; i++)
		if (sd_text_equals(header->names[i], "sentiment"))
			rows->sentiment = i;
	if (names->sentiment && *names->sentiment && sd_header_find(header, names->sentiment, &rows->sentiment, err))
		return -1;
	rows->weighted = names->weight != NULL;
	if (names->weight && sd_header_find(header, names->weight, &rows->weight, err))
		return -1;
	return names->over ? sd_header_find(header, names->over, &rows->over, err) : 0;
}

void sd_tally_rows_release(struct sd_tally_rows *rows)
{
	free(rows->codes);
	free(rows->by);
}

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->rows = context;
	(worker->rows->weighted ? sd_tally_init_weighted : sd_tally_init)(&worker->tally);
	return worker;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_tally_rows *rows = context;
	return sd_tally_add(rows->total, &((struct worker *)state)->tally, err);
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	sd_tally_release(&worker->tally);
	sd_tally_answer_release(&worker->answer);
	sd_str_release(&worker->group);
	sd_str_release(&worker->period);
	free(worker);
}

/* The row's period; data NULL where it has no date. False where the date cannot be read. */
static bool period_of(struct worker *worker, const struct sd_row *row, struct sd_text *period)
{
	const struct sd_tally_rows *rows = worker->rows;
	*period = (struct sd_text){NULL, 0};
	if (rows->over == SIZE_MAX || row->cells[rows->over].text.length == 0)
		return true;
	struct sd_moment when;
	struct sd_text text = row->cells[rows->over].text;
	if (!sd_moment_parse_as(text, rows->date_format, &when))
		return false;
	sd_str_clear(&worker->period);
	sd_period_add(&worker->period, when.day, rows->every);
	*period = sd_str_text(&worker->period);
	return true;
}

static int count_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_tally_rows *rows = worker->rows;
	struct sd_text period;
	bool given = false;
	(void)err;
	if (!period_of(worker, row, &period))
		return sd_out_reject(out, rows->over, "not a date as YYYY-MM-DD, or as --date-format says");
	sd_tally_answer_clear(&worker->answer);
	if (rows->sentiment != SIZE_MAX && !sd_tally_answer_score(&worker->answer, row->cells[rows->sentiment].text))
		return sd_out_reject(out, rows->sentiment, "neither a score from -1 to 1 nor an object of such scores; "
							"--sentiment-column names another column, '' none");
	for (size_t i = 0; i < rows->codes_length; i++) {
		given |= row->cells[rows->codes[i]].kind != SD_CELL_ABSENT;
		sd_tally_answer_codes(&worker->answer, row->cells[rows->codes[i]].text);
	}
	if (!given)
		return 0;
	if (rows->weighted && !sd_tally_answer_weight(&worker->answer, row->cells[rows->weight].text))
		return sd_out_reject(out, rows->weight, "no weight from 0 to a million, and an answer must have one");
	struct sd_cell cell = sd_composite(row, rows->by, rows->by_length, &worker->group);
	struct sd_text group = {NULL, 0};
	if (cell.kind != SD_CELL_ABSENT)
		group = cell.text.length ? cell.text : SD_TEXT("");
	sd_tally_count(&worker->tally, group, period, &worker->answer);
	return 0;
}

struct sd_pass sd_tally_rows_pass(struct sd_tally_rows *rows)
{
	return (struct sd_pass){rows, worker_new, count_row, worker_done, worker_free};
}

static struct sd_count *table_of(struct sd_partial *partial, const char *name, bool weighted)
{
	static const size_t widths[] = {SD_TALLY_WIDTH, SD_TALLY_WEIGHTED_WIDTH};
	struct sd_count *table = sd_partial_table(partial, name, widths[weighted]);
	return table ? table : sd_partial_table(partial, name, widths[!weighted]);
}

struct sd_tally sd_tally_of_partial(struct sd_partial *partial, bool weighted)
{
	return (struct sd_tally){table_of(partial, "codes", weighted), table_of(partial, "bases", weighted)};
}
