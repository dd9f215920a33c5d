/* SPDX-License-Identifier: MIT */
/* Cutting records leniently: see dialect.h. */
#include "read/dialect.h"

static const char odd_behind[] = "text stands behind a closing quote";
static const char not_closed[] = "a quote opens and is not closed";
static const char stray[] = "a quote stands inside a cell without quotes";

void sd_cut_cells_release(struct sd_cut_cells *cut)
{
	free(cut->cells);
	free(cut->loose);
	sd_str_release(&cut->scratch);
}

/* One way to look at the record. */
struct way {
	const struct sd_dialect *dialect;
	struct sd_text text;
	bool last, one_line;
	bool strict_close; /* a quote that another character follows closes its cell; what follows goes on with it */
	bool glued;	   /* a quote in the midst of a cell is where another begins or ends: a delimiter is missing */
	bool undoubled;	   /* two quotes before a delimiter are one as typed, and the one that closes the cell */
	size_t literal;	   /* which of the quotes that open a cell is one as typed, from 1; 0: none */
};

static void begin(struct sd_cut_cells *cut)
{
	cut->length = cut->loose_length = 0;
	cut->scratch.length = 0;
	cut->fault = NULL;
	cut->faults = cut->openers = 0;
	cut->lines = 0;
	cut->fault_lines = 0;
	cut->fault_column = 0;
}

static void add_fault(struct sd_cut_cells *cut, const char *fault)
{
	/* What breaks a record is told before what does not. */
	if (!cut->fault || (cut->fault == stray && fault != stray)) {
		cut->fault = fault;
		cut->fault_lines = cut->lines;
		cut->fault_column = cut->length + 1;
	}
	cut->faults += fault != stray;
}

static void add_cell(struct sd_cut_cells *cut, struct sd_cell cell, bool loose)
{
	SD_GROW(cut->cells, cut->length, cut->room);
	if (loose) {
		SD_GROW(cut->loose, cut->loose_length, cut->loose_room);
		cut->loose[cut->loose_length++] = cut->length;
	}
	cut->cells[cut->length++] = cell;
}

/* Cells in scratch were noted by place, for scratch moves as it grows. */
static void settle(struct sd_cut_cells *cut)
{
	for (size_t i = 0; i < cut->loose_length; i++) {
		struct sd_cell *cell = &cut->cells[cut->loose[i]];
		cell->text.data = cut->scratch.data + (uintptr_t)cell->text.data;
	}
}

static bool at_delimiter(const struct sd_dialect *dialect, struct sd_text text, size_t at)
{
	size_t length = dialect->delimiter_length;
	return length && text.length - at >= length && text.data[at] == dialect->delimiter[0] &&
	       (length == 1 || !memcmp(text.data + at, dialect->delimiter, length));
}

static bool at_line_end(struct sd_text text, size_t at)
{
	return text.data[at] == '\n' || text.data[at] == '\r';
}

/* The result of reading one cell. */
enum { CELL, CELL_MORE, CELL_NOT_CLOSED };

/* Whether the quote at `at` stands where one would open a cell. */
static bool opens(const struct way *way, size_t at)
{
	size_t length = way->dialect->delimiter_length;
	return at_line_end(way->text, at - 1) || (length && at >= length && at_delimiter(way->dialect, way->text,
		at - length));
}

/* A quote inside quotes that another character follows. */
struct odd_quote {
	size_t from, at; /* the cell's content; the quote */
	size_t loose;	 /* bytes of the content in scratch, SIZE_MAX where it is as it stands in the text … */
	size_t place;	 /* … from here on */
	size_t lines;
};

