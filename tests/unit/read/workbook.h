/* SPDX-License-Identifier: MIT */
/* Workbooks put together from their parts. */
#ifndef TESTS_READ_WORKBOOK_H
#define TESTS_READ_WORKBOOK_H

#include <zip.h>

#include "base/str.h"

struct part {
	const char *name, *content;
};

/* The parts as a ZIP archive. */
static inline void add_archive(struct sd_str *out, const struct part *parts, size_t length)
{
	zip_error_t error;
	zip_stat_t stat;
	zip_error_init(&error);
	zip_source_t *bytes = zip_source_buffer_create(NULL, 0, 0, &error);
	assert_non_null(bytes);
	zip_source_keep(bytes);
	zip_t *zip = zip_open_from_source(bytes, ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	for (size_t i = 0; i < length; i++) {
		zip_source_t *part = zip_source_buffer(zip, parts[i].content, strlen(parts[i].content), 0);
		zip_int64_t index = zip_file_add(zip, parts[i].name, part, ZIP_FL_ENC_UTF_8);
		assert_true(index >= 0);
		assert_int_equal(zip_file_set_mtime(zip, (zip_uint64_t)index, 0, 0), 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(bytes), 0);
	assert_int_equal(zip_source_stat(bytes, &stat), 0);
	size_t room = (size_t)stat.size;
	sd_str_reserve(out, room);
	assert_int_equal(zip_source_read(bytes, out->data + out->length, room), (zip_int64_t)room);
	out->length += room;
	zip_source_close(bytes);
	zip_source_free(bytes);
	zip_error_fini(&error);
}

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

/* A workbook of one sheet called Answers; `strings` and `styles` may be NULL; `book`: what stands before the sheets. */
static inline void add_workbook(struct sd_str *out, const char *book, const char *strings, const char *styles,
				const char *sheet)
{
	struct sd_str workbook = SD_STR_INIT;
	sd_str_addf(&workbook,
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook " MAIN " xmlns:r=\"" OFFICE "\">%s<sheets>"
		    "<sheet name=\"Notes\" sheetId=\"3\" state=\"hidden\" r:id=\"rId9\"/>"
		    "<sheet name=\"Answers\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
		    book);
	const struct part parts[] = {
		{"[Content_Types].xml", "<Types "
					"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
		{"_rels/.rels", RELATIONS "<Relationship Id=\"a\" Type=\"" OFFICE "/officeDocument\" "
										  "Target=\"xl/workbook.xml\"/></"
										  "Relationships>"},
		{"xl/workbook.xml", workbook.data},
		{"xl/_rels/workbook.xml.rels", RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE
							 "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship "
							 "Id=\"rId9\" Type=\"" OFFICE "/worksheet\" "
										      "Target=\"/xl/worksheets/"
										      "sheet2.xml\"/><Relationship "
										      "Id=\"rId2\" Type=\"" OFFICE
							 "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" "
							 "Type=\"" OFFICE "/sharedStrings\" "
									  "Target=\"sharedStrings.xml\"/></"
									  "Relationships>"},
		{"xl/worksheets/sheet1.xml", sheet},
		{"xl/worksheets/sheet2.xml", "<worksheet " MAIN "><sheetData><row r=\"1\"><c r=\"A1\" "
								"t=\"inlineStr\"><is>"
					     "<t>for us only</t></is></c></row></sheetData></worksheet>"},
		{"xl/styles.xml", styles ? styles : "<styleSheet " MAIN "/>"},
		{"xl/sharedStrings.xml", strings ? strings : "<sst " MAIN "/>"},
	};
	add_archive(out, parts, sizeof parts / sizeof *parts);
	sd_str_release(&workbook);
}

#endif
