/* SPDX-License-Identifier: MIT */
#include "say/theme.h"

#include <math.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"
#include "say/pattern.h"
#include "say/term.h"
#include "say/theme_variant.h"
#include "stats/association.h"

static const double G2_LEAST = 10.83, ABSORBED = 0.9, CONTENT_LEAST = 0.1;

void sd_theme_count(const struct sd_theme_counts *counts, const struct sd_answer *answer,
		    const struct sd_term_lists *lists)
{
	struct sd_str key = SD_STR_INIT;
	struct sd_terms terms = {0};
	++*sd_count_at(counts->answers, SD_TEXT("answers"));
	sd_terms_add(&terms, answer, lists, SD_TERM_LONGEST);
	sd_terms_settle(&terms);
	for (size_t i = 0; i < terms.length; i++)
		++*sd_count_at(counts->terms, terms.keys[i]);
	sd_terms_release(&terms);
	for (size_t i = 0; i < answer->length; i++) {
		if (answer->words[i].token.kind != SD_TOKEN_WORD)
			continue;
		sd_str_clear(&key);
		sd_key_add(&key, answer->words[i].stem);
		sd_key_add(&key, answer->words[i].token.normal);
		++*sd_count_at(counts->surfaces, sd_str_text(&key));
	}
	sd_str_release(&key);
}

/* --- candidates --------------------------------------------------------------------------------------------------- */

/* G² of those that stand together more often than chance has it; 0 for others. */
static double g_squared(double both, double a, double b, double all)
{
	return both * all <= a * b ? 0 : sd_g_squared(both, a, b, all);
}

static int64_t answers_of(const struct sd_count *count, struct sd_text key)
{
	const int64_t *found = sd_count_find(count, key);
	return found ? *found : 0;
}

/* A phrase is held against each way to cut it in two whose halves were counted; the weakest decides. */
static bool is_significant(const struct sd_theme_counts *counts, struct sd_text key, int64_t n, int64_t all)
{
	size_t parts = sd_term_parts(key);
	bool any = false;
	for (size_t cut = 1; cut < parts; cut++) {
		int64_t left = answers_of(counts->terms, sd_term_part(key, 0, parts - cut));
		int64_t right = answers_of(counts->terms, sd_term_part(key, cut, 0));
		if (!left || !right)
			continue;
		any = true;
		if (g_squared((double)n, (double)left, (double)right, (double)all) < G2_LEAST)
			return false;
	}
	if (!any) { /* the middle is no content word: first against last */
		int64_t first = answers_of(counts->terms, sd_term_part(key, 0, parts - 1));
		int64_t last = answers_of(counts->terms, sd_term_part(key, parts - 1, 0));
		return g_squared((double)n, (double)first, (double)last, (double)all) >= G2_LEAST;
	}
	return true;
}

struct candidate {
	struct sd_text key;
	int64_t answers;
	double rank;
	bool absorbed;
};

static int by_rank(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	return sd_text_compare(a->key, b->key);
}

static int by_key(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	return sd_text_compare(a->key, b->key);
}

static struct candidate *collect(const struct sd_theme_counts *counts, int64_t all, size_t *length)
{
	struct sd_count_entry *entries = sd_count_sorted(counts->terms);
	struct candidate *candidates = NULL;
	size_t room = 0;
	*length = 0;
	for (size_t i = 0; i < sd_count_length(counts->terms); i++) {
		int64_t n = entries[i].sums[0];
		if (n < SD_THEME_LEAST || n > all / 2)
			continue;
		if (sd_term_parts(entries[i].key) > 1 && !is_significant(counts, entries[i].key, n, all))
			continue;
		SD_GROW(candidates, *length, room);
		candidates[(*length)++] = (struct candidate){entries[i].key, n,
							     (double)n * log((double)all / (double)n), false};
	}
	free(entries);
	return candidates;
}

/* Marks what a longer candidate makes up nine tenths of, or more. */
static void absorb(struct candidate *candidates, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		size_t parts = sd_term_parts(candidates[i].key);
		for (size_t n = 1; n < parts; n++)
			for (size_t skip = 0; skip + n <= parts; skip++) {
				struct candidate wanted = {
					.key = sd_term_part(candidates[i].key, skip, parts - skip - n)};
				struct candidate *within = bsearch(&wanted, candidates, length, sizeof wanted, by_key);
				if (within && (double)candidates[i].answers >= ABSORBED * (double)within->answers)
					within->absorbed = true;
			}
	}
}

/* Whether a codebook would read the pattern as the term's stems. */
static bool reads_as(struct sd_text pattern, struct sd_text key, struct sd_answer_reader *reader)
{
	struct sd_pattern_parser parser;
	sd_pattern_parser_init(&parser, pattern, reader);
	struct sd_str read = SD_STR_INIT;
	bool same = sd_pattern_next(&parser) > 0 && parser.nodes_length == 1;
	for (size_t i = 0; same && i < parser.length; i++) {
		same = parser.elements[i].by == SD_MATCH_STEM;
		sd_key_add(&read, parser.elements[i].form);
	}
	same = same && sd_text_equal(sd_str_text(&read), key) && sd_pattern_next(&parser) == 0;
	sd_str_release(&read);
	sd_pattern_parser_release(&parser);
	return same;
}

