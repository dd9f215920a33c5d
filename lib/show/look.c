/* SPDX-License-Identifier: MIT */
#include "show/look.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

enum { COLOUR = 7 };
static const double contrast_least = 3;

static int hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Relative luminance (WCAG 2.1), -1 where the text is no #rrggbb. */
static double luminance(struct sd_text colour)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	if (colour.length != COLOUR || colour.data[0] != '#')
		return -1;
	for (size_t i = 0; i < 3; i++) {
		int high = hex(colour.data[1 + 2 * i]), low = hex(colour.data[2 + 2 * i]);
		if (high < 0 || low < 0)
			return -1;
		double part = (high * 16 + low) / 255.0;
		sum += weight[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(double a, double b)
{
	return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static int take_colour(struct sd_look *look, struct sd_text *into, struct sd_text value, const char *paper,
		       struct sd_error *err)
{
	double bright = luminance(value), ground = luminance(sd_text_of(paper));
	if (bright < 0)
		return sd_fail(err, "a colour is written #rrggbb, as #1f5f8b");
	if (contrast(bright, ground) < contrast_least)
		return sd_fail(err,
			       "this colour can hardly be seen on %s: its contrast is %.1f to 1, and 3 to 1 is the "
			       "least",
			       paper, contrast(bright, ground));
	*into = (struct sd_text){sd_arena_dup(&look->arena, value.data, value.length), value.length};
	return 0;
}

static int take_line(struct sd_look *look, struct sd_text keyword, struct sd_text value, struct sd_error *err)
{
	struct sd_text copy = {sd_arena_dup(&look->arena, value.data ? value.data : "", value.length), value.length};
	if (!value.length)
		return sd_fail(err, "the keyword stands alone; its value stands behind it");
	if (sd_text_equals(keyword, "accent"))
		return take_colour(look, &look->accent, value, "#ffffff", err);
	if (sd_text_equals(keyword, "accent-dark"))
		return take_colour(look, &look->accent_dark, value, "#161616", err);
	if (sd_text_equals(keyword, "title"))
		look->title = copy;
	else if (sd_text_equals(keyword, "footer"))
		look->footer = copy;
	else
		return sd_fail(err, "the keyword is none of title, accent, accent-dark and footer");
	return 0;
}

int sd_look_read(struct sd_look *look, const char *name, struct sd_text content, struct sd_error *err)
{
	for (size_t number = 1; content.length; number++) {
		const char *end = memchr(content.data, '\n', content.length);
		struct sd_text line = {content.data, end ? (size_t)(end - content.data) : content.length};
		content.data += line.length + (end ? 1 : 0);
		content.length -= line.length + (end ? 1 : 0);
		line = sd_text_trim(line);
		if (!line.length || line.data[0] == '#')
			continue;
		size_t length = 0;
		while (length < line.length && line.data[length] != ' ' && line.data[length] != '\t')
			length++;
		struct sd_text value = sd_text_trim((struct sd_text){line.data + length, line.length - length});
		struct sd_error why = SD_ERROR_INIT;
		if (take_line(look, (struct sd_text){line.data, length}, value, &why)) {
			sd_fail(err, "%s: line %zu: %s", name, number, why.message.data);
			sd_error_release(&why);
			return -1;
		}
	}
	return 0;
}

static bool begins(struct sd_text bytes, const char *with, size_t length)
{
	return bytes.length >= length && !memcmp(bytes.data, with, length);
}

int sd_look_logo(struct sd_look *look, const char *name, struct sd_text bytes, struct sd_error *err)
{
	const char *type = begins(bytes, "\x89PNG\r\n\x1a\n", 8) ? "png"
			   : begins(bytes, "\xFF\xD8\xFF", 3)	   ? "jpeg"
			   : begins(bytes, "<svg", 4) || begins(bytes, "<?xml", 5) ? "svg+xml"
									       : NULL;
	if (!type)
		return sd_fail(err, "%s: is no PNG, JPEG or SVG", name);
	if (bytes.length > SD_LOGO_MOST)
		return sd_fail(err, "%s: is larger than %d bytes; make it smaller", name, SD_LOGO_MOST);
	size_t room = sodium_base64_encoded_len(bytes.length, sodium_base64_VARIANT_ORIGINAL);
	char *base64 = sd_alloc(room, 1);
	sodium_bin2base64(base64, room, (const unsigned char *)bytes.data, bytes.length,
			  sodium_base64_VARIANT_ORIGINAL);
	sd_str_clear(&look->logo);
	sd_str_addf(&look->logo, "data:image/%s;base64,%s", type, base64);
	free(base64);
	return 0;
}
