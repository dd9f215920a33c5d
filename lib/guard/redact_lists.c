/* SPDX-License-Identifier: MIT */
/* What is looked for, read from files: the words of a language, names, patterns. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "guard/redact_state.h"

static const struct {
	const char *name;
	unsigned bits;
} classes[] = {
	{"name", WORD_NAME},	     {"name-capital", WORD_NAME_CAPITAL}, {"title", WORD_TITLE},     {"not-name", WORD_NOT_NAME},
	{"phone", WORD_PHONE},	     {"harmless", WORD_HARMLESS},	  {"street", WORD_STREET},   {"version", WORD_VERSION},
	{"postcode", WORD_POSTCODE}, {"title-point", WORD_TITLE_POINT},	  {"title-whole", WORD_TITLE_WHOLE}, {"role", WORD_ROLE},
	{"close", WORD_CLOSE},	     {"greet", WORD_GREET},		  {"thanks", WORD_THANKS},   {"perhaps", WORD_PERHAPS},
	{"given", WORD_GIVEN},	     {"email", WORD_EMAIL},		  {"within", WORD_WITHIN},
	{"id", WORD_ID},	     {"id-number", WORD_ID_NUMBER | WORD_ID}, {"plate", WORD_PLATE},	{"booking", WORD_BOOKING},
	{"postcode-number", WORD_POSTCODE_NUMBER}, {"street-first", WORD_STREET_FIRST}, {"house", WORD_HOUSE},
	{"street-last", WORD_STREET_LAST},	   {"counted", WORD_COUNTED},	{"before-given", WORD_BEFORE_GIVEN},
	{"place", WORD_NOT_NAME | WORD_GIVEN},
};

/* The next line, without its end and blanks around; comments and blank lines are passed over. */
static bool next_line(struct sd_text *rest, size_t *number, struct sd_text *line)
{
	while (rest->length) {
		const char *end = memchr(rest->data, '\n', rest->length);
		size_t length = end ? (size_t)(end - rest->data) : rest->length;
		*line = sd_text_trim((struct sd_text){rest->data, length});
		length += end ? 1 : 0;
		*rest = (struct sd_text){rest->data + length, rest->length - length};
		++*number;
		if (line->length && line->data[0] != '#')
			return true;
	}
	return false;
}

static struct sd_text without_mark(struct sd_text content)
{
	if (content.length >= 3 && !memcmp(content.data, "\xEF\xBB\xBF", 3))
		return (struct sd_text){content.data + 3, content.length - 3};
	return content;
}

/* Parts the line at the first TAB; false where there is none. */
static bool part_at_tab(struct sd_text line, struct sd_text *before, struct sd_text *behind)
{
	const char *tab = memchr(line.data, '\t', line.length);
	if (!tab)
		return false;
	*before = sd_text_trim((struct sd_text){line.data, (size_t)(tab - line.data)});
	*behind = sd_text_trim((struct sd_text){tab + 1, line.length - (size_t)(tab + 1 - line.data)});
	return true;
}

static bool is_utf8(struct sd_text text)
{
	return sd_utf8_valid_prefix(text.data, text.length) == text.length;
}

static int add_class(struct sd_redactor *redactor, unsigned bits, struct sd_text phrases, const char *name,
		     size_t number, struct sd_error *err)
{
	while (phrases.length) {
		const char *bar = memchr(phrases.data, '|', phrases.length);
		size_t length = bar ? (size_t)(bar - phrases.data) : phrases.length;
		struct sd_text phrase = sd_text_trim((struct sd_text){phrases.data, length});
		if (bits == WORD_STREET && phrase.length > 1 && phrase.data[0] == '*') {
			struct sd_str ending = SD_STR_INIT;
			sd_redact_fold(&ending, (struct sd_text){phrase.data + 1, phrase.length - 1});
			SD_GROW(redactor->streets, redactor->streets_length, redactor->streets_room);
			redactor->streets[redactor->streets_length++] =
				sd_arena_dup(&redactor->arena, ending.data, ending.length);
			sd_str_release(&ending);
		} else if (!sd_redact_add_phrase(redactor, phrase, bits)) {
			return sd_fail(err, "%s: line %zu: a phrase needs one to %d words", name, number,
				       PHRASE_WORDS_MOST);
		}
		length += bar ? 1 : 0;
		phrases = (struct sd_text){phrases.data + length, phrases.length - length};
	}
	return 0;
}

