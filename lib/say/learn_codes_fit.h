/* SPDX-License-Identifier: MIT */
/* Inside say/learn_codes: coded answers as numbered features, and one code learned from some of them. */
#ifndef SD_SAY_LEARN_CODES_FIT_H
#define SD_SAY_LEARN_CODES_FIT_H

#include "base/count.h"
#include "base/mem.h"
#include "say/learn_codes.h"

enum { SD_LEARN_CODES_INNER = 5 };

struct sd_learn_codes_row {
	struct sd_text person, answer, codes; /* person: what folds go by */
	uint64_t order;
	uint32_t fold, inner;
	size_t first, length; /* its features, each once, in `features` of the corpus */
	size_t codes_first, codes_length; /* its codes, each once, in `given` */
};

/* Answers in the order of a hash; features are numbered as they come, codes in the order of the book. */
struct sd_learn_codes_corpus {
	const struct sd_learn_codes_options *options;
	struct sd_learn_codes_row *rows;
	size_t length, room;
	uint32_t *features;
	size_t features_length, features_room;
	struct sd_text *patterns; /* of each feature, as a book spells it; NULL data: no pattern finds just that */
	size_t patterns_length, patterns_room;
	uint32_t *given;
	size_t given_length, given_room;
	struct sd_text *codes;
	int64_t *codes_answers;
	size_t codes_length;
	struct sd_arena arena;
};
void sd_learn_codes_read(struct sd_learn_codes_corpus *corpus, struct sd_answer_reader *reader);
void sd_learn_codes_corpus_release(struct sd_learn_codes_corpus *corpus);
bool sd_learn_codes_has(const struct sd_learn_codes_corpus *corpus, size_t row, size_t code);

/* The features of the rows that are neither of the fold nor of its inner fold (SIZE_MAX: none is left out), column by
 * column. */
struct sd_learn_codes_matrix {
	size_t rows, columns;
	size_t *places;	   /* of the rows, in the corpus */
	uint32_t *feature; /* of the columns */
	size_t *starts;
	uint32_t *row;
};
void sd_learn_codes_matrix(const struct sd_learn_codes_corpus *corpus, size_t fold, size_t inner,
			   struct sd_learn_codes_matrix *matrix);
void sd_learn_codes_matrix_release(struct sd_learn_codes_matrix *matrix);

/* What a code's block in the book holds: by weight, the greatest first, then in byte order. */
struct sd_learn_codes_weight {
	struct sd_text pattern;
	sd_decimal weight;
};
struct sd_learn_codes_fitted {
	struct sd_learn_codes_weight *weights;
	size_t length; /* 0: nothing could be learned */
	sd_decimal threshold;
};
/* matrices[0 … SD_LEARN_CODES_INNER − 1] leave out an inner fold each, the last none. */
void sd_learn_codes_fit(const struct sd_learn_codes_corpus *corpus, const struct sd_learn_codes_matrix *matrices,
			size_t code, struct sd_learn_codes_fitted *fitted);

#endif
