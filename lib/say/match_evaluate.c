/* SPDX-License-Identifier: MIT */
/* Operators over the places of words in one sentence. Every list is in the order of first, then of last, none twice.
 * Time is n log n in the places, but for NEAR and BEFORE, which look at SD_MATCH_BETWEEN_MOST words behind each. */
#include "say/match_state.h"

static void add(struct match_scratch *scratch, struct intervals *list, size_t first, size_t last)
{
	SD_GROW(scratch->items, scratch->length, scratch->room);
	scratch->items[scratch->length++] = (struct interval){first, last};
	list->length++;
}

static int by_place(const void *left, const void *right)
{
	const struct interval *a = left, *b = right;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last < b->last ? -1 : a->last > b->last;
}

/* Keeps those that hold no other, in order. The list is the scratch's last. */
static void shorten(struct match_scratch *scratch, struct intervals *list)
{
	struct interval *items = scratch->items + list->from;
	size_t kept = list->length, least = SIZE_MAX;
	if (list->length)
		qsort(items, list->length, sizeof *items, by_place);
	/* From the end: whatever begins at the same word or later has been seen, but for equal firsts the shorter one
	 * comes last, so the one kept before it makes room. */
	for (size_t i = list->length; i-- > 0;) {
		struct interval item = items[i];
		if (kept < list->length && items[kept].first == item.first && item.last <= items[kept].last)
			kept++;
		else if (item.last >= least)
			continue;
		least = item.last;
		items[--kept] = item;
	}
	size_t length = list->length - kept;
	memmove(items, items + kept, length * sizeof *items);
	list->length = length;
	scratch->length = list->from + length;
}

/* The first of the list that begins at `first` or later. */
static size_t begins_at(const struct match_scratch *scratch, struct intervals list, size_t first)
{
	size_t low = 0, high = list.length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (scratch->items[list.from + middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void follow(struct match_scratch *scratch, struct intervals *to, struct intervals left, struct intervals right,
		   uint32_t between)
{
	for (size_t i = 0; i < left.length; i++) {
		struct interval one = scratch->items[left.from + i];
		for (size_t j = begins_at(scratch, right, one.last); j < right.length; j++) {
			struct interval other = scratch->items[right.from + j];
			if (other.first - one.last > between)
				break;
			add(scratch, to, one.first, other.last);
		}
	}
}

/* Of each of the left the shortest stretch to one of the right that begins at its first word or later. `ends` is room
 * for the least end of those from each on. */
static void together(struct match_scratch *scratch, struct intervals *to, struct intervals left, struct intervals right,
		     size_t *ends)
{
	size_t least = SIZE_MAX;
	for (size_t j = right.length; j-- > 0;) {
		size_t last = scratch->items[right.from + j].last;
		least = last < least ? last : least;
		ends[j] = least;
	}
	for (size_t i = 0; i < left.length; i++) {
		struct interval one = scratch->items[left.from + i];
		size_t j = begins_at(scratch, right, one.first);
		if (j < right.length)
			add(scratch, to, one.first, one.last > ends[j] ? one.last : ends[j]);
	}
}

static uint32_t clause_of(const struct match_scratch *scratch, size_t word)
{
	return scratch->answer->words[word].token.clause;
}

static void both(struct match_scratch *scratch, struct intervals *to, struct intervals left, struct intervals right,
		 bool clause)
{
	size_t *ends = sd_alloc((left.length > right.length ? left.length : right.length) + 1, sizeof *ends);
	together(scratch, to, left, right, ends);
	together(scratch, to, right, left, ends);
	free(ends);
	shorten(scratch, to);
	size_t kept = 0;
	for (size_t i = 0; clause && i < to->length; i++) {
		struct interval item = scratch->items[to->from + i];
		if (clause_of(scratch, item.first) == clause_of(scratch, item.last - 1))
			scratch->items[to->from + kept++] = item;
	}
	to->length = clause ? kept : to->length;
}

static void either(struct match_scratch *scratch, struct intervals *to, struct intervals left, struct intervals right)
{
	size_t i = 0, j = 0;
	while (i < left.length || j < right.length) {
		const struct interval *one = i < left.length ? &scratch->items[left.from + i] : NULL;
		const struct interval *other = j < right.length ? &scratch->items[right.from + j] : NULL;
		int order = !one ? 1 : !other ? -1 : by_place(one, other);
		struct interval item = order <= 0 ? *one : *other;
		i += order <= 0;
		j += order >= 0;
		add(scratch, to, item.first, item.last);
	}
}

/* Those of the left with none of the right in a clause of theirs. */
static void without(struct match_scratch *scratch, struct intervals *to, struct intervals left, struct intervals right)
{
	size_t j = 0;
	uint32_t furthest = 0; /* the last clause of those of the right that begin in the clauses looked at */
	for (size_t i = 0; i < left.length; i++) {
		struct interval item = scratch->items[left.from + i];
		uint32_t first = clause_of(scratch, item.first), last = clause_of(scratch, item.last - 1);
		bool held = false;
		for (; j < right.length && clause_of(scratch, scratch->items[right.from + j].first) <= first; j++) {
			uint32_t end = clause_of(scratch, scratch->items[right.from + j].last - 1);
			furthest = end > furthest || j == 0 ? end : furthest;
		}
		held = j && furthest >= first;
		if (!held && j < right.length)
			held = clause_of(scratch, scratch->items[right.from + j].first) <= last;
		if (!held)
			add(scratch, to, item.first, item.last);
	}
}

struct intervals sd_match_evaluate(const struct pattern *pattern, struct match_scratch *scratch)
{
	while (scratch->nodes_room < pattern->length)
		SD_GROW(scratch->of_node, scratch->nodes_room, scratch->nodes_room);
	struct intervals list = {0, 0};
	for (uint32_t n = 0; n < pattern->length; n++) {
		const struct node *node = &pattern->nodes[n];
		if (node->kind == SD_MATCH_WORDS) {
			scratch->of_node[n] = scratch->of_sequence[node->sequence];
			continue;
		}
		struct intervals left = scratch->of_node[node->left], right = scratch->of_node[node->right];
		list = (struct intervals){scratch->length, 0};
		switch (node->kind) {
		case SD_MATCH_OR:
			either(scratch, &list, left, right);
			break;
		case SD_MATCH_NEAR:
			follow(scratch, &list, left, right, node->between);
			follow(scratch, &list, right, left, node->between);
			shorten(scratch, &list);
			break;
		case SD_MATCH_BEFORE:
			follow(scratch, &list, left, right, node->between);
			shorten(scratch, &list);
			break;
		case SD_MATCH_AND:
			both(scratch, &list, left, right, node->clause);
			break;
		case SD_MATCH_NOT:
			if (node->clause)
				without(scratch, &list, left, right);
			else if (!right.length)
				list = left;
			break;
		case SD_MATCH_WORDS:
			break;
		}
		scratch->of_node[n] = list;
	}
	return list;
}
