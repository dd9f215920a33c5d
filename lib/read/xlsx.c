/* SPDX-License-Identifier: MIT */
/* The kind `xlsx`: a sheet of an Excel workbook, row by row (ECMA-376 Part 1, 18.3). What is in memory is one row, and
 * the strings that the workbook's sheets share.
 *
 * A sheet is unpacked twice: first to see that it is whole, and which cells are merged, then row by row. */
#include "read/xlsx_book.h"
#include "read/xml.h"
#include "rows/reader.h"

enum {
	MOST_ROWS = 1048576, /* Excel's own limits */
	MOST_COLUMNS = 16384,
	MERGE_ROWS = 20, /* headers stand in the first rows … */
	MERGE_RECORDS = 8,
	MOST_MERGES = 10000
};
static const uint64_t most_sheet = (uint64_t)64 * 1024 * 1024 * 1024;

static const char fault_error[] = "an error of the spreadsheet stands in a cell";
static const char fault_formula[] = "a formula without its result stands in a cell (open the workbook in a spreadsheet "
				    "program and save it)";

struct merge {
	uint32_t row, left, right; /* from 0; row: of its top */
};

struct built {
	size_t start; /* in xlsx.text, where it is not shared */
	bool shared;
};

struct xlsx {
	struct sd_source source;
	const struct sd_file *file;
	struct sd_archive *archive;
	struct sd_xlsx_book book;
	const struct sd_xlsx_sheet *sheet;
	struct sd_str where; /* for messages */
	struct merge *merges;
	size_t merges_length, merges_room, max_field;
	struct sd_archive_part *part;
	struct sd_xml *xml;
	bool in_data, in_row, in_cell, in_value, in_phonetic, has_formula, has_value;
	uint32_t row, column; /* of the cell at hand, from 0; the row and column after the last */
	uint32_t next_row, next_column;
	char type; /* n s t(ext) b e d */
	enum sd_serial_kind style;
	struct sd_str value, text;
	struct sd_cell *cells;
	struct built *built;
	size_t length, cells_room, built_room;
	bool has_cells; /* the sheet chosen has */
	size_t widest; /* row so far: what others lack behind their last cell is absent */
	uint64_t records;
	const char *fault;
	size_t fault_column;
	bool filled; /* the row has a cell that is not absent */
};

/* `BC12`: column 54, row 11. */
static bool parse_reference(const char *text, const char **end, uint32_t *row, uint32_t *column)
{
	uint32_t letters = 0, digits = 0;
	while (*text == '$')
		text++;
	for (; *text >= 'A' && *text <= 'Z' && letters <= MOST_COLUMNS; text++)
		letters = letters * 26 + (uint32_t)(*text - 'A') + 1;
	while (*text == '$')
		text++;
	for (; *text >= '0' && *text <= '9' && digits <= MOST_ROWS; text++)
		digits = digits * 10 + (uint32_t)(*text - '0');
	*end = text;
	if (!letters || letters > MOST_COLUMNS || !digits || digits > MOST_ROWS)
		return false;
	*row = digits - 1;
	*column = letters - 1;
	return true;
}

/* Room for the cell at `column`, absent until told otherwise. */
static void reach(struct xlsx *xlsx, uint32_t column)
{
	while (xlsx->length <= column) {
		SD_GROW(xlsx->cells, xlsx->length, xlsx->cells_room);
		SD_GROW(xlsx->built, xlsx->length, xlsx->built_room);
		xlsx->cells[xlsx->length] = (struct sd_cell){.kind = SD_CELL_ABSENT};
		xlsx->built[xlsx->length++] = (struct built){0, true};
	}
}

static void put_own(struct xlsx *xlsx, size_t start, enum sd_cell_kind kind)
{
	xlsx->cells[xlsx->column] = (struct sd_cell){{NULL, xlsx->text.length - start}, kind};
	xlsx->built[xlsx->column] = (struct built){start, false};
	xlsx->filled = true;
}

