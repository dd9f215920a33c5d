/* SPDX-License-Identifier: MIT */
/* Byte strings: `struct sd_text`, a borrowed run of bytes, and `struct sd_str`, one that grows. Both may hold NUL. */
#ifndef SD_BASE_STR_H
#define SD_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `length` bytes at `data`, not owned, not NUL-terminated. `data` may be NULL only where `length` is 0. */
struct sd_text {
	const char *data;
	size_t length;
};
#define SD_TEXT(literal) ((struct sd_text){(literal), sizeof(literal) - 1})

struct sd_text sd_text_of(const char *nul_terminated);
bool sd_text_equal(struct sd_text a, struct sd_text b);
bool sd_text_equals(struct sd_text a, const char *nul_terminated);
/* Byte order, a prefix first: below, 0 or above 0, as memcmp. */
int sd_text_compare(struct sd_text a, struct sd_text b);
/* Without ASCII blanks (space, TAB, LF, VT, FF, CR) at either end. */
struct sd_text sd_text_trim(struct sd_text text);
/* A copy that lasts as long as the arena, with a NUL behind it; never of NULL data. */
struct sd_arena;
struct sd_text sd_text_keep(struct sd_arena *arena, struct sd_text text);

/* A growing string; a NUL always stands behind its `length` bytes once anything was added. */
struct sd_str {
	char *data;
	size_t length, room;
};
#define SD_STR_INIT {0}

void sd_str_reserve(struct sd_str *str, size_t more);
void sd_str_add(struct sd_str *str, const char *data, size_t length);
void sd_str_add_text(struct sd_str *str, struct sd_text text);
void sd_str_adds(struct sd_str *str, const char *nul_terminated);
void sd_str_addc(struct sd_str *str, char byte);
void sd_str_addf(struct sd_str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sd_str_vaddf(struct sd_str *str, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
/* Adds an integer in decimal. */
void sd_str_add_int(struct sd_str *str, int64_t value);
/* Adds foreign text so that a terminal shows it and obeys none of it: C0, DEL, C1, bidirectional controls and bytes
 * that are not UTF-8 become \xNN or \u{N}. At most `limit` bytes of `text` are shown, then an ellipsis. */
void sd_str_add_printable(struct sd_str *str, struct sd_text text, size_t limit);
struct sd_text sd_str_text(const struct sd_str *str);
void sd_str_clear(struct sd_str *str);
void sd_str_release(struct sd_str *str);
/* Hands the NUL-terminated bytes over (free() them) and empties the string. Never NULL. */
char *sd_str_take(struct sd_str *str);

#endif
