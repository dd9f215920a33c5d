/* SPDX-License-Identifier: MIT */
#include "front.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/data.h"
#include "base/hash.h"
#include "base/jobs.h"
#include "base/sandbox.h"
#include "common.h"

#ifndef SD_VERSION
#error "the Makefile says the version"
#endif

enum { MOST_GROUPS = 12 };

/* Standard error is all that is left to tell of a failure to write to it. */
static void tell(struct sd_text bytes)
{
	while (bytes.length) {
		ssize_t written = write(STDERR_FILENO, bytes.data, bytes.length);
		if (written <= 0)
			return;
		bytes.data += written;
		bytes.length -= (size_t)written;
	}
}

static void out_of_memory(void)
{
	tell(SD_TEXT("saydo: out of memory\n"));
	_exit(FRONT_FAILED);
}

static void tell_error(const struct tool *tool, const struct sd_error *err)
{
	struct sd_str line = SD_STR_INIT;
	sd_str_addf(&line, "saydo %s: ", tool->name);
	sd_str_add_printable(&line, sd_str_text(&err->message), SIZE_MAX);
	sd_str_addc(&line, '\n');
	tell(sd_str_text(&line));
	sd_str_release(&line);
}

void front_note(struct front *front, const char *format, ...)
{
	struct sd_str line = SD_STR_INIT;
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&line, format, arguments);
	va_end(arguments);
	sd_str_addf(&front->notes, "saydo %s: ", front->tool->name);
	sd_str_add_printable(&front->notes, sd_str_text(&line), SIZE_MAX);
	sd_str_addc(&front->notes, '\n');
	sd_str_release(&line);
}

void front_note_lines(struct front *front, struct sd_text lines)
{
	while (lines.length) {
		const char *end = memchr(lines.data, '\n', lines.length);
		size_t length = end ? (size_t)(end - lines.data) : lines.length;
		front_note(front, "%.*s", (int)length, lines.data);
		lines.data += length + (end ? 1 : 0);
		lines.length -= length + (end ? 1 : 0);
	}
}

static void note_counts(struct front *front, const char *name, const struct sd_pass_counts *counts)
{
	if (front->quiet)
		return;
	front_note(front, "%s%s%llu row%s in, %llu set aside%s%s", name ? name : "", name ? ": " : "",
		   (unsigned long long)counts->rows, counts->rows == 1 ? "" : "s", (unsigned long long)counts->rejected,
		   counts->rejected ? " in " : "", counts->rejected ? front->reject.name : "");
	if (counts->repaired)
		front_note(front, "%s%s%llu ill-formed piece%s of UTF-8 became U+FFFD", name ? name : "", name ? ": " : "",
			   (unsigned long long)counts->repaired, counts->repaired == 1 ? "" : "s");
}

static void note_all_counts(struct front *front)
{
	if (front->passes)
		note_counts(front, NULL, &front->counts);
	for (size_t i = 0; i < front->sources_length; i++)
		note_counts(front, front->sources[i].name, &front->sources[i].counts);
}

static bool any_rejected(const struct front *front)
{
	uint64_t rejected = front->counts.rejected;
	for (size_t i = 0; i < front->sources_length; i++)
		rejected += front->sources[i].counts.rejected;
	return rejected > 0;
}

