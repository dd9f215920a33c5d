/* SPDX-License-Identifier: MIT */
/* Files made from bytes, sources opened upon them, and their records as one line of text each. */
#ifndef TESTS_READ_SOURCE_CHECKS_H
#define TESTS_READ_SOURCE_CHECKS_H

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <unistd.h>

#include "read/source.h"

static inline struct sd_file file_of(const char *name, struct sd_text bytes)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.data, bytes.length), (ssize_t)bytes.length);
	return (struct sd_file){name, fd, 0, bytes.length};
}

/* Opens the files as `kind`, or as what they seem; NULL with the message in `said`. */
static inline struct sd_source *open_files(const struct sd_source_kind *kind, const struct sd_file *files,
					   size_t length, const struct sd_source_options *options, struct sd_str *said)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_source_head head;
	struct sd_str buffer = SD_STR_INIT, why = SD_STR_INIT;
	struct sd_source *source = NULL;
	sd_str_clear(said);
	if (!sd_source_head_read(&head, files, length, &buffer, &err)) {
		if (kind)
			assert_true(kind->recognise(&head, &why) > 1);
		else
			kind = sd_source_recognise(&head, &why);
		assert_true(why.length > 0);
		source = kind->open(&head, options, &err);
	}
	if (!source) {
		assert_true(sd_error_is_set(&err));
		sd_str_add_text(said, sd_str_text(&err.message));
	}
	sd_error_release(&err);
	sd_str_release(&buffer);
	sd_str_release(&why);
	return source;
}

/* Records from here on: `line: cell|cell|…`, an absent cell as `~`, a number as `#1`, then ` !column` where there is a
 * fault. An error ends them: `error: …`. */
static inline void add_records(struct sd_source *source, struct sd_str *out)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_source_record record;
	int status;
	while ((status = source->next(source, &record, &err)) == 1) {
		sd_str_addf(out, "%llu: ", (unsigned long long)record.line);
		for (size_t i = 0; i < record.length; i++) {
			sd_str_adds(out, i ? "|" : "");
			sd_str_adds(out, record.cells[i].kind == SD_CELL_ABSENT	  ? "~"
					 : record.cells[i].kind == SD_CELL_NUMBER ? "#"
										  : "");
			sd_str_add_text(out, record.cells[i].text);
		}
		if (record.fault)
			sd_str_addf(out, " !%zu", record.fault_column);
		sd_str_adds(out, record.refused ? " refused\n" : "\n");
	}
	if (status < 0) {
		assert_true(sd_error_is_set(&err));
		sd_str_addf(out, "error: %s\n", err.message.data);
	}
	sd_error_release(&err);
}

/* All records twice, the second time after rewinding; both must be the same. Frees the source. */
static inline void assert_records(struct sd_source *source, const char *wanted)
{
	struct sd_error err = SD_ERROR_INIT;
	for (int round = 0; round < 2; round++) {
		struct sd_str got = SD_STR_INIT;
		add_records(source, &got);
		assert_string_equal(got.data ? got.data : "", wanted);
		sd_str_release(&got);
		assert_int_equal(source->rewind(source, &err), 0);
	}
	sd_source_free(source);
}

#endif
