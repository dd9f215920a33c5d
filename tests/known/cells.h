/* SPDX-License-Identifier: MIT */
/* For tests and benches over real files: a file's bytes, and the cells and lines in them. */
#ifndef SD_TESTS_CELLS_H
#define SD_TESTS_CELLS_H

#include "base/io.h"
#include "rows/cut.h"
#include "rows/parse.h"

typedef void cell_function(struct sd_text cell, void *context);

/* False, with a message on standard error, where the file cannot be read. */
static inline bool read_bytes(const char *path, struct sd_str *content)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_input input = SD_INPUT_INIT;
	bool read = !sd_input_open(&input, path, &err) && !sd_input_read_all(&input, content, SIZE_MAX, &err);
	if (!read)
		fprintf(stderr, "%s\n", err.message.data);
	sd_input_close(&input);
	sd_error_release(&err);
	return read;
}

/* Calls `each` with the cells of the column called `column`, of all columns (the header too) where it is NULL. Records
 * that are none are passed over. How many cells there were. */
static inline size_t each_cell(struct sd_text content, enum sd_format format, const char *column, cell_function *each,
			       void *context)
{
	enum { FIELD_MOST = 2000000 };
	const struct sd_parser_options options = {.format = format, .max_field = FIELD_MOST, .repair_utf8 = true};
	struct sd_parser *parser = sd_parser_new(&options);
	struct sd_cutter cutter;
	struct sd_cut cut;
	size_t count = 0, wanted = SIZE_MAX, records = 0;
	sd_cutter_init(&cutter, format, FIELD_MOST);
	for (size_t at = 0; at < content.length; at = cut.next) {
		enum sd_cut_result result = sd_cut(&cutter, content.data, content.length, at, true, &cut);
		if (result != SD_CUT_RECORD && result != SD_CUT_BAD)
			break;
		const struct sd_cell *cells;
		size_t length, repaired;
		struct sd_bad bad = SD_BAD_INIT;
		struct sd_text raw = {content.data + at, cut.end - at};
		if (result == SD_CUT_RECORD && !sd_parser_cells(parser, raw, &cells, &length, &repaired, &bad)) {
			for (size_t i = 0; i < length; i++) {
				if (!records && column && sd_text_equals(cells[i].text, column))
					wanted = i;
				if (!column || (records && i == wanted)) {
					each(cells[i].text, context);
					count++;
				}
			}
			records++;
		}
		sd_str_release(&bad.reason);
	}
	sd_parser_free(parser);
	return count;
}

/* Calls `each` with every line, without its LF. */
static inline size_t each_line(struct sd_text content, cell_function *each, void *context)
{
	size_t count = 0;
	for (size_t at = 0; at < content.length; count++) {
		const char *end = memchr(content.data + at, '\n', content.length - at);
		size_t length = end ? (size_t)(end - content.data) - at : content.length - at;
		each((struct sd_text){content.data + at, length}, context);
		at += length + 1;
	}
	return count;
}

#endif
