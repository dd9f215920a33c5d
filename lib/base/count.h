/* SPDX-License-Identifier: MIT */
/* Integer counts keyed by strings: what is known about a corpus, in a form whose halves add up to the whole. */
#ifndef SD_BASE_COUNT_H
#define SD_BASE_COUNT_H

#include "base/error.h"

/* A table from keys (any bytes, any length) to `width` 64-bit sums, all 0 at first; with width 0, a set. One thread
 * at a time. Call sd_hash_init() before the first table is made, lest its keys could be made to collide. */
struct sd_count;
struct sd_count *sd_count_new(size_t width);
void sd_count_free(struct sd_count *count);
/* The sums of `key`, which is entered where it is new. Valid until the next call that may enter a key. */
int64_t *sd_count_at(struct sd_count *count, struct sd_text key);
/* The sums of `key`, or NULL where it was never entered. */
const int64_t *sd_count_find(const struct sd_count *count, struct sd_text key);
/* Adds all of `from` to `into`. -1 where the widths differ (nothing is added), or where a sum would leave 64 bits: it
 * stops at the bound, and the rest is added all the same. */
int sd_count_add(struct sd_count *into, const struct sd_count *from, struct sd_error *err);
/* The same, and leaves `from` empty where `into` was: it is then handed over, not copied. */
int sd_count_give(struct sd_count *into, struct sd_count *from, struct sd_error *err);
size_t sd_count_length(const struct sd_count *count);
size_t sd_count_width(const struct sd_count *count);

struct sd_count_entry {
	struct sd_text key;
	const int64_t *sums;
};
/* All entries in byte order of their keys, sd_count_length() of them. Yours: free() the array; keys and sums belong to
 * the table and stand until it is changed. */
struct sd_count_entry *sd_count_sorted(const struct sd_count *count);
/* The same of a table that is done with: what finds keys is freed on the way, a third of its memory, and the table can
 * only be freed then. Its length stays. */
struct sd_count_entry *sd_count_used_up(struct sd_count *count);

/* Keys of several parts: joined by TAB, with `\`, TAB, LF and CR inside a part escaped as TSV does, so that no two
 * lists of parts give the same key. An absent part (data NULL) is `\N`, an empty one `\E`; no parts at all are an
 * empty key. */
void sd_key_add(struct sd_str *key, struct sd_text part);
/* Takes the next part off the front of `rest` and unescapes it into `part` (cleared first). Sets *absent (may be NULL).
 * False where nothing is left (rest->data then NULL). */
bool sd_key_next(struct sd_text *rest, struct sd_str *part, bool *absent);

#include "base/partial.h"

#endif
