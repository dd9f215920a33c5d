/* SPDX-License-Identifier: MIT */
/* --prompt: what the questions behind the columns of --text ask for. */
#ifndef SD_FRONT_ASKING_H
#define SD_FRONT_ASKING_H

#include "front.h"
#include "say/questionnaire.h"

#define FRONT_PROMPT_OPTION(at) \
	{"prompt", 0, SD_OPT_TEXTS, at, "COLUMN=KIND", "what a question asks for, like, improve or neutral; by its words where not given", 0, 0, 0, NULL}

/* The words of questions: in the language that --language says, else in every one that has a list. It is yours; in
 * `prepare` only. NULL with `err`. */
struct sd_questionnaire *front_questionnaire(struct front *front, struct sd_error *err);
/* What each of `length` columns asks for: as `said` by --prompt, else by its words, which is told on stderr. `chosen`
 * is yours. */
int front_ask(struct front *front, struct sd_questionnaire *questionnaire, const struct sd_header *header,
	      const size_t *text, size_t length, const struct sd_list *said, enum sd_prompt **chosen,
	      struct sd_error *err);

#endif
