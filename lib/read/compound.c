/* SPDX-License-Identifier: MIT */
#include "read/compound.h"

#include <strings.h>

enum { HEADER = 512, ENTRY = 128, IN_HEADER = 109, CUTOFF = 4096, NAME_BYTES = 64 };
static const uint32_t no_sector = 0xFFFFFFFA; /* from here on numbers name no sector */

struct chain {
	uint32_t *sectors;
	size_t length, room;
};

struct sd_compound {
	const struct sd_file *file;
	unsigned shift, mini_shift; /* of sectors' sizes */
	struct chain table, mini_table, directory, mini, stream;
	uint64_t size; /* of the stream */
	bool small; /* it is in sectors of the mini stream */
};

static uint32_t number(const unsigned char *bytes, int length)
{
	uint32_t value = 0;
	for (int i = 0; i < length; i++)
		value |= (uint32_t)bytes[i] << 8 * i;
	return value;
}

static uint64_t place_of(const struct sd_compound *compound, uint32_t sector)
{
	return ((uint64_t)sector + 1) << compound->shift;
}

static int read_at(const struct sd_compound *compound, uint64_t at, void *bytes, size_t length, struct sd_error *err)
{
	int64_t got = sd_file_read(compound->file, at, bytes, length, err);
	return got >= 0 && (size_t)got == length ? 0 : -1;
}

static void add(struct chain *chain, uint32_t sector)
{
	SD_GROW(chain->sectors, chain->length, chain->room);
	chain->sectors[chain->length++] = sector;
}

/* The sectors from `first` on; no more than the table has, so that a ring ends. */
static int follow(const struct chain *table, uint32_t first, struct chain *chain)
{
	chain->length = 0;
	for (uint32_t sector = first; sector < no_sector; sector = table->sectors[sector]) {
		if (sector >= table->length || chain->length >= table->length)
			return -1;
		add(chain, sector);
	}
	return 0;
}

/* A table of numbers that fills the sectors. */
static int read_numbers(const struct sd_compound *compound, const struct chain *sectors, struct chain *numbers,
			struct sd_error *err)
{
	unsigned char bytes[4096];
	size_t size = (size_t)1 << compound->shift;
	for (size_t s = 0; s < sectors->length; s++) {
		if (read_at(compound, place_of(compound, sectors->sectors[s]), bytes, size, err))
			return -1;
		for (size_t i = 0; i < size; i += 4)
			add(numbers, number(bytes + i, 4));
	}
	return 0;
}

/* Which sectors the table of sectors is in: the first 109 in the header, others in a chain of their own. */
static int read_table(struct sd_compound *compound, const unsigned char *header, struct sd_error *err)
{
	struct chain sectors = {0};
	unsigned char bytes[4096];
	const size_t size = (size_t)1 << compound->shift, each = size / 4 - 1;
	const size_t most = (size_t)(compound->file->size >> compound->shift) + 1;
	int result = 0;
	for (size_t i = 0; i < IN_HEADER; i++)
		if (number(header + 76 + 4 * i, 4) < no_sector)
			add(&sectors, number(header + 76 + 4 * i, 4));
	uint32_t next = number(header + 68, 4);
	for (size_t steps = 0; next < no_sector && !result; steps++) {
		result = steps > most || read_at(compound, place_of(compound, next), bytes, size, err) ? -1 : 0;
		for (size_t i = 0; i < each && !result; i++)
			if (number(bytes + 4 * i, 4) < no_sector)
				add(&sectors, number(bytes + 4 * i, 4));
		next = number(bytes + 4 * each, 4);
	}
	if (!result && sectors.length <= most)
		result = read_numbers(compound, &sectors, &compound->table, err);
	else
		result = -1;
	free(sectors.sectors);
	return result;
}

static int read_entry(const struct sd_compound *compound, size_t index, unsigned char *entry, struct sd_error *err)
{
	size_t each = ((size_t)1 << compound->shift) / ENTRY, sector = index / each;
	if (sector >= compound->directory.length)
		return -1;
	return read_at(compound, place_of(compound, compound->directory.sectors[sector]) + index % each * ENTRY, entry,
		       ENTRY, err);
}