/* The cell is what stands before the odd quote, and behind it up to the next mark: a delimiter is missing. */
static int close_at_odd(const struct way *way, struct sd_cut_cells *cut, size_t *at, const struct odd_quote *odd)
{
	struct sd_text text = way->text;
	size_t end = odd->at + 1;
	while (end < text.length && !at_delimiter(way->dialect, text, end) && !at_line_end(text, end))
		end++;
	if (end + way->dialect->delimiter_length > text.length && !way->last && !way->one_line)
		return CELL_MORE;
	if (odd->loose == SIZE_MAX) {
		cut->scratch.length = odd->place;
		sd_str_add(&cut->scratch, text.data + odd->from, odd->at - odd->from);
	} else {
		cut->scratch.length = odd->place + odd->loose;
	}
	sd_str_add(&cut->scratch, text.data + odd->at + 1, end - odd->at - 1);
	cut->faults++;
	if (!cut->fault || cut->fault == stray) {
		cut->fault = odd_behind;
		cut->fault_lines = odd->lines;
		cut->fault_column = cut->length + 1;
	}
	struct sd_text value = {(const char *)(uintptr_t)odd->place, cut->scratch.length - odd->place};
	add_cell(cut, (struct sd_cell){value, SD_CELL_TEXT}, true);
	cut->lines = odd->lines;
	*at = end;
	return CELL;
}

/* At the opening quote; moves *at behind the closing one. */
static int quoted_cell(const struct way *way, struct sd_cut_cells *cut, size_t *at)
{
	enum { ODD_MOST = 64 }; /* then it is no cell but a quote that went astray */
	const struct sd_dialect *dialect = way->dialect;
	struct sd_text text = way->text;
	const char quote = (char)dialect->quote;
	bool doubled = dialect->escape == dialect->quote;
	bool escaped = dialect->escape && !doubled;
	size_t from = *at + 1, i = from, lines = cut->lines, odd = 0, odd_column_lines = 0;
	bool loose = false;
	size_t place = cut->scratch.length;
	struct odd_quote first_odd = {0, 0, 0, 0, 0};
	for (;;) {
		size_t run = i;
		while (i < text.length && text.data[i] != quote && !(escaped &&
			text.data[i] == (char)dialect->escape) &&
		       text.data[i] != '\n' && text.data[i] != '\r')
			i++;
		if (loose)
			sd_str_add(&cut->scratch, text.data + run, i - run);
		if (i == text.length && !way->last && !way->one_line)
			return CELL_MORE;
		bool ends = i == text.length || ((text.data[i] == '\n' || text.data[i] == '\r') && way->one_line);
		if (ends && odd && way->one_line)
			return close_at_odd(way, cut, at, &first_odd);
		if (ends)
			return CELL_NOT_CLOSED;
		if (text.data[i] == '\n' || text.data[i] == '\r') {
			if (text.data[i] == '\r' && i + 1 == text.length && !way->last)
				return CELL_MORE;
			bool two = text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n';
			if (loose)
				sd_str_add(&cut->scratch, text.data + i, two ? 2 : 1);
			i += two ? 2 : 1;
			lines++;
			continue;
		}
		if (i + 1 == text.length && !way->last)
			return CELL_MORE;
		bool is_quote = text.data[i] == quote;
		bool takes_next = i + 1 < text.length && ((is_quote && doubled && text.data[i + 1] == quote) ||
			(!is_quote && (text.data[i + 1] == quote || text.data[i + 1] == (char)dialect->escape)));
		if (takes_next && is_quote && way->undoubled &&
		    (i + 2 >= text.length || at_delimiter(dialect, text, i + 2) || at_line_end(text, i + 2)) && i > from) {
			struct sd_text value = {text.data + from, i + 1 - from};
			if (loose) {
				sd_str_addc(&cut->scratch, quote);
				value = (struct sd_text){(const char *)(uintptr_t)place, cut->scratch.length - place};
			}
			add_cell(cut, (struct sd_cell){value, SD_CELL_TEXT}, loose);
			cut->lines = lines;
			*at = i + 2;
			return CELL;
		}
		if (takes_next) {
			if (!loose)
				sd_str_add(&cut->scratch, text.data + from, i - from);
			loose = true;
			sd_str_addc(&cut->scratch, text.data[i + 1]);
			i += 2;
			continue;
		}
		if (!is_quote) { /* an escape before anything else is itself */
			if (loose)
				sd_str_addc(&cut->scratch, text.data[i]);
			i++;
			continue;
		}
		size_t behind = i + 1;
		while (behind < text.length && text.data[behind] == ' ' && !(dialect->delimiter_length &&
			dialect->delimiter[0] == ' '))
			behind++;
		if (behind == text.length && !way->last)
			return CELL_MORE;
		if (behind + dialect->delimiter_length > text.length && !way->last)
			return CELL_MORE;
		if (behind == text.length || at_delimiter(dialect, text, behind) || at_line_end(text, behind)) {
			if (odd)
				cut->faults++;
			if (odd && (!cut->fault || cut->fault == stray)) {
				cut->fault = odd_behind;
				cut->fault_lines = odd_column_lines;
				cut->fault_column = cut->length + 1;
			}
			struct sd_text value = {text.data + from, i - from};
			if (loose)
				value = (struct sd_text){(const char *)(uintptr_t)place, cut->scratch.length - place};
			add_cell(cut, (struct sd_cell){value, SD_CELL_TEXT}, loose);
			cut->lines = lines;
			*at = behind;
			return CELL;
		}
		if (way->glued) {
			struct sd_text value = {text.data + from, i - from};
			if (loose)
				value = (struct sd_text){(const char *)(uintptr_t)place, cut->scratch.length - place};
			add_cell(cut, (struct sd_cell){value, SD_CELL_TEXT}, loose);
			cut->lines = lines;
			*at = i + 1;
			return CELL;
		}
		cut->openers += i > from && opens(way, i);
		if (!odd++) {
			odd_column_lines = lines;
			first_odd = (struct odd_quote){from, i, loose ? cut->scratch.length - place : SIZE_MAX, place,
				lines};
		}
		if (way->strict_close)
			return close_at_odd(way, cut, at, &first_odd);
		if (odd > ODD_MOST)
			return CELL_NOT_CLOSED;
		if (loose)
			sd_str_addc(&cut->scratch, quote);
		i++;
	}
}

