/* SPDX-License-Identifier: MIT */
/* Patterns over the words of an answer: sequences of words by stem, by normal form or with a wild card. */
#ifndef SD_SAY_MATCH_H
#define SD_SAY_MATCH_H

#include "say/answer.h"

enum sd_match_by {
	SD_MATCH_STEM,	 /* the word's stem is `form` */
	SD_MATCH_NORMAL, /* its normal form is */
	SD_MATCH_WILD	 /* its normal form is `form`, in which * stands for any run of bytes, none included */
};

struct sd_match_element {
	enum sd_match_by by;
	struct sd_text form;
};

struct sd_matcher;
struct sd_matcher *sd_matcher_new(void);
void sd_matcher_free(struct sd_matcher *matcher);
/* Adds a pattern of `length` elements (at least 1; forms are copied) and returns its index; the same pattern twice has
 * one index. */
uint32_t sd_matcher_add(struct sd_matcher *matcher, const struct sd_match_element *elements, size_t length);
size_t sd_matcher_length(const struct sd_matcher *matcher);
/* A pattern's meaning as text, the same for the same pattern: `stem:wait`, `word:for word:ever`, `wild:queu*`. */
struct sd_text sd_matcher_pattern(const struct sd_matcher *matcher, size_t index);

/* Words first … last−1 of the answer match the pattern. */
struct sd_pattern_match {
	size_t first, last;
	uint32_t pattern;
};
struct sd_pattern_matches {
	struct sd_pattern_match *items;
	size_t length, room;
};

/* Every place where a pattern stands, all of its words in one sentence and beside one another but for punctuation, in
 * the order of the first word. Cleared first; free() items at the end. Any number of threads may ask at once. */
void sd_matcher_find(const struct sd_matcher *matcher, const struct sd_answer *answer,
		     struct sd_pattern_matches *found);

#endif
