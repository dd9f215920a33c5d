/* SPDX-License-Identifier: MIT */
#include "asking.h"

#include "base/mem.h"
#include "languages.h"
#include "questions.h"

static bool is_said(const struct sd_list *said, struct sd_text question)
{
	for (size_t i = 0; i < said->length; i++)
		if (strlen(said->items[i]) > question.length && said->items[i][question.length] == '=' &&
		    memcmp(said->items[i], question.data, question.length) == 0)
			return true;
	return false;
}

/* 1 where the language has prompts, 0 where not, -1. */
static int add_language(struct front *front, struct sd_questionnaire *questionnaire, const char *code, bool alone,
			struct sd_error *err)
{
	static const char name[] = "prompts.tsv";
	struct sd_str content = SD_STR_INIT;
	int got = front_data(front, code, name, &content, err);
	if (got > 0) {
		struct sd_prompts *prompts = sd_prompts_new(name, sd_str_text(&content), err);
		got = prompts ? 1 : -1;
		if (prompts)
			sd_questionnaire_add(questionnaire, code, prompts);
	}
	sd_str_release(&content);
	if (got > 0 && !alone)
		got = front_voter_lists(front, sd_questionnaire_voters(questionnaire), code, FRONT_VOTER_WORDS, err)
			      ? -1
			      : 1;
	return got;
}

struct sd_questionnaire *front_questionnaire(struct front *front, struct sd_error *err)
{
	struct sd_questionnaire *questionnaire = sd_questionnaire_new();
	bool alone = front->language && strcmp(front->language, "auto") != 0;
	int got = 0;
	if (alone)
		got = add_language(front, questionnaire, front_language_code(front, err), true, err);
	for (size_t i = 0; !alone && got >= 0 && sd_language_at(i); i++)
		got = add_language(front, questionnaire, sd_language_at(i), false, err);
	if (got >= 0)
		return questionnaire;
	sd_questionnaire_free(questionnaire);
	return NULL;
}

int front_ask(struct front *front, struct sd_questionnaire *questionnaire, const struct sd_header *header,
	      const size_t *text, size_t length, const struct sd_list *said, enum sd_prompt **chosen,
	      struct sd_error *err)
{
	struct sd_text *questions = sd_calloc(length + 1, sizeof *questions);
	const char **codes = sd_calloc(length + 1, sizeof *codes);
	*chosen = sd_calloc(length + 1, sizeof **chosen);
	for (size_t i = 0; i < length; i++)
		questions[i] = header->names[text[i]];
	int result = front_questions_prompts(front, header, text, length, said, &said, err);
	if (!result)
		result = sd_questionnaire_choose(questionnaire, questions, length, said->items, said->length, *chosen,
						 codes, err);
	for (size_t i = 0; !result && i < length; i++) {
		bool told = !front->language && codes[i] && strcmp(codes[i], "en") != 0;
		if ((*chosen)[i] != SD_PROMPT_NEUTRAL && !is_said(said, questions[i]))
			front_note(front, "\"%s\" asks for what people %s, by its words%s%s; --prompt says otherwise",
				   questions[i].data, (*chosen)[i] == SD_PROMPT_LIKE ? "like" : "want improved",
				   told ? " in " : "", told ? sd_language_name(codes[i]) : "");
	}
	free(codes);
	free(questions);
	return result;
}
