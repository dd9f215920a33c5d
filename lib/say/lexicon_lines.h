/* SPDX-License-Identifier: MIT */
/* Within lexicon_read*.c: the lines of a lexicon file, and its errors. */
#ifndef SD_SAY_LEXICON_LINES_H
#define SD_SAY_LEXICON_LINES_H

#include "say/lexicon_read.h"

enum { LEXICON_UNIT = 10000, LEXICON_BOUND = 4 * LEXICON_UNIT, LEXICON_CELLS_MOST = 64 };

struct lexicon_file;
/* Who wants a file's categories for what they are. `indent` tells of YAML how far in the name stands; a category is
 * known by how many there are before it. `line` holds for the call. -1 with the error set stops the reading. */
struct lexicon_topics {
	int (*category)(void *context, const struct lexicon_file *file, struct sd_text line, struct sd_text name,
			size_t indent);
	int (*member)(void *context, const struct lexicon_file *file, struct sd_text line, size_t category,
		      struct sd_text term, int64_t weight);
	void *context;
};

struct lexicon_file {
	const char *name;
	struct sd_text content;
	size_t at, line;
	struct sd_str repaired; /* the line, where it had to be changed */
	bool strict;		/* not UTF-8 is an error */
	struct sd_text condition; /* of the entry being read */
	const struct sd_lexicon_told *told;
	const struct sd_lexicon_sink *sink;
	const struct lexicon_topics *topics; /* instead of a sink; NULL where weights are wanted */
	struct sd_error *err;
};

/* The next line, without its end (LF, CRLF or CR): 1, 0 behind the last, -1. */
int lexicon_next_line(struct lexicon_file *file, struct sd_text *line);
/* Fails at byte `at` of the line: file, line, column in characters, what, what it shows, the remedy. Returns -1. */
int lexicon_fail(const struct lexicon_file *file, struct sd_text line, size_t at, const char *what,
		 struct sd_text shown, const char *remedy);
/* A decimal of at most `places` places into 1/10,000, rounded half away from zero; false where it is something else. */
bool lexicon_weight(struct sd_text text, int places, int64_t *weight);
/* `weight` of a file whose weights go to ±`bound`, as one that goes to ±4. */
int32_t lexicon_scale(int64_t weight, int64_t bound);
/* Fails where a condition's cell, which lies in the line, cannot be read. */
int lexicon_read_condition(const struct lexicon_file *file, struct sd_text line, struct sd_text cell);
int lexicon_emit(struct lexicon_file *file, struct sd_text term, int64_t weight);
/* Cuts a line at its TABs, or, for CSV, at commas outside quotes (without the quotes; a doubled one inside stays
 * doubled, no term holds one). Returns how many there are, LEXICON_CELLS_MOST kept. */
size_t lexicon_cells(struct sd_text line, char mark, struct sd_text cells[LEXICON_CELLS_MOST]);
bool lexicon_same_word(struct sd_text a, struct sd_text b);

/* Those with categories (lexicon_read_category.c). */
int lexicon_read_dic(struct lexicon_file *file);
int lexicon_read_csv_categories(struct lexicon_file *file);
int lexicon_read_nrc(struct lexicon_file *file);
int lexicon_read_quanteda(struct lexicon_file *file);
/* Reads a .dic, .dicx or YAML file for its categories. */
int lexicon_read_topics(const char *name, struct sd_text content, enum sd_lexicon_format format,
			const struct lexicon_topics *topics, struct sd_error *err);

#endif
