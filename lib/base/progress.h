/* SPDX-License-Identifier: MIT */
/* Progress: bytes, rate and time left. The text is the caller's to show. */
#ifndef SD_BASE_PROGRESS_H
#define SD_BASE_PROGRESS_H

#include "base/str.h"

struct sd_progress {
	uint64_t total, done;			       /* bytes; total 0 where it cannot be known */
	double began, shown;			       /* seconds of the monotonic clock */
	void (*show)(void *context, struct sd_text line); /* called at most five times a second; empty: wipe */
	void *context;
};

void sd_progress_begin(struct sd_progress *progress, uint64_t total, void (*show)(void *, struct sd_text), void *context);
/* NULL is allowed, and does nothing. */
void sd_progress_add(struct sd_progress *progress, uint64_t bytes);
void sd_progress_end(struct sd_progress *progress);

#endif
