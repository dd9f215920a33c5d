/* SPDX-License-Identifier: MIT */
#include "say/prompt.h"

#include "base/count.h"
#include "base/mem.h"
#include "say/token.h"

struct sd_prompts {
	struct sd_count *words; /* the sum is an enum sd_prompt */
};

static const char *const names[SD_PROMPT_KINDS] = {"neutral", "like", "improve"};

const char *sd_prompt_name(enum sd_prompt prompt)
{
	return names[prompt];
}

int sd_prompt_weight(enum sd_prompt prompt)
{
	return prompt == SD_PROMPT_LIKE ? SD_PROMPT_WEIGHT : prompt == SD_PROMPT_IMPROVE ? -SD_PROMPT_WEIGHT : 0;
}

int sd_prompt_of_name(struct sd_text name, enum sd_prompt *prompt)
{
	for (int i = 0; i < SD_PROMPT_KINDS; i++)
		if (sd_text_equals(name, names[i])) {
			*prompt = (enum sd_prompt)i;
			return 0;
		}
	return -1;
}

static const struct sd_token_options plain = {.rules = SD_TOKEN_RULES_ALL};

struct sd_prompts *sd_prompts_new(const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_prompts *prompts = sd_calloc(1, sizeof *prompts);
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&plain);
	prompts->words = sd_count_new(1);
	bool good = true;
	for (uint64_t line = 1; good && content.length; line++) {
		const char *end = memchr(content.data, '\n', content.length);
		struct sd_text entry = {content.data, end ? (size_t)(end - content.data) : content.length};
		size_t step = entry.length + (end ? 1 : 0);
		content.data += step;
		content.length -= step;
		if (!sd_text_trim(entry).length || entry.data[0] == '#')
			continue;
		const char *tab = memchr(entry.data, '\t', entry.length);
		enum sd_prompt kind;
		struct sd_text word = {entry.data, tab ? (size_t)(tab - entry.data) : 0};
		struct sd_text said = {tab ? tab + 1 : NULL, tab ? entry.length - word.length - 1 : 0};
		struct sd_tokens tokens = sd_tokenize(tokenizer, word);
		if (!tab || sd_prompt_of_name(sd_text_trim(said), &kind) < 0 || tokens.length != 1) {
			sd_fail(err, "%s: line %llu: wants one word, a TAB, and like or improve", name,
				(unsigned long long)line);
			good = false;
			continue;
		}
		*sd_count_at(prompts->words, tokens.items[0].normal) = kind;
	}
	sd_tokenizer_free(tokenizer);
	if (good)
		return prompts;
	sd_prompts_free(prompts);
	return NULL;
}

void sd_prompts_free(struct sd_prompts *prompts)
{
	if (prompts)
		sd_count_free(prompts->words);
	free(prompts);
}

enum sd_prompt sd_prompt_guess(const struct sd_prompts *prompts, struct sd_text question)
{
	enum sd_prompt guess = SD_PROMPT_NEUTRAL;
	if (!prompts)
		return guess;
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&plain);
	struct sd_tokens tokens = sd_tokenize(tokenizer, question);
	for (size_t i = 0; i < tokens.length; i++) {
		const int64_t *kind = sd_count_find(prompts->words, tokens.items[i].normal);
		if (kind && *kind > guess)
			guess = (enum sd_prompt)*kind;
	}
	sd_tokenizer_free(tokenizer);
	return guess;
}

int sd_prompts_choose(const struct sd_prompts *prompts, const struct sd_text *questions, size_t questions_length,
		      const char *const *said, size_t said_length, enum sd_prompt *chosen, struct sd_error *err)
{
	for (size_t q = 0; q < questions_length; q++)
		chosen[q] = sd_prompt_guess(prompts, questions[q]);
	for (size_t i = 0; i < said_length; i++) {
		enum sd_prompt kind;
		const char *equals = strrchr(said[i], '=');
		bool found = false;
		if (!equals || sd_prompt_of_name(sd_text_of(equals + 1), &kind) < 0)
			return sd_fail(err, "--prompt wants COLUMN=like, COLUMN=improve or COLUMN=neutral");
		for (size_t q = 0; q < questions_length; q++)
			if (sd_text_equal(questions[q], (struct sd_text){said[i], (size_t)(equals - said[i])})) {
				chosen[q] = kind;
				found = true;
			}
		if (!found)
			return sd_fail(err, "--prompt %s names no column of --text", said[i]);
	}
	return 0;
}