static int plain_cell(const struct way *way, struct sd_cut_cells *cut, size_t *at)
{
	const struct sd_dialect *dialect = way->dialect;
	struct sd_text text = way->text;
	size_t i = *at;
	if (dialect->delimiter_length == 1) {
		const char delimiter = dialect->delimiter[0];
		while (i < text.length && text.data[i] != delimiter && text.data[i] != '\n' && text.data[i] != '\r')
			i++;
	} else {
		while (i < text.length && !at_delimiter(dialect, text, i) && !at_line_end(text, i))
			i++;
		if (!way->last && !way->one_line && text.length - i < dialect->delimiter_length)
			return CELL_MORE;
	}
	if (i == text.length && !way->last && !way->one_line)
		return CELL_MORE;
	if (way->glued) {
		const char *quote = i > *at ? memchr(text.data + *at + 1, dialect->quote, i - *at - 1) : NULL;
		i = quote ? (size_t)(quote - text.data) : i;
	}
	struct sd_text value = {text.data + *at, i - *at};
	if (dialect->blank_after && value.length && value.data[0] == ' ') {
		value.data++;
		value.length--;
	}
	if (dialect->quote && value.length && memchr(value.data, dialect->quote, value.length))
		add_fault(cut, stray);
	add_cell(cut, (struct sd_cell){value, value.length ? SD_CELL_TEXT : SD_CELL_ABSENT}, false);
	*at = i;
	return CELL;
}

