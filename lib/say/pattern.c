/* SPDX-License-Identifier: MIT */
#include "say/pattern.h"

#include "say/normal.h"

void sd_pattern_parser_init(struct sd_pattern_parser *parser, struct sd_text line, struct sd_answer_reader *reader)
{
	*parser = (struct sd_pattern_parser){.line = line, .reader = reader};
}

void sd_pattern_parser_release(struct sd_pattern_parser *parser)
{
	sd_arena_release(&parser->forms);
	free(parser->elements);
}

static int fail_at(struct sd_pattern_parser *parser, size_t at, const char *problem)
{
	parser->at = at;
	parser->problem = problem;
	return -1;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static void add_element(struct sd_pattern_parser *parser, enum sd_match_by by, struct sd_text form)
{
	SD_GROW(parser->elements, parser->length, parser->room);
	char *kept = sd_arena_dup(&parser->forms, form.data, form.length);
	parser->elements[parser->length++] = (struct sd_match_element){by, {kept, form.length}};
}

static void add_words(struct sd_pattern_parser *parser, struct sd_text text, enum sd_match_by by)
{
	const struct sd_answer *answer = sd_answer_read(parser->reader, text);
	for (size_t i = 0; i < answer->length; i++)
		add_element(parser, by, by == SD_MATCH_STEM ? answer->words[i].stem : answer->words[i].token.normal);
}

/* The parts of a word with * between its hyphens: those with a * as wild cards, the others as they are. */
static int add_wild_parts(struct sd_pattern_parser *parser, struct sd_text form)
{
	size_t from = 0;
	bool letters = true;
	for (size_t i = 0; i <= form.length; i++) {
		if (i < form.length && form.data[i] != '-')
			continue;
		struct sd_text part = {form.data + from, i - from};
		bool wild = memchr(part.data, '*', part.length) != NULL;
		letters = letters && !(wild && part.length == 1);
		if (part.length)
			add_element(parser, wild ? SD_MATCH_WILD : SD_MATCH_NORMAL, part);
		from = i + 1;
	}
	return letters ? 0 : -1;
}

/* Whether the tokenizer makes one token, no punctuation, of a form with `sample` in the place of each *. */
static bool is_one_word(struct sd_pattern_parser *parser, struct sd_text form, char sample)
{
	char *trial = sd_arena_dup(&parser->forms, form.data, form.length);
	for (size_t i = 0; i < form.length; i++)
		if (trial[i] == '*')
			trial[i] = sample;
	struct sd_tokens tokens = sd_answer_read(parser->reader, (struct sd_text){trial, form.length})->tokens;
	return tokens.length == 1 && tokens.items[0].kind != SD_TOKEN_PUNCTUATION;
}

/* A word with *: its letters in normal form. With a letter or a digit in the place of each *, it must be one word. */
static int add_wild(struct sd_pattern_parser *parser, struct sd_text text)
{
	struct sd_str form = SD_STR_INIT;
	for (size_t i = 0; i < text.length;) {
		size_t end = i;
		while (end < text.length && text.data[end] != '*')
			end++;
		sd_normal_add(&form, (struct sd_text){text.data + i, end - i});
		if (end < text.length && (form.length == 0 || form.data[form.length - 1] != '*'))
			sd_str_addc(&form, '*');
		i = end + 1;
	}
	size_t at = (size_t)(text.data - parser->line.data);
	int status = 0;
	if (!is_one_word(parser, sd_str_text(&form), 'x') && !is_one_word(parser, sd_str_text(&form), '1'))
		status = fail_at(parser, at, "this can never match: no single word looks so");
	else if (add_wild_parts(parser, sd_str_text(&form)))
		status = fail_at(parser, at, "a * alone would match every word");
	sd_str_release(&form);
	return status;
}

static bool is_any(const struct sd_match_element *element)
{
	return element->by == SD_MATCH_WILD && sd_text_equals(element->form, "*");
}

/* Words in double quotes: as written, those with * as wild cards, a lone * as any one word, the others cut together. */
static int add_phrase(struct sd_pattern_parser *parser, struct sd_text text)
{
	size_t plain = 0;
	for (size_t i = 0; i < text.length;) {
		while (i < text.length && is_blank(text.data[i]))
			i++;
		size_t end = i;
		while (end < text.length && !is_blank(text.data[end]))
			end++;
		if (end > i && memchr(text.data + i, '*', end - i)) {
			add_words(parser, (struct sd_text){text.data + plain, plain < i ? i - plain : 0}, SD_MATCH_NORMAL);
			if (end - i == 1)
				add_element(parser, SD_MATCH_WILD, SD_TEXT("*"));
			else if (add_wild(parser, (struct sd_text){text.data + i, end - i}))
				return -1;
			plain = end;
		}
		i = end;
	}
	add_words(parser, (struct sd_text){text.data + plain, text.length - plain}, SD_MATCH_NORMAL);
	if (parser->length && (is_any(&parser->elements[0]) || is_any(&parser->elements[parser->length - 1])))
		return fail_at(parser, parser->at, "a * for any one word stands between two words");
	return 0;
}

static bool is_reserved(struct sd_text word)
{
	return sd_text_equals(word, "AND") || sd_text_equals(word, "OR") || sd_text_equals(word, "NOT") ||
	       sd_text_equals(word, "NEAR") || (word.length > 5 && memcmp(word.data, "NEAR/", 5) == 0);
}

static int add_bare(struct sd_pattern_parser *parser, struct sd_text word)
{
	size_t at = (size_t)(word.data - parser->line.data);
	if (is_reserved(word))
		return fail_at(parser, at, "AND, OR, NOT and NEAR are not understood here; quote the word to mean it");
	for (size_t i = 0; i < word.length; i++)
		if (strchr("()[]{}|", word.data[i]))
			return fail_at(parser, at + i, "brackets and | are not understood here; quote the pattern to mean them");
	if (memchr(word.data, '*', word.length))
		return add_wild(parser, word);
	add_words(parser, word, SD_MATCH_STEM);
	return 0;
}

/* The mark that opens a quotation and the one that closes it; curly ones come from word processors. */
static const struct {
	const char *open, *close;
	bool by_stem;
} quotes[] = {
	{"\"", "\"", false},
	{"'", "'", true},
	{"\xe2\x80\x9c", "\xe2\x80\x9d", false},
	{"\xe2\x80\x98", "\xe2\x80\x99", true},
};

static bool stands_at(struct sd_text line, size_t at, const char *mark)
{
	size_t length = strlen(mark);
	return at + length <= line.length && memcmp(line.data + at, mark, length) == 0;
}

static int add_quoted(struct sd_pattern_parser *parser, size_t kind)
{
	struct sd_text line = parser->line;
	size_t open = strlen(quotes[kind].open), close = strlen(quotes[kind].close);
	size_t from = parser->next + open;
	for (size_t end = from; end < line.length; end++) {
		size_t behind = end + close;
		if (!stands_at(line, end, quotes[kind].close) || (behind < line.length && !is_blank(line.data[behind])))
			continue;
		struct sd_text inside = {line.data + from, end - from};
		parser->next = behind;
		if (!quotes[kind].by_stem)
			return add_phrase(parser, inside);
		if (memchr(inside.data, '*', inside.length))
			return fail_at(parser, parser->at, "a * stands in a word or in double quotes, not in single ones");
		add_words(parser, inside, SD_MATCH_STEM);
		return 0;
	}
	return fail_at(parser, parser->next, "a quotation mark that is not closed");
}

int sd_pattern_next(struct sd_pattern_parser *parser)
{
	struct sd_text line = parser->line;
	while (parser->next < line.length && is_blank(line.data[parser->next]))
		parser->next++;
	if (parser->next >= line.length)
		return 0;
	sd_arena_clear(&parser->forms);
	parser->length = 0;
	parser->at = parser->next;
	size_t kind = 0, kinds = sizeof quotes / sizeof quotes[0];
	while (kind < kinds && !stands_at(line, parser->next, quotes[kind].open))
		kind++;
	int status;
	if (kind < kinds) {
		status = add_quoted(parser, kind);
	} else {
		size_t end = parser->next;
		while (end < line.length && !is_blank(line.data[end]))
			end++;
		struct sd_text word = {line.data + parser->next, end - parser->next};
		parser->next = end;
		status = add_bare(parser, word);
	}
	if (status)
		return -1;
	parser->source = (struct sd_text){line.data + parser->at, parser->next - parser->at};
	if (parser->length == 0)
		return fail_at(parser, parser->at, "this can never match: there is no word in it");
	return 1;
}
