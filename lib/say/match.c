/* SPDX-License-Identifier: MIT */
#include "say/match.h"

#include "base/count.h"
#include "base/mem.h"

enum { BYTES = 256, NONE = -1 };

struct pattern {
	struct sd_match_element *elements;
	size_t length;
	struct sd_text key;
	int64_t next; /* the next pattern with the same first element, NONE at the end */
};

/* A pattern is looked up by its first element: a stem or a normal form in a table (value: index + 1), a wild card by
 * its first byte, or with all those that begin with *. */
struct sd_matcher {
	struct sd_arena arena;
	struct pattern *patterns;
	size_t length, room;
	struct sd_count *stems, *normals, *keys;
	int64_t wild[BYTES], wild_any;
};

struct sd_matcher *sd_matcher_new(void)
{
	struct sd_matcher *matcher = sd_calloc(1, sizeof *matcher);
	matcher->stems = sd_count_new(1);
	matcher->normals = sd_count_new(1);
	matcher->keys = sd_count_new(1);
	for (size_t i = 0; i < BYTES; i++)
		matcher->wild[i] = NONE;
	matcher->wild_any = NONE;
	return matcher;
}

void sd_matcher_free(struct sd_matcher *matcher)
{
	if (!matcher)
		return;
	sd_count_free(matcher->stems);
	sd_count_free(matcher->normals);
	sd_count_free(matcher->keys);
	sd_arena_release(&matcher->arena);
	free(matcher->patterns);
	free(matcher);
}

static void add_key(struct sd_str *key, const struct sd_match_element *elements, size_t length)
{
	static const char *const names[] = {
		[SD_MATCH_STEM] = "stem:", [SD_MATCH_NORMAL] = "word:", [SD_MATCH_WILD] = "wild:"};
	for (size_t i = 0; i < length; i++) {
		if (i)
			sd_str_addc(key, ' ');
		sd_str_adds(key, names[elements[i].by]);
		sd_str_add_text(key, elements[i].form);
	}
}

static void link_first(struct sd_matcher *matcher, size_t index)
{
	struct pattern *pattern = &matcher->patterns[index];
	const struct sd_match_element *first = &pattern->elements[0];
	if (first->by == SD_MATCH_WILD) {
		int64_t *head = first->form.data[0] == '*' ? &matcher->wild_any
							   : &matcher->wild[(unsigned char)first->form.data[0]];
		pattern->next = *head;
		*head = (int64_t)index;
		return;
	}
	int64_t *head = sd_count_at(first->by == SD_MATCH_STEM ? matcher->stems : matcher->normals, first->form);
	pattern->next = *head - 1;
	*head = (int64_t)index + 1;
}

uint32_t sd_matcher_add(struct sd_matcher *matcher, const struct sd_match_element *elements, size_t length)
{
	struct sd_str key = SD_STR_INIT;
	add_key(&key, elements, length);
	int64_t *known = sd_count_at(matcher->keys, sd_str_text(&key));
	if (*known) {
		sd_str_release(&key);
		return (uint32_t)(*known - 1);
	}
	SD_GROW(matcher->patterns, matcher->length, matcher->room);
	*known = (int64_t)matcher->length + 1;
	struct pattern *pattern = &matcher->patterns[matcher->length];
	pattern->elements = sd_arena_alloc(&matcher->arena, length * sizeof *pattern->elements);
	for (size_t i = 0; i < length; i++) {
		struct sd_text form = elements[i].form;
		pattern->elements[i].by = elements[i].by;
		pattern->elements[i].form =
			(struct sd_text){sd_arena_dup(&matcher->arena, form.data, form.length), form.length};
	}
	pattern->length = length;
	pattern->key = (struct sd_text){sd_arena_dup(&matcher->arena, key.data, key.length), key.length};
	sd_str_release(&key);
	link_first(matcher, matcher->length);
	return (uint32_t)matcher->length++;
}

size_t sd_matcher_length(const struct sd_matcher *matcher)
{
	return matcher->length;
}

struct sd_text sd_matcher_pattern(const struct sd_matcher *matcher, size_t index)
{
	return matcher->patterns[index].key;
}

/* A * takes as little as it can; on a mismatch the last * takes one byte more. */
static bool wild_matches(struct sd_text form, struct sd_text word)
{
	size_t f = 0, w = 0, star = SIZE_MAX, resume = 0;
	while (w < word.length) {
		if (f < form.length && form.data[f] == '*') {
			star = f++;
			resume = w;
		} else if (f < form.length && form.data[f] == word.data[w]) {
			f++;
			w++;
		} else if (star != SIZE_MAX) {
			f = star + 1;
			w = ++resume;
		} else {
			return false;
		}
	}
	while (f < form.length && form.data[f] == '*')
		f++;
	return f == form.length;
}

static bool element_matches(const struct sd_match_element *element, const struct sd_answer_word *word)
{
	switch (element->by) {
	case SD_MATCH_STEM:
		return sd_text_equal(element->form, word->stem);
	case SD_MATCH_NORMAL:
		return sd_text_equal(element->form, word->token.normal);
	case SD_MATCH_WILD:
		return wild_matches(element->form, word->token.normal);
	}
	return false;
}

static void try_chain(const struct sd_matcher *matcher, int64_t index, const struct sd_answer *answer, size_t first,
		      struct sd_pattern_matches *found)
{
	for (; index != NONE; index = matcher->patterns[index].next) {
		const struct pattern *pattern = &matcher->patterns[index];
		size_t last = first + pattern->length;
		if (!sd_answer_in_one_sentence(answer, first, last))
			continue;
		size_t i = 0;
		while (i < pattern->length && element_matches(&pattern->elements[i], &answer->words[first + i]))
			i++;
		if (i < pattern->length)
			continue;
		SD_GROW(found->items, found->length, found->room);
		found->items[found->length++] = (struct sd_pattern_match){first, last, (uint32_t)index};
	}
}

static int64_t chain_of(const struct sd_count *table, struct sd_text form)
{
	const int64_t *head = sd_count_find(table, form);
	return head ? *head - 1 : NONE;
}

void sd_matcher_find(const struct sd_matcher *matcher, const struct sd_answer *answer, struct sd_pattern_matches *found)
{
	found->length = 0;
	for (size_t i = 0; i < answer->length; i++) {
		struct sd_text normal = answer->words[i].token.normal;
		try_chain(matcher, chain_of(matcher->stems, answer->words[i].stem), answer, i, found);
		try_chain(matcher, chain_of(matcher->normals, normal), answer, i, found);
		try_chain(matcher, matcher->wild[(unsigned char)normal.data[0]], answer, i, found);
		try_chain(matcher, matcher->wild_any, answer, i, found);
	}
}
