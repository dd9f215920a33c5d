/* SPDX-License-Identifier: MIT */
/* Cells of a header by their names, and the names that survey tools give to what is about a response. */
#include "read/shape_state.h"

#include <strings.h>

#include "rows/form_words.h"

bool sd_head_has(const struct sd_head_records *head, size_t record, const char *name, size_t *column)
{
	for (size_t c = 0; record < head->length && c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		if (cell.length == strlen(name) && !strncasecmp(cell.data, name, cell.length)) {
			if (column)
				*column = c;
			return true;
		}
	}
	return false;
}

size_t sd_head_count_of(const struct sd_head_records *head, size_t record, const char *const *names)
{
	size_t found = 0;
	for (; *names; names++)
		found += sd_head_has(head, record, *names, NULL);
	return found;
}

bool sd_head_cell_is(const struct sd_head_records *head, size_t record, size_t column, const char *const *names)
{
	return sd_is_one_of(sd_head_cell(head, record, column), names);
}

size_t sd_head_widest(const struct sd_head_records *head, size_t record, size_t headers)
{
	size_t most = 0;
	for (size_t r = record; r < record + headers && r < head->length; r++)
		if (head->items[r].length > most)
			most = head->items[r].length;
	return most;
}

void sd_shape_mark_about(struct sd_shape_column *column)
{
	if (sd_form_is(column->name, SD_FORM_about_id))
		column->kind = SD_QUESTION_ID;
	else if (sd_form_is(column->name, SD_FORM_about_date))
		column->kind = SD_QUESTION_DATE;
	else if (!sd_form_is(column->name, SD_FORM_about))
		return;
	column->about = true;
}

bool sd_ends_with(struct sd_text text, const char *end)
{
	size_t length = strlen(end);
	return text.length > length && !memcmp(text.data + text.length - length, end, length);
}

static struct sd_text dup_text(struct sd_shape *shape, struct sd_text text)
{
	return sd_label_clean(&shape->arena, text);
}

/* "question<mark>option" */
void sd_shape_split(struct sd_shape *shape, struct sd_shape_column *column, struct sd_text question,
	struct sd_text option)
{
	column->group = dup_text(shape, question);
	column->option = dup_text(shape, option);
}

