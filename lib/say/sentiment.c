/* SPDX-License-Identifier: MIT */
#include "say/sentiment.h"

#include "base/mem.h"

enum {
	UNIT = 10000,
	SCOPE = 4,		/* words that a negator reaches over */
	SHIFTERS_MOST = 2,	/* intensifiers or diminishers heeded before one entry */
	EXCLAMATIONS_MOST = 3,
	INTENSIFY = 12500,
	DIMINISH = 7000,
	EMPHASIS = 12000,
	EXCLAIM = 500,		/* more, for each ! */
	DENY_PRAISE = -7400,	/* Hutto and Gilbert 2014 */
	DENY_BLAME = -4000,
	BEFORE_CONTRAST = 7500,
	AFTER_CONTRAST = 12500,
	NEUTRAL = 500,		/* scores below it, either way, are neutral */
	MIXED_SHARE = 4000,
	MIXED_LEAST = UNIT
};
/* 15 in squared 1/10,000. */
static const uint64_t normalisation = 15u * (uint64_t)UNIT * UNIT;
/* Sums beyond it score ±1 to four decimals. */
static const int64_t sum_most = INT64_C(2000000000);

/* A word as the lexicon sees it: a token, or what stands between its hyphens. */
struct unit {
	struct sd_text text;
	uint32_t token;
	bool mark;	/* punctuation */
	bool used;	/* lies in an entry of several words, or in one of weight 0 */
	bool negator, intensifier, diminisher;
	size_t span;	/* of the entry it lies in, or SIZE_MAX */
	size_t run;	/* units up to the next mark, with itself; 0 for a mark */
};

struct found {
	size_t first, length; /* units */
	bool denied;
	bool denies; /* an entry that holds a negator of its own */
};

struct sd_sentiment {
	struct sd_sentiment_rules rules;
	bool negators_follow;
	struct sd_tokenizer *tokenizer;
	struct sd_tokens tokens;
	struct unit *units;
	size_t unit_count, unit_room;
	struct sd_text *texts; /* the units' texts in a row, as the lexicon asks for them */
	size_t text_room;
	struct sd_sentiment_span *spans;
	size_t span_count, span_room;
	struct found *found; /* beside spans */
	size_t found_room;
	struct sd_sentiment_clause *clauses;
	size_t clause_count, clause_room;
	struct sd_sentiment_result result;
};

const char *sd_sentiment_label_name(enum sd_sentiment_label label)
{
	static const char *const names[SD_SENTIMENT_LABELS] = {"", "negative", "neutral", "mixed", "positive"};
	return names[label];
}

const char *sd_sentiment_shift_name(unsigned shift)
{
	static const char *const names[] = {"intensified", "diminished", "capitals", "drawn-out",
					    "exclaimed",   "denied",     "before-contrast", "after-contrast"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (shift == 1u << i)
			return names[i];
	return NULL;
}

struct sd_sentiment *sd_sentiment_new(const struct sd_sentiment_rules *rules)
{
	struct sd_sentiment *s = sd_calloc(1, sizeof *s);
	struct sd_text language = sd_lexicon_about(rules->lexicon, "language");
	struct sd_token_options options = {
		.rules = SD_TOKEN_RULES_ALL,
		.contrast = rules->contrast,
		.abbreviations = rules->abbreviations,
		.language = language.length ? language.data : NULL,
	};
	s->rules = *rules;
	s->negators_follow = sd_lexicon_negators_follow(rules->lexicon);
	s->tokenizer = sd_tokenizer_new(&options);
	return s;
}

void sd_sentiment_free(struct sd_sentiment *s)
{
	if (!s)
		return;
	sd_tokenizer_free(s->tokenizer);
	free(s->units);
	free(s->texts);
	free(s->spans);
	free(s->found);
	free(s->clauses);
	free(s);
}

static int32_t times(int32_t weight, int64_t factor)
{
	int64_t product = weight * factor;
	return (int32_t)((product + (product < 0 ? -UNIT / 2 : UNIT / 2)) / UNIT);
}

static uint64_t square_root(uint64_t value)
{
	uint64_t root = 0, bit = UINT64_C(1) << 62;
	while (bit > value)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (value >= root + bit) {
			value -= root + bit;
			root = (root >> 1) + bit;
		} else {
			root >>= 1;
		}
	}
	return root;
}

