/* SPDX-License-Identifier: MIT */
#include "guard/redact.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "guard/redact_state.h"

#define SD_REDACT_KIND(name, option, mask) option,
const char *const sd_redact_kind_names[] = {SD_REDACT_KINDS(SD_REDACT_KIND) NULL};
#undef SD_REDACT_KIND
#define SD_REDACT_KIND(name, option, mask) mask,
static const char *const masks[] = {SD_REDACT_KINDS(SD_REDACT_KIND)};
#undef SD_REDACT_KIND

struct sd_redactor *sd_redactor_new(unsigned kinds)
{
	struct sd_redactor *redactor = sd_calloc(1, sizeof *redactor);
	redactor->kinds = kinds;
	redactor->phrases = sd_count_new(1);
	return redactor;
}

void sd_redactor_free(struct sd_redactor *redactor)
{
	if (!redactor)
		return;
	sd_count_free(redactor->phrases);
	free(redactor->streets);
	for (size_t i = 0; i < redactor->patterns_length; i++)
		free(redactor->patterns[i].items);
	free(redactor->patterns);
	sd_arena_release(&redactor->arena);
	free(redactor);
}

struct sd_redact_finder *sd_redact_finder_new(const struct sd_redactor *redactor)
{
	struct sd_redact_finder *finder = sd_calloc(1, sizeof *finder);
	finder->redactor = redactor;
	return finder;
}

void sd_redact_finder_free(struct sd_redact_finder *finder)
{
	if (!finder)
		return;
	free(finder->words);
	free(finder->digits);
	free(finder->taken);
	free(finder->spans);
	sd_str_release(&finder->folds);
	sd_str_release(&finder->key);
	sd_str_release(&finder->plain);
	free(finder->places);
	free(finder);
}

bool sd_redact_is_free(const struct sd_redact_finder *finder, size_t start, size_t end)
{
	return start < end && !memchr(finder->taken + start, 1, end - start);
}

bool sd_redact_take(struct sd_redact_finder *finder, size_t start, size_t end, enum sd_redact_kind kind,
		    const struct sd_text *mask)
{
	if (!sd_redact_is_free(finder, start, end))
		return false;
	memset(finder->taken + start, 1, end - start);
	SD_GROW(finder->spans, finder->spans_length, finder->spans_room);
	finder->spans[finder->spans_length++] =
		(struct sd_redact_span){start, end, kind, mask ? *mask : sd_text_of(masks[kind])};
	return true;
}

static int by_start(const void *left, const void *right)
{
	const struct sd_redact_span *a = left, *b = right;
	return a->start < b->start ? -1 : a->start > b->start;
}

static void find(struct sd_redact_finder *finder, struct sd_text text)
{
	const unsigned kinds = finder->redactor->kinds;
#define WANTED(name) ((kinds >> SD_REDACT_##name) & 1)
	finder->text = text;
	finder->spans_length = finder->words_length = finder->digits_length = 0;
	sd_str_clear(&finder->folds);
	if (!text.length)
		return;
	if (finder->taken_room < text.length) {
		finder->taken = sd_realloc(finder->taken, text.length, 1);
		finder->taken_room = text.length;
	}
	memset(finder->taken, 0, text.length);
	sd_redact_read_words(finder);
	sd_redact_read_digits(finder);
	if (WANTED(PATTERN))
		sd_redact_find_patterns(finder);
	if (WANTED(URL) || WANTED(EMAIL))
		sd_redact_find_nets(finder, false);
	if (WANTED(EMAIL))
		sd_redact_find_spelt(finder);
	if (finder->digits_length) {
		if (WANTED(IBAN))
			sd_redact_find_ibans(finder);
		if (WANTED(CARD))
			sd_redact_find_cards(finder);
		if (WANTED(NATIONAL_ID)) {
			if (finder->said & (WORD_ID | WORD_ID_NUMBER))
				sd_redact_find_said_ids(finder);
			sd_redact_find_national_ids(finder);
		}
		if (WANTED(PLATE) && (finder->said & WORD_PLATE))
			sd_redact_find_said_codes(finder, SD_REDACT_PLATE);
	}
	if (WANTED(BOOKING) && (finder->said & WORD_BOOKING))
		sd_redact_find_said_codes(finder, SD_REDACT_BOOKING);
	if (WANTED(IP))
		sd_redact_find_ips(finder);
	if (finder->digits_length && WANTED(PHONE))
		sd_redact_find_phones(finder);
	if (finder->digits_length && WANTED(POSTCODE))
		sd_redact_find_postcodes(finder);
	if (WANTED(NAME))
		sd_redact_find_names(finder);
	if (WANTED(LINK) || WANTED(ACCOUNT))
		sd_redact_find_nets(finder, true);
	if (finder->digits_length && WANTED(NUMBER))
		sd_redact_find_numbers(finder);
	if (finder->spans_length)
		qsort(finder->spans, finder->spans_length, sizeof *finder->spans, by_start);
#undef WANTED
}

const struct sd_redact_span *sd_redact_find(struct sd_redact_finder *finder, struct sd_text text, size_t *length)
{
	const bool plain = sd_redact_plain(finder, text);
	find(finder, plain ? sd_str_text(&finder->plain) : text);
	*length = finder->spans_length;
	for (size_t i = 0; plain && i < *length; i++) {
		/* What is not seen, behind the last that is, stays where it stands. */
		size_t last = finder->places[finder->spans[i].end - 1];
		uint32_t code;
		size_t bytes = sd_utf8_decode(text.data + last, text.length - last, &code);
		finder->spans[i].start = finder->places[finder->spans[i].start];
		finder->spans[i].end = last + (bytes ? bytes : 1);
	}
	return finder->spans;
}

size_t sd_redact_mask(struct sd_redact_finder *finder, struct sd_text text, enum sd_redact_mask mask,
		      struct sd_str *into)
{
	size_t length, done = 0;
	const struct sd_redact_span *spans = sd_redact_find(finder, text, &length);
	for (size_t i = 0; i < length; i++) {
		sd_str_add(into, text.data + done, spans[i].start - done);
		done = spans[i].end;
		if (mask == SD_MASK_NAMED) {
			sd_str_addc(into, '[');
			sd_str_add_text(into, spans[i].mask);
			sd_str_addc(into, ']');
			continue;
		}
		for (size_t at = spans[i].start; at < done;) {
			uint32_t code;
			size_t bytes = sd_utf8_decode(text.data + at, done - at, &code);
			at += bytes ? bytes : 1;
			sd_str_addc(into, 'x');
		}
	}
	if (text.length)
		sd_str_add(into, text.data + done, text.length - done);
	return length;
}
