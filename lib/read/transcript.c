/* SPDX-License-Identifier: MIT */
/* The kinds of transcripts as sources. */
#include "read/transcript.h"

#include "base/utf8.h"

#include "read/encoding.h"
#include "rows/reader.h"

enum { TURN, SPEAKER, ROLE, START, END, TEXT, COLUMNS };
static const struct sd_source_column columns[COLUMNS] = {
	[TURN] = {.name = SD_TEXT("turn"), .kind = SD_QUESTION_ID},
	[SPEAKER] = {.name = SD_TEXT("speaker"), .kind = SD_QUESTION_CHOICE},
	[ROLE] = {.name = SD_TEXT("role"), .kind = SD_QUESTION_CHOICE},
	[START] = {.name = SD_TEXT("start"), .kind = SD_QUESTION_DATE},
	[END] = {.name = SD_TEXT("end"), .kind = SD_QUESTION_DATE},
	[TEXT] = {.name = SD_TEXT("text"), .kind = SD_QUESTION_OPEN},
};

struct transcript {
	struct sd_source source;
	const char *const *moderators;
	size_t moderators_length, max_field;
	struct sd_str content;
	struct sd_turns turns;
	size_t at;
	char number[24];
	struct sd_cell cells[COLUMNS];
};

void sd_turns_end(struct sd_turns *turns)
{
	if (!turns->open)
		return;
	struct sd_turn *turn = &turns->items[turns->length - 1];
	turn->text = (struct sd_text){sd_arena_dup(&turns->arena, turns->text.length ? turns->text.data : "",
						   turns->text.length),
				      turns->text.length};
	turns->open = false;
}

void sd_turns_begin(struct sd_turns *turns, struct sd_text speaker, struct sd_text start, struct sd_text end,
		    uint64_t line)
{
	sd_turns_end(turns);
	SD_GROW(turns->items, turns->length, turns->room);
	turns->items[turns->length++] = (struct sd_turn){.speaker = speaker, .start = start, .end = end, .line = line};
	turns->open = true;
	sd_str_clear(&turns->text);
}

/* Line ends within become blanks. */
void sd_turns_add(struct sd_turns *turns, struct sd_text text)
{
	size_t at = 0;
	struct sd_text line;
	while (sd_line_next(text, &at, &line)) {
		line = sd_text_trim(line);
		if (!line.length)
			continue;
		if (turns->text.length)
			sd_str_addc(&turns->text, ' ');
		sd_str_add_text(&turns->text, line);
	}
}

void sd_turns_release(struct sd_turns *turns)
{
	free(turns->items);
	sd_arena_release(&turns->arena);
	sd_str_release(&turns->text);
	*turns = (struct sd_turns){0};
}

static bool moderates(const struct transcript *transcript, struct sd_text speaker)
{
	for (size_t i = 0; i < transcript->moderators_length; i++)
		if (strlen(transcript->moderators[i]) == speaker.length &&
		    !strncasecmp(transcript->moderators[i], speaker.data, speaker.length))
			return true;
	return false;
}

static struct sd_cell cell_of(struct sd_text text)
{
	return (struct sd_cell){text, text.data && text.length ? SD_CELL_TEXT : SD_CELL_ABSENT};
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct transcript *transcript = (struct transcript *)source;
	(void)err;
	if (transcript->at == transcript->turns.length)
		return 0;
	const struct sd_turn *turn = &transcript->turns.items[transcript->at++];
	int digits = snprintf(transcript->number, sizeof transcript->number, "%zu", transcript->at);
	struct sd_cell *cells = transcript->cells;
	cells[TURN] = (struct sd_cell){{transcript->number, (size_t)digits}, SD_CELL_NUMBER};
	cells[SPEAKER] = cell_of(turn->speaker);
	cells[ROLE] = cell_of((struct sd_text){0});
	if (turn->speaker.data && transcript->moderators_length)
		cells[ROLE] =
			cell_of(moderates(transcript, turn->speaker) ? SD_TEXT("moderator") : SD_TEXT("participant"));
	cells[START] = cell_of(turn->start);
	cells[END] = cell_of(turn->end);
	cells[TEXT] = (struct sd_cell){turn->text, SD_CELL_TEXT};
	*record = (struct sd_source_record){.cells = cells,
					    .length = COLUMNS,
					    .line = turn->line,
					    .fault = turn->fault,
					    .fault_line = turn->fault ? turn->line : 0};
	if (turn->text.length > transcript->max_field) {
		record->refused = true;
		record->fault = "a cell is longer than --max-field allows";
		record->fault_line = turn->line;
		record->fault_column = TEXT + 1;
	}
	return 1;
}

static int rewind_turns(struct sd_source *source, struct sd_error *err)
{
	(void)err;
	((struct transcript *)source)->at = 0;
	return 0;
}

static void free_turns(struct sd_source *source)
{
	struct transcript *transcript = (struct transcript *)source;
	sd_turns_release(&transcript->turns);
	sd_str_release(&transcript->content);
	sd_str_release(&source->notes);
	free(transcript);
}

static int read_content(struct transcript *transcript, const struct sd_file *file,
			const struct sd_source_options *options, struct sd_error *err)
{
	if (file->size > SD_TRANSCRIPT_MOST)
		return sd_fail(err, "%s: is larger than a transcript can be (%d MB): cut it up", file->name,
			       SD_TRANSCRIPT_MOST / 1024 / 1024);
	struct sd_decoder *decoder = sd_decoder_new(file, options->encoding, options->chunk ? options->chunk : SD_CHUNK,
						    &transcript->source.notes, err);
	if (!decoder)
		return -1;
	int got;
	sd_str_adds(&transcript->content, "");
	while ((got = sd_decoder_read(decoder, &transcript->content, err)) > 0)
		;
	sd_decoder_free(decoder);
	return got;
}

