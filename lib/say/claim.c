/* SPDX-License-Identifier: MIT */
#include "say/claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "say/claim_tables.h"

/* Words that are read as one sentence at most, which keeps the whole linear where no one ends any. */
enum { SENTENCE_MOST = 256 };

static const char *const kinds[] = {"frequency", "intent", "amount", "category", "switch", "recommend", "event"};
static const char *const subjects[] = {"self", "other"};
static const char *const tenses[] = {"past", "present", "future"};
static const char *const modalities[] = {"certain", "probable", "possible", "conditional", "negated"};

const char *sd_claim_kind_name(enum sd_claim_kind kind) { return kinds[kind]; }
const char *sd_claim_subject_name(enum sd_claim_subject subject) { return subjects[subject]; }
const char *sd_claim_tense_name(enum sd_claim_tense tense) { return tenses[tense]; }
const char *sd_claim_modality_name(enum sd_claim_modality modality) { return modalities[modality]; }

bool sd_claim_is_testable(const struct sd_claim *claim)
{
	return claim->subject == SD_CLAIM_SELF && claim->modality != SD_CLAIM_CONDITIONAL;
}

struct sd_claim_reader *sd_claim_reader_new(const struct sd_claim_tables *tables, struct sd_tokenizer *tokenizer)
{
	struct sd_claim_reader *reader = sd_calloc(1, sizeof *reader);
	reader->tables = tables;
	reader->tokenizer = tokenizer;
	return reader;
}

void sd_claim_reader_free(struct sd_claim_reader *reader)
{
	if (!reader)
		return;
	free(reader->words);
	free(reader->hits);
	free(reader->matches);
	free(reader->claims);
	sd_arena_release(&reader->texts);
	sd_str_release(&reader->scratch);
	free(reader);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

struct range {
	double value, low, high;
};

static bool is_unit(const struct claim_capture *capture)
{
	return !isnan(capture->low) && !capture->divides && capture->class != CLAIM_NUMBER &&
	       capture->class != CLAIM_TIMES;
}

/* Times × unit ÷ every so many. Several counts are from … to ("two or three times"), several units add up ("Mondays and
 * Fridays"). Where a factor has no value of its own, as biweekly has not, neither has the product. */
static bool rate_of(const struct claim_match *match, struct range *rate)
{
	struct range count = {1, 1, 1}, unit = {0, 0, 0}, every = {1, 1, 1};
	size_t counts = 0, units = 0, divisors = 0;
	for (size_t i = 0; i < match->captures; i++) {
		const struct claim_capture *c = &match->capture[i];
		if (is_unit(c)) {
			unit = (struct range){unit.value + c->value, unit.low + c->low, unit.high + c->high};
			units++;
		} else if (!isnan(c->low)) {
			struct range *into = c->divides ? &every : &count;
			size_t had = c->divides ? divisors++ : counts++;
			if (!had)
				*into = (struct range){c->value, c->low, c->high};
			else
				*into = (struct range){(into->low + c->high) / 2, into->low, c->high};
		}
	}
	if (!units || !(every.low > 0) || !(every.high > 0))
		return false;
	rate->value = count.value * unit.value / every.value;
	rate->low = count.low * unit.low / every.high;
	rate->high = count.high * unit.high / every.low;
	if (rate->low > rate->high) {
		double swap = rate->low;
		rate->low = rate->high;
		rate->high = swap;
	}
	return true;
}

/* "at least", "up to", before the core or behind it, which is widened by them. */
static void apply_bounds(const struct sd_claim_reader *reader, const struct claim_sentence *sentence,
			 struct range *rate, size_t *first, size_t *last)
{
	const struct claim_entry *least = claim_before(reader, *first, sentence->from, CLAIM_LEAST);
	const struct claim_entry *most = claim_before(reader, *first, sentence->from, CLAIM_MOST);
	const struct claim_entry *about = claim_before(reader, *first, sentence->from, CLAIM_ABOUT);
	if (least && most && most->length > least->length)
		least = NULL;
	const struct claim_entry *before = least ? least : most ? most : about;
	if (before)
		*first -= before->length;
	if (!least && !most && *last < sentence->to) {
		least = claim_at(reader, *last, CLAIM_LEAST);
		most = claim_at(reader, *last, CLAIM_MOST);
		/* Some bound only what stands behind them. */
		if ((least && sd_text_equals(least->text, "before")) || (most && sd_text_equals(most->text, "before")))
			least = most = NULL;
		if (least || most)
			*last += least ? least->length : most->length;
	}
	if (least) {
		rate->high = NAN;
	} else if (most) {
		rate->low = 0;
		if (isnan(rate->value))
			rate->value = rate->high;
	}
}

static const char *currency_of(struct sd_text normal)
{
	static const struct {
		const char *sign, *code;
	} signs[] = {{"us$", "USD"}, {"r$", "BRL"}, {"a$", "AUD"}, {"c$", "CAD"},
		     {"£", "GBP"},   {"€", "EUR"},  {"¥", "JPY"},  {"$", "USD"}};
	for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
		size_t length = strlen(signs[s].sign);
		for (size_t i = 0; i + length <= normal.length; i++)
			if (!memcmp(normal.data + i, signs[s].sign, length))
				return signs[s].code;
	}
	return "";
}

