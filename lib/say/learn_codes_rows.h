/* SPDX-License-Identifier: MIT */
/* Coded rows to learn from, rows coded out of fold, and how well both agree (see say/learn_codes.h). */
#ifndef SD_SAY_LEARN_CODES_ROWS_H
#define SD_SAY_LEARN_CODES_ROWS_H

#include "rows/pass.h"
#include "say/learn_codes.h"

struct sd_learn_codes_rows {
	struct sd_learn_codes *learn;
	const struct sd_answer_options *answers; /* for coding */
	const size_t *text, *id; /* columns; each cell that holds text is an answer of its own, with the row's codes */
	size_t text_length, id_length; /* no id: each answer is a person */
	size_t codes;
	int64_t uncoded; /* answers without codes. Added to */
};
/* Adds every coded answer. */
struct sd_pass sd_learn_codes_pass(struct sd_learn_codes_rows *rows);
/* Passes every row through with the codes of its answers by the book that did not see their person, joined by `;`;
 * absent for an absent answer. */
struct sd_pass sd_learn_codes_coding_pass(struct sd_learn_codes_rows *rows);

/* Writes code, n, told, precision, recall, f1, kappa, kappa_low, kappa_high, patterns, trusted (1 or 0): a row a code.
 * Begins and ends the writer. */
int sd_learn_codes_write_quality(const struct sd_learn_codes *learn, struct sd_writer *writer, struct sd_error *err);

#endif
