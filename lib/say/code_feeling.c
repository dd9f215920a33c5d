/* SPDX-License-Identifier: MIT */
#include "say/code_feeling.h"

#include "base/mem.h"

enum {
	BEFORE_PLACE = 2, /* words more, for a word of feeling before a place that it does not touch */
	REACH = 40	  /* words on either side of a place beyond which a word of feeling says nothing of it */
};

/* Beside a clause of the result. */
struct clause {
	size_t first_word;
	size_t polar, polar_length;  /* its words of feeling */
	size_t place, places_length; /* the spans that begin in it */
	size_t before, behind;	     /* the nearest clause with feeling on this side of a turn, or NONE */
	size_t any_before, any_behind; /* the same of the whole sentence */
	bool turns;		     /* stands against the clause before it */
	bool rivals;		     /* names codes of which none is above the other */
};
#define NONE SIZE_MAX

/* A word of feeling, by the answer's words. */
struct polar {
	size_t first, last, nearest; /* the least distance from a place of its clause */
	int32_t weight;
};

struct code_feeling {
	const struct sd_words *contrast;
	const struct sd_phrases *phrases;
	struct sd_sentiment *sentiment;
	struct clause *clauses;
	size_t clauses_room;
	struct polar *polars;
	size_t polars_room;
	int prompt;
	bool unscored;
};

struct code_feeling *code_feeling_new(const struct sd_sentiment_rules *rules)
{
	struct code_feeling *feeling = sd_calloc(1, sizeof *feeling);
	feeling->contrast = rules->contrast;
	feeling->phrases = rules->phrases;
	feeling->sentiment = sd_sentiment_new(rules);
	return feeling;
}

void code_feeling_free(struct code_feeling *feeling)
{
	if (!feeling)
		return;
	sd_sentiment_free(feeling->sentiment);
	free(feeling->clauses);
	free(feeling->polars);
	free(feeling);
}

void code_feeling_prompt(struct code_feeling *feeling, int weight)
{
	feeling->prompt = weight;
}

static bool is_above(const struct sd_codebook *book, uint32_t upper, uint32_t code)
{
	while (code != SD_NO_CODE && code != upper)
		code = sd_codebook_code(book, code)->parent;
	return code == upper;
}

/* --- laying the answer out ---------------------------------------------------------------------------------------- */

/* Whether the clause that begins at the word concedes what it says: "although the food was good, …". */
static bool concedes(const struct code_feeling *feeling, const struct sd_answer *answer, size_t word)
{
	enum { WORDS = 4 };
	struct sd_text words[WORDS];
	struct sd_phrase phrase;
	size_t length = 0;
	for (; length < WORDS && word + length < answer->length; length++)
		words[length] = answer->words[word + length].token.normal;
	if (!feeling->phrases || !length)
		return false;
	return sd_phrases_match(feeling->phrases, sd_phrases_begin_of(feeling->phrases, *words), words, length, NULL,
				&phrase) &&
	       phrase.kind == SD_PHRASE_CONCEDE;
}

static void lay_out_clauses(struct code_feeling *feeling, const struct sd_sentiment_result *result,
			    const struct sd_answer *answer)
{
	size_t word = 0, span = 0;
	bool conceded = false; /* by the first clause of this sentence, which is the one before */
	for (size_t c = 0; c < result->clause_count; c++) {
		const struct sd_sentiment_clause *from = &result->clauses[c];
		SD_GROW(feeling->clauses, c, feeling->clauses_room);
		struct clause *clause = &feeling->clauses[c];
		while (word < answer->length && answer->words[word].token.end <= from->start)
			word++;
		*clause = (struct clause){.first_word = word, .polar = span, .before = NONE, .behind = NONE,
					  .any_before = NONE, .any_behind = NONE};
		bool first = c == 0 || from[-1].sentence != from->sentence;
		clause->turns = (conceded && !first) || (feeling->contrast && word < answer->length &&
							 sd_words_has(feeling->contrast,
									answer->words[word].token.normal));
		conceded = first && clause->turns && concedes(feeling, answer, word);
		for (; span < result->span_count && result->spans[span].start < from->end; span++)
			clause->polar_length++;
	}
}

