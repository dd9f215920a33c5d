/* SPDX-License-Identifier: MIT */
/* ODK and its kin: KoboToolbox, ODK Central, SurveyCTO. */
#include "base/count.h"
#include "read/shape_state.h"

static bool holds_token(struct sd_text cell, struct sd_text token)
{
	for (size_t at = 0, end; at < cell.length; at = end + 1) {
		for (end = at; end < cell.length && cell.data[end] != ' ';)
			end++;
		if (sd_text_equal((struct sd_text){cell.data + at, end - at}, token))
			return true;
	}
	return false;
}

/* Whether `column` is 1 just where `list` names `option`, 0 or blank elsewhere, in all records that are known. */
static bool is_part(const struct sd_head_records *head, size_t from, size_t list, size_t column, struct sd_text option)
{
	size_t ones = 0;
	for (size_t r = from; r < head->length; r++) {
		struct sd_text cell = sd_head_cell(head, r, column);
		bool one = sd_text_equals(cell, "1") || sd_text_equals(cell, "1.0");
		if (!one && cell.length && !sd_text_equals(cell, "0") && !sd_text_equals(cell, "0.0"))
			return false;
		if (one != holds_token(sd_head_cell(head, r, list), option))
			return false;
		ones += one;
	}
	return ones > 0;
}

/* The columns' names: their index + 1, of several the first. */
static struct sd_count *names_of(const struct sd_shape *shape)
{
	struct sd_count *names = sd_count_new(1);
	for (size_t c = shape->length; c-- > 0;)
		*sd_count_at(names, shape->columns[c].name) = (int64_t)c + 1;
	return names;
}

/* What can be chosen of a list are its parts, for its cells name several, parted by blanks. */
static void list_options(struct sd_shape *shape, const size_t *lists)
{
	size_t *lengths = sd_calloc(shape->length + 1, sizeof *lengths);
	struct sd_source_option **options = sd_calloc(shape->length + 1, sizeof *options);
	for (size_t c = 0; c < shape->length; c++)
		if (lists[c])
			lengths[lists[c] - 1]++;
	for (size_t c = 0; c < shape->length; c++) {
		if (!lists[c])
			continue;
		const size_t list = lists[c] - 1;
		struct sd_shape_column *column = &shape->columns[list];
		if (!options[list]) {
			options[list] = sd_arena_alloc(&shape->arena, lengths[list] * sizeof **options);
			column->options = options[list];
		}
		options[list][column->options_length++] = (struct sd_source_option){.value = shape->columns[c].option};
	}
	free(options);
	free(lengths);
}

/* `q/a`, `q_a`: one answer of the column `q`, whose cells name all that were chosen, parted by blanks. */
static void find_parts(const struct sd_head_records *head, size_t from, struct sd_shape *shape)
{
	struct sd_count *names = names_of(shape);
	size_t *lists = sd_calloc(shape->length + 1, sizeof *lists); /* of each part: its list + 1 */
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		for (size_t at = column->name.length; at-- > 1 && !column->about && !column->group.length;) {
			char mark = column->name.data[at];
			if (mark != '/' && mark != '_' && mark != '-')
				continue;
			struct sd_text option = {column->name.data + at + 1, column->name.length - at - 1};
			const int64_t *place = sd_count_find(names, (struct sd_text){column->name.data, at});
			size_t list = place ? (size_t)*place - 1 : c;
			if (list == c || !option.length)
				continue;
			/* With a slash the name alone tells. */
			if (mark != '/' && !is_part(head, from, list, c, option))
				continue;
			column->closed = shape->columns[list].closed = true;
			sd_shape_split(shape, column, shape->columns[list].label, option);
			lists[c] = list + 1;
		}
	}
	list_options(shape, lists);
	free(lists);
	sd_count_free(names);
}

static bool is_mark(const struct sd_head_records *head, size_t from, size_t column)
{
	static const char *const marks[] = {"0", "1", "0.0", "1.0", "TRUE", "FALSE", NULL};
	size_t filled = 0;
	for (size_t r = from; r < head->length; r++) {
		struct sd_text cell = sd_head_cell(head, r, column);
		if (cell.length && !sd_is_one_of(cell, marks))
			return false;
		filled += cell.length > 0;
	}
	return filled > 0;
}

