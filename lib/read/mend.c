/* SPDX-License-Identifier: MIT */
#include "read/mend.h"

#include "read/shape_state.h"
#include "read/value.h"

/* Fewer records tell nothing of what is usual. */
enum { RECORDS_LEAST = 8, CELL_MOST = 4096 };

static bool is_blank(struct sd_text text)
{
	return !sd_text_trim(text).length;
}

/* The text with digits as 9 and letters as A and a; false where it is too long to be of a pattern. */
static bool pattern_of(struct sd_text text, char pattern[SD_PATTERN_LENGTH])
{
	if (text.length >= SD_PATTERN_LENGTH)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		pattern[i] = byte >= '0' && byte <= '9' ? '9' : byte >= 'A' && byte <= 'Z' ? 'A'
			: byte >= 'a' && byte <= 'z' ? 'a' : byte ? byte : ' ';
	}
	pattern[text.length] = '\0';
	return true;
}

static bool has_pattern(const struct sd_habit *habit, struct sd_text text)
{
	char pattern[SD_PATTERN_LENGTH];
	if (!pattern_of(text, pattern))
		return false;
	for (size_t i = 0; i < habit->patterns_length && i < SD_PATTERNS_MOST; i++)
		if (!strcmp(habit->patterns[i], pattern))
			return true;
	return false;
}

static bool is_patterned(const struct sd_habit *habit)
{
	return habit->filled >= RECORDS_LEAST && habit->patterns_length * 4 <= habit->filled &&
		habit->patterns_length <= SD_PATTERNS_MOST;
}

/* All but for one in twenty. */
static bool are_numbers(const struct sd_habit *habit)
{
	return habit->filled && habit->numbers * 20 >= habit->filled * 19;
}

static bool are_dates(const struct sd_habit *habit)
{
	return habit->filled && habit->dates * 20 >= habit->filled * 19;
}

static bool is_typed(const struct sd_habit *habit)
{
	return habit->filled >= RECORDS_LEAST && (are_numbers(habit) || are_dates(habit));
}

static void learn(struct sd_habit *habit, struct sd_text text)
{
	habit->cells++;
	if (is_blank(text))
		return;
	enum sd_value value = sd_value_of(text);
	habit->filled++;
	habit->numbers += value == SD_VALUE_NUMBER;
	habit->dates += value == SD_VALUE_DATE;
	habit->spaced += memchr(text.data, ' ', text.length) != NULL;
	if (habit->patterns_length > SD_PATTERNS_MOST || has_pattern(habit, text))
		return;
	if (habit->patterns_length == SD_PATTERNS_MOST || !pattern_of(text, habit->patterns[habit->patterns_length]))
		habit->patterns_length = SD_PATTERNS_MOST;
	habit->patterns_length++;
}

/* Whether the cell is what the column is used to. */
static bool fits(const struct sd_habit *habit, struct sd_text text)
{
	if (is_blank(text))
		return habit->filled < habit->cells;
	if (!habit->filled)
		return false;
	if (is_patterned(habit) && has_pattern(habit, text))
		return true;
	if (are_numbers(habit) || are_dates(habit)) {
		enum sd_value value = sd_value_of(text);
		return !is_patterned(habit) && value == (are_numbers(habit) ? SD_VALUE_NUMBER : SD_VALUE_DATE);
	}
	return !is_patterned(habit) && (habit->spaced || !memchr(text.data, ' ', text.length));
}

static bool goes_on(const struct sd_cell *cell)
{
	return cell->text.length > 1 && cell->text.data[0] == ' ';
}

/* How many cells there are where those that begin with a blank go on with the one before. */
static size_t joined_length(const struct sd_head_record *record)
{
	size_t length = record->length;
	for (size_t c = 1; c < record->length; c++)
		length -= goes_on(&record->cells[c]);
	return length;
}

/* Whether it is one of the records before `from` again: a header. */
static bool is_again(const struct sd_head_records *head, size_t from, size_t record)
{
	const size_t width = head->items[record].length;
	for (size_t h = 0; h < from && width; h++) {
		size_t c = 0;
		while (head->items[h].length == width && c < width &&
		       sd_text_equal(sd_head_cell(head, h, c), sd_head_cell(head, record, c)))
			c++;
		if (c == width)
			return true;
	}
	return false;
}

