/* SPDX-License-Identifier: MIT */
#include "guard/checkdigit.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_letter(char c)
{
	return capital(c) >= 'A' && capital(c) <= 'Z';
}

static bool all_digits(struct sd_text text, size_t from, size_t to)
{
	if (to > text.length)
		return false;
	for (size_t i = from; i < to; i++)
		if (!is_digit(text.data[i]))
			return false;
	return true;
}

static unsigned digit(struct sd_text text, size_t at)
{
	return (unsigned)(text.data[at] - '0');
}

static unsigned number(struct sd_text text, size_t from, size_t to)
{
	unsigned value = 0;
	for (size_t i = from; i < to; i++)
		value = value * 10 + digit(text, i);
	return value;
}

static bool all_equal(struct sd_text digits)
{
	for (size_t i = 1; i < digits.length; i++)
		if (digits.data[i] != digits.data[0])
			return false;
	return true;
}

bool sd_luhn_holds(struct sd_text digits)
{
	unsigned sum = 0;
	if (!digits.length || !all_digits(digits, 0, digits.length))
		return false;
	for (size_t i = 0; i < digits.length; i++) {
		unsigned value = digit(digits, digits.length - 1 - i) * (i % 2 ? 2 : 1);
		sum += value > 9 ? value - 9 : value;
	}
	return sum % 10 == 0;
}

/* The first digits that issuers were given (ISO/IEC 7812 registry, as the card schemes publish them). */
static const struct {
	unsigned low, high; /* of the first four digits */
	size_t shortest, longest;
} issuers[] = {
	{4000, 4999, 13, 19}, {5100, 5599, 16, 16}, {2221, 2720, 16, 16}, {3400, 3499, 15, 15}, {3700, 3799, 15, 15},
	{3000, 3059, 14, 19}, {3095, 3095, 14, 19}, {3600, 3699, 14, 19}, {3800, 3999, 14, 19}, {3528, 3589, 16, 19},
	{6011, 6011, 16, 19}, {6440, 6599, 16, 19}, {6200, 6299, 16, 19}, {5000, 5099, 13, 19}, {5600, 5899, 13, 19},
	{6300, 6399, 13, 19}, {6700, 6799, 13, 19}, {2200, 2204, 16, 19},
};

bool sd_is_card(struct sd_text digits)
{
	if (digits.length < 13 || digits.length > 19 || !all_digits(digits, 0, digits.length) || all_equal(digits))
		return false;
	unsigned first = number(digits, 0, 4);
	for (size_t i = 0; i < sizeof issuers / sizeof *issuers; i++)
		if (first >= issuers[i].low && first <= issuers[i].high && digits.length >= issuers[i].shortest &&
		    digits.length <= issuers[i].longest && (first / 1000 != 4 || digits.length % 3 == 1)) /* Visa: 13,
													     16, 19 */
			return sd_luhn_holds(digits);
	return false;
}

/* The lengths of the registry of ISO 13616, each after the countries that have it. */
static const struct {
	const char *countries;
	size_t length;
} ibans[] = {
	{"NO", 15}, {"BE BI", 16}, {"DK FI FK FO GL NL SD", 18}, {"MK SI", 19}, {"AT BA EE KZ LT LU MN XK", 20}, {"CH HR LI LV", 21},
	{"BG BH CR DE GB GE IE ME RS VA", 22}, {"AE GI IL IQ OM SO TL", 23}, {"AD CZ ES MD PK RO SA SE SK TN VG", 24}, {"LY PT ST", 25},
	{"IS TR", 26}, {"BF BJ CI CM DJ FR GR IT MC MG ML MR SM SN", 27}, {"AL AZ BY CY DO GT HU LB NI PL SV", 28},
	{"BR EG PS QA UA", 29}, {"JO KW MU YE", 30}, {"MT SC", 31}, {"LC", 32}, {"RU", 33}, {"HN", 28},
};

size_t sd_iban_length(const char country[2])
{
	const char name[2] = {capital(country[0]), capital(country[1])};
	for (size_t i = 0; i < sizeof ibans / sizeof *ibans; i++)
		for (const char *at = ibans[i].countries; *at; at += at[2] ? 3 : 2)
			if (at[0] == name[0] && at[1] == name[1])
				return ibans[i].length;
	return 0;
}

bool sd_is_iban(struct sd_text characters)
{
	if (characters.length < 15 || characters.length != sd_iban_length(characters.data) ||
	    !all_digits(characters, 2, 4))
		return false;
	unsigned rest = 0;
	for (size_t i = 0; i < characters.length; i++) {
		char c = capital(characters.data[(i + 4) % characters.length]);
		if (is_digit(c))
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else if (is_letter(c))
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
		else
			return false;
	}
	return rest == 1;
}

