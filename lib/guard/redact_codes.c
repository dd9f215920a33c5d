/* SPDX-License-Identifier: MIT */
/* Post codes, with the house number and street that stand before or behind them. */
#include <string.h>

#include "guard/redact_state.h"

enum { ADDRESS_BYTES = 80, STREET_WORDS = 5, HOUSE_DIGITS = 4 };

static size_t size_of(const struct digits *group)
{
	return group->end - group->start;
}

/* Whether a post code was announced just before: "PLZ", "zip code is". What is a word in other tongues too ("cap",
 * "plz") does so in capitals or with a colon. */
static bool is_announced(const struct sd_redact_finder *finder, size_t at)
{
	const struct sd_text text = finder->text;
	if (!(finder->said & WORD_POSTCODE_NUMBER))
		return false;
	size_t i = sd_redact_word_before(finder, at);
	for (size_t words = 0; i != SIZE_MAX && words < 4; i--, words++) {
		const struct word *word = &finder->words[i];
		if (at - word->end > 20)
			return false;
		for (size_t k = word->end; k < at; k++)
			if (redact_is_digit(text.data[k]) || strchr("!?;", text.data[k]))
				return false;
		if (word->bits & WORD_POSTCODE_NUMBER)
			return word->end - word->start > 3 || word->shouted ||
			       (word->end < text.length && text.data[word->end] == ':') ||
			       (i && words && word->joined &&
				finder->words[i - 1].end - finder->words[i - 1].start <= 3);
		if (!i || !sd_redact_is_link(finder, i))
			break;
	}
	return false;
}

/* "Denver, CO 80203": behind a state of the USA, and a place before it. */
static bool is_behind_state(const struct sd_redact_finder *finder, size_t at)
{
	static const char states[] = " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
				     "MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY ";
	const struct sd_text text = finder->text;
	size_t i = sd_redact_word_before(finder, at);
	if (i == SIZE_MAX || !i || at - finder->words[i].end != 1 ||
	    finder->words[i].end - finder->words[i].start != 2 || !finder->words[i].shouted || finder->shouting ||
	    !finder->words[i - 1].capital)
		return false;
	const size_t start = finder->words[i].start;
	const char state[] = {' ', text.data[start], text.data[start + 1], ' ', '\0'};
	return start >= 2 && text.data[start - 1] == ' ' && text.data[start - 2] == ',' &&
	       finder->words[i - 1].end + 2 == start && strstr(states, state);
}

/* A house number behind a code: "1234 AB 56", "SW1A 1AA, 12". */
static bool house_behind(const struct sd_redact_finder *finder, size_t at, size_t end, size_t *to)
{
	struct sd_text text = finder->text;
	if (at >= finder->digits_length || size_of(&finder->digits[at]) > HOUSE_DIGITS)
		return false;
	static const char *const numbers[] = {
		"nr", "no", "n\xC2\xBA", "number", "house number", "huisnummer", "nummer", "num", NULL};
	size_t from = finder->digits[at].start, blanks = end, stop = 0;
	while (blanks < from && strchr(" ,-", text.data[blanks]))
		blanks++;
	bool named = false; /* ", nr. 12" */
	if (blanks < from && blanks > end && (stop = sd_redact_word_end(text, blanks)) != 0 && stop < from)
		for (size_t i = 0; !named && numbers[i]; i++)
			named = strlen(numbers[i]) == stop - blanks &&
				!memcmp(text.data + blanks, numbers[i], stop - blanks);
	if (named)
		for (blanks = stop; blanks < from && strchr(" .:", text.data[blanks]);)
			blanks++;
	if (blanks != from || from == end || (!named && from - end > 2))
		return false;
	*to = finder->digits[at].end;
	if (*to < text.length && redact_is_letter(text.data[*to]) && !sd_redact_goes_on(text, *to + 1))
		++*to;
	return !sd_redact_goes_on(text, *to);
}

/* --- streets ------------------------------------------------------------------------------------------------------ */

