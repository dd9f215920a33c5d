/* SPDX-License-Identifier: MIT */
/* A compound file around one stream, in sectors of 512 bytes ([MS-CFB]). */
#ifndef TESTS_READ_COMPOUND_FILE_H
#define TESTS_READ_COMPOUND_FILE_H

#include "base/str.h"

static inline void add_little(struct sd_str *out, uint64_t value, int length)
{
	for (int i = 0; i < length; i++)
		sd_str_addc(out, (char)(value >> 8 * i & 0xFF));
}

static inline void add_entry(struct sd_str *out, const char *name, int type, uint32_t start, uint64_t size)
{
	size_t begin = out->length, length = strlen(name);
	for (size_t i = 0; i < 32; i++)
		add_little(out, i < length ? (unsigned char)name[i] : 0, 2);
	add_little(out, length ? 2 * (length + 1) : 0, 2);
	add_little(out, (uint64_t)type | 1 << 8, 2);
	for (int i = 0; i < 2; i++)
		add_little(out, 0xFFFFFFFF, 4);
	add_little(out, type == 5 ? 1 : 0xFFFFFFFF, 4);
	while (out->length < begin + 116)
		sd_str_addc(out, '\0');
	add_little(out, start, 4);
	add_little(out, size, 8);
}

/* A stream of less than 4,096 bytes is filled up to that by zeros, so that it is in sectors of its own. */
static inline void add_compound(struct sd_str *out, const char *name, struct sd_text stream)
{
	enum { SECTOR = 512, EACH = SECTOR / 4, LEAST = 4096 };
	const uint32_t end = 0xFFFFFFFE, table = 0xFFFFFFFD, nothing = 0xFFFFFFFF;
	size_t size = stream.length < LEAST ? LEAST : stream.length, sectors = (size + SECTOR - 1) / SECTOR, tables = 1;
	while (tables * EACH < sectors + tables + 1)
		tables++;
	sd_str_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	for (int i = 0; i < 16; i++)
		sd_str_addc(out, '\0');
	add_little(out, 0x3E, 2);
	add_little(out, 3, 2);
	add_little(out, 0xFFFE, 2);
	add_little(out, 9, 2);
	add_little(out, 6, 2);
	for (int i = 0; i < 10; i++)
		sd_str_addc(out, '\0');
	add_little(out, tables, 4);
	add_little(out, tables, 4); /* the directory stands behind the tables */
	add_little(out, 0, 4);
	add_little(out, LEAST, 4);
	add_little(out, end, 4);
	add_little(out, 0, 4);
	add_little(out, end, 4);
	add_little(out, 0, 4);
	for (size_t i = 0; i < 109; i++)
		add_little(out, i < tables ? i : nothing, 4);
	for (size_t i = 0; i < tables * EACH; i++)
		add_little(out, i < tables		       ? table
				: i == tables		       ? end
				: i > tables + sectors	       ? nothing
				: i == tables + sectors ? end
							       : i + 1, 4);
	add_entry(out, "Root Entry", 5, end, 0);
	add_entry(out, name, 2, (uint32_t)tables + 1, size);
	add_entry(out, "", 0, 0, 0);
	add_entry(out, "", 0, 0, 0);
	size_t begin = out->length;
	sd_str_add_text(out, stream);
	while (out->length < begin + sectors * SECTOR)
		sd_str_addc(out, '\0');
}

#endif
