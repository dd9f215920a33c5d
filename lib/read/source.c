/* SPDX-License-Identifier: MIT */
#include "read/source.h"

#include <errno.h>
#include <unistd.h>

const char *const sd_question_kind_names[SD_QUESTION_KINDS] = {"", "open", "choice", "scale", "number", "date", "id"};

const struct sd_source_kind *const sd_source_kinds[] = {
	&sd_source_text,
	&sd_source_xlsx,
	&sd_source_xls,
	&sd_source_sav,
	&sd_source_por,
	&sd_source_triple_s,
	&sd_source_webvtt,
	&sd_source_srt,
	&sd_source_otter,
	&sd_source_zoom,
	&sd_source_labelled,
	NULL,
};

int64_t sd_file_read(const struct sd_file *file, uint64_t at, char *buffer, size_t room, struct sd_error *err)
{
	if (at >= file->size)
		return 0;
	if (room > file->size - at)
		room = (size_t)(file->size - at);
	for (;;) {
		ssize_t got = pread(file->fd, buffer, room, (off_t)(file->start + at));
		if (got >= 0)
			return got;
		if (errno != EINTR)
			return sd_fail_errno(err, errno, "%s", file->name);
	}
}

int sd_source_head_read(struct sd_source_head *head, const struct sd_file *files, size_t length, struct sd_str *buffer,
			struct sd_error *err)
{
	sd_str_clear(buffer);
	sd_str_reserve(buffer, SD_SOURCE_HEAD);
	while (buffer->length < SD_SOURCE_HEAD) {
		int64_t got = sd_file_read(files, buffer->length, buffer->data + buffer->length,
					   SD_SOURCE_HEAD - buffer->length, err);
		if (got < 0)
			return -1;
		if (!got)
			break;
		buffer->length += (size_t)got;
	}
	*head = (struct sd_source_head){files, length, sd_str_text(buffer), buffer->length == files->size, files->name};
	return 0;
}

const struct sd_source_kind *sd_source_recognise(const struct sd_source_head *head, struct sd_str *why)
{
	const struct sd_source_kind *best = &sd_source_text;
	struct sd_str reason = SD_STR_INIT;
	int sure = 0;
	for (size_t i = 0; sd_source_kinds[i]; i++) {
		sd_str_clear(&reason);
		int found = sd_source_kinds[i]->recognise(head, &reason);
		if (found <= sure)
			continue;
		sure = found;
		best = sd_source_kinds[i];
		if (!why)
			continue;
		sd_str_clear(why);
		sd_str_add_text(why, sd_str_text(&reason));
	}
	sd_str_release(&reason);
	return best;
}

const struct sd_source_kind *sd_source_kind_named(const char *name)
{
	for (size_t i = 0; sd_source_kinds[i]; i++)
		if (!strcmp(sd_source_kinds[i]->name, name))
			return sd_source_kinds[i];
	return NULL;
}

void sd_source_free(struct sd_source *source)
{
	if (source)
		source->free(source);
}
