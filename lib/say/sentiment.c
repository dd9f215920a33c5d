/* SPDX-License-Identifier: MIT */
#include "say/sentiment.h"

#include <math.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "say/lexicon_word.h"
#include "say/sentiment_state.h"

enum {
	RATING_MOST = 3 * UNIT + UNIT / 2,
	RATING_SHIFT = UNIT / 2,
	POSITIVE_LEAST = 500, /* where the lexicon says nothing else */
	NEGATIVE_LEAST = 500,
	MIXED_SHARE = 9000,
	MIXED_SHARE_FEW = 4000, /* where no more than these words weigh: long answers hold something of each */
	MIXED_FEW = 2,
	MIXED_LEAST = UNIT + UNIT / 2,
	ASKING_SHARE = 4,	/* one sentence in so many that asks */
	ASKING_FACTOR = 2	/* the score that a label takes there */
};
/* 15 in squared 1/10,000. */
static const uint64_t normalisation = 15u * (uint64_t)UNIT * UNIT;
/* Sums beyond it score ±1 to four decimals. */
static const int64_t sum_most = INT64_C(2000000000);

const char *sd_sentiment_label_name(enum sd_sentiment_label label)
{
	static const char *const names[SD_SENTIMENT_LABELS] = {
		"", "unscored", "negative", "neutral", "mixed", "positive"};
	return names[label];
}

/* By bit. */
static const char *const shift_names[] = {"intensified", "diminished",	   "capitals",	    "drawn-out",
					  "exclaimed",	 "denied",	   "before-contrast", "after-contrast",
					  "wished",	 "requested",	   "conditional",   "asked",
					  "quoted",	 "expected",	   "idiom",	    "rated",
					  "prompted"};
enum { SHIFT_NAMES = sizeof shift_names / sizeof *shift_names };

const char *const sd_sentiment_rule_names[] = {"intensified", "diminished", "capitals", "drawn-out", "exclaimed",
					       "denied",      "contrast",   "wished",	"requested", "conditional",
					       "asked",	      "quoted",	    "expected", "idiom",     "rated",
					       "prompted",    "affirmed",   "conceded", NULL};

const char *sd_sentiment_shift_name(unsigned shift)
{
	for (size_t i = 0; i < SHIFT_NAMES; i++)
		if (shift == 1u << i)
			return shift_names[i];
	return NULL;
}

unsigned sd_sentiment_rule(struct sd_text name)
{
	for (size_t i = 0; i < SHIFT_NAMES; i++)
		if (sd_text_equals(name, shift_names[i]))
			return 1u << i;
	if (sd_text_equals(name, "contrast"))
		return SD_SHIFT_BEFORE_CONTRAST | SD_SHIFT_AFTER_CONTRAST;
	if (sd_text_equals(name, "affirmed"))
		return SD_RULE_AFFIRMED;
	return sd_text_equals(name, "conceded") ? SD_RULE_CONCEDED : 0;
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
	s->conditions = sd_lexicon_has_conditions(rules->lexicon) ||
			(rules->phrases && sd_phrases_have_conditions(rules->phrases));
	s->negators_follow = sd_lexicon_negators_follow(rules->lexicon);
	s->positive_least = POSITIVE_LEAST;
	(void)sd_decimal_parse(sd_lexicon_about(rules->lexicon, "positive-from"), SD_DECIMAL_POINT, &s->positive_least);
	int64_t negative_most = -NEGATIVE_LEAST;
	(void)sd_decimal_parse(sd_lexicon_about(rules->lexicon, "negative-from"), SD_DECIMAL_POINT, &negative_most);
	s->negative_least = -negative_most;
	for (size_t i = 0; i < sd_lexicon_count(rules->lexicon); i++) {
		int32_t weight;
		sd_alphabet_add(&s->alphabet, sd_lexicon_entry(rules->lexicon, i, &weight));
	}
	s->tokenizer = sd_tokenizer_new(&options);
	s->known = sd_known_words_new(&s->rules);
	return s;
}

void sd_sentiment_free(struct sd_sentiment *s)
{
	if (!s)
		return;
	sd_tokenizer_free(s->tokenizer);
	sd_known_words_free(s->known);
	free(s->units);
	free(s->texts);
	free(s->spans);
	free(s->found);
	free(s->clauses);
	free(s);
}

/* The greatest integer whose square is not above n: the processor's root, mended where the double was too short. */
static uint64_t square_root(uint64_t n)
{
	uint64_t root = (uint64_t)sqrt((double)n);
	while (root > UINT32_MAX || root * root > n)
		root--;
	while (root < UINT32_MAX && (root + 1) * (root + 1) <= n)
		root++;
	return root;
}