static size_t gather_groups(struct front *front, struct sd_opt_group groups[MOST_GROUPS])
{
	const struct tool *tool = front->tool;
	size_t length = 0;
	if (tool->options_length)
		groups[length++] = (struct sd_opt_group){"Options", tool->options, tool->options_length, tool->values};
	for (size_t i = 0; i < front_common_length; i++)
		if (!front_common[i].use || (tool->uses & front_common[i].use))
			groups[length++] = (struct sd_opt_group){front_common[i].title, front_common[i].options,
								 front_common[i].length, front};
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

/* Calls `visit` for every output that was opened, the tool's own first, standard output or -o last. */
static int each_output(struct front *front, int (*visit)(struct sd_output *, void *, struct sd_error *), void *context,
		       struct sd_error *err);

/* Whether two outputs would become one file, or both write to standard output. */
static bool is_same_output(const struct sd_output *a, const struct sd_output *b)
{
	struct stat left, right;
	if (a->directory >= 0 && b->directory >= 0)
		return !fstat(a->directory, &left) && !fstat(b->directory, &right) && left.st_dev == right.st_dev &&
		       left.st_ino == right.st_ino && !strcmp(a->base, b->base);
	/* Both to /dev/null is a wish like another. */
	return a->directory < 0 && b->directory < 0 && !fstat(a->fd, &left) && !fstat(b->fd, &right) &&
	       (!S_ISCHR(left.st_mode) || isatty(a->fd)) && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

static bool is_input(const struct front *front, const struct sd_output *output)
{
	struct stat target, input;
	if (output->directory < 0 || fstatat(output->directory, output->base, &target, 0))
		return false;
	for (size_t i = 0; i < front->inputs.length; i++)
		if (!fstat(front->inputs.items[i].fd, &input) && input.st_dev == target.st_dev &&
		    input.st_ino == target.st_ino)
			return true;
	return false;
}

/* Each output by itself: rows set aside must not be lost under the result, nor the survey under either. That -o writes
 * over its input is allowed: it is read whole before. */
static int check_output(struct sd_output *output, void *context, struct sd_error *err)
{
	struct front *front = context;
	if (output == &front->output)
		return 0;
	if (is_same_output(output, &front->output))
		return sd_fail(err, "%s: is where the result goes too; name two different places", output->name);
	if (is_input(front, output))
		return sd_fail(err, "%s: is one of the inputs, which would be lost; name another file", output->name);
	return 0;
}

/* One standard input is one input: the rows', or that of one IN option. */
static int check_standard_input(const struct front *front, bool taken, struct sd_error *err)
{
	for (size_t g = 0; g < front->set.length; g++)
		for (size_t i = 0; i < front->set.groups[g].length; i++) {
			const struct sd_opt *option = &front->set.groups[g].options[i];
			const void *value = (const char *)front->set.groups[g].values + option->offset;
			const struct sd_inputs *several = option->kind == SD_OPT_INS ? value : NULL;
			const struct sd_input *one = option->kind == SD_OPT_IN ? value : NULL;
			for (size_t k = 0; k < (several ? several->length : one ? 1 : 0); k++) {
				const char *name = several ? several->items[k].name : one->name;
				if (!name || strcmp(name, "-") != 0)
					continue;
				if (taken)
					return sd_fail(err, "--%s -: standard input is read already%s", option->name,
						       front->operands.length ? "" : ", as no file was named");
				taken = true;
			}
		}
	return 0;
}

static int open_all(struct front *front, struct sd_error *err)
{
	bool standard_input = false;
	if (front->tool->uses & (FRONT_ROWS | FRONT_FILES)) {
		size_t length = front->operands.length ? front->operands.length : 1;
		front->inputs.items = sd_calloc(length, sizeof *front->inputs.items);
		for (size_t i = 0; i < length; i++) {
			const char *path = front->operands.length ? front->operands.items[i] : "-";
			front->inputs.items[i] = (struct sd_input)SD_INPUT_INIT;
			if (!strcmp(path, "-") && standard_input)
				return sd_fail(err, "standard input is named twice; it can be read once");
			standard_input |= !strcmp(path, "-");
			if (sd_input_open(&front->inputs.items[i], path, err) < 0)
				return -1;
			front->inputs.length++;
		}
	}
	if (check_standard_input(front, standard_input, err) < 0 || sd_opt_open(&front->set, err) < 0)
		return -1;
	if (!front->output.name && sd_output_open(&front->output, NULL, false, err) < 0)
		return -1;
	if (front->partial)
		front->output.mode = 0600; /* its keys may be ids */
	if (each_output(front, check_output, front, err) < 0)
		return -1;
	if (front->reject.fd >= 0)
		return sd_output_write(&front->reject, SD_TEXT("file,line,byte,column,reason,raw\n"), err);
	return 0;
}

struct folders {
	int output[MOST_GROUPS * 8], tree[MOST_GROUPS];
	size_t outputs, trees;
};

static int each_output(struct front *front, int (*visit)(struct sd_output *, void *, struct sd_error *), void *context,
		       struct sd_error *err)
{
	for (size_t g = 0; g < front->set.length; g++)
		for (size_t i = 0; i < front->set.groups[g].length; i++) {
			const struct sd_opt *option = &front->set.groups[g].options[i];
			if (option->kind != SD_OPT_OUT && option->kind != SD_OPT_PRIVATE)
				continue;
			struct sd_output *output = (void *)((char *)front->set.groups[g].values + option->offset);
			if (output != &front->output && output->fd >= 0 && visit(output, context, err) < 0)
				return -1;
		}
	return front->output.fd >= 0 ? visit(&front->output, context, err) : 0;
}

static int add_folder(struct sd_output *output, void *context, struct sd_error *err)
{
	struct folders *folders = context;
	(void)err;
	if (output->directory >= 0 && folders->outputs < sizeof folders->output / sizeof *folders->output)
		folders->output[folders->outputs++] = output->directory;
	return 0;
}

static int commit(struct sd_output *output, void *context, struct sd_error *err)
{
	(void)context;
	return sd_output_commit(output, err);
}

static int lock_in(struct front *front, struct sd_error *err)
{
	if (front->no_sandbox)
		return 0;
	struct folders folders = {.outputs = 0};
	each_output(front, add_folder, &folders, NULL);
	for (size_t g = 0; g < front->set.length; g++)
		for (size_t i = 0; i < front->set.groups[g].length; i++) {
			const struct sd_opt *option = &front->set.groups[g].options[i];
			struct sd_directory *directory =
				(void *)((char *)front->set.groups[g].values + option->offset);
			if (option->kind == SD_OPT_DIR && directory->fd >= 0 && folders.trees < MOST_GROUPS)
				folders.tree[folders.trees++] = directory->fd;
		}
	struct sd_sandbox sandbox = {folders.output, folders.outputs, folders.tree, folders.trees};
	return sd_sandbox_enter(&sandbox, err) < 0 ? -1 : 0;
}

static void show_progress(void *context, struct sd_text line)
{
	struct sd_str text = SD_STR_INIT;
	(void)context;
	sd_str_adds(&text, "\r\033[K");
	sd_str_add_text(&text, line);
	tell(sd_str_text(&text));
	sd_str_release(&text);
}

static int work(struct front *front, struct sd_error *err)
{
	if (!front->jobs)
		front->jobs = sd_jobs_available();
	if (sd_hash_init() < 0)
		return sd_fail(err, "the system has no random numbers to give");
	if (open_all(front, err) < 0)
		return -1;
	if (front->tool->prepare && front->tool->prepare(front, err) < 0)
		return -1;
	if (lock_in(front, err) < 0)
		return -1;
	uint64_t total = 0;
	for (size_t i = 0; i < front->inputs.length; i++)
		total += front->inputs.items[i].size;
	if (front->progress_wanted || isatty(STDERR_FILENO))
		sd_progress_begin(&front->progress, total, show_progress, NULL);
	int result = front->tool->run(front, err);
	sd_progress_end(&front->progress);
	if (result >= 0 && each_output(front, commit, NULL, err) < 0)
		result = -1;
	if (!result && any_rejected(front))
		result = FRONT_FINDINGS;
	return result;
}

int front_main(const struct tool *tool, int count, char **arguments)
{
	struct sd_error err = SD_ERROR_INIT;
	struct front front = {.tool = tool};
	struct sd_opt_group groups[MOST_GROUPS];
	sd_io_guard();
	sd_mem_on_exhausted(out_of_memory);
	front.set = (struct sd_opt_set){groups, gather_groups(&front, groups),
					tool->uses & (FRONT_ROWS | FRONT_FILES) ? &front.operands : NULL};
	front.output = front.reject = (struct sd_output)SD_OUTPUT_INIT;
	sd_opt_preset(&front.set);
	int result = sd_opt_parse(&front.set, count, arguments, &err);
	if (!result)
		result = front.help || front.version || front.listing ? show(&front, &err) : work(&front, &err);
	if (result >= 0)
		note_all_counts(&front);
	tell(sd_str_text(&front.notes));
	if (result < 0)
		tell_error(tool, &err);
	for (size_t i = 0; i < front.inputs.length; i++)
		sd_input_close(&front.inputs.items[i]);
	free(front.inputs.items);
	sd_output_abandon(&front.output);
	sd_opt_release(&front.set);
	sd_str_release(&front.notes);
	sd_error_release(&err);
	free(front.data);
	return result < 0 ? FRONT_FAILED : result;
}
