/* SPDX-License-Identifier: MIT */
/* Numbers as other programs hold them: days of a spreadsheet, seconds of SPSS, doubles as the shortest text. */
#ifndef SD_READ_SERIAL_H
#define SD_READ_SERIAL_H

#include "base/str.h"
#include "base/time.h"

/* What a number format shows. */
enum sd_serial_kind {
	SD_SERIAL_NUMBER,
	SD_SERIAL_DATE,
	SD_SERIAL_MOMENT,  /* date and time */
	SD_SERIAL_TIME,	   /* of day */
	SD_SERIAL_DURATION /* [h]:mm */
};
/* By a format code: ECMA-376 Part 1, 18.8.31: letters of a date outside of quotes, brackets and escapes. */
enum sd_serial_kind sd_serial_kind_of_code(struct sd_text code);
/* By the number of a format that is built in: ECMA-376 Part 1, 18.8.30; SD_SERIAL_NUMBER from 164 on. */
enum sd_serial_kind sd_serial_kind_of_id(uint32_t id);

/* Adds a day number of a spreadsheet as ISO 8601: `YYYY-MM-DD`, `YYYY-MM-DDThh:mm:ss`, `hh:mm:ss`; milliseconds where
 * there are any. A date with a part of a day keeps its time. `since_1904`: day 0 is 1904-01-01; else day 1 is
 * 1900-01-01 and day 60, which never was, is no date. False, and nothing added, where that is no date of the years 1900
 * to 9999. */
bool sd_serial_add(struct sd_str *str, double serial, enum sd_serial_kind kind, bool since_1904);
/* Seconds since 1582-10-14 (SPSS), or of a day or duration, in the same words. */
bool sd_serial_add_spss(struct sd_str *str, double seconds, enum sd_serial_kind kind);

/* Adds the shortest decimal text that reads as the same double: 4.1, not 4.0999999999999996; whole numbers below 10^15
 * without an exponent. Nothing for what is no number. */
void sd_serial_add_double(struct sd_str *str, double value);

#endif
