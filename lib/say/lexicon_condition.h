/* SPDX-License-Identifier: MIT */
/* Within lexicon*.c and phrases.c: the condition of an entry, which holds or does not where its term stands. */
#ifndef SD_SAY_LEXICON_CONDITION_H
#define SD_SAY_LEXICON_CONDITION_H

#include "say/lexicon.h"

/* A cell of an entry that begins with `@`; what stands behind it, all of which must hold, with blanks between:
 *
 *	at-start, at-end	no word of the answer before, behind the term
 *	alone			the term is the whole answer
 *	after:WORD|WORD		one of the words right before the term, no mark between
 *	before:WORD|WORD	one right behind it
 *	not-after:…, not-before:…, not-at-start, not-at-end, not-alone
 *
 * `*` at a word's end stands for any ending. Nothing here knows a part of speech: what tells them apart is named. */
static inline bool sd_lexicon_is_condition(struct sd_text cell)
{
	return cell.length > 0 && cell.data[0] == '@';
}
/* Whether `cell` can be read; else the place in it where that ends, and what is wrong there. */
bool sd_lexicon_condition_reads(struct sd_text cell, size_t *at, const char **wrong);
/* `cell` can be read and is in normal form; words[0 … length - 1] are the term's. */
bool sd_lexicon_condition_holds(struct sd_text cell, const struct sd_text *words, size_t length, size_t count,
				const struct sd_lexicon_around *around);

#endif
