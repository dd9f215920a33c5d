/* SPDX-License-Identifier: MIT */
/* SurveyMonkey: the question once, then empty cells; below it the options, or what stands for an open answer. */
#include "read/shape_state.h"

#include "rows/form_words.h"

/* The record below holds nothing under the first columns, and somewhere a word for an answer: so it is in any
 * language. */
static bool by_record_below(const struct sd_head_records *head, size_t record)
{
	enum { ABOUT = 4 };
	if (record + 1 >= head->length || head->items[record].length <= ABOUT || sd_head_filled(head, record + 1) == 0)
		return false;
	for (size_t c = 0; c < ABOUT; c++)
		if (!sd_head_cell(head, record, c).length || sd_head_cell(head, record + 1, c).length)
			return false;
	for (size_t c = ABOUT; c < head->items[record + 1].length; c++)
		if (sd_form_is(sd_head_cell(head, record + 1, c), SD_FORM_response) &&
		    sd_head_cell(head, record, c).length)
			return true;
	return false;
}

size_t sd_recognise_surveymonkey(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	bool two = record + 1 < head->length && !sd_head_cell(head, record + 1, 0).length && sd_head_filled(head,
		record + 1) > 0;
	if (sd_form_is(sd_head_cell(head, record, 0), SD_FORM_respondent)) {
		struct sd_text first = sd_head_cell(head, record, 0);
		sd_str_addf(why, "the header begins with %.*s, %s", (int)first.length, first.data,
			    two ? "and a record of answers' names stands below it" : "one record");
		return two ? 2 : 1;
	}
	if (!by_record_below(head, record))
		return 0;
	sd_str_adds(why, "below the questions stands a record of answers' names, blank under the first columns");
	return 2;
}

/* The columns before the first that has something below are about the response, but for one that asks: a question whose
 * answer is a number has nothing below it either. */
static size_t first_question(const struct sd_head_records *head, size_t record, size_t columns)
{
	size_t c = 0;
	while (c < columns && !sd_head_cell(head, record + 1, c).length)
		c++;
	return c;
}

void sd_surveymonkey_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	enum { ABOUT_MOST = 12 };
	size_t columns = sd_head_widest(head, record, headers);
	size_t first = headers > 1 ? first_question(head, record, columns) : 0;
	struct sd_text question = {NULL, 0};
	for (size_t c = 0; c < columns; c++) {
		struct sd_text here = sd_head_cell(head, record, c), below = headers > 1 ? sd_head_cell(head,
			record + 1, c) : (struct sd_text){NULL, 0};
		if (here.length)
			question = here;
		bool alone = !below.length || (sd_form_is(below, SD_FORM_response) && here.length);
		struct sd_text label = sd_label_join(&shape->arena, headers > 1 && below.length ? question : here,
			alone ? (struct sd_text){NULL, 0} : below);
		struct sd_shape_column *column = sd_shape_add(shape, label, label);
		sd_shape_mark_about(column);
		if (c < first && first <= ABOUT_MOST && !sd_ends_with(here, "?"))
			column->about = true;
		if (!c && column->kind == SD_QUESTION_UNKNOWN)
			column->kind = SD_QUESTION_ID;
		bool shared = !alone && (!here.length || (c + 1 < columns && !sd_head_cell(head, record,
			c + 1).length));
		if (shared && !column->about)
			sd_shape_split(shape, column, question, below);
		if (sd_form_is(below, SD_FORM_response_open))
			column->typed = true;
	}
	if (headers == 1)
		sd_group_by_labels(shape);
}
