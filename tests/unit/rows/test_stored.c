/* SPDX-License-Identifier: MIT */
#include "rows/stored.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "rows/pass.h"

static void a_row_comes_back_as_it_was(void **state)
{
	char *long_text = malloc(100000);
	const struct sd_cell cells[] = {{SD_TEXT("a"), SD_CELL_TEXT},	{{NULL, 0}, SD_CELL_ABSENT},
					{SD_TEXT(""), SD_CELL_TEXT},	{SD_TEXT("1.10"), SD_CELL_NUMBER},
					{SD_TEXT("[1]"), SD_CELL_JSON}, {{long_text, 100000}, SD_CELL_TEXT}};
	struct sd_row row = {.cells = cells,
			     .length = 6,
			     .raw = {long_text, 70000},
			     .line = 127,
			     .byte = UINT64_MAX,
			     .number = 128};
	struct sd_str packed = SD_STR_INIT;
	struct sd_cell back[6];
	struct sd_stored_row stored;
	(void)state;
	memset(long_text, 'x', 100000);
	for (size_t i = 0; i < 3; i++, row.number++)
		sd_stored_pack(&packed, &row, i);
	/* A cell costs a byte or three besides its text. */
	assert_true(packed.length < 3 * (100000 + 8 + 40));
	const char *at = packed.data;
	for (size_t i = 0; i < 3; i++) {
		at = sd_stored_unpack(at, 6, back, &stored);
		assert_int_equal(stored.row.number, 128 + i);
		assert_int_equal(stored.row.line, 127);
		assert_true(stored.row.byte == UINT64_MAX);
		assert_int_equal(stored.raw_length, 70000);
		assert_int_equal(stored.repaired, i);
		assert_int_equal(stored.row.length, 6);
		for (size_t k = 0; k < 6; k++) {
			assert_int_equal(back[k].kind, cells[k].kind);
			assert_true(sd_text_equal(back[k].text, cells[k].text));
			assert_true((back[k].text.data == NULL) == (back[k].kind == SD_CELL_ABSENT));
		}
	}
	assert_ptr_equal(at, packed.data + packed.length);
	sd_str_release(&packed);
	free(long_text);
}

static void more_than_may_be_kept_is_not_kept(void **state)
{
	struct sd_stored stored = {.most = 10};
	(void)state;
	sd_stored_add(&stored, SD_TEXT("12345"), 1, 1, "a");
	sd_stored_add(&stored, SD_TEXT(""), 0, 3, "a");
	sd_stored_add(&stored, SD_TEXT("67890"), 1, 1, "a");
	assert_false(stored.over);
	assert_int_equal(stored.length, 3);
	sd_stored_add(&stored, SD_TEXT("!"), 1, 1, "a");
	assert_true(stored.over);
	assert_int_equal(stored.length, 0);
	sd_stored_add(&stored, SD_TEXT("!"), 1, 1, "a");
	assert_int_equal(stored.length, 0);
	sd_stored_release(&stored);
}

/* A pass that writes down its rows; those that say "stop" are bad. */
static int write_down(void *context, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_str *seen = context;
	(void)err;
	if (row->cells[0].text.length == 4 && !memcmp(row->cells[0].text.data, "stop", 4))
		return sd_out_reject(out, 0, "it says stop");
	sd_str_addf(seen, "%s %llu %llu %llu:", row->file, (unsigned long long)row->number,
		    (unsigned long long)row->line, (unsigned long long)row->byte);
	for (size_t i = 0; i < row->length; i++) {
		sd_str_addf(seen, " %d <", (int)row->cells[i].kind);
		sd_str_add_text(seen, row->cells[i].text);
		sd_str_addc(seen, '>');
	}
	sd_str_addc(seen, '\n');
	return 0;
}

static void *same(void *context)
{
	return context;
}

static struct sd_input file_of(const char *name, const char *content)
{
	char path[] = "/tmp/saydo-XXXXXX";
	struct sd_input input = {.name = name, .fd = mkstemp(path)};
	assert_true(input.fd >= 0);
	unlink(path);
	assert_int_equal(write(input.fd, content, strlen(content)), (ssize_t)strlen(content));
	assert_true(lseek(input.fd, 0, SEEK_SET) == 0);
	return input;
}

