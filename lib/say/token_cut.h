/* SPDX-License-Identifier: MIT */
/* Inside the tokenizer: what token.c and the cutters share. Only token*.c and their tests include it.
 *
 * A cutter takes an answer's place and adds the token, or tokens, that begin there; a scanner says how far one kind
 * of token would reach, and adds nothing. How to add a kind of token: a scanner, its call in sd_cut_full(), and a
 * line in token.h. */
#ifndef SD_SAY_TOKEN_CUT_H
#define SD_SAY_TOKEN_CUT_H

#include "base/mem.h"
#include "say/text.h"
#include "say/token.h"

/* Whether a token cuts a clause: before itself, as ( does, or behind itself, as a comma does. */
enum sd_clause_cut { SD_CLAUSE_GOES_ON, SD_CLAUSE_BEFORE, SD_CLAUSE_BEHIND };

enum sd_token_language { SD_LANGUAGE_OTHER, SD_LANGUAGE_EN, SD_LANGUAGE_DE, SD_LANGUAGE_FR, SD_LANGUAGE_IT, SD_LANGUAGE_CA };

struct sd_tokenizer {
	unsigned rules;
	const struct sd_words *contrast, *abbreviations;
	enum sd_token_language language;

	struct sd_text answer;
	struct sd_token *items;
	size_t length, room;
	/* Normal forms. An ASCII word's is no longer than the word, so they lie one behind the other in `plain`, which
	 * has room for the whole answer; all others come from the arena, by way of `scratch`. */
	char *plain;
	size_t plain_used, plain_room;
	struct sd_arena arena;
	struct sd_str scratch;

	uint8_t space; /* SD_TOKEN_SPACE_BEFORE where white space was passed over since the last token */
	size_t sentence_end; /* the next boundary of UAX #29 */
	uint32_t sentence, clause;
	bool sentence_due;	/* the next token that is no emoji begins a sentence */
	bool clause_due;	/* the next token that is no punctuation begins a clause */
	bool clause_has_content; /* a token that is no punctuation stands in the clause */
};

/* Adds the token [start, end) with its sentence and clause. */
void sd_cut_add(struct sd_tokenizer *tokenizer, size_t start, size_t end, enum sd_token_kind kind, unsigned flags,
		struct sd_text normal, enum sd_clause_cut cut);
/* The same with the normal form of its own bytes. */
void sd_cut_add_as_typed(struct sd_tokenizer *tokenizer, size_t start, size_t end, enum sd_token_kind kind,
			 unsigned flags, enum sd_clause_cut cut);
/* A copy of `text` that lives as long as the tokens. */
struct sd_text sd_cut_keep(struct sd_tokenizer *tokenizer, struct sd_text text);

/* Cut at `at` (below the answer's length): adds what begins there, or passes white space over; returns where to go
 * on, above `at`. The full one is the meaning; the quick one agrees with it to the byte and gives it what is not
 * plain ASCII words and marks. */
size_t sd_cut_full(struct sd_tokenizer *tokenizer, size_t at);
size_t sd_cut_quick(struct sd_tokenizer *tokenizer, size_t at);
/* sd_tokenize() with the one cutter or the other. */
struct sd_tokens sd_tokenize_by(struct sd_tokenizer *tokenizer, struct sd_text answer,
				size_t (*cut)(struct sd_tokenizer *tokenizer, size_t at));

/* Scanners: the end of the token of that kind that begins at `at`, 0 where none does. */
size_t sd_scan_link(struct sd_text answer, size_t at, enum sd_token_language language, enum sd_token_kind *kind);
size_t sd_scan_emoji(struct sd_text answer, size_t at);
/* Sets *normal (a static text) and *repeats, the times its last character was repeated beyond the table's form. */
size_t sd_scan_emoticon(struct sd_text answer, size_t at, struct sd_text *normal, size_t *repeats);
/* Puts the normal form into `normal` (empty before) where it is not that of the bytes themselves. */
size_t sd_scan_number(struct sd_text answer, size_t at, unsigned rules, struct sd_str *normal);

/* Small helps. */
/* The properties of the character before or at `at`; those of a line feed at the answer's two ends. */
const struct sd_char *sd_char_before(struct sd_text answer, size_t at);
const struct sd_char *sd_char_at(struct sd_text answer, size_t at);
/* A letter or a digit, of any script. */
bool sd_char_is_word(const struct sd_char *c);
/* Behind `at`, past the marks and format characters that belong to the character before it (WB4). */
size_t sd_past_marks(struct sd_text answer, size_t at);

#endif