/* The words that each span of feeling covers. */
static void lay_out_polars(struct code_feeling *feeling, const struct sd_sentiment_result *result,
		const struct sd_answer *answer)
{
	size_t word = 0;
	for (size_t i = 0; i < result->span_count; i++) {
		const struct sd_sentiment_span *span = &result->spans[i];
		SD_GROW(feeling->polars, i, feeling->polars_room);
		while (word < answer->length && answer->words[word].token.end <= span->start)
			word++;
		size_t last = word;
		while (last < answer->length && answer->words[last].token.start < span->end)
			last++;
		feeling->polars[i] = (struct polar){word, last > word ? last : word + 1, NONE, span->weight};
	}
}

static void lay_out_places(struct code_feeling *feeling, const struct sd_sentiment_result *result,
		const struct sd_codebook *book,
			   const struct sd_code_span *spans, size_t length, size_t *clauses)
{
	size_t c = 0;
	for (size_t i = 0; i < length; i++) {
		while (c + 1 < result->clause_count && result->clauses[c].end <= spans[i].start)
			c++;
		struct clause *clause = &feeling->clauses[c];
		clauses[i] = c;
		if (!clause->places_length)
			clause->place = i;
		clause->places_length++;
		uint32_t first = spans[clause->place].code;
		bool related = is_above(book, first, spans[i].code) || is_above(book, spans[i].code, first);
		clause->rivals = clause->rivals || !related;
	}
}

/* To the nearest clause with feeling before and behind each, up to a turn and up to the sentence's end. */
static void link_clauses(struct code_feeling *feeling, const struct sd_sentiment_result *result)
{
	size_t length = result->clause_count;
	for (size_t c = 1; c < length; c++) {
		struct clause *clause = &feeling->clauses[c], *other = &feeling->clauses[c - 1];
		if (result->clauses[c].sentence != result->clauses[c - 1].sentence)
			continue;
		clause->any_before = other->polar_length ? c - 1 : other->any_before;
		if (!clause->turns)
			clause->before = other->polar_length ? c - 1 : other->before;
	}
	for (size_t c = length; c-- > 1;) {
		struct clause *clause = &feeling->clauses[c - 1], *other = &feeling->clauses[c];
		if (result->clauses[c].sentence != result->clauses[c - 1].sentence)
			continue;
		clause->any_behind = other->polar_length ? c : other->any_behind;
		if (!other->turns)
			clause->behind = other->polar_length ? c : other->behind;
	}
}

/* --- within a clause ---------------------------------------------------------------------------------------------- */

static size_t distance(const struct polar *polar, size_t first, size_t last)
{
	if (polar->first >= last)
		return polar->first - last;
	return first > polar->last ? first - polar->last + BEFORE_PLACE : 0;
}

static void find_nearest(struct code_feeling *feeling, const struct clause *clause, const struct sd_code_span *spans)
{
	size_t next = clause->place, end = clause->place + clause->places_length, reached = 0;
	for (size_t i = clause->polar; i < clause->polar + clause->polar_length; i++) {
		struct polar *polar = &feeling->polars[i];
		for (; next < end && spans[next].first <= polar->first; next++)
			reached = spans[next].last > reached ? spans[next].last : reached;
		if (next > clause->place)
			polar->nearest = polar->first > reached ? polar->first - reached : 0;
		if (next < end && distance(polar, spans[next].first, spans[next].last) < polar->nearest)
			polar->nearest = distance(polar, spans[next].first, spans[next].last);
	}
}

static int64_t shared_raw(const struct code_feeling *feeling, const struct clause *clause,
		const struct sd_code_span *span)
{
	int64_t raw = 0;
	size_t low = clause->polar, high = clause->polar + clause->polar_length, end = high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (feeling->polars[middle].last + REACH < span->first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < end && feeling->polars[low].first <= span->last + REACH; low++) {
		const struct polar *polar = &feeling->polars[low];
		int64_t near = (int64_t)polar->nearest + 1;
		int64_t here = (int64_t)distance(polar, span->first, span->last) + 1;
		raw += polar->weight * (near < here ? near : here) / here;
	}
	return raw;
}

/* --- where the clause is silent ----------------------------------------------------------------------------------- */

static int64_t raw_of(const struct sd_sentiment_result *result, size_t clause)
{
	return clause == NONE ? 0 : result->clauses[clause].part.raw;
}

