/* SPDX-License-Identifier: MIT */
#include "say/prompt.h"

#include "base/count.h"
#include "base/mem.h"
#include "say/token.h"

enum { JOIN = SD_PROMPT_KINDS };

struct sd_prompts {
	struct sd_count *words; /* joined by blanks; the sum is an enum sd_prompt, or JOIN */
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

/* `length` tokens from the first on, as the keys are. */
static void add_words(struct sd_str *key, const struct sd_token *tokens, size_t length)
{
	sd_str_clear(key);
	for (size_t i = 0; i < length; i++) {
		sd_str_adds(key, i ? " " : "");
		sd_str_add_text(key, tokens[i].normal);
	}
}

static int read_entry(struct sd_prompts *prompts, struct sd_tokenizer *tokenizer, struct sd_text entry)
{
	const char *tab = memchr(entry.data, '\t', entry.length);
	enum sd_prompt kind = SD_PROMPT_NEUTRAL;
	struct sd_text words = {entry.data, tab ? (size_t)(tab - entry.data) : 0};
	struct sd_text said =
		sd_text_trim((struct sd_text){tab ? tab + 1 : "", tab ? entry.length - words.length - 1 : 0});
	bool join = sd_text_equals(said, "join");
	struct sd_tokens tokens = sd_tokenize(tokenizer, words);
	if (!tab || (!join && sd_prompt_of_name(said, &kind) < 0) || !tokens.length || tokens.length > SD_PROMPT_WORDS)
		return -1;
	struct sd_str key = SD_STR_INIT;
	add_words(&key, tokens.items, tokens.length);
	*sd_count_at(prompts->words, sd_str_text(&key)) = join ? JOIN : (int64_t)kind;
	sd_str_release(&key);
	return 0;
}

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
		if (read_entry(prompts, tokenizer, entry)) {
			sd_fail(err, "%s: line %llu: wants up to %d words, a TAB, and like, improve, neutral or join",
				name, (unsigned long long)line, SD_PROMPT_WORDS);
			good = false;
		}
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

/* Whether the sentence that token `at` begins ends with a question mark. */
static bool asks(struct sd_tokens tokens, size_t at)
{
	uint32_t sentence = tokens.items[at].sentence;
	for (size_t i = at; i < tokens.length && tokens.items[i].sentence == sentence; i++)
		if (tokens.items[i].kind == SD_TOKEN_PUNCTUATION &&
		    memchr(tokens.items[i].normal.data, '?', tokens.items[i].normal.length))
			return true;
	return false;
}

/* What a word holds behind an elided one (d'amélioration), before a pronoun joined to it (aimez-vous), or both. */
static const int64_t *part_of(const struct sd_prompts *prompts, struct sd_text word)
{
	const char *mark = memchr(word.data, '\'', word.length), *hyphen = memrchr(word.data, '-', word.length);
	const int64_t *kind = NULL;
	if (mark) {
		word = (struct sd_text){mark + 1, word.length - (size_t)(mark + 1 - word.data)};
		kind = sd_count_find(prompts->words, word);
	}
	if (!kind && hyphen && hyphen >= word.data)
		kind = sd_count_find(prompts->words, (struct sd_text){word.data, (size_t)(hyphen - word.data)});
	return kind;
}

enum sd_prompt sd_prompt_guess(const struct sd_prompts *prompts, struct sd_text question)
{
	if (!prompts)
		return SD_PROMPT_NEUTRAL;
	struct sd_str spaced = SD_STR_INIT, key = SD_STR_INIT;
	sd_str_add_text(&spaced, question);
	for (size_t i = 0; i < spaced.length; i++)
		spaced.data[i] = spaced.data[i] == '_' ? ' ' : spaced.data[i];
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&plain);
	struct sd_tokens tokens = sd_tokenize(tokenizer, sd_str_text(&spaced));
	bool any = false, found[SD_PROMPT_KINDS] = {false}, counts = true;
	enum sd_prompt part = SD_PROMPT_NEUTRAL;
	for (size_t i = 0; i < tokens.length; i++)
		any = any || ((!i || tokens.items[i].sentence != tokens.items[i - 1].sentence) && asks(tokens, i));
	for (size_t i = 0, step; i < tokens.length; i += step) {
		const int64_t *kind = NULL;
		step = 1;
		if (!i || tokens.items[i].sentence != tokens.items[i - 1].sentence) {
			counts = !any || asks(tokens, i);
			found[part] = true;
			part = SD_PROMPT_NEUTRAL;
		}
		for (size_t length = SD_PROMPT_WORDS; counts && length && !kind; length--) {
			if (i + length > tokens.length)
				continue;
			add_words(&key, tokens.items + i, length);
			kind = sd_count_find(prompts->words, sd_str_text(&key));
			step = kind ? length : 1;
		}
		if (counts && !kind)
			kind = part_of(prompts, tokens.items[i].normal);
		if (kind && *kind == JOIN) {
			found[part] = true;
			part = SD_PROMPT_NEUTRAL;
		} else if (kind && (enum sd_prompt)*kind > part) {
			part = (enum sd_prompt)*kind;
		}
	}
	found[part] = true;
	sd_str_release(&key);
	sd_str_release(&spaced);
	sd_tokenizer_free(tokenizer);
	return found[SD_PROMPT_LIKE] == found[SD_PROMPT_IMPROVE] ? SD_PROMPT_NEUTRAL
	       : found[SD_PROMPT_LIKE]				 ? SD_PROMPT_LIKE
								 : SD_PROMPT_IMPROVE;
}

int sd_prompts_said(const struct sd_text *questions, size_t questions_length, const char *const *said,
		    size_t said_length, enum sd_prompt *chosen, struct sd_error *err)
{
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
