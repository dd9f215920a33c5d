/* SPDX-License-Identifier: MIT */
/* Post codes, with the house number and street that stand before or behind them. */
#include <string.h>

#include "guard/redact_state.h"

enum { ADDRESS_BYTES = 80, STREET_WORDS = 5, HOUSE_DIGITS = 4 };

static size_t size_of(const struct digits *group)
{
	return group->end - group->start;
}

static bool capitals(struct sd_text text, size_t at, size_t count)
{
	if (at + count > text.length)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!redact_is_capital(text.data[at + i]))
			return false;
	return true;
}

/* --- codes with letters ---------------------------------------------------------------------------------------------- */

/* The post code areas of the UK, as Royal Mail gives them out. */
static bool is_uk_area(struct sd_text text, size_t at, size_t letters)
{
	static const char areas[] =
		" AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN "
		"EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML "
		"N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF "
		"TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";
	char area[] = {' ', ' ', ' ', ' ', '\0'};
	for (size_t i = 0; i < letters; i++)
		area[1 + i] = redact_is_capital(text.data[at + i]) ? text.data[at + i] : (char)(text.data[at + i] - 'a' + 'A');
	area[1 + letters] = ' ';
	area[2 + letters] = '\0';
	return strstr(areas, area) != NULL;
}

/* "1st", "2nd", "3rd", "4th" */
static bool is_ordinal(struct sd_text text, size_t at)
{
	static const char endings[] = "st nd rd th";
	for (size_t i = 0; i + 1 < sizeof endings; i += 3)
		if ((text.data[at] | 0x20) == endings[i] && (text.data[at + 1] | 0x20) == endings[i + 1])
			return true;
	return false;
}

/* UK: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA, a blank or none before the inward part, which begins with the
 * last digit of group `at`. In capitals, or small letters behind such a blank. Not sure without the blank: registrations of
 * aircraft and products have the same form. */
static bool uk_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
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
	size_t letters = 0, digits = 0, i = front;
	bool lettered = i && redact_is_letter(text.data[i - 1]) && i >= 2 && redact_is_digit(text.data[i - 2]);
	if (lettered)
		i--;
	while (i && redact_is_digit(text.data[i - 1]) && digits < 3)
		i--, digits++;
	while (i && redact_is_letter(text.data[i - 1]) && letters < 3)
		i--, letters++;
	*start = i;
	*end = inward + 3;
	if (digits < 1 || digits > 2 || letters < 1 || letters > 2 || sd_redact_goes_before(text, i) ||
	    !is_uk_area(text, i, letters))
		return false;
	bool small = !redact_is_capital(text.data[i]), ordinal = is_ordinal(text, inward + 1);
	*sure = (blank || lettered) && !(ordinal && (small || !capitals(text, inward + 1, 2)));
	return small == !capitals(text, inward + 1, 2);
}

/* NL: 1234 AB, no first 0; not what is a unit, an era, a state or a small word behind a number, nor behind a year. */
static bool nl_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	static const char others[] =
		"AD BC CE KM KG GB MB TB PM AM UK US EU TV PC CM MM ML HP RS SA SD SS OK HD KB KW MW ID ON IN OP DE EN TE IS IT "
		"OF OR TO AT BY SO NO GO WE ZO JE AN AL ER ET ES UN LA LE EL SI";
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
	if (at >= finder->digits_length || size_of(&finder->digits[at]) > HOUSE_DIGITS)
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

/* --- streets --------------------------------------------------------------------------------------------------------- */

static bool has_ending(const struct sd_redact_finder *finder, const struct word *word)
{
	struct sd_text folded = {finder->folds.data + word->folded, word->folded_length};
	for (size_t i = 0; i < finder->redactor->streets_length; i++) {
		size_t length = strlen(finder->redactor->streets[i]);
		if (folded.length > length + 1 && !memcmp(folded.data + folded.length - length, finder->redactor->streets[i], length))
			return true;
	}
	return false;
}

static bool is_within(const struct word *word)
{
	return word->capital || (word->bits & WORD_WITHIN);
}

/* Only blanks, marks of an address and one line break at most stand between; behind a short word a point may. */
static bool is_gap(struct sd_text text, size_t from, size_t to, bool point)
{
	size_t lines = 0;
	if (to - from > 6)
		return false;
	for (size_t at = from; at < to; at++) {
		lines += text.data[at] == '\n';
		if (!strchr(" ,-/\r\n'", text.data[at]) && !(point && at == from && text.data[at] == '.'))
			return false;
	}
	return lines < 2;
}

