/* SPDX-License-Identifier: MIT */
/* Grids and multiple answers: several columns, one an option (wide), or several rows, one an answer (long). */
#ifndef SD_READ_RESHAPE_H
#define SD_READ_RESHAPE_H

#include "read/import.h"

struct sd_reshaper;
/* NULL where the import asks for no reshaping. Gives the writer its columns:
 * long: those of no group, then `question`, `option`, `answer`: a row for each answer of a group, and one without where
 * a response has none; wide: all columns, and behind each multiple choice that was joined in a cell, one `name/option`
 * for each of its options, 1 where it was chosen, 0 where it was not, absent where nothing was. */
struct sd_reshaper *sd_reshaper_new(const struct sd_import *import, struct sd_writer *writer);
void sd_reshaper_free(struct sd_reshaper *reshaper);
void sd_reshape_row(struct sd_reshaper *reshaper, const struct sd_source_record *record, struct sd_out *out);

#endif
