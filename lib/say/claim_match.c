/* SPDX-License-Identifier: MIT */
/* The words of an answer, their classes, and the patterns that stand in it. */
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "say/claim_tables.h"

/* 3, 2.5, 2x (times); NAN for what is no plain number, such as 10/10. */
static double number_of(struct sd_text normal, bool *times)
{
	double value = 0, place = 0;
	size_t length = normal.length;
	*times = length > 1 && normal.data[length - 1] == 'x';
	length -= *times;
	if (!length || length > 9)
		return NAN;
	for (size_t i = 0; i < length; i++) {
		char c = normal.data[i];
		if (c == '.' && i && place == 0) {
			place = 1;
		} else if (c >= '0' && c <= '9') {
			value = value * 10 + (c - '0');
			place *= 10;
		} else {
			return NAN;
		}
	}
	return place > 1 ? value / place : value;
}

static bool is_money(struct sd_text normal)
{
	static const char *const signs[] = {"$", "£", "€", "¥"};
	for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
		size_t length = strlen(signs[s]);
		for (size_t i = 0; i + length <= normal.length; i++)
			if (!memcmp(normal.data + i, signs[s], length))
				return true;
	}
	return false;
}

/* An upper-case letter of ASCII or Latin-1. */
static bool is_capital(struct sd_text answer, size_t at)
{
	unsigned char first = (unsigned char)answer.data[at];
	unsigned char second = at + 1 < answer.length ? (unsigned char)answer.data[at + 1] : 0;
	return (first >= 'A' && first <= 'Z') || (first == 0xC3 && second >= 0x80 && second <= 0x9E);
}

static void add_word(struct sd_claim_reader *reader, size_t index, struct sd_text normal, size_t start, size_t end,
		     bool comma)
{
	const struct sd_token *token = &reader->tokens.items[index];
	SD_GROW(reader->words, reader->length, reader->room);
	struct claim_word *word = &reader->words[reader->length];
	*word = (struct claim_word){.id = claim_word_find(reader->tables, normal), .token = (uint32_t)index,
				    .sentence = token->sentence, .clause = token->clause, .number = NAN,
				    .comma = comma, .start = start, .end = end};
	if (token->kind == SD_TOKEN_NUMBER) {
		word->number = number_of(normal, &word->times);
		word->money = isnan(word->number) && is_money(normal);
	}
	if (token->kind == SD_TOKEN_WORD)
		word->capital = reader->length && reader->words[reader->length - 1].sentence == token->sentence &&
				is_capital(reader->answer, start);
	word->mention = token->kind == SD_TOKEN_MENTION;
	word->capital = word->capital || word->mention;
	reader->length++;
}

/* A hyphenated word is its parts, as "twice-weekly" is. Where their lengths are those of what was typed, so are their
 * places; else each has all of the word's. */
static void add_token(struct sd_claim_reader *reader, size_t index, bool comma)
{
	const struct sd_token *token = &reader->tokens.items[index];
	struct sd_text normal = token->normal;
	if (token->kind == SD_TOKEN_WORD && memchr(normal.data, '-', normal.length)) {
		bool same = token->end - token->start == normal.length;
		for (size_t at = 0, end; at < normal.length; at = end + 1) {
			end = at;
			while (end < normal.length && normal.data[end] != '-')
				end++;
			if (end == at)
				continue;
			add_word(reader, index, (struct sd_text){normal.data + at, end - at},
				 same ? token->start + at : token->start, same ? token->start + end : token->end,
				 comma);
			comma = false;
		}
		return;
	}
	add_word(reader, index, normal, token->start, token->end, comma);
}

static void add_hits(struct sd_claim_reader *reader, size_t at)
{
	const struct sd_claim_tables *tables = reader->tables;
	struct claim_word *word = &reader->words[at];
	word->hits = reader->hits_length;
	const struct claim_list *list = &tables->entries_of[word->id];
	for (size_t i = 0; word->id && i < list->length; i++) {
		const struct claim_entry *entry = &tables->entries[list->items[i]];
		size_t k = 1;
		if (at + entry->length > reader->length)
			continue;
		while (k < entry->length && reader->words[at + k].id == entry->words[k] &&
		       reader->words[at + k].sentence == word->sentence)
			k++;
		if (k < entry->length)
			continue;
		SD_GROW(reader->hits, reader->hits_length, reader->hits_room);
		reader->hits[reader->hits_length++] = (struct claim_hit){list->items[i], entry->class, entry->length};
	}
	word->hits_end = reader->hits_length;
}

