/* SPDX-License-Identifier: MIT */
/* Parsing one whole record into cells. A parser serves one thread. */
#ifndef SD_ROWS_PARSE_H
#define SD_ROWS_PARSE_H

#include "rows/row.h"

/* Why a record is bad. */
struct sd_bad {
	size_t column; /* from 1; 0 where none can be named */
	size_t at;     /* byte within the record */
	struct sd_str reason;
};
#define SD_BAD_INIT {0, 0, SD_STR_INIT}

struct sd_parser_options {
	enum sd_format format;
	size_t max_field;
	bool repair_utf8;
};

struct sd_parser;
struct sd_parser *sd_parser_new(const struct sd_parser_options *options);
void sd_parser_free(struct sd_parser *parser);

/* Parses `raw` (no line end) into cells in the order they stand there, valid until the next call. *repaired is the
 * number of ill-formed subparts of UTF-8 that were replaced. -1 with `bad` where the record is none. For CSV and
 * TSV. */
int sd_parser_cells(struct sd_parser *parser, struct sd_text raw, const struct sd_cell **cells, size_t *length,
		    size_t *repaired, struct sd_bad *bad);

/* The keys of a JSONL record, added to `header`. */
int sd_parser_keys(struct sd_parser *parser, struct sd_text raw, struct sd_header *header, struct sd_bad *bad);
/* Parses a JSONL record into one cell for each of the header's columns. A key that the header has not, or one that
 * stands twice, makes it bad. *in_order: every column is there, in the header's order. */
int sd_parser_members(struct sd_parser *parser, struct sd_text raw, const struct sd_header *header,
		      const struct sd_cell **cells, bool *in_order, size_t *repaired, struct sd_bad *bad);

/* For the formats' modules. */
struct csv_parser;
struct sd_parser {
	struct sd_parser_options options;
	struct sd_arena arena;
	struct sd_cell *cells;
	size_t length, room;
	struct sd_str repaired, key;
	struct csv_parser *csv;
	const struct sd_header *indexed; /* the header that `order` belongs to */
	size_t *order;			 /* its columns in byte order of their names */
};
int sd_csv_cells(struct sd_parser *parser, struct sd_text raw, struct sd_bad *bad);
struct csv_parser *sd_csv_new(void);
void sd_csv_free(struct csv_parser *csv);
int sd_tsv_cells(struct sd_parser *parser, struct sd_text raw, struct sd_bad *bad);
void sd_parser_add(struct sd_parser *parser, struct sd_cell cell);
int sd_parser_prepare(struct sd_parser *parser, struct sd_text *raw, size_t *repaired, struct sd_bad *bad);

#endif
