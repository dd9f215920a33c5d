/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "rows/pass.h"

/* A pipe's end that holds `content`; small enough for the pipe to take at once. */
static struct sd_input input_of(const char *name, const char *content, size_t length)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], content, length), (ssize_t)length);
	close(ends[1]);
	return (struct sd_input){.name = name, .fd = ends[0]};
}

static int pass_on(void *worker, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	(void)worker;
	(void)err;
	if (row->cells[0].text.length == 4 && !memcmp(row->cells[0].text.data, "stop", 4))
		return sd_out_reject(out, 0, "it says stop");
	sd_out_pass(out, row);
	sd_out_end(out);
	return 0;
}

struct told {
	char *out, *rejects, *error;
	struct sd_pass_counts counts;
};

static char *slurp(int fd)
{
	struct sd_str content = SD_STR_INIT;
	struct sd_input input = {.name = "pipe", .fd = fd};
	assert_int_equal(sd_input_read_all(&input, &content, SIZE_MAX, NULL), 0);
	sd_input_close(&input);
	return sd_str_take(&content);
}

/* Runs `content` of one or two inputs through a filter that adds nothing. */
static struct told run(const char *first, size_t length, const char *second, int from, enum sd_format to, bool reject,
		       bool repair, size_t chunk, unsigned jobs)
{
	struct told told = {0};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_input inputs[2] = {input_of("first.csv", first, length), SD_INPUT_INIT};
	if (second)
		inputs[1] = input_of("second.csv", second, strlen(second));
	int out[2], rejects[2];
	assert_int_equal(pipe(out), 0);
	assert_int_equal(pipe(rejects), 0);
	struct sd_output output = {.name = "out", .fd = out[1], .directory = -1};
	struct sd_output reject_output = {.name = "rejects", .fd = rejects[1], .directory = -1};
	struct sd_reader_options options = {.from = from, .max_field = 1000, .chunk = chunk, .repair_utf8 = repair};
	struct sd_reader *reader = sd_reader_new(inputs, second ? 2 : 1, &options, &err);
	if (reader) {
		struct sd_writer_options writer_options = {to, (int)sd_reader_format(reader), false};
		struct sd_writer *writer = sd_writer_new(&output, &writer_options);
		const struct sd_pass pass = {.row = pass_on};
		struct sd_pass_options pass_options = {.jobs = jobs, .reject = reject ? &reject_output : NULL};
		sd_writer_pass(writer, sd_reader_header(reader));
		if (!sd_writer_begin(writer, &err) &&
		    !sd_pass_run(&pass, reader, writer, &pass_options, &told.counts, &err))
			assert_int_equal(sd_writer_end(writer, &err), 0);
		sd_writer_free(writer);
	}
	sd_reader_free(reader);
	close(out[1]);
	close(rejects[1]);
	told.out = slurp(out[0]);
	told.rejects = slurp(rejects[0]);
	told.error = sd_str_take(&err.message);
	sd_input_close(&inputs[0]);
	sd_input_close(&inputs[1]);
	return told;
}

static void release(struct told *told)
{
	free(told->out);
	free(told->rejects);
	free(told->error);
}

#define CSV SD_FORMAT_CSV
#define TSV SD_FORMAT_TSV
#define JSONL SD_FORMAT_JSONL

