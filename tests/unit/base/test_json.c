/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Reads from a copy of exactly the text's size, so that a sanitizer sees a read past its end. */
static int read_whole(struct sd_text text, enum sd_json_kind *kind, size_t *where)
{
	char *copy = sd_alloc(text.length, 1);
	memcpy(copy, text.data, text.length);
	struct sd_text at = {copy, text.length};
	struct sd_json_value value = {SD_JSON_NULL, {NULL, 0}};
	struct sd_error err = SD_ERROR_INIT;
	int status = sd_json_read(&at, &value, where, &err);
	assert_int_equal(status < 0, sd_error_is_set(&err));
	if (status < 0) {
		assert_ptr_equal(at.data, copy);
		assert_true(*where <= text.length);
	} else {
		struct sd_text rest = sd_text_trim(at);
		if (rest.length) {
			*where = text.length - at.length;
			status = -1;
		}
		*kind = value.kind;
	}
	sd_error_release(&err);
	free(copy);
	return status;
}

static void good_values(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum sd_json_kind kind;
	} cases[] = {
		{"null", SD_JSON_NULL},
		{" true\r\n", SD_JSON_TRUE},
		{"\tfalse ", SD_JSON_FALSE},
		{"0", SD_JSON_NUMBER},
		{"-0", SD_JSON_NUMBER},
		{"-0.0e+00", SD_JSON_NUMBER},
		{"1.10", SD_JSON_NUMBER},
		{"123456789012345678901234567890E-999999", SD_JSON_NUMBER},
		{"\"\"", SD_JSON_STRING},
		{"\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83D\\uDE00\"", SD_JSON_STRING},
		{"\"na\xC3\xAFve \xF0\x9F\x98\x80 and more than eight bytes\"", SD_JSON_STRING},
		{"\"\x7F\"", SD_JSON_STRING},
		{"[]", SD_JSON_ARRAY},
		{"[ ]", SD_JSON_ARRAY},
		{"{ }", SD_JSON_OBJECT},
		{"[1,[2,{\"a\":[]}],{},\"x\" , null]", SD_JSON_ARRAY},
		{"{\"a\":{\"b\":[{\"c\":{}}]},\"\" : [ 1 ] , \"a\":2}", SD_JSON_OBJECT},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum sd_json_kind kind = SD_JSON_NULL;
		size_t where = 0;
		if (read_whole(sd_text_of(cases[i].text), &kind, &where))
			fail_msg("refused at %zu: %s", where, cases[i].text);
		assert_int_equal(kind, cases[i].kind);
	}
}

static void bad_values(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t where;
	} cases[] = {
		{"", 0},
		{"  ", 2},
		{"nul", 0},
		{"nullx", 4},
		{"True", 0},
		{"NaN", 0},
		{"01", 1},
		{"-", 1},
		{"+1", 0},
		{".5", 0},
		{"1.", 2},
		{"1.e1", 2},
		{"1e", 2},
		{"1e+", 3},
		{"1x", 1},
		{"0x1F", 1},
		{"'a'", 0},
		{"\"abc", 4},
		{"\"abc\\", 4},
		{"\"abc\\\"", 6},
		{"\"a\nb\"", 2},
		{"\"12345678901\tb\"", 12},
		{"\"\\x41\"", 1},
		{"\"\\u12\"", 1},
		{"\"\\u12G4\"", 1},
		{"\"a\\ud800\"", 2},
		{"\"a\\ud800b\\udc00\"", 2},
		{"\"\\ud800\\ud800\"", 1},
		{"\"\\udc00\"", 1},
		{"\"ab\xFF\"", 3},
		{"\"ab\xC3\"", 3},
		{"\"\xC0\xAF\"", 1},
		{"\"\xED\xA0\x80\"", 1},
		{"\"12345678\xF4\x90\x80\x80\"", 9},
		{"[", 1},
		{"[1", 2},
		{"[1 2]", 3},
		{"[1,]", 3},
		{"[,1]", 1},
		{"[1}", 2},
		{"{", 1},
		{"{]", 1},
		{"{1:2}", 1},
		{"{\"a\"", 4},
		{"{\"a\" 1}", 5},
		{"{\"a\":}", 5},
		{"{\"a\":1", 6},
		{"{\"a\":1,}", 7},
		{"{\"a\":1 \"b\":2}", 7},
		{"{\"a\":1]", 6},
		{"[{\"a\":[1}]]", 8},
		{"1 2", 1},
		{"\xEF\xBB\xBF{}", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum sd_json_kind kind = SD_JSON_NULL;
		size_t where = 999;
		if (!read_whole(sd_text_of(cases[i].text), &kind, &where))
			fail_msg("taken: %s", cases[i].text);
		if (where != cases[i].where)
			fail_msg("at %zu, not %zu: %s", where, cases[i].where, cases[i].text);
	}
	enum sd_json_kind kind;
	size_t where;
	assert_int_equal(read_whole(SD_TEXT("\"a\0b\""), &kind, &where), -1);
	assert_int_equal(where, 2);
}

