/* SPDX-License-Identifier: MIT */
/* Numbers that vouch for themselves: accounts, cards, national ids; and where the digits of a text stand. */
#include <string.h>

#include "guard/checkdigit.h"
#include "guard/redact_state.h"

enum { JOINT_BYTES = 6, COMPACT = 40 };

/* The bytes of what may stand within a number: a blank of any kind, a line break, - . / ( ) and the hyphens and dashes
 * beyond ASCII. */
static size_t joint(struct sd_text text, size_t at)
{
	static const char *const wide[] = {
		"\xC2\xA0", "\xC2\xB7", "\xE2\x80\xAF", "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\x90",
		"\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2", "\xE2\x88\x92", NULL};
	if (strchr(" -./()\r\n", text.data[at]) && text.data[at])
		return 1;
	for (size_t i = 0; (unsigned char)text.data[at] >= 0x80 && wide[i]; i++)
		if (text.length - at >= strlen(wide[i]) && !memcmp(text.data + at, wide[i], strlen(wide[i])))
			return strlen(wide[i]);
	return 0;
}

static unsigned value_of(struct sd_text text, struct digits group)
{
	unsigned value = 0;
	for (size_t i = group.start; i < group.end && i < group.start + 6; i++)
		value = value * 10 + (unsigned)(text.data[i] - '0');
	return value;
}

/* Whether the three groups from `at` on are a date: day and month in either order and a year, or year, month, day. */
static bool is_date(const struct sd_redact_finder *finder, size_t at)
{
	const struct digits *g = finder->digits + at;
	struct sd_text text = finder->text;
	if (at + 2 >= finder->digits_length)
		return false;
	/* "3.8.2015" and "3. 8. 2015"; "03 08 2015" */
	const size_t gap = g[1].start - g[0].end, second = g[2].start - g[1].end;
	if (gap == 1 && second == 1 && text.data[g[0].end] == ' ' && text.data[g[1].end] == ' ' &&
	    g[0].end - g[0].start == 2 && g[1].end - g[1].start == 2 && g[2].end - g[2].start == 4 && !g[0].linked) {
		const unsigned day = value_of(text, g[0]), month = value_of(text, g[1]), year = value_of(text, g[2]);
		return day && month && day <= 31 && month <= 12 && year >= 1990 && year < 2040;
	}
	if (gap > 2 || second > 2 || text.data[g[0].end] != text.data[g[1].end] ||
	    !strchr("-./", text.data[g[0].end]) || (gap == 2 && text.data[g[0].end + 1] != ' ') ||
	    (second == 2 && text.data[g[1].end + 1] != ' '))
		return false;
	unsigned a = value_of(text, g[0]), b = value_of(text, g[1]), c = value_of(text, g[2]);
	/* 02/01/12; with more groups behind or before it, joined likewise, it is a telephone's. */
	if (g[0].end - g[0].start <= 2 && g[1].end - g[1].start <= 2 && g[2].end - g[2].start == 2 &&
	    text.data[g[0].end] != '-') {
		bool more = at + 3 < finder->digits_length && g[3].linked && text.data[g[2].end] == text.data[g[0].end];
		more |= at && g[0].linked && text.data[g[-1].end] == text.data[g[0].end];
		return !more && a && b && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
	}
	if (g[0].end - g[0].start <= 2 && g[1].end - g[1].start <= 2 && g[2].end - g[2].start == 4)
		return a && b && a <= 31 && b <= 31 && (a <= 12 || b <= 12) && c >= 1900 && c < 2100;
	return g[0].end - g[0].start == 4 && g[1].end - g[1].start <= 2 && g[2].end - g[2].start <= 2 && a >= 1900 &&
	       a < 2100 && b && b <= 12 && c && c <= 31;
}

