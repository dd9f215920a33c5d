/* SPDX-License-Identifier: MIT */
#include "again.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

/* Copies what is left of the input into a file in memory and reads from there. */
static int keep(struct sd_input *input, struct sd_error *err)
{
	enum { PIECE = 256 * 1024 };
	struct sd_output memory = SD_OUTPUT_INIT;
	memory.name = input->name;
	memory.fd = memfd_create("saydo", MFD_CLOEXEC);
	if (memory.fd < 0)
		return sd_fail_errno(err, errno, "%s: no memory to keep it in", input->name);
	char *piece = sd_alloc(PIECE, 1);
	int64_t got;
	int result = 0;
	while (!result && (got = sd_input_read(input, piece, PIECE, err)) != 0)
		result = got < 0 ? -1 : sd_output_write(&memory, (struct sd_text){piece, (size_t)got}, err);
	free(piece);
	off_t end = lseek(memory.fd, 0, SEEK_CUR);
	if (result || lseek(memory.fd, 0, SEEK_SET) < 0) {
		close(memory.fd);
		return -1;
	}
	const char *name = input->name;
	sd_input_close(input);
	*input = (struct sd_input)SD_INPUT_INIT;
	input->name = name;
	input->fd = memory.fd;
	input->size = (uint64_t)end;
	return 0;
}

int front_again_prepare(struct front *front, struct front_again *again, struct sd_error *err)
{
	again->starts = sd_calloc(front->inputs.length + 1, sizeof *again->starts);
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		again->starts[i] = lseek(input->fd, 0, SEEK_CUR);
		if (again->starts[i] >= 0)
			continue;
		if (keep(input, err))
			return -1;
		again->starts[i] = 0;
	}
	return front->reject.fd < 0 ? 0 : sd_output_open(&again->nowhere, "/dev/null", false, err);
}

void front_again_release(struct front_again *again)
{
	free(again->starts);
	sd_output_abandon(&again->nowhere);
}

int front_again_rewind(struct front *front, struct front_again *again, struct sd_error *err)
{
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		if (lseek(input->fd, again->starts[i], SEEK_SET) < 0)
			return sd_fail_errno(err, errno, "%s: cannot be read again", input->name);
		sd_str_clear(&input->ahead);
		input->ahead_at = 0;
	}
	return 0;
}

int front_again_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
		     struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_output reject = front->reject;
	const struct sd_pass_counts counts = front->counts;
	if (again->read && reject.fd >= 0)
		front->reject = again->nowhere;
	int result = front_pass(front, pass, reader, NULL, err);
	if (again->read) {
		front->counts = counts;
		front->reject = reject;
	}
	again->read = true;
	return result;
}
