/* SPDX-License-Identifier: MIT */
#include "unit/base/folder.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

static void inputs_are_read(void **state)
{
	(void)state;
	struct sd_input input;
	struct sd_str content = SD_STR_INIT;
	char byte;
	put("in", "0123456789");
	assert_int_equal(sd_input_open(&input, "in", NULL), 0);
	assert_string_equal(input.name, "in");
	assert_int_equal(input.size, 10);
	assert_int_not_equal(fcntl(input.fd, F_GETFD) & FD_CLOEXEC, 0);
	assert_int_equal(sd_input_read(&input, &byte, 1, NULL), 1);
	assert_int_equal(byte, '0');
	sd_str_adds(&content, ">");
	assert_int_equal(sd_input_read_all(&input, &content, 9, NULL), 0);
	assert_string_equal(content.data, ">123456789");
	assert_int_equal(sd_input_read(&input, &byte, 1, NULL), 0);
	sd_input_close(&input);
	assert_int_equal(input.fd, -1);
	sd_input_close(&input);
	sd_str_release(&content);
	assert_int_equal(unlink("in"), 0);
}

static void inputs_keep_to_their_limit(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_input input;
	struct sd_str content = SD_STR_INIT;
	put("in", "0123456789");
	assert_int_equal(sd_input_open(&input, "in", NULL), 0);
	assert_int_equal(sd_input_read_all(&input, &content, 9, &err), -1);
	expect_message(&err, "in: holds more than the 9 bytes that are allowed here");
	sd_input_close(&input);
	sd_str_release(&content);
	sd_error_release(&err);
	assert_int_equal(unlink("in"), 0);
}

static void what_was_peeked_at_is_read_again(void **state)
{
	(void)state;
	struct sd_input input;
	struct sd_text begin;
	struct sd_str content = SD_STR_INIT;
	char bytes[4];
	put("in", "0123456789");
	assert_int_equal(sd_input_open(&input, "in", NULL), 0);
	assert_int_equal(sd_input_peek(&input, 3, &begin, NULL), 0);
	assert_true(sd_text_equals(begin, "012"));
	assert_int_equal(sd_input_peek(&input, 5, &begin, NULL), 0);
	assert_true(sd_text_equals(begin, "01234"));
	assert_int_equal(sd_input_read(&input, bytes, 2, NULL), 2);
	assert_memory_equal(bytes, "01", 2);
	assert_int_equal(sd_input_peek(&input, 100, &begin, NULL), 0);
	assert_true(sd_text_equals(begin, "23456789"));
	assert_int_equal(sd_input_read_all(&input, &content, 8, NULL), 0);
	assert_string_equal(content.data, "23456789");
	assert_int_equal(sd_input_peek(&input, 1, &begin, NULL), 0);
	assert_int_equal(begin.length, 0);
	sd_input_close(&input);
	sd_str_release(&content);
	assert_int_equal(unlink("in"), 0);
}

static void inputs_that_cannot_be_opened(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_input input;
	assert_int_equal(sd_input_open(&input, "absent", &err), -1);
	expect_message(&err, "absent: No such file or directory");
	assert_int_equal(sd_input_open(&input, ".", &err), -1);
	expect_message(&err, ".: is a directory");
	assert_int_equal(input.fd, -1);
	assert_int_equal(sd_input_open(&input, "", &err), -1);
	expect_message(&err, "'': No such file or directory");
	sd_error_release(&err);
}

static void a_file_appears_when_whole(void **state)
{
	(void)state;
	struct sd_output output;
	assert_int_equal(sd_output_open(&output, "out", false, NULL), 0);
	assert_int_not_equal(fcntl(output.fd, F_GETFD) & FD_CLOEXEC, 0);
	assert_int_not_equal(fcntl(output.directory, F_GETFD) & FD_CLOEXEC, 0);
	assert_int_equal(sd_output_write(&output, SD_TEXT("one "), NULL), 0);
	assert_int_equal(sd_output_write(&output, SD_TEXT("two"), NULL), 0);
	assert_int_equal(access("out", F_OK), -1);
	assert_int_equal(sd_output_commit(&output, NULL), 0);
	assert_int_equal(output.fd, -1);
	assert_int_equal(sd_output_commit(&output, NULL), 0);
	sd_output_abandon(&output);
	assert_int_equal(files_here(), 1);
	expect("out", "one two", 0644);
}

static void an_empty_file_appears_too(void **state)
{
	(void)state;
	assert_int_equal(write_whole("out", false, "", NULL), 0);
	expect("out", "", 0644);
}

static void modes_are_kept(void **state)
{
	(void)state;
	put("out", "old and longer");
	assert_int_equal(chmod("out", 0640), 0);
	assert_int_equal(write_whole("out", false, "new", NULL), 0);
	expect("out", "new", 0640);
	umask(077);
	assert_int_equal(write_whole("out", false, "new", NULL), 0);
	umask(022);
	expect("out", "new", 0600);
	put("out", "old");
	assert_int_equal(chmod("out", 0666), 0);
	assert_int_equal(write_whole("out", true, "new", NULL), 0);
	expect("out", "new", 0600);
}

