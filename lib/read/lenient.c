/* SPDX-License-Identifier: MIT */
/* Cutting records leniently, in the way that leaves the least amiss: see dialect.h. */
#include "read/cells_state.h"
#include "read/value.h"

static void cut_line(const struct sd_dialect *dialect, struct sd_text text, size_t start, struct sd_cut_cells *cut)
{
	sd_cut_line_by((struct sd_way){.dialect = dialect}, text, start, cut);
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
	size_t end = sd_cut_line_end(dialect, text, start);
	struct sd_text line = {text.data + start, end - start};
	if (dialect->width < 3 || !line.length)
		return false;
	struct sd_dialect other = *dialect;
	if (dialect->quote && memchr(line.data, '\\', line.length) && dialect->escape != '\\') {
		other.escape = '\\';
		cut_line(&other, text, start, cut);
		if (cut->length == dialect->width && !cut->faults) {
			sd_cut_add_fault(cut, "quotes are escaped by \\ here, and doubled elsewhere");
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
			sd_cut_add_fault(cut, "cells have other quotes here than elsewhere");
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
			sd_cut_add_fault(cut, "cells are parted by another mark here than elsewhere");
			cut->fault_lines = cut->fault_column = 0;
			return true;
		}
	}
	return false;
}

/* Whether cells stand in quotes that the other records do not use: all that are no number, date or blank, two at least
 * where not all are. */
static bool in_other_quotes(const struct sd_dialect *dialect, const struct sd_cut_cells *cut)
{
	const char quote = dialect->quote == '\'' ? '"' : '\'';
	size_t quoted = 0;
	if (!dialect->quote || cut->length != dialect->width || cut->loose_length)
		return false;
	for (size_t i = 0; i < cut->length; i++) {
		struct sd_text text = cut->cells[i].text;
		enum sd_value value = sd_value_of(text);
		if (text.length >= 2 && text.data[0] == quote && text.data[text.length - 1] == quote)
			quoted++;
		else if (value != SD_VALUE_NOTHING && value != SD_VALUE_NUMBER && value != SD_VALUE_DATE)
			return false;
	}
	return quoted == cut->length || quoted >= 2;
}

/* How much amiss a cut is: its number of cells, its odd quotes, those that look as if they opened a cell, and the same
 * of the record behind it. False where more text is wanted to tell. */
static bool amiss(const struct sd_dialect *dialect, struct sd_text text, bool last, const struct sd_cut_cells *cut,
		  size_t *points)
{
	*points = (cut->length != dialect->width ? 2U : 0U) + (cut->faults ? 1U : 0U) + 2 * cut->openers;
	if (cut->next >= text.length)
		return last;
	struct sd_cut_cells next = SD_CUT_CELLS_INIT;
	struct sd_way way = {.dialect = dialect, .text = text, .last = last};
	bool whole = sd_cut_by(&way, cut->next, &next);
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
		if (!cut->loose_length && cut->cells[i].text.length &&
		    cut->cells[i].text.data[0] == (char)dialect->quote)
			cut->fault_column = i + 1;
}

/* Whether a record whose quotes are amiss is as the others are where one of them is a quote as typed, or stands where a
 * delimiter is missing before or behind it. */
static int cut_at_quotes(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
			 struct sd_cut_cells *cut)
{
	enum { QUOTES_MOST = 32 };
	int found;
	sd_cut_line_by((struct sd_way){.dialect = dialect, .undoubled = true}, text, start, cut);
	if ((found = is_regular(dialect, text, last, cut)) != OTHERWISE_NO) {
		name_fault(dialect, cut, "a quote at a cell's end is taken as typed", false);
		return found;
	}
	for (size_t literal = 1; literal <= QUOTES_MOST; literal++) {
		sd_cut_line_by((struct sd_way){.dialect = dialect, .literal = literal}, text, start, cut);
		if ((found = is_regular(dialect, text, last, cut)) == OTHERWISE_NO)
			continue;
		name_fault(dialect, cut, "a quote that would open a cell is taken as typed", true);
		return found;
	}
	if (dialect->quote == '\'') /* an apostrophe more often */
		return OTHERWISE_NO;
	struct sd_way glued = {.dialect = dialect, .text = text, .last = last, .glued = true};
	if (!sd_cut_by(&glued, start, cut))
		return OTHERWISE_MORE;
	if ((found = is_regular(dialect, text, last, cut)) != OTHERWISE_NO)
		name_fault(dialect, cut, "a delimiter is missing beside a quote", false);
	return found;
}