/* S / sqrt(S² + 15). The root is of a hundredfold sum, so that flooring it moves no fourth decimal but at a tie. */
static int64_t score_of(int64_t sum)
{
	if (sum > sum_most || sum < -sum_most)
		return sum > 0 ? UNIT : -UNIT;
	uint64_t square = (uint64_t)(sum * sum) + normalisation;
	int64_t scale = square < UINT64_MAX / 10000 ? 100 : 1;
	int64_t root = (int64_t)square_root(square * (uint64_t)(scale * scale));
	int64_t product = sum * UNIT * scale;
	return (product + (product < 0 ? -root / 2 : root / 2)) / root;
}

static struct sd_sentiment_part part_of(int64_t praise, int64_t blame, uint32_t words, bool empty)
{
	struct sd_sentiment_part part = {
		.raw = praise + blame,
		.score = score_of(praise + blame),
		.positive = score_of(praise),
		.negative = score_of(blame),
		.words = words,
		.label = SD_SENTIMENT_NEUTRAL,
	};
	int64_t lesser = praise < -blame ? praise : -blame, greater = praise < -blame ? -blame : praise;
	if (empty)
		part.label = SD_SENTIMENT_EMPTY;
	else if (lesser >= MIXED_LEAST && lesser * UNIT >= greater * MIXED_SHARE)
		part.label = SD_SENTIMENT_MIXED;
	else if (part.score >= NEUTRAL)
		part.label = SD_SENTIMENT_POSITIVE;
	else if (part.score <= -NEUTRAL)
		part.label = SD_SENTIMENT_NEGATIVE;
	return part;
}

static void add_unit(struct sd_sentiment *s, size_t token, struct sd_text text, struct sd_text whole)
{
	const struct sd_sentiment_rules *rules = &s->rules;
	bool mark = s->tokens.items[token].kind == SD_TOKEN_PUNCTUATION;
	SD_GROW(s->units, s->unit_count, s->unit_room);
	SD_GROW(s->texts, s->unit_count, s->text_room);
	s->texts[s->unit_count] = text;
	s->units[s->unit_count++] = (struct unit){
		.text = text,
		.token = (uint32_t)token,
		.mark = mark,
		.span = SIZE_MAX,
		.negator = !mark && (sd_words_has(rules->negators, text) || sd_words_has(rules->negators, whole)),
		.intensifier = !mark && sd_words_has(rules->intensifiers, text),
		.diminisher = !mark && sd_words_has(rules->diminishers, text),
	};
}

/* French and Italian elisions (l'accueil, d'ottima, n'est): the part behind the apostrophe is a word of its own where
 * it is longer than what English contracts. The part before keeps its apostrophe. */
static size_t elision_end(struct sd_text word)
{
	const char *mark = word.length ? memchr(word.data, '\'', word.length) : NULL;
	size_t cut = mark ? (size_t)(mark - word.data) + 1 : 0;
	return cut > 1 && word.length - cut >= 3 ? cut : 0;
}

static void add_word_units(struct sd_sentiment *s, size_t token, struct sd_text word)
{
	struct sd_lexicon_match match;
	size_t cut = elision_end(word);
	if (cut && !sd_lexicon_match(s->rules.lexicon, &word, 1, &match)) {
		add_unit(s, token, (struct sd_text){word.data, cut}, word);
		word = (struct sd_text){word.data + cut, word.length - cut};
	}
	add_unit(s, token, word, word);
}

