/* SPDX-License-Identifier: MIT */
/* The rules of sentiment.h: what shifts the weights of the entries that were found. */
#include "base/mem.h"
#include "say/sentiment_state.h"

enum {
	SCOPE = 4,		/* words that a negator reaches over */
	EXCLAMATIONS_MOST = 3,
	INTENSIFY = 12500,
	DIMINISH = 7000,
	EMPHASIS = 12000,
	EXCLAIM = 500,		/* more, for each ! */
	DENY_PRAISE = -7400,	/* Hutto and Gilbert 2014 */
	DENY_BLAME = -4000,
	BEFORE_CONTRAST = 7500,
	AFTER_CONTRAST = 12500
};

static int32_t times(int32_t weight, int64_t factor)
{
	int64_t product = weight * factor;
	return (int32_t)((product + (product < 0 ? -UNIT / 2 : UNIT / 2)) / UNIT);
}

static void shift_by_degree(struct sd_sentiment *s, struct sd_sentiment_span *span, size_t first)
{
	for (size_t back = 1; back <= SHIFTERS_MOST && back <= first; back++) {
		const struct unit *unit = &s->units[first - back];
		if (unit->mark || unit->used || unit->span != SIZE_MAX || unit->negator ||
		    token_of(s, first - back)->clause != span->clause)
			return;
		if (unit->intensifier) {
			span->weight = times(span->weight, INTENSIFY);
			span->shifts |= SD_SHIFT_INTENSIFIED;
		} else if (unit->diminisher) {
			span->weight = times(span->weight, DIMINISH);
			span->shifts |= SD_SHIFT_DIMINISHED;
		} else {
			return;
		}
	}
}

/* Whether a word hands a denial on from one entry to the next: as short as or, nor, and, ni, et, und, of. */
static bool carries_denial(const struct unit *unit)
{
	return unit->negator || unit->text.length <= 3;
}

/* Whether a negator in front of the entry denies it. */
static bool denied_from_before(const struct sd_sentiment *s, size_t span)
{
	size_t first = s->found[span].first, steps = 0;
	/* A face says what it says: "nothing works :(". */
	if (token_of(s, first)->kind == SD_TOKEN_EMOJI)
		return false;
	bool bound = true; /* only carrying words so far */
	for (size_t at = first; at-- > 0 && steps < SCOPE; steps += !s->units[at].intensifier && !s->units[at].diminisher) {
		const struct unit *unit = &s->units[at];
		if (unit->mark || token_of(s, at)->clause != s->spans[span].clause)
			return false;
		if (unit->negator && !unit->used)
			return true;
		if (unit->span != SIZE_MAX)
			return bound && s->found[unit->span].denied;
		if (unit->used)
			return false;
		bound = bound && carries_denial(unit);
	}
	return false;
}

/* Whether a negator behind the entry, with no entry of its own in front of it, denies it. */
static bool denied_from_behind(const struct sd_sentiment *s, size_t span)
{
	size_t at = s->found[span].first + s->found[span].length;
	for (size_t steps = 0; at < s->unit_count && steps < SCOPE; at++, steps++) {
		const struct unit *unit = &s->units[at];
		if (unit->mark || unit->used || unit->span != SIZE_MAX ||
		    token_of(s, at)->clause != s->spans[span].clause)
			return false;
		if (!unit->negator)
			continue;
		for (size_t next = at + 1; next <= at + SCOPE && next < s->unit_count; next++) {
			if (s->units[next].mark || token_of(s, next)->clause != s->spans[span].clause)
				break;
			if (s->units[next].span != SIZE_MAX)
				return false;
		}
		return true;
	}
	return false;
}

static bool has_small_letters(const struct sd_sentiment *s)
{
	for (size_t i = 0; i < s->tokens.length; i++)
		if (s->tokens.items[i].kind == SD_TOKEN_WORD && !(s->tokens.items[i].flags & SD_TOKEN_ALL_CAPS) &&
		    s->tokens.items[i].normal.length > 1)
			return true;
	return false;
}

static void shift_by_emphasis(struct sd_sentiment *s, struct sd_sentiment_span *span, const struct found *found,
			      bool capitals_tell)
{
	unsigned flags = 0;
	for (size_t i = 0; i < found->length; i++)
		flags |= token_of(s, found->first + i)->flags;
	if ((flags & SD_TOKEN_ALL_CAPS) && capitals_tell && !(s->rules.without & SD_SHIFT_CAPITALS)) {
		span->weight = times(span->weight, EMPHASIS);
		span->shifts |= SD_SHIFT_CAPITALS;
	}
	if ((flags & SD_TOKEN_DRAWN_OUT) && !(s->rules.without & SD_SHIFT_DRAWN_OUT)) {
		span->weight = times(span->weight, EMPHASIS);
		span->shifts |= SD_SHIFT_DRAWN_OUT;
	}
}