/* How often the forms of each stem were met that are in none of the lists, and how often all of them. */
static struct sd_count *count_forms(const struct sd_count *surfaces, const struct sd_term_lists *lists,
				    struct sd_count *content)
{
	struct sd_count *forms = sd_count_new(2);
	struct sd_count_entry *entries = sd_count_sorted(surfaces);
	struct sd_str form = SD_STR_INIT;
	for (int listed = 0; listed < 2; listed++)
		for (size_t i = 0; i < sd_count_length(surfaces); i++) {
			int64_t *sums = sd_count_at(forms, sd_term_part(entries[i].key, 0, 1));
			struct sd_text rest = sd_term_part(entries[i].key, 1, 0);
			sd_key_next(&rest, &form, NULL);
			if (sd_term_lists_have(lists, sd_str_text(&form)) != listed)
				continue;
			sums[0] += listed ? 0 : entries[i].sums[0];
			sums[1] += entries[i].sums[0];
			/* A stem shows itself in its forms that are not listed, where it has any. */
			if (!listed || !sums[0])
				*sd_count_at(content, entries[i].key) = entries[i].sums[0];
		}
	sd_str_release(&form);
	free(entries);
	return forms;
}

/* Whether the key's stem at `part` is met often enough in a form that is in none of the lists. */
static bool is_content_stem(const struct sd_count *forms, struct sd_text key, size_t part)
{
	const int64_t *sums = sd_count_find(forms, sd_term_part(key, part, sd_term_parts(key) - part - 1));
	return !sums || (double)sums[0] >= CONTENT_LEAST * (double)sums[1];
}

static struct sd_text keep(struct sd_arena *arena, const struct sd_str *str)
{
	return sd_text_keep(arena, sd_str_text(str));
}

void sd_theme_terms_find(struct sd_theme_terms *terms, const struct sd_theme_counts *counts,
			 const struct sd_term_lists *lists, struct sd_answer_reader *reader)
{
	*terms = (struct sd_theme_terms){.answers = answers_of(counts->answers, SD_TEXT("answers"))};
	size_t length;
	struct candidate *candidates = collect(counts, terms->answers, &length);
	absorb(candidates, length);
	if (length)
		qsort(candidates, length, sizeof *candidates, by_rank);
	struct sd_count *content = sd_count_new(1), *forms = count_forms(counts->surfaces, lists, content);
	struct sd_surfaces *surfaces = sd_surfaces_new(content);
	struct sd_theme_variants *variants = sd_theme_variants_new(content, reader);
	struct sd_str surface = SD_STR_INIT, pattern = SD_STR_INIT;
	terms->items = sd_calloc(SD_THEME_CANDIDATES, sizeof *terms->items);
	terms->index = sd_count_new(1);
	for (size_t i = 0; i < length && terms->length < SD_THEME_CANDIDATES; i++) {
		size_t parts = sd_term_parts(candidates[i].key);
		if (candidates[i].absorbed || !is_content_stem(forms, candidates[i].key, 0) ||
		    !is_content_stem(forms, candidates[i].key, parts - 1))
			continue;
		sd_str_clear(&surface);
		sd_str_clear(&pattern);
		sd_surfaces_add(surfaces, candidates[i].key, &surface);
		bool phrase = parts > 1;
		sd_str_addf(&pattern, phrase ? "'%s'" : "%s", surface.data);
		if (!reads_as(sd_str_text(&pattern), candidates[i].key, reader))
			continue;
		size_t place = sd_theme_variants_find(variants, candidates[i].key, terms->length);
		struct sd_theme_term *term = &terms->items[place];
		*sd_count_at(terms->index, candidates[i].key) = (int64_t)place + 1;
		sd_theme_variants_add(variants, candidates[i].key, place);
		if (place < terms->length) {
			struct sd_str both = SD_STR_INIT;
			sd_str_add_text(&both, term->pattern);
			sd_str_addf(&both, " %s", pattern.data);
			term->pattern = keep(&terms->arena, &both);
			sd_str_release(&both);
			term->answers += candidates[i].answers;
			continue;
		}
		terms->length++;
		term->key.data = sd_arena_dup(&terms->arena, candidates[i].key.data, candidates[i].key.length);
		term->key.length = candidates[i].key.length;
		term->surface = keep(&terms->arena, &surface);
		term->pattern = keep(&terms->arena, &pattern);
		term->answers = candidates[i].answers;
		term->stems = parts;
	}
	sd_str_release(&surface);
	sd_str_release(&pattern);
	sd_count_free(forms);
	sd_count_free(content);
	sd_theme_variants_free(variants);
	sd_surfaces_free(surfaces);
	free(candidates);
}

void sd_theme_terms_release(struct sd_theme_terms *terms)
{
	free(terms->items);
	sd_count_free(terms->index);
	sd_arena_release(&terms->arena);
}

