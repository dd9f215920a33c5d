/* SPDX-License-Identifier: MIT */
/* One cell for several: keys and groups made of more than one column. */
#ifndef SD_ROWS_COMPOSITE_H
#define SD_ROWS_COMPOSITE_H

#include "rows/row.h"

/* The cell itself where there is one column, else the values joined by " / ", in which each `\` and `/` of a value has
 * a `\` before it and an absent value is `\N`, so that no two rows of values give one text. Absent where all are, or
 * where there are no columns. `scratch` holds what is joined and must outlive the cell. */
struct sd_cell sd_composite(const struct sd_row *row, const size_t *indices, size_t length, struct sd_str *scratch);

#endif
