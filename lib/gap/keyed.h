/* SPDX-License-Identifier: MIT */
/* Files that say one thing of each person: a roster (is there, was invited, consented), a map (their account), what was
 * observed (a last date, a number, a class). Rows of one key become one; in a roster, rows of one normal key do, and
 * that is the key. */
#ifndef SD_GAP_KEYED_H
#define SD_GAP_KEYED_H

#include "base/decimal.h"
#include "base/mem.h"
#include "base/time.h"
#include "gap/key.h"
#include "rows/keep.h"
#include "rows/pass.h"

enum sd_keyed_kind {	  /* the value of one key, of its rows' values */
	SD_KEYED_DATE,	  /* the latest date */
	SD_KEYED_NUMBER,  /* the sum */
	SD_KEYED_CLASS,	  /* the text, which must be one */
	SD_KEYED_ROSTER	  /* none: who is there, whether any row says invited, and all say consent */
};

struct sd_keyed_value {
	struct sd_text key;
	bool there; /* a value was there: absent and blank are none */
	sd_day day;
	sd_decimal number;
	bool invited, consented;
	struct sd_text text;  /* of a class */
	struct sd_text group; /* of SD_KEYED_DATE with a group column */
	uint64_t row, line;   /* the first row's number, and the line that it begins on */
};

struct sd_keyed {
	/* To be set before the pass. */
	enum sd_keyed_kind kind;
	size_t *id, ids;	 /* yours: freed by release */
	size_t value, group;	 /* columns; SIZE_MAX where there is none */
	size_t invited, consent; /* columns of a roster: yes is what sd_is_yes says; SIZE_MAX: nobody was, everybody
				    did */
	const char *file;	 /* its name, for messages, or NULL; it stays yours */
	const char *date_format; /* of sd_moment_parse_as, or NULL */
	unsigned rules;		 /* of the index */
	/* Thereafter. */
	struct sd_keyed_value *rows; /* all rows with a key, by row number, until sd_keyed_finish makes them one a
					key */
	size_t length;
	uint64_t anonymous; /* rows without a key */
	struct sd_key_index *index;
	struct sd_text *keys;
	struct sd_kept kept; /* what holds them */
};

#define SD_KEYED_INIT                                                                                                  \
	{.value = SIZE_MAX, .group = SIZE_MAX, .invited = SIZE_MAX, .consent = SIZE_MAX, .kind = SD_KEYED_DATE}

/* Whether the text says yes: 1, true, yes or y, in any case. */
bool sd_is_yes(struct sd_text text);
/* The pass that reads the rows. A date or number that cannot be read is a bad row. */
struct sd_pass sd_keyed_pass(struct sd_keyed *keyed);
/* Makes one value of each key, sorted by key, and the index over them. -1 where one key has two classes,
 * or its numbers' sum leaves 64 bits; the message names file and line. */
int sd_keyed_finish(struct sd_keyed *keyed, struct sd_error *err);
void sd_keyed_release(struct sd_keyed *keyed);

#endif