/* Looks at a record that is odd in the ways there are and takes the one with the least amiss. SD_CELLS_MORE where the
 * text does not tell. `cut` is the record with every quote taken for what it seems, whole or not. */
static enum sd_cut_status cut_leniently(const struct sd_dialect *dialect, struct sd_text text, size_t start, bool last,
					bool enough, bool whole, struct sd_cut_cells *cut, struct sd_cut_cells *other)
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
	struct sd_way strict = {.dialect = dialect, .text = text, .last = last, .strict_close = true};
	if (faulty && dialect->width) {
		bool strict_whole = sd_cut_by(&strict, start, other);
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

/* Whether two cells beside each other look like one, and the quoted one behind it: `two"x, y"`. */
static bool looks_glued(const struct sd_cut_cells *cut, char quote)
{
	for (size_t i = 0; cut->fault == sd_fault_stray && i + 1 < cut->length; i++) {
		struct sd_text left = cut->cells[i].text, right = cut->cells[i + 1].text;
		if (cut->cells[i].kind != SD_CELL_TEXT || !right.length || right.data[0] != ' ' ||
		    right.data[right.length - 1] != quote || left.data[0] == quote)
			continue;
		const char *at = memchr(left.data, quote, left.length);
		char behind = at && at + 1 < left.data + left.length ? at[1] : ' ';
		if ((behind >= 'A' && behind <= 'Z') || (behind >= 'a' && behind <= 'z') || behind & 0x80)
			return true;
	}
	return false;
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
	struct sd_way way = {.dialect = dialect, .text = text, .last = last};
	bool whole = sd_cut_by(&way, start, cut);
	if (!whole && !enough)
		return SD_CELLS_MORE;
	bool foreign = whole && dialect->width >= 3 && in_other_quotes(dialect, cut);
	if (whole && dialect->width >= 3 && cut->length == dialect->width && !cut->loose_length &&
	    dialect->quote == '"' && looks_glued(cut, '"')) {
		struct sd_way glued = {.dialect = dialect, .text = text, .last = last, .glued = true};
		struct sd_cut_cells other = SD_CUT_CELLS_INIT;
		int found = sd_cut_by(&glued, start, &other) ? is_regular(dialect, text, last, &other) : OTHERWISE_MORE;
		bool parted = found == OTHERWISE_YES;
		if (parted) {
			name_fault(dialect, &other, "a delimiter is missing beside a quote", false);
			take(&other, cut);
		}
		sd_cut_cells_release(&other);
		if (found == OTHERWISE_MORE && !enough)
			return SD_CELLS_MORE;
		if (parted) {
			sd_cut_settle(cut);
			return SD_CELLS_RECORD;
		}
	}
	if (whole && !cut->faults && !foreign && (cut->length == dialect->width || !dialect->width)) {
		sd_cut_settle(cut);
		return SD_CELLS_RECORD;
	}
	if (!whole && sd_cut_line_end(dialect, text, start) == text.length && !last)
		return SD_CELLS_LONG;
	struct sd_cut_cells other = SD_CUT_CELLS_INIT;
	enum sd_cut_status status = cut_leniently(dialect, text, start, last, enough, whole, cut, &other);
	sd_cut_cells_release(&other);
	if (status == SD_CELLS_RECORD)
		sd_cut_settle(cut);
	return status;
}
