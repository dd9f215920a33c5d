/* SPDX-License-Identifier: MIT */
#include "front.h"

#include <unistd.h>

#include "base/data.h"
#include "base/hash.h"
#include "base/jobs.h"
#include "common.h"
#include "notes.h"
#include "open.h"
#include "questions.h"

#ifndef SD_VERSION
#error "the Makefile says the version"
#endif

static void out_of_memory(void)
{
	front_tell(SD_TEXT("saydo: out of memory\n"));
	_exit(FRONT_FAILED);
}

static bool is_own(const struct tool *tool, const char *name)
{
	for (size_t i = 0; i < tool->options_length; i++)
		if (!strcmp(tool->options[i].name, name))
			return true;
	return false;
}

/* A group of common options without those that the tool has by the same name and another meaning (report: --to). */
static struct sd_opt_group without_own(struct front *front, const struct front_common *common, size_t *kept)
{
	struct sd_opt_group group = {common->title, common->options, common->length, front};
	size_t from = *kept;
	bool any = false;
	for (size_t i = 0; i < common->length; i++)
		any |= is_own(front->tool, common->options[i].name);
	for (size_t i = 0; any && i < common->length && *kept < FRONT_KEPT; i++)
		if (!is_own(front->tool, common->options[i].name))
			front->kept[(*kept)++] = common->options[i];
	if (any) {
		group.options = front->kept + from;
		group.length = *kept - from;
	}
	return group;
}

static size_t gather_groups(struct front *front, struct sd_opt_group groups[FRONT_MOST_GROUPS])
{
	const struct tool *tool = front->tool;
	size_t length = 0, kept = 0;
	if (tool->options_length)
		groups[length++] = (struct sd_opt_group){"Options", tool->options, tool->options_length, tool->values};
	for (size_t i = 0; i < front_common_length; i++)
		if (!front_common[i].use || (tool->uses & front_common[i].use))
			groups[length++] = without_own(front, &front_common[i], &kept);
	return length;
}

static int show(struct front *front, struct sd_error *err)
{
	struct sd_str text = SD_STR_INIT;
	const struct tool *tool = front->tool;
	if (front->help) {
		sd_str_addf(&text, "Usage: saydo %s [OPTION]...%s\n\n%s (a %s filter).\n", tool->name,
			    tool->uses & (FRONT_ROWS | FRONT_FILES) ? " [FILE]..." : "", tool->summary, tool->kind);
		sd_opt_add_help(&front->set, &text);
		sd_str_addf(&text, "\nExit status: 0 done, 1 rows set aside%s, 2 failure. Manual: saydo help %s\n",
			    "", tool->name);
	} else if (front->version) {
		sd_str_adds(&text, "saydo " SD_VERSION "\n");
	} else {
		sd_opt_add_listing(&front->set, &text);
	}
	struct sd_output out = SD_OUTPUT_INIT;
	int result = sd_output_open(&out, NULL, false, err);
	if (!result)
		result = sd_output_write(&out, sd_str_text(&text), err);
	if (!result)
		result = sd_output_commit(&out, err);
	sd_output_abandon(&out);
	sd_str_release(&text);
	return result;
}

static int work(struct front *front, struct sd_error *err)
{
	if (!front->jobs)
		front->jobs = sd_jobs_available();
	if (sd_hash_init() < 0)
		return sd_fail(err, "the system has no random numbers to give");
	if (front_open(front, err) < 0)
		return -1;
	if (front->tool->prepare && front->tool->prepare(front, err) < 0)
		return -1;
	if (front_lock_in(front, err) < 0)
		return -1;
	uint64_t total = 0;
	for (size_t i = 0; i < front->inputs.length; i++)
		total += front->inputs.items[i].size;
	if (front->progress_wanted || isatty(STDERR_FILENO))
		sd_progress_begin(&front->progress, total, front_show_progress, NULL);
	int result = front->tool->run(front, err);
	sd_progress_end(&front->progress);
	if (result >= 0 && front_commit(front, err) < 0)
		result = -1;
	if (!result && front_any_rejected(front))
		result = FRONT_FINDINGS;
	return result;
}

int front_main(const struct tool *tool, int count, char **arguments)
{
	struct sd_error err = SD_ERROR_INIT;
	struct front front = {.tool = tool};
	struct sd_opt_group groups[FRONT_MOST_GROUPS];
	sd_io_guard();
	sd_mem_on_exhausted(out_of_memory);
	front.set = (struct sd_opt_set){groups, gather_groups(&front, groups),
					tool->uses & (FRONT_ROWS | FRONT_FILES) ? &front.operands : NULL};
	front.output = front.reject = (struct sd_output)SD_OUTPUT_INIT;
	sd_opt_preset(&front.set);
	int result = sd_opt_parse(&front.set, count, arguments, &err);
	if (!result)
		result = front.help || front.version || front.listing ? show(&front, &err) : work(&front, &err);
	if (result >= 0) {
		front_questions_note(&front);
		front_note_counts(&front);
	}
	front_tell(sd_str_text(&front.notes));
	if (result < 0)
		front_tell_error(tool, &err);
	for (size_t i = 0; i < front.inputs.length; i++)
		sd_input_close(&front.inputs.items[i]);
	free(front.inputs.items);
	sd_output_abandon(&front.output);
	sd_opt_release(&front.set);
	front_questions_release(&front);
	sd_str_release(&front.notes);
	sd_error_release(&err);
	free(front.data);
	return result < 0 ? FRONT_FAILED : result;
}