static void put_fault(struct xlsx *xlsx, const char *fault)
{
	if (xlsx->fault)
		return;
	xlsx->fault = fault;
	xlsx->fault_column = xlsx->column + 1;
}

/* As written; but programs that write 17 digits mean the shortest number that reads the same: 4.1. */
static bool put_number(struct xlsx *xlsx, struct sd_xml *xml)
{
	struct sd_text text = sd_text_trim(sd_str_text(&xlsx->value));
	size_t start = xlsx->text.length, digits = 0;
	char *end = NULL;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] >= '0' && text.data[i] <= '9')
			digits++;
		else if (!strchr("+-.eE", text.data[i]) || !text.data[i])
			digits = SIZE_MAX / 2;
	}
	if (!text.length)
		return true;
	double number = strtod(text.data, &end);
	if (digits > 400 || end != text.data + text.length) {
		sd_xml_refuse(xml, "row %u, column %u: a number is none", xlsx->row + 1, xlsx->column + 1);
		return false;
	}
	if (sd_serial_add(&xlsx->text, number, xlsx->style, xlsx->book.since_1904)) {
		put_own(xlsx, start, SD_CELL_TEXT);
		return true;
	}
	if (digits > 15 && memchr(text.data, '.', text.length))
		sd_serial_add_double(&xlsx->text, number);
	else
		sd_str_add_text(&xlsx->text, text);
	put_own(xlsx, start, SD_CELL_NUMBER);
	return true;
}

static void finish_cell(struct xlsx *xlsx, struct sd_xml *xml)
{
	struct sd_text value = sd_str_text(&xlsx->value), shared;
	reach(xlsx, xlsx->column);
	size_t start = xlsx->text.length;
	if (!xlsx->has_value || (xlsx->type != 't' && !value.length)) {
		if (xlsx->has_formula)
			put_fault(xlsx, fault_formula);
		return;
	}
	switch (xlsx->type) {
	case 's':
		value = sd_text_trim(value);
		if (!value.length || value.length > 10 || strspn(value.data, "0123456789") < value.length ||
		    !sd_xlsx_book_shared(&xlsx->book, strtoull(value.data, NULL, 10), &shared)) {
			sd_xml_refuse(xml, "row %u, column %u: names a shared string that is not there", xlsx->row + 1,
				      xlsx->column + 1);
			return;
		}
		xlsx->cells[xlsx->column] = (struct sd_cell){shared, SD_CELL_TEXT};
		xlsx->built[xlsx->column].shared = true;
		xlsx->filled = true;
		break;
	case 'b':
		sd_str_adds(&xlsx->text, sd_text_equals(sd_text_trim(value), "1") ? "TRUE" : "FALSE");
		put_own(xlsx, start, SD_CELL_TEXT);
		break;
	case 'e':
		put_fault(xlsx, fault_error);
		sd_str_add_text(&xlsx->text, value);
		put_own(xlsx, start, SD_CELL_TEXT);
		break;
	case 't':
	case 'd':
		sd_xlsx_add_unescaped(&xlsx->text, value);
		put_own(xlsx, start, SD_CELL_TEXT);
		break;
	default:
		(void)put_number(xlsx, xml);
	}
	if (xlsx->cells[xlsx->column].text.length > xlsx->max_field)
		sd_xml_refuse(xml,
			      "row %u, column %u: a cell is longer than %zu bytes; --max-field takes a higher limit",
			      xlsx->row + 1, xlsx->column + 1, xlsx->max_field);
}

