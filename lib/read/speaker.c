/* SPDX-License-Identifier: MIT */
/* Lines, times and speakers' labels of transcripts. */
#include "read/transcript.h"

#include "base/utf8.h"
#include "rows/form_words.h"

bool sd_line_next(struct sd_text content, size_t *at, struct sd_text *line)
{
	if (*at >= content.length)
		return false;
	size_t end = *at;
	while (end < content.length && content.data[end] != '\n' && content.data[end] != '\r')
		end++;
	*line = (struct sd_text){content.data + *at, end - *at};
	if (end + 1 < content.length && content.data[end] == '\r' && content.data[end + 1] == '\n')
		end++;
	*at = end < content.length ? end + 1 : end;
	return true;
}

static bool digit(struct sd_text text, size_t at)
{
	return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

size_t sd_clock_length(struct sd_text text)
{
	size_t at = 0, groups = 0, first;
	for (;;) {
		size_t digits = 0;
		while (digit(text, at + digits))
			digits++;
		if (!digits || digits > 3 || (groups && digits != 2))
			return 0;
		at += digits;
		groups++;
		first = at;
		if (groups == 3 || at >= text.length || text.data[at] != ':')
			break;
		at++;
	}
	if (groups < 2)
		return 0;
	if (at < text.length && (text.data[at] == '.' || text.data[at] == ',') && digit(text, at + 1)) {
		at++;
		while (digit(text, at) && at - first <= 3)
			at++;
		if (digit(text, at))
			return 0;
	}
	return at;
}

struct sd_text sd_clock_iso(struct sd_arena *arena, struct sd_text clock)
{
	unsigned groups[3] = {0};
	size_t group = 0, at = 0, colons = 0;
	char text[64];
	if (!clock.length)
		return clock;
	for (size_t i = 0; i < clock.length; i++)
		colons += clock.data[i] == ':';
	group = colons == 1 ? 1 : 0;
	for (; at < clock.length && clock.data[at] != '.' && clock.data[at] != ','; at++) {
		if (clock.data[at] == ':')
			group++;
		else if (group < 3)
			groups[group] = groups[group] * 10 + (unsigned)(clock.data[at] - '0');
	}
	groups[0] += groups[1] / 60;
	groups[1] %= 60;
	int length = snprintf(text, sizeof text, "%02u:%02u:%02u", groups[0], groups[1], groups[2]);
	if (at < clock.length) {
		char fraction[4] = "000";
		for (size_t i = 0; i < 3 && at + 1 + i < clock.length; i++)
			fraction[i] = clock.data[at + 1 + i];
		length += snprintf(text + length, sizeof text - (size_t)length, ".%s", fraction);
	}
	return (struct sd_text){sd_arena_dup(arena, text, (size_t)length), (size_t)length};
}

static struct sd_text skip_blanks(struct sd_text text)
{
	while (text.length && (*text.data == ' ' || *text.data == '\t'))
		text = (struct sd_text){text.data + 1, text.length - 1};
	return text;
}

/* `00:12:03 - Name`: a dash with a blank behind it parts the two. */
static struct sd_text skip_dash(struct sd_text text)
{
	static const char *const dashes[] = {"- ", "\xE2\x80\x93 ", "\xE2\x80\x94 "};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t length = strlen(dashes[i]);
		if (text.length > length && !memcmp(text.data, dashes[i], length))
			return skip_blanks((struct sd_text){text.data + length, text.length - length});
	}
	return text;
}

