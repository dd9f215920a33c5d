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

/* CA: A9A 9A9 (Canada Post), a blank or hyphen between; sure with a blank and in capitals. */
static bool ca_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	const struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	if (!group->start || size_of(group) != 1 || group->end + 4 >= text.length + 1)
		return false;
	*start = group->start - 1;
	const size_t gap = text.data[group->end + 1] == ' ' || text.data[group->end + 1] == '-';
	const size_t second = group->end + 1 + gap;
	*end = second + 3;
	if (*end > text.length || sd_redact_goes_before(text, *start) || sd_redact_goes_on(text, *end) ||
	    !redact_is_digit(text.data[second]) || !redact_is_digit(text.data[second + 2]))
		return false;
	const char letters[] = {text.data[*start], text.data[group->end], text.data[second + 1]};
	const bool small = !redact_is_capital(letters[0]);
	for (size_t i = 0; i < sizeof letters; i++)
		if (!redact_is_letter(letters[i]) || redact_is_capital(letters[i]) == small ||
		    strchr(i ? "DFIOQUdfioqu" : "DFIOQUWZdfioquwz", letters[i]))
			return false;
	*sure = !small && gap;
	return true;
}

/* IE: A99 X9X9, the routing keys as Eircode publishes them; sure with a blank and a mixed identifier. */
static bool ie_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	static const char keys[] =
		" A41 A42 A45 A63 A65 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 "
		"D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 "
		"F56 F91 F92 F93 F94 H12 H14 H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 P12 "
		"P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 P61 P67 P72 P75 P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 "
		"T23 T34 T45 T56 V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35 ";
	const struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	if (!group->start || group->end >= text.length)
		return false;
	const bool west = size_of(group) == 1 && (text.data[group->end] | 0x20) == 'w'; /* D6W, Dublin's one other form */
	*start = group->start - 1;
	const size_t front = *start + 3, gap = front < text.length && text.data[front] == ' ';
	*end = front + gap + 4;
	if (*end > text.length || sd_redact_goes_before(text, *start) || sd_redact_goes_on(text, *end) ||
	    !redact_is_letter(text.data[*start]))
		return false;
	const bool small = !redact_is_capital(text.data[*start]);
	const char key[] = {' ', (char)(text.data[*start] & ~0x20), text.data[*start + 1], text.data[*start + 2], ' ', '\0'};
	if (west ? key[1] != 'D' || key[2] != '6' : !strstr(keys, key))
		return false;
	size_t digits = 0;
	for (size_t i = front + gap; i < *end; i++) {
		const char c = text.data[i];
		digits += redact_is_digit(c);
		if (!redact_is_digit(c) && (!redact_is_letter(c) || redact_is_capital(c) == small || !strchr("ACDEFHKNPRTVWXY", c & ~0x20)))
			return false;
	}
	*sure = !small && gap && digits && digits < 4;
	return true;
}

/* Whether a post code was announced just before: "PLZ", "zip code is". What is a word in other tongues too ("cap", "plz")
 * does so in capitals or with a colon. */
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
			return word->end - word->start > 3 || word->shouted || (word->end < text.length && text.data[word->end] == ':') ||
			       (i && words && word->joined && finder->words[i - 1].end - finder->words[i - 1].start <= 3);
		if (!i || !sd_redact_is_link(finder, i))
			break;
	}
	return false;
}

/* "Denver, CO 80203": behind a state of the USA, and a place before it. */
static bool is_behind_state(const struct sd_redact_finder *finder, size_t at)
{
	static const char states[] =
		" AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR "
		"RI SC SD TN TX UT VT VA WA WV WI WY ";
	const struct sd_text text = finder->text;
	size_t i = sd_redact_word_before(finder, at);
	if (i == SIZE_MAX || !i || at - finder->words[i].end != 1 || finder->words[i].end - finder->words[i].start != 2 ||
	    !finder->words[i].shouted || finder->shouting || !finder->words[i - 1].capital)
		return false;
	const size_t start = finder->words[i].start;
	const char state[] = {' ', text.data[start], text.data[start + 1], ' ', '\0'};
	return start >= 2 && text.data[start - 1] == ' ' && text.data[start - 2] == ',' && finder->words[i - 1].end + 2 == start &&
	       strstr(states, state);
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
	const size_t at = behind ? (size_t)(behind + 1 - finder->text.data) : word->start + (size_t)(mark - folded.data) + 3;
	/* Capitals beyond ASCII: "É" is two bytes, the second below 0xA0 in Latin-1's letters. */
	return at < word->end && (redact_is_capital(finder->text.data[at]) ||
				  ((unsigned char)finder->text.data[at] == 0xC3 && (unsigned char)finder->text.data[at + 1] < 0xA0));
}

static bool is_ordinal_word(struct sd_text text, const struct word *word)
{
	return word->end - word->start == 2 && word->start && redact_is_digit(text.data[word->start - 1]) &&
	       is_ordinal(text, word->start);
}

