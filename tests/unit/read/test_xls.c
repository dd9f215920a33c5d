/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

#include "compound_file.h"

static const struct sd_source_options plain = {.quote = -1, .escape = -1};

static void add_record(struct sd_str *out, unsigned type, struct sd_str *content)
{
	add_little(out, type, 2);
	add_little(out, content->length, 2);
	sd_str_add_text(out, sd_str_text(content));
	sd_str_clear(content);
}

static void add_begin(struct sd_str *out, struct sd_str *content, unsigned version, unsigned sort)
{
	add_little(content, version, 2);
	add_little(content, sort, 2);
	add_little(content, 0, 4);
	add_record(out, 0x809, content);
}

static void add_text(struct sd_str *out, const char *text, int length_bytes)
{
	add_little(out, strlen(text), length_bytes);
	sd_str_addc(out, '\0');
	sd_str_adds(out, text);
}

static void add_sheet_name(struct sd_str *out, struct sd_str *content, const char *name, unsigned hidden, unsigned sort)
{
	add_little(content, 0xEEEEEEEE, 4); /* where it begins is put there by add_sheet_place */
	add_little(content, hidden | sort << 8, 2);
	add_text(content, name, 1);
	add_record(out, 0x85, content);
}

static void add_sheet_place(struct sd_str *out)
{
	char *at = memmem(out->data, out->length, "\xEE\xEE\xEE\xEE", 4);
	assert_non_null(at);
	for (int i = 0; i < 4; i++)
		at[i] = (char)(out->length >> 8 * i & 0xFF);
}

static void place(struct sd_str *content, unsigned row, unsigned column, unsigned style)
{
	add_little(content, row, 2);
	add_little(content, column, 2);
	add_little(content, style, 2);
}

static void add_real(struct sd_str *content, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	add_little(content, bits, 8);
}

static void add_shared(struct sd_str *out, struct sd_str *content, unsigned row, unsigned column, unsigned index)
{
	place(content, row, column, 0);
	add_little(content, index, 4);
	add_record(out, 0xFD, content);
}

/* Strings: id, bought, a long one whose end stands in a further record and in wide characters, tea. */
static void add_strings(struct sd_str *out, struct sd_str *content)
{
	add_little(content, 4, 4);
	add_little(content, 4, 4);
	add_text(content, "id", 2);
	add_text(content, "bought", 2);
	add_little(content, 6, 2);
	add_little(content, 8, 1); /* with one run of type */
	add_little(content, 1, 2);
	sd_str_adds(content, "Caf");
	add_record(out, 0xFC, content);
	add_little(content, 1, 1);
	add_little(content, 0xE9, 2);
	add_little(content, 0xD83C, 2); /* U+1F375, a cup of tea */
	add_little(content, 0xDF75, 2);
	add_little(content, 0, 4);
	add_text(content, "tea", 2);
	add_record(out, 0x3C, content);
}

