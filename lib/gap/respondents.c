/* SPDX-License-Identifier: MIT */
#include "gap/respondents.h"

#include "do/ledger.h"
#include "do/orders.h"
#include "gap/key.h"
#include "gap/keyed.h"

#define X(name, text) [SD_MATCH_##name] = text,
const char *const sd_match_names[SD_MATCH_LENGTH] = {SD_MATCHES(X)};
#undef X
const char *const sd_mood_names[SD_MOOD_LENGTH] = {NULL, "happy", "middle", "unhappy"};

static void *worker_new(void *context)
{
	return sd_keeper_new(context, sizeof(struct sd_respondent));
}

/* The cell's text without blanks around; empty where there is no such column, or nothing in it. */
static struct sd_text cell_text(const struct sd_row *row, size_t column)
{
	return column == SIZE_MAX ? (struct sd_text){NULL, 0} : sd_text_trim(row->cells[column].text);
}

/* The mean sentiment of the answered columns; the column with something else than -1 to 1, or SIZE_MAX. */
static size_t read_sentiment(const struct sd_respondent_columns *columns, const struct sd_row *row,
			     struct sd_respondent *answer)
{
	double sum = 0;
	size_t answered = 0;
	for (size_t i = 0; i < columns->sentiments; i++) {
		struct sd_text text = cell_text(row, columns->sentiment[i]);
		sd_decimal value;
		if (!text.length)
			continue;
		if (!sd_decimal_parse(text, SD_DECIMAL_POINT, &value) || value < -SD_DECIMAL_UNIT ||
		    value > SD_DECIMAL_UNIT)
			return columns->sentiment[i];
		sum += sd_decimal_to_double(value);
		answered++;
	}
	answer->felt = answered > 0;
	answer->sentiment = answered ? sd_decimal_of_double(sum / (double)answered) : 0;
	return SIZE_MAX;
}

static void read_codes(struct sd_keeper *worker, const struct sd_row *row, struct sd_respondent *answer)
{
	const struct sd_respondents *answers = worker->context;
	const struct sd_respondent_columns *columns = &answers->columns;
	sd_str_clear(&worker->text);
	for (size_t i = 0; i < columns->codes_length; i++) {
		const struct sd_cell *cell = row->cells + columns->codes[i];
		if (cell->kind == SD_CELL_ABSENT)
			continue;
		answer->coded = true;
		sd_str_add_text(&worker->text, cell->text);
		sd_str_addc(&worker->text, ';');
	}
	answer->codes = sd_text_keep(&worker->arena, sd_str_text(&worker->text));
}

/* Which feelings are objects is told where they are used; what is none says nothing of any code. */
static void read_feelings(struct sd_keeper *worker, const struct sd_row *row, struct sd_respondent *answer)
{
	const struct sd_respondents *answers = worker->context;
	const struct sd_respondent_columns *columns = &answers->columns;
	sd_str_clear(&worker->text);
	for (size_t i = 0; i < columns->feelings_length; i++)
		sd_str_add_text(&worker->text, row->cells[columns->feelings[i]].text);
	answer->feelings = sd_text_keep(&worker->arena, sd_str_text(&worker->text));
}

static void read_key(struct sd_keeper *worker, const struct sd_row *row, struct sd_respondent *answer)
{
	const struct sd_respondents *answers = worker->context;
	if (!sd_orders_key(&worker->text, row, answers->columns.id, answers->columns.ids))
		return;
	answer->key = sd_text_keep(&worker->arena, sd_str_text(&worker->text));
	sd_str_clear(&worker->text);
	answer->usable = sd_key_normalise(&worker->text, answer->key, answers->key_rules);
	answer->normal = sd_text_keep(&worker->arena, sd_str_text(&worker->text));
}

static int answer_row(void *opaque, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_keeper *worker = opaque;
	const struct sd_respondents *answers = worker->context;
	const struct sd_respondent_columns *columns = &answers->columns;
	struct sd_respondent answer = {.day = SD_NO_DAY, .customer = SD_NO_CUSTOMER, .consented = true};
	(void)err;
	struct sd_text text = cell_text(row, columns->date);
	struct sd_moment moment;
	if (text.length) {
		if (!sd_moment_parse_as(text, answers->date_format, &moment))
			return sd_out_reject(out, columns->date, "not a date as YYYY-MM-DD, or as --date-format says");
		answer.day = moment.day;
	}
	text = cell_text(row, columns->score);
	answer.scored = text.length > 0;
	if (answer.scored && !sd_decimal_parse(text, SD_DECIMAL_POINT, &answer.score))
		return sd_out_reject(out, columns->score, "not a number");
	size_t wrong = read_sentiment(columns, row, &answer);
	if (wrong != SIZE_MAX)
		return sd_out_reject(out, wrong,
				     "not a sentiment from -1 to 1; --sentiment-column names another column");
	if (columns->consent != SIZE_MAX)
		answer.consented = sd_is_yes(row->cells[columns->consent].text);
	read_key(worker, row, &answer);
	read_codes(worker, row, &answer);
	read_feelings(worker, row, &answer);
	if (columns->group != SIZE_MAX)
		answer.group = sd_text_keep(&worker->arena, row->cells[columns->group].text);
	if (columns->cluster != SIZE_MAX)
		answer.cluster = sd_text_keep(&worker->arena, row->cells[columns->cluster].text);
	if (answers->keep_rows)
		answer.row = sd_row_keep(&worker->arena, row);
	else
		answer.row.number = row->number;
	sd_keeper_add(worker, &answer);
	return 0;
}

static int worker_done(void *context, void *opaque, struct sd_error *err)
{
	struct sd_respondents *answers = context;
	(void)err;
	sd_keeper_give(opaque, &answers->kept);
	answers->items = answers->kept.items;
	answers->length = answers->kept.length;
	return 0;
}

struct sd_pass sd_respondents_pass(struct sd_respondents *answers)
{
	return (struct sd_pass){answers, worker_new, answer_row, worker_done, sd_keeper_free};
}

static int compare_answers(const void *a, const void *b)
{
	const struct sd_respondent *x = a, *y = b;
	return x->row.number < y->row.number ? -1 : x->row.number > y->row.number;
}

void sd_respondents_sort(struct sd_respondents *answers)
{
	if (answers->length)
		qsort(answers->items, answers->length, sizeof *answers->items, compare_answers);
}

void sd_respondents_release(struct sd_respondents *answers)
{
	sd_kept_release(&answers->kept);
	free(answers->columns.id);
	free(answers->columns.sentiment);
	free(answers->columns.codes);
	free(answers->columns.feelings);
	*answers = (struct sd_respondents){.length = 0};
}

bool sd_respondent_is_matched(const struct sd_respondent *answer)
{
	return answer->match == SD_MATCH_SHARED || answer->match == SD_MATCH_NORMALISED ||
	       answer->match == SD_MATCH_EXACT;
}

struct sd_text sd_respondent_resampled_by(const struct sd_respondent *answer)
{
	return answer->cluster.data ? answer->cluster : answer->normal;
}

bool sd_code_next(struct sd_text *rest, struct sd_text *code)
{
	while (rest->length) {
		const char *end = memchr(rest->data, ';', rest->length);
		size_t length = end ? (size_t)(end - rest->data) : rest->length;
		*code = sd_text_trim((struct sd_text){rest->data, length});
		size_t taken = end ? length + 1 : length;
		rest->data += taken;
		rest->length -= taken;
		if (code->length)
			return true;
	}
	return false;
}
