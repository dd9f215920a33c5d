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
/* "question - option" */
struct sd_text sd_label_join(struct sd_arena *arena, struct sd_text question, struct sd_text option);

/* A survey tool's shape: whether the header begins with `record`, and its columns. */
struct sd_vendor {
	const char *name, *title; /* "qualtrics", "Qualtrics" */
	/* How many records make the header, 0: it is not theirs. Adds to `why`. */
	size_t (*recognise)(const struct sd_head_records *head, size_t record, struct sd_str *why);
	void (*columns)(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape);
};
extern const struct sd_vendor sd_vendors[];
extern const size_t sd_vendors_length;
/* One or several records of names, where no survey tool is known: see shape_table.c. */
void sd_shape_table(const struct sd_head_records *head, const struct sd_shape_options *options, struct sd_shape *shape);

#endif