static bool has_ending(const struct sd_redact_finder *finder, const struct word *word)
{
	struct sd_text folded = {finder->folds.data + word->folded, word->folded_length};
	for (size_t i = 0; i < finder->redactor->streets_length; i++) {
		size_t length = strlen(finder->redactor->streets[i]);
		if (folded.length > length + 1 &&
		    !memcmp(folded.data + folded.length - length, finder->redactor->streets[i], length))
			return true;
	}
	return false;
}

/* A capital, or one behind an elision: "l'Église", "dell'Orso"; or a word known to stand there. */
static bool is_within(const struct sd_redact_finder *finder, const struct word *word)
{
	if (word->capital || (word->bits & WORD_WITHIN))
		return true;
	const struct sd_text folded = {finder->folds.data + word->folded, word->folded_length};
	const char *mark = memchr(folded.data, '\'', folded.length);
	if (!mark || mark - folded.data > 4 || mark + 1 == folded.data + folded.length)
		return false;
	const char *behind = memchr(finder->text.data + word->start, '\'', word->end - word->start);
	const size_t at =
		behind ? (size_t)(behind + 1 - finder->text.data) : word->start + (size_t)(mark - folded.data) + 3;
	/* Capitals beyond ASCII: "É" is two bytes, the second below 0xA0 in Latin-1's letters. */
	return at < word->end &&
	       (redact_is_capital(finder->text.data[at]) ||
		((unsigned char)finder->text.data[at] == 0xC3 && (unsigned char)finder->text.data[at + 1] < 0xA0));
}

static bool is_ordinal_word(struct sd_text text, const struct word *word)
{
	return word->end - word->start == 2 && word->start && redact_is_digit(text.data[word->start - 1]) &&
	       sd_redact_is_ordinal(text, word->start);
}

/* The bytes of a middle dot or a dash beyond ASCII. */
static size_t wide_mark(struct sd_text text, size_t at)
{
	if (text.length - at >= 2 && !memcmp(text.data + at, "\xC2\xB7", 2))
		return 2;
	return text.length - at >= 3 && (!memcmp(text.data + at, "\xE2\x80\x93", 3) ||
					 !memcmp(text.data + at, "\xE2\x80\x94", 3))
		       ? 3
		       : 0;
}

