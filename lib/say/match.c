/* SPDX-License-Identifier: MIT */
/* Building the automaton: a tree of sequences of elements, and trees of operators over them. */
#include "say/match_state.h"

struct sd_matcher *sd_matcher_new(void)
{
	struct sd_matcher *matcher = sd_calloc(1, sizeof *matcher);
	matcher->stems = sd_count_new(1);
	matcher->normals = sd_count_new(1);
	matcher->wild_forms = sd_count_new(1);
	matcher->moves = sd_count_new(1);
	matcher->keys = sd_count_new(1);
	SD_GROW(matcher->states, matcher->states_length, matcher->states_room);
	matcher->states[matcher->states_length++] = (struct state){0, NOTHING, NOTHING, NOTHING, NOTHING, false};
	return matcher;
}

void sd_matcher_free(struct sd_matcher *matcher)
{
	if (!matcher)
		return;
	sd_count_free(matcher->stems);
	sd_count_free(matcher->normals);
	sd_count_free(matcher->wild_forms);
	sd_count_free(matcher->moves);
	sd_count_free(matcher->keys);
	for (size_t i = 0; i < 256; i++)
		free(matcher->wilds[i].items);
	free(matcher->wilds_any.items);
	for (size_t i = 0; i < matcher->sequences_length; i++)
		free(matcher->sequences[i].tree);
	free(matcher->sequences);
	free(matcher->states);
	free(matcher->start);
	free(matcher->patterns);
	sd_arena_release(&matcher->arena);
	free(matcher);
}

static struct sd_text keep(struct sd_matcher *matcher, struct sd_text text)
{
	return sd_text_keep(&matcher->arena, text);
}

static bool is_wild(const struct sd_match_element *element, const char *form)
{
	return element->by == SD_MATCH_WILD && sd_text_equals(element->form, form);
}

static uint32_t element_of(struct sd_matcher *matcher, const struct sd_match_element *element)
{
	struct sd_count *table = element->by == SD_MATCH_STEM	  ? matcher->stems
				 : element->by == SD_MATCH_NORMAL ? matcher->normals
								  : matcher->wild_forms;
	int64_t *known = sd_count_at(table, element->form);
	if (*known)
		return (uint32_t)(*known - 1);
	uint32_t index = matcher->elements++;
	*known = (int64_t)index + 1;
	SD_GROW(matcher->start, index, matcher->start_room);
	matcher->start[index] = NOTHING;
	if (element->by != SD_MATCH_WILD)
		return index;
	struct sd_text form = keep(matcher, element->form);
	struct wilds *wilds = form.data[0] == '*' ? &matcher->wilds_any : &matcher->wilds[(unsigned char)form.data[0]];
	SD_GROW(wilds->items, wilds->length, wilds->room);
	wilds->items[wilds->length++] = (struct wild){form, index};
	return index;
}

static uint32_t add_state(struct sd_matcher *matcher, uint32_t from)
{
	SD_GROW(matcher->states, matcher->states_length, matcher->states_room);
	matcher->states[from].goes_on = true;
	matcher->states[matcher->states_length] = (struct state){.depth = matcher->states[from].depth + 1,
								   .any = NOTHING,
								   .part = NOTHING,
								   .sequence = NOTHING,
								   .pattern = NOTHING};
	return (uint32_t)matcher->states_length++;
}

/* The state behind `from` by the element, made where it is new. */
static uint32_t move_by(struct sd_matcher *matcher, uint32_t from, const struct sd_match_element *element)
{
	bool any = is_wild(element, "*"), part = is_wild(element, "-*");
	if (any || part) {
		uint32_t to = any ? matcher->states[from].any : matcher->states[from].part;
		if (to == NOTHING) {
			to = add_state(matcher, from);
			*(any ? &matcher->states[from].any : &matcher->states[from].part) = to;
		}
		return to;
	}
	uint32_t key[] = {from, element_of(matcher, element)};
	if (from == 0) {
		if (matcher->start[key[1]] == NOTHING)
			matcher->start[key[1]] = add_state(matcher, 0);
		return matcher->start[key[1]];
	}
	int64_t *known = sd_count_at(matcher->moves, (struct sd_text){(const char *)key, sizeof key});
	if (!*known)
		*known = (int64_t)add_state(matcher, from) + 1;
	return (uint32_t)(*known - 1);
}

