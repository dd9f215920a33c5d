/* SPDX-License-Identifier: MIT */
/* Columns that belong together by what their labels share, whatever the tool: parts of one question, and what a quiz
 * adds to its questions. */
#include "read/shape_state.h"

static bool free_for_group(const struct sd_shape_column *column)
{
	return !column->about && !column->group.length;
}

/* Where the label is parted: `question` and `option` as `mark` has them; false where it is not. `at` as how far it
 * looked the last time, 0 the first time. */
typedef bool part_label(struct sd_text label, const char *mark, size_t *at, struct sd_text *question,
			struct sd_text *option);

/* `question<mark>option`, from the last mark to the first. */
static bool question_first(struct sd_text label, const char *mark, size_t *at, struct sd_text *question,
			   struct sd_text *option)
{
	const size_t length = strlen(mark);
	for (size_t end = *at ? *at - 1 : label.length; end > length; end--) {
		if (memcmp(label.data + end - length, mark, length) != 0)
			continue;
		*at = end;
		*question = sd_text_trim((struct sd_text){label.data, end - length});
		*option = sd_text_trim((struct sd_text){label.data + end, label.length - end});
		return question->length > 0 && option->length > 0;
	}
	return false;
}

/* `option<mark>question`, from the first mark to the last. */
static bool option_first(struct sd_text label, const char *mark, size_t *at, struct sd_text *question,
			 struct sd_text *option)
{
	const size_t length = strlen(mark);
	for (size_t begin = *at; begin + length < label.length; begin++) {
		if (memcmp(label.data + begin, mark, length) != 0)
			continue;
		*at = begin + 1;
		*option = sd_text_trim((struct sd_text){label.data, begin});
		*question = sd_text_trim((struct sd_text){label.data + begin + length, label.length - begin - length});
		return question->length > 0 && option->length > 0;
	}
	return false;
}

static bool shares(const struct sd_shape_column *column, const char *mark, part_label *part, struct sd_text question)
{
	struct sd_text other, option;
	for (size_t at = 0; part(column->label, mark, &at, &other, &option);)
		if (sd_text_equal(other, question))
			return true;
	return false;
}

static void group(struct sd_shape *shape, const char *mark, part_label *part)
{
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		struct sd_text question, option;
		for (size_t at = 0; free_for_group(column) && part(column->label, mark, &at, &question, &option);) {
			bool before = c && !column[-1].about && shares(column - 1, mark, part, question);
			bool behind =
				c + 1 < shape->length && !column[1].about && shares(column + 1, mark, part, question);
			if (before || behind)
				sd_shape_split(shape, column, question, option);
		}
	}
}

void sd_group_by_mark(struct sd_shape *shape, const char *mark)
{
	group(shape, mark, question_first);
}

void sd_group_by_tail(struct sd_shape *shape, const char *mark)
{
	group(shape, mark, option_first);
}

/* `Question [option]`, with the last pair of brackets. */
bool sd_label_brackets(struct sd_text label, struct sd_text *question, struct sd_text *option)
{
	if (label.length < 4 || label.data[label.length - 1] != ']')
		return false;
	size_t at = label.length - 1, depth = 0;
	while (at > 0) {
		depth += label.data[at] == ']';
		depth -= label.data[at] == '[';
		if (!depth)
			break;
		at--;
	}
	*question = sd_text_trim((struct sd_text){label.data, at});
	*option = (struct sd_text){label.data + at + 1, label.length - at - 2};
	return at > 0 && question->length > 0;
}

void sd_group_by_brackets(struct sd_shape *shape)
{
	struct sd_text question, option, other, another;
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		if (!free_for_group(column) || !sd_label_brackets(column->label, &question, &option))
			continue;
		bool before =
			c && sd_label_brackets(column[-1].label, &other, &another) && sd_text_equal(other, question);
		bool behind = c + 1 < shape->length && sd_label_brackets(column[1].label, &other, &another) &&
			      sd_text_equal(other, question);
		if (before || behind)
			sd_shape_split(shape, column, question, option);
	}
}

/* A question that stands by itself has no parts: what bears its label and a word more, right behind it, is what a quiz
 * says of the answer: `Question [Score]`, `Points - Question`, in any language. */
void sd_mark_quiz(struct sd_shape *shape)
{
	enum { PARTS = 2 };
	struct sd_text question, option;
	for (size_t c = 1; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		for (size_t i = c > PARTS ? c - PARTS : 0; i < c && !column->about; i++) {
			const struct sd_text label = shape->columns[i].label;
			bool its = label.length && sd_label_brackets(column->label, &question, &option) &&
				   sd_text_equal(question, label);
			for (size_t at = 0;
			     label.length && !its && option_first(column->label, " - ", &at, &question, &option);)
				its = sd_text_equal(question, label);
			column->about = its;
		}
	}
}
