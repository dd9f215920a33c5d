/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <endian.h>
#include <sodium.h>
#include <unistd.h>

#include "base/mem.h"

enum { CONTENT_BYTES = (SD_HASH_HEX - 1) / 2 };

/* The one state of the process that this library keeps: without it, each table would carry its key. */
static unsigned char table_key[crypto_shorthash_siphash24_KEYBYTES];
static bool ready;

int sd_hash_init(void)
{
	/* A second key would lose what the tables already hold. */
	if (ready)
		return 0;
	/* libsodium would abort where there are no random numbers, so ask the system first. */
	if (getentropy(table_key, sizeof table_key) || sodium_init() < 0)
		return -1;
	ready = true;
	return 0;
}

static uint64_t siphash(const char *data, size_t length, const unsigned char *key)
{
	unsigned char out[crypto_shorthash_siphash24_BYTES];
	crypto_shorthash_siphash24(out, (const unsigned char *)data, length, key);
	uint64_t value;
	memcpy(&value, out, sizeof value);
	return le64toh(value);
}

uint64_t sd_hash_table(const char *data, size_t length)
{
	return siphash(data, length, table_key);
}

uint64_t sd_hash_sample(const char *data, size_t length, uint64_t draw)
{
	/* The draw is the key's second half: a keyed hash under two keys is two independent functions. */
	unsigned char key[crypto_shorthash_siphash24_KEYBYTES] = {'s', 'a', 'y', 'd', 'o', ' ', 'd', 'r'};
	for (size_t i = 0; i < 8; i++)
		key[8 + i] = (unsigned char)(draw >> 8 * i);
	return siphash(data, length, key);
}

/* libsodium's state wants 64-byte alignment, more than malloc promises. */
struct sd_hash_stream {
	unsigned char room[sizeof(crypto_generichash_blake2b_state) + _Alignof(crypto_generichash_blake2b_state)];
};

static crypto_generichash_blake2b_state *state_of(struct sd_hash_stream *stream)
{
	const uintptr_t unit = _Alignof(crypto_generichash_blake2b_state);
	uintptr_t at = (uintptr_t)stream->room;
	return (void *)(stream->room + (unit - at % unit) % unit);
}

struct sd_hash_stream *sd_hash_stream_new(void)
{
	struct sd_hash_stream *stream = sd_alloc(1, sizeof *stream);
	crypto_generichash_blake2b_init(state_of(stream), NULL, 0, CONTENT_BYTES);
	return stream;
}

void sd_hash_stream_add(struct sd_hash_stream *stream, const char *data, size_t length)
{
	if (length)
		crypto_generichash_blake2b_update(state_of(stream), (const unsigned char *)data, length);
}

void sd_hash_stream_finish(struct sd_hash_stream *stream, char hex[SD_HASH_HEX])
{
	unsigned char out[CONTENT_BYTES];
	crypto_generichash_blake2b_final(state_of(stream), out, sizeof out);
	sodium_bin2hex(hex, SD_HASH_HEX, out, sizeof out);
	free(stream);
}

void sd_hash_content(const char *data, size_t length, char hex[SD_HASH_HEX])
{
	struct sd_hash_stream *stream = sd_hash_stream_new();
	sd_hash_stream_add(stream, data, length);
	sd_hash_stream_finish(stream, hex);
}