/* The sum of the digits times descending weights. */
static unsigned weighted(struct sd_text digits, size_t length, unsigned first)
{
	unsigned sum = 0;
	for (size_t i = 0; i < length; i++)
		sum += digit(digits, i) * (first - (unsigned)i);
	return sum;
}

bool sd_is_uk_nhs(struct sd_text digits)
{
	if (digits.length != 10 || !all_digits(digits, 0, 10) || all_equal(digits))
		return false;
	unsigned check = 11 - weighted(digits, 9, 10) % 11;
	return check != 10 && check % 11 == digit(digits, 9);
}

bool sd_is_uk_ni(struct sd_text characters)
{
	static const char *const never[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
	if (characters.length != 9 || !all_digits(characters, 2, 8))
		return false;
	const char first = capital(characters.data[0]), second = capital(characters.data[1]),
		   last = capital(characters.data[8]);
	if (!is_letter(first) || !is_letter(second) || strchr("DFIQUV", first) || strchr("DFIOQUV", second) ||
	    last < 'A' || last > 'D')
		return false;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (first == never[i][0] && second == never[i][1])
			return false;
	return true;
}

bool sd_is_us_ssn(struct sd_text digits)
{
	if (digits.length != 9 || !all_digits(digits, 0, 9))
		return false;
	unsigned area = number(digits, 0, 3);
	return area && area != 666 && area < 900 && number(digits, 3, 5) && number(digits, 5, 9);
}

bool sd_is_de_tax(struct sd_text digits)
{
	unsigned counts[10] = {0}, product = 10, repeated = 0, most = 0;
	if (digits.length != 11 || !all_digits(digits, 0, 11) || digits.data[0] == '0')
		return false;
	for (size_t i = 0; i < 10; i++) {
		unsigned sum = (digit(digits, i) + product) % 10;
		product = (sum ? sum : 10) * 2 % 11;
		counts[digit(digits, i)]++;
	}
	for (size_t i = 0; i < 10; i++) {
		repeated += counts[i] > 1;
		most = counts[i] > most ? counts[i] : most;
	}
	/* One digit stands there twice or three times, every other once at most. */
	return repeated == 1 && most <= 3 && (11 - product) % 10 == digit(digits, 10);
}

bool sd_is_fr_nir(struct sd_text characters)
{
	char all[15];
	if (characters.length != 15)
		return false;
	memcpy(all, characters.data, sizeof all);
	unsigned less = 0;
	if (all[5] == '2' && (capital(all[6]) == 'A' || capital(all[6]) == 'B')) {
		less = capital(all[6]) == 'A' ? 1 : 2;
		all[6] = '0';
	}
	struct sd_text digits = {all, sizeof all};
	if (!all_digits(digits, 0, 15) || !strchr("123478", all[0]))
		return false;
	unsigned month = number(digits, 3, 5);
	if (!month || (month > 12 && month < 20) || (month > 42 && month < 50))
		return false;
	unsigned rest = 0;
	for (size_t i = 0; i < 13; i++)
		rest = (rest * 10 + digit(digits, i)) % 97;
	/* 2A is 19 and 2B 18 (INSEE): 20, as which both stand here, less 1 or 2 millions. */
	rest = (rest + 97 * 1000000U - less * 1000000U) % 97;
	return 97 - rest == number(digits, 13, 15);
}

bool sd_is_es_dni(struct sd_text characters)
{
	char all[9];
	if (characters.length != 9)
		return false;
	memcpy(all, characters.data, sizeof all);
	const char first = capital(all[0]);
	if (first >= 'X' && first <= 'Z')
		all[0] = (char)('0' + first - 'X');
	struct sd_text digits = {all, sizeof all};
	return all_digits(digits, 0, 8) && capital(all[8]) == "TRWAGMYFPDXBNJZSQVHLCKE"[number(digits, 0, 8) % 23];
}

bool sd_is_nl_bsn(struct sd_text digits)
{
	return digits.length == 9 && all_digits(digits, 0, 9) && !all_equal(digits) &&
	       (weighted(digits, 8, 9) + 11 - digit(digits, 8)) % 11 == 0;
}

bool sd_is_br_cpf(struct sd_text digits)
{
	if (digits.length != 11 || !all_digits(digits, 0, 11) || all_equal(digits))
		return false;
	return weighted(digits, 9, 10) * 10 % 11 % 10 == digit(digits, 9) &&
	       weighted(digits, 10, 11) * 10 % 11 % 10 == digit(digits, 10);
}

/* Decreto ministeriale 23 dicembre 1976: what a character counts at an odd place (from one), by its value 0 to 25. */
bool sd_is_it_cf(struct sd_text characters)
{
	static const unsigned char odd[] = {
		1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
	static const char form[] = "LLLLLLDDLDDLDDDL", instead[] = "LMNPQRSTUV";
	if (characters.length != 16)
		return false;
	unsigned sum = 0, day = 0;
	for (size_t i = 0; i < 16; i++) {
		const char c = capital(characters.data[i]);
		if (form[i] == 'L' ? !is_letter(c) : !is_digit(c) && !strchr(instead, c))
			return false;
		const unsigned value = (unsigned)(is_digit(c) ? c - '0' : c - 'A');
		if (i == 9 || i == 10)
			day = day * 10 + (is_digit(c) ? value : (unsigned)(strchr(instead, c) - instead));
		if (i < 15)
			sum += i % 2 ? value : odd[value];
	}
	/* Months are letters; a woman's day has 40 more. */
	return strchr("ABCDEHLMPRST", capital(characters.data[8])) && day % 40 >= 1 && day <= 71 && day % 40 <= 31 &&
	       (unsigned)(capital(characters.data[15]) - 'A') == sum % 26;
}

bool sd_is_pt_nif(struct sd_text digits)
{
	if (digits.length != 9 || !all_digits(digits, 0, 9) || !strchr("1235689", digits.data[0]))
		return false;
	unsigned check = 11 - weighted(digits, 8, 9) % 11;
	return (check > 9 ? 0 : check) == digit(digits, 8);
}

bool sd_is_ch_ahv(struct sd_text digits)
{
	unsigned sum = 0;
	if (digits.length != 13 || !all_digits(digits, 0, 13) || memcmp(digits.data, "756", 3) != 0)
		return false;
	for (size_t i = 0; i < 13; i++)
		sum += digit(digits, i) * (i % 2 ? 3 : 1);
	return sum % 10 == 0;
}

bool sd_is_at_svnr(struct sd_text digits)
{
	static const unsigned char weights[] = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
	unsigned sum = 0;
	if (digits.length != 10 || !all_digits(digits, 0, 10) || digits.data[0] == '0')
		return false;
	for (size_t i = 0; i < 10; i++)
		sum += digit(digits, i) * weights[i];
	const unsigned day = number(digits, 4, 6), month = number(digits, 6, 8);
	/* Where days of a date are used up, months 13 to 15 are given out. */
	return sum % 11 == digit(digits, 3) && day >= 1 && day <= 31 && month >= 1 && month <= 15;
}

bool sd_is_be_nn(struct sd_text digits)
{
	if (digits.length != 11 || !all_digits(digits, 0, 11))
		return false;
	/* Months have 20 or 40 more in the numbers of those who are no residents (bis). */
	const unsigned month = number(digits, 2, 4) % 20, day = number(digits, 4, 6), key = number(digits, 9, 11);
	const unsigned body = number(digits, 0, 9);
	return month <= 12 && day <= 31 && (month || day == 0) && number(digits, 2, 4) < 60 &&
	       (97 - body % 97 == key || 97 - (body % 97 + 2000000000U % 97) % 97 == key);
}

bool sd_is_de_rvnr(struct sd_text characters)
{
	static const unsigned char weights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
	if (characters.length != 12 || !all_digits(characters, 0, 8) || !is_letter(characters.data[8]) ||
	    !all_digits(characters, 9, 12))
		return false;
	const unsigned letter = (unsigned)(capital(characters.data[8]) - 'A') + 1;
	unsigned sum = 0;
	for (size_t i = 0; i < 12; i++) {
		const unsigned value = i < 8	? digit(characters, i)
				       : i == 8 ? letter / 10
				       : i == 9 ? letter % 10
						: digit(characters, i - 1);
		sum += value * weights[i] / 10 + value * weights[i] % 10;
	}
	const unsigned day = number(characters, 2, 4), month = number(characters, 4, 6);
	return day >= 1 && day <= 31 && month >= 1 && month <= 12 && sum % 10 == digit(characters, 11);
}

bool sd_is_ie_pps(struct sd_text characters)
{
	if ((characters.length != 8 && characters.length != 9) || !all_digits(characters, 0, 7) ||
	    !is_letter(characters.data[7]))
		return false;
	unsigned sum = weighted(characters, 7, 8);
	if (characters.length == 9) {
		const char second = capital(characters.data[8]);
		if (!strchr("ABHTWX", second))
			return false;
		sum += second == 'W' ? 0 : (unsigned)(second - 'A' + 1) * 9;
	}
	return capital(characters.data[7]) == "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23];
}

bool sd_is_ca_sin(struct sd_text digits)
{
	return digits.length == 9 && digits.data[0] != '0' && digits.data[0] != '8' && sd_luhn_holds(digits);
}

bool sd_is_us_itin(struct sd_text digits)
{
	return digits.length == 9 && all_digits(digits, 0, 9) && digits.data[0] == '9' && number(digits, 3, 5) >= 50 &&
	       number(digits, 3, 5) != 89 && number(digits, 3, 5) != 93;
}
