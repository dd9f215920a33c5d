/* SPDX-License-Identifier: MIT */
/* Coded answers as numbered features. */
#include <stdlib.h>

#include "say/learn_codes_fit.h"
#include "say/nonanswer.h"
#include "say/pattern.h"

enum { RUN = 2 };

/* One of the words of a language, as a stem; `words` are its surfaces with how often each was read. */
struct stem {
	struct sd_text stem, surface;
	int64_t most;
};

struct reading {
	struct sd_learn_codes_corpus *corpus;
	struct sd_answer_reader *reader;
	struct sd_count *stems, *surfaces, *features; /* stem → number + 1; stem, TAB, word → times; feature → number +
							 1 */
	struct stem *known;
	size_t known_length, known_room;
	uint32_t (*parts)[RUN]; /* of a feature: its stems, the second UINT32_MAX where there is none */
	size_t parts_room;
	size_t *last; /* of a feature: the row + 1 it was met in last */
	size_t last_room;
	uint32_t *words;
	size_t words_room;
};

static int compare_rows(const void *left, const void *right)
{
	const struct sd_learn_codes_row *a = left, *b = right;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	int order = sd_text_compare(a->answer, b->answer);
	order = order ? order : sd_text_compare(a->person, b->person);
	return order ? order : sd_text_compare(a->codes, b->codes);
}

static uint32_t stem_number(struct reading *reading, const struct sd_answer_word *word)
{
	int64_t *number = sd_count_at(reading->stems, word->stem);
	if (!*number) {
		SD_GROW(reading->known, reading->known_length, reading->known_room);
		struct sd_text kept = sd_text_keep(&reading->corpus->arena, word->stem);
		reading->known[reading->known_length++] = (struct stem){.stem = kept};
		*number = (int64_t)reading->known_length;
	}
	struct sd_str key = SD_STR_INIT;
	sd_key_add(&key, word->stem);
	sd_key_add(&key, word->token.normal);
	++*sd_count_at(reading->surfaces, sd_str_text(&key));
	sd_str_release(&key);
	return (uint32_t)*number - 1;
}

static void add_feature(struct reading *reading, size_t row, uint32_t first, uint32_t second)
{
	struct sd_learn_codes_corpus *corpus = reading->corpus;
	const uint32_t key[RUN] = {first, second};
	int64_t *number = sd_count_at(reading->features, (struct sd_text){(const char *)key, sizeof key});
	if (!*number) {
		size_t next = corpus->patterns_length++;
		SD_GROW(reading->parts, next, reading->parts_room);
		SD_GROW(reading->last, next, reading->last_room);
		memcpy(reading->parts[next], key, sizeof key);
		reading->last[next] = 0;
		*number = (int64_t)next + 1;
	}
	size_t feature = (size_t)*number - 1;
	if (reading->last[feature] == row + 1)
		return;
	reading->last[feature] = row + 1;
	SD_GROW(corpus->features, corpus->features_length, corpus->features_room);
	corpus->features[corpus->features_length++] = (uint32_t)feature;
	corpus->rows[row].length++;
}

static void read_row(struct reading *reading, size_t row)
{
	struct sd_learn_codes_corpus *corpus = reading->corpus;
	const struct sd_answer *answer = sd_answer_read(reading->reader, corpus->rows[row].answer);
	corpus->rows[row].first = corpus->features_length;
	for (size_t i = 0; i < answer->length; i++) {
		SD_GROW(reading->words, i, reading->words_room);
		reading->words[i] = stem_number(reading, &answer->words[i]);
	}
	for (size_t i = 0; i < answer->length; i++) {
		add_feature(reading, row, reading->words[i], UINT32_MAX);
		if (corpus->options->words > 1 && sd_answer_in_one_sentence(answer, i, i + 2))
			add_feature(reading, row, reading->words[i], reading->words[i + 1]);
	}
}

/* Of each stem the word that was read most often, the first in byte order of those. */
static void choose_surfaces(struct reading *reading)
{
	struct sd_count_entry *entries = sd_count_sorted(reading->surfaces);
	struct sd_str stem = SD_STR_INIT, word = SD_STR_INIT;
	for (size_t i = 0; i < sd_count_length(reading->surfaces); i++) {
		struct sd_text rest = entries[i].key;
		bool absent;
		sd_key_next(&rest, &stem, &absent);
		sd_key_next(&rest, &word, &absent);
		const int64_t *number = sd_count_find(reading->stems, sd_str_text(&stem));
		struct stem *known = &reading->known[*number - 1];
		if (entries[i].sums[0] <= known->most)
			continue;
		known->most = entries[i].sums[0];
		known->surface = sd_text_keep(&reading->corpus->arena, sd_str_text(&word));
	}
	free(entries);
	sd_str_release(&stem);
	sd_str_release(&word);
}

/* Whether a book reads the pattern as these stems beside one another. */
static bool reads_back(struct reading *reading, struct sd_text pattern, const uint32_t *parts, size_t length)
{
	struct sd_pattern_parser parser;
	sd_pattern_parser_init(&parser, pattern, reading->reader);
	bool same = sd_pattern_next(&parser) == 1 && parser.nodes_length == 1 && parser.length == length &&
		    parser.source.length == pattern.length;
	for (size_t i = 0; same && i < length; i++)
		same = parser.elements[i].by == SD_MATCH_STEM &&
		       sd_text_equal(parser.elements[i].form, reading->known[parts[i]].stem);
	sd_pattern_parser_release(&parser);
	return same;
}

