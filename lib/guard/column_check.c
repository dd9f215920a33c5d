/* SPDX-License-Identifier: MIT */
#include "guard/column_check.h"

#include <sodium.h>
#include <string.h>

enum { MOST_DIGITS = 18, KEPT_DIGITS = 15 /* that a spreadsheet's numbers have (IEEE 754 binary64) */ };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1.23E+12: what a spreadsheet makes of a long number. */
static bool is_scientific(struct sd_text text)
{
	size_t at = 1;
	if (text.length < 5 || text.data[0] < '1' || text.data[0] > '9')
		return false;
	if (text.data[at] == '.' || text.data[at] == ',')
		for (at++; at < text.length && is_digit(text.data[at]);)
			at++;
	return text.length - at >= 4 && (text.data[at] == 'E' || text.data[at] == 'e') && text.data[at + 1] == '+' &&
	       is_digit(text.data[at + 2]) && is_digit(text.data[at + 3]) && text.length - at <= 5;
}

/* UTF-8 that was read as Windows-1252 and written as UTF-8 again: a lead byte as a letter of its own, behind it a
 * character that a continuation byte becomes. Only those that no word has. */
static bool is_mojibake(struct sd_text text)
{
	const unsigned char *bytes = (const unsigned char *)text.data;
	for (size_t i = 0; i + 3 < text.length; i++) {
		if (bytes[i] != 0xC3)
			continue;
		const unsigned char letter = bytes[i + 1], next = bytes[i + 2], last = bytes[i + 3];
		if (letter == 0x83 && ((next == 0xC2 && last >= 0x80 && last <= 0xBF) || next == 0xC6 || next == 0xCB ||
				       (next == 0xE2 && (last == 0x80 || last == 0x82 || last == 0x84)) ||
				       (next == 0xC5 && (last == 0x92 || last == 0x93 || last == 0xA0 || last == 0xA1 ||
							 last == 0xB8 || last == 0xBD || last == 0xBE))))
			return true;
		if (letter == 0x82 && next == 0xC2 && last >= 0xA0 && last <= 0xBF)
			return true;
		if (letter == 0xA2 && ((next == 0xE2 && last == 0x82 && i + 4 < text.length && bytes[i + 4] == 0xAC) ||
				       (next == 0xC2 && last == 0x80)))
			return true;
	}
	return false;
}

static bool has_control(struct sd_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.data[i] < 0x20 && !strchr("\t\n\r", text.data[i]))
			return true;
	return memchr(text.data, 0, text.length) != NULL;
}

static void add_number(struct sd_column_check *check, struct sd_text text, uint64_t row)
{
	uint64_t value = 0;
	for (size_t i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]))
			return;
	size_t length = text.length < SD_LENGTHS ? text.length : SD_LENGTHS - 1;
	bool first = true;
	for (size_t i = 0; i < SD_LENGTHS; i++)
		first &= !check->lengths[i];
	check->lengths[length]++;
	sd_seen_add(&check->by_length[length], row);
	check->zero_first += text.length > 1 && text.data[0] == '0';
	if (text.length > KEPT_DIGITS) {
		sd_seen_add(&check->long_numbers, row);
		check->long_zeros += text.data[text.length - 1] == '0';
	}
	for (size_t i = 0; i < text.length && i < MOST_DIGITS; i++)
		value = value * 10 + (uint64_t)(text.data[i] - '0');
	check->least = first || value < check->least ? value : check->least;
	check->greatest = first || value > check->greatest ? value : check->greatest;
}

