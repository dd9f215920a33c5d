/* SPDX-License-Identifier: MIT */
/* Finding patterns: each word is told which elements it is, the states that were reached move on by them, and at the
 * end of a sentence the patterns with operators whose words were found are worked out. */
#include "say/match_state.h"
#include "say/word_key.h"

/* Words are told once and remembered: most of an answer's words were in the answers before, and most are in no pattern.
 * 65,536 slots of 24 bytes a thread; a word that comes where another is takes its place. With a quarter of them 25,000
 * film reviews and 3,000 patterns took a fifth longer. */
enum { SLOT_LOG = 16, SLOTS = 1 << SLOT_LOG, SLOT_BYTES = 16, POOL_MOST = 1 << 16 };

struct slot {
	uint64_t word[SLOT_BYTES / 8]; /* zeros behind it */
	uint8_t length;		       /* 0 where the slot is empty */
	uint8_t kind;		       /* of the token, for a stem is that of a word alone */
	uint16_t elements_length;
	uint32_t elements; /* the first of them, in the pool */
};

/* A place of a sequence that patterns with operators ask for. */
struct hit {
	uint32_t sequence;
	struct interval place;
};

struct sd_match_finder {
	const struct sd_matcher *matcher;
	struct sd_answer_reader *reader;
	struct slot *slots;
	uint32_t *pool; /* the elements of the slots' words */
	size_t pool_length, pool_room;
	uint32_t *elements; /* of the word told last */
	size_t elements_length, elements_room;
	uint32_t *active, *next; /* states */
	size_t active_length, active_room, next_length, next_room;
	struct hit *hits; /* of the sentence */
	size_t hits_length, hits_room;
	uint32_t *asked; /* patterns with operators, of the sentence */
	size_t asked_length, asked_room;
	uint64_t sentence,
			*asked_in; /* by pattern: the sentence it was last asked for in, all sentences counted from 1 */
	struct match_scratch scratch;
	struct sd_pattern_match *found;
	size_t found_length, found_room;
};

struct sd_match_finder *sd_match_finder_new(const struct sd_matcher *matcher)
{
	struct sd_match_finder *finder = sd_calloc(1, sizeof *finder);
	finder->matcher = matcher;
	finder->slots = sd_calloc(SLOTS, sizeof *finder->slots);
	SD_GROW(finder->pool, finder->pool_length, finder->pool_room);
	finder->asked_in = sd_calloc(matcher->patterns_length + 1, sizeof *finder->asked_in);
	finder->scratch.of_sequence = sd_calloc(matcher->sequences_length + 1, sizeof *finder->scratch.of_sequence);
	return finder;
}

