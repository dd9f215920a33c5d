/* SPDX-License-Identifier: MIT */
#include "show/columns.h"

#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/time.h"
#include "read/question.h"

/* Questions are told by the first rows; a way of writing that hardly any of the first dates have is looked for no
 * more. */
enum { FIRST_ROWS = 20000, TRIED = 200, DATE_BYTES = 40, MOSTLY = 90, ID_DIFFER = 50, ID_LEAST = 5 };

/* The first is ISO 8601. */
enum { FORMATS = SD_DATE_FORMATS + 1 };

static const char *format_at(size_t i)
{
	return i ? sd_date_formats[i - 1] : NULL;
}

/* What columns are called by, the most telling first; SD_FORM_LENGTH ends them. */
static const enum sd_form_class answered[] = {SD_FORM_sent, SD_FORM_answered, SD_FORM_dated, SD_FORM_LENGTH};
static const enum sd_form_class ordered[] = {SD_FORM_ordered, SD_FORM_dated, SD_FORM_LENGTH};
static const enum sd_form_class scores[] = {SD_FORM_recommend, SD_FORM_overall, SD_FORM_score, SD_FORM_LENGTH};
static const enum sd_form_class amounts[] = {SD_FORM_total, SD_FORM_price, SD_FORM_LENGTH};

/* A column's cells, summed up. */
struct sd_column_cells {
	struct sd_question question; /* of the first rows */
	enum sd_question_kind kind;
	uint64_t filled;
	uint64_t *written;	 /* cells that are a date, for each way of writing one */
	uint64_t amounts[2];	 /* cells that are one, by enum sd_decimal_mark */
	uint64_t points;	 /* cells that are a whole number from 0 to 10 */
	uint64_t pointed, threes; /* cells with a point and digits behind it; with three of them, and no 0 before it */
};

void sd_columns_init(struct sd_columns *columns, const struct sd_header *header)
{
	*columns = (struct sd_columns){header, sd_calloc(header->length + 1, sizeof *columns->cells), 0};
	for (size_t i = 0; i < header->length; i++) {
		sd_question_init(&columns->cells[i].question);
		columns->cells[i].written = sd_calloc(FORMATS, sizeof *columns->cells[i].written);
	}
}

void sd_columns_release(struct sd_columns *columns)
{
	for (size_t i = 0; columns->cells && i < columns->header->length; i++) {
		sd_question_release(&columns->cells[i].question);
		free(columns->cells[i].written);
	}
	free(columns->cells);
	columns->cells = NULL;
}

static void *worker_new(void *context)
{
	return context;
}

static void worker_free(void *state)
{
	(void)state;
}

static void try_dates(struct sd_column_cells *cells, struct sd_text text)
{
	struct sd_moment moment;
	bool digit = false;
	for (size_t i = 0; i < text.length; i++)
		digit |= text.data[i] >= '0' && text.data[i] <= '9';
	for (size_t i = 0; digit && i < FORMATS; i++)
		if (cells->filled < TRIED || cells->written[i] * 2 > cells->filled)
			cells->written[i] += sd_moment_parse_as(text, format_at(i), &moment);
}

