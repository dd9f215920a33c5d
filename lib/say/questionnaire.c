/* SPDX-License-Identifier: MIT */
#include "say/questionnaire.h"

#include "base/mem.h"

enum { NOBODY = SD_LANGUAGES_MOST, SURE_ALONE = 6000 };

struct sd_questionnaire {
	struct {
		const char *code;
		struct sd_prompts *prompts;
	} languages[SD_LANGUAGES_MOST];
	size_t length;
	struct sd_languages *voters;
	size_t most; /* the language of all questions together, or NOBODY */
	struct sd_str scratch;
};

struct sd_questionnaire *sd_questionnaire_new(void)
{
	struct sd_questionnaire *questionnaire = sd_calloc(1, sizeof *questionnaire);
	questionnaire->voters = sd_languages_new();
	questionnaire->most = NOBODY;
	return questionnaire;
}

void sd_questionnaire_free(struct sd_questionnaire *questionnaire)
{
	if (!questionnaire)
		return;
	for (size_t i = 0; i < questionnaire->length; i++)
		sd_prompts_free(questionnaire->languages[i].prompts);
	sd_languages_free(questionnaire->voters);
	sd_str_release(&questionnaire->scratch);
	free(questionnaire);
}

void sd_questionnaire_add(struct sd_questionnaire *questionnaire, const char *code, struct sd_prompts *prompts)
{
	(void)sd_languages_add(questionnaire->voters);
	questionnaire->languages[questionnaire->length].code = code;
	questionnaire->languages[questionnaire->length++].prompts = prompts;
}

struct sd_languages *sd_questionnaire_voters(struct sd_questionnaire *questionnaire)
{
	return questionnaire->voters;
}

void sd_questionnaire_read(struct sd_questionnaire *questionnaire, const struct sd_text *questions, size_t length)
{
	struct sd_language_vote vote;
	struct sd_str all = SD_STR_INIT;
	for (size_t q = 0; q < length; q++) {
		sd_str_add_text(&all, questions[q]);
		sd_str_addc(&all, '\n');
	}
	sd_language_vote(questionnaire->voters, sd_str_text(&all), &questionnaire->scratch, &vote);
	questionnaire->most = vote.told ? vote.language : NOBODY;
	sd_str_release(&all);
}

/* Which language a question is read in, or NOBODY. */
static size_t tell(struct sd_questionnaire *questionnaire, struct sd_text question)
{
	struct sd_language_vote vote;
	if (questionnaire->length == 1)
		return 0;
	sd_language_vote(questionnaire->voters, question, &questionnaire->scratch, &vote);
	bool alone = vote.told && (questionnaire->most == NOBODY || vote.sure >= SURE_ALONE);
	return alone ? vote.language : questionnaire->most;
}

enum sd_prompt sd_questionnaire_guess(struct sd_questionnaire *questionnaire, struct sd_text question,
				      const char **code)
{
	if (code)
		*code = NULL;
	if (!questionnaire || !questionnaire->length)
		return SD_PROMPT_NEUTRAL;
	const size_t language = tell(questionnaire, question);
	if (language != NOBODY) {
		if (code)
			*code = questionnaire->languages[language].code;
		return sd_prompt_guess(questionnaire->languages[language].prompts, question);
	}
	enum sd_prompt agreed = SD_PROMPT_NEUTRAL;
	for (size_t i = 0; i < questionnaire->length; i++) {
		enum sd_prompt kind = sd_prompt_guess(questionnaire->languages[i].prompts, question);
		if (kind != SD_PROMPT_NEUTRAL && agreed != SD_PROMPT_NEUTRAL && kind != agreed)
			return SD_PROMPT_NEUTRAL;
		agreed = kind != SD_PROMPT_NEUTRAL ? kind : agreed;
	}
	return agreed;
}

int sd_questionnaire_choose(struct sd_questionnaire *questionnaire, const struct sd_text *questions,
			    size_t questions_length, const char *const *said, size_t said_length,
			    enum sd_prompt *chosen, const char **codes, struct sd_error *err)
{
	if (questionnaire)
		sd_questionnaire_read(questionnaire, questions, questions_length);
	for (size_t q = 0; q < questions_length; q++)
		chosen[q] = sd_questionnaire_guess(questionnaire, questions[q], codes ? &codes[q] : NULL);
	return sd_prompts_said(questions, questions_length, said, said_length, chosen, err);
}
