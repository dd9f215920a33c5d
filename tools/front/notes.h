/* SPDX-License-Identifier: MIT */
/* What a run says on standard error, and what it counted. */
#ifndef SD_FRONT_NOTES_H
#define SD_FRONT_NOTES_H

#include "front.h"

/* Writes the bytes; a failure to do so has nowhere left to be told. */
void front_tell(struct sd_text bytes);
void front_tell_error(const struct tool *tool, const struct sd_error *err);
/* Notes how many rows each input had, and how many were set aside; nothing under --quiet. */
void front_note_counts(struct front *front);
bool front_any_rejected(const struct front *front);
/* Shows a line of progress in place of the last one; for sd_progress_begin(). */
void front_show_progress(void *context, struct sd_text line);

#endif
