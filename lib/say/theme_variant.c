/* SPDX-License-Identifier: MIT */
#include "say/theme_variant.h"

#include <utf8proc.h>

#include "base/mem.h"
#include "say/language.h"
#include "say/term.h"

enum { FORM_SHARE = 10 };

struct sd_theme_variants {
	struct sd_answer_reader *reader;
	struct sd_count_entry *forms;
	size_t length;
	struct sd_count *places; /* mark → place + 1 */
	bool any, dutch;
};

struct sd_theme_variants *sd_theme_variants_new(const struct sd_count *forms, struct sd_answer_reader *reader)
{
	static const char *const languages[] = {"en", "de", "es", "fr", "it", "nl", "pt"};
	struct sd_theme_variants *variants = sd_calloc(1, sizeof *variants);
	const char *language = reader ? sd_answer_reader_language(reader) : NULL;
	const char *code = language ? sd_language_code(sd_text_of(language)) : NULL;
	for (size_t i = 0; code && i < sizeof languages / sizeof *languages; i++)
		variants->any |= strcmp(code, languages[i]) == 0;
	variants->dutch = code && strcmp(code, "nl") == 0;
	variants->reader = reader;
	variants->places = sd_count_new(1);
	if (variants->any) {
		variants->forms = sd_count_sorted(forms);
		variants->length = sd_count_length(forms);
	}
	return variants;
}

void sd_theme_variants_free(struct sd_theme_variants *variants)
{
	if (!variants)
		return;
	free(variants->forms);
	sd_count_free(variants->places);
	free(variants);
}

/* Adds `text` without the marks of its Latin letters. */
static void add_plain(struct sd_str *out, struct sd_text text)
{
	utf8proc_int32_t code, base = 0;
	for (size_t at = 0; at < text.length;) {
		utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
							  (utf8proc_ssize_t)(text.length - at), &code);
		if (bytes <= 0)
			break;
		utf8proc_int32_t parts[8];
		int boundary = 0;
		utf8proc_ssize_t length = utf8proc_decompose_char(code, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
		bool latin = length > 1 && length <= 8 && parts[0] < 0x80;
		if (latin && !(parts[0] == 'n' && parts[1] == 0x303))
			sd_str_addc(out, (char)parts[0]);
		else if (!(code >= 0x300 && code < 0x370 && base < 0x80))
			sd_str_add_text(out, (struct sd_text){text.data + at, (size_t)bytes});
		base = latin ? parts[0] : code;
		at += (size_t)bytes;
	}
}

/* Overwrites `mark` with what all variants of a form have in common. */
static void mark_of(const struct sd_theme_variants *variants, struct sd_text form, struct sd_str *mark)
{
	struct sd_str plain = SD_STR_INIT;
	add_plain(&plain, form);
	sd_str_clear(mark);
	sd_str_add_text(mark, sd_answer_stem(variants->reader, sd_str_text(&plain)));
	char *last = mark->length > 2 ? &mark->data[mark->length - 1] : NULL;
	if (variants->dutch && last && (*last == 'z' || *last == 'v'))
		*last = *last == 'z' ? 's' : 'f';
	sd_str_release(&plain);
}

/* Whether the entry is one of the stem's forms. */
static bool is_of(const struct sd_count_entry *entry, struct sd_text stem)
{
	return entry->key.length > stem.length && entry->key.data[stem.length] == '\t' &&
	       memcmp(entry->key.data, stem.data, stem.length) == 0;
}

