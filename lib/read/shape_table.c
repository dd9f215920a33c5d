/* SPDX-License-Identifier: MIT */
/* A table of no known maker: where its header stands, how many records make it, or that there is none. */
#include "read/shape_state.h"

#include <strings.h>

#include "read/value.h"

enum { LOOK = 60, HEADERS_MOST = 4 };

/* Whether the column's cells from `from` on are numbers or dates, but for few. */
static bool typed(const struct sd_head_records *head, size_t column, size_t from)
{
	size_t filled = 0, typed_cells = 0;
	for (size_t r = from; r < head->length && r < from + LOOK; r++) {
		enum sd_value value = sd_value_of(sd_head_cell(head, r, column));
		filled += value != SD_VALUE_NOTHING;
		typed_cells += value == SD_VALUE_NUMBER || value == SD_VALUE_DATE;
	}
	return filled && typed_cells * 5 >= filled * 4;
}

static bool is_empty(const struct sd_head_records *head, size_t column, size_t from)
{
	for (size_t r = from; r < head->length; r++)
		if (sd_head_cell(head, r, column).length)
			return false;
	return true;
}

/* An id, an address or the like: a word with digits as none has that names a column. */
static bool is_code(struct sd_text text)
{
	enum { LENGTH = 6 };
	size_t digits = 0;
	if (sd_value_of(text) != SD_VALUE_WORD)
		return false;
	for (size_t i = 0; i < text.length; i++)
		digits += text.data[i] >= '0' && text.data[i] <= '9';
	return (text.length >= LENGTH && digits >= 2) || memchr(text.data, '@', text.length) ||
	       memmem(text.data, text.length, "://", 3);
}

/* Whether the column's cells from `from` on are such, but for few. */
static bool coded(const struct sd_head_records *head, size_t column, size_t from)
{
	size_t filled = 0, codes = 0;
	for (size_t r = from; r < head->length && r < from + LOOK; r++) {
		struct sd_text cell = sd_head_cell(head, r, column);
		filled += sd_value_of(cell) != SD_VALUE_NOTHING;
		codes += is_code(cell);
	}
	return filled && codes * 5 >= filled * 4;
}

/* Whether the cell is a code, or as long as all codes of its column, or, where `prefix` is asked, begins as the first
 * does. */
static bool like_codes(const struct sd_head_records *head, size_t column, size_t from, struct sd_text cell, bool prefix)
{
	struct sd_text first = {NULL, 0};
	bool same_length = true;
	if (is_code(cell))
		return true;
	for (size_t r = from; r < head->length && r < from + LOOK; r++) {
		struct sd_text code = sd_head_cell(head, r, column);
		if (!is_code(code))
			continue;
		if (!first.length)
			first = code;
		same_length = same_length && code.length == first.length;
	}
	if (!first.length || cell.length < 2)
		return false;
	return (same_length && cell.length == first.length) || (prefix && !memcmp(cell.data, first.data, 2));
}

static bool is_year(struct sd_text text)
{
	return text.length == 4 && (text.data[0] == '1' || text.data[0] == '2') && sd_value_of(text) == SD_VALUE_NUMBER;
}

/* Cell for cell: a header may stand more than once. */
static bool is_same(const struct sd_head_records *head, size_t record, size_t other)
{
	if (head->items[record].length != head->items[other].length)
		return false;
	for (size_t c = 0; c < head->items[record].length; c++)
		if (!sd_text_equal(sd_head_cell(head, record, c), sd_head_cell(head, other, c)))
			return false;
	return true;
}

/* The first record below this one that is not the same. */
static size_t below(const struct sd_head_records *head, size_t record)
{
	for (size_t r = record + 1; r < head->length && r < record + HEADERS_MOST; r++)
		if (!is_same(head, record, r))
			return r;
	return record + 1; /* so often they are no headers */
}

/* Whether the cell comes again further down, other than in the whole record. */
static bool recurs(const struct sd_head_records *head, size_t column, size_t record, size_t from)
{
	struct sd_text text = sd_head_cell(head, record, column);
	size_t again = 0;
	for (size_t r = from; r < head->length && r < record + LOOK; r++)
		if (sd_text_equal(sd_head_cell(head, r, column), text) &&
		    (again > 2 || !is_same(head, record, r) || !++again))
			return true;
	return false;
}

/* Whether the record holds no number, date or code where the records from `from` on do. */
static bool is_named(const struct sd_head_records *head, size_t record, size_t from)
{
	for (size_t c = 0; c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		enum sd_value value = sd_value_of(cell);
		if (typed(head, c, from) ? (value == SD_VALUE_NUMBER || value == SD_VALUE_DATE) && !is_year(cell)
					 : coded(head, c, from) && like_codes(head, c, from, cell, true))
			return false;
	}
	return true;
}

