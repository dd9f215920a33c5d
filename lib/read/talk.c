/* SPDX-License-Identifier: MIT */
/* Transcripts in lines of text: Otter's, Zoom's, and those whose paragraphs begin with a speaker's name. */
#include "read/transcript.h"

static const struct sd_text nobody;

static bool ends_with(struct sd_text text, const char *end)
{
	size_t length = strlen(end);
	return text.length > length && !memcmp(text.data + text.length - length, end, length);
}

/* `Name  0:05`: two blanks or a TAB before a time that ends the line. */
static bool otter_header(struct sd_text line, struct sd_text *name, struct sd_text *clock)
{
	enum { MOST_BYTES = 200 };
	struct sd_text text = sd_text_trim(line);
	size_t at = text.length;
	while (at && strchr("0123456789:", text.data[at - 1]) && text.data[at - 1])
		at--;
	*clock = (struct sd_text){text.data + at, text.length - at};
	if (!clock->length || sd_clock_length(*clock) != clock->length || at > MOST_BYTES)
		return false;
	*name = sd_text_trim((struct sd_text){text.data, at});
	size_t blanks = at - name->length;
	return name->length && (blanks >= 2 || text.data[at - 1] == '\t') && !memchr(name->data, '\t', name->length);
}

/* A header without a text below it is a text that ends in a time. */
static bool text_follows(struct sd_text content, size_t at)
{
	struct sd_text line;
	return sd_line_next(content, &at, &line) && sd_text_trim(line).length > 0;
}

/* `Name 00:01:12` with one blank, or a name on one line and a time alone on the next, as Word and others have it. `at`
 * is behind the line; *end behind the header. */
static bool loose_header(struct sd_text content, size_t at, struct sd_text line, struct sd_text *name,
			 struct sd_text *clock, size_t *end)
{
	struct sd_text text = sd_text_trim(line), below;
	size_t from = text.length;
	*end = at;
	while (from && text.data[from - 1] && strchr("0123456789:.", text.data[from - 1]))
		from--;
	*clock = (struct sd_text){text.data + from, text.length - from};
	*name = sd_text_trim((struct sd_text){text.data, from});
	if (clock->length && from && (text.data[from - 1] == ' ' || text.data[from - 1] == '\t') &&
	    sd_clock_length(*clock) == clock->length && sd_name_alone(*name))
		return true;
	if (!sd_name_alone(text) || !sd_line_next(content, end, &below))
		return false;
	*name = text;
	*clock = sd_text_trim(below);
	return clock->length && sd_clock_length(*clock) == clock->length;
}

/* Headers of that sort: three at least, of speakers who come again. */
static bool is_loose(struct sd_text content)
{
	struct sd_speakers names = {0};
	struct sd_text line, name, clock;
	size_t at = 0, end, lines = 0, again = 0;
	while (sd_line_next(content, &at, &line)) {
		lines += sd_text_trim(line).length > 0;
		if (!sd_text_trim(line).length || !loose_header(content, at, line, &name, &clock, &end) ||
		    !text_follows(content, end))
			continue;
		for (size_t i = 0; i < names.length && i < 40; i++)
			if (sd_text_equal(names.names[i], name)) {
				again++;
				break;
			}
		SD_GROW(names.names, names.length, names.room);
		names.names[names.length++] = name;
	}
	bool loose = names.length >= 3 && again && names.length * 8 >= lines;
	sd_speakers_release(&names);
	return loose;
}

static bool has_otter_headers(struct sd_text head)
{
	size_t at = 0, headers = 0, lines = 0;
	struct sd_text line, name, clock;
	bool after_blank = true, first = false;
	while (sd_line_next(head, &at, &line)) {
		bool blank = !sd_text_trim(line).length;
		if (!blank && after_blank && text_follows(head, at) && otter_header(line, &name, &clock)) {
			headers++;
			first = first || !lines;
		}
		lines += !blank;
		after_blank = blank;
	}
	return headers >= 2 || (first && lines >= 2);
}

