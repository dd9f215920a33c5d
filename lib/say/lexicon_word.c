/* SPDX-License-Identifier: MIT */
#include "say/lexicon_word.h"

#include <string.h>

enum { ELIDED_LEAST = 3 };

struct sd_text sd_lexicon_word_form(const struct sd_token *token)
{
	struct sd_text form = token->normal;
	if (token->kind == SD_TOKEN_HASHTAG && form.length > 1 && form.data[0] == '#')
		return (struct sd_text){form.data + 1, form.length - 1};
	return form;
}

bool sd_lexicon_is_wordly(char byte)
{
	unsigned char c = (unsigned char)byte;
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether a letter or digit stands on both sides. The nose of :-) is no hyphen. */
static bool is_within(struct sd_text text, size_t at)
{
	return at > 0 && at + 1 < text.length && sd_lexicon_is_wordly(text.data[at - 1]) &&
	       sd_lexicon_is_wordly(text.data[at + 1]);
}

/* French and Italian elisions (l'accueil, d'ottima, n'est): the part behind the apostrophe is a word of its own where
 * it is longer than what English contracts. The part before keeps its apostrophe. */
static bool is_elision(struct sd_text text, size_t at)
{
	size_t behind = text.length - at - 1;
	return text.data[at] == '\'' && behind >= ELIDED_LEAST && is_within(text, at) &&
	       !memchr(text.data + at + 1, '-', ELIDED_LEAST);
}

bool sd_lexicon_next_word(struct sd_text *rest, struct sd_text *word)
{
	size_t end = 0, gap = 0;
	for (; end < rest->length && !gap; end++) {
		if (is_elision(*rest, end)) {
			end++;
			break;
		}
		gap = rest->data[end] == '-' && is_within(*rest, end);
	}
	end -= gap;
	*word = (struct sd_text){rest->data, end};
	*rest = end < rest->length ? (struct sd_text){rest->data + end + gap, rest->length - end - gap}
				   : (struct sd_text){NULL, 0};
	return word->length > 0;
}
