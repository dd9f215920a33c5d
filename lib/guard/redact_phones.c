/* SPDX-License-Identifier: MIT */
/* Telephone numbers (the forms of ITU-T E.123 and of national plans), other numbers. */
#include <string.h>

#include "guard/redact_state.h"

static size_t size_of(const struct digits *group)
{
	return group->end - group->start;
}

/* "… / 0171 …", or on the next line: what begins with 0 behind a slash or a line's end is a number of its own. */
static bool is_next_number(const struct sd_redact_finder *finder, size_t at)
{
	const struct digits *group = &finder->digits[at];
	if (finder->text.data[group->start] != '0' || size_of(group) < 2)
		return false;
	for (size_t i = group[-1].end; i < group->start; i++)
		if (strchr("/\n", finder->text.data[i]))
			return true;
	return false;
}

/* The last of the linked groups from `at` on that together have `least` to `most` digits, a lone digit only as (0), and
 * their number; SIZE_MAX. */
static size_t reach(const struct sd_redact_finder *finder, size_t at, size_t least, size_t most, size_t *digits)
{
	size_t sum = 0, best = SIZE_MAX;
	for (size_t k = at; k < finder->digits_length && (k == at || finder->digits[k].linked); k++) {
		const struct digits *group = &finder->digits[k];
		if (k > at && sum >= least && (size_of(group) == 1 || is_next_number(finder, k)))
			break;
		sum += size_of(group);
		if (sum > most)
			break;
		if (sum >= least && !sd_redact_goes_on(finder->text, group->end)) {
			best = k;
			*digits = sum;
		}
	}
	return best;
}

/* No letter before, but of "tel" and the like; no decimal mark, no # and no currency. */
static bool may_begin(const struct sd_redact_finder *finder, size_t at)
{
	struct sd_text text = finder->text;
	if (sd_redact_goes_before(text, at) && !sd_redact_said_before(finder, at, WORD_PHONE, 1, 0))
		return false;
	if (!at)
		return true;
	/* "…-063122186--…" of a link's path */
	if (at >= 2 && text.data[at - 1] == '-' && redact_is_letter(text.data[at - 2]) &&
	    !sd_redact_said_before(finder, at, WORD_PHONE, 1, 1))
		return false;
	if (strchr("#$=&", text.data[at - 1]))
		return false;
	if (at >= 2 && strchr(".,", text.data[at - 1]) && redact_is_digit(text.data[at - 2]))
		return false;
	return !(at >= 2 && !memcmp(text.data + at - 2, "\xC2\xA3", 2)) &&
	       !(at >= 3 && !memcmp(text.data + at - 3, "\xE2\x82\xAC", 3));
}

static bool sizes_are(const struct sd_redact_finder *finder, size_t at, size_t groups, const size_t *sizes)
{
	if (at + groups > finder->digits_length)
		return false;
	for (size_t i = 0; i < groups; i++)
		if (size_of(&finder->digits[at + i]) != sizes[i] || (i && !finder->digits[at + i].linked))
			return false;
	return !sd_redact_goes_on(finder->text, finder->digits[at + groups - 1].end);
}

/* "600 000 000", "612 345 678 people": what is counted, its thousands parted. */
static bool is_amount(const struct sd_redact_finder *finder, size_t at, size_t last)
{
	const struct sd_text text = finder->text;
	bool zeros = true;
	for (size_t k = at + 1; k <= last; k++)
		for (size_t i = finder->digits[k].start; i < finder->digits[k].end; i++)
			zeros &= text.data[i] == '0';
	const size_t next = sd_redact_word_before(finder, finder->digits[last].end) + 1;
	return zeros || (next < finder->words_length && finder->words[next].start == finder->digits[last].end + 1 &&
			 (finder->words[next].bits & WORD_COUNTED));
}

