/* SPDX-License-Identifier: MIT */
/* Between the modules of header shapes. */
#ifndef SD_READ_SHAPE_STATE_H
#define SD_READ_SHAPE_STATE_H

#include "read/shape.h"

/* The text of a cell of the head, trimmed; empty where there is none. */
struct sd_text sd_head_cell(const struct sd_head_records *head, size_t record, size_t column);
/* Cells that are not blank. */
size_t sd_head_filled(const struct sd_head_records *head, size_t record);
/* The commonest number of cells among the records from `from` on. */
size_t sd_head_width(const struct sd_head_records *head, size_t from);
/* Whether the text is one of `names` (NULL-terminated), ASCII case not counted. */
bool sd_is_one_of(struct sd_text text, const char *const *names);
/* Without markup, entities, line ends and runs of blanks. */
struct sd_text sd_label_clean(struct sd_arena *arena, struct sd_text text);
/* A column with `name` as what it is to be called before it is made short and unique. */
struct sd_shape_column *sd_shape_add(struct sd_shape *shape, struct sd_text name, struct sd_text label);
/* Whether a cell of the record is called `name`, ASCII case aside, and which; how many of `names` cells are called by;
 * whether one cell is called by one of them; the cells of the widest of `headers` records. */
bool sd_head_has(const struct sd_head_records *head, size_t record, const char *name, size_t *column);
size_t sd_head_count_of(const struct sd_head_records *head, size_t record, const char *const *names);
bool sd_head_cell_is(const struct sd_head_records *head, size_t record, size_t column, const char *const *names);
size_t sd_head_widest(const struct sd_head_records *head, size_t record, size_t headers);
bool sd_ends_with(struct sd_text text, const char *end);
/* Tells columns about the response, by the names that tools give them, from answers; and of what kind they are. */
void sd_shape_mark_about(struct sd_shape_column *column);
/* The column is for `option` of `question`. */
void sd_shape_split(struct sd_shape *shape, struct sd_shape_column *column, struct sd_text question,
		    struct sd_text option);
/* Columns side by side whose labels have `question - ` in common are of one group. */
void sd_group_by_labels(struct sd_shape *shape);
/* The same by `mark`: of `question<mark>option` or, by its tail, of `option<mark>question`; and of `question
 * [option]`. */
void sd_group_by_mark(struct sd_shape *shape, const char *mark);
void sd_group_by_tail(struct sd_shape *shape, const char *mark);
void sd_group_by_brackets(struct sd_shape *shape);
/* `Question [option]`, with the last pair of brackets. */
bool sd_label_brackets(struct sd_text label, struct sd_text *question, struct sd_text *option);
/* Points and remarks that a quiz has beside a question are no answers. */
void sd_mark_quiz(struct sd_shape *shape);
/* One column for each cell of the record. */
void sd_plain_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
/* "question - option" */
struct sd_text sd_label_join(struct sd_arena *arena, struct sd_text question, struct sd_text option);

/* A survey tool's shape: whether the header begins with `record`, and its columns. */
struct sd_vendor {
	const char *name, *title; /* "qualtrics", "Qualtrics" */
	/* How many records make the header, 0: it is not theirs. Adds to `why`. */
	size_t (*recognise)(const struct sd_head_records *head, size_t record, struct sd_str *why);
	void (*columns)(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
};
size_t sd_recognise_qualtrics(const struct sd_head_records *head, size_t record, struct sd_str *why);
void sd_qualtrics_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
size_t sd_recognise_qualtrics_legacy(const struct sd_head_records *head, size_t record, struct sd_str *why);
void sd_qualtrics_legacy_columns(const struct sd_head_records *head, size_t record, size_t headers,
				 struct sd_shape *shape);
size_t sd_recognise_surveymonkey(const struct sd_head_records *head, size_t record, struct sd_str *why);
void sd_surveymonkey_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
size_t sd_recognise_surveycto(const struct sd_head_records *head, size_t record, struct sd_str *why);
size_t sd_recognise_kobo(const struct sd_head_records *head, size_t record, struct sd_str *why);
void sd_odk_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
extern const struct sd_vendor sd_vendors[];
extern const size_t sd_vendors_length;
/* One or several records of names, where no survey tool is known: see shape_table.c. */
void sd_shape_table(const struct sd_head_records *head, const struct sd_shape_options *options, struct sd_shape *shape);

#endif
