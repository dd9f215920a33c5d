/* SPDX-License-Identifier: MIT */
#include "say/lexicon_condition.h"

enum kind { AT_START, AT_END, ALONE, AFTER, BEFORE, KINDS };
static const char *const kinds[KINDS] = {"at-start", "at-end", "alone", "after", "before"};

struct part {
	enum kind kind; /* KINDS where it is none */
	bool denied;
	bool colon;
	struct sd_text text, words; /* all of it; behind the colon */
};

/* Takes the next part off *rest, which ends at the text's end; false where there is none. */
static bool next_part(struct sd_text *rest, struct part *part)
{
	size_t start = 0, end;
	while (start < rest->length && rest->data[start] == ' ')
		start++;
	for (end = start; end < rest->length && rest->data[end] != ' ';)
		end++;
	struct sd_text text = {rest->data + start, end - start};
	*rest = (struct sd_text){rest->data + end, rest->length - end};
	*part = (struct part){.kind = KINDS, .text = text, .denied = text.length > 4 && !memcmp(text.data, "not-", 4)};
	if (part->denied)
		text = (struct sd_text){text.data + 4, text.length - 4};
	const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
	struct sd_text name = {text.data, colon ? (size_t)(colon - text.data) : text.length};
	part->colon = colon != NULL;
	if (colon)
		part->words = (struct sd_text){colon + 1, text.length - name.length - 1};
	for (int i = 0; i < KINDS; i++)
		if (sd_text_equals(name, kinds[i]))
			part->kind = (enum kind)i;
	return text.length > 0;
}

/* Takes the next word off *rest. */
static struct sd_text next_word(struct sd_text *rest)
{
	const char *bar = rest->length ? memchr(rest->data, '|', rest->length) : NULL;
	struct sd_text word = {rest->data, bar ? (size_t)(bar - rest->data) : rest->length};
	*rest = bar ? (struct sd_text){bar + 1, rest->length - word.length - 1} : (struct sd_text){NULL, 0};
	return word;
}

bool sd_lexicon_condition_reads(struct sd_text cell, size_t *at, const char **wrong)
{
	struct sd_text rest = {cell.data + 1, cell.length - 1};
	struct part part;
	bool any = false;
	*wrong = "no condition behind the @:";
	for (*at = 0; next_part(&rest, &part); any = true) {
		*at = (size_t)(part.text.data - cell.data);
		bool lists = part.kind == AFTER || part.kind == BEFORE;
		*wrong = "no condition that is known:";
		if (part.kind == KINDS)
			return false;
		*wrong = lists ? "a condition without its words:" : "a condition with words that takes none:";
		if (part.colon != lists || (lists && !part.words.length))
			return false;
		while (part.words.length)
			if (!next_word(&part.words).length)
				return false;
	}
	return any;
}

static bool is_one_of(struct sd_text word, struct sd_text words)
{
	while (words.length) {
		struct sd_text one = next_word(&words);
		bool prefix = one.length > 1 && one.data[one.length - 1] == '*';
		if (prefix)
			one.length--;
		if (word.length >= one.length && (prefix || word.length == one.length) &&
		    !memcmp(word.data, one.data, one.length))
			return true;
	}
	return false;
}

bool sd_lexicon_condition_holds(struct sd_text cell, const struct sd_text *words, size_t length, size_t count,
				const struct sd_lexicon_around *around)
{
	struct sd_text rest = {cell.data + 1, cell.length - 1};
	struct part part;
	while (next_part(&rest, &part)) {
		bool starts = around->earlier == 0, ends = around->earlier + length == around->all, holds = false;
		switch (part.kind) {
		case AT_START:
			holds = starts;
			break;
		case AT_END:
			holds = ends;
			break;
		case ALONE:
			holds = starts && ends;
			break;
		case AFTER:
			holds = around->before && is_one_of(words[-1], part.words);
			break;
		case BEFORE:
			holds = length < count && is_one_of(words[length], part.words);
			break;
		case KINDS:
			break;
		}
		if (holds == part.denied)
			return false;
	}
	return true;
}
