/* SPDX-License-Identifier: MIT */
#include <csv.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "rows/cut.h"
#include "rows/parse.h"

/* Cuts all of `data`, handing it over `step` bytes more at a time; records come out as [content], bad ones as
 * <content>, joined. */
static char *cut_all(enum sd_format format, const char *data, size_t length, size_t step, size_t max_field)
{
	struct sd_str told = SD_STR_INIT;
	struct sd_cutter cutter;
	struct sd_cut cut;
	size_t start = 0, there = 0;
	uint64_t line = 1;
	sd_cutter_init(&cutter, format, max_field);
	for (;;) {
		enum sd_cut_result result = sd_cut(&cutter, data, there, start, there == length, &cut);
		if (result == SD_CUT_MORE) {
			assert_true(there < length);
			there = length - there < step ? length : there + step;
			sd_cutter_reset(&cutter);
			continue;
		}
		if (result == SD_CUT_END)
			break;
		if (result == SD_CUT_LONG) {
			sd_str_adds(&told, "!long");
			break;
		}
		assert_true(cut.next > start && cut.next <= there && cut.end >= start && cut.end <= cut.next);
		sd_str_addf(&told, "%llu", (unsigned long long)line);
		sd_str_addc(&told, result == SD_CUT_BAD ? '<' : '[');
		sd_str_add(&told, data + start, cut.end - start);
		sd_str_addc(&told, result == SD_CUT_BAD ? '>' : ']');
		if (result == SD_CUT_BAD)
			assert_true(cut.at >= start && cut.at <= length);
		line += cut.lines;
		start = cut.next;
	}
	return sd_str_take(&told);
}

static const struct {
	enum sd_format format;
	const char *data, *told;
} cases[] = {
	{SD_FORMAT_CSV, "", ""},
	{SD_FORMAT_CSV, "a,b\n1,2\n", "1[a,b]2[1,2]"},
	{SD_FORMAT_CSV, "a,b\n1,2", "1[a,b]2[1,2]"},
	{SD_FORMAT_CSV, "a\r\nb\rc\nd", "1[a]2[b]3[c]4[d]"},
	{SD_FORMAT_CSV, "a\n\nb\n", "1[a]2[]3[b]"},
	{SD_FORMAT_CSV, "\"x\ny\",2\nz,3\n", "1[\"x\ny\",2]3[z,3]"},
	{SD_FORMAT_CSV, "\"x\r\ny\",2\r\nz,3\r\n", "1[\"x\r\ny\",2]3[z,3]"},
	{SD_FORMAT_CSV, "1,\"say \"\"hi\"\", then go\"\n2,b\n", "1[1,\"say \"\"hi\"\", then go\"]2[2,b]"},
	{SD_FORMAT_CSV, "1,\"\"\n2,\"\"\"\"\n", "1[1,\"\"]2[2,\"\"\"\"]"},
	/* A quote that does not stand at a cell's start opens nothing: 12" screens do not swallow files. */
	{SD_FORMAT_CSV, "1,12\" screen\n2,b\n", "1[1,12\" screen]2[2,b]"},
	{SD_FORMAT_CSV, "1, \"x\n2,b\n", "1[1, \"x]2[2,b]"},
	/* Not closed at all, closed too late, closed in the middle: one physical line is given up, no more. */
	{SD_FORMAT_CSV, "1,\"x\n2,b\n3,c\n", "1<1,\"x>2[2,b]3[3,c]"},
	{SD_FORMAT_CSV, "1,\"x\n2,\"fine\"\n3,c\n", "1<1,\"x>2[2,\"fine\"]3[3,c]"},
	{SD_FORMAT_CSV, "1,\"he said \"no\" to me\"\n2,b\n", "1<1,\"he said \"no\" to me\">2[2,b]"},
	{SD_FORMAT_CSV, "\"", "1<\">"},
	{SD_FORMAT_CSV, "a,\"b\" \nc,d\n", "1<a,\"b\" >2[c,d]"},
	{SD_FORMAT_TSV, "a\tb\n1\t\"x\ny\"\t2\n", "1[a\tb]2[1\t\"x]3[y\"\t2]"},
	{SD_FORMAT_TSV, "a\r\nb\rc", "1[a]2[b]3[c]"},
	{SD_FORMAT_JSONL, "{\"a\":1}\r\n{\"a\":\n", "1[{\"a\":1}]2[{\"a\":]"},
	{SD_FORMAT_JSONL, "{\"a\":\r1}\n", "1[{\"a\":\r1}]"},
};

static void every_case_at_every_chunk_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t step = 1; step <= strlen(cases[i].data) + 1; step++) {
			char *told = cut_all(cases[i].format, cases[i].data, strlen(cases[i].data), step, 1000);
			assert_string_equal(told, cases[i].told);
			free(told);
		}
}

