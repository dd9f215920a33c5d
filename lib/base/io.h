/* SPDX-License-Identifier: MIT */
/* Inputs and outputs: opened early, by the options that name them, read and written by descriptor alone afterwards.
 *
 * Whatever is opened here is opened before the process is locked in (base/sandbox.h) and before threads start; reading,
 * writing, committing and abandoning open nothing and go on working behind the lock. Every descriptor is O_CLOEXEC, an
 * interrupted call is made again, and a descriptor set to non-blocking by another process is waited for. Messages have
 * the form "NAME: reason in the system's words". One thread at a time may use one input or output. */
#ifndef SD_BASE_IO_H
#define SD_BASE_IO_H

#include <sys/types.h>

#include "base/error.h"

/* Makes sure that descriptors 0 to 2 are open, so that no file is ever given one of their numbers: a closed one
 * becomes one that fails to read or write ("Bad file descriptor"), which is no failure where nothing is read or
 * written. Call first. */
void sd_io_guard(void);

struct sd_input {
	const char *name; /* for messages: the path as given, or "standard input" */
	int fd;		  /* -1: not given */
	uint64_t size;	  /* bytes that are left; 0 where it cannot be known */
	struct sd_str ahead; /* read by sd_input_peek and not yet given out … */
	size_t ahead_at;     /* … from here on */
};
#define SD_INPUT_INIT {NULL, -1, 0, SD_STR_INIT, 0}
/* Opens `path` (not copied), or a duplicate of standard input for "-". A directory is refused here, not at the first
 * read. */
int sd_input_open(struct sd_input *input, const char *path, struct sd_error *err);
/* Reads up to `room` bytes: how many, 0 at the end, -1. */
int64_t sd_input_read(struct sd_input *input, char *buffer, size_t room, struct sd_error *err);
/* The next `want` bytes, fewer at the end, without taking them; valid until the next read. */
int sd_input_peek(struct sd_input *input, size_t want, struct sd_text *bytes, struct sd_error *err);
/* Adds `length` bytes that stand `at` bytes behind the beginning of a file, whatever was read of it; any thread. */
int sd_input_read_at(const struct sd_input *input, off_t at, size_t length, struct sd_str *content,
		     struct sd_error *err);
/* Adds all that is left; more than `limit` bytes is an error that says so. */
int sd_input_read_all(struct sd_input *input, struct sd_str *content, size_t limit, struct sd_error *err);
/* Safe where nothing is open. */
void sd_input_close(struct sd_input *input);

/* An output file appears whole or not at all: it is written to an unnamed temporary in its folder, linked there under a
 * hidden name and renamed over the file by sd_output_commit; signals wait for those two calls. So neither a failure nor
 * SIGTERM or SIGINT leaves anything behind. Where the file system has no O_TMPFILE (NFS, some FUSE) or /proc is not
 * mounted, the temporary has a name, `.NAME.saydo-` and 16 hexadecimal digits, and mode 0600; a failure removes it, a
 * signal that ends the process does not (the library installs no handlers).
 *
 * Symbolic links are followed: what they lead to is replaced, the link stays. The new file has the permission bits of
 * the one it replaces, else what umask leaves of 0666; a file that may not be written is refused, though its folder
 * would let it be replaced. Other hard links keep the old content.
 *
 * Written directly are: standard output, what is no regular file (a pipe, /dev/full), and what is reached through a
 * link of /proc (/dev/stdout, /dev/fd/N), behind what stands there. */
struct sd_output {
	const char *name; /* for messages: the path as given, or "standard output" */
	int fd;		  /* -1: not given, or done with */
	int directory;	  /* of the file (O_PATH), -1 where written directly; what sd_sandbox_enter wants */
	char *base;	  /* its name there */
	char *temporary;  /* the name it has for now, NULL where it has none */
	unsigned mode;	  /* that the file will have */
	bool written;	  /* something was to be written */
	bool failed;	  /* and was not: it cannot be committed any more */
};
#define SD_OUTPUT_INIT {NULL, -1, -1, NULL, NULL, 0, false, false}
/* A duplicate of standard output where path is NULL or "-"; `path` is not copied. `private`: mode 0600 whatever stood
 * there before (of no effect where written directly). */
int sd_output_open(struct sd_output *output, const char *path, bool private, struct sd_error *err);
/* Writes at once and all; callers gather big pieces. Without bytes it does nothing and cannot fail. */
int sd_output_write(struct sd_output *output, struct sd_text bytes, struct sd_error *err);
/* The one close that ends every filter: links, renames, closes; a lost byte becomes -1, and the output is abandoned.
 * 0 where the output was not given or was committed before. */
int sd_output_commit(struct sd_output *output, struct sd_error *err);
/* Leaves nothing behind; what was there before stays. Safe where nothing is open and after commit. */
void sd_output_abandon(struct sd_output *output);
/* Writes a whole file called `name` into an open folder (a DIR option), in place of one that is there: under another
 * name first, then renamed. */
int sd_file_write(int folder, const char *name, struct sd_text content, struct sd_error *err);
bool sd_output_is_terminal(const struct sd_output *output);

#endif
