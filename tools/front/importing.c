/* SPDX-License-Identifier: MIT */
#include "importing.h"

#include <errno.h>
#include <unistd.h>

#include "import_options.h"
#include "rows/unfit.h"
#include "say/prompt.h"

const char *const front_reshapes[] = {"none", "long", "wide", NULL};

/* Descriptors that can be sought, and how much there is behind them. */
static int find_files(struct front *front, struct front_importing *importing, struct sd_error *err)
{
	struct sd_text first;
	importing->files = sd_calloc(front->inputs.length, sizeof *importing->files);
	if (front_again_prepare(front, &importing->again, err))
		return -1;
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		if (sd_input_peek(input, 1, &first, err) < 0)
			return -1;
		off_t end = lseek(input->fd, 0, SEEK_END);
		if (end < 0)
			return sd_fail_errno(err, errno, "%s", input->name);
		if (!first.length)
			return sd_fail(err, "%s: is empty: there is nothing to import", input->name);
		off_t start = importing->again.starts[i];
		importing->files[i] = (struct sd_file){input->name, input->fd, (uint64_t)start,
			(uint64_t)(end - start)};
	}
	return 0;
}

static bool is_shape(const char *name)
{
	for (size_t i = 0; sd_shape_names[i]; i++)
		if (!strcmp(sd_shape_names[i], name))
			return true;
	return false;
}

static int no_kind(const char *name, struct sd_error *err)
{
	struct sd_str known = SD_STR_INIT;
	for (size_t i = 0; sd_shape_names[i]; i++)
		sd_str_addf(&known, "%s%s", i ? ", " : "", sd_shape_names[i]);
	for (size_t i = 0; sd_source_kinds[i]; i++)
		sd_str_addf(&known, ", %s", sd_source_kinds[i]->name);
	sd_fail(err, "--kind: there is none called \"%s\"; there are %s", name, known.data);
	sd_str_release(&known);
	return -1;
}

int front_importing_prepare(struct front *front, struct front_importing *importing, struct sd_error *err)
{
	if (front_importing_options(front, importing, err) || find_files(front, importing, err))
		return -1;
	struct sd_source_head head;
	struct sd_str why = SD_STR_INIT;
	if (sd_source_head_read(&head, importing->files, front->inputs.length, &importing->head, err))
		return -1;
	const struct sd_source_kind *kind = importing->kind ? sd_source_kind_named(importing->kind) : NULL;
	if (kind)
		importing->options.shape.kind = NULL;
	else if (importing->kind && !is_shape(importing->kind))
		return no_kind(importing->kind, err);
	if (!kind)
		kind = sd_source_recognise(&head, &why);
	if (why.length && kind != &sd_source_text)
		front_note(front, "file: %s, as it %s (--kind says another)", kind->what, why.data);
	sd_str_release(&why);
	const struct sd_unfit *unfit = importing->kind || kind != &sd_source_text ? NULL : sd_unfit_find(head.bytes);
	if (unfit)
		return sd_fail(err, "%s: is %s: %s", head.name, unfit->what, unfit->remedy);
	if (front->inputs.length > kind->most_files)
		return sd_fail(err, "%s: one file at a time; `saydo import` each, for each has a header of its own",
			       front->inputs.items[1].name);
	if (importing->told.sheet && kind != &sd_source_xlsx && kind != &sd_source_xls)
		return sd_fail(err, "%s: is %s, which has no sheets: leave --sheet out", head.name, kind->what);
	if (importing->told.moderators_length && !kind->speakers)
		return sd_fail(err, "%s: is %s, in which nobody speaks: leave --moderator out", head.name, kind->what);
	importing->source = kind->open(&head, &importing->told, err);
	if (!importing->source) {
		const struct sd_source_kind *seems = sd_source_recognise(&head, NULL);
		if (importing->kind && seems != kind)
			sd_str_addf(&err->message, "; without --kind %s it is read as %s", kind->name, seems->what);
		return -1;
	}
	if (importing->questions.fd >= 0)
		importing->questionnaire = front_questionnaire(front, err);
	return importing->questions.fd < 0 || importing->questionnaire ? 0 : -1;
}

