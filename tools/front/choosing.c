/* SPDX-License-Identifier: MIT */
#include "choosing.h"

#include <stdlib.h>
#include <unistd.h>

#include "judging.h"
#include "show/columns.h"
#include "show/shared.h"

enum { NAME_SHOWN = 80, FIRST_ROWS = 20000 };

struct choice {
	struct front *front;
	struct front_choosing *choosing;
	const struct sd_header *header;
	const struct sd_report_rows *rows;
	struct sd_str *notes, *cautions;
	struct sd_input *other; /* the orders, or what was observed; NULL where there is neither or it cannot be read
				   twice */
	struct sd_columns survey, others;
};

static const char *name_of(struct choice *choice, const struct sd_header *header, size_t column)
{
	return sd_arena_dup(&choice->choosing->names, header->names[column].data, header->names[column].length);
}

static void tell(struct choice *choice, const char *what, const struct sd_header *header, size_t column,
		 const char *option)
{
	sd_str_addf(choice->notes, "%s: column \"", what);
	sd_str_add_printable(choice->notes, header->names[column], NAME_SHOWN);
	sd_str_addf(choice->notes, "\" (%s says another)\n", option);
}

/* Runs a pass over the first rows of a file that is read again thereafter, or with 0 over all. What is wrong with it is
 * told then. */
static void look_into(struct choice *choice, struct sd_input *input, struct sd_header *header,
		      const struct sd_pass *pass, uint64_t rows)
{
	struct sd_error unheard = SD_ERROR_INIT;
	struct sd_pass_counts counts = {0};
	const struct sd_pass_options options = {.jobs = 1, .most = rows};
	const off_t start = lseek(input->fd, 0, SEEK_CUR);
	const uint64_t size = input->size;
	struct sd_reader *reader = front_reader_of(choice->front, input, &unheard);
	if (reader && header)
		for (size_t i = 0; i < sd_reader_header(reader)->length; i++)
			sd_header_add(header, sd_reader_header(reader)->names[i]);
	if (reader && pass)
		(void)sd_pass_run(pass, reader, NULL, &options, &counts, &unheard);
	sd_reader_free(reader);
	(void)lseek(input->fd, start, SEEK_SET);
	sd_str_clear(&input->ahead);
	input->ahead_at = 0;
	input->size = size;
	sd_error_release(&unheard);
}

static int over_survey(struct choice *choice, const struct sd_pass *pass, struct sd_error *err)
{
	const int64_t jobs = choice->front->jobs;
	choice->front->jobs = 1;
	int result = choice->rows->run(choice->rows->context, pass, err);
	choice->front->jobs = jobs;
	return result;
}

/* --- when ------------------------------------------------------------------------------------------------------ */

/* How the dates of a column are written, where that is other than ISO 8601. */
static int choose_format(struct choice *choice, const struct sd_columns *columns, size_t column, const char *whose,
			 const char *option, const char **format, struct sd_error *err)
{
	const char *found = NULL, *name = columns->header->names[column].data;
	bool day_or_month = false;
	if (*format || !sd_columns_date_format(columns, column, &found, &day_or_month) || !found)
		return 0;
	if (day_or_month)
		return sd_fail(err,
			       "the dates in column \"%s\" can be read day first and month first: say which with %s "
			       "%%d/%%m/%%Y or %%m/%%d/%%Y, written as they are there",
			       name, option);
	*format = found;
	sd_str_addf(choice->notes, "the dates of %s are read as %s (%s says another)\n", whose, found, option);
	return 0;
}

