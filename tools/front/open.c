/* SPDX-License-Identifier: MIT */
#include "open.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/sandbox.h"

/* Calls `visit` for every output that was opened, the tool's own first, standard output or -o last. */
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
	static const char *const books[] = {".xlsx", ".xls", ".ods", ".sav"};
	const size_t length = output->directory >= 0 ? strlen(output->base) : 0;
	for (size_t i = 0; i < sizeof books / sizeof *books; i++)
		if (length > strlen(books[i]) && !strcmp(output->base + length - strlen(books[i]), books[i]))
			return sd_fail(err,
				       "%s: no filter writes workbooks or SPSS files; name it .csv, which those "
				       "programs open (--for-spreadsheet keeps cells from being run there)",
				       output->name);
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

int front_open(struct front *front, struct sd_error *err)
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
	int output[FRONT_MOST_GROUPS * 8], tree[FRONT_MOST_GROUPS];
	size_t outputs, trees;
};

static int add_folder(struct sd_output *output, void *context, struct sd_error *err)
{
	struct folders *folders = context;
	(void)err;
	if (output->directory >= 0 && folders->outputs < sizeof folders->output / sizeof *folders->output)
		folders->output[folders->outputs++] = output->directory;
	return 0;
}

int front_lock_in(struct front *front, struct sd_error *err)
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
			if (option->kind == SD_OPT_DIR && directory->fd >= 0 && folders.trees < FRONT_MOST_GROUPS)
				folders.tree[folders.trees++] = directory->fd;
		}
	struct sd_sandbox sandbox = {folders.output, folders.outputs, folders.tree, folders.trees};
	return sd_sandbox_enter(&sandbox, err) < 0 ? -1 : 0;
}

static int commit(struct sd_output *output, void *context, struct sd_error *err)
{
	(void)context;
	return sd_output_commit(output, err);
}

int front_commit(struct front *front, struct sd_error *err)
{
	return each_output(front, commit, NULL, err);
}
