/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

/* Table 3-7 of Unicode 15: how many bytes a lead byte announces, and the range its second byte must lie in. */
static size_t sequence_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*low = 0xA0;
		if (lead == 0xED)
			*high = 0x9F;
		return 3;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*low = 0x90;
		if (lead == 0xF4)
			*high = 0x8F;
		return 4;
	}
	return 0;
}

/* How many bytes at `data` belong together: the whole sequence (*whole true) or its maximal good part. */
static size_t match(const unsigned char *data, size_t length, bool *whole)
{
	unsigned char low, high;
	size_t want = sequence_length(data[0], &low, &high);
	*whole = want == 1;
	if (want <= 1)
		return 1;
	for (size_t i = 1; i < want; i++) {
		if (i >= length || data[i] < low || data[i] > high)
			return i;
		low = 0x80;
		high = 0xBF;
	}
	*whole = true;
	return want;
}

size_t sd_utf8_valid_prefix(const char *data, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	size_t i = 0;
	while (i < length) {
		uint64_t words[4];
		while (i + sizeof words <= length) {
			memcpy(words, bytes + i, sizeof words);
			if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u)
				break;
			i += sizeof words;
		}
		while (i + sizeof words[0] <= length) {
			memcpy(words, bytes + i, sizeof words[0]);
			if (words[0] & 0x8080808080808080u)
				break;
			i += sizeof words[0];
		}
		while (i < length && bytes[i] < 0x80)
			i++;
		while (i < length && bytes[i] >= 0x80) {
			bool whole;
			size_t n = match(bytes + i, length - i, &whole);
			if (!whole)
				return i;
			i += n;
		}
	}
	return i;
}

size_t sd_utf8_decode(const char *data, size_t length, uint32_t *code)
{
	const unsigned char *b = (const unsigned char *)data;
	bool whole;
	size_t n = match(b, length, &whole);
	if (!whole)
		return 0;
	switch (n) {
	case 1:
		*code = b[0];
		break;
	case 2:
		*code = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
		break;
	case 3:
		*code = (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
		break;
	default:
		*code = (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 | (uint32_t)(b[2] & 0x3F) << 6 |
			(b[3] & 0x3F);
	}
	return n;
}

size_t sd_utf8_bad_length(const char *data, size_t length)
{
	bool whole;
	return match((const unsigned char *)data, length, &whole);
}

size_t sd_utf8_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

size_t sd_utf8_add_repaired(struct sd_str *str, struct sd_text text)
{
	size_t repairs = 0;
	while (text.length) {
		size_t good = sd_utf8_valid_prefix(text.data, text.length);
		sd_str_add(str, text.data, good);
		text.data += good;
		text.length -= good;
		if (text.length) {
			size_t bad = sd_utf8_bad_length(text.data, text.length);
			sd_str_adds(str, "\xEF\xBF\xBD");
			text.data += bad;
			text.length -= bad;
			repairs++;
		}
	}
	return repairs;
}
