/* SPDX-License-Identifier: MIT */
/* Phrases that the rules of sentiment heed, read from lexicons/<language>/rules.tsv: what wishes, asks, concedes, or
 * weighs as a whole. */
#ifndef SD_SAY_PHRASES_H
#define SD_SAY_PHRASES_H

#include "base/error.h"
#include "base/str.h"
#include "say/lexicon.h"

/* The file: UTF-8, one `kind⇥phrase` or `kind⇥phrase⇥weight` a line; `#` begins a comment. A phrase is written as a
 * lexicon's term is, wildcards too; a last cell may be a condition, as there (`@at-start`). Above the phrases a line `#
 * kind: PRAISE BLAME` gives the factors of a kind that shifts, for weights above and below 0; `# calibration: A B` is
 * as in a lexicon's head, of these rules with the language's own lexicon. */
enum sd_phrase_kind {
	SD_PHRASE_NONE,
	SD_PHRASE_AFFIRM, /* its negators deny nothing: "without a doubt" */
	SD_PHRASE_ALSO,	  /* nor does the next word of contrast turn: "not only … but" */
	SD_PHRASE_DENY,	  /* a negator of several words, which denies from its last one on: "far from" */
	SD_PHRASE_PLAIN,  /* its words weigh nothing: "wish you" */
	SD_PHRASE_WISH,	  /* shifts from its first word to the end of the clause: "would be nice if"; may weigh, too */
	SD_PHRASE_CONDITION,   /* the same: "if" */
	SD_PHRASE_REQUEST,     /* shifts to the end of the sentence: "could you please" */
	SD_PHRASE_CONCEDE,     /* begins a clause that counts less: "although" */
	SD_PHRASE_EXPECTATION, /* weighs: "better than * expected" */
	SD_PHRASE_IDIOM,       /* weighs: "couldn't be happier" */
	SD_PHRASE_QUESTION,    /* no phrases, factors alone: sentences that end in ? */
	SD_PHRASE_QUOTATION,   /* no phrases, factors alone: what stands between quotation marks */
	SD_PHRASE_KINDS
};

struct sd_phrases;
/* `language` as the tokenizer takes it; NULL is English. NULL with `err` (line and remedy). */
struct sd_phrases *sd_phrases_new(const char *name, struct sd_text content, const char *language, struct sd_error *err);
void sd_phrases_free(struct sd_phrases *phrases);

struct sd_phrase {
	enum sd_phrase_kind kind;
	size_t length;	/* words */
	int32_t weight; /* 1/10,000; 0 where the kind does not weigh */
	struct sd_text text;
	bool conditional; /* told by a condition, too */
};
/* As sd_lexicon_begin_of. */
struct sd_lexicon_begin sd_phrases_begin_of(const struct sd_phrases *phrases, struct sd_text word);
/* The longest phrase that begins at words[0], whose beginning `begin` is, as sd_lexicon_match_from. Any number of
 * threads may ask at once. */
bool sd_phrases_match(const struct sd_phrases *phrases, struct sd_lexicon_begin begin, const struct sd_text *words,
		      size_t count, const struct sd_lexicon_around *around, struct sd_phrase *phrase);
bool sd_phrases_have_conditions(const struct sd_phrases *phrases);
/* By what a weight of `kind` is multiplied, in 1/10,000; 10,000 where the file says nothing. */
int32_t sd_phrases_factor(const struct sd_phrases *phrases, enum sd_phrase_kind kind, bool praise);
/* What stands behind "calibration:"; empty where nothing does. */
struct sd_text sd_phrases_calibration(const struct sd_phrases *phrases);

#endif
