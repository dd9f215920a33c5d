/* SPDX-License-Identifier: MIT */
/* Terms: the stem of a content word, or a phrase of two or three words in one clause that begins and ends with content
 * words, by their stems; and the surfaces by which people know them again. */
#ifndef SD_SAY_TERM_H
#define SD_SAY_TERM_H

#include "base/count.h"
#include "base/mem.h"
#include "say/answer.h"
#include "say/words.h"

enum { SD_TERM_LONGEST = 3, SD_TERM_QUOTE_LEAST = 5, SD_TERM_QUOTE_MOST = 40 };

/* What is no content word: words in any of these, each of which may be NULL, words of one letter and tokens that are no
 * words. */
struct sd_term_lists {
	const struct sd_words *function, *generic, *stop;
};
/* Whether a normal form is in one of the lists. */
bool sd_term_lists_have(const struct sd_term_lists *lists, struct sd_text normal);

/* Keys of terms, in any order and, until they are settled, more than once: stems as parts, by sd_key_add(). */
struct sd_terms {
	struct sd_text *keys;
	size_t length, room;
	struct sd_arena arena;
};
/* Adds the terms of an answer of up to `longest` words. */
void sd_terms_add(struct sd_terms *terms, const struct sd_answer *answer, const struct sd_term_lists *lists,
		  size_t longest);
/* Puts the keys in byte order, each once. */
void sd_terms_settle(struct sd_terms *terms);
void sd_terms_clear(struct sd_terms *terms);
void sd_terms_release(struct sd_terms *terms);

/* How many parts a key has; the key without its first `skip` and its last `drop` parts. */
size_t sd_term_parts(struct sd_text key);
struct sd_text sd_term_part(struct sd_text key, size_t skip, size_t drop);

/* Counts in which normal forms, joined by blanks, the terms of up to `longest` words stand; `surfaces` has width 1 and
 * keys of the term's parts and, last, the form. */
void sd_surfaces_count(struct sd_count *surfaces, const struct sd_answer *answer, const struct sd_term_lists *lists,
		       size_t longest);
/* The most frequent form of each, the first in byte order of equals. */
struct sd_surfaces;
struct sd_surfaces *sd_surfaces_new(const struct sd_count *counts);
void sd_surfaces_free(struct sd_surfaces *surfaces);
/* Adds a term in its form; what was never counted as it stands, part by part, and a part that was not as itself. */
void sd_surfaces_add(const struct sd_surfaces *surfaces, struct sd_text key, struct sd_str *str);

/* The most typical of the texts that were offered: those of the highest score, then by `draw`, a hash of the text,
 * so that neither order nor number of the others matters; no text twice. */
struct sd_quotes {
	struct sd_quote {
		char *text; /* NULL where there are fewer */
		size_t length;
		uint64_t score, draw;
	} *items;
	size_t most;
};
/* `length` of them, each of up to `most` texts. */
struct sd_quotes *sd_quotes_new(size_t length, size_t most);
void sd_quotes_free(struct sd_quotes *quotes, size_t length);
void sd_quotes_offer(struct sd_quotes *quotes, struct sd_text text, uint64_t score, uint64_t draw);
void sd_quotes_add(struct sd_quotes *into, const struct sd_quotes *from);

#endif
