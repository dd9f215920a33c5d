/* SPDX-License-Identifier: MIT */
/* Stated intent, calibrated: what came of each level of a scale (SCIENCE: Intention -> purchase model).
 *
 * A calibration is counts and no more: of each level, how many said it whose window is whole, and how many of them
 * bought. Its two curves follow from them: isotonic regression, and Morrison's (1979) true intention under a
 * beta-binomial, shifted by the mean bias. */
#ifndef SD_GAP_INTENT_H
#define SD_GAP_INTENT_H

#include "gap/tables.h"

#define SD_SCALES(X)                                                                                                   \
	X(JUSTER, "juster", 0, 10)   /* chances in ten */                                                              \
	X(LIKERT5, "likert5", 1, 5) /* definitely not to definitely */                                               \
	X(NPS, "nps", 0, 10)
enum sd_scale {
#define X(name, text, low, high) SD_SCALE_##name,
	SD_SCALES(X)
#undef X
	SD_SCALE_LENGTH
};
extern const char *const sd_scale_names[SD_SCALE_LENGTH + 1]; /* NULL-terminated */
enum { SD_LEVELS_MOST = 11 };
/* The lowest level, and how many there are. */
int sd_scale_low(enum sd_scale scale);
size_t sd_scale_levels(enum sd_scale scale);
/* The level of a score, from 0; -1 where it is none of the scale. `reversed`: the lowest score is the best. */
int sd_scale_level(enum sd_scale scale, sd_decimal score, bool reversed);

struct sd_intent {
	enum sd_scale scale;
	uint64_t n[SD_LEVELS_MOST], done[SD_LEVELS_MOST];
	sd_day first, last; /* answers; SD_NO_DAY where they have no dates */
	int32_t horizon;    /* days; 0 where it is not known */
};
struct sd_intent_curves {
	double stated[SD_LEVELS_MOST];	 /* level / (levels − 1) */
	double isotonic[SD_LEVELS_MOST]; /* not a number where nobody is */
	double true_intent[SD_LEVELS_MOST]; /* by Morrison: E(p|x) − bias, within 0 to 1; not a number where no
						beta-binomial fits */
	double alpha, beta, bias; /* mean stated − share that did; α and β not numbers where there are none */
};
void sd_intent_curves(const struct sd_intent *intent, struct sd_intent_curves *curves);

/* `#saydo-calibration TAB version TAB scale`, then name TAB value: horizon, first, last, and `level TAB level TAB n TAB
 * done`; `#end` last. */
void sd_intent_write(const struct sd_intent *intent, struct sd_str *out);
/* -1 where the text is none such, is torn, or its counts cannot be. */
int sd_intent_read(struct sd_intent *intent, const char *name, struct sd_text content, struct sd_error *err);

/* Whether somebody did what is asked after: bought within a whole window, or what was observed says so (a class: one of
 * view->did). 1 or 0; −1 where that is not known, or not yet. */
int sd_respondent_did(const struct sd_gap_view *view, const struct sd_respondent *answer);

/* What this wave says: of matched people whose score is of view->scale, those of whom it is known what they did. */
void sd_intent_of(const struct sd_gap_view *view, struct sd_intent *intent);

#endif
