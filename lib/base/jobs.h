/* SPDX-License-Identifier: MIT */
/* An ordered parallel map over batches: one thread makes and consumes batches in order, `jobs` threads work on them. */
#ifndef SD_BASE_JOBS_H
#define SD_BASE_JOBS_H

#include "base/error.h"

/* What a batch comes to must not depend on its worker or on other batches: then the output is the same at any number of
 * jobs. */
struct sd_jobs {
	void *context;
	void *(*batch_new)(void *context);
	void (*batch_free)(void *batch);
	/* Fills a batch, a new one or one that was consumed before: 1, 0 where nothing is left, -1. Caller's thread, in
	 * order. */
	int (*produce)(void *context, void *batch, struct sd_error *err);
	/* Works on a batch with the state of one worker, 0 to jobs−1. What goes wrong is the batch's to remember. */
	void (*work)(void *context, unsigned worker, void *batch);
	/* Takes a finished batch. Caller's thread, in the order produced. 0, or -1 to stop. */
	int (*consume)(void *context, void *batch, struct sd_error *err);
};

/* Runs to the end, or to the first -1 of produce or consume, which it returns. When it returns, no thread of its own is
 * left and every batch is freed. After a -1 of produce the batches made before are still consumed, so that what comes
 * out ahead of a fault does not depend on `count` either. With one job (0 counts as 1), and where the system grants no
 * thread, everything happens on the caller's thread. At most 2·count + 2 batches exist. The threads take no signals. */
int sd_jobs_run(const struct sd_jobs *jobs, unsigned count, struct sd_error *err);
/* The processors this process may use, at least 1. */
unsigned sd_jobs_available(void);

#endif