void sd_mender_init(struct sd_mender *mender, const struct sd_head_records *head, size_t from, size_t width)
{
	size_t regular = 0, others = 0, to = from;
	*mender = (struct sd_mender){.usual = sd_head_width(head, from)};
	for (; to < head->length; to++) {
		const struct sd_head_record *record = &head->items[to];
		/* Behind a blank record another table may begin. */
		if (!sd_head_filled(head, to) && regular >= RECORDS_LEAST)
			break;
		regular += record->length == width;
		others += record->length != width && record->length > 1 && joined_length(record) != width;
	}
	/* Where records are of all lengths, none of them is odd. */
	if (width < 2 || regular <= 4 * others || !regular)
		return;
	mender->width = width;
	if (regular < RECORDS_LEAST)
		return;
	mender->habits = sd_calloc(width, sizeof *mender->habits);
	mender->cells = sd_calloc(width, sizeof *mender->cells);
	for (size_t r = from; r < to; r++) {
		if (head->items[r].length != width || is_again(head, from, r))
			continue;
		for (size_t c = 0; c < width; c++)
			learn(&mender->habits[c], head->items[r].cells[c].text);
		mender->led += joined_length(&head->items[r]) != width;
	}
}

void sd_mender_release(struct sd_mender *mender)
{
	free(mender->habits);
	free(mender->cells);
	sd_cut_cells_release(&mender->cut);
	*mender = (struct sd_mender)SD_MENDER_INIT;
}

/* Whether the record's cells from `from` up to `to` fit the columns `shift` behind them. */
static bool all_fit(const struct sd_mender *mender, const struct sd_source_record *record, size_t from, size_t to,
		    ptrdiff_t shift)
{
	for (size_t c = from; c < to; c++)
		if (!fits(&mender->habits[(size_t)((ptrdiff_t)c + shift)], record->cells[c].text))
			return false;
	return true;
}

static enum sd_mend mended(struct sd_mender *mender, struct sd_source_record *record, size_t column, const char *what)
{
	record->cells = mender->cells;
	record->length = mender->width;
	if (!record->fault) {
		record->fault = what;
		record->fault_line = record->line;
		record->fault_column = column + 1;
	}
	return SD_MEND_MENDED;
}

/* One cell too many: which of the empty ones can go. */
static enum sd_mend leave_one_out(struct sd_mender *mender, struct sd_source_record *record)
{
	const size_t width = mender->width;
	size_t found = 0, place = 0;
	for (size_t c = 0; c <= width; c++) {
		const struct sd_cell *cells = record->cells;
		if (cells[c].kind != SD_CELL_ABSENT || (c && cells[c - 1].kind == SD_CELL_ABSENT))
			continue; /* of several beside each other it is the same which one goes */
		if (all_fit(mender, record, 0, c, 0) && all_fit(mender, record, c + 1, width + 1, -1)) {
			found++;
			place = c;
		}
	}
	if (found != 1)
		return SD_MEND_ODD;
	size_t blank = place;
	while (blank <= width && record->cells[blank].kind == SD_CELL_ABSENT)
		blank++;
	if (blank > width) /* at the record's end it does no harm */
		return SD_MEND_FITS;
	memcpy(mender->cells, record->cells, place * sizeof *mender->cells);
	memcpy(mender->cells + place, record->cells + place + 1, (width - place) * sizeof *mender->cells);
	return mended(mender, record, place, "a delimiter too many: an empty cell is left out");
}

/* Cells too many, some of which begin with a blank, as no cell does elsewhere: a text holds the delimiter and is not
 * quoted. They are put together with those before them. */
static enum sd_mend put_together(struct sd_mender *mender, struct sd_source_record *record)
{
	size_t length = 0, place = SIZE_MAX;
	for (size_t c = 0; c < record->length; c++) {
		const struct sd_cell *cell = &record->cells[c];
		if (!c || !goes_on(cell)) {
			if (length == mender->width)
				return SD_MEND_ODD;
			mender->cells[length++] = *cell;
			continue;
		}
		struct sd_text *text = &mender->cells[length - 1].text;
		if (cell->text.data != text->data + text->length + 1) /* they do not stand beside each other in the
									 source */
			return SD_MEND_ODD;
		text->length += cell->text.length + 1;
		place = place == SIZE_MAX ? length - 1 : place;
	}
	for (size_t c = 0; c < length; c++)
		if (!fits(&mender->habits[c], mender->cells[c].text))
			return SD_MEND_ODD;
	if (length != mender->width || place == SIZE_MAX)
		return SD_MEND_ODD;
	return mended(mender, record, place, "a text that holds the delimiter is not quoted: it is put together");
}

