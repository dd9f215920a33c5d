/* SPDX-License-Identifier: MIT */
/* Sources: kinds of files, each a module that gives its records as cells through one small interface. What a vendor's
 * headers mean is no source's business: shape.h finds that in the first records, wherever they come from.
 *
 * To add a kind of file: 1. a module NAME.c with a `const struct sd_source_kind sd_source_NAME`; 2. declare it below
 * and put it into the list in source.c; 3. a fixture in tests/cases/import, a unit test, a row in tools/import.md.
 *
 * A source lives on one thread. It reads by sd_file_read() (pread) alone, so it can begin again at any time; a pipe was
 * kept in an unnamed file before. Cells are UTF-8 as sd_utf8_valid_prefix() means it, whatever the file held. */
#ifndef SD_READ_SOURCE_H
#define SD_READ_SOURCE_H

#include "base/error.h"
#include "rows/row.h"

/* A file with a descriptor that can be sought. Stays the caller's, and outlives the source. */
struct sd_file {
	const char *name; /* for messages */
	int fd;
	uint64_t start, size; /* bytes: where its content begins, and how many there are */
};
/* Up to `room` bytes from `at` (0: the content's first): how many, 0 at the end, -1. */
int64_t sd_file_read(const struct sd_file *file, uint64_t at, char *buffer, size_t room, struct sd_error *err);

/* What the file says of a column itself (SPSS, Triple-S, a transcript's). */
struct sd_source_option {
	struct sd_text value, label; /* as cells have it; what it means, empty where the value says that itself */
	struct sd_text code;	     /* what the file has in the value's place; empty where that is the value */
};
enum sd_question_kind {
	SD_QUESTION_UNKNOWN, /* told from the cells */
	SD_QUESTION_OPEN,    /* free text */
	SD_QUESTION_CHOICE,
	SD_QUESTION_SCALE, /* numbers of few values: 1 to 5, 0 to 10 */
	SD_QUESTION_NUMBER,
	SD_QUESTION_DATE,
	SD_QUESTION_ID,
	SD_QUESTION_KINDS
};
/* "", "open", "choice", "scale", "number", "date", "id". */
extern const char *const sd_question_kind_names[SD_QUESTION_KINDS];
struct sd_source_column {
	struct sd_text name, label; /* label: the full question; empty where there is none */
	enum sd_question_kind kind;
	const struct sd_source_option *options;
	size_t options_length;
	struct sd_text group; /* the columns of one multiple answer or grid bear one, not empty; else empty */
};

/* A record is borrowed until the next one is asked for. */
struct sd_source_record {
	const struct sd_cell *cells; /* SD_CELL_ABSENT, SD_CELL_TEXT (empty too), SD_CELL_NUMBER */
	size_t length;		     /* records may be ragged */
	uint64_t line, byte; /* where it begins: physical line, sheet row or case from 1; byte from 0, 0 where that says
				nothing */
	struct sd_text raw;  /* as written, in UTF-8, for the ledger; empty: the cells as CSV stand for it */
	/* What was amiss with a record that is kept all the same ("a quote stands inside a cell"), or NULL; and
	 * where. */
	const char *fault;
	uint64_t fault_line;
	size_t fault_column; /* from 1, 0 where none can be named */
	bool refused;	     /* by `fault`: cells are not to be trusted, the record is set aside */
};

struct sd_source {
	const struct sd_source_kind *kind;
	/* What the file itself says of its columns; NULL where headers are records like others, to be found by
	 * shape.h. */
	const struct sd_source_column *columns;
	size_t columns_length;
	struct sd_str notes; /* lines: what was taken for granted, in words (encoding, delimiter, sheet) */
	/* 1, 0 at the end, -1. */
	int (*next)(struct sd_source *source, struct sd_source_record *record, struct sd_error *err);
	/* The next record is the first again. */
	int (*rewind)(struct sd_source *source, struct sd_error *err);
	void (*free)(struct sd_source *source);
};

/* What the user said; 0, NULL and -1 mean: find out. */
struct sd_source_options {
	const char *encoding;	  /* as iconv names them */
	const char *delimiter;	  /* one to a few bytes of UTF-8 */
	int quote,
		escape;	  /* a byte; 0: none; -1: find out. escape: the quote itself (doubling) or another byte */
	size_t max_field;	  /* bytes of a cell; 0: SD_MAX_FIELD */
	size_t chunk;		  /* bytes read at once; 0: SD_CHUNK */
	const char *sheet;	  /* its name, or its number from 1 */
	const char *const *moderators; /* of a transcript: who asks, as speakers are called in it */
	size_t moderators_length;
};

/* The beginning of a file, by which kinds are told apart. */
struct sd_source_head {
	const struct sd_file *files; /* those named on the command line, in that order … */
	size_t length;		     /* … one, but for kinds that take several */
	struct sd_text bytes;	     /* of the first one: SD_SOURCE_HEAD or, where the file is shorter, all */
	bool whole;		     /* it is shorter */
	const char *name;	     /* the first one's; a name decides nothing but may break a tie */
};
enum { SD_SOURCE_HEAD = 256 * 1024 };

struct sd_source_kind {
	const char *name; /* for --kind: "text", "xlsx", "sav", "webvtt" … */
	const char *what; /* "an Excel workbook" */
	size_t most_files; /* 1, but for Triple-S */
	/* Its library opens files by their path: opened before the process is locked in, at /proc/self/fd/N. */
	bool before_lock;
	bool speakers; /* a transcript */
	/* 0: not of this kind; 1 to 100 how sure that is; the surest kind is taken, the first of equals. Adds a few
	 * words to `why` ("begins with PK and holds xl/workbook.xml") where it is not 0. `text` takes what no other
	 * does. */
	int (*recognise)(const struct sd_source_head *head, struct sd_str *why);
	/* NULL with `err` where the file is not what it seemed. */
	struct sd_source *(*open)(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err);
};

extern const struct sd_source_kind sd_source_text; /* CSV and its kin */
extern const struct sd_source_kind sd_source_xlsx, sd_source_xls;
extern const struct sd_source_kind sd_source_sav, sd_source_por; /* SPSS */
extern const struct sd_source_kind sd_source_triple_s;
/* Transcripts (transcript.h). */
extern const struct sd_source_kind sd_source_webvtt, sd_source_srt, sd_source_otter, sd_source_zoom, sd_source_labelled;
/* All kinds, NULL-terminated. */
extern const struct sd_source_kind *const sd_source_kinds[];
/* Reads the head of files[0], of which `buffer` keeps the bytes. */
int sd_source_head_read(struct sd_source_head *head, const struct sd_file *files, size_t length, struct sd_str *buffer,
			struct sd_error *err);
/* The kind that is surest; never NULL, for text takes all. `why` as above, or NULL. */
const struct sd_source_kind *sd_source_recognise(const struct sd_source_head *head, struct sd_str *why);
/* NULL where there is none of that name. */
const struct sd_source_kind *sd_source_kind_named(const char *name);
void sd_source_free(struct sd_source *source);

#endif