/* S / sqrt(S² + 15). The root is of a hundredfold sum, so that flooring it moves no fourth decimal but at a tie. */
static int64_t score_of(int64_t sum)
{
	if (!sum)
		return 0;
	if (sum > sum_most || sum < -sum_most)
		return sum > 0 ? UNIT : -UNIT;
	uint64_t square = (uint64_t)(sum * sum) + normalisation;
	int64_t scale = square < UINT64_MAX / 10000 ? 100 : 1;
	int64_t root = (int64_t)square_root(square * (uint64_t)(scale * scale));
	int64_t product = sum * UNIT * scale;
	return (product + (product < 0 ? -root / 2 : root / 2)) / root;
}

int64_t sd_sentiment_score_of(int64_t raw)
{
	return score_of(raw);
}

/* Whether a quarter of the sentences from `token` to the byte `end` ask, by their last marks. */
static bool mostly_asks(const struct sd_sentiment *s, size_t token, size_t end)
{
	size_t sentences = 0, asking = 0;
	if (!s->asks || !s->rules.phrases || (s->rules.without & SD_SHIFT_ASKED))
		return false;
	while (token < s->tokens.length && s->tokens.items[token].start < end) {
		uint32_t sentence = s->tokens.items[token].sentence;
		bool asks = false;
		for (; token < s->tokens.length && s->tokens.items[token].start < end &&
		       s->tokens.items[token].sentence == sentence; token++) {
			const struct sd_token *mark = &s->tokens.items[token];
			if (mark->kind == SD_TOKEN_PUNCTUATION)
				asks = memchr(mark->normal.data, '?', mark->normal.length) != NULL;
		}
		sentences++;
		asking += asks;
	}
	return asking && asking * ASKING_SHARE >= sentences;
}

/* Of the tokens from `token` to the byte `end`; no token, where they do not lie in a row. */
static struct sd_sentiment_part part_of(const struct sd_sentiment *s, int64_t praise, int64_t blame, uint32_t words,
					 bool empty, size_t token, size_t end)
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
	else if (s->foreign)
		part.label = SD_SENTIMENT_UNSCORED;
	else if (lesser >= MIXED_LEAST &&
		 lesser * UNIT >= greater * (words <= MIXED_FEW ? MIXED_SHARE_FEW : MIXED_SHARE))
		part.label = SD_SENTIMENT_MIXED;
	else if (part.score >= s->positive_least &&
		 (part.score >= s->positive_least * ASKING_FACTOR || !mostly_asks(s, token, end)))
		part.label = SD_SENTIMENT_POSITIVE;
	else if (part.score <= -s->negative_least &&
		 (part.score <= -s->negative_least * ASKING_FACTOR || !mostly_asks(s, token, end)))
		part.label = SD_SENTIMENT_NEGATIVE;
	return part;
}

static struct unit *new_unit(struct sd_sentiment *s, size_t token, struct sd_text text)
{
	SD_GROW(s->units, s->unit_count, s->unit_room);
	SD_GROW(s->texts, s->unit_count, s->text_room);
	s->texts[s->unit_count] = text;
	const struct sd_token *of = &s->tokens.items[token];
	s->units[s->unit_count] = (struct unit){.token = (uint32_t)token,
						.sentence = of->sentence,
						.clause = of->clause,
						.span = NO_SPAN};
	return &s->units[s->unit_count++];
}

static void add_mark(struct sd_sentiment *s, size_t token)
{
	struct sd_text text = s->tokens.items[token].normal;
	new_unit(s, token, text)->mark = true;
	for (size_t i = 0; i < text.length; i++) {
		s->exclaims = s->exclaims || text.data[i] == '!';
		s->asks = s->asks || text.data[i] == '?';
		s->quotes = s->quotes || text.data[i] == '"' || (unsigned char)text.data[i] == 0xC2;
	}
}

static void add_unit(struct sd_sentiment *s, size_t token, struct sd_text text, const struct sd_known_word *known)
{
	struct unit *unit = new_unit(s, token, text);
	unit->entry = known->entry;
	unit->phrase = known->phrase;
	unit->negator = known->negator;
	unit->intensifier = known->intensifier;
	unit->contrast = known->contrast;
	unit->diminisher = known->diminisher;
	s->turns = s->turns || unit->contrast;
}