static const struct {
	enum sd_format from, to;
	const char *in, *out;
} conversions[] = {
	{CSV, CSV, "a,b\n1,\n2,\"\"\n", "a,b\n1,\n2,\"\"\n"},
	{CSV, TSV, "a,b\n1,\n2,\"\"\n3,\"x\ty\nz\\\"\n", "a\tb\n1\t\\N\n2\t\n3\tx\\ty\\nz\\\\\n"},
	{CSV, JSONL, "a,b\n1,\n2,\"\"\n3,\"\"\"\"\n",
	 "{\"a\":\"1\",\"b\":null}\n{\"a\":\"2\",\"b\":\"\"}\n{\"a\":\"3\",\"b\":\"\\\"\"}\n"},
	{TSV, CSV, "a\tb\n1\t\\N\n2\t\n3\tx\\ty\\nz\\\\\n", "a,b\n1,\n2,\"\"\n3,\"x\ty\nz\\\"\n"},
	{JSONL, JSONL, "{\"a\":1.10,\"b\":[1, {\"c\":2}]}\n{\"b\":null,\"a\":1e400}\n",
	 "{\"a\":1.10,\"b\":[1, {\"c\":2}]}\n{\"a\":1e400,\"b\":null}\n"},
	{JSONL, CSV, "{\"a\":1.10,\"b\":[1, 2]}\n{\"a\":null}\n{\"b\":\"\",\"a\":\"\\u00e9\\n\"}\n",
	 "a,b\n1.10,\"[1, 2]\"\n,\n\"é\n\",\"\"\n"},
	{CSV, CSV, "\xEF\xBB\xBF" "a,b\r\n1,2\r\n\r\n3,4", "a,b\n1,2\n3,4\n"},
	{CSV, CSV, "a\n1\n\n\"\"\n", "a\n1\n\n\"\"\n"},
	{CSV, CSV, "a, b \n 1 , 2\n", "a, b \n 1 , 2\n"},
};

static void conversions_at_every_chunk_size_and_number_of_jobs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++)
		for (size_t chunk = 1; chunk < 40; chunk += 3)
			for (unsigned jobs = 1; jobs < 4; jobs++) {
				struct told told = run(conversions[i].in, strlen(conversions[i].in), NULL,
						       (int)conversions[i].from, conversions[i].to, false, false, chunk,
						       jobs);
				assert_string_equal(told.error, "");
				assert_string_equal(told.out, conversions[i].out);
				release(&told);
			}
}

static const struct {
	int from;
	const char *in, *out, *error;
} faults[] = {
	{-1, "", "", "first.csv: the file is empty; the first line must name the columns"},
	{-1, "a,b\n1,2\n3\n4,5\n", "a,b\n1,2\n",
	 "first.csv: line 3, byte 8, column 2 (b): 1 field where the header has 2 (--reject FILE sets such rows "
	 "aside)"},
	{-1, "a,b\n1,2,3\n", "a,b\n",
	 "first.csv: line 2, byte 4, column 3: 3 fields where the header has 2 (--reject FILE sets such rows aside)"},
	{-1, "a;b\n1;2,5\n", "a;b\n",
	 "first.csv: line 2, byte 4, column 2: 2 fields where the header has 1; saydo import reads files that "
	 "something else than commas parts (--reject FILE sets such rows aside)"},
	{-1, "a,b\n1,12\" x\n", "a,b\n",
	 "first.csv: line 2, byte 8, column 2 (b): a quote stands inside a field that does not begin with one; put the "
	 "field in quotes and double the quotes inside (--reject FILE sets such rows aside)"},
	{-1, "a,b\n1,x\xFFy\n", "a,b\n",
	 "first.csv: line 2, byte 7, column 2 (b): the byte 0xFF is not UTF-8; `saydo import` makes it so (or iconv -f "
	 "WINDOWS-1252 -t UTF-8), or give --invalid-utf8 replace (--reject FILE sets such rows aside)"},
	{-1, "a,b\nstop,2\n", "a,b\n",
	 "first.csv: line 2, byte 4, column 1 (a): it says stop (--reject FILE sets such rows aside)"},
	{TSV, "a\tb\n1\tx\\q\n", "a\tb\n",
	 "first.csv: line 2, byte 7, column 2 (b): a backslash begins none of \\t \\n \\r \\\\ (nor is the cell \\N); "
	 "double it (--reject FILE sets such rows aside)"},
	{JSONL, "{\"a\":1}\n{\"b\":1}\n", "{\"a\":1}\n",
	 "first.csv: line 2, byte 9: the key \"b\" is not among the first record's (--reject FILE sets such rows "
	 "aside)"},
	{JSONL, "{\"a\":1}\n{\"a\":1,\"a\":2}\n", "{\"a\":1}\n",
	 "first.csv: line 2, byte 14, column 1 (a): the key stands twice: \"a\" (--reject FILE sets such rows aside)"},
};

static void faults_name_line_byte_column_and_remedy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		for (unsigned jobs = 1; jobs < 3; jobs++) {
			enum sd_format to = faults[i].from < 0 ? CSV : (enum sd_format)faults[i].from;
			struct told told = run(faults[i].in, strlen(faults[i].in), NULL, faults[i].from, to, false,
					       false, 7, jobs);
			assert_string_equal(told.error, faults[i].error);
			assert_string_equal(told.out, faults[i].out);
			release(&told);
		}
}

