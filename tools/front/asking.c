/* SPDX-License-Identifier: MIT */
#include "asking.h"

#include "base/mem.h"
#include "questions.h"

static bool is_said(const struct sd_list *said, struct sd_text question)
{
	for (size_t i = 0; i < said->length; i++)
		if (strlen(said->items[i]) > question.length && said->items[i][question.length] == '=' &&
		    memcmp(said->items[i], question.data, question.length) == 0)
			return true;
	return false;
}

int front_ask(struct front *front, const struct sd_prompts *prompts, const struct sd_header *header, const size_t *text,
	      size_t length, const struct sd_list *said, enum sd_prompt **chosen, struct sd_error *err)
{
	struct sd_text *questions = sd_calloc(length + 1, sizeof *questions);
	*chosen = sd_calloc(length + 1, sizeof **chosen);
	for (size_t i = 0; i < length; i++)
		questions[i] = header->names[text[i]];
	int result = front_questions_prompts(front, header, text, length, said, &said, err);
	if (!result)
		result = sd_prompts_choose(prompts, questions, length, said->items, said->length, *chosen, err);
	for (size_t i = 0; !result && i < length; i++)
		if ((*chosen)[i] != SD_PROMPT_NEUTRAL && !is_said(said, questions[i]))
			front_note(front, "\"%s\" asks for what people %s, by its words; --prompt says otherwise",
				   questions[i].data, (*chosen)[i] == SD_PROMPT_LIKE ? "like" : "want improved");
	free(questions);
	return result;
}
