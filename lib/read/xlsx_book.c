/* SPDX-License-Identifier: MIT */
#include "read/xlsx_book.h"

#include "base/utf8.h"
#include "read/xml.h"

enum {
	SMALL_PART = 64 * 1024 * 1024, /* of workbook, relations and styles */
	MOST_SHEETS = 5000,
	MOST_FORMATS = 1000, /* Excel has room for some 250, and for 65,490 styles */
	MOST_STYLES = 200000,
	MOST_RELATIONS = 100000
};

int64_t sd_xlsx_read_part(void *part, char *buffer, size_t room, struct sd_error *err)
{
	return sd_archive_part_read(part, buffer, room, err);
}

static char *copy(struct sd_text text)
{
	struct sd_str str = SD_STR_INIT;
	sd_str_add_text(&str, text);
	return sd_str_take(&str);
}

/* The four digits of `_xHHHH_` at `at`, or -1. */
static int32_t escaped(struct sd_text text, size_t at)
{
	if (text.length - at < 7 || text.data[at] != '_' || text.data[at + 1] != 'x' || text.data[at + 6] != '_')
		return -1;
	int32_t code = 0;
	for (size_t i = at + 2; i < at + 6; i++) {
		const char digits[] = "0123456789abcdef";
		char byte = text.data[i] >= 'A' && text.data[i] <= 'F' ? (char)(text.data[i] | 0x20) : text.data[i];
		const char *digit = byte ? strchr(digits, byte) : NULL;
		if (!digit)
			return -1;
		code = code * 16 + (int32_t)(digit - digits);
	}
	return code;
}

void sd_xlsx_add_unescaped(struct sd_str *str, struct sd_text text)
{
	size_t from = 0;
	if (!text.length)
		return;
	for (size_t at = 0; at + 7 <= text.length;) {
		const char *mark = memchr(text.data + at, '_', text.length - at);
		if (!mark)
			break;
		at = (size_t)(mark - text.data);
		int32_t code = escaped(text, at);
		size_t length = 7;
		if (code >= 0xD800 && code < 0xDC00 && at + 14 <= text.length) {
			int32_t low = escaped(text, at + 7);
			if (low >= 0xDC00 && low < 0xE000) {
				code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
				length = 14;
			}
		}
		if (code <= 0 || (code >= 0xD800 && code < 0xE000)) {
			at++;
			continue;
		}
		char bytes[4];
		sd_str_add(str, text.data + from, at - from);
		sd_str_add(str, bytes, sd_utf8_encode((uint32_t)code, bytes));
		at += length;
		from = at;
	}
	sd_str_add(str, text.data + from, text.length - from);
}

struct reading {
	struct sd_xlsx_book *book;
	struct sd_str base; /* what a relation's target begins in: the folder of the workbook */
	char *workbook, *styles, *strings;
	size_t relations;
	bool in_formats, in_string, in_phonetic, in_text;
	struct sd_str text;
	enum sd_serial_kind *customs; /* pairs of number and kind, by number */
	uint32_t *custom_ids;
	size_t customs_length, customs_room, custom_ids_room;
};

static void nothing(struct sd_xml *xml, void *state, const char *name)
{
	(void)xml;
	(void)state;
	(void)name;
}

static void no_text(struct sd_xml *xml, void *state, const char *text, size_t length)
{
	(void)xml;
	(void)state;
	(void)text;
	(void)length;
}

static bool is_true(const char *value)
{
	return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

static void workbook_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct sd_xlsx_book *book = ((struct reading *)state)->book;
	if (!strcmp(name, "workbookPr")) {
		book->since_1904 = is_true(sd_xml_attribute(attributes, "date1904"));
	} else if (!strcmp(name, "sheet") && book->sheets_length == MOST_SHEETS) {
		sd_xml_refuse(xml, "more than %d sheets: refused", MOST_SHEETS);
	} else if (!strcmp(name, "sheet")) {
		const char *title = sd_xml_attribute(attributes, "name");
		const char *relation = sd_xml_attribute(attributes, "id");
		const char *shown = sd_xml_attribute(attributes, "state");
		SD_GROW(book->sheets, book->sheets_length, book->sheets_room);
		book->sheets[book->sheets_length++] = (struct sd_xlsx_sheet){
			.name = copy(sd_text_of(title ? title : "")),
			.relation = copy(sd_text_of(relation ? relation : "")),
			.hidden = shown && (!strcmp(shown, "hidden") || !strcmp(shown, "veryHidden")),
		};
	}
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);
	return length >= wanted && !strcmp(text + length - wanted, end);
}