static void cut_into_units(struct sd_sentiment *s)
{
	s->unit_count = 0;
	s->exclaims = s->asks = s->quotes = s->turns = false;
	for (size_t i = 0; i < s->tokens.length; i++) {
		const struct sd_token *token = &s->tokens.items[i];
		if (token->kind == SD_TOKEN_PUNCTUATION) {
			add_mark(s, i);
			continue;
		}
		struct sd_text rest = sd_lexicon_word_form(token), word;
		const struct sd_known_word *known = rest.length ? sd_known_word(s->known, rest) : NULL;
		if (known && !known->cut) {
			add_unit(s, i, rest, known);
			continue;
		}
		while (sd_lexicon_next_word(&rest, &word))
			add_unit(s, i, word, sd_known_word(s->known, word));
	}
	uint32_t run = 0, back = 0;
	for (size_t i = s->unit_count; i-- > 0;)
		s->units[i].run = run = s->units[i].mark ? 0 : run + 1;
	s->word_count = 0;
	for (size_t i = 0; s->conditions && i < s->unit_count; i++) {
		s->units[i].back = back;
		s->units[i].word = (uint32_t)s->word_count;
		back = s->units[i].mark ? 0 : back + 1;
		s->word_count += !s->units[i].mark;
	}
}

/* What stands around a unit, where there are conditions that ask. */
static const struct sd_lexicon_around *around_of(const struct sd_sentiment *s, size_t at,
						 struct sd_lexicon_around *around)
{
	if (!s->conditions)
		return NULL;
	*around = (struct sd_lexicon_around){s->units[at].back, s->units[at].word, s->word_count};
	return around;
}

static bool match_entry(const struct sd_sentiment *s, size_t at, struct sd_lexicon_match *match)
{
	const struct unit *unit = &s->units[at];
	if (!unit->entry.node && !unit->entry.prefix)
		return false;
	struct sd_lexicon_around around;
	return sd_lexicon_match_from(s->rules.lexicon, unit->entry, s->texts + at, unit->run, around_of(s, at, &around),
				     match);
}

/* Whether a single weighted shifter at `unit` belongs to an entry right behind it, over further shifters. */
static bool shifts_what_follows(const struct sd_sentiment *s, size_t unit)
{
	struct sd_lexicon_match match;
	for (size_t next = unit + 1; next <= unit + SHIFTERS_MOST && next < s->unit_count; next++) {
		const struct unit *u = &s->units[next];
		if (u->mark || u->clause != s->units[unit].clause)
			return false;
		if (match_entry(s, next, &match) && match.weight)
			return true;
		if (!u->intensifier && !u->diminisher)
			return false;
	}
	return false;
}

/* What was found at a unit: an entry of the lexicon, a phrase that weighs, or a rating. */
struct finding {
	size_t length;
	int32_t weight;
	uint32_t entry;
	struct sd_text term;
	unsigned shifts;
	bool conditional;
};

static void add_span(struct sd_sentiment *s, size_t first, const struct finding *finding)
{
	const struct sd_token *head = token_of(s, first);
	SD_GROW(s->found, s->span_count, s->found_room);
	SD_GROW(s->spans, s->span_count, s->span_room);
	s->found[s->span_count] = (struct found){first, finding->length, false, SIZE_MAX, false};
	for (size_t i = 0; i < finding->length; i++) {
		s->units[first + i].span = (uint32_t)s->span_count;
		s->found[s->span_count].denies |= finding->length > 1 && s->units[first + i].negator;
	}
	s->spans[s->span_count++] = (struct sd_sentiment_span){
		.start = head->start,
		.end = token_of(s, first + finding->length - 1)->end,
		.base = finding->weight,
		.weight = finding->weight,
		.term = finding->term,
		.entry = finding->entry,
		.sentence = head->sentence,
		.clause = head->clause,
		.shifts = finding->shifts,
	};
}

static bool find_entry(const struct sd_sentiment *s, size_t at, struct finding *finding)
{
	struct sd_lexicon_match match;
	int32_t weight;
	if (!match_entry(s, at, &match))
		return false;
	*finding = (struct finding){match.length, match.weight, match.entry,
				    sd_lexicon_entry(s->rules.lexicon, match.entry, &weight), 0, false};
	return true;
}

static void bind(struct sd_sentiment *s, size_t at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		s->units[at + i].bound = true;
}

/* What the table of phrases says of the words at `at`. Those that weigh, or keep others from it, are findings; the
 * others leave their marks on the units. */