static struct sd_text keep(struct sd_claim_reader *reader, const char *text, size_t length)
{
	return (struct sd_text){sd_arena_dup(&reader->texts, text, length), length};
}

static bool amount_of(struct sd_claim_reader *reader, const struct claim_match *match, struct sd_claim *claim)
{
	struct range rate = {1, 1, 1};
	const char *currency = NULL;
	struct sd_text code = {NULL, 0};
	double money = NAN;
	bool has_unit = false;
	for (size_t i = 0; i < match->captures; i++) {
		const struct claim_capture *c = &match->capture[i];
		if (c->class == CLAIM_MONEY) {
			struct sd_text normal = reader->tokens.items[reader->words[c->first].token].normal;
			sd_decimal value;
			if (!sd_decimal_parse(normal, SD_DECIMAL_POINT, &value))
				return false;
			money = sd_decimal_to_double(value);
			currency = currency_of(normal);
		} else if (c->class == CLAIM_NUMBER && isnan(money)) {
			money = c->value;
		} else if (c->class == CLAIM_CURRENCY) {
			code = c->text;
		} else if (is_unit(c)) {
			has_unit = true;
		}
	}
	if (isnan(money) || (!currency && !code.data))
		return false;
	if (has_unit) {
		struct claim_match units = *match;
		units.captures = 0;
		for (size_t i = 0; i < match->captures; i++)
			if (is_unit(&match->capture[i]))
				units.capture[units.captures++] = match->capture[i];
		if (!rate_of(&units, &rate))
			return false;
	}
	claim->value = money * rate.value;
	claim->low = money * rate.low;
	claim->high = money * rate.high;
	sd_str_clear(&reader->scratch);
	sd_str_add_text(&reader->scratch, currency ? sd_text_of(currency) : code);
	if (has_unit)
		sd_str_adds(&reader->scratch, "-per-year");
	claim->unit = keep(reader, reader->scratch.data ? reader->scratch.data : "", reader->scratch.length);
	return true;
}

/* P3M: from how many and which. */
static struct sd_text duration_of(struct sd_claim_reader *reader, const struct claim_match *match)
{
	double count = 1;
	struct sd_text period = {NULL, 0};
	for (size_t i = 0; i < match->captures; i++) {
		const struct claim_capture *c = &match->capture[i];
		if (c->class == CLAIM_NUMBER && !isnan(c->value))
			count = c->value;
		else if (c->class == CLAIM_PERIOD)
			period = c->text;
		else if (c->class == CLAIM_AHEAD || c->class == CLAIM_BACK)
			return c->text;
	}
	if (!period.length || count < 1 || count > 9999 || count != floor(count))
		return (struct sd_text){NULL, 0};
	sd_str_clear(&reader->scratch);
	sd_str_addf(&reader->scratch, "P%d%.*s", (int)count, (int)period.length, period.data);
	return keep(reader, reader->scratch.data, reader->scratch.length);
}

