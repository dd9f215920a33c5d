/* SPDX-License-Identifier: MIT */
#include "read/value.h"

#include <string.h>

#include "read/amount.h"

static bool digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool nothing(struct sd_text text)
{
	static const char *const marks[] = {"NA", "N/A", "n/a", "NaN", "null", "NULL", "-", "--", "#N/A", "NAN"};
	enum { LONGEST = 4 };
	for (size_t i = 0; text.length <= LONGEST && i < sizeof marks / sizeof *marks; i++)
		if (sd_text_equals(text, marks[i]))
			return true;
	size_t run = 0; /* a line, as where nothing was to be written */
	while (run < text.length && (text.data[run] == '-' || text.data[run] == '=' || text.data[run] == '_'))
		run++;
	return run == text.length;
}

/* One mark, or marks of thousands and behind them perhaps another: what stands between two marks has three digits, so
 * that addresses and dates are no numbers. */
static bool marks_fit(struct sd_text text)
{
	size_t since = 0, marks = 0;
	char before = 0;
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		if (byte != '.' && byte != ',') {
			since++;
			continue;
		}
		if (marks && (since != 3 || (marks > 1 && byte != before && text.data[i - 4] != before)))
			return false;
		marks++;
		before = byte;
		since = 0;
	}
	return marks < 2 || since == 3 || memchr(text.data, '.', text.length) != NULL;
}

static bool signs_may(char byte)
{
	return byte == '$' || byte == '%' || (unsigned char)byte >= 0x80;
}

static bool number(struct sd_text text)
{
	static const char *const signs[] = {"$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5", "%"};
	/* Hardly a cell has one. */
	bool may = text.length && (signs_may(text.data[0]) || signs_may(text.data[text.length - 1]));
	for (size_t i = 0; may && i < sizeof signs / sizeof *signs; i++) {
		size_t length = strlen(signs[i]);
		if (text.length > length && !memcmp(text.data, signs[i], length))
			text = sd_text_trim((struct sd_text){text.data + length, text.length - length});
		else if (text.length > length && !memcmp(text.data + text.length - length, signs[i], length))
			text = sd_text_trim((struct sd_text){text.data, text.length - length});
	}
	size_t i = text.length && (text.data[0] == '-' || text.data[0] == '+'), digits = 0;
	bool exponent = false;
	for (; i < text.length; i++) {
		char byte = text.data[i];
		if (digit(byte)) {
			digits++;
		} else if ((byte == '.' || byte == ',') && !exponent && (i == 0 || text.data[i - 1] != byte)) {
			continue;
		} else if ((byte == 'e' || byte == 'E') && digits && !exponent && i + 1 < text.length) {
			exponent = true;
			i += text.data[i + 1] == '-' || text.data[i + 1] == '+';
		} else {
			return false;
		}
	}
	return digits && marks_fit(text);
}

/* One or two letters right before a digit, other than the T between date and time: `a4` of `7f2c-a4e1`, an id. */
static bool letters_before_digit(struct sd_text text)
{
	for (size_t i = 0, run = 0; i < text.length; i++) {
		if (digit(text.data[i]) && run && run < 3 && !(run == 1 && strchr("Tth", text.data[i - 1])))
			return true;
		run = letter(text.data[i]) ? run + 1 : 0;
	}
	return false;
}

/* Two or three groups of digits parted by - / . or :, months by name, a T or blank between, a zone behind. */
static bool date(struct sd_text text)
{
	size_t digits = 0, groups = 0, marks = 0, letters = 0, run = 0;
	if (text.length < 4 || text.length > 40)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		if (digit(byte)) {
			groups += i == 0 || !digit(text.data[i - 1]);
			digits++;
			run = 0;
		} else if (byte == '-' || byte == '/' || byte == ':' || byte == '.') {
			marks++;
			run = 0;
		} else if (letter(byte)) {
			letters++;
			if (++run > 9)
				return false;
		} else if (byte != ' ' && byte != ',' && byte != '+') {
			return false;
		} else {
			run = 0;
		}
	}
	/* an IPv4 address */
	if (groups == 4 && marks == 3 && digits + marks == text.length && !memchr(text.data, '-', text.length) &&
	    !memchr(text.data, '/', text.length) && !memchr(text.data, ':', text.length))
		return false;
	if (groups > 9 || groups < 2 || digits < 3 || !(digit(text.data[0]) || letters >= 3) ||
	    letters_before_digit(text))
		return false;
	bool named = letters >= 3 && groups >= 2 && letters <= 16;
	return named ? digits >= 5 && letters <= digits + 4 && (marks >= 1 || groups >= 2) && memchr(text.data, '@',
		text.length) == NULL
		     : letters <= 5 && marks >= 1 && digits >= 3 && (groups >= 3 || memchr(text.data, ':',
			text.length));
}

enum sd_value sd_value_of(struct sd_text cell)
{
	static const char odd[] = "\"';|^~\\";
	struct sd_text text = sd_text_trim(cell);
	if (nothing(text))
		return SD_VALUE_NOTHING;
	if (memchr(text.data, '\t', text.length))
		return SD_VALUE_ODD;
	if (number(text))
		return SD_VALUE_NUMBER;
	if (date(text) || sd_is_spelt_date(text))
		return SD_VALUE_DATE;
	char first = text.data[0], final = text.data[text.length - 1];
	if (memchr(odd, first, sizeof odd - 1) || memchr(odd, final, sizeof odd - 1) || first == ',' || final == ',' ||
	    first == ':' || text.length != cell.length)
		return SD_VALUE_ODD;
	return memchr(text.data, ' ', text.length) ? SD_VALUE_TEXT : SD_VALUE_WORD;
}
