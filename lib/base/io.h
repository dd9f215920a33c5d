/* SPDX-License-Identifier: MIT */
/* Inputs and outputs: opened early, by the options that name them, read and written by descriptor alone afterwards. */
#ifndef SD_BASE_IO_H
#define SD_BASE_IO_H

#include "base/error.h"

/* Makes sure that descriptors 0 to 2 are open, so that no file is ever given one of their numbers: a closed one
 * becomes one that fails to read or write. Call first. */
void sd_io_guard(void);

struct sd_input {
	const char *name; /* for messages: the path as given, or "standard input" */
	int fd;		  /* -1: not given */
	uint64_t size;	  /* bytes; 0 where it cannot be known */
};
#define SD_INPUT_INIT {NULL, -1, 0}
/* Opens `path` (not copied), or standard input for "-". A directory is refused here, not at the first read. */
int sd_input_open(struct sd_input *input, const char *path, struct sd_error *err);
/* Reads up to `room` bytes: how many, 0 at the end, -1. */
int64_t sd_input_read(struct sd_input *input, char *buffer, size_t room, struct sd_error *err);
/* Adds all that is left; more than `limit` bytes is an error that says so. */
int sd_input_read_all(struct sd_input *input, struct sd_str *content, size_t limit, struct sd_error *err);
void sd_input_close(struct sd_input *input);

/* An output file appears whole or not at all: it is written to an unnamed temporary (a named one, mode 0600, where the
 * file system has no O_TMPFILE), linked beside its name and renamed over it by sd_output_commit. What is no regular file
 * (a pipe, /dev/full) is written directly, as is standard output. */
struct sd_output {
	const char *name; /* for messages */
	int fd;		  /* -1: not given */
	int directory;	  /* of the file, -1 where written directly */
	char *base;	  /* its name there */
	char *temporary;  /* the name it has for now, NULL where it has none */
	unsigned mode;
	bool written;
};
#define SD_OUTPUT_INIT {NULL, -1, -1, NULL, NULL, 0, false}
/* Standard output where path is NULL or "-". `private`: mode 0600 whatever stood there before. */
int sd_output_open(struct sd_output *output, const char *path, bool private, struct sd_error *err);
int sd_output_write(struct sd_output *output, struct sd_text bytes, struct sd_error *err);
/* The one close that ends every filter: flushes, links, renames, closes; a lost byte becomes -1. */
int sd_output_commit(struct sd_output *output, struct sd_error *err);
/* Leaves nothing behind. Safe after commit. */
void sd_output_abandon(struct sd_output *output);
bool sd_output_is_terminal(const struct sd_output *output);

#endif
