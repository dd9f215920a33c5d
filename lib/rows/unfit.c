/* SPDX-License-Identifier: MIT */
#include "rows/unfit.h"

#include <strings.h>

#define EXPORT "export the survey as CSV"
#define UNPACK "unpack it, and take what it holds"

static const struct {
	const char *bytes;
	size_t length;
	struct sd_unfit unfit;
} beginnings[] = {
	{"\xFF\xD8\xFF", 3, {"a JPEG picture", EXPORT}},
	{"\x89PNG\r\n\x1A\n", 8, {"a PNG picture", EXPORT}},
	{"GIF87a", 6, {"a GIF picture", EXPORT}},
	{"GIF89a", 6, {"a GIF picture", EXPORT}},
	{"%PDF-", 5, {"a PDF", EXPORT}},
	{"{\\rtf", 5, {"rich text (RTF)", "save it as plain text"}},
	{"\x1F\x8B\x08", 3, {"packed by gzip", UNPACK}},
	{"BZh91AY&SY", 10, {"packed by bzip2", UNPACK}},
	{"\xFD""7zXZ", 6, {"packed by xz", UNPACK}},
	{"\x28\xB5\x2F\xFD", 4, {"packed by zstd", UNPACK}},
	{"7z\xBC\xAF\x27\x1C", 6, {"a 7z archive", UNPACK}},
	{"Rar!\x1A\x07", 6, {"a RAR archive", UNPACK}},
	{"SQLite format 3", 16, {"an SQLite database", "write the table as CSV"}},
	{"PAR1\x15", 5, {"a Parquet file", "write it as CSV"}},
	{"<stata_dta>", 11, {"a Stata file", "save it as CSV"}},
};

static const struct sd_unfit
	page = {"a web page", "open it in a spreadsheet, and save it as .xlsx or .csv"},
	xml_book = {"an Excel workbook in XML of 2003", "save it as .xlsx"},
	xml = {"XML, and no Triple-S definition", EXPORT},
	lines = {"JSON Lines, which every other filter reads", "leave `saydo import` out (--from jsonl)"},
	json = {"JSON", "write it as CSV, or as JSON Lines, which every other filter reads"};

static struct sd_text skip_blank(struct sd_text text)
{
	while (text.length && strchr(" \t\r\n", *text.data) && *text.data) {
		text.data++;
		text.length--;
	}
	return text;
}

static bool begins(struct sd_text text, const char *with)
{
	return text.length >= strlen(with) && !strncasecmp(text.data, with, strlen(with));
}

static bool holds(struct sd_text text, const char *part)
{
	return memmem(text.data, text.length, part, strlen(part)) != NULL;
}

/* `{` and a name in quotes with its colon: no cell of a table is written so, but where it stands in quotes itself. */
static bool is_object(struct sd_text text)
{
	if (!begins(text, "{"))
		return false;
	text = skip_blank((struct sd_text){text.data + 1, text.length - 1});
	const char *end = begins(text, "\"") ? memchr(text.data + 1, '"', text.length - 1) : NULL;
	if (!end)
		return false;
	text = skip_blank((struct sd_text){end + 1, text.length - (size_t)(end + 1 - text.data)});
	return begins(text, ":");
}

const struct sd_unfit *sd_unfit_by_bytes(struct sd_text head)
{
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (head.length >= beginnings[i].length &&
		    !memcmp(head.data, beginnings[i].bytes, beginnings[i].length))
			return &beginnings[i].unfit;
	return NULL;
}

const struct sd_unfit *sd_unfit_find(struct sd_text head)
{
	enum { FAR = 1024 };
	const struct sd_unfit *found = sd_unfit_by_bytes(head);
	if (found)
		return found;
	if (begins(head, "\xEF\xBB\xBF"))
		head = (struct sd_text){head.data + 3, head.length - 3};
	head = skip_blank(head);
	struct sd_text near = {head.data, head.length < FAR ? head.length : FAR};
	if (begins(head, "<!doctype html") || begins(head, "<html") || (begins(head, "<?xml") && holds(near, "<html")))
		return &page;
	if (begins(head, "<table") || begins(head, "<meta ") || begins(head, "<style"))
		return &page;
	if (begins(head, "<?xml"))
		return holds(near, "Excel.Sheet") ? &xml_book : &xml;
	if (is_object(head)) {
		const char *end = memchr(head.data, '\n', head.length);
		struct sd_text line = {head.data, end ? (size_t)(end - head.data) : head.length};
		line = sd_text_trim(line);
		return line.data[line.length - 1] == '}' ? &lines : &json;
	}
	if (begins(head, "[") && is_object(skip_blank((struct sd_text){head.data + 1, head.length - 1})))
		return &json;
	return NULL;
}

bool sd_unfit_binary(struct sd_text text)
{
	enum { LEAST = 16, SHARE = 20 };
	size_t controls = 0;
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		controls += byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1A && byte != 0x1B;
	}
	return controls >= LEAST && controls * SHARE > text.length;
}