/* Numbers of national plans that begin with no 0; the last group's index, SIZE_MAX where it is none. */
static size_t plan(const struct sd_redact_finder *finder, size_t at)
{
	static const struct {
		size_t groups, sizes[5];
		const char *first, *between; /* the first digit; what may stand before the second group */
	} plans[] = {
		{3, {3, 3, 4}, "23456789", " -.)/"},	 /* North America */
		{4, {1, 3, 3, 4}, "1", " -.("},		 /* the same with 1 before */
		{3, {3, 3, 3}, "6789", " -."},		 /* Spain, Portugal, Poland */
		{4, {3, 2, 2, 2}, "6789", " -."},	 /* Spain */
		{4, {2, 3, 2, 2}, "89", " -."},		 /* the same */
		{5, {1, 3, 3, 2, 2}, "8", " -("},	 /* Russia */
		{3, {2, 5, 4}, "123456789", " )"},	 /* Brazil, mobile */
		{3, {2, 4, 4}, "123456789", ")"},	 /* Brazil */
		{2, {2, 9}, "123456789", ")"},		 /* the same, mobile */
		{3, {2, 5, 4}, "123456789", "-"},	 /* the same */
		{3, {2, 3, 4}, "29", " "},		 /* Portugal */
		{3, {3, 3, 4}, "3", " "},		 /* Italy, mobile */
		{2, {3, 7}, "3", " -"},			 /* the same */
	};
	struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
		if (strchr(plans[i].first, text.data[group->start]) &&
		    sizes_are(finder, at, plans[i].groups, plans[i].sizes) &&
		    strchr(plans[i].between, text.data[group->end]))
			return is_amount(finder, at, at + plans[i].groups - 1) ? SIZE_MAX : at + plans[i].groups - 1;
	/* Brazil without brackets: "11 5555-0144". */
	static const size_t bare[] = {2, 4, 4};
	if (sizes_are(finder, at, 3, bare) && text.data[group->end] == ' ' &&
	    text.data[finder->digits[at + 1].end] == '-' && text.data[group->start] != '0')
		return at + 2;
	return SIZE_MAX;
}

static size_t open_before(struct sd_text text, size_t start)
{
	return start && text.data[start - 1] == '(' ? start - 1 : start;
}

/* Where the number that begins with group `at` begins and ends; *last its last group. */
static bool phone_at(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *last)
{
	struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	const char first = text.data[group->start];
	size_t digits = 0, front = group->start;
	*start = group->start;
	if (front && text.data[front - 1] == '+') {
		*last = reach(finder, at, 8, 16, &digits);
		*start = open_before(text, front - 1);
		return *last != SIZE_MAX && first != '0';
	}
	/* "+ 44 7700 900123" */
	if (front >= 2 && text.data[front - 1] == ' ' && text.data[front - 2] == '+' && size_of(group) <= 3 &&
	    first != '0' && !(front > 2 && redact_is_digit(text.data[front - 3]))) {
		*last = reach(finder, at, 10, 15, &digits);
		*start = open_before(text, front - 2);
		return *last != SIZE_MAX;
	}
	*start = open_before(text, front);
	/* "2 07700 900123", but not a piece of a longer number. */
	if (!may_begin(finder, *start) || (group->linked && size_of(group - 1) > 2 &&
					   !finder->taken[group[-1].end - 1] && !is_next_number(finder, at)))
		return false;
	/* "(0)1632 960001", "(0 40) 6 69 69-0" */
	if (first == '0' && size_of(group) == 1 && at + 1 < finder->digits_length && group[1].linked &&
	    size_of(&group[1]) > 1 && (text.data[group->end] == ')' || text.data[group->end] == ' ')) {
		*last = reach(finder, at, 9, 12, &digits);
		return *last != SIZE_MAX;
	}
	if (first == '0' && size_of(group) >= 4 && text.data[front + 1] == '0' && text.data[front + 2] != '0') {
		*last = reach(finder, at, 11, 17, &digits);
		if (*last != SIZE_MAX)
			return true;
	}
	if (first == '0' && size_of(group) == 2 && text.data[front + 1] == '0') { /* 00 44 20 … */
		*last = reach(finder, at, 11, 17, &digits);
		if (*last != SIZE_MAX && finder->digits[at + 1].linked)
			return true;
	}
	if (first == '0' && size_of(group) >= 2 && text.data[front + 1] != '0') {
		*last = reach(finder, at, 9, 12, &digits);
		return *last != SIZE_MAX;
	}
	*last = plan(finder, at);
	return *last != SIZE_MAX;
}

