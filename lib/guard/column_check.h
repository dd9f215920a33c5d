/* SPDX-License-Identifier: MIT */
/* What is wrong with one column, told from its cells one by one; what parts gathered adds up. Nothing of a cell is kept
 * but hashes, lengths and counts. */
#ifndef SD_GUARD_COLUMN_CHECK_H
#define SD_GUARD_COLUMN_CHECK_H

#include "base/time.h"
#include "guard/fault.h"
#include "guard/redact.h"

enum sd_column_role { SD_ROLE_NONE, SD_ROLE_ID, SD_ROLE_DATE, SD_ROLE_TEXT };

/* How dates are written, by the order and the marks of their parts; with the month in words; as the number of days that
 * a spreadsheet has for them; in another way that some format of sd_date_formats reads. The last three of dates
 * alone. */
enum sd_date_shape {
	SD_DATE_ISO, SD_DATE_SLASHES, SD_DATE_POINTS, SD_DATE_DASHES, SD_DATE_WORDS, SD_DATE_SERIAL, SD_DATE_OTHER,
	SD_DATE_SHAPES
};

struct sd_column_options {
	enum sd_column_role role;
	const char *date_format;      /* of sd_moment_parse_as, or NULL */
	sd_day earliest, as_of;	      /* dates before, and behind, are out of range; SD_NO_DAY: no bound */
	bool people;		      /* it is called as columns of people's names are */
};

enum { SD_FORMAT_WORDS = (SD_DATE_FORMATS + 63) / 64 };
enum { SD_LENGTHS = 21 }; /* digits of whole numbers, more counted with the most */
struct sd_column_check {
	uint64_t cells;	       /* not absent and not blank */
	uint64_t first_row;    /* the first of those … */
	uint64_t first_hash[2]; /* … and its value; whether another row has another */
	struct sd_seen other;
	/* Whole numbers: how many of each length, those that begin with 0, end in 0 (of 16 digits or more); the
	 * bounds. */
	uint64_t lengths[SD_LENGTHS], zero_first;
	struct sd_seen long_numbers, by_length[SD_LENGTHS];
	uint64_t long_zeros, least, greatest;
	struct sd_seen scientific, mojibake, replaced, controls;
	/* Numbers of any kind, by what parts their decimals (what may be thousands is neither); what is none. */
	uint64_t numbers;
	struct sd_seen no_number, by_point, by_comma;
	/* Dates: those of each shape; of those with slashes, points, dashes where the first part is above 12, the
	 * second, neither; those that were not read; those of no shape. */
	struct sd_seen shapes[SD_DATE_SHAPES], day_first, month_first, either_first, no_date, no_shape, early, late;
	uint64_t unread[SD_FORMAT_WORDS]; /* a bit for each of sd_date_formats: some cell is not written so */
	uint64_t clocks; /* cells of a column of dates that are a time of the day alone */
	struct sd_seen people; /* cells that are as names are */
	struct sd_seen kinds[SD_REDACT_KIND_COUNT]; /* of personal data */
	uint64_t whole[SD_REDACT_KIND_COUNT];	    /* cells that are little else */
};

/* `finder` may be NULL: no personal data is looked for. The text is the cell's, which is neither absent nor blank. */
void sd_column_check_add(struct sd_column_check *check, const struct sd_column_options *options,
			 struct sd_redact_finder *finder, struct sd_text text, uint64_t row);
void sd_column_check_merge(struct sd_column_check *into, const struct sd_column_check *from);
/* `rows`: how many the survey has. */
void sd_column_check_find(const struct sd_column_check *check, const struct sd_column_options *options, size_t column,
			  uint64_t rows, struct sd_faults *findings);

#endif
