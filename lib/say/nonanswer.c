/* SPDX-License-Identifier: MIT */
#include "say/nonanswer.h"

#include "base/count.h"
#include "base/mem.h"

struct sd_nonanswers {
	struct sd_count *phrases; /* normal forms joined by blanks → kind */
};

static const char *const names[SD_NONANSWER_KINDS] = {"", "-none", "-dont-know", "-noise", "-refusal", "-none"};
/* As the lists of phrases have them. */
static const char *const kinds[SD_NONANSWER_KINDS] = {NULL, "none", "dont-know", NULL, "refusal", "nothing"};

const char *sd_nonanswer_name(enum sd_nonanswer kind)
{
	return names[kind];
}

bool sd_nonanswer_is_name(struct sd_text name)
{
	for (int kind = SD_NONANSWER_NONE; kind < SD_NONANSWER_KINDS; kind++)
		if (sd_text_equals(name, names[kind]))
			return true;
	return false;
}

static void add_phrase(struct sd_str *phrase, const struct sd_answer *answer)
{
	for (size_t i = 0; i < answer->length; i++) {
		if (i)
			sd_str_addc(phrase, ' ');
		sd_str_add_text(phrase, answer->words[i].token.normal);
	}
}

static int add_line(struct sd_nonanswers *nonanswers, struct sd_text line, struct sd_answer_reader *reader,
		    const char **problem)
{
	const char *tab = memchr(line.data, '\t', line.length);
	if (!tab) {
		*problem = "no tab between phrase and kind";
		return -1;
	}
	struct sd_text kind_name = {tab + 1, line.length - (size_t)(tab + 1 - line.data)};
	int64_t kind = 0;
	for (int k = SD_NONANSWER_NONE; k < SD_NONANSWER_KINDS; k++)
		if (kinds[k] && sd_text_equals(kind_name, kinds[k]))
			kind = k;
	if (!kind) {
		*problem = "the kind is none of none, nothing, dont-know and refusal";
		return -1;
	}
	const struct sd_answer *phrase =
		sd_answer_read(reader, (struct sd_text){line.data, (size_t)(tab - line.data)});
	if (phrase->length == 0) {
		*problem = "no word in the phrase";
		return -1;
	}
	struct sd_str key = SD_STR_INIT;
	add_phrase(&key, phrase);
	int64_t *known = sd_count_at(nonanswers->phrases, sd_str_text(&key));
	sd_str_release(&key);
	if (*known && *known != kind) {
		*problem = "the phrase has another kind above";
		return -1;
	}
	*known = kind;
	return 0;
}

struct sd_nonanswers *sd_nonanswers_new(const char *name, struct sd_text content, struct sd_answer_reader *reader,
					struct sd_error *err)
{
	struct sd_nonanswers *nonanswers = sd_calloc(1, sizeof *nonanswers);
	nonanswers->phrases = sd_count_new(1);
	uint64_t number = 0;
	for (size_t at = 0; at < content.length;) {
		const char *feed = memchr(content.data + at, '\n', content.length - at);
		size_t end = feed ? (size_t)(feed - content.data) : content.length;
		struct sd_text line = sd_text_trim((struct sd_text){content.data + at, end - at});
		at = end + 1;
		number++;
		const char *problem = NULL;
		if (line.length == 0 || line.data[0] == '#')
			continue;
		if (add_line(nonanswers, line, reader, &problem)) {
			sd_fail(err, "%s: line %llu: %s", name, (unsigned long long)number, problem);
			sd_nonanswers_free(nonanswers);
			return NULL;
		}
	}
	return nonanswers;
}

void sd_nonanswers_free(struct sd_nonanswers *nonanswers)
{
	if (!nonanswers)
		return;
	sd_count_free(nonanswers->phrases);
	free(nonanswers);
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

/* Laughter, singing and doubled yeses and noes are said on purpose. */
static bool is_spoken(struct sd_text group)
{
	static const char *const spoken[] = {
		"ha", "ah", "he", "eh", "la", "al", "na", "an", "no", "on", "ya", "ay", "xo"};
	for (size_t i = 0; i < sizeof spoken / sizeof spoken[0]; i++)
		if (sd_text_equals(group, spoken[i]))
			return true;
	return false;
}

/* One group of `size` letters, three times or more, the last of them perhaps cut short. */
static bool repeats(struct sd_text word, size_t size)
{
	if (word.length < 3 * size)
		return false;
	for (size_t i = size; i < word.length; i++)
		if (word.data[i] != word.data[i - size])
			return false;
	return size != 2 || !is_spoken((struct sd_text){word.data, 2});
}

/* Five letters and no vowel; a letter drawn out counts once, for people do say hmmmm and pffft. */
static bool is_unspeakable(struct sd_text word)
{
	size_t letters = 0;
	for (size_t i = 0; i < word.length; i++) {
		if (strchr("aeiouy", word.data[i]))
			return false;
		letters += i == 0 || word.data[i] != word.data[i - 1];
	}
	return letters >= 5;
}

/* How far along a keyboard's row b stands from a: 1 or -1 for neighbours, 0 for others. */
static int step(char a, char b)
{
	static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
	for (size_t r = 0; r < 3; r++) {
		const char *at = strchr(rows[r], a), *to = strchr(rows[r], b);
		if (at && to && (to - at == 1 || to - at == -1))
			return (int)(to - at);
	}
	return 0;
}

static bool is_keyboard_run(struct sd_text word)
{
	if (word.length < 4)
		return false;
	for (size_t i = 0; i < word.length;) {
		size_t end = i + 1;
		int way = end < word.length ? step(word.data[i], word.data[end]) : 0;
		while (way && end < word.length && step(word.data[end - 1], word.data[end]) == way)
			end++;
		if (end - i < 3)
			return false;
		i = end;
	}
	return true;
}

static bool is_noise(struct sd_text typed)
{
	struct sd_str letters = SD_STR_INIT;
	bool noise = typed.length > 0;
	for (size_t i = 0; i < typed.length && noise; i++) {
		char byte = lower(typed.data[i]);
		noise = byte >= 'a' && byte <= 'z';
		sd_str_addc(&letters, byte);
	}
	struct sd_text word = sd_str_text(&letters);
	noise = noise && (repeats(word, 1) || repeats(word, 2) || repeats(word, 3) ||
			  is_unspeakable(word) || is_keyboard_run(word));
	sd_str_release(&letters);
	return noise;
}

enum sd_nonanswer sd_nonanswer_kind(const struct sd_nonanswers *nonanswers, const struct sd_answer *answer)
{
	if (answer->length == 0)
		return sd_text_trim(answer->text).length ? SD_NONANSWER_NONE : SD_ANSWERED;
	if (nonanswers) {
		struct sd_str phrase = SD_STR_INIT;
		add_phrase(&phrase, answer);
		const int64_t *kind = sd_count_find(nonanswers->phrases, sd_str_text(&phrase));
		sd_str_release(&phrase);
		if (kind)
			return (enum sd_nonanswer)*kind;
	}
	for (size_t i = 0; i < answer->length; i++) {
		const struct sd_token *token = &answer->words[i].token;
		struct sd_text typed = {answer->text.data + token->start, token->end - token->start};
		if (token->kind != SD_TOKEN_WORD || !is_noise(typed))
			return SD_ANSWERED;
	}
	return SD_NONANSWER_NOISE;
}