/* "pedido nº", "order no.": a number's word, and what it numbers before it. */
static bool is_harmless_number(const struct sd_redact_finder *finder, size_t at)
{
	static const char *const numbers[] = {"no", "nr", "n", "n\xC2\xB0", "n\xC2\xBA", "number", "num", NULL};
	size_t word = sd_redact_word_before(finder, at);
	if (word == SIZE_MAX || at - finder->words[word].end > 4)
		return false;
	struct sd_text folded = {finder->folds.data + finder->words[word].folded, finder->words[word].folded_length};
	for (size_t i = 0; numbers[i]; i++)
		if (sd_text_equals(folded, numbers[i]))
			return sd_redact_said_before(finder, finder->words[word].start, WORD_HARMLESS, 2, 4);
	return false;
}

void sd_redact_find_phones(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, last, digits;
		bool found = phone_at(finder, i, &start, &last);
		/* "order 0791…", "pedido nº 02-650…" */
		if (found && text.data[start] != '+' &&
		    (last == i ? sd_redact_said_before(finder, start, WORD_HARMLESS, 3, 16)
			       : sd_redact_said_before(finder, start, WORD_HARMLESS, 1, 3) ||
					 is_harmless_number(finder, start)))
			found = false;
		/* Where a telephone was spoken of, a number of six digits or more is one. */
		if (!found && may_begin(finder, finder->digits[i].start) &&
		    sd_redact_said_before(finder, finder->digits[i].start, WORD_PHONE, 4, 28)) {
			start = open_before(text, finder->digits[i].start);
			last = reach(finder, i, 6, 15, &digits);
			found = last != SIZE_MAX &&
				!(last == i + 1 && text.data[finder->digits[i].end] == '/' && text.data[start] != '0');
		}
		if (!found)
			continue;
		size_t end = finder->digits[last].end;
		if (sd_redact_take(finder, start, end, SD_REDACT_PHONE, NULL))
			i = last;
	}
}

/* --- any other number --------------------------------------------------------------------------------------------- */

/* "10/10": a rating or a share tells of no one. */
static bool is_fraction(struct sd_text word)
{
	const char *slash = memchr(word.data, '/', word.length);
	if (!slash || slash - word.data > 3 || word.data + word.length - slash > 4)
		return false;
	for (size_t i = 0; i < word.length; i++)
		if (word.data + i != slash && !redact_is_digit(word.data[i]))
			return false;
	return true;
}

void sd_redact_find_numbers(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start = finder->digits[i].start, end = finder->digits[i].end, digits = 0;
		while (start &&
		       (redact_is_digit(text.data[start - 1]) || redact_is_letter(text.data[start - 1]) ||
			strchr("-_/", text.data[start - 1])) &&
		       text.data[start - 1] && !finder->taken[start - 1])
			start--;
		while (end < text.length && (redact_is_digit(text.data[end]) || redact_is_letter(text.data[end]) ||
					     (text.data[end] && strchr("-_/", text.data[end]))) && !finder->taken[end])
			end++;
		while (start < end && strchr("-_/", text.data[start]))
			start++;
		while (end > start && strchr("-_/", text.data[end - 1]))
			end--;
		for (size_t k = start; k < end; k++)
			digits += redact_is_digit(text.data[k]);
		if (digits >= 4 && !is_fraction((struct sd_text){text.data + start, end - start}))
			sd_redact_take(finder, start, end, SD_REDACT_NUMBER, NULL);
		while (i + 1 < finder->digits_length && finder->digits[i + 1].end <= end)
			i++;
	}
}
