/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"

/* Expected digests from coreutils, `printf … | b2sum -l 128`, another implementation than ours. */
static void content_by_another_implementation(void **state)
{
	(void)state;
	char hex[SD_HASH_HEX];
	sd_hash_content("", 0, hex);
	assert_string_equal(hex, "cae66941d9efbd404e4d88758ea67670");
	sd_hash_content(NULL, 0, hex);
	assert_string_equal(hex, "cae66941d9efbd404e4d88758ea67670");
	sd_hash_content("abc", 3, hex);
	assert_string_equal(hex, "cf4ab791c62b8d2b2109c90275287816");
}

static void content_piece_by_piece(void **state)
{
	(void)state;
	char text[1000], whole[SD_HASH_HEX], pieces[SD_HASH_HEX];
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i * 7 + i / 256);
	sd_hash_content(text, sizeof text, whole);
	for (size_t size = 1; size < sizeof text; size += 37) {
		struct sd_hash_stream *stream = sd_hash_stream_new();
		for (size_t i = 0; i < sizeof text; i += size)
			sd_hash_stream_add(stream, text + i, sizeof text - i < size ? sizeof text - i : size);
		sd_hash_stream_add(stream, NULL, 0);
		sd_hash_stream_finish(stream, pieces);
		assert_string_equal(whole, pieces);
	}
	sd_hash_content(text, sizeof text - 1, pieces);
	assert_string_not_equal(whole, pieces);
}

/* SipHash-2-4 as its authors' reference code has it, written out here so that samples never change by a library. */
static uint64_t rotate(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static uint64_t siphash_2_4(const unsigned char *data, size_t length, uint64_t k0, uint64_t k1)
{
	uint64_t v[4] = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
			 k1 ^ 0x7465646279746573u};
	for (size_t block = 0; block <= length / 8; block++) {
		uint64_t m = block == length / 8 ? (uint64_t)(length & 255) << 56 : 0;
		for (size_t i = block * 8; i < length && i < block * 8 + 8; i++)
			m |= (uint64_t)data[i] << (i % 8 * 8);
		v[3] ^= m;
		sip_round(v);
		sip_round(v);
		v[0] ^= m;
	}
	v[2] ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Aumasson and Bernstein 2012, appendix A: key 00…0f, data 00…0e. */
static void our_siphash_is_the_published_one(void **state)
{
	(void)state;
	unsigned char data[15];
	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (unsigned char)i;
	assert_true(siphash_2_4(data, sizeof data, 0x0706050403020100u, 0x0f0e0d0c0b0a0908u) == 0xa129ca6149be45e5u);
}

static void samples_are_the_same_for_ever(void **state)
{
	(void)state;
	unsigned char text[40];
	for (size_t length = 0; length < sizeof text; length++) {
		text[length] = (unsigned char)(200 - length * 3);
		for (uint64_t draw = 0; draw < 1u << 20; draw = draw * 3 + 1) {
			/* "saydo dr", lowest byte first */
			uint64_t expected = siphash_2_4(text, length, 0x7264206f64796173u, draw);
			assert_true(sd_hash_sample((const char *)text, length, draw) == expected);
		}
	}
}

static void tables_have_a_key_of_their_own(void **state)
{
	(void)state;
	uint64_t before = sd_hash_table("answer", 6);
	assert_int_equal(sd_hash_init(), 0);
	uint64_t after = sd_hash_table("answer", 6);
	assert_true(before != after);
	/* A second call keeps the key, for tables may hold hashes already. */
	assert_int_equal(sd_hash_init(), 0);
	assert_true(after == sd_hash_table("answer", 6));
	assert_true(after != sd_hash_table("answes", 6));
	assert_true(sd_hash_table(NULL, 0) == sd_hash_table("x", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_have_a_key_of_their_own),
		cmocka_unit_test(content_by_another_implementation),
		cmocka_unit_test(content_piece_by_piece),
		cmocka_unit_test(our_siphash_is_the_published_one),
		cmocka_unit_test(samples_are_the_same_for_ever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
