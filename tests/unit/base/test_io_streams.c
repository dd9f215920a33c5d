/* SPDX-License-Identifier: MIT */
/* base/io where no regular file is meant: standard streams, pipes, devices. */
#include "unit/base/folder.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

static void an_input_that_does_not_block_is_waited_for(void **state)
{
	(void)state;
	int ends[2];
	char bytes[8];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	pid_t pid = fork();
	if (!pid) {
		usleep(50000);
		_exit(write(ends[1], "late", 4) != 4);
	}
	close(ends[1]);
	struct sd_input input = SD_INPUT_INIT;
	input.name = "pipe";
	input.fd = ends[0];
	assert_int_equal(sd_input_read(&input, bytes, sizeof bytes, NULL), 4);
	assert_memory_equal(bytes, "late", 4);
	assert_int_equal(sd_input_read(&input, bytes, sizeof bytes, NULL), 0);
	sd_input_close(&input);
	assert_int_equal(status_of(pid), 0);
}

static void an_output_that_does_not_block_is_waited_for(void **state)
{
	(void)state;
	enum { BYTES = 300000 }; /* more than a pipe holds */
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	pid_t pid = fork();
	if (!pid) {
		char bytes[1000];
		size_t sum = 0;
		close(ends[1]);
		usleep(50000);
		for (ssize_t got; (got = read(ends[0], bytes, sizeof bytes)) > 0;)
			sum += (size_t)got;
		_exit(sum != BYTES);
	}
	close(ends[0]);
	struct sd_output output = SD_OUTPUT_INIT;
	output.name = "pipe";
	output.fd = ends[1];
	char *bytes = sd_calloc(BYTES, 1);
	assert_int_equal(sd_output_write(&output, (struct sd_text){bytes, BYTES}, NULL), 0);
	assert_int_equal(sd_output_commit(&output, NULL), 0);
	free(bytes);
	assert_int_equal(status_of(pid), 0);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_output output;
	assert_int_equal(write_whole("/dev/full", false, "", &err), 0);
	assert_int_equal(sd_output_open(&output, "/dev/full", false, &err), 0);
	assert_int_equal(output.directory, -1);
	assert_int_equal(sd_output_write(&output, SD_TEXT("x"), &err), -1);
	expect_message(&err, "/dev/full: No space left on device");
	/* Whoever does not look at that does not get away with it. */
	assert_int_equal(sd_output_commit(&output, &err), -1);
	expect_message(&err, "/dev/full: was not written whole");
	assert_int_equal(write_whole("/dev/null", false, "x", &err), 0);
	sd_error_release(&err);
}

static void a_broken_pipe_is_told_or_quiet(void **state)
{
	(void)state;
	for (int ignored = 0; ignored < 2; ignored++) {
		int ends[2];
		assert_int_equal(pipe(ends), 0);
		close(ends[0]);
		pid_t pid = fork();
		if (!pid) {
			struct sd_error err = SD_ERROR_INIT;
			signal(SIGPIPE, ignored ? SIG_IGN : SIG_DFL);
			if (dup2(ends[1], STDOUT_FILENO) < 0 || write_whole(NULL, false, "x", &err) != -1)
				_exit(2);
			_exit(strcmp(err.message.data, "standard output: Broken pipe") != 0);
		}
		int status = status_of(pid);
		close(ends[1]);
		if (ignored)
			assert_int_equal(status, 0);
		else
			assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
	}
}

static void closed_standard_streams_fail_when_used(void **state)
{
	(void)state;
	put("in", "");
	pid_t pid = fork();
	if (!pid) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_input input, standard;
		char byte;
		for (int fd = 0; fd < 3; fd++)
			close(fd);
		sd_io_guard();
		if (sd_input_open(&input, "in", NULL) || input.fd <= STDERR_FILENO)
			_exit(2);
		if (sd_input_open(&standard, "-", NULL) || sd_input_read(&standard, &byte, 1, &err) != -1 ||
		    strcmp(err.message.data, "standard input: Bad file descriptor"))
			_exit(3);
		sd_error_clear(&err);
		if (write_whole("-", false, "", &err))
			_exit(4); /* nothing had to be written */
		if (write_whole("-", false, "x", &err) != -1 ||
		    strcmp(err.message.data, "standard output: Bad file descriptor"))
			_exit(5);
		_exit(write(STDERR_FILENO, "x", 1) != -1 || errno != EBADF ? 6 : 0);
	}
	assert_int_equal(status_of(pid), 0);
	/* The same for a standard output that no one guarded. */
	pid = fork();
	if (!pid) {
		struct sd_error err = SD_ERROR_INIT;
		close(STDOUT_FILENO);
		if (write_whole("-", false, "", &err))
			_exit(7);
		_exit(write_whole("-", false, "x", &err) != -1 ? 8 : 0);
	}
	assert_int_equal(status_of(pid), 0);
	assert_int_equal(unlink("in"), 0);
}

static void the_guard_leaves_what_is_open(void **state)
{
	(void)state;
	struct stat before[3], after[3];
	for (int fd = 0; fd < 3; fd++)
		assert_int_equal(fstat(fd, &before[fd]), 0);
	sd_io_guard();
	for (int fd = 0; fd < 3; fd++) {
		assert_int_equal(fstat(fd, &after[fd]), 0);
		assert_int_equal(before[fd].st_ino, after[fd].st_ino);
	}
}

static void dev_stdout_is_written_behind_what_stands_there(void **state)
{
	(void)state;
	put("log", "old ");
	pid_t pid = fork();
	if (!pid) {
		int log = open("log", O_WRONLY | O_APPEND);
		if (log < 0 || dup2(log, STDOUT_FILENO) < 0)
			_exit(2);
		_exit(write_whole("/dev/stdout", false, "new", NULL) ? 1 : 0);
	}
	assert_int_equal(status_of(pid), 0);
	expect("log", "old new", 0644);
}

static void a_fifo_is_written_directly(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	pid_t pid = fork();
	if (!pid)
		_exit(write_whole("fifo", false, "through", NULL) ? 1 : 0);
	struct sd_input input;
	struct sd_str content = SD_STR_INIT;
	assert_int_equal(sd_input_open(&input, "fifo", NULL), 0);
	assert_int_equal(input.size, 0);
	assert_int_equal(sd_input_read_all(&input, &content, 100, NULL), 0);
	assert_string_equal(content.data, "through");
	sd_input_close(&input);
	sd_str_release(&content);
	assert_int_equal(status_of(pid), 0);
	assert_int_equal(unlink("fifo"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(an_input_that_does_not_block_is_waited_for),
		IN_FOLDER(an_output_that_does_not_block_is_waited_for),
		IN_FOLDER(a_full_device_is_told),
		IN_FOLDER(a_broken_pipe_is_told_or_quiet),
		IN_FOLDER(closed_standard_streams_fail_when_used),
		IN_FOLDER(the_guard_leaves_what_is_open),
		IN_FOLDER(dev_stdout_is_written_behind_what_stands_there),
		IN_FOLDER(a_fifo_is_written_directly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