void sd_redact_read_digits(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t at = 0, last = 0; at < text.length; at++) {
		if (!redact_is_digit(text.data[at]))
			continue;
		struct digits group = {.start = at, .linked = false};
		while (at < text.length && redact_is_digit(text.data[at]))
			at++;
		group.end = at;
		if (finder->digits_length && group.start - last <= JOINT_BYTES) {
			size_t i = last, bytes = 1, joints = 0;
			for (; i < group.start && bytes; i += bytes, joints++)
				bytes = joint(text, i);
			group.linked = i == group.start && bytes && joints <= 3;
		}
		last = at;
		SD_GROW(finder->digits, finder->digits_length, finder->digits_room);
		finder->digits[finder->digits_length++] = group;
		at--;
	}
	/* A date is no part of a number. */
	for (size_t i = 0; i + 2 < finder->digits_length; i++)
		if (finder->digits[i + 1].linked && finder->digits[i + 2].linked && is_date(finder, i)) {
			for (size_t k = i; k < i + 3; k++) {
				finder->digits[k].linked = false;
				finder->digits[k].dated = true;
			}
			if (i + 3 < finder->digits_length)
				finder->digits[i + 3].linked = false;
			i += 2;
		}
}

/* Within accounts, cards and ids only blanks, points and hyphens stand. */
static bool is_plain_joint(struct sd_text text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (strchr("/()", text.data[i]))
			return false;
	return true;
}

/* Takes up to `want` letters and digits from `at` on, single joints between; where they end, 0 where there are fewer.
 * `open`: a word may go on behind them. */
static size_t collect(struct sd_text text, size_t at, size_t want, bool open, char compact[COMPACT])
{
	size_t have = 0;
	while (at < text.length && have < want) {
		const char c = text.data[at];
		if (redact_is_digit(c) || redact_is_letter(c)) {
			compact[have++] = c;
			at++;
			continue;
		}
		size_t bytes = have ? joint(text, at) : 0;
		if (!bytes || at + bytes >= text.length || !is_plain_joint(text, at, at + bytes) ||
		    !(redact_is_digit(text.data[at + bytes]) || redact_is_letter(text.data[at + bytes])))
			return 0;
		at += bytes;
	}
	return have == want && (!sd_redact_goes_on(text, at) || (open && !redact_is_digit(text.data[at]))) ? at : 0;
}

/* An account is written in one, or in groups of four. */
static bool is_iban_shape(struct sd_text text, size_t start, size_t end)
{
	size_t group = 0;
	bool joints = false;
	for (size_t at = start; at < end;) {
		if (redact_is_digit(text.data[at]) || redact_is_letter(text.data[at])) {
			group++;
			at++;
			continue;
		}
		/* "DE 89 3704": the country alone may stand first, with its check digits. */
		if (group != 4 && !(group == 2 && at <= start + 5))
			return false;
		joints = true;
		group = 0;
		at += joint(text, at);
	}
	return !joints || group <= 4;
}

void sd_redact_find_ibans(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start = finder->digits[i].start;
		if (start < 2 || finder->digits[i].end - start < 2)
			continue;
		start -= 2;
		if (start >= 1 && text.data[start + 1] == ' ') /* "DE 89": one blank behind the country */
			start--;
		if (!redact_is_letter(text.data[start]) || !redact_is_letter(text.data[start + 1]) ||
		    sd_redact_goes_before(text, start))
			continue;
		char compact[COMPACT];
		size_t length = sd_iban_length(text.data + start);
		size_t end = length && length <= COMPACT
				     ? collect(text, start, length, redact_is_capital(text.data[start]), compact)
				     : 0;
		if (end && is_iban_shape(text, start, end) && sd_is_iban((struct sd_text){compact, length}))
			sd_redact_take(finder, start, end, SD_REDACT_IBAN, NULL);
	}
}

/* A window of linked groups: its digits alone. */
struct window {
	char compact[COMPACT];
	size_t length, groups, start, end;
	size_t sizes[COMPACT];
};

