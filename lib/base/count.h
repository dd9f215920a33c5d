/* SPDX-License-Identifier: MIT */
/* Integer counts keyed by strings: what is known about a corpus, in a form whose halves add up to the whole. */
#ifndef SD_BASE_COUNT_H
#define SD_BASE_COUNT_H

#include "base/error.h"

/* A table from keys (any bytes, any length) to `width` 64-bit sums, all 0 at first. One thread at a time. */
struct sd_count;
struct sd_count *sd_count_new(size_t width);
void sd_count_free(struct sd_count *count);
/* The sums of `key`, which is entered where it is new. Valid until the next call that may enter a key. */
int64_t *sd_count_at(struct sd_count *count, struct sd_text key);
/* The sums of `key`, or NULL where it was never entered. */
const int64_t *sd_count_find(const struct sd_count *count, struct sd_text key);
/* Adds all of `from` (of the same width) to `into`. Sums that leave 64 bits stop at the bound and are told by -1. */
int sd_count_add(struct sd_count *into, const struct sd_count *from, struct sd_error *err);
size_t sd_count_length(const struct sd_count *count);
size_t sd_count_width(const struct sd_count *count);

struct sd_count_entry {
	struct sd_text key;
	const int64_t *sums;
};
/* All entries in byte order of their keys, sd_count_length() of them. Yours: free() the array; keys and sums belong to
 * the table and stand until it is changed. */
struct sd_count_entry *sd_count_sorted(const struct sd_count *count);

/* Keys of several parts: joined by TAB, with `\`, TAB, LF and CR inside a part escaped as TSV does, so that no two
 * lists of parts give the same key. An absent part (data NULL) is `\N`. */
void sd_key_add(struct sd_str *key, struct sd_text part);
/* Takes the next part off the front of `rest` and unescapes it into `part` (cleared first). Sets *absent. False where
 * nothing is left (rest->data NULL). */
bool sd_key_next(struct sd_text *rest, struct sd_str *part, bool *absent);

/* Partials: named tables of counts in one sorted TSV file, which `saydo merge` adds up and the filter that wrote them
 * finishes.
 *
 *   #saydo-partial⇥<version>⇥<filter>⇥<options>           options as the filter spells them, hashes included
 *   <table>⇥<key parts…>⇥<sums…>                          rows sorted in byte order, table by table
 *   #end⇥<rows>⇥<BLAKE2b-128 of all before>
 *
 * The number of a table's sums stands in the header line as further fields, `table=width`. */
struct sd_partial;
struct sd_partial *sd_partial_new(const char *filter, struct sd_text options);
void sd_partial_free(struct sd_partial *partial);
/* The table called `name` (letters and `-`), made with `width` where it is new. NULL where its width differs. */
struct sd_count *sd_partial_table(struct sd_partial *partial, const char *name, size_t width);
const char *sd_partial_filter(const struct sd_partial *partial);
struct sd_text sd_partial_options(const struct sd_partial *partial);
void sd_partial_write(const struct sd_partial *partial, struct sd_str *out);
/* Adds a written partial to `into`, or makes a new one where `*into` is NULL. Fails where the content is torn, not a
 * partial, of another version, filter or options; `name` is for messages, which say the line. */
int sd_partial_read(struct sd_partial **into, const char *name, struct sd_text content, struct sd_error *err);

#endif
