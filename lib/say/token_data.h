/* SPDX-License-Identifier: MIT */
/* The tailoring's data. A row more needs no code; the order is free unless it is said. */
#ifndef SD_SAY_TOKEN_DATA_H
#define SD_SAY_TOKEN_DATA_H

#include "base/str.h"

/* Emoticons: the form typed and the normal form it stands for. ALONE ones stand behind white space or at the start,
 * for they would be found in other things. A longer form comes before its own beginning. */
struct sd_emoticon {
	const char *form, *normal;
	bool alone;
};
extern const struct sd_emoticon sd_emoticons[];
extern const size_t sd_emoticon_count;
/* Their first bytes. */
enum { SD_EMOTICON_FIRST = 19 };
extern const char sd_emoticon_first[SD_EMOTICON_FIRST];

/* English contractions typed without the apostrophe, or with it misplaced, that are no words themselves. The normal
 * form of `word`, or an empty text. */
struct sd_text sd_contraction_of(struct sd_text word);
/* Calls `each` with every spelling of the table. */
void sd_contraction_each(void (*each)(struct sd_text word, void *context), void *context);
/* Whether `word` is written with a doubled letter, so that a drawn-out spelling of it folds to two there. */
bool sd_has_doubled_letter(struct sd_text word);
/* Whether three like letters in `word` are its spelling, as in German Schifffahrt. */
bool sd_has_tripled_letter(struct sd_text word);
/* Whether `word`, as typed, makes "3." before it an ordinal in German: a month, a floor, a place. */
bool sd_follows_german_ordinal(struct sd_text word);
/* Whether letters behind a number are a unit, an ordinal's ending or a part of the day. */
bool sd_is_unit(struct sd_text letters);
/* The ends of domain names: plain enough to be one behind any name, or only with more evidence. */
enum sd_domain_end { SD_DOMAIN_NONE, SD_DOMAIN_COUNTRY, SD_DOMAIN_PLAIN };
enum sd_domain_end sd_domain_end_of(struct sd_text label);
/* Whether `label` is the ending of a file's name: "pdf". */
bool sd_is_file_end(struct sd_text label);

#endif
