/* SPDX-License-Identifier: MIT */
/* The rules of sentiment.h: what shifts the weights of the entries that were found. */
#include "base/mem.h"
#include "say/sentiment_state.h"

enum {
	SCOPE = 4,		/* words that a negator reaches over */
	EXCLAMATIONS_MOST = 3,
	INTENSIFY = 12500,
	DIMINISH = 7000,
	DRAW_OUT = 12000,
	SHOUT_PRAISE = 10500,	/* capitals tell anger better than joy */
	SHOUT_BLAME = 12000,
	EXCLAIM = 500,		/* more, for each ! */
	DENY_PRAISE = -7400,	/* Hutto and Gilbert 2014 */
	DENY_BLAME = -3000,	/* the least error on the shared sets, where it fires: tests/quality/run rules */
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
		if (unit->mark || unit->used || unit->span != NO_SPAN || unit->negator ||
		    s->units[first - back].clause != span->clause)
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
static bool carries_denial(const struct sd_sentiment *s, size_t unit)
{
	return s->units[unit].negator || s->texts[unit].length <= 3;
}

/* The unit in front of the entry that denies it, or SIZE_MAX. */
static size_t denied_from_before(const struct sd_sentiment *s, size_t span)
{
	size_t first = s->found[span].first, steps = 0;
	/* A face says what it says: "nothing works :(". */
	if (token_of(s, first)->kind == SD_TOKEN_EMOJI)
		return SIZE_MAX;
	bool bound = true; /* only carrying words so far */
	for (size_t at = first; at-- > 0 && steps < SCOPE;
	     steps += !s->units[at].intensifier && !s->units[at].diminisher) {
		const struct unit *unit = &s->units[at];
		if (unit->mark || s->units[at].clause != s->spans[span].clause)
			return SIZE_MAX;
		if (unit->denier || (unit->negator && !unit->used))
			return at;
		/* "Failed to make it comfortable": an entry of blame with a negator of its own denies the praise behind
		 * it. */
		if (unit->span != NO_SPAN && s->found[unit->span].denies && s->spans[unit->span].base < 0 &&
		    s->spans[span].base > 0)
			return at;
		if (unit->span != NO_SPAN)
			return bound && s->found[unit->span].denied ? s->found[unit->span].denier : SIZE_MAX;
		if (unit->used)
			return SIZE_MAX;
		bound = bound && carries_denial(s, at);
	}
	return SIZE_MAX;
}

/* The negator behind the entry that denies it: right behind it ("funktioniert nie gut"), or with no entry of its own in
 * front of it; or SIZE_MAX. */
static size_t denied_from_behind(const struct sd_sentiment *s, size_t span)
{
	size_t at = s->found[span].first + s->found[span].length;
	for (size_t steps = 0; at < s->unit_count && steps < SCOPE; at++, steps++) {
		const struct unit *unit = &s->units[at];
		if (unit->mark || unit->used || (unit->span != NO_SPAN && !unit->negator) ||
		    s->units[at].clause != s->spans[span].clause)
			return SIZE_MAX;
		if (!unit->negator)
			continue;
		if (!steps)
			return at;
		for (size_t next = at + 1; next <= at + SCOPE && next < s->unit_count; next++) {
			if (s->units[next].mark || s->units[next].clause != s->spans[span].clause)
				break;
			if (s->units[next].span != NO_SPAN)
				return SIZE_MAX;
		}
		return at;
	}
	return SIZE_MAX;
}

/* A negator with a weight of its own: an entry of this one word. */
static bool is_negator(const struct sd_sentiment *s, size_t span)
{
	return s->found[span].length == 1 && s->units[s->found[span].first].negator;
}

static void shift_by_denial(struct sd_sentiment *s, size_t i)
{
	struct sd_sentiment_span *span = &s->spans[i];
	struct found *found = &s->found[i];
	if (found->denies || is_negator(s, i))
		return;
	found->denier = denied_from_before(s, i);
	if (found->denier == SIZE_MAX && s->negators_follow)
		found->denier = denied_from_behind(s, i);
	found->denied = found->denier != SIZE_MAX;
	if (!found->denied)
		return;
	/* What denies blame does not blame. */
	size_t negator = s->units[found->denier].span;
	if (span->weight < 0 && negator != NO_SPAN && is_negator(s, negator)) {
		s->spans[negator].weight = 0;
		s->spans[negator].shifts |= SD_SHIFT_DENIED;
	}
	span->weight = times(span->weight, span->weight > 0 ? DENY_PRAISE : DENY_BLAME);
	span->shifts |= SD_SHIFT_DENIED;
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
		span->weight = times(span->weight, span->weight > 0 ? SHOUT_PRAISE : SHOUT_BLAME);
		span->shifts |= SD_SHIFT_CAPITALS;
	}
	if ((flags & SD_TOKEN_DRAWN_OUT) && !(s->rules.without & SD_SHIFT_DRAWN_OUT)) {
		span->weight = times(span->weight, DRAW_OUT);
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

/* The units of one sentence; whether a word of contrast, or one that concedes, is among them. */
struct range {
	size_t first, end;
	bool turns, concedes;
};

static struct range sentence_from(const struct sd_sentiment *s, size_t first)
{
	struct range range = {first, first, false, false};
	for (; range.end < s->unit_count && s->units[range.end].sentence == s->units[first].sentence; range.end++) {
		range.turns |= s->units[range.end].contrast;
		range.concedes |= s->units[range.end].mark_of == SD_PHRASE_CONCEDE;
	}
	return range;
}

/* Marks what the words that concede in a sentence concede: each to the end of its clause. Where that is all that weighs
 * ("despite the delay a great trip"), to where praise and blame change. Whether anything is conceded. */
static bool note_concessions(struct sd_sentiment *s, struct range sentence)
{
	size_t conceded = 0, others = 0;
	uint32_t last = NO_SPAN;
	uint32_t clause = UINT32_MAX;
	for (size_t i = sentence.first; i < sentence.end; i++) {
		struct unit *unit = &s->units[i];
		if (unit->mark_of == SD_PHRASE_CONCEDE && !unit->bound)
			clause = s->units[i].clause;
		unit->conceded = s->units[i].clause == clause;
		if (unit->span == NO_SPAN || unit->span == last)
			continue;
		last = unit->span;
		*(unit->conceded ? &conceded : &others) += 1;
	}
	if (!conceded || others)
		return conceded > 0;
	int32_t first_weight = 0;
	bool turned = false;
	for (size_t i = sentence.first; i < sentence.end; i++) {
		struct unit *unit = &s->units[i];
		if (unit->span != NO_SPAN) {
			int32_t weight = s->spans[unit->span].weight;
			first_weight = first_weight ? first_weight : weight;
			turned = turned || (weight < 0) != (first_weight < 0);
		}
		unit->conceded = unit->conceded && !turned;
	}
	return turned;
}

/* Where the last clause of a sentence that a word of contrast begins has its first unit; the sentence's own first where
 * there is none behind it. */
static size_t turn_of(const struct sd_sentiment *s, struct range sentence, bool concedes)
{
	size_t turn = sentence.first;
	bool also = s->units[sentence.first].also;
	for (size_t i = sentence.first + 1; i < sentence.end; i++) {
		const struct unit *unit = &s->units[i];
		also = also || unit->also;
		if (!unit->contrast || unit->bound || s->units[i].clause == s->units[sentence.first].clause ||
		    (!s->units[i - 1].mark && s->units[i].clause == s->units[i - 1].clause) ||
		    (concedes && unit->mark_of == SD_PHRASE_CONCEDE))
			continue;
		if (!also)
			turn = i;
		also = false;
	}
	return turn;
}

static void shift_by_contrast(struct sd_sentiment *s)
{
	const struct sd_sentiment_rules *rules = &s->rules;
	if (rules->without & (SD_SHIFT_BEFORE_CONTRAST | SD_SHIFT_AFTER_CONTRAST))
		return;
	bool concedes = s->phrases_mark && !(rules->without & SD_RULE_CONCEDED);
	size_t span = 0;
	if (!s->turns && !concedes)
		return;
	for (struct range sentence = {.first = 0}; sentence.first < s->unit_count; sentence.first = sentence.end) {
		sentence = sentence_from(s, sentence.first);
		bool conceded = concedes && sentence.concedes && note_concessions(s, sentence);
		size_t turn = sentence.turns ? turn_of(s, sentence, concedes) : sentence.first;
		for (; span < s->span_count && s->found[span].first < sentence.end; span++) {
			if (turn == sentence.first && !conceded)
				continue;
			size_t at = s->found[span].first;
			bool after = !(conceded && s->units[at].conceded) && at >= turn;
			s->spans[span].weight = times(s->spans[span].weight, after ? AFTER_CONTRAST : BEFORE_CONTRAST);
			s->spans[span].shifts |= after ? SD_SHIFT_AFTER_CONTRAST : SD_SHIFT_BEFORE_CONTRAST;
		}
	}
}

static void shift_by_kind(struct sd_sentiment *s, struct sd_sentiment_span *span, enum sd_phrase_kind kind,
			  unsigned shift)
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
	uint32_t where[MOODS] = {UINT32_MAX, UINT32_MAX, UINT32_MAX}, wished_in = UINT32_MAX;
	for (size_t i = 0; s->phrases_mark && i < s->unit_count; i++) {
		const struct unit *unit = &s->units[i];
		if (!unit->mark_of && unit->span == NO_SPAN)
			continue;
		for (size_t m = 0; m < MOODS; m++)
			if (unit->mark_of == moods[m].kind && !(s->rules.without & moods[m].shift))
				where[m] = moods[m].sentence ? unit->sentence : unit->clause;
		/* "It would be nice, if": the wish goes on into the condition. */
		if (unit->mark_of == SD_PHRASE_CONDITION && wished_in == unit->sentence &&
		    where[0] + 1 == unit->clause)
			where[0] = unit->clause;
		if (where[0] == unit->clause)
			wished_in = unit->sentence;
		if (unit->span == NO_SPAN || s->found[unit->span].first != i)
			continue;
		for (size_t m = 0; m < MOODS; m++)
			if (where[m] == (moods[m].sentence ? unit->sentence : unit->clause)) {
				shift_by_kind(s, &s->spans[unit->span], moods[m].kind, moods[m].shift);
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
			if (asked &&
			    !(s->spans[span].shifts & (SD_SHIFT_WISHED | SD_SHIFT_REQUESTED | SD_SHIFT_CONDITIONAL)))
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
		    (open && !(items[open].flags & SD_TOKEN_SPACE_BEFORE) &&
		     items[open - 1].kind != SD_TOKEN_PUNCTUATION))
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
	for (size_t i = 0; i < s->span_count && !(without & SD_SHIFT_DENIED); i++)
		shift_by_denial(s, i);
	if (s->rules.phrases) {
		shift_by_mood(s);
		if (s->asks && !(without & SD_SHIFT_ASKED))
			shift_by_question(s);
		if (s->quotes && !(without & SD_SHIFT_QUOTED))
			shift_by_quotation(s);
	}
	shift_by_contrast(s);
}
