/* SPDX-License-Identifier: MIT */
/* Themes from counts: which candidates go together, how much each speaks for a theme, and how far that can be trusted.
 *
 * Two candidates are as alike as their normalised pointwise mutual information over answers (Bouma 2009), where that is
 * above 0, times √(n·m), n and m answers that hold them; what shares a stem is not held to be alike for that. The
 * matrix of likenesses is taken apart into groups that only add (say/theme_factor.h).
 *
 * Or, by SD_THEME_ANCHOR, groups are topics by anchor words (stats/anchor.h) of how many answers hold two candidates
 * that share no stem; an anchor is in at least 10 answers and 1 % of all.
 *
 * A candidate speaks for a theme by the logarithm of how many times more it is met with what the theme is made of than
 * at large, 20 answers of chance added (a fiftieth of all where those are fewer than 1,000), in three rounds; it is a
 * pattern of the one theme it speaks for most. Weights are in the book's unit: where those found in an answer add up
 * to 1, it names the theme, but beside one that weighs more only where they come to half of that (`beside`, see
 * say/codebook.h): the longer an answer, the more it hints at by a word or two.
 *
 * Everything is a function of counts (of `terms` and `pairs`), so neither the order of answers nor their split into
 * parts matters. */
#ifndef SD_SAY_THEME_PROPOSE_H
#define SD_SAY_THEME_PROPOSE_H

#include "base/decimal.h"
#include "say/theme.h"

/* Patterns of a theme at most; terms that stand for it in coherence and stability; terms in its label. */
enum { SD_THEME_PATTERNS = 40, SD_THEME_TOP = 10, SD_THEME_LABEL = 3 };
/* What a theme weighs beside the weightiest in an answer to be named with it. */
enum { SD_THEME_BESIDE = SD_DECIMAL_UNIT / 2 };

enum sd_theme_method { SD_THEME_FACTORS, SD_THEME_ANCHOR };

struct sd_theme_weight {
	size_t term; /* its place */
	sd_decimal weight;
};
struct sd_theme {
	struct sd_theme_weight *patterns; /* by falling weight, then place */
	size_t length;
	size_t top[SD_THEME_TOP]; /* what says it best, no two of one stem */
	size_t top_length;
	size_t label[SD_THEME_LABEL]; /* the first of those, each as the phrase it mostly stands in; label[0] names the
				       * theme and no other one */
	size_t label_length; /* at least 1 */
	double coherence; /* mean NPMI of two of `top` over answers, −1 where they never meet; 0 of fewer than two */
	double stability; /* the mean over the folds left out, one at a time, of how alike `top` is there: 0 to 1 */
};
struct sd_themes {
	struct sd_theme *items; /* the weightiest first */
	size_t length;
};
/* At most `wanted` themes; with 0 as many as are most stable, see below. */
void sd_themes_propose(struct sd_themes *themes, const struct sd_theme_terms *terms, const struct sd_count *pairs,
		       enum sd_theme_method method, size_t wanted);
void sd_themes_release(struct sd_themes *themes);

/* How many themes are tried where no number is asked for: from 3 fewer to 3 more than this, √(answers / 20) from 3
 * to 15. The number whose themes are most stable is taken, the smaller of equals. */
size_t sd_themes_middle(int64_t answers);

/* The mean NPMI of each two of `places`; `both` is answers that hold two, terms × terms, `all` answers. */
double sd_theme_coherence(const double *both, size_t terms, const size_t *places, size_t length, double all);

#endif
