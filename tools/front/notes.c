/* SPDX-License-Identifier: MIT */
#include "notes.h"

#include <unistd.h>

/* Standard error is all that is left to tell of a failure to write to it. */
void front_tell(struct sd_text bytes)
{
	while (bytes.length) {
		ssize_t written = write(STDERR_FILENO, bytes.data, bytes.length);
		if (written <= 0)
			return;
		bytes.data += written;
		bytes.length -= (size_t)written;
	}
}

void front_tell_error(const struct tool *tool, const struct sd_error *err)
{
	struct sd_str line = SD_STR_INIT;
	sd_str_addf(&line, "saydo %s: ", tool->name);
	sd_str_add_printable(&line, sd_str_text(&err->message), SIZE_MAX);
	sd_str_addc(&line, '\n');
	front_tell(sd_str_text(&line));
	sd_str_release(&line);
}

void front_note(struct front *front, const char *format, ...)
{
	struct sd_str line = SD_STR_INIT;
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&line, format, arguments);
	va_end(arguments);
	sd_str_addf(&front->notes, "saydo %s: ", front->tool->name);
	sd_str_add_printable(&front->notes, sd_str_text(&line), SIZE_MAX);
	sd_str_addc(&front->notes, '\n');
	sd_str_release(&line);
}

void front_note_lines(struct front *front, struct sd_text lines)
{
	while (lines.length) {
		const char *end = memchr(lines.data, '\n', lines.length);
		size_t length = end ? (size_t)(end - lines.data) : lines.length;
		front_note(front, "%.*s", (int)length, lines.data);
		lines.data += length + (end ? 1 : 0);
		lines.length -= length + (end ? 1 : 0);
	}
}

static void note_counts(struct front *front, const char *name, const struct sd_pass_counts *counts)
{
	if (front->quiet)
		return;
	front_note(front, "%s%s%llu row%s in, %llu set aside%s%s", name ? name : "", name ? ": " : "",
		   (unsigned long long)counts->rows, counts->rows == 1 ? "" : "s", (unsigned long long)counts->rejected,
		   counts->rejected ? " in " : "", counts->rejected ? front->reject.name : "");
	if (counts->repaired)
		front_note(front, "%s%s%llu ill-formed piece%s of UTF-8 became U+FFFD", name ? name : "",
			   name ? ": " : "", (unsigned long long)counts->repaired, counts->repaired == 1 ? "" : "s");
}

void front_note_counts(struct front *front)
{
	if (front->passes)
		note_counts(front, NULL, &front->counts);
	for (size_t i = 0; i < front->sources_length; i++)
		note_counts(front, front->sources[i].name, &front->sources[i].counts);
}

bool front_any_rejected(const struct front *front)
{
	uint64_t rejected = front->counts.rejected;
	for (size_t i = 0; i < front->sources_length; i++)
		rejected += front->sources[i].counts.rejected;
	return rejected > 0;
}

void front_show_progress(void *context, struct sd_text line)
{
	struct sd_str text = SD_STR_INIT;
	(void)context;
	sd_str_adds(&text, "\r\033[K");
	sd_str_add_text(&text, line);
	front_tell(sd_str_text(&text));
	sd_str_release(&text);
}