/* `[00:12]`, `(0:12:03)`, `00:12:03`: taken off. A bare `10:30` is none: a meeting may begin then. */
static struct sd_text take_clock(struct sd_text line, struct sd_text *clock)
{
	bool bracket = line.length && (*line.data == '[' || *line.data == '(');
	struct sd_text rest = {line.data + bracket, line.length - bracket};
	size_t length = sd_clock_length(rest), colons = 0;
	*clock = (struct sd_text){0};
	for (size_t i = 0; i < length; i++)
		colons += rest.data[i] == ':';
	if (!length || (bracket ? length >= rest.length || !strchr("])", rest.data[length]) : colons < 2) ||
	    (bracket && !rest.data[length]))
		return line;
	*clock = (struct sd_text){rest.data, length};
	return skip_dash(skip_blanks((struct sd_text){rest.data + length + bracket, rest.length - length - bracket}));
}

static bool letter(struct sd_text text)
{
	unsigned char first = text.length ? (unsigned char)*text.data : 0;
	return first >= 0x80 || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
}

/* The bytes of `[00:12]` or `(0:12:03)` at `at`, 0 where there is none. */
static size_t clock_within(struct sd_text text, size_t at, struct sd_text *clock)
{
	if (text.data[at] != '[' && text.data[at] != '(')
		return 0;
	struct sd_text rest = {text.data + at + 1, text.length - at - 1};
	size_t length = sd_clock_length(rest);
	if (!length || length >= rest.length || (rest.data[length] != ']' && rest.data[length] != ')'))
		return 0;
	*clock = (struct sd_text){rest.data, length};
	return length + 2;
}

static struct sd_text without_stars(struct sd_text text, size_t stars)
{
	while (stars && text.length && text.data[text.length - 1] == '*')
		text = sd_text_trim((struct sd_text){text.data, text.length - 1});
	return text;
}

bool sd_label_parse(struct sd_text line, struct sd_label *label)
{
	enum { MOST_CHARACTERS = 63, MOST_WORDS = 6 };
	static const char wide_colon[] = "\xEF\xBC\x9A";
	line = skip_blanks(line);
	if (!line.length)
		return false;
	if (line.length > 3 && !memcmp(line.data, ">> ", 3)) /* how captions mark a change of speaker */
		line = skip_blanks((struct sd_text){line.data + 3, line.length - 3});
	struct sd_text text = take_clock(line, &label->clock);
	size_t at = 0, characters = 0, words = 1, colon = 0, stars = 0, name_end = 0;
	while (stars < 2 && stars < text.length && text.data[stars] == '*') /* **Name:** of Markdown */
		stars++;
	text = (struct sd_text){text.data + stars, text.length - stars};
	if (!letter(text))
		return false;
	for (; at < text.length; at++) {
		unsigned char byte = (unsigned char)text.data[at];
		if (byte == ':' && (at + 1 == text.length || text.data[at + 1] == ' ' || text.data[at + 1] == '\t' ||
				    (stars && text.data[at + 1] == '*'))) {
			colon = 1;
			break;
		}
		size_t clock = !label->clock.length && at ? clock_within(text, at, &label->clock) : 0;
		if (clock) { /* Name [00:12]: */
			name_end = at;
			at += clock - 1;
			continue;
		}
		if (text.length - at >= 3 && !memcmp(text.data + at, wide_colon, 3)) {
			colon = 3;
			break;
		}
		if ((byte & 0xC0) != 0x80 && ++characters > MOST_CHARACTERS)
			return false;
		if (byte < 0x20 || strchr(":?!;\"<>=|{}", byte))
			return false;
		if (byte == ' ' && at + 1 < text.length && text.data[at + 1] != ' ' && text.data[at + 1] != ':' &&
		    ++words > MOST_WORDS)
			return false;
	}
	if (!colon)
		return false;
	label->name = without_stars(sd_text_trim((struct sd_text){text.data, name_end ? name_end : at}), stars);
	label->rest = sd_text_trim((struct sd_text){text.data + at + colon, text.length - at - colon});
	for (size_t i = 0; i < stars && label->rest.length && *label->rest.data == '*'; i++)
		label->rest = sd_text_trim((struct sd_text){label->rest.data + 1, label->rest.length - 1});
	if (!label->clock.length && label->rest.length && (*label->rest.data == '[' || *label->rest.data == '('))
		label->rest = take_clock(label->rest, &label->clock); /* Name: [00:12] text */
	label->remark = sd_form_is(label->name, SD_FORM_remark);
	return true;
}

