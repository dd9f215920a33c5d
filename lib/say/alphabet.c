/* SPDX-License-Identifier: MIT */
#include "say/alphabet.h"

#include "say/text.h"

enum { BLOCK = 128, BITS = 64 };

/* The block of the letter at *at, which is moved on; SIZE_MAX where no letter stands there. */
static size_t next_block(struct sd_text text, size_t *at)
{
	uint32_t code;
	*at += sd_char_read(text, *at, &code);
	return sd_char_of(code)->flags & SD_CHAR_Alphabetic ? code / BLOCK : SIZE_MAX;
}

void sd_alphabet_add(struct sd_alphabet *alphabet, struct sd_text text)
{
	for (size_t at = 0; at < text.length;) {
		size_t block = next_block(text, &at);
		if (block == SIZE_MAX)
			continue;
		alphabet->blocks[block / BITS] |= UINT64_C(1) << block % BITS;
		alphabet->any = true;
	}
}

bool sd_alphabet_is_foreign(const struct sd_alphabet *alphabet, struct sd_text text)
{
	size_t letters = 0, foreign = 0;
	for (size_t at = 0; at < text.length && alphabet->any;) {
		size_t block = next_block(text, &at);
		letters += block != SIZE_MAX;
		foreign += block != SIZE_MAX && !(alphabet->blocks[block / BITS] >> block % BITS & 1);
	}
	return 2 * foreign > letters;
}
