/* SPDX-License-Identifier: MIT */
/* Tokens of an answer: words, numbers, emoji and the rest, in order, each pointing into the answer as it was typed.
 *
 * Where tokens end is what Unicode says (UAX #29, see say/text.h), changed by rules for what people type into feedback
 * forms; each rule can be switched off. A token's normal form is sd_normal_add()'s of its bytes (see say/normal.h), but
 * where a rule below says otherwise. */
#ifndef SD_SAY_TOKEN_H
#define SD_SAY_TOKEN_H

#include "base/str.h"

enum sd_token_kind {
	SD_TOKEN_WORD,	      /* letters, with inner apostrophes, hyphens and digits as the rules say; also a bigram */
	SD_TOKEN_NUMBER,      /* 12, 1,299.50, -5, €20, 10%, 10:30, 5kg, 5/5, ★★★☆☆ */
	SD_TOKEN_EMOJI,	      /* an emoji sequence or an emoticon */
	SD_TOKEN_URL,	      /* https://…, www.…, example.com */
	SD_TOKEN_EMAIL,
	SD_TOKEN_MENTION,     /* @name */
	SD_TOKEN_HASHTAG,     /* #name */
	SD_TOKEN_PUNCTUATION, /* what stands between words and may mean something: . , ; : ! ? ( ) " - … */
	SD_TOKEN_KINDS
};

enum {
	SD_TOKEN_ALL_CAPS = 1,	  /* of a word: two cased letters or more, all upper case */
	SD_TOKEN_DRAWN_OUT = 2,	  /* three like letters or more were folded in the normal form ("sooooo", ":)))") */
	SD_TOKEN_SPACE_BEFORE = 4 /* white space stands before it */
};

struct sd_token {
	size_t start, end;	/* half-open range of bytes in the answer as typed, never empty */
	struct sd_text normal;	/* normal form, never with a blank inside; valid until the tokenizer's next call */
	uint32_t sentence;	/* 0, 1, … in the answer */
	uint32_t clause;	/* 0, 1, … in the answer, never falling; a new sentence is a new clause */
	uint8_t kind, flags;
};

struct sd_tokens {
	const struct sd_token *items;
	size_t length;
};

/* Which parts of the feedback tailoring are on. All on: SD_TOKEN_RULES_ALL. None: UAX #29 in its plain form, its
 * segments without those of white space and default-ignorables alone. */
enum {
	/* URLs, e-mail addresses, @mentions and #hashtags are one token each, without the sentence's punctuation
	 * behind them. A bare domain counts where its end is a plain one (com, org, co.uk …); an end that is also a
	 * word (it, de, so …) only with a path behind it or a third label. */
	SD_RULE_LINKS = 1,
	/* Emoticons, by the table in token_data.c, and emoji sequences (tones, flags, joined ones, keycaps) are one
	 * token each. An emoticon's normal form is its table's: :-) and =) are :). One behind the end of a sentence, on
	 * the same line, still belongs to it; behind other tokens it ends a clause. */
	SD_RULE_EMOJI = 2,
	/* ` and ´ between letters are apostrophes. In English don't, don’t, dont and do'nt have one normal form, don't,
	 * by the table in token_data.c, which leaves out what is a word itself (were, well, ill, its). In French,
	 * Italian and Catalan an elided word is a token of its own: l'hôtel is l' and hôtel, aujourd'hui stays. */
	SD_RULE_CONTRACTIONS = 4,
	/* A hyphen that touches a letter or digit on both sides, one of them in a word, is kept: check-in, 5-star,
	 * e-mail-address. Any other is punctuation, two or more in a row one token. Dashes always split. */
	SD_RULE_HYPHENS = 8,
	/* One token with its parts: -5, +3, €20, 20 €, US$5, 1,299.50, 1'000, 10 %, 25 °C, 10:30, 10h30, 5kg, 1st,
	 * 2024-05-31, 24/7, 4.5/5. A blank inside is _ in the normal form: 20_€. "10 out of 10", "8 von 10", "4 / 5"
	 * are 10/10, 8/10, 4/5; ★★★☆☆ is 3/5, and two stars or more without open ones are of five. ½ ¼ ¾ are decimals:
	 * 4½ is 4.5. */
	SD_RULE_NUMBERS = 16,
	/* A letter three times or more in a row is folded and SD_TOKEN_DRAWN_OUT set: to two where the word so made is
	 * in the table of words with doubled letters (goood is good), else to one (sooo is so, looove is love). Not in
	 * numerals (iii), AAA, what holds digits, and German compounds (Schifffahrt). Two like letters stay as they
	 * are. */
	SD_RULE_DRAWN_OUT = 32,
	/* A stop between words that has its blank missing splits them and ends the sentence: good.But. Not in links,
	 * numbers, file names, e.g. and U.S., which are one token with their last stop. A colon between letters splits,
	 * too, and stops in a row are one token. */
	SD_RULE_MISSING_BLANK = 64,
	/* Runs of Han and Kana, and of Thai, Lao, Khmer and Burmese, become overlapping bigrams of characters as seen
	 * (grapheme clusters); a run of one is a token. These are the only tokens whose ranges overlap: each begins at
	 * the second character of the one before. */
	SD_RULE_BIGRAMS = 128,
	SD_TOKEN_RULES_ALL = 255
};

/* Sentences are those of UAX #29, with four differences: no boundary inside a token counts; none behind a stop that
 * closes a word of `abbreviations` or, in German, an ordinal ("am 3. Mai"); and the two that SD_RULE_EMOJI and
 * SD_RULE_MISSING_BLANK tell of.
 *
 * A clause ends behind , ; : ! ? … ) and a dash, before ( and before a word of `contrast`, wherever it has a token that
 * is no punctuation. The mark belongs to the clause it ends. */

/* The language's words that cut clauses and that end in a stop without ending a sentence; any may be NULL. They must
 * outlive the tokenizer. */
struct sd_words;
struct sd_token_options {
	unsigned rules;
	const struct sd_words *contrast;      /* "but", "although": a clause begins there */
	const struct sd_words *abbreviations; /* "dr.", "e.g." */
	const char *language;		      /* "en", "fr-CA"; NULL is English. It is read once */
};

/* One tokenizer serves one thread; it may serve any number of answers, one after the other. */
struct sd_tokenizer;
struct sd_tokenizer *sd_tokenizer_new(const struct sd_token_options *options);
void sd_tokenizer_free(struct sd_tokenizer *tokenizer);
/* The tokens of `answer` (any bytes; ill-formed UTF-8 is passed over as if it were U+FFFD), valid until the next
 * call; the answer itself may go before. Every byte that is not white space or a default-ignorable lies in a token's
 * range. Ranges ascend and do not overlap, but for SD_RULE_BIGRAMS. Time and memory are linear in the answer's length.
 * Never fails. */
struct sd_tokens sd_tokenize(struct sd_tokenizer *tokenizer, struct sd_text answer);
/* "word", "number", … as INTERFACES.md names them. */
const char *sd_token_kind_name(enum sd_token_kind kind);

#endif
