/* SPDX-License-Identifier: MIT */
/* Transcripts in cues: WebVTT (W3C Candidate Recommendation, 4.1 and 6) and SubRip. */
#include "read/transcript.h"

#include "base/count.h"
#include "base/utf8.h"

static const char fault_timing[] = "a line with an arrow gives no times; it is taken as text";

struct cue {
	struct sd_text start, end;
	uint64_t line;
	struct sd_text speaker; /* of the last voice tag; data NULL: none */
	bool voices; /* the file has voice tags */
	bool named; /* the first line of each cue is its speaker's name */
	bool bracketed; /* speakers stand in brackets */
	const struct sd_speakers *speakers;
	struct sd_turns *turns;
	const char *fault;
};

/* Adds a piece of a cue's text to the turn it belongs to. */
static void say(struct cue *cue, struct sd_text speaker, struct sd_text text)
{
	struct sd_turns *turns = cue->turns;
	struct sd_turn *last = turns->length && turns->open ? &turns->items[turns->length - 1] : NULL;
	text = sd_text_trim(text);
	if (!text.length)
		return;
	if (last && last->speaker.data && speaker.data && sd_text_equal(last->speaker, speaker)) {
		if (cue->end.length)
			last->end = sd_clock_iso(&turns->arena, cue->end);
		last->fault = last->fault ? last->fault : cue->fault;
	} else if (!last || last->line != cue->line || last->speaker.data != speaker.data) {
		sd_turns_begin(turns, speaker, sd_clock_iso(&turns->arena, cue->start),
			       sd_clock_iso(&turns->arena, cue->end), cue->line);
		turns->items[turns->length - 1].fault = cue->fault;
	}
	sd_turns_add(turns, text);
}

static struct sd_text skip(struct sd_text text, size_t bytes)
{
	return (struct sd_text){text.data + bytes, text.length - bytes};
}

static const struct {
	const char *name, *text;
} entities[] = {{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}, {"#39;", "'"},
		{"nbsp;", "\xC2\xA0"}, {"lrm;", "\xE2\x80\x8E"}, {"rlm;", "\xE2\x80\x8F"}};

static size_t add_entity(struct sd_str *out, struct sd_text text)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		size_t length = strlen(entities[i].name);
		if (text.length > length && !memcmp(text.data + 1, entities[i].name, length)) {
			sd_str_adds(out, entities[i].text);
			return length + 1;
		}
	}
	sd_str_addc(out, '&');
	return 1;
}

/* `v`, `v.loud Name`, `/v`, `i`, `00:01.000`: a tag of WebVTT, or of HTML as SubRip has it. */
static bool is_tag(struct sd_text inner)
{
	static const char *const names[] = {
		"v", "c", "i", "b", "u", "ruby", "rt", "lang", "font", "s", "em", "strong", "br", "p", "span"};
	if (inner.length && *inner.data == '/')
		inner = (struct sd_text){inner.data + 1, inner.length - 1};
	if (sd_clock_length(inner) && sd_clock_length(inner) == inner.length)
		return true;
	size_t length = 0;
	while (length < inner.length && !strchr(" .\t/", inner.data[length]))
		length++;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == length && !strncasecmp(inner.data, names[i], length))
			return true;
	return false;
}

static bool is_dashed(struct sd_text line)
{
	line = sd_text_trim(line);
	return line.length > 1 && line.data[0] == '-' && line.data[1] != '-';
}

/* Two lines and more that begin with a dash: as many speakers, who are not named. */
static bool read_dashes(struct cue *cue, struct sd_text text)
{
	size_t at = 0, lines = 0;
	struct sd_text line;
	struct sd_label label;
	while (sd_line_next(text, &at, &line)) {
		if (!is_dashed(line))
			return false;
		lines++;
	}
	if (lines < 2)
		return false;
	for (at = 0; sd_line_next(text, &at, &line);) {
		line = sd_text_trim(line);
		line = sd_text_trim((struct sd_text){line.data + 1, line.length - 1});
		sd_turns_end(cue->turns);
		struct sd_text speaker = {0};
		if (sd_label_parse(line, &label) && !label.remark && sd_speakers_have(cue->speakers, label.name)) {
			speaker = (struct sd_text){sd_arena_dup(&cue->turns->arena, label.name.data, label.name.length),
						   label.name.length};
			line = label.rest;
		}
		say(cue, speaker, line);
	}
	sd_turns_end(cue->turns);
	return true;
}

