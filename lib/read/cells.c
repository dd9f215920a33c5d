/* SPDX-License-Identifier: MIT */
/* Cutting one record in one way: see dialect.h. */
#include "read/cells_state.h"

static const char odd_behind[] = "text stands behind a closing quote";
static const char not_closed[] = "a quote opens and is not closed";
const char sd_fault_stray[] = "a quote stands inside a cell without quotes";

void sd_cut_cells_release(struct sd_cut_cells *cut)
{
	free(cut->cells);
	free(cut->loose);
	sd_str_release(&cut->scratch);
}

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

void sd_cut_add_fault(struct sd_cut_cells *cut, const char *fault)
{
	/* What breaks a record is told before what does not. */
	if (!cut->fault || (cut->fault == sd_fault_stray && fault != sd_fault_stray)) {
		cut->fault = fault;
		cut->fault_lines = cut->lines;
		cut->fault_column = cut->length + 1;
	}
	cut->faults += fault != sd_fault_stray;
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

/* A cell that stood in quotes over `lines` lines: `text`, or, where it is loose, scratch from `place` on. */
static void add_quoted(const struct sd_way *way, struct sd_cut_cells *cut, struct sd_text text, bool loose,
		       size_t place, size_t lines)
{
	if (way->dialect->doubled_other && (loose || memchr(text.data, '"', text.length))) {
		size_t to = place;
		if (!loose)
			sd_str_add_text(&cut->scratch, text);
		loose = true;
		for (size_t from = place; from < cut->scratch.length; from++) {
			cut->scratch.data[to++] = cut->scratch.data[from];
			from += cut->scratch.data[from] == '"' && from + 1 < cut->scratch.length &&
				cut->scratch.data[from + 1] == '"';
		}
		cut->scratch.length = to;
	}
	if (loose)
		text = (struct sd_text){(const char *)(uintptr_t)place, cut->scratch.length - place};
	add_cell(cut, (struct sd_cell){text, SD_CELL_TEXT}, loose);
	cut->lines = lines;
}

/* Cells in scratch were noted by place, for scratch moves as it grows. */
void sd_cut_settle(struct sd_cut_cells *cut)
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

static bool at_line_end(const struct sd_dialect *dialect, struct sd_text text, size_t at)
{
	if (dialect->crlf_only)
		return text.data[at] == '\r' && (at + 1 == text.length || text.data[at + 1] == '\n');
	return text.data[at] == '\n' || text.data[at] == '\r';
}

/* The result of reading one cell. */
enum { CELL, CELL_MORE, CELL_NOT_CLOSED };

/* Whether the quote at `at` stands where one would open a cell. */
static bool opens(const struct sd_way *way, size_t at)
{
	size_t length = way->dialect->delimiter_length;
	return at_line_end(way->dialect, way->text, at - 1) || way->text.data[at - 1] == '\n' ||
	       (length && at >= length && at_delimiter(way->dialect, way->text, at - length));
}

/* A quote inside quotes that another character follows. */
struct odd_quote {
	size_t from, at; /* the cell's content; the quote */
	size_t loose;	 /* bytes of the content in scratch, SIZE_MAX where it is as it stands in the text … */
	size_t place;	 /* … from here on */
	size_t lines;
};

/* The cell is what stands before the odd quote, and behind it up to the next mark: a delimiter is missing. */
static int close_at_odd(const struct sd_way *way, struct sd_cut_cells *cut, size_t *at, const struct odd_quote *odd)
{
	struct sd_text text = way->text;
	size_t end = odd->at + 1;
	while (end < text.length && !at_delimiter(way->dialect, text, end) && !at_line_end(way->dialect, text, end))
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
	if (!cut->fault || cut->fault == sd_fault_stray) {
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
static int quoted_cell(const struct sd_way *way, struct sd_cut_cells *cut, size_t *at)
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
		bool ends = i == text.length || (way->one_line && at_line_end(dialect, text, i));
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
		    (i + 2 >= text.length || at_delimiter(dialect, text, i + 2) || at_line_end(dialect, text, i + 2)) &&
		    i > from) {
			if (loose)
				sd_str_addc(&cut->scratch, quote);
			add_quoted(way, cut, (struct sd_text){text.data + from, i + 1 - from}, loose, place, lines);
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
		if (behind == text.length || at_delimiter(dialect, text, behind) ||
		    at_line_end(dialect, text, behind)) {
			if (odd)
				cut->faults++;
			if (odd && (!cut->fault || cut->fault == sd_fault_stray)) {
				cut->fault = odd_behind;
				cut->fault_lines = odd_column_lines;
				cut->fault_column = cut->length + 1;
			}
			add_quoted(way, cut, (struct sd_text){text.data + from, i - from}, loose, place, lines);
			*at = behind;
			return CELL;
		}
		if (way->glued) {
			add_quoted(way, cut, (struct sd_text){text.data + from, i - from}, loose, place, lines);
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

bool sd_cut_is_guarded(struct sd_text text)
{
	enum { LEAST = 4 };
	return text.length >= LEAST && text.data[0] == '=' && text.data[1] == '"' &&
	       text.data[text.length - 1] == '"' && !memchr(text.data + 2, '"', text.length - 3);
}

/* A cell without quotes in which the escape takes what follows for itself, as databases write them. */
static int escaped_cell(const struct sd_way *way, struct sd_cut_cells *cut, size_t *at)
{
	const struct sd_dialect *dialect = way->dialect;
	const struct sd_text text = way->text;
	size_t i = *at, place = cut->scratch.length;
	for (; i < text.length && !at_delimiter(dialect, text, i) && !at_line_end(dialect, text, i); i++) {
		bool takes_next =
			text.data[i] == (char)dialect->escape && i + 1 < text.length &&
			(text.data[i + 1] == (char)dialect->escape || text.data[i + 1] == (char)dialect->quote ||
			 text.data[i + 1] == '\n' || at_delimiter(dialect, text, i + 1));
		i += takes_next;
		cut->lines += takes_next && text.data[i] == '\n';
		sd_str_addc(&cut->scratch, text.data[i]);
	}
	if (text.length - i < dialect->delimiter_length && !way->last && !way->one_line)
		return CELL_MORE;
	const struct sd_text value = {(const char *)(uintptr_t)place, cut->scratch.length - place};
	const bool none = i - *at == 2 && text.data[*at] == '\\' && text.data[*at + 1] == 'N';
	if (none)
		cut->scratch.length = place;
	if (none || !value.length)
		add_cell(cut, (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT}, false);
	else
		add_cell(cut, (struct sd_cell){value, SD_CELL_TEXT}, true);
	*at = i;
	return CELL;
}

static int plain_cell(const struct sd_way *way, struct sd_cut_cells *cut, size_t *at)
{
	const struct sd_dialect *dialect = way->dialect;
	struct sd_text text = way->text;
	size_t i = *at;
	if (dialect->escape_plain)
		return escaped_cell(way, cut, at);
	if (dialect->delimiter_length == 1 && !dialect->crlf_only) {
		const char delimiter = dialect->delimiter[0];
		while (i < text.length && text.data[i] != delimiter && text.data[i] != '\n' && text.data[i] != '\r')
			i++;
	} else {
		while (i < text.length && !at_delimiter(dialect, text, i) && !at_line_end(dialect, text, i))
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
	if (dialect->quote && value.length && memchr(value.data, dialect->quote, value.length) &&
	    !sd_cut_is_guarded(value))
		sd_cut_add_fault(cut, sd_fault_stray);
	for (size_t k = 0; dialect->crlf_only && k < value.length; k++)
		cut->lines += value.data[k] == '\n';
	add_cell(cut, (struct sd_cell){value, value.length ? SD_CELL_TEXT : SD_CELL_ABSENT}, false);
	*at = i;
	return CELL;
}

/* Cuts by one way: false where more text is wanted. */
bool sd_cut_by(const struct sd_way *way, size_t start, struct sd_cut_cells *cut)
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
		while (dialect->blank_quote && quote < text.length && text.data[quote] == ' ')
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
				sd_cut_add_fault(cut, not_closed);
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
		if (way->glued && at < text.length && !at_line_end(dialect, text, at))
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

size_t sd_cut_line_end(const struct sd_dialect *dialect, struct sd_text text, size_t at)
{
	while (at < text.length && !at_line_end(dialect, text, at))
		at++;
	return at;
}

/* The record in the first line alone; what follows the line's end is not looked at. */
void sd_cut_line_by(struct sd_way way, struct sd_text text, size_t start, struct sd_cut_cells *cut)
{
	size_t end = sd_cut_line_end(way.dialect, text, start);
	way.text = (struct sd_text){text.data, end};
	way.last = way.one_line = true;
	sd_cut_by(&way, start, cut);
	cut->next = end;
	if (cut->next < text.length && text.data[cut->next] == '\r')
		cut->next++;
	if (cut->next < text.length && text.data[cut->next] == '\n' && (cut->next == end ||
		text.data[cut->next - 1] == '\r'))
		cut->next++;
	cut->lines = cut->next > end;
}
