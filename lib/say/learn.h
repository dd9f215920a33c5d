/* SPDX-License-Identifier: MIT */
/* A lexicon learned from scored answers: weights for words and phrases, so that what sd_sentiment_score() makes of an
 * answer, negation, emphasis and contrast included, tells its score.
 *
 * The model. An answer's score, brought to 0…1 within its domain, is the chance 1 / (1 + exp(−b − a·S/√n)): S the raw
 * sum that the rules make of the lexicon, n the answer's words, b an intercept a domain, a one scale. The weights are
 * those of a penalised logistic regression (stats/logistic.h) towards a start: a lexicon written by a person, or 0. A
 * domain counts as much as any other, but a row no more than twice the mean, and in a domain its high scores together
 * pull as much as its low ones.
 *
 *	1. scale	a and the intercepts, from the start lexicon alone
 *	2. words	each content word that is in at least `least` answers: does it tell what the model does not? The
 *			score test z = Σ r·x / √Σ r²·x², r the weighted residual, asks at |z| ≥ 1.8
 *	3. phrases	the same of two and three words in one clause whose parts are as frequent, at |z| ≥ 3
 *			Each begins from what its words and the rules make of it
 *	4. keep		what weighs 0.1 or more after a fit of all, and carries its sign across domains; then a last fit
 *
 * Carrying its sign: of the domains that hold the term in 3 answers or more there are two or more (where there are two
 * domains at all), in two thirds of them a fit of the domain alone, one Newton step from the joint one, has the sign of
 * the weight, and in none does the opposite reach z = 2.5.
 *
 * Everything is in the order of a hash of the answers, so neither their order nor the number of threads that read them
 * matters. */
#ifndef SD_SAY_LEARN_H
#define SD_SAY_LEARN_H

#include "base/count.h"
#include "say/sentiment.h"

enum { SD_LEARN_FOLDS = 5, SD_LEARN_WORDS = 3 };

struct sd_learn_options {
	struct sd_sentiment_rules rules;	/* the lexicon is the start: NULL or an empty one where there is none */
	const struct sd_words *function, *skip;	/* bear no weight by themselves; are in no term at all (phrases: are no
						 * term). May be NULL */
	const char *language;			/* for the tokenizer and the head of what is written */
	int64_t least;				/* answers that a term is in, at least */
	size_t words;				/* of a phrase: 1 to SD_LEARN_WORDS */
	int64_t most;				/* answers of one domain, drawn by a fixed hash; 0: all */
	double ridge, lasso;			/* see stats/logistic.h; in units of the lexicon */
};

/* How well scores out of fold agree with what was given. `domain` 0 is all of them. Not a number: there is none. */
struct sd_learn_quality {
	struct sd_text domain;
	int64_t answers, high, middle, low; /* by the given score: above, in and below the middle of its range */
	double accuracy, macro_f1, area; /* by the label, neutral and mixed being the middle; by the score, high against
					    low */
	double coverage;		 /* of answers with a weighted word */
};

struct sd_learn;
/* Borrows what `options` point to. */
struct sd_learn *sd_learn_new(const struct sd_learn_options *options);
void sd_learn_free(struct sd_learn *learn);
/* One scored answer; copied. Any finite score: its place between the least and the greatest of the domain counts. */
void sd_learn_add(struct sd_learn *learn, struct sd_text domain, struct sd_text answer, double score);
/* A score as it is written: a number, or a label (positive, negative, neutral and their short forms; -1, 1, 0). */
bool sd_learn_score(struct sd_text cell, double *score);
/* Learns from all but one fold for each fold, and from all. -1 where a domain has but one score. Where no
 * answer was added the weights stay as they began. */
int sd_learn_run(struct sd_learn *learn, bool folds, struct sd_error *err);

/* The lexicon of all answers as a file: head, then term, weight, and for terms that answers hold a note. */
void sd_learn_write(const struct sd_learn *learn, struct sd_str *file);
/* The fold of an answer, 0 … SD_LEARN_FOLDS − 1, by a fixed hash of its text; and the lexicon of all but it. */
size_t sd_learn_fold_of(struct sd_text answer);
const struct sd_lexicon *sd_learn_fold_lexicon(const struct sd_learn *learn, size_t fold);
/* After sd_learn_run with folds. Of `domain` 0 … sd_learn_domains(); 0 is the mean over the domains. */
size_t sd_learn_domains(const struct sd_learn *learn);
void sd_learn_quality(const struct sd_learn *learn, size_t domain, struct sd_learn_quality *quality);

#endif
