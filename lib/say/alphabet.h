/* SPDX-License-Identifier: MIT */
/* Which letters a list of words is written with, to tell an answer in another script from one that says nothing: of the
 * first an English lexicon knows no word because it cannot, and to call it neutral would be wrong. */
#ifndef SD_SAY_ALPHABET_H
#define SD_SAY_ALPHABET_H

#include "base/str.h"

/* Zero-initialised: no letter. By blocks of 128 code points, which no two alphabets that are told apart here share. */
struct sd_alphabet {
	uint64_t blocks[0x110000 / 128 / 64];
	bool any;
};
/* Adds the letters (Unicode's Alphabetic) of `text`. */
void sd_alphabet_add(struct sd_alphabet *alphabet, struct sd_text text);
/* Whether more than half of the letters of `text` are of blocks of which the alphabet has none; not where it is
 * empty. */
bool sd_alphabet_is_foreign(const struct sd_alphabet *alphabet, struct sd_text text);

#endif
