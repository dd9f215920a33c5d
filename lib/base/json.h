/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259): a reader that hands numbers and nested values on as the text they came as, and what a writer
 * needs. */
#ifndef SD_BASE_JSON_H
#define SD_BASE_JSON_H

#include "base/error.h"

enum sd_json_kind {
	SD_JSON_NULL,
	SD_JSON_FALSE,
	SD_JSON_TRUE,
	SD_JSON_NUMBER,
	SD_JSON_STRING,
	SD_JSON_ARRAY,
	SD_JSON_OBJECT
};
enum { SD_JSON_DEPTH = 512 };

struct sd_json_value {
	enum sd_json_kind kind;
	struct sd_text raw; /* as written, blanks around taken off; a string with its quotes */
};

/* Reads one value from the front of `*at` (blanks before it allowed) and moves `*at` behind it. Strict: UTF-8 well
 * formed, no control bytes in strings, no leading zeros, nesting at most SD_JSON_DEPTH; lone surrogates in \u escapes
 * are refused. What stands behind the value, and keys that come twice, are the caller's to judge. -1 with `err` (no
 * file or line in it) and *where (may be NULL) set to the byte at fault, counted from the front of `*at`, which then
 * stays where it was. Not recursive. */
int sd_json_read(struct sd_text *at, struct sd_json_value *value, size_t *where, struct sd_error *err);
/* Walks an object: `*at` stands behind `{` or behind the last member. 1 with key and value, 0 at the closing brace
 * (moved behind it), -1 as above. `key` is cleared, then the decoded key. */
int sd_json_next_member(struct sd_text *at, bool first, struct sd_str *key, struct sd_json_value *value, size_t *where,
			struct sd_error *err);
/* Walks an array in the same way. */
int sd_json_next_item(struct sd_text *at, bool first, struct sd_json_value *value, size_t *where, struct sd_error *err);
/* Adds what a string value (raw, with quotes, already read) says, in UTF-8. */
void sd_json_add_decoded(struct sd_str *str, struct sd_text raw);

/* Adds `text` as a JSON string, quotes included. One U+FFFD stands for each maximal part that is not UTF-8; control
 * characters (C0, DEL, C1) are escaped; `<` is written \u003c where `for_html`. */
void sd_json_add_string(struct sd_str *str, struct sd_text text, bool for_html);
/* Whether `text` is a number by JSON's grammar. */
bool sd_json_is_number(struct sd_text text);

#endif
