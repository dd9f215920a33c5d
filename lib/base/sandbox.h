/* SPDX-License-Identifier: MIT */
/* Locks the process in once its files are open: no new privileges, Landlock (no path can be opened; files can only be
 * linked and renamed in the folders given), seccomp (no sockets, no exec, no new process, no tracing, no opening). Each
 * layer that the kernel lacks is left out. For the life of the process, threads started later included.
 *
 * What goes on working: reading and writing what is open, memory, threads, time, random numbers, sd_output_commit and
 * sd_output_abandon (base/io.h). What does not fails with EPERM (seccomp) or EACCES (Landlock), and the process lives
 * on; a system call of another processor mode (32 bits) kills it.
 *
 * Sources: landlock(7), Documentation/userspace-api/landlock.rst and seccomp_filter.rst of Linux. */
#ifndef SD_BASE_SANDBOX_H
#define SD_BASE_SANDBOX_H

#include "base/error.h"

/* Descriptors, O_PATH or open for reading, of folders; a -1 is passed over, so that sd_output.directory can be handed
 * over as it is. */
struct sd_sandbox {
	const int *folders; /* where outputs are linked and renamed */
	size_t length;
	const int *trees; /* in which files may be made, written and read back (DIR options) */
	size_t trees_length;
};

enum { SD_SANDBOX_LANDLOCK = 1, SD_SANDBOX_SECCOMP = 2 };
/* The layers that hold now, as bits; -1 only where a layer that the kernel has could not be put up. Call it before
 * threads start: seccomp reaches those that run already, Landlock does not. Seccomp is known for x86_64 and aarch64.
 * Built with a sanitizer (they open /proc and start processes) or with SD_NO_SANDBOX, it does nothing and returns 0. */
int sd_sandbox_enter(const struct sd_sandbox *sandbox, struct sd_error *err);

#endif