/* `q/a`, `q/b` side by side that hold marks alone, where the column `q` itself was not exported; what is no more than
 * the questions' group holds other things too. */
static void find_parts_alone(const struct sd_head_records *head, size_t from, struct sd_shape *shape)
{
	struct sd_text stem = {NULL, 0};
	for (size_t c = 0, end; c < shape->length; c = end > c ? end : c + 1) {
		bool marks = true;
		for (end = c; end < shape->length; end++) {
			const struct sd_shape_column *column = &shape->columns[end];
			const char *slash =
				column->name.length ? memrchr(column->name.data, '/', column->name.length) : NULL;
			if (!slash || column->about || column->group.length)
				break;
			struct sd_text here = {column->name.data, (size_t)(slash - column->name.data)};
			if (end > c && !sd_text_equal(here, stem))
				break;
			stem = here;
			marks = marks && is_mark(head, from, end);
		}
		for (size_t i = c; i < end && marks && end > c + 1; i++) {
			struct sd_shape_column *column = &shape->columns[i];
			column->closed = true;
			sd_shape_split(shape, column, stem, (struct sd_text){column->name.data + stem.length + 1,
				column->name.length - stem.length - 1});
		}
	}
}

static bool begins(struct sd_text text, struct sd_text with)
{
	return text.length > with.length && !memcmp(text.data, with.data, with.length);
}

/* `gps`, `_gps_latitude` \xe2\x80\xa6; `gps-Latitude` \xe2\x80\xa6: where somebody was, not what they said. */
static void find_places(struct sd_shape *shape)
{
	static const char *const parts[] = {
		"latitude", "longitude", "altitude", "precision", "Latitude", "Longitude", "Altitude", "Accuracy",
		NULL};
	for (size_t c = 0; c < shape->length; c++)
		for (const char *const *part = parts; *part; part++) {
			struct sd_shape_column *column = &shape->columns[c];
			size_t length = strlen(*part);
			if (!sd_ends_with(column->name, *part) || column->name.length < length + 2 ||
			    !strchr("_-", column->name.data[column->name.length - length - 1]))
				continue;
			struct sd_text stem = {column->name.data, column->name.length - length - 1};
			column->about = true;
			for (size_t i = 0; i < shape->length; i++) {
				struct sd_text name = shape->columns[i].name;
				if (sd_text_equal(name, stem) || (begins(stem, SD_TEXT("_")) &&
					sd_text_equal(name, (struct sd_text){stem.data + 1, stem.length - 1}))) {
					shape->columns[i].about = true;
					shape->columns[i].kind = SD_QUESTION_ID;
				}
			}
		}
}

void sd_odk_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	sd_plain_columns(head, record, headers, shape);
	find_places(shape);
	find_parts(head, record + headers, shape);
	find_parts_alone(head, record + headers, shape);
}

size_t sd_recognise_surveycto(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const names[] = {"KEY", "instanceID", "formdef_version", "SubmissionDate", NULL};
	if (!sd_head_has(head, record, "formdef_version", NULL) || sd_head_count_of(head, record, names) < 3)
		return 0;
	sd_str_adds(why, "the header holds KEY, formdef_version and SubmissionDate");
	return 1;
}

size_t sd_recognise_kobo(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const names[] = {
		"_id", "_uuid", "_submission_time", "__version__", "_index", "_parent_index", "_submission__id",
		"_submission__uuid", "_submission__submission_time", NULL};
	static const char *const odk[] = {"meta/instanceID", "meta-instanceID", "instanceID", "SubmissionDate", "KEY",
		"DeviceID", NULL};
	bool theirs = sd_head_count_of(head, record, names) >= 3;
	if (!theirs && sd_head_count_of(head, record, odk) < 3)
		return 0;
	sd_str_adds(why, theirs ? "the header holds _id, _uuid, _submission_time, or of these what stands in a "
				  "repeated group"
				: "the header holds SubmissionDate, KEY and an instanceID");
	return 1;
}