/* 12, -3.5, 3,50, 1.234,50, 45 % */
static void add_amount(struct sd_column_check *check, struct sd_text text, uint64_t row)
{
	size_t at = text.length && (*text.data == '-' || *text.data == '+'), digits = 0, marks = 0, behind = 0,
	       end = text.length;
	char mark = 0;
	if (end && text.data[end - 1] == '%')
		for (end--; end && text.data[end - 1] == ' ';)
			end--;
	for (; at < end && (is_digit(text.data[at]) || text.data[at] == '.' || text.data[at] == ','); at++) {
		if (is_digit(text.data[at])) {
			digits++;
			behind++;
			continue;
		}
		if (marks && (behind != 3 || !digits))
			break;
		marks++;
		mark = text.data[at];
		behind = 0;
	}
	if (at < end || !digits || (marks && !behind)) {
		sd_seen_add(&check->no_number, row);
		return;
	}
	check->numbers++;
	if (marks && (behind != 3 || digits == behind))
		sd_seen_add(mark == '.' ? &check->by_point : &check->by_comma, row);
}

/* A whole number of days, of 1954 to 2064, with or without a fraction. */
static bool is_serial(struct sd_text text)
{
	enum { DIGITS = 5 };
	if (text.length < DIGITS || text.data[0] < '2' || text.data[0] > '5')
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]) && (i != DIGITS || (text.data[i] != '.' && text.data[i] != ',')))
			return false;
	return text.length == DIGITS || !is_digit(text.data[DIGITS]);
}

static bool has_word(struct sd_text text)
{
	enum { LEAST = 3 };
	size_t run = 0;
	for (size_t i = 0; i < text.length && run < LEAST; i++)
		run = (text.data[i] >= 'A' && text.data[i] <= 'Z') || (text.data[i] >= 'a' && text.data[i] <= 'z')
			      ? run + 1
			      : 0;
	return run == LEAST;
}

/* Three numbers with the same mark between, the last or the first a year; what may follow is a time. */
static bool read_shape(struct sd_text text, enum sd_date_shape *shape, unsigned part[3])
{
	static const char marks[] = {0, '/', '.', '-'};
	size_t at = 0, sizes[3] = {0, 0, 0};
	char mark = 0;
	for (size_t i = 0; i < 3; i++) {
		part[i] = 0;
		for (; at < text.length && is_digit(text.data[at]) && sizes[i] < 5; at++, sizes[i]++)
			part[i] = part[i] * 10 + (unsigned)(text.data[at] - '0');
		if (i == 2)
			break;
		if (at >= text.length || !strchr("/.-", text.data[at]) || (mark && text.data[at] != mark))
			return false;
		mark = text.data[at++];
	}
	if (at < text.length && text.data[at] != ' ' && text.data[at] != 'T' && text.data[at] != ',')
		return false;
	if (sizes[0] == 4 && sizes[1] <= 2 && sizes[1] && sizes[2] <= 2 && sizes[2]) {
		*shape = SD_DATE_ISO;
		return mark == '-' || mark == '/' || mark == '.';
	}
	if (!sizes[0] || sizes[0] > 2 || !sizes[1] || sizes[1] > 2 || (sizes[2] != 4 && sizes[2] != 2) || !part[0] ||
	    !part[1] || part[0] > 31 || part[1] > 31)
		return false;
	for (size_t i = SD_DATE_SLASHES; i <= SD_DATE_DASHES; i++)
		if (marks[i] == mark)
			*shape = (enum sd_date_shape)i;
	return true;
}

/* `9:30`, `09:30:00`. */
static bool is_clock(struct sd_text text)
{
	size_t at = 0, groups = 0;
	while (at + 1 < text.length && is_digit(text.data[at])) {
		size_t digits = is_digit(text.data[at + 1]) ? 2 : 1;
		if (groups && digits != 2)
			return false;
		groups++;
		at += digits;
		if (at == text.length)
			return groups == 2 || groups == 3;
		if (text.data[at++] != ':' || groups == 3)
			return false;
	}
	return false;
}

