/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test locks in a child and lets it try: a status of 0 is success, else the line that failed. */
#define NEED(condition)                                                                                                \
	do {                                                                                                           \
		if (!(condition)) {                                                                                    \
			dprintf(STDERR_FILENO, "%s:%d: %s (errno %d)\n", __FILE__, __LINE__, #condition, errno);       \
			_exit(1);                                                                                      \
		}                                                                                                      \
	} while (0)

static const int all_layers = SD_SANDBOX_LANDLOCK | SD_SANDBOX_SECCOMP;

static int status_of(void (*child)(const char *folder), const char *folder)
{
	pid_t pid = fork();
	if (!pid) {
		child(folder);
		_exit(0);
	}
	int status = -1;
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int enter(const struct sd_sandbox *sandbox)
{
	struct sd_error err = SD_ERROR_INIT;
	int layers = sd_sandbox_enter(sandbox, &err);
	if (layers < 0)
		dprintf(STDERR_FILENO, "%s\n", err.message.data);
	return layers;
}

static char *make_folder(void)
{
	char *folder = strdup("/tmp/saydo-test-sandbox-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return folder;
}

static char *inside(const char *folder, const char *name)
{
	struct sd_str path = SD_STR_INIT;
	sd_str_addf(&path, "%s/%s", folder, name);
	return sd_str_take(&path);
}

static void put(const char *folder, const char *name, const char *text)
{
	char *path = inside(folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void expect(const char *folder, const char *name, const char *text)
{
	char *path = inside(folder, name);
	struct sd_input input;
	struct sd_str content = SD_STR_INIT;
	assert_int_equal(sd_input_open(&input, path, NULL), 0);
	assert_int_equal(sd_input_read_all(&input, &content, 1000, NULL), 0);
	assert_string_equal(content.data, text);
	sd_input_close(&input);
	sd_str_release(&content);
	assert_int_equal(unlink(path), 0);
	free(path);
}

/* Which layers this kernel has, told by a child: tests of what a layer does need it. */
static int layers_here(void)
{
	int ends[2], layers = -1;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (!pid) {
		int found = enter(&(struct sd_sandbox){0});
		_exit(write(ends[1], &found, sizeof found) != sizeof found);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &layers, sizeof layers), sizeof layers);
	close(ends[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return layers;
}

static void need_layers(int wanted)
{
	int layers = layers_here();
	assert_true(layers >= 0);
	if ((layers & wanted) != wanted) {
		print_message("SKIPPED: this kernel or build has layers %d of %d\n", layers, all_layers);
		skip();
	}
}

static void try_what_is_refused(const char *folder)
{
	(void)folder;
	char *const none[] = {NULL};
	NEED(enter(&(struct sd_sandbox){0}) == all_layers);
	NEED(open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM);
	NEED(open("/proc/self/status", O_RDONLY) < 0 && errno == EPERM);
	NEED(open("/dev/null", O_WRONLY) < 0 && errno == EPERM);
	NEED(creat("/tmp/saydo-test-never", 0600) < 0 && errno == EPERM);
	NEED(!fopen("/etc/passwd", "r"));
	NEED(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
	NEED(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM);
	int pair[2];
	NEED(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 && errno == EPERM);
	NEED(execve("/bin/true", none, none) < 0 && errno == EPERM);
	NEED(syscall(SYS_execveat, AT_FDCWD, "/bin/true", none, none, 0) < 0 && errno == EPERM);
	NEED(fork() < 0 && errno == EPERM);
	NEED(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) < 0 && errno == EPERM);
	NEED(syscall(SYS_clone3, NULL, 0) < 0 && errno == ENOSYS);
	NEED(ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0 && errno == EPERM);
	NEED(syscall(SYS_io_uring_setup, 1, NULL) < 0 && errno == EPERM);
	NEED(syscall(SYS_bpf, 0, NULL, 0) < 0 && errno == EPERM);
	NEED(rename("/tmp/saydo-test-a", "/tmp/saydo-test-b") < 0 && errno == EPERM);
	NEED(unlink("/tmp/saydo-test-a") < 0 && errno == EPERM);
	NEED(truncate("/tmp/saydo-test-a", 0) < 0 && errno == EPERM);
	NEED(chmod("/tmp", 0777) < 0 && errno == EPERM);
	NEED(ioctl(STDIN_FILENO, TIOCSTI, "x") < 0 && errno == EPERM);
	NEED(syscall(451, 0, 0, 0, 0) < 0 && errno == ENOSYS);
}

static void *allocate(void *argument)
{
	/* Enough, in a thread of its own, for malloc to make an arena and to map large blocks. */
	for (size_t bytes = 16; bytes < 1 << 22; bytes *= 2) {
		char *block = malloc(bytes);
		if (!block)
			return NULL;
		memset(block, 1, bytes);
		free(block);
	}
	return argument;
}

static void *new_batch(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(int));
}

static int produce_some(void *context, void *batch, struct sd_error *err)
{
	int *made = context;
	(void)err;
	*(int *)batch = ++*made;
	return *made <= 100;
}

static void double_it(void *context, unsigned worker, void *batch)
{
	(void)context;
	(void)worker;
	*(int *)batch *= 2;
}

static int expect_doubled(void *context, void *batch, struct sd_error *err)
{
	(void)context;
	(void)err;
	return *(int *)batch % 2 ? -1 : 0;
}

static void try_what_goes_on(const char *folder)
{
	(void)folder;
	char byte = 0;
	int ends[2];
	NEED(!pipe(ends));
	NEED(enter(&(struct sd_sandbox){0}) == all_layers);
	for (int i = 0; i < 20; i++) {
		pthread_t threads[4];
		void *result = NULL;
		for (size_t k = 0; k < 4; k++)
			NEED(!pthread_create(&threads[k], NULL, allocate, &byte));
		for (size_t k = 0; k < 4; k++)
			NEED(!pthread_join(threads[k], &result) && result == &byte);
	}
	int made = 0;
	const struct sd_jobs jobs = {&made, new_batch, free, produce_some, double_it, expect_doubled};
	NEED(!sd_jobs_run(&jobs, 4, NULL) && made == 101);
	NEED(sd_jobs_available() >= 1);
	NEED(write(ends[1], "x", 1) == 1 && read(ends[0], &byte, 1) == 1 && byte == 'x');
	NEED(getrandom(&byte, 1, 0) == 1);
	struct timespec now;
	NEED(!clock_gettime(CLOCK_MONOTONIC, &now));
	void *map = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	NEED(map != MAP_FAILED && !munmap(map, 1 << 20));
	NEED(dprintf(STDERR_FILENO, "%s", "") == 0);
	NEED(enter(&(struct sd_sandbox){0}) == all_layers); /* a second lock only adds to the first */
}

static void *open_later(void *argument)
{
	int *go = argument;
	char byte;
	int *result = malloc(sizeof *result);
	NEED(result && read(go[0], &byte, 1) == 1);
	*result = open("/etc/passwd", O_RDONLY) < 0 ? errno : 0;
	return result;
}

static void try_a_thread_that_runs_already(const char *folder)
{
	(void)folder;
	int go[2];
	pthread_t thread;
	void *result;
	NEED(!pipe(go) && !pthread_create(&thread, NULL, open_later, go));
	NEED(enter(&(struct sd_sandbox){0}) & SD_SANDBOX_SECCOMP);
	NEED(write(go[1], "x", 1) == 1 && !pthread_join(thread, &result));
	NEED(*(int *)result == EPERM);
}

/* Writes NAME in the folder, over what stands there, behind the lock. */
static void commit_locked(const char *folder, const char *name, bool named_temporary)
{
	struct sd_output output;
	struct sd_error err = SD_ERROR_INIT;
	char *path = inside(folder, name);
	NEED(!sd_output_open(&output, path, false, &err) && output.directory >= 0);
	if (named_temporary) {
		/* As on a file system that knows no unnamed ones. */
		close(output.fd);
		output.temporary = strdup(".saydo-test-temporary");
		output.fd = openat(output.directory, output.temporary, O_RDWR | O_CREAT | O_EXCL, 0600);
		NEED(output.fd >= 0);
	}
	const int folders[] = {-1, output.directory};
	NEED(enter(&(struct sd_sandbox){.folders = folders, .length = 2}) >= 0);
	NEED(!sd_output_write(&output, SD_TEXT("new\n"), &err));
	int failed = sd_output_commit(&output, &err);
	if (failed)
		dprintf(STDERR_FILENO, "%s\n", err.message.data);
	NEED(!failed);
	free(path);
}

static void commit_over(const char *folder)
{
	commit_locked(folder, "over", false);
}

static void commit_fresh(const char *folder)
{
	commit_locked(folder, "fresh", false);
}

static void commit_named(const char *folder)
{
	commit_locked(folder, "over", true);
}

static void abandon_named(const char *folder)
{
	struct sd_output output;
	char *path = inside(folder, "over");
	NEED(!sd_output_open(&output, path, false, NULL));
	output.temporary = strdup(".saydo-test-temporary");
	close(openat(output.directory, output.temporary, O_RDWR | O_CREAT | O_EXCL, 0600));
	NEED(enter(&(struct sd_sandbox){.folders = &output.directory, .length = 1}) >= 0);
	sd_output_abandon(&output);
	free(path);
}

/* Only the folders given can be reached: another one cannot, nor can anything be opened in them. */
static void reach_elsewhere(const char *folder)
{
	int here = open(folder, O_PATH | O_DIRECTORY), there = open("/tmp", O_PATH | O_DIRECTORY);
	NEED(here >= 0 && there >= 0);
	NEED(enter(&(struct sd_sandbox){.folders = &here, .length = 1}) == all_layers);
	NEED(openat(here, "over", O_RDONLY) < 0 && errno == EPERM);
	NEED(openat(here, ".", O_TMPFILE | O_RDWR, 0600) < 0 && errno == EPERM);
	NEED(renameat(here, "over", there, "saydo-test-moved") < 0 && (errno == EACCES || errno == EXDEV));
	NEED(linkat(here, "over", there, "saydo-test-moved", 0) < 0 && (errno == EACCES || errno == EXDEV));
	NEED(unlinkat(there, strrchr(folder, '/') + 1, AT_REMOVEDIR) < 0 && errno == EACCES);
	NEED(!renameat(here, "over", here, "moved") && !renameat(here, "moved", here, "over"));
}

static void write_in_a_tree(const char *folder)
{
	int tree = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), made, nested, back;
	char byte = 0;
	NEED(tree >= 0);
	NEED(enter(&(struct sd_sandbox){.trees = &tree, .trees_length = 1}) == all_layers);
	made = openat(tree, "made", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	NEED(made >= 0 && write(made, "m", 1) == 1 && !close(made));
	NEED(!mkdirat(tree, "sub", 0700));
	nested = openat(tree, "sub/nested", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	NEED(nested >= 0 && write(nested, "n", 1) == 1 && !close(nested));
	back = openat(tree, "sub/nested", O_RDONLY | O_CLOEXEC);
	NEED(back >= 0 && read(back, &byte, 1) == 1 && byte == 'n');
	NEED(!renameat(tree, "sub/nested", tree, "out"));
	NEED(!unlinkat(tree, "sub", AT_REMOVEDIR));
	NEED(openat(tree, "../../etc/passwd", O_RDONLY) < 0 && errno == EACCES);
	NEED(open("/tmp/saydo-test-never", O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES);
	NEED(symlinkat("/etc", tree, "link") < 0 && errno == EPERM);
	NEED(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
}

#ifdef __x86_64__
static void call_x32(const char *folder)
{
	(void)folder;
	NEED(enter(&(struct sd_sandbox){0}) == all_layers);
	NEED(syscall(0x40000000 | SYS_open, "/etc/passwd", O_RDONLY) < 0 && errno == ENOSYS);
}

static void call_32_bits(const char *folder)
{
	(void)folder;
	NEED(enter(&(struct sd_sandbox){0}) == all_layers);
	long result;
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory"); /* getpid of i386 */
	(void)result;
}
#endif

static void refuses(void **state)
{
	(void)state;
	need_layers(all_layers);
	assert_int_equal(status_of(try_what_is_refused, NULL), 0);
}

static void goes_on(void **state)
{
	(void)state;
	need_layers(all_layers);
	assert_int_equal(status_of(try_what_goes_on, NULL), 0);
}

static void reaches_running_threads(void **state)
{
	(void)state;
	need_layers(SD_SANDBOX_SECCOMP);
	assert_int_equal(status_of(try_a_thread_that_runs_already, NULL), 0);
}

static void lets_outputs_commit(void **state)
{
	(void)state;
	char *folder = make_folder();
	put(folder, "over", "old\n");
	assert_int_equal(status_of(commit_over, folder), 0);
	expect(folder, "over", "new\n");
	assert_int_equal(status_of(commit_fresh, folder), 0);
	expect(folder, "fresh", "new\n");
	put(folder, "over", "old\n");
	assert_int_equal(status_of(commit_named, folder), 0);
	expect(folder, "over", "new\n");
	put(folder, "over", "old\n");
	assert_int_equal(status_of(abandon_named, folder), 0);
	expect(folder, "over", "old\n");
	assert_int_equal(rmdir(folder), 0); /* fails if a temporary is left */
	free(folder);
}

static void keeps_to_its_folders(void **state)
{
	(void)state;
	need_layers(all_layers);
	char *folder = make_folder();
	put(folder, "over", "old\n");
	assert_int_equal(status_of(reach_elsewhere, folder), 0);
	expect(folder, "over", "old\n");
	assert_int_equal(rmdir(folder), 0);
	free(folder);
}

static void opens_in_trees_alone(void **state)
{
	(void)state;
	need_layers(all_layers);
	char *folder = make_folder();
	assert_int_equal(status_of(write_in_a_tree, folder), 0);
	expect(folder, "made", "m");
	expect(folder, "out", "n");
	assert_int_equal(rmdir(folder), 0);
	free(folder);
}

static void knows_one_mode_of_the_processor(void **state)
{
	(void)state;
#ifdef __x86_64__
	need_layers(all_layers);
	assert_int_equal(status_of(call_x32, NULL), 0);
	int status = status_of(call_32_bits, NULL);
	/* A kernel without 32-bit calls answers with SIGSEGV; one with them is stopped by the filter's SIGSYS. */
	assert_true(WIFSIGNALED(status) && (WTERMSIG(status) == SIGSYS || WTERMSIG(status) == SIGSEGV));
#else
	skip();
#endif
}

static void refuses_what_is_no_folder(void **state)
{
	(void)state;
	need_layers(SD_SANDBOX_LANDLOCK);
	pid_t pid = fork();
	if (!pid) {
		int ends[2];
		struct sd_error err = SD_ERROR_INIT;
		NEED(!pipe(ends));
		NEED(sd_sandbox_enter(&(struct sd_sandbox){.folders = ends, .length = 1}, &err) == -1);
		NEED(strstr(err.message.data, "cannot lock the process in (Landlock): "));
		_exit(0);
	}
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses),
		cmocka_unit_test(goes_on),
		cmocka_unit_test(reaches_running_threads),
		cmocka_unit_test(lets_outputs_commit),
		cmocka_unit_test(keeps_to_its_folders),
		cmocka_unit_test(opens_in_trees_alone),
		cmocka_unit_test(knows_one_mode_of_the_processor),
		cmocka_unit_test(refuses_what_is_no_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