/* "12 rue des Lilas", "12 Mill Lane": whether the words behind a house number name a street. */
static bool street_behind(const struct sd_redact_finder *finder, size_t house_end)
{
	const struct word *words = finder->words;
	size_t first = sd_redact_word_before(finder, house_end);
	first = first == SIZE_MAX ? 0 : first + 1;
	for (size_t i = first; i < finder->words_length && i < first + STREET_WORDS; i++) {
		if (!is_gap(finder->text, i == first ? house_end : words[i - 1].end, words[i].start,
			    i > first && words[i - 1].end - words[i - 1].start < 3))
			return false;
		/* "12 rue des Lilas" goes on with a name; "12 Mill Lane" had one. */
		if (words[i].bits & WORD_STREET) {
			bool named = i + 1 < finder->words_length && words[i + 1].joined && is_within(&words[i + 1]);
			if (words[i].capital ? i > first || named : named)
				return true;
		}
		if (i > first && words[i].capital && has_ending(finder, &words[i]))
			return true;
		if (!is_within(&words[i]))
			return false;
	}
	return false;
}

/* "Lindenstraße 12", "calle Mayor 12": where the street's name begins that ends before the house number; SIZE_MAX. */
static size_t street_before(const struct sd_redact_finder *finder, const struct digits *house)
{
	const struct word *words = finder->words;
	const struct sd_text text = finder->text;
	size_t i = sd_redact_word_before(finder, house->start), named = 0;
	if (i == SIZE_MAX || !is_gap(text, words[i].end, house->start, true))
		return SIZE_MAX;
	for (size_t count = 0; count < STREET_WORDS; count++) {
		if (words[i].capital && has_ending(finder, &words[i]))
			return words[i].start;
		if (words[i].bits & WORD_STREET && (words[i].capital || named)) {
			size_t start = words[i].start;
			/* "Am Alten Markt", "Elm Street 12": what names it stands before. */
			while (i && words[i - 1].capital && words[i].joined && count++ < STREET_WORDS && !named &&
			       (words[i - 1].bits & (WORD_WITHIN | WORD_NOT_NAME)) != WORD_NOT_NAME)
				start = words[--i].start;
			return start;
		}
		if (!is_within(&words[i]) || !i ||
		    !is_gap(text, words[i - 1].end, words[i].start, words[i - 1].end - words[i - 1].start < 5))
			return SIZE_MAX;
		named += words[i].capital;
		i--;
	}
	return SIZE_MAX;
}

/* Where the number that a house has ends, a letter and "bis" included; 0 where it is none: "1st", "20s", "3.5". */
static size_t house_end(const struct sd_redact_finder *finder, const struct digits *house)
{
	const struct sd_text text = finder->text;
	size_t end = house->end;
	if (size_of(house) > HOUSE_DIGITS || house->dated || sd_redact_goes_before(text, house->start) ||
	    (house->start && strchr("$#.:", text.data[house->start - 1])))
		return 0;
	if (end < text.length) { /* "12b", "12 b" */
		const size_t letter = end + (text.data[end] == ' ');
		if (letter < text.length && redact_is_letter(text.data[letter]) && (letter == end || text.data[letter] >= 'a') &&
		    !sd_redact_goes_on(text, letter + 1))
			end = letter + 1;
	}
	return sd_redact_goes_on(text, end) ? 0 : end;
}

/* Whether what stands between the house and the code is of an address: words with capitals, floors and doors. */
static bool is_address(const struct sd_redact_finder *finder, size_t from, size_t to)
{
	const struct sd_text text = finder->text;
	size_t lines = 0, words = 0;
	for (size_t at = from; at < to;) {
		const char c = text.data[at];
		size_t start, end;
		lines += c == '\n';
		if (redact_is_digit(c) || strchr(" ,-/\r\n'.", c)) {
			/* A point ends a sentence where a long word stands before it. */
			if (c == '.' && at >= from + 4 && redact_is_letter(text.data[at - 1]) && redact_is_letter(text.data[at - 2]) &&
			    redact_is_letter(text.data[at - 3]) && redact_is_letter(text.data[at - 4]))
				return false;
			at++;
			continue;
		}
		if (!sd_redact_next_word(text, at, &start, &end) || start > at)
			return false;
		size_t i = sd_redact_word_before(finder, end);
		if (i == SIZE_MAX || finder->words[i].start != start || ++words > 8)
			return false;
		if (!is_within(&finder->words[i]) && !(finder->words[i].bits & WORD_STREET) && end - start > 1 &&
		    !(at && redact_is_digit(text.data[at - 1])))
			return false;
		at = end;
	}
	return lines < 2;
}

