/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/lexicon_check.h"

static struct sd_str written;

static struct sd_writer *begin(void)
{
	const struct sd_writer_options options = {.to = SD_FORMAT_TSV, .from = -1};
	sd_str_clear(&written);
	return sd_writer_new_into(&written, &options);
}

static void end(struct sd_writer *writer, const char *wanted)
{
	sd_writer_free(writer);
	assert_string_equal(written.data, wanted);
}

static void test_findings(void **state)
{
	(void)state;
	struct sd_lexicon_check *check = sd_lexicon_check_new();
	sd_lexicon_check_file(check, "a", SD_TEXT("zest\t2\nmurk\t-1\nZEST\t2\nzest\t1.5\n"), NULL);
	sd_lexicon_check_file(check, "b", SD_TEXT("zest\t1.5\nmurk\t-2\nplain\tx\n"), NULL);
	assert_int_equal(sd_lexicon_check_findings(check), 4);
	assert_int_equal(sd_lexicon_check_entries(check), 6);
	struct sd_writer *writer = begin();
	assert_int_equal(sd_lexicon_check_write(check, writer, NULL), 0);
	end(writer, "file\tline\tfinding\tterm\tmessage\n"
		    "a\t3\tduplicate\tZEST\tstands on line 1, too\n"
		    "a\t4\tconflict\tzest\tstands on line 3, too, with 2.0000 against 1.5000 here\n"
		    "b\t2\treplaced\tmurk\tan earlier file has it on line 2, with -1.0000 against -2.0000 here\n"
		    "b\t\\N\tbroken\t\\N\tb: line 3, column 7: not a weight: \"x\"; write a number with a point and at "
		    "most four decimals, as -1.5\n");
	sd_lexicon_check_free(check);
}

static void test_written_as_read(void **state)
{
	(void)state;
	static const char content[] = "# name: mine\n# language: de\n# negators-follow: yes\n# calibration: -0.5 2\n"
				      "# range: -4 4\ngut\t2.0000\nkeine zeit*\t-1.2500\n";
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_str file = SD_STR_INIT;
	assert_int_equal(sd_lexicon_add(lexicon, "a", SD_TEXT(content), NULL), 0);
	sd_lexicon_write(lexicon, &file);
	assert_string_equal(file.data, content);
	sd_str_release(&file);
	sd_lexicon_free(lexicon);
}

static void test_coverage(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_words *function = sd_words_new("function", SD_TEXT("the\na\n"), &err);
	assert_int_equal(sd_lexicon_add(lexicon, "a", SD_TEXT("great\t2\nfell apart\t-3\n"), NULL), 0);
	struct sd_lexicon_cover *one = sd_lexicon_cover_new(lexicon, function, "en");
	struct sd_lexicon_cover *other = sd_lexicon_cover_new(lexicon, function, "en");
	sd_lexicon_cover_answer(one, SD_TEXT("The gizmo is great. Gizmo 5!"));
	sd_lexicon_cover_answer(other, SD_TEXT("a gizmo fell apart"));
	sd_lexicon_cover_answer(other, SD_TEXT("fell, apart"));
	sd_lexicon_cover_answer(other, SD_TEXT(" "));
	assert_int_equal(sd_lexicon_cover_add(one, other, &err), 0);
	struct sd_lexicon_covered sums = sd_lexicon_cover_sums(one);
	assert_int_equal(sums.words, 9);
	assert_int_equal(sums.weighed, 3);
	assert_int_equal(sums.answers, 3);
	assert_int_equal(sums.answers_weighed, 2);
	struct sd_writer *writer = begin();
	assert_int_equal(sd_lexicon_cover_write(one, 1, 3, writer, NULL), 0);
	end(writer, "word\tcount\tanswers\tshare\ngizmo\t3\t2\t0.6667\napart\t1\t1\t0.3333\nfell\t1\t1\t0.3333\n");
	writer = begin();
	assert_int_equal(sd_lexicon_cover_write(one, 2, 0, writer, NULL), 0);
	end(writer, "word\tcount\tanswers\tshare\ngizmo\t3\t2\t0.6667\n");
	sd_lexicon_cover_free(one);
	sd_lexicon_cover_free(other);
	sd_words_free(function);
	sd_lexicon_free(lexicon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_written_as_read),
		cmocka_unit_test(test_coverage),
	};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
