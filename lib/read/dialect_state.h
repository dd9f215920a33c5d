/* SPDX-License-Identifier: MIT */
/* Between the modules that find a dialect: dialect.c scores ways to cut a text, dialect_signs.c looks at its bytes. */
#ifndef SD_READ_DIALECT_STATE_H
#define SD_READ_DIALECT_STATE_H

#include "read/dialect.h"

/* Whether the byte stands as words have it and not as tables do: a blank, or a mark with a blank or a line's end behind
 * it. What stands within a number, a time or an address is neither. */
bool sd_sample_is_punctuation(struct sd_text text, char byte);
/* Whether the byte stands in the first line; the two beside each other anywhere. */
bool sd_sample_first_line_has(struct sd_text text, char byte);
bool sd_sample_holds(struct sd_text text, char first, char next);
/* Whether the first line is parted by another mark that tables have, with no blank behind it as words have it: options
 * stand in a cell then (`id,used` over `1,tea;milk;bread`). */
bool sd_sample_has_other_names(struct sd_text text, char byte);
/* Whether each " stands beside another: they are doubled, though cells are quoted by '. */
bool sd_sample_are_doubled(struct sd_text text);
/* Whether a line's end of one byte stands among those of two, as the first is. */
bool sd_sample_has_bare_ends(struct sd_text text);
/* A sign of which each line holds as many as the first, two or more: perhaps what parts cells, but nothing that is
 * taken for that untold. 0: none. */
char sd_sample_sign_in_each_line(struct sd_text text, bool whole);
/* The delimiter by which the first line is three names or more, where most lines have half as many of it: a table whose
 * quotes are so amiss that nothing is regular. 0: none. */
char sd_sample_mark_of_first_line(struct sd_text text, size_t *width);

#endif
