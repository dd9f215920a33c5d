/* SPDX-License-Identifier: MIT */
#include "rows/composite.h"

static void add_part(struct sd_str *joined, struct sd_cell cell)
{
	if (cell.kind == SD_CELL_ABSENT)
		sd_str_adds(joined, "\\N");
	for (size_t i = 0; i < cell.text.length; i++) {
		char byte = cell.text.data[i];
		if (byte == '\\' || byte == '/')
			sd_str_addc(joined, '\\');
		sd_str_addc(joined, byte);
	}
}

struct sd_cell sd_composite(const struct sd_row *row, const size_t *indices, size_t length, struct sd_str *scratch)
{
	if (length == 1)
		return row->cells[indices[0]];
	sd_str_clear(scratch);
	bool any = false;
	for (size_t i = 0; i < length; i++) {
		if (i)
			sd_str_adds(scratch, " / ");
		add_part(scratch, row->cells[indices[i]]);
		any |= row->cells[indices[i]].kind != SD_CELL_ABSENT;
	}
	if (!any)
		return (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
	return (struct sd_cell){sd_str_text(scratch), SD_CELL_TEXT};
}