enum { DIGIT, LETTER, MARK };

static int sort_of(char byte)
{
	if ((byte >= '0' && byte <= '9') || byte == '.' || byte == ',' || byte == '/' || byte == ':')
		return DIGIT;
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte & 0x80 ? LETTER : MARK;
}

/* A place at which a cell can be parted: `skip` bytes at `at` belong to neither part. */
struct part {
	size_t cell, at, skip;
};

/* Counts the places of one kind at which cell `c` can be parted; the last is kept. */
static size_t parts_of(const struct sd_mender *mender, const struct sd_source_record *record, size_t c, int kind,
		       struct part *part)
{
	const struct sd_text text = record->cells[c].text;
	const struct sd_habit *left = &mender->habits[c], *right = left + 1;
	size_t found = 0;
	for (size_t at = c ? 1 : 0; at <= text.length; at++) {
		bool end = at == 0 || at == text.length;
		bool quote = !end && text.data[at] == '"', mark = !end && memchr(";|\t,", text.data[at], 4);
		bool change = end || sort_of(text.data[at]) != sort_of(text.data[at - 1]);
		if (((unsigned char)(at < text.length ? text.data[at] : 0) & 0xc0) == 0x80)
			continue;
		if (kind == 0 ? !quote : kind == 1 ? !mark : kind == 2 ? !change : false)
			continue;
		size_t skip = kind < 2;
		if (!fits(left, (struct sd_text){text.data, at}) ||
		    !fits(right, (struct sd_text){text.data + at + skip, text.length - at - skip}))
			continue;
		found++;
		*part = (struct part){c, at, skip};
	}
	return found;
}

/* One cell too few: which of them holds two. */
static enum sd_mend part_one(struct sd_mender *mender, struct sd_source_record *record)
{
	const size_t length = record->length;
	struct part part = {0, 0, 0};
	/* At a quote that closed one cell and opened the next; at another delimiter; where letters, digits and marks
	 * meet; anywhere. */
	for (int kind = 0; kind < 4; kind++) {
		size_t found = 0;
		for (size_t c = 0; c < length && found < 2; c++) {
			const struct sd_cell *cell = &record->cells[c];
			if (cell->text.length > CELL_MOST || !all_fit(mender, record, c + 1, length, 1))
				continue;
			found += parts_of(mender, record, c, kind, &part);
			if (!fits(&mender->habits[c], cell->text))
				break;
		}
		if (found > 1 && kind > 1)
			return SD_MEND_ODD;
		if (found != 1)
			continue;
		const struct sd_text text = record->cells[part.cell].text;
		memcpy(mender->cells, record->cells, part.cell * sizeof *mender->cells);
		memcpy(mender->cells + part.cell + 2, record->cells + part.cell + 1,
		       (length - part.cell - 1) * sizeof *mender->cells);
		struct sd_text right = {text.data + part.at + part.skip, text.length - part.at - part.skip};
		mender->cells[part.cell] =
			(struct sd_cell){{text.data, part.at}, part.at ? SD_CELL_TEXT : SD_CELL_ABSENT};
		mender->cells[part.cell + 1] = (struct sd_cell){right, right.length ? SD_CELL_TEXT : SD_CELL_ABSENT};
		return mended(mender, record, part.cell, "a delimiter is missing: a cell is parted in two");
	}
	return SD_MEND_ODD;
}

