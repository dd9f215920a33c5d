/* SPDX-License-Identifier: MIT */
/* Word lists: sets of normal forms, read from lexicons/<language>/<name>.txt: one word a line, `#` begins a comment
 * (at a line's start or after a blank), blank lines ignored, UTF-8. */
#ifndef SD_SAY_WORDS_H
#define SD_SAY_WORDS_H

#include "base/error.h"

struct sd_words;
/* Reads a list's whole content; `name` is for messages. Words are brought to normal form (NFKC, case folded, plain
 * apostrophes). NULL with `err` set where a line is not UTF-8 or a word is longer than 255 bytes. */
struct sd_words *sd_words_new(const char *name, struct sd_text content, struct sd_error *err);
void sd_words_free(struct sd_words *words);
bool sd_words_has(const struct sd_words *words, struct sd_text normal);
size_t sd_words_count(const struct sd_words *words);

#endif