/* --- from matches to claims --------------------------------------------------------------------------------------- */

static struct sd_text opposite(struct sd_text value)
{
	if (sd_text_equals(value, "rebuy") || sd_text_equals(value, "stay"))
		return SD_TEXT("cancel");
	if (sd_text_equals(value, "cancel"))
		return SD_TEXT("stay");
	return (struct sd_text){NULL, 0};
}

static void set_modality(struct sd_claim *claim, const struct claim_context *context, bool conditional)
{
	if (conditional)
		claim->modality = SD_CLAIM_CONDITIONAL;
	else if (claim->modality == SD_CLAIM_NEGATED)
		return;
	else if (context->features & CLAIM_IS_POSSIBLE)
		claim->modality = SD_CLAIM_POSSIBLE;
	else if (context->features & (CLAIM_IS_PROBABLE | CLAIM_IS_WISH | CLAIM_IS_WOULD))
		claim->modality = SD_CLAIM_PROBABLE;
	else
		claim->modality = SD_CLAIM_CERTAIN;
}

static enum sd_claim_tense tense_of(const struct claim_context *context, const struct claim_pattern *pattern)
{
	const unsigned ahead =
		CLAIM_IS_CERTAIN | CLAIM_IS_PROBABLE | CLAIM_IS_POSSIBLE | CLAIM_IS_WOULD | CLAIM_IS_WISH;
	if (pattern->flags & CLAIM_FLAG_PAST || context->features & (CLAIM_IS_PAST | CLAIM_IS_FORMER))
		return SD_CLAIM_PAST;
	if (context->features & ahead || pattern->flags & CLAIM_FLAG_FUTURE)
		return SD_CLAIM_FUTURE;
	return SD_CLAIM_PRESENT;
}

/* The rate, or the ordinal word, with its bounds; false where neither is to be had. */
static bool read_frequency(const struct sd_claim_reader *reader, const struct claim_sentence *sentence,
			   const struct claim_match *match, const struct claim_pattern *pattern, struct sd_claim *claim,
			   size_t *first, size_t *last)
{
	struct range rate;
	if (sd_text_equals(pattern->value, "rate")) {
		if (!rate_of(match, &rate))
			return false;
		apply_bounds(reader, sentence, &rate, first, last);
	} else if (sd_text_equals(pattern->value, "never")) {
		rate = (struct range){0, 0, 0};
	} else {
		claim->class = pattern->value;
		claim->unit = SD_TEXT("ordinal");
		return true;
	}
	/* "not every week": less than that, how much less is not said. */
	if (*first > sentence->from) {
		const struct claim_entry *not = claim_before(reader, *first, sentence->from, CLAIM_NOT);
		if (not) {
			*first -= not->length;
			rate = (struct range){NAN, 0, rate.high};
			claim->modality = SD_CLAIM_NEGATED;
		}
	}
	claim->value = rate.value;
	claim->low = rate.low;
	claim->high = rate.high;
	claim->unit = SD_TEXT("per-year");
	return true;
}

static bool has_rate_within(const struct sd_claim_reader *reader, const struct claim_match *match)
{
	for (size_t m = 0; m < reader->matches_length; m++) {
		const struct claim_match *other = &reader->matches[m];
		if (reader->tables->patterns[other->pattern].kind == SD_CLAIM_FREQUENCY &&
		    other->first >= match->first && other->last <= match->last &&
		    sd_text_equals(reader->tables->patterns[other->pattern].value, "rate"))
			return true;
	}
	return false;
}

