/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

#include "show/look.h"

static char *fault_of(const char *content)
{
	struct sd_look look = {.logo = SD_STR_INIT};
	struct sd_error err = SD_ERROR_INIT;
	char *message = sd_look_read(&look, "f", sd_text_of(content), &err) ? sd_str_take(&err.message) : NULL;
	sd_arena_release(&look.arena);
	sd_error_release(&err);
	return message;
}

static void refuses(const char *content, const char *words)
{
	char *message = fault_of(content);
	assert_non_null(message);
	assert_non_null(strstr(message, words));
	free(message);
}

static void what_is_good_is_taken(void **state)
{
	struct sd_look look = {.logo = SD_STR_INIT};
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	assert_int_equal(sd_look_read(&look, "f", SD_TEXT("# ours\n\ntitle  A <b>title\naccent #1F5f8b\n"
							  "accent-dark\t#8ecbf0\n"), &err), 0);
	assert_true(sd_text_equals(look.title, "A <b>title"));
	assert_true(sd_text_equals(look.accent, "#1F5f8b"));
	assert_int_equal(sd_look_logo(&look, "l", SD_TEXT("\x89PNG\r\n\x1a\nrest"), &err), 0);
	assert_memory_equal(look.logo.data, "data:image/png;base64,", 22);
	assert_int_equal(sd_look_logo(&look, "l", SD_TEXT("GIF89a"), &err), -1);
	sd_str_release(&look.logo);
	sd_arena_release(&look.arena);
	sd_error_release(&err);
}

static void no_style_gets_in(void **state)
{
	(void)state;
	refuses("accent red\n", "line 1: a colour is written #rrggbb");
	refuses("\naccent #1f5f8b}body{display:none\n", "line 2: a colour");
	refuses("accent #12345g\n", "a colour");
	refuses("accent url(x)\n", "a colour");
	refuses("accent #ffffee\n", "contrast");
	refuses("accent-dark #000000\n", "contrast");
	refuses("font Arial\n", "none of title");
	refuses("accent\n", "stands alone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_good_is_taken),
		cmocka_unit_test(no_style_gets_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
