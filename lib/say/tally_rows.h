/* SPDX-License-Identifier: MIT */
/* Coded rows to the counts of a tally: which columns, and the pass over them. */
#ifndef SD_SAY_TALLY_ROWS_H
#define SD_SAY_TALLY_ROWS_H

#include "base/partial.h"
#include "rows/pass.h"
#include "say/tally.h"

/* What the user named; NULL or an empty list: see sd_tally_rows_find. */
struct sd_tally_names {
	const char *const *codes, *const *by;
	size_t codes_length, by_length;
	const char *sentiment, *over, *weight;
};

struct sd_tally_rows {
	size_t *codes, codes_length, *by, by_length; /* yours: sd_tally_rows_release */
	size_t sentiment, over;			     /* SIZE_MAX where there is none */
	bool weighted;
	size_t weight; /* the column of weights, where weighted */
	enum sd_period every;
	const char *date_format; /* of sd_moment_parse_as; NULL: ISO 8601 */
	struct sd_tally *total;	 /* the caller's */
};

/* Finds the columns. Codes are those named, else `codes`, else all whose names end in `.codes`, which are united row
 * by row; the sentiment is the one named ("": none), else `sentiment` where it is there. -1 where a named one is not
 * there, or none holds codes. */
int sd_tally_rows_find(struct sd_tally_rows *rows, const struct sd_header *header, const struct sd_tally_names *names,
		       struct sd_error *err);
void sd_tally_rows_release(struct sd_tally_rows *rows);
/* The pass that adds rows to `total`. An answer is a row in which one of the codes' cells is not absent. A date, a
 * score or an answer's weight that cannot be read makes a bad row; a date that is absent or empty is a period of its
 * own. */
struct sd_pass sd_tally_rows_pass(struct sd_tally_rows *rows);
/* The tables of a partial as a tally, which stays the partial's: do not release it. A partial that has none yet is
 * given those of a weighted tally or not; one that has them keeps what it has. */
struct sd_tally sd_tally_of_partial(struct sd_partial *partial, bool weighted);

#endif
