/* SPDX-License-Identifier: MIT */
/* The rows that `claims` writes for an answer. */
#ifndef SD_SAY_CLAIM_CELLS_H
#define SD_SAY_CLAIM_CELLS_H

#include "rows/writer.h"
#include "say/claim.h"

/* row, id, date, column, claim, kind, value, low, high, unit, subject, tense, modality, horizon, start, end, quote;
 * NULL-terminated. */
extern const char *const sd_claim_columns[];
/* Whose answer the rows are of: cells as they stand in the input. */
struct sd_claim_place {
	uint64_t row;
	struct sd_cell id, date;
	struct sd_text column;
};
/* A row a claim, none for an absent answer. `claim` counts from 1 within the answer; numbers have four decimals; what a
 * claim has not is absent. Returns how many. */
size_t sd_claim_write(struct sd_claim_reader *reader, struct sd_cell answer, const struct sd_claim_place *place,
		      struct sd_out *out);

#endif