static void an_abandoned_output_leaves_what_was_there(void **state)
{
	(void)state;
	struct sd_output output;
	put("out", "old");
	assert_int_equal(sd_output_open(&output, "out", false, NULL), 0);
	assert_int_equal(sd_output_write(&output, SD_TEXT("new"), NULL), 0);
	sd_output_abandon(&output);
	sd_output_abandon(&output);
	assert_int_equal(files_here(), 1);
	expect("out", "old", 0644);
}

static void the_input_may_be_the_output(void **state)
{
	(void)state;
	struct sd_input input;
	struct sd_output output;
	struct sd_str content = SD_STR_INIT;
	put("both", "abc");
	assert_int_equal(sd_input_open(&input, "both", NULL), 0);
	assert_int_equal(sd_output_open(&output, "both", false, NULL), 0);
	assert_int_equal(sd_output_write(&output, SD_TEXT("0"), NULL), 0);
	assert_int_equal(sd_input_read_all(&input, &content, 100, NULL), 0);
	assert_int_equal(sd_output_write(&output, sd_str_text(&content), NULL), 0);
	assert_int_equal(sd_output_commit(&output, NULL), 0);
	sd_input_close(&input);
	sd_str_release(&content);
	expect("both", "0abc", 0644);
}

static void links_are_followed(void **state)
{
	(void)state;
	char target[16] = "";
	assert_int_equal(mkdir("sub", 0700), 0);
	put("sub/file", "old");
	assert_int_equal(symlink("file", "sub/second"), 0);
	assert_int_equal(symlink("sub/second", "first"), 0);
	assert_int_equal(write_whole("first", false, "new", NULL), 0);
	assert_int_equal(readlink("first", target, sizeof target), 10);
	assert_int_equal(readlink("sub/second", target, sizeof target), 4);
	expect("sub/file", "new", 0644);
	/* Now both lead to where nothing is yet. */
	assert_int_equal(write_whole("first", false, "made", NULL), 0);
	assert_int_equal(readlink("first", target, sizeof target), 10);
	expect("sub/file", "made", 0644);
	assert_int_equal(unlink("sub/second"), 0);
	assert_int_equal(rmdir("sub"), 0);
	assert_int_equal(unlink("first"), 0);
}

static void a_ring_of_links_is_refused(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(symlink("two", "one"), 0);
	assert_int_equal(symlink("one", "two"), 0);
	assert_int_equal(write_whole("one", false, "x", &err), -1);
	expect_message(&err, "one: Too many levels of symbolic links");
	assert_int_equal(unlink("one"), 0);
	assert_int_equal(unlink("two"), 0);
	sd_error_release(&err);
}

static void long_names_have_room_for_the_temporary(void **state)
{
	(void)state;
	char name[256];
	memset(name, 'n', 255);
	name[255] = '\0';
	assert_int_equal(write_whole(name, false, "x", NULL), 0);
	expect(name, "x", 0644);
}

static void outputs_that_cannot_be_opened(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(write_whole(".", false, "x", &err), -1);
	expect_message(&err, ".: is a directory");
	assert_int_equal(write_whole("absent/", false, "x", &err), -1);
	expect_message(&err, "absent/: is a directory");
	assert_int_equal(write_whole("absent/out", false, "x", &err), -1);
	expect_message(&err, "absent/out: No such file or directory");
	assert_int_equal(write_whole("", false, "x", &err), -1);
	expect_message(&err, "'': No such file or directory");
	put("file", "");
	assert_int_equal(write_whole("file/out", false, "x", &err), -1);
	expect_message(&err, "file/out: Not a directory");
	assert_int_equal(unlink("file"), 0);
	sd_error_release(&err);
}

static void a_file_that_may_not_be_written_is_refused(void **state)
{
	(void)state;
	put("out", "old");
	assert_int_equal(chmod("out", 0444), 0);
	assert_int_equal(chmod(".", 0777), 0);
	pid_t pid = fork();
	if (!pid) {
		struct sd_error err = SD_ERROR_INIT;
		if (!geteuid() && (setgid(65534) || setuid(65534)))
			_exit(2);
		_exit(write_whole("out", false, "new", &err) != -1 ||
		      strcmp(err.message.data, "out: Permission denied"));
	}
	assert_int_equal(status_of(pid), 0);
	expect("out", "old", 0444);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
	(void)state;
	put("out", "old");
	pid_t pid = fork();
	if (!pid) {
		/* The system's own way to stop a file from growing stands in for a disk that is full. */
		struct sd_error err = SD_ERROR_INIT;
		const struct rlimit limit = {4096, 4096};
		char *bytes = sd_calloc(10000, 1);
		struct sd_output output;
		signal(SIGXFSZ, SIG_IGN);
		bool right = !setrlimit(RLIMIT_FSIZE, &limit) && !sd_output_open(&output, "out", false, &err) &&
			     sd_output_write(&output, (struct sd_text){bytes, 10000}, &err) == -1 &&
			     sd_output_commit(&output, &err) == -1 && !strcmp(err.message.data, "out: File too large");
		_exit(!right);
	}
	assert_int_equal(status_of(pid), 0);
	assert_int_equal(files_here(), 1);
	expect("out", "old", 0644);
}