static void add_date(struct sd_column_check *check, const struct sd_column_options *options, struct sd_text text,
		     uint64_t row)
{
	enum sd_date_shape shape = SD_DATE_ISO;
	unsigned part[3];
	struct sd_moment moment;
	bool shaped = read_shape(text, &shape, part);
	bool read = sd_moment_parse_as(text, options->date_format, &moment);
	if (shaped) {
		sd_seen_add(&check->shapes[shape], row);
		if (shape != SD_DATE_ISO && part[0] > 12)
			sd_seen_add(&check->day_first, row);
		if (shape != SD_DATE_ISO && part[1] > 12)
			sd_seen_add(&check->month_first, row);
		if (shape != SD_DATE_ISO && part[0] <= 12 && part[1] <= 12 && part[0] != part[1])
			sd_seen_add(&check->either_first, row);
	}
	if (options->role != SD_ROLE_DATE)
		return;
	bool any = read;
	for (size_t i = 0; i < SD_DATE_FORMATS && !options->date_format; i++) {
		const bool unread = check->unread[i / 64] >> i % 64 & 1;
		if (unread && (shaped || any))
			continue;
		if (sd_moment_parse_as(text, sd_date_formats[i], &(struct sd_moment){0, 0}))
			any = true;
		else
			check->unread[i / 64] |= (uint64_t)1 << i % 64;
	}
	if (!shaped && (any || is_serial(text)))
		sd_seen_add(&check->shapes[is_serial(text)  ? SD_DATE_SERIAL
					   : read	    ? SD_DATE_ISO
					   : has_word(text) ? SD_DATE_WORDS
							    : SD_DATE_OTHER],
			    row);
	else if (!shaped)
		sd_seen_add(&check->no_shape, row);
	if (!read) {
		check->clocks += is_clock(text);
		sd_seen_add(&check->no_date, row);
		return;
	}
	if (options->earliest != SD_NO_DAY && moment.day < options->earliest)
		sd_seen_add(&check->early, row);
	if (options->as_of != SD_NO_DAY && moment.day > options->as_of)
		sd_seen_add(&check->late, row);
}

static void add_personal(struct sd_column_check *check, struct sd_redact_finder *finder, struct sd_text text,
			 uint64_t row)
{
	size_t length;
	const struct sd_redact_span *spans = sd_redact_find(finder, text, &length);
	unsigned found = 0;
	for (size_t i = 0; i < length; i++) {
		if (!(found >> spans[i].kind & 1))
			sd_seen_add(&check->kinds[spans[i].kind], row);
		found |= 1u << spans[i].kind;
	}
	if (length == 1 && (spans[0].end - spans[0].start) * 10 >= text.length * 9)
		check->whole[spans[0].kind]++;
}

/* One to five words, the first with a capital, without digits and marks but those that names have. */
static bool is_like_a_name(struct sd_text text)
{
	enum { MOST_BYTES = 60, MOST_WORDS = 5 };
	size_t words = 1;
	if (!text.length || text.length > MOST_BYTES)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		const unsigned char byte = (unsigned char)text.data[i];
		bool letter = byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
		if (!letter && !strchr(" '-.,", byte))
			return false;
		words += byte == ' ';
	}
	return words <= MOST_WORDS && ((unsigned char)*text.data >= 0x80 || (*text.data >= 'A' && *text.data <= 'Z'));
}

void sd_column_check_add(struct sd_column_check *check, const struct sd_column_options *options,
			 struct sd_redact_finder *finder, struct sd_text text, uint64_t row)
{
	struct sd_text value = sd_text_trim(text);
	uint64_t hash[2];
	crypto_generichash((unsigned char *)hash, sizeof hash, (const unsigned char *)value.data, value.length, NULL,
			   0);
	if (!check->cells++) {
		memcpy(check->first_hash, hash, sizeof hash);
		check->first_row = row;
	} else if (memcmp(check->first_hash, hash, sizeof hash) != 0) {
		sd_seen_add(&check->other, row);
	}
	if (options->role == SD_ROLE_NONE && value.length)
		add_amount(check, value, row);
	if (value.length && is_digit(value.data[0]) && value.length <= 40) {
		add_number(check, value, row);
		if (is_scientific(value))
			sd_seen_add(&check->scientific, row);
	}
	if (options->role == SD_ROLE_DATE || (value.length && value.length <= 40 && is_digit(value.data[0])))
		add_date(check, options, value, row);
	if (is_mojibake(text))
		sd_seen_add(&check->mojibake, row);
	if (text.length >= 3 && memmem(text.data, text.length, "\xEF\xBF\xBD", 3))
		sd_seen_add(&check->replaced, row);
	if (has_control(text))
		sd_seen_add(&check->controls, row);
	if (finder)
		add_personal(check, finder, text, row);
	if (finder && options->people && is_like_a_name(value))
		sd_seen_add(&check->people, row);
}

