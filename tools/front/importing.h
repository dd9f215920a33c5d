/* SPDX-License-Identifier: MIT */
/* Opening what saydo import reads: kinds of files by their content, pipes kept so that they can be read twice. */
#ifndef SD_FRONT_IMPORTING_H
#define SD_FRONT_IMPORTING_H

#include "again.h"
#include "asking.h"
#include "read/import.h"

struct front_importing {
	/* The values of the options. */
	const char *kind, *encoding, *delimiter, *quote, *escape, *sheet;
	int64_t skip, header_rows;
	struct sd_list drop, moderators;
	int reshape; /* enum sd_reshape */
	bool long_names;
	struct sd_output questions;
	/* What front_importing_prepare makes of them. */
	struct front_again again;
	struct sd_questionnaire *questionnaire;
	size_t asked[SD_LANGUAGES_MOST]; /* open questions read in each language, beside sd_language_at() */
	struct sd_file *files;
	struct sd_str head;
	struct sd_source *source;
	struct sd_import_options options;
	struct sd_source_options told;
};
extern const char *const front_reshapes[];
/* Recognises the inputs and opens the source; in `prepare` only. */
int front_importing_prepare(struct front *front, struct front_importing *importing, struct sd_error *err);
/* Writes the table and, where they are asked for, the questions. */
int front_importing_run(struct front *front, struct front_importing *importing, struct sd_error *err);
void front_importing_release(struct front_importing *importing);

#endif