static void a_signal_leaves_nothing(void **state)
{
	(void)state;
	int ends[2];
	char byte;
	int unnamed = open(".", O_TMPFILE | O_RDWR, 0600);
	if (unnamed < 0) {
		print_message("SKIPPED: no unnamed temporaries (O_TMPFILE) in /tmp\n");
		skip();
	}
	close(unnamed);
	put("out", "old");
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (!pid) {
		struct sd_output output;
		if (sd_output_open(&output, "out", false, NULL) || sd_output_write(&output, SD_TEXT("new"), NULL) ||
		    write(ends[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(2);
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(kill(pid, SIGTERM), 0);
	int status = status_of(pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(files_here(), 1);
	expect("out", "old", 0644);
}

static void a_target_that_became_a_folder_is_told(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_output output;
	assert_int_equal(sd_output_open(&output, "out", false, &err), 0);
	assert_int_equal(sd_output_write(&output, SD_TEXT("x"), &err), 0);
	assert_int_equal(mkdir("out", 0700), 0);
	assert_int_equal(sd_output_commit(&output, &err), -1);
	expect_message(&err, "out: Is a directory");
	assert_int_equal(rmdir("out"), 0);
	assert_int_equal(files_here(), 0);
	sd_error_release(&err);
}

/* From here on the process finds no unnamed temporaries, as on NFS. */
static bool refuse_unnamed(void)
{
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 2 * sizeof(uint64_t)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = {.len = sizeof steps / sizeof *steps, .filter = steps};
	return !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) &&
	       open(".", O_TMPFILE | O_RDWR, 0600) < 0 && errno == EOPNOTSUPP;
}

static int use_a_named_temporary(bool commits, unsigned mode)
{
	struct sd_output output;
	struct stat status;
	if (!refuse_unnamed() || sd_output_open(&output, "out", false, NULL))
		return 1;
	if (!output.temporary || strncmp(output.temporary, ".out.saydo-", 11) || strlen(output.temporary) != 27)
		return 2;
	if (stat(output.temporary, &status) || (status.st_mode & 07777) != 0600 || files_here() != 2)
		return 3;
	if (sd_output_write(&output, SD_TEXT("new"), NULL) || (commits && sd_output_commit(&output, NULL)))
		return 4;
	sd_output_abandon(&output);
	if (stat("out", &status) || (status.st_mode & 07777) != mode || files_here() != 1)
		return 5;
	return unlink("out") || write_whole("fresh", false, "x", NULL) ? 6 : 0;
}

static void a_named_temporary_is_renamed_or_removed(void **state)
{
	(void)state;
	for (int commits = 0; commits < 2; commits++) {
		put("out", "old");
		assert_int_equal(chmod("out", 0664), 0);
		pid_t pid = fork();
		if (!pid)
			_exit(use_a_named_temporary(commits, 0664));
		assert_int_equal(status_of(pid), 0);
		assert_int_equal(files_here(), 1);
		expect("fresh", "x", 0644);
	}
}

static void outputs_not_given_are_no_failure(void **state)
{
	(void)state;
	struct sd_output output = SD_OUTPUT_INIT;
	assert_int_equal(sd_output_commit(&output, NULL), 0);
	assert_false(sd_output_is_terminal(&output));
	sd_output_abandon(&output);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(inputs_are_read),
		IN_FOLDER(inputs_keep_to_their_limit),
		IN_FOLDER(what_was_peeked_at_is_read_again),
		IN_FOLDER(inputs_that_cannot_be_opened),
		IN_FOLDER(a_file_appears_when_whole),
		IN_FOLDER(an_empty_file_appears_too),
		IN_FOLDER(modes_are_kept),
		IN_FOLDER(an_abandoned_output_leaves_what_was_there),
		IN_FOLDER(the_input_may_be_the_output),
		IN_FOLDER(links_are_followed),
		IN_FOLDER(a_ring_of_links_is_refused),
		IN_FOLDER(long_names_have_room_for_the_temporary),
		IN_FOLDER(outputs_that_cannot_be_opened),
		IN_FOLDER(a_file_that_may_not_be_written_is_refused),
		IN_FOLDER(a_full_disk_leaves_the_old_file),
		IN_FOLDER(a_signal_leaves_nothing),
		IN_FOLDER(a_target_that_became_a_folder_is_told),
		IN_FOLDER(a_named_temporary_is_renamed_or_removed),
		IN_FOLDER(outputs_not_given_are_no_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