static bool find_phrase(struct sd_sentiment *s, size_t at, struct finding *finding)
{
	struct sd_phrase phrase;
	struct sd_lexicon_around around;
	const struct unit *unit = &s->units[at];
	if ((!unit->phrase.node && !unit->phrase.prefix) ||
	    !sd_phrases_match(s->rules.phrases, unit->phrase, s->texts + at, unit->run, around_of(s, at, &around),
			      &phrase))
		return false;
	unsigned shift = phrase.kind == SD_PHRASE_EXPECTATION ? SD_SHIFT_EXPECTED : SD_SHIFT_IDIOM;
	switch (phrase.kind) {
	case SD_PHRASE_EXPECTATION:
	case SD_PHRASE_IDIOM:
	case SD_PHRASE_PLAIN:
		*finding = (struct finding){phrase.length, phrase.weight, SD_SENTIMENT_NO_ENTRY, phrase.text, shift,
					    phrase.conditional};
		return !(s->rules.without & shift);
	case SD_PHRASE_AFFIRM:
	case SD_PHRASE_ALSO:
		if (s->rules.without & SD_RULE_AFFIRMED)
			return false;
		for (size_t i = 0; i < phrase.length; i++)
			s->units[at + i].negator = false;
		s->units[at].also = phrase.kind == SD_PHRASE_ALSO;
		bind(s, at, phrase.length);
		return false;
	case SD_PHRASE_DENY:
		s->units[at + phrase.length - 1].denier = true;
		bind(s, at, phrase.length);
		return false;
	default:
		s->units[at].mark_of = (uint8_t)phrase.kind;
		s->phrases_mark = true;
		*finding = (struct finding){
			phrase.length, phrase.weight, SD_SENTIMENT_NO_ENTRY, phrase.text, SD_SHIFT_WISHED,
					    phrase.conditional};
		return phrase.weight && !(s->rules.without & SD_SHIFT_WISHED);
	}
}

/* 4.5/5, 2/10, 85/100: as far from the middle as it lies, a little harder below than above, for the middle is no
 * praise. */
static bool find_rating(const struct sd_sentiment *s, size_t at, struct finding *finding)
{
	const struct sd_token *token = token_of(s, at);
	const char *slash =
		token->kind == SD_TOKEN_NUMBER ? memchr(token->normal.data, '/', token->normal.length) : NULL;
	int64_t value, most;
	if (!s->rules.phrases || (s->rules.without & SD_SHIFT_RATED) || !slash)
		return false;
	struct sd_text before = {token->normal.data, (size_t)(slash - token->normal.data)};
	struct sd_text after = {slash + 1, token->normal.length - before.length - 1};
	if (!sd_decimal_parse(before, SD_DECIMAL_POINT, &value) || !sd_decimal_parse(after, SD_DECIMAL_POINT, &most) ||
	    (most != 5 * UNIT && most != 10 * UNIT && most != 20 * UNIT && most != 100 * UNIT) || value < 0 ||
	    value > most)
		return false;
	int64_t weight = value * 2 * RATING_MOST / most - RATING_MOST - RATING_SHIFT;
	*finding = (struct finding){1, (int32_t)weight, SD_SENTIMENT_NO_ENTRY, token->normal, SD_SHIFT_RATED, false};
	return weight != 0;
}

static void find_entries(struct sd_sentiment *s)
{
	s->span_count = 0;
	s->phrases_mark = false;
	for (size_t i = 0; i < s->unit_count;) {
		struct finding finding, phrase;
		if (s->units[i].mark) {
			i++;
			continue;
		}
		bool found = find_entry(s, i, &finding);
		if (find_phrase(s, i, &phrase) && (!found || phrase.length > finding.length ||
						(phrase.conditional && phrase.length == finding.length))) {
			finding = phrase;
			found = true;
		}
		/* A negator that denies nothing ("not only") does not blame either. */
		if (found && finding.length == 1 && finding.weight < 0 && !s->units[i].negator &&
		    sd_words_has(s->rules.negators, s->texts[i]))
			finding.weight = 0;
		if (!found && !find_rating(s, i, &finding)) {
			i++;
			continue;
		}
		struct unit *unit = &s->units[i];
		bool shifter = finding.length == 1 && (unit->intensifier || unit->diminisher);
		if (finding.weight && !(shifter && shifts_what_follows(s, i)))
			add_span(s, i, &finding);
		if (finding.length > 1 || !finding.weight)
			for (size_t k = 0; k < finding.length; k++)
				s->units[i + k].used = true;
		bool plain = finding.entry == SD_SENTIMENT_NO_ENTRY && !finding.weight;
		if (plain)
			bind(s, i, finding.length);
		/* What a mark inside an entry shifts is that entry too: "would be nice if". */
		for (size_t k = 1; k < finding.length && s->rules.phrases && !plain; k++) {
			struct finding inside;
			(void)find_phrase(s, i + k, &inside);
		}
		i += finding.length;
	}
}

