/* SPDX-License-Identifier: MIT */
/* VADER's rules as published, to its four decimals, for those who compare with waves that were scored by it.
 *
 * Source: Hutto and Gilbert, ICWSM 2014, and the authors' program vaderSentiment 3.3.2. Its two slips are kept: "so" or
 * "this" before a word keeps a negator three words back from denying it; and the words around a "but" are looked up by
 * their weight, so that one behind it may shift another in its place. The word tables are not part of this program: the
 * user names the authors'
 * files. */
#ifndef SD_SAY_VADER_H
#define SD_SAY_VADER_H

#include "say/sentiment.h"

/* Lexicon, emoji and tables of words; once filled, any number of threads may share it. */
struct sd_vader_tables;
struct sd_vader_tables *sd_vader_tables_new(void);
void sd_vader_tables_free(struct sd_vader_tables *tables);
/* Adds a file by what stands in it: a lexicon as lexicon_read.h knows them (VADER's: terms as they stand; others': in
 * small letters), emoji⇥description, or the tables of words, kind⇥term⇥value with the head "kind⇥term⇥value" and the
 * kinds negator, booster and special_cases (sentiment_laden_idioms is passed over: the program never reads it). `told`
 * may be NULL. 0, or -1 with file, line and remedy in `err`. */
int sd_vader_tables_add(struct sd_vader_tables *tables, const char *name, struct sd_text content,
			const struct sd_lexicon_told *told, struct sd_error *err);
/* Whether lexicon and tables of words are both there. */
bool sd_vader_tables_whole(const struct sd_vader_tables *tables);

/* One serves one thread. */
struct sd_vader;
struct sd_vader *sd_vader_new(const struct sd_vader_tables *tables);
void sd_vader_free(struct sd_vader *vader);
/* The result has no clauses. whole.score is the compound; whole.positive and whole.negative are the shares pos and
 * -neg, of three decimals; the label is by -0.05 and 0.05, never mixed. A span is a token with a weight; one more, with
 * the term "!", is what the marks add. Ill-formed bytes are a character each. Never fails; valid until the next
 * call. */
const struct sd_sentiment_result *sd_vader_score(struct sd_vader *vader, struct sd_text answer);

#endif
