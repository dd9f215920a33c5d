/* SPDX-License-Identifier: MIT */
/* For the modules of redact: what is looked for, and what one thread gathers while it looks. */
#ifndef SD_GUARD_REDACT_STATE_H
#define SD_GUARD_REDACT_STATE_H

#include "base/count.h"
#include "base/mem.h"
#include "guard/redact.h"

/* What is known of a phrase; the classes of personal.tsv, then of --names, and that a longer phrase may begin so. */
enum {
	WORD_NAME = 1,		/* whatever follows is a name */
	WORD_NAME_CAPITAL = 2,	/* the capitalised words that follow are */
	WORD_TITLE = 4,		/* the same, after a point too */
	WORD_NOT_NAME = 8,	/* is no name, capital or not */
	WORD_PHONE = 16,	/* a number that follows is a telephone's */
	WORD_HARMLESS = 32,	/* a number that follows is an order's, a price's */
	WORD_STREET = 64,	/* ends or begins a street's name */
	WORD_VERSION = 128,	/* four numbers that follow are a version's */
	WORD_LISTED = 256,	/* a name of --names */
	WORD_ANY_CASE = 512,	/* the same, small letters too */
	WORD_BEGINS = 1024,
	WORD_POSTCODE = 2048,	/* a post code that follows is one */
	WORD_TITLE_POINT = 1 << 12, /* a title where a point follows */
	WORD_TITLE_WHOLE = 1 << 13, /* a title written out: a point behind it ends the sentence */
	WORD_ROLE = 1 << 14,	/* a name follows behind a colon */
	WORD_CLOSE = 1 << 15,	/* ends a letter: a name alone follows */
	WORD_GREET = 1 << 16,	/* begins one: a name and a comma follow */
	WORD_THANKS = 1 << 17,	/* a name may follow, and what it is thanked for */
	WORD_PERHAPS = 1 << 18,	/* "I am": a name may follow, or much else */
	WORD_GIVEN = 1 << 19,	/* a given name that is little else */
	WORD_EMAIL = 1 << 20,	/* an e-mail address that follows is spelt out */
	WORD_ID = 1 << 22,	/* what national ids are called */
	WORD_WITHIN = 1 << 21,	/* may stand within an address, capital or not */
	WORD_ID_NUMBER = 1 << 23,	/* a number that follows is a national id, its check digits right or not */
	WORD_PLATE = 1 << 24,		/* a number plate follows */
	WORD_BOOKING = 1 << 25,		/* a booking's code follows */
	WORD_POSTCODE_NUMBER = 1 << 26, /* a post code follows, of digits alone too */
	WORD_STREET_FIRST = 1 << 27,	/* begins a street's name that has no other mark: "Am", "Unter den" */
	WORD_HOUSE = 1 << 28,		/* names a house, or a part of one */
	WORD_STREET_LAST = 1 << 29,	/* ends a street's name behind a house number */
	WORD_COUNTED = 1 << 30		/* is counted: a number before it is no post code */
};
/* A given name that follows is a name; beyond an enumerator's int. */
#define WORD_BEFORE_GIVEN (1u << 31)
enum { PHRASE_WORDS_MOST = 6, WORD_ANNOUNCES = WORD_CLOSE | WORD_GREET | WORD_THANKS };

struct pattern {
	struct sd_text mask;
	struct pattern_item {
		char what; /* A a 9 X, ' ' an optional blank, or 0: the byte itself */
		char byte;
		unsigned char least, most;
	} *items;
	size_t length;
};

struct sd_redactor {
	unsigned kinds;
	struct sd_count *phrases; /* folded words joined by blanks → bits */
	char **streets;		  /* the endings of street words, as in "hauptstraße" */
	size_t streets_length, streets_room;
	struct pattern *patterns;
	size_t patterns_length, patterns_room;
	struct sd_arena arena;
};

struct word {
	size_t start, end;
	size_t folded, folded_length; /* in `folds` */
	unsigned bits;		      /* of the phrase that ends here */
	unsigned phrase;	      /* the words of the longest */
	bool capital;		      /* begins with one */
	bool shouted;		      /* is of two or more */
	bool joined;		      /* only blanks stand before it */
};

/* Digits without anything between. `linked`: what stands before it may stand within a number (a blank, a point …). */
struct digits {
	size_t start, end;
	bool linked;
	bool dated; /* is of a date */
};