static void start_cell(struct xlsx *xlsx, struct sd_xml *xml, const char **attributes)
{
	const char *reference = sd_xml_attribute(attributes, "r"), *type = sd_xml_attribute(attributes, "t");
	const char *style = sd_xml_attribute(attributes, "s"), *end;
	uint32_t row = xlsx->row;
	xlsx->column = xlsx->next_column;
	if ((reference && (!parse_reference(reference, &end, &row, &xlsx->column) || *end || row != xlsx->row)) ||
	    xlsx->column >= MOST_COLUMNS) {
		sd_xml_refuse(xml, "row %u: a cell stands where none can", xlsx->row + 1);
		return;
	}
	xlsx->next_column = xlsx->column + 1;
	xlsx->in_cell = true;
	xlsx->has_formula = xlsx->has_value = xlsx->in_value = xlsx->in_phonetic = false;
	sd_str_clear(&xlsx->value);
	xlsx->type = 'n';
	if (type)
		xlsx->type = !strcmp(type, "s")				       ? 's'
			     : !strcmp(type, "str") || !strcmp(type, "inlineStr") ? 't'
			     : !strcmp(type, "b")			       ? 'b'
			     : !strcmp(type, "e")			       ? 'e'
			     : !strcmp(type, "d")			       ? 'd'
									       : 'n';
	unsigned long index = style ? strtoul(style, NULL, 10) : 0;
	xlsx->style = index < xlsx->book.styles_length ? xlsx->book.styles[index] : SD_SERIAL_NUMBER;
}

static void on_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct xlsx *xlsx = state;
	if (!strcmp(name, "sheetData")) {
		xlsx->in_data = true;
	} else if (!xlsx->in_data) {
		return;
	} else if (!xlsx->in_row) {
		if (strcmp(name, "row") != 0)
			return;
		const char *number = sd_xml_attribute(attributes, "r");
		unsigned long row = number ? strtoul(number, NULL, 10) : xlsx->next_row + 1UL;
		if (row <= xlsx->next_row || row > MOST_ROWS) {
			sd_xml_refuse(xml, "row %lu stands where none can", row);
			return;
		}
		xlsx->in_row = true;
		xlsx->row = (uint32_t)row - 1;
		xlsx->next_row = (uint32_t)row;
		xlsx->next_column = 0;
		xlsx->length = 0;
		xlsx->filled = false;
		xlsx->fault = NULL;
		xlsx->fault_column = 0;
		sd_str_clear(&xlsx->text);
	} else if (!xlsx->in_cell) {
		if (!strcmp(name, "c"))
			start_cell(xlsx, xml, attributes);
	} else if (!strcmp(name, "f")) {
		xlsx->has_formula = true;
	} else if (!strcmp(name, "rPh")) {
		xlsx->in_phonetic = true;
	} else if (!strcmp(name, "v") || (!strcmp(name, "t") && !xlsx->in_phonetic)) {
		xlsx->in_value = xlsx->has_value = true;
	}
}

static void on_text(struct sd_xml *xml, void *state, const char *text, size_t length)
{
	struct xlsx *xlsx = state;
	if (!xlsx->in_value)
		return;
	sd_str_add(&xlsx->value, text, length);
	if (xlsx->value.length > SD_XML_TAG)
		sd_xml_refuse(xml, "row %u, column %u: a cell of more than %d bytes: refused", xlsx->row + 1,
			      xlsx->column + 1, SD_XML_TAG);
}

static void on_end(struct sd_xml *xml, void *state, const char *name)
{
	struct xlsx *xlsx = state;
	if (xlsx->in_cell) {
		if (!strcmp(name, "v") || !strcmp(name, "t")) {
			xlsx->in_value = false;
		} else if (!strcmp(name, "rPh")) {
			xlsx->in_phonetic = false;
		} else if (!strcmp(name, "c")) {
			xlsx->in_cell = false;
			finish_cell(xlsx, xml);
		}
	} else if (xlsx->in_row && !strcmp(name, "row")) {
		xlsx->in_row = false;
		if (xlsx->filled || xlsx->fault)
			sd_xml_pause(xml);
	} else if (!strcmp(name, "sheetData")) {
		xlsx->in_data = false;
	}
}

