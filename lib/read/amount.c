/* SPDX-License-Identifier: MIT */
#include "read/amount.h"

#include "rows/form_words.h"

enum { NUMBERS_MOST = 4, WORD_BYTES_MOST = 24 };

static bool digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool has_digit(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (digit(text.data[i]))
			return true;
	return false;
}

static bool blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* A blank that does not break stands in U+00A0 and U+202F. */
static size_t skip_blanks(struct sd_text text, size_t at)
{
	for (;;) {
		if (at < text.length && blank(text.data[at]))
			at++;
		else if (text.length - at >= 2 && !memcmp(text.data + at, "\xC2\xA0", 2))
			at += 2;
		else if (text.length - at >= 3 && !memcmp(text.data + at, "\xE2\x80\xAF", 3))
			at += 3;
		else
			return at;
	}
}

/* Digits, and between them marks of thousands and decimals. */
static size_t number_length(struct sd_text text, size_t at)
{
	size_t end = at;
	while (end < text.length &&
	       (digit(text.data[end]) || (end > at && strchr(".,'", text.data[end]) && text.data[end] &&
					  end + 1 < text.length && digit(text.data[end + 1]))))
		end++;
	return end - at;
}

/* What stands up to a blank, a digit, a slash or a mark that parts. */
static size_t word_length(struct sd_text text, size_t at)
{
	size_t end = at;
	while (end < text.length && !blank(text.data[end]) && !digit(text.data[end]) &&
	       !strchr("/,;:()+-", text.data[end]) &&
	       !(text.length - end >= 2 && !memcmp(text.data + end, "\xC2\xA0", 2)))
		end++;
	return end - at;
}

/* One of the class, a stop behind it aside. */
static bool is_word(struct sd_text word, enum sd_form_class class)
{
	if (!word.length || word.length > WORD_BYTES_MOST)
		return false;
	if (sd_form_is(word, class))
		return true;
	return word.data[word.length - 1] == '.' && sd_form_is((struct sd_text){word.data, word.length - 1}, class);
}

static int small_number(struct sd_text text)
{
	if (text.length == 1 && digit(*text.data))
		return *text.data - '0';
	return sd_text_equals(text, "10") ? 10 : -1;
}

/* Nothing but stars, full ones or empty. */
static bool is_stars(struct sd_text text)
{
	size_t stars = 0;
	for (size_t i = 0; i < text.length; stars++) {
		struct sd_text rest = {text.data + i, text.length - i};
		if (rest.length >= 3 &&
		    (!memcmp(rest.data, "\xE2\x98\x85", 3) || !memcmp(rest.data, "\xE2\x98\x86", 3) ||
		     !memcmp(rest.data, "\xE2\xAD\x90", 3)))
			i += 3;
		else
			return false;
	}
	return stars && stars <= 10;
}

/* `10 - Extremely likely`, `1 (very difficult)`, `4/5`. */
static enum sd_amount point_with_more(struct sd_text text)
{
	size_t length = number_length(text, 0);
	if (small_number((struct sd_text){text.data, length}) < 0 || length == text.length)
		return SD_AMOUNT_NONE;
	struct sd_text rest = {text.data + length, text.length - length};
	size_t at = skip_blanks(rest, 0);
	if (at == rest.length)
		return SD_AMOUNT_NONE;
	if (rest.length > at + 1 && rest.data[at] == '/') {
		at = skip_blanks(rest, at + 1);
		int most = small_number((struct sd_text){rest.data + at, rest.length - at});
		return most == 5 || most == 7 || most == 10 ? SD_AMOUNT_POINT : SD_AMOUNT_NONE;
	}
	bool dash =
		at && (rest.data[at] == '-' || (rest.length - at > 3 && !memcmp(rest.data + at, "\xE2\x80\x93", 3)));
	bool named = (dash || (at && rest.data[at] == '(') || rest.data[at] == '=' || rest.data[at] == ':') &&
		     !has_digit(rest);
	return named ? SD_AMOUNT_END_POINT : SD_AMOUNT_NONE;
}