static void rejected_rows_are_counted_and_kept_raw(void **state)
{
	static const char in[] = "a,b\n1,\"x\n2,y\nstop,\"q\"\n3,\xFF\n4\n5,z\n";
	(void)state;
	for (size_t chunk = 1; chunk < 30; chunk++) {
		struct told told = run(in, sizeof in - 1, NULL, -1, CSV, true, false, chunk, 2);
		assert_string_equal(told.error, "");
		assert_string_equal(told.out, "a,b\n2,y\n5,z\n");
		assert_int_equal(told.counts.rows, 6);
		assert_int_equal(told.counts.rejected, 4);
		assert_non_null(strstr(told.rejects, "first.csv,2,6,,"));
		assert_non_null(strstr(told.rejects, ",\"1,\"\"x\"\n"));
		assert_non_null(strstr(told.rejects, "first.csv,4,13,1,it says stop,\"stop,\"\"q\"\"\"\n"));
		assert_non_null(strstr(told.rejects, ",\"3,\xFF\"\n"));
		assert_non_null(strstr(told.rejects, "first.csv,6,26,2,1 field where the header has 2,4\n"));
		release(&told);
	}
}

static int look_on(void *worker, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	(void)worker;
	(void)row;
	(void)out;
	(void)err;
	return 0;
}

/* Two files of one name are two. */
static void the_first_pass_that_finds_a_row_bad_tells_it(void **state)
{
	static const char in[] = "a,b\n1\nstop,x\n2,y\n3\nstop,z\n";
	static const char names[2][10] = {"twice.csv", "twice.csv"};
	int (*const rows[])(void *, const struct sd_row *, struct sd_out *, struct sd_error *) = {
		look_on, pass_on, pass_on};
	static const uint64_t rejected[] = {4, 8, 8};
	(void)state;
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct sd_set_aside aside = {NULL, 0, 0};
		struct sd_pass_counts counts = {0};
		struct sd_error err = SD_ERROR_INIT;
		int rejects[2];
		assert_int_equal(pipe(rejects), 0);
		struct sd_output reject = {.name = "rejects", .fd = rejects[1], .directory = -1};
		struct sd_count *why = sd_count_new(1);
		for (size_t p = 0; p < 3; p++) {
			struct sd_input inputs[2] = {input_of(names[0], in, sizeof in - 1),
						     input_of(names[1], in, sizeof in - 1)};
			struct sd_reader_options options = {.from = -1, .max_field = 1000, .chunk = 7};
			struct sd_reader *reader = sd_reader_new(inputs, 2, &options, &err);
			const struct sd_pass pass = {.row = rows[p]};
			struct sd_pass_options pass_options = {.jobs = jobs,
							       .reject = &reject,
							       .aside = &aside,
							       .why = why};
			assert_int_equal(sd_pass_run(&pass, reader, NULL, &pass_options, &counts, &err), 0);
			assert_int_equal(counts.rejected, rejected[p]);
			assert_int_equal(aside.length, rejected[p]);
			sd_reader_free(reader);
			sd_input_close(&inputs[0]);
			sd_input_close(&inputs[1]);
		}
		close(rejects[1]);
		char *told = slurp(rejects[0]);
		const char *first = "twice.csv,2,4,2,1 field where the header has 2,1\n"
				    "twice.csv,5,17,2,1 field where the header has 2,3\n",
			   *then = "twice.csv,3,6,1,it says stop,\"stop,x\"\ntwice.csv,6,19,1,it says "
				   "stop,\"stop,z\"\n";
		struct sd_str wanted = SD_STR_INIT;
		sd_str_addf(&wanted, "%s%s%s%s", first, first, then, then);
		assert_string_equal(told, wanted.data);
		sd_str_release(&wanted);
		free(told);
		free(aside.places);
		assert_int_equal(sd_count_length(why), 2);
		assert_int_equal(*sd_count_find(why, SD_TEXT("twice.csv\tb\t1 field where the header has 2")), 4);
		assert_int_equal(*sd_count_find(why, SD_TEXT("twice.csv\ta\tit says stop")), 4);
		sd_count_free(why);
	}
}

