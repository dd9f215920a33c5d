/* SPDX-License-Identifier: MIT */
/* The words of a text, and the phrases among them that the lexicons and lists of names know. */
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "guard/redact_state.h"

/* A letter or mark beyond ASCII; digits count with ASCII's. */
static bool is_wide_letter(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

static size_t letter_at(struct sd_text text, size_t at, uint32_t *code)
{
	const char c = text.data[at];
	*code = (unsigned char)c;
	if ((unsigned char)c < 0x80)
		return redact_is_letter(c) ? 1 : 0;
	size_t bytes = sd_utf8_decode(text.data + at, text.length - at, code);
	return bytes && is_wide_letter(*code) ? bytes : 0;
}

/* ' - and ’ within a word. */
static size_t joint_at(struct sd_text text, size_t at)
{
	if (text.data[at] == '\'' || text.data[at] == '-')
		return 1;
	return text.length - at > 3 && !memcmp(text.data + at, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* Han, kana, Thai, Arabic and other letters without capitals: they stand beside a number without a blank between. */
static bool is_other_script(uint32_t code)
{
	return code >= 0x590 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LO;
}

bool sd_redact_goes_on(struct sd_text text, size_t at)
{
	uint32_t code;
	return at < text.length && (redact_is_digit(text.data[at]) || text.data[at] == '_' ||
				    (letter_at(text, at, &code) > 0 && !is_other_script(code)));
}

bool sd_redact_goes_before(struct sd_text text, size_t at)
{
	if (!at)
		return false;
	size_t start = at - 1;
	while (start && at - start < 4 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
		start--;
	return sd_redact_goes_on(text, start);
}

size_t sd_redact_word_end(struct sd_text text, size_t at)
{
	uint32_t code;
	size_t bytes;
	if (at >= text.length || !letter_at(text, at, &code))
		return 0;
	while (at < text.length) {
		bytes = letter_at(text, at, &code);
		if (!bytes && (bytes = joint_at(text, at)) != 0 &&
		    (at + bytes >= text.length || !letter_at(text, at + bytes, &code)))
			bytes = 0;
		if (!bytes)
			break;
		at += bytes;
	}
	return at;
}

bool sd_redact_next_word(struct sd_text text, size_t from, size_t *start, size_t *end)
{
	uint32_t code;
	size_t at = from;
	while (at < text.length && !letter_at(text, at, &code))
		at++;
	if (at >= text.length)
		return false;
	*start = at;
	*end = sd_redact_word_end(text, at);
	return true;
}

void sd_redact_fold(struct sd_str *folded, struct sd_text word)
{
	for (size_t at = 0; at < word.length;) {
		const char c = word.data[at];
		if ((unsigned char)c < 0x80) {
			sd_str_addc(folded, redact_is_capital(c) ? (char)(c - 'A' + 'a') : c);
			at++;
			continue;
		}
		uint32_t code;
		char small[4];
		size_t bytes = sd_utf8_decode(word.data + at, word.length - at, &code);
		if (code == 0x2019)
			sd_str_addc(folded, '\'');
		else
			sd_str_add(folded, small,
				   sd_utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)code), small));
		at += bytes;
	}
}

bool sd_redact_is_blank(struct sd_text text, size_t from, size_t to)
{
	for (size_t at = from; at < to;) {
		unsigned char c = (unsigned char)text.data[at];
		if (c == ' ' || (c >= '\t' && c <= '\r'))
			at++;
		else if (c == 0xC2 && at + 1 < to && (unsigned char)text.data[at + 1] == 0xA0)
			at += 2;
		else
			return false;
	}
	return true;
}

static unsigned bits_of(const struct sd_redactor *redactor, struct sd_text key)
{
	const int64_t *sums = sd_count_find(redactor->phrases, key);
	return sums ? (unsigned)*sums : 0;
}

/* Marks, at its last word, the longest phrase of each class that begins at `first`. */
static void mark_phrases(struct sd_redact_finder *finder, size_t first)
{
	struct word *words = finder->words;
	sd_str_clear(&finder->key);
	for (size_t i = first; i < finder->words_length && i < first + PHRASE_WORDS_MOST; i++) {
		if (i > first) {
			/* "Dr. Seuss": a title's point parts no phrase. */
			const size_t gap = words[first].end;
			const bool point = i == first + 1 && words[i].start == gap + 2 &&
					   gap - words[first].start <= 4 && finder->text.data[gap] == '.' &&
					   finder->text.data[gap + 1] == ' ';
			if (!words[i].joined && !point)
				return;
			sd_str_addc(&finder->key, ' ');
		}
		sd_str_add(&finder->key, finder->folds.data + words[i].folded, words[i].folded_length);
		unsigned bits = bits_of(finder->redactor, sd_str_text(&finder->key));
		words[i].bits |= bits & ~(unsigned)(WORD_BEGINS | WORD_LISTED | WORD_ANY_CASE);
		finder->said |= bits;
		if ((bits & WORD_ANNOUNCES) && words[i].phrase < i - first + 1)
			words[i].phrase = (unsigned)(i - first + 1);
		if (bits & (WORD_LISTED | WORD_ANY_CASE)) {
			bool capital = true;
			for (size_t k = first; k <= i; k++)
				capital &= words[k].capital;
			/* Particles such as "van" may be small where the name begins with a capital. */
			if ((bits & WORD_ANY_CASE) || capital || (i > first && words[first].capital))
				for (size_t k = first; k <= i; k++)
					words[k].bits |= WORD_LISTED | (k > first ? WORD_BEGINS : 0);
		}
		if (!(bits & WORD_BEGINS))
			return;
	}
}

/* Letters that are all capitals shout, or abbreviate. */
static bool is_shouted(struct sd_text word)
{
	size_t capitals = 0;
	for (size_t at = 0; at < word.length; at++) {
		if (word.data[at] >= 'a' && word.data[at] <= 'z')
			return false;
		capitals += redact_is_capital(word.data[at]);
	}
	return capitals > 1;
}

void sd_redact_read_words(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	size_t start, end = 0, last = 0, letters = 0, capitals = 0;
	while (sd_redact_next_word(text, end, &start, &end)) {
		uint32_t code;
		letter_at(text, start, &code);
		struct word word = {.start = start, .end = end, .folded = finder->folds.length};
		word.capital = code < 0x80 ? redact_is_capital((char)code)
					   : utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
		word.shouted = is_shouted((struct sd_text){text.data + start, end - start});
		capitals += word.shouted ? end - start : 0;
		letters += end - start;
		word.joined = finder->words_length && sd_redact_is_blank(text, last, start);
		sd_redact_fold(&finder->folds, (struct sd_text){text.data + start, end - start});
		word.folded_length = finder->folds.length - word.folded;
		SD_GROW(finder->words, finder->words_length, finder->words_room);
		finder->words[finder->words_length++] = word;
		last = end;
	}
	finder->said = 0;
	finder->shouting = finder->words_length > 2 && capitals * 10 > letters * 6;
	for (size_t i = 0; i < finder->words_length; i++)
		mark_phrases(finder, i);
}

bool sd_redact_add_phrase(struct sd_redactor *redactor, struct sd_text phrase, unsigned bits)
{
	struct sd_str key = SD_STR_INIT;
	size_t start, end = 0, words = 0;
	while (sd_redact_next_word(phrase, end, &start, &end)) {
		if (words++) {
			*sd_count_at(redactor->phrases, sd_str_text(&key)) |= WORD_BEGINS;
			sd_str_addc(&key, ' ');
		}
		sd_redact_fold(&key, (struct sd_text){phrase.data + start, end - start});
	}
	bool good = words && words <= PHRASE_WORDS_MOST;
	if (good)
		*sd_count_at(redactor->phrases, sd_str_text(&key)) |= bits;
	sd_str_release(&key);
	return good;
}

size_t sd_redact_word_before(const struct sd_redact_finder *finder, size_t at)
{
	size_t low = 0, high = finder->words_length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (finder->words[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : SIZE_MAX;
}

bool sd_redact_said_before(const struct sd_redact_finder *finder, size_t at, unsigned bits, size_t words, size_t bytes)
{
	size_t i = sd_redact_word_before(finder, at);
	for (size_t edge = at; i != SIZE_MAX && words; i--, words--) {
		const struct word *word = &finder->words[i];
		if (at - word->end > bytes)
			return false;
		for (size_t k = word->end; k < edge; k++)
			if (redact_is_digit(finder->text.data[k]) || finder->text.data[k] == '\n')
				return false;
		if (word->bits & bits)
			return true;
		edge = word->start;
		if (!i)
			break;
	}
	return false;
}