/* Whether the cell has a point with three digits behind it, as thousands have: 1.250, but not 0.125. */
static void look_for_threes(struct sd_column_cells *cells, struct sd_text text)
{
	const char *point = memchr(text.data, '.', text.length);
	size_t before = 0, behind = 0;
	if (!point)
		return;
	while (point - before > text.data && *(point - before - 1) >= '0' && *(point - before - 1) <= '9')
		before++;
	for (const char *at = point + 1; at < text.data + text.length && *at >= '0' && *at <= '9'; at++)
		behind++;
	if (!behind)
		return;
	cells->pointed++;
	cells->threes += behind == 3 && before && before <= 3 && *(point - before) != '0';
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_columns *columns = state;
	(void)out;
	(void)err;
	columns->rows++;
	for (size_t i = 0; i < columns->header->length; i++) {
		struct sd_column_cells *cells = &columns->cells[i];
		const struct sd_text text = sd_text_trim(row->cells[i].text);
		sd_decimal amount;
		if (columns->rows <= FIRST_ROWS)
			sd_question_add(&cells->question, row->cells[i]);
		if (!text.length)
			continue;
		if (text.length <= DATE_BYTES)
			try_dates(cells, text);
		cells->filled++;
		for (int mark = 0; mark < 2 && text.length <= DATE_BYTES; mark++)
			cells->amounts[mark] += sd_decimal_parse(text, (enum sd_decimal_mark)mark, &amount);
		cells->points += text.length <= 4 && sd_decimal_parse(text, SD_DECIMAL_POINT, &amount) && amount >= 0 &&
				 amount <= 10 * SD_DECIMAL_UNIT && amount % SD_DECIMAL_UNIT == 0;
		look_for_threes(cells, text);
	}
	return 0;
}

struct sd_pass sd_columns_pass(struct sd_columns *columns)
{
	return (struct sd_pass){columns, worker_new, read_row, NULL, worker_free};
}

void sd_columns_tell(struct sd_columns *columns)
{
	const size_t length = columns->header->length;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_question *questions = sd_calloc(length + 1, sizeof *questions);
	shape.columns = sd_calloc(length + 1, sizeof *shape.columns);
	shape.length = shape.room = length;
	for (size_t i = 0; i < length; i++) {
		shape.columns[i].name = shape.columns[i].label = columns->header->names[i];
		questions[i] = columns->cells[i].question;
	}
	sd_questions_tell(&shape, questions);
	for (size_t i = 0; i < length; i++)
		columns->cells[i].kind = shape.columns[i].kind;
	free(questions);
	sd_shape_release(&shape);
}

/* The place of the first class that a name has a word of; SIZE_MAX where it has none. */
static size_t rank_of(struct sd_text name, const enum sd_form_class *classes)
{
	for (size_t rank = 0; classes[rank] != SD_FORM_LENGTH; rank++)
		if (sd_question_says(name, classes[rank]))
			return rank;
	return SIZE_MAX;
}

/* Of the columns that could be it, the only one, or where `named`, the only one of the first rank that any is of. */
static size_t choose(const struct sd_columns *columns, const bool *could, const enum sd_form_class *classes, bool named,
		     size_t *several)
{
	size_t best = SIZE_MAX, found = 0, all = 0, at = SIZE_MAX, last = SIZE_MAX;
	for (size_t i = 0; i < columns->header->length; i++) {
		if (!could[i])
			continue;
		size_t rank = rank_of(columns->header->names[i], classes);
		last = i;
		all++;
		if (rank < best) {
			best = rank;
			found = 0;
		}
		if (rank == best && rank != SIZE_MAX) {
			at = i;
			found++;
		}
	}
	*several = found > 1 ? found : found ? 0 : all;
	if (found == 1)
		return at;
	return all == 1 && !named ? last : SIZE_MAX;
}

bool sd_columns_date_format(const struct sd_columns *columns, size_t column, const char **format, bool *day_or_month)
{
	const struct sd_column_cells *cells = &columns->cells[column];
	size_t best = 0;
	for (size_t i = 1; i < FORMATS; i++)
		if (cells->written[i] > cells->written[best])
			best = i;
	*day_or_month = false;
	if (!cells->filled || cells->written[best] * 100 < cells->filled * MOSTLY)
		return false;
	/* Day and month stand in either order in formats that differ in nothing else. */
	for (size_t i = best + 1; i < FORMATS; i++)
		*day_or_month |= cells->written[i] == cells->written[best] && format_at(best) &&
				 format_at(i)[1] != format_at(best)[1] && strchr("dm", format_at(i)[1]) &&
				 strchr("dm", format_at(best)[1]);
	*format = format_at(best);
	return true;
}