void sd_column_check_merge(struct sd_column_check *into, const struct sd_column_check *from)
{
	if (!from->cells)
		return;
	bool numbers = false, ours = false;
	for (size_t i = 0; i < SD_LENGTHS; i++) {
		numbers |= from->lengths[i] > 0;
		ours |= into->lengths[i] > 0;
	}
	if (numbers) {
		into->least = !ours || from->least < into->least ? from->least : into->least;
		into->greatest = !ours || from->greatest > into->greatest ? from->greatest : into->greatest;
	}
	if (!into->cells) {
		memcpy(into->first_hash, from->first_hash, sizeof into->first_hash);
		into->first_row = from->first_row;
	} else if (memcmp(into->first_hash, from->first_hash, sizeof into->first_hash) != 0) {
		sd_seen_add(&into->other, from->first_row);
	}
	sd_seen_merge(&into->other, &from->other);
	into->cells += from->cells;
	into->numbers += from->numbers;
	into->zero_first += from->zero_first;
	into->clocks += from->clocks;
	into->long_zeros += from->long_zeros;
	for (size_t i = 0; i < SD_LENGTHS; i++) {
		into->lengths[i] += from->lengths[i];
		sd_seen_merge(&into->by_length[i], &from->by_length[i]);
	}
	for (size_t i = 0; i < SD_DATE_SHAPES; i++)
		sd_seen_merge(&into->shapes[i], &from->shapes[i]);
	for (size_t i = 0; i < SD_REDACT_KIND_COUNT; i++) {
		sd_seen_merge(&into->kinds[i], &from->kinds[i]);
		into->whole[i] += from->whole[i];
	}
	struct sd_seen *const to[] = {&into->long_numbers, &into->scientific, &into->mojibake,	   &into->replaced,
				      &into->controls,	   &into->day_first,  &into->month_first,  &into->no_date,
				      &into->early,	   &into->late,	      &into->people,	   &into->no_number,
				      &into->by_point,	   &into->by_comma,   &into->either_first, &into->no_shape};
	const struct sd_seen *const of[] = {&from->long_numbers, &from->scientific, &from->mojibake,
					    &from->replaced,	 &from->controls,   &from->day_first,
					    &from->month_first,	 &from->no_date,    &from->early,
					    &from->late,	 &from->people,	    &from->no_number,
					    &from->by_point,	 &from->by_comma,   &from->either_first,
					    &from->no_shape};
	for (size_t i = 0; i < sizeof to / sizeof *to; i++)
		sd_seen_merge(to[i], of[i]);
	for (size_t i = 0; i < SD_FORMAT_WORDS; i++)
		into->unread[i] |= from->unread[i];
}

/* Ids that lost their first zeros: whole numbers of which most have the longest length, none begins with 0 (or some do,
 * and others are shorter), and which lie too far apart to have been given out one after the other. */
