/* SPDX-License-Identifier: MIT */
#include "base/time.h"

enum { FIRST_DAY = -719162, DAYS_OF_400_YEARS = 146097 };

/* Years are counted from 1 March, so that the leap day is a year's last (after Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms"): the months from March on then have 31 30 31 30 31, 31 30 31 30 31, 31 days and the rest. */
static int days_before(int months_since_march)
{
	return (153 * months_since_march + 2) / 5;
}

static int days_of_years(int years)
{
	return years * 365 + years / 4 - years / 100 + years / 400;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

sd_day sd_day_of(int year, int month, int day_of_month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 ||
	    day_of_month > lengths[month - 1] + (month == 2 && is_leap(year)))
		return SD_NO_DAY;
	int years = month > 2 ? year : year - 1;
	/* From 1 March of year 0, 306 days before 1 January of year 1. */
	int months = month > 2 ? month - 3 : month + 9;
	return FIRST_DAY - 306 + days_of_years(years) + days_before(months) + day_of_month - 1;
}

void sd_day_split(sd_day day, int *year, int *month, int *day_of_month)
{
	int64_t since = (int64_t)day - (FIRST_DAY - 306);
	int64_t era = since >= 0 ? since / DAYS_OF_400_YEARS : -((DAYS_OF_400_YEARS - 1 - since) / DAYS_OF_400_YEARS);
	int rest = (int)(since - era * DAYS_OF_400_YEARS);
	/* Leap days, taken out: the last day of four years, but of a hundred, but of four hundred. */
	int years = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	rest -= days_of_years(years);
	int months = (5 * rest + 2) / 153;
	*day_of_month = rest - days_before(months) + 1;
	*month = months < 10 ? months + 3 : months - 9;
	*year = (int)(era * 400) + years + (*month <= 2);
}

int sd_day_weekday(sd_day day)
{
	/* 1970-01-01 was a Thursday. */
	int weekday = (int)(((int64_t)day + 3) % 7);
	return weekday < 0 ? weekday + 7 : weekday;
}

void sd_day_add_iso(struct sd_str *str, sd_day day)
{
	int year, month, day_of_month;
	sd_day_split(day, &year, &month, &day_of_month);
	if (year < 1 || year > 9999)
		return;
	char text[10] = "0000-00-00";
	for (int i = 3; i >= 0; i--, year /= 10)
		text[i] = (char)('0' + year % 10);
	text[5] = (char)('0' + month / 10);
	text[6] = (char)('0' + month % 10);
	text[8] = (char)('0' + day_of_month / 10);
	text[9] = (char)('0' + day_of_month % 10);
	sd_str_add(str, text, sizeof text);
}

/* Takes `least` to `most` digits off the front. */
static bool take_digits(struct sd_text *text, size_t least, size_t most, int *number)
{
	size_t i = 0;
	*number = 0;
	for (; i < most && i < text->length && text->data[i] >= '0' && text->data[i] <= '9'; i++)
		*number = *number * 10 + (text->data[i] - '0');
	if (i < least)
		return false;
	text->data += i;
	text->length -= i;
	return true;
}

static bool take(struct sd_text *text, char byte)
{
	if (!text->length || *text->data != byte)
		return false;
	text->data++;
	text->length--;
	return true;
}

/* -1 where no such time is; a leap second (60) counts as the second before it. */
static int32_t seconds_of(int hour, int minute, int second)
{
	if (hour > 23 || minute > 59 || second > 60)
		return -1;
	return hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
}

/* A zone's name: UTC and GMT or, where `any`, two to five letters (CET, MEZ). */
static bool take_zone_name(struct sd_text *text, bool any)
{
	size_t length = 0;
	while (length < text->length && ((text->data[length] | 0x20) >= 'a' && (text->data[length] | 0x20) <= 'z'))
		length++;
	if (any ? length < 2 || length > 5
		: length != 3 || (memcmp(text->data, "UTC", 3) && memcmp(text->data, "GMT", 3)))
		return false;
	*text = (struct sd_text){text->data + length, text->length - length};
	return true;
}

/* Takes `Z`, an offset or a name and perhaps an offset (`GMT+1`), which may follow a blank; sets nothing, for the day
 * is the one that is written. */
static bool take_zone(struct sd_text *text, bool any)
{
	int hours, minutes = 0;
	if (take(text, 'Z'))
		return true;
	take(text, ' ');
	const bool named = take_zone_name(text, any);
	if (!take(text, '+') && !take(text, '-'))
		return named;
	if (!take_digits(text, named ? 1 : 2, 2, &hours))
		return false;
	if ((take(text, ':') || text->length) && !take_digits(text, 2, 2, &minutes))
		return false;
	return hours < 24 && minutes < 60;
}