struct sd_redact_finder {
	const struct sd_redactor *redactor;
	struct sd_text text;
	struct word *words;
	size_t words_length, words_room;
	struct sd_str folds, key;
	unsigned said; /* the bits of all words */
	bool shouting; /* most letters of the text are capitals */
	/* The text with its wide forms made ASCII, and where each of its bytes stood; used where there are any. */
	struct sd_str plain;
	size_t *places;
	size_t places_room;
	struct digits *digits;
	size_t digits_length, digits_room;
	unsigned char *taken; /* a byte for each of the text's */
	size_t taken_room;
	struct sd_redact_span *spans;
	size_t spans_length, spans_room;
};

/* Takes the span where none of it is taken. */
bool sd_redact_take(struct sd_redact_finder *finder, size_t start, size_t end, enum sd_redact_kind kind,
		    const struct sd_text *mask);
bool sd_redact_is_free(const struct sd_redact_finder *finder, size_t start, size_t end);
/* Whether the bytes are blanks alone; a line break is one. */
bool sd_redact_is_blank(struct sd_text text, size_t from, size_t to);
/* The last word that ends at `at` or before; SIZE_MAX where there is none. */
size_t sd_redact_word_before(const struct sd_redact_finder *finder, size_t at);
/* Whether one of the `words` words before `at`, with no digit and no more than `bytes` between, has one of the bits. */
bool sd_redact_said_before(const struct sd_redact_finder *finder, size_t at, unsigned bits, size_t words, size_t bytes);
/* Whether word i is one that links a number to what announced it: "is", "of my car". */
bool sd_redact_is_link(const struct sd_redact_finder *finder, size_t i);
/* Whether a word goes on to the left or to the right of `at`: ASCII letters, digits, _, and letters beyond ASCII. */
bool sd_redact_goes_before(struct sd_text text, size_t at);
bool sd_redact_goes_on(struct sd_text text, size_t at);

/* Cuts the text into words and finds their phrases. */
void sd_redact_read_words(struct sd_redact_finder *finder);
void sd_redact_fold(struct sd_str *folded, struct sd_text word);
/* The next word from `from` on; false where there is none. */
bool sd_redact_next_word(struct sd_text text, size_t from, size_t *start, size_t *end);
/* Where the word ends that begins at `at`; 0 where none does. What stands behind is not looked through for one, so that
 * asking at each place of a long text takes no more than the text. */
size_t sd_redact_word_end(struct sd_text text, size_t at);
/* Adds bits to a phrase; false where it has no word or too many. */
bool sd_redact_add_phrase(struct sd_redactor *redactor, struct sd_text phrase, unsigned bits);

/* Makes `finder->plain` and `places` of a text that holds full-width forms, digits of other scripts, or marks that are
 * not seen; false where it holds none. */
bool sd_redact_plain(struct sd_redact_finder *finder, struct sd_text text);

void sd_redact_find_patterns(struct sd_redact_finder *finder);
void sd_redact_find_nets(struct sd_redact_finder *finder, bool links); /* url, email; or link, account */
void sd_redact_find_spelt(struct sd_redact_finder *finder); /* "ann dot poe at example dot org" */
void sd_redact_find_ips(struct sd_redact_finder *finder);
void sd_redact_read_digits(struct sd_redact_finder *finder);
void sd_redact_find_ibans(struct sd_redact_finder *finder);
void sd_redact_find_cards(struct sd_redact_finder *finder);
void sd_redact_find_national_ids(struct sd_redact_finder *finder);
void sd_redact_find_said_ids(struct sd_redact_finder *finder); /* "my NI number is …" */
void sd_redact_find_said_codes(struct sd_redact_finder *finder, enum sd_redact_kind kind); /* plate, booking */
void sd_redact_find_phones(struct sd_redact_finder *finder);
/* Whether digit group `at` is of a post code of the country, where that starts and ends, and whether its form alone is
 * reason enough. */
bool sd_redact_uk_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure);
bool sd_redact_nl_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure);
bool sd_redact_ca_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure);
bool sd_redact_ie_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure);
bool sd_redact_is_ordinal(struct sd_text text, size_t at); /* the letters of "1st", "2nd", "3rd", "4th" */
void sd_redact_find_postcodes(struct sd_redact_finder *finder);
void sd_redact_find_names(struct sd_redact_finder *finder);
void sd_redact_find_numbers(struct sd_redact_finder *finder);

static inline bool redact_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool redact_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool redact_is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

#endif
