/* SPDX-License-Identifier: MIT */
/* Three hashes that must not be mixed up: one for tables (keyed at random, never seen in an output), one for samples
 * (fixed key, the same for ever) and one for naming content. */
#ifndef SD_BASE_HASH_H
#define SD_BASE_HASH_H

#include "base/str.h"

/* Readies libsodium and draws the table key. Call once, before threads start and before the process is locked in.
 * Returns -1 where the system has no random numbers to give. */
int sd_hash_init(void);

/* For hash tables: SipHash-2-4 with a full 128-bit random key a process, so that no input can be made to collide. Its
 * value must never reach an output. */
uint64_t sd_hash_table(const char *data, size_t length);

/* For samples and resampling: SipHash-2-4 with a fixed public key; `draw` gives independent values for the same text.
 * The same on every machine. */
uint64_t sd_hash_sample(const char *data, size_t length, uint64_t draw);
/* The values of `count` draws from `first` on: quicker than one by one where many texts are drawn. */
void sd_hash_samples(const char *data, size_t length, uint64_t first, size_t count, uint64_t *values);

/* BLAKE2b-128 of content, for naming a lexicon or a codebook: 32 lower-case hexadecimal digits and a NUL. */
enum { SD_HASH_HEX = 33 };
void sd_hash_content(const char *data, size_t length, char hex[SD_HASH_HEX]);

/* The same, piece by piece. */
struct sd_hash_stream;
struct sd_hash_stream *sd_hash_stream_new(void);
void sd_hash_stream_add(struct sd_hash_stream *stream, const char *data, size_t length);
/* Frees the stream. */
void sd_hash_stream_finish(struct sd_hash_stream *stream, char hex[SD_HASH_HEX]);

#endif
