/* SPDX-License-Identifier: MIT */
#include "rows/reader.h"

#include "rows/batch.h"
#include "rows/cut.h"
#include "rows/unfit.h"

struct sd_reader {
	struct sd_input *inputs;
	size_t inputs_length;
	size_t current; /* the input being read */
	bool open;	/* its header was read */
	bool ended;	/* its last byte was read */
	struct sd_reader_options options;
	enum sd_format format;
	struct sd_header header;
	struct sd_layout *layouts;
	struct sd_cutter cutter;
	struct sd_str carry; /* bytes of the present input not yet given out */
	uint64_t line, byte; /* where carry begins */
	uint64_t number;     /* rows given out */
	uint64_t bytes;	     /* read and not yet told */
};

/* Reads more of the present input behind what is carried. */
static int read_more(struct sd_reader *reader, struct sd_error *err)
{
	/* A record that outgrows a chunk doubles what is asked for, so that cutting it anew stays linear. */
	size_t want = reader->options.chunk;
	if (reader->carry.length > want && want >= 4096)
		want = reader->carry.length;
	sd_str_reserve(&reader->carry, want);
	int64_t got = sd_input_read(&reader->inputs[reader->current], reader->carry.data + reader->carry.length, want,
				    err);
	if (got < 0)
		return -1;
	reader->carry.length += (size_t)got;
	reader->bytes += (uint64_t)got;
	reader->ended = got == 0;
	sd_cutter_reset(&reader->cutter);
	return 0;
}

/* Strips the BOM of UTF-8 and refuses what is UTF-16, UTF-32 or a workbook. */
static int look_at_start(struct sd_reader *reader, struct sd_error *err)
{
	const char *name = reader->inputs[reader->current].name;
	while (reader->carry.length < SD_UNFIT_BYTES && !reader->ended)
		if (read_more(reader, err) < 0)
			return -1;
	const char *data = reader->carry.data;
	size_t length = reader->carry.length;
	if (length >= 2 && (!memcmp(data, "\xFF\xFE", 2) || !memcmp(data, "\xFE\xFF", 2)))
		return sd_fail(err,
			       "%s: line 1, byte 0: the file is UTF-16; `saydo import` reads it, or convert it: iconv "
			       "-f "
			       "UTF-16 -t UTF-8",
			       name);
	if (length >= 4 && ((!data[0] && data[1] && !data[2]) || (data[0] && !data[1] && data[2] && !data[3])))
		return sd_fail(err,
			       "%s: line 1, byte 0: the file looks like UTF-16 without a byte order mark; `saydo "
			       "import` "
			       "reads it, or convert it: iconv -f UTF-16LE -t UTF-8",
			       name);
	static const struct {
		char bytes[8];
		size_t length;
		const char *what;
	} kinds[] = {{"PK\3\4", 4, "a workbook or an archive"}, {"\xD0\xCF\x11\xE0", 4, "an older workbook"},
		{"$FL2@(#)", 8, "an SPSS file"}, {"$FL3@(#)", 8, "an SPSS file"}, {"WEBVTT\n", 7, "a transcript"},
		{"WEBVTT\r\n", 8, "a transcript"}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (length >= kinds[i].length && !memcmp(data, kinds[i].bytes, kinds[i].length))
			return sd_fail(err, "%s: line 1, byte 0: the file is %s; `saydo import` makes a table of it",
				       name, kinds[i].what);
	const struct sd_unfit *unfit = sd_unfit_by_bytes((struct sd_text){data, length});
	if (unfit)
		return sd_fail(err, "%s: line 1, byte 0: the file is %s: %s", name, unfit->what, unfit->remedy);
	if (length >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3)) {
		memmove(reader->carry.data, data + 3, length - 3);
		reader->carry.length -= 3;
		reader->byte = 3;
	}
	return 0;
}

static const char *header_remedy(const struct sd_reader *reader, struct sd_text raw)
{
	return reader->format == SD_FORMAT_CSV ? sd_header_remedy_of(raw) : "";
}

/* Cuts the first record that is no blank line; 0 where there is none. */
static int first_record(struct sd_reader *reader, struct sd_cut *cut, struct sd_error *err)
{
	const char *name = reader->inputs[reader->current].name;
	for (;;) {
		switch (sd_cut(&reader->cutter, reader->carry.data, reader->carry.length, 0, reader->ended, cut)) {
		case SD_CUT_RECORD:
			return 1;
		case SD_CUT_MORE:
			if (read_more(reader, err) < 0)
				return -1;
			break;
		case SD_CUT_LONG:
			return sd_fail(err, "%s: line 1: the header is longer than a row may be (%zu bytes); is this a "
					    "text file? --max-field raises the limit",
				       name, reader->cutter.max_row);
		case SD_CUT_BAD:
			return sd_fail(err, "%s: line 1, byte %llu: in the header, %s%s", name,
				       (unsigned long long)(reader->byte + cut->at), cut->reason,
				       header_remedy(reader, sd_str_text(&reader->carry)));
		default:
			return 0;
		}
	}
}

