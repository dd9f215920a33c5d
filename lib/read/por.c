/* SPDX-License-Identifier: MIT */
/* The kind `por`: SPSS portable files, read here, a case at a time. (ReadStat 1.1 takes the last of two places that a
 * character has in a file's table for the one meant, so that it refuses what PSPP writes, whose raised digits are plain
 * ones; and it refuses empty labels.) Source: PSPP's developers' guide, "Portable File Format".
 *
 * A file is lines of 80 characters, shorter ones filled up by blanks, and their ends mean nothing. Behind 200 bytes for
 * the eye stands a table of 256, which byte is meant by which of SPSS's own characters; behind it the signature, then
 * records that begin with a tag each, and behind the tag F the cases up to a Z. Numbers are of base 30. Bytes that are
 * in no place of the table, as letters with accents, stand for themselves: in UTF-8 where the whole file is, else in
 * Windows-1252, or in what --encoding says. */
#include <errno.h>
#include <math.h>

#include "base/utf8.h"
#include "read/encoding.h"
#include "read/spss_dictionary.h"
#include "rows/reader.h"

enum {
	LINE = 80,
	SPLASH = 200,
	TABLE = 256,
	FIRST_CHARACTER = 64,
	PIECE = 64 * 1024,
	MOST_STRING = 1024 * 1024,
	MOST_MISSING = 8
};

/* What SPSS's characters from the 64th on are in ASCII; a NUL where there is none. */
static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
				 ".<(+|&[]!$*);^-/|,%_>?`:$@'=\"";

struct range {
	double low, high;
	struct sd_text text; /* of a string */
};
/* Beside the dictionary's variable. */
struct extra {
	struct range missing[MOST_MISSING];
	size_t length;
};

/* Where reading stands; enough to come back to. */
struct place {
	uint64_t at; /* in the file */
	unsigned column;
	unsigned blanks; /* left of those that fill a line up */
};

struct por {
	struct sd_source source;
	const struct sd_file *file;
	struct place place, data;
	char piece[PIECE];
	uint64_t piece_at;
	size_t piece_length;
	char means[TABLE];
	struct sd_error read;
	const char *wrong; /* what is amiss, in words */
	struct sd_spss_dictionary dictionary;
	struct extra *extras;
	size_t extras_room, max_field;
	bool windows; /* not UTF-8, and no encoding told */
	iconv_t encoding;
	struct sd_str raw, decoded, text; /* a string; it in UTF-8; a case's cells */
	struct sd_cell *cells;
	size_t *starts;
	uint64_t rows, given;
};

/* --- characters, numbers, strings ---- */

/* The next byte, line ends aside; -1 at the end or where the file cannot be read. */
static int next_byte(struct por *por)
{
	struct place *place = &por->place;
	for (;;) {
		if (place->blanks) {
			place->blanks--;
			return ' ';
		}
		if (place->at < por->piece_at || place->at >= por->piece_at + por->piece_length) {
			int64_t got = sd_file_read(por->file, place->at, por->piece, sizeof por->piece, &por->read);
			if (got <= 0)
				return -1;
			por->piece_at = place->at;
			por->piece_length = (size_t)got;
		}
		char byte = por->piece[place->at++ - por->piece_at];
		if (byte == '\r')
			continue;
		if (byte == '\n') {
			place->blanks = place->column < LINE ? LINE - place->column : 0;
			place->column = 0;
			continue;
		}
		place->column++;
		return (unsigned char)byte;
	}
}

static int next_character(struct por *por)
{
	int byte = next_byte(por);
	return byte < 0 ? -1 : (unsigned char)por->means[byte];
}

static int fault(struct por *por, const char *wrong)
{
	if (!por->wrong)
		por->wrong = wrong;
	return -1;
}

static int digit_of(int character)
{
	return character >= '0' && character <= '9'   ? character - '0'
	       : character >= 'A' && character <= 'T' ? character - 'A' + 10
						      : -1;
}