static void limits_hold_at_every_chunk_size(void **state)
{
	(void)state;
	for (size_t step = 1; step < 40; step++) {
		char *told = cut_all(SD_FORMAT_CSV, "\"12345\",x\n\"123456\",y\nz\n", 22, step, 5);
		assert_string_equal(told, "1[\"12345\",x]2<\"123456\",y>3[z]");
		free(told);
		told = cut_all(SD_FORMAT_CSV, "ok\n123456789012345678901234567890\nok\n", 37, step, 5);
		assert_string_equal(told, "1[ok]!long");
		free(told);
		told = cut_all(SD_FORMAT_TSV, "123456789012345678901\n", 22, step, 5);
		assert_string_equal(told, "!long");
		free(told);
	}
}

/* Each line is bad and sends the cutter back: 2 MB of them once took a search of the whole rest each, over 10 s in
 * all. */
static void many_bad_lines_take_linear_time(void **state)
{
	static const char *const lines[] = {"\"x\"y\n", "\"x\n", "a,\"b\n\"c\n", "\"\"\"z\n"};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct sd_str data = SD_STR_INIT;
		struct sd_cutter cutter;
		struct sd_cut cut;
		size_t start = 0, cuts = 0;
		while (data.length < 2000000)
			sd_str_adds(&data, lines[i]);
		sd_cutter_init(&cutter, SD_FORMAT_CSV, 10000);
		while (sd_cut(&cutter, data.data, data.length, start, true, &cut) != SD_CUT_END) {
			start = cut.next;
			cuts++;
		}
		assert_int_equal(start, data.length);
		assert_true(cuts > 1000);
		sd_str_release(&data);
	}
	assert_true(clock() < 5 * CLOCKS_PER_SEC);
}

static void on_field(void *bytes, size_t length, void *told)
{
	sd_str_adds(told, bytes ? "|" : "|absent");
	sd_str_add(told, bytes, bytes ? length : 0);
}

static void on_record(int end, void *told)
{
	(void)end;
	sd_str_adds(told, ";\f");
}

static int not_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

/* What libcsv says of the whole at once, blank lines dropped; false where it refuses it. */
static bool whole_by_libcsv(const char *data, size_t length, struct sd_str *told)
{
	struct csv_parser parser;
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
	csv_set_space_func(&parser, not_space);
	bool good = csv_parse(&parser, data, length, on_field, on_record, told) == length &&
		    csv_fini(&parser, on_field, on_record, told) == 0;
	csv_free(&parser);
	return good;
}

/* The same, cut first and parsed record by record. */
static void by_records(const char *data, size_t length, struct sd_parser *parser, struct sd_str *told)
{
	struct sd_cutter cutter;
	struct sd_cut cut;
	size_t start = 0;
	sd_cutter_init(&cutter, SD_FORMAT_CSV, 1000);
	for (;; start = cut.next) {
		enum sd_cut_result result = sd_cut(&cutter, data, length, start, true, &cut);
		if (result == SD_CUT_END)
			return;
		assert_int_equal(result, SD_CUT_RECORD);
		if (cut.end == start)
			continue;
		const struct sd_cell *cells;
		size_t count, repaired;
		struct sd_bad bad = SD_BAD_INIT;
		assert_int_equal(sd_parser_cells(parser, (struct sd_text){data + start, cut.end - start}, &cells,
						 &count, &repaired, &bad),
				 0);
		for (size_t i = 0; i < count; i++)
			on_field((void *)(uintptr_t)(cells[i].kind == SD_CELL_ABSENT ? NULL : cells[i].text.data),
				 cells[i].text.length, told);
		on_record(0, told);
	}
}

/* Every string of up to 8 bytes over the five that matter: where libcsv takes the whole, cutting first and parsing
 * record by record gives the same cells. */
static void agrees_with_libcsv_on_all_short_inputs(void **state)
{
	static const char alphabet[] = {'a', ',', '"', '\n', '\r'};
	const struct sd_parser_options options = {.format = SD_FORMAT_CSV, .max_field = 1000};
	struct sd_parser *parser = sd_parser_new(&options);
	struct sd_str whole = SD_STR_INIT, records = SD_STR_INIT;
	char data[8];
	size_t taken = 0, combinations = 1;
	(void)state;
	for (size_t length = 0; length <= sizeof data; length++, combinations *= sizeof alphabet)
		for (size_t number = 0; number < combinations; number++) {
			for (size_t i = 0, rest = number; i < length; i++, rest /= sizeof alphabet)
				data[i] = alphabet[rest % sizeof alphabet];
			sd_str_clear(&whole);
			sd_str_clear(&records);
			if (!whole_by_libcsv(data, length, &whole))
				continue;
			taken++;
			by_records(data, length, parser, &records);
			assert_true(sd_text_equal(sd_str_text(&whole), sd_str_text(&records)));
		}
	assert_true(taken > 100000);
	sd_str_release(&whole);
	sd_str_release(&records);
	sd_parser_free(parser);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_at_every_chunk_size),
		cmocka_unit_test(limits_hold_at_every_chunk_size),
		cmocka_unit_test(many_bad_lines_take_linear_time),
		cmocka_unit_test(agrees_with_libcsv_on_all_short_inputs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
