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

int front_readable_again(struct front *front, off_t **starts, struct sd_error *err)
{
	*starts = sd_calloc(front->inputs.length + 1, sizeof **starts);
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		(*starts)[i] = lseek(input->fd, 0, SEEK_CUR);
		if ((*starts)[i] >= 0)
			continue;
		if (keep(input, err))
			return -1;
		(*starts)[i] = 0;
	}
	return 0;
}

int front_again(struct front *front, const off_t *starts, struct sd_error *err)
{
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		if (lseek(input->fd, starts[i], SEEK_SET) < 0)
			return sd_fail_errno(err, errno, "%s: cannot be read again", input->name);
		sd_str_clear(&input->ahead);
		input->ahead_at = 0;
	}
	return 0;
}