/* `-1T.5+3/`, of base 30, the exponent too; `*.` is missing: NaN. `first` has been read. */
static int number_from(struct por *por, int first, double *number)
{
	enum { BASE = 30, MOST_DIGITS = 400 };
	double value = 0;
	int c = first, digits = 0, behind = 0;
	bool minus = false, point = false;
	while (c == ' ')
		c = next_character(por);
	if (c == '*') {
		*number = NAN;
		return next_character(por) < 0 ? fault(por, "it ends within a number") : 0;
	}
	minus = c == '-';
	if (minus)
		c = next_character(por);
	for (; digits < MOST_DIGITS; c = next_character(por)) {
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (digit_of(c) < 0)
			break;
		value = value * BASE + digit_of(c);
		behind += point;
		digits++;
	}
	int exponent = 0;
	if (c == '+' || c == '-') {
		bool down = c == '-';
		for (c = next_character(por); digit_of(c) >= 0 && exponent < 10000; c = next_character(por))
			exponent = exponent * BASE + digit_of(c);
		exponent = down ? -exponent : exponent;
	}
	if (!digits || c != '/')
		return fault(por, "a number is not written as one");
	/* One power, so that small whole numbers stay exact. */
	exponent -= behind;
	if (exponent)
		value = exponent > 0 ? value * pow(BASE, exponent) : value / pow(BASE, -exponent);
	*number = minus ? -value : value;
	return 0;
}

static int take_number(struct por *por, double *number)
{
	return number_from(por, next_character(por), number);
}

/* A whole number of `least` to `most`. */
static int take_count(struct por *por, size_t most, size_t *count)
{
	double number;
	if (take_number(por, &number))
		return -1;
	if (!(number >= 0 && number <= (double)most && number == floor(number)))
		return fault(por, "a count is out of bounds");
	*count = (size_t)number;
	return 0;
}

static void decode(struct por *por)
{
	struct sd_text raw = sd_str_text(&por->raw);
	sd_str_clear(&por->decoded);
	if (por->encoding != (iconv_t)-1) {
		sd_str_reserve(&por->decoded, 4 * raw.length + 8);
		char *from = por->raw.data, *to = por->decoded.data;
		size_t left = raw.length, room = 4 * raw.length;
		(void)iconv(por->encoding, NULL, NULL, NULL, NULL);
		if (!raw.length || iconv(por->encoding, &from, &left, &to, &room) != (size_t)-1) {
			por->decoded.length = (size_t)(to - por->decoded.data);
			return;
		}
	}
	for (size_t i = 0; i < raw.length && por->windows; i++)
		sd_windows_1252_add(&por->decoded, (unsigned char)raw.data[i]);
	if (!por->windows)
		(void)sd_utf8_add_repaired(&por->decoded, raw);
}

/* A counted string, decoded, without the blanks that fill it up. */
static int string_from(struct por *por, int first, struct sd_text *string)
{
	double length;
	if (number_from(por, first, &length))
		return -1;
	if (!(length >= 0 && length <= MOST_STRING && length == floor(length)))
		return fault(por, "a string's length is out of bounds");
	sd_str_clear(&por->raw);
	for (size_t i = 0; i < (size_t)length; i++) {
		int c = next_character(por);
		if (c < 0)
			return fault(por, "it ends within a string");
		sd_str_addc(&por->raw, (char)c);
	}
	while (por->raw.length && por->raw.data[por->raw.length - 1] == ' ')
		por->raw.length--;
	decode(por);
	*string = sd_str_text(&por->decoded);
	return 0;
}

static int take_string(struct por *por, struct sd_text *string)
{
	return string_from(por, next_character(por), string);
}

/* --- the head ---- */