static const char *prompt_of(void *context, struct sd_text question)
{
	struct front_importing *importing = context;
	const char *code;
	enum sd_prompt prompt = sd_questionnaire_guess(importing->questionnaire, question, &code);
	for (size_t i = 0; code && i < SD_LANGUAGES_MOST && sd_language_at(i); i++)
		importing->asked[i] += !strcmp(code, sd_language_at(i));
	return sd_prompt_name(prompt);
}

/* All labels, of closed questions too, tell the language that a questionnaire is in. */
static void read_labels(struct front_importing *importing, const struct sd_import *import)
{
	const struct sd_shape *shape = &import->shape;
	struct sd_text *labels = sd_calloc(shape->length + 1, sizeof *labels);
	size_t length = 0;
	for (size_t c = 0; c < shape->length; c++)
		if (!import->left_out[c] && !shape->columns[c].about)
			labels[length++] =
				shape->columns[c].label.length ? shape->columns[c].label : shape->columns[c].name;
	sd_questionnaire_read(importing->questionnaire, labels, length);
	free(labels);
}

/* Nothing is told where all are in English, which most names of columns are. */
static void tell_languages(struct front *front, const struct front_importing *importing)
{
	struct sd_str told = SD_STR_INIT;
	size_t foreign = 0;
	for (size_t i = 0; i < SD_LANGUAGES_MOST && sd_language_at(i); i++) {
		if (!importing->asked[i])
			continue;
		sd_str_addf(&told, "%s%zu in %s", told.length ? ", " : "", importing->asked[i],
			    sd_language_name(sd_language_at(i)));
		foreign += strcmp(sd_language_at(i), "en") != 0;
	}
	if (foreign && !front->language)
		front_note(front, "open questions, by their words: %s (--language says another)", told.data);
	sd_str_release(&told);
}

static int write_questions(struct front_importing *importing, struct sd_import *import, struct sd_error *err)
{
	const struct sd_question_prompts prompts = {importing, prompt_of};
	if (importing->questions.fd < 0)
		return 0;
	const int named = sd_format_by_name(importing->questions.name);
	const struct sd_writer_options options = {.to = named < 0 ? SD_FORMAT_CSV : (enum sd_format)named, .from = -1};
	read_labels(importing, import);
	struct sd_writer *writer = sd_writer_new(&importing->questions, &options);
	int result = sd_questions_write(&import->shape, import->questions, import->left_out, &prompts, writer, err);
	sd_writer_free(writer);
	return result;
}

int front_importing_run(struct front *front, struct front_importing *importing, struct sd_error *err)
{
	struct sd_import import = {.source = NULL};
	importing->options.reject = front->reject.fd >= 0 ? &front->reject : NULL;
	importing->options.progress = &front->progress;
	int result = sd_import_begin(&import, importing->source, front->inputs.items[0].name, &importing->options, err);
	struct sd_writer *writer = front_writer(front, NULL);
	if (!result)
		result = sd_import_write(&import, writer, err);
	if (!result)
		result = write_questions(importing, &import, err);
	const struct sd_text notes = sd_str_text(&import.notes);
	front_note_lines(front, sd_str_text(&importing->source->notes));
	front_note_lines(front, (struct sd_text){notes.data, front->quiet ? import.counts_at : import.counts_end});
	if (notes.length)
		front_note_lines(front,
				 (struct sd_text){notes.data + import.counts_end, notes.length - import.counts_end});
	tell_languages(front, importing);
	front->counts.rejected = import.counts.refused + import.counts.other;
	sd_writer_free(writer);
	sd_import_release(&import);
	return result;
}

void front_importing_release(struct front_importing *importing)
{
	sd_source_free(importing->source);
	sd_str_release(&importing->head);
	free(importing->files);
	front_again_release(&importing->again);
	sd_questionnaire_free(importing->questionnaire);
}
