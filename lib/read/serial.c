/* SPDX-License-Identifier: MIT */
#include "read/serial.h"

#include <math.h>

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* [h], [mm], [ss] are letters of a duration; [Red], [$-409], [>=100] are not. */
static bool elapsed(struct sd_text inner)
{
	for (size_t i = 0; i < inner.length; i++)
		if (lower(inner.data[i]) != lower(inner.data[0]) || !strchr("hms", lower(inner.data[i])))
			return false;
	return inner.length > 0;
}

enum sd_serial_kind sd_serial_kind_of_code(struct sd_text code)
{
	bool date = false, time = false, month_or_minute = false, duration = false;
	for (size_t i = 0; i < code.length && code.data[i] != ';'; i++) {
		char byte = lower(code.data[i]);
		const char *end;
		switch (byte) {
		case '"':
			end = memchr(code.data + i + 1, '"', code.length - i - 1);
			i = end ? (size_t)(end - code.data) : code.length;
			break;
		case '[':
			end = memchr(code.data + i + 1, ']', code.length - i - 1);
			if (!end)
				return SD_SERIAL_NUMBER;
			if (elapsed((struct sd_text){code.data + i + 1, (size_t)(end - code.data) - i - 1}))
				duration = true;
			i = (size_t)(end - code.data);
			break;
		case '\\':
		case '_':
		case '*':
			i++;
			break;
		case 'g': /* "General", or an era; the one is no date, the other comes with a year */
			if (code.length - i >= 7 && !strncasecmp(code.data + i, "general", 7))
				return SD_SERIAL_NUMBER;
			break;
		case 'y':
		case 'd':
			date = true;
			break;
		case 'm':
			month_or_minute = true;
			break;
		case 'h':
		case 's':
			time = true;
			break;
		case 'e': /* a year of an era; beside a digit it is an exponent */
			if (i + 1 < code.length && (code.data[i + 1] == '+' || code.data[i + 1] == '-'))
				return SD_SERIAL_NUMBER;
			date = true;
			break;
		default:
			break;
		}
	}
	if (duration)
		return SD_SERIAL_DURATION;
	if (month_or_minute && !time)
		date = true;
	return date && time ? SD_SERIAL_MOMENT : date ? SD_SERIAL_DATE : time ? SD_SERIAL_TIME : SD_SERIAL_NUMBER;
}

enum sd_serial_kind sd_serial_kind_of_id(uint32_t id)
{
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		return SD_SERIAL_DATE;
	if (id == 22)
		return SD_SERIAL_MOMENT;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
		return SD_SERIAL_TIME;
	return id == 46 ? SD_SERIAL_DURATION : SD_SERIAL_NUMBER;
}

static void add_clock(struct sd_str *str, int64_t milliseconds)
{
	int64_t seconds = milliseconds / 1000;
	sd_str_addf(str, "%02lld:%02d:%02d", (long long)(seconds / 3600), (int)(seconds / 60 % 60),
		    (int)(seconds % 60));
	if (milliseconds % 1000)
		sd_str_addf(str, ".%03d", (int)(milliseconds % 1000));
}

enum { DAY = 24 * 60 * 60 * 1000 };

static bool add_moment(struct sd_str *str, int64_t day, int64_t milliseconds, enum sd_serial_kind kind)
{
	if (day < sd_day_of(1, 1, 1) || day > sd_day_of(9999, 12, 31))
		return false;
	sd_day_add_iso(str, (sd_day)day);
	if (milliseconds || kind != SD_SERIAL_DATE) {
		sd_str_addc(str, 'T');
		add_clock(str, milliseconds);
	}
	return true;
}

bool sd_serial_add(struct sd_str *str, double serial, enum sd_serial_kind kind, bool since_1904)
{
	const double most = 2958466; /* 10000-01-01 */
	if (kind == SD_SERIAL_NUMBER || !(serial >= 0) || !(serial < most))
		return false;
	int64_t whole = (int64_t)serial;
	int64_t milliseconds = llround((serial - (double)whole) * DAY);
	if (kind == SD_SERIAL_DURATION) {
		add_clock(str, whole * DAY + milliseconds);
		return true;
	}
	if (milliseconds >= DAY) {
		milliseconds -= DAY;
		whole++;
	}
	if (!whole && (!since_1904 || kind == SD_SERIAL_TIME)) {
		if (kind == SD_SERIAL_DATE && !milliseconds)
			return false;
		add_clock(str, milliseconds);
		return true;
	}
	if (since_1904)
		return add_moment(str, sd_day_of(1904, 1, 1) + whole, milliseconds, kind);
	if (whole == 60)
		return false;
	return add_moment(str, sd_day_of(1899, 12, whole < 60 ? 31 : 30) + whole, milliseconds, kind);
}

bool sd_serial_add_spss(struct sd_str *str, double seconds, enum sd_serial_kind kind)
{
	const double most = 1e12;
	if (kind == SD_SERIAL_NUMBER || !(fabs(seconds) < most))
		return false;
	int64_t milliseconds = llround(seconds * 1000);
	if (kind == SD_SERIAL_TIME || kind == SD_SERIAL_DURATION) {
		if (milliseconds < 0)
			sd_str_addc(str, '-');
		add_clock(str, milliseconds < 0 ? -milliseconds : milliseconds);
		return true;
	}
	if (milliseconds < 0)
		return false;
	return add_moment(str, sd_day_of(1582, 10, 14) + milliseconds / DAY, milliseconds % DAY, kind);
}

void sd_serial_add_double(struct sd_str *str, double value)
{
	const double whole = 1e15;
	if (!isfinite(value))
		return;
	if (fabs(value) < whole && value == rint(value)) {
		sd_str_add_int(str, (int64_t)value);
		return;
	}
	char text[40];
	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	sd_str_adds(str, text);
}