/* The first entry of a stem's forms, which stand together; sets how many there are. */
static size_t forms_of(const struct sd_theme_variants *variants, struct sd_text stem, size_t *length)
{
	struct sd_str head = SD_STR_INIT;
	sd_str_add_text(&head, stem);
	sd_str_addc(&head, '\t');
	size_t low = 0, high = variants->length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sd_text_compare(variants->forms[middle].key, sd_str_text(&head)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	sd_str_release(&head);
	*length = 0;
	while (low + *length < variants->length && is_of(&variants->forms[low + *length], stem))
		++*length;
	return low;
}

static void form_of(const struct sd_count_entry *entry, struct sd_str *form)
{
	struct sd_text rest = sd_term_part(entry->key, 1, 0);
	sd_key_next(&rest, form, NULL);
}

/* Overwrites `form` with the most frequent one of a stem; empty where it has none. */
static void best_form(const struct sd_theme_variants *variants, struct sd_text stem, struct sd_str *form)
{
	size_t length, first = forms_of(variants, stem, &length), best = first;
	for (size_t i = first; i < first + length; i++)
		if (variants->forms[i].sums[0] > variants->forms[best].sums[0])
			best = i;
	sd_str_clear(form);
	if (length)
		form_of(&variants->forms[best], form);
}

struct visit {
	size_t place; /* to enter with each mark; SIZE_MAX to look for one */
	size_t found;
};

static void visit_mark(struct sd_theme_variants *variants, struct sd_text mark, struct visit *visit)
{
	if (visit->place == SIZE_MAX) {
		const int64_t *place = sd_count_find(variants->places, mark);
		if (place && (size_t)*place - 1 < visit->found)
			visit->found = (size_t)*place - 1;
		return;
	}
	int64_t *place = sd_count_at(variants->places, mark);
	if (!*place)
		*place = (int64_t)visit->place + 1;
}

static void visit_word(struct sd_theme_variants *variants, struct sd_text stem, struct visit *visit)
{
	struct sd_str form = SD_STR_INIT, mark = SD_STR_INIT;
	size_t length, first = forms_of(variants, stem, &length);
	int64_t all = 0;
	for (size_t i = first; i < first + length; i++)
		all += variants->forms[i].sums[0];
	for (size_t i = first; i < first + length; i++) {
		if (variants->forms[i].sums[0] < all / FORM_SHARE)
			continue;
		form_of(&variants->forms[i], &form);
		mark_of(variants, sd_str_text(&form), &mark);
		visit_mark(variants, sd_str_text(&mark), visit);
	}
	sd_str_release(&form);
	sd_str_release(&mark);
}

static void visit_phrase(struct sd_theme_variants *variants, struct sd_text key, size_t parts, struct visit *visit)
{
	struct sd_str form = SD_STR_INIT, mark = SD_STR_INIT, whole = SD_STR_INIT, joined = SD_STR_INIT;
	for (size_t i = 0; i < parts; i++) {
		best_form(variants, sd_term_part(key, i, parts - i - 1), &form);
		mark_of(variants, sd_str_text(&form), &mark);
		sd_key_add(&whole, sd_str_text(&mark));
		sd_str_add_text(&joined, sd_str_text(&form));
	}
	visit_mark(variants, sd_str_text(&whole), visit);
	if (parts == 2) {
		mark_of(variants, sd_str_text(&joined), &mark);
		visit_mark(variants, sd_str_text(&mark), visit);
	}
	sd_str_release(&form);
	sd_str_release(&mark);
	sd_str_release(&whole);
	sd_str_release(&joined);
}

static void visit_term(struct sd_theme_variants *variants, struct sd_text key, struct visit *visit)
{
	size_t parts = sd_term_parts(key);
	if (!variants->any)
		return;
	if (parts == 1)
		visit_word(variants, key, visit);
	else
		visit_phrase(variants, key, parts, visit);
}

size_t sd_theme_variants_find(struct sd_theme_variants *variants, struct sd_text key, size_t none)
{
	struct visit visit = {.place = SIZE_MAX, .found = SIZE_MAX};
	visit_term(variants, key, &visit);
	return visit.found == SIZE_MAX ? none : visit.found;
}

void sd_theme_variants_add(struct sd_theme_variants *variants, struct sd_text key, size_t place)
{
	visit_term(variants, key, &(struct visit){.place = place});
}