/* Whether the record goes on with the header: nothing typed where the records below it are. */
static bool goes_on(const struct sd_head_records *head, size_t record)
{
	size_t columns = 0, named = 0;
	const size_t next = below(head, record);
	if (record + 1 >= head->length || sd_head_filled(head, record) * 2 < sd_head_filled(head, record + 1))
		return false;
	for (size_t c = 0; c < head->items[record].length; c++) {
		if (!typed(head, c, next) && !coded(head, c, next))
			continue;
		struct sd_text cell = sd_head_cell(head, record, c);
		enum sd_value value = sd_value_of(cell);
		columns++;
		if (value == SD_VALUE_NUMBER || value == SD_VALUE_DATE ||
		    (!typed(head, c, next) && like_codes(head, c, next, cell, true)))
			return false;
		named += value != SD_VALUE_NOTHING;
	}
	return columns && named * 2 > columns;
}

struct place {
	struct sd_text text;
	size_t column;
};

static int by_text(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	int order = sd_text_compare(a->text, b->text);
	return order ? order : a->column < b->column ? -1 : a->column > b->column;
}

/* Of each of the record's first `width` cells, whether it stands further left too. Sorted, for a header may have a
 * hundred thousand cells. Yours: free(). */
static bool *find_repeated(const struct sd_head_records *head, size_t record, size_t width)
{
	struct place *places = sd_calloc(width + 1, sizeof *places);
	bool *repeated = sd_calloc(width + 1, sizeof *repeated);
	for (size_t c = 0; c < width; c++)
		places[c] = (struct place){sd_head_cell(head, record, c), c};
	if (width)
		qsort(places, width, sizeof *places, by_text);
	for (size_t i = 1; i < width; i++)
		repeated[places[i].column] = sd_text_equal(places[i].text, places[i - 1].text);
	free(places);
	return repeated;
}

/* Above 0: the record's cells are names of what stands below them; below 0: they are like what stands below. Of a
 * record alone: below 0 where it holds what no name does. */
static double header_score(const struct sd_head_records *head, size_t record)
{
	double score = 0;
	const size_t width = head->items[record].length, next = below(head, record);
	const bool alone = record + 1 == head->length;
	if (next < head->length && goes_on(head, next) && is_named(head, record, next + 1))
		return 1;
	bool *repeated = find_repeated(head, record, width);
	for (size_t c = 0; c < width; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		enum sd_value value = sd_value_of(cell);
		bool years = is_year(cell) && (alone || (next < head->length && !is_year(sd_head_cell(head, next, c))));
		bool value_typed = (value == SD_VALUE_NUMBER || value == SD_VALUE_DATE) && !years;
		if (alone && (value_typed || memchr(cell.data, '@', cell.length))) {
			score = -1;
			break;
		}
		if (value == SD_VALUE_NOTHING)
			score -= alone || is_empty(head, c, next) ? 0 : .25;
		else if (typed(head, c, next))
			score += value_typed ? -1 : 1;
		else if (value_typed)
			score -= 1;
		else if (coded(head, c, next))
			score += like_codes(head, c, next, cell, false) ? -1 : 1;
		else
			score += recurs(head, c, record, next) ? -1 : .25;
		score -= repeated[c] && cell.length && !alone ? .5 : 0;
	}
	free(repeated);
	return score;
}

/* Whether the record holds parts of the header's merged cells: it begins blank, each of its cells stands under a blank
 * one or one of several alike, none is typed, and the record below begins with a cell. */
static bool stands_under(const struct sd_head_records *head, size_t header, size_t record)
{
	size_t filled = 0;
	if (record + 1 >= head->length || sd_head_cell(head, record, 0).length ||
	    !sd_head_cell(head, header, 0).length || !sd_head_cell(head, record + 1, 0).length)
		return false;
	for (size_t c = 1; c < head->items[record].length; c++) {
		struct sd_text above = sd_head_cell(head, header, c);
		enum sd_value value = sd_value_of(sd_head_cell(head, record, c));
		if (value == SD_VALUE_NOTHING)
			continue;
		bool merged = !above.length || sd_text_equal(above, sd_head_cell(head, header, c - 1)) ||
			      sd_text_equal(above, sd_head_cell(head, header, c + 1)) ||
			      (!sd_head_cell(head, header, c + 1).length && sd_head_cell(head, record, c + 1).length);
		if (!merged || value == SD_VALUE_NUMBER || value == SD_VALUE_DATE)
			return false;
		filled++;
	}
	return filled >= 2;
}