/* A line parted by blanks: which column has those that part no cells. */
static enum sd_mend cut_at_blanks(struct sd_mender *mender, struct sd_source_record *record)
{
	const struct sd_dialect blanks = {.delimiter = " ", .delimiter_length = 1, .quote = '"', .escape = '"'};
	const size_t width = mender->width;
	struct sd_cut_cells *cut = &mender->cut;
	if (!record->raw.length || record->raw.length > CELL_MOST ||
	    memchr(record->raw.data, '\n', record->raw.length) ||
	    sd_cut_cells(&blanks, record->raw, 0, true, CELL_MOST, cut) != SD_CELLS_RECORD || cut->faults ||
	    cut->length < width)
		return SD_MEND_ODD;
	const size_t more = cut->length - width;
	size_t found = 0, place = 0, sure = 0;
	struct sd_text held = {NULL, 0};
	for (size_t c = 0; c < width; c++)
		sure += is_typed(&mender->habits[c]) || is_patterned(&mender->habits[c]);
	/* Words fit any column of words. */
	if (!sure)
		return SD_MEND_ODD;
	/* Cells in scratch do not stand beside others in the line. */
	if (more && cut->loose_length)
		return SD_MEND_ODD;
	for (size_t c = 0; c < width; c++) {
		const struct sd_cell *first = &cut->cells[c], *last = &cut->cells[c + more];
		struct sd_text text = {first->text.data,
				       (size_t)(last->text.data - first->text.data) + last->text.length};
		bool quoted = false;
		for (size_t i = c; more && i <= c + more; i++)
			quoted |= cut->cells[i].text.data != first->text.data && cut->cells[i].text.data[-1] != ' ';
		quoted |= more && first->text.data > record->raw.data && first->text.data[-1] == '"';
		struct sd_source_record behind = {.cells = cut->cells + more};
		struct sd_source_record before = {.cells = cut->cells};
		if (quoted || (more && !mender->habits[c].spaced) ||
		    !fits(&mender->habits[c], more ? text : first->text) || !all_fit(mender, &before, 0, c, 0) ||
		    !all_fit(mender, &behind, c + 1, width, 0))
			continue;
		found++;
		place = c;
		held = more ? text : first->text;
		if (!more)
			break;
	}
	if (found != 1)
		return SD_MEND_ODD;
	memcpy(mender->cells, cut->cells, place * sizeof *mender->cells);
	mender->cells[place] = (struct sd_cell){held, cut->cells[place].kind};
	memcpy(mender->cells + place + 1, cut->cells + place + 1 + more, (width - place - 1) * sizeof *mender->cells);
	return mended(mender, record, 0, "cells are parted by blanks here, and not elsewhere");
}

/* Whether the record's cells, and blank ones behind them, fit all columns. */
static bool fits_padded(const struct sd_mender *mender, const struct sd_source_record *record)
{
	if (!all_fit(mender, record, 0, record->length, 0))
		return false;
	for (size_t c = record->length; c < mender->width; c++)
		if (mender->habits[c].filled == mender->habits[c].cells)
			return false;
	return true;
}

enum sd_mend sd_mend(struct sd_mender *mender, struct sd_source_record *record)
{
	const size_t width = mender->width;
	if (!width || record->length == width || record->refused)
		return SD_MEND_FITS;
	if (!mender->habits) {
		/* The last of the cells is blank: perhaps another one is too many. */
		for (size_t c = 0; record->length > width && c < width; c++)
			if (record->cells[c].kind == SD_CELL_ABSENT ||
			    (c && goes_on(&record->cells[c]) && mender->usual == width))
				return SD_MEND_ODD;
		return SD_MEND_FITS;
	}
	if (record->length == width + 1) {
		enum sd_mend found = leave_one_out(mender, record);
		if (found != SD_MEND_ODD)
			return found;
	}
	if (record->length > width)
		return mender->led ? SD_MEND_ODD : put_together(mender, record);
	if (fits_padded(mender, record))
		return SD_MEND_FITS;
	if (record->length * 2 <= width && cut_at_blanks(mender, record) == SD_MEND_MENDED)
		return SD_MEND_MENDED;
	return record->length + 1 == width ? part_one(mender, record) : SD_MEND_ODD;
}

void sd_mender_strange(const struct sd_mender *mender, const struct sd_source_record *record, size_t *typed,
		       size_t *strange)
{
	*typed = *strange = 0;
	for (size_t c = 0; mender->habits && c < mender->width && c < record->length; c++) {
		const struct sd_habit *habit = &mender->habits[c];
		if (!is_typed(habit) && !is_patterned(habit))
			continue;
		++*typed;
		*strange +=
			sd_value_of(record->cells[c].text) != SD_VALUE_NOTHING && !fits(habit, record->cells[c].text);
	}
}
