/* SPDX-License-Identifier: MIT */
/* Within pattern*.c. */
#ifndef SD_SAY_PATTERN_PARTS_H
#define SD_SAY_PATTERN_PARTS_H

#include "say/pattern.h"

/* Notes what is wrong and at which byte of the line; -1. */
int sd_pattern_fail(struct sd_pattern_parser *parser, size_t at, const char *problem);
/* Reads the words that begin at parser->next, bare or in quotes, into parser->elements. -1 as above. */
int sd_pattern_add_words(struct sd_pattern_parser *parser);

#endif