static void cut_into_units(struct sd_sentiment *s)
{
	s->unit_count = 0;
	for (size_t i = 0; i < s->tokens.length; i++) {
		const struct sd_token *token = &s->tokens.items[i];
		if (token->kind == SD_TOKEN_PUNCTUATION) {
			add_unit(s, i, token->normal, token->normal);
			continue;
		}
		struct sd_text rest = sd_lexicon_word_form(token), word;
		while (sd_lexicon_next_word(&rest, &word))
			add_word_units(s, i, word);
	}
	for (size_t i = s->unit_count, run = 0; i-- > 0;)
		s->units[i].run = run = s->units[i].mark ? 0 : run + 1;
}

static const struct sd_token *token_of(const struct sd_sentiment *s, size_t unit)
{
	return &s->tokens.items[s->units[unit].token];
}

/* Whether a single weighted shifter at `unit` belongs to an entry right behind it, over further shifters. */
static bool shifts_what_follows(const struct sd_sentiment *s, size_t unit)
{
	struct sd_lexicon_match match;
	for (size_t next = unit + 1; next <= unit + SHIFTERS_MOST && next < s->unit_count; next++) {
		const struct unit *u = &s->units[next];
		if (u->mark || token_of(s, next)->clause != token_of(s, unit)->clause)
			return false;
		if (sd_lexicon_match(s->rules.lexicon, s->texts + next, u->run, &match) && match.weight)
			return true;
		if (!u->intensifier && !u->diminisher)
			return false;
	}
	return false;
}

static void add_span(struct sd_sentiment *s, size_t first, const struct sd_lexicon_match *match)
{
	const struct sd_token *head = token_of(s, first);
	SD_GROW(s->found, s->span_count, s->found_room);
	SD_GROW(s->spans, s->span_count, s->span_room);
	s->found[s->span_count] = (struct found){first, match->length, false, false};
	for (size_t i = 0; i < match->length; i++) {
		s->units[first + i].span = s->span_count;
		s->found[s->span_count].denies |= match->length > 1 && s->units[first + i].negator;
	}
	s->spans[s->span_count++] = (struct sd_sentiment_span){
		.start = head->start,
		.end = token_of(s, first + match->length - 1)->end,
		.base = match->weight,
		.weight = match->weight,
		.entry = match->entry,
		.sentence = head->sentence,
		.clause = head->clause,
	};
}

