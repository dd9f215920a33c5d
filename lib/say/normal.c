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

static bool is_ascii(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

/* The same for ASCII alone, where nothing composes and nothing but blanks goes. */
static void add_ascii(struct sd_str *out, struct sd_text text)
{
	text = sd_text_trim(text);
	if (!text.length)
		return;
	sd_str_reserve(out, text.length);
	bool blank = false;
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
			blank = true;
			continue;
		}
		if (blank)
			sd_str_addc(out, '_');
		blank = false;
		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte + ('a' - 'A'));
		sd_str_addc(out, byte == '`' ? '\'' : byte);
	}
}

void sd_normal_add(struct sd_str *out, struct sd_text text)
{
	if (is_ascii(text)) {
		add_ascii(out, text);
		return;
	}
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
