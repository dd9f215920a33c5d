/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include <math.h>

#include "base/utf8.h"

__extension__ typedef unsigned __int128 wide;

static const uint64_t largest = INT64_MAX;

/* The currencies of ISO 4217 in use, and those with coins or accounts still in the logs of the last years. */
static const char iso_codes[] =
	"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
	"CDF CHF CLF CLP CNH CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS "
	"GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KMF KPW "
	"KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN "
	"NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
	"SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV "
	"WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

/* The currency signs (general category Sc) of Unicode 15. */
static bool is_currency_sign(uint32_t code)
{
	return code == '$' || (code >= 0xA2 && code <= 0xA5) || code == 0x58F || code == 0x60B || code == 0x7FE ||
	       code == 0x7FF || code == 0x9F2 || code == 0x9F3 || code == 0x9FB || code == 0xAF1 || code == 0xBF9 ||
	       code == 0xE3F || code == 0x17DB || (code >= 0x20A0 && code <= 0x20C0) || code == 0xA838 ||
	       code == 0xFDFC || code == 0xFE69 || code == 0xFF04 || code == 0xFFE0 || code == 0xFFE1 ||
	       code == 0xFFE5 || code == 0xFFE6;
}

static bool is_iso_code(const char *letters)
{
	for (const char *code = iso_codes; *code; code += code[3] ? 4 : 3)
		if (!memcmp(code, letters, 3))
			return true;
	return false;
}

/* Space, no-break, thin and narrow no-break. */
static bool is_blank(uint32_t code)
{
	return code == ' ' || code == 0xA0 || code == 0x2009 || code == 0x202F;
}

/* The code point before `end`; bytes that are not UTF-8 are no code point: 0 bytes. */
static size_t decode_before(const char *data, size_t end, uint32_t *code)
{
	for (size_t n = 1; n <= 4 && n <= end; n++)
		if (sd_utf8_decode(data + end - n, n, code) == n)
			return n;
	return 0;
}

/* What stands around the digits. */
struct trim {
	int signs, currencies, opened, closed;
	bool minus;
};

/* Takes a sign, parenthesis or currency sign of one code point; false where `code` is none. */
static bool take_mark(struct trim *trim, uint32_t code)
{
	if (code == '-' || code == '+' || code == 0x2212) {
		trim->signs++;
		trim->minus = code != '+';
	} else if (code == '(') {
		trim->opened++;
	} else if (code == ')') {
		trim->closed++;
	} else if (is_currency_sign(code)) {
		trim->currencies++;
	} else {
		return is_blank(code) || (code >= '\t' && code <= '\r');
	}
	return true;
}

/* The length of a currency in letters at the front of `text`: an ISO code, or a country's letters before its dollar
 * (R$, US$, NT$), which are taken with the dollar. 0 where there is none. */
static size_t letters_in_front(struct sd_text text)
{
	size_t letters = 0;
	while (letters < text.length && letters < 4 && is_upper(text.data[letters]))
		letters++;
	if (letters && letters < 4 && letters < text.length && text.data[letters] == '$')
		return letters + 1;
	return letters == 3 && is_iso_code(text.data) ? 3 : 0;
}

static size_t letters_behind(struct sd_text text)
{
	size_t end = text.length - (text.length && text.data[text.length - 1] == '$');
	size_t start = end;
	while (start && end - start < 4 && is_upper(text.data[start - 1]))
		start--;
	size_t letters = end - start;
	if (end < text.length)
		return letters && letters < 4 ? letters + 1 : 0;
	return letters == 3 && is_iso_code(text.data + start) ? 3 : 0;
}

