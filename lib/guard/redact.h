/* SPDX-License-Identifier: MIT */
/* Finds in a text what tells who wrote it, or of whom, and masks it.
 *
 * Where finds overlap, the kind that stands first below has them; within a kind the first, then the longest. All else
 * of the text stays byte for byte. Any bytes; time is linear in the length.
 *
 * To mask quotes: sd_redactor_new(SD_REDACT_QUOTES), sd_redactor_add_words() for each lexicons/<language>/personal.tsv,
 * then one sd_redact_finder a thread and sd_redact_mask(). */
#ifndef SD_GUARD_REDACT_H
#define SD_GUARD_REDACT_H

#include "base/error.h"

/* X(NAME, "option", "MASK") */
#define SD_REDACT_KINDS(X)                                                                                             \
	X(PATTERN, "pattern", NULL) /* of --patterns; each has its own mask */                                         \
	X(URL, "url", "URL")	    /* of somebody: with a user, an account's path or key */                           \
	X(EMAIL, "email", "EMAIL")                                                                                     \
	X(IBAN, "iban", "IBAN")                                                                                        \
	X(CARD, "card", "CARD")                                                                                        \
	X(NATIONAL_ID, "national-id", "NATIONAL-ID") /* those of checkdigit.h, and any that a word announces */        \
	X(PLATE, "plate", "PLATE")		     /* of a car; where a word announces it */                         \
	X(BOOKING, "booking", "BOOKING")	     /* the same of journeys and rooms */                              \
	X(IP, "ip", "IP")                                                                                              \
	X(PHONE, "phone", "PHONE")                                                                                     \
	X(POSTCODE, "postcode", "POSTCODE") /* with its house number */                                                \
	X(NAME, "name", "NAME")                                                                                        \
	X(LINK, "link", "LINK")		 /* any other link */                                                          \
	X(ACCOUNT, "account", "ACCOUNT") /* @name */                                                                   \
	X(NUMBER, "number", "NUMBER")	 /* any other word with four digits or more */

#define SD_REDACT_KIND(name, option, mask) SD_REDACT_##name,
enum sd_redact_kind { SD_REDACT_KINDS(SD_REDACT_KIND) SD_REDACT_KIND_COUNT };
#undef SD_REDACT_KIND
enum {
	SD_REDACT_QUOTES = (1 << SD_REDACT_KIND_COUNT) - 1, /* all: for what strangers will read */
	SD_REDACT_USUAL = (1 << SD_REDACT_LINK) - 1	    /* all but the last three */
};
/* The options' names, NULL behind the last. */
extern const char *const sd_redact_kind_names[];

/* What is looked for: filled on one thread, then read by many. */
struct sd_redactor;
/* `kinds`: bits 1 << enum sd_redact_kind. */
struct sd_redactor *sd_redactor_new(unsigned kinds);
void sd_redactor_free(struct sd_redactor *redactor);
/* The words around names and numbers, as lexicons/<language>/personal.tsv has them: `class⇥phrase|phrase|…`; languages
 * add up. Classes: name, name-capital, title, title-point, title-whole, role, close, greet, thanks, perhaps, given,
 * before-given, not-name, place, phone, harmless, street, street-first, street-last, counted, house, within, postcode,
 * postcode-number, email, id, id-number, plate, booking, version. -1 with `err` naming the line. */
int sd_redactor_add_words(struct sd_redactor *redactor, const char *name, struct sd_text content, struct sd_error *err);
/* Names, one a line, of up to six words; found as whole words that begin with a capital, or in any case where `⇥any`
 * stands behind. */
int sd_redactor_add_names(struct sd_redactor *redactor, const char *name, struct sd_text content, struct sd_error *err);
/* Patterns, `MASK⇥pattern` a line; MASK of A-Z 0-9 -. In a pattern A is a capital, a any letter, 9 a digit, X a capital
 * or digit, all of ASCII; a blank is a blank, a hyphen or nothing; \ makes the next itself; ? after one makes it
 * optional, {3} and {2,4} repeat it; any other byte is itself. It begins and ends where a word does. */
int sd_redactor_add_patterns(struct sd_redactor *redactor, const char *name, struct sd_text content,
			     struct sd_error *err);

struct sd_redact_span {
	size_t start, end; /* bytes, half open */
	enum sd_redact_kind kind;
	struct sd_text mask; /* "EMAIL"; the redactor's */
};

/* What one thread needs to look. */
struct sd_redact_finder;
struct sd_redact_finder *sd_redact_finder_new(const struct sd_redactor *redactor);
void sd_redact_finder_free(struct sd_redact_finder *finder);
/* The spans in `text`, ascending, none overlapping; the finder's until the next call. */
const struct sd_redact_span *sd_redact_find(struct sd_redact_finder *finder, struct sd_text text, size_t *length);

enum sd_redact_mask {
	SD_MASK_NAMED,	    /* [EMAIL] */
	SD_MASK_SAME_LENGTH /* as many x as the span has characters; as many bytes where they are ASCII */
};
/* Adds `text` with its spans masked; how many there were. */
size_t sd_redact_mask(struct sd_redact_finder *finder, struct sd_text text, enum sd_redact_mask mask,
		      struct sd_str *into);

#endif