/* The exclamation marks of each sentence, over its spans. */
static void shift_by_exclamation(struct sd_sentiment *s)
{
	size_t span = 0;
	for (size_t i = 0; i < s->tokens.length;) {
		uint32_t sentence = s->tokens.items[i].sentence;
		int marks = 0;
		for (; i < s->tokens.length && s->tokens.items[i].sentence == sentence; i++) {
			const struct sd_token *token = &s->tokens.items[i];
			if (token->kind == SD_TOKEN_PUNCTUATION)
				for (size_t k = 0; k < token->normal.length; k++)
					marks += token->normal.data[k] == '!';
		}
		if (marks > EXCLAMATIONS_MOST)
			marks = EXCLAMATIONS_MOST;
		for (; span < s->span_count && s->spans[span].sentence <= sentence; span++)
			if (marks) {
				s->spans[span].weight = times(s->spans[span].weight, UNIT + EXCLAIM * marks);
				s->spans[span].shifts |= SD_SHIFT_EXCLAIMED;
			}
	}
}

/* Whether the clause that begins at `unit` is conceded: it holds an entry, so it is not "…, though." alone. */
static void note_concession(struct sd_sentiment *s, size_t unit)
{
	uint32_t clause = token_of(s, unit)->clause;
	for (size_t i = unit; i < s->unit_count && token_of(s, i)->clause == clause; i++)
		if (s->units[i].span != SIZE_MAX)
			s->conceded[clause] = true;
}

static void clear_concessions(struct sd_sentiment *s)
{
	size_t clauses = s->tokens.length ? s->tokens.items[s->tokens.length - 1].clause + (size_t)1 : 0;
	if (clauses > s->conceded_room) {
		s->conceded = sd_realloc(s->conceded, clauses, sizeof *s->conceded);
		s->conceded_room = clauses;
	}
	if (clauses)
		memset(s->conceded, 0, clauses * sizeof *s->conceded);
}

/* The units of one sentence at a time: where its last clause of contrast begins, if it does not begin the sentence, and
 * which of its clauses are conceded. */
static void shift_by_contrast(struct sd_sentiment *s)
{
	const struct sd_sentiment_rules *rules = &s->rules;
	bool turns = !(rules->without & (SD_SHIFT_BEFORE_CONTRAST | SD_SHIFT_AFTER_CONTRAST)), concedes = s->phrases_mark && turns && !(rules->without & SD_RULE_CONCEDED);
	size_t span = 0;
	if (!turns)
		return;
	if (concedes)
		clear_concessions(s);
	for (size_t i = 0; i < s->unit_count;) {
		uint32_t sentence = token_of(s, i)->sentence, first_clause = token_of(s, i)->clause;
		uint32_t clause = first_clause, turn = first_clause;
		bool conceded = false, begins = true;
		for (; i < s->unit_count && token_of(s, i)->sentence == sentence; i++) {
			if (s->units[i].mark || (!begins && token_of(s, i)->clause == clause))
				continue;
			clause = token_of(s, i)->clause;
			begins = false;
			if (concedes && s->units[i].mark_of == SD_PHRASE_CONCEDE) {
				note_concession(s, i);
				conceded = conceded || s->conceded[clause];
			} else if (clause != first_clause && sd_words_has(rules->contrast, s->units[i].text)) {
				turn = clause;
			}
		}
		for (; span < s->span_count && s->spans[span].sentence <= sentence; span++) {
			if (turn == first_clause && !conceded)
				continue;
			uint32_t at = s->spans[span].clause;
			bool after = conceded && s->conceded[at] ? false : at >= turn;
			s->spans[span].weight = times(s->spans[span].weight, after ? AFTER_CONTRAST : BEFORE_CONTRAST);
			s->spans[span].shifts |= after ? SD_SHIFT_AFTER_CONTRAST : SD_SHIFT_BEFORE_CONTRAST;
		}
	}
}

static void shift_by_kind(struct sd_sentiment *s, struct sd_sentiment_span *span, enum sd_phrase_kind kind, unsigned shift)
{
	int32_t factor = sd_phrases_factor(s->rules.phrases, kind, span->weight > 0);
	if (factor == UNIT)
		return;
	span->weight = times(span->weight, factor);
	span->shifts |= shift;
}

/* Wishes and conditions to the end of their clause, requests to the end of their sentence; of several the one that
 * stands first here. */