static bool take_time(struct sd_text *text, int32_t *seconds)
{
	int hour, minute, second = 0, fraction;
	if (!take_digits(text, 2, 2, &hour) || !take(text, ':') || !take_digits(text, 2, 2, &minute))
		return false;
	if (take(text, ':')) {
		if (!take_digits(text, 2, 2, &second))
			return false;
		if (take(text, '.')) {
			if (!take_digits(text, 1, 1, &fraction))
				return false;
			while (take_digits(text, 1, 1, &fraction))
				continue;
		}
	}
	*seconds = seconds_of(hour, minute, second);
	return *seconds >= 0 && (!text->length || take_zone(text, false));
}

bool sd_moment_parse(struct sd_text text, struct sd_moment *moment)
{
	struct sd_moment read = {SD_NO_DAY, -1};
	int year, month, day_of_month;
	text = sd_text_trim(text);
	if (!take_digits(&text, 4, 4, &year))
		return false;
	bool dashes = take(&text, '-');
	if (!take_digits(&text, 2, 2, &month) || take(&text, '-') != dashes || !take_digits(&text, 2, 2, &day_of_month))
		return false;
	read.day = sd_day_of(year, month, day_of_month);
	if (read.day == SD_NO_DAY)
		return false;
	if ((take(&text, 'T') || take(&text, ' ')) && !take_time(&text, &read.seconds))
		return false;
	if (text.length)
		return false;
	*moment = read;
	return true;
}

static bool take_month_name(struct sd_text *text, bool whole, int *month)
{
	static const char *const names[] = {"january", "february", "march",	"april",   "may",      "june",
					    "july",    "august",   "september", "october", "november", "december"};
	for (int i = 0; i < 12; i++) {
		size_t length = whole ? strlen(names[i]) : 3, same = 0;
		while (same < length && same < text->length && (text->data[same] | 0x20) == names[i][same])
			same++;
		if (same < length)
			continue;
		*month = i + 1;
		text->data += length;
		text->length -= length;
		return true;
	}
	return false;
}

/* Seconds since 1970, of the years 1 to 9999 at most. */
static bool take_epoch(struct sd_text *text, struct sd_moment *moment)
{
	enum { DIGITS_MOST = 12, SECONDS_OF_A_DAY = 86400 };
	bool negative = take(text, '-');
	int64_t seconds = 0;
	size_t i = 0;
	for (; i < text->length && text->data[i] >= '0' && text->data[i] <= '9'; i++) {
		if (i == DIGITS_MOST)
			return false;
		seconds = seconds * 10 + (text->data[i] - '0');
	}
	if (i == 0)
		return false;
	text->data += i;
	text->length -= i;
	seconds = negative ? -seconds : seconds;
	int64_t rest = seconds % SECONDS_OF_A_DAY;
	rest += rest < 0 ? SECONDS_OF_A_DAY : 0;
	int64_t day = (seconds - rest) / SECONDS_OF_A_DAY;
	*moment = (struct sd_moment){(sd_day)day, (int32_t)rest};
	return day >= FIRST_DAY && day <= sd_day_of(9999, 12, 31);
}

#define WITH_TIMES(date)                                                                                               \
	date, date " %H:%M", date " %H:%M:%S", date " %I:%M %p", date " %I:%M:%S %p", date " %H.%M", date ", %H:%M",   \
		date ", %H:%M:%S", date ", %I:%M %p", date ", %I:%M:%S %p", date "T%H:%M", date "T%H:%M:%S",  \
		date " %H:%M:%S %z", date " %I:%M:%S %p %z"
const char *const sd_date_formats[SD_DATE_FORMATS] = {WITH_TIMES("%d/%m/%Y"),  WITH_TIMES("%m/%d/%Y"),
						      WITH_TIMES("%d.%m.%Y"),  WITH_TIMES("%d-%m-%Y"),
						      WITH_TIMES("%m-%d-%Y"),  WITH_TIMES("%Y/%m/%d"),
						      WITH_TIMES("%Y.%m.%d"),  WITH_TIMES("%Y-%m-%d"),
						      WITH_TIMES("%d/%m/%y"),  WITH_TIMES("%m/%d/%y"),
						      WITH_TIMES("%d.%m.%y"),  WITH_TIMES("%d %b %Y"),
						      WITH_TIMES("%d-%b-%Y"),  WITH_TIMES("%d-%b-%y"),
						      WITH_TIMES("%b %d, %Y"), WITH_TIMES("%b %d %Y"),
						      WITH_TIMES("%d %B %Y"),  WITH_TIMES("%B %d, %Y")};

/* AM or PM, in small letters too, and as `a.m.` or, in Spanish, `a. m.`, whose blank may be one that does not break. */
static bool take_half_day(struct sd_text *text, int *afternoon)
{
	char letter = text->length ? (char)(text->data[0] | 0x20) : 0;
	struct sd_text rest = *text;
	if (letter != 'a' && letter != 'p')
		return false;
	*afternoon = letter == 'p';
	rest = (struct sd_text){rest.data + 1, rest.length - 1};
	const bool dots = take(&rest, '.');
	if (dots && !take(&rest, ' ') && rest.length > 2 && !memcmp(rest.data, "\xC2\xA0", 2))
		rest = (struct sd_text){rest.data + 2, rest.length - 2};
	if (!take(&rest, 'm') && !take(&rest, 'M'))
		return false;
	if (dots)
		(void)take(&rest, '.');
	*text = rest;
	return true;
}

