/* SPDX-License-Identifier: MIT */
/* Names: of lists, and those that the words before them announce. */
#include <string.h>

#include "guard/redact_state.h"

enum { NAME_WORDS = 4 };

static bool is_particle(struct sd_text folded)
{
	static const char *const particles[] = {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la",
						"le", "ten", "ter", "zu", "el", "al", "bin", "ibn", "y", "e", NULL};
	for (size_t i = 0; particles[i]; i++)
		if (sd_text_equals(folded, particles[i]))
			return true;
	return false;
}

static struct sd_text folded(const struct sd_redact_finder *finder, size_t i)
{
	return (struct sd_text){finder->folds.data + finder->words[i].folded, finder->words[i].folded_length};
}

/* What may stand between an announcement and the name: blanks, and : , - or a quote; after a title its point. */
static bool may_follow(const struct sd_redact_finder *finder, size_t before, size_t i, bool title)
{
	size_t from = finder->words[before].end, to = finder->words[i].start;
	if (to - from > 6)
		return false;
	for (size_t at = from; at < to; at++) {
		const char c = finder->text.data[at];
		if (!(c == ' ' || c == '\t' || (!title && (c == '\n' || c == '\r')) || (title ? c == '.' : strchr(":,\"'-", c) != NULL) ||
		      (unsigned char)c >= 0x80))
			return false;
	}
	return true;
}

/* An initial: "J." in "J. Smith". */
static bool is_initial(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *word = &finder->words[i];
	return word->capital && word->end - word->start == 1 && word->end < finder->text.length &&
	       finder->text.data[word->end] == '.';
}

static bool follows(const struct sd_redact_finder *finder, size_t i)
{
	if (i >= finder->words_length)
		return false;
	if (finder->words[i].joined)
		return true;
	return is_initial(finder, i - 1) && finder->words[i].start - finder->words[i - 1].end <= 2;
}

/* Letters that are all capitals shout, or abbreviate. */
static bool is_shouted(const struct sd_redact_finder *finder, size_t i)
{
	size_t capitals = 0;
	for (size_t at = finder->words[i].start; at < finder->words[i].end; at++) {
		if (finder->text.data[at] >= 'a' && finder->text.data[at] <= 'z')
			return false;
		capitals += redact_is_capital(finder->text.data[at]);
	}
	return capitals > 1;
}

/* The last word of the name that begins at word i; SIZE_MAX where none does. */
static size_t name_last(const struct sd_redact_finder *finder, size_t i, unsigned announced)
{
	const struct word *words = finder->words;
	if (words[i].bits & (WORD_NOT_NAME | WORD_NAME | WORD_PHONE))
		return SIZE_MAX;
	if (!words[i].capital) {
		if (!(announced & WORD_NAME))
			return SIZE_MAX;
		/* In small letters: one word, and a second where that is then followed by none. */
		if (!follows(finder, i + 1) || (words[i + 1].bits & WORD_NOT_NAME))
			return i;
		if (words[i + 1].capital)
			return is_shouted(finder, i + 1) ? i : i + 1;
		return !follows(finder, i + 2) || (words[i + 2].bits & WORD_NOT_NAME) ? i + 1 : i;
	}
	if (!(announced & WORD_NAME) && is_shouted(finder, i))
		return SIZE_MAX;
	size_t last = i;
	for (size_t next = i + 1; next < finder->words_length && next < i + NAME_WORDS && follows(finder, next); next++) {
		if (words[next].capital && !(words[next].bits & WORD_NOT_NAME))
			last = next;
		else if (words[next].capital || !is_particle(folded(finder, next)))
			break;
	}
	return last;
}

/* "Smith's": what belongs to the name is not it. */
static size_t name_end(const struct sd_redact_finder *finder, size_t last)
{
	const struct word *word = &finder->words[last];
	struct sd_text name = folded(finder, last);
	if (name.length > 2 && !memcmp(name.data + name.length - 2, "'s", 2))
		return word->end - (finder->text.data[word->end - 2] == '\'' ? 2 : 4);
	return is_initial(finder, last) && last && finder->words[last - 1].capital ? word->end + 1 : word->end;
}

void sd_redact_find_names(struct sd_redact_finder *finder)
{
	const struct word *words = finder->words;
	for (size_t i = 0; i < finder->words_length; i++) {
		if (words[i].bits & WORD_LISTED) {
			size_t last = i;
			while (last + 1 < finder->words_length && (words[last + 1].bits & WORD_LISTED) &&
			       (words[last + 1].bits & WORD_BEGINS))
				last++;
			sd_redact_take(finder, words[i].start, name_end(finder, last), SD_REDACT_NAME, NULL);
			i = last;
			continue;
		}
		if (!i)
			continue;
		unsigned announced = words[i - 1].bits & (WORD_NAME | WORD_NAME_CAPITAL | WORD_TITLE);
		if (!announced || (announced == WORD_TITLE && !words[i - 1].capital) ||
		    !may_follow(finder, i - 1, i, announced & WORD_TITLE))
			continue;
		/* "spoke to Dr Vance": the title announces it. */
		if ((words[i].bits & WORD_TITLE) && words[i].capital)
			continue;
		size_t last = name_last(finder, i, announced);
		if (last == SIZE_MAX)
			continue;
		sd_redact_take(finder, words[i].start, name_end(finder, last), SD_REDACT_NAME, NULL);
		i = last;
	}
}
