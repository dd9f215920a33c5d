/* SPDX-License-Identifier: MIT */
/* Telephone numbers (the forms of ITU-T E.123 and of national plans), post codes with house numbers, other numbers. */
#include <string.h>

#include "guard/redact_state.h"

static size_t size_of(const struct digits *group)
{
	return group->end - group->start;
}

/* The last of the linked groups from `at` on that together have `least` to `most` digits, a lone digit only as (0), and
 * their number; SIZE_MAX. */
static size_t reach(const struct sd_redact_finder *finder, size_t at, size_t least, size_t most, size_t *digits)
{
	size_t sum = 0, best = SIZE_MAX;
	for (size_t k = at; k < finder->digits_length && (k == at || finder->digits[k].linked); k++) {
		const struct digits *group = &finder->digits[k];
		if (k > at && sum >= least && size_of(group) == 1)
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

/* No letter before, no decimal mark, no # and no currency. */
static bool may_begin(struct sd_text text, size_t at)
{
	if (sd_redact_goes_before(text, at))
		return false;
	if (!at)
		return true;
	if (strchr("#$=&", text.data[at - 1]))
		return false;
	if (at >= 2 && strchr(".,", text.data[at - 1]) && redact_is_digit(text.data[at - 2]))
		return false;
	return !(at >= 2 && !memcmp(text.data + at - 2, "\xC2\xA3", 2)) && !(at >= 3 && !memcmp(text.data + at - 3, "\xE2\x82\xAC", 3));
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
		{3, {2, 5, 4}, "123456789", " )"},	 /* Brazil, mobile */
		{3, {2, 4, 4}, "123456789", ")"},	 /* Brazil */
		{3, {3, 3, 4}, "3", " "},		 /* Italy, mobile */
		{2, {3, 7}, "3", " -"},			 /* the same */
	};
	struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
		if (strchr(plans[i].first, text.data[group->start]) && sizes_are(finder, at, plans[i].groups, plans[i].sizes) &&
		    strchr(plans[i].between, text.data[group->end]))
			return at + plans[i].groups - 1;
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
	*start = open_before(text, front);
	/* "2 07700 900123", but not a piece of a longer number. */
	if (!may_begin(text, *start) || (group->linked && size_of(group - 1) > 2))
		return false;
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

void sd_redact_find_phones(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, last, digits;
		bool found = phone_at(finder, i, &start, &last);
		if (found && text.data[start] != '+' && last == i &&
		    sd_redact_said_before(finder, start, WORD_HARMLESS, 2, 16))
			found = false;
		/* Where a telephone was spoken of, a number of six digits or more is one. */
		if (!found && may_begin(text, finder->digits[i].start) &&
		    sd_redact_said_before(finder, finder->digits[i].start, WORD_PHONE, 4, 28)) {
			start = open_before(text, finder->digits[i].start);
			last = reach(finder, i, 6, 15, &digits);
			found = last != SIZE_MAX;
		}
		if (!found)
			continue;
		size_t end = finder->digits[last].end;
		if (sd_redact_take(finder, start, end, SD_REDACT_PHONE, NULL))
			i = last;
	}
}

/* --- post codes ------------------------------------------------------------------------------------------------------ */

static bool capitals(struct sd_text text, size_t at, size_t count)
{
	if (at + count > text.length)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!redact_is_capital(text.data[at + i]))
			return false;
	return true;
}

/* UK: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA, a blank or none before the inward part; where the inward
 * part begins with group `at`. In capitals, or small letters behind such a blank. */
static bool uk_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end)
{
	struct sd_text text = finder->text;
	size_t inward = finder->digits[at].end - 1, front = inward;
	if (finder->digits[at].end + 2 > text.length || !redact_is_letter(text.data[inward + 1]) ||
	    !redact_is_letter(text.data[inward + 2]) || sd_redact_goes_on(text, inward + 3))
		return false;
	bool blank = front && text.data[front - 1] == ' ';
	front -= blank;
	if (!blank && !capitals(text, inward + 1, 2))
		return false;
	for (size_t i = 1; i < 3; i++)
		if (strchr("CIKMOVcikmov", text.data[inward + i]))
			return false;
	size_t letters = 0, digits = 0;
	size_t i = front;
	if (i && redact_is_letter(text.data[i - 1]) && i >= 2 && redact_is_digit(text.data[i - 2]))
		i--;
	while (i && redact_is_digit(text.data[i - 1]) && digits < 3)
		i--, digits++;
	while (i && redact_is_letter(text.data[i - 1]) && letters < 3)
		i--, letters++;
	*start = i;
	*end = inward + 3;
	if (digits < 1 || digits > 2 || letters < 1 || letters > 2 || sd_redact_goes_before(text, i))
		return false;
	bool small = !redact_is_capital(text.data[i]), same = small == !capitals(text, inward + 1, 2);
	return same && !strchr("QVXqvx", text.data[i]);
}

/* NL: 1234 AB, no first 0; not what is a unit, an era or a state behind a number. */
static bool nl_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	static const char others[] = "AD BC CE KM KG GB MB TB PM AM UK US EU TV PC CM MM ML HP RS SA SD SS OK HD KB KW MW ID";
	const struct digits *group = &finder->digits[at];
	struct sd_text text = finder->text;
	size_t letters = group->end + (group->end < text.length && text.data[group->end] == ' ');
	if (size_of(group) != 4 || text.data[group->start] == '0' || !capitals(text, letters, 2) ||
	    sd_redact_goes_on(text, letters + 2) || sd_redact_goes_before(text, group->start))
		return false;
	*start = group->start;
	*end = letters + 2;
	*sure = true;
	for (size_t i = 0; i + 1 < sizeof others; i += 3)
		if (others[i] == text.data[letters] && others[i + 1] == text.data[letters + 1])
			*sure = false;
	return true;
}