void sd_otter_read(struct sd_text content, struct sd_turns *turns)
{
	size_t at = 0, end;
	uint64_t number = 0;
	struct sd_text line, name, clock;
	bool after_blank = true, loose = !has_otter_headers(content) && is_loose(content);
	while (sd_line_next(content, &at, &line)) {
		number++;
		bool blank = !sd_text_trim(line).length;
		if (blank) {
			sd_turns_end(turns);
		} else if (loose && loose_header(content, at, line, &name, &clock, &end) &&
			   text_follows(content, end)) {
			sd_turns_begin(turns, name, sd_clock_iso(&turns->arena, clock), nobody, number);
			number += end > at;
			at = end;
		} else if (!loose && after_blank && text_follows(content, at) && otter_header(line, &name, &clock)) {
			sd_turns_begin(turns, name, sd_clock_iso(&turns->arena, clock), nobody, number);
		} else {
			if (!turns->open)
				sd_turns_begin(turns, nobody, nobody, nobody, number);
			sd_turns_add(turns, line);
		}
		after_blank = blank;
	}
	sd_turns_end(turns);
}

int sd_otter_recognise(struct sd_text head)
{
	return has_otter_headers(head) ? 85 : is_loose(head) ? 80 : 0;
}

/* What a chat has behind the time: `From Name to Everyone: text`. */
static bool chat_line(struct sd_text rest, struct sd_text *name, struct sd_text *text)
{
	static const char direct[] = "(Direct Message)";
	rest = sd_text_trim(rest);
	if (rest.length < 6 || strncasecmp(rest.data, "from ", 5) != 0)
		return false;
	rest = (struct sd_text){rest.data + 5, rest.length - 5};
	size_t colon = 0;
	while (colon < rest.length &&
	       (rest.data[colon] != ':' || (colon + 1 < rest.length && !strchr(" \t", rest.data[colon + 1]))))
		colon++;
	if (colon == rest.length)
		return false;
	*text = sd_text_trim((struct sd_text){rest.data + colon + 1, rest.length - colon - 1});
	*name = sd_text_trim((struct sd_text){rest.data, colon});
	if (ends_with(*name, direct))
		*name = sd_text_trim((struct sd_text){name->data, name->length - (sizeof direct - 1)});
	for (size_t i = name->length; i-- > 0;)
		if (name->length - i > 4 && !strncasecmp(name->data + i, " to ", 4)) {
			*name = sd_text_trim((struct sd_text){name->data, i});
			break;
		}
	return name->length > 0;
}

/* `00:00:05<TAB>Name<TAB>text`; of a chat, `00:00:05<TAB> From Name to Everyone:<TAB>text`. */
static bool zoom_line(struct sd_text line, struct sd_text *clock, struct sd_text *name, struct sd_text *text)
{
	size_t length = sd_clock_length(line);
	if (!length || length == line.length)
		return false;
	*clock = (struct sd_text){line.data, length};
	struct sd_text rest = {line.data + length + 1, line.length - length - 1};
	if ((line.data[length] == '\t' || line.data[length] == ' ') && chat_line(rest, name, text))
		return true;
	if (line.data[length] != '\t')
		return false;
	const char *tab = memchr(rest.data, '\t', rest.length);
	if (!tab)
		return false;
	size_t behind = (size_t)(tab - rest.data) + 1;
	*name = sd_text_trim((struct sd_text){rest.data, behind - 1});
	*text = sd_text_trim((struct sd_text){rest.data + behind, rest.length - behind});
	if (name->length && name->data[name->length - 1] == ':')
		*name = sd_text_trim((struct sd_text){name->data, name->length - 1});
	return true;
}

