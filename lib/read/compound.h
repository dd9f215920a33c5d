/* SPDX-License-Identifier: MIT */
/* Compound files, in which Office of 1997 to 2003 keeps its own: a stream by its name. Source: [MS-CFB]. */
#ifndef SD_READ_COMPOUND_H
#define SD_READ_COMPOUND_H

#include "read/source.h"

struct sd_compound;
/* NULL with `err` where the file is none, or its tables do not hold together. Tables take memory of about a hundredth
 * of the file's size. */
struct sd_compound *sd_compound_open(const struct sd_file *file, struct sd_error *err);
void sd_compound_free(struct sd_compound *compound);
/* Turns to the stream called so (ASCII, its case aside): its bytes; -1 where there is none, or its sectors do not hold
 * together. */
int64_t sd_compound_stream(struct sd_compound *compound, const char *name);
/* `length` bytes of that stream from `at` on: 0, or -1 where there are not as many or, with `err`, the file cannot be
 * read. */
int sd_compound_read(struct sd_compound *compound, uint64_t at, void *bytes, size_t length, struct sd_error *err);

#endif