static char *target_path(const struct reading *reading, const char *target)
{
	struct sd_str part = SD_STR_INIT;
	if (*target == '/')
		sd_str_adds(&part, target + 1);
	else
		sd_str_addf(&part, "%s%s", reading->base.data, target);
	return sd_str_take(&part);
}

/* Of the archive and of the workbook: which part is which, whatever they are called. */
static void relations_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct reading *reading = state;
	const char *id = sd_xml_attribute(attributes, "Id"), *target = sd_xml_attribute(attributes, "Target");
	const char *type = sd_xml_attribute(attributes, "Type");
	if (strcmp(name, "Relationship") != 0 || !id || !target || !type)
		return;
	if (++reading->relations > MOST_RELATIONS)
		sd_xml_refuse(xml, "more than %d relations: refused", MOST_RELATIONS);
	else if (ends_in(type, "/officeDocument") && !reading->workbook)
		reading->workbook = target_path(reading, target);
	else if (ends_in(type, "/styles") && !reading->styles)
		reading->styles = target_path(reading, target);
	else if (ends_in(type, "/sharedStrings") && !reading->strings)
		reading->strings = target_path(reading, target);
	if (!ends_in(type, "/worksheet"))
		return;
	for (size_t i = 0; i < reading->book->sheets_length; i++) {
		struct sd_xlsx_sheet *sheet = &reading->book->sheets[i];
		if (!sheet->part && !strcmp(sheet->relation, id))
			sheet->part = target_path(reading, target);
	}
}

static void styles_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct reading *reading = state;
	const char *id = sd_xml_attribute(attributes, "numFmtId");
	uint32_t number = id ? (uint32_t)strtoul(id, NULL, 10) : 0;
	if (!strcmp(name, "cellXfs")) {
		reading->in_formats = true;
	} else if (reading->customs_length > MOST_FORMATS || reading->book->styles_length > MOST_STYLES) {
		sd_xml_refuse(xml, "more than %d number formats or %d styles: refused", MOST_FORMATS, MOST_STYLES);
	} else if (!strcmp(name, "numFmt")) {
		const char *code = sd_xml_attribute(attributes, "formatCode");
		size_t length = reading->customs_length;
		SD_GROW(reading->custom_ids, length, reading->custom_ids_room);
		SD_GROW(reading->customs, length, reading->customs_room);
		reading->custom_ids[length] = number;
		reading->customs[length] = sd_serial_kind_of_code(sd_text_of(code ? code : ""));
		reading->customs_length++;
	} else if (reading->in_formats && !strcmp(name, "xf")) {
		enum sd_serial_kind kind = sd_serial_kind_of_id(number);
		/* Some writers give numbers below 164 codes of their own, and then mean those. */
		for (size_t i = 0; i < reading->customs_length; i++)
			if (reading->custom_ids[i] == number)
				kind = reading->customs[i];
		SD_GROW(reading->book->styles, reading->book->styles_length, reading->book->styles_room);
		reading->book->styles[reading->book->styles_length++] = kind;
	}
}

static void styles_end(struct sd_xml *xml, void *state, const char *name)
{
	(void)xml;
	if (!strcmp(name, "cellXfs"))
		((struct reading *)state)->in_formats = false;
}

static void strings_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct reading *reading = state;
	(void)xml;
	(void)attributes;
	if (!strcmp(name, "si")) {
		reading->in_string = true;
		reading->in_phonetic = false;
		sd_str_clear(&reading->text);
	} else if (!strcmp(name, "rPh")) {
		reading->in_phonetic = true;
	} else if (!strcmp(name, "t")) {
		reading->in_text = reading->in_string && !reading->in_phonetic;
	}
}

static void strings_end(struct sd_xml *xml, void *state, const char *name)
{
	struct reading *reading = state;
	struct sd_xlsx_book *book = reading->book;
	if (!strcmp(name, "rPh")) {
		reading->in_phonetic = false;
	} else if (!strcmp(name, "t")) {
		reading->in_text = false;
	} else if (!strcmp(name, "si") && reading->in_string) {
		reading->in_string = false;
		sd_xlsx_add_unescaped(&book->shared, sd_str_text(&reading->text));
		SD_GROW(book->shared_ends, book->shared_length, book->shared_room);
		book->shared_ends[book->shared_length++] = book->shared.length;
		if (book->shared.length + sizeof(uint64_t) * book->shared_length > SD_XLSX_SHARED)
			sd_xml_refuse(xml, "the shared strings take more than %llu MB of memory: save the sheet as CSV",
				      (unsigned long long)(SD_XLSX_SHARED / 1024 / 1024));
	}
}