/* The payload of a cue: its tags read and taken off, its entities decoded, its speakers told apart. */
static void read_payload(struct cue *cue, struct sd_text payload)
{
	struct sd_str text = SD_STR_INIT;
	struct sd_turns *turns = cue->turns;
	cue->speaker = (struct sd_text){0};
	for (size_t at = 0; at < payload.length;) {
		struct sd_text left = {payload.data + at, payload.length - at};
		const char *end = *left.data == '<' ? memchr(left.data, '>', left.length) : NULL;
		struct sd_text inner = {left.data + 1, end ? (size_t)(end - left.data) - 1 : 0};
		if (end && is_tag(inner)) {
			bool voice = inner.length && inner.data[0] == 'v' &&
				     (inner.length == 1 || strchr(" .\t", inner.data[1]));
			if (voice || (inner.length > 1 && inner.data[0] == '/' && inner.data[1] == 'v')) {
				const char *blank = voice ? memchr(inner.data, ' ', inner.length) : NULL;
				say(cue, cue->speaker, sd_str_text(&text));
				sd_str_clear(&text);
				cue->speaker = (struct sd_text){0};
				if (blank) {
					struct sd_str name = SD_STR_INIT;
					for (const char *c = blank + 1; c < end;)
						if (*c == '&')
							c += add_entity(&name, (struct sd_text){c, (size_t)(end - c)});
						else
							sd_str_addc(&name, *c++);
					struct sd_text trimmed = sd_text_trim(sd_str_text(&name));
					if (trimmed.length)
						cue->speaker =
							(struct sd_text){sd_arena_dup(&turns->arena, trimmed.data,
										      trimmed.length),
									 trimmed.length};
					sd_str_release(&name);
				}
			} else if (inner.length >= 2 && !strncasecmp(inner.data, "br", 2)) {
				sd_str_addc(&text, ' ');
			}
			at += (size_t)(end - left.data) + 1;
		} else if (left.length > 1 && left.data[0] == '{' && left.data[1] == '\\' &&
			   memchr(left.data, '}', left.length)) {
			/* {\an8}: where subtitles stand, as SubStation has it */
			at += (size_t)((const char *)memchr(left.data, '}', left.length) - left.data) + 1;
		} else if (*left.data == '&') {
			at += add_entity(&text, left);
		} else {
			sd_str_addc(&text, *left.data);
			at++;
		}
	}
	struct sd_text rest = sd_text_trim(sd_str_text(&text));
	struct sd_label label;
	size_t behind = 0;
	struct sd_text first;
	if (cue->named && sd_line_next(rest, &behind, &first) && behind < rest.length) {
		first = sd_text_trim(first);
		say(cue, (struct sd_text){sd_arena_dup(&turns->arena, first.data, first.length), first.length},
		    (struct sd_text){rest.data + behind, rest.length - behind});
	} else if (!cue->voices && read_dashes(cue, rest)) {
		/* said */
	} else if (!cue->voices && !cue->speaker.data &&
		   (cue->bracketed ? sd_bracket_parse(rest, &label) : sd_label_parse(rest, &label) && !label.remark) &&
		   sd_speakers_have(cue->speakers, label.name)) {
		struct sd_text name = {sd_arena_dup(&turns->arena, label.name.data, label.name.length),
				       label.name.length};
		say(cue, name, label.rest);
	} else if (!cue->voices && cue->speakers->length && turns->open && turns->length &&
		   turns->items[turns->length - 1].speaker.data) {
		say(cue, turns->items[turns->length - 1].speaker, rest);
	} else {
		say(cue, cue->speaker, rest);
	}
	sd_str_release(&text);
}