/* Every beginning of a whole value that needs its end is refused, and no byte behind it is read. */
static void every_beginning(void **state)
{
	(void)state;
	struct sd_text whole = SD_TEXT("{\"k\\u00e9y\":[1.5e+3,true,{\"x\":\"\\ud83d\\ude00 \xE2\x82\xAC\"}],"
				       "\"b\":null}");
	enum sd_json_kind kind;
	size_t where;
	assert_int_equal(read_whole(whole, &kind, &where), 0);
	for (size_t length = 0; length < whole.length; length++)
		assert_int_equal(read_whole((struct sd_text){whole.data, length}, &kind, &where), -1);
}

static struct sd_str nested(size_t depth, bool objects)
{
	struct sd_str str = SD_STR_INIT;
	for (size_t i = 0; i < depth; i++)
		sd_str_adds(&str, objects && i + 1 < depth ? "{\"a\":" : "[");
	for (size_t i = depth; i > 0; i--)
		sd_str_addc(&str, objects && i < depth ? '}' : ']');
	return str;
}

static void depth_has_a_limit(void **state)
{
	(void)state;
	for (int objects = 0; objects < 2; objects++) {
		enum sd_json_kind kind;
		size_t where = 0;
		struct sd_str deep = nested(SD_JSON_DEPTH, objects);
		assert_int_equal(read_whole(sd_str_text(&deep), &kind, &where), 0);
		sd_str_release(&deep);
		deep = nested(SD_JSON_DEPTH + 1, objects);
		assert_int_equal(read_whole(sd_str_text(&deep), &kind, &where), -1);
		assert_int_equal(where, objects ? SD_JSON_DEPTH * 5 : SD_JSON_DEPTH);
		sd_str_release(&deep);
		deep = nested(200000, objects);
		assert_int_equal(read_whole(sd_str_text(&deep), &kind, &where), -1);
		sd_str_release(&deep);
	}
}

/* Containers are told apart at every depth, also beyond the first 64 that one word of bits holds. */
static void braces_match_at_every_depth(void **state)
{
	(void)state;
	for (size_t depth = 2; depth < 200; depth++) {
		struct sd_str deep = nested(depth, true);
		for (size_t i = deep.length - depth; i < deep.length; i++) {
			enum sd_json_kind kind;
			size_t where;
			char was = deep.data[i];
			deep.data[i] = was == ']' ? '}' : ']';
			assert_int_equal(read_whole(sd_str_text(&deep), &kind, &where), -1);
			assert_int_equal(where, i);
			deep.data[i] = was;
		}
		sd_str_release(&deep);
	}
}

static void one_value_from_the_front(void **state)
{
	(void)state;
	struct sd_text at = SD_TEXT("  1.10\t[\"a\", 2]\"x\"{}  !");
	struct sd_json_value value;
	size_t where = 0;
	static const char *const raws[] = {"1.10", "[\"a\", 2]", "\"x\"", "{}"};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(sd_json_read(&at, &value, &where, NULL), 0);
		assert_true(sd_text_equals(value.raw, raws[i]));
	}
	assert_int_equal(sd_json_read(&at, &value, &where, NULL), -1);
	assert_int_equal(where, 2);
	assert_int_equal(at.length, 3);
}

static void walking_an_object(void **state)
{
	(void)state;
	struct sd_text at = SD_TEXT(" \"a\\u0062\" : 1.0 ,\"\":\"x\\ny\", \"c\":{\"d\":[ ]} , \"ab\":null } rest");
	static const char *const keys[] = {"ab", "", "c", "ab"};
	static const char *const raws[] = {"1.0", "\"x\\ny\"", "{\"d\":[ ]}", "null"};
	static const enum sd_json_kind kinds[] = {SD_JSON_NUMBER, SD_JSON_STRING, SD_JSON_OBJECT, SD_JSON_NULL};
	struct sd_str key = SD_STR_INIT;
	struct sd_json_value value;
	size_t where, i = 0;
	int more;
	while ((more = sd_json_next_member(&at, i == 0, &key, &value, &where, NULL)) == 1) {
		assert_true(i < 4);
		assert_true(sd_text_equals(sd_str_text(&key), keys[i]));
		assert_true(sd_text_equals(value.raw, raws[i]));
		assert_int_equal(value.kind, kinds[i]);
		i++;
	}
	assert_int_equal(more, 0);
	assert_int_equal(i, 4);
	assert_true(sd_text_equals(at, " rest"));

	at = SD_TEXT(" }");
	assert_int_equal(sd_json_next_member(&at, true, &key, &value, &where, NULL), 0);
	assert_int_equal(at.length, 0);
	struct sd_error err = SD_ERROR_INIT;
	at = SD_TEXT(" \"b\":2}");
	assert_int_equal(sd_json_next_member(&at, false, &key, &value, &where, &err), -1);
	assert_int_equal(where, 1);
	assert_string_equal(err.message.data, "not JSON: no comma between two values");
	at = SD_TEXT(",}");
	assert_int_equal(sd_json_next_member(&at, false, &key, &value, &where, NULL), -1);
	assert_int_equal(where, 1);
	at = SD_TEXT("");
	assert_int_equal(sd_json_next_member(&at, false, &key, &value, &where, NULL), -1);
	assert_int_equal(where, 0);
	sd_error_release(&err);
	sd_str_release(&key);
}