static void strings_text(struct sd_xml *xml, void *state, const char *text, size_t length)
{
	struct reading *reading = state;
	if (!reading->in_text)
		return;
	sd_str_add(&reading->text, text, length);
	if (reading->text.length > SD_XML_TAG)
		sd_xml_refuse(xml, "a string of more than %d bytes: refused", SD_XML_TAG);
}

static int read_part(struct sd_archive *archive, const char *name, const char *file, uint64_t most,
		     const struct sd_xml_events *events, struct reading *reading, struct sd_error *err)
{
	struct sd_archive_part *part = sd_archive_part_open(archive, name, most, err);
	struct sd_str where = SD_STR_INIT;
	if (!part)
		return -1;
	sd_str_addf(&where, "%s: %s", file, name);
	struct sd_xml *xml = sd_xml_new(where.data, sd_xlsx_read_part, part, events, reading);
	int status = sd_xml_run(xml, err);
	sd_xml_free(xml);
	sd_archive_part_free(part);
	sd_str_release(&where);
	return status;
}

static int read_all(struct reading *reading, struct sd_archive *archive, const char *file, struct sd_error *err)
{
	static const struct sd_xml_events workbook = {workbook_start, nothing, no_text},
					  relations = {relations_start, nothing, no_text},
					  styles = {styles_start, styles_end, no_text},
					  strings = {strings_start, strings_end, strings_text};
	struct sd_str relations_part = SD_STR_INIT;
	if (sd_archive_has(archive, "_rels/.rels") &&
	    read_part(archive, "_rels/.rels", file, SMALL_PART, &relations, reading, err))
		return -1;
	if (!reading->workbook)
		reading->workbook = target_path(reading, "xl/workbook.xml");
	const char *slash = strrchr(reading->workbook, '/');
	const char *own = slash ? slash + 1 : reading->workbook;
	sd_str_add(&reading->base, reading->workbook, (size_t)(own - reading->workbook));
	sd_str_addf(&relations_part, "%s_rels/%s.rels", reading->base.data, own);
	int status = read_part(archive, reading->workbook, file, SMALL_PART, &workbook, reading, err);
	if (!status)
		status = read_part(archive, relations_part.data, file, SMALL_PART, &relations, reading, err);
	sd_str_release(&relations_part);
	if (status)
		return -1;
	if (reading->styles && sd_archive_has(archive, reading->styles) &&
	    read_part(archive, reading->styles, file, SMALL_PART, &styles, reading, err))
		return -1;
	if (reading->strings && sd_archive_has(archive, reading->strings) &&
	    read_part(archive, reading->strings, file, 8 * SD_XLSX_SHARED, &strings, reading, err))
		return -1;
	return 0;
}

int sd_xlsx_book_read(struct sd_xlsx_book *book, struct sd_archive *archive, const char *file, struct sd_error *err)
{
	*book = (struct sd_xlsx_book){0};
	struct reading reading = {.book = book};
	sd_str_adds(&reading.base, "");
	int status = read_all(&reading, archive, file, err);
	sd_str_release(&reading.text);
	sd_str_release(&reading.base);
	free(reading.workbook);
	free(reading.styles);
	free(reading.strings);
	free(reading.customs);
	free(reading.custom_ids);
	if (status)
		sd_xlsx_book_release(book);
	return status;
}

void sd_xlsx_book_release(struct sd_xlsx_book *book)
{
	for (size_t i = 0; i < book->sheets_length; i++) {
		free(book->sheets[i].name);
		free(book->sheets[i].part);
		free(book->sheets[i].relation);
	}
	free(book->sheets);
	free(book->styles);
	free(book->shared_ends);
	sd_str_release(&book->shared);
	*book = (struct sd_xlsx_book){0};
}

bool sd_xlsx_book_shared(const struct sd_xlsx_book *book, uint64_t index, struct sd_text *text)
{
	if (index >= book->shared_length)
		return false;
	uint64_t from = index ? book->shared_ends[index - 1] : 0;
	*text = (struct sd_text){book->shared.data ? book->shared.data + from : "", book->shared_ends[index] - from};
	return true;
}
