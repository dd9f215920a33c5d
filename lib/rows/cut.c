/* SPDX-License-Identifier: MIT */
#include "rows/cut.h"

enum { LF, CR, QUOTE };
static const char marks[3] = {'\n', '\r', '"'};

void sd_cutter_init(struct sd_cutter *cutter, enum sd_format format, size_t max_field)
{
	cutter->format = format;
	cutter->max_field = max_field;
	cutter->max_row = max_field > SIZE_MAX / 4 ? SIZE_MAX : max_field * 4;
	sd_cutter_reset(cutter);
}

void sd_cutter_reset(struct sd_cutter *cutter)
{
	for (size_t i = 0; i < 3; i++) {
		cutter->seen[i].from = SIZE_MAX;
		cutter->seen[i].at = 0;
	}
}

/* The next place of a mark at or behind `from`, `length` where there is none. Each byte is searched once a mark
 * (memchr), whatever the length of lines: 2 to 5 GB/s against 0.4 GB/s for a byte loop. */
static inline size_t next_mark(struct sd_cutter *cutter, int mark, const char *data, size_t length, size_t from)
{
	size_t known = cutter->seen[mark].from;
	if (from >= known && from <= cutter->seen[mark].at)
		return cutter->seen[mark].at;
	/* Gone back, behind a bad record: only what lies before the part that is known needs to be searched. */
	size_t end = from < known && known <= length ? known : length;
	const char *found = from < end ? memchr(data + from, marks[mark], end - from) : NULL;
	cutter->seen[mark].from = from;
	if (found || end == length)
		cutter->seen[mark].at = found ? (size_t)(found - data) : length;
	return cutter->seen[mark].at;
}

/* The end of the physical line that holds `from`. */
static size_t line_end(struct sd_cutter *cutter, const char *data, size_t length, size_t from)
{
	size_t lf = next_mark(cutter, LF, data, length, from);
	if (cutter->format == SD_FORMAT_JSONL)
		return lf;
	size_t cr = next_mark(cutter, CR, data, length, from);
	return lf < cr ? lf : cr;
}

/* Ends the record at the line end `end`; more bytes are needed where a CR is the last of them. */
static enum sd_cut_result finish(enum sd_cut_result result, const char *data, size_t length, size_t end, bool last,
				 struct sd_cut *cut)
{
	cut->end = end;
	if (end == length) {
		cut->next = end;
	} else if (data[end] == '\r') {
		if (end + 1 == length && !last)
			return SD_CUT_MORE;
		cut->next = end + 1 < length && data[end + 1] == '\n' ? end + 2 : end + 1;
	} else {
		cut->next = end + 1;
	}
	cut->lines++;
	return result;
}

/* Gives the first physical line from `start` up as bad. */
static enum sd_cut_result bad(struct sd_cutter *cutter, const char *data, size_t length, size_t start, bool last,
			      struct sd_cut *cut, const char *reason, size_t at)
{
	size_t end = line_end(cutter, data, length, start);
	if (end == length && !last)
		return length - start > cutter->max_row ? SD_CUT_LONG : SD_CUT_MORE;
	cut->reason = reason;
	cut->at = at;
	cut->lines = 0;
	return finish(SD_CUT_BAD, data, length, end, last, cut);
}

/* Line ends of any kind in [from, to). Most quoted fields hold none, which two searches tell. */
static uint64_t count_lines(const char *data, size_t from, size_t to)
{
	uint64_t lines = 0;
	for (const char *at = data + from; (at = memchr(at, '\n', (size_t)(data + to - at))) != NULL; at++)
		lines++;
	for (const char *at = data + from; (at = memchr(at, '\r', (size_t)(data + to - at))) != NULL; at++)
		lines += !(at + 1 < data + to && at[1] == '\n');
	return lines;
}

static enum sd_cut_result cut_plain(struct sd_cutter *cutter, const char *data, size_t length, size_t start, bool last,
				    struct sd_cut *cut)
{
	size_t end = line_end(cutter, data, length, start);
	if (end - start > cutter->max_row)
		return SD_CUT_LONG;
	if (end == length && !last)
		return SD_CUT_MORE;
	enum sd_cut_result result = finish(SD_CUT_RECORD, data, length, end, last, cut);
	if (cutter->format == SD_FORMAT_JSONL && cut->end > start && data[cut->end - 1] == '\r')
		cut->end--;
	return result;
}

/* Finds the quote that closes the one at `open`. */
static enum sd_cut_result close_quote(struct sd_cutter *cutter, const char *data, size_t length, size_t open, bool last,
				      size_t *close)
{
	for (size_t at = open + 1;;) {
		size_t quote = next_mark(cutter, QUOTE, data, length, at);
		/* The limit is on what the field says, so that the quotes around it do not count. */
		if (quote - open - 1 > cutter->max_field)
			return SD_CUT_BAD;
		if (quote == length)
			return last ? SD_CUT_BAD : SD_CUT_MORE;
		if (quote + 1 == length && !last)
			return SD_CUT_MORE;
		if (quote + 1 < length && data[quote + 1] == '"') {
			at = quote + 2;
			continue;
		}
		*close = quote;
		return SD_CUT_RECORD;
	}
}

static enum sd_cut_result cut_csv(struct sd_cutter *cutter, const char *data, size_t length, size_t start, bool last,
				  struct sd_cut *cut)
{
	size_t at = start;
	for (;;) {
		size_t end = line_end(cutter, data, length, at);
		size_t quote = next_mark(cutter, QUOTE, data, length, at);
		if (quote >= end) {
			if (end - start > cutter->max_row && count_lines(data, start, end) == 0)
				return SD_CUT_LONG;
			if (end - start > cutter->max_row)
				return bad(cutter, data, length, start, last, cut,
					   "the record is longer than a row may be; raise --max-field", start);
			if (end == length && !last)
				return SD_CUT_MORE;
			return finish(SD_CUT_RECORD, data, length, end, last, cut);
		}
		if (quote != start && data[quote - 1] != ',') {
			at = quote + 1; /* not at a cell's start: opens nothing, and the parser will refuse it */
			continue;
		}
		size_t close = 0;
		enum sd_cut_result result = close_quote(cutter, data, length, quote, last, &close);
		if (result == SD_CUT_MORE)
			return result;
		if (result == SD_CUT_BAD)
			return bad(cutter, data, length, start, last, cut,
				   "a quote opens here and is not closed within the limit of a field (--max-field)",
				   quote);
		uint64_t lines = count_lines(data, quote, close);
		if (close + 1 < length && data[close + 1] != ',' && data[close + 1] != '\n' && data[close + 1] != '\r')
			return bad(cutter, data, length, start, last, cut,
				   lines ? "a quote opens here, and the one that closes it, lines later, is followed "
					   "by neither comma nor line end; close it, or double the quotes inside"
					 : "a closing quote is followed by neither comma nor line end; "
					   "double the quotes inside a quoted field",
				   lines ? quote : close + 1);
		cut->lines += lines;
		at = close + 1;
	}
}

enum sd_cut_result sd_cut(struct sd_cutter *cutter, const char *data, size_t length, size_t start, bool last,
			  struct sd_cut *cut)
{
	*cut = (struct sd_cut){0};
	if (start == length)
		return last ? SD_CUT_END : SD_CUT_MORE;
	return cutter->format == SD_FORMAT_CSV ? cut_csv(cutter, data, length, start, last, cut)
					       : cut_plain(cutter, data, length, start, last, cut);
}
