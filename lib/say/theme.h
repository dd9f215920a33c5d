/* SPDX-License-Identifier: MIT */
/* Themes: what many answers speak of, proposed as a codebook.
 *
 * Three passes over the answers, of which each makes counts that add up:
 *
 *   1. sd_theme_count: how many answers hold each term. A term is the stem of a content word (no function word, no
 *      generic one such as "good" or "thing") or a phrase: two or three words in one clause, beside one another, that
 *      begin and end with content words, by their stems.
 *   2. sd_theme_pair: how many answers hold both of two candidates, in each of SD_THEME_FOLDS parts of the answers.
 *   3. The codebook made of both is applied like any other, which gives sizes, feelings and quotes.
 *
 * Candidates are terms in at least SD_THEME_LEAST answers and at most half of all; phrases whose words stand together
 * more often than chance has it (G² ≥ 10.83, p < .001, by answers, against independence; Dunning 1993), and of a word
 * and a phrase that holds it, or a phrase and a longer one, only the longer where it makes up nine tenths of the
 * shorter's answers or more. A stem that is met more than nine times in ten in a form of the lists ("mache", where
 * "machen" is listed) makes no candidate, nor a phrase that begins or ends with it: its pattern would find that form.
 * They are ranked by n·ln(N/n), n answers of N: the weight of evidence that inverse document frequency gives, so that
 * neither the rare nor the ubiquitous leads. What becomes of them: say/theme_propose.h. */
#ifndef SD_SAY_THEME_H
#define SD_SAY_THEME_H

#include "base/count.h"
#include "base/mem.h"
#include "say/answer.h"
#include "say/term.h"

enum { SD_THEME_LEAST = 3, SD_THEME_CANDIDATES = 500, SD_THEME_FOLDS = 5 };

/* Counts of the first pass, each of width 1, keys by sd_key_add(): `terms` by term (its stems as parts), `surfaces` by
 * stem and normal form; `answers` has the one key "answers". */
struct sd_theme_counts {
	struct sd_count *terms, *surfaces, *answers;
};
void sd_theme_count(const struct sd_theme_counts *counts, const struct sd_answer *answer,
		    const struct sd_term_lists *lists);

/* A candidate term. */
struct sd_theme_term {
	struct sd_text key;	/* of `terms` */
	struct sd_text surface; /* its stems' most frequent surfaces, listed ones last, joined by blanks */
	struct sd_text pattern; /* as a codebook spells it: bare, or in single quotes; variants behind it */
	int64_t answers;	/* of each variant, added up */
	size_t stems; /* how many its key has */
};
struct sd_theme_terms {
	struct sd_theme_term *items; /* by falling rank */
	size_t length;
	struct sd_count *index; /* key → place + 1; a variant's (say/theme_variant.h) is that of the term it varies */
	int64_t answers;	/* of all */
	struct sd_arena arena;
};
/* The candidates, SD_THEME_CANDIDATES at most. `lists` are those they were counted with; `reader` tells how patterns
 * would be read; those that would be read as something else are left out. */
void sd_theme_terms_find(struct sd_theme_terms *terms, const struct sd_theme_counts *counts,
			 const struct sd_term_lists *lists, struct sd_answer_reader *reader);
void sd_theme_terms_release(struct sd_theme_terms *terms);

/* The second pass. A fold is a fifth of the answers, by a hash of the text: what holds on four fifths, whichever they
 * are, is stable. */
struct sd_theme_pairs {
	size_t terms;
	int64_t *sums; /* SD_THEME_FOLDS for each pair of places, a place with itself too; then those of all answers */
};
void sd_theme_pairs_init(struct sd_theme_pairs *pairs, const struct sd_theme_terms *terms);
void sd_theme_pairs_release(struct sd_theme_pairs *pairs);
void sd_theme_pair(struct sd_theme_pairs *pairs, const struct sd_theme_terms *terms, const struct sd_answer *answer,
		   const struct sd_term_lists *lists);
/* Adds what was counted to `count`, of width SD_THEME_FOLDS, by the places of two candidates as decimal numbers of 10
 * digits, the lower first, and of all answers by "answers"; takes it back, of `terms` candidates. */
int sd_theme_pairs_add(struct sd_count *count, const struct sd_theme_pairs *pairs, struct sd_error *err);
void sd_theme_pairs_of(struct sd_theme_pairs *pairs, const struct sd_count *count, const struct sd_theme_terms *terms);
/* The place of the sums of two candidates. */
size_t sd_theme_pair_at(size_t a, size_t b);

/* Whether two candidates hold the same stem, as a phrase and its words do. */
bool sd_theme_terms_overlap(const struct sd_theme_term *a, const struct sd_theme_term *b);
/* Whether the stems of `part` stand beside one another in `whole`. */
bool sd_theme_term_holds(const struct sd_theme_term *whole, const struct sd_theme_term *part);

#endif
