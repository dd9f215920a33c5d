/* SPDX-License-Identifier: MIT */
/* TSV cells: split at TAB; \t \n \r \\ are escapes; \N alone is absent; nothing is empty. */
#include "rows/parse.h"

static int unescape(struct sd_parser *parser, struct sd_text cell, size_t start, struct sd_bad *bad)
{
	char *out = sd_arena_alloc(&parser->arena, cell.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < cell.length; i++) {
		char byte = cell.data[i];
		if (byte == '\\') {
			char code = i + 1 < cell.length ? cell.data[i + 1] : '\0';
			byte = code == 't'    ? '\t'
			       : code == 'n'  ? '\n'
			       : code == 'r'  ? '\r'
			       : code == '\\' ? '\\'
					      : '\0';
			if (!byte) {
				bad->column = parser->length + 1;
				bad->at = start + i;
				sd_str_adds(&bad->reason, "a backslash begins none of \\t \\n \\r \\\\ (nor is the "
							  "cell \\N); double it");
				return -1;
			}
			i++;
		}
		out[length++] = byte;
	}
	out[length] = '\0';
	sd_parser_add(parser, (struct sd_cell){{out, length}, SD_CELL_TEXT});
	return 0;
}

int sd_tsv_cells(struct sd_parser *parser, struct sd_text raw, struct sd_bad *bad)
{
	size_t start = 0;
	for (;;) {
		const char *tab = raw.length > start ? memchr(raw.data + start, '\t', raw.length - start) : NULL;
		size_t end = tab ? (size_t)(tab - raw.data) : raw.length;
		struct sd_text cell = {raw.data + start, end - start};
		if (cell.length == 2 && cell.data[0] == '\\' && cell.data[1] == 'N')
			sd_parser_add(parser, (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT});
		else if (!cell.length || !memchr(cell.data, '\\', cell.length))
			sd_parser_add(parser, (struct sd_cell){cell, SD_CELL_TEXT});
		else if (unescape(parser, cell, start, bad) < 0)
			return -1;
		if (!tab)
			return 0;
		start = end + 1;
	}
}