static void find_entries(struct sd_sentiment *s)
{
	struct sd_lexicon_match match;
	s->span_count = 0;
	for (size_t i = 0; i < s->unit_count;) {
		if (s->units[i].mark || !sd_lexicon_match(s->rules.lexicon, s->texts + i, s->units[i].run, &match)) {
			i++;
			continue;
		}
		struct unit *unit = &s->units[i];
		bool shifter = match.length == 1 && (unit->intensifier || unit->diminisher);
		if (match.weight && !(shifter && shifts_what_follows(s, i)))
			add_span(s, i, &match);
		if (match.length > 1 || !match.weight)
			for (size_t k = 0; k < match.length; k++)
				s->units[i + k].used = true;
		i += match.length;
	}
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
	bool bound = true; /* only carrying words so far */
	for (size_t at = first; at-- > 0 && steps < SCOPE; steps++) {
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
	if ((flags & SD_TOKEN_ALL_CAPS) && capitals_tell) {
		span->weight = times(span->weight, EMPHASIS);
		span->shifts |= SD_SHIFT_CAPITALS;
	}
	if (flags & SD_TOKEN_DRAWN_OUT) {
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

/* The units of one sentence at a time: where its last clause of contrast begins, if it does not begin the sentence. */
static void shift_by_contrast(struct sd_sentiment *s)
{
	size_t span = 0;
	for (size_t i = 0; i < s->unit_count;) {
		uint32_t sentence = token_of(s, i)->sentence, first_clause = token_of(s, i)->clause;
		uint32_t clause = first_clause, turn = first_clause;
		for (; i < s->unit_count && token_of(s, i)->sentence == sentence; i++) {
			if (token_of(s, i)->clause == clause || s->units[i].mark)
				continue;
			clause = token_of(s, i)->clause;
			if (sd_words_has(s->rules.contrast, s->units[i].text))
				turn = clause;
		}
		for (; span < s->span_count && s->spans[span].sentence <= sentence; span++) {
			if (turn == first_clause)
				continue;
			bool after = s->spans[span].clause >= turn;
			s->spans[span].weight =
				times(s->spans[span].weight, after ? AFTER_CONTRAST : BEFORE_CONTRAST);
			s->spans[span].shifts |= after ? SD_SHIFT_AFTER_CONTRAST : SD_SHIFT_BEFORE_CONTRAST;
		}
	}
}

static void shift_spans(struct sd_sentiment *s)
{
	bool capitals_tell = has_small_letters(s);
	for (size_t i = 0; i < s->span_count; i++) {
		shift_by_degree(s, &s->spans[i], s->found[i].first);
		shift_by_emphasis(s, &s->spans[i], &s->found[i], capitals_tell);
	}
	shift_by_exclamation(s);
	for (size_t i = 0; i < s->span_count; i++) {
		struct sd_sentiment_span *span = &s->spans[i];
		s->found[i].denied = !s->found[i].denies && (denied_from_before(s, i) ||
							     (s->negators_follow && denied_from_behind(s, i)));
		if (s->found[i].denied) {
			span->weight = times(span->weight, span->weight > 0 ? DENY_PRAISE : DENY_BLAME);
			span->shifts |= SD_SHIFT_DENIED;
		}
	}
	shift_by_contrast(s);
}

struct sd_sentiment_part sd_sentiment_range(const struct sd_sentiment *s, size_t start, size_t end)
{
	int64_t praise = 0, blame = 0;
	uint32_t words = 0;
	bool empty = true;
	for (size_t i = 0; i < s->span_count; i++) {
		if (s->spans[i].start < start || s->spans[i].start >= end)
			continue;
		*(s->spans[i].weight < 0 ? &blame : &praise) += s->spans[i].weight;
		words++;
	}
	for (size_t i = 0; empty && i < s->tokens.length; i++)
		empty = s->tokens.items[i].start >= end || s->tokens.items[i].end <= start;
	return part_of(praise, blame, words, empty);
}

/* Sums the spans by clause and over all. */
static void sum_up(struct sd_sentiment *s)
{
	int64_t all_praise = 0, all_blame = 0;
	size_t span = 0;
	s->clause_count = 0;
	for (size_t i = 0; i < s->tokens.length;) {
		const struct sd_token *first = &s->tokens.items[i], *last = first;
		int64_t praise = 0, blame = 0;
		uint32_t words = 0;
		for (; i < s->tokens.length && s->tokens.items[i].clause == first->clause; i++)
			last = &s->tokens.items[i];
		for (; span < s->span_count && s->spans[span].clause == first->clause; span++, words++)
			*(s->spans[span].weight < 0 ? &blame : &praise) += s->spans[span].weight;
		SD_GROW(s->clauses, s->clause_count, s->clause_room);
		s->clauses[s->clause_count++] = (struct sd_sentiment_clause){
			first->start, last->end, first->sentence, first->clause, part_of(praise, blame, words, false)};
		all_praise += praise;
		all_blame += blame;
	}
	s->result = (struct sd_sentiment_result){
		.whole = part_of(all_praise, all_blame, (uint32_t)s->span_count, !s->tokens.length),
		.spans = s->spans,
		.span_count = s->span_count,
		.clauses = s->clauses,
		.clause_count = s->clause_count,
	};
}

const struct sd_sentiment_result *sd_sentiment_score(struct sd_sentiment *s, struct sd_text answer)
{
	s->tokens = sd_tokenize(s->tokenizer, answer);
	cut_into_units(s);
	find_entries(s);
	shift_spans(s);
	sum_up(s);
	return &s->result;
}