static void find_lost_zeros(const struct sd_column_check *check, size_t column, struct sd_faults *findings)
{
	uint64_t numbers = 0, shorter = 0;
	size_t longest = 0;
	struct sd_seen seen = {0};
	for (size_t i = 1; i < SD_LENGTHS; i++) {
		numbers += check->lengths[i];
		longest = check->lengths[i] ? i : longest;
	}
	for (size_t i = 1; i < longest; i++) {
		shorter += check->lengths[i];
		sd_seen_merge(&seen, &check->by_length[i]);
	}
	if (numbers * 10 < check->cells * 9 || !shorter || longest < 5 || longest > MOST_DIGITS ||
	    shorter * 10 > numbers * 3)
		return;
	if (check->zero_first)
		sd_faults_add(findings, SD_SEVERITY_WARNING, column, &seen,
			      "ids of fewer than %zu digits, where others have first zeros: a spreadsheet may have cut "
			      "theirs off",
			      longest);
	else if (check->lengths[longest] >= 20 && numbers < (check->greatest - check->least + 1) / 5)
		sd_faults_add(findings, SD_SEVERITY_WARNING, column, &seen,
			      "ids of fewer than %zu digits, and none with a first zero: a spreadsheet may have cut "
			      "them off",
			      longest);
}

static void find_numbers(const struct sd_column_check *check, const struct sd_column_options *options, size_t column,
			 struct sd_faults *findings)
{
	bool id = options->role == SD_ROLE_ID;
	if (id || check->scientific.n * 2 >= check->cells)
		sd_faults_add(findings, id ? SD_SEVERITY_ERROR : SD_SEVERITY_WARNING, column, &check->scientific,
			      "numbers as 1.23E+12: a spreadsheet cut their digits off; export them as text");
	if (check->long_numbers.n >= 5 && check->long_zeros * 10 >= check->long_numbers.n * 9)
		sd_faults_add(findings, id ? SD_SEVERITY_ERROR : SD_SEVERITY_WARNING, column, &check->long_numbers,
			      "numbers of 16 digits or more that end in 0: a spreadsheet keeps 15 digits; export them "
			      "as text");
	if (id)
		find_lost_zeros(check, column, findings);
	/* A column of numbers, but for few. */
	if (check->numbers < 8 || check->numbers * 5 < check->cells * 4)
		return;
	sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->no_number, "no numbers, where %llu others are",
		      (unsigned long long)check->numbers);
	const bool comma = check->by_comma.n <= check->by_point.n;
	if (check->by_comma.n && check->by_point.n)
		sd_faults_add(findings, SD_SEVERITY_WARNING, column, comma ? &check->by_comma : &check->by_point,
			      "numbers with a decimal %s, where %llu have a %s", comma ? "comma" : "point",
			      (unsigned long long)(comma ? check->by_point.n : check->by_comma.n),
			      comma ? "point" : "comma");
}

/* The first format by which all cells are dates; NULL where there is none. */
static const char *format_of(const struct sd_column_check *check)
{
	for (size_t i = 0; i < SD_DATE_FORMATS; i++)
		if (!(check->unread[i / 64] >> i % 64 & 1))
			return sd_date_formats[i];
	return NULL;
}

static const char *const shape_names[SD_DATE_SHAPES] = {"2024-03-09",  "09/03/2024",
							"09.03.2024",  "09-03-2024",
							"9 Mar 2024",  "45360 (days, as a spreadsheet counts them)",
							"no such form"};

/* What the shapes of a column's dates come to. */
struct shapes {
	uint64_t shaped; /* cells of any */
	size_t most, kinds;
	bool mixed, unread; /* unread: by any one format */
};

static struct shapes sum_shapes(const struct sd_column_check *check, const struct sd_column_options *options)
{
	const bool dates = options->role == SD_ROLE_DATE;
	struct shapes sum = {.shaped = 0};
	for (size_t i = 0; i < SD_DATE_SHAPES; i++) {
		sum.shaped += check->shapes[i].n;
		sum.kinds += check->shapes[i].n > 0;
		sum.most = check->shapes[i].n > check->shapes[sum.most].n ? i : sum.most;
	}
	sum.mixed = sum.kinds > 1 && (dates || sum.shaped * 10 >= check->cells * 9);
	sum.unread = dates && sum.mixed && !options->date_format && !format_of(check) &&
		     check->no_date.n > check->no_shape.n;
	return sum;
}