static bool make_claim(struct sd_claim_reader *reader, const struct claim_sentence *sentence,
		       const struct claim_match *match, struct sd_claim *claim)
{
	const struct claim_pattern *pattern = &reader->tables->patterns[match->pattern];
	const unsigned willed = CLAIM_IS_CERTAIN | CLAIM_IS_PROBABLE | CLAIM_IS_POSSIBLE | CLAIM_IS_WOULD |
				CLAIM_IS_WISH | CLAIM_IS_NOT | CLAIM_IS_UNABLE;
	size_t first = match->first, last = match->last;
	*claim = (struct sd_claim){.kind = (enum sd_claim_kind)pattern->kind, .value = NAN, .low = NAN, .high = NAN};
	if (sentence->question && !(pattern->flags & CLAIM_FLAG_QUESTION))
		return false;
	bool frequency = pattern->kind == SD_CLAIM_FREQUENCY;
	if (frequency && !read_frequency(reader, sentence, match, pattern, claim, &first, &last))
		return false;
	if (pattern->kind == SD_CLAIM_AMOUNT && !amount_of(reader, match, claim))
		return false;
	struct claim_context context =
		(frequency || pattern->flags & CLAIM_FLAG_OPEN) && !(pattern->flags & CLAIM_FLAG_SELF)
			? claim_context_of_adverb(reader, sentence, first, last)
			: claim_context_of_verb(reader, sentence, first, last, pattern->flags);
	if (context.whose == CLAIM_NOBODY || (frequency && pattern->flags & CLAIM_FLAG_STATED && context.elided))
		return false;
	if (pattern->flags & CLAIM_FLAG_FUTURE && (!(context.features & willed) || context.features & CLAIM_IS_PAST))
		return false;
	const unsigned ahead = CLAIM_IS_CERTAIN | CLAIM_IS_PROBABLE | CLAIM_IS_WISH | CLAIM_IS_WOULD;
	if (frequency && sd_text_equals(pattern->value, "never") && context.features & ahead)
		return false; /* "will never use" is no habit */
	bool denied = context.features & CLAIM_IS_NOT && !(pattern->flags & CLAIM_FLAG_FIXED);
	if (pattern->flags & CLAIM_FLAG_NOT &&
	    (!(context.features & (CLAIM_IS_NOT | CLAIM_IS_UNABLE)) || context.features & CLAIM_IS_PAST))
		return false;
	/* What one is unable to do is no intention: "couldn't go back", "cannot cancel". */
	if (context.features & CLAIM_IS_UNABLE && claim->kind == SD_CLAIM_INTENT &&
	    !(pattern->flags & (CLAIM_FLAG_FIXED | CLAIM_FLAG_NOT)))
		return false;
	/* "I don't come every week any more" denies the rate, no more. */
	if (claim->kind == SD_CLAIM_INTENT && (denied || pattern->flags & CLAIM_FLAG_NOT) &&
	    has_rate_within(reader, match))
		return false;
	if (pattern->flags & CLAIM_FLAG_NOT)
		denied = false;
	if (context.features & CLAIM_IS_UNABLE && !(pattern->flags & (CLAIM_FLAG_FIXED | CLAIM_FLAG_NOT)))
		denied = true;
	claim->subject = context.whose == CLAIM_MINE ? SD_CLAIM_SELF : SD_CLAIM_OTHER;
	if (!frequency && pattern->kind != SD_CLAIM_AMOUNT)
		claim->class = pattern->value;
	if (denied && !frequency) {
		struct sd_text other = opposite(pattern->value);
		/* What was not done is no event, and a category is denied in its own pattern. */
		if (pattern->kind == SD_CLAIM_EVENT || pattern->kind == SD_CLAIM_CATEGORY ||
		    pattern->kind == SD_CLAIM_AMOUNT)
			return false;
		if (other.data && claim->kind == SD_CLAIM_INTENT)
			claim->class = other;
		else
			claim->modality = SD_CLAIM_NEGATED;
	}
	if (denied && frequency && claim->modality != SD_CLAIM_NEGATED && !sd_text_equals(pattern->value, "never")) {
		if (claim->class.length)
			claim->modality = SD_CLAIM_NEGATED;
		else {
			claim->modality = SD_CLAIM_NEGATED;
			claim->value = NAN;
			claim->low = 0;
		}
	}
	if (pattern->flags & CLAIM_FLAG_DENIES)
		claim->modality = SD_CLAIM_NEGATED;
	bool conditional = sentence->condition && !(pattern->flags & CLAIM_FLAG_WHOLE);
	if ((frequency || pattern->kind == SD_CLAIM_AMOUNT) &&
	    context.features & (CLAIM_IS_WOULD | CLAIM_IS_POSSIBLE | CLAIM_IS_WISH | CLAIM_IS_ABLE))
		conditional = true;
	/* "I should come more often" wishes. */
	bool degree = sd_text_equals(pattern->value, "increase") || sd_text_equals(pattern->value, "reduce");
	if (degree && context.features & (CLAIM_IS_WOULD | CLAIM_IS_WISH | CLAIM_IS_POSSIBLE | CLAIM_IS_ABLE))
		conditional = true;
	set_modality(claim, &context, conditional);
	claim->tense = tense_of(&context, pattern);
	for (size_t i = 0; i < match->captures; i++) {
		const struct claim_capture *c = &match->capture[i];
		if (pattern->kind == SD_CLAIM_SWITCH && c->class == CLAIM_COMPETITOR)
			claim->class = c->text;
		else if (pattern->kind == SD_CLAIM_SWITCH && c->class == CLAIM_NAME && !claim->class.length)
			claim->class = (struct sd_text){reader->answer.data + reader->words[c->first].start,
							reader->words[c->first].end - reader->words[c->first].start};
	}
	/* The category is what stands behind the last word of the core, up to three words of its clause. */
	if (pattern->kind == SD_CLAIM_CATEGORY) {
		size_t end = last;
		while (end < sentence->to && end < last + 3 && !reader->words[end].comma &&
		       reader->words[end].clause == reader->words[last - 1].clause &&
		       !claim_at(reader, end, CLAIM_AFTER) && !claim_at(reader, end, CLAIM_EITHER))
			end++;
		if (end == last)
			return false;
		claim->class = (struct sd_text){reader->answer.data + reader->words[last].start,
						reader->words[end - 1].end - reader->words[last].start};
		last = end;
	}
	if (!frequency && context.first < first)
		first = context.first;
	claim->start = reader->words[first].start;
	claim->end = reader->words[last - 1].end;
	return true;
}

