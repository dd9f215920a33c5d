/* SPDX-License-Identifier: MIT */
/* Rows for tests: text in, a pass run over it; and what a writer wrote, as text. */
#ifndef SD_TEST_ROWS_H
#define SD_TEST_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "rows/pass.h"

static inline int memory_with(const char *content)
{
	int fd = memfd_create("rows", MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

struct rows {
	struct sd_input input;
	struct sd_reader *reader;
};

static inline struct rows *rows_of(const char *csv)
{
	struct rows *rows = sd_calloc(1, sizeof *rows);
	struct sd_error err = SD_ERROR_INIT;
	rows->input = (struct sd_input){.name = "test", .fd = memory_with(csv)};
	const struct sd_reader_options options = {.from = SD_FORMAT_CSV};
	rows->reader = sd_reader_new(&rows->input, 1, &options, &err);
	assert_non_null(rows->reader);
	return rows;
}

static inline int run_rows(struct rows *rows, struct sd_pass pass, unsigned jobs, struct sd_error *err)
{
	struct sd_pass_counts counts = {0, 0, 0};
	const struct sd_pass_options options = {.jobs = jobs};
	return sd_pass_run(&pass, rows->reader, NULL, &options, &counts, err);
}

static inline void free_rows(struct rows *rows)
{
	sd_reader_free(rows->reader);
	sd_input_close(&rows->input);
	free(rows);
}

struct written {
	struct sd_output output;
	struct sd_writer *writer;
};

static inline void begin_writing(struct written *written)
{
	written->output = (struct sd_output)SD_OUTPUT_INIT;
	written->output.name = "test";
	written->output.fd = memory_with("");
	const struct sd_writer_options options = {.to = SD_FORMAT_CSV, .from = SD_FORMAT_CSV};
	written->writer = sd_writer_new(&written->output, &options);
}

/* What was written; yours to free(). */
static inline char *end_writing(struct written *written)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str content = SD_STR_INIT;
	assert_int_equal(sd_writer_end(written->writer, &err), 0);
	sd_writer_free(written->writer);
	struct sd_input input = {.name = "test", .fd = written->output.fd};
	assert_int_equal(lseek(input.fd, 0, SEEK_SET), 0);
	assert_int_equal(sd_input_read_all(&input, &content, SIZE_MAX, &err), 0);
	sd_input_close(&input);
	return sd_str_take(&content);
}

static inline int draw_key(void **state)
{
	(void)state;
	return sd_hash_init();
}

#endif