struct sd_sentiment_part sd_sentiment_range(const struct sd_sentiment *s, size_t start, size_t end)
{
	int64_t praise = 0, blame = 0;
	uint32_t words = 0;
	size_t low = 0, high = s->span_count;
	while (low < high) { /* the first span that begins at `start` or behind it */
		size_t middle = low + (high - low) / 2;
		if (s->spans[middle].start < start)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i < s->span_count && s->spans[i].start < end; i++, words++)
		*(s->spans[i].weight < 0 ? &blame : &praise) += s->spans[i].weight;
	for (low = 0, high = s->tokens.length; low < high;) { /* the first token that ends behind `start` */
		size_t middle = low + (high - low) / 2;
		if (s->tokens.items[middle].end <= start)
			low = middle + 1;
		else
			high = middle;
	}
	bool empty = low == s->tokens.length || s->tokens.items[low].start >= end;
	return part_of(s, praise, blame, words, empty, low, end);
}

/* The spans of the clauses, or sentences, that `named` marks. */
static struct sd_sentiment_part part_named(const struct sd_sentiment *s, const bool *named, bool sentences)
{
	int64_t praise = 0, blame = 0;
	uint32_t words = 0;
	for (size_t i = 0; i < s->span_count; i++) {
		if (!named[sentences ? s->spans[i].sentence : s->spans[i].clause])
			continue;
		*(s->spans[i].weight < 0 ? &blame : &praise) += s->spans[i].weight;
		words++;
	}
	return part_of(s, praise, blame, words, false, s->tokens.length, 0);
}

struct sd_sentiment_part sd_sentiment_towards(struct sd_sentiment *s, const struct sd_lexicon *terms)
{
	size_t clauses = s->tokens.length ? s->tokens.items[s->tokens.length - 1].clause + (size_t)1 : 0;
	bool *named = sd_calloc(2 * clauses + 1, sizeof *named), any = false;
	struct sd_lexicon_match match;
	for (size_t i = 0; i < s->unit_count; i++) {
		if (s->units[i].mark || !sd_lexicon_match(terms, s->texts + i, s->units[i].run, &match))
			continue;
		/* Sentences are no more than clauses. */
		named[s->units[i].clause] = named[clauses + s->units[i].sentence] = any = true;
	}
	struct sd_sentiment_part part = part_of(s, 0, 0, 0, true, s->tokens.length, 0);
	if (any)
		part = part_named(s, named, false);
	if (any && !part.words)
		part = part_named(s, named + clauses, true);
	free(named);
	return part;
}

int64_t sd_sentiment_probability(const struct sd_sentiment_rules *rules, int64_t score)
{
	struct sd_text told = sd_lexicon_about(rules->lexicon, "calibration");
	if (!told.length && rules->phrases)
		told = sd_phrases_calibration(rules->phrases);
	const char *blank = told.length ? memchr(told.data, ' ', told.length) : NULL;
	sd_decimal a, b;
	if (!blank ||
	    !sd_decimal_parse((struct sd_text){told.data, (size_t)(blank - told.data)}, SD_DECIMAL_POINT, &a) ||
	    !sd_decimal_parse((struct sd_text){blank + 1, told.length - (size_t)(blank - told.data) - 1},
			      SD_DECIMAL_POINT, &b))
		return -1;
	double x = sd_decimal_to_double(a) + sd_decimal_to_double(b) * sd_decimal_to_double(score);
	return sd_decimal_of_double(1 / (1 + exp(-x)));
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
		size_t begins = i;
		for (; i < s->tokens.length && s->tokens.items[i].clause == first->clause; i++)
			last = &s->tokens.items[i];
		for (; span < s->span_count && s->spans[span].clause == first->clause; span++, words++)
			*(s->spans[span].weight < 0 ? &blame : &praise) += s->spans[span].weight;
		SD_GROW(s->clauses, s->clause_count, s->clause_room);
		s->clauses[s->clause_count++] = (struct sd_sentiment_clause){
			first->start, last->end, first->sentence, first->clause,
			part_of(s, praise, blame, words, false, begins, last->end)};
		all_praise += praise;
		all_blame += blame;
	}
	s->result = (struct sd_sentiment_result){
		.whole = part_of(s, all_praise, all_blame, (uint32_t)s->span_count, !s->tokens.length, 0, SIZE_MAX),
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
	sd_sentiment_shift(s);
	s->foreign = !s->span_count && sd_alphabet_is_foreign(&s->alphabet, answer);
	sum_up(s);
	return &s->result;
}
