/* SPDX-License-Identifier: MIT */
#include "guard/escape.h"

#include "base/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD";

/* Marks, embeddings, overrides and isolates (UAX #9, 2.1 to 2.7). */
static bool directs_text(uint32_t code)
{
	return code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

static bool has_no_place(uint32_t code)
{
	return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0) ||
	       (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

static const char *entity(uint32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void sd_html_add(struct sd_str *html, struct sd_text text)
{
	size_t done = 0;
	for (size_t i = 0; i < text.length;) {
		uint32_t code = 0;
		size_t n = sd_utf8_decode(text.data + i, text.length - i, &code);
		const char *instead = n ? entity(code) : replacement;
		if (n && has_no_place(code))
			instead = replacement;
		else if (n && directs_text(code))
			instead = "";
		if (!n)
			n = sd_utf8_bad_length(text.data + i, text.length - i);
		if (instead) {
			sd_str_add(html, text.data + done, i - done);
			sd_str_adds(html, instead);
			done = i + n;
		}
		i += n;
	}
	sd_str_add(html, text.data + done, text.length - done);
}