static void drop_front(struct sd_reader *reader, const struct sd_cut *cut)
{
	memmove(reader->carry.data, reader->carry.data + cut->next, reader->carry.length - cut->next);
	reader->carry.length -= cut->next;
	reader->line += cut->lines;
	reader->byte += cut->next;
	sd_cutter_reset(&reader->cutter);
}

static int parse_header(struct sd_reader *reader, struct sd_text raw, struct sd_header *header, struct sd_error *err)
{
	struct sd_parser_options options = sd_reader_parser_options(reader);
	struct sd_parser *parser = sd_parser_new(&options);
	struct sd_bad bad = SD_BAD_INIT;
	const struct sd_cell *cells;
	size_t length = 0, repaired;
	int result = reader->format == SD_FORMAT_JSONL
			     ? sd_parser_keys(parser, raw, header, &bad)
			     : sd_parser_cells(parser, raw, &cells, &length, &repaired, &bad);
	for (size_t i = 0; !result && i < length; i++)
		sd_header_add(header, cells[i].text);
	if (result < 0)
		sd_fail(err, "%s: line %llu, byte %llu, column %zu: in the header, %s%s",
			reader->inputs[reader->current].name, (unsigned long long)reader->line,
			(unsigned long long)(reader->byte + bad.at), bad.column, bad.reason.data,
			header_remedy(reader, raw));
	else if (header->length > SD_MAX_COLUMNS)
		result = sd_fail(err, "%s: line 1: %zu columns, more than the %d that are taken",
				 reader->inputs[reader->current].name, header->length, SD_MAX_COLUMNS);
	sd_str_release(&bad.reason);
	sd_parser_free(parser);
	return result;
}

/* Matches a further input's header with the first's: the same names in any order. */
static int lay_out(struct sd_reader *reader, const struct sd_header *other, struct sd_error *err)
{
	struct sd_layout *layout = &reader->layouts[reader->current];
	const char *name = layout->name, *first = reader->layouts[0].name;
	bool same = other->length == reader->header.length;
	for (size_t i = 0; same && i < other->length; i++)
		same = sd_text_equal(other->names[i], reader->header.names[i]);
	layout->length = other->length;
	if (same)
		return 0;
	if (other->length != reader->header.length)
		return sd_fail(err, "%s: line 1: %zu columns where %s has %zu; further files must bear the same names",
			       name, other->length, first, reader->header.length);
	layout->to = sd_calloc(other->length, sizeof *layout->to);
	for (size_t i = 0; i < other->length; i++) {
		struct sd_error why = SD_ERROR_INIT;
		if (sd_header_find(&reader->header, other->names[i].data, &layout->to[i], &why) < 0) {
			sd_fail(err, "%s: line 1, column %zu: compared with %s, %s", name, i + 1, first,
				why.message.data);
			sd_error_release(&why);
			return -1;
		}
		for (size_t j = 0; j < i; j++)
			if (layout->to[j] == layout->to[i])
				return sd_fail(err, "%s: line 1: the columns %zu and %zu bear the same name", name,
					       j + 1, i + 1);
	}
	return 0;
}

static int start_input(struct sd_reader *reader, struct sd_error *err)
{
	struct sd_layout *layout = &reader->layouts[reader->current];
	layout->name = reader->inputs[reader->current].name;
	reader->carry.length = 0;
	reader->line = 1;
	reader->byte = 0;
	reader->ended = false;
	if (look_at_start(reader, err) < 0)
		return -1;
	if (reader->current == 0) {
		int format =
			reader->options.from >= 0 ? reader->options.from : sd_format_by_name(reader->inputs[0].name);
		if (format < 0)
			format = reader->carry.length && reader->carry.data[0] == '{' ? SD_FORMAT_JSONL : SD_FORMAT_CSV;
		reader->format = (enum sd_format)format;
		sd_cutter_init(&reader->cutter, reader->format, reader->options.max_field);
	}
	struct sd_cut cut;
	int found = first_record(reader, &cut, err);
	if (found < 0)
		return -1;
	if (!found || cut.end == 0)
		return sd_fail(err, "%s: %s; the first line must name the columns", layout->name,
			       found ? "line 1 is blank" : "the file is empty");
	struct sd_header other = SD_HEADER_INIT;
	bool first = reader->current == 0;
	struct sd_text raw = {reader->carry.data, cut.end};
	int result = 0;
	/* Every JSONL record bears its own names, so that only the first input's first record is a header. */
	if (first || reader->format != SD_FORMAT_JSONL) {
		result = parse_header(reader, raw, first ? &reader->header : &other, err);
		if (!result && !first)
			result = lay_out(reader, &other, err);
	}
	layout->length = reader->header.length;
	sd_header_release(&other);
	if (!result && reader->format != SD_FORMAT_JSONL)
		drop_front(reader, &cut);
	reader->open = true;
	return result;
}

