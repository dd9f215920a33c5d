/* SPDX-License-Identifier: MIT */
/* Where saydo's own data (lexicons) is found: $SAYDO_DATA; else beside an installed program, ../share/saydo; else
 * beside a built one, ../../ (the source tree). */
#ifndef SD_BASE_DATA_H
#define SD_BASE_DATA_H

#include "base/error.h"

/* The folder that holds `lexicons/`, without links; free() it. NULL with `err` naming the places that were tried. Where
 * SAYDO_DATA is set (and not empty), it alone is tried: a misspelt one must not quietly give other scores. */
char *sd_data_folder(struct sd_error *err);
/* Adds the whole of FOLDER/lexicons/<language>/<name>. 1, 0 where there is no such file, -1. `language` and `name` are
 * single names: one that is empty, holds `/` or starts with `.` is refused (-1). To be called before the process is
 * locked in. */
int sd_data_read(const char *folder, const char *language, const char *name, struct sd_str *content,
		 struct sd_error *err);

#endif