/* The nearest clause with feeling in the next sentence or the one before, where that sentence names no code. */
static size_t beside(const struct code_feeling *feeling, const struct sd_sentiment_result *result, size_t c,
		bool forward)
{
	uint32_t own = result->clauses[c].sentence, other = own;
	size_t found = NONE;
	while (forward ? ++c < result->clause_count : c-- > 0) {
		uint32_t sentence = result->clauses[c].sentence;
		if (sentence == own)
			continue;
		if (other == own)
			other = sentence;
		if (sentence != other)
			break;
		if (feeling->clauses[c].places_length)
			return NONE;
		if (found == NONE && feeling->clauses[c].polar_length)
			found = c;
	}
	return found;
}

/* Of the nearer of two clauses, of both where they are as near. */
static int64_t nearer_raw(const struct sd_sentiment_result *result, size_t c, size_t before, size_t behind)
{
	if (before != NONE && behind != NONE && c - before == behind - c)
		return raw_of(result, before) + raw_of(result, behind);
	if (before != NONE && (behind == NONE || c - before < behind - c))
		return raw_of(result, before);
	return raw_of(result, behind);
}

/* Whether a clause names a code that is neither this one nor above or below it. */
static bool names_other(const struct clause *clause, const struct sd_codebook *book, const struct sd_code_span *spans,
		uint32_t code)
{
	if (!clause->places_length)
		return false;
	uint32_t first = spans[clause->place].code;
	return clause->rivals || !(is_above(book, first, code) || is_above(book, code, first));
}

static int64_t silent_raw(const struct code_feeling *feeling, const struct sd_sentiment_result *result, size_t c,
			  const struct sd_codebook *book, const struct sd_code_span *spans, uint32_t code)
{
	const struct clause *clause = &feeling->clauses[c];
	if (!result->span_count)
		return feeling->prompt;
	size_t before = clause->any_before, behind = clause->any_behind;
	if (clause->before != NONE || clause->behind != NONE)
		return nearer_raw(result, c, clause->before, clause->behind);
	if (before != NONE || behind != NONE) {
		size_t nearer = behind == NONE || (before != NONE && c - before <= behind - c) ? before : behind;
		bool other = names_other(&feeling->clauses[nearer], book, spans, code);
		return other ? -raw_of(result, nearer) / 2 : nearer_raw(result, c, before, behind);
	}
	size_t other = beside(feeling, result, c, true);
	return raw_of(result, other != NONE ? other : beside(feeling, result, c, false));
}

void code_feeling_score(struct code_feeling *feeling, const struct sd_codebook *book, const struct sd_answer *answer,
			struct sd_code_span *spans, size_t length, size_t *clauses)
{
	if (!length)
		return;
	const struct sd_sentiment_result *result = sd_sentiment_score(feeling->sentiment, answer->text);
	feeling->unscored = result->whole.label == SD_SENTIMENT_UNSCORED;
	memset(clauses, 0, length * sizeof *clauses);
	if (!result->clause_count)
		return;
	lay_out_clauses(feeling, result, answer);
	lay_out_polars(feeling, result, answer);
	lay_out_places(feeling, result, book, spans, length, clauses);
	link_clauses(feeling, result);
	size_t mute = NONE; /* a clause of the last sentence without any feeling, with what those beside it say */
	int64_t mute_raw = 0;
	for (size_t i = 0; i < length; i++) {
		const struct clause *clause = &feeling->clauses[clauses[i]];
		const struct sd_sentiment_part *part = &result->clauses[clauses[i]].part;
		if (!clause->polar_length) {
			bool felt = clause->any_before != NONE || clause->any_behind != NONE;
			bool known = !felt && mute != NONE &&
					result->clauses[mute].sentence == result->clauses[clauses[i]].sentence;
			int64_t raw = known ? mute_raw : silent_raw(feeling, result, clauses[i], book, spans,
					spans[i].code);
			mute = felt ? mute : clauses[i];
			mute_raw = felt ? mute_raw : raw;
			spans[i].score = sd_sentiment_score_of(raw);
		} else if (clause->rivals && part->positive > 0 && part->negative < 0) {
			if (i == clause->place)
				find_nearest(feeling, clause, spans);
			spans[i].score = sd_sentiment_score_of(shared_raw(feeling, clause, &spans[i]));
		} else {
			spans[i].score = part->score;
		}
	}
}

sd_decimal code_feeling_whole(struct code_feeling *feeling, struct sd_text answer)
{
	const struct sd_sentiment_part *whole = &sd_sentiment_score(feeling->sentiment, answer)->whole;
	feeling->unscored = whole->label == SD_SENTIMENT_UNSCORED;
	return whole->score;
}

bool code_feeling_unscored(const struct code_feeling *feeling)
{
	return feeling->unscored;
}