/* The state in which the elements have been seen. */
static uint32_t state_of(struct sd_matcher *matcher, const struct sd_match_element *elements, size_t length)
{
	uint32_t at = 0;
	for (size_t i = 0; i < length; i++)
		at = move_by(matcher, at, &elements[i]);
	return at;
}

static uint32_t sequence_of(struct sd_matcher *matcher, const struct sd_match_element *elements, size_t length)
{
	uint32_t at = state_of(matcher, elements, length);
	if (matcher->states[at].sequence == NOTHING) {
		SD_GROW(matcher->sequences, matcher->sequences_length, matcher->sequences_room);
		matcher->sequences[matcher->sequences_length] = (struct sequence){.trees = 0};
		matcher->states[at].sequence = (uint32_t)matcher->sequences_length++;
	}
	return matcher->states[at].sequence;
}

/* --- what a pattern means ----------------------------------------------------------------------------------------- */

static void add_words_key(struct sd_str *key, const struct sd_match_element *elements, size_t length)
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

static int by_bytes(const void *left, const void *right)
{
	return sd_text_compare(*(const struct sd_text *)left, *(const struct sd_text *)right);
}

struct sides {
	struct sd_text *items;
	size_t length, room;
	uint32_t *open; /* nodes to look at */
	size_t open_length, open_room;
};

/* The keys of a node's sides; those of a chain of one operator, whose order and grouping say nothing, together. */
static void collect_sides(struct sides *sides, const struct sd_match_node *nodes, const struct sd_text *keys,
			  const struct sd_match_node *root)
{
	bool chain = root->kind == SD_MATCH_OR || root->kind == SD_MATCH_AND;
	sides->length = sides->open_length = 0;
	SD_GROW(sides->open, 1, sides->open_room);
	sides->open[sides->open_length++] = root->right;
	sides->open[sides->open_length++] = root->left;
	while (sides->open_length) {
		uint32_t at = sides->open[--sides->open_length];
		const struct sd_match_node *node = &nodes[at];
		if (chain && node->kind == root->kind && node->clause == root->clause) {
			SD_GROW(sides->open, sides->open_length + 1, sides->open_room);
			sides->open[sides->open_length++] = node->right;
			sides->open[sides->open_length++] = node->left;
			continue;
		}
		SD_GROW(sides->items, sides->length, sides->room);
		sides->items[sides->length++] = keys[at];
	}
	if (!chain && root->kind != SD_MATCH_NEAR)
		return;
	qsort(sides->items, sides->length, sizeof *sides->items, by_bytes);
	size_t kept = 0;
	for (size_t i = 0; i < sides->length; i++)
		if (!chain || root->clause || !kept || !sd_text_equal(sides->items[kept - 1], sides->items[i]))
			sides->items[kept++] = sides->items[i];
	sides->length = kept;
}

