/* SPDX-License-Identifier: MIT */
#include "questions.h"

struct reading {
	struct front *front;
	size_t name, kind, prompt, question; /* question: SIZE_MAX where there is none */
};

static void *worker(void *context)
{
	return context;
}

static const char *keep(struct front *front, struct sd_text text)
{
	return sd_arena_dup(&front->asked.arena, text.data, text.length);
}

static void add(struct sd_list *list, const char *item)
{
	SD_GROW(list->items, list->length, list->room);
	list->items[list->length++] = item;
}

static int take_row(void *context, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct reading *reading = context;
	struct front *front = reading->front;
	struct sd_text name = row->cells[reading->name].text, prompt = row->cells[reading->prompt].text;
	(void)out;
	(void)err;
	if (!sd_text_equals(row->cells[reading->kind].text, "open"))
		return 0;
	add(&front->asked.open, keep(front, name));
	struct sd_str said = SD_STR_INIT;
	sd_str_add_text(&said, name);
	sd_str_addc(&said, '=');
	sd_str_add_text(&said, prompt);
	add(&front->asked.prompts, prompt.length ? keep(front, sd_str_text(&said)) : NULL);
	sd_str_release(&said);
	struct sd_text question =
		reading->question == SIZE_MAX ? (struct sd_text){NULL, 0} : row->cells[reading->question].text;
	add(&front->asked.wordings, question.length ? keep(front, question) : NULL);
	return 0;
}

static int read_file(struct front *front, struct sd_error *err)
{
	if (front->asked.read || front->asked.file.fd < 0)
		return 0;
	front->asked.read = true;
	struct sd_reader *reader = front_reader_of(front, &front->asked.file, err);
	if (!reader)
		return -1;
	struct reading reading = {.front = front};
	const struct sd_pass pass = {.context = &reading, .worker_new = worker, .row = take_row};
	const struct sd_pass_options options = {.jobs = 1};
	struct sd_pass_counts counts = {0, 0, 0};
	const struct sd_header *header = sd_reader_header(reader);
	int result = sd_header_find(header, "name", &reading.name, err) || sd_header_find(header, "kind",
		&reading.kind, err) ||
		     sd_header_find(header, "prompt", &reading.prompt, err) ? -1 : 0;
	reading.question = SIZE_MAX;
	for (size_t c = 0; c < header->length; c++)
		if (sd_text_equals(header->names[c], "question"))
			reading.question = c;
	if (!result)
		result = sd_pass_run(&pass, reader, NULL, &options, &counts, err);
	sd_reader_free(reader);
	return result;
}

static bool has(const struct sd_header *header, const char *name)
{
	for (size_t c = 0; c < header->length; c++)
		if (sd_text_equals(header->names[c], name))
			return true;
	return false;
}

int front_questions_choose(struct front *front, const struct sd_header *header, struct sd_error *err)
{
	if (front->asked.file.fd < 0 || front->text.length)
		return 0;
	if (read_file(front, err))
		return -1;
	for (size_t i = 0; i < front->asked.open.length; i++)
		if (has(header, front->asked.open.items[i])) {
			add(&front->text, front->asked.open.items[i]);
			front_note(front, "the answers: column \"%s\" (--text says another)",
				front->asked.open.items[i]);
		}
	return front->text.length ? 0 : sd_fail(err,
		"%s: names no open question that is a column here; name the answers with --text",
		front->asked.file.name);
}

static bool begins_with(const char *said, const char *question)
{
	size_t length = strlen(question);
	return !strncmp(said, question, length) && said[length] == '=';
}

int front_questions_prompts(struct front *front, const struct sd_header *header, const size_t *text, size_t length,
			    const struct sd_list *said, const struct sd_list **all, struct sd_error *err)
{
	struct sd_list *known = &front->asked.known;
	*all = known;
	if (read_file(front, err))
		return -1;
	known->length = 0;
	for (size_t i = 0; i < said->length; i++)
		add(known, said->items[i]);
	for (size_t i = 0; i < front->asked.open.length; i++) {
		bool wanted = false;
		for (size_t t = 0; t < length; t++)
			wanted |= sd_text_equals(header->names[text[t]], front->asked.open.items[i]);
		for (size_t s = 0; s < said->length; s++)
			wanted &= !begins_with(said->items[s], front->asked.open.items[i]);
		if (wanted && front->asked.prompts.items[i])
			add(known, front->asked.prompts.items[i]);
	}
	return 0;
}

const char **front_questions_wordings(struct front *front, const struct sd_header *header, const size_t *text,
				      size_t length)
{
	if (!front->asked.read)
		return NULL;
	const char **wordings = sd_calloc(length + 1, sizeof *wordings);
	for (size_t i = 0; i < front->asked.open.length; i++)
		for (size_t t = 0; t < length; t++)
			if (sd_text_equals(header->names[text[t]], front->asked.open.items[i]))
				wordings[t] = front->asked.wordings.items[i];
	return wordings;
}

void front_questions_release(struct front *front)
{
	free(front->asked.open.items);
	free(front->asked.prompts.items);
	free(front->asked.wordings.items);
	free(front->asked.known.items);
	sd_arena_release(&front->asked.arena);
}