/* `00:00:01.000 --> 00:00:02.500 align:start`: false where that is none. */
static bool parse_timing(struct sd_text line, struct sd_text *start, struct sd_text *end)
{
	line = sd_text_trim(line);
	size_t length = sd_clock_length(line);
	if (!length)
		return false;
	*start = (struct sd_text){line.data, length};
	line = sd_text_trim(skip(line, length));
	if (line.length < 3 || memcmp(line.data, "-->", 3) != 0)
		return false;
	line = sd_text_trim(skip(line, 3));
	length = sd_clock_length(line);
	*end = (struct sd_text){line.data, length};
	return length > 0 && (length == line.length || line.data[length] == ' ' || line.data[length] == '\t');
}

static bool has_arrow(struct sd_text line)
{
	return memmem(line.data, line.length, "-->", 3) != NULL;
}

/* A block of lines without a blank one among them: its first line, where it begins and ends. */
static bool next_block(struct sd_text content, size_t *at, uint64_t *line, struct sd_text *block, uint64_t *first)
{
	struct sd_text text;
	size_t from = *at;
	while (sd_line_next(content, at, &text) && !sd_text_trim(text).length) {
		from = *at;
		++*line;
	}
	if (from >= content.length)
		return false;
	*first = *line;
	*at = from;
	size_t end = from;
	while (sd_line_next(content, at, &text)) {
		++*line;
		if (!sd_text_trim(text).length)
			break;
		end = *at;
	}
	*block = (struct sd_text){content.data + from, end - from};
	return true;
}

/* Of a block, the cue's text: behind its timing, or all of it where it has none. */
static void read_block(struct cue *cue, struct sd_text block,
		       void each(void *state, struct cue *cue, struct sd_text payload), void *state)
{
	size_t at = 0, from = 0;
	struct sd_text line;
	uint64_t number = cue->line;
	cue->start = cue->end = (struct sd_text){0};
	cue->fault = NULL;
	for (size_t lines = 0; sd_line_next(block, &at, &line) && lines < 2; lines++, number++) {
		if (parse_timing(line, &cue->start, &cue->end)) {
			from = at;
			cue->line = number;
			break;
		}
		if (has_arrow(line)) {
			cue->fault = fault_timing;
			cue->start = cue->end = (struct sd_text){0};
			break;
		}
	}
	/* Cues may follow each other without a blank line; then each timing begins one, an id of digits before it. */
	struct sd_text rest = skip(block, from);
	size_t end = 0, last = 0;
	for (at = 0; cue->start.length && sd_line_next(rest, &at, &line);) {
		struct sd_text start, stop;
		if (!parse_timing(line, &start, &stop)) {
			last = end;
			end = at;
			continue;
		}
		struct sd_text id = sd_text_trim((struct sd_text){rest.data + last, end - last});
		bool digits = id.length > 0;
		for (size_t i = 0; i < id.length; i++)
			digits = digits && id.data[i] >= '0' && id.data[i] <= '9';
		each(state, cue, (struct sd_text){rest.data, digits ? last : end});
		for (size_t i = 0; i < at; i++)
			cue->line += rest.data[i] == '\n';
		cue->start = start;
		cue->end = stop;
		rest = skip(rest, at);
		at = end = last = 0;
	}
	each(state, cue, rest);
}

static void each_payload(void *state, struct cue *cue, struct sd_text payload)
{
	(void)state;
	read_payload(cue, sd_text_trim(payload));
}

/* What the whole file tells, before a name is believed. */
struct found {
	struct sd_speakers labels, brackets;
	struct sd_count *first_lines; /* of cues of several lines */
	size_t cues, names; /* all; those of several lines whose first is like a name */
};

/* A tag around the label is looked past. */
static struct sd_text without_tag(struct sd_text line)
{
	const char *end = line.length && *line.data == '<' ? memchr(line.data, '>', line.length) : NULL;
	return end ? skip(line, (size_t)(end - line.data) + 1) : line;
}