/* A header that was merged over several columns is the header of each; one over all that the row holds is a title. */
static void fill_merged(struct xlsx *xlsx)
{
	for (size_t i = 0; i < xlsx->merges_length; i++) {
		const struct merge *merge = &xlsx->merges[i];
		bool alone = true;
		if (merge->row != xlsx->row || merge->left >= xlsx->length ||
		    xlsx->cells[merge->left].kind == SD_CELL_ABSENT)
			continue;
		for (size_t j = 0; j < xlsx->length; j++)
			if (xlsx->cells[j].kind != SD_CELL_ABSENT && (j < merge->left || j > merge->right))
				alone = false;
		if (alone)
			continue;
		reach(xlsx, merge->right);
		for (uint32_t j = merge->left + 1; j <= merge->right; j++)
			if (xlsx->cells[j].kind == SD_CELL_ABSENT) {
				xlsx->cells[j] = xlsx->cells[merge->left];
				xlsx->built[j] = xlsx->built[merge->left];
			}
	}
}

static int start_sheet(struct xlsx *xlsx, struct sd_error *err)
{
	static const struct sd_xml_events events = {on_start, on_end, on_text};
	sd_xml_free(xlsx->xml);
	sd_archive_part_free(xlsx->part);
	xlsx->xml = NULL;
	xlsx->part = sd_archive_part_open(xlsx->archive, xlsx->sheet->part, most_sheet, err);
	if (!xlsx->part)
		return -1;
	xlsx->xml = sd_xml_new(xlsx->where.data, sd_xlsx_read_part, xlsx->part, &events, xlsx);
	xlsx->in_data = xlsx->in_row = xlsx->in_cell = xlsx->in_value = false;
	xlsx->next_row = 0;
	xlsx->records = 0;
	xlsx->widest = 0;
	return 0;
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct xlsx *xlsx = (struct xlsx *)source;
	if (!xlsx->xml && start_sheet(xlsx, err))
		return -1;
	int status = sd_xml_run(xlsx->xml, err);
	if (status != 1)
		return status;
	for (size_t i = 0; i < xlsx->length; i++)
		if (!xlsx->built[i].shared)
			xlsx->cells[i].text.data = xlsx->text.data + xlsx->built[i].start;
	if (xlsx->records++ < MERGE_RECORDS)
		fill_merged(xlsx);
	if (xlsx->widest)
		reach(xlsx, (uint32_t)xlsx->widest - 1);
	xlsx->widest = xlsx->length;
	*record = (struct sd_source_record){.cells = xlsx->cells,
					    .length = xlsx->length,
					    .line = xlsx->row + (uint64_t)1,
					    .fault = xlsx->fault,
					    .fault_line = xlsx->fault ? xlsx->row + (uint64_t)1 : 0,
					    .fault_column = xlsx->fault_column};
	return 1;
}

static int rewind_sheet(struct sd_source *source, struct sd_error *err)
{
	return start_sheet((struct xlsx *)source, err);
}

static void free_sheet(struct sd_source *source)
{
	struct xlsx *xlsx = (struct xlsx *)source;
	sd_xml_free(xlsx->xml);
	sd_archive_part_free(xlsx->part);
	sd_archive_free(xlsx->archive);
	sd_xlsx_book_release(&xlsx->book);
	sd_str_release(&xlsx->where);
	sd_str_release(&xlsx->value);
	sd_str_release(&xlsx->text);
	sd_str_release(&source->notes);
	free(xlsx->merges);
	free(xlsx->cells);
	free(xlsx->built);
	free(xlsx);
}

static void add_merge(struct xlsx *xlsx, const char *text)
{
	struct merge merge;
	uint32_t bottom;
	const char *ref = strstr(text, "ref="), *end;
	if (!ref || !parse_reference(ref + 5, &end, &merge.row, &merge.left) || *end != ':' ||
	    !parse_reference(end + 1, &end, &bottom, &merge.right))
		return;
	if (merge.row >= MERGE_ROWS || merge.right <= merge.left || xlsx->merges_length == MOST_MERGES)
		return;
	SD_GROW(xlsx->merges, xlsx->merges_length, xlsx->merges_room);
	xlsx->merges[xlsx->merges_length++] = merge;
}

/* Reads the sheet once to its end. Merged cells come behind all rows; a `<` never stands in a value, so looking for the
 * tag in the bytes does what parsing would, in a tenth of the time. */