static void write_book(struct sd_str *stream)
{
	struct sd_str content = SD_STR_INIT;
	add_begin(stream, &content, 0x600, 5);
	add_little(&content, 0, 2);
	add_record(stream, 0x22, &content);
	add_little(&content, 170, 2);
	add_text(&content, "yyyy\\-mm\\-dd hh:mm", 2);
	add_record(stream, 0x41E, &content);
	for (int i = 0; i < 3; i++) { /* styles: general, a day, the format above */
		add_little(&content, 0, 2);
		add_little(&content, i == 0 ? 0 : i == 1 ? 14 : 170, 2);
		add_record(stream, 0xE0, &content);
	}
	add_sheet_name(stream, &content, "Hidden", 1, 0);
	add_sheet_name(stream, &content, "Chart", 0, 2);
	add_sheet_name(stream, &content, "Empty", 0, 0);
	add_sheet_name(stream, &content, "Answers", 0, 0);
	add_strings(stream, &content);
	add_record(stream, 0x0A, &content);
	add_sheet_place(stream); /* Hidden */
	add_begin(stream, &content, 0x600, 0x10);
	add_shared(stream, &content, 0, 0, 1);
	add_record(stream, 0x0A, &content);
	add_sheet_place(stream); /* Chart */
	add_sheet_place(stream); /* Empty */
	add_begin(stream, &content, 0x600, 0x10);
	add_record(stream, 0x0A, &content);
	add_sheet_place(stream); /* Answers */
	add_begin(stream, &content, 0x600, 0x10);
	add_shared(stream, &content, 2, 1, 1); /* before the cells above it, and written over below */
	add_shared(stream, &content, 0, 0, 0);
	add_shared(stream, &content, 0, 1, 1);
	place(&content, 1, 0, 0);
	add_little(&content, 7 << 2 | 2, 4); /* RK: a whole number */
	add_record(stream, 0x27E, &content);
	add_shared(stream, &content, 1, 1, 2);
	place(&content, 1, 3, 2);
	add_real(&content, 45351.4375);
	add_record(stream, 0x203, &content);
	add_shared(stream, &content, 2, 1, 3);
	place(&content, 2, 0, 0);
	add_little(&content, 1, 2); /* a boolean, true */
	add_record(stream, 0x205, &content);
	place(&content, 3, 0, 0);
	add_little(&content, 7 | 1 << 8, 2); /* an error */
	add_record(stream, 0x205, &content);
	add_little(&content, 4, 2); /* row 4: several numbers, 1.25 and a day */
	add_little(&content, 0, 2);
	add_little(&content, 0, 2);
	add_little(&content, 125 << 2 | 3, 4);
	add_little(&content, 1, 2);
	add_little(&content, 45351 << 2 | 2, 4);
	add_little(&content, 1, 2);
	add_record(stream, 0xBD, &content);
	place(&content, 5, 0, 0); /* a formula whose result is a text */
	add_little(&content, 0xFFFF000000000000, 8);
	add_little(&content, 0, 8);
	add_record(stream, 0x06, &content);
	add_text(&content, "so", 2);
	add_record(stream, 0x207, &content);
	add_little(&content, 1, 2); /* bought is merged with the cell beside it */
	add_little(&content, 0, 4);
	add_little(&content, 1, 2);
	add_little(&content, 2, 2);
	add_record(stream, 0xE5, &content);
	add_record(stream, 0x0A, &content);
	sd_str_release(&content);
}

static const char answers[] = "1: id|bought|bought\n2: #7|Caf\xC3\xA9\xF0\x9F\x8D\xB5|~|2024-02-29T10:30:00\n"
			      "3: TRUE|tea|~|~\n"
			      "4: #DIV/0!|~|~|~ !1\n5: #1.25|2024-02-29|~|~\n6: so|~|~|~\n";

static struct sd_source *open_bytes(struct sd_file *file, struct sd_text bytes, const char *sheet, struct sd_str *said)
{
	struct sd_source_options options = plain;
	options.sheet = sheet;
	*file = file_of("book.xls", bytes);
	return open_files(&sd_source_xls, file, 1, &options, said);
}

static void sheets_and_cells(void **state)
{
	static const struct {
		const char *sheet, *wanted;
	} cases[] = {
		{NULL, answers}, {"Answers", answers}, {"4", answers}, {"Hidden", "1: bought\n"}, {"1", "1: bought\n"},
		{"Empty", ""}};
	struct sd_str stream = SD_STR_INIT, file_bytes = SD_STR_INIT, said = SD_STR_INIT;
	struct sd_file file;
	(void)state;
	write_book(&stream);
	add_compound(&file_bytes, "Workbook", sd_str_text(&stream));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_source *source = open_bytes(&file, sd_str_text(&file_bytes), cases[i].sheet, &said);
		if (!source)
			fail_msg("%s", said.data);
		if (!cases[i].sheet)
			assert_non_null(strstr(source->notes.data, "sheet: \"Answers\" of \"Hidden\" (hidden), "
								   "\"Chart\" (no cells), \"Empty\", \"Answers\""));
		assert_records(source, cases[i].wanted);
		close(file.fd);
	}
	assert_null(open_bytes(&file, sd_str_text(&file_bytes), "Chart", &said));
	assert_non_null(strstr(said.data, "there is no sheet \"Chart\""));
	close(file.fd);
	sd_str_release(&stream);
	sd_str_release(&file_bytes);
	sd_str_release(&said);
}