static int read_table(struct por *por)
{
	bool known[TABLE] = {false};
	int zero = 0;
	for (int i = 0; i < TABLE; i++)
		por->means[i] = (char)i;
	for (int i = 0; i < SPLASH; i++)
		if (next_byte(por) < 0)
			return fault(por, "it ends within its head");
	for (int i = 0; i < TABLE; i++) {
		int byte = next_byte(por);
		if (byte < 0)
			return fault(por, "it ends within its head");
		zero = i == FIRST_CHARACTER ? byte : zero;
		size_t character = (size_t)(i - FIRST_CHARACTER);
		/* The first place counts; places without a character hold the byte of 0. */
		if (i < FIRST_CHARACTER || character >= sizeof characters - 1 || known[byte] ||
		    (byte == zero && character))
			continue;
		known[byte] = true;
		por->means[byte] = characters[character];
	}
	for (const char *sign = "SPSSPORT"; *sign; sign++)
		if (next_character(por) != *sign)
			return fault(por, "its signature is not SPSSPORT");
	struct sd_text string;
	if (next_character(por) != 'A')
		return fault(por, "it is of another version than A");
	return take_string(por, &string) || take_string(por, &string) ? -1 : 0; /* the day and time of its making */
}

/* SPSS's numbers of formats, of those that stand for dates and times. */
static const char *format_name(size_t type)
{
	static const struct {
		size_t type;
		const char *name;
	} formats[] = {
		{20, "DATE"}, {21, "TIME"}, {22, "DATETIME"}, {23, "ADATE"}, {24, "JDATE"}, {25, "DTIME"}, {28, "MOYR"},
		       {29, "QYR"},  {30, "WKYR"}, {38, "EDATE"},    {39, "SDATE"}, {40, "MTIME"}, {41, "YMDHMS"}};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (formats[i].type == type)
			return formats[i].name;
	return "F";
}

static int read_variable(struct por *por)
{
	struct sd_spss_dictionary *dictionary = &por->dictionary;
	struct sd_text name;
	size_t width, formats[6];
	if (take_count(por, MOST_STRING, &width) || take_string(por, &name))
		return -1;
	name = sd_spss_keep(dictionary, name);
	for (size_t i = 0; i < 6; i++)
		if (take_count(por, MOST_STRING, &formats[i]))
			return -1;
	size_t at = dictionary->length;
	SD_GROW(por->extras, at, por->extras_room);
	por->extras[at] = (struct extra){.length = 0};
	return sd_spss_variable_add(dictionary, name, (struct sd_text){NULL, 0}, format_name(formats[0]), width > 0)
		       ? 0
		       : fault(por, "it has more columns than can be");
}

/* 8: one value; 9: those up to one; A: those from one on; B: a range. */
static int read_missing(struct por *por, int tag)
{
	if (!por->dictionary.length)
		return fault(por, "a missing value stands before any variable");
	struct extra *extra = &por->extras[por->dictionary.length - 1];
	bool string = por->dictionary.variables[por->dictionary.length - 1].string;
	struct range range = {-HUGE_VAL, HUGE_VAL, {NULL, 0}};
	for (int i = 0; i < (tag == 'B' ? 2 : 1); i++) {
		double number = 0;
		if (string ? take_string(por, &range.text) : take_number(por, &number))
			return -1;
		if (string)
			range.text = sd_spss_keep(&por->dictionary, range.text);
		if (tag == '8' || tag == 'A' || (tag == 'B' && !i))
			range.low = number;
		if (tag == '8' || tag == '9' || (tag == 'B' && i))
			range.high = number;
	}
	if (extra->length == MOST_MISSING)
		return fault(por, "a variable has more missing values than can be");
	extra->missing[extra->length++] = range;
	return 0;
}

static int read_labels(struct por *por)
{
	struct sd_spss_dictionary *dictionary = &por->dictionary;
	struct sd_text text, label;
	size_t variables, labels;
	bool string = false;
	size_t set = sd_spss_set_add(dictionary, (struct sd_text){NULL, 0});
	if (take_count(por, SD_MAX_COLUMNS, &variables))
		return -1;
	for (size_t i = 0; i < variables; i++) {
		if (take_string(por, &text))
			return -1;
		size_t v = sd_spss_variable_named(dictionary, text);
		if (v == SIZE_MAX)
			continue;
		dictionary->variables[v].set_at = set + 1;
		string = dictionary->variables[v].string;
	}
	if (take_count(por, 1000 * 1000, &labels))
		return -1;
	for (size_t i = 0; i < labels; i++) {
		double number = 0;
		if (string ? take_string(por, &text) : take_number(por, &number))
			return -1;
		struct sd_text code = string ? sd_spss_keep(dictionary, text) : (struct sd_text){"", 0};
		if (take_string(por, &label))
			return -1;
		if (!sd_spss_label_add(dictionary, set, string, number, code, label))
			return fault(por, "it has more labels than can be");
	}
	return 0;
}

