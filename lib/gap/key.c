/* SPDX-License-Identifier: MIT */
#include "gap/key.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

enum { PHONE_DIGITS = 5 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_ascii(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

static void lower_ascii(struct sd_str *str)
{
	for (size_t i = 0; i < str->length; i++)
		str->data[i] = lower(str->data[i]);
}

/* Folds case in place; text that is not UTF-8 only where it is ASCII. */
static void fold_case(struct sd_str *str)
{
	if (is_ascii(sd_str_text(str))) {
		lower_ascii(str);
		return;
	}
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t length =
		utf8proc_map((const utf8proc_uint8_t *)str->data, (utf8proc_ssize_t)str->length, &folded,
			     UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE);
	if (length < 0) {
		lower_ascii(str);
		return;
	}
	sd_str_clear(str);
	sd_str_add(str, (const char *)folded, (size_t)length);
	free(folded);
}

static void replace(struct sd_str *str, struct sd_text by)
{
	struct sd_str copy = SD_STR_INIT;
	sd_str_add_text(&copy, by);
	sd_str_release(str);
	*str = copy;
}

static bool as_email(struct sd_str *str)
{
	static const struct sd_text scheme = SD_TEXT("mailto:");
	replace(str, sd_text_trim(sd_str_text(str)));
	lower_ascii(str);
	if (str->length > scheme.length && memcmp(str->data, scheme.data, scheme.length) == 0)
		replace(str, (struct sd_text){str->data + scheme.length, str->length - scheme.length});
	const char *at = str->length ? memchr(str->data, '@', str->length) : NULL;
	size_t before = at ? (size_t)(at - str->data) : 0;
	return before && before + 1 < str->length && !memchr(at + 1, '@', str->length - before - 1);
}

static bool keep_digits(struct sd_str *str, size_t needed)
{
	size_t kept = 0;
	for (size_t i = 0; i < str->length; i++)
		if (is_digit(str->data[i]))
			str->data[kept++] = str->data[i];
	str->length = kept;
	return kept >= needed;
}

static bool as_phone(struct sd_str *str)
{
	struct sd_text trimmed = sd_text_trim(sd_str_text(str));
	bool plus = trimmed.length && trimmed.data[0] == '+';
	if (!keep_digits(str, PHONE_DIGITS))
		return false;
	bool zeros = !plus && str->data[0] == '0' && str->data[1] == '0';
	struct sd_str phone = SD_STR_INIT;
	if (plus || zeros)
		sd_str_addc(&phone, '+');
	sd_str_add(&phone, str->data + (zeros ? 2 : 0), str->length - (zeros ? 2 : 0));
	sd_str_release(str);
	*str = phone;
	return true;
}

static bool as_digits(struct sd_str *str)
{
	if (!keep_digits(str, 1))
		return false;
	size_t zeros = 0;
	while (zeros + 1 < str->length && str->data[zeros] == '0')
		zeros++;
	replace(str, (struct sd_text){str->data + zeros, str->length - zeros});
	return true;
}

static bool has_letter_or_digit(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++) {
		char byte = lower(text.data[i]);
		if ((unsigned char)byte >= 0x80 || is_digit(byte) || (byte >= 'a' && byte <= 'z'))
			return true;
	}
	return false;
}

bool sd_key_normalise(struct sd_str *normal, struct sd_text key, unsigned rules)
{
	struct sd_str part = SD_STR_INIT;
	bool absent, usable = true;
	while (sd_key_next(&key, &part, &absent)) {
		if (rules & SD_KEY_TRIM)
			replace(&part, sd_text_trim(sd_str_text(&part)));
		if (rules & SD_KEY_CASE)
			fold_case(&part);
		if (rules & SD_KEY_EMAIL)
			usable = as_email(&part) && usable;
		if (rules & SD_KEY_PHONE)
			usable = as_phone(&part) && usable;
		if (rules & SD_KEY_DIGITS)
			usable = as_digits(&part) && usable;
		usable = usable && has_letter_or_digit(sd_str_text(&part));
		sd_key_add(normal, part.length ? sd_str_text(&part) : SD_TEXT(""));
	}
	sd_str_release(&part);
	return usable;
}

struct entry {
	struct sd_text text;
	size_t at;
};

struct sd_key_index {
	struct entry *exact, *normal; /* sorted by text, then by place */
	size_t length, normals;
	struct sd_arena arena;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = sd_text_compare(x->text, y->text);
	return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

/* Keys of a log come in order, and mostly their normal forms do: of 10 million customers a sixth of the time went into
 * sorting what was sorted. */
static void sort(struct entry *entries, size_t length)
{
	size_t ordered = 1;
	while (ordered < length && compare_entries(entries + ordered - 1, entries + ordered) <= 0)
		ordered++;
	if (ordered < length)
		qsort(entries, length, sizeof *entries, compare_entries);
}

struct sd_key_index *sd_key_index_new(const struct sd_text *keys, size_t length, unsigned rules)
{
	struct sd_key_index *index = sd_calloc(1, sizeof *index);
	struct sd_str normal = SD_STR_INIT;
	index->length = length;
	index->exact = sd_alloc(length + 1, sizeof *index->exact);
	index->normal = sd_alloc(length + 1, sizeof *index->normal);
	for (size_t i = 0; i < length; i++) {
		index->exact[i] = (struct entry){keys[i], i};
		sd_str_clear(&normal);
		if (!sd_key_normalise(&normal, keys[i], rules))
			continue;
		char *copy = sd_arena_dup(&index->arena, normal.data, normal.length);
		index->normal[index->normals++] = (struct entry){{copy, normal.length}, i};
	}
	sd_str_release(&normal);
	sort(index->exact, length);
	sort(index->normal, index->normals);
	return index;
}

void sd_key_index_free(struct sd_key_index *index)
{
	if (!index)
		return;
	free(index->exact);
	free(index->normal);
	sd_arena_release(&index->arena);
	free(index);
}

/* The first entry whose text is not before `text`. */
static size_t first_not_before(const struct entry *entries, size_t length, struct sd_text text)
{
	size_t low = 0, high = length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sd_text_compare(entries[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum sd_key_found sd_key_index_find(const struct sd_key_index *index, struct sd_text key, struct sd_text normal,
				    size_t *at)
{
	size_t place = first_not_before(index->exact, index->length, key);
	if (place < index->length && sd_text_equal(index->exact[place].text, key)) {
		*at = index->exact[place].at;
		return SD_KEY_EXACT;
	}
	place = first_not_before(index->normal, index->normals, normal);
	if (place == index->normals || !sd_text_equal(index->normal[place].text, normal))
		return SD_KEY_NONE;
	if (place + 1 < index->normals && sd_text_equal(index->normal[place + 1].text, normal))
		return SD_KEY_AMBIGUOUS;
	*at = index->normal[place].at;
	return SD_KEY_NORMALISED;
}

int sd_key_rules_parse(const char *const *names, size_t length, unsigned preset, unsigned *rules, struct sd_error *err)
{
	static const struct {
		const char *name;
		unsigned rule;
	} known[] = {{"none", 0},		{"trim", SD_KEY_TRIM},	 {"case", SD_KEY_CASE},
		     {"email", SD_KEY_EMAIL}, {"phone", SD_KEY_PHONE}, {"digits", SD_KEY_DIGITS}};
	*rules = length ? 0 : preset;
	for (size_t i = 0; i < length; i++) {
		size_t at = 0;
		while (at < sizeof known / sizeof *known && strcmp(known[at].name, names[i]) != 0)
			at++;
		if (at == sizeof known / sizeof *known)
			return sd_fail(err,
				       "--key-normalise takes trim, case, email, phone, digits or none, not \"%s\"",
				       names[i]);
		*rules |= known[at].rule;
	}
	return 0;
}
