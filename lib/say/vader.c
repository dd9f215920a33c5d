/* SPDX-License-Identifier: MIT */
#include "say/vader.h"

#include <math.h>
#include <utf8proc.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "say/vader_tables.h"

/* The constants of the published program, in its order and in binary floating point, for its decimals are wanted. */
static const double capitals_step = 0.733, deny = -0.74, never_so = 1.25, normalisation = 15, exclamation = 0.292,
		    question = 0.18, questions_most = 0.96, before_but = 0.5, after_but = 1.5;
enum { UNIT = 10000, BACK = 3, EXCLAMATIONS_MOST = 4, QUESTIONS_COUNTED = 3, KEPT_WHOLE = 2, LABEL = 500 };

struct word {
	struct sd_text text; /* in small letters */
	const struct vader_entry *entry;
	size_t start, end; /* bytes of the answer */
	bool capitals;
};

struct sd_vader {
	const struct sd_vader_tables *tables;
	struct sd_str plain;	  /* the answer with its emoji described */
	size_t *sources;	  /* of each byte of `plain`, where it comes from */
	size_t sources_room;
	struct sd_str lower, gram;
	struct word *words;
	double *scores;
	unsigned *shifts;
	size_t count, word_room, score_room, shift_room;
	bool capitals_tell;
	struct sd_sentiment_span *spans;
	size_t span_count, span_room;
	struct sd_sentiment_result result;
};

struct sd_vader *sd_vader_new(const struct sd_vader_tables *tables)
{
	struct sd_vader *v = sd_calloc(1, sizeof *v);
	v->tables = tables;
	return v;
}