static bool widen(const struct sd_redact_finder *finder, size_t at, struct window *window)
{
	if (at >= finder->digits_length ||
	    (window->groups &&
	     (!finder->digits[at].linked || !is_plain_joint(finder->text, window->end, finder->digits[at].start))))
		return false;
	const struct digits *group = &finder->digits[at];
	size_t size = group->end - group->start;
	if (window->length + size >= COMPACT)
		return false;
	memcpy(window->compact + window->length, finder->text.data + group->start, size);
	window->length += size;
	if (!window->groups)
		window->start = group->start;
	window->end = group->end;
	window->sizes[window->groups++] = size;
	return true;
}

static bool stands_alone(const struct sd_redact_finder *finder, const struct window *window)
{
	const struct sd_text text = finder->text;
	if (window->start && strchr("/\\=", text.data[window->start - 1]) &&
	    !(window->start > 1 && finder->taken[window->start - 2]))
		return false; /* of a path or a link, but not behind a number that was taken */
	/* "nhs no9434765919": what a national id is called may touch it. */
	return (!sd_redact_goes_before(text, window->start) ||
		sd_redact_said_before(finder, window->start, WORD_ID, 1, 0)) &&
	       !sd_redact_goes_on(text, window->end);
}

/* Groups as cards bear them: of four, the last shorter; 4-6-4, 4-6-5; or none at all. */
static bool is_card_shape(const struct window *window)
{
	if (window->groups == 1)
		return true;
	if (window->groups == 3 && window->sizes[0] == 4 && window->sizes[1] == 6)
		return window->sizes[2] == 4 || window->sizes[2] == 5;
	for (size_t i = 0; i + 1 < window->groups; i++)
		if (window->sizes[i] != 4)
			return false;
	return window->sizes[window->groups - 1] <= 4;
}

void sd_redact_find_cards(struct sd_redact_finder *finder)
{
	for (size_t i = 0; i < finder->digits_length; i++) {
		struct window window = {.length = 0}, best = {.length = 0};
		for (size_t k = i; widen(finder, k, &window) && window.length <= 19; k++)
			/* Longer ones in one piece are depots, products and the like far more often. */
			if (window.length >= 13 &&
			    (window.length <= 16 || window.groups > 1 || window.compact[0] != '4') &&
			    is_card_shape(&window) && stands_alone(finder, &window) &&
			    sd_is_card((struct sd_text){window.compact, window.length}))
				best = window;
		if (best.length)
			sd_redact_take(finder, best.start, best.end, SD_REDACT_CARD, NULL);
	}
}

static bool has_sizes(const struct window *window, size_t groups, const size_t *sizes)
{
	return window->groups == groups && !memcmp(window->sizes, sizes, groups * sizeof *sizes);
}
#define SIZES(...) (sizeof((size_t[]){__VA_ARGS__}) / sizeof(size_t)), (const size_t[]){__VA_ARGS__}

/* Whether the window is a number of digits alone, in a form that it is written in. */
static bool is_national(const struct sd_redact_finder *finder, const struct window *window)
{
	const struct sd_text text = {window->compact, window->length};
	const struct sd_text whole = finder->text;
	bool alone = window->groups == 1;
	switch (window->length) {
	case 9:
		if (has_sizes(window, SIZES(3, 2, 4)) && strchr("- ", whole.data[window->start + 3]))
			return sd_is_us_ssn(text) || (whole.data[window->start + 3] == '-' && sd_is_us_itin(text));
		return (alone || has_sizes(window, SIZES(4, 2, 3)) || has_sizes(window, SIZES(3, 3, 3))) &&
		       sd_is_nl_bsn(text);
	case 10:
		/* Those given out begin with 4, 6 or 7, those of tests with 9 (NHS Data Dictionary); many a telephone's
		 * with others. */
		return (alone || has_sizes(window, SIZES(3, 3, 4))) && strchr("4679", text.data[0]) &&
		       sd_is_uk_nhs(text);
	case 11:
		if (alone || has_sizes(window, SIZES(3, 3, 3, 2)))
			return sd_is_br_cpf(text) || (alone && sd_is_de_tax(text));
		if (has_sizes(window, SIZES(2, 2, 2, 3, 2)))
			return sd_is_be_nn(text);
		return (has_sizes(window, SIZES(2, 3, 3, 3)) || has_sizes(window, SIZES(2, 9))) && sd_is_de_tax(text);
	case 13: /* as the cards of CH bear it */
		return has_sizes(window, SIZES(3, 4, 4, 2)) && sd_is_ch_ahv(text);
	case 15:
		return sd_is_fr_nir(text);
	default:
		return false;
	}
}