/* A moderator whom nobody is called by is a slip of the pen. */
static int check_moderators(const struct transcript *transcript, const char *file, struct sd_error *err)
{
	for (size_t i = 0; i < transcript->moderators_length; i++) {
		bool found = false;
		for (size_t j = 0; j < transcript->turns.length && !found; j++)
			found = transcript->turns.items[j].speaker.length == strlen(transcript->moderators[i]) &&
				!strncasecmp(transcript->turns.items[j].speaker.data, transcript->moderators[i],
					     transcript->turns.items[j].speaker.length);
		if (!found)
			return sd_fail(err, "%s: nobody called \"%s\" speaks in it (--moderator)", file,
				       transcript->moderators[i]);
	}
	return 0;
}

/* Read as --kind says, it may be no transcript: then nobody speaks, at no time. */
static int check_speakers(const struct transcript *transcript, const struct sd_source_head *head, struct sd_error *err)
{
	for (size_t i = 0; i < transcript->turns.length; i++)
		if (transcript->turns.items[i].speaker.length || transcript->turns.items[i].start.length)
			return 0;
	if (transcript->source.kind->recognise(head, NULL) > 0)
		return 0;
	return sd_fail(err, "%s: holds no speaker and no time as %s has them", head->files->name,
		       transcript->source.kind->what);
}

static struct sd_source *open_with(const struct sd_source_head *head, const struct sd_source_options *options,
				   const struct sd_source_kind *kind, void read(struct sd_text, struct sd_turns *),
				   struct sd_error *err)
{
	struct transcript *transcript = sd_calloc(1, sizeof *transcript);
	transcript->source = (struct sd_source){.kind = kind,
						.columns = columns,
						.columns_length = COLUMNS,
						.next = next,
						.rewind = rewind_turns,
						.free = free_turns};
	transcript->moderators = options->moderators;
	transcript->moderators_length = options->moderators_length;
	transcript->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	if (!read_content(transcript, head->files, options, err)) {
		read(sd_str_text(&transcript->content), &transcript->turns);
		if (!check_speakers(transcript, head, err) && !check_moderators(transcript, head->files->name, err))
			return &transcript->source;
	}
	free_turns(&transcript->source);
	return NULL;
}

/* In UTF-8 what a byte order mark says is UTF-16, as Windows' own editor saves text; what is no character is left out,
 * for this is but to see what the file is. */
static struct sd_text from_utf16(struct sd_text bytes, bool big, struct sd_str *out)
{
	for (size_t i = 2; i + 1 < bytes.length; i += 2) {
		const unsigned char *unit = (const unsigned char *)bytes.data + i;
		uint32_t code = big ? (uint32_t)unit[0] << 8 | unit[1] : (uint32_t)unit[1] << 8 | unit[0];
		char encoded[4];
		if (code < 0xd800 || code > 0xdfff)
			sd_str_add(out, encoded, sd_utf8_encode(code, encoded));
		else if (code < 0xdc00) /* the first half of a character that is no letter of a name: any will do */
			sd_str_adds(out, "\xEF\xBF\xBD");
	}
	return sd_str_text(out);
}

static struct sd_text without_mark(const struct sd_source_head *head, struct sd_str *buffer)
{
	struct sd_text bytes = head->bytes;
	if (bytes.length >= 2 && (!memcmp(bytes.data, "\xFF\xFE", 2) || !memcmp(bytes.data, "\xFE\xFF", 2)))
		return from_utf16(bytes, (unsigned char)*bytes.data == 0xFE, buffer);
	if (bytes.length >= 3 && !memcmp(bytes.data, "\xEF\xBB\xBF", 3))
		bytes = (struct sd_text){bytes.data + 3, bytes.length - 3};
	return bytes;
}

#define KIND(kind, word, words, because)                                                                               \
	static int recognise_##kind(const struct sd_source_head *head, struct sd_str *why)                             \
	{                                                                                                              \
		struct sd_str buffer = SD_STR_INIT;                                                                    \
		int sure = sd_##kind##_recognise(without_mark(head, &buffer));                                         \
		sd_str_release(&buffer);                                                                               \
		if (why)                                                                                               \
			sd_str_adds(why, sure ? because : "");                                                         \
		return sure;                                                                                           \
	}                                                                                                              \
	static struct sd_source *open_##kind(const struct sd_source_head *head,                                        \
					     const struct sd_source_options *options, struct sd_error *err)            \
	{                                                                                                              \
		return open_with(head, options, &sd_source_##kind, sd_##kind##_read, err);                             \
	}                                                                                                              \
	const struct sd_source_kind sd_source_##kind = {                                                               \
		.name = word,                                                                                          \
		.what = words,                                                                                         \
		.most_files = 1,                                                                                       \
		.speakers = true,                                                                                      \
		.before_lock = true, /* iconv opens files */                                                           \
		.recognise = recognise_##kind,                                                                         \
		.open = open_##kind,                                                                                   \
	}

KIND(webvtt, "webvtt", "a transcript in WebVTT", "begins with WEBVTT");
KIND(srt, "srt", "a transcript in SubRip's cues", "begins with a numbered cue and its times");
KIND(otter, "otter", "a transcript as Otter writes it", "has speakers and times on lines of their own");
KIND(zoom, "zoom", "a transcript as Zoom writes it", "has a time, a speaker and what they say on its first line");
KIND(labelled, "labelled", "a transcript with its speakers' names before what they say",
     "has lines that begin with names that come again, and a colon");
