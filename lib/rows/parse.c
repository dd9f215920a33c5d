/* SPDX-License-Identifier: MIT */
#include "rows/parse.h"

#include "base/utf8.h"

struct sd_parser *sd_parser_new(const struct sd_parser_options *options)
{
	struct sd_parser *parser = sd_calloc(1, sizeof *parser);
	parser->options = *options;
	if (options->format == SD_FORMAT_CSV)
		parser->csv = sd_csv_new();
	return parser;
}

void sd_parser_free(struct sd_parser *parser)
{
	if (!parser)
		return;
	sd_csv_free(parser->csv);
	sd_arena_release(&parser->arena);
	sd_str_release(&parser->repaired);
	sd_str_release(&parser->key);
	free(parser->cells);
	free(parser->order);
	free(parser);
}

void sd_parser_add(struct sd_parser *parser, struct sd_cell cell)
{
	SD_GROW(parser->cells, parser->length, parser->room);
	parser->cells[parser->length++] = cell;
}

/* Makes ready for a record: forgets the last one and sees to it that what is parsed is UTF-8. Where it is not, `raw`
 * becomes the repaired text or the record is bad. */
int sd_parser_prepare(struct sd_parser *parser, struct sd_text *raw, size_t *repaired, struct sd_bad *bad)
{
	sd_arena_clear(&parser->arena);
	parser->length = 0;
	*repaired = 0;
	size_t good = sd_utf8_valid_prefix(raw->data, raw->length);
	if (good == raw->length)
		return 0;
	if (!parser->options.repair_utf8) {
		bad->at = good;
		sd_str_addf(&bad->reason,
			    "the byte 0x%02X is not UTF-8; `saydo import` makes it so (or iconv -f WINDOWS-1252 -t "
			    "UTF-8), or "
			    "give --invalid-utf8 replace",
			    (unsigned char)raw->data[good]);
		return -1;
	}
	sd_str_clear(&parser->repaired);
	*repaired = sd_utf8_add_repaired(&parser->repaired, *raw);
	*raw = sd_str_text(&parser->repaired);
	return 0;
}

/* Names the column that holds the byte that is not UTF-8: parsed as bytes, the fields before it are countable. */
static void name_column(struct sd_parser *parser, struct sd_text raw, struct sd_bad *bad)
{
	struct sd_bad ignored = SD_BAD_INIT;
	struct sd_text before = {raw.data, bad->at};
	parser->length = 0;
	if (parser->options.format == SD_FORMAT_TSV)
		sd_tsv_cells(parser, before, &ignored);
	else
		sd_csv_cells(parser, before, &ignored);
	/* Cut off within a quoted field, the field is not handed over; within an unquoted one it is. */
	bad->column = ignored.reason.length ? ignored.column : parser->length;
	sd_str_release(&ignored.reason);
}

int sd_parser_cells(struct sd_parser *parser, struct sd_text raw, const struct sd_cell **cells, size_t *length,
		    size_t *repaired, struct sd_bad *bad)
{
	struct sd_text prepared = raw;
	if (sd_parser_prepare(parser, &prepared, repaired, bad) < 0) {
		name_column(parser, raw, bad);
		return -1;
	}
	int result = parser->options.format == SD_FORMAT_TSV ? sd_tsv_cells(parser, prepared, bad)
							     : sd_csv_cells(parser, prepared, bad);
	if (result < 0)
		return -1;
	/* No cell is longer than its record. */
	for (size_t i = 0; prepared.length > parser->options.max_field && i < parser->length; i++) {
		if (parser->cells[i].text.length > parser->options.max_field) {
			bad->column = i + 1;
			sd_str_addf(&bad->reason, "the field holds %zu bytes, the limit is %zu; raise --max-field",
				    parser->cells[i].text.length, parser->options.max_field);
			return -1;
		}
	}
	*cells = parser->cells;
	*length = parser->length;
	return 0;
}