/* Dates of several forms, or with the day first here and the month there. */
static void find_mixed_dates(const struct sd_column_check *check, const struct shapes *sum, size_t column,
			     struct sd_faults *findings)
{
	if (sum->unread) {
		struct sd_str forms = SD_STR_INIT;
		for (size_t i = 0; i < SD_DATE_SHAPES; i++)
			if (check->shapes[i].n)
				sd_str_addf(&forms, "%s%llu as %s", forms.length ? ", " : "",
					    (unsigned long long)check->shapes[i].n, shape_names[i]);
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, NULL,
			      "dates of %zu forms, which no one --date-format reads: %s; write them all as 2024-03-09",
			      sum->kinds, forms.data);
		sd_str_release(&forms);
	}
	for (size_t i = 0; sum->mixed && i < SD_DATE_SHAPES; i++)
		if (i != sum->most)
			sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->shapes[i],
				      "dates written as %s, where most are as %s", shape_names[i],
				      shape_names[sum->most]);
	if ((sum->mixed || sum->shaped * 10 >= check->cells * 9) && check->day_first.n && check->month_first.n) {
		bool day = check->day_first.n >= check->month_first.n;
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, day ? &check->month_first : &check->day_first,
			      "dates with the %s first, where %llu others have the %s first: which is which cannot be "
			      "told of %llu more",
			      day ? "month" : "day",
			      (unsigned long long)(day ? check->day_first.n : check->month_first.n),
			      day ? "day" : "month", (unsigned long long)check->either_first.n);
	} else if (sum->mixed && !check->day_first.n && !check->month_first.n) {
		sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->either_first,
			      "dates of which no row tells whether the day or the month stands first");
	}
}

/* Dates all of them, but of another form than ISO 8601; and what is none. */
static void find_other_dates(const struct sd_column_check *check, const struct sd_column_options *options,
			     const struct shapes *sum, size_t column, struct sd_faults *findings)
{
	if (!options->date_format && options->role == SD_ROLE_DATE && check->shapes[SD_DATE_SERIAL].n == check->cells) {
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date,
			      "dates written as %s: format the cells as dates there, and export them again",
			      shape_names[SD_DATE_SERIAL]);
	} else if (!options->date_format && sum->shaped == check->cells && sum->most >= SD_DATE_SLASHES &&
		   sum->most <= SD_DATE_DASHES && check->shapes[sum->most].n == sum->shaped) {
		const char mark = shape_names[sum->most][2], *exact = format_of(check);
		const bool month = check->month_first.n > check->day_first.n,
			   told = check->month_first.n || check->day_first.n;
		const char *either = told ? "" : " or with the month first";
		if (check->month_first.n && check->day_first.n)
			sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date,
				      "dates written as %s, in both orders: no --date-format reads them all",
				      shape_names[sum->most]);
		else if (exact)
			sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date,
				      "dates written as %s: --date-format reads them, %s%s", shape_names[sum->most],
				      exact, either);
		else
			sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date,
				      "dates written as %s: --date-format reads them, %%%c%c%%%c%c%%Y%s, and %%H:%%M "
				      "where a time stands behind",
				      shape_names[sum->most], month ? 'm' : 'd', mark, month ? 'd' : 'm', mark, either);
	} else if (check->clocks && check->clocks == check->cells) {
		sd_faults_add(findings, SD_SEVERITY_NOTE, column, &check->no_date, "times of the day, and no dates");
	} else if (options->role == SD_ROLE_DATE && !options->date_format && check->no_date.n == check->cells &&
		   format_of(check)) {
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date,
			      "dates written otherwise: --date-format reads them, %s", format_of(check));
	} else if (sum->unread) {
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_shape,
			      "no dates in any form that is known here");
	} else {
		sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->no_date, "no dates%s",
			      options->date_format ? " as --date-format says"
						   : "; --date-format says how they are written");
	}
}

