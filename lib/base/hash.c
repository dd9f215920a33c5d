/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <endian.h>
#include <sodium.h>
#include <unistd.h>

#include "base/mem.h"

enum { CONTENT_BYTES = (SD_HASH_HEX - 1) / 2 };

/* The one state of the process that this library keeps: without it, each table would carry its key. */
static uint64_t table_key[2];
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

/* SipHash-2-4 (Aumasson and Bernstein 2012), written out here, where it is called: most of what is
 * hashed is a few bytes long. */
struct lanes {
	uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotated(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

static inline void mix(struct lanes *v)
{
	v->v0 += v->v1;
	v->v2 += v->v3;
	v->v1 = rotated(v->v1, 13) ^ v->v0;
	v->v3 = rotated(v->v3, 16) ^ v->v2;
	v->v0 = rotated(v->v0, 32) + v->v3;
	v->v2 += v->v1;
	v->v3 = rotated(v->v3, 21) ^ v->v0;
	v->v1 = rotated(v->v1, 17) ^ v->v2;
	v->v2 = rotated(v->v2, 32);
}

static inline void take(struct lanes *v, uint64_t word)
{
	v->v3 ^= word;
	mix(v);
	mix(v);
	v->v0 ^= word;
}

/* The last bytes, 1 to 7 of them, by loads that may overlap. */
static inline uint64_t last_bytes(const char *data, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	uint32_t low, high;
	if (length < 4)
		return bytes[0] | (uint64_t)bytes[length / 2] << 8 * (length / 2) |
		       (uint64_t)bytes[length - 1] << 8 * (length - 1);
	memcpy(&low, data, sizeof low);
	memcpy(&high, data + length - sizeof high, sizeof high);
	return le32toh(low) | (uint64_t)le32toh(high) << 8 * (length - sizeof high);
}

static inline uint64_t siphash(const char *data, size_t length, uint64_t first_key, uint64_t second_key)
{
	struct lanes v = {first_key ^ 0x736f6d6570736575, second_key ^ 0x646f72616e646f6d,
			  first_key ^ 0x6c7967656e657261, second_key ^ 0x7465646279746573};
	size_t rest = length % 8;
	for (size_t i = 0; i + 8 <= length; i += 8) {
		uint64_t word;
		memcpy(&word, data + i, sizeof word);
		take(&v, le64toh(word));
	}
	take(&v, (rest ? last_bytes(data + length - rest, rest) : 0) | (uint64_t)length << 56);
	v.v2 ^= 0xff;
	for (int i = 0; i < 4; i++)
		mix(&v);
	return v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
}

uint64_t sd_hash_table(const char *data, size_t length)
{
	return siphash(data, length, table_key[0], table_key[1]);
}

/* The draw is the key's second half: a keyed hash under two keys is two independent functions. The first, as bytes:
 * "saydo dr". */
static const uint64_t sample_key = 0x7264206f64796173;

uint64_t sd_hash_sample(const char *data, size_t length, uint64_t draw)
{
	return siphash(data, length, sample_key, draw);
}

void sd_hash_samples(const char *data, size_t length, uint64_t first, size_t count, uint64_t *values)
{
	for (size_t i = 0; i < count; i++)
		values[i] = siphash(data, length, sample_key, first + i);
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
