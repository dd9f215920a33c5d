/* SPDX-License-Identifier: MIT */
/* Tokens of an answer: words, numbers, emoji and the rest, in order, each pointing into the answer as it was typed. */
#ifndef SD_SAY_TOKEN_H
#define SD_SAY_TOKEN_H

#include "base/str.h"

enum sd_token_kind {
	SD_TOKEN_WORD,		/* letters, with inner apostrophes, hyphens as the tailoring says */
	SD_TOKEN_NUMBER,	/* 12, 1,299.50, -5, €20, 10%, 10:30, 5/5, ★★★☆☆ */
	SD_TOKEN_EMOJI,		/* an emoji sequence or an emoticon */
	SD_TOKEN_URL,
	SD_TOKEN_EMAIL,
	SD_TOKEN_MENTION,	/* @name */
	SD_TOKEN_HASHTAG,	/* #name */
	SD_TOKEN_PUNCTUATION,	/* what stands between words and may mean something: . , ; : ! ? ( ) " - … */
	SD_TOKEN_KINDS
};

enum {
	SD_TOKEN_ALL_CAPS = 1,	 /* two cased letters or more, all upper case */
	SD_TOKEN_DRAWN_OUT = 2,	 /* a letter three times or more was folded in the normal form ("sooooo") */
	SD_TOKEN_SPACE_BEFORE = 4 /* white space stands before it */
};

struct sd_token {
	size_t start, end;	/* half-open range of bytes in the answer as typed */
	struct sd_text normal;	/* normal form, never with a blank inside; valid until the tokenizer's next call */
	uint32_t sentence;	/* 0, 1, … in the answer */
	uint32_t clause;	/* 0, 1, … in the answer, never falling */
	uint8_t kind, flags;
};

struct sd_tokens {
	const struct sd_token *items;
	size_t length;
};

/* Which parts of the feedback tailoring are on. All on: SD_TOKEN_RULES_ALL. None: UAX #29 in its plain form. */
enum {
	SD_RULE_LINKS = 1,	   /* URLs, e-mails, @mentions, #hashtags kept whole */
	SD_RULE_EMOJI = 2,	   /* emoticons and emoji sequences one token each */
	SD_RULE_CONTRACTIONS = 4,  /* don't, don’t, dont: one normal form */
	SD_RULE_HYPHENS = 8,	   /* check-in kept whole, dashes split */
	SD_RULE_NUMBERS = 16,	   /* signs, currency, units, times, ratings */
	SD_RULE_DRAWN_OUT = 32,	   /* sooooo folded, the fact kept */
	SD_RULE_MISSING_BLANK = 64, /* good.But split */
	SD_RULE_BIGRAMS = 128,	   /* runs of Han, Kana, Thai as overlapping bigrams */
	SD_TOKEN_RULES_ALL = 255
};

/* The language's words that cut clauses and that end in a stop without ending a sentence; either may be NULL. */
struct sd_words;
struct sd_token_options {
	unsigned rules;
	const struct sd_words *contrast;      /* "but", "although": a clause begins there */
	const struct sd_words *abbreviations; /* "dr.", "e.g." */
	const char *language;		      /* "en", "fr-CA" …; NULL is English. What the rules ask it is told there */
};

/* One tokenizer serves one thread; it may serve any number of answers, one after the other. */
struct sd_tokenizer;
struct sd_tokenizer *sd_tokenizer_new(const struct sd_token_options *options);
void sd_tokenizer_free(struct sd_tokenizer *tokenizer);
/* The tokens of `answer` (any bytes; ill-formed UTF-8 is passed over as if it were U+FFFD), valid until the next
 * call. Every byte that is not white space or a default-ignorable lies in a token's range. Never fails. */
struct sd_tokens sd_tokenize(struct sd_tokenizer *tokenizer, struct sd_text answer);
/* "word", "number", … as INTERFACES.md names them. */
const char *sd_token_kind_name(enum sd_token_kind kind);

#endif
