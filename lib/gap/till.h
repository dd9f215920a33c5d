/* SPDX-License-Identifier: MIT */
/* Do words add to the till? What people did, foreseen from their earlier behaviour alone, and from that and what they
 * said, each by a model fitted without the tenth of the people that it is asked about (folds by a hash of the id).
 *
 * Staying: logistic regression, judged by Brier's score. Spend: least squares, capped at its 99th percentile (nearest
 * rank), judged by the mean squared error. Columns are standardised and drawn towards 0 as if by SD_TILL_RIDGE people
 * who show no effect (ridge), so that many words with little in them do not take away from the rest.
 *
 * Where all but a few did the same, there is nothing to foresee, and nothing is told of that outcome. */
#ifndef SD_GAP_TILL_H
#define SD_GAP_TILL_H

#include "gap/tables.h"

enum { SD_TILL_FOLDS = 10, SD_TILL_RIDGE = 10, SD_TILL_LEAST = 50, SD_TILL_CODE_LEAST = 10, SD_TILL_OTHERS_LEAST = 10 };

/* What the columns of a model are of. */
enum sd_till_block {
	SD_TILL_BEHAVIOUR, /* purchase days, days since the last, spend; π and m where they are forecast */
	SD_TILL_SCORE,
	SD_TILL_SENTIMENT,
	SD_TILL_CLAIMS, /* coming again, going, more, less: of the respondent's own, on no condition */
	SD_TILL_CODES,	/* each that at least SD_TILL_CODE_LEAST people named */
	SD_TILL_BLOCKS
};

/* rows × columns, row by row, standardised; the block of each column; outcomes and folds of each row. */
struct sd_till {
	size_t rows, columns;
	double *x;
	enum sd_till_block *block;
	double *y;
	unsigned char *fold;
};
/* The loss of each row by a model of the columns whose block is among `blocks` (a bit each), fitted on the other folds.
 * No bits: the mean of the others. `losses` has `rows` places. */
void sd_till_losses(const struct sd_till *till, unsigned blocks, bool logistic, double *losses);

#endif