static int read_through(struct xlsx *xlsx, struct sd_error *err)
{
	enum { PIECE = 64 * 1024, KEPT = 256 };
	static const char tag[] = "mergeCell ";
	struct sd_archive_part *part = sd_archive_part_open(xlsx->archive, xlsx->sheet->part, most_sheet, err);
	struct sd_str piece = SD_STR_INIT;
	int64_t got = -1;
	if (!part)
		return -1;
	sd_str_reserve(&piece, PIECE + KEPT + 1);
	while ((got = sd_archive_part_read(part, piece.data + piece.length, PIECE, err)) > 0) {
		piece.length += (size_t)got;
		piece.data[piece.length] = '\0';
		size_t from = 0, done = piece.length > KEPT ? piece.length - KEPT : 0;
		const char *found;
		xlsx->has_cells = xlsx->has_cells || memmem(piece.data, piece.length, "<v", 2) ||
				  memmem(piece.data, piece.length, "<is", 3);
		while (from < done && (found = memmem(piece.data + from, piece.length - from, tag, sizeof tag - 1))) {
			size_t at = (size_t)(found - piece.data);
			if (at >= done)
				break;
			add_merge(xlsx, found);
			from = at + 1;
		}
		memmove(piece.data, piece.data + done, piece.length - done);
		piece.length -= done;
	}
	piece.data[piece.length] = '\0';
	for (const char *found = piece.data; !got && (found = memmem(found, piece.length - (size_t)(found - piece.data),
								     tag, sizeof tag - 1)); found++)
		add_merge(xlsx, found);
	sd_str_release(&piece);
	sd_archive_part_free(part);
	return got < 0 ? -1 : 0;
}

static void add_names(const struct xlsx *xlsx, struct sd_str *str)
{
	for (size_t i = 0; i < xlsx->book.sheets_length; i++) {
		const struct sd_xlsx_sheet *sheet = &xlsx->book.sheets[i];
		sd_str_adds(str, i ? ", \"" : "\"");
		sd_str_add_printable(str, sd_text_of(sheet->name), 80);
		sd_str_adds(str, !sheet->part ? "\" (no cells)" : sheet->hidden ? "\" (hidden)" : "\"");
	}
}

/* Reads the sheet at hand through; while it has no cells and none was asked for, the next that is shown. */
static int read_chosen(struct xlsx *xlsx, const char *wanted, struct sd_error *err)
{
	enum { MOST_TRIED = 64 };
	const struct sd_xlsx_sheet *first = xlsx->sheet, *end = xlsx->book.sheets + xlsx->book.sheets_length;
	for (int tried = 0;; tried++) {
		if (read_through(xlsx, err))
			return -1;
		if (wanted || xlsx->has_cells || tried == MOST_TRIED)
			return 0;
		const struct sd_xlsx_sheet *further = xlsx->sheet + 1;
		while (further < end && (!further->part || further->hidden))
			further++;
		if (further >= end) {
			xlsx->sheet = first;
			return 0;
		}
		xlsx->sheet = further;
	}
}

/* The sheet named, or of that number; else the first that is shown. */
static int choose_sheet(struct xlsx *xlsx, const char *wanted, struct sd_error *err)
{
	char *end = NULL;
	unsigned long number = wanted && *wanted ? strtoul(wanted, &end, 10) : 0;
	for (size_t i = 0; i < xlsx->book.sheets_length && !xlsx->sheet; i++)
		if (xlsx->book.sheets[i].part &&
		    (wanted ? !strcmp(xlsx->book.sheets[i].name, wanted) : !xlsx->book.sheets[i].hidden))
			xlsx->sheet = &xlsx->book.sheets[i];
	if (!xlsx->sheet && wanted && end && !*end && number >= 1 && number <= xlsx->book.sheets_length &&
	    xlsx->book.sheets[number - 1].part)
		xlsx->sheet = &xlsx->book.sheets[number - 1];
	for (size_t i = 0; i < xlsx->book.sheets_length && !xlsx->sheet && !wanted; i++)
		if (xlsx->book.sheets[i].part)
			xlsx->sheet = &xlsx->book.sheets[i];
	if (xlsx->sheet)
		return 0;
	struct sd_str names = SD_STR_INIT;
	add_names(xlsx, &names);
	if (wanted)
		sd_fail(err, "%s: there is no sheet \"%s\": there are %s", xlsx->file->name, wanted,
			names.length ? names.data : "none");
	else
		sd_fail(err, "%s: the workbook has no sheet with cells", xlsx->file->name);
	sd_str_release(&names);
	return -1;
}

