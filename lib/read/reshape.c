/* SPDX-License-Identifier: MIT */
#include "read/reshape.h"

struct part {
	size_t column;
	struct sd_text option;
};

struct sd_reshaper {
	const struct sd_import *import;
	bool *grouped; /* long: the column is of a group */
	struct part *parts; /* wide */
	size_t parts_length, parts_room;
	bool *joined; /* wide: several options in a cell */
	struct sd_arena arena;
};

static bool more_than_one(const struct sd_question *question, const struct sd_shape_column *column)
{
	return column->kind == SD_QUESTION_CHOICE && !column->about && !column->options_length &&
	       sd_question_joined(question);
}

static void add_parts(struct sd_reshaper *reshaper, size_t column, struct sd_writer *writer)
{
	const struct sd_import *import = reshaper->import;
	struct sd_count *counts = sd_joined_options(&import->questions[column].joined);
	struct sd_count_entry *entries = sd_count_sorted(counts);
	struct sd_str name = SD_STR_INIT;
	for (size_t i = 0; i < sd_count_length(counts); i++) {
		if (*entries[i].sums < 2 && import->questions[column].many)
			continue; /* what somebody wrote beside the options */
		SD_GROW(reshaper->parts, reshaper->parts_length, reshaper->parts_room);
		reshaper->parts[reshaper->parts_length++] = (struct part){
			column,
			{sd_arena_dup(&reshaper->arena, entries[i].key.data, entries[i].key.length), entries[i].key.length}};
		sd_str_clear(&name);
		sd_str_add_text(&name, import->shape.columns[column].name);
		sd_str_addc(&name, '/');
		sd_str_add_text(&name, entries[i].key);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
	free(entries);
	sd_count_free(counts);
}

struct sd_reshaper *sd_reshaper_new(const struct sd_import *import, struct sd_writer *writer)
{
	if (import->options.reshape == SD_RESHAPE_NONE)
		return NULL;
	struct sd_reshaper *reshaper = sd_calloc(1, sizeof *reshaper);
	const struct sd_shape *shape = &import->shape;
	bool is_long = import->options.reshape == SD_RESHAPE_LONG;
	reshaper->import = import;
	reshaper->grouped = sd_calloc(shape->length + 1, sizeof *reshaper->grouped);
	reshaper->joined = sd_calloc(shape->length + 1, sizeof *reshaper->joined);
	for (size_t c = 0; c < shape->length; c++) {
		reshaper->grouped[c] = is_long && shape->columns[c].group.length;
		reshaper->joined[c] = !is_long && more_than_one(&import->questions[c], &shape->columns[c]);
		if (!import->left_out[c] && !reshaper->grouped[c])
			sd_writer_column(writer, shape->columns[c].name);
		if (!import->left_out[c] && reshaper->joined[c])
			add_parts(reshaper, c, writer);
	}
	if (is_long) {
		sd_writer_column(writer, SD_TEXT("question"));
		sd_writer_column(writer, SD_TEXT("option"));
		sd_writer_column(writer, SD_TEXT("answer"));
	}
	return reshaper;
}

void sd_reshaper_free(struct sd_reshaper *reshaper)
{
	if (!reshaper)
		return;
	free(reshaper->grouped);
	free(reshaper->joined);
	free(reshaper->parts);
	sd_arena_release(&reshaper->arena);
	free(reshaper);
}

static struct sd_cell cell_of(const struct sd_source_record *record, size_t column)
{
	return column < record->length ? record->cells[column] : (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
}

static void plain_cells(struct sd_reshaper *reshaper, const struct sd_source_record *record, struct sd_out *out)
{
	size_t part = 0;
	for (size_t c = 0; c < reshaper->import->shape.length; c++) {
		if (reshaper->import->left_out[c] || reshaper->grouped[c])
			continue;
		struct sd_cell cell = cell_of(record, c);
		sd_out_cell(out, cell);
		for (; part < reshaper->parts_length && reshaper->parts[part].column == c; part++) {
			if (!sd_text_trim(cell.text).length)
				sd_out_absent(out);
			else
				sd_out_int(out, sd_joined_has(&reshaper->import->questions[c].joined,
							      sd_text_trim(cell.text), reshaper->parts[part].option));
		}
	}
}

void sd_reshape_row(struct sd_reshaper *reshaper, const struct sd_source_record *record, struct sd_out *out)
{
	const struct sd_shape *shape = &reshaper->import->shape;
	bool any = false;
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_cell cell = cell_of(record, c);
		if (!reshaper->grouped[c] || !sd_text_trim(cell.text).length)
			continue;
		any = true;
		plain_cells(reshaper, record, out);
		sd_out_text(out, shape->columns[c].group);
		sd_out_text(out, shape->columns[c].option);
		sd_out_cell(out, cell);
		sd_out_end(out);
	}
	if (any)
		return;
	plain_cells(reshaper, record, out);
	for (size_t i = 0; i < 3 && reshaper->import->options.reshape == SD_RESHAPE_LONG; i++)
		sd_out_absent(out);
	sd_out_end(out);
}
