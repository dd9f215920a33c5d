/* SPDX-License-Identifier: MIT */
/* A folder of its own for each test of inputs and outputs, and what such tests ask of the files in it. */
#ifndef SD_TESTS_UNIT_BASE_FOLDER_H
#define SD_TESTS_UNIT_BASE_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test works in a folder of its own, which is the current one, and leaves it empty. */
static char *folder;

static inline int enter_folder(void **state)
{
	(void)state;
	folder = strdup("/tmp/saydo-test-io-XXXXXX");
	umask(022);
	return mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

static inline int leave_folder(void **state)
{
	(void)state;
	int failed = chdir("/") || rmdir(folder);
	free(folder);
	return failed;
}

static inline void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* The file holds `text` and has `mode`; it is removed. */
static inline void expect(const char *path, const char *text, unsigned mode)
{
	struct sd_input input;
	struct sd_str content = SD_STR_INIT;
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, mode);
	assert_int_equal(sd_input_open(&input, path, NULL), 0);
	assert_int_equal(sd_input_read_all(&input, &content, 1000, NULL), 0);
	assert_string_equal(content.data, text);
	sd_input_close(&input);
	sd_str_release(&content);
	assert_int_equal(unlink(path), 0);
}

static inline size_t files_here(void)
{
	size_t count = 0;
	DIR *here = opendir(".");
	assert_non_null(here);
	for (struct dirent *entry; (entry = readdir(here));)
		count += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	closedir(here);
	return count;
}

static inline void expect_message(struct sd_error *err, const char *message)
{
	assert_true(sd_error_is_set(err));
	assert_string_equal(err->message.data, message);
	sd_error_clear(err);
}

/* Opens, writes, commits, as a filter does. */
static inline int write_whole(const char *path, bool private, const char *text, struct sd_error *err)
{
	struct sd_output output;
	int failed = sd_output_open(&output, path, private, err) || sd_output_write(&output, sd_text_of(text), err) ||
		     sd_output_commit(&output, err);
	sd_output_abandon(&output);
	return failed ? -1 : 0;
}

static inline int status_of(pid_t pid)
{
	int status = -1;
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

#endif
