/* SPDX-License-Identifier: MIT */
#include "rows/format.h"

#include <math.h>

#include "base/json.h"

/* Whether a spreadsheet would take the cell for a formula (OWASP, CSV injection). */
static bool would_run(struct sd_cell cell)
{
	return cell.kind == SD_CELL_TEXT && cell.text.length && strchr("=+-@\t\r\n", cell.text.data[0]) &&
	       cell.text.data[0];
}

static bool needs_quotes(struct sd_text text)
{
	enum { SHORT = 16 };
	if (text.length <= SHORT) {
		bool needs = false;
		for (size_t i = 0; i < text.length; i++) {
			char byte = text.data[i];
			needs = needs || byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
		}
		return needs;
	}
	/* Prose, short or long: searches beat a byte loop. */
	return memchr(text.data, ',', text.length) || memchr(text.data, '"', text.length) ||
	       memchr(text.data, '\n', text.length) || memchr(text.data, '\r', text.length);
}

void sd_csv_add(struct sd_str *bytes, struct sd_cell cell, bool for_spreadsheet)
{
	if (cell.kind == SD_CELL_ABSENT)
		return;
	bool runs = for_spreadsheet && would_run(cell);
	if (cell.text.length && !runs && !needs_quotes(cell.text)) {
		sd_str_add_text(bytes, cell.text);
		return;
	}
	sd_str_adds(bytes, runs ? "\"'" : "\"");
	struct sd_text rest = cell.text;
	while (rest.length) {
		const char *quote = memchr(rest.data, '"', rest.length);
		size_t run = quote ? (size_t)(quote - rest.data) + 1 : rest.length;
		sd_str_add(bytes, rest.data, run);
		if (quote)
			sd_str_addc(bytes, '"');
		rest.data += run;
		rest.length -= run;
	}
	sd_str_addc(bytes, '"');
}

void sd_tsv_add(struct sd_str *bytes, struct sd_cell cell, bool for_spreadsheet)
{
	if (cell.kind == SD_CELL_ABSENT) {
		sd_str_adds(bytes, "\\N");
		return;
	}
	if (for_spreadsheet && would_run(cell))
		sd_str_addc(bytes, '\'');
	size_t done = 0;
	for (size_t i = 0; i < cell.text.length; i++) {
		char byte = cell.text.data[i];
		const char *code = byte == '\t'	  ? "\\t"
				   : byte == '\n' ? "\\n"
				   : byte == '\r' ? "\\r"
				   : byte == '\\' ? "\\\\"
						  : NULL;
		if (!code)
			continue;
		sd_str_add(bytes, cell.text.data + done, i - done);
		sd_str_add(bytes, code, 2);
		done = i + 1;
	}
	sd_str_add(bytes, cell.text.data + done, cell.text.length - done);
}

void sd_jsonl_add(struct sd_str *bytes, struct sd_cell cell)
{
	if (cell.kind == SD_CELL_ABSENT)
		sd_str_adds(bytes, "null");
	else if (cell.kind == SD_CELL_JSON || (cell.kind == SD_CELL_NUMBER && sd_json_is_number(cell.text)))
		sd_str_add_text(bytes, cell.text);
	else
		sd_json_add_string(bytes, cell.text, false);
}

struct sd_out *sd_out_new(const struct sd_writer *writer)
{
	struct sd_out *out = sd_calloc(1, sizeof *out);
	out->writer = writer;
	return out;
}

void sd_out_free(struct sd_out *out)
{
	if (!out)
		return;
	sd_str_release(&out->bytes);
	sd_str_release(&out->refusal);
	free(out);
}

void sd_out_undo(struct sd_out *out)
{
	out->bytes.length = out->row_start;
	out->column = 0;
}

/* What stands before a cell: a delimiter, and in JSONL the key. */
static void lead(struct sd_out *out)
{
	const struct sd_writer *writer = out->writer;
	enum sd_format to = writer->options.to;
	if (to == SD_FORMAT_JSONL) {
		sd_str_addc(&out->bytes, out->column ? ',' : '{');
		sd_str_add_text(&out->bytes, sd_str_text(&writer->keys[out->column]));
	} else if (out->column) {
		sd_str_addc(&out->bytes, to == SD_FORMAT_CSV ? ',' : to == SD_FORMAT_TSV ? '\t' : '\x1F');
	}
	out->column++;
}

