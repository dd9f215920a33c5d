/* SPDX-License-Identifier: MIT */
/* Inside the tokenizer: what token.c and the cutters share. Only token*.c and their tests include it.
 *
 * A cutter takes an answer's place and adds the token, or tokens, that begin there; a scanner says how far one kind
 * of token would reach, and adds nothing. How to add a kind of token: a scanner, its call in sd_cut_full(), and a
 * line in token.h. */
#ifndef SD_SAY_TOKEN_CUT_H
#define SD_SAY_TOKEN_CUT_H

#include <string.h>

#include "base/mem.h"
#include "say/text.h"
#include "say/token.h"
#include "say/token_data.h"
#include "say/words.h"

/* Whether a token cuts a clause: before itself, as ( does, or behind itself, as a comma does. */
enum sd_clause_cut { SD_CLAUSE_GOES_ON, SD_CLAUSE_BEFORE, SD_CLAUSE_BEHIND };

/* The languages that a rule asks for. */
enum sd_token_language {
	SD_LANGUAGE_OTHER,
	SD_LANGUAGE_EN,
	SD_LANGUAGE_DE,
	SD_LANGUAGE_FR,
	SD_LANGUAGE_IT,
	SD_LANGUAGE_CA
};

#define SD_SENTENCE_END_UNKNOWN SIZE_MAX
enum { SD_SIEVE_LOG = 14, SD_SIEVE_BITS = 1 << SD_SIEVE_LOG };

struct sd_tokenizer {
	unsigned rules;
	const struct sd_words *contrast, *abbreviations;
	enum sd_token_language language;

	struct sd_text answer;
	struct sd_token *items;
	size_t length, room;
	/* The answer with its letters of ASCII, Latin-1 and Latin Extended-A in their normal form, where that is as
	 * long as the letter: É is é, ß is ss; and NUL behind it to read on into. The normal forms of words of such
	 * letters are places there. All others lie in the arena, by way of `scratch`. */
	char *plain;
	size_t plain_room;
	bool has_at_sign; /* @ stands in the answer: an address may */
	struct sd_arena arena;
	struct sd_str scratch;
	/* One bit for what the first eight bytes of a word give: where it is not set, the word is in no list that is
	 * looked at for every word, neither a contraction nor one of contrast. */
	uint64_t sieve[SD_SIEVE_BITS / 64];

	/* The last segment of UAX #29 that the full cutter looked up and may have cut within. */
	size_t segment_end;

	uint8_t space; /* SD_TOKEN_SPACE_BEFORE where white space was passed over since the last token */
	/* The next sentence boundary of UAX #29. The quick cutter leaves it SD_SENTENCE_END_UNKNOWN while it meets
	 * nothing that could end a sentence, and has it looked for from the last word on: `sentence_from`. */
	size_t sentence_end, sentence_from;
	bool sentence_end_can_wait;
	uint32_t sentence, clause;
	bool sentence_due;	/* the next token that is no emoji begins a sentence */
	bool clause_due;	/* the next token that is no punctuation begins a clause */
	bool clause_has_content; /* a token that is no punctuation stands in the clause */
};

/* Adds the token [start, end) with its sentence and clause. */
void sd_cut_add(struct sd_tokenizer *tokenizer, size_t start, size_t end, enum sd_token_kind kind, unsigned flags,
		struct sd_text normal, enum sd_clause_cut cut);
/* The same, to be compiled into the caller, for the quick cutter's time is spent here; and told whether the token is a
 * word of contrast. */
static inline void sd_cut_add_here(struct sd_tokenizer *tokenizer, size_t start, size_t end, enum sd_token_kind kind,
				   unsigned flags, struct sd_text normal, enum sd_clause_cut cut, bool contrast);
/* Its rarer parts: moves past the boundaries of UAX #29 up to `start` and notes whether a sentence is due (a boundary
 * inside a token is none, nor is one behind an abbreviation); begins the sentence that is due, unless an emoji
 * comes. */
void sd_cut_advance_sentence(struct sd_tokenizer *tokenizer, size_t start);
void sd_cut_begin_sentence(struct sd_tokenizer *tokenizer, size_t start, enum sd_token_kind kind);
/* The same as sd_cut_add() with the normal form of the token's own bytes. */
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

/* The end of the word that an elided article or pronoun is in the word [start, end) of French and its sisters: l' of
 * l'hôtel; `end` where none is. */
size_t sd_cut_elision_end(const struct sd_tokenizer *tokenizer, size_t start, size_t end);

/* Whether the two bytes at `at`, of `plain`, are a lower-case letter of U+00C0 to U+017F that is its own normal form:
 * one bit each, by the first byte, C3 to C5, and what the second has below 80. */
static inline bool sd_is_latin_letter(const char *at)
{
	static const uint64_t letters[3] = {0xFF7FFFFF00000000, 0x54A0AAAAAAAAAAAA, 0x54AAAAAAAAAAA954};
	unsigned lead = (unsigned char)at[0] - 0xC3u, second = (unsigned char)at[1];
	return lead < 3 && (second & 0xC0) == 0x80 && (letters[lead] >> (second & 0x3F) & 1);
}

/* Eight bytes, the first as the lowest, whatever the machine's order. */
static inline uint64_t sd_load8(const char *at)
{
	uint64_t bytes;
	memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

/* The place in the sieve of a word whose first eight bytes, zeros behind a shorter one, are `bytes` (multiplicative
 * hashing by 2^64 over the golden ratio). */
static inline size_t sd_sieve_bit(uint64_t bytes)
{
	return (size_t)(bytes * 0x9E3779B97F4A7C15 >> (64 - SD_SIEVE_LOG));
}

/* Whether `normal` may be a contraction or a word of contrast. */
static inline bool sd_cut_may_be_listed(const struct sd_tokenizer *tokenizer, struct sd_text normal)
{
	char head[8] = {0};
	if (!normal.length)
		return false;
	memcpy(head, normal.data, normal.length < sizeof head ? normal.length : sizeof head);
	size_t bit = sd_sieve_bit(sd_load8(head));
	return tokenizer->sieve[bit / 64] >> bit % 64 & 1;
}

static inline void sd_cut_add_here(struct sd_tokenizer *t, size_t start, size_t end, enum sd_token_kind kind,
				   unsigned flags, struct sd_text normal, enum sd_clause_cut cut, bool contrast)
{
	if (start >= t->sentence_end)
		sd_cut_advance_sentence(t, start);
	if (t->sentence_due)
		sd_cut_begin_sentence(t, start, kind);
	bool is_mark = kind == SD_TOKEN_PUNCTUATION;
	bool is_emoji = kind == SD_TOKEN_EMOJI && (t->rules & SD_RULE_EMOJI);
	if (t->clause_has_content) {
		if (contrast || cut == SD_CLAUSE_BEFORE || (t->clause_due && !is_mark && !is_emoji)) {
			t->clause++;
			t->clause_due = t->clause_has_content = false;
		}
	}
	/* A mark or an emoji that nothing stands before cuts nothing off. */
	if ((cut == SD_CLAUSE_BEHIND || is_emoji) && t->clause_has_content)
		t->clause_due = true;
	if (!is_mark)
		t->clause_has_content = true;
	SD_GROW(t->items, t->length, t->room);
	struct sd_token *token = &t->items[t->length++];
	token->start = start;
	token->end = end;
	token->normal = normal;
	token->sentence = t->sentence;
	token->clause = t->clause;
	token->kind = (uint8_t)kind;
	token->flags = (uint8_t)(flags | t->space);
	t->space = 0;
}

#endif
