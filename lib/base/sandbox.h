/* SPDX-License-Identifier: MIT */
/* Locks the process in once its files are open: no new privileges, Landlock (no path can be opened; files can only be
 * linked and renamed in the folders given), seccomp (no sockets, no exec, no tracing, no opening). Each layer that the
 * kernel lacks is left out. For the life of the process, threads started later included. */
#ifndef SD_BASE_SANDBOX_H
#define SD_BASE_SANDBOX_H

#include "base/error.h"

struct sd_sandbox {
	const int *folders; /* descriptors of folders where outputs are linked and renamed */
	size_t length;
	const int *trees; /* descriptors of folders in which files may be made and written (DIR options) */
	size_t trees_length;
};

enum { SD_SANDBOX_LANDLOCK = 1, SD_SANDBOX_SECCOMP = 2 };
/* The layers that hold now, as bits; -1 only where a layer that the kernel has could not be put up. */
int sd_sandbox_enter(const struct sd_sandbox *sandbox, struct sd_error *err);

#endif
