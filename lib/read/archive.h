/* SPDX-License-Identifier: MIT */
/* Archives: the parts of a ZIP file, read through a descriptor, with limits that a bomb runs into.
 *
 * A part is refused, midway, where it unpacks to more than the directory says, to other bytes than its checksum says,
 * to more than `most` bytes, or to more than SD_ARCHIVE_RATIO times its packed size once it is over SD_ARCHIVE_FREE
 * bytes (sheets of real workbooks stay below 50 times). An archive within an archive is never opened. */
#ifndef SD_READ_ARCHIVE_H
#define SD_READ_ARCHIVE_H

#include "read/source.h"

enum { SD_ARCHIVE_RATIO = 200, SD_ARCHIVE_FREE = 32 * 1024 * 1024 };

struct sd_archive;
/* NULL with `err` where it is no whole ZIP file. `file` outlives it. */
struct sd_archive *sd_archive_open(const struct sd_file *file, struct sd_error *err);
void sd_archive_free(struct sd_archive *archive);
bool sd_archive_has(const struct sd_archive *archive, const char *part);

struct sd_archive_part;
/* NULL with `err` where there is none of that name, or it is encrypted. */
struct sd_archive_part *sd_archive_part_open(struct sd_archive *archive, const char *name, uint64_t most,
					     struct sd_error *err);
/* Up to `room` bytes: how many, 0 at the end, -1. */
int64_t sd_archive_part_read(struct sd_archive_part *part, char *buffer, size_t room, struct sd_error *err);
const char *sd_archive_part_name(const struct sd_archive_part *part);
void sd_archive_part_free(struct sd_archive_part *part);

#endif
