/* SPDX-License-Identifier: MIT */
/* Keys of people as two systems write them: compared as they are first, then by a normal form, which is told. */
#ifndef SD_GAP_KEY_H
#define SD_GAP_KEY_H

#include "base/count.h"

/* What the normal form of each part of a key does; several go together, in this order. */
enum {
	SD_KEY_TRIM = 1,    /* no blanks at either end */
	SD_KEY_CASE = 2,    /* Unicode case folding, composed (NFC) */
	SD_KEY_EMAIL = 4,   /* trimmed, ASCII letters small, without `mailto:`; needs one @ with something on both
			       sides */
	SD_KEY_PHONE = 8,   /* its digits, behind + where it begins with + or 00; needs five digits */
	SD_KEY_DIGITS = 16, /* its digits without zeros before them; needs one digit */
	SD_KEY_USUAL = SD_KEY_TRIM | SD_KEY_CASE
};

/* Reads the names of rules (trim, case, email, phone, digits, none) as --key-normalise has them; `preset` where there
 * are none. */
int sd_key_rules_parse(const char *const *names, size_t length, unsigned preset, unsigned *rules, struct sd_error *err);

/* The normal form of `key` (parts joined by sd_key_add), added the same way. False where a part cannot be a key: what a
 * rule needs is not there, or it holds no letter and no digit (ASCII; bytes beyond count as letters). */
bool sd_key_normalise(struct sd_str *normal, struct sd_text key, unsigned rules);

/* An index over keys, no two of them equal, which stay the caller's and must outlive it. */
struct sd_key_index;
struct sd_key_index *sd_key_index_new(const struct sd_text *keys, size_t length, unsigned rules);
void sd_key_index_free(struct sd_key_index *index);

enum sd_key_found {
	SD_KEY_NONE,
	SD_KEY_EXACT,	   /* the same bytes */
	SD_KEY_NORMALISED, /* not those, but the normal form of exactly one */
	SD_KEY_AMBIGUOUS   /* the normal form of several */
};
/* Where `key`, whose normal form is `normal`, is among the keys: *at, where EXACT or NORMALISED. */
enum sd_key_found sd_key_index_find(const struct sd_key_index *index, struct sd_text key, struct sd_text normal,
				    size_t *at);

#endif
