/* SPDX-License-Identifier: MIT */
/* Days and times of the proleptic Gregorian calendar (ISO 8601). No time zone is ever looked up. */
#ifndef SD_BASE_TIME_H
#define SD_BASE_TIME_H

#include "base/error.h"
#include "base/str.h"

/* Days since 1970-01-01; SD_NO_DAY where there is none. */
typedef int32_t sd_day;
#define SD_NO_DAY INT32_MIN

/* A date alone or a moment: seconds is -1 for a date, else seconds since midnight as written. */
struct sd_moment {
	sd_day day;
	int32_t seconds;
};

sd_day sd_day_of(int year, int month, int day_of_month); /* SD_NO_DAY where no such date is, years 1 to 9999 */
/* Years before 1 are 0, -1, … */
void sd_day_split(sd_day day, int *year, int *month, int *day_of_month);
/* Reads `YYYY-MM-DD`, `YYYYMMDD`, and either followed by `T` or a blank, `hh:mm[:ss[.fraction]]` and an optional `Z` or
 * `±hh[[:]mm]` or `UTC` or `GMT`, also with an offset, before which a blank may stand (kept as written: the day is the
 * day that stands there). A leap second counts as the one before it. Blanks around are ignored. False where the text is
 * something else or no such date is; *moment is then as before, here and below. */
bool sd_moment_parse(struct sd_text text, struct sd_moment *moment);
/* The same with a format of our own: %Y (four digits) %y (69 to 99 are 19..) %m %d %e %H %I %M %S (one or two digits)
 * %p (AM or PM, a.m.) %b %B (English month, of three letters and whole) %s (seconds since 1970-01-01 UTC, whose day it
 * is) %z (a zone as above or by any name, MEZ; kept as written) %%, any other byte itself; blanks around are ignored.
 * Example `%d/%m/%Y`. False too where the format is one that sd_date_format_check() refuses. NULL:
 * sd_moment_parse(). */
bool sd_moment_parse_as(struct sd_text text, const char *format, struct sd_moment *moment);
/* Whether the format can give a date at all: -1, naming the conversions there are, where it has another, where it does
 * not give a whole date, or has one of %I and %p alone. */
int sd_date_format_check(const char *format, struct sd_error *err);
/* How dates other than of ISO 8601 are written: formats of sd_moment_parse_as(), those with the day first before those
 * with the month first. */
enum { SD_DATE_FORMATS = 252 };
extern const char *const sd_date_formats[SD_DATE_FORMATS];
/* Adds `YYYY-MM-DD`; nothing where `day` is not of the years 1 to 9999, as SD_NO_DAY. */
void sd_day_add_iso(struct sd_str *str, sd_day day);
/* 0 Monday … 6 Sunday. */
int sd_day_weekday(sd_day day);

#endif
