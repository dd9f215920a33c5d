/* SPDX-License-Identifier: MIT */
#include "say/term.h"

bool sd_term_lists_have(const struct sd_term_lists *lists, struct sd_text normal)
{
	return (lists->function && sd_words_has(lists->function, normal)) ||
	       (lists->generic && sd_words_has(lists->generic, normal)) ||
	       (lists->stop && sd_words_has(lists->stop, normal));
}

static bool is_content(const struct sd_answer_word *word, const struct sd_term_lists *lists)
{
	struct sd_text normal = word->token.normal;
	return word->token.kind == SD_TOKEN_WORD && normal.length >= 2 && !sd_term_lists_have(lists, normal);
}

/* A term as it is found: its stems, and its normal forms joined by blanks. */
struct found {
	struct sd_str key, form;
};

/* Calls `visit` for each term as often as it stands there. */
static void each_term(const struct sd_answer *answer, const struct sd_term_lists *lists, size_t longest,
		      void (*visit)(void *context, struct found *found), void *context)
{
	struct found found = {SD_STR_INIT, SD_STR_INIT};
	for (size_t i = 0; i < answer->length; i++) {
		const struct sd_answer_word *first = &answer->words[i];
		if (!is_content(first, lists))
			continue;
		sd_str_clear(&found.key);
		sd_str_clear(&found.form);
		for (size_t n = 1; n <= longest && i + n <= answer->length; n++) {
			const struct sd_answer_word *last = &answer->words[i + n - 1];
			if (last->token.kind != SD_TOKEN_WORD || last->token.clause != first->token.clause)
				break;
			sd_key_add(&found.key, last->stem);
			sd_str_adds(&found.form, n > 1 ? " " : "");
			sd_str_add_text(&found.form, last->token.normal);
			if (is_content(last, lists))
				visit(context, &found);
		}
	}
	sd_str_release(&found.key);
	sd_str_release(&found.form);
}

static void add_term(void *context, struct found *found)
{
	struct sd_terms *terms = context;
	struct sd_text kept = sd_text_keep(&terms->arena, sd_str_text(&found->key));
	SD_GROW(terms->keys, terms->length, terms->room);
	terms->keys[terms->length++] = kept;
}

void sd_terms_add(struct sd_terms *terms, const struct sd_answer *answer, const struct sd_term_lists *lists,
		  size_t longest)
{
	each_term(answer, lists, longest, add_term, terms);
}

static int by_bytes(const void *left, const void *right)
{
	return sd_text_compare(*(const struct sd_text *)left, *(const struct sd_text *)right);
}

void sd_terms_settle(struct sd_terms *terms)
{
	size_t kept = 0;
	if (terms->length)
		qsort(terms->keys, terms->length, sizeof *terms->keys, by_bytes);
	for (size_t i = 0; i < terms->length; i++)
		if (!kept || !sd_text_equal(terms->keys[i], terms->keys[kept - 1]))
			terms->keys[kept++] = terms->keys[i];
	terms->length = kept;
}

void sd_terms_clear(struct sd_terms *terms)
{
	terms->length = 0;
	sd_arena_clear(&terms->arena);
}

void sd_terms_release(struct sd_terms *terms)
{
	free(terms->keys);
	sd_arena_release(&terms->arena);
}

size_t sd_term_parts(struct sd_text key)
{
	size_t parts = 1;
	for (size_t i = 0; i < key.length; i++)
		parts += key.data[i] == '\t';
	return parts;
}

struct sd_text sd_term_part(struct sd_text key, size_t skip, size_t drop)
{
	while (skip--) {
		const char *tab = memchr(key.data, '\t', key.length);
		if (!tab)
			return (struct sd_text){key.data, 0};
		key.length -= (size_t)(tab + 1 - key.data);
		key.data = tab + 1;
	}
	while (drop--) {
		while (key.length && key.data[key.length - 1] != '\t')
			key.length--;
		if (key.length)
			key.length--;
	}
	return key;
}

static void count_surface(void *context, struct found *found)
{
	size_t stem = found->key.length;
	sd_key_add(&found->key, sd_str_text(&found->form));
	++*sd_count_at(context, sd_str_text(&found->key));
	found->key.length = stem;
}

