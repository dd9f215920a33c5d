/* SPDX-License-Identifier: MIT */
/* Topics from how often words are met together, by anchor words: words that one topic alone has (Arora, Ge, Halpern,
 * Mimno, Moitra, Sontag, Wu and Zhu 2013, "A practical algorithm for topic modeling with provable guarantees", ICML).
 * No random number is drawn: the same matrix gives the same topics. */
#ifndef SD_STATS_ANCHOR_H
#define SD_STATS_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>

/* `together`: words × words, row by row, symmetric, none below 0: how often two words are met together. A word that is
 * met with none has no place in any topic. */

/* Fills `anchors` with up to `topics` words, in the order found: of each word's row, made to add up to 1, the one of
 * greatest length, then again and again the one farthest from the span of those found (algorithm 4, FastAnchorWords, by
 * Gram and Schmidt; the first of equals). Only words for which `may` is true (NULL: all) can be anchors, for a rare
 * word is far from all others by chance. Returns how many: fewer where no other row lies outside of the span. */
size_t sd_anchor_words(const double *together, size_t words, const bool *may, size_t topics, size_t *anchors);

/* Fills `topic` (words × topics, row by row) with p(word | topic), each column adding up to 1: each word's row as the
 * mixture of the anchors' rows that is nearest to it in squares (algorithm 2, RecoverL2), turned round by
 * Bayes' rule, where p(word) is its share of all of `together`. */
void sd_anchor_topics(const double *together, size_t words, const size_t *anchors, size_t topics, double *topic);

#endif
