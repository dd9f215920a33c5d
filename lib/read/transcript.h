/* SPDX-License-Identifier: MIT */
/* Transcripts: what was said, by whom, from when to when, as `turn,speaker,role,start,end,text`.
 *
 * A turn is what one speaker says at a stretch. Cues of WebVTT and SRT are cut for reading, so those of one speaker
 * that follow each other are one turn, its times those of the first and the last; cues that name nobody stay as they
 * are. In the other kinds a turn is what the file shows as one: a header (Otter), a line (Zoom), a label (text) begins
 * it, and in Otter a blank line ends it. What no speaker is named for has an absent speaker: what precedes the first
 * one, a remark of the transcriber (`Note: …`), a line behind an ended turn.
 *
 * `role` is `moderator` for who --moderator names (ASCII case aside), `participant` for other speakers where it names
 * somebody, else absent. Times are `hh:mm:ss`, with `.mmm` where the file has them; absent where it gives none. Lines
 * of a turn are joined by a blank. Files over SD_TRANSCRIPT_MOST bytes are refused: they are held in memory. */
#ifndef SD_READ_TRANSCRIPT_H
#define SD_READ_TRANSCRIPT_H

#include "read/source.h"

enum { SD_TRANSCRIPT_MOST = 64 * 1024 * 1024 };

struct sd_turn {
	struct sd_text speaker;	   /* data NULL: none */
	struct sd_text start, end; /* empty: none */
	struct sd_text text;
	uint64_t line; /* from 1 */
	const char *fault;
};

/* Turns as a reader finds them. Texts given are copied where they do not come from the content itself. */
struct sd_turns {
	struct sd_turn *items;
	size_t length, room;
	struct sd_arena arena;
	bool open; /* the last one may go on … */
	struct sd_str text; /* … this far */
};
/* Begins a turn, ending the one before. */
void sd_turns_begin(struct sd_turns *turns, struct sd_text speaker, struct sd_text start, struct sd_text end,
		    uint64_t line);
/* Adds a line to the turn begun. */
void sd_turns_add(struct sd_turns *turns, struct sd_text text);
void sd_turns_end(struct sd_turns *turns);
void sd_turns_release(struct sd_turns *turns);

/* The next line from *at on, without its end (LF, CRLF, CR), which *at then stands behind; false at the end. */
bool sd_line_next(struct sd_text content, size_t *at, struct sd_text *line);
/* `[h:]mm:ss[.mmm]` or with a comma, at the beginning of `text`: its bytes, or 0. `h:mm` and the like are no times. */
size_t sd_clock_length(struct sd_text text);
/* That many bytes as `hh:mm:ss[.mmm]`, in the arena. */
struct sd_text sd_clock_iso(struct sd_arena *arena, struct sd_text clock);

/* `Name: what they say`. Syntax alone: a name of at most 63 characters and six words that begins with a letter, then a
 * colon, then a blank or the end; before it `[mm:ss]`, `(mm:ss)` or `hh:mm:ss` may stand, and a dash; behind
 * the name or the colon the former two. Marks of bold type around it are taken off. */
struct sd_label {
	struct sd_text clock, name, rest;
	bool remark; /* Note, Present, Date …: no name, though it looks like one */
};
bool sd_label_parse(struct sd_text line, struct sd_label *label);
/* `[Name] what they say`, `(Name) what they say`. */
bool sd_bracket_parse(struct sd_text line, struct sd_label *label);
/* A line that is `[mm:ss]`, `(mm:ss)` or `hh:mm:ss` and nothing else. */
bool sd_clock_alone(struct sd_text line, struct sd_text *clock);
/* Every word begins with a capital, a digit or a letter beyond ASCII, or is a particle of names. */
bool sd_name_like(struct sd_text name);
/* The same of a line that may be nothing but a name: not long, and no mark ends it. */
bool sd_name_alone(struct sd_text line);
/* The names among the labels of a text: those whose words begin as names do, and others that come again. */
struct sd_speakers {
	struct sd_text *names; /* sorted, each once; they borrow from the lines */
	size_t length, room;
	size_t lines; /* that begin with one of them */
	bool again;   /* one came more than once */
};
void sd_speakers_add(struct sd_speakers *speakers, struct sd_text line);
/* After the last line and before the first question. */
void sd_speakers_settle(struct sd_speakers *speakers);
bool sd_speakers_have(const struct sd_speakers *speakers, struct sd_text name);
void sd_speakers_release(struct sd_speakers *speakers);

/* Each reads `content`, which outlives the turns. */
void sd_webvtt_read(struct sd_text content, struct sd_turns *turns);
void sd_srt_read(struct sd_text content, struct sd_turns *turns);
void sd_otter_read(struct sd_text content, struct sd_turns *turns);
void sd_zoom_read(struct sd_text content, struct sd_turns *turns);
void sd_labelled_read(struct sd_text content, struct sd_turns *turns);
/* How sure the beginning of a file is one: as sd_source_kind.recognise. */
int sd_webvtt_recognise(struct sd_text head);
int sd_srt_recognise(struct sd_text head);
int sd_otter_recognise(struct sd_text head);
int sd_zoom_recognise(struct sd_text head);
int sd_labelled_recognise(struct sd_text head);

#endif
