/* SPDX-License-Identifier: MIT */
/* The words of a pattern: bare, in quotes of either kind, with wild cards. */
#include "say/normal.h"
#include "say/pattern_parts.h"

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
		bool further = wild && part.length == 1 && from; /* fair-* */
		letters = letters && (further || !(wild && part.length == 1));
		if (further)
			add_element(parser, SD_MATCH_WILD, SD_TEXT("-*"));
		else if (part.length)
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
		status = sd_pattern_fail(parser, at, "this can never match: no single word looks so");
	else if (add_wild_parts(parser, sd_str_text(&form)))
		status = sd_pattern_fail(parser, at, "a * alone would match every word");
	sd_str_release(&form);
	return status;
}

static bool is_any(const struct sd_match_element *element)
{
	return element->by == SD_MATCH_WILD && sd_text_equals(element->form, "*");
}

/* Words in double quotes: as written, those with * as wild cards, a lone * as any one word, the others cut together. */
static int add_phrase(struct sd_pattern_parser *parser, struct sd_text text, size_t before)
{
	size_t plain = 0;
	for (size_t i = 0; i < text.length;) {
		while (i < text.length && is_blank(text.data[i]))
			i++;
		size_t end = i;
		while (end < text.length && !is_blank(text.data[end]))
			end++;
		if (end > i && memchr(text.data + i, '*', end - i)) {
			add_words(parser, (struct sd_text){text.data + plain, plain < i ? i - plain : 0},
					SD_MATCH_NORMAL);
			if (end - i == 1)
				add_element(parser, SD_MATCH_WILD, SD_TEXT("*"));
			else if (add_wild(parser, (struct sd_text){text.data + i, end - i}))
				return -1;
			plain = end;
		}
		i = end;
	}
	add_words(parser, (struct sd_text){text.data + plain, text.length - plain}, SD_MATCH_NORMAL);
	if (parser->length > before && (is_any(&parser->elements[before]) ||
			is_any(&parser->elements[parser->length - 1])))
		return sd_pattern_fail(parser, parser->at, "a * for any one word stands between two words");
	return 0;
}

/* Whether the byte is what stands behind a pattern: a blank, or a bracket that closes a group. */
static bool ends_pattern(const struct sd_pattern_parser *parser, size_t at)
{
	char byte = parser->line.data[at];
	return is_blank(byte) || (byte == ')' && parser->depth);
}

/* Of the book's own language alone: what a further one takes for a sentence's end is no fault of the book. */
static bool holds_sentence_end(struct sd_pattern_parser *parser, struct sd_text text)
{
	if (parser->further)
		return false;
	const struct sd_answer *answer = sd_answer_read(parser->reader, text);
	return answer->length && !sd_answer_in_one_sentence(answer, 0, answer->length);
}

static int add_bare(struct sd_pattern_parser *parser)
{
	struct sd_text line = parser->line;
	size_t at = parser->next, end = at;
	while (end < line.length && !ends_pattern(parser, end))
		end++;
	struct sd_text word = {line.data + at, end - at};
	for (size_t i = 0; i < word.length; i++) {
		if (word.data[i] == '(')
			return sd_pattern_fail(parser, at + i,
					"a blank is missing before the bracket; quote the pattern to mean it");
		if (word.data[i] == ')')
			return sd_pattern_fail(parser, at + i,
					"a bracket that was not opened; quote the pattern to mean it");
		if (strchr("[]{}|", word.data[i]))
			return sd_pattern_fail(parser, at + i,
					"only round brackets and OR are understood; quote the pattern to mean it");
	}
	parser->next = end;
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
		if (!stands_at(line, end, quotes[kind].close) || (behind < line.length && !ends_pattern(parser,
				behind)))
			continue;
		struct sd_text inside = {line.data + from, end - from};
		parser->next = behind;
		size_t before = parser->length;
		if (holds_sentence_end(parser, inside))
			return sd_pattern_fail(parser, parser->at, "this can never match: a sentence ends in it");
		if (!quotes[kind].by_stem)
			return add_phrase(parser, inside, before);
		if (memchr(inside.data, '*', inside.length))
			return sd_pattern_fail(parser, parser->at,
					"a * stands in a word or in double quotes, not in single ones");
		add_words(parser, inside, SD_MATCH_STEM);
		return 0;
	}
	return sd_pattern_fail(parser, parser->next, "a quotation mark that is not closed");
}

int sd_pattern_add_words(struct sd_pattern_parser *parser)
{
	size_t before = parser->length, at = parser->next;
	size_t kind = 0, kinds = sizeof quotes / sizeof quotes[0];
	while (kind < kinds && !stands_at(parser->line, parser->next, quotes[kind].open))
		kind++;
	parser->at = at;
	if (kind < kinds ? add_quoted(parser, kind) : add_bare(parser))
		return -1;
	if (parser->next < parser->line.length && !ends_pattern(parser, parser->next))
		return sd_pattern_fail(parser, parser->next, "a blank is missing here");
	if (parser->length == before)
		return sd_pattern_fail(parser, at, "this can never match: there is no word in it");
	return 0;
}