void sd_match_finder_free(struct sd_match_finder *finder)
{
	if (!finder)
		return;
	free(finder->slots);
	free(finder->pool);
	free(finder->elements);
	free(finder->active);
	free(finder->next);
	free(finder->hits);
	free(finder->asked);
	free(finder->asked_in);
	free(finder->scratch.items);
	free(finder->scratch.of_sequence);
	free(finder->scratch.of_node);
	free(finder->found);
	free(finder);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* A * takes as little as it can; on a mismatch the last * takes one byte more. */
bool sd_match_wild(struct sd_text form, struct sd_text word)
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

static void add_element(struct sd_match_finder *finder, uint32_t element)
{
	SD_GROW(finder->elements, finder->elements_length, finder->elements_room);
	finder->elements[finder->elements_length++] = element;
}

static void add_known(struct sd_match_finder *finder, const struct sd_count *table, struct sd_text form)
{
	const int64_t *known = sd_count_find(table, form);
	if (known)
		add_element(finder, (uint32_t)(*known - 1));
}

static void add_wilds(struct sd_match_finder *finder, const struct wilds *wilds, struct sd_text word)
{
	for (size_t i = 0; i < wilds->length; i++)
		if (sd_match_wild(wilds->items[i].form, word))
			add_element(finder, wilds->items[i].element);
}

static void tell_word(struct sd_match_finder *finder, const struct sd_answer_word *word)
{
	const struct sd_matcher *matcher = finder->matcher;
	struct sd_text normal = word->token.normal;
	finder->elements_length = 0;
	struct sd_text stem = word->stem;
	if (!stem.data)
		stem = word->token.kind == SD_TOKEN_WORD ? sd_answer_stem(finder->reader, normal) : normal;
	add_known(finder, matcher->stems, stem);
	add_known(finder, matcher->normals, normal);
	add_wilds(finder, &matcher->wilds[(unsigned char)normal.data[0]], normal);
	add_wilds(finder, &matcher->wilds_any, normal);
}

/* Tells the word and takes it down in the slot. */
static __attribute__((noinline)) void take_down(struct sd_match_finder *finder, const struct sd_answer_word *word,
		const uint64_t *key,
						struct slot *slot)
{
	tell_word(finder, word);
	if (finder->pool_length + finder->elements_length > POOL_MOST) {
		memset(finder->slots, 0, SLOTS * sizeof *finder->slots);
		finder->pool_length = 0;
	}
	*slot = (struct slot){{key[0], key[1]}, (uint8_t)word->token.normal.length, word->token.kind,
			      (uint16_t)finder->elements_length, (uint32_t)finder->pool_length};
	for (size_t i = 0; i < finder->elements_length; i++) {
		SD_GROW(finder->pool, finder->pool_length, finder->pool_room);
		finder->pool[finder->pool_length++] = finder->elements[i];
	}
}

/* The elements that a word is. */
static inline const uint32_t *elements_of(struct sd_match_finder *finder, const struct sd_answer_word *word,
		size_t *length)
{
	struct sd_text normal = word->token.normal;
	uint64_t key[SLOT_BYTES / 8] = {0};
	if (normal.length > SLOT_BYTES) {
		tell_word(finder, word);
		*length = finder->elements_length;
		return finder->elements;
	}
	sd_word_key(normal, key);
	/* Multiplied by odd constants, so that every byte reaches the upper bits, which say the place. */
	uint64_t mixed = key[0] ^ key[1] * 0x9fb21c651e98df25u;
	mixed = (mixed ^ mixed >> 29) * 0x9e3779b97f4a7c15u;
	struct slot *slot = &finder->slots[mixed >> (64 - SLOT_LOG)];
	if (slot->word[0] != key[0] || slot->word[1] != key[1] || slot->length != normal.length ||
			slot->kind != word->token.kind) {
		if (finder->matcher->elements > UINT16_MAX) { /* more than a slot can say */
			tell_word(finder, word);
			*length = finder->elements_length;
			return finder->elements;
		}
		take_down(finder, word, key, slot);
	}
	*length = slot->elements_length;
	return finder->pool + slot->elements;
}

/* --- the automaton ------------------------------------------------------------------------------------------------ */

static void add_found(struct sd_match_finder *finder, uint32_t pattern, struct interval place)
{
	SD_GROW(finder->found, finder->found_length, finder->found_room);
	finder->found[finder->found_length++] = (struct sd_pattern_match){place.first, place.last, pattern};
}

static void reach(struct sd_match_finder *finder, uint32_t to, size_t word)
{
	const struct state *state = &finder->matcher->states[to];
	if (state->goes_on) {
		SD_GROW(finder->next, finder->next_length, finder->next_room);
		finder->next[finder->next_length++] = to;
	}
	struct interval place = {word + 1 - state->depth, word + 1};
	if (state->pattern != NOTHING)
		add_found(finder, state->pattern, place);
	if (state->sequence == NOTHING)
		return;
	const struct sequence *sequence = &finder->matcher->sequences[state->sequence];
	SD_GROW(finder->hits, finder->hits_length, finder->hits_room);
	finder->hits[finder->hits_length++] = (struct hit){state->sequence, place};
	for (uint32_t i = 0; i < sequence->trees; i++) {
		uint32_t pattern = sequence->tree[i];
		if (finder->asked_in[pattern] == finder->sentence)
			continue;
		finder->asked_in[pattern] = finder->sentence;
		SD_GROW(finder->asked, finder->asked_length, finder->asked_room);
		finder->asked[finder->asked_length++] = pattern;
	}
}

static void move_on(struct sd_match_finder *finder, const uint32_t *elements, size_t length, size_t word)
{
	const struct sd_answer_word *words = finder->scratch.answer->words;
	const struct sd_matcher *matcher = finder->matcher;
	finder->next_length = 0;
	for (size_t a = 0; a < finder->active_length; a++) {
		uint32_t key[] = {finder->active[a], 0};
		if (matcher->states[key[0]].any != NOTHING)
			reach(finder, matcher->states[key[0]].any, word);
		if (matcher->states[key[0]].part != NOTHING && words[word].token.start == words[word - 1].token.start)
			reach(finder, matcher->states[key[0]].part, word);
		for (size_t i = 0; i < length; i++) {
			key[1] = elements[i];
			const int64_t *to = sd_count_find(matcher->moves, (struct sd_text){(const char *)key,
					sizeof key});
			if (to)
				reach(finder, (uint32_t)(*to - 1), word);
		}
	}
	for (size_t i = 0; i < length; i++)
		if (matcher->start[elements[i]] != NOTHING)
			reach(finder, matcher->start[elements[i]], word);
	uint32_t *states = finder->active;
	size_t room = finder->active_room;
	finder->active = finder->next;
	finder->active_length = finder->next_length;
	finder->active_room = finder->next_room;
	finder->next = states;
	finder->next_room = room;
}

static int by_sequence(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return a->place.first < b->place.first ? -1 : a->place.first > b->place.first;
}

/* Works out the patterns with operators at the end of a sentence. */
static void end_sentence(struct sd_match_finder *finder)
{
	struct match_scratch *scratch = &finder->scratch;
	scratch->length = 0;
	if (finder->asked_length) {
		qsort(finder->hits, finder->hits_length, sizeof *finder->hits, by_sequence);
		for (size_t i = 0; i < finder->hits_length; i++) {
			struct intervals *places = &scratch->of_sequence[finder->hits[i].sequence];
			if (!places->length)
				places->from = scratch->length;
			places->length++;
			SD_GROW(scratch->items, scratch->length, scratch->room);
			scratch->items[scratch->length++] = finder->hits[i].place;
		}
		size_t base = scratch->length;
		for (size_t p = 0; p < finder->asked_length; p++) {
			uint32_t pattern = finder->asked[p];
			struct intervals places = sd_match_evaluate(&finder->matcher->patterns[pattern], scratch);
			for (size_t i = 0; i < places.length; i++)
				add_found(finder, pattern, scratch->items[places.from + i]);
			scratch->length = base;
		}
		for (size_t i = 0; i < finder->hits_length; i++)
			scratch->of_sequence[finder->hits[i].sequence].length = 0;
	}
	finder->sentence++;
	finder->active_length = finder->hits_length = finder->asked_length = 0;
}

struct sd_pattern_matches sd_match_find(struct sd_match_finder *finder, const struct sd_answer *answer,
					struct sd_answer_reader *reader)
{
	finder->reader = reader;
	finder->found_length = 0;
	finder->scratch.answer = answer;
	end_sentence(finder);
	for (size_t i = 0; i < answer->length; i++) {
		if (i && answer->words[i].token.sentence != answer->words[i - 1].token.sentence)
			end_sentence(finder);
		size_t length;
		const uint32_t *elements = elements_of(finder, &answer->words[i], &length);
		if (length || finder->active_length)
			move_on(finder, elements, length, i);
	}
	end_sentence(finder);
	return (struct sd_pattern_matches){finder->found, finder->found_length};
}