/* --- what goes together ------------------------------------------------------------------------------------------- */

size_t sd_theme_pair_at(size_t a, size_t b)
{
	size_t low = a < b ? a : b, high = a < b ? b : a;
	return (high * (high + 1) / 2 + low) * SD_THEME_FOLDS;
}

/* Where the sums of all answers stand. */
static size_t answers_at(const struct sd_theme_pairs *pairs)
{
	return sd_theme_pair_at(0, pairs->terms);
}

void sd_theme_pairs_init(struct sd_theme_pairs *pairs, const struct sd_theme_terms *terms)
{
	pairs->terms = terms->length;
	pairs->sums = sd_calloc(answers_at(pairs) + SD_THEME_FOLDS, sizeof *pairs->sums);
}

void sd_theme_pairs_release(struct sd_theme_pairs *pairs)
{
	free(pairs->sums);
	pairs->sums = NULL;
}

void sd_theme_pair(struct sd_theme_pairs *pairs, const struct sd_theme_terms *terms, const struct sd_answer *answer,
		   const struct sd_term_lists *lists)
{
	struct sd_terms found = {0};
	size_t places[SD_THEME_CANDIDATES], length = 0;
	size_t fold = sd_hash_sample(answer->text.data, answer->text.length, 0) % SD_THEME_FOLDS;
	sd_terms_add(&found, answer, lists, SD_TERM_LONGEST);
	sd_terms_settle(&found);
	for (size_t i = 0; i < found.length; i++) {
		const int64_t *place = sd_count_find(terms->index, found.keys[i]);
		bool had = !place;
		for (size_t p = 0; !had && p < length; p++)
			had = places[p] == (size_t)*place - 1;
		if (!had)
			places[length++] = (size_t)*place - 1;
	}
	sd_terms_release(&found);
	pairs->sums[answers_at(pairs) + fold]++;
	for (size_t i = 0; i < length; i++)
		for (size_t j = i; j < length; j++)
			pairs->sums[sd_theme_pair_at(places[i], places[j]) + fold]++;
}

static struct sd_text pair_key(struct sd_str *key, const struct sd_theme_pairs *pairs, size_t a, size_t b)
{
	sd_str_clear(key);
	if (b == pairs->terms)
		sd_str_adds(key, "answers");
	else
		sd_str_addf(key, "%010zu\t%010zu", a, b);
	return sd_str_text(key);
}

/* Calls for every pair of places, and at last for all answers. */
static int each_pair(const struct sd_theme_pairs *pairs, int (*visit)(void *, struct sd_text, int64_t *), void *context)
{
	struct sd_str key = SD_STR_INIT;
	int result = 0;
	for (size_t b = 0; b <= pairs->terms; b++)
		for (size_t a = 0; a <= (b < pairs->terms ? b : 0); a++)
			result |= visit(context, pair_key(&key, pairs, a, b), &pairs->sums[sd_theme_pair_at(a, b)]);
	sd_str_release(&key);
	return result;
}

static int enter(void *context, struct sd_text key, int64_t *sums)
{
	int64_t any = 0;
	for (size_t fold = 0; fold < SD_THEME_FOLDS; fold++)
		any |= sums[fold];
	if (any)
		memcpy(sd_count_at(context, key), sums, SD_THEME_FOLDS * sizeof *sums);
	return 0;
}

int sd_theme_pairs_add(struct sd_count *count, const struct sd_theme_pairs *pairs, struct sd_error *err)
{
	struct sd_count *own = sd_count_new(SD_THEME_FOLDS);
	each_pair(pairs, enter, own);
	int result = sd_count_add(count, own, err);
	sd_count_free(own);
	return result;
}

static int recall(void *context, struct sd_text key, int64_t *sums)
{
	const int64_t *found = sd_count_find(context, key);
	if (found)
		memcpy(sums, found, SD_THEME_FOLDS * sizeof *sums);
	return 0;
}

void sd_theme_pairs_of(struct sd_theme_pairs *pairs, const struct sd_count *count, const struct sd_theme_terms *terms)
{
	sd_theme_pairs_init(pairs, terms);
	/* `recall` only looks. */
	each_pair(pairs, recall, (void *)(uintptr_t)count);
}

bool sd_theme_terms_overlap(const struct sd_theme_term *left, const struct sd_theme_term *right)
{
	struct sd_text a = left->key, b = right->key;
	size_t in_a = sd_term_parts(a), in_b = sd_term_parts(b);
	for (size_t i = 0; i < in_a; i++)
		for (size_t j = 0; j < in_b; j++)
			if (sd_text_equal(sd_term_part(a, i, in_a - i - 1), sd_term_part(b, j, in_b - j - 1)))
				return true;
	return false;
}

bool sd_theme_term_holds(const struct sd_theme_term *whole, const struct sd_theme_term *part)
{
	for (size_t skip = 0; skip + part->stems <= whole->stems; skip++)
		if (sd_text_equal(sd_term_part(whole->key, skip, whole->stems - skip - part->stems), part->key))
			return true;
	return false;
}
