/* SPDX-License-Identifier: MIT */
/* Writing a codebook, so that it reads back as it is meant. */
#include "say/codebook.h"

void sd_codebook_add_line(struct sd_str *book, unsigned depth, const char *keyword, struct sd_text value)
{
	for (unsigned i = 0; i < depth; i++)
		sd_str_addc(book, '\t');
	sd_str_adds(book, keyword);
	sd_str_addc(book, ' ');
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.data[i];
		sd_str_addc(book, byte == '\n' || byte == '\r' || byte == '\0' ? ' ' : byte);
	}
	sd_str_addc(book, '\n');
}

static void add_number(struct sd_str *line, sd_decimal value)
{
	size_t from = line->length;
	sd_decimal_add(line, value, 4);
	while (line->length > from && line->data[line->length - 1] == '0')
		line->data[--line->length] = '\0';
	if (line->length > from && line->data[line->length - 1] == '.')
		line->data[--line->length] = '\0';
}

static void add_number_line(struct sd_str *book, unsigned depth, const char *keyword, sd_decimal value)
{
	struct sd_str line = SD_STR_INIT;
	add_number(&line, value);
	sd_codebook_add_line(book, depth, keyword, sd_str_text(&line));
	sd_str_release(&line);
}

void sd_codebook_add_threshold(struct sd_str *book, unsigned depth, sd_decimal threshold)
{
	add_number_line(book, depth, "threshold", threshold);
}

void sd_codebook_add_beside(struct sd_str *book, unsigned depth, sd_decimal share)
{
	add_number_line(book, depth, "beside", share);
}

void sd_codebook_add_weights(struct sd_str *book, unsigned depth, sd_decimal weight, struct sd_text patterns)
{
	struct sd_str line = SD_STR_INIT;
	add_number(&line, weight);
	sd_str_addc(&line, ' ');
	sd_str_add_text(&line, patterns);
	sd_codebook_add_line(book, depth, "weigh", sd_str_text(&line));
	sd_str_release(&line);
}

/* Small letters, digits, and - or ' between them: read as one word wherever they stand. */
static bool is_plain(struct sd_text words)
{
	for (size_t i = 0; i < words.length; i++) {
		char byte = words.data[i];
		bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
				(unsigned char)byte >= 0x80;
		bool inner = (byte == '-' || byte == '\'') && i && i + 1 < words.length;
		if (!letter && !inner)
			return false;
	}
	return words.length && (unsigned char)words.data[0] < 0x80;
}

static bool holds(struct sd_text words, const char *bytes)
{
	for (size_t i = 0; i < words.length; i++)
		if (words.data[i] == '\0' || strchr(bytes, words.data[i]))
			return true;
	return false;
}

static bool holds_curly(struct sd_text words)
{
	for (size_t i = 0; i + 2 < words.length; i++)
		if (memcmp(words.data + i, "\xe2\x80", 2) == 0 && (unsigned char)words.data[i + 2] >= 0x98 &&
		    (unsigned char)words.data[i + 2] <= 0x9f)
			return true;
	return false;
}

bool sd_codebook_add_pattern(struct sd_str *patterns, struct sd_text words, bool by_stem)
{
	static const char *const straight[] = {"\"", "'"};
	static const char *const open[] = {"\xe2\x80\x9c", "\xe2\x80\x98"}, *const close[] = {"\xe2\x80\x9d",
			"\xe2\x80\x99"};
	if (holds(words, "*\n\r") || sd_text_trim(words).length == 0)
		return false;
	bool curly = holds(words, straight[by_stem]);
	if (curly && holds_curly(words))
		return false;
	if (patterns->length)
		sd_str_addc(patterns, ' ');
	bool bare = by_stem && is_plain(words);
	if (!bare)
		sd_str_adds(patterns, curly ? open[by_stem] : straight[by_stem]);
	sd_str_add_text(patterns, words);
	if (!bare)
		sd_str_adds(patterns, curly ? close[by_stem] : straight[by_stem]);
	return true;
}
