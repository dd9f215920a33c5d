/* SPDX-License-Identifier: MIT */
/* Words as a lexicon knows them. */
#ifndef SD_SAY_LEXICON_WORD_H
#define SD_SAY_LEXICON_WORD_H

#include "say/token.h"

/* The words of a token as a lexicon sees them: a word's parts between hyphens and behind elisions (l'accueil is l' and
 * accueil), a hashtag without its mark, else the normal form. Begin with *rest =
 * sd_lexicon_word_form(token); each call takes one off *rest until it returns false. */
struct sd_text sd_lexicon_word_form(const struct sd_token *token);
bool sd_lexicon_next_word(struct sd_text *rest, struct sd_text *word);
/* Letters, digits and every byte beyond ASCII. */
bool sd_lexicon_is_wordly(char byte);

#endif
