/* SPDX-License-Identifier: MIT */
/* Rows to keyness: which columns, and the passes that count and that look for quotes. A row is a respondent; what
 * they say in several columns is taken together. */
#ifndef SD_SAY_KEYNESS_ROWS_H
#define SD_SAY_KEYNESS_ROWS_H

#include "rows/pass.h"
#include "say/keyness.h"
#include "say/telling.h"
#include "say/term.h"

enum sd_keyness_items { SD_KEYNESS_WORDS, SD_KEYNESS_PHRASES, SD_KEYNESS_CODES };
struct sd_keyness_rows {
	enum sd_keyness_items items;	  /* phrases are counted with the words they hold */
	/* Of words and phrases: the language of each answer, and how each is read; its function words are no items.
	 * NULL for codes without quotes. */
	const struct sd_telling *telling;
	const struct sd_reading *readings;
	const size_t *text, *codes, *by;
	size_t text_length, codes_length, by_length;
	struct sd_told_counts told;	  /* counting adds to these */
	struct sd_keyness *total; /* counting adds to this; NULL in the pass for quotes */
	/* Quotes: of each row of the table, answers of 5 to 40 words, those first that name most of their group's
	 * listed items by their length. */
	const struct sd_keyness_table *table;
	struct sd_count *places; /* row's key → place + 1 */
	struct sd_quotes *quotes;      /* one a row */
};
/* A respondent is a row in which one of the columns that are counted is not absent. */
struct sd_pass sd_keyness_rows_pass(struct sd_keyness_rows *rows);
/* Readies the quotes, `most` of each row of the table, and releases them. */
void sd_keyness_quotes_init(struct sd_keyness_rows *rows, const struct sd_keyness_table *table, size_t most);
void sd_keyness_quotes_release(struct sd_keyness_rows *rows);

/* The tables of a partial as keyness, which stay the partial's: do not release it. Whether it counts that kind of
 * items, as its options have it: "--items=phrases". */
struct sd_partial;
struct sd_keyness sd_keyness_of_partial(struct sd_partial *partial);
bool sd_keyness_partial_counts(const struct sd_partial *partial, const char *kind);
/* What to tell of a table: who was left out, and what small counts were taken as. A line each. */
void sd_keyness_add_notes(const struct sd_keyness_table *table, bool collocations, int64_t min_cell,
			  struct sd_str *notes);

#endif
