/* SPDX-License-Identifier: MIT */
#include "base/data.h"
#include "front.h"
#include "questions.h"

static struct sd_reader_options reader_options(const struct front *front)
{
	return (struct sd_reader_options){.from = front->from,
					  .max_field = (size_t)front->max_field,
					  .chunk = (size_t)front->chunk,
					  .repair_utf8 = front->invalid_utf8 == 1};
}

struct sd_reader *front_reader(struct front *front, struct sd_error *err)
{
	struct sd_reader_options options = reader_options(front);
	return sd_reader_new(front->inputs.items, front->inputs.length, &options, err);
}

struct sd_reader *front_reader_of(struct front *front, struct sd_input *input, struct sd_error *err)
{
	struct sd_reader_options options = reader_options(front);
	options.from = -1; /* --from speaks of the survey */
	return sd_reader_new(input, 1, &options, err);
}

struct sd_writer *front_writer(struct front *front, const struct sd_reader *reader)
{
	struct sd_writer_options options = {.to = SD_FORMAT_CSV, .from = -1, .for_spreadsheet = front->for_spreadsheet};
	if (reader) {
		options.from = (int)sd_reader_format(reader);
		options.to = sd_reader_format(reader);
	}
	/* What is called .tsv is read as TSV by the next filter, and so is written as it. */
	int named = sd_format_by_name(front->output.name);
	if (front->to >= 0 || named >= 0)
		options.to = (enum sd_format)(front->to >= 0 ? front->to : named);
	return sd_writer_new(&front->output, &options);
}

/* Where the rows of a reader are counted: those over the inputs together, those over another file by its name. */
static struct sd_pass_counts *counts_of(struct front *front, const struct sd_reader *reader)
{
	const char *name = sd_reader_name(reader);
	if (front->inputs.length && name == front->inputs.items[0].name) {
		front->passes++;
		return &front->counts;
	}
	for (size_t i = 0; i < front->sources_length; i++)
		if (front->sources[i].name == name)
			return &front->sources[i].counts;
	if (front->sources_length == FRONT_SOURCES)
		abort(); /* a tool has fewer IN options than that */
	front->sources[front->sources_length].name = name;
	return &front->sources[front->sources_length++].counts;
}

int front_pass(struct front *front, const struct sd_pass *pass, struct sd_reader *reader, struct sd_writer *writer,
	       struct sd_error *err)
{
	struct sd_pass_options options = {.jobs = (unsigned)front->jobs,
					  .reject = front->reject.fd >= 0 ? &front->reject : NULL,
					  .progress = &front->progress,
					  .aside = front->aside,
					  .why = front->why,
					  .stored = front->stored};
	return sd_pass_run(pass, reader, writer, &options, counts_of(front, reader), err);
}

int front_pass_stored(struct front *front, const struct sd_pass *pass, struct sd_stored *stored,
		      const struct sd_header *header, bool last, struct sd_error *err)
{
	struct sd_pass_options options = {.jobs = (unsigned)front->jobs,
					  .reject = front->reject.fd >= 0 ? &front->reject : NULL,
					  .aside = front->aside,
					  .why = front->why};
	return sd_pass_run_stored(pass, stored, header, last, &options, &front->counts, err);
}

int front_columns(const struct sd_list *names, const struct sd_header *header, size_t **indices, struct sd_error *err)
{
	*indices = sd_calloc(names->length + 1, sizeof **indices);
	for (size_t i = 0; i < names->length; i++) {
		if (sd_header_find(header, names->items[i], &(*indices)[i], err) < 0) {
			free(*indices);
			*indices = NULL;
			return -1;
		}
	}
	return 0;
}

static int columns_or_guess(struct front *front, const struct sd_list *names, const char *const *candidates,
			    const char *what, const char *option, const struct sd_header *header, size_t **indices,
			    size_t *length, struct sd_error *err)
{
	*length = names->length;
	if (names->length)
		return front_columns(names, header, indices, err);
	size_t index;
	if (sd_header_guess(header, candidates, what, option, &index, err) < 0)
		return -1;
	front_note(front, "the %s: column \"%s\" (%s says another)", what, header->names[index].data, option);
	*indices = sd_calloc(1, sizeof **indices);
	**indices = index;
	*length = 1;
	return 0;
}

int front_text_columns(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		       struct sd_error *err)
{
	if (front_questions_choose(front, header, err))
		return -1;
	if (columns_or_guess(front, &front->text, sd_text_columns, "answers", "--text", header, indices, length, err))
		return -1;
	for (size_t i = 1; i < *length; i++)
		for (size_t before = 0; before < i; before++) {
			if ((*indices)[before] != (*indices)[i])
				continue;
			sd_fail(err, "--text names column \"%s\" twice", header->names[(*indices)[i]].data);
			free(*indices);
			*indices = NULL;
			return -1;
		}
	return 0;
}

int front_id_columns(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		     struct sd_error *err)
{
	return columns_or_guess(front, &front->id, sd_id_columns, "id", "--id", header, indices, length, err);
}

int front_date_column(struct front *front, const struct sd_header *header, size_t *index, struct sd_error *err)
{
	struct sd_list names = {&front->date, front->date ? 1 : 0, 0};
	size_t *indices = NULL, length;
	if (columns_or_guess(front, &names, sd_date_columns, "date", "--date", header, &indices, &length, err) < 0)
		return -1;
	*index = indices[0];
	free(indices);
	return 0;
}

void front_add_column(const struct front *front, struct sd_writer *writer, const struct sd_header *header,
		      size_t text_column, size_t text_columns, const char *suffix)
{
	struct sd_str name = SD_STR_INIT;
	if (text_columns > 1) {
		sd_str_add_text(&name, header->names[text_column]);
		sd_str_addc(&name, '.');
	}
	sd_str_adds(&name, front->as ? front->as : front->tool->name);
	sd_str_adds(&name, suffix);
	sd_writer_column(writer, sd_str_text(&name));
	sd_str_release(&name);
}

int front_data(struct front *front, const char *language, const char *name, struct sd_str *content,
	       struct sd_error *err)
{
	if (!front->data)
		front->data = sd_data_folder(err);
	return front->data ? sd_data_read(front->data, language, name, content, err) : -1;
}
