/* SPDX-License-Identifier: MIT */
/* What a cell tells beside plain numbers, dates and words: amounts with their units, points of a rating, dates whose
 * months are spelt, ranges; by the words of rows/form_words.h. */
#ifndef SD_READ_AMOUNT_H
#define SD_READ_AMOUNT_H

#include "base/str.h"

enum sd_amount {
	SD_AMOUNT_NONE,
	SD_AMOUNT_MEASURE,  /* numbers and what they count: R$ 12,50; 15 GBP; 5m 32s; $18/hr */
	SD_AMOUNT_POINT,    /* a whole number 0 to 10 of a rating: 4 stars, 4/5, stars as signs */
	SD_AMOUNT_END_POINT /* one with its meaning: 10 - Extremely likely, 1 (very difficult) */
};
/* Of a cell of at most SD_AMOUNT_BYTES without blanks around it; else NONE. */
enum { SD_AMOUNT_BYTES = 48 };
enum sd_amount sd_amount_of(struct sd_text text);
/* A date whose month stands there by its name, and no word that dates have not: 14 mars 2026; Mon, 16 March, 2:30
 * pm. */
bool sd_is_spelt_date(struct sd_text text);
/* Two numbers and what stands between, or one and a word for an end: $26 - $50, 65+, under 18. */
bool sd_is_range(struct sd_text text);

#endif
