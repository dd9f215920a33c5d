/* SPDX-License-Identifier: MIT */
/* Header shapes: which of a file's first records are its header, whose survey tool wrote it, and what each column is
 * called and asks. Found in the records alone, so that a workbook is told as a CSV file is. */
#ifndef SD_READ_SHAPE_H
#define SD_READ_SHAPE_H

#include "read/source.h"

/* A file's first records, copied. */
struct sd_head_record {
	struct sd_cell *cells;
	size_t length;
	struct sd_text raw;
};
enum { SD_HEAD_RECORDS = 200, SD_HEAD_BYTES = 4 * 1024 * 1024 };
struct sd_head_records {
	struct sd_head_record *items;
	size_t length, room;
	struct sd_arena arena;
};
#define SD_HEAD_RECORDS_INIT {NULL, 0, 0, SD_ARENA_INIT}
void sd_head_records_add(struct sd_head_records *head, const struct sd_source_record *record);
void sd_head_records_release(struct sd_head_records *head);

struct sd_shape_column {
	struct sd_text name;  /* short, and no other column's */
	struct sd_text label; /* the question in full, without markup */
	struct sd_text group; /* of a grid or multiple answer: what its columns have in common; else empty */
	struct sd_text option; /* … and what this one is for */
	enum sd_question_kind kind; /* where the header or the file tells it, else SD_QUESTION_UNKNOWN */
	bool closed;		    /* picked, never typed, as the header tells */
	bool typed;		    /* typed, never picked, as the header tells: words, a number, a name */
	bool about;		    /* of the response (times, ids, addresses), not an answer */
	const struct sd_source_option *options;
	size_t options_length;
};

struct sd_shape {
	const char *name; /* "qualtrics", "table" … */
	struct sd_str why; /* in words, for the user */
	size_t before;	   /* records before the header */
	size_t headers;	   /* records of the header; 0: it has none */
	struct sd_shape_column *columns;
	size_t length, room;
	size_t status,
		finished; /* columns that say of what sort a response is, and whether it was finished; SIZE_MAX: none */
	struct sd_arena arena;
};
#define SD_SHAPE_INIT {.why = SD_STR_INIT, .status = SIZE_MAX, .finished = SIZE_MAX, .arena = SD_ARENA_INIT}

struct sd_shape_options {
	const char *kind;    /* a shape's name, or NULL: find out */
	int64_t skip;	     /* records before the header, -1: find out */
	int64_t header_rows; /* -1: find out */
	bool long_names;     /* questions as they stand for names */
};
/* The shapes' names, NULL-terminated. */
extern const char *const sd_shape_names[];
/* Finds the shape of `head`; `source` for what it says of columns itself. -1 with `err` where there is nothing, or the
 * shape that was named does not fit. */
int sd_shape_find(const struct sd_head_records *head, const struct sd_source *source,
		  const struct sd_shape_options *options, struct sd_shape *shape, struct sd_error *err);
void sd_shape_release(struct sd_shape *shape);
/* Columns beyond those of the header, `extra_1` …, so that there are `length`. */
void sd_shape_widen(struct sd_shape *shape, size_t length);

#endif
