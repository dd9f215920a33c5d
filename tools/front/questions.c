/* SPDX-License-Identifier: MIT */
#include "questions.h"

#include <sys/stat.h>

#include "read/source.h"
#include "say/prompt.h"

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

/* Whether the cell, which may have been changed by hand, is one of `words`. */
static int check_word(const struct sd_row *row, size_t column, const char *what, const char *const *words,
		      size_t length, struct sd_error *err)
{
	struct sd_str list = SD_STR_INIT;
	for (size_t i = 0; i < length; i++) {
		if (sd_text_equals(row->cells[column].text, words[i]))
			return sd_str_release(&list), 0;
		sd_str_addf(&list, "%s%s", list.length ? ", " : "", words[i]);
	}
	const struct sd_text cell = row->cells[column].text;
	sd_fail(err, "%s: line %llu, column %zu (%s): \"%.*s\" is none of %s; write one of these, or nothing",
		row->file, (unsigned long long)row->line, column + 1, what, (int)cell.length, cell.data, list.data);
	sd_str_release(&list);
	return -1;
}

static int take_row(void *context, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct reading *reading = context;
	struct front *front = reading->front;
	struct sd_text name = row->cells[reading->name].text, prompt = row->cells[reading->prompt].text;
	(void)out;
	const char *prompts[SD_PROMPT_KINDS + 1] = {""};
	for (size_t i = 0; i < SD_PROMPT_KINDS; i++)
		prompts[i + 1] = sd_prompt_name((enum sd_prompt)i);
	if (check_word(row, reading->kind, "kind", sd_question_kind_names, SD_QUESTION_KINDS, err) ||
	    check_word(row, reading->prompt, "prompt", prompts, SD_PROMPT_KINDS + 1, err))
		return -1;
	add(&front->asked.names, keep(front, name));
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

/* The place of the column, or -1 with a message that names the file: an export, or what an older version wrote, is no
 * list of questions. */
static int find_column(const struct front *front, const struct sd_header *header, const char *name, size_t *place,
		       struct sd_error *err)
{
	for (*place = 0; *place < header->length; ++*place)
		if (sd_text_equals(header->names[*place], name))
			return 0;
	return sd_fail(err,
		       "%s: line 1: no column is called \"%s\": this is no list of questions; `saydo import "
		       "--questions-out` writes one",
		       front->asked.file.name, name);
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
	int result = find_column(front, header, "name", &reading.name, err) ||
		     find_column(front, header, "kind", &reading.kind, err) ||
		     find_column(front, header, "prompt", &reading.prompt, err) ? -1 : 0;
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
	const struct sd_list *open = &front->asked.open;
	size_t missing = 0, first = 0;
	for (size_t i = 0; i < open->length; i++) {
		if (has(header, open->items[i])) {
			add(&front->text, open->items[i]);
			front_note(front, "the answers: column \"%s\" (--text says another)", open->items[i]);
		} else if (!missing++) {
			first = i;
		}
	}
	if (!front->text.length)
		return sd_fail(err,
			       "%s: names no open question that is a column here; is it of another survey? Name the "
			       "answers with --text",
			       front->asked.file.name);
	if (missing)
		front_note(front,
			   "%s: %zu of its %zu open questions %s no column here (\"%s\"%s): it may be of another "
			   "version of the survey",
			   front->asked.file.name, missing, open->length, missing == 1 ? "is" : "are",
			   open->items[first], missing > 1 ? " and others" : "");
	return 0;
}

void front_questions_note(struct front *front)
{
	struct stat status;
	if (!front->asked.file.name) /* not given, or no option of this filter */
		return;
	if (!front->asked.read)
		front_note(front, "%s: was not read, for --text names the answers", front->asked.file.name);
	/* What is replaced while it is open has no name any more. */
	else if (!fstat(front->asked.file.fd, &status) && S_ISREG(status.st_mode) && !status.st_nlink)
		front_note(front,
			   "warning: %s was written anew while this ran, and the old one was read: write the table "
			   "with -o first, then run this again",
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
	bool any = !front->asked.names.length;
	for (size_t i = 0; i < front->asked.names.length && !any; i++)
		any = has(header, front->asked.names.items[i]);
	if (!any)
		front_note(front, "%s: names no column that is here, and is left out: it is of another survey",
			   front->asked.file.name);
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
	free(front->asked.names.items);
	free(front->asked.prompts.items);
	free(front->asked.wordings.items);
	free(front->asked.known.items);
	sd_arena_release(&front->asked.arena);
}
