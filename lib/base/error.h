/* SPDX-License-Identifier: MIT */
/* Errors as values. A call that can fail takes a `struct sd_error *` last and returns -1 or NULL when it failed. */
#ifndef SD_BASE_ERROR_H
#define SD_BASE_ERROR_H

#include "base/str.h"

/* What went wrong, in one line: file, line, column and remedy where they are known; never an answer's text. */
struct sd_error {
	struct sd_str message;
};
#define SD_ERROR_INIT {SD_STR_INIT}

/* Sets the message and returns -1, so that `return sd_fail(err, …)` reads as what it does. The first message set
 * is the one that stays. `err` may be NULL. */
int sd_fail(struct sd_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, with ": " and the system's words for `number` (an errno value) behind. */
int sd_fail_errno(struct sd_error *err, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Puts "FILE: " before the message, where something failed; `status` as it came. */
int sd_fail_in(struct sd_error *err, const char *file, int status);
bool sd_error_is_set(const struct sd_error *err);
void sd_error_clear(struct sd_error *err);
void sd_error_release(struct sd_error *err);

#endif
