/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "guard/escape.h"

static void hostile_text_is_text(void **state)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
		{"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
		{"\" onclick=\"a", "&quot; onclick=&quot;a"},
		{"&lt;", "&amp;lt;"},
		{"a\033[31mb\x7F", "a\xEF\xBF\xBD[31mb\xEF\xBF\xBD"},
		{"x\xE2\x80\xAEy", "xy"},
		{"\xC2\x85", "\xEF\xBF\xBD"},
		{"a\xF0\x9F\x98z", "a\xEF\xBF\xBDz"},
		{"caf\xC3\xA9 \xF0\x9F\x98\x80\tb\nc", "caf\xC3\xA9 \xF0\x9F\x98\x80\tb\nc"},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str html = SD_STR_INIT;
		sd_html_add(&html, sd_text_of(cases[i].text));
		assert_string_equal(html.data ? html.data : "", cases[i].html);
		sd_str_release(&html);
	}
}

static void every_byte_alone_and_doubled_is_harmless(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		char text[2] = {(char)byte, (char)byte};
		struct sd_str html = SD_STR_INIT;
		sd_html_add(&html, (struct sd_text){text, 2});
		for (size_t i = 0; i < html.length; i++)
			assert_null(memchr("<>\"'\0\033\r", html.data[i], 7));
		sd_str_release(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text_is_text),
		cmocka_unit_test(every_byte_alone_and_doubled_is_harmless),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
