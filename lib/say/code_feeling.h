/* SPDX-License-Identifier: MIT */
/* Within code*.c: how an answer speaks of the places that name its codes.
 *
 * A place gets the words of feeling of its clause. Where the clause names several codes and holds both praise and
 * blame, a word of feeling counts in full for the code that stands nearest to it and less for the others: (1 + its
 * distance from the nearest place) / (1 + its distance from this one). Distances are the words between; two more where
 * the word stands before the place without touching it, for "slow and the tea" is not said as "slow tea" is.
 *
 * Where the clause holds none ("great food, service and prices": the second clause), the nearest clause of the sentence
 * that does speaks for it, both where two are as near, on this side of a turn: before a clause that a word of contrast
 * begins, behind a first clause that concedes. Beyond a turn it speaks as it is where it names no other code ("the food
 * is what it is, but great"), else turned round and by half: what "but" joins differs in sign (Hatzivassiloglou and
 * McKeown 1997). Where the sentence holds none, the sentence behind it does, if it names no code of its own ("The
 * staff. So friendly!"), else the one before it in the same way; else, where no word of feeling stands in the whole
 * answer, what the question asks for; else 0. */
#ifndef SD_SAY_CODE_FEELING_H
#define SD_SAY_CODE_FEELING_H

#include "say/code.h"

struct code_feeling;
struct code_feeling *code_feeling_new(const struct sd_sentiment_rules *rules);
void code_feeling_free(struct code_feeling *feeling);
/* What a bare topic weighs from now on (sd_prompt_weight); 0 at first. */
void code_feeling_prompt(struct code_feeling *feeling, int weight);
/* Sets the score of each span; they are in the order of sd_coding. `clauses` gets, beside each span, the number of the
 * clause it begins in. */
void code_feeling_score(struct code_feeling *feeling, const struct sd_codebook *book, const struct sd_answer *answer,
			struct sd_code_span *spans, size_t length, size_t *clauses);
/* The score of the whole answer. */
sd_decimal code_feeling_whole(struct code_feeling *feeling, struct sd_text answer);
/* Whether the answer of the last of these calls is one that the lexicon cannot score (SD_SENTIMENT_UNSCORED). */
bool code_feeling_unscored(const struct code_feeling *feeling);

#endif