void sd_zoom_read(struct sd_text content, struct sd_turns *turns)
{
	size_t at = 0;
	uint64_t number = 0;
	struct sd_text line, clock, name, text;
	while (sd_line_next(content, &at, &line)) {
		number++;
		if (zoom_line(line, &clock, &name, &text)) {
			if (!name.length)
				name = nobody;
			sd_turns_begin(turns, name, sd_clock_iso(&turns->arena, clock), nobody, number);
			sd_turns_add(turns, text);
		} else if (sd_text_trim(line).length) {
			if (!turns->open)
				sd_turns_begin(turns, nobody, nobody, nobody, number);
			sd_turns_add(turns, line);
		}
	}
	sd_turns_end(turns);
}

int sd_zoom_recognise(struct sd_text head)
{
	size_t at = 0;
	struct sd_text line, clock, name, text;
	while (sd_line_next(head, &at, &line))
		if (sd_text_trim(line).length)
			return zoom_line(line, &clock, &name, &text) ? 85 : 0;
	return 0;
}

static void find_speakers(struct sd_speakers *speakers, struct sd_text content)
{
	size_t at = 0;
	struct sd_text line;
	while (sd_line_next(content, &at, &line))
		sd_speakers_add(speakers, line);
	sd_speakers_settle(speakers);
}

/* Whether the next line with something in it is a speaker's who has no time of their own. */
static bool label_follows(struct sd_text content, size_t at, const struct sd_speakers *speakers)
{
	struct sd_text line;
	struct sd_label label;
	while (sd_line_next(content, &at, &line))
		if (sd_text_trim(line).length)
			return sd_label_parse(line, &label) && !label.remark && !label.clock.length &&
			       sd_speakers_have(speakers, label.name);
	return false;
}

void sd_labelled_read(struct sd_text content, struct sd_turns *turns)
{
	size_t at = 0;
	uint64_t number = 0;
	struct sd_text line, clock = nobody, alone;
	struct sd_speakers speakers = {0};
	bool after_blank = true;
	find_speakers(&speakers, content);
	while (sd_line_next(content, &at, &line)) {
		struct sd_label label;
		bool labelled = sd_label_parse(line, &label), blank = !sd_text_trim(line).length;
		number++;
		if (labelled && !label.remark && sd_speakers_have(&speakers, label.name)) {
			sd_turns_begin(turns, label.name,
				       sd_clock_iso(&turns->arena, label.clock.length ? label.clock : clock), nobody,
				       number);
			sd_turns_add(turns, label.rest);
			clock = nobody;
		} else if (sd_clock_alone(line, &alone) && label_follows(content, at, &speakers)) {
			clock = alone;
		} else if (!blank) {
			/* What belongs to nobody is one turn a paragraph; a remark ends what a speaker says. */
			bool none = !turns->open || !turns->items[turns->length - 1].speaker.data;
			if (!turns->open || (labelled && label.remark && !none) || (none && after_blank))
				sd_turns_begin(turns, nobody, nobody, nobody, number);
			sd_turns_add(turns, line);
		}
		after_blank = blank;
	}
	sd_turns_end(turns);
	sd_speakers_release(&speakers);
}

/* Three turns at least, a speaker who comes again, and labels on a third of the lines or most paragraphs. */
int sd_labelled_recognise(struct sd_text head)
{
	struct sd_speakers speakers = {0};
	size_t at = 0, lines = 0, paragraphs = 0, labels = 0, openings = 0;
	struct sd_text line;
	bool after_blank = true;
	find_speakers(&speakers, head);
	while (sd_line_next(head, &at, &line)) {
		struct sd_label label;
		bool blank = !sd_text_trim(line).length;
		bool labelled = sd_label_parse(line, &label) && sd_speakers_have(&speakers, label.name);
		lines += !blank;
		paragraphs += !blank && after_blank;
		labels += labelled;
		openings += labelled && after_blank;
		after_blank = blank;
	}
	bool found =
		speakers.again && labels >= 3 && (labels * 3 >= lines || (openings >= 3 && openings * 2 > paragraphs));
	sd_speakers_release(&speakers);
	return found ? 50 : 0;
}
