/* SPDX-License-Identifier: MIT */
/* What the questions of a survey ask for, in whatever language they are asked. Questions are short: their words and
 * letters vote (say/language.h), and where one's do not tell, those of all questions together do, for a questionnaire
 * is mostly in one language. Where neither tells, the question asks for what the languages that know any of its words
 * agree on. With one language alone, as --language says it, nothing votes. */
#ifndef SD_SAY_QUESTIONNAIRE_H
#define SD_SAY_QUESTIONNAIRE_H

#include "say/language.h"
#include "say/prompt.h"

struct sd_questionnaire;
struct sd_questionnaire *sd_questionnaire_new(void);
void sd_questionnaire_free(struct sd_questionnaire *questionnaire);
/* A further language, 32 at most; `code` outlives it, `prompts` become the questionnaire's and may be NULL. The lists
 * it votes by are to be added to sd_questionnaire_voters() next. */
void sd_questionnaire_add(struct sd_questionnaire *questionnaire, const char *code, struct sd_prompts *prompts);
struct sd_languages *sd_questionnaire_voters(struct sd_questionnaire *questionnaire);
/* All questions together, before any is asked about. */
void sd_questionnaire_read(struct sd_questionnaire *questionnaire, const struct sd_text *questions, size_t length);
/* What `question` asks for, and in *code (may be NULL) the language it was read in; NULL there where none was told. The
 * questionnaire may be NULL: neutral. One thread at a time. */
enum sd_prompt sd_questionnaire_guess(struct sd_questionnaire *questionnaire, struct sd_text question,
				      const char **code);
/* The same for each of `questions`, unless one of `said`, each `QUESTION=KIND`, names it; reads them all first. `codes`
 * may be NULL, else has a place for each. -1 where one of `said` is of another form, or names none of the questions. */
int sd_questionnaire_choose(struct sd_questionnaire *questionnaire, const struct sd_text *questions,
			    size_t questions_length, const char *const *said, size_t said_length,
			    enum sd_prompt *chosen, const char **codes, struct sd_error *err);

#endif
