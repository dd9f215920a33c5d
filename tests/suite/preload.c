/* SPDX-License-Identifier: MIT */
/* For LD_PRELOAD: shows from within a running filter whether it is locked in. Stands before libcsv's csv_init, which a
 * filter calls once its files are open, tries on the first call what a locked-in process must not be able to do, and
 * writes one line to descriptor 2:
 *
 *	preload: open REFUSED socket REFUSED exec REFUSED          or ALLOWED for each
 *
 * Then it calls the real csv_init, and the filter goes on. Nothing is changed by it: what it opens it closes, and it
 * starts no program. */
#include <csv.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *told(bool allowed)
{
	return allowed ? "ALLOWED" : "REFUSED";
}

static bool can_open(void)
{
	int fd = openat(AT_FDCWD, "/etc/passwd", O_RDONLY | O_CLOEXEC);
	return fd >= 0 && !close(fd);
}

static bool can_connect(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return fd >= 0 && !close(fd);
}

/* A locked-in process has no child to try it in, and here the filter itself would be replaced. So the arguments are
 * given at an address that holds none: EFAULT comes from a kernel that would have started the program. */
static bool can_exec(void)
{
	char *const *nowhere = (char *const *)1;
	return syscall(SYS_execve, "/bin/true", nowhere, nowhere) < 0 && errno == EFAULT;
}

int csv_init(struct csv_parser *parser, unsigned char options)
{
	static atomic_flag called = ATOMIC_FLAG_INIT;
	if (!atomic_flag_test_and_set(&called)) {
		const char *opening = told(can_open()), *connecting = told(can_connect()), *starting = told(can_exec());
		dprintf(STDERR_FILENO, "preload: open %s socket %s exec %s\n", opening, connecting, starting);
	}
	/* The cast by way of a pointer is how POSIX has dlsym give a function. */
	int (*real)(struct csv_parser *, unsigned char) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "csv_init");
	return real ? real(parser, options) : -1;
}