static void what_is_not_utf8_can_be_replaced(void **state)
{
	static const char in[] = "a,b\n1,x\xF0\x9F\x98y\xC0\xAF\n2,ok\n";
	(void)state;
	struct told told = run(in, sizeof in - 1, NULL, -1, CSV, false, true, 5, 1);
	assert_string_equal(told.error, "");
	assert_string_equal(told.out, "a,b\n1,x\xEF\xBF\xBDy\xEF\xBF\xBD\xEF\xBF\xBD\n2,ok\n");
	assert_int_equal(told.counts.repaired, 3);
	release(&told);
}

static void a_nul_byte_is_kept(void **state)
{
	static const char in[] = "a,b\n1,x\0y\n";
	(void)state;
	struct told told = run(in, sizeof in - 1, NULL, -1, JSONL, false, false, 5, 1);
	assert_string_equal(told.out, "{\"a\":\"1\",\"b\":\"x\\u0000y\"}\n");
	release(&told);
}

static void further_files_bear_the_same_names_in_any_order(void **state)
{
	(void)state;
	struct told told = run("a,b\n1,2\n", 8, "b,a\n4,3\n", -1, CSV, false, false, 3, 2);
	assert_string_equal(told.out, "a,b\n1,2\n3,4\n");
	release(&told);
	told = run("a,b\n1,2\n", 8, "b,c\n4,3\n", -1, CSV, false, false, 3, 1);
	assert_string_equal(told.error, "second.csv: line 1, column 2: compared with first.csv, no column is called "
					"\"c\"; there are: a, b");
	assert_string_equal(told.out, "a,b\n1,2\n");
	release(&told);
}

static void utf16_is_refused_with_the_cure(void **state)
{
	(void)state;
	struct told told = run("\xFF\xFE" "a\0\n\0", 6, NULL, -1, CSV, false, false, 3, 1);
	assert_non_null(strstr(told.error, "UTF-16"));
	assert_non_null(strstr(told.error, "iconv"));
	release(&told);
}

static void columns_are_found_guessed_or_asked_for(void **state)
{
	struct sd_header header = SD_HEADER_INIT;
	struct sd_error err = SD_ERROR_INIT;
	size_t index = 99;
	(void)state;
	sd_header_add(&header, SD_TEXT("store"));
	sd_header_add(&header, SD_TEXT(" Comment "));
	sd_header_add(&header, SD_TEXT("date"));
	assert_int_equal(sd_header_find(&header, "date", &index, &err), 0);
	assert_int_equal(index, 2);
	assert_int_equal(sd_header_guess(&header, sd_text_columns, "answers", "--text", &index, &err), 0);
	assert_int_equal(index, 1);
	assert_int_equal(sd_header_find(&header, "data", &index, &err), -1);
	assert_string_equal(err.message.data, "no column is called \"data\"; there are: date, store,  Comment ");
	sd_error_clear(&err);
	sd_header_add(&header, SD_TEXT("Review"));
	assert_int_equal(sd_header_guess(&header, sd_text_columns, "answers", "--text", &index, &err), -1);
	assert_string_equal(err.message.data, "more than one column can hold the answers ( Comment , Review); say "
					      "which with --text COLUMN");
	sd_error_clear(&err);
	sd_header_add(&header, SD_TEXT("date"));
	assert_int_equal(sd_header_find(&header, "date", &index, &err), -1);
	sd_error_release(&err);
	sd_header_release(&header);
}

static int set_up(void **state)
{
	(void)state;
	return sd_hash_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conversions_at_every_chunk_size_and_number_of_jobs),
		cmocka_unit_test(faults_name_line_byte_column_and_remedy),
		cmocka_unit_test(rejected_rows_are_counted_and_kept_raw),
		cmocka_unit_test(the_first_pass_that_finds_a_row_bad_tells_it),
		cmocka_unit_test(what_is_not_utf8_can_be_replaced),
		cmocka_unit_test(a_nul_byte_is_kept),
		cmocka_unit_test(further_files_bear_the_same_names_in_any_order),
		cmocka_unit_test(utf16_is_refused_with_the_cure),
		cmocka_unit_test(columns_are_found_guessed_or_asked_for),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
