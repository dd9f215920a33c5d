/* SPDX-License-Identifier: MIT */
/* Masking for quotes: what most surely tells who wrote an answer, or of whom, is replaced by what it is.
 *
 *   [e-mail]   a@b.c
 *   [link]     what begins with http://, https:// or www.
 *   [account]  @name
 *   [phone]    seven digits or more, with blanks, points, hyphens, slashes and parentheses between, and a + before
 *   [number]   any other word with four digits or more: orders, cards, customers; so years, too
 *   [name]     up to three words behind "my name is", "I am called", "mein Name ist", "me llamo", "je m'appelle" … of
 *              which the first is any word and the others begin with a capital; words with a capital behind "Mr",
 *              "Mrs", "Dr", "Frau", "Señora" …
 *
 * It finds forms, not people: a name that nothing announces stays. */
#ifndef SD_GUARD_MASK_H
#define SD_GUARD_MASK_H

#include "base/str.h"

/* Adds the text with those replaced; returns how many were. Any bytes; time is linear in the length. */
size_t sd_mask_add(struct sd_str *into, struct sd_text text);

#endif
