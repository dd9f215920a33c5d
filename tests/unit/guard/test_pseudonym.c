/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "guard/coarsen.h"
#include "guard/pseudonym.h"

static char path[] = "/tmp/saydo-key.XXXXXX";

static void write_key(const char *content, mode_t mode)
{
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static struct sd_pseudonym_key *read_key(struct sd_error *err)
{
	struct sd_input input = SD_INPUT_INIT;
	assert_int_equal(sd_input_open(&input, path, err), 0);
	struct sd_pseudonym_key *key = sd_pseudonym_key_read(&input, err);
	sd_input_close(&input);
	unlink(path);
	return key;
}

#define KEY "saydo-key 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"

/* By another implementation of RFC 7693 (Python's hashlib.blake2b with key= and digest_size=16), over "\x02id"
 * "C07". */
static void is_blake2b_under_the_key(void **state)
{
	char hex[SD_PSEUDONYM_HEX], other[SD_PSEUDONYM_HEX];
	(void)state;
	write_key(KEY, 0600);
	struct sd_pseudonym_key *key = read_key(NULL);
	assert_non_null(key);
	sd_pseudonym(key, SD_TEXT("id"), SD_TEXT("C07"), hex);
	assert_string_equal(hex, "083edd755402dc9d47f9b61f1c70668a");
	sd_pseudonym(key, SD_TEXT("idC"), SD_TEXT("07"), other);
	assert_string_not_equal(hex, other);
	sd_pseudonym_key_free(key);
}

static void keys_that_are_none(void **state)
{
	static const struct {
		const char *content;
		mode_t mode;
		const char *says;
	} cases[] = {
		{KEY, 0640, "chmod 600"}, {KEY, 0604, "chmod 600"}, {"", 0600, "holds no key"},
		{KEY "x", 0600, "holds no key"},
		     {"saydo-key 00\n", 0600, "holds no key"}, {"0001", 0400, "holds no key"}};
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_key(cases[i].content, cases[i].mode);
		assert_null(read_key(&err));
		assert_non_null(strstr(err.message.data, cases[i].says));
		assert_null(strstr(err.message.data, "0001"));
		sd_error_clear(&err);
	}
	sd_error_release(&err);
}

static void a_new_key_can_be_read(void **state)
{
	struct sd_output output = SD_OUTPUT_INIT;
	char hex[2][SD_PSEUDONYM_HEX];
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		write_key("", 0600);
		assert_int_equal(sd_output_open(&output, path, true, NULL), 0);
		assert_int_equal(sd_pseudonym_key_write(&output, NULL), 0);
		assert_int_equal(sd_output_commit(&output, NULL), 0);
		struct sd_pseudonym_key *key = read_key(NULL);
		assert_non_null(key);
		sd_pseudonym(key, SD_TEXT("id"), SD_TEXT("1"), hex[i]);
		sd_pseudonym_key_free(key);
	}
	assert_string_not_equal(hex[0], hex[1]);
}

static void coarse(const char *to, const char *value, const char *wanted)
{
	struct sd_coarsening coarsening = {.date_format = NULL};
	struct sd_str got = SD_STR_INIT;
	assert_int_equal(sd_coarsening_parse(sd_text_of(to), &coarsening, NULL), 0);
	assert_int_equal(sd_coarsen(&coarsening, sd_text_of(value), &got), wanted != NULL);
	assert_string_equal(got.data ? got.data : "", wanted ? wanted : "");
	sd_str_release(&got);
}

static void values_made_coarser(void **state)
{
	struct sd_coarsening coarsening;
	(void)state;
	coarse("month", "2024-03-09T10:00", "2024-03");
	coarse("quarter", "2024-12-31", "2024-Q4");
	coarse("year", "20240101", "2024");
	coarse("month", "March", NULL);
	coarse("10", "30", "30-39");
	coarse("10", "39.9", "30-39");
	coarse("10", "-1", "-10--1");
	coarse("10", "-0.5", "-10--1");
	coarse("1", "34", "34");
	coarse("5000", "12,345", "10000-14999");
	coarse("10", "n/a", NULL);
	static const char *const wrong[] = {"", "0", "-5", "1.5", "day", "10000000000"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(sd_coarsening_parse(sd_text_of(wrong[i]), &coarsening, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_blake2b_under_the_key),
		cmocka_unit_test(keys_that_are_none),
		cmocka_unit_test(a_new_key_can_be_read),
		cmocka_unit_test(values_made_coarser),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