void sd_out_cell(struct sd_out *out, struct sd_cell cell)
{
	const struct sd_writer *writer = out->writer;
	if (!writer)
		return;
	if (out->column >= writer->length)
		abort(); /* more cells than columns: a defect of the filter, not of its input */
	lead(out);
	struct sd_str shown = SD_STR_INIT;
	if (writer->terminal && writer->options.to != SD_FORMAT_TABLE) {
		sd_str_add_printable(&shown, cell.text, SIZE_MAX);
		cell.text = sd_str_text(&shown);
	}
	switch (writer->options.to) {
	case SD_FORMAT_CSV:
		sd_csv_add(&out->bytes, cell, writer->options.for_spreadsheet);
		break;
	case SD_FORMAT_TSV:
		sd_tsv_add(&out->bytes, cell, writer->options.for_spreadsheet);
		break;
	case SD_FORMAT_JSONL:
		sd_jsonl_add(&out->bytes, cell);
		break;
	case SD_FORMAT_TABLE:
		sd_table_add_cell(&out->bytes, cell);
		break;
	}
	sd_str_release(&shown);
}

/* The raw record goes out as it came where nothing about it need change. */
static bool pass_raw(struct sd_out *out, const struct sd_row *row)
{
	const struct sd_writer *writer = out->writer;
	if (!row->raw_fits || writer->terminal || writer->options.for_spreadsheet ||
	    (int)writer->options.to != writer->options.from)
		return false;
	struct sd_text raw = row->raw;
	if (writer->options.to == SD_FORMAT_JSONL) {
		raw = sd_text_trim(raw);
		if (row->length == 0)
			return false;
		raw.length--; /* the closing brace */
	}
	sd_str_add_text(&out->bytes, raw);
	out->column = row->length;
	return true;
}

void sd_out_pass(struct sd_out *out, const struct sd_row *row)
{
	if (!out->writer || pass_raw(out, row))
		return;
	for (size_t i = 0; i < row->length; i++)
		sd_out_cell(out, row->cells[i]);
}

void sd_out_end(struct sd_out *out)
{
	const struct sd_writer *writer = out->writer;
	if (!writer)
		return;
	if (out->column != writer->length)
		abort();
	if (writer->options.to == SD_FORMAT_JSONL)
		sd_str_adds(&out->bytes, writer->length ? "}" : "{}");
	sd_str_addc(&out->bytes, '\n');
	out->column = 0;
	out->row_start = out->bytes.length;
}

void sd_out_absent(struct sd_out *out)
{
	sd_out_cell(out, (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT});
}

void sd_out_text(struct sd_out *out, struct sd_text text)
{
	sd_out_cell(out, (struct sd_cell){text, SD_CELL_TEXT});
}

void sd_out_string(struct sd_out *out, const char *nul_terminated)
{
	sd_out_text(out, sd_text_of(nul_terminated));
}

static void out_number(struct sd_out *out, struct sd_str *digits)
{
	sd_out_cell(out, (struct sd_cell){sd_str_text(digits), SD_CELL_NUMBER});
	sd_str_release(digits);
}

/* Begins a cell whose digits may be written where they are to stand: in CSV and TSV nothing in a number is quoted or
 * escaped. False where it has to go through sd_out_cell. */
static bool begin_number(struct sd_out *out)
{
	const struct sd_writer *writer = out->writer;
	if (!writer || writer->terminal || out->column >= writer->length ||
	    (writer->options.to != SD_FORMAT_CSV && writer->options.to != SD_FORMAT_TSV))
		return false;
	lead(out);
	return true;
}

void sd_out_int(struct sd_out *out, int64_t value)
{
	if (begin_number(out)) {
		sd_str_add_int(&out->bytes, value);
		return;
	}
	struct sd_str digits = SD_STR_INIT;
	sd_str_add_int(&digits, value);
	out_number(out, &digits);
}

void sd_out_decimal(struct sd_out *out, sd_decimal value, int places)
{
	if (begin_number(out)) {
		sd_decimal_add(&out->bytes, value, places);
		return;
	}
	struct sd_str digits = SD_STR_INIT;
	sd_decimal_add(&digits, value, places);
	out_number(out, &digits);
}

void sd_out_double(struct sd_out *out, double value, int places)
{
	if (!isfinite(value)) {
		sd_out_absent(out);
		return;
	}
	if (begin_number(out)) {
		sd_double_add(&out->bytes, value, places);
		return;
	}
	struct sd_str digits = SD_STR_INIT;
	sd_double_add(&digits, value, places);
	out_number(out, &digits);
}

void sd_out_json(struct sd_out *out, struct sd_text json)
{
	sd_out_cell(out, (struct sd_cell){json, SD_CELL_JSON});
}

int sd_out_reject(struct sd_out *out, size_t column, const char *format, ...)
{
	sd_out_undo(out);
	out->refused_column = column;
	sd_str_clear(&out->refusal);
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&out->refusal, format, arguments);
	va_end(arguments);
	return SD_ROW_BAD;
}