/* Strips `text` down to what must be digits and their marks. False where what was stripped makes no sense. */
static bool strip(struct sd_text *text, bool *minus)
{
	struct trim front = {0}, back = {0};
	uint32_t code;
	for (size_t n; text->length; text->data += n, text->length -= n) {
		if ((n = letters_in_front(*text))) {
			front.currencies++;
			continue;
		}
		n = sd_utf8_decode(text->data, text->length, &code);
		if (!n || !take_mark(&front, code))
			break;
	}
	for (size_t n; text->length; text->length -= n) {
		if ((n = letters_behind(*text))) {
			back.currencies++;
			continue;
		}
		n = decode_before(text->data, text->length, &code);
		if (!n || !take_mark(&back, code))
			break;
	}
	int brackets = front.opened;
	*minus = front.minus || back.minus || brackets;
	return text->length && front.signs + back.signs + brackets <= 1 && front.currencies + back.currencies <= 1 &&
	       back.closed == brackets && !front.closed && !back.opened;
}

/* One digit more; false where the number leaves 64 bits. */
static bool push_digit(uint64_t *number, char digit)
{
	return !__builtin_mul_overflow(*number, 10, number) &&
	       !__builtin_add_overflow(*number, (uint64_t)(digit - '0'), number);
}

/* The bytes of the thousands mark at the front of `text`, set in *mark; 0 where there is none. */
static size_t thousands_mark(struct sd_text text, char decimal_mark, uint32_t *mark)
{
	size_t n = text.length ? sd_utf8_decode(text.data, text.length, mark) : 0;
	bool other = (*mark == ',' || *mark == '.') && *mark != (uint32_t)decimal_mark;
	return n && (other || is_blank(*mark) || *mark == '\'' || *mark == 0x2019) ? n : 0;
}

/* Reads the digits before the decimal mark off the front of `text`; *digits is their number. */
static bool read_whole(struct sd_text *text, char decimal_mark, uint64_t *number, size_t *digits)
{
	uint32_t first_mark = 0;
	bool zero_first = text->length && *text->data == '0';
	for (;;) {
		size_t group = 0;
		for (; text->length && is_digit(*text->data); group++) {
			if (!push_digit(number, *text->data))
				return false;
			text->data++;
			text->length--;
		}
		*digits += group;
		if (first_mark ? group != 3 : !group && text->length && *text->data != decimal_mark)
			return false;
		uint32_t mark = 0;
		size_t n = thousands_mark(*text, decimal_mark, &mark);
		if (!n)
			return true;
		/* 0,123 is no number of groups, but one written with the other decimal mark. */
		if ((first_mark && mark != first_mark) || !group || group > 3 || zero_first)
			return false;
		first_mark = mark;
		text->data += n;
		text->length -= n;
	}
}

/* Whether what is left over, `rest` of `unit`, takes `number` up: half to even. */
static bool rounds_up(uint64_t number, wide rest, wide unit)
{
	return rest > unit - rest || (rest == unit - rest && number % 2);
}

/* Reads the digits behind the decimal mark, all of `text`, and rounds them at the fourth. */
static bool read_fraction(struct sd_text text, uint64_t *number)
{
	for (size_t i = 0; i < 4; i++)
		if (!push_digit(number, i < text.length ? text.data[i] : '0'))
			return false;
	if (text.length <= 4)
		return true;
	int half = text.data[4] - '5';
	bool beyond = false;
	for (size_t i = 5; i < text.length; i++)
		beyond |= text.data[i] != '0';
	bool up = half > 0 || (half == 0 && (beyond || *number % 2));
	return !up || !__builtin_add_overflow(*number, 1, number);
}

bool sd_decimal_parse(struct sd_text text, enum sd_decimal_mark mark, sd_decimal *value)
{
	char decimal_mark = mark == SD_DECIMAL_COMMA ? ',' : '.';
	bool minus;
	uint64_t number = 0;
	size_t digits = 0;
	if (!strip(&text, &minus) || !read_whole(&text, decimal_mark, &number, &digits))
		return false;
	if (text.length) {
		if (*text.data != decimal_mark)
			return false;
		text.data++;
		text.length--;
	}
	for (size_t i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]))
			return false;
	if (!(digits + text.length) || !read_fraction(text, &number) || number > largest + minus)
		return false;
	*value = minus ? (sd_decimal)(0 - number) : (sd_decimal)number;
	return true;
}