bool sd_clock_alone(struct sd_text line, struct sd_text *clock)
{
	line = sd_text_trim(line);
	return line.length && !take_clock(line, clock).length && clock->length > 0;
}

bool sd_bracket_parse(struct sd_text line, struct sd_label *label)
{
	line = sd_text_trim(line);
	const char close = !line.length ? 0 : *line.data == '[' ? ']' : *line.data == '(' ? ')' : 0;
	const char *end = close ? memchr(line.data, close, line.length) : NULL;
	if (!end)
		return false;
	*label = (struct sd_label){.name = sd_text_trim((struct sd_text){line.data + 1, (size_t)(end - line.data) - 1}),
				   .rest = sd_text_trim(
					   (struct sd_text){end + 1, line.length - (size_t)(end - line.data) - 1})};
	return label->rest.length > 0 && sd_name_alone(label->name);
}

bool sd_name_like(struct sd_text name)
{
	for (size_t at = 0; at < name.length;) {
		size_t end = at;
		while (end < name.length && name.data[end] != ' ')
			end++;
		unsigned char first = end > at ? (unsigned char)name.data[at] : 'A';
		bool good = first >= 0x80 || (first < 'a') || first > 'z';
		if (!good && at)
			good = sd_form_is((struct sd_text){name.data + at, end - at}, SD_FORM_particle);
		if (!good)
			return false;
		at = end + 1;
	}
	return true;
}

bool sd_name_alone(struct sd_text line)
{
	enum { MOST_BYTES = 63, MOST_BLANKS = 5 };
	size_t blanks = 0;
	line = sd_text_trim(line);
	for (size_t i = 0; i < line.length; i++) {
		blanks += line.data[i] == ' ';
		if (strchr(":?!;\"<>=|{}[]\t", line.data[i]) || (line.data[i] == '.' && i + 1 == line.length))
			return false;
	}
	return line.length && line.length <= MOST_BYTES && blanks <= MOST_BLANKS && letter(line) && sd_name_like(line);
}

void sd_speakers_add(struct sd_speakers *speakers, struct sd_text line)
{
	struct sd_label label;
	if (!sd_label_parse(line, &label) || label.remark)
		return;
	SD_GROW(speakers->names, speakers->length, speakers->room);
	speakers->names[speakers->length++] = label.name;
}

static int by_bytes(const void *a, const void *b)
{
	return sd_text_compare(*(const struct sd_text *)a, *(const struct sd_text *)b);
}

void sd_speakers_settle(struct sd_speakers *speakers)
{
	size_t kept = 0;
	if (speakers->length)
		qsort(speakers->names, speakers->length, sizeof *speakers->names, by_bytes);
	for (size_t at = 0, end; at < speakers->length; at = end) {
		struct sd_text name = speakers->names[at];
		for (end = at + 1; end < speakers->length && sd_text_equal(speakers->names[end], name);)
			end++;
		size_t times = end - at, least = memchr(name.data, ' ', name.length) ? 3 : 2;
		bool capital = sd_name_like(name) && !memchr(name.data, ',', name.length);
		if (!capital && times < least)
			continue;
		speakers->again = speakers->again || times > 1;
		speakers->lines += times;
		speakers->names[kept++] = name;
	}
	speakers->length = kept;
}

bool sd_speakers_have(const struct sd_speakers *speakers, struct sd_text name)
{
	return speakers->length &&
	       bsearch(&name, speakers->names, speakers->length, sizeof *speakers->names, by_bytes) != NULL;
}

void sd_speakers_release(struct sd_speakers *speakers)
{
	free(speakers->names);
	*speakers = (struct sd_speakers){0};
}