static int read_tables(struct sd_compound *compound, struct sd_error *err)
{
	static const unsigned char magic[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
	unsigned char header[HEADER], root[ENTRY];
	struct chain sectors = {0};
	if (read_at(compound, 0, header, HEADER, err) || memcmp(header, magic, sizeof magic) != 0)
		return -1;
	compound->shift = number(header + 30, 2);
	compound->mini_shift = number(header + 32, 2);
	if ((compound->shift != 9 && compound->shift != 12) || compound->mini_shift != 6 ||
	    read_table(compound, header, err) ||
	    follow(&compound->table, number(header + 48, 4), &compound->directory) ||
	    read_entry(compound, 0, root, err))
		return -1;
	int result = follow(&compound->table, number(header + 60, 4), &sectors) ||
		     read_numbers(compound, &sectors, &compound->mini_table, err) ||
		     follow(&compound->table, number(root + 116, 4), &compound->mini);
	free(sectors.sectors);
	return result ? -1 : 0;
}

struct sd_compound *sd_compound_open(const struct sd_file *file, struct sd_error *err)
{
	struct sd_compound *compound = sd_calloc(1, sizeof *compound);
	compound->file = file;
	if (!read_tables(compound, err))
		return compound;
	sd_compound_free(compound);
	if (!sd_error_is_set(err))
		sd_fail(err, "%s: no whole Office file: it is damaged or cut off; fetch or save it again", file->name);
	return NULL;
}

void sd_compound_free(struct sd_compound *compound)
{
	if (!compound)
		return;
	free(compound->table.sectors);
	free(compound->mini_table.sectors);
	free(compound->directory.sectors);
	free(compound->mini.sectors);
	free(compound->stream.sectors);
	free(compound);
}

/* UTF-16LE, its length with the NUL behind in bytes. */
static bool is_called(const unsigned char *entry, const char *name)
{
	size_t length = strlen(name);
	if (number(entry + NAME_BYTES, 2) != 2 * (length + 1))
		return false;
	for (size_t i = 0; i < length; i++) {
		char given[2] = {(char)entry[2 * i], 0}, wanted[2] = {name[i], 0};
		if (entry[2 * i + 1] || strcasecmp(given, wanted) != 0)
			return false;
	}
	return true;
}

int64_t sd_compound_stream(struct sd_compound *compound, const char *name)
{
	enum { STREAM = 2, MOST_ENTRIES = 100000 };
	unsigned char entry[ENTRY];
	for (size_t i = 0; i < MOST_ENTRIES && !read_entry(compound, i, entry, NULL); i++) {
		if (entry[66] != STREAM || !is_called(entry, name))
			continue;
		compound->size = number(entry + 120, 4);
		compound->small = compound->size < CUTOFF;
		if (follow(compound->small ? &compound->mini_table : &compound->table, number(entry + 116, 4),
			   &compound->stream))
			return -1;
		uint64_t room = (uint64_t)compound->stream.length
				<< (compound->small ? compound->mini_shift : compound->shift);
		return compound->size > room ? -1 : (int64_t)compound->size;
	}
	return -1;
}

int sd_compound_read(struct sd_compound *compound, uint64_t at, void *bytes, size_t length, struct sd_error *err)
{
	const unsigned shift = compound->small ? compound->mini_shift : compound->shift;
	const uint64_t size = (uint64_t)1 << shift;
	if (at > compound->size || length > compound->size - at)
		return -1;
	for (char *to = bytes; length;) {
		uint64_t place = at & (size - 1);
		size_t step = size - place < length ? (size_t)(size - place) : length;
		uint32_t sector = compound->stream.sectors[at >> shift];
		uint64_t from = place_of(compound, sector) + place;
		if (compound->small) { /* a place in the mini stream, which is in sectors itself */
			uint64_t within = ((uint64_t)sector << shift) + place;
			if (within >> compound->shift >= compound->mini.length)
				return -1;
			from = place_of(compound, compound->mini.sectors[within >> compound->shift]) +
			       (within & (((uint64_t)1 << compound->shift) - 1));
		}
		if (read_at(compound, from, to, step, err))
			return -1;
		to += step;
		at += step;
		length -= step;
	}
	return 0;
}
