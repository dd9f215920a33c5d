/* SPDX-License-Identifier: MIT */
/* What a filter that scores sentiment needs of its language: a lexicon and the lists of its rules. */
#ifndef SD_FRONT_FEELING_H
#define SD_FRONT_FEELING_H

#include "front.h"
#include "say/sentiment.h"

struct front_feeling {
	struct sd_lexicon *lexicon;
	struct sd_words *negators, *intensifiers, *diminishers, *contrast, *abbreviations;
	struct sd_phrases *phrases;
};

/* Reads the language's lists and, where `built_in`, its lexicon lexicons/<language>/feedback.tsv; in `prepare` only. A
 * language without a lexicon is an error that says which option helps. */
int front_feeling_load(struct front *front, struct front_feeling *feeling, bool built_in, struct sd_error *err);
/* The same of a language that may have no lexicon: 1, 0 where it has none, -1. */
int front_feeling_load_any(struct front *front, const char *code, struct front_feeling *feeling, struct sd_error *err);
int front_feeling_load_of(struct front *front, const char *code, struct front_feeling *feeling, bool built_in,
			  struct sd_error *err);
/* Adds lexicons given by the user, with what was told of them (or NULL), to each of the feelings; once the process is
 * locked in. */
int front_feeling_add(struct front_feeling *feelings, size_t length, struct sd_inputs *lexicons,
		      const struct sd_lexicon_told *told, struct sd_error *err);
struct sd_sentiment_rules front_feeling_rules(const struct front_feeling *feeling);
void front_feeling_release(struct front_feeling *feeling);

#endif