/* Digits with letters before or behind: NI, DNI, NIE, and the NIR of Corsica. */
static bool take_lettered(struct sd_redact_finder *finder, size_t at)
{
	static const struct {
		size_t before, length;
		bool (*holds)(struct sd_text);
	} forms[] = {{2, 9, sd_is_uk_ni}, {1, 9, sd_is_es_dni}, {0, 9, sd_is_es_dni}, {0, 15, sd_is_fr_nir},
		     {6, 16, sd_is_it_cf}, {0, 12, sd_is_de_rvnr}};
	struct sd_text text = finder->text;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		char compact[COMPACT];
		size_t start = finder->digits[at].start;
		if (forms[i].before && start > forms[i].before && joint(text, start - 1) == 1 &&
		    text.data[start - 1] != '(')
			start--;
		if (start < forms[i].before)
			continue;
		start -= forms[i].before;
		bool letters = true;
		for (size_t k = 0; k < forms[i].before; k++)
			letters &= redact_is_letter(text.data[start + k]);
		if (!letters || sd_redact_goes_before(text, start))
			continue;
		size_t end = collect(text, start, forms[i].length, false, compact);
		/* "AB 123456C" is a part's number rather than a person's. */
		if (end && forms[i].before == 2 && !redact_is_letter(text.data[finder->digits[at].start - 1]) &&
		    redact_is_digit(text.data[end - 2]))
			continue;
		if (end && forms[i].holds((struct sd_text){compact, forms[i].length}) &&
		    sd_redact_take(finder, start, end, SD_REDACT_NATIONAL_ID, NULL))
			return true;
	}
	return false;
}

void sd_redact_find_national_ids(struct sd_redact_finder *finder)
{
	for (size_t i = 0, first = 0; i < finder->digits_length; i++) {
		first = finder->digits[i].linked ? first : i; /* of the linked groups */
		if (take_lettered(finder, i))
			continue;
		struct window window = {.length = 0}, best = {.length = 0};
		/* "001 002 003 004": a piece of a row of numbers is none. */
		const bool piece = finder->digits[i].linked &&
				   finder->digits[i].start == finder->digits[i - 1].end + 1 &&
				   !finder->taken[finder->digits[i - 1].end - 1] &&
				   finder->digits[i - 1].end - finder->digits[i - 1].start > 2;
		for (size_t k = i; !piece && widen(finder, k, &window) && window.length <= 15; k++)
			if (window.length >= 9 && stands_alone(finder, &window) && is_national(finder, &window))
				best = window;
		/* A piece of "+234 803 …" is none. */
		if (!best.length ||
		    (finder->digits[first].start && finder->text.data[finder->digits[first].start - 1] == '+'))
			continue;
		const bool said = sd_redact_said_before(finder, best.start, WORD_ID, 4, 24);
		if (!said && (sd_redact_said_before(finder, best.start, WORD_PHONE, 3, 20) ||
			      sd_redact_said_before(finder, best.start, WORD_HARMLESS, 1, 3)))
			continue;
		if (!said && best.groups == 1 && (sd_redact_said_before(finder, best.start, WORD_HARMLESS, 2, 16) ||
						  (best.start && finder->text.data[best.start - 1] == '#')))
			continue;
		sd_redact_take(finder, best.start, best.end, SD_REDACT_NATIONAL_ID, NULL);
	}
}
