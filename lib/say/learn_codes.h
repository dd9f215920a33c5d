/* SPDX-License-Identifier: MIT */
/* A weighted codebook learned from answers that a person coded, to code the rest with (say/codebook.h, say/code.h).
 *
 * Each code is learned by itself, against all answers without it. What may speak for it or against it are stems and
 *runs of two stems in one sentence, there or not there. Of the answers to learn from, N with the code and M without:
 *
 *	1. scale	of each stem or run t, r = log((p + ½)/(N + 1)) − log((q + ½)/(M + 1)), p and q the answers with
 *and without the code that hold it (naive Bayes, half an answer added to each cell)
 *	2. fit		a logistic regression with a ridge (stats/logistic.h) on r where t is there and 0 where it is
 *not (Wang and Manning 2012, Baselines and bigrams, section 2.3, who do the same with a hinge)
 *	3. keep		those with the greatest |weight|·√(share·(1 − share)), `patterns` of them; fitted once more
 *	4. threshold	from the scores of five folds of these answers, each scored by steps 1 to 3 without it: the one
 *of the best F1 that names at most 1.1 N answers, drawn with the weight 10/(N + 10) to the one that names N, for the
 *best F1 of a handful of answers is chance
 *
 * The intercept goes into the threshold, which is 0.01 or more, and all is rounded to 1/100: what the book holds is
 *what is measured. Folds are by person (by text where there is no person), by a fixed hash, and everything is in the
 *order of a hash of the answers, so neither their order nor the number of threads matters. */
#ifndef SD_SAY_LEARN_CODES_H
#define SD_SAY_LEARN_CODES_H

#include "say/codebook.h"
#include "stats/agreement.h"

enum {
	SD_LEARN_CODES_LEAST = 3,     /* answers with a code, below which it is not learned */
	SD_LEARN_CODES_TRUSTED = 20,  /* answers with it, below which it is not to be trusted */
	SD_LEARN_CODES_DRAWS = 400    /* of persons, for the interval of kappa */
};
/* A code is not to be trusted where the low end of kappa's 95 % interval is below this: less than the "moderate" of
 * Landis and Koch 1977. */
#define SD_LEARN_CODES_KAPPA 0.4

struct sd_learn_codes_options {
	struct sd_answer_options answers; /* the language and its lists */
	int64_t least;	 /* answers a stem or a run of stems is in, at least */
	size_t words;	 /* of a run: 1 or 2 */
	size_t patterns; /* of a code, at most; 0: 40 and one more for each two of its answers, 300 at most */
	double ridge;	 /* above 0 */
	size_t folds;	 /* 2 or more */
	unsigned jobs;
};

struct sd_learn_codes;
/* Borrows what `options` point to. NULL with `err` where the language has no stemmer. */
struct sd_learn_codes *sd_learn_codes_new(const struct sd_learn_codes_options *options, struct sd_error *err);
void sd_learn_codes_free(struct sd_learn_codes *learn);
/* One answer and its codes, joined by `;`; copied. No code: not learned from. `person` tells folds apart; where it is
 * empty the answer itself does. */
void sd_learn_codes_add(struct sd_learn_codes *learn, struct sd_text person, struct sd_text answer,
			struct sd_text codes);
/* Learns a book without each fold, and one from all. -1 where no code is in SD_LEARN_CODES_LEAST answers. */
int sd_learn_codes_run(struct sd_learn_codes *learn, bool folds, struct sd_error *err);

/* How many folds, the fold of an answer, and the book of all others: NULL where nothing could be learned. */
size_t sd_learn_codes_folds(const struct sd_learn_codes *learn);
size_t sd_learn_codes_fold_of(const struct sd_learn_codes *learn, struct sd_text person, struct sd_text answer);
const struct sd_codebook *sd_learn_codes_fold_book(const struct sd_learn_codes *learn, size_t fold);

/* How the codes out of fold agree with those given, after sd_learn_codes_run() with folds. */
struct sd_learn_codes_quality {
	struct sd_text code;
	int64_t answers, told;	/* with the code, as it was given and out of fold */
	size_t patterns;	/* in the book of all answers; 0: it is not in it */
	double precision, recall, f1, kappa; /* not a number where there is none */
	struct sd_interval kappa_interval; /* over persons */
	bool trusted;
};
/* Codes by their answers, most first, then in byte order; built-in names (say/nonanswer.h) are none. */
size_t sd_learn_codes_length(const struct sd_learn_codes *learn);
void sd_learn_codes_quality(const struct sd_learn_codes *learn, size_t code, struct sd_learn_codes_quality *quality);
struct sd_learn_codes_total {
	int64_t answers;	   /* learned from */
	double micro_f1, macro_f1; /* of all codes' counts together; the mean over codes, a code that is never told
				      counts 0 */
	double patterns;	   /* a code in the book */
	size_t codes, trusted;
};
void sd_learn_codes_total(const struct sd_learn_codes *learn, struct sd_learn_codes_total *total);

/* The book of all answers, with what is known of each code as comments where there were folds. */
void sd_learn_codes_write(const struct sd_learn_codes *learn, struct sd_str *book);

#endif