static int choose_date(struct choice *choice, bool judged, struct sd_error *err)
{
	struct front *front = choice->front;
	size_t column = SIZE_MAX, several = 0;
	bool unclear = false;
	const char *format;
	if (front->date)
		return sd_header_find(choice->header, front->date, &column, err)
			       ? -1
			       : choose_format(choice, &choice->survey, column, "the answers", "--date-format",
					       &front->date_format, err);
	if (sd_orders_among(choice->header, sd_date_columns, &column) != 1) {
		column = sd_columns_date(&choice->survey, false, &several);
		if (column == SIZE_MAX && several)
			sd_str_addf(choice->notes,
				    "%zu columns hold dates, and none is read: say with --date COLUMN when it was "
				    "answered\n",
				    several);
		if (column == SIZE_MAX)
			return 0;
		sd_columns_date_format(&choice->survey, column, &format, &unclear);
		if (unclear && !front->date_format && !judged) {
			sd_str_adds(choice->notes, "the dates in column \"");
			sd_str_add_printable(choice->notes, choice->header->names[column], NAME_SHOWN);
			sd_str_adds(choice->notes, "\" can be read day first and month first, and are not read (--date "
						   "and --date-format say how)\n");
			return 0;
		}
		front->date = name_of(choice, choice->header, column);
		tell(choice, "the date", choice->header, column, "--date");
	}
	return choose_format(choice, &choice->survey, column, "the answers", "--date-format", &front->date_format, err);
}

/* --- how much it was liked --------------------------------------------------------------------------------------- */

/* Where the score says who is happy, it must be of a scale that gap knows, or cuts are given. */
static int choose_score(struct choice *choice, bool judged, struct sd_error *err)
{
	size_t column = SIZE_MAX, several = 0;
	int low, high;
	const char *score = choice->front->judging.score;
	if (score && sd_header_find(choice->header, score, &column, err))
		return -1;
	if (score) {
		sd_columns_range(&choice->survey, column, &low, &high);
		return !choice->survey.rows || low <= high
			       ? 0
			       : sd_fail(err, "column \"%s\" holds no number: --score names a column of numbers",
					 score);
	}
	if (sd_orders_among(choice->header, sd_score_columns, &column) == 1)
		return 0;
	column = sd_columns_score(&choice->survey, &several);
	if (column == SIZE_MAX && several)
		sd_str_addf(choice->notes,
			    "%zu columns could be the score, and none is read: say which with --score COLUMN\n",
			    several);
	uint64_t strays;
	const size_t strayed = sd_columns_score_strays(&choice->survey, &strays);
	if (column == SIZE_MAX && !several && strayed != SIZE_MAX) {
		sd_str_adds(choice->notes, "column \"");
		sd_str_add_printable(choice->notes, choice->header->names[strayed], NAME_SHOWN);
		sd_str_addf(choice->notes,
			    "\" is not read as a score: %llu of its cells are no whole numbers from 0 to 10; "
			    "leave them empty, or say --score\n",
			    (unsigned long long)strays);
	}
	if (column == SIZE_MAX)
		return 0;
	sd_columns_range(&choice->survey, column, &low, &high);
	if (judged && !choice->front->judging.cuts && high < 8 && !(low >= 1 && high >= 4 && high <= 5)) {
		sd_str_adds(choice->notes, "column \"");
		sd_str_add_printable(choice->notes, choice->header->names[column], NAME_SHOWN);
		sd_str_addf(choice->notes,
			    "\" runs from %d to %d, and is not read as a score: --score and --cuts LOW,HIGH say who is "
			    "happy\n",
			    low, high);
		return 0;
	}
	choice->front->judging.score = name_of(choice, choice->header, column);
	tell(choice, "the score", choice->header, column, "--score");
	return 0;
}

/* Whether it is known to hold something else: answers, their language. */
static bool is_taken(const struct choice *choice, size_t column)
{
	const struct front *front = choice->front;
	size_t text = SIZE_MAX;
	for (size_t i = 0; i < front->text.length; i++)
		if (sd_text_equals(choice->header->names[column], front->text.items[i]))
			return true;
	if (!front->text.length && sd_orders_among(choice->header, sd_text_columns, &text) == 1 && text == column)
		return true;
	return front->language_column && sd_text_equals(choice->header->names[column], front->language_column);
}