/* Only blanks, marks of an address and one line break at most stand between; behind a short word a point may. */
static bool is_gap(struct sd_text text, size_t from, size_t to, bool point)
{
	size_t lines = 0;
	if (to - from > 6)
		return false;
	for (size_t at = from; at < to; at++) {
		lines += text.data[at] == '\n';
		if ((unsigned char)text.data[at] == 0xC2 && at + 1 < to &&
		    strchr("\xB0\xBA\xAA", text.data[at + 1])) { /* n° */
			at++;
			continue;
		}
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
		if (i < first + 2 && is_ordinal_word(finder->text, &words[i])) /* "12 NW 5th Ave" */
			continue;
		if (!is_gap(finder->text, i == first ? house_end : words[i - 1].end, words[i].start,
			    i > first && words[i - 1].end - words[i - 1].start < 3))
			return false;
		/* "12 rue des Lilas" goes on with a name; "12 Mill Lane" had one. */
		if (words[i].bits & WORD_STREET_LAST && words[i].capital && i > first)
			return true;
		if (words[i].bits & WORD_STREET) {
			bool named =
				i + 1 < finder->words_length && words[i + 1].joined && is_within(finder, &words[i + 1]);
			if (words[i].capital ? i > first || named : named)
				return true;
		}
		if (i > first && words[i].capital && has_ending(finder, &words[i]))
			return true;
		if (!is_within(finder, &words[i]))
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
	bool months = false; /* "In July 4", "In Congress, July 4" name no street */
	if (i == SIZE_MAX || !is_gap(text, words[i].end, house->start, true))
		return SIZE_MAX;
	for (size_t count = 0; count < STREET_WORDS; count++) {
		if (words[i].capital && has_ending(finder, &words[i])) {
			/* "Van Woustraat", "Alte Poststraße" */
			const bool more = i && words[i].joined && words[i - 1].capital &&
					  words[i].start - words[i - 1].end == 1 &&
					  (words[i - 1].bits & (WORD_WITHIN | WORD_STREET_FIRST));
			return words[more ? i - 1 : i].start;
		}
		if (words[i].bits & WORD_STREET && (words[i].capital || named)) {
			size_t start = words[i].start;
			/* "Am Alten Markt", "Elm Street 12": what names it stands before. */
			const size_t bare = i;
			while (i && words[i - 1].capital && words[i].joined && count++ < STREET_WORDS && !named &&
			       (words[i - 1].bits & (WORD_WITHIN | WORD_NOT_NAME)) != WORD_NOT_NAME)
				start = words[--i].start;
			/* "Straße 30", "calle 12": a street has a name; "Camino de Ronda". */
			if (!named && i == bare) {
				if (!i || !is_within(finder, &words[i - 1]) || !words[i].joined)
					return SIZE_MAX;
				named++;
				i--;
				continue;
			}
			/* "P.zza", "Cl. Mayor" */
			return start >= 2 && text.data[start - 1] == '.' && redact_is_capital(text.data[start - 2]) &&
				       !sd_redact_goes_before(text, start - 2)
				       ? start - 2
				       : start;
		}
		if (words[i].bits & WORD_STREET_FIRST && words[i].capital && named && !months)
			return words[i].start;
		if (!is_within(finder, &words[i]) || !i ||
		    !is_gap(text, words[i - 1].end, words[i].start, words[i - 1].end - words[i - 1].start < 5))
			return SIZE_MAX;
		months |= (words[i].bits & WORD_NOT_NAME) && words[i].capital && !count;
		if (!words[i].joined)
			months = true;
		named += words[i].capital && !(words[i].bits & (WORD_WITHIN | WORD_HOUSE));
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
	    (house->start && strchr("$#:", text.data[house->start - 1])) ||
	    (house->start > 1 && text.data[house->start - 1] == '.' && !redact_is_letter(text.data[house->start - 2])))
		return 0;
	if (end < text.length) { /* "12b", "12 b" */
		const size_t letter = end + (text.data[end] == ' ');
		if (letter < text.length && redact_is_letter(text.data[letter]) &&
		    (letter == end || text.data[letter] >= 'a') && !sd_redact_goes_on(text, letter + 1))
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
		lines += c == '\n';
		if (wide_mark(text, at)) {
			at += wide_mark(text, at);
			continue;
		}
		if (redact_is_digit(c) || strchr(" ,-/\r\n'.", c)) {
			/* A point ends a sentence where a long word stands before it. */
			if (c == '.' && at >= from + 4 && redact_is_letter(text.data[at - 1]) &&
			    redact_is_letter(text.data[at - 2]) && redact_is_letter(text.data[at - 3]) &&
			    redact_is_letter(text.data[at - 4]) &&
			    !(finder->words[sd_redact_word_before(finder, at)].bits & WORD_WITHIN)) /* "conj." */
				return false;
			at++;
			continue;
		}
		const size_t end = sd_redact_word_end(text, at);
		if (!end)
			return false;
		size_t i = sd_redact_word_before(finder, end);
		if (i == SIZE_MAX || finder->words[i].start != at || ++words > 8)
			return false;
		if (!is_within(finder, &finder->words[i]) && !(finder->words[i].bits & WORD_STREET) &&
		    end - at > 1 && !(at && redact_is_digit(text.data[at - 1])))
			return false;
		at = end;
	}
	return lines < 2;
}

/* "118-120 Green Lanes"; "Rose Cottage, 3 Church Lane", "Flat 2B, 12 Mill Road": where what stands before the house
 * begins. */
static size_t house_before(const struct sd_redact_finder *finder, size_t group, size_t start)
{
	const struct sd_text text = finder->text;
	const struct word *words = finder->words;
	const struct digits *digits = &finder->digits[group];
	if (group && digits->start == start && digits[-1].end + 1 == start && text.data[start - 1] == '-' &&
	    size_of(digits - 1) <= HOUSE_DIGITS && !sd_redact_goes_before(text, digits[-1].start))
		start = digits[-1].start;
	const size_t unit = sd_redact_word_before(finder, start);
	if (unit != SIZE_MAX && start - words[unit].end == 1 && words[unit].capital && (words[unit].bits & WORD_HOUSE))
		start = words[unit].start;
	for (size_t parts = 0; parts < 2; parts++) {
		size_t i = sd_redact_word_before(finder, start), at = start, first = SIZE_MAX;
		bool house = false;
		for (size_t count = 0; i != SIZE_MAX && count < STREET_WORDS; i--, count++) {
			const size_t gap = at - words[i].end;
			const bool comma = at == start;
			bool fits = gap <= 6 && (gap || count) &&
				    (comma || words[i].capital || (words[i].bits & WORD_WITHIN));
			for (size_t k = words[i].end; fits && k < at; k++)
				fits = text.data[k] && strchr(comma ? " ,/-0123456789" : " 0123456789", text.data[k]);
			if (!fits || (!words[i].capital && !(words[i].bits & WORD_WITHIN)))
				break;
			house |= words[i].bits & WORD_HOUSE;
			if (words[i].capital && house)
				first = words[i].start;
			at = words[i].start;
			if (!i)
				break;
		}
		if (first == SIZE_MAX || !memchr(text.data + first, ',', start - first))
			break;
		start = first;
	}
	return start;
}

/* Where the address begins whose house number stands, with its street, before the code at `at`; or `at`. */
static size_t address_before(const struct sd_redact_finder *finder, size_t group, size_t at)
{
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
		return house_before(finder, i, digits->start);
	}
	return at;
}

