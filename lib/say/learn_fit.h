/* SPDX-License-Identifier: MIT */
/* Inside say/learn: answers as words and features, candidates for terms, and one fit of them. */
#ifndef SD_SAY_LEARN_FIT_H
#define SD_SAY_LEARN_FIT_H

#include "base/mem.h"
#include "say/learn.h"

struct sd_learn_row {
	struct sd_text answer;
	double score, target, weight; /* target 0…1; weight as the whole set would have it */
	uint64_t order;
	uint32_t domain, fold;
	size_t first, length; /* in `words` of the corpus: 0 parts clauses */
	uint32_t told;	      /* words, without the zeros */
};

enum {
	SD_LEARN_WORD_TELLS = 1,  /* may bear a weight alone */
	SD_LEARN_WORD_BEGINS = 2, /* may begin a phrase */
	SD_LEARN_WORD_BARRED = 4, /* is in no term */
	SD_LEARN_WORD_DENIES = 8
};

/* Answers in the order of a hash, their words numbered. */
struct sd_learn_corpus {
	const struct sd_learn_options *options;
	struct sd_learn_row *rows;
	size_t length, room;
	uint32_t *words;
	size_t words_length, words_room;
	struct sd_count *numbers; /* word → its number, from 1 */
	struct sd_text *names;	  /* by number − 1 */
	unsigned char *flags;
	size_t names_length, names_room, flags_room;
	size_t domains;
	struct sd_text *written; /* the start's entries as a file must spell them, lest they be cut otherwise */
	struct sd_arena arena;
};
void sd_learn_read(struct sd_learn_corpus *corpus);
void sd_learn_corpus_release(struct sd_learn_corpus *corpus);

/* A term with what it is known by; of a fit, in the order of the lexicon's entries. */
struct sd_learn_term {
	struct sd_text text, written; /* its normal form; as a file spells it */
	double weight, start, error; /* error: standard error; start: the prior mean */
	int64_t answers;
	uint32_t domains, agree; /* domains that hold it, and that have its sign */
	bool given, opposed;	 /* of the start lexicon; a domain says the opposite */
};
struct sd_learn_fitted {
	struct sd_learn_term *terms;
	size_t length, room;
	double scale;
	struct sd_arena arena;
	struct sd_lexicon *lexicon; /* of the weights */
};
/* All of it from the rows that are not of `fold` (SD_LEARN_FOLDS: all rows). */
int sd_learn_fit(const struct sd_learn_corpus *corpus, size_t fold, struct sd_learn_fitted *fitted,
		 struct sd_error *err);
/* The lines of a lexicon's head that a learned one has from where it began. */
void sd_learn_add_head(const struct sd_lexicon *start, struct sd_str *file);
void sd_learn_fitted_release(struct sd_learn_fitted *fitted);

/* Terms of `length` words whose score test against `residual` (a row each, 0 for rows left out) reaches `least_z`, of
 * no domain the opposite; added to `fitted` with the sign as their weight. `length` words: 1, 2 or 3. */
void sd_learn_propose(const struct sd_learn_corpus *corpus, const double *residual, size_t length, double least_z,
		      const struct sd_lexicon *lexicon, struct sd_learn_fitted *fitted);

#endif
