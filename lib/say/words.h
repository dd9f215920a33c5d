/* SPDX-License-Identifier: MIT */
/* Word lists: sets of normal forms, read from lexicons/<language>/<name>.txt: one word a line, `#` begins a comment
 * (at a line's start or after a blank), blank lines ignored, UTF-8. */
#ifndef SD_SAY_WORDS_H
#define SD_SAY_WORDS_H

#include "base/error.h"

struct sd_words;
/* Reads a list's whole content; `name` is for messages. Words are brought to normal form (sd_normal_add: NFKC, case
 * folded, plain apostrophes; a blank inside becomes _). Lines may end in LF, CRLF or CR, and a byte order mark is
 * passed over. NULL with `err` set, naming the line, where one is not UTF-8 or a word is longer than 255 bytes. */
struct sd_words *sd_words_new(const char *name, struct sd_text content, struct sd_error *err);
void sd_words_free(struct sd_words *words);
/* Whether `normal`, a normal form such as a token's, is in the list. Any number of threads may ask at once. */
bool sd_words_has(const struct sd_words *words, struct sd_text normal);
/* Calls `each` with every word, in no order that means anything. */
void sd_words_each(const struct sd_words *words, void (*each)(struct sd_text word, void *context), void *context);
/* How many different words it holds. */
size_t sd_words_count(const struct sd_words *words);

#endif