/* Cuts by one way: false where more text is wanted. */
static bool cut_by(const struct way *way, size_t start, struct sd_cut_cells *cut)
{
	const struct sd_dialect *dialect = way->dialect;
	struct sd_text text = way->text;
	size_t at = start, quotes = 0;
	begin(cut);
	for (;;) {
		int result = CELL_NOT_CLOSED;
		size_t quote = at;
		if ((dialect->blank_quote || dialect->blank_after) && at < text.length && text.data[at] == ' ')
			quote++;
		if (dialect->quote && quote < text.length && text.data[quote] == (char)dialect->quote &&
		    ++quotes != way->literal) {
			size_t place = cut->scratch.length;
			size_t cell = quote;
			result = quoted_cell(way, cut, &cell);
			if (result == CELL)
				at = cell;
			if (result == CELL_NOT_CLOSED) {
				cut->scratch.length = place;
				add_fault(cut, not_closed);
			}
		}
		if (result == CELL_NOT_CLOSED)
			result = plain_cell(way, cut, &at);
		if (result == CELL_MORE)
			return false;
		if (at < text.length && at_delimiter(dialect, text, at)) {
			at += dialect->delimiter_length;
			continue;
		}
		if (way->glued && at < text.length && !at_line_end(text, at))
			continue;
		break;
	}
	cut->end = at;
	if (at < text.length && text.data[at] == '\r') {
		if (at + 1 == text.length && !way->last && !way->one_line)
			return false;
		at++;
	}
	if (at < text.length && text.data[at] == '\n' && (at == cut->end || text.data[at - 1] == '\r'))
		at++;
	cut->next = at;
	cut->lines += at > cut->end;
	return true;
}

static size_t line_end(struct sd_text text, size_t at)
{
	while (at < text.length && !at_line_end(text, at))
		at++;
	return at;
}

/* The record in the first line alone; what follows the line's end is not looked at. */
static void cut_line_by(struct way way, struct sd_text text, size_t start, struct sd_cut_cells *cut)
{
	size_t end = line_end(text, start);
	way.text = (struct sd_text){text.data, end};
	way.last = way.one_line = true;
	cut_by(&way, start, cut);
	cut->next = end;
	if (cut->next < text.length && text.data[cut->next] == '\r')
		cut->next++;
	if (cut->next < text.length && text.data[cut->next] == '\n' && (cut->next == end ||
		text.data[cut->next - 1] == '\r'))
		cut->next++;
	cut->lines = cut->next > end;
}

static void cut_line(const struct sd_dialect *dialect, struct sd_text text, size_t start, struct sd_cut_cells *cut)
{
	cut_line_by((struct way){.dialect = dialect}, text, start, cut);
}

/* Whether a cell of the line was cut out of quotes: an apostrophe within words is no other quote. */
static bool quoted_some(const struct sd_cut_cells *cut, struct sd_text line, int quote)
{
	const char *end = line.data + line.length;
	if (cut->loose_length)
		return true;
	for (size_t i = 0; i < cut->length; i++) {
		struct sd_text cell = cut->cells[i].text;
		if (cell.length && cell.data + cell.length < end && cell.data[cell.length] == (char)quote)
			return true;
	}
	return false;
}

/* Whether one line, cut in another way, is as the others are. `cells`: how many it has otherwise. */
static bool cut_otherwise(const struct sd_dialect *dialect, struct sd_text text, size_t start, size_t cells,
			  struct sd_cut_cells *cut)
{
	static const char delimiters[] = ",;\t|:^~ ";
	size_t end = line_end(text, start);
	struct sd_text line = {text.data + start, end - start};
	if (dialect->width < 3 || !line.length)
		return false;
	struct sd_dialect other = *dialect;
	if (dialect->quote && memchr(line.data, '\\', line.length) && dialect->escape != '\\') {
		other.escape = '\\';
		cut_line(&other, text, start, cut);
		if (cut->length == dialect->width && !cut->faults) {
			add_fault(cut, "quotes are escaped by \\ here, and doubled elsewhere");
			cut->fault_lines = cut->fault_column = 0;
			return true;
		}
		other = *dialect;
	}
	int quote = dialect->quote == '\'' ? '"' : '\'';
	if (memchr(line.data, quote, line.length)) {
		other.quote = other.escape = quote;
		cut_line(&other, text, start, cut);
		if (cut->length == dialect->width && !cut->faults && quoted_some(cut, line, quote)) {
			add_fault(cut, "cells have other quotes here than elsewhere");
			cut->fault_lines = cut->fault_column = 0;
			return true;
		}
		other = *dialect;
	}
	/* Words and times hold blanks and colons: these part only where nothing else does, and many cells. */
	enum { SURE = 6 };
	for (const char *delimiter = delimiters; *delimiter; delimiter++) {
		bool common = *delimiter == ' ' || *delimiter == ':';
		if (*delimiter == dialect->delimiter[0] || !memchr(line.data, *delimiter, line.length) ||
			cells >= dialect->width ||
		    (common && (cells > 1 || dialect->width < SURE)))
			continue;
		other.delimiter[0] = *delimiter;
		other.delimiter_length = 1;
		other.blank_after = false;
		cut_line(&other, text, start, cut);
		if (cut->length == dialect->width && !cut->faults) {
			add_fault(cut, "cells are parted by another mark here than elsewhere");
			cut->fault_lines = cut->fault_column = 0;
			return true;
		}
	}
	return false;
}