enum sd_amount sd_amount_of(struct sd_text text)
{
	size_t numbers = 0, words = 0, points = 0;
	struct sd_text number = {NULL, 0};
	bool currency = false, counted = true; /* the number before has its unit */
	if (!text.length || text.length > SD_AMOUNT_BYTES)
		return SD_AMOUNT_NONE;
	if (is_stars(text))
		return SD_AMOUNT_POINT;
	if (!has_digit(text))
		return SD_AMOUNT_NONE;
	enum sd_amount more = digit(*text.data) ? point_with_more(text) : SD_AMOUNT_NONE;
	if (more != SD_AMOUNT_NONE)
		return more;
	for (size_t at = 0, length; at < text.length; at += length) {
		at = skip_blanks(text, at);
		if (at == text.length)
			break;
		length = number_length(text, at);
		if (length) {
			if (++numbers > NUMBERS_MOST || !counted)
				return SD_AMOUNT_NONE;
			number = (struct sd_text){text.data + at, length};
			counted = currency;
			continue;
		}
		length = text.data[at] == '/' ? 1 : word_length(text, at);
		if (!length || (text.data[at] == '/' && !numbers))
			return SD_AMOUNT_NONE;
		if (text.data[at] == '/')
			continue;
		struct sd_text word = {text.data + at, length};
		words++;
		/* One letter of a currency stands behind: 50p is an amount, p50 none. */
		if (is_word(word, SD_FORM_money) && (numbers || length > 1 || *word.data < 'A')) {
			currency = true;
		} else if (!numbers) {
			return SD_AMOUNT_NONE;
		} else if (is_word(word, SD_FORM_point)) {
			points += small_number(number) >= 0;
		} else if (!is_word(word, SD_FORM_unit)) {
			return SD_AMOUNT_NONE;
		}
		counted = true;
	}
	if (!numbers || !words)
		return SD_AMOUNT_NONE;
	return points == words && numbers == 1 ? SD_AMOUNT_POINT : SD_AMOUNT_MEASURE;
}

bool sd_is_spelt_date(struct sd_text text)
{
	size_t months = 0, digits = 0, words = 0;
	if (text.length < 5 || text.length > SD_AMOUNT_BYTES || !has_digit(text))
		return false;
	for (size_t at = 0, length; at < text.length; at += length) {
		length = 1;
		if (digit(text.data[at])) {
			digits++;
			continue;
		}
		if (blank(text.data[at]) || strchr(".,:/-+", text.data[at]))
			continue;
		length = word_length(text, at);
		while (length && text.data[at + length - 1] == '.')
			length--;
		struct sd_text word = {text.data + at, length};
		bool month = is_word(word, SD_FORM_month);
		if (++words > 6 || (!month && !is_word(word, SD_FORM_date_word)))
			return false;
		months += month;
	}
	return months && digits <= 17;
}

bool sd_is_range(struct sd_text text)
{
	enum { BLANKS_MOST = 4 };
	size_t numbers = 0, dashes = 0, bounds = 0, others = 0, blanks = 0;
	for (size_t i = 0; i < text.length; i++)
		blanks += blank(text.data[i]);
	if (blanks > BLANKS_MOST || !text.length || text.length > SD_AMOUNT_BYTES || !has_digit(text))
		return false;
	bounds += text.data[0] == '<' || text.data[0] == '>' || text.data[text.length - 1] == '+';
	for (const char *const *word = sd_form_words(SD_FORM_bound); *word; word++)
		for (size_t i = 0, length = strlen(*word); i + length <= text.length; i++)
			bounds += (!i || blank(text.data[i - 1])) &&
				  (i + length == text.length || blank(text.data[i + length])) &&
				  sd_form_same(*word, text.data + i, length);
	for (size_t at = 0, length; at < text.length; at += length) {
		length = number_length(text, at);
		numbers += length > 0;
		if (length)
			continue;
		bool dash =
			text.data[at] == '-' || (text.length - at >= 3 && !memcmp(text.data + at, "\xE2\x80\x93", 3));
		dashes += dash && numbers == 1;
		others += dash && numbers != 1;
		length = text.data[at] == '-' ? 1 : dash ? 3 : 1;
	}
	return others == 0 && ((numbers == 2 && (dashes == 1 || bounds)) || (numbers == 1 && bounds));
}
