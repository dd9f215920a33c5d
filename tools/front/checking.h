/* SPDX-License-Identifier: MIT */
/* What check is told, and the columns that it finds. */
#ifndef SD_FRONT_CHECKING_H
#define SD_FRONT_CHECKING_H

#include "languages.h"
#include "say/survey_check.h"

struct front_checking {
	/* What was asked for. */
	const char *duration, *start, *end;
	sd_day as_of, earliest;
	int64_t fast, straight, repeated;
	bool any_personal; /* do not look for personal data */
	/* What is made of it. */
	struct front_languages languages;
	struct sd_check_language *kits;
	struct sd_redactor *redactor;
	struct sd_survey_check check;
	struct sd_column_options *columns;
	size_t *id, *text;
};

/* In `prepare` only. */
int front_checking_prepare(struct front *front, struct front_checking *checking, struct sd_error *err);
int front_checking_find(struct front *front, struct front_checking *checking, const struct sd_header *header,
			struct sd_error *err);
void front_checking_release(struct front_checking *checking);

#endif