int sd_redactor_add_words(struct sd_redactor *redactor, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_text line, class, phrases, rest = without_mark(content);
	for (size_t number = 0; next_line(&rest, &number, &line);) {
		if (!is_utf8(line))
			return sd_fail(err, "%s: line %zu: is not UTF-8", name, number);
		if (!part_at_tab(line, &class, &phrases))
			return sd_fail(err, "%s: line %zu: is not class, TAB, phrases parted by |", name, number);
		unsigned bits = 0;
		for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
			if (sd_text_equals(class, classes[i].name))
				bits = classes[i].bits;
		if (!bits)
			return sd_fail(err, "%s: line %zu: there is no class \"%.*s\"", name, number, (int)class.length,
				       class.data);
		if (add_class(redactor, bits, phrases, name, number, err))
			return -1;
	}
	return 0;
}

int sd_redactor_add_names(struct sd_redactor *redactor, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_text line, entry, how, rest = without_mark(content);
	for (size_t number = 0; next_line(&rest, &number, &line);) {
		unsigned bits = WORD_LISTED;
		if (!is_utf8(line))
			return sd_fail(err, "%s: line %zu: is not UTF-8", name, number);
		if (part_at_tab(line, &entry, &how)) {
			if (!sd_text_equals(how, "any"))
				return sd_fail(err, "%s: line %zu: behind a name only TAB and \"any\" may stand", name,
					       number);
			bits |= WORD_ANY_CASE;
			line = entry;
		}
		if (!sd_redact_add_phrase(redactor, line, bits))
			return sd_fail(err, "%s: line %zu: a name needs one to %d words", name, number,
				       PHRASE_WORDS_MOST);
	}
	return 0;
}

/* Reads {3} or {2,4}; false where it is neither. */
static bool read_times(struct sd_text pattern, size_t *at, struct pattern_item *item)
{
	unsigned times[2] = {0, 0}, which = 0, digits = 0;
	for (size_t i = *at + 1; i < pattern.length; i++) {
		char c = pattern.data[i];
		if (redact_is_digit(c) && digits < 2) {
			times[which] = times[which] * 10 + (unsigned)(c - '0');
			digits++;
		} else if (c == ',' && !which && digits) {
			which = 1;
			digits = 0;
		} else if (c == '}' && digits) {
			item->least = (unsigned char)times[0];
			item->most = (unsigned char)times[which];
			*at = i;
			return item->most && item->least <= item->most;
		} else {
			return false;
		}
	}
	return false;
}

/* NULL, or what is wrong. */
static const char *read_pattern(struct pattern *pattern, struct sd_text written)
{
	size_t room = 0, least = 0;
	for (size_t at = 0; at < written.length; at++) {
		char c = written.data[at];
		struct pattern_item *last = pattern->length ? &pattern->items[pattern->length - 1] : NULL;
		if (c == '?' || c == '{') {
			if (!last || last->least != 1 || last->most != 1)
				return "? and {…} stand behind what they repeat, once";
			if (c == '?')
				last->least = 0;
			else if (!read_times(written, &at, last))
				return "what repeats is {3} or {2,4}, to 99";
			continue;
		}
		struct pattern_item item = {.byte = c, .least = 1, .most = 1};
		if (c && strchr("Aa9X ", c))
			item.what = c;
		if (c == '\\') {
			if (++at == written.length)
				return "\\ needs something behind it";
			item.what = 0;
			item.byte = written.data[at];
		}
		SD_GROW(pattern->items, pattern->length, room);
		pattern->items[pattern->length++] = item;
	}
	for (size_t i = 0; i < pattern->length; i++)
		least += pattern->items[i].what == ' ' ? 0 : pattern->items[i].least;
	return least >= 2 ? NULL : "a pattern has two characters or more";
}

