/* SPDX-License-Identifier: MIT */
/* Within sentiment*.c: what a word is by itself to the rules of sentiment. Of the words that come up most, which are
 * most of a text, it is known without looking again. */
#ifndef SD_SAY_KNOWN_WORDS_H
#define SD_SAY_KNOWN_WORDS_H

#include "say/sentiment.h"

struct sd_known_word {
	struct sd_lexicon_begin entry, phrase;
	bool negator, contrast;
	bool intensifier, diminisher; /* where their rules are not left out */
	bool cut; /* may be more than one word to the lexicon (lexicon_word.h) */
};

struct sd_known_words;
/* For one thread; `rules` must stay. */
struct sd_known_words *sd_known_words_new(const struct sd_sentiment_rules *rules);
void sd_known_words_free(struct sd_known_words *known);
/* Valid until the next call. The word is not empty. */
const struct sd_known_word *sd_known_word(struct sd_known_words *known, struct sd_text word);

#endif
