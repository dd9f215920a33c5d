/* SPDX-License-Identifier: MIT */
/* What looks like ASCII and is none: full-width forms, digits of other scripts, marks that are not seen. */
#include <string.h>

#include "base/utf8.h"
#include "guard/redact_state.h"

/* The ASCII that a character stands for; 0 where it is not seen at all, UINT32_MAX where it stays as it is. */
static uint32_t plain_of(uint32_t code)
{
	static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6}; /* Arabic, Persian, Devanagari, Bengali */
	if (code >= 0xFF01 && code <= 0xFF5E)
		return code - 0xFF01 + '!';
	if (code == 0x3000)
		return ' ';
	/* Soft hyphens, zero widths, marks of direction: what is copied from an address book has them. */
	if (code == 0xAD || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
	    code == 0x2060 || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF)
		return 0;
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (code >= zeros[i] && code < zeros[i] + 10)
			return '0' + code - zeros[i];
	return UINT32_MAX;
}

bool sd_redact_plain(struct sd_redact_finder *finder, struct sd_text text)
{
	bool any = false;
	size_t length = 0;
	uint32_t code;
	for (size_t at = 0; at < text.length && !any; at++) {
		const unsigned char c = (unsigned char)text.data[at];
		/* The lead bytes of what plain_of() knows. */
		if (c == 0xC2 || c == 0xD9 || c == 0xDB || c == 0xE0 || c == 0xE2 || c == 0xE3 || c == 0xEF)
			any = sd_utf8_decode(text.data + at, text.length - at, &code) && plain_of(code) != UINT32_MAX;
	}
	if (!any)
		return false;
	sd_str_clear(&finder->plain);
	if (finder->places_room < text.length + 1) {
		finder->places_room = text.length + 1;
		finder->places = sd_realloc(finder->places, finder->places_room, sizeof *finder->places);
	}
	for (size_t at = 0; at < text.length;) {
		size_t bytes = sd_utf8_decode(text.data + at, text.length - at, &code);
		uint32_t plain = bytes > 1 ? plain_of(code) : UINT32_MAX;
		bytes = bytes ? bytes : 1;
		if (plain == UINT32_MAX) {
			for (size_t i = 0; i < bytes; i++)
				finder->places[length++] = at + i;
			sd_str_add(&finder->plain, text.data + at, bytes);
		} else if (plain) {
			finder->places[length++] = at;
			sd_str_addc(&finder->plain, (char)plain);
		}
		at += bytes;
	}
	finder->places[length] = text.length;
	return true;
}