/* Claims of one group do not overlap: a frequency may stand within an intent, an intent not within a switch. */
static int group_of(unsigned kind)
{
	switch (kind) {
	case SD_CLAIM_FREQUENCY:
		return 0;
	case SD_CLAIM_AMOUNT:
		return 1;
	case SD_CLAIM_CATEGORY:
		return 2;
	case SD_CLAIM_EVENT:
		return 3;
	default:
		return 4;
	}
}

/* Earlier first; of one begin the longer; then the pattern that stands first in the table. */
static int by_length(const void *left, const void *right)
{
	const struct claim_match *a = left, *b = right;
	uint32_t la = a->last - a->first, lb = b->last - b->first;
	if (la != lb)
		return la > lb ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

static int by_start(const void *left, const void *right)
{
	const struct sd_claim *a = left, *b = right;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* An ordinal word beside a rate adds nothing: "always every Friday". */
static bool is_lesser(const struct sd_claim_reader *reader, const struct claim_match *match)
{
	const struct claim_pattern *pattern = &reader->tables->patterns[match->pattern];
	if (pattern->kind != SD_CLAIM_FREQUENCY || sd_text_equals(pattern->value, "rate") ||
	    sd_text_equals(pattern->value, "never"))
		return false;
	for (size_t m = 0; m < reader->matches_length; m++) {
		const struct claim_match *other = &reader->matches[m];
		if (reader->tables->patterns[other->pattern].kind == SD_CLAIM_FREQUENCY &&
		    sd_text_equals(reader->tables->patterns[other->pattern].value, "rate") &&
		    other->first < match->last && match->first < other->last)
			return true;
	}
	return false;
}

static bool is_blocked(const struct sd_claim_reader *reader, const struct claim_match *match)
{
	if (is_lesser(reader, match))
		return true;
	for (size_t m = 0; m < reader->matches_length; m++) {
		const struct claim_match *none = &reader->matches[m];
		const struct claim_pattern *pattern = &reader->tables->patterns[none->pattern];
		if (pattern->kind != CLAIM_PATTERN_NONE || none->first >= match->last || match->first >= none->last ||
		    none->last - none->first < match->last - match->first)
			continue;
		/* One that names a kind is in the way of that alone. */
		unsigned kind = reader->tables->patterns[match->pattern].kind;
		if (!pattern->value.length || sd_text_equals(pattern->value, kinds[kind]))
			return true;
	}
	return false;
}

static void add_claim(struct sd_claim_reader *reader, size_t from, const struct sd_claim *claim)
{
	for (size_t i = from; i < reader->claims_length; i++) {
		const struct sd_claim *other = &reader->claims[i];
		bool overlaps = other->start < claim->end && claim->start < other->end;
		bool again = claim->kind == SD_CLAIM_INTENT && other->kind == SD_CLAIM_INTENT &&
			     sd_text_equal(other->class, claim->class); /* said twice in one sentence */
		if (again || (overlaps && group_of(other->kind) == group_of(claim->kind)))
			return;
	}
	SD_GROW(reader->claims, reader->claims_length, reader->claims_room);
	reader->claims[reader->claims_length++] = *claim;
}

static void set_horizons(struct sd_claim_reader *reader, size_t from)
{
	struct sd_text ahead = {NULL, 0}, back = {NULL, 0};
	for (size_t m = 0; m < reader->matches_length; m++) {
		unsigned kind = reader->tables->patterns[reader->matches[m].pattern].kind;
		if (kind == CLAIM_PATTERN_AHEAD && !ahead.length)
			ahead = duration_of(reader, &reader->matches[m]);
		else if (kind == CLAIM_PATTERN_BACK && !back.length)
			back = duration_of(reader, &reader->matches[m]);
	}
	for (size_t i = from; i < reader->claims_length; i++) {
		struct sd_claim *claim = &reader->claims[i];
		if (claim->kind != SD_CLAIM_FREQUENCY)
			claim->horizon = claim->tense == SD_CLAIM_PAST || claim->kind == SD_CLAIM_EVENT ? back : ahead;
		if (claim->kind == SD_CLAIM_EVENT && !back.length)
			claim->horizon = ahead;
	}
}

static void read_sentence(struct sd_claim_reader *reader, struct claim_sentence *sentence)
{
	size_t from = reader->claims_length;
	reader->matches_length = 0;
	claim_find(reader, sentence->from, sentence->to);
	if (!reader->matches_length)
		return;
	sentence->condition = claim_sentence_has(reader, sentence, CLAIM_CONDITION) &&
			      !claim_sentence_has(reader, sentence, CLAIM_UNCONDITION);
	/* The marks behind its last word. */
	uint32_t number = reader->words[sentence->from].sentence;
	for (size_t t = reader->words[sentence->to - 1].token + 1; t < reader->tokens.length; t++) {
		const struct sd_token *mark = &reader->tokens.items[t];
		if (mark->sentence != number || mark->kind != SD_TOKEN_PUNCTUATION)
			break;
		sentence->question = sentence->question || memchr(mark->normal.data, '?', mark->normal.length);
	}
	qsort(reader->matches, reader->matches_length, sizeof *reader->matches, by_length);
	for (size_t m = 0; m < reader->matches_length; m++) {
		struct sd_claim claim;
		if (reader->tables->patterns[reader->matches[m].pattern].kind < SD_CLAIM_KINDS &&
		    !is_blocked(reader, &reader->matches[m]) &&
		    make_claim(reader, sentence, &reader->matches[m], &claim))
			add_claim(reader, from, &claim);
	}
	set_horizons(reader, from);
	if (reader->claims_length > from + 1)
		qsort(reader->claims + from, reader->claims_length - from, sizeof *reader->claims, by_start);
}

struct sd_claims sd_claims_read(struct sd_claim_reader *reader, struct sd_text answer)
{
	reader->claims_length = 0;
	sd_arena_clear(&reader->texts);
	claim_words(reader, answer);
	for (size_t from = 0, to; from < reader->length; from = to) {
		to = from + 1;
		while (to < reader->length && to - from < SENTENCE_MOST &&
		       reader->words[to].sentence == reader->words[from].sentence)
			to++;
		struct claim_sentence sentence = {.from = from, .to = to, .first = from == 0};
		read_sentence(reader, &sentence);
	}
	return (struct sd_claims){reader->claims, reader->claims_length};
}
