/* SPDX-License-Identifier: MIT */
#include "base/io.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum {
	LINKS_LIMIT = 40,	/* as Linux follows in one path (path_resolution(7)) */
	HIDDEN_BASE_LIMIT = 200 /* of the 255 bytes of NAME_MAX; the rest is for what marks the name as ours */
};

/* open(2) that is made again when a signal came in (a FIFO waits for its other end). */
static int open_at(int directory, const char *path, int flags, mode_t mode)
{
	int fd;
	do
		fd = openat(directory, path, flags | O_CLOEXEC | O_NOCTTY, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

void sd_io_guard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		/* The lowest free number is given, which is fd. The wrong direction makes reading and writing fail;
		 * where there is no /dev/null, a descriptor that is only a place (O_PATH) does the same. */
		if (open_at(AT_FDCWD, "/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY, 0) < 0)
			(void)open_at(AT_FDCWD, "/", O_PATH, 0);
	}
}

/* A duplicate of a standard stream, so that each input and output owns a descriptor; the stream's own number where it
 * cannot be had, so that the first use of a closed one tells. */
static int duplicate(int stream)
{
	int fd = fcntl(stream, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	return fd < 0 ? stream : fd;
}

/* Whether a call that failed is to be made again: a signal came, or the descriptor, set to non-blocking by whoever
 * shares it, has become ready. */
static bool try_again(int fd, short events)
{
	if (errno == EINTR)
		return true;
	if (errno != EAGAIN)
		return false;
	struct pollfd wait = {.fd = fd, .events = events, .revents = 0};
	return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

int sd_input_open(struct sd_input *input, const char *path, struct sd_error *err)
{
	bool standard = !strcmp(path, "-");
	*input = (struct sd_input)SD_INPUT_INIT;
	input->name = standard ? "standard input" : path[0] ? path : "''";
	input->fd = standard ? duplicate(STDIN_FILENO) : open_at(AT_FDCWD, path, O_RDONLY, 0);
	if (input->fd < 0)
		return sd_fail_errno(err, errno, "%s", input->name);
	struct stat status;
	if (fstat(input->fd, &status))
		return 0; /* a closed standard input: reading it tells */
	if (S_ISDIR(status.st_mode)) {
		sd_input_close(input);
		return sd_fail(err, "%s: is a directory", input->name);
	}
	if (S_ISREG(status.st_mode)) {
		off_t at = lseek(input->fd, 0, SEEK_CUR);
		if (at >= 0 && at < status.st_size)
			input->size = (uint64_t)(status.st_size - at);
		(void)posix_fadvise(input->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	return 0;
}

int64_t sd_input_read(struct sd_input *input, char *buffer, size_t room, struct sd_error *err)
{
	ssize_t got;
	size_t ahead = input->ahead.length - input->ahead_at;
	if (ahead) {
		size_t given = ahead < room ? ahead : room;
		memcpy(buffer, input->ahead.data + input->ahead_at, given);
		input->ahead_at += given;
		return (int64_t)given;
	}
	do
		got = read(input->fd, buffer, room);
	while (got < 0 && try_again(input->fd, POLLIN));
	if (got < 0)
		return sd_fail_errno(err, errno, "%s", input->name);
	return got;
}

int sd_input_peek(struct sd_input *input, size_t want, struct sd_text *bytes, struct sd_error *err)
{
	while (input->ahead.length - input->ahead_at < want) {
		sd_str_reserve(&input->ahead, want);
		ssize_t got;
		do
			got = read(input->fd, input->ahead.data + input->ahead.length, want);
		while (got < 0 && try_again(input->fd, POLLIN));
		if (got < 0)
			return sd_fail_errno(err, errno, "%s", input->name);
		if (!got)
			break;
		input->ahead.length += (size_t)got;
	}
	size_t there = input->ahead.length - input->ahead_at;
	*bytes = (struct sd_text){input->ahead.data + input->ahead_at, there < want ? there : want};
	return 0;
}

int sd_input_read_all(struct sd_input *input, struct sd_str *content, size_t limit, struct sd_error *err)
{
	enum { PIECE = 64 * 1024 };
	size_t sum = 0;
	if (input->size < limit)
		sd_str_reserve(content, (size_t)input->size + PIECE);
	for (;;) {
		sd_str_reserve(content, PIECE);
		int64_t got = sd_input_read(input, content->data + content->length, PIECE, err);
		if (got < 0)
			return -1;
		if (!got)
			break;
		sum += (size_t)got;
		if (sum > limit)
			return sd_fail(err, "%s: holds more than the %zu bytes that are allowed here", input->name,
				       limit);
		content->length += (size_t)got;
	}
	content->data[content->length] = '\0';
	return 0;
}

int sd_input_read_at(const struct sd_input *input, off_t at, size_t length, struct sd_str *content,
		     struct sd_error *err)
{
	for (sd_str_reserve(content, length); length;) {
		ssize_t got;
		do
			got = pread(input->fd, content->data + content->length, length, at);
		while (got < 0 && try_again(input->fd, POLLIN));
		if (got < 0)
			return sd_fail_errno(err, errno, "%s", input->name);
		if (!got)
			return sd_fail(err, "%s: is shorter than it was", input->name);
		content->length += (size_t)got;
		length -= (size_t)got;
		at += got;
	}
	content->data[content->length] = '\0';
	return 0;
}

void sd_input_close(struct sd_input *input)
{
	if (input->fd >= 0)
		(void)close(input->fd);
	input->fd = -1;
	sd_str_release(&input->ahead);
	input->ahead_at = 0;
}

static char *text_dup(const char *text, size_t length)
{
	struct sd_str copy = SD_STR_INIT;
	sd_str_add(&copy, text, length);
	return sd_str_take(&copy);
}

/* Where a link leads, as it is written there; NULL (errno EINVAL) where `base` is no link. */
static char *link_target(int directory, const char *base)
{
	for (size_t room = 256;; room *= 2) {
		char *target = sd_alloc(room, 1);
		ssize_t length = readlinkat(directory, base, target, room);
		if (length >= 0 && (size_t)length < room) {
			target[length] = '\0';
			return target;
		}
		int number = errno;
		free(target);
		if (length < 0) {
			errno = number;
			return NULL;
		}
	}
}

enum place { PLACE_FAILED = -1, PLACE_FILE, PLACE_DIRECT };

/* Finds the folder and the name in it that `path` leads to in the end, be there a file yet or not. PLACE_DIRECT where a
 * link of /proc is met: such a link is a descriptor, and the name it shows is not what it is. */
static enum place find_place(struct sd_output *output, const char *path)
{
	char *rest = text_dup(path, strlen(path));
	int above = AT_FDCWD;
	enum place place = PLACE_FAILED;
	errno = ELOOP;
	for (int links = 0; links <= LINKS_LIMIT; links++) {
		const char *slash = strrchr(rest, '/');
		char *folder = slash ? text_dup(rest, (size_t)(slash - rest) + 1) : text_dup(".", 1);
		char *base = text_dup(slash ? slash + 1 : rest, strlen(slash ? slash + 1 : rest));
		free(rest);
		int directory = open_at(above, folder, O_PATH | O_DIRECTORY, 0);
		int number = errno;
		free(folder);
		if (above >= 0)
			(void)close(above);
		above = directory;
		rest = directory >= 0 ? link_target(directory, base) : NULL;
		if (directory >= 0)
			number = errno;
		struct statfs system;
		if (rest && !fstatfs(directory, &system) && system.f_type == PROC_SUPER_MAGIC) {
			free(base);
			place = PLACE_DIRECT;
			break;
		}
		if (!rest && directory >= 0 && (number == EINVAL || number == ENOENT)) {
			output->directory = directory;
			output->base = base;
			return PLACE_FILE;
		}
		free(base);
		errno = rest ? ELOOP : number;
		if (!rest)
			break;
	}
	int number = errno;
	free(rest);
	if (above >= 0)
		(void)close(above);
	errno = number;
	return place;
}

/* A name beside `base` that no one else has: `.BASE.saydo-` and 64 random bits; without BASE where that is too long. */
static char *hidden_name(const char *base)
{
	uint64_t random = 0;
	while (getrandom(&random, sizeof random, 0) < 0 && errno == EINTR)
		;
	struct sd_str name = SD_STR_INIT;
	sd_str_addf(&name, ".%s%ssaydo-%016llx", strlen(base) <= HIDDEN_BASE_LIMIT ? base : "",
		    strlen(base) <= HIDDEN_BASE_LIMIT ? "." : "", (unsigned long long)random);
	return sd_str_take(&name);
}

static bool has_name_in_proc(int fd, char path[static 40])
{
	snprintf(path, 40, "/proc/self/fd/%d", fd);
	return !access(path, F_OK);
}

static mode_t umask_now(void)
{
	mode_t mask = umask(0777);
	umask(mask);
	return mask;
}

/* Opens the temporary that will become the file. */
static int open_temporary(struct sd_output *output, bool fresh)
{
	char path[40];
	output->fd = open_at(output->directory, ".", O_TMPFILE | O_RDWR, fresh ? 0666 : 0600);
	if (output->fd >= 0 && !has_name_in_proc(output->fd, path)) {
		(void)close(output->fd);
		output->fd = -1;
		errno = EOPNOTSUPP;
	}
	struct stat status;
	if (output->fd >= 0) {
		/* The folder may hold a default ACL, which only the system knows how to apply. */
		if (fresh && !fstat(output->fd, &status))
			output->mode = status.st_mode & 0777;
		return 0;
	}
	if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT)
		return -1;
	do {
		free(output->temporary);
		output->temporary = hidden_name(output->base);
		output->fd = open_at(output->directory, output->temporary, O_RDWR | O_CREAT | O_EXCL, 0600);
	} while (output->fd < 0 && errno == EEXIST);
	if (output->fd >= 0)
		return 0;
	int number = errno;
	free(output->temporary);
	output->temporary = NULL;
	errno = number;
	return -1;
}

static int open_direct(struct sd_output *output, const char *path, int flags, struct sd_error *err)
{
	output->fd = open_at(AT_FDCWD, path, O_WRONLY | flags, 0);
	return output->fd < 0 ? sd_fail_errno(err, errno, "%s", output->name) : 0;
}

int sd_output_open(struct sd_output *output, const char *path, bool private, struct sd_error *err)
{
	*output = (struct sd_output)SD_OUTPUT_INIT;
	if (!path || !strcmp(path, "-")) {
		output->name = "standard output";
		output->fd = duplicate(STDOUT_FILENO);
		return 0;
	}
	output->name = path[0] ? path : "''";
	struct stat status;
	bool fresh = stat(path, &status) != 0;
	if (fresh && errno != ENOENT)
		return sd_fail_errno(err, errno, "%s", output->name);
	size_t length = strlen(path);
	if (fresh ? length && path[length - 1] == '/' : S_ISDIR(status.st_mode))
		return sd_fail(err, "%s: is a directory", path);
	if (!fresh && !S_ISREG(status.st_mode))
		return open_direct(output, path, 0, err);
	switch (find_place(output, path)) {
	case PLACE_DIRECT:
		return open_direct(output, path, O_APPEND, err);
	case PLACE_FAILED:
		return sd_fail_errno(err, errno, "%s", output->name);
	case PLACE_FILE:
		break;
	}
	output->mode = fresh ? 0666 & ~umask_now() : status.st_mode & 0777;
	int failed = !output->base[0] ? (errno = ENOENT, -1) : 0;
	if (!failed && !fresh)
		failed = faccessat(output->directory, output->base, W_OK, AT_EACCESS);
	if (!failed)
		failed = open_temporary(output, fresh);
	if (private)
		output->mode = 0600;
	if (failed) {
		sd_fail_errno(err, errno, "%s", output->name);
		sd_output_abandon(output);
		return -1;
	}
	return 0;
}

int sd_output_write(struct sd_output *output, struct sd_text bytes, struct sd_error *err)
{
	if (!bytes.length)
		return 0;
	output->written = true;
	while (bytes.length) {
		ssize_t put = write(output->fd, bytes.data, bytes.length);
		if (put < 0 && try_again(output->fd, POLLOUT))
			continue;
		if (put < 0) {
			output->failed = true;
			return sd_fail_errno(err, errno, "%s", output->name);
		}
		bytes.data += put;
		bytes.length -= (size_t)put;
	}
	return 0;
}

/* Gives the unnamed temporary a hidden name. */
static int link_hidden(struct sd_output *output)
{
	char path[40];
	if (!has_name_in_proc(output->fd, path))
		return -1;
	for (;;) {
		char *name = hidden_name(output->base);
		if (!linkat(AT_FDCWD, path, output->directory, name, AT_SYMLINK_FOLLOW)) {
			output->temporary = name;
			return 0;
		}
		int number = errno;
		free(name);
		errno = number;
		if (number != EEXIST)
			return -1;
	}
}

/* Puts the temporary where the file is to be: 0 or an errno. Signals wait, so that none finds a hidden name there. */
static int put_in_place(struct sd_output *output)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = fchmod(output->fd, (mode_t)output->mode);
	if (!failed && !output->temporary)
		failed = link_hidden(output);
	if (!failed)
		failed = renameat(output->directory, output->temporary, output->directory, output->base);
	int number = failed ? errno : 0;
	if (failed && output->temporary)
		(void)unlinkat(output->directory, output->temporary, 0);
	free(output->temporary);
	output->temporary = NULL;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return number;
}

int sd_output_commit(struct sd_output *output, struct sd_error *err)
{
	int number = 0;
	if (output->fd < 0)
		return 0;
	if (output->failed) {
		sd_output_abandon(output);
		return sd_fail(err, "%s: was not written whole", output->name);
	}
	/* Closing is where some file systems (NFS, quotas) tell of what they lost: before the old file is replaced. The
	 * duplicate keeps the unnamed temporary alive for linking. */
	int keep = output->directory >= 0 ? fcntl(output->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : -1;
	if (output->directory >= 0 && keep < 0)
		number = errno;
	if (close(output->fd) && (output->written || errno != EBADF) && !number)
		number = errno == EINTR ? 0 : errno; /* on Linux the descriptor is closed all the same */
	output->fd = keep;
	if (!number && output->directory >= 0)
		number = put_in_place(output);
	sd_output_abandon(output);
	return number ? sd_fail_errno(err, number, "%s", output->name) : 0;
}

void sd_output_abandon(struct sd_output *output)
{
	if (output->temporary)
		(void)unlinkat(output->directory, output->temporary, 0);
	free(output->temporary);
	free(output->base);
	if (output->fd >= 0)
		(void)close(output->fd);
	if (output->directory >= 0)
		(void)close(output->directory);
	output->temporary = output->base = NULL;
	output->fd = output->directory = -1;
}

bool sd_output_is_terminal(const struct sd_output *output)
{
	return output->fd >= 0 && isatty(output->fd);
}

int sd_file_write(int folder, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_str hidden = SD_STR_INIT;
	struct sd_output output = SD_OUTPUT_INIT;
	sd_str_addf(&hidden, ".%s.saydo", name);
	output.name = name;
	output.fd = openat(folder, hidden.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	int result = output.fd < 0 ? sd_fail_errno(err, errno, "%s", name) : sd_output_write(&output, content, err);
	if (output.fd >= 0 && close(output.fd) < 0 && !result)
		result = sd_fail_errno(err, errno, "%s", name);
	if (!result && renameat(folder, hidden.data, folder, name) < 0)
		result = sd_fail_errno(err, errno, "%s", name);
	if (result && output.fd >= 0)
		unlinkat(folder, hidden.data, 0);
	sd_str_release(&hidden);
	return result;
}