struct sd_reader *sd_reader_new(struct sd_input *inputs, size_t count, const struct sd_reader_options *options,
				struct sd_error *err)
{
	struct sd_reader *reader = sd_calloc(1, sizeof *reader);
	reader->inputs = inputs;
	reader->inputs_length = count;
	reader->options = *options;
	if (!reader->options.max_field)
		reader->options.max_field = SD_MAX_FIELD;
	if (!reader->options.chunk)
		reader->options.chunk = SD_CHUNK;
	reader->layouts = sd_calloc(count, sizeof *reader->layouts);
	sd_cutter_init(&reader->cutter, SD_FORMAT_CSV, reader->options.max_field);
	if (start_input(reader, err) == 0)
		return reader;
	sd_reader_free(reader);
	return NULL;
}

void sd_reader_free(struct sd_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->inputs_length; i++)
		free(reader->layouts[i].to);
	free(reader->layouts);
	sd_header_release(&reader->header);
	sd_str_release(&reader->carry);
	free(reader);
}

const char *sd_reader_name(const struct sd_reader *reader)
{
	return reader->inputs[0].name;
}

const struct sd_header *sd_reader_header(const struct sd_reader *reader)
{
	return &reader->header;
}

enum sd_format sd_reader_format(const struct sd_reader *reader)
{
	return reader->format;
}

struct sd_parser_options sd_reader_parser_options(const struct sd_reader *reader)
{
	return (struct sd_parser_options){reader->format, reader->options.max_field, reader->options.repair_utf8};
}

static void add_record(struct sd_batch *batch, const struct sd_reader *reader, size_t start, const struct sd_cut *cut)
{
	SD_GROW(batch->records, batch->records_length, batch->records_room);
	struct sd_record *record = &batch->records[batch->records_length++];
	*record = (struct sd_record){.start = start,
				     .length = cut->end - start,
				     .line = reader->line,
				     .byte = reader->byte + start,
				     .bad = cut->reason,
				     .bad_at = cut->reason ? cut->at - start : 0};
}

/* Cuts as many records as the carried bytes hold; sets *used to the bytes given out. 1 where some were cut, 0 where
 * more bytes are needed or nothing is left. */
static int cut_batch(struct sd_reader *reader, struct sd_batch *batch, size_t *used, struct sd_error *err)
{
	const char *data = reader->carry.data;
	size_t at = 0;
	struct sd_cut cut;
	batch->records_length = 0;
	*used = 0;
	for (;;) {
		enum sd_cut_result result =
			sd_cut(&reader->cutter, data, reader->carry.length, at, reader->ended, &cut);
		if (result == SD_CUT_MORE || result == SD_CUT_END)
			break;
		if (result == SD_CUT_LONG) {
			if (batch->records_length)
				break; /* give out what stands before it first */
			return sd_fail(err,
				       "%s: line %llu, byte %llu: the line is longer than a row may be (%zu bytes); "
				       "raise --max-field, a quarter of it",
				       reader->inputs[reader->current].name, (unsigned long long)reader->line,
				       (unsigned long long)(reader->byte + at), reader->cutter.max_row);
		}
		/* A blank line says nothing, except in a file of one column, where it is an absent cell. */
		if (cut.end > at || (reader->header.length == 1 && reader->format != SD_FORMAT_JSONL))
			add_record(batch, reader, at, &cut);
		reader->line += cut.lines;
		at = cut.next;
		*used = at;
	}
	return batch->records_length > 0;
}

int sd_reader_next(struct sd_reader *reader, struct sd_batch *batch, struct sd_error *err)
{
	for (;;) {
		if (!reader->open) {
			if (reader->current == reader->inputs_length)
				return 0;
			if (start_input(reader, err) < 0)
				return -1;
		}
		size_t used;
		int got = cut_batch(reader, batch, &used, err);
		if (got < 0)
			return -1;
		if (got) {
			/* The batch takes the bytes whole; the tail that is no whole record is carried on. */
			size_t tail = reader->carry.length - used;
			struct sd_str fresh = {batch->data, 0, batch->room};
			sd_str_add(&fresh, reader->carry.data + used, tail);
			batch->data = reader->carry.data;
			batch->room = reader->carry.room;
			batch->length = used;
			reader->carry = fresh;
			reader->byte += used;
			sd_cutter_reset(&reader->cutter);
			batch->layout = &reader->layouts[reader->current];
			batch->first_number = reader->number + 1;
			reader->number += batch->records_length;
			batch->bytes = reader->bytes;
			reader->bytes = 0;
			return 1;
		}
		if (used) { /* nothing but blank lines */
			memmove(reader->carry.data, reader->carry.data + used, reader->carry.length - used);
			reader->carry.length -= used;
			reader->byte += used;
			sd_cutter_reset(&reader->cutter);
		}
		if (!reader->ended) {
			if (read_more(reader, err) < 0)
				return -1;
		} else {
			reader->current++;
			reader->open = false;
		}
	}
}

void sd_batch_release(struct sd_batch *batch)
{
	free(batch->data);
	free(batch->records);
	*batch = (struct sd_batch){0};
}
