/* SPDX-License-Identifier: MIT */
/* Post codes with letters, which their form tells: of the UK, the Netherlands, Canada and Ireland. */
#include <string.h>

#include "guard/redact_state.h"

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

/* The post code areas of the UK, as Royal Mail gives them out. */
static bool is_uk_area(struct sd_text text, size_t at, size_t letters)
{
	static const char areas[] = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH "
				    "DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE "
				    "KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH "
				    "PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR "
				    "TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";
	char area[] = {' ', ' ', ' ', ' ', '\0'};
	for (size_t i = 0; i < letters; i++)
		area[1 + i] = redact_is_capital(text.data[at + i]) ? text.data[at + i]
								   : (char)(text.data[at + i] - 'a' + 'A');
	area[1 + letters] = ' ';
	area[2 + letters] = '\0';
	return strstr(areas, area) != NULL;
}

/* "1st", "2nd", "3rd", "4th" */
bool sd_redact_is_ordinal(struct sd_text text, size_t at)
{
	static const char endings[] = "st nd rd th";
	for (size_t i = 0; i + 1 < sizeof endings; i += 3)
		if ((text.data[at] | 0x20) == endings[i] && (text.data[at + 1] | 0x20) == endings[i + 1])
			return true;
	return false;
}

/* UK: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA, a blank or none before the inward part, which begins with
 * the last digit of group `at`. In capitals, or small letters behind such a blank. Not sure without the blank:
 * registrations of aircraft and products have the same form. */
bool sd_redact_uk_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
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
	bool small = !redact_is_capital(text.data[i]), ordinal = sd_redact_is_ordinal(text, inward + 1);
	*sure = (blank || lettered) && !(ordinal && (small || !capitals(text, inward + 1, 2)));
	return small == !capitals(text, inward + 1, 2);
}

/* NL: 1234 AB, no first 0; not what is a unit, an era, a state or a small word behind a number, nor behind a year. */
bool sd_redact_nl_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	static const char others[] = "AD BC CE KM KG GB MB TB PM AM UK US EU TV PC CM MM ML HP RS SA SD SS OK HD KB KW "
				     "MW ID ON IN OP DE EN TE IS IT OF OR TO AT BY SO NO GO WE ZO JE AN AL ER ET ES UN "
				     "LA LE EL SI";
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
bool sd_redact_ca_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
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
bool sd_redact_ie_code(const struct sd_redact_finder *finder, size_t at, size_t *start, size_t *end, bool *sure)
{
	static const char keys[] = " A41 A42 A45 A63 A65 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 "
				   "D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 "
				   "E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 "
				   "F93 F94 H12 H14 H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 "
				   "N37 N39 N41 N91 P12 P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 P61 P67 P72 P75 "
				   "P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 T56 V14 V15 V23 "
				   "V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35 ";
	const struct sd_text text = finder->text;
	const struct digits *group = &finder->digits[at];
	if (!group->start || group->end >= text.length)
		return false;
	const bool west = size_of(group) == 1 && (text.data[group->end] | 0x20) == 'w'; /* D6W, Dublin's one other
											   form */
	*start = group->start - 1;
	const size_t front = *start + 3, gap = front < text.length && text.data[front] == ' ';
	*end = front + gap + 4;
	if (*end > text.length || sd_redact_goes_before(text, *start) || sd_redact_goes_on(text, *end) ||
	    !redact_is_letter(text.data[*start]))
		return false;
	const bool small = !redact_is_capital(text.data[*start]);
	const char key[] = {' ', (char)(text.data[*start] & ~0x20), text.data[*start + 1], text.data[*start + 2], ' ',
			    '\0'};
	if (west ? key[1] != 'D' || key[2] != '6' : !strstr(keys, key))
		return false;
	size_t digits = 0;
	for (size_t i = front + gap; i < *end; i++) {
		const char c = text.data[i];
		digits += redact_is_digit(c);
		if (!redact_is_digit(c) &&
		    (!redact_is_letter(c) || redact_is_capital(c) == small || !strchr("ACDEFHKNPRTVWXY", c & ~0x20)))
			return false;
	}
	*sure = !small && gap && digits && digits < 4;
	return true;
}
