/* SPDX-License-Identifier: MIT */
/* Themes: what many answers speak of, proposed as a codebook.
 *
 * Three passes over the answers, of which each makes counts that add up:
 *
 *   1. sd_theme_count: how many answers hold each term. A term is the stem of a content word (no function word, no
 *      generic one such as "good" or "thing") or a phrase: two or three words in one clause, beside one another, that
 *      begin and end with content words, by their stems.
 *   2. sd_theme_pair: how many answers hold both of two candidates.
 *   3. The codebook made of both is applied like any other, which gives sizes, feelings and quotes.
 *
 * Candidates are terms in at least SD_THEME_LEAST answers and at most half of all; phrases whose words stand together
 * more often than chance has it (G² ≥ 10.83, p < .001, by answers, against independence; Dunning 1993), and of a word
 * and a phrase that holds it, or a phrase and a longer one, only the longer where it makes up half of the shorter's
 * answers or more. They are ranked by n·ln(N/n), n answers of N: the weight of evidence that inverse document frequency
 * gives, so that neither the rare nor the ubiquitous leads. */
#ifndef SD_SAY_THEME_H
#define SD_SAY_THEME_H

#include "base/count.h"
#include "base/mem.h"
#include "say/answer.h"
#include "say/words.h"

enum { SD_THEME_LEAST = 3, SD_THEME_CANDIDATES = 300 };

/* Counts of the first pass, each of width 1, keys by sd_key_add(): `terms` by term (its stems as parts), `surfaces` by
 * stem and normal form; `answers` has the one key "answers". */
struct sd_theme_counts {
	struct sd_count *terms, *surfaces, *answers;
};
struct sd_theme_lists {
	const struct sd_words *function, *generic; /* either may be NULL */
};
void sd_theme_count(const struct sd_theme_counts *counts, const struct sd_answer *answer,
		    const struct sd_theme_lists *lists);

/* A candidate term. */
struct sd_theme_term {
	struct sd_text key;	/* of `terms` */
	struct sd_text surface; /* its stems' most frequent surfaces, joined by blanks */
	struct sd_text pattern; /* as a codebook spells it: bare, or in single quotes */
	int64_t answers;
};
struct sd_theme_terms {
	struct sd_theme_term *items; /* by falling rank */
	size_t length;
	struct sd_count *index; /* key → place + 1 */
	int64_t answers;	/* of all */
	struct sd_arena arena;
};
/* The candidates, SD_THEME_CANDIDATES at most. `reader` tells how patterns would be read; those that would be read as
 * something else are left out. */
void sd_theme_terms_find(struct sd_theme_terms *terms, const struct sd_theme_counts *counts,
			 struct sd_answer_reader *reader);
void sd_theme_terms_release(struct sd_theme_terms *terms);

/* The second pass: `pairs` by the places of two candidates, the lower first, as decimal numbers of 10 digits. */
void sd_theme_pair(struct sd_count *pairs, const struct sd_theme_terms *terms, const struct sd_answer *answer,
		   const struct sd_theme_lists *lists);

/* A theme: places of candidates, the one it is named after first. */
struct sd_theme {
	size_t *terms;
	size_t length, room;
};
struct sd_themes {
	struct sd_theme *items;
	size_t length;
};
/* At most `wanted` themes. Candidates are taken by rank. Two are alike by their normalised pointwise mutual information
 * over answers (Bouma 2009: −1 to 1), where they stand in one answer more often than chance has it (G² ≥ 10.83); more
 * than that if they share a stem. A candidate joins the theme whose first term it is likest to, where that is 0.2 or
 * more, or once there are `wanted` themes 0.1 or more, and the theme holds fewer than 8; else it begins a theme of its
 * own while there are fewer than `wanted`. */
void sd_themes_propose(struct sd_themes *themes, const struct sd_theme_terms *terms, const struct sd_count *pairs,
		       size_t wanted);
void sd_themes_release(struct sd_themes *themes);

#endif
