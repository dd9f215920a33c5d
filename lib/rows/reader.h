/* SPDX-License-Identifier: MIT */
/* Reading rows: one header over several inputs, cut into batches by one thread and parsed by many (see pass.h).
 *
 * Limits: a field SD_MAX_FIELD bytes (--max-field), a row four times that, SD_MAX_COLUMNS columns. A line longer than a
 * row may be stops the run; a quoted field longer than a field may be is taken for an unclosed quote. */
#ifndef SD_ROWS_READER_H
#define SD_ROWS_READER_H

#include "base/io.h"
#include "rows/row.h"

enum { SD_MAX_FIELD = 2000000, SD_MAX_COLUMNS = 16384, SD_CHUNK = 256 * 1024 };

struct sd_reader_options {
	int from; /* an enum sd_format, or -1: by the first input's name (.tsv .tab .jsonl .ndjson), `{`, else CSV */
	size_t max_field; /* bytes; 0: SD_MAX_FIELD */
	size_t chunk;	  /* bytes asked of the system at once; 0: SD_CHUNK */
	bool repair_utf8; /* one U+FFFD per ill-formed subpart instead of a bad row */
};

struct sd_reader;
/* Reads the header from the first of `count` inputs, which stay the caller's and must outlive the reader. Fails where
 * there is no header, where it is UTF-16, not UTF-8, or too wide. */
struct sd_reader *sd_reader_new(struct sd_input *inputs, size_t count, const struct sd_reader_options *options,
				struct sd_error *err);
void sd_reader_free(struct sd_reader *reader);
/* The first input's name. */
const char *sd_reader_name(const struct sd_reader *reader);
const struct sd_header *sd_reader_header(const struct sd_reader *reader);
enum sd_format sd_reader_format(const struct sd_reader *reader);

#endif
