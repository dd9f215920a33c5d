/* SPDX-License-Identifier: MIT */
/* --questions FILE: what `saydo import --questions-out` told of a survey's columns, in place of guesses. */
#ifndef SD_FRONT_QUESTIONS_H
#define SD_FRONT_QUESTIONS_H

#include "front.h"

/* Where --questions was given and --text was not, --text is the file's open questions that the survey has. */
int front_questions_choose(struct front *front, const struct sd_header *header, struct sd_error *err);
/* What --prompt says, and of the other questions what the file says; stands until front_questions_release(). */
int front_questions_prompts(struct front *front, const struct sd_header *header, const size_t *text, size_t length,
			    const struct sd_list *said, const struct sd_list **all, struct sd_error *err);
/* The full wording of each of these columns, as the file tells it, or NULL; the array is yours, the texts stand until
 * front_questions_release(). NULL where no file was given. */
const char **front_questions_wordings(struct front *front, const struct sd_header *header, const size_t *text,
				      size_t length);
/* Notes, when all is read, that the file was replaced meanwhile, or was not read. */
void front_questions_note(struct front *front);
void front_questions_release(struct front *front);

#endif