/* Where the address begins whose house number stands, with its street, before the code at `at`; or `at`. */
static size_t address_before(const struct sd_redact_finder *finder, size_t group, size_t at)
{
	struct sd_text text = finder->text;
	size_t low = at > ADDRESS_BYTES ? at - ADDRESS_BYTES : 0;
	for (size_t i = group; i-- && finder->digits[i].start >= low;) {
		const struct digits *digits = &finder->digits[i];
		size_t end = house_end(finder, digits);
		if (!end)
			continue;
		if (!is_address(finder, end, at))
			break;
		size_t street = street_before(finder, digits);
		if (street != SIZE_MAX) {
			/* "6723 Elm Street, 200 Springfield": the house stands before it, the flat behind. */
			if (i && digits[-1].end + 1 == street && house_end(finder, &digits[-1]))
				return digits[-1].start;
			return street;
		}
		if (!street_behind(finder, end))
			continue;
		/* "Flat 4, 22 Mill Road" */
		if (i && size_of(digits - 1) <= HOUSE_DIGITS && is_gap(text, digits[-1].end, digits->start, false) &&
		    digits->start - digits[-1].end < 3) {
			size_t word = sd_redact_word_before(finder, digits[-1].start);
			if (word != SIZE_MAX && digits[-1].start - finder->words[word].end == 1 &&
			    (finder->words[word].bits & WORD_WITHIN))
				return finder->words[word].start;
		}
		return digits->start;
	}
	return at;
}

/* Post codes of digits alone, which count only behind a street with a house number: 5 digits, 5-4 (US), 4-3 (PT), 5-3
 * (BR), and 4 (AT, BE, CH, DK) that are no year. */
static bool plain_code(const struct sd_redact_finder *finder, size_t at, size_t *last)
{
	const struct digits *group = &finder->digits[at];
	struct sd_text text = finder->text;
	*last = at;
	if (group->dated || sd_redact_goes_before(text, group->start) || (size_of(group) != 5 && size_of(group) != 4))
		return false;
	if (at + 1 < finder->digits_length && group[1].linked && group[1].start == group->end + 1 &&
	    text.data[group->end] == '-') {
		size_t more = size_of(&group[1]);
		if ((size_of(group) == 5 && (more == 3 || more == 4)) || (size_of(group) == 4 && more == 3))
			*last = at + 1;
	}
	if (*last == at && size_of(group) == 4 &&
	    (!memcmp(text.data + group->start, "19", 2) || !memcmp(text.data + group->start, "20", 2)))
		return false;
	return !sd_redact_goes_on(text, finder->digits[*last].end);
}

void sd_redact_find_postcodes(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, end, last = i;
		bool sure = true, code = uk_code(finder, i, &start, &end, &sure);
		if (code) {
			size_t group = i;
			sure |= sd_redact_said_before(finder, start, WORD_POSTCODE, 2, 5);
			sure &= sd_redact_said_before(finder, start, WORD_POSTCODE, 1, 3) ||
				!sd_redact_said_before(finder, start, WORD_HARMLESS, 1, 3);
			while (group && finder->digits[group].start >= start)
				group--;
			size_t from = address_before(finder, group + (finder->digits[group].end <= start), start);
			sure |= from < start;
			start = from;
		} else if ((code = nl_code(finder, i, &start, &end, &sure)) != false) {
			/* Many a number has two capitals behind it. */
			size_t word = sd_redact_word_before(finder, start);
			bool said = sd_redact_said_before(finder, start, WORD_POSTCODE, 1, 2);
			/* "in 2011 AD", but "postcode 3011 AD" */
			sure = said && (sure || finder->words[word].end - finder->words[word].start > 5);
			size_t from = address_before(finder, i, start);
			sure |= from < start;
			start = from;
		} else if (plain_code(finder, i, &last)) {
			start = address_before(finder, i, finder->digits[i].start);
			end = finder->digits[last].end;
			code = start < finder->digits[i].start;
			if (code && sd_redact_take(finder, start, end, SD_REDACT_POSTCODE, NULL))
				i = last;
			continue;
		}
		size_t to;
		if (code && house_behind(finder, i + 1, end, &to) && (sure || text.data[end] == ' ')) {
			end = to;
			sure = true;
		}
		if (code && sure)
			sd_redact_take(finder, start, end, SD_REDACT_POSTCODE, NULL);
	}
}
