/* SPDX-License-Identifier: MIT */
/* For LD_PRELOAD: the Nth call of a kind fails, as SQLite's tests have it. The environment says which:
 *
 *	FAULT=CALLS:N:HOW[:ever]
 *
 * CALLS: `in` (read, pread), `out` (write, linkat, renameat, fchmod, close of what was open for writing; but of
 * descriptor 2, where a filter tells what went wrong) or `memory` (malloc, calloc, realloc). HOW: `fails` (EIO, ENOSPC
 *where something is written, no memory), `interrupted` (EINTR, and works when it is called again) or `short` (one byte
 *of several; reading and writing only). With `:ever` all calls behind the Nth do the same. The first time it does so it
 *says `fault: it comes` on descriptor 2, so that whoever counts N up sees when there are no more calls. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum calls { NONE, IN, OUT, MEMORY };
enum how { WORKS, FAILS, INTERRUPTED, SHORT };

static enum calls wanted;
static enum how how;
static long nth;
static bool ever;
static atomic_long count;

/* glibc's own names, for what dlsym() itself may call. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static struct {
	ssize_t (*read)(int, void *, size_t);
	ssize_t (*pread)(int, void *, size_t, off_t);
	ssize_t (*write)(int, const void *, size_t);
	int (*linkat)(int, const char *, int, const char *, int);
	int (*renameat)(int, const char *, int, const char *);
	int (*fchmod)(int, mode_t);
	int (*close)(int);
} real;

/* The cast by way of a pointer is how POSIX has dlsym give a function. */
#define FIND(name) (*(void **)&real.name = dlsym(RTLD_NEXT, #name))

static __attribute__((constructor)) void begin(void)
{
	const char *fault = getenv("FAULT");
	FIND(read), FIND(pread), FIND(write), FIND(linkat), FIND(renameat), FIND(fchmod), FIND(close);
	if (!fault)
		return;
	const char *number = strchr(fault, ':'), *word = number ? strchr(number + 1, ':') : NULL;
	if (!word)
		abort();
	nth = strtol(number + 1, NULL, 10);
	how = word[1] == 'f' ? FAILS : word[1] == 'i' ? INTERRUPTED : SHORT;
	ever = strstr(word, ":ever") != NULL;
	wanted = fault[0] == 'i' ? IN : fault[0] == 'o' ? OUT : fault[0] == 'm' ? MEMORY : NONE;
}

static enum how comes(enum calls calls)
{
	if (calls != wanted)
		return WORKS;
	long number = atomic_fetch_add(&count, 1) + 1;
	if (number != nth && !(ever && number > nth))
		return WORKS;
	if (number == nth)
		syscall(SYS_write, 2, "fault: it comes\n", 16);
	return how;
}

static bool fails(enum how what, int number)
{
	if (what == WORKS || what == SHORT)
		return false;
	errno = what == INTERRUPTED ? EINTR : number;
	return true;
}

static size_t some(enum how what, size_t length)
{
	return what == SHORT && length > 1 ? 1 : length;
}

ssize_t read(int fd, void *buffer, size_t length)
{
	enum how what = comes(IN);
	return fails(what, EIO) ? -1 : real.read(fd, buffer, some(what, length));
}

ssize_t __read_chk(int fd, void *buffer, size_t length, size_t room)
{
	if (length > room)
		abort();
	return read(fd, buffer, length);
}

ssize_t pread(int fd, void *buffer, size_t length, off_t at)
{
	enum how what = comes(IN);
	return fails(what, EIO) ? -1 : real.pread(fd, buffer, some(what, length), at);
}

ssize_t __pread_chk(int fd, void *buffer, size_t length, off_t at, size_t room)
{
	if (length > room)
		abort();
	return pread(fd, buffer, length, at);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	enum how what = fd == 2 ? WORKS : comes(OUT);
	return fails(what, ENOSPC) ? -1 : real.write(fd, bytes, some(what, length));
}

/* Only reading and writing are interrupted, or done by halves. */
static bool fails_whole(int number)
{
	return how == FAILS && fails(comes(OUT), number);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
	return fails_whole(EIO) ? -1 : real.linkat(from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return fails_whole(EIO) ? -1 : real.renameat(from_folder, from, to_folder, to);
}

int fchmod(int fd, mode_t mode)
{
	return fails_whole(EIO) ? -1 : real.fchmod(fd, mode);
}

/* It is closed, and what was written may be lost all the same. Where nothing could be written nothing is lost. */
int close(int fd)
{
	int mode = fcntl(fd, F_GETFL);
	bool writes = mode >= 0 && (mode & O_ACCMODE) != O_RDONLY, failing = writes && fails_whole(EIO);
	int failed = real.close(fd);
	if (failing)
		errno = EIO;
	return failing ? -1 : failed;
}

void *malloc(size_t size)
{
	return fails(comes(MEMORY), ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t items, size_t size)
{
	return fails(comes(MEMORY), ENOMEM) ? NULL : __libc_calloc(items, size);
}

void *realloc(void *old, size_t size)
{
	return fails(comes(MEMORY), ENOMEM) ? NULL : __libc_realloc(old, size);
}