/* Which columns --by could compare. */
static void tell_groups(struct choice *choice)
{
	enum { TOLD = 6 };
	size_t found = 0;
	struct sd_str list = SD_STR_INIT;
	for (size_t i = 0; i < choice->header->length; i++) {
		if (is_taken(choice, i) || !sd_columns_could_be_group(&choice->survey, i) || ++found > TOLD)
			continue;
		sd_str_adds(&list, found > 1 ? ", \"" : "\"");
		sd_str_add_printable(&list, choice->header->names[i], NAME_SHOWN);
		sd_str_adds(&list, "\"");
	}
	if (found > TOLD)
		sd_str_addf(&list, " and %zu more", found - TOLD);
	if (found)
		sd_str_addf(choice->notes, "groups are not compared; --by COLUMN compares those of %s\n", list.data);
	sd_str_release(&list);
}

/* --- who --------------------------------------------------------------------------------------------------------- */

static void add_id(struct choice *choice, struct sd_list *list, const struct sd_header *header, size_t column)
{
	if (list->length)
		return;
	list->items = sd_realloc(list->items, 1, sizeof *list->items);
	list->items[0] = name_of(choice, header, column);
	list->length = list->room = 1;
}

/* The column that is named, or called as an id usually is; SIZE_MAX: none, or more than one. */
static size_t called(const struct sd_header *header, const struct sd_list *named, const char *const *usual)
{
	struct sd_error unheard = SD_ERROR_INIT;
	size_t column = SIZE_MAX;
	if (named->length ? sd_header_find(header, named->items[0], &column, &unheard) != 0
			  : sd_orders_among(header, usual, &column) != 1)
		column = SIZE_MAX;
	sd_error_release(&unheard);
	return column;
}

static size_t of_name(const struct sd_header *header, struct sd_text name)
{
	for (size_t i = 0; i < header->length; i++)
		if (sd_text_equal(header->names[i], name))
			return i;
	return SIZE_MAX;
}

/* A number of an order says which, not who; surveys that are sent after an order have it too. */
static bool is_order(const struct sd_header *header, size_t column)
{
	const struct sd_header one = {.names = &header->names[column], .length = 1};
	return sd_orders_among(&one, sd_order_number_columns, &(size_t){0}) == 1;
}

static void tell_ids(struct choice *choice, const struct sd_shared *shared, size_t place, size_t other)
{
	sd_str_adds(choice->notes, "who: of the values in the survey's column \"");
	sd_str_add_printable(choice->notes, choice->header->names[shared->columns[place]], NAME_SHOWN);
	sd_str_addf(choice->notes, "\" %llu of %llu stand in column \"",
		    (unsigned long long)sd_shared_both(shared, place, other),
		    (unsigned long long)shared->values[place]);
	sd_str_add_printable(choice->notes, choice->others.header->names[shared->others[other]], NAME_SHOWN);
	sd_str_addf(choice->notes, "\" of %s (--id and --ledger-id say others)\n", choice->other->name);
}

static size_t place_of(const size_t *columns, size_t length, size_t column)
{
	for (size_t i = 0; i < length; i++)
		if (columns[i] == column)
			return i;
	return SIZE_MAX;
}