static void add_key(struct sd_str *key, const struct sd_match_pattern *pattern)
{
	static const char *const names[] = {[SD_MATCH_OR] = "OR", [SD_MATCH_NEAR] = "NEAR",
			[SD_MATCH_BEFORE] = "BEFORE",
					    [SD_MATCH_AND] = "AND", [SD_MATCH_NOT] = "NOT"};
	struct sd_arena arena = SD_ARENA_INIT;
	struct sd_text *keys = sd_calloc(pattern->nodes_length, sizeof *keys);
	struct sides sides = {.length = 0};
	for (size_t i = 0; i < pattern->nodes_length; i++) {
		const struct sd_match_node *node = &pattern->nodes[i];
		sd_str_clear(key);
		if (node->kind == SD_MATCH_WORDS) {
			add_words_key(key, pattern->elements + node->first, node->length);
		} else {
			collect_sides(&sides, pattern->nodes, keys, node);
			if (sides.length > 1)
				sd_str_addf(key, "[%s", names[node->kind]);
			if (sides.length > 1 && (node->kind == SD_MATCH_NEAR || node->kind == SD_MATCH_BEFORE))
				sd_str_addf(key, "/%u", (unsigned)node->between);
			if (sides.length > 1 && node->clause)
				sd_str_adds(key, "/clause");
			for (size_t s = 0; s < sides.length; s++) {
				sd_str_adds(key, sides.length < 2 ? "" : s ? " | " : " ");
				sd_str_add_text(key, sides.items[s]);
			}
			sd_str_adds(key, sides.length > 1 ? " ]" : "");
		}
		keys[i] = sd_text_keep(&arena, sd_str_text(key));
	}
	free(keys);
	free(sides.items);
	free(sides.open);
	sd_arena_release(&arena);
}

/* --- adding one --------------------------------------------------------------------------------------------------- */

/* The pattern is asked for where a sequence stands without which it finds nothing. */
static void listen(struct sd_matcher *matcher, const struct pattern *pattern, uint32_t index)
{
	bool *heard = sd_calloc(pattern->length, sizeof *heard);
	heard[pattern->length - 1] = true;
	for (uint32_t i = pattern->length; i-- > 0;) {
		const struct node *node = &pattern->nodes[i];
		if (node->kind == SD_MATCH_WORDS) {
			struct sequence *sequence = &matcher->sequences[node->sequence];
			if (!heard[i] || (sequence->trees && sequence->tree[sequence->trees - 1] == index))
				continue;
			SD_GROW(sequence->tree, sequence->trees, sequence->room);
			sequence->tree[sequence->trees++] = index;
		} else if (heard[i]) {
			heard[node->left] = true;
			heard[node->right] |= node->kind == SD_MATCH_OR;
		}
	}
	free(heard);
}

uint32_t sd_matcher_add(struct sd_matcher *matcher, const struct sd_match_pattern *given)
{
	struct sd_str key = SD_STR_INIT;
	add_key(&key, given);
	int64_t *known = sd_count_at(matcher->keys, sd_str_text(&key));
	if (*known) {
		sd_str_release(&key);
		return (uint32_t)(*known - 1);
	}
	SD_GROW(matcher->patterns, matcher->patterns_length, matcher->patterns_room);
	uint32_t index = (uint32_t)matcher->patterns_length++;
	struct pattern *pattern = &matcher->patterns[index];
	*known = (int64_t)index + 1;
	*pattern = (struct pattern){.key = keep(matcher, sd_str_text(&key))};
	sd_str_release(&key);
	const struct sd_match_node *root = &given->nodes[given->nodes_length - 1];
	if (root->kind == SD_MATCH_WORDS) {
		uint32_t state = state_of(matcher, given->elements + root->first, root->length);
		matcher->states[state].pattern = index;
		return index;
	}
	pattern->length = (uint32_t)given->nodes_length;
	pattern->nodes = sd_arena_alloc(&matcher->arena, pattern->length * sizeof *pattern->nodes);
	for (uint32_t i = 0; i < pattern->length; i++) {
		const struct sd_match_node *node = &given->nodes[i];
		pattern->nodes[i] = (struct node){node->kind, node->clause, node->between, node->left, node->right,
				NOTHING};
		if (node->kind == SD_MATCH_WORDS)
			pattern->nodes[i].sequence = sequence_of(matcher, given->elements + node->first, node->length);
	}
	listen(matcher, pattern, index);
	return index;
}

size_t sd_matcher_length(const struct sd_matcher *matcher)
{
	return matcher->patterns_length;
}

struct sd_text sd_matcher_pattern(const struct sd_matcher *matcher, size_t index)
{
	return matcher->patterns[index].key;
}
