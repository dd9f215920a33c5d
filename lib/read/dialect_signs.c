/* SPDX-License-Identifier: MIT */
/* What a text's bytes say of its dialect before it is cut. */
#include "read/dialect_state.h"

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

bool sd_sample_is_punctuation(struct sd_text text, char byte)
{
	size_t marks = 0, loose = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] != byte)
			continue;
		if (i && i + 1 < text.length && ((is_digit(text.data[i - 1]) && is_digit(text.data[i + 1])) ||
						 (byte == ':' && text.data[i + 1] == '/')))
			continue;
		marks++;
		loose += byte == ' ' || i + 1 == text.length || text.data[i + 1] == ' ' || text.data[i + 1] == '\n' ||
			text.data[i + 1] == '\r';
	}
	return marks && loose * 10 >= marks * 9;
}

bool sd_sample_first_line_has(struct sd_text text, char byte)
{
	size_t end = 0;
	while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
		end++;
	return memchr(text.data, byte, end) != NULL;
}

bool sd_sample_has_other_names(struct sd_text text, char byte)
{
	static const char usual[] = ",;\t|";
	for (size_t i = 1; i + 1 < text.length && text.data[i] != '\n' && text.data[i] != '\r'; i++)
		if (text.data[i] && text.data[i] != byte && strchr(usual, text.data[i]) && text.data[i + 1] != ' ')
			return true;
	return false;
}

bool sd_sample_holds(struct sd_text text, char first, char next)
{
	for (size_t i = 0; i + 1 < text.length; i++)
		if (text.data[i] == first && text.data[i + 1] == next)
			return true;
	return false;
}

bool sd_sample_are_doubled(struct sd_text text)
{
	size_t runs = 0;
	for (size_t i = 0; i < text.length; runs++) {
		const char *at = memchr(text.data + i, '"', text.length - i);
		if (!at)
			break;
		size_t from = (size_t)(at - text.data);
		for (i = from; i < text.length && text.data[i] == '"';)
			i++;
		if ((i - from) % 2 && i < text.length)
			return false;
	}
	return runs > 0;
}

bool sd_sample_has_bare_ends(struct sd_text text)
{
	size_t both = 0, bare = 0;
	const char *first = memchr(text.data, '\n', text.length);
	if (!first || first == text.data || first[-1] != '\r')
		return false;
	for (size_t i = 0; i < text.length; i++) {
		both += text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n';
		bare += text.data[i] == '\n' && (!i || text.data[i - 1] != '\r');
	}
	return bare && both >= 2;
}

char sd_sample_sign_in_each_line(struct sd_text text, bool whole)
{
	static const char signs[] = "/\\-_=+&%@.*#!?$<>";
	for (const char *sign = signs; *sign; sign++) {
		size_t lines = 0, first = 0, count = 0;
		bool same = true;
		for (size_t i = 0; same && i <= text.length; i++) {
			bool end = i == text.length ? whole || !lines : text.data[i] == '\n' || text.data[i] == '\r';
			if (end && i && text.data[i - 1] != '\n' && text.data[i - 1] != '\r') {
				first = lines++ ? first : count;
				same = count == first;
			}
			count = end ? 0 : count + (i < text.length && text.data[i] == *sign);
		}
		if (same && lines >= 2 && first >= 2)
			return *sign;
	}
	return '\0';
}

char sd_sample_mark_of_first_line(struct sd_text text, size_t *width)
{
	static const char usual[] = ",;\t|";
	char best = '\0';
	*width = 0;
	for (const char *mark = usual; *mark; mark++) {
		size_t lines = 0, first = 0, count = 0, alike = 0, loose = 0;
		for (size_t i = 0; i < text.length; i++) {
			if (text.data[i] == *mark) {
				count++;
				loose += !lines && i + 1 < text.length && text.data[i + 1] == ' ';
			} else if (text.data[i] == '\n' || text.data[i] == '\r' || i + 1 == text.length) {
				first = lines || !count ? first : count;
				alike += count && count * 2 >= first;
				lines += first > 0;
				count = 0;
			}
		}
		if (first >= 2 && !loose && alike * 2 > lines && first + 1 > *width) {
			*width = first + 1;
			best = *mark;
		}
	}
	return best;
}
