/* SPDX-License-Identifier: MIT */
/* Within lib/say: the bytes of a short word as numbers, for tables of words that were seen before. */
#ifndef SD_SAY_WORD_KEY_H
#define SD_SAY_WORD_KEY_H

#include <endian.h>
#include <string.h>

#include "base/str.h"

static inline uint64_t sd_load8(const char *at)
{
	uint64_t bytes;
	memcpy(&bytes, at, sizeof bytes);
	return le64toh(bytes);
}

static inline uint64_t sd_load4(const char *at)
{
	uint32_t bytes;
	memcpy(&bytes, at, sizeof bytes);
	return le32toh(bytes);
}

/* A word of up to eight bytes as a number, zeros behind its end; no byte behind it is read. */
static inline uint64_t sd_short_word_key(struct sd_text word)
{
	const unsigned char *bytes = (const unsigned char *)word.data;
	size_t length = word.length;
	if (length >= 4)
		return sd_load4(word.data) | sd_load4(word.data + length - 4) << 8 * (length - 4);
	return bytes[0] | (uint64_t)bytes[length / 2] << 8 * (length / 2) |
	       (uint64_t)bytes[length - 1] << 8 * (length - 1);
}

/* A word that is not empty, the same way, eight bytes to a number; how many. */
static inline size_t sd_word_key(struct sd_text word, uint64_t *key)
{
	size_t length = word.length, whole = length / 8, rest = length % 8;
	if (length <= 8) {
		key[0] = sd_short_word_key(word);
		return 1;
	}
	for (size_t i = 0; i < whole; i++)
		key[i] = sd_load8(word.data + 8 * i);
	if (rest)
		key[whole] = sd_load8(word.data + length - 8) >> 8 * (8 - rest);
	return whole + (rest > 0);
}

#endif
