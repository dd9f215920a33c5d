/* SPDX-License-Identifier: MIT */
#include "say/known_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { SLOTS_LOG = 13, WORD_MOST = 16 };

/* Words of up to sixteen bytes, each in the one slot that it can be in: the last to come stays. Two runs of eight
 * bytes, that overlap in words of more than eight, and the length are the word. */
struct slot {
	uint64_t first, last;
	struct sd_known_word word;
	uint8_t length; /* 0: empty */
};

struct sd_known_words {
	const struct sd_sentiment_rules *rules;
	struct sd_known_word longer; /* of the last word that no slot takes */
	struct slot slots[1 << SLOTS_LOG];
};

struct sd_known_words *sd_known_words_new(const struct sd_sentiment_rules *rules)
{
	struct sd_known_words *known = sd_calloc(1, sizeof *known);
	known->rules = rules;
	return known;
}

void sd_known_words_free(struct sd_known_words *known)
{
	free(known);
}

static bool may_be_cut(struct sd_text word)
{
	for (size_t i = 0; i < word.length; i++)
		if (word.data[i] == '-' || word.data[i] == '\'')
			return true;
	return false;
}

static struct sd_known_word look_up(const struct sd_sentiment_rules *rules, struct sd_text word)
{
	struct sd_known_word found = {.entry = sd_lexicon_begin_of(rules->lexicon, word)};
	if (rules->phrases)
		found.phrase = sd_phrases_begin_of(rules->phrases, word);
	found.negator = sd_words_has(rules->negators, word);
	found.contrast = sd_words_has(rules->contrast, word);
	found.intensifier = !(rules->without & SD_SHIFT_INTENSIFIED) && sd_words_has(rules->intensifiers, word);
	found.diminisher = !(rules->without & SD_SHIFT_DIMINISHED) && sd_words_has(rules->diminishers, word);
	found.cut = may_be_cut(word);
	return found;
}

static inline uint64_t load(const char *data, size_t length)
{
	uint64_t value = 0;
	memcpy(&value, data, length);
	return value;
}

const struct sd_known_word *sd_known_word(struct sd_known_words *known, struct sd_text word)
{
	const char *data = word.data;
	uint64_t first, last = 0;
	if (word.length > WORD_MOST) {
		known->longer = look_up(known->rules, word);
		return &known->longer;
	}
	if (word.length >= 8) {
		first = load(data, 8);
		last = load(data + word.length - 8, 8);
	} else if (word.length >= 4) {
		first = load(data, 4) | load(data + word.length - 4, 4) << 32;
	} else {
		first = load(data, 1) | load(data + word.length / 2, 1) << 8 | load(data + word.length - 1, 1) << 16;
	}
	uint64_t hash = (first ^ last * 0xD6E8FEB86659FD93u ^ word.length) * 0x9E3779B97F4A7C15u;
	struct slot *slot = &known->slots[hash >> (64 - SLOTS_LOG)];
	if (slot->first != first || slot->last != last || slot->length != word.length)
		*slot = (struct slot){first, last, look_up(known->rules, word), (uint8_t)word.length};
	return &slot->word;
}