int sd_redactor_add_patterns(struct sd_redactor *redactor, const char *name, struct sd_text content,
			     struct sd_error *err)
{
	struct sd_text line, mask, written, rest = without_mark(content);
	for (size_t number = 0; next_line(&rest, &number, &line);) {
		if (!part_at_tab(line, &mask, &written) || !mask.length)
			return sd_fail(err, "%s: line %zu: is not MASK, TAB, pattern", name, number);
		for (size_t i = 0; i < mask.length; i++)
			if (!redact_is_capital(mask.data[i]) && !redact_is_digit(mask.data[i]) && mask.data[i] != '-')
				return sd_fail(err, "%s: line %zu: a mask is of A-Z, 0-9 and -", name, number);
		SD_GROW(redactor->patterns, redactor->patterns_length, redactor->patterns_room);
		struct pattern *pattern = &redactor->patterns[redactor->patterns_length++];
		*pattern = (struct pattern){
			.mask = {sd_arena_dup(&redactor->arena, mask.data, mask.length), mask.length}};
		const char *wrong = read_pattern(pattern, written);
		if (wrong) {
			free(pattern->items);
			redactor->patterns_length--;
			return sd_fail(err, "%s: line %zu: %s", name, number, wrong);
		}
	}
	return 0;
}

static bool fits(const struct pattern_item *item, char c)
{
	switch (item->what) {
	case 'A':
		return redact_is_capital(c);
	case 'a':
		return redact_is_letter(c);
	case '9':
		return redact_is_digit(c);
	case 'X':
		return redact_is_capital(c) || redact_is_digit(c);
	case ' ':
		return c == ' ' || c == '-';
	default:
		return c == item->byte;
	}
}

/* The longest match of the items from `at` on that ends where a word does; 0 where there is none. All places that the
 * items so far may have reached are kept in a bit each: no way is tried twice. */
enum { REACH = 512 };
static size_t match(const struct pattern *pattern, struct sd_text text, size_t at)
{
	bool here[REACH] = {true};
	size_t far = 0, best = 0;
	for (size_t i = 0; i < pattern->length; i++) {
		const struct pattern_item *item = &pattern->items[i];
		const size_t least = item->what == ' ' ? 0 : item->least;
		bool next[REACH] = {false};
		size_t next_far = 0, any = 0;
		for (size_t from = 0; from <= far; from++) {
			if (!here[from])
				continue;
			for (size_t times = 0; times <= item->most && from + times < REACH; times++) {
				if (times >= least) {
					next[from + times] = true;
					next_far = from + times > next_far ? from + times : next_far;
					any = 1;
				}
				if (at + from + times >= text.length || !fits(item, text.data[at + from + times]))
					break;
			}
		}
		if (!any)
			return 0;
		memcpy(here, next, sizeof here);
		far = next_far;
	}
	for (size_t end = 1; end <= far; end++)
		if (here[end] && !sd_redact_goes_on(text, at + end))
			best = end;
	return best;
}

void sd_redact_find_patterns(struct sd_redact_finder *finder)
{
	for (size_t p = 0; p < finder->redactor->patterns_length; p++) {
		const struct pattern *pattern = &finder->redactor->patterns[p];
		for (size_t at = 0; at < finder->text.length; at++) {
			if (pattern->items[0].least && pattern->items[0].what != ' ' &&
			    !fits(&pattern->items[0], finder->text.data[at]))
				continue;
			if (finder->taken[at] || sd_redact_goes_before(finder->text, at))
				continue;
			size_t length = match(pattern, finder->text, at);
			if (length && sd_redact_take(finder, at, at + length, SD_REDACT_PATTERN, &pattern->mask))
				at += length - 1;
		}
	}
}