/* One record's content; the tag has been read. */
static int read_record(struct por *por, int tag)
{
	struct sd_text text;
	double number;
	size_t count;
	switch (tag) {
	case '1':
	case '2':
	case '3':
	case '6':
		return take_string(por, &text);
	case '4':
	case '5':
		return take_number(por, &number);
	case '7':
		return read_variable(por);
	case '8':
	case '9':
	case 'A':
	case 'B':
		return read_missing(por, tag);
	case 'C':
		if (!por->dictionary.length)
			return fault(por, "a label stands before any variable");
		if (take_string(por, &text))
			return -1;
		por->dictionary.variables[por->dictionary.length - 1].label =
			sd_spss_keep(&por->dictionary, sd_text_trim(text));
		return 0;
	case 'D':
		return read_labels(por);
	case 'E':
		if (take_count(por, 1000 * 1000, &count))
			return -1;
		while (count--)
			if (take_string(por, &text))
				return -1;
		return 0;
	default:
		return fault(por, "a record of an unknown kind stands in it");
	}
}

/* --- the cases ---- */

static bool is_missing(const struct por *por, size_t column, double number, struct sd_text text)
{
	const struct extra *extra = &por->extras[column];
	bool string = por->dictionary.variables[column].string;
	for (size_t i = 0; i < extra->length; i++)
		if (string ? sd_text_equal(extra->missing[i].text, text)
			   : number >= extra->missing[i].low && number <= extra->missing[i].high)
			return true;
	return false;
}

/* A case: 1, 0 at the end, -1. `count` is that of the first pass. */
static int read_case(struct por *por, bool count)
{
	struct sd_spss_dictionary *dictionary = &por->dictionary;
	sd_str_clear(&por->text);
	for (size_t i = 0; i < dictionary->length; i++) {
		struct sd_spss_variable *variable = &dictionary->variables[i];
		struct sd_text text = {"", 0};
		double number = 0;
		int first = next_character(por);
		if (first == 'Z' && !i)
			return 0;
		if (first < 0)
			return fault(por, "it ends before its Z");
		if (variable->string ? string_from(por, first, &text) : number_from(por, first, &number))
			return -1;
		bool declared = is_missing(por, i, number, text);
		bool missing = declared || (!variable->string && !isfinite(number));
		if (count) {
			variable->missing += declared;
			sd_spss_value_note(variable, missing, number, text);
			continue;
		}
		por->starts[i] = por->text.length;
		por->cells[i].kind = sd_spss_value_add(variable, missing, number, text, &por->text);
		por->cells[i].text.length = por->text.length - por->starts[i];
	}
	return 1;
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct por *por = (struct por *)source;
	if (por->given == por->rows)
		return 0;
	if (read_case(por, false) != 1)
		return sd_fail(err, "%s: has changed while it was read", por->file->name);
	for (size_t i = 0; i < por->dictionary.length; i++)
		por->cells[i].text.data = por->cells[i].text.length ? por->text.data + por->starts[i] : "";
	*record =
		(struct sd_source_record){.cells = por->cells, .length = por->dictionary.length, .line = ++por->given};
	for (size_t i = 0; i < por->dictionary.length; i++)
		if (por->cells[i].text.length > por->max_field) {
			record->refused = true;
			record->fault = "a cell is longer than --max-field allows";
			record->fault_line = record->line;
			record->fault_column = i + 1;
		}
	return 1;
}

static int rewind_cases(struct sd_source *source, struct sd_error *err)
{
	struct por *por = (struct por *)source;
	(void)err;
	por->place = por->data;
	por->given = 0;
	return 0;
}

