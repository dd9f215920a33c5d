/* SPDX-License-Identifier: MIT */
/* Importing: a source's records as one table with one header of short names, one row a response; every record is in the
 * table or set aside with its reason. Two passes over the source: one sums up, one writes. */
#ifndef SD_READ_IMPORT_H
#define SD_READ_IMPORT_H

#include "base/progress.h"
#include "read/further.h"
#include "read/question.h"

enum { SD_DROP_PREVIEW = 1, SD_DROP_SPAM = 2, SD_DROP_UNFINISHED = 4 };
enum sd_reshape { SD_RESHAPE_NONE, SD_RESHAPE_LONG, SD_RESHAPE_WIDE };
struct sd_import_options {
	struct sd_shape_options shape;
	unsigned drop; /* SD_DROP_… */
	enum sd_reshape reshape;
	struct sd_output *reject; /* takes `file,line,byte,column,reason,raw`, its header written; or NULL */
	struct sd_progress *progress; /* or NULL */
};

struct sd_import_counts {
	uint64_t records, responses; /* in the source; in the table */
	uint64_t header, before, blank, behind, other, dropped,
		refused; /* set aside (other: of another table); their sum and responses are the records */
	uint64_t longer, shorter, odd; /* kept: with more cells than the header, with fewer, with something amiss */
	uint64_t mended; /* kept: an empty cell left out, or a cell parted in two */
};

struct sd_import {
	struct sd_source *source;
	const char *name; /* of the file */
	struct sd_import_options options;
	struct sd_shape shape;
	struct sd_question *questions; /* one a column of the shape */
	bool *left_out;		       /* columns that have neither name nor content */
	struct sd_import_counts counts;
	struct sd_str notes;			   /* lines: what was recognised, and why; what was set aside */
	size_t counts_at, counts_end;		   /* the line of the notes that counts records */
	size_t width;				   /* columns of the header; those behind them are for further cells */
	size_t needed;				   /* those of them up to the last with any content */
	size_t widest;				   /* cells of the longest response */
	bool narrow;				   /* none has as many as the header */
	uint64_t first_data, end_data;		   /* records of responses, counted from 0 */
	uint64_t parted, parted_line, last_parted; /* responses behind a blank record; the first's line; the last's
						      number */
	uint64_t other; /* the record that another table begins with; UINT64_MAX: there is none */
	uint64_t other_line;
	struct sd_mender mender;
	struct sd_further further;
};
/* Recognises the source's shape and sums its columns up (the first pass). `source` and `name` stay the caller's. */
int sd_import_begin(struct sd_import *import, struct sd_source *source, const char *name,
		    const struct sd_import_options *options, struct sd_error *err);
/* Writes the table (the second pass). */
int sd_import_write(struct sd_import *import, struct sd_writer *writer, struct sd_error *err);
void sd_import_release(struct sd_import *import);

#endif
