/* SPDX-License-Identifier: MIT */
/* Qualtrics: three records of header, the third with an ImportId for each column; and the two of its older export. */
#include "read/shape_state.h"
#include "read/value.h"

static bool import_ids(const struct sd_head_records *head, size_t record)
{
	size_t found = 0;
	for (size_t c = 0; record < head->length && c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		if (!cell.length)
			continue;
		if (cell.length < 12 || cell.data[0] != '{' || memcmp(cell.data + 2, "ImportId", 8) != 0)
			return false;
		found++;
	}
	return found > 0;
}

static bool has_words_below_dates(const struct sd_head_records *head, size_t record)
{
	static const char *const dates[] = {"StartDate", "EndDate", "RecordedDate", NULL};
	size_t column, words = 0;
	for (const char *const *name = dates; *name; name++) {
		if (!sd_head_has(head, record, *name, &column))
			continue;
		enum sd_value value = sd_value_of(sd_head_cell(head, record + 1, column));
		if (value != SD_VALUE_TEXT && value != SD_VALUE_WORD)
			return false;
		words++;
	}
	return words > 0;
}

size_t sd_recognise_qualtrics(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	/* Workbooks have no ImportIds, and people delete them, or the questions too. */
	static const char *const names[] = {
		"StartDate", "EndDate", "RecordedDate", "ResponseId", "DistributionChannel", "UserLanguage", "Finished",
		"Duration (in seconds)", NULL};
	if (import_ids(head, record + 2)) {
		sd_str_adds(why, "the third record of the header holds an ImportId in each cell");
		return 3;
	}
	if (!sd_head_has(head, record, "ResponseId", NULL) || sd_head_count_of(head, record, names) < 4)
		return 0;
	const bool two = has_words_below_dates(head, record);
	sd_str_addf(why, "the header holds ResponseId, StartDate or others of its names, %s",
		    two ? "and words below them" : "one record");
	return two ? 2 : 1;
}

void sd_group_by_labels(struct sd_shape *shape)
{
	for (size_t i = 0; i < shape->length; i++) {
		struct sd_shape_column *column = &shape->columns[i];
		if (column->about || column->group.length || sd_ends_with(column->name, "_TEXT"))
			continue;
		for (size_t at = column->label.length; at-- > 3;) {
			if (memcmp(column->label.data + at - 3, " - ", 3) != 0)
				continue;
			struct sd_text question = {column->label.data, at - 3};
			bool shared = false;
			for (size_t other = i ? i - 1 : 0; other <= i + 1 && other < shape->length; other++)
				shared |= other != i && !shape->columns[other].about &&
					  shape->columns[other].label.length > at &&
					  !memcmp(shape->columns[other].label.data, column->label.data, at);
			if (!shared)
				continue;
			sd_shape_split(shape, column, question, (struct sd_text){column->label.data + at,
				column->label.length - at});
			break;
		}
	}
}

/* The ImportId's value: of `{"ImportId":"QID7_TEXT","timeZone":…}` QID7_TEXT. */
static struct sd_text import_id(struct sd_text cell)
{
	if (cell.length <= 12)
		return (struct sd_text){NULL, 0};
	const char *at = memchr(cell.data + 10, ':', cell.length - 10);
	const char *end = cell.data + cell.length;
	while (at && at < end && (*at == ':' || *at == ' ' || *at == '"'))
		at++;
	if (!at || at >= end)
		return (struct sd_text){NULL, 0};
	const char *quote = memchr(at, '"', (size_t)(end - at));
	return (struct sd_text){at, quote ? (size_t)(quote - at) : 0};
}

/* `12` of `12_QID4`: the turn of a loop; and what stands behind the mark. */
static bool loop_of(struct sd_text name, struct sd_text *turn, struct sd_text *rest)
{
	size_t length = 0;
	while (length < name.length && name.data[length] >= '0' && name.data[length] <= '9')
		length++;
	if (!length || length + 1 >= name.length || name.data[length] != '_')
		return false;
	*turn = (struct sd_text){name.data, length};
	*rest = (struct sd_text){name.data + length + 1, name.length - length - 1};
	return true;
}

static bool all_digits(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return text.length > 0;
}

/* What a question's id tells: QID7_TEXT is typed; QID7_FILE_SIZE is about a file that
 * was handed in; QID7 alone, or with a choiceId beside it, is picked. */
static void kind_by_id(struct sd_shape_column *column, struct sd_text cell)
{
	struct sd_text id = import_id(cell), turn, rest;
	if (loop_of(id, &turn, &rest))
		id = rest;
	if (id.length < 4 || memcmp(id.data, "QID", 3) != 0 || column->about)
		return;
	if (sd_ends_with(id, "_TEXT"))
		column->typed = true;
	else if (memmem(id.data, id.length, "_FILE_", 6))
		column->about = true;
	else if (all_digits((struct sd_text){id.data + 3, id.length - 3}) ||
		 memmem(cell.data, cell.length, "\"choiceId\"", 10))
		column->closed = true;
}

