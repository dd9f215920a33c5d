/* SPDX-License-Identifier: MIT */
/* UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode 15, table 3-7). */
#ifndef SD_BASE_UTF8_H
#define SD_BASE_UTF8_H

#include "base/str.h"

/* The number of leading bytes that are well-formed UTF-8; `length` when all are. */
size_t sd_utf8_valid_prefix(const char *data, size_t length);
/* Reads the code point at `data` (at least 1 byte): sets *code and returns its bytes, or returns 0 where the bytes
 * are not well-formed. */
size_t sd_utf8_decode(const char *data, size_t length, uint32_t *code);
/* The bytes of the maximal subpart of an ill-formed sequence at `data`, 1 to 3 (Unicode 15, section 3.9, D93b). */
size_t sd_utf8_bad_length(const char *data, size_t length);
/* Writes `code` (a scalar value) into `out` and returns its bytes, 1 to 4. */
size_t sd_utf8_encode(uint32_t code, char out[4]);
/* Adds `text` with one U+FFFD for each maximal ill-formed subpart; returns how many there were. */
size_t sd_utf8_add_repaired(struct sd_str *str, struct sd_text text);

#endif