static void shift_by_mood(struct sd_sentiment *s)
{
	static const struct {
		enum sd_phrase_kind kind;
		unsigned shift;
		bool sentence;
	} moods[] = {{SD_PHRASE_WISH, SD_SHIFT_WISHED, false},
		     {SD_PHRASE_REQUEST, SD_SHIFT_REQUESTED, true},
		     {SD_PHRASE_CONDITION, SD_SHIFT_CONDITIONAL, false}};
	enum { MOODS = sizeof moods / sizeof *moods };
	uint32_t where[MOODS] = {UINT32_MAX, UINT32_MAX, UINT32_MAX};
	for (size_t i = 0; s->phrases_mark && i < s->unit_count; i++) {
		const struct sd_token *token = token_of(s, i);
		size_t span = s->units[i].span;
		for (size_t m = 0; m < MOODS; m++)
			if (s->units[i].mark_of == moods[m].kind && !(s->rules.without & moods[m].shift))
				where[m] = moods[m].sentence ? token->sentence : token->clause;
		if (span == SIZE_MAX || s->found[span].first != i)
			continue;
		for (size_t m = 0; m < MOODS; m++)
			if (where[m] == (moods[m].sentence ? token->sentence : token->clause)) {
				shift_by_kind(s, &s->spans[span], moods[m].kind, moods[m].shift);
				break;
			}
	}
}

/* Sentences whose last mark asks. */
static void shift_by_question(struct sd_sentiment *s)
{
	size_t span = 0;
	for (size_t i = 0; i < s->tokens.length && span < s->span_count;) {
		uint32_t sentence = s->tokens.items[i].sentence;
		bool asked = false;
		for (; i < s->tokens.length && s->tokens.items[i].sentence == sentence; i++) {
			const struct sd_token *token = &s->tokens.items[i];
			if (token->kind == SD_TOKEN_PUNCTUATION)
				asked = memchr(token->normal.data, '?', token->normal.length) != NULL;
		}
		for (; span < s->span_count && s->spans[span].sentence <= sentence; span++)
			if (asked && !(s->spans[span].shifts & (SD_SHIFT_WISHED | SD_SHIFT_REQUESTED | SD_SHIFT_CONDITIONAL)))
				shift_by_kind(s, &s->spans[span], SD_PHRASE_QUESTION, SD_SHIFT_ASKED);
	}
}

/* Whether a mark is a quotation's: the closed form of " and the angled ones. */
static bool is_quote(const struct sd_token *token)
{
	return token->kind == SD_TOKEN_PUNCTUATION &&
	       (sd_text_equals(token->normal, "\"") || sd_text_equals(token->normal, "\xC2\xAB") ||
		sd_text_equals(token->normal, "\xC2\xBB"));
}

/* Between an opening mark (a blank before it, none behind) and the next, unless the whole answer stands so. */
static void shift_by_quotation(struct sd_sentiment *s)
{
	const struct sd_token *items = s->tokens.items;
	size_t length = s->tokens.length, span = 0;
	for (size_t open = 0; open + 2 < length && span < s->span_count; open++) {
		if (!is_quote(&items[open]) || (items[open + 1].flags & SD_TOKEN_SPACE_BEFORE) ||
		    (open && !(items[open].flags & SD_TOKEN_SPACE_BEFORE) && items[open - 1].kind != SD_TOKEN_PUNCTUATION))
			continue;
		size_t close = open + 1;
		while (close < length && !is_quote(&items[close]))
			close++;
		if (close == length)
			return;
		bool rest = false;
		for (size_t i = 0; i < length && !rest; i++)
			rest = (i < open || i > close) && items[i].kind != SD_TOKEN_PUNCTUATION;
		for (; rest && span < s->span_count && s->spans[span].start < items[close].start; span++)
			if (s->spans[span].start > items[open].start)
				shift_by_kind(s, &s->spans[span], SD_PHRASE_QUOTATION, SD_SHIFT_QUOTED);
		open = close;
	}
}

void sd_sentiment_shift(struct sd_sentiment *s)
{
	unsigned without = s->rules.without;
	if (!s->span_count)
		return;
	bool capitals_tell = has_small_letters(s);
	for (size_t i = 0; i < s->span_count; i++) {
		shift_by_degree(s, &s->spans[i], s->found[i].first);
		shift_by_emphasis(s, &s->spans[i], &s->found[i], capitals_tell);
	}
	if (s->exclaims && !(without & SD_SHIFT_EXCLAIMED))
		shift_by_exclamation(s);
	for (size_t i = 0; i < s->span_count && !(without & SD_SHIFT_DENIED); i++) {
		struct sd_sentiment_span *span = &s->spans[i];
		s->found[i].denied = !s->found[i].denies && (denied_from_before(s, i) ||
							     (s->negators_follow && denied_from_behind(s, i)));
		if (s->found[i].denied) {
			span->weight = times(span->weight, span->weight > 0 ? DENY_PRAISE : DENY_BLAME);
			span->shifts |= SD_SHIFT_DENIED;
		}
	}
	if (s->rules.phrases) {
		shift_by_mood(s);
		if (s->asks && !(without & SD_SHIFT_ASKED))
			shift_by_question(s);
		if (s->quotes && !(without & SD_SHIFT_QUOTED))
			shift_by_quotation(s);
	}
	shift_by_contrast(s);
}