size_t sd_columns_date(const struct sd_columns *columns, bool orders, size_t *several)
{
	bool *could = sd_calloc(columns->header->length + 1, sizeof *could);
	for (size_t i = 0; i < columns->header->length; i++) {
		const char *format;
		bool unclear;
		/* Whole numbers of eight digits are dates to ISO 8601, and ids to everybody else. */
		could[i] = columns->cells[i].kind != SD_QUESTION_NUMBER && columns->cells[i].kind != SD_QUESTION_ID &&
			   sd_columns_date_format(columns, i, &format, &unclear) &&
			   !sd_question_says(columns->header->names[i], SD_FORM_elsewhen);
	}
	size_t column = choose(columns, could, orders ? ordered : answered, false, several);
	free(could);
	return column;
}

static size_t score_of(const struct sd_columns *columns, bool strays, size_t *several)
{
	bool *could = sd_calloc(columns->header->length + 1, sizeof *could);
	for (size_t i = 0; i < columns->header->length; i++)
		could[i] = columns->cells[i].kind == SD_QUESTION_SCALE &&
			   (strays || columns->cells[i].points == columns->cells[i].filled) &&
			   rank_of(columns->header->names[i], scores) != SIZE_MAX;
	size_t column = choose(columns, could, scores, true, several);
	free(could);
	return column;
}

size_t sd_columns_score(const struct sd_columns *columns, size_t *several)
{
	return score_of(columns, false, several);
}

size_t sd_columns_score_strays(const struct sd_columns *columns, uint64_t *strays)
{
	size_t several, column = score_of(columns, true, &several);
	*strays = column == SIZE_MAX ? 0 : columns->cells[column].filled - columns->cells[column].points;
	return *strays ? column : SIZE_MAX;
}

void sd_columns_range(const struct sd_columns *columns, size_t column, int *low, int *high)
{
	const struct sd_question *question = &columns->cells[column].question;
	struct sd_count_entry *entries = sd_count_sorted(question->values);
	*low = INT_MAX;
	*high = INT_MIN;
	for (size_t i = 0; i < sd_count_length(question->values); i++) {
		sd_decimal value;
		if (!sd_decimal_parse(entries[i].key, SD_DECIMAL_POINT, &value))
			continue;
		const int whole = (int)(value / SD_DECIMAL_UNIT);
		*low = whole < *low ? whole : *low;
		*high = whole > *high ? whole : *high;
	}
	free(entries);
}

size_t sd_columns_amount(const struct sd_columns *columns, size_t *several)
{
	bool *could = sd_calloc(columns->header->length + 1, sizeof *could);
	for (size_t i = 0; i < columns->header->length; i++) {
		const struct sd_column_cells *cells = &columns->cells[i];
		uint64_t most = cells->amounts[0] > cells->amounts[1] ? cells->amounts[0] : cells->amounts[1];
		could[i] = cells->filled && most * 100 >= cells->filled * MOSTLY &&
			   rank_of(columns->header->names[i], amounts) != SIZE_MAX &&
			   !sd_question_says(columns->header->names[i], SD_FORM_elsewhat);
	}
	size_t column = choose(columns, could, amounts, true, several);
	free(could);
	return column;
}

size_t sd_columns_order(const struct sd_columns *columns, size_t *several)
{
	static const enum sd_form_class classes[] = {SD_FORM_ordered, SD_FORM_LENGTH};
	bool *could = sd_calloc(columns->header->length + 1, sizeof *could);
	for (size_t i = 0; i < columns->header->length; i++)
		could[i] = sd_columns_could_be_id(columns, i, true) &&
			   rank_of(columns->header->names[i], classes) == 0 &&
			   sd_question_says(columns->header->names[i], SD_FORM_numbered);
	size_t column = choose(columns, could, classes, true, several);
	free(could);
	return column;
}

