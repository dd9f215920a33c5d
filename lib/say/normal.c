/* SPDX-License-Identifier: MIT */
#include "say/normal.h"

#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "say/text.h"

enum {
	FEW_CODES = 128, /* as many as nearly every token has: decomposed on the stack */
	ZERO_WIDTH_JOINER = 0x200D,
	BLACK_FLAG = 0x1F3F4,
	FIRST_TAG = 0xE0020,
	LAST_TAG = 0xE007F,
	ROUNDS_MOST = 4
};

/* Marks that have a plain form which NFKC does not give. Before NFKC: it would make ´ a blank and an accent. */
static utf8proc_int32_t plain_mark(utf8proc_int32_t code, void *unused)
{
	(void)unused;
	switch (code) {
	case 0x60:   /* ` */
	case 0xB4:   /* ´ */
	case 0x2B9:  /* ʹ */
	case 0x2BC:  /* ʼ */
	case 0x2018: /* ‘ */
	case 0x2019: /* ’ */
	case 0x201A: /* ‚ */
	case 0x201B: /* ‛ */
	case 0x2032: /* ′ */
	case 0x2039: /* ‹ */
	case 0x203A: /* › */
		return '\'';
	case 0xAB:   /* « */
	case 0xBB:   /* » */
	case 0x201C: /* “ */
	case 0x201D: /* ” */
	case 0x201E: /* „ */
	case 0x201F: /* ‟ */
	case 0x2033: /* ″ */
	case 0x301D: /* 〝 */
	case 0x301E: /* 〞 */
	case 0x301F: /* 〟 */
		return '"';
	case 0x2010: /* ‐ */
	case 0x2011: /* no-break hyphen */
	case 0x2012: /* ‒ */
	case 0x2013: /* – */
	case 0x2014: /* — */
	case 0x2015: /* ― */
	case 0x2212: /* − */
	case 0xFE31: /* ︱ */
	case 0xFE32: /* ︲ */
	case 0xFE58: /* ﹘ */
		return '-';
	default:
		return code;
	}
}

static unsigned flags_of(utf8proc_int32_t code)
{
	return sd_char_of((uint32_t)code)->flags;
}

/* Takes out what the normal form does without, and joins blanks; returns the new length. */
static size_t sift(utf8proc_int32_t *codes, size_t length)
{
	size_t kept = 0;
	bool blank = false, in_emoji = false, in_tags = false;
	for (size_t i = 0; i < length; i++) {
		utf8proc_int32_t code = codes[i];
		unsigned flags = flags_of(code);
		if (flags & SD_CHAR_White_Space) {
			blank = kept > 0;
			continue;
		}
		bool joins = code == ZERO_WIDTH_JOINER && in_emoji && i + 1 < length &&
			     (flags_of(codes[i + 1]) & SD_CHAR_Extended_Pictographic);
		bool tag = in_tags && code >= FIRST_TAG && code <= LAST_TAG;
		if ((flags & SD_CHAR_Default_Ignorable_Code_Point) && !joins && !tag)
			continue;
		if ((flags & SD_CHAR_Emoji_Modifier) && in_emoji && !blank)
			continue;
		if (blank)
			codes[kept++] = '_';
		blank = false;
		codes[kept++] = code;
		in_tags = tag || code == BLACK_FLAG;
		in_emoji = flags & SD_CHAR_Extended_Pictographic;
	}
	return kept;
}

static void encode(const utf8proc_int32_t *codes, size_t length, struct sd_str *out)
{
	for (size_t i = 0; i < length; i++) {
		char bytes[4];
		sd_str_add(out, bytes, sd_utf8_encode((uint32_t)codes[i], bytes));
	}
}

/* One round of the whole mapping over well-formed text. */
static void add_round(struct sd_str *out, struct sd_text text)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
	utf8proc_int32_t few[FEW_CODES], *codes = few, *many = NULL;
	utf8proc_ssize_t length = utf8proc_decompose_custom((const utf8proc_uint8_t *)text.data,
							    (utf8proc_ssize_t)text.length, codes, FEW_CODES, options,
							    plain_mark, NULL);
	if (length > FEW_CODES) {
		codes = many = sd_alloc((size_t)length, sizeof *codes);
		length = utf8proc_decompose_custom((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length,
						   codes, length, options, plain_mark, NULL);
	}
	if (length > 0) {
		length = (utf8proc_ssize_t)sift(codes, (size_t)length);
		length = utf8proc_normalize_utf32(codes, length, options);
	}
	if (length > 0)
		encode(codes, (size_t)length, out);
	free(many);
}

uint32_t sd_normal_simple(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 0x20 : code == '`' ? '\'' : code;
	if (code >= 0xC0 && code <= 0xDE)
		return code == 0xD7 ? code : code + 0x20;
	if (code >= 0xE0 && code <= 0xFF)
		return code;
	if (code >= 0x100 && code <= 0x17E) {
		if (code >= 0x130 && code <= 0x133) /* İ ı Ĳ ĳ */
			return 0;
		if (code == 0x138 || code == 0x13F || code == 0x140 || code == 0x149 || code == 0x178) /* ĸ Ŀ ŀ ŉ Ÿ */
			return 0;
		/* Pairs begin at even numbers, but at odd ones between ĸ and ŉ and behind Ÿ. */
		bool odd = (code > 0x138 && code < 0x149) || code > 0x178;
		return (code & 1) == odd ? code + 1 : code;
	}
	if (code >= 0x410 && code <= 0x42F)
		return code + 0x20;
	if (code >= 0x400 && code <= 0x40F)
		return code + 0x50;
	if (code >= 0x430 && code <= 0x45F)
		return code;
	if (code == 0x2018 || code == 0x2019)
		return '\'';
	return 0;
}

/* Adds the normal form where every character has a simple one; else, or where a blank stands inside, adds nothing and
 * returns false. Most words of the languages with Latin or Cyrillic letters come by here, some ten times as fast. */
static bool add_simple(struct sd_str *out, struct sd_text text)
{
	/* No simple form is longer than what it is of. */
	sd_str_reserve(out, text.length);
	char *to = out->data + out->length;
	for (size_t at = 0; at < text.length;) {
		uint32_t code = (unsigned char)text.data[at];
		size_t length = code < 0x80 ? 1 : sd_utf8_decode(text.data + at, text.length - at, &code);
		uint32_t form = length ? sd_normal_simple(code) : 0;
		if (form == 0 || form == ' ' || (form >= '\t' && form <= '\r')) {
			out->data[out->length] = '\0';
			return false;
		}
		to += sd_utf8_encode(form, to);
		at += length;
	}
	out->length = (size_t)(to - out->data);
	*to = '\0';
	return true;
}

void sd_normal_add(struct sd_str *out, struct sd_text text)
{
	text = sd_text_trim(text);
	if (!text.length || add_simple(out, text))
		return;
	struct sd_str now = SD_STR_INIT, next = SD_STR_INIT;
	sd_utf8_add_repaired(&now, text);
	/* What is taken out may have kept marks apart, and folding may open new compositions: until nothing changes. */
	for (int round = 0; round < ROUNDS_MOST; round++) {
		sd_str_clear(&next);
		add_round(&next, sd_str_text(&now));
		bool settled = sd_text_equal(sd_str_text(&now), sd_str_text(&next));
		struct sd_str swap = now;
		now = next;
		next = swap;
		if (settled)
			break;
	}
	sd_str_add_text(out, sd_str_text(&now));
	sd_str_release(&now);
	sd_str_release(&next);
}
