/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "base/mem.h"
#include "base/utf8.h"

struct sd_text sd_text_of(const char *nul_terminated)
{
	return (struct sd_text){nul_terminated, strlen(nul_terminated)};
}

bool sd_text_equal(struct sd_text a, struct sd_text b)
{
	return a.length == b.length && (!a.length || !memcmp(a.data, b.data, a.length));
}

bool sd_text_equals(struct sd_text a, const char *nul_terminated)
{
	return sd_text_equal(a, sd_text_of(nul_terminated));
}

int sd_text_compare(struct sd_text a, struct sd_text b)
{
	size_t shared = a.length < b.length ? a.length : b.length;
	int order = shared ? memcmp(a.data, b.data, shared) : 0;
	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct sd_text sd_text_trim(struct sd_text text)
{
	while (text.length && is_blank(text.data[0])) {
		text.data++;
		text.length--;
	}
	while (text.length && is_blank(text.data[text.length - 1]))
		text.length--;
	return text;
}

struct sd_text sd_text_keep(struct sd_arena *arena, struct sd_text text)
{
	return (struct sd_text){sd_arena_dup(arena, text.length ? text.data : "", text.length), text.length};
}

static void make_room(struct sd_str *str, size_t more)
{
	size_t need = str->length + more + 1;
	size_t room = str->room ? str->room : 32;
	while (room < need)
		room += room / 2 + 1;
	str->data = sd_realloc(str->data, room, 1);
	str->room = room;
}

void sd_str_reserve(struct sd_str *str, size_t more)
{
	if (str->room - str->length <= more)
		make_room(str, more);
}

void sd_str_add(struct sd_str *str, const char *data, size_t length)
{
	sd_str_reserve(str, length);
	if (length)
		memcpy(str->data + str->length, data, length);
	str->length += length;
	str->data[str->length] = '\0';
}

void sd_str_add_text(struct sd_str *str, struct sd_text text)
{
	sd_str_add(str, text.data, text.length);
}

void sd_str_adds(struct sd_str *str, const char *nul_terminated)
{
	sd_str_add(str, nul_terminated, strlen(nul_terminated));
}

void sd_str_addc(struct sd_str *str, char byte)
{
	sd_str_reserve(str, 1);
	str->data[str->length++] = byte;
	str->data[str->length] = '\0';
}

void sd_str_vaddf(struct sd_str *str, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int need = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (need < 0)
		return;
	sd_str_reserve(str, (size_t)need);
	vsnprintf(str->data + str->length, (size_t)need + 1, format, arguments);
	str->length += (size_t)need;
}

void sd_str_addf(struct sd_str *str, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(str, format, arguments);
	va_end(arguments);
}

void sd_str_add_int(struct sd_str *str, int64_t value)
{
	char digits[24];
	char *at = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		*--at = '-';
	sd_str_add(str, at, (size_t)(digits + sizeof digits - at));
}

/* C0, DEL, C1; line and paragraph separators; marks, embeddings, overrides and isolates of the bidi algorithm. */
static bool acts_on_a_terminal(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C || code == 0x200E || code == 0x200F ||
	       (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

void sd_str_add_printable(struct sd_str *str, struct sd_text text, size_t limit)
{
	size_t i = 0;
	while (i < text.length && i < limit) {
		uint32_t code = 0;
		size_t n = sd_utf8_decode(text.data + i, text.length - i, &code);
		if (!n) {
			sd_str_addf(str, "\\x%02X", (unsigned char)text.data[i]);
			n = 1;
		} else if (acts_on_a_terminal(code)) {
			sd_str_addf(str, "\\u{%X}", (unsigned)code);
		} else {
			sd_str_add(str, text.data + i, n);
		}
		i += n;
	}
	if (i < text.length)
		sd_str_adds(str, "…");
}

struct sd_text sd_str_text(const struct sd_str *str)
{
	return (struct sd_text){str->data, str->length};
}

void sd_str_clear(struct sd_str *str)
{
	str->length = 0;
	if (str->data)
		str->data[0] = '\0';
}

void sd_str_release(struct sd_str *str)
{
	free(str->data);
	*str = (struct sd_str)SD_STR_INIT;
}

char *sd_str_take(struct sd_str *str)
{
	if (!str->data)
		sd_str_reserve(str, 1);
	char *data = str->data;
	data[str->length] = '\0';
	*str = (struct sd_str)SD_STR_INIT;
	return data;
}
