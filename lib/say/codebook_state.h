/* SPDX-License-Identifier: MIT */
/* Within codebook*.c: a book as it is read. */
#ifndef SD_SAY_CODEBOOK_STATE_H
#define SD_SAY_CODEBOOK_STATE_H

#include "base/count.h"
#include "base/mem.h"
#include "say/codebook.h"
#include "say/lexicon_read.h"
#include "say/pattern.h"

struct entry {
	struct sd_code code;
	struct sd_text *examples;
	size_t examples_room;
};

struct sd_codebook {
	struct sd_arena arena;
	struct entry *entries;
	size_t length, room;
	struct sd_matcher *matcher;
	uint32_t otherwise; /* a code, or SD_NO_CODE */
	struct sd_code_use *uses; /* by pattern: from uses_from[pattern] to that of the next */
	size_t *uses_from;
	struct sd_str elsewhere; /* the patterns of other languages than the reader's, as they stand */
	char hash[SD_HASH_HEX];
};

/* A code whose lines may still follow. */
struct level {
	uint32_t code;
	size_t indent;	/* of its `code` line */
	size_t members; /* of the lines that belong to it, 0 while there are none */
};

/* A pattern of a code. */
struct use {
	uint32_t pattern, code;
	sd_decimal weight;
};

/* What is only known while reading, of a code. */
struct reach {
	bool found;	 /* by a pattern or a code below */
	bool own;	 /* has patterns of its own */
	bool threshold; /* given */
	sd_decimal most; /* the sum of the weights above 0 */
};

struct codebook_parser {
	struct sd_codebook *book;
	const char *file;
	struct sd_answer_reader *reader;
	struct sd_error *err;
	struct sd_count *names; /* name → index + 1 */
	struct reach *reach; /* by code */
	size_t reach_room;
	struct use *uses;
	size_t uses_length, uses_room;
	struct sd_count *known; /* pattern and code → index of its use + 1 */
	struct sd_count *matched; /* pattern → the code that has it in `match` + 1 */
	struct level *levels;
	size_t depth, levels_room;
	struct sd_text line;
	uint64_t number;
	bool imported;	  /* from another program's file */
	size_t *left_out; /* of a further language; else NULL: a pattern of two codes is an error */
	char indent_by; /* the file's blank or tab, 0 while nothing is indented */
};

/* Fails at the byte `at` of the current line; -1. */
int codebook_fail(struct codebook_parser *p, size_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Enters a code below the open levels and opens its own. */
int codebook_add_code(struct codebook_parser *p, size_t indent, struct sd_text name, size_t at);
/* Notes a pattern of the line for the code; `at` is where it stands. `matches`: no other code may. */
int codebook_add_use(struct codebook_parser *p, uint32_t code, const struct sd_pattern_parser *patterns,
		sd_decimal weight,
		     bool matches, size_t at);

/* How the book is written: as SD_LEXICON_OWN says in our own form, else as the lexicon of that kind. */
enum sd_lexicon_format codebook_format(struct sd_text content);
/* Reads a book of another form. */
int codebook_import(struct codebook_parser *p, struct sd_text content, enum sd_lexicon_format format);

#endif