/* The numbers that a format has named; -1 those it has not. */
struct fields {
	int year, month, day_of_month, hour, half_day_hour, afternoon, minute, second;
	struct sd_moment epoch;
};

/* Reads what the conversion `letter` stands for. */
static bool take_field(struct sd_text *text, char letter, struct fields *fields)
{
	switch (letter) {
	case 'Y':
		return take_digits(text, 4, 4, &fields->year);
	case 'y':
		/* POSIX: 69 to 99 are of the twentieth century. */
		if (!take_digits(text, 2, 2, &fields->year))
			return false;
		fields->year += fields->year < 69 ? 2000 : 1900;
		return true;
	case 'm':
		return take_digits(text, 1, 2, &fields->month);
	case 'b':
	case 'B':
		return take_month_name(text, letter == 'B', &fields->month);
	case 's':
		return take_epoch(text, &fields->epoch);
	case 'e':
		take(text, ' ');
		return take_digits(text, 1, 2, &fields->day_of_month);
	case 'd':
		return take_digits(text, 1, 2, &fields->day_of_month);
	case 'H':
		return take_digits(text, 1, 2, &fields->hour);
	case 'I':
		return take_digits(text, 1, 2, &fields->half_day_hour) && fields->half_day_hour >= 1 &&
		       fields->half_day_hour <= 12;
	case 'p':
		return take_half_day(text, &fields->afternoon);
	case 'M':
		return take_digits(text, 1, 2, &fields->minute);
	case 'S':
		return take_digits(text, 1, 2, &fields->second);
	case 'z':
		return take_zone(text, true);
	case '%':
		return take(text, '%');
	default:
		return false;
	}
}

int sd_date_format_check(const char *format, struct sd_error *err)
{
	static const char known[] = "YymbBdeHIMSpsz%";
	bool has[sizeof known] = {false};
	for (const char *at = format; *at; at++) {
		if (*at != '%')
			continue;
		const char *letter = at[1] ? strchr(known, at[1]) : NULL;
		if (!letter) {
			struct sd_str shown = SD_STR_INIT;
			sd_str_add_printable(&shown, (struct sd_text){at, at[1] ? 2 : 1}, 8);
			sd_fail(err,
				"the date format has %s, which is none of %%Y %%y %%m %%b %%B %%d %%e %%H %%I %%M %%S "
				"%%p %%s %%z %%%%",
				shown.data);
			sd_str_release(&shown);
			return -1;
		}
		has[letter - known] = true;
		at++;
	}
#define HAS(letter) has[strchr(known, letter) - known]
	bool year = HAS('Y') || HAS('y'), month = HAS('m') || HAS('b') || HAS('B'), day = HAS('d') || HAS('e');
	if (HAS('s') ? year || month || day : !year || !month || !day)
		return sd_fail(err,
			       "the date format \"%s\" has to give a day: a year (%%Y or %%y), a month (%%m, %%b or "
			       "%%B) and a day (%%d or %%e), or %%s alone",
			       format);
	if (HAS('I') != HAS('p'))
		return sd_fail(err,
			       "the date format \"%s\" has one of %%I and %%p; neither is a time without the other",
			       format);
#undef HAS
	return 0;
}

bool sd_moment_parse_as(struct sd_text text, const char *format, struct sd_moment *moment)
{
	if (!format)
		return sd_moment_parse(text, moment);
	struct fields fields = {-1, -1, -1, -1, -1, -1, -1, -1, {SD_NO_DAY, -1}};
	struct sd_text rest = sd_text_trim(text), wanted = sd_text_trim(sd_text_of(format));
	for (size_t i = 0; i < wanted.length; i++) {
		bool conversion = wanted.data[i] == '%';
		if (conversion && ++i == wanted.length)
			return false;
		if (conversion ? !take_field(&rest, wanted.data[i], &fields) : !take(&rest, wanted.data[i]))
			return false;
	}
	if (!rest.length && fields.epoch.day != SD_NO_DAY) {
		*moment = fields.epoch;
		return true;
	}
	if (rest.length || fields.year < 0 || fields.month < 0 || fields.day_of_month < 0)
		return false;
	struct sd_moment read = {sd_day_of(fields.year, fields.month, fields.day_of_month), -1};
	if (read.day == SD_NO_DAY)
		return false;
	/* 12 AM is midnight, 12 PM noon; twelve hours that nobody says which are no time. */
	if ((fields.half_day_hour < 0) != (fields.afternoon < 0))
		return false;
	if (fields.half_day_hour >= 0)
		fields.hour = fields.half_day_hour % 12 + 12 * fields.afternoon;
	if (fields.hour >= 0) {
		read.seconds = seconds_of(fields.hour, fields.minute < 0 ? 0 : fields.minute,
					  fields.second < 0 ? 0 : fields.second);
		if (read.seconds < 0)
			return false;
	}
	*moment = read;
	return true;
}
