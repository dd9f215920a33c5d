/* SPDX-License-Identifier: MIT */
/* Progress: bytes, rate and time left. The text is the caller's to show. No clock reaches an output by it: it tells how
 * far a run is, not what it found. */
#ifndef SD_BASE_PROGRESS_H
#define SD_BASE_PROGRESS_H

#include "base/str.h"

struct sd_progress {
	uint64_t total, done;			       /* bytes; total 0 where it cannot be known */
	double began, shown;			       /* seconds of the monotonic clock */
	void (*show)(void *context, struct sd_text line); /* called at most five times a second; empty: wipe */
	void *context;
};

/* Starts counting; nothing is shown in the first fifth of a second. One thread at a time. */
void sd_progress_begin(struct sd_progress *progress, uint64_t total, void (*show)(void *, struct sd_text),
		       void *context);
/* NULL is allowed, and does nothing. */
void sd_progress_add(struct sd_progress *progress, uint64_t bytes);
/* Wipes what was shown, if anything was. NULL is allowed. */
void sd_progress_end(struct sd_progress *progress);

/* Adds one line, without its end: "12.0 MB of 48.0 MB (25 %), 4.0 MB/s, 0:09 left"; without a total, "12.0 MB, 4.0
 * MB/s". MB are 1,000,000 bytes; times are M:SS or H:MM:SS; rate and time stay out until they can be told. */
void sd_progress_describe(struct sd_str *line, uint64_t done, uint64_t total, double seconds);

#endif
