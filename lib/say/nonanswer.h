/* SPDX-License-Identifier: MIT */
/* Answers that answer nothing: "n/a", "don't know", "no comment", "asdfgh". Told from the whole answer, never from a
 * part of it. */
#ifndef SD_SAY_NONANSWER_H
#define SD_SAY_NONANSWER_H

#include "say/answer.h"

enum sd_nonanswer {
	SD_ANSWERED,		/* none of those below */
	SD_NONANSWER_NONE,	/* nothing said: "n/a", "no comment"; also marks alone: "-", "..." */
	SD_NONANSWER_DONT_KNOW, /* has no opinion or no knowledge */
	SD_NONANSWER_NOISE,	/* keys struck at random */
	SD_NONANSWER_REFUSAL,	/* will not say */
	SD_NONANSWER_NOTHING,	/* "nothing", "none at all": says something where the question asks for praise or blame
				 * (say/prompt.h), else the same as NONE */
	SD_NONANSWER_KINDS
};

/* The built-in code: "-none" (of NONE and NOTHING), "-dont-know", "-noise", "-refusal"; "" for
 * SD_ANSWERED. */
const char *sd_nonanswer_name(enum sd_nonanswer kind);
bool sd_nonanswer_is_name(struct sd_text name);

/* The phrases of a language. Content as in lexicons/<language>/non-answers.tsv: `phrase⇥kind` with a kind of none,
 * nothing, dont-know or refusal; `#` begins a comment line. Phrases are compared by the normal forms of their words,
 * punctuation aside. NULL with `err`, naming the line, where one is of another form or a phrase has two kinds. */
struct sd_nonanswers;
struct sd_nonanswers *sd_nonanswers_new(const char *name, struct sd_text content, struct sd_answer_reader *reader,
					struct sd_error *err);
void sd_nonanswers_free(struct sd_nonanswers *nonanswers);

/* What the answer is; SD_ANSWERED where its text is empty or blank. `nonanswers` may be NULL: marks alone and noise are
 * then all that is found. Noise is an answer of which every word, letters a to z alone, is
 *   one letter or one group of two or three letters three times or more (aaaa, asdasdasd; not ha, he, la, na, no, ya),
 *   or five letters or more without a vowel or y, a letter drawn out counted once (sdfgk, not pffft),
 *   or four letters or more made of runs of three or more neighbours on a keyboard's row (asdf, qwerty, lkjh). */
enum sd_nonanswer sd_nonanswer_kind(const struct sd_nonanswers *nonanswers, const struct sd_answer *answer);

#endif