void sd_vader_free(struct sd_vader *v)
{
	if (!v)
		return;
	sd_str_release(&v->plain);
	sd_str_release(&v->lower);
	sd_str_release(&v->gram);
	free(v->sources);
	free(v->words);
	free(v->scores);
	free(v->shifts);
	free(v->spans);
	free(v);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* The character at `at`, a byte where it is none. */
static size_t decode(struct sd_text text, size_t at, uint32_t *code)
{
	size_t length = sd_utf8_decode(text.data + at, text.length - at, code);
	if (length)
		return length;
	*code = 0xFFFD;
	return 1;
}

/* What Python's str.split() cuts at. */
static bool is_space(uint32_t code)
{
	return (code >= 9 && code <= 13) || (code >= 0x1C && code <= 0x20) || code == 0x85 || code == 0xA0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
	       code == 0x202F || code == 0x205F || code == 0x3000;
}

/* string.punctuation */
static bool is_mark(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static void add_plain(struct sd_vader *v, struct sd_text text, size_t source, bool each)
{
	while (v->plain.length + text.length > v->sources_room) {
		v->sources_room = v->sources_room ? v->sources_room * 2 : 256;
		v->sources = sd_realloc(v->sources, v->sources_room, sizeof *v->sources);
	}
	for (size_t i = 0; i < text.length; i++)
		v->sources[v->plain.length + i] = source + (each ? i : 0);
	sd_str_add_text(&v->plain, text);
}

/* Describes emoji, with a blank before one that has none. */
static void describe(struct sd_vader *v, struct sd_text answer)
{
	bool space = true;
	sd_str_clear(&v->plain);
	for (size_t i = 0; i < answer.length;) {
		uint32_t code;
		size_t length = decode(answer, i, &code);
		struct sd_text one = {answer.data + i, length};
		const struct vader_entry *entry =
			code >= 0x80 && vader_has_emoji(v->tables) ? vader_find(v->tables, one) : NULL;
		if (entry && entry->description.data) {
			if (!space)
				add_plain(v, SD_TEXT(" "), i, false);
			add_plain(v, entry->description, i, false);
			space = false;
		} else {
			add_plain(v, one, i, true);
			space = code == ' ';
		}
		i += length;
	}
}

static size_t characters(struct sd_text text)
{
	size_t count = 0;
	uint32_t code;
	for (size_t i = 0; i < text.length; count++)
		i += decode(text, i, &code);
	return count;
}

/* Adds the text in small letters; whether it is in capitals: a capital, and no small letter. */
static bool add_lower(struct sd_str *lower, struct sd_text text)
{
	bool upper = false, small = false;
	for (size_t i = 0; i < text.length;) {
		uint32_t code;
		unsigned char c = (unsigned char)text.data[i];
		if (c < 0x80) {
			upper = upper || (c >= 'A' && c <= 'Z');
			small = small || (c >= 'a' && c <= 'z');
			sd_str_addc(lower, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
			i++;
			continue;
		}
		size_t length = decode(text, i, &code);
		utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
		upper = upper || category == UTF8PROC_CATEGORY_LU;
		small = small || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT;
		utf8proc_int32_t folded = utf8proc_tolower((utf8proc_int32_t)code);
		char bytes[4];
		if (folded == (utf8proc_int32_t)code)
			sd_str_add(lower, text.data + i, length);
		else
			sd_str_add(lower, bytes, sd_utf8_encode((uint32_t)folded, bytes));
		i += length;
	}
	return upper && !small;
}

static void add_word(struct sd_vader *v, size_t start, size_t end)
{
	const char *data = v->plain.data;
	size_t first = start, last = end;
	while (first < last && is_mark(data[first]))
		first++;
	while (last > first && is_mark(data[last - 1]))
		last--;
	if (characters((struct sd_text){data + first, last - first}) <= KEPT_WHOLE) {
		first = start;
		last = end;
	}
	SD_GROW(v->words, v->count, v->word_room);
	SD_GROW(v->scores, v->count, v->score_room);
	SD_GROW(v->shifts, v->count, v->shift_room);
	size_t at = v->lower.length;
	bool capitals = add_lower(&v->lower, (struct sd_text){data + first, last - first});
	/* Where `lower` moves as it grows, the texts' data are set once all are in it. */
	v->words[v->count++] = (struct word){{NULL, v->lower.length - at},
					     NULL,
					     v->sources[first],
					     v->sources[last - 1] + 1,
					     capitals};
}

static void cut_words(struct sd_vader *v, size_t answer_length)
{
	struct sd_text plain = sd_str_text(&v->plain);
	size_t start = SIZE_MAX, capitals = 0, at = 0;
	v->count = 0;
	sd_str_clear(&v->lower);
	for (size_t i = 0; i < plain.length;) {
		uint32_t code;
		size_t length = decode(plain, i, &code);
		if (is_space(code)) {
			if (start != SIZE_MAX)
				add_word(v, start, i);
			start = SIZE_MAX;
		} else if (start == SIZE_MAX) {
			start = i;
		}
		i += length;
	}
	if (start != SIZE_MAX)
		add_word(v, start, plain.length);
	for (size_t i = 0; i < v->count; i++) {
		struct word *word = &v->words[i];
		word->text.data = v->lower.data + at;
		at += word->text.length;
		word->entry = vader_find(v->tables, word->text);
		/* A described emoji's bytes all come from its first. */
		if (word->end <= word->start || word->end > answer_length)
			word->end = word->start + 1;
		capitals += word->capitals;
	}
	v->capitals_tell = capitals > 0 && capitals < v->count;
}

/* --- the rules ---------------------------------------------------------------------------------------------------- */

static bool is(const struct sd_vader *v, size_t at, const char *word)
{
	return sd_text_equals(v->words[at].text, word);
}

static bool weighs(const struct sd_vader *v, size_t at)
{
	return v->words[at].entry && v->words[at].entry->weighs;
}

static bool negates(const struct sd_vader *v, size_t at)
{
	const struct word *word = &v->words[at];
	return (word->entry && word->entry->negates) ||
	       (word->text.length > 2 && memmem(word->text.data, word->text.length, "n't", 3));
}

/* The entry of the words from `from` to `to`, with blanks between; NULL where there is none. */
static const struct vader_entry *gram(struct sd_vader *v, size_t from, size_t to)
{
	sd_str_clear(&v->gram);
	for (size_t i = from; i <= to; i++) {
		if (i > from)
			sd_str_addc(&v->gram, ' ');
		sd_str_add_text(&v->gram, v->words[i].text);
	}
	return vader_find(v->tables, sd_str_text(&v->gram));
}

static double step_of(struct sd_vader *v, size_t at, double valence, unsigned *shifts)
{
	const struct word *word = &v->words[at];
	if (!word->entry || !word->entry->boosts)
		return 0;
	double step = word->entry->booster;
	*shifts |= step > 0 ? SD_SHIFT_INTENSIFIED : SD_SHIFT_DIMINISHED;
	if (valence < 0)
		step *= -1;
	if (word->capitals && v->capitals_tell)
		step += valence > 0 ? capitals_step : -capitals_step;
	return step;
}

static double negate(const struct sd_vader *v, size_t i, size_t back, double valence, unsigned *shifts)
{
	size_t at = i - back - 1;
	if (back == 1) {
		if (is(v, i - 2, "never") && (is(v, i - 1, "so") || is(v, i - 1, "this")))
			return valence * never_so;
		if (is(v, i - 2, "without") && is(v, i - 1, "doubt"))
			return valence;
	} else if (back == 2) {
		if ((is(v, i - 3, "never") && (is(v, i - 2, "so") || is(v, i - 2, "this"))) || is(v, i - 1, "so") ||
		    is(v, i - 1, "this"))
			return valence * never_so;
		if (is(v, i - 3, "without") && (is(v, i - 2, "doubt") || is(v, i - 1, "doubt")))
			return valence;
	}
	if (!negates(v, at))
		return valence;
	*shifts |= SD_SHIFT_DENIED;
	return valence * deny;
}

/* The special cases around word i, which replace its weight; then boosters of several words before it. */
static double replace_by_idiom(struct sd_vader *v, size_t i, double valence, unsigned *shifts)
{
	const size_t ranges[][2] = {{i - 1, i}, {i - 2, i}, {i - 2, i - 1}, {i - 3, i - 1}, {i - 3, i - 2}};
	const struct vader_entry *entry;
	double before = valence;
	for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++)
		if ((entry = gram(v, ranges[k][0], ranges[k][1])) && entry->is_special) {
			valence = entry->special;
			break;
		}
	for (size_t more = 1; more <= 2 && i + more < v->count; more++)
		if ((entry = gram(v, i, i + more)) && entry->is_special)
			valence = entry->special;
	if (valence < before || valence > before)
		*shifts |= SD_SHIFT_IDIOM;
	for (size_t k = 0; k < 3; k++) {
		static const size_t order[3] = {3, 4, 2};
		if ((entry = gram(v, ranges[order[k]][0], ranges[order[k]][1])) && entry->boosts) {
			valence += entry->booster;
			*shifts |= entry->booster > 0 ? SD_SHIFT_INTENSIFIED : SD_SHIFT_DIMINISHED;
		}
	}
	return valence;
}

static double valence_of(struct sd_vader *v, size_t i, unsigned *shifts)
{
	const struct vader_entry *entry = v->words[i].entry;
	if (!entry || entry->boosts || !entry->weighs || (i + 1 < v->count && is(v, i, "kind") && is(v, i + 1, "of")))
		return 0;
	double valence = entry->valence;
	if (is(v, i, "no") && i + 1 < v->count && weighs(v, i + 1))
		valence = 0;
	if ((i > 0 && is(v, i - 1, "no")) || (i > 1 && is(v, i - 2, "no")) ||
	    (i > 2 && is(v, i - 3, "no") && (is(v, i - 1, "or") || is(v, i - 1, "nor")))) {
		valence = entry->valence * deny;
		*shifts |= SD_SHIFT_DENIED;
	}
	if (v->words[i].capitals && v->capitals_tell) {
		valence += valence > 0 ? capitals_step : -capitals_step;
		*shifts |= SD_SHIFT_CAPITALS;
	}
	static const double fading[BACK] = {1, 0.95, 0.9};
	for (size_t back = 0; back < BACK; back++) {
		if (i <= back || weighs(v, i - back - 1))
			continue;
		valence += step_of(v, i - back - 1, valence, shifts) * fading[back];
		valence = negate(v, i, back, valence, shifts);
		if (back == 2)
			valence = replace_by_idiom(v, i, valence, shifts);
	}
	if (i > 0 && !weighs(v, i - 1) && is(v, i - 1, "least") &&
	    !(i > 1 && (is(v, i - 2, "at") || is(v, i - 2, "very")))) {
		valence *= deny;
		*shifts |= SD_SHIFT_DENIED;
	}
	return valence;
}

static bool same(double a, double b)
{
	return !(a < b) && !(a > b);
}

/* By value, as published: of those that weigh the same by now the first is shifted. */
static void shift_by_but(struct sd_vader *v)
{
	size_t but = 0;
	while (but < v->count && !is(v, but, "but"))
		but++;
	for (size_t i = 0; but < v->count && i < v->count; i++) {
		size_t first = 0;
		if (same(v->scores[i], 0))
			continue;
		while (!same(v->scores[first], v->scores[i]))
			first++;
		if (first < but) {
			v->scores[first] *= before_but;
			v->shifts[first] |= SD_SHIFT_BEFORE_CONTRAST;
		} else if (first > but) {
			v->scores[first] *= after_but;
			v->shifts[first] |= SD_SHIFT_AFTER_CONTRAST;
		}
	}
}

static double emphasis_of(struct sd_text text, size_t *where)
{
	size_t exclaimed = 0, asked = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (!exclaimed && !asked && (text.data[i] == '!' || text.data[i] == '?'))
			*where = i;
		exclaimed += text.data[i] == '!';
		asked += text.data[i] == '?';
	}
	if (exclaimed > EXCLAMATIONS_MOST)
		exclaimed = EXCLAMATIONS_MOST;
	double asks = asked <= 1 ? 0 : asked <= QUESTIONS_COUNTED ? (double)asked * question : questions_most;
	return (double)exclaimed * exclamation + asks;
}

/* --- the result --------------------------------------------------------------------------------------------------- */

/* Three decimals, as the program prints shares. */
static int64_t share(double part, double total)
{
	char text[32];
	snprintf(text, sizeof text, "%.3f", fabs(part / total));
	return sd_decimal_of_double(strtod(text, NULL));
}

static void add_span(struct sd_vader *v, struct sd_sentiment_span span)
{
	SD_GROW(v->spans, v->span_count, v->span_room);
	v->spans[v->span_count++] = span;
}

static void sum_up(struct sd_vader *v, struct sd_text answer)
{
	struct sd_sentiment_part *whole = &v->result.whole;
	double sum = 0, positive = 0, negative = 0, neutral = 0;
	size_t mark = 0;
	v->span_count = 0;
	*whole = (struct sd_sentiment_part){.label = SD_SENTIMENT_EMPTY};
	for (size_t i = 0; i < v->count; i++) {
		double score = v->scores[i];
		sum += score;
		positive += score > 0 ? score + 1 : 0;
		negative += score < 0 ? score - 1 : 0;
		neutral += same(score, 0);
		if (same(score, 0))
			continue;
		const struct vader_entry *entry = v->words[i].entry;
		add_span(v, (struct sd_sentiment_span){.start = v->words[i].start,
						       .end = v->words[i].end,
						       .base = (int32_t)sd_decimal_of_double(entry->valence),
						       .weight = (int32_t)sd_decimal_of_double(score),
						       .term = entry->text,
						       .entry = SD_SENTIMENT_NO_ENTRY,
						       .shifts = v->shifts[i]});
	}
	whole->words = (uint32_t)v->span_count;
	if (v->count) {
		double emphasis = emphasis_of(answer, &mark);
		double added = sum > 0 ? emphasis : sum < 0 ? -emphasis : 0;
		sum += added;
		if (!same(added, 0)) {
			size_t at = v->span_count;
			add_span(v, (struct sd_sentiment_span){.start = mark,
							       .end = mark + 1,
							       .weight = (int32_t)sd_decimal_of_double(added),
							       .term = SD_TEXT("!"),
							       .entry = SD_SENTIMENT_NO_ENTRY,
							       .shifts = SD_SHIFT_EXCLAIMED});
			/* In the order of the answer. */
			for (; at > 0 && v->spans[at - 1].start > v->spans[at].start; at--) {
				struct sd_sentiment_span other = v->spans[at - 1];
				v->spans[at - 1] = v->spans[at];
				v->spans[at] = other;
			}
		}
		if (positive > fabs(negative))
			positive += emphasis;
		else if (positive < fabs(negative))
			negative -= emphasis;
		double total = positive + fabs(negative) + neutral, compound = sum / sqrt(sum * sum + normalisation);
		whole->score = sd_decimal_of_double(compound < -1 ? -1 : compound > 1 ? 1 : compound);
		whole->positive = share(positive, total);
		whole->negative = -share(negative, total);
		whole->label = whole->score >= LABEL ? SD_SENTIMENT_POSITIVE
			       : whole->score <= -LABEL ? SD_SENTIMENT_NEGATIVE
							: SD_SENTIMENT_NEUTRAL;
	}
	for (size_t i = 0; i < v->span_count; i++)
		whole->raw += v->spans[i].weight;
	v->result.spans = v->spans;
	v->result.span_count = v->span_count;
}

const struct sd_sentiment_result *sd_vader_score(struct sd_vader *v, struct sd_text answer)
{
	describe(v, answer);
	cut_words(v, answer.length);
	for (size_t i = 0; i < v->count; i++) {
		v->shifts[i] = 0;
		v->scores[i] = valence_of(v, i, &v->shifts[i]);
	}
	shift_by_but(v);
	sum_up(v, answer);
	return &v->result;
}