void claim_words(struct sd_claim_reader *reader, struct sd_text answer)
{
	bool comma = false;
	reader->answer = answer;
	reader->tokens = sd_tokenize(reader->tokenizer, answer);
	reader->length = reader->hits_length = 0;
	for (size_t i = 0; i < reader->tokens.length; i++) {
		const struct sd_token *token = &reader->tokens.items[i];
		if (token->kind == SD_TOKEN_PUNCTUATION) {
			comma = true;
			continue;
		}
		add_token(reader, i, comma);
		comma = false;
	}
	for (size_t i = 0; i < reader->length; i++)
		add_hits(reader, i);
}

const struct claim_entry *claim_at(const struct sd_claim_reader *reader, size_t at, unsigned class)
{
	const struct claim_entry *best = NULL;
	for (size_t h = reader->words[at].hits; h < reader->words[at].hits_end; h++)
		if (reader->hits[h].class == class && (!best || reader->hits[h].length > best->length))
			best = &reader->tables->entries[reader->hits[h].entry];
	return best;
}

const struct claim_entry *claim_before(const struct sd_claim_reader *reader, size_t at, size_t from, unsigned class)
{
	const struct claim_entry *best = NULL;
	for (size_t back = 1; back <= CLAIM_PHRASE_MOST && from + back <= at; back++)
		for (size_t h = reader->words[at - back].hits; h < reader->words[at - back].hits_end; h++)
			if (reader->hits[h].class == class && reader->hits[h].length == back)
				best = &reader->tables->entries[reader->hits[h].entry];
	return best;
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */

struct search {
	struct sd_claim_reader *reader;
	const struct claim_pattern *pattern;
	size_t from, to;
	struct claim_match match;
	unsigned steps; /* left: each pattern at each word has a bounded share, which keeps the whole linear */
};
enum { STEPS_MOST = 4096 };

static bool go_on(struct search *search, size_t element, size_t at);

static bool is_start(const struct search *search, size_t at)
{
	const struct claim_word *words = search->reader->words;
	return at == search->from || words[at - 1].mention ||
	       (at < search->to && words[at].clause != words[at - 1].clause);
}

static bool is_end(const struct search *search, size_t at)
{
	const struct claim_word *words = search->reader->words;
	return at == search->to || (at > search->from && (words[at].clause != words[at - 1].clause || words[at].comma));
}

static bool is_break(const struct search *search, size_t at)
{
	const struct claim_word *words = search->reader->words;
	return at > search->from && (words[at].clause != words[at - 1].clause || words[at].comma);
}

static bool take(struct search *search, size_t element, size_t at, size_t length, struct claim_capture capture)
{
	uint8_t had = search->match.captures;
	if (had < CLAIM_CAPTURES_MOST) {
		capture.first = (uint32_t)at;
		capture.last = (uint32_t)(at + length);
		search->match.capture[search->match.captures++] = capture;
	}
	if (go_on(search, element + 1, at + length))
		return true;
	search->match.captures = had;
	return false;
}

static bool try_atom(struct search *search, size_t index, const struct claim_element *element,
		     const struct claim_atom *atom, size_t at)
{
	struct sd_claim_reader *reader = search->reader;
	const struct claim_word *word = at < search->to ? &reader->words[at] : NULL;
	struct claim_capture capture = {.value = NAN, .low = NAN, .high = NAN, .class = atom->type,
					.divides = element->divides};
	if (atom->type == CLAIM_START)
		return is_start(search, at) && go_on(search, index + 1, at);
	if (atom->type == CLAIM_END)
		return is_end(search, at) && go_on(search, index + 1, at);
	if (!word)
		return false;
	if (atom->type == CLAIM_WORD)
		return word->id == atom->word && go_on(search, index + 1, at + 1);
	if (atom->type == CLAIM_NAME || atom->type == CLAIM_MONEY) {
		if (atom->type == CLAIM_NAME ? !word->capital || word->id : !word->money)
			return false;
		return take(search, index, at, 1, capture);
	}
	if ((atom->type == CLAIM_NUMBER && !word->times) || (atom->type == CLAIM_TIMES && word->times)) {
		capture.value = capture.low = capture.high = word->number;
		if (!isnan(word->number))
			return take(search, index, at, 1, capture);
	}
	/* The longest first. */
	for (size_t length = search->to - at < CLAIM_PHRASE_MOST ? search->to - at : CLAIM_PHRASE_MOST; length;
	     length--)
		for (size_t h = word->hits; h < word->hits_end; h++) {
			if (reader->hits[h].class != atom->type || reader->hits[h].length != length)
				continue;
			const struct claim_entry *entry = &reader->tables->entries[reader->hits[h].entry];
			capture.value = entry->value;
			capture.low = entry->low;
			capture.high = entry->high;
			capture.text = entry->text;
			if (take(search, index, at, length, capture))
				return true;
		}
	return false;
}

/* Whether a word or class begins here, without going on. */
static bool stands_here(const struct search *search, const struct claim_element *element, size_t at)
{
	const struct sd_claim_reader *reader = search->reader;
	for (size_t a = element->first; a < element->first + element->atoms; a++) {
		const struct claim_atom *atom = &reader->tables->atoms[a];
		if (atom->type == CLAIM_START ? is_start(search, at)
		    : atom->type == CLAIM_END ? is_end(search, at)
					      : false)
			return true;
		if (at >= search->to)
			continue;
		if (atom->type == CLAIM_WORD && reader->words[at].id == atom->word)
			return true;
		if (atom->type == CLAIM_NUMBER && !isnan(reader->words[at].number))
			return true;
		if (atom->type < CLAIM_CLASSES_MOST && claim_at(reader, at, atom->type))
			return true;
	}
	return false;
}

static bool go_on(struct search *search, size_t index, size_t at)
{
	const struct sd_claim_tables *tables = search->reader->tables;
	if (search->steps == 0)
		return false;
	search->steps--;
	if (index == search->pattern->elements) {
		search->match.last = (uint32_t)at;
		return true;
	}
	const struct claim_element *element = &tables->elements[search->pattern->first + index];
	if (element->not_here)
		return !stands_here(search, element, at) && go_on(search, index + 1, at);
	if (element->here)
		return stands_here(search, element, at) && go_on(search, index + 1, at);
	/* A gap stays within its clause. */
	for (size_t skip = 0; element->gap && skip <= element->gap && at + skip <= search->to; skip++) {
		if (go_on(search, index + 1, at + skip))
			return true;
		if (at + skip < search->to && is_break(search, at + skip))
			break;
	}
	for (size_t a = element->first; a < element->first + element->atoms; a++)
		if (try_atom(search, index, element, &tables->atoms[a], at))
			return true;
	return element->optional && go_on(search, index + 1, at);
}

static void try_all(struct search *search, const struct claim_list *list, size_t at)
{
	struct sd_claim_reader *reader = search->reader;
	for (size_t i = 0; i < list->length; i++) {
		search->pattern = &reader->tables->patterns[list->items[i]];
		search->steps = STEPS_MOST;
		search->match.captures = 0;
		if (!go_on(search, 0, at))
			continue;
		/* By several of its classes or words a pattern may be asked for twice at one place. */
		bool had = false;
		for (size_t m = reader->matches_length; !had && m > 0 && reader->matches[m - 1].first == at; m--)
			had = reader->matches[m - 1].pattern == list->items[i];
		if (had)
			continue;
		search->match.pattern = list->items[i];
		search->match.first = (uint32_t)at;
		SD_GROW(reader->matches, reader->matches_length, reader->matches_room);
		reader->matches[reader->matches_length++] = search->match;
	}
}

void claim_find(struct sd_claim_reader *reader, size_t from, size_t to)
{
	const struct sd_claim_tables *tables = reader->tables;
	struct search search;
	search.reader = reader;
	search.from = from;
	search.to = to;
	for (size_t at = from; at < to; at++) {
		const struct claim_word *word = &reader->words[at];
		if (word->id)
			try_all(&search, &tables->patterns_of_word[word->id], at);
		if (!isnan(word->number))
			try_all(&search, &tables->patterns_of_class[word->times ? CLAIM_TIMES : CLAIM_NUMBER], at);
		if (word->money)
			try_all(&search, &tables->patterns_of_class[CLAIM_MONEY], at);
		uint64_t seen[CLAIM_CLASSES_MOST / 64] = {0};
		for (size_t h = word->hits; h < word->hits_end; h++) {
			unsigned class = reader->hits[h].class;
			if (!(seen[class / 64] >> class % 64 & 1))
				try_all(&search, &tables->patterns_of_class[class], at);
			seen[class / 64] |= (uint64_t)1 << class % 64;
		}
	}
}