/* Exactly: the double's 53 bits times 10,000 fit into 128, so the one rounding is ours. */
sd_decimal sd_decimal_of_double(double value)
{
	if (isnan(value))
		return 0;
	bool minus = signbit(value);
	sd_decimal bound = minus ? INT64_MIN : INT64_MAX;
	if (isinf(value))
		return bound;
	int exponent;
	wide number = (wide)(uint64_t)ldexp(frexp(fabs(value), &exponent), 53) * SD_DECIMAL_UNIT;
	exponent -= 53;
	if (exponent > 10)
		return number ? bound : 0;
	if (exponent < -100)
		return 0;
	if (exponent >= 0) {
		number <<= exponent;
	} else {
		wide unit = (wide)1 << -exponent, rest = number & (unit - 1);
		number >>= -exponent;
		number += rounds_up((uint64_t)number, rest, unit);
	}
	if (number > largest)
		return bound;
	return minus ? -(sd_decimal)number : (sd_decimal)number;
}

double sd_decimal_to_double(sd_decimal value)
{
	return (double)value / SD_DECIMAL_UNIT;
}

void sd_decimal_add(struct sd_str *str, sd_decimal value, int places)
{
	static const uint64_t units[] = {10000, 1000, 100, 10, 1};
	places = places < 0 ? 0 : places > 4 ? 4 : places;
	uint64_t unit = units[places], scale = SD_DECIMAL_UNIT / unit;
	uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	uint64_t number = size / unit;
	number += rounds_up(number, size % unit, unit);
	char digits[32];
	char *at = digits + sizeof digits;
	uint64_t fraction = number % scale, whole = number / scale;
	for (int i = 0; i < places; i++, fraction /= 10)
		*--at = (char)('0' + fraction % 10);
	if (places)
		*--at = '.';
	do {
		*--at = (char)('0' + whole % 10);
	} while (whole /= 10);
	if (value < 0 && number)
		*--at = '-';
	sd_str_add(str, at, (size_t)(digits + sizeof digits - at));
}

sd_decimal sd_decimal_sum(sd_decimal a, sd_decimal b, bool *overflow)
{
	sd_decimal sum;
	if (!__builtin_add_overflow(a, b, &sum))
		return sum;
	*overflow = true;
	return b < 0 ? INT64_MIN : INT64_MAX;
}

/* What printf writes, in a tenth of the time, where it is plain which way the last digit rounds; false where it is not.
 * Scaling is off by less than 2^-53 of a number below 10^9, so by far less than the distance to a half that is
 * asked. */
static bool add_plain(struct sd_str *str, double value, int places)
{
	static const double scales[] = {1, 10, 100, 1000, 10000};
	if (places < 0 || places > 4 || !(fabs(value) < 1e9 / scales[places]))
		return false;
	double scaled = fabs(value) * scales[places], whole = floor(scaled), rest = scaled - whole;
	if (fabs(rest - 0.5) < 1e-6)
		return false;
	uint64_t number = (uint64_t)whole + (rest > 0.5);
	char digits[16];
	char *at = digits + sizeof digits;
	bool minus = value < 0 && number;
	for (int i = 0; i < places; i++, number /= 10)
		*--at = (char)('0' + number % 10);
	if (places)
		*--at = '.';
	do {
		*--at = (char)('0' + number % 10);
	} while (number /= 10);
	if (minus)
		*--at = '-';
	sd_str_add(str, at, (size_t)(digits + sizeof digits - at));
	return true;
}

void sd_double_add(struct sd_str *str, double value, int places)
{
	if (!isfinite(value) || add_plain(str, value, places))
		return;
	size_t start = str->length;
	sd_str_addf(str, "%.*f", places < 0 ? 0 : places, value);
	if (str->data[start] != '-' || strspn(str->data + start + 1, "0.") < str->length - start - 1)
		return;
	memmove(str->data + start, str->data + start + 1, str->length - start);
	str->length--;
}