/* Of 1993: bytes in a code page. */
static void older_books(void **state)
{
	struct sd_str stream = SD_STR_INIT, content = SD_STR_INIT, file_bytes = SD_STR_INIT, said = SD_STR_INIT;
	struct sd_file file;
	(void)state;
	add_begin(&stream, &content, 0x500, 5);
	add_little(&content, 1251, 2);
	add_record(&stream, 0x42, &content);
	add_little(&content, 0xEEEEEEEE, 4);
	add_little(&content, 0, 2);
	sd_str_adds(&content, "\x02\xCB\xE8");
	add_record(&stream, 0x85, &content);
	add_record(&stream, 0x0A, &content);
	add_sheet_place(&stream);
	add_begin(&stream, &content, 0x500, 0x10);
	place(&content, 0, 1, 0);
	add_little(&content, 3, 2);
	sd_str_adds(&content, "\xF7\xE0\xE9");
	add_record(&stream, 0x204, &content);
	add_record(&stream, 0x0A, &content);
	add_compound(&file_bytes, "Book", sd_str_text(&stream));
	struct sd_source *source = open_bytes(&file, sd_str_text(&file_bytes), NULL, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_non_null(strstr(source->notes.data, "sheet: \"\xD0\x9B\xD0\xB8\""));
	assert_records(source, "1: ~|\xD1\x87\xD0\xB0\xD0\xB9\n");
	close(file.fd);
	sd_str_release(&stream);
	sd_str_release(&content);
	sd_str_release(&file_bytes);
	sd_str_release(&said);
}

/* Cut off anywhere, or a byte changed: refused or read, never worse; cut off in the records of a sheet: refused. */
static void damaged_ones(void **state)
{
	struct sd_str stream = SD_STR_INIT, file_bytes = SD_STR_INIT, said = SD_STR_INIT, got = SD_STR_INIT;
	struct sd_file file;
	(void)state;
	write_book(&stream);
	add_compound(&file_bytes, "Workbook", sd_str_text(&stream));
	for (size_t cut = 8; cut < file_bytes.length - 4096 + stream.length; cut += 37) {
		struct sd_source *source = open_bytes(&file, (struct sd_text){file_bytes.data, cut}, NULL, &said);
		if (source)
			fail_msg("taken, though cut off at %zu", cut);
		assert_non_null(strstr(said.data, "book.xls: "));
		close(file.fd);
	}
	for (size_t i = 0; i < file_bytes.length - 4096 + stream.length; i++) {
		char kept = file_bytes.data[i];
		file_bytes.data[i] = (char)(kept ^ (i % 2 ? 0xFF : 0x11));
		if (i >= 8) {
			struct sd_source *source = open_bytes(&file, sd_str_text(&file_bytes), NULL, &said);
			sd_str_clear(&got);
			if (source)
				add_records(source, &got);
			sd_source_free(source);
			close(file.fd);
		}
		file_bytes.data[i] = kept;
	}
	sd_str_release(&stream);
	sd_str_release(&file_bytes);
	sd_str_release(&said);
	sd_str_release(&got);
}

static void what_is_not_read_is_said(void **state)
{
	struct sd_str stream = SD_STR_INIT, content = SD_STR_INIT, file_bytes = SD_STR_INIT, said = SD_STR_INIT;
	struct sd_file file;
	(void)state;
	add_begin(&stream, &content, 0x600, 5);
	add_record(&stream, 0x2F, &content);
	add_compound(&file_bytes, "Workbook", sd_str_text(&stream));
	assert_null(open_bytes(&file, sd_str_text(&file_bytes), NULL, &said));
	assert_non_null(strstr(said.data, "is locked with a password"));
	close(file.fd);
	sd_str_clear(&file_bytes);
	add_compound(&file_bytes, "WordDocument", sd_str_text(&stream));
	assert_null(open_bytes(&file, sd_str_text(&file_bytes), NULL, &said));
	assert_non_null(strstr(said.data, "no Excel workbook"));
	close(file.fd);
	sd_str_release(&stream);
	sd_str_release(&content);
	sd_str_release(&file_bytes);
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_and_cells),
		cmocka_unit_test(older_books),
		cmocka_unit_test(damaged_ones),
		cmocka_unit_test(what_is_not_read_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