static char *content_of(int fd)
{
	struct sd_str content = SD_STR_INIT;
	struct sd_input input = {.name = "file", .fd = fd};
	assert_true(lseek(fd, 0, SEEK_SET) == 0);
	assert_int_equal(sd_input_read_all(&input, &content, SIZE_MAX, NULL), 0);
	return sd_str_take(&content);
}

/* The pass over what was stored sees what the reader's saw, and counts and sets aside the same, in any pieces: bad
 * records, a BOM, columns in another order, doubled quotes, broken UTF-8 that is repaired, cells empty and absent. */
static void a_stored_pass_is_another_reading(void **state)
{
	static const char first[] = "\xEF\xBB\xBFname,text\none,\"a \"\"b\"\", c\"\n\nstop,\"x\"\"y\"\ntwo,caf\xE9\n"
				    "x,y,z\nthree,\"\"\n";
	static const char second[] = "text,name\n,four\n\"m\nn\",stop\n";
	const size_t chunks[] = {1, 7, 64, 4096};
	(void)state;
	sd_hash_init();
	for (size_t c = 0; c < sizeof chunks / sizeof *chunks; c++)
		for (int last = 0; last < 2; last++) {
			struct sd_input inputs[2] = {file_of("first.csv", first), file_of("second.csv", second)};
			struct sd_input rejects[2] = {file_of("r", ""), file_of("r", "")};
			const off_t starts[] = {0, 0};
			struct sd_reader_options options = {.from = -1, .chunk = chunks[c], .repair_utf8 = true};
			struct sd_error err = SD_ERROR_INIT;
			struct sd_reader *reader = sd_reader_new(inputs, 2, &options, &err);
			assert_non_null(reader);
			struct sd_stored stored = {.most = 1 << 20,
						   .inputs = inputs,
						   .inputs_length = 2,
						   .starts = starts};
			struct sd_str seen[2] = {SD_STR_INIT, SD_STR_INIT};
			struct sd_pass_counts counts[2] = {{0}, {0}};
			char *set_aside[2];
			for (int i = 0; i < 2; i++) {
				struct sd_output reject = {.name = "rejects", .fd = rejects[i].fd, .directory = -1};
				const struct sd_pass pass = {.context = &seen[i],
							     .worker_new = same,
							     .row = write_down};
				const struct sd_pass_options how = {.jobs = 1,
								    .reject = &reject,
								    .stored = i ? NULL : &stored};
				int result = i ? sd_pass_run_stored(&pass, &stored, sd_reader_header(reader), last,
								    &how, &counts[i], &err)
					       : sd_pass_run(&pass, reader, NULL, &how, &counts[i], &err);
				assert_int_equal(result, 0);
				assert_int_equal(stored.whole, !(i && last));
				set_aside[i] = content_of(rejects[i].fd);
			}
			assert_string_equal(seen[0].data, seen[1].data);
			assert_int_equal(counts[0].rows, 7);
			assert_int_equal(counts[1].rows, 7);
			assert_int_equal(counts[0].repaired, 1);
			assert_int_equal(counts[1].repaired, 1);
			assert_int_equal(counts[0].rejected, 3);
			/* What could not be parsed was told by the first. */
			assert_int_equal(counts[1].rejected, 2);
			assert_non_null(strstr(set_aside[0], "3 fields where the header has 2"));
			assert_non_null(strstr(set_aside[0], "first.csv,4,31,1,it says "
							     "stop,\"stop,\"\"x\"\"\"\"y\"\"\"\n"));
			assert_string_equal(set_aside[1], "first.csv,4,31,1,it says stop,\"stop,\"\"x\"\"\"\"y\"\"\"\n"
							  "second.csv,3,16,1,it says stop,\"\"\"m\nn\"\",stop\"\n");
			for (int i = 0; i < 2; i++) {
				free(set_aside[i]);
				sd_str_release(&seen[i]);
				sd_input_close(&inputs[i]);
				sd_input_close(&rejects[i]);
			}
			sd_stored_release(&stored);
			sd_reader_free(reader);
			sd_error_release(&err);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_comes_back_as_it_was),
		cmocka_unit_test(more_than_may_be_kept_is_not_kept),
		cmocka_unit_test(a_stored_pass_is_another_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
