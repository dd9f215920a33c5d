/* SPDX-License-Identifier: MIT */
/* Patterns over the words of an answer: words beside one another, by stem, by normal form or with a wild card, and what
 * operators make of them. One automaton finds any number of patterns in one pass over the words. */
#ifndef SD_SAY_MATCH_H
#define SD_SAY_MATCH_H

#include "say/answer.h"

enum sd_match_by {
	SD_MATCH_STEM,	 /* the word's stem is `form` */
	SD_MATCH_NORMAL, /* its normal form is */
	SD_MATCH_WILD /* its normal form is `form`, in which * stands for any run of bytes, none included. `*` alone is
		       * any word, `-*` any further part of the hyphenated word that the element before is of */
};

struct sd_match_element {
	enum sd_match_by by;
	struct sd_text form;
};

/* What a pattern finds are stretches of words in one sentence. Of NEAR, BEFORE and AND these are the shortest ones,
 * those that hold no other (Clarke, Cormack and Burkowski 1995, An algebra for structured text search). */
enum sd_match_kind {
	SD_MATCH_WORDS,	 /* elements beside one another, punctuation aside */
	SD_MATCH_OR,	 /* what either side finds */
	SD_MATCH_NEAR,	 /* from the one to the other, in any order, `between` words between them at most */
	SD_MATCH_BEFORE, /* the same, left before right */
	SD_MATCH_AND,	 /* from the one to the other, which may share words; with `clause` in one clause */
	SD_MATCH_NOT	 /* what left finds, but for stretches with right in the sentence; with `clause`, in a clause of
			    theirs */
};
enum { SD_MATCH_BETWEEN_MOST = 100 };

struct sd_match_node {
	enum sd_match_kind kind;
	bool clause;
	uint32_t between;
	uint32_t left, right;	/* indices of nodes before this one */
	size_t first,
			length;	/* WORDS: of the elements, at least one; the first is no `*` or `-*`, the last no `*` */
};

/* Nodes in an order in which both sides of an operator come before it; the last one is the pattern. */
struct sd_match_pattern {
	const struct sd_match_element *elements;
	const struct sd_match_node *nodes;
	size_t nodes_length;
};

struct sd_matcher;
struct sd_matcher *sd_matcher_new(void);
void sd_matcher_free(struct sd_matcher *matcher);
/* Adds a pattern (all of it is copied) and returns its index; the same pattern twice has one index. */
uint32_t sd_matcher_add(struct sd_matcher *matcher, const struct sd_match_pattern *pattern);
size_t sd_matcher_length(const struct sd_matcher *matcher);
/* A pattern's meaning as text, the same for the same pattern: `stem:wait`, `word:for word:ever`, `wild:queu*`, and
 * operators before their sides in square brackets, in byte order where the order of sides says nothing:
 * `[NEAR/5 stem:late | wild:deliver* ]`. */
struct sd_text sd_matcher_pattern(const struct sd_matcher *matcher, size_t index);

/* Words first … last−1 of the answer match the pattern. */
struct sd_pattern_match {
	size_t first, last;
	uint32_t pattern;
};
struct sd_pattern_matches {
	const struct sd_pattern_match *items;
	size_t length;
};

/* Finds the patterns of a matcher, to which nothing may be added any more. One finder serves one thread. */
struct sd_match_finder;
struct sd_match_finder *sd_match_finder_new(const struct sd_matcher *matcher);
void sd_match_finder_free(struct sd_match_finder *finder);
/* Every place where a pattern stands, each once; of one pattern in the order of the text. Valid until the next call.
 * Where the answer has no stems (sd_answer_read_words), those that are needed are asked of `reader`. */
struct sd_pattern_matches sd_match_find(struct sd_match_finder *finder, const struct sd_answer *answer,
					struct sd_answer_reader *reader);

#endif
