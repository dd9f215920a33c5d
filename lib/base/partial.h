/* SPDX-License-Identifier: MIT */
/* Partials: named tables of counts in one sorted TSV file, which `saydo merge` adds up and the filter that wrote them
 * finishes.
 *
 *   #saydo-partial⇥<version>⇥<filter>⇥<options>⇥<table=width>…   options as the filter spells them, hashes included
 *   <table>⇥<key parts…>⇥<sums…>                                  by table, then by key, in byte order
 *   #end⇥<rows>⇥<BLAKE2b-128 of all before>
 *
 * The version is saydo's: partials of two versions are never added up, for what is counted may have changed between.
 * `width` is the number of a table's sums, so that keys may have any number of parts. Filter and options are escaped
 * as the parts of a key are. */
#ifndef SD_BASE_PARTIAL_H
#define SD_BASE_PARTIAL_H

#include "base/count.h"

struct sd_partial;
struct sd_partial *sd_partial_new(const char *filter, struct sd_text options);
void sd_partial_free(struct sd_partial *partial);
/* The table called `name` (ASCII letters and `-`), made with `width` where it is new. NULL where its width differs or
 * the name is none. Its keys must be made by sd_key_add(). Belongs to the partial and stands until that is freed. */
struct sd_count *sd_partial_table(struct sd_partial *partial, const char *name, size_t width);
const char *sd_partial_filter(const struct sd_partial *partial);
struct sd_text sd_partial_options(const struct sd_partial *partial);
/* Adds the file's bytes. */
void sd_partial_write(const struct sd_partial *partial, struct sd_str *out);
/* Adds a written partial to `*into`, or makes a new one where `*into` is NULL. Fails where the content is torn,
 * changed, not a partial, of another version, filter or options (`*into` is then as before), or where a sum would leave
 * 64 bits. `name` is for messages, which say the line. */
int sd_partial_read(struct sd_partial **into, const char *name, struct sd_text content, struct sd_error *err);

#endif
