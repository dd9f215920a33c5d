/* SPDX-License-Identifier: MIT */
/* Lexicons: words and phrases with weights, read from lexicons/<language>/<name>.tsv, found in tokens longest first. */
#ifndef SD_SAY_LEXICON_H
#define SD_SAY_LEXICON_H

#include "base/error.h"
#include "base/hash.h"
#include "say/lexicon_read.h"
#include "say/token.h"

/* The file: UTF-8, one `term⇥weight` a line, notes behind a second TAB; blank lines and lines that begin with `#` carry
 *no entry. The first lines may say `# key: value` with the keys
 *
 *	name, version, language, licence	for whoever asks (sd_lexicon_about); `language` is the tokenizer's too
 *	range: LOW HIGH				weights outside are errors; -4 4 where it is not said. All weights are
 *						brought to -4…4 by the wider bound
 *	negators-follow: yes			a negator may also stand behind what it denies ("gefällt mir nicht")
 *	positive-from: X			the score from which on an answer is labelled positive; 0.05 without it
 *	calibration: A B			P(positive) = 1 / (1 + exp(-(A + B × score))), see
 *sd_sentiment_probability
 *
 * A cell behind the weight that begins with `@` is a condition: the entry is taken only where it holds ("kind⇥2.1⇥
 * @not-before:of"). `at-start`, `at-end` (of the answer), `alone` (the whole answer), `after:WORD|WORD`,
 * `before:WORD|WORD`, and `not-` before any of these; of several, with blanks between, all must hold. A term may stand
 * again with another condition: of a term's entries the first one that holds is taken, one without a condition last.
 *
 * A term is one or more words. `*` at a word's end stands for any ending, a lone `*` for any one word. A term is cut by
 * the tokenizer as an answer is; a hyphen counts as a blank, in terms and in answers. A weight has up to four decimals;
 * 0 hides the words of a phrase from all other entries. The same term twice in a file must have one weight; of several
 * files the later one's weight stands. Files of other makers are read as well (lexicon_read.h); there the later line
 * stands, as their makers' own readers have it. */
struct sd_lexicon;
struct sd_lexicon *sd_lexicon_new(void);
void sd_lexicon_free(struct sd_lexicon *lexicon);

/* Adds the entries of a file's whole content; `name` is for messages. Returns 0, or -1 with the line, the column (in
 * characters) and the remedy in `err`; a lexicon that failed is good for freeing only. After the last file the lexicon
 * is not changed by any call, so threads may share it. */
int sd_lexicon_add(struct sd_lexicon *lexicon, const char *name, struct sd_text content, struct sd_error *err);

/* The same, with what the file itself does not say; `told` may be NULL. */
int sd_lexicon_add_told(struct sd_lexicon *lexicon, const char *name, struct sd_text content,
			const struct sd_lexicon_told *told, struct sd_error *err);

/* The entries, ordered by the bytes of their terms in normal form. A weight is in 1/10,000, -40,000 to 40,000. */
size_t sd_lexicon_count(const struct sd_lexicon *lexicon);
struct sd_text sd_lexicon_entry(const struct sd_lexicon *lexicon, size_t index, int32_t *weight);
/* What the last file that has the key says of it; an empty text where none does. */
struct sd_text sd_lexicon_about(const struct sd_lexicon *lexicon, const char *key);
bool sd_lexicon_negators_follow(const struct sd_lexicon *lexicon);
/* Names the content: a hash over the ordered terms and weights, so neither order nor comments change it. */
void sd_lexicon_hash(const struct sd_lexicon *lexicon, char hex[SD_HASH_HEX]);

struct sd_lexicon_match {
	size_t length;	/* words */
	int32_t weight; /* 1/10,000 */
	uint32_t entry; /* for sd_lexicon_entry */
};
/* Where words[0] stands: `before` words of the same stretch between marks stand in words[-before … -1], `earlier` words
 * of the answer come before it, of `all`. */
struct sd_lexicon_around {
	size_t before, earlier, all;
};
/* As sd_lexicon_match, where conditions are asked for; sd_lexicon_match takes them to hold. */
bool sd_lexicon_match_around(const struct sd_lexicon *lexicon, const struct sd_text *words, size_t count,
			     const struct sd_lexicon_around *around, struct sd_lexicon_match *match);
/* How entries begin with a word: asked for once, it spares every further look at that word. */
struct sd_lexicon_begin {
	uint32_t node; /* 0: none begins with the word as it is */
	bool prefix;   /* one begins with a prefix of it */
};
struct sd_lexicon_begin sd_lexicon_begin_of(const struct sd_lexicon *lexicon, struct sd_text word);
/* As sd_lexicon_match_around; `begin` is that of words[0]. */
bool sd_lexicon_match_from(const struct sd_lexicon *lexicon, struct sd_lexicon_begin begin, const struct sd_text *words,
			   size_t count, const struct sd_lexicon_around *around, struct sd_lexicon_match *match);
bool sd_lexicon_has_conditions(const struct sd_lexicon *lexicon);
/* With its `@`, in normal form; empty where the entry has none. */
struct sd_text sd_lexicon_condition(const struct sd_lexicon *lexicon, size_t index);

/* The longest entry that begins at words[0] of `count` words (none of them punctuation). Of entries of one length the
 * one whose earlier words are spelt out further wins. False where none begins there. */
bool sd_lexicon_match(const struct sd_lexicon *lexicon, const struct sd_text *words, size_t count,
		      struct sd_lexicon_match *match);

#endif