static void walking_an_array(void **state)
{
	(void)state;
	struct sd_text at = SD_TEXT("1,\"]\" ,[2,3]]x");
	static const char *const raws[] = {"1", "\"]\"", "[2,3]"};
	struct sd_json_value value;
	size_t where, i = 0;
	int more;
	while ((more = sd_json_next_item(&at, i == 0, &value, &where, NULL)) == 1) {
		assert_true(i < 3);
		assert_true(sd_text_equals(value.raw, raws[i++]));
	}
	assert_int_equal(more, 0);
	assert_int_equal(i, 3);
	assert_true(sd_text_equals(at, "x"));
	at = SD_TEXT(" 2]");
	assert_int_equal(sd_json_next_item(&at, false, &value, &where, NULL), -1);
	assert_int_equal(where, 1);
	assert_int_equal(at.length, 3);
}

static void decoding(void **state)
{
	(void)state;
	struct sd_str str = SD_STR_INIT;
	sd_json_add_decoded(&str, SD_TEXT("\"\""));
	assert_int_equal(str.length, 0);
	sd_json_add_decoded(&str, SD_TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t|"
					  "\\u0041\\u00e9\\u20AC\\uD83D\\ude00\\u0000.\""));
	assert_true(sd_text_equal(sd_str_text(&str),
				  SD_TEXT("\"\\/\b\f\n\r\t|A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\0.")));
	sd_str_release(&str);
}

static void expect_written(struct sd_text text, bool for_html, const char *expected)
{
	struct sd_str str = SD_STR_INIT;
	sd_json_add_string(&str, text, for_html);
	assert_string_equal(str.data, expected);
	sd_str_release(&str);
}

static void writing(void **state)
{
	(void)state;
	expect_written(SD_TEXT(""), false, "\"\"");
	expect_written((struct sd_text){NULL, 0}, false, "\"\"");
	expect_written(SD_TEXT("a\"b\\c/d<e>&"), false, "\"a\\\"b\\\\c/d<e>&\"");
	expect_written(SD_TEXT("</script>"), true, "\"\\u003c/script>\"");
	expect_written(SD_TEXT("\b\f\n\r\t\0\x1B\x7F"), false, "\"\\b\\f\\n\\r\\t\\u0000\\u001b\\u007f\"");
	expect_written(SD_TEXT("\xC2\x9B|\xC2\xA0|\xC2\x80"), false, "\"\\u009b|\xC2\xA0|\\u0080\"");
	expect_written(SD_TEXT("\xE2\x82\xAC\xFFx\xE2\x82\xC3"), false,
		       "\"\xE2\x82\xAC\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* Every scalar value, written and read again, is itself, and what is written is a string by our own reader. */
static void written_then_read_is_the_same(void **state)
{
	(void)state;
	for (int for_html = 0; for_html < 2; for_html++) {
		struct sd_str text = SD_STR_INIT, written = SD_STR_INIT, again = SD_STR_INIT;
		for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 97) {
			if (code >= 0xD800 && code <= 0xDFFF)
				continue;
			char bytes[4];
			sd_str_add(&text, bytes, sd_utf8_encode(code, bytes));
		}
		sd_json_add_string(&written, sd_str_text(&text), for_html);
		if (for_html)
			assert_null(strchr(written.data, '<'));
		struct sd_text at = sd_str_text(&written);
		struct sd_json_value value;
		size_t where;
		assert_int_equal(sd_json_read(&at, &value, &where, NULL), 0);
		assert_int_equal(at.length, 0);
		sd_json_add_decoded(&again, value.raw);
		assert_true(sd_text_equal(sd_str_text(&text), sd_str_text(&again)));
		sd_str_release(&text);
		sd_str_release(&written);
		sd_str_release(&again);
	}
}

static void numbers(void **state)
{
	(void)state;
	static const char *const good[] = {"0", "-0", "10", "-12.50", "1e5", "1E-05", "0.0"};
	static const char *const bad[] = {"",	  "-",	"+1", "01",  "00",  "1.",  ".1",
					  " 1", "1 ", "1e", "0x1", "1,0", "NaN", "1-"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(sd_json_is_number(sd_text_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(sd_json_is_number(sd_text_of(bad[i])));
	assert_false(sd_json_is_number((struct sd_text){NULL, 0}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_values),
		cmocka_unit_test(bad_values),
		cmocka_unit_test(every_beginning),
		cmocka_unit_test(depth_has_a_limit),
		cmocka_unit_test(braces_match_at_every_depth),
		cmocka_unit_test(one_value_from_the_front),
		cmocka_unit_test(walking_an_object),
		cmocka_unit_test(walking_an_array),
		cmocka_unit_test(decoding),
		cmocka_unit_test(writing),
		cmocka_unit_test(written_then_read_is_the_same),
		cmocka_unit_test(numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