/* The pair of columns that hold the same people, where names tell none or one that has far less in common. */
static int choose_ids(struct choice *choice, struct sd_error *err)
{
	struct front *front = choice->front;
	const struct sd_header *header = choice->header, *other = choice->others.header;
	size_t columns[2][64], lengths[2] = {0, 0}, place = SIZE_MAX, at = SIZE_MAX;
	enum { MOST = sizeof columns[0] / sizeof *columns[0] };
	if (front->id.length > 1 || front->ledger_id.length > 1 || front->judging.map.fd >= 0)
		return 0;
	const size_t who = called(header, &front->id, sd_id_columns);
	size_t whose = who != SIZE_MAX && !front->ledger_id.length ? of_name(other, header->names[who]) : SIZE_MAX;
	if (whose == SIZE_MAX)
		whose = called(other, &front->ledger_id, sd_order_id_columns);
	for (size_t i = 0; i < header->length && lengths[0] < MOST; i++)
		if (i == who ||
		    (!is_order(header, i) && !front->id.length && sd_columns_could_be_id(&choice->survey, i, false)))
			columns[0][lengths[0]++] = i;
	for (size_t i = 0; i < other->length && lengths[1] < MOST; i++)
		if (i == whose || (!is_order(other, i) && !front->ledger_id.length &&
				   sd_columns_could_be_id(&choice->others, i, true)))
			columns[1][lengths[1]++] = i;
	if (!lengths[0] || !lengths[1] || (who != SIZE_MAX && whose != SIZE_MAX && lengths[0] == 1))
		return 0;
	struct sd_shared shared;
	sd_shared_init(&shared, columns[0], lengths[0], columns[1], lengths[1]);
	const struct sd_pass first = sd_shared_pass(&shared), second = sd_shared_other_pass(&shared);
	int result = choice->rows->run(choice->rows->context, &first, err);
	if (!result) {
		look_into(choice, choice->other, NULL, &second, 0);
		sd_shared_sum(&shared);
	}
	const bool same =
		who != SIZE_MAX && whose != SIZE_MAX && sd_text_equal(header->names[who], other->names[whose]);
	if (!result && sd_shared_better(&shared, place_of(columns[0], lengths[0], who),
					place_of(columns[1], lengths[1], whose), same, &place, &at)) {
		tell_ids(choice, &shared, place, at);
		add_id(choice, &front->id, header, columns[0][place]);
		add_id(choice, &front->ledger_id, other, columns[1][at]);
	}
	sd_shared_release(&shared);
	return result;
}

/* --- the orders -------------------------------------------------------------------------------------------------- */

static int choose_orders(struct choice *choice, struct sd_error *err)
{
	struct front *front = choice->front;
	const struct sd_columns *columns = &choice->others;
	struct sd_str list = SD_STR_INIT;
	struct sd_text value;
	size_t date = SIZE_MAX, amount = SIZE_MAX, several = 0, column;
	if (front->ledger_date ? sd_header_find(columns->header, front->ledger_date, &date, err) != 0
			       : sd_orders_among(columns->header, sd_order_date_columns, &date) > 1)
		return front->ledger_date ? sd_fail_in(err, choice->other->name, -1) : 0;
	if (date == SIZE_MAX) {
		date = sd_columns_date(columns, true, &several);
		if (date == SIZE_MAX)
			return 0;
		front->ledger_date = name_of(choice, columns->header, date);
		tell(choice, "the day of an order", columns->header, date, "--ledger-date");
	}
	if (choose_format(choice, columns, date, "the orders", "--ledger-date-format", &front->ledger_date_format, err))
		return -1;
	if (front->ledger_amount ? sd_header_find(columns->header, front->ledger_amount, &amount, err) != 0
				 : sd_orders_among(columns->header, sd_order_amount_columns, &amount) > 1)
		return front->ledger_amount ? sd_fail_in(err, choice->other->name, -1) : 0;
	if (amount == SIZE_MAX) {
		amount = sd_columns_amount(columns, &several);
		if (amount != SIZE_MAX) {
			front->ledger_amount = name_of(choice, columns->header, amount);
			tell(choice, "the amount", columns->header, amount, "--ledger-amount");
		}
	}
	if (!front->ledger_order && !sd_orders_among(columns->header, sd_order_number_columns, &column)) {
		column = sd_columns_order(columns, &several);
		if (column != SIZE_MAX) {
			front->ledger_order = name_of(choice, columns->header, column);
			tell(choice, "the order's number", columns->header, column, "--ledger-order");
		}
	}
	if (amount != SIZE_MAX && front->decimal == SD_DECIMAL_POINT &&
	    sd_columns_decimal(columns, amount, SD_DECIMAL_COMMA)) {
		front->decimal = SD_DECIMAL_COMMA;
		sd_str_adds(choice->notes, "amounts are read with a decimal comma\n");
	}
	if (amount != SIZE_MAX && front->decimal == SD_DECIMAL_POINT && sd_columns_thousands(columns, amount)) {
		sd_str_adds(choice->cautions, "warning: in column \"");
		sd_str_add_printable(choice->cautions, columns->header->names[amount], NAME_SHOWN);
		sd_str_adds(choice->cautions, "\" of the orders each point has three digits behind it: where it parts "
					      "thousands, give --decimal comma\n");
	}
	if (amount != SIZE_MAX && sd_columns_currencies(columns, &list))
		sd_str_addf(choice->cautions,
			    "warning: the orders are in several currencies (%s), and their amounts are added up as "
			    "they stand: make them one currency before money is believed\n",
			    list.data);
	if (sd_columns_undone(columns, &column, &value)) {
		sd_str_adds(choice->cautions, "warning: column \"");
		sd_str_add_printable(choice->cautions, columns->header->names[column], NAME_SHOWN);
		sd_str_adds(choice->cautions, "\" of the orders holds \"");
		sd_str_add_printable(choice->cautions, value, NAME_SHOWN);
		sd_str_adds(choice->cautions, "\", and such rows count as the others do: leave them out before, where "
					   "nothing was bought\n");
	}
	sd_str_release(&list);
	return 0;
}