/* Whether every cell stands in quotes that the other records do not use. */
static bool in_other_quotes(const struct sd_dialect *dialect, const struct sd_cut_cells *cut)
{
	const char quote = dialect->quote == '\'' ? '"' : '\'';
	if (!dialect->quote || cut->length != dialect->width || cut->loose_length)
		return false;
	for (size_t i = 0; i < cut->length; i++) {
		struct sd_text text = cut->cells[i].text;
		if (text.length < 2 || text.data[0] != quote || text.data[text.length - 1] != quote)
			return false;
	}
	return true;
}

/* How much amiss a cut is: its number of cells, its odd quotes, those that look as if they opened a cell, and the same of
 * the record behind it. False where more text is wanted to tell. */
static bool amiss(const struct sd_dialect *dialect, struct sd_text text, bool last, const struct sd_cut_cells *cut,
		  size_t *points)
{
	*points = (cut->length != dialect->width ? 2U : 0U) + (cut->faults ? 1U : 0U) + 2 * cut->openers;
	if (cut->next >= text.length)
		return last;
	struct sd_cut_cells next = SD_CUT_CELLS_INIT;
	struct way way = {.dialect = dialect, .text = text, .last = last};
	bool whole = cut_by(&way, cut->next, &next);
	if (whole)
		*points += (next.length != dialect->width ? 2U : 0U) + (next.faults ? 1U : 0U);
	sd_cut_cells_release(&next);
	return whole;
}

static void take(struct sd_cut_cells *from, struct sd_cut_cells *to)
{
	struct sd_cut_cells old = *to;
	*to = *from;
	*from = old;
}

enum { OTHERWISE_NO, OTHERWISE_YES, OTHERWISE_MORE };

/* Whether the cut is as the others are, and so is what stands behind it. */
static int is_regular(const struct sd_dialect *dialect, struct sd_text text, bool last, const struct sd_cut_cells *cut)
{
	size_t points;
	if (cut->length != dialect->width || cut->faults)
		return OTHERWISE_NO;
	return !amiss(dialect, text, last, cut, &points) ? OTHERWISE_MORE : points ? OTHERWISE_NO : OTHERWISE_YES;
}

/* The one fault of a record that was cut otherwise; the column is that of the first cell that begins with a quote. */
static void name_fault(const struct sd_dialect *dialect, struct sd_cut_cells *cut, const char *fault, bool literal)
{
	cut->fault = fault;
	cut->faults++;
	cut->fault_lines = cut->fault_column = 0;
	for (size_t i = 0; literal && !cut->fault_column && i < cut->length; i++)
		if (!cut->loose_length && cut->cells[i].text.length && cut->cells[i].text.data[0] == (char)dialect->quote)
			cut->fault_column = i + 1;
}

/* Whether a record whose quotes are amiss is as the others are where one of them is a quote as typed, or stands where a
 * delimiter is missing before or behind it. */