bool sd_columns_decimal(const struct sd_columns *columns, size_t column, enum sd_decimal_mark mark)
{
	const struct sd_column_cells *cells = &columns->cells[column];
	return cells->filled && cells->amounts[mark] * 100 >= cells->filled * MOSTLY &&
	       cells->amounts[!mark] < cells->amounts[mark];
}

bool sd_columns_thousands(const struct sd_columns *columns, size_t column)
{
	enum { LEAST = 5 };
	const struct sd_column_cells *cells = &columns->cells[column];
	return cells->threes >= LEAST && cells->threes == cells->pointed;
}

bool sd_columns_could_be_id(const struct sd_columns *columns, size_t column, bool orders)
{
	const struct sd_column_cells *cells = &columns->cells[column];
	const char *format;
	bool unclear;
	const double distinct = sd_question_distinct(&cells->question), answers = (double)cells->question.answers;
	const struct sd_text name = columns->header->names[column];
	if (sd_form_names_people(name) || sd_question_says(name, SD_FORM_elsewho))
		return false;
	if (cells->kind == SD_QUESTION_SCALE || cells->kind == SD_QUESTION_DATE || distinct < ID_LEAST ||
	    (!orders && distinct * 100 < answers * ID_DIFFER) || cells->question.words > 3 * cells->question.answers)
		return false;
	return cells->kind == SD_QUESTION_NUMBER || !sd_columns_date_format(columns, column, &format, &unclear);
}

bool sd_columns_could_be_group(const struct sd_columns *columns, size_t column)
{
	enum { GROUPS_MOST = 12, EACH_LEAST = 5 };
	const struct sd_column_cells *cells = &columns->cells[column];
	const size_t groups = cells->question.many ? SIZE_MAX : sd_count_length(cells->question.values);
	return cells->kind == SD_QUESTION_CHOICE && groups > 1 && groups <= GROUPS_MOST &&
	       cells->question.answers >= groups * EACH_LEAST && cells->filled * 2 > columns->rows &&
	       cells->question.words <= 4 * cells->question.answers;
}

bool sd_columns_currencies(const struct sd_columns *columns, struct sd_str *list)
{
	for (size_t i = 0; i < columns->header->length; i++) {
		const struct sd_question *question = &columns->cells[i].question;
		if (question->many || sd_count_length(question->values) < 2 ||
		    !sd_question_says(columns->header->names[i], SD_FORM_currency))
			continue;
		struct sd_count_entry *entries = sd_count_sorted(question->values);
		size_t codes = 0;
		for (size_t k = 0; k < sd_count_length(question->values); k++) {
			struct sd_text code = entries[k].key;
			bool letters = code.length == 3;
			for (size_t at = 0; letters && at < 3; at++)
				letters = code.data[at] >= 'A' && code.data[at] <= 'Z';
			codes += letters;
		}
		for (size_t k = 0; codes > 1 && codes == sd_count_length(question->values) && k < codes; k++) {
			sd_str_adds(list, k ? ", " : "");
			sd_str_add_text(list, entries[k].key);
		}
		free(entries);
		if (codes > 1 && codes == sd_count_length(question->values))
			return true;
	}
	return false;
}

bool sd_columns_undone(const struct sd_columns *columns, size_t *column, struct sd_text *value)
{
	for (size_t i = 0; i < columns->header->length; i++) {
		const struct sd_question *question = &columns->cells[i].question;
		if (question->many || columns->cells[i].kind != SD_QUESTION_CHOICE)
			continue;
		struct sd_count_entry *entries = sd_count_sorted(question->values);
		size_t length = sd_count_length(question->values), at = 0;
		while (at < length && !sd_question_says(entries[at].key, SD_FORM_undone))
			at++;
		if (at < length && length > 1) {
			*column = i;
			*value = entries[at].key;
		}
		free(entries);
		if (at < length && length > 1)
			return true;
	}
	return false;
}
