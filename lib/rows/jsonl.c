/* SPDX-License-Identifier: MIT */
/* JSONL members: one object a line; numbers and nested values are the text they came as. */
#include "base/json.h"
#include "rows/parse.h"

static int refuse(struct sd_bad *bad, size_t column, size_t at, struct sd_error *err)
{
	bad->column = column;
	bad->at = at;
	sd_str_add_text(&bad->reason, sd_str_text(&err->message));
	sd_error_release(err);
	return -1;
}

/* Moves behind the opening brace. */
static int open_object(struct sd_text raw, struct sd_text *at, struct sd_bad *bad)
{
	struct sd_text text = sd_text_trim(raw);
	if (!text.length || text.data[0] != '{') {
		bad->at = text.length ? (size_t)(text.data - raw.data) : 0;
		sd_str_adds(&bad->reason, "the line is no JSON object; JSON Lines has one object a line");
		return -1;
	}
	*at = (struct sd_text){text.data + 1, text.length - 1};
	return 0;
}

static int close_object(struct sd_text raw, struct sd_text rest, struct sd_bad *bad)
{
	if (!rest.length)
		return 0;
	bad->at = (size_t)(rest.data - raw.data);
	sd_str_adds(&bad->reason, "something stands behind the object; JSON Lines has one object a line");
	return -1;
}

int sd_parser_keys(struct sd_parser *parser, struct sd_text raw, struct sd_header *header, struct sd_bad *bad)
{
	struct sd_text at;
	size_t repaired;
	if (sd_parser_prepare(parser, &raw, &repaired, bad) < 0 || open_object(raw, &at, bad) < 0)
		return -1;
	for (bool first = true;; first = false) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_json_value value;
		size_t where = 0;
		struct sd_text before = at;
		int more = sd_json_next_member(&at, first, &parser->key, &value, &where, &err);
		if (more < 0)
			return refuse(bad, header->length + 1, (size_t)(before.data - raw.data) + where, &err);
		if (!more)
			return close_object(raw, at, bad);
		sd_header_add(header, sd_str_text(&parser->key));
	}
}

static int compare_columns(const void *a, const void *b, void *header)
{
	const struct sd_text *names = ((const struct sd_header *)header)->names;
	return sd_text_compare(names[*(const size_t *)a], names[*(const size_t *)b]);
}

/* The column of `key`, SIZE_MAX where there is none: by binary search, so that a row of many keys stays cheap. */
static size_t find(struct sd_parser *parser, const struct sd_header *header, struct sd_text key)
{
	if (parser->indexed != header) {
		parser->order = sd_realloc(parser->order, header->length, sizeof *parser->order);
		for (size_t i = 0; i < header->length; i++)
			parser->order[i] = i;
		qsort_r(parser->order, header->length, sizeof *parser->order, compare_columns,
			(void *)(uintptr_t)header);
		parser->indexed = header;
	}
	size_t low = 0, high = header->length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = sd_text_compare(key, header->names[parser->order[middle]]);
		if (!order)
			return parser->order[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return SIZE_MAX;
}

static struct sd_cell cell_of(struct sd_parser *parser, const struct sd_json_value *value)
{
	struct sd_cell cell = {value->raw, SD_CELL_JSON};
	if (value->kind == SD_JSON_NULL) {
		cell = (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
	} else if (value->kind == SD_JSON_NUMBER) {
		cell.kind = SD_CELL_NUMBER;
	} else if (value->kind == SD_JSON_STRING) {
		cell.kind = SD_CELL_TEXT;
		if (memchr(value->raw.data, '\\', value->raw.length)) {
			sd_str_clear(&parser->key);
			sd_json_add_decoded(&parser->key, value->raw);
			cell.text.length = parser->key.length;
			cell.text.data = sd_arena_dup(&parser->arena, parser->key.data, parser->key.length);
		} else {
			cell.text = (struct sd_text){value->raw.data + 1, value->raw.length - 2};
		}
	}
	return cell;
}

int sd_parser_members(struct sd_parser *parser, struct sd_text raw, const struct sd_header *header,
		      const struct sd_cell **cells, bool *in_order, size_t *repaired, struct sd_bad *bad)
{
	struct sd_text at;
	if (sd_parser_prepare(parser, &raw, repaired, bad) < 0 || open_object(raw, &at, bad) < 0)
		return -1;
	for (size_t i = 0; i < header->length; i++)
		sd_parser_add(parser, (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT});
	/* One mark a column that was met: a key that stands twice would lose one of its values. */
	bool *met = sd_arena_alloc(&parser->arena, header->length + 1);
	memset(met, 0, header->length + 1);
	*in_order = true;
	size_t next = 0;
	for (bool first = true;; first = false) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_json_value value;
		size_t where = 0;
		struct sd_text before = at;
		int more = sd_json_next_member(&at, first, &parser->key, &value, &where, &err);
		size_t began = (size_t)(before.data - raw.data);
		if (more < 0)
			return refuse(bad, next < header->length ? next + 1 : 0, began + where, &err);
		if (!more)
			break;
		size_t column = next;
		if (next >= header->length || !sd_text_equal(sd_str_text(&parser->key), header->names[next])) {
			*in_order = false;
			column = find(parser, header, sd_str_text(&parser->key));
		}
		if (column == SIZE_MAX || met[column]) {
			bad->column = column == SIZE_MAX ? 0 : column + 1;
			bad->at = began;
			sd_str_adds(&bad->reason, column == SIZE_MAX ? "the key \"" : "the key stands twice: \"");
			sd_str_add_printable(&bad->reason, sd_str_text(&parser->key), 60);
			sd_str_adds(&bad->reason, column == SIZE_MAX ? "\" is not among the first record's" : "\"");
			return -1;
		}
		met[column] = true;
		parser->cells[column] = cell_of(parser, &value);
		if (parser->cells[column].text.length > parser->options.max_field) {
			bad->column = column + 1;
			bad->at = began;
			sd_str_adds(&bad->reason, "the field is longer than the limit; raise --max-field");
			return -1;
		}
		next = column + 1;
	}
	*in_order = *in_order && next == header->length;
	*cells = parser->cells;
	return close_object(raw, at, bad);
}
