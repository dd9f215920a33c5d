/* SPDX-License-Identifier: MIT */
#include "rows/stored.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { KIND_BITS = 2, KINDS = 1 << KIND_BITS };
static_assert((int)SD_CELL_JSON < (int)KINDS, "a cell's kind has its bits");

/* Pages of their own, which go back to the system when they are let go of, between whatever else was asked for
 * meanwhile: measured on 33 MB of answers, the peak is 6 MiB lower so than with malloc(). */
static char *get_pages(size_t length)
{
	void *pages = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return pages == MAP_FAILED ? NULL : pages;
}

static void let_go(struct sd_stored_block *block)
{
	if (block->data)
		munmap(block->data, block->length);
	block->data = NULL;
}

void sd_stored_release(struct sd_stored *stored)
{
	for (size_t i = 0; i < stored->length; i++)
		let_go(&stored->blocks[i]);
	free(stored->blocks);
	stored->blocks = NULL;
	stored->length = stored->room = stored->bytes = 0;
	stored->whole = false;
}

/* Seven bits a byte, the lowest first; the last one is below 128 (LEB128). */
static void add_number(struct sd_str *packed, uint64_t number)
{
	for (; number >= 128; number >>= 7)
		sd_str_addc(packed, (char)(unsigned char)(128 | (number & 127)));
	sd_str_addc(packed, (char)number);
}

static const char *take_number(const char *at, uint64_t *number)
{
	*number = 0;
	for (unsigned shift = 0;; shift += 7) {
		unsigned char byte = (unsigned char)*at++;
		*number |= (uint64_t)(byte & 127) << shift;
		if (byte < 128)
			return at;
	}
}

void sd_stored_pack(struct sd_str *packed, const struct sd_row *row, size_t repaired)
{
	add_number(packed, row->number);
	add_number(packed, row->line);
	add_number(packed, row->byte);
	add_number(packed, row->raw.length);
	add_number(packed, repaired);
	for (size_t i = 0; i < row->length; i++) {
		const struct sd_cell *cell = &row->cells[i];
		add_number(packed, (uint64_t)cell->text.length << KIND_BITS | (uint64_t)cell->kind);
		if (cell->text.length)
			sd_str_add_text(packed, cell->text);
	}
}

const char *sd_stored_unpack(const char *at, size_t columns, struct sd_cell *cells, struct sd_stored_row *row)
{
	uint64_t raw_length, repaired, length;
	row->row = (struct sd_row){.cells = cells, .length = columns};
	at = take_number(at, &row->row.number);
	at = take_number(at, &row->row.line);
	at = take_number(at, &row->row.byte);
	at = take_number(at, &raw_length);
	at = take_number(at, &repaired);
	row->raw_length = (size_t)raw_length;
	row->repaired = (size_t)repaired;
	for (size_t i = 0; i < columns; i++) {
		at = take_number(at, &length);
		cells[i].kind = (enum sd_cell_kind)(length % KINDS);
		cells[i].text =
			(struct sd_text){cells[i].kind == SD_CELL_ABSENT ? NULL : at, (size_t)(length >> KIND_BITS)};
		at += cells[i].text.length;
	}
	return at;
}

void sd_stored_add(struct sd_stored *stored, struct sd_text packed, size_t rows, uint64_t records, const char *file)
{
	if (stored->over)
		return;
	/* Where the system has no more, too, the input is still there. */
	char *data = packed.length && packed.length <= stored->most - stored->bytes ? get_pages(packed.length) : NULL;
	if (packed.length && !data) {
		sd_stored_release(stored);
		stored->over = true;
		return;
	}
	if (data)
		memcpy(data, packed.data, packed.length);
	SD_GROW(stored->blocks, stored->length, stored->room);
	stored->blocks[stored->length++] = (struct sd_stored_block){data, packed.length, rows, records, file};
	stored->bytes += packed.length;
}

void sd_stored_drop(struct sd_stored *stored, size_t block)
{
	let_go(&stored->blocks[block]);
	stored->whole = false;
}

int sd_stored_add_raw(const struct sd_stored *stored, const struct sd_stored_row *row, struct sd_str *raw,
		      struct sd_error *err)
{
	for (size_t i = 0; i < stored->inputs_length; i++)
		if (stored->inputs[i].name == row->row.file)
			return sd_input_read_at(&stored->inputs[i], stored->starts[i] + (off_t)row->row.byte,
						row->raw_length, raw, err);
	return sd_fail(err, "%s: cannot be read again", row->row.file);
}
