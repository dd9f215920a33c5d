/* SPDX-License-Identifier: MIT */
/* Files that nothing here reads, told by how they begin, so that none is taken for text and read as a table of
 * nonsense. Sources: the formats' own first bytes, as their specifications give them. */
#ifndef SD_ROWS_UNFIT_H
#define SD_ROWS_UNFIT_H

#include "base/str.h"

struct sd_unfit {
	const char *what, *remedy; /* "a PDF"; what to do instead */
};
/* What the bytes are the beginning of; NULL where nothing says that it is no table. */
const struct sd_unfit *sd_unfit_find(struct sd_text head);
/* The same by the first SD_UNFIT_BYTES alone, which text that could be a table never begins with. */
enum { SD_UNFIT_BYTES = 16 };
const struct sd_unfit *sd_unfit_by_bytes(struct sd_text head);
/* Whether so much of this, decoded, is control characters that it cannot have been typed. */
bool sd_unfit_binary(struct sd_text text);

#endif
