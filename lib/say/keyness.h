/* SPDX-License-Identifier: MIT */
/* Which words, phrases or codes one group uses more than the others do, and which words stand together.
 *
 * Counted are respondents: who names an item counts once, however often they name it. */
#ifndef SD_SAY_KEYNESS_H
#define SD_SAY_KEYNESS_H

#include "base/count.h"
#include "base/mem.h"
#include "stats/interval.h"

/* The counts, each of width 1, keys by sd_key_add(): `items` by group and the item's parts (a code is one part),
 * `bases` by group, `surfaces` as sd_surfaces_count() has them. An absent group (data NULL) is one of its own. */
struct sd_keyness {
	struct sd_count *items, *bases, *surfaces;
};
void sd_keyness_init(struct sd_keyness *keyness);
void sd_keyness_release(struct sd_keyness *keyness);
int sd_keyness_add(struct sd_keyness *into, const struct sd_keyness *from, struct sd_error *err);
/* Counts a respondent, who named the items of these keys (each once). */
void sd_keyness_count(struct sd_keyness *keyness, struct sd_text group, const struct sd_text *items, size_t length);

enum { SD_KEYNESS_CELLS = 20000000, SD_KEYNESS_LEAST = 3 };
struct sd_keyness_options {
	int64_t min_cell; /* 0 hides nothing */
	double prior;	  /* respondents that the prior of the log-odds is worth, above 0 */
	size_t top;	  /* rows a group; 0: all */
	size_t shortest;  /* items of fewer parts are passed over */
};

struct sd_keyness_row {
	struct sd_text group, item; /* group: data NULL where there is none */
	struct sd_text key;	    /* group and item, as `items` has them */
	int64_t n, base;
	double difference; /* of the share, from that of all other groups */
	struct sd_interval interval;
	double log_odds, z, g2, p, q;
	double npmi; /* of collocations */
};
struct sd_keyness_table {
	struct sd_keyness_row *rows;
	size_t length;
	size_t groups, small_groups; /* compared; left out for their size */
	int64_t groupless;	     /* respondents without a group, left out */
	size_t tested;		     /* pairs of group and item, over which q is */
	size_t bounded;		     /* rows in which small counts of others were taken as min_cell − 1 */
	struct sd_arena arena;
};
/* Every item that SD_KEYNESS_LEAST respondents (or min_cell, if that is more) name in all, in every group, against
 * all other groups: the difference of shares with Newcombe's interval; the log-odds under an informative prior with
 * the item's overall share (Monroe, Colaresi and Quinn 2008); G² of the four cells with its p by χ²; q over all
 * pairs. Listed are the pairs with a difference above 0, by group (byte order), then by the log-odds over their
 * standard error, falling.
 *
 * Groups under min_cell are left out of everything. A pair is listed only where n is min_cell or more. In what it is
 * held against, a group's count of 1 to min_cell − 1 is taken as min_cell − 1, in every number that is given, so
 * that no small count can be worked out and no difference is overstated. -1 where there are more than
 * SD_KEYNESS_CELLS pairs. */
int sd_keyness_finish(const struct sd_keyness *keyness, const struct sd_keyness_options *options,
		      struct sd_keyness_table *table, struct sd_error *err);
/* Phrases whose words stand together in more answers than chance has it, within each group: G² and NPMI of the
 * phrase against its parts, at the place where it can be cut in two that gives the least; p of that G², q over all
 * phrases that were tested in the group. By group, then G² falling. Phrases of fewer than min_cell respondents are
 * left out. */
int sd_collocations_finish(const struct sd_keyness *keyness, const struct sd_keyness_options *options,
			   struct sd_keyness_table *table, struct sd_error *err);
void sd_keyness_table_release(struct sd_keyness_table *table);

/* Writes group, item, n, base, share, difference, low, high, log_odds, g2, p, q; or, of collocations, group, item,
 * n, base, share, g2, npmi, p, q; then quote.1 … quote.N from `quotes`, one a row, where `most` is not 0. */
struct sd_writer;
struct sd_quotes;
int sd_keyness_write(const struct sd_keyness_table *table, bool collocations, const struct sd_quotes *quotes,
		     size_t most, struct sd_writer *writer, struct sd_error *err);

#endif
