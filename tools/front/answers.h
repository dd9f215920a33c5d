/* SPDX-License-Identifier: MIT */
/* Filters that read each answer in its own language (languages.h): the columns are found, the rows are read by workers
 * that begin with their teller, and what was told of languages is said. */
#ifndef SD_FRONT_ANSWERS_H
#define SD_FRONT_ANSWERS_H

#include "languages.h"

enum front_answers_rows {
	FRONT_ANSWERS_PASS, /* every row passes, cells are added to it */
	FRONT_ANSWERS_OWN,  /* rows of their own, which say whose answer it is */
	FRONT_ANSWERS_NONE  /* nothing is written */
};

struct front_answers {
	struct front_languages *languages;
	/* Until front_answers_run() is done. */
	const struct sd_header *header;
	size_t *text, text_length;
	size_t *id, id_length; /* of FRONT_ANSWERS_OWN; see front_optional_ids() */
};

struct front_answers_work {
	enum front_answers_rows rows;
	/* Once the columns are found: gets ready for rows and says what the writer's columns are; no writer where
	 * nothing is written. 0, or -1 with `err`. */
	int (*begin)(struct front *front, struct sd_writer *writer, struct sd_error *err);
	struct sd_pass pass; /* where worker_done is not set, it is front_teller_done with the languages */
};

int front_answers_run(struct front *front, struct front_answers *answers, const struct front_answers_work *work,
		      struct sd_error *err);

/* The writer's columns of FRONT_ANSWERS_PASS: all of the header's, then, for each text column, those of the suffixes
 * and, with --show-language, NAME_language and NAME_language_sure. */
void front_answers_columns(struct front *front, const struct front_answers *answers, struct sd_writer *writer,
			   const char *const *suffixes, size_t length);

/* The cells of --show-language; none without it. */
void front_language_write(const struct front_languages *languages, struct sd_told told, struct sd_cell answer,
			  struct sd_out *out);

#endif
