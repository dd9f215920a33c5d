/* SPDX-License-Identifier: MIT */
/* A codebook's pattern language: reads the patterns of one `match` line, one after the other (see codebook.h). */
#ifndef SD_SAY_PATTERN_H
#define SD_SAY_PATTERN_H

#include "base/mem.h"
#include "say/match.h"

struct sd_pattern_parser {
	struct sd_text line;
	size_t next; /* the byte to read on from */
	struct sd_answer_reader *reader;
	struct sd_arena forms;
	/* The pattern read last, valid until the next call: */
	struct sd_match_element *elements;
	size_t length, room;
	struct sd_text source; /* as written, quotes included */
	size_t at;	       /* the byte where it begins, or where the fault is */
	const char *problem;   /* what is wrong, where something is */
};

void sd_pattern_parser_init(struct sd_pattern_parser *parser, struct sd_text line, struct sd_answer_reader *reader);
void sd_pattern_parser_release(struct sd_pattern_parser *parser);
/* 1 with a pattern, 0 at the line's end, -1 with `problem` and `at`. */
int sd_pattern_next(struct sd_pattern_parser *parser);

#endif
