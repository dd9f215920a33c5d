/* SPDX-License-Identifier: MIT */
/* A codebook's pattern language: reads the patterns of one `match` line, one after the other (see codebook.h).
 *
 *	line      =  { either }			blanks between; each is a pattern of its own
 *	either    =  both { [ "OR" ] both }	without OR in brackets only, where blanks mean it
 *	both      =  close { ( "AND" | "NOT" ) close }
 *	close     =  part { ( "NEAR" | "BEFORE" ) part }
 *	part      =  words | "(" either ")"
 *
 * Operators of one row are taken from left to right. AND and NOT may say /sentence or /clause, NEAR and BEFORE how many
 * words: /5. */
#ifndef SD_SAY_PATTERN_H
#define SD_SAY_PATTERN_H

#include "base/mem.h"
#include "say/match.h"

enum { SD_PATTERN_NEAR = 10, SD_PATTERN_PARTS_MOST = 1000, SD_PATTERN_DEPTH_MOST = 50 };

struct sd_pattern_parser {
	struct sd_text line;
	size_t next; /* the byte to read on from */
	struct sd_answer_reader *reader;
	bool further; /* the reader is of a further language: a pattern that cannot match in it is no error */
	struct sd_arena forms;
	/* The pattern read last, valid until the next call: */
	struct sd_match_element *elements;
	size_t length, room;
	struct sd_match_node *nodes;
	size_t nodes_length, nodes_room;
	struct sd_text source; /* as written, quotes and brackets included */
	size_t depth;	       /* of brackets, while reading */
	size_t at;	       /* the byte where it begins, or where the fault is */
	const char *problem;   /* what is wrong, where something is */
};

void sd_pattern_parser_init(struct sd_pattern_parser *parser, struct sd_text line, struct sd_answer_reader *reader);
void sd_pattern_parser_release(struct sd_pattern_parser *parser);
/* 1 with a pattern, 0 at the line's end, -1 with `problem` and `at`. */
int sd_pattern_next(struct sd_pattern_parser *parser);
/* The pattern read last, for sd_matcher_add(). */
struct sd_match_pattern sd_pattern_read(const struct sd_pattern_parser *parser);

#endif