static void each_label(void *state, struct cue *cue, struct sd_text payload)
{
	struct found *found = state;
	size_t at = 0;
	struct sd_text line;
	payload = sd_text_trim(payload);
	if (!cue->start.length || !sd_line_next(payload, &at, &line))
		return;
	sd_speakers_add(&found->labels, is_dashed(line) ? skip(sd_text_trim(line), 1) : without_tag(line));
	struct sd_label label;
	if (sd_bracket_parse(payload, &label)) {
		SD_GROW(found->brackets.names, found->brackets.length, found->brackets.room);
		found->brackets.names[found->brackets.length++] = label.name;
	}
	found->cues++;
	if (at < payload.length && sd_name_alone(line)) {
		found->names++;
		++*sd_count_at(found->first_lines, sd_text_trim(line));
	}
}

static bool begins(struct sd_text block, const char *word)
{
	size_t length = strlen(word);
	return block.length >= length && !memcmp(block.data, word, length) &&
	       (block.length == length || strchr(" \t\r\n", block.data[length]));
}

static void read_cues(struct sd_text content, struct sd_turns *turns, bool webvtt)
{
	struct found found = {.first_lines = sd_count_new(1)};
	struct cue cue = {.turns = turns, .speakers = &found.labels};
	cue.voices = webvtt &&
		     (memmem(content.data, content.length, "<v ", 3) || memmem(content.data, content.length, "<v.", 3));
	for (int pass = cue.voices ? 1 : 0; pass < 2; pass++) {
		size_t at = 0;
		uint64_t line = 1;
		struct sd_text block;
		bool first = true;
		while (next_block(content, &at, &line, &block, &cue.line)) {
			bool skipped =
				webvtt && (begins(block, "NOTE") || begins(block, "STYLE") || begins(block, "REGION"));
			if (webvtt && first && begins(block, "WEBVTT")) {
				size_t behind = 0;
				struct sd_text header;
				(void)sd_line_next(block, &behind, &header);
				block = skip(block, behind);
				cue.line++;
				/* Lines of the header up to the blank one, as "Kind: captions", are no cues. */
				skipped = !has_arrow(block);
			}
			first = false;
			if (!skipped)
				read_block(&cue, block, pass ? each_payload : each_label, &found);
		}
		if (pass)
			continue;
		sd_speakers_settle(&found.labels);
		sd_speakers_settle(&found.brackets);
		/* [Name] where half of the cues begin so: [Music] is nobody. */
		cue.bracketed = found.brackets.again && found.brackets.lines * 2 >= found.cues &&
				found.brackets.lines > found.labels.lines;
		if (cue.bracketed)
			cue.speakers = &found.brackets;
		/* Names on lines of their own, and of some who come again. */
		cue.named = found.names >= 3 && found.names == found.cues &&
			    sd_count_length(found.first_lines) < found.names;
	}
	sd_turns_end(turns);
	sd_speakers_release(&found.labels);
	sd_speakers_release(&found.brackets);
	sd_count_free(found.first_lines);
}

void sd_webvtt_read(struct sd_text content, struct sd_turns *turns)
{
	read_cues(content, turns, true);
}

void sd_srt_read(struct sd_text content, struct sd_turns *turns)
{
	read_cues(content, turns, false);
}

int sd_webvtt_recognise(struct sd_text head)
{
	return begins(head, "WEBVTT") ? 98 : 0;
}

int sd_srt_recognise(struct sd_text head)
{
	size_t at = 0;
	struct sd_text line, start, end;
	do
		if (!sd_line_next(head, &at, &line))
			return 0;
	while (!sd_text_trim(line).length);
	line = sd_text_trim(line);
	for (size_t i = 0; i < line.length; i++)
		if (line.data[i] < '0' || line.data[i] > '9')
			return parse_timing(line, &start, &end) ? 90 : 0;
	return sd_line_next(head, &at, &line) && parse_timing(line, &start, &end) ? 95 : 0;
}