static int open_book(struct xlsx *xlsx, const struct sd_source_options *options, struct sd_error *err)
{
	struct sd_str *notes = &xlsx->source.notes;
	xlsx->archive = sd_archive_open(xlsx->file, err);
	if (!xlsx->archive)
		return -1;
	if (sd_archive_has(xlsx->archive, "content.xml") && sd_archive_has(xlsx->archive, "mimetype"))
		return sd_fail(err, "%s: an OpenDocument file: save it as .xlsx or .csv", xlsx->file->name);
	if (sd_archive_has(xlsx->archive, "word/document.xml"))
		return sd_fail(err, "%s: a Word document: save it as plain text (.txt)", xlsx->file->name);
	if (sd_archive_has(xlsx->archive, "xl/workbook.bin"))
		return sd_fail(err, "%s: a binary workbook (.xlsb): save it as .xlsx or .csv", xlsx->file->name);
	if (!sd_archive_has(xlsx->archive, "[Content_Types].xml"))
		return sd_fail(err, "%s: a ZIP archive without a workbook: unpack it, and import what it holds",
			       xlsx->file->name);
	if (sd_xlsx_book_read(&xlsx->book, xlsx->archive, xlsx->file->name, err) ||
	    choose_sheet(xlsx, options->sheet, err) || read_chosen(xlsx, options->sheet, err))
		return -1;
	sd_str_addf(&xlsx->where, "%s: sheet ", xlsx->file->name);
	sd_str_add_printable(&xlsx->where, sd_text_of(xlsx->sheet->name), 80);
	sd_str_adds(notes, "sheet: \"");
	sd_str_add_printable(notes, sd_text_of(xlsx->sheet->name), 80);
	sd_str_adds(notes, "\"");
	if (xlsx->book.sheets_length > 1) {
		sd_str_adds(notes, " of ");
		add_names(xlsx, notes);
		sd_str_adds(notes, options->sheet ? "" : " (--sheet takes another)");
	}
	sd_str_adds(notes, "\n");
	if (xlsx->book.since_1904)
		sd_str_adds(notes, "dates: counted from 1904, as the workbook says\n");
	return 0;
}

static struct sd_source *open_xlsx(const struct sd_source_head *head, const struct sd_source_options *options,
				   struct sd_error *err)
{
	struct xlsx *xlsx = sd_calloc(1, sizeof *xlsx);
	xlsx->source =
		(struct sd_source){.kind = &sd_source_xlsx, .next = next, .rewind = rewind_sheet, .free = free_sheet};
	xlsx->file = head->files;
	xlsx->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	if (!open_book(xlsx, options, err))
		return &xlsx->source;
	free_sheet(&xlsx->source);
	return NULL;
}

static int recognise(const struct sd_source_head *head, struct sd_str *why)
{
	if (head->bytes.length < 4 || memcmp(head->bytes.data, "PK\003\004", 4) != 0)
		return 0;
	bool book = memmem(head->bytes.data, head->bytes.length, "xl/", 3) != NULL;
	sd_str_adds(why, book ? "begins as a ZIP archive does and names parts of a workbook"
			      : "begins as a ZIP archive does");
	return book ? 95 : 60;
}

const struct sd_source_kind sd_source_xlsx = {
	.name = "xlsx",
	.what = "an Excel workbook",
	.most_files = 1,
	.recognise = recognise,
	.open = open_xlsx,
};
