/* SPDX-License-Identifier: MIT */
/* Where characters, words and sentences end: Unicode's text segmentation (UAX #29, Unicode 15.0 or 15.1, as the machine
 * has it) in its plain form, and the properties it rests on. Everything here works on any bytes: each maximal
 * ill-formed subpart is read as if it were U+FFFD. */
#ifndef SD_SAY_TEXT_H
#define SD_SAY_TEXT_H

#include "base/str.h"
#include "say/text_classes.h"

#define SD_WORD_CLASS(name) SD_WORD_##name,
enum sd_word_class { SD_WORD_CLASSES(SD_WORD_CLASS) SD_WORD_CLASS_COUNT };
#undef SD_WORD_CLASS
#define SD_SENTENCE_CLASS(name) SD_SENTENCE_##name,
enum sd_sentence_class { SD_SENTENCE_CLASSES(SD_SENTENCE_CLASS) SD_SENTENCE_CLASS_COUNT };
#undef SD_SENTENCE_CLASS
#define SD_GRAPHEME_CLASS(name) SD_GRAPHEME_##name,
enum sd_grapheme_class { SD_GRAPHEME_CLASSES(SD_GRAPHEME_CLASS) SD_GRAPHEME_CLASS_COUNT };
#undef SD_GRAPHEME_CLASS
#define SD_RUN_CLASS(name) SD_RUN_##name,
enum sd_run_class { SD_RUN_CLASSES(SD_RUN_CLASS) SD_RUN_CLASS_COUNT };
#undef SD_RUN_CLASS

/* The flags' places first, then the flags: SD_CHAR_White_Space is 1 << SD_CHAR_BIT_White_Space. */
#define SD_CHAR_FLAG(name) SD_CHAR_BIT_##name,
enum sd_char_bit { SD_CHAR_FLAGS(SD_CHAR_FLAG) SD_CHAR_BIT_COUNT };
#undef SD_CHAR_FLAG
#define SD_CHAR_FLAG(name) SD_CHAR_##name = 1 << SD_CHAR_BIT_##name,
enum sd_char_flag { SD_CHAR_FLAGS(SD_CHAR_FLAG) SD_CHAR_NO_FLAG = 0 };
#undef SD_CHAR_FLAG

/* What Unicode says of one code point: the classes above as numbers, the flags as bits. */
struct sd_char {
	uint8_t word, sentence, grapheme, run;
	uint16_t flags;
};

/* The properties of `code`; those of an unassigned code point where it is above U+10FFFF. Never NULL. */
const struct sd_char *sd_char_of(uint32_t code);
/* Reads the character at `at` (below text.length): sets *code, U+FFFD where the bytes are ill-formed, and returns its
 * bytes, 1 to 4. */
size_t sd_char_read(struct sd_text text, size_t at, uint32_t *code);
/* The same for the character that ends at `at` (above 0). */
size_t sd_char_read_before(struct sd_text text, size_t at, uint32_t *code);

/* The first boundary behind `from`, itself a boundary (0 is one) below text.length; at most text.length, which is
 * one. The rules: GB1 to GB999, WB1 to WB999, SB1 to SB998 of UAX #29 with nothing added. Time is linear in what is
 * passed over; a sentence's end may look on to the next letter or terminator (SB8). */
size_t sd_text_next_grapheme(struct sd_text text, size_t from);
size_t sd_text_next_word(struct sd_text text, size_t from);
size_t sd_text_next_sentence(struct sd_text text, size_t from);

#endif