static void find_dates(const struct sd_column_check *check, const struct sd_column_options *options, size_t column,
		       struct sd_faults *findings)
{
	const struct shapes sum = sum_shapes(check, options);
	find_mixed_dates(check, &sum, column, findings);
	find_other_dates(check, options, &sum, column, findings);
	struct sd_str bound = SD_STR_INIT;
	sd_day_add_iso(&bound, options->earliest);
	sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->early, "dates before %s",
		      bound.data ? bound.data : "");
	sd_str_clear(&bound);
	sd_day_add_iso(&bound, options->as_of);
	sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->late, "dates after %s",
		      bound.data ? bound.data : "");
	sd_str_release(&bound);
}

static void find_personal(const struct sd_column_check *check, const struct sd_column_options *options, size_t column,
			  struct sd_faults *findings)
{
	static const struct {
		const char *one;
		bool sure; /* one alone tells it */
	} names[SD_REDACT_KIND_COUNT] = {
		[SD_REDACT_URL] = {"links that name an account", true},
		[SD_REDACT_EMAIL] = {"e-mail addresses", true},
		[SD_REDACT_IBAN] = {"bank accounts", true},
		[SD_REDACT_CARD] = {"payment cards", false},
		[SD_REDACT_NATIONAL_ID] = {"national ids", false},
		[SD_REDACT_IP] = {"IP addresses", true},
		[SD_REDACT_PHONE] = {"telephone numbers", false},
		[SD_REDACT_POSTCODE] = {"post codes", false},
		[SD_REDACT_PLATE] = {"number plates", true},
		[SD_REDACT_BOOKING] = {"booking codes", true},
		[SD_REDACT_NAME] = {"names", false},
	};
	for (size_t kind = 0; kind < SD_REDACT_KIND_COUNT; kind++) {
		if (!names[kind].one || !check->kinds[kind].n)
			continue;
		bool whole = check->whole[kind] * 2 >= check->cells;
		if (whole)
			sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->kinds[kind],
				      "a column of %s, it seems: saydo redact --pseudonym or --drop", names[kind].one);
		else if (options->role == SD_ROLE_TEXT || names[kind].sure)
			sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->kinds[kind],
				      "cells with %s: saydo redact --text masks them", names[kind].one);
	}
	/* One name in all rows is no person's. */
	if (check->other.n && check->people.n * 10 >= check->cells * 8 &&
	    check->whole[SD_REDACT_NAME] * 2 < check->cells)
		sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->people,
			      "a column of people's names, it seems: saydo redact --pseudonym or --drop");
}

void sd_column_check_find(const struct sd_column_check *check, const struct sd_column_options *options, size_t column,
			  uint64_t rows, struct sd_faults *findings)
{
	if (!check->cells) {
		if (rows)
			sd_faults_add(findings, SD_SEVERITY_WARNING, column, NULL, "is empty");
		return;
	}
	/* A box that some ticked has one value too. */
	if (!check->other.n && check->cells > 1 && check->cells == rows)
		sd_faults_add(findings, SD_SEVERITY_NOTE, column, NULL, "holds one value, in %llu rows",
			      (unsigned long long)check->cells);
	find_numbers(check, options, column, findings);
	find_dates(check, options, column, findings);
	sd_faults_add(findings, SD_SEVERITY_ERROR, column, &check->mojibake,
		      "letters such as \xC3\x83\xC2\xA9 for \xC3\xA9: read in the wrong encoding before; import the "
		      "file anew");
	sd_faults_add(findings, SD_SEVERITY_WARNING, column, &check->replaced,
		      "replacement characters: letters were lost before");
	sd_faults_add(findings, SD_SEVERITY_NOTE, column, &check->controls, "control characters");
	find_personal(check, options, column, findings);
}
