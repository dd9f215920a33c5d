/* SPDX-License-Identifier: MIT */
/* What keyness counts: by which columns, from rows or from partials, and once more for quotes. */
#ifndef SD_FRONT_KEYING_H
#define SD_FRONT_KEYING_H

#include "again.h"
#include "readings.h"
#include "say/keyness_rows.h"
#include "say/tally_rows.h"

extern const char *const front_keying_kinds[]; /* of --items, in the order of enum sd_keyness_items */

struct front_keying {
	/* What was asked for. */
	const struct sd_list *by, *codes;
	int items;	 /* enum sd_keyness_items, −1 where it was not said */
	bool ungrouped;	 /* it goes without groups */
	bool twice;	 /* the rows are read again, for quotes */
	/* What is made of it. */
	struct front_readings readings; /* where answers are read */
	bool reads;
	struct front_again again;
	struct sd_keyness_rows rows;
	size_t *text, *by_columns;
	struct sd_tally_rows coded; /* finds the columns of codes */
	struct sd_keyness total;    /* the partial's */
	struct sd_reader *reader;
};

/* In `prepare` only. */
int front_keying_prepare(struct front *front, struct front_keying *keying, struct sd_error *err);
/* Reads partials (1) or counts rows (0) into *partial and `total`. */
int front_keying_count(struct front *front, struct front_keying *keying, struct sd_partial **partial,
		       struct sd_error *err);
/* The second pass, once it is known what is listed: `most` quotes of each row into keying->rows.quotes. */
int front_keying_quotes(struct front *front, struct front_keying *keying, const struct sd_keyness_table *table,
			size_t most, struct sd_error *err);
void front_keying_release(struct front_keying *keying);

#endif
