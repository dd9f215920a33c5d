/* SPDX-License-Identifier: MIT */
/* The normal form of a token, a lexicon's entry or a code's keyword: two spellings that differ only in case, width,
 * composition or the shape of a quotation mark have one. */
#ifndef SD_SAY_NORMAL_H
#define SD_SAY_NORMAL_H

#include "base/str.h"

/* Adds the normal form of `text` to `out`:
 *
 *	compatibility decomposition and composition (NFKC, UAX #15), full case folding (CaseFolding.txt, C + F);
 *	curly and low quotation marks, primes, ` and ´ become ' and "; hyphens, dashes and the minus sign become -;
 *	default-ignorable characters (soft hyphen, joiners, variation selectors) go;
 *	of an emoji the skin tone goes, the joiners and tags stay: 👍🏽 is 👍, 👩‍💻 stays;
 *	white space goes at both ends, and each run of it inside becomes one _.
 *
 * Ill-formed UTF-8 becomes U+FFFD. The result is well-formed, holds no blank, and is its own normal form. It may be
 * empty. A result is at most 18 times as long as `text`. */
void sd_normal_add(struct sd_str *out, struct sd_text text);
/* The one code point that is the normal form of `code` wherever no mark follows it, for ASCII and the letters of
 * Latin-1, Latin Extended-A and Cyrillic that are composed already and fold to one; 0 where it has none such. */
uint32_t sd_normal_simple(uint32_t code);

#endif
