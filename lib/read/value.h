/* SPDX-License-Identifier: MIT */
/* What a cell looks like, whatever its column is called. */
#ifndef SD_READ_VALUE_H
#define SD_READ_VALUE_H

#include "base/str.h"

enum sd_value {
	SD_VALUE_NOTHING, /* blank, or a mark of nothing: NA, N/A, null, - */
	SD_VALUE_NUMBER,  /* with a sign, marks of thousands and decimals, a currency or per cent sign */
	SD_VALUE_DATE,	  /* a date, a time of day, or both */
	SD_VALUE_WORD,	  /* letters, digits and marks without a blank: codes, addresses, single words */
	SD_VALUE_TEXT,	  /* words */
	SD_VALUE_ODD	  /* begins or ends with a quote or a mark that parts, or holds a TAB */
};
enum sd_value sd_value_of(struct sd_text cell);

#endif