/* A house number behind a code: "1234 AB 56", "SW1A 1AA, 12". */
static bool house_behind(const struct sd_redact_finder *finder, size_t at, size_t end, size_t *to)
{
	struct sd_text text = finder->text;
	if (at >= finder->digits_length || size_of(&finder->digits[at]) > 4)
		return false;
	size_t from = finder->digits[at].start, blanks = end;
	while (blanks < from && strchr(" ,-", text.data[blanks]))
		blanks++;
	if (blanks != from || from == end || from - end > 2)
		return false;
	*to = finder->digits[at].end;
	if (*to < text.length && redact_is_letter(text.data[*to]) && !sd_redact_goes_on(text, *to + 1))
		++*to;
	return !sd_redact_goes_on(text, *to);
}

enum { STREET_WORDS = 4 };
static bool is_street(const struct sd_redact_finder *finder, const struct word *word)
{
	if (word->bits & WORD_STREET)
		return true;
	struct sd_text folded = {finder->folds.data + word->folded, word->folded_length};
	for (size_t i = 0; i < finder->redactor->streets_length; i++) {
		size_t length = strlen(finder->redactor->streets[i]);
		if (folded.length > length && !memcmp(folded.data + folded.length - length, finder->redactor->streets[i], length))
			return true;
	}
	return false;
}

/* "12 rue des Lilas", "12 Mill Lane": whether the words behind a house number name a street. */
static bool street_behind(const struct sd_redact_finder *finder, const struct digits *house)
{
	size_t word = sd_redact_word_before(finder, house->end);
	word = word == SIZE_MAX ? 0 : word + 1;
	for (size_t i = word; i < finder->words_length && i < word + STREET_WORDS; i++) {
		if (i == word ? finder->words[i].start - house->end > 2 : !finder->words[i].joined)
			return false;
		if (is_street(finder, &finder->words[i]) && (i == word || finder->words[i].capital))
			return true;
		if (!finder->words[i].capital)
			return false;
	}
	return false;
}

/* "Lindenstraße 12", "calle Mayor 12": whether the words before it do. */
static bool street_before(const struct sd_redact_finder *finder, const struct digits *house)
{
	size_t i = sd_redact_word_before(finder, house->start);
	if (i == SIZE_MAX || house->start - finder->words[i].end > 3)
		return false;
	for (size_t words = 0; words < STREET_WORDS; words++) {
		if (is_street(finder, &finder->words[i]))
			return true;
		if (!i || !finder->words[i].joined)
			return false;
		i--;
	}
	return false;
}

/* Where the house number begins that stands, with its street, within 70 bytes before `at`, in the same line; or `at`. */
static size_t house_before(const struct sd_redact_finder *finder, size_t group, size_t at)
{
	struct sd_text text = finder->text;
	size_t low = at > 70 ? at - 70 : 0;
	for (size_t i = group; i-- && finder->digits[i].start >= low;) {
		const struct digits *digits = &finder->digits[i];
		if (size_of(digits) > 4 || digits->dated || sd_redact_goes_before(text, digits->start) ||
		    memchr(text.data + digits->start, '\n', at - digits->start))
			break;
		if (street_behind(finder, digits) || street_before(finder, digits))
			return digits->start;
	}
	return at;
}

/* Post codes of digits alone, which count only behind a street with a house number: 5 digits, 5-4 (US), 4-3 (PT), 5-3
 * (BR), and 4 (AT, BE, CH, DK). */
static bool plain_code(const struct sd_redact_finder *finder, size_t at, size_t *last)
{
	const struct digits *group = &finder->digits[at];
	struct sd_text text = finder->text;
	*last = at;
	if (group->dated || sd_redact_goes_before(text, group->start) || (size_of(group) != 5 && size_of(group) != 4))
		return false;
	if (at + 1 < finder->digits_length && group[1].linked && group[1].start == group->end + 1 && text.data[group->end] == '-') {
		size_t more = size_of(&group[1]);
		if ((size_of(group) == 5 && (more == 3 || more == 4)) || (size_of(group) == 4 && more == 3))
			*last = at + 1;
	}
	return !sd_redact_goes_on(text, finder->digits[*last].end);
}

void sd_redact_find_postcodes(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, end, last = i;
		bool sure = true, code = uk_code(finder, i, &start, &end);
		if (code) {
			size_t group = i;
			while (group && finder->digits[group].start >= start)
				group--;
			start = house_before(finder, group + (finder->digits[group].end <= start), start);
		} else if ((code = nl_code(finder, i, &start, &end, &sure)) != false) {
			/* Many a number has two capitals behind it. */
			sure &= sd_redact_said_before(finder, start, WORD_POSTCODE, 1, 2);
			start = house_before(finder, i, start);
		}
		if (code) {
			size_t to;
			if (house_behind(finder, i + 1, end, &to) && (sure || text.data[end] == ' ')) {
				end = to;
				sure = true;
			}
			sure |= start < finder->digits[i].start;
		} else if (plain_code(finder, i, &last)) {
			start = house_before(finder, i, finder->digits[i].start);
			end = finder->digits[last].end;
			code = start < finder->digits[i].start;
		}
		if (code && sure && sd_redact_take(finder, start, end, SD_REDACT_POSTCODE, NULL))
			i = last;
	}
}

/* --- any other number ------------------------------------------------------------------------------------------------ */

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
		while (start && (redact_is_digit(text.data[start - 1]) || redact_is_letter(text.data[start - 1]) ||
				 strchr("-_/", text.data[start - 1])) && text.data[start - 1] && !finder->taken[start - 1])
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