/* "Hohe Bleichen 12, 20354 Hamburg", "Hofje 2, 2312 AB": words with capitals, a house number, a comma or a line's end,
 * the code at `at`: where they begin; or `at`. */
static size_t named_before(const struct sd_redact_finder *finder, size_t group, size_t at)
{
	const struct sd_text text = finder->text;
	const struct word *words = finder->words;
	if (!group)
		return at;
	const struct digits *house = &finder->digits[group - 1];
	const size_t end = house_end(finder, house);
	if (!end || end >= at || at - end > 2 || !strchr(",\n", text.data[end]) ||
	    (at - end == 2 && text.data[end + 1] != ' '))
		return at;
	size_t i = sd_redact_word_before(finder, house->start);
	const unsigned others = WORD_NOT_NAME | WORD_HARMLESS | WORD_HOUSE | WORD_VERSION | WORD_PHONE | WORD_COUNTED |
				WORD_POSTCODE_NUMBER;
	if (i == SIZE_MAX || house->start - words[i].end != 1 || text.data[words[i].end] != ' ' || !words[i].capital ||
	    words[i].shouted || words[i].end - words[i].start < 4 || (words[i].bits & others))
		return at;
	for (size_t count = 0;
	     i && count < 3 && words[i].joined && words[i].start - words[i - 1].end == 1 &&
	     is_within(finder, &words[i - 1]) && !(words[i - 1].bits & (others & ~(unsigned)WORD_NOT_NAME));
	     count++)
		i--;
	while (!words[i].capital)
		i++;
	return words[i].start;
}

/* Post codes of digits alone, which count only behind a street with a house number: 5 digits, 5-4 (US), 4-3 (PT), 5-3
 * (BR), and 4 (AT, BE, CH, DK) that are no year. */
static bool plain_code(const struct sd_redact_finder *finder, size_t at, bool said, size_t *last)
{
	const struct digits *group = &finder->digits[at];
	struct sd_text text = finder->text;
	*last = at;
	if (group->start && text.data[group->start - 1] == '/')
		return false;
	/* "Suite 1700" */
	const size_t word = sd_redact_word_before(finder, group->start);
	if (word != SIZE_MAX && group->start - finder->words[word].end == 1 && (finder->words[word].bits & WORD_HOUSE))
		return false;
	if (group->dated || sd_redact_goes_before(text, group->start) || (size_of(group) != 5 && size_of(group) != 4))
		return false;
	if (at + 1 < finder->digits_length && group[1].linked && group[1].start == group->end + 1 &&
	    text.data[group->end] == '-') {
		size_t more = size_of(&group[1]);
		if ((size_of(group) == 5 && (more == 3 || more == 4)) || (size_of(group) == 4 && more == 3))
			*last = at + 1;
	}
	if (!said && *last == at && size_of(group) == 4 &&
	    (!memcmp(text.data + group->start, "19", 2) || !memcmp(text.data + group->start, "20", 2)))
		return false;
	/* "12, 20000 people" */
	const size_t next = sd_redact_word_before(finder, finder->digits[*last].end) + 1;
	return !sd_redact_goes_on(text, finder->digits[*last].end) &&
	       !(next < finder->words_length && finder->words[next].start == finder->digits[*last].end + 1 &&
		 (finder->words[next].bits & WORD_COUNTED));
}

