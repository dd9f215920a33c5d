/* SPDX-License-Identifier: MIT */
#include "again.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "language.h"

/* A file without a name in TMPDIR, which nobody else can open, and which is gone with the process. */
static int unnamed_file(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	/* Not every file system knows such files. mkostemp() makes it with mode 0600. */
	struct sd_str path = SD_STR_INIT;
	sd_str_addf(&path, "%s/saydo-XXXXXX", folder);
	fd = mkostemp(path.data, O_CLOEXEC);
	if (fd >= 0)
		unlink(path.data);
	sd_str_release(&path);
	return fd;
}

/* Copies what is left of the input into a file and reads from there: answers may be more than memory holds. */
static int keep(struct sd_input *input, struct sd_error *err)
{
	enum { PIECE = 256 * 1024 };
	struct sd_output kept = SD_OUTPUT_INIT;
	kept.name = input->name;
	const char *folder = getenv("TMPDIR");
	if (!folder || !*folder)
		folder = "/tmp";
	kept.fd = unnamed_file(folder);
	if (kept.fd < 0)
		return sd_fail_errno(err, errno, "%s: is read more than once, and cannot be kept in %s meanwhile; "
				     "set TMPDIR to a folder that can be written, or give a file", input->name, folder);
	char *piece = sd_alloc(PIECE, 1);
	int64_t got;
	int result = 0;
	while (!result && (got = sd_input_read(input, piece, PIECE, err)) != 0)
		result = got < 0 ? -1 : sd_output_write(&kept, (struct sd_text){piece, (size_t)got}, err);
	free(piece);
	off_t end = lseek(kept.fd, 0, SEEK_CUR);
	if (result || lseek(kept.fd, 0, SEEK_SET) < 0) {
		close(kept.fd);
		return -1;
	}
	const char *name = input->name;
	sd_input_close(input);
	*input = (struct sd_input)SD_INPUT_INIT;
	input->name = name;
	input->fd = kept.fd;
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
	return 0;
}

void front_again_release(struct front_again *again)
{
	free(again->starts);
	free(again->aside.places);
	sd_stored_release(&again->stored);
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

/* What a pass over the inputs is, once more. */
struct source {
	struct sd_reader *reader; /* or NULL: what is kept */
	struct sd_writer *writer;
	const struct sd_header *header;
	bool last;
};

static int pass_again(struct front *front, struct front_again *again, const struct sd_pass *pass,
		      const struct source *source, struct sd_error *err)
{
	const struct sd_pass_counts counts = front->counts;
	front->aside = &again->aside;
	int result = source->reader ? front_pass_whole(front, pass, source->reader, source->writer, err)
				    : front_pass_stored(front, pass, &again->stored, source->header, source->last, err);
	front->aside = NULL;
	if (again->read) {
		front->counts.rows = counts.rows;
		front->counts.repaired = counts.repaired;
	}
	again->read = true;
	return result;
}

int front_again_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
		     struct sd_reader *reader, struct sd_error *err)
{
	return pass_again(front, again, pass, &(struct source){.reader = reader}, err);
}

int front_again_rows_pass(struct front *front, struct front_again *again, const struct sd_pass *pass,
			  const struct sd_header *header, bool last, struct sd_error *err)
{
	struct sd_stored *stored = &again->stored;
	if (stored->whole)
		return pass_again(front, again, pass, &(struct source){.header = header, .last = last}, err);
	if (front_again_rewind(front, again, err))
		return -1;
#ifdef M_TRIM_THRESHOLD
	/* What passes count is let go of between them, and goes back to the system. Measured on 33 MB of answers whose
	 * themes are sought: a peak of 182 MiB, 210 where glibc raises the threshold by itself; 2 to 5 % more time. */
	mallopt(M_TRIM_THRESHOLD, 128 << 10);
#endif
	stored->most = FRONT_AGAIN_MOST;
	stored->inputs = front->inputs.items;
	stored->inputs_length = front->inputs.length;
	stored->starts = again->starts;
	struct sd_reader *reader = front_reader(front, err);
	front->stored = last || stored->over ? NULL : stored;
	int result = reader ? pass_again(front, again, pass, &(struct source){.reader = reader}, err) : -1;
	front->stored = NULL;
	sd_reader_free(reader);
	return result;
}

int front_again_write(struct front *front, struct front_again *again, const struct front_again_rows *rows,
		      struct sd_error *err)
{
	if (front_again_rewind(front, again, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	struct sd_writer *writer = front_writer(front, reader);
	const struct sd_header *header = sd_reader_header(reader);
	sd_writer_pass(writer, header);
	int result = rows->begin(front, rows->context, header, writer, err);
	if (!result)
		result = pass_again(front, again, &rows->pass, &(struct source){.reader = reader, .writer = writer},
				    err);
	sd_writer_free(writer);
	sd_reader_free(reader);
	return result;
}
