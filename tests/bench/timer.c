/* SPDX-License-Identifier: MIT */
/* `timer FILE COMMAND [ARGUMENT]...` runs the command and writes one line to FILE: nanoseconds by the clock,
 * nanoseconds of processor time, the largest resident set in KiB, and the status as a shell gives it (128 + the signal
 * that ended it). Its own status is the command's. */
#include <errno.h>
#include <inttypes.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t nanoseconds(struct timeval time)
{
	return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

int main(int count, char **arguments)
{
	if (count < 3) {
		fprintf(stderr, "usage: timer FILE COMMAND [ARGUMENT]...\n");
		return 2;
	}
	FILE *file = fopen(arguments[1], "we");
	struct timespec begin, end;
	if (!file || clock_gettime(CLOCK_MONOTONIC, &begin)) {
		perror(arguments[1]);
		return 2;
	}
	pid_t child = fork();
	if (child == 0) {
		execvp(arguments[2], arguments + 2);
		perror(arguments[2]);
		_exit(127);
	}
	int status = 0;
	struct rusage usage;
	pid_t ended;
	do
		ended = child < 0 ? -1 : wait4(child, &status, 0, &usage);
	while (ended < 0 && errno == EINTR);
	if (ended < 0 || clock_gettime(CLOCK_MONOTONIC, &end)) {
		perror("timer");
		return 2;
	}
	int result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	int64_t wall = (int64_t)(end.tv_sec - begin.tv_sec) * 1000000000 + (end.tv_nsec - begin.tv_nsec);
	int64_t busy = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
	if (fprintf(file, "%" PRId64 " %" PRId64 " %ld %d\n", wall, busy, usage.ru_maxrss, result) < 0 || fclose(file))
		return 2;
	return result;
}
