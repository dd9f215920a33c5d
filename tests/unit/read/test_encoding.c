/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

#include "base/utf8.h"
#include "read/encoding.h"

/* Decodes in pieces of `chunk` bytes, twice; what comes out and what is told. */
static void decode(struct sd_text bytes, const char *name, size_t chunk, struct sd_str *out, struct sd_str *notes,
		   char *encoding, size_t room, uint64_t *repaired)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_file file = file_of("file", bytes);
	struct sd_str again = SD_STR_INIT;
	sd_str_clear(out);
	sd_str_clear(notes);
	struct sd_decoder *decoder = sd_decoder_new(&file, name, chunk, notes, &err);
	assert_non_null(decoder);
	while (sd_decoder_read(decoder, out, &err) > 0)
		assert_int_equal(sd_utf8_valid_prefix(out->data, out->length), out->length);
	*repaired = sd_decoder_repaired(decoder);
	sd_decoder_rewind(decoder);
	while (sd_decoder_read(decoder, &again, &err) > 0)
		;
	assert_false(sd_error_is_set(&err));
	assert_true(sd_text_equal(sd_str_text(out), sd_str_text(&again)));
	snprintf(encoding, room, "%s", sd_decoder_name(decoder));
	sd_decoder_free(decoder);
	sd_str_release(&again);
	close(file.fd);
}

static void check(struct sd_text bytes, const char *name, const char *wanted, const char *encoding, uint64_t repaired)
{
	static const size_t chunks[] = {1, 2, 3, 5, 64, 65536};
	struct sd_str out = SD_STR_INIT, notes = SD_STR_INIT;
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		char found[64];
		uint64_t count;
		decode(bytes, name, chunks[i], &out, &notes, found, sizeof found, &count);
		assert_string_equal(out.data ? out.data : "", wanted);
		assert_string_equal(found, encoding);
		assert_int_equal(count, repaired);
	}
	sd_str_release(&out);
	sd_str_release(&notes);
}

#define BYTES(literal) ((struct sd_text){literal, sizeof literal - 1})

static void by_mark(void **state)
{
	(void)state;
	check(BYTES("\xef\xbb\xbf" "a,caf\xc3\xa9\n"), NULL, "a,caf\xc3\xa9\n", "UTF-8", 0);
	check(BYTES("\xff\xfe" "a\0,\0\xe9\0\n\0"), NULL, "a,\xc3\xa9\n", "UTF-16LE", 0);
	check(BYTES("\xfe\xff\0a\0,\0\xe9\0\n"), NULL, "a,\xc3\xa9\n", "UTF-16BE", 0);
	check(BYTES("\xff\xfe\0\0a\0\0\0\xe9\0\0\0"), NULL, "a\xc3\xa9", "UTF-32LE", 0);
	/* A character beyond the first 65,536: two units. */
	check(BYTES("\xff\xfe\x3d\xd8\x00\xde\n\0"), NULL, "\xf0\x9f\x98\x80\n", "UTF-16LE", 0);
}

static void by_content(void **state)
{
	(void)state;
	check(BYTES("i\0d\0,\0a\0\n\0001\0,\0b\0\n\0"), NULL, "id,a\n1,b\n", "UTF-16LE", 0);
	check(BYTES("\0i\0d\0,\0a\0\n\0001\0,\0b\0\n"), NULL, "id,a\n1,b\n", "UTF-16BE", 0);
	check(BYTES("id,a\n1,caf\xc3\xa9 \xe2\x82\xac\n"), NULL, "id,a\n1,caf\xc3\xa9 \xe2\x82\xac\n", "UTF-8", 0);
	check(BYTES("plain\n"), NULL, "plain\n", "UTF-8", 0);
	check(BYTES(""), NULL, "", "UTF-8", 0);
	/* The euro sign and quotes of Windows-1252, which ISO 8859-1 has not. */
	check(BYTES("id,a\n1,caf\xe9 \x80 \x93so\x94\n"), NULL,
	      "id,a\n1,caf\xc3\xa9 \xe2\x82\xac \xe2\x80\x9cso\xe2\x80\x9d\n", "Windows-1252", 0);
	/* Russian in Windows-1251, short as answers are: not MacCyrillic, in which its capitals would be small
	 * letters. */
#define RUSSIAN(end)                                                                                                   \
	"\xce\xf7\xe5\xed\xfc \xf5\xee\xf0\xee\xf8\xee, \xf1\xef\xe0\xf1\xe8\xe1\xee "                                 \
	"\xe1\xee\xeb\xfc\xf8\xee\xe5 " end "\n"
#define OF_UTF8(end)                                                                                                   \
	"\xd0\x9e\xd1\x87\xd0\xb5\xd0\xbd\xd1\x8c \xd1\x85\xd0\xbe\xd1\x80\xd0\xbe\xd1\x88\xd0\xbe, "                  \
	"\xd1\x81\xd0\xbf\xd0\xb0\xd1\x81\xd0\xb8\xd0\xb1\xd0\xbe "                                                    \
	"\xd0\xb1\xd0\xbe\xd0\xbb\xd1\x8c\xd1\x88\xd0\xbe\xd0\xb5 " end "\n"
	check(BYTES(RUSSIAN("\x88") RUSSIAN("\x88") RUSSIAN("\x88")), NULL,
	      OF_UTF8("\xe2\x82\xac") OF_UTF8("\xe2\x82\xac") OF_UTF8("\xe2\x82\xac"), "WINDOWS-1251", 0);
	/* One byte amiss among much UTF-8 is read as Windows-1252, and counted. */
#define TWELVE "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
	check(BYTES(TWELVE " \xe9\n"), NULL, TWELVE " \xc3\xa9\n", "UTF-8", 1);
}

static void as_told(void **state)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	(void)state;
	check(BYTES("\xe1\xf6\n"), "ISO-8859-2", "\xc3\xa1\xc3\xb6\n", "ISO-8859-2", 0);
	check(BYTES("\xcf\xf0\n"), "windows-1251", "\xd0\x9f\xd1\x80\n", "windows-1251", 0);
	struct sd_file file = file_of("file", BYTES("a\n"));
	assert_null(sd_decoder_new(&file, "no-such-encoding", 64, &notes, &err));
	assert_true(sd_error_is_set(&err));
	assert_non_null(strstr(err.message.data, "no-such-encoding"));
	sd_error_release(&err);
	sd_str_release(&notes);
	close(file.fd);
}

/* Nothing that is taken for granted goes untold. */
static void tells(void **state)
{
	struct sd_str out = SD_STR_INIT, notes = SD_STR_INIT;
	char encoding[64];
	uint64_t repaired;
	(void)state;
	decode(BYTES("id,a\n1,caf\xe9\n"), NULL, 64, &out, &notes, encoding, sizeof encoding, &repaired);
	assert_non_null(strstr(notes.data, "Windows-1252"));
	decode(BYTES("id,a\n1,cafe\n"), NULL, 64, &out, &notes, encoding, sizeof encoding, &repaired);
	assert_int_equal(notes.length, 0);
	sd_str_release(&out);
	sd_str_release(&notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(by_mark), cmocka_unit_test(by_content),
					   cmocka_unit_test(as_told), cmocka_unit_test(tells)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