static void look_at_others(struct choice *choice, const struct sd_header *header, uint64_t rows)
{
	sd_columns_init(&choice->others, header);
	const struct sd_pass look = sd_columns_pass(&choice->others);
	look_into(choice, choice->other, NULL, &look, rows);
	sd_columns_tell(&choice->others);
}

/* Whether dates are among the columns that later rows may tell the order of. */
static bool is_day_or_month(const struct sd_columns *columns)
{
	bool either = false;
	for (size_t i = 0; i < columns->header->length && !either; i++) {
		const char *format;
		bool day_or_month = false;
		either = sd_columns_date_format(columns, i, &format, &day_or_month) && day_or_month;
	}
	return either;
}

int front_choosing_run(struct front *front, struct front_choosing *choosing, const struct sd_header *header,
		       bool grouped, const struct sd_report_rows *rows, struct sd_str *notes, struct sd_str *cautions,
		       struct sd_error *err)
{
	struct choice choice = {.front = front,
				.choosing = choosing,
				.header = header,
				.rows = rows,
				.notes = notes,
				.cautions = cautions};
	struct sd_header others = SD_HEADER_INIT;
	const bool judged = front_judging_wanted(front), orders = front->ledger.fd >= 0;
	if (judged)
		choice.other = orders ? &front->ledger : &front->judging.observed;
	if (judged && lseek(choice.other->fd, 0, SEEK_CUR) < 0)
		choice.other = NULL;
	sd_columns_init(&choice.survey, header);
	const struct sd_pass pass = sd_columns_pass(&choice.survey);
	int result = over_survey(&choice, &pass, err);
	if (!result) {
		sd_columns_tell(&choice.survey);
		result = choose_score(&choice, judged, err);
		if (!result && !grouped)
			tell_groups(&choice);
		if (!result)
			result = choose_date(&choice, judged, err);
	}
	if (!result && choice.other) {
		look_into(&choice, choice.other, &others, NULL, 0);
		look_at_others(&choice, &others, FIRST_ROWS);
		if (is_day_or_month(&choice.others)) {
			sd_columns_release(&choice.others);
			look_at_others(&choice, &others, 0);
		}
		result = choose_ids(&choice, err);
		if (!result && orders)
			result = choose_orders(&choice, err);
		sd_columns_release(&choice.others);
	}
	sd_str_add_text(notes, sd_str_text(cautions));
	sd_columns_release(&choice.survey);
	sd_header_release(&others);
	return result;
}

void front_choosing_release(struct front_choosing *choosing)
{
	sd_arena_release(&choosing->names);
}
