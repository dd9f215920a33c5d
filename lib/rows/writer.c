/* SPDX-License-Identifier: MIT */
#include "rows/writer.h"

#include "base/json.h"
#include "rows/format.h"

static struct sd_writer *make(const struct sd_writer_options *options)
{
	struct sd_writer *writer = sd_calloc(1, sizeof *writer);
	writer->options = *options;
	writer->own = sd_out_new(writer);
	if (options->to == SD_FORMAT_TABLE)
		writer->table = sd_table_new();
	return writer;
}

struct sd_writer *sd_writer_new(struct sd_output *output, const struct sd_writer_options *options)
{
	struct sd_writer *writer = make(options);
	writer->output = output;
	writer->terminal = sd_output_is_terminal(output);
	return writer;
}

struct sd_writer *sd_writer_new_into(struct sd_str *into, const struct sd_writer_options *options)
{
	struct sd_writer *writer = make(options);
	writer->into = into;
	return writer;
}

static int put(struct sd_writer *writer, struct sd_text bytes, struct sd_error *err)
{
	if (!bytes.length)
		return 0;
	if (writer->output)
		return sd_output_write(writer->output, bytes, err);
	sd_str_add_text(writer->into, bytes);
	return 0;
}

void sd_writer_free(struct sd_writer *writer)
{
	if (!writer)
		return;
	sd_out_free(writer->own);
	sd_table_free(writer->table);
	for (size_t i = 0; writer->keys && i < writer->length; i++)
		sd_str_release(&writer->keys[i]);
	free(writer->keys);
	free(writer->names);
	sd_arena_release(&writer->arena);
	free(writer);
}

void sd_writer_column(struct sd_writer *writer, struct sd_text name)
{
	SD_GROW(writer->names, writer->length, writer->room);
	writer->names[writer->length].data = sd_arena_dup(&writer->arena, name.data, name.length);
	writer->names[writer->length++].length = name.length;
}

void sd_writer_columns(struct sd_writer *writer, const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
}

void sd_writer_pass(struct sd_writer *writer, const struct sd_header *header)
{
	for (size_t i = 0; i < header->length; i++)
		sd_writer_column(writer, header->names[i]);
	writer->passed = header->length;
}

static int compare_names(const void *a, const void *b)
{
	const struct sd_text *const *left = a, *const *right = b;
	int order = sd_text_compare(**left, **right);
	return order ? order : (*left > *right) - (*left < *right);
}

static int check_names(const struct sd_writer *writer, struct sd_error *err)
{
	const struct sd_text **order = sd_calloc(writer->length + 1, sizeof *order);
	for (size_t i = 0; i < writer->length; i++)
		order[i] = &writer->names[i];
	qsort(order, writer->length, sizeof *order, compare_names);
	int result = 0;
	for (size_t i = 0; !result && i + 1 < writer->length; i++) {
		if (!sd_text_equal(*order[i], *order[i + 1]))
			continue;
		bool both_passed = (size_t)(order[i + 1] - writer->names) < writer->passed;
		if (both_passed && writer->options.to != SD_FORMAT_JSONL)
			continue;
		struct sd_str name = SD_STR_INIT;
		sd_str_add_printable(&name, *order[i], 60);
		result = sd_fail(err,
				 both_passed ? "two columns are called \"%s\", which JSON Lines cannot hold; rename one"
					     : "a column called \"%s\" is there already; rename it, or name what is "
					       "added with --as",
				 name.length ? name.data : "");
		sd_str_release(&name);
	}
	free(order);
	return result;
}

int sd_writer_begin(struct sd_writer *writer, struct sd_error *err)
{
	if (check_names(writer, err) < 0)
		return -1;
	struct sd_out *out = writer->own;
	if (writer->options.to == SD_FORMAT_JSONL) {
		writer->keys = sd_calloc(writer->length + 1, sizeof *writer->keys);
		for (size_t i = 0; i < writer->length; i++) {
			sd_json_add_string(&writer->keys[i], writer->names[i], false);
			sd_str_addc(&writer->keys[i], ':');
		}
		return 0;
	}
	for (size_t i = 0; i < writer->length; i++) {
		/* A column without a name (a comma too many in the header) stays as it most likely came. */
		bool bare = writer->options.to == SD_FORMAT_CSV && !writer->names[i].length && writer->length > 1;
		if (bare)
			sd_out_absent(out);
		else
			sd_out_text(out, writer->names[i]);
	}
	sd_out_end(out);
	return sd_writer_flush(writer, err);
}

struct sd_out *sd_writer_out(struct sd_writer *writer)
{
	return writer->own;
}

int sd_writer_write(struct sd_writer *writer, struct sd_text rows, struct sd_error *err)
{
	if (!writer->table)
		return put(writer, rows, err);
	struct sd_str shown = SD_STR_INIT;
	sd_table_take(writer->table, rows);
	sd_table_give(writer->table, false, &shown);
	int result = put(writer, sd_str_text(&shown), err);
	sd_str_release(&shown);
	return result;
}

int sd_writer_flush(struct sd_writer *writer, struct sd_error *err)
{
	int result = sd_writer_write(writer, sd_str_text(&writer->own->bytes), err);
	sd_str_clear(&writer->own->bytes);
	writer->own->row_start = 0;
	return result;
}

int sd_writer_end(struct sd_writer *writer, struct sd_error *err)
{
	if (sd_writer_flush(writer, err) < 0)
		return -1;
	if (!writer->table)
		return 0;
	struct sd_str shown = SD_STR_INIT;
	sd_table_give(writer->table, true, &shown);
	int result = put(writer, sd_str_text(&shown), err);
	sd_str_release(&shown);
	return result;
}