static void spell_patterns(struct reading *reading)
{
	struct sd_learn_codes_corpus *corpus = reading->corpus;
	struct sd_str words = SD_STR_INIT, pattern = SD_STR_INIT;
	size_t *held = sd_calloc(corpus->patterns_length + 1, sizeof *held);
	for (size_t i = 0; i < corpus->features_length; i++)
		held[corpus->features[i]]++;
	corpus->patterns = sd_calloc(corpus->patterns_length + 1, sizeof *corpus->patterns);
	for (size_t f = 0; f < corpus->patterns_length; f++) {
		size_t length = reading->parts[f][1] == UINT32_MAX ? 1 : RUN;
		if ((int64_t)held[f] < corpus->options->least)
			continue;
		sd_str_clear(&words);
		sd_str_clear(&pattern);
		for (size_t i = 0; i < length; i++) {
			sd_str_adds(&words, i ? " " : "");
			sd_str_add_text(&words, reading->known[reading->parts[f][i]].surface);
		}
		if (!sd_codebook_add_pattern(&pattern, sd_str_text(&words), true) ||
		    !reads_back(reading, sd_str_text(&pattern), reading->parts[f], length))
			continue;
		corpus->patterns[f] = sd_text_keep(&corpus->arena, sd_str_text(&pattern));
	}
	free(held);
	sd_str_release(&words);
	sd_str_release(&pattern);
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* The next code of a cell that has a name and is none of the built-in ones. */
static bool next_code(struct sd_text *rest, struct sd_text *code)
{
	while (rest->length) {
		const char *end = memchr(rest->data, ';', rest->length);
		struct sd_text part = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
		size_t step = part.length + (end ? 1 : 0);
		*rest = (struct sd_text){rest->data + step, rest->length - step};
		*code = sd_text_trim(part);
		if (code->length && !sd_nonanswer_is_name(*code))
			return true;
	}
	return false;
}

static int by_answers(const void *left, const void *right)
{
	const struct sd_count_entry *a = left, *b = right;
	if (a->sums[0] != b->sums[0])
		return a->sums[0] > b->sums[0] ? -1 : 1;
	return sd_text_compare(a->key, b->key);
}

static void read_codes(struct sd_learn_codes_corpus *corpus)
{
	struct sd_count *counts = sd_count_new(3); /* answers; the row + 1 met last; the number + 1 */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t r = 0; r < corpus->length; r++) {
			struct sd_learn_codes_row *row = &corpus->rows[r];
			struct sd_text rest = row->codes, code;
			row->codes_first = corpus->given_length;
			while (next_code(&rest, &code)) {
				int64_t *sums = sd_count_at(counts, code);
				int64_t mark = (int64_t)(pass * corpus->length + r) + 1;
				if (sums[1] == mark)
					continue;
				sums[1] = mark;
				sums[0] += !pass;
				if (!pass)
					continue;
				SD_GROW(corpus->given, corpus->given_length, corpus->given_room);
				corpus->given[corpus->given_length++] = (uint32_t)sums[2] - 1;
				row->codes_length++;
			}
		}
		if (pass)
			break;
		struct sd_count_entry *entries = sd_count_sorted(counts);
		corpus->codes_length = sd_count_length(counts);
		if (corpus->codes_length)
			qsort(entries, corpus->codes_length, sizeof *entries, by_answers);
		corpus->codes = sd_alloc(corpus->codes_length + 1, sizeof *corpus->codes);
		corpus->codes_answers = sd_alloc(corpus->codes_length + 1, sizeof *corpus->codes_answers);
		for (size_t i = 0; i < corpus->codes_length; i++) {
			struct sd_text name = entries[i].key;
			corpus->codes[i] = sd_text_keep(&corpus->arena, name);
			corpus->codes_answers[i] = entries[i].sums[0];
		}
		free(entries);
		for (size_t i = 0; i < corpus->codes_length; i++)
			sd_count_at(counts, corpus->codes[i])[2] = (int64_t)i + 1;
	}
	sd_count_free(counts);
}

bool sd_learn_codes_has(const struct sd_learn_codes_corpus *corpus, size_t row, size_t code)
{
	const struct sd_learn_codes_row *of = &corpus->rows[row];
	for (size_t i = 0; i < of->codes_length; i++)
		if (corpus->given[of->codes_first + i] == code)
			return true;
	return false;
}

void sd_learn_codes_read(struct sd_learn_codes_corpus *corpus, struct sd_answer_reader *reader)
{
	struct reading reading = {.corpus = corpus,
				  .reader = reader,
				  .stems = sd_count_new(1),
				  .surfaces = sd_count_new(1),
				  .features = sd_count_new(1)};
	if (corpus->length)
		qsort(corpus->rows, corpus->length, sizeof *corpus->rows, compare_rows);
	read_codes(corpus);
	for (size_t r = 0; r < corpus->length; r++)
		read_row(&reading, r);
	choose_surfaces(&reading);
	spell_patterns(&reading);
	sd_count_free(reading.stems);
	sd_count_free(reading.surfaces);
	sd_count_free(reading.features);
	free(reading.known);
	free(reading.parts);
	free(reading.last);
	free(reading.words);
}

void sd_learn_codes_corpus_release(struct sd_learn_codes_corpus *corpus)
{
	free(corpus->rows);
	free(corpus->features);
	free(corpus->patterns);
	free(corpus->given);
	free(corpus->codes);
	free(corpus->codes_answers);
	sd_arena_release(&corpus->arena);
}