/* What Text iQ, randomisers, timers and the browser's question add: not answers. */
static bool is_made(struct sd_text name)
{
	static const char *const ends[] = {
		" - Topics", " - Parent Topics", " - Sentiment", " - Sentiment Polarity", " - Sentiment Score",
		" - Topic Sentiment Label", " - Topic Sentiment Score", " - Topic Hierarchy Level 1",
		" - Topic Hierarchy Level 2", " - Topic Hierarchy Level 3", " - Actionability", " - Effort",
		" - Effort Numeric", " - Emotion Intensity", "_NPS_GROUP", "_DO", "_First Click", "_Last Click",
		"_Page Submit", "_Click Count", "_Browser", "_Version", "_Operating System", "_Resolution",
		"_FIRST_CLICK", "_LAST_CLICK", "_PAGE_SUBMIT", "_CLICK_COUNT", NULL};
	for (const char *const *end = ends; *end; end++)
		if (sd_ends_with(name, *end))
			return true;
	return memmem(name.data, name.length, "_DO_", 4) != NULL;
}

/* Loop and merge: 1_Q4, 2_Q4 … under one question, before which stands what the turn was about, or [Field-1]. */
static void group_loops(struct sd_shape *shape)
{
	struct sd_text turn, rest, other_turn, other_rest;
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		bool shared = false;
		if (column->about || !loop_of(column->name, &turn, &rest))
			continue;
		for (size_t other = 0; other < shape->length && !shared; other++)
			shared = other != c && loop_of(shape->columns[other].name, &other_turn, &other_rest) &&
				 sd_text_equal(rest, other_rest);
		if (!shared)
			continue;
		struct sd_text question = column->label;
		const char *dash = question.length ? memmem(question.data, question.length, " - ", 3) : NULL;
		if (dash && *question.data == '[')
			question = (struct sd_text){dash + 3, question.length - (size_t)(dash + 3 - question.data)};
		sd_shape_split(shape, column, question, turn);
	}
}

static void note_status(struct sd_shape *shape, const struct sd_shape_column *column, size_t at)
{
	if (sd_text_equals(column->name, "Status"))
		shape->status = at;
	if (sd_text_equals(column->name, "Finished"))
		shape->finished = at;
}

void sd_qualtrics_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t columns = sd_head_widest(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c),
			       label = headers > 1 ? sd_head_cell(head, record + 1, c) : name;
		struct sd_shape_column *column = sd_shape_add(shape, name.length ? name : label, label);
		sd_shape_mark_about(column);
		column->about = column->about || is_made(column->name);
		if (headers > 2)
			kind_by_id(column, sd_head_cell(head, record + 2, c));
		note_status(shape, column, c);
	}
	group_loops(shape);
	sd_group_by_labels(shape);
}

/* `Q3` of Q3_1. */
static struct sd_text stem_of(struct sd_text name)
{
	while (name.length && name.data[name.length - 1] >= '0' && name.data[name.length - 1] <= '9')
		name.length--;
	return name.length && name.data[name.length - 1] == '_' ? name : (struct sd_text){NULL, 0};
}

/* `Question-option`, as the older export has it, where Q3_1 and Q3_2 have all before the hyphen in common. */
static void group_by_hyphens(struct sd_shape *shape)
{
	for (size_t from = 0, to; from < shape->length; from = to) {
		const struct sd_text stem = stem_of(shape->columns[from].name);
		struct sd_text shared = shape->columns[from].label;
		for (to = from + 1;
		     to < shape->length && stem.length && sd_text_equal(stem_of(shape->columns[to].name), stem); to++) {
			size_t length = 0;
			while (length < shared.length && length < shape->columns[to].label.length &&
			       shared.data[length] == shape->columns[to].label.data[length])
				length++;
			shared.length = length;
		}
		while (shared.length && shared.data[shared.length - 1] != '-')
			shared.length--;
		for (size_t c = from; c < to && to > from + 1 && shared.length > 1; c++) {
			struct sd_shape_column *column = &shape->columns[c];
			if (!column->about && !column->group.length)
				sd_shape_split(shape, column, (struct sd_text){shared.data, shared.length - 1},
					       (struct sd_text){column->label.data + shared.length,
								column->label.length - shared.length});
		}
	}
}

size_t sd_recognise_qualtrics_legacy(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"V1", NULL}, *const below[] = {"ResponseID", "Response ID", NULL};
	if (!sd_head_cell_is(head, record, 0, first) || !sd_head_cell_is(head, record + 1, 0, below))
		return 0;
	sd_str_adds(why, "the header begins with V1 over ResponseID");
	return 2;
}

static bool is_variable(struct sd_text name)
{
	return name.length >= 2 && name.data[0] == 'V' && all_digits((struct sd_text){name.data + 1, name.length - 1});
}

void sd_qualtrics_legacy_columns(const struct sd_head_records *head, size_t record, size_t headers,
				 struct sd_shape *shape)
{
	size_t columns = sd_head_widest(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c), label = sd_head_cell(head, record + 1, c);
		struct sd_shape_column *column = sd_shape_add(shape, is_variable(name) && label.length ? label : name,
			label);
		sd_shape_mark_about(column);
		column->about = column->about || is_made(column->name);
		note_status(shape, column, c);
	}
	group_loops(shape);
	sd_group_by_labels(shape);
	group_by_hyphens(shape);
}