/* Takes a code of digits behind its street, behind a word that announces it, or behind a state; the last group of it,
 * or SIZE_MAX. */
static size_t take_plain(struct sd_redact_finder *finder, size_t at)
{
	const struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	const bool said = is_announced(finder, group->start);
	size_t last = at;
	/* "CEP 22.041-001", "CEP 04538133" */
	const bool cep =
		said && ((size_of(group) == 2 && at + 2 < finder->digits_length && group[1].linked && group[2].linked &&
			  size_of(group + 1) == 3 && size_of(group + 2) == 3 && text.data[group->end] == '.') ||
			 size_of(group) == 8);
	if (cep)
		last = size_of(group) == 8 ? at : at + 2;
	else if (!plain_code(finder, at, said, &last))
		return SIZE_MAX;
	size_t start = address_before(finder, at, group->start);
	/* Any words may be a street's where a place stands behind the code, which is no round number. */
	const size_t next = sd_redact_word_before(finder, finder->digits[last].end) + 1;
	if (start == group->start && last == at && size_of(group) == 5 &&
	    memcmp(text.data + group->end - 2, "00", 2) != 0 && next < finder->words_length &&
	    finder->words[next].start == group->end + 1 && text.data[group->end] == ' ' &&
	    finder->words[next].capital && !finder->words[next].shouted)
		start = named_before(finder, at, group->start);
	if (start == group->start && !said && !(size_of(group) == 5 && is_behind_state(finder, start)))
		return SIZE_MAX;
	return sd_redact_take(finder, start, finder->digits[last].end, SD_REDACT_POSTCODE, NULL) ? last : SIZE_MAX;
}

void sd_redact_find_postcodes(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, end, last;
		bool sure = true, code = sd_redact_uk_code(finder, i, &start, &end, &sure);
		if (code) {
			size_t group = i;
			sure |= sd_redact_said_before(finder, start, WORD_POSTCODE, 2, 5) ||
				is_announced(finder, start);
			sure &= sd_redact_said_before(finder, start, WORD_POSTCODE, 1, 3) ||
				!sd_redact_said_before(finder, start, WORD_HARMLESS, 1, 3);
			while (group && finder->digits[group].start >= start)
				group--;
			size_t from = address_before(finder, group + (finder->digits[group].end <= start), start);
			sure |= from < start;
			start = from;
		} else if ((code = sd_redact_nl_code(finder, i, &start, &end, &sure)) != false) {
			/* Many a number has two capitals behind it. */
			size_t word = sd_redact_word_before(finder, start);
			bool said = sd_redact_said_before(finder, start, WORD_POSTCODE, 1, 2);
			/* "in 2011 AD", but "postcode 3011 AD" */
			sure = is_announced(finder, start) ||
			       (said && (sure || finder->words[word].end - finder->words[word].start > 5));
			size_t from = address_before(finder, i, start);
			from = from == start ? named_before(finder, i, start) : from;
			sure |= from < start;
			start = from;
		} else if ((code = sd_redact_ca_code(finder, i, &start, &end, &sure) ||
				   sd_redact_ie_code(finder, i, &start, &end, &sure)) != false) {
			const bool said = is_announced(finder, start);
			sure = said || (sure && !sd_redact_said_before(finder, start, WORD_HARMLESS, 1, 3));
			size_t from = address_before(finder, i, start);
			sure |= from < start;
			start = from;
		} else {
			last = take_plain(finder, i);
			i = last == SIZE_MAX ? i : last;
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