void sd_surfaces_count(struct sd_count *surfaces, const struct sd_answer *answer, const struct sd_term_lists *lists,
		       size_t longest)
{
	each_term(answer, lists, longest, count_surface, surfaces);
}

struct sd_surfaces {
	struct sd_count_entry *entries;
	struct sd_count *best; /* term → place among the entries, times */
};

struct sd_surfaces *sd_surfaces_new(const struct sd_count *counts)
{
	struct sd_surfaces *surfaces = sd_calloc(1, sizeof *surfaces);
	surfaces->entries = sd_count_sorted(counts);
	surfaces->best = sd_count_new(2);
	for (size_t i = 0; i < sd_count_length(counts); i++) {
		int64_t *sums = sd_count_at(surfaces->best, sd_term_part(surfaces->entries[i].key, 0, 1));
		if (surfaces->entries[i].sums[0] > sums[1]) {
			sums[0] = (int64_t)i;
			sums[1] = surfaces->entries[i].sums[0];
		}
	}
	return surfaces;
}

void sd_surfaces_free(struct sd_surfaces *surfaces)
{
	if (!surfaces)
		return;
	free(surfaces->entries);
	sd_count_free(surfaces->best);
	free(surfaces);
}

void sd_surfaces_add(const struct sd_surfaces *surfaces, struct sd_text key, struct sd_str *str)
{
	struct sd_str form = SD_STR_INIT;
	size_t parts = sd_term_parts(key), step = sd_count_find(surfaces->best, key) ? parts : 1;
	for (size_t i = 0; i < parts; i += step) {
		struct sd_text rest = sd_term_part(key, i, parts - i - step);
		const int64_t *place = sd_count_find(surfaces->best, rest);
		if (place)
			rest = sd_term_part(surfaces->entries[place[0]].key, step, 0);
		sd_key_next(&rest, &form, NULL);
		sd_str_adds(str, i ? " " : "");
		sd_str_add_text(str, sd_str_text(&form));
	}
	sd_str_release(&form);
}

struct sd_quotes *sd_quotes_new(size_t length, size_t most)
{
	struct sd_quotes *quotes = sd_calloc(length + 1, sizeof *quotes);
	for (size_t i = 0; i < length; i++)
		quotes[i] = (struct sd_quotes){sd_calloc(most + 1, sizeof *quotes->items), most};
	return quotes;
}

void sd_quotes_free(struct sd_quotes *quotes, size_t length)
{
	for (size_t i = 0; quotes && i < length; i++) {
		for (size_t q = 0; q < quotes[i].most; q++)
			free(quotes[i].items[q].text);
		free(quotes[i].items);
	}
	free(quotes);
}

void sd_quotes_offer(struct sd_quotes *quotes, struct sd_text text, uint64_t score, uint64_t draw)
{
	size_t place = 0;
	for (; place < quotes->most && quotes->items[place].text; place++) {
		const struct sd_quote *other = &quotes->items[place];
		int order = sd_text_compare(text, (struct sd_text){other->text, other->length});
		if (order == 0 && other->score >= score)
			return;
		if (score != other->score ? score > other->score : draw != other->draw ? draw < other->draw : order < 0)
			break;
	}
	if (place == quotes->most)
		return;
	/* Offered before with a lower score, it stands further down: that place is freed, else the last. */
	size_t last = place;
	while (last < quotes->most - 1 && quotes->items[last].text &&
	       !sd_text_equal(text, (struct sd_text){quotes->items[last].text, quotes->items[last].length}))
		last++;
	free(quotes->items[last].text);
	memmove(&quotes->items[place + 1], &quotes->items[place], (last - place) * sizeof *quotes->items);
	quotes->items[place] = (struct sd_quote){sd_alloc(text.length + 1, 1), text.length, score, draw};
	memcpy(quotes->items[place].text, text.data, text.length);
}

void sd_quotes_add(struct sd_quotes *into, const struct sd_quotes *from)
{
	for (size_t i = 0; i < from->most && from->items[i].text; i++)
		sd_quotes_offer(into, (struct sd_text){from->items[i].text, from->items[i].length},
				from->items[i].score, from->items[i].draw);
}
