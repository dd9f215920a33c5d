/* SPDX-License-Identifier: MIT */
/* Unicode's own conformance tests of text segmentation (UAX #29, Unicode 15.0): every line of WordBreakTest.txt,
 * SentenceBreakTest.txt and GraphemeBreakTest.txt, read from Debian's unicode-data, or from $UNICODE_DATA. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "say/text.h"

typedef size_t next_function(struct sd_text text, size_t from);

struct line {
	struct sd_str text;
	uint8_t expected[512]; /* 1 at each byte where a boundary is */
};

/* "÷ 0061 × 0308 ÷ # …": boundaries and code points by turns. False where the line holds no test. */
static bool parse(const char *at, struct line *line)
{
	sd_str_clear(&line->text);
	memset(line->expected, 0, sizeof line->expected);
	bool any = false;
	while (*at && *at != '#' && *at != '\n') {
		if (!strncmp(at, "÷", strlen("÷"))) {
			assert_true(line->text.length < sizeof line->expected);
			line->expected[line->text.length] = 1;
			at += strlen("÷");
		} else if (!strncmp(at, "×", strlen("×"))) {
			at += strlen("×");
		} else if (*at == ' ' || *at == '\t') {
			at++;
		} else {
			char *end;
			char bytes[4];
			unsigned long code = strtoul(at, &end, 16);
			assert_ptr_not_equal(end, at);
			sd_str_add(&line->text, bytes, sd_utf8_encode((uint32_t)code, bytes));
			at = end;
			any = true;
		}
	}
	return any;
}

static bool agrees(const struct line *line, next_function *next)
{
	struct sd_text text = sd_str_text(&line->text);
	size_t at = 0;
	while (at < text.length) {
		size_t boundary = next(text, at);
		if (boundary <= at || boundary > text.length || !line->expected[boundary])
			return false;
		for (size_t i = at + 1; i < boundary; i++)
			if (line->expected[i])
				return false;
		at = boundary;
	}
	return true;
}

/* `known`: how many tests the file of Unicode 15.0 (Debian 12) and of 15.1 (Debian 13) has; of another, at least the
 * first. */
static void run(const char *name, next_function *next, const size_t known[2])
{
	const char *directory = getenv("UNICODE_DATA");
	char path[4096];
	snprintf(path, sizeof path, "%s/auxiliary/%s", directory ? directory : "/usr/share/unicode", name);
	FILE *file = fopen(path, "r");
	if (!file) {
		print_message("SKIPPED: %s cannot be read (Debian: unicode-data; or set UNICODE_DATA)\n", path);
		skip();
	}
	char *text = NULL;
	size_t room = 0, tests = 0, passed = 0;
	int release = -1;
	struct line line = {SD_STR_INIT, {0}};
	while (getline(&text, &room, file) >= 0) {
		if (strstr(text, "Test-15.0.0.txt"))
			release = 0;
		else if (strstr(text, "Test-15.1.0.txt"))
			release = 1;
		if (!parse(text, &line))
			continue;
		tests++;
		if (agrees(&line, next))
			passed++;
		else
			print_message("not as expected: %s", text);
	}
	fclose(file);
	free(text);
	sd_str_release(&line.text);
	print_message("%s: %zu of %zu\n", name, passed, tests);
	if (release < 0)
		assert_true(tests >= known[0]);
	else
		assert_int_equal(tests, known[release]);
	assert_int_equal(passed, tests);
}

static void words(void **state)
{
	(void)state;
	run("WordBreakTest.txt", sd_text_next_word, (const size_t[]){1823, 1826});
}

static void sentences(void **state)
{
	(void)state;
	run("SentenceBreakTest.txt", sd_text_next_sentence, (const size_t[]){502, 512});
}

static void graphemes(void **state)
{
	(void)state;
	run("GraphemeBreakTest.txt", sd_text_next_grapheme, (const size_t[]){602, 1187});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(sentences),
		cmocka_unit_test(graphemes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
