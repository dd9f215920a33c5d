/* SPDX-License-Identifier: MIT */
/* The words of an answer: its tokens without the punctuation, each with its stem. What codebooks, themes and stem
 * counts read. */
#ifndef SD_SAY_ANSWER_H
#define SD_SAY_ANSWER_H

#include "base/error.h"
#include "say/token.h"

struct sd_answer_word {
	struct sd_token token; /* with hyphen_parts, `normal` is the part's, the range is all of the token's */
	struct sd_text stem; /* of a word; of any other token its normal form */
};

/* Valid until the reader's next call. */
struct sd_answer {
	struct sd_text text;
	struct sd_tokens tokens;	    /* all of them */
	const struct sd_answer_word *words; /* those that are no punctuation, in order */
	size_t length;
};

struct sd_answer_options {
	const char *language; /* as sd_stemmer_new() takes it */
	const struct sd_words *contrast, *abbreviations; /* see sd_token_options; either may be NULL */
	/* The parts of a hyphenated word count as words: check-in as check in; in Portuguese a verb before its pronoun
	 * as its infinitive: comprá-lo as comprar lo. */
	bool hyphen_parts;
};

/* One reader serves one thread. NULL with `err` where the language has no stemmer. */
struct sd_answer_reader;
struct sd_answer_reader *sd_answer_reader_new(const struct sd_answer_options *options, struct sd_error *err);
void sd_answer_reader_free(struct sd_answer_reader *reader);
const char *sd_answer_reader_language(const struct sd_answer_reader *reader);
const struct sd_answer *sd_answer_read(struct sd_answer_reader *reader, struct sd_text text);
/* The same without stems: those are NULL. */
const struct sd_answer *sd_answer_read_words(struct sd_answer_reader *reader, struct sd_text text);
/* The same by parts, where no list of words is wanted: the tokens of an answer, and one word's stem, valid until the
 * next call. `hyphen_parts` has no say here. */
struct sd_tokens sd_answer_tokens(struct sd_answer_reader *reader, struct sd_text text);
struct sd_text sd_answer_stem(struct sd_answer_reader *reader, struct sd_text normal);

/* Whether the words at `from` to `to` (half-open) stand in one sentence: only such make a phrase. */
bool sd_answer_in_one_sentence(const struct sd_answer *answer, size_t from, size_t to);

#endif