/* `sep=;` alone in the first line. */
static bool says_delimiter(const struct sd_head_records *head, size_t record)
{
	struct sd_text raw = head->items[record].raw;
	return record == 0 && raw.length >= 4 && raw.length <= 7 && !strncasecmp(raw.data + (raw.data[0] == '"'),
		"sep=", 4);
}

/* Behind lines of a preamble that are no narrower than a third: the first record that is full, where it names what is
 * typed below it, and what stands before it is no header's upper part: short, blank, or holding a number or a date. */
static size_t past_preamble(const struct sd_head_records *head, size_t from, size_t width)
{
	enum { PREAMBLE_MOST = 20 };
	size_t full = from;
	bool none = false, typed_below = false;
	while (full < head->length && sd_head_filled(head, full) < width)
		full++;
	if (full == from || full + 2 >= head->length || full - from > PREAMBLE_MOST)
		return from;
	for (size_t r = from; r < full; r++) {
		none = none || head->items[r].length < width || !sd_head_filled(head, r);
		for (size_t c = 0; c < head->items[r].length; c++) {
			struct sd_text cell = sd_head_cell(head, r, c);
			enum sd_value value = sd_value_of(cell);
			none = none || ((value == SD_VALUE_NUMBER || value == SD_VALUE_DATE) && !is_year(cell));
		}
	}
	for (size_t c = 0; c < width; c++) {
		enum sd_value value = sd_value_of(sd_head_cell(head, full, c));
		if (value == SD_VALUE_NUMBER || value == SD_VALUE_DATE || is_code(sd_head_cell(head, full, c)))
			return from;
		typed_below = typed_below || typed(head, c, full + 1) || coded(head, c, full + 1);
	}
	return none && typed_below ? full : from;
}

/* Behind lines that begin with #, as some tools write remarks above a header: two or more, or one with fewer cells. */
static size_t past_remarks(const struct sd_head_records *head, size_t from)
{
	size_t r = from;
	for (; r < head->length; r++) {
		struct sd_text raw = head->items[r].raw;
		if (raw.length < 2 || raw.data[0] != '#' ||
		    !(raw.data[1] == ' ' || raw.data[1] == '#' || raw.data[1] == '!' ||
		      (raw.data[1] >= 'A' && raw.data[1] <= 'z')))
			break;
	}
	return r < head->length && (r >= from + 2 || sd_head_filled(head, from) < sd_head_filled(head, r)) ? r : from;
}

static size_t find_header(const struct sd_head_records *head)
{
	const size_t width = sd_head_width(head, 0);
	size_t used = 0, first = 0;
	/* Columns that hold something: delimiters may stand behind each record that part nothing. */
	for (size_t c = 0; c < width; c++)
		for (size_t r = 0; r < head->length; r++)
			if (sd_head_cell(head, r, c).length) {
				used++;
				break;
			}
	while (first < head->length && !sd_head_filled(head, first))
		first++;
	for (size_t r = past_remarks(head, first); r + 1 < head->length && r < first + LOOK; r++) {
		size_t filled = sd_head_filled(head, r), most = used / 3 ? used / 3 : 1;
		bool narrow = used > 1 && filled <= most && (head->items[r].length < width || used >= 3);
		if (filled && !narrow && !says_delimiter(head, r))
			return past_preamble(head, r, width);
	}
	if (says_delimiter(head, first) && first + 1 < head->length)
		return first + 1;
	return first < head->length ? first : 0;
}

/* The one name that is missing where the header has a cell more than the records below it: a delimiter is too many
 * there. SIZE_MAX where that is not so. */
static size_t name_too_many(const struct sd_head_records *head, const struct sd_shape *shape)
{
	const size_t data = shape->before + shape->headers;
	size_t missing = 0, place = SIZE_MAX, regular = 0, others = 0;
	if (shape->headers != 1 || data >= head->length)
		return SIZE_MAX;
	const size_t width = head->items[shape->before].length;
	for (size_t r = data; r < head->length; r++) {
		regular += head->items[r].length + 1 == width;
		others += head->items[r].length + 1 != width && sd_head_filled(head, r);
	}
	for (size_t c = 0; c < width; c++)
		if (!sd_head_cell(head, shape->before, c).length) {
			missing++;
			place = c;
		}
	return missing == 1 && place + 1 < width && regular >= 3 && regular > 4 * others ? place : SIZE_MAX;
}

/* Whether the first of two records holds the columns' names and the second their questions: a name in each cell, none
 * with a blank in it or there twice, and something else below most, not the same below all. */