/* Only blanks, marks of an address and one line break at most stand between; behind a short word a point may. */
static bool is_gap(struct sd_text text, size_t from, size_t to, bool point)
{
	size_t lines = 0;
	if (to - from > 6)
		return false;
	for (size_t at = from; at < to; at++) {
		lines += text.data[at] == '\n';
		if ((unsigned char)text.data[at] == 0xC2 && at + 1 < to && strchr("\xB0\xBA\xAA", text.data[at + 1])) { /* n° */
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
			bool named = i + 1 < finder->words_length && words[i + 1].joined && is_within(finder, &words[i + 1]);
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
			const bool more = i && words[i].joined && words[i - 1].capital && words[i].start - words[i - 1].end == 1 &&
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
			/* "Straße 30", "calle 12": a street has a name. */
			if (!named && i == bare)
				return SIZE_MAX;
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
		named += words[i].capital && !(words[i].bits & WORD_WITHIN);
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
			    redact_is_letter(text.data[at - 3]) && redact_is_letter(text.data[at - 4]) &&
			    !(finder->words[sd_redact_word_before(finder, at)].bits & WORD_WITHIN)) /* "conj." */
				return false;
			at++;
			continue;
		}
		if (!sd_redact_next_word(text, at, &start, &end) || start > at)
			return false;
		size_t i = sd_redact_word_before(finder, end);
		if (i == SIZE_MAX || finder->words[i].start != start || ++words > 8)
			return false;
		if (!is_within(finder, &finder->words[i]) && !(finder->words[i].bits & WORD_STREET) && end - start > 1 &&
		    !(at && redact_is_digit(text.data[at - 1])))
			return false;
		at = end;
	}
	return lines < 2;
}

/* "118-120 Green Lanes"; "Rose Cottage, 3 Church Lane", "Flat 2B, 12 Mill Road": where what stands before the house begins. */
static size_t house_before(const struct sd_redact_finder *finder, size_t group, size_t start)
{
	const struct sd_text text = finder->text;
	const struct word *words = finder->words;
	const struct digits *digits = &finder->digits[group];
	if (group && digits->start == start && digits[-1].end + 1 == start && text.data[start - 1] == '-' &&
	    size_of(digits - 1) <= HOUSE_DIGITS && !sd_redact_goes_before(text, digits[-1].start))
		start = digits[-1].start;
	for (size_t parts = 0; parts < 2; parts++) {
		size_t i = sd_redact_word_before(finder, start), at = start, first = SIZE_MAX;
		bool house = false;
		for (size_t count = 0; i != SIZE_MAX && count < STREET_WORDS; i--, count++) {
			const size_t gap = at - words[i].end;
			const bool comma = at == start;
			bool fits = gap <= 6 && (gap || count) && (comma || words[i].capital || (words[i].bits & WORD_WITHIN));
			for (size_t k = words[i].end; fits && k < at; k++)
				fits = text.data[k] && strchr(comma ? " ,0123456789" : " 0123456789", text.data[k]);
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

/* Post codes of digits alone, which count only behind a street with a house number: 5 digits, 5-4 (US), 4-3 (PT), 5-3
 * (BR), and 4 (AT, BE, CH, DK) that are no year. */
static bool plain_code(const struct sd_redact_finder *finder, size_t at, bool said, size_t *last)
{
	const struct digits *group = &finder->digits[at];
	struct sd_text text = finder->text;
	*last = at;
	if (group->start && text.data[group->start - 1] == '/')
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

/* Takes a code of digits behind its street, behind a word that announces it, or behind a state; the last group of it, or
 * SIZE_MAX. */
static size_t take_plain(struct sd_redact_finder *finder, size_t at)
{
	const struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	const bool said = is_announced(finder, group->start);
	size_t last = at;
	/* "CEP 22.041-001", "CEP 04538133" */
	const bool cep = said && ((size_of(group) == 2 && at + 2 < finder->digits_length && group[1].linked && group[2].linked &&
				   size_of(group + 1) == 3 && size_of(group + 2) == 3 && text.data[group->end] == '.') ||
				  size_of(group) == 8);
	if (cep)
		last = size_of(group) == 8 ? at : at + 2;
	else if (!plain_code(finder, at, said, &last))
		return SIZE_MAX;
	size_t start = address_before(finder, at, group->start);
	if (start == group->start && !said && !(size_of(group) == 5 && is_behind_state(finder, start)))
		return SIZE_MAX;
	return sd_redact_take(finder, start, finder->digits[last].end, SD_REDACT_POSTCODE, NULL) ? last : SIZE_MAX;
}

void sd_redact_find_postcodes(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t i = 0; i < finder->digits_length; i++) {
		size_t start, end, last;
		bool sure = true, code = uk_code(finder, i, &start, &end, &sure);
		if (code) {
			size_t group = i;
			sure |= sd_redact_said_before(finder, start, WORD_POSTCODE, 2, 5) || is_announced(finder, start);
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
			sure = is_announced(finder, start) || (said && (sure || finder->words[word].end - finder->words[word].start > 5));
			size_t from = address_before(finder, i, start);
			sure |= from < start;
			start = from;
		} else if ((code = ca_code(finder, i, &start, &end, &sure) || ie_code(finder, i, &start, &end, &sure)) != false) {
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