static int cut_at_quotes(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
			 struct sd_cut_cells *cut)
{
	enum { QUOTES_MOST = 32 };
	int found;
	cut_line_by((struct way){.dialect = dialect, .undoubled = true}, text, start, cut);
	if ((found = is_regular(dialect, text, last, cut)) != OTHERWISE_NO) {
		name_fault(dialect, cut, "a quote at a cell's end is taken as typed", false);
		return found;
	}
	for (size_t literal = 1; literal <= QUOTES_MOST; literal++) {
		cut_line_by((struct way){.dialect = dialect, .literal = literal}, text, start, cut);
		if ((found = is_regular(dialect, text, last, cut)) == OTHERWISE_NO)
			continue;
		name_fault(dialect, cut, "a quote that would open a cell is taken as typed", true);
		return found;
	}
	if (dialect->quote == '\'') /* an apostrophe more often */
		return OTHERWISE_NO;
	struct way glued = {.dialect = dialect, .text = text, .last = last, .glued = true};
	if (!cut_by(&glued, start, cut))
		return OTHERWISE_MORE;
	if ((found = is_regular(dialect, text, last, cut)) != OTHERWISE_NO)
		name_fault(dialect, cut, "a delimiter is missing beside a quote", false);
	return found;
}

/* Looks at a record that is odd in the ways there are and takes the one with the least amiss. SD_CELLS_MORE where the
 * text does not tell. `cut` is the record with every quote taken for what it seems, whole or not. */
static enum sd_cut_status cut_leniently(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
	bool enough,
					bool whole, struct sd_cut_cells *cut, struct sd_cut_cells *other)
{
	if (dialect->width && cut_otherwise(dialect, text, start, whole ? cut->length : 0, other)) {
		take(other, cut);
		return SD_CELLS_RECORD;
	}
	if (dialect->width >= 3 && dialect->quote &&
	    (!whole || (cut->fault && (cut->length != dialect->width || cut->openers)))) {
		int found = cut_at_quotes(dialect, text, start, last, other);
		if (found == OTHERWISE_MORE && !enough)
			return SD_CELLS_MORE;
		if (found == OTHERWISE_YES) {
			take(other, cut);
			return SD_CELLS_RECORD;
		}
	}
	if (whole && cut->lines <= 1 && !cut->openers)
		return SD_CELLS_RECORD;
	size_t best = SIZE_MAX, points;
	bool tells = true;
	if (whole && dialect->width)
		tells &= amiss(dialect, text, last, cut, &best);
	else if (whole)
		best = cut->faults;
	const bool faulty = !whole || cut->faults;
	/* A quote closes where something else than a delimiter follows, and the record may go on over lines. */
	struct way strict = {.dialect = dialect, .text = text, .last = last, .strict_close = true};
	if (faulty && dialect->width) {
		bool strict_whole = cut_by(&strict, start, other);
		tells &= strict_whole;
		if (strict_whole) {
			tells &= amiss(dialect, text, last, other, &points);
			if (points <= best) {
				best = points;
				take(other, cut);
			}
		}
	}
	cut_line(dialect, text, start, other);
	if (dialect->width)
		tells &= amiss(dialect, text, last, other, &points);
	else
		points = other->faults;
	if (!tells && !enough)
		return SD_CELLS_MORE;
	if (points < best || (points == best && (cut->openers || (faulty && !dialect->width))))
		take(other, cut);
	return SD_CELLS_RECORD;
}

enum sd_cut_status sd_cut_cells(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
				size_t max_record, struct sd_cut_cells *cut)
{
	if (start >= text.length)
		return last ? SD_CELLS_END : SD_CELLS_MORE;
	bool enough = last;
	if (text.length - start > max_record) { /* so that the same is found whatever there is behind */
		text.length = start + max_record;
		last = false;
		enough = true;
	}
	struct way way = {.dialect = dialect, .text = text, .last = last};
	bool whole = cut_by(&way, start, cut);
	if (!whole && !enough)
		return SD_CELLS_MORE;
	bool foreign = whole && dialect->width >= 3 && in_other_quotes(dialect, cut);
	if (whole && !cut->faults && !foreign && (cut->length == dialect->width || !dialect->width)) {
		settle(cut);
		return SD_CELLS_RECORD;
	}
	if (!whole && line_end(text, start) == text.length && !last)
		return SD_CELLS_LONG;
	struct sd_cut_cells other = SD_CUT_CELLS_INIT;
	enum sd_cut_status status = cut_leniently(dialect, text, start, last, enough, whole, cut, &other);
	sd_cut_cells_release(&other);
	if (status == SD_CELLS_RECORD)
		settle(cut);
	return status;
}