static bool has_names_over_questions(const struct sd_head_records *head, const struct sd_shape *shape, size_t width)
{
	size_t other = 0, questions = 0;
	bool differ = false, named = shape->headers == 2;
	bool *repeated = named ? find_repeated(head, shape->before, width) : NULL;
	for (size_t c = 0; named && c < width; c++) {
		struct sd_text name = sd_head_cell(head, shape->before, c),
			       below = sd_head_cell(head, shape->before + 1, c);
		named = name.length && !memchr(name.data, ' ', name.length) && !repeated[c];
		other += below.length && !sd_text_equal(name, below);
		questions += below.length && memchr(below.data, ' ', below.length) != NULL;
		differ = differ || !sd_text_equal(below, sd_head_cell(head, shape->before + 1, 0));
	}
	free(repeated);
	return named && other * 2 > width && questions > 0 && differ;
}

static void add_columns(const struct sd_head_records *head, struct sd_shape *shape)
{
	size_t width = 0;
	for (size_t h = 0; h < shape->headers && shape->before + h < head->length; h++)
		if (head->items[shape->before + h].length > width)
			width = head->items[shape->before + h].length;
	if (!shape->headers)
		width = sd_head_width(head, shape->before);
	struct sd_text above = {NULL, 0};
	const bool questions = has_names_over_questions(head, shape, width);
	const size_t too_many = name_too_many(head, shape);
	if (too_many != SIZE_MAX)
		sd_str_addf(&shape->why, "; a delimiter too many in the header: its empty cell %zu is left out",
			    too_many + 1);
	for (size_t c = 0; c < width; c++) {
		if (c == too_many)
			continue;
		struct sd_text name = sd_head_cell(head, shape->before, c), label;
		if (questions) {
			label = sd_head_cell(head, shape->before + 1, c);
			sd_shape_add(shape, name, label.length ? label : name);
			continue;
		}
		if (!shape->headers)
			name = (struct sd_text){NULL, 0};
		if (shape->headers > 1 && name.length)
			above = name;
		else if (shape->headers > 1 && sd_head_cell(head, shape->before + 1, c).length)
			name = above; /* merged cells: the name stands over the first of its columns */
		label = name;
		for (size_t h = 1; h < shape->headers; h++) {
			struct sd_text below = sd_head_cell(head, shape->before + h, c);
			if (!sd_text_equal(below, name))
				label = sd_label_join(&shape->arena, label, below);
		}
		sd_shape_add(shape, label, label);
	}
}

/* Whether the records up to `to` are of one number of cells, two or more, and three at least of them. */
static bool is_table(const struct sd_head_records *head, size_t to)
{
	enum { LEAST = 3 };
	size_t records = 0, width = 0;
	for (size_t r = 0; r < to; r++) {
		if (!sd_head_filled(head, r))
			continue;
		if (width && head->items[r].length != width)
			return false;
		width = head->items[r].length;
		records += sd_head_filled(head, r) > 1;
	}
	return records >= LEAST;
}

void sd_shape_table(const struct sd_head_records *head, const struct sd_shape_options *options, struct sd_shape *shape)
{
	shape->name = "table";
	shape->before = options->skip >= 0 ? (size_t)options->skip : find_header(head);
	if (shape->before >= head->length)
		shape->before = head->length;
	if (options->header_rows >= 0) {
		shape->headers = (size_t)options->header_rows;
		sd_str_addf(&shape->why, "a table; header records as told: %zu", shape->headers);
	} else if (shape->before < head->length) {
		shape->headers = header_score(head, shape->before) >= 0;
		while (shape->headers && shape->headers < HEADERS_MOST && goes_on(head, shape->before + shape->headers))
			shape->headers++;
		if (shape->headers == 1 && stands_under(head, shape->before, shape->before + 1))
			shape->headers = 2;
		sd_str_addf(&shape->why, "a table; %s",
			    !shape->headers ? "no header, as its first record is like those below (--header-rows 1 "
					      "says there is one)"
			    : shape->headers > 1 ? "a header of several records, as none of them is like those below"
						 : "its first record names the columns");
	}
	if (shape->before + shape->headers > head->length)
		shape->headers = head->length - shape->before;
	if (shape->before)
		sd_str_addf(&shape->why, ", behind %zu record%s before it", shape->before, shape->before == 1 ? ""
			: "s");
	if (is_table(head, shape->before) && options->skip < 0)
		sd_str_adds(&shape->why, ", which may be a table of their own (--skip 0 reads that one)");
	add_columns(head, shape);
	if (shape->headers) {
		sd_group_by_labels(shape);
		sd_group_by_mark(shape, " >> "); /* JotForm */
		sd_group_by_brackets(shape);
	}
}