static void free_por(struct sd_source *source)
{
	struct por *por = (struct por *)source;
	if (por->encoding != (iconv_t)-1)
		(void)iconv_close(por->encoding);
	sd_error_release(&por->read);
	sd_spss_dictionary_release(&por->dictionary);
	free(por->extras);
	sd_str_release(&por->raw);
	sd_str_release(&por->decoded);
	sd_str_release(&por->text);
	free(por->cells);
	free(por->starts);
	sd_str_release(&source->notes);
	free(por);
}

/* The whole file, if nothing of it is to be given out yet: its head and, for what labels there are, its cases. */
static int read_whole(struct por *por)
{
	int tag, got;
	if (read_table(por))
		return -1;
	while ((tag = next_character(por)) != 'F')
		if (tag < 0 ? fault(por, "it ends within its head") : read_record(por, tag))
			return -1;
	if (!por->dictionary.length)
		return fault(por, "it has no columns");
	sd_spss_settle(&por->dictionary);
	por->data = por->place;
	while ((got = read_case(por, true)) == 1)
		por->rows++;
	por->place = por->data;
	return got;
}

static int choose_encoding(struct por *por, const char *encoding, struct sd_error *err)
{
	if (encoding) {
		por->encoding = iconv_open("UTF-8", encoding);
		if (por->encoding == (iconv_t)-1)
			return sd_fail(err, "--encoding: there is none called \"%s\"; `iconv -l` lists those there are",
				       encoding);
		return 0;
	}
	/* A file in UTF-8 is so throughout; line ends part characters, which reading by bytes puts together again. */
	struct sd_str bytes = SD_STR_INIT;
	int byte;
	while (!por->windows && (byte = next_byte(por)) >= 0) {
		sd_str_addc(&bytes, (char)byte);
		if (bytes.length < PIECE)
			continue;
		size_t valid = sd_utf8_valid_prefix(bytes.data, bytes.length);
		por->windows = valid + 4 < bytes.length;
		memmove(bytes.data, bytes.data + valid, bytes.length - valid);
		bytes.length -= valid;
	}
	por->windows = por->windows || sd_utf8_valid_prefix(bytes.data, bytes.length) != bytes.length;
	sd_str_release(&bytes);
	por->place = (struct place){0};
	if (por->windows)
		sd_str_adds(&por->source.notes, "encoding: Windows-1252, taken for granted, as it is not UTF-8 "
						"(--encoding says another)\n");
	return 0;
}

static struct sd_source *open_por(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	struct por *por = sd_calloc(1, sizeof *por);
	por->source =
		(struct sd_source){.kind = &sd_source_por, .next = next, .rewind = rewind_cases, .free = free_por};
	por->file = head->files;
	por->encoding = (iconv_t)-1;
	por->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	if (choose_encoding(por, options->encoding, err)) {
		free_por(&por->source);
		return NULL;
	}
	if (read_whole(por)) {
		if (sd_error_is_set(&por->read))
			sd_fail(err, "%s", por->read.message.data);
		else
			sd_fail(err,
				"%s: no whole SPSS portable file (near byte %llu: %s): it is damaged or cut off; fetch "
				"or save it again",
				por->file->name, (unsigned long long)por->place.at, por->wrong);
		free_por(&por->source);
		return NULL;
	}
	sd_spss_columns_make(&por->dictionary, &por->source.notes);
	por->cells = sd_calloc(por->dictionary.length, sizeof *por->cells);
	por->starts = sd_calloc(por->dictionary.length, sizeof *por->starts);
	por->source.columns = por->dictionary.columns;
	por->source.columns_length = por->dictionary.length;
	return &por->source;
}

/* The signature comes behind five splash strings of 40 bytes and a table of 256, in lines. */
static int recognise(const struct sd_source_head *head, struct sd_str *why)
{
	enum { FIRST = 256, LAST = 520 };
	if (head->bytes.length < LAST || !memmem(head->bytes.data + FIRST, LAST - FIRST, "SPSSPORT", 8))
		return 0;
	sd_str_adds(why, "holds SPSSPORT where a portable file does");
	return 95;
}

const struct sd_source_kind sd_source_por = {
	.name = "por",
	.what = "an SPSS portable file",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise,
	.open = open_por,
};
