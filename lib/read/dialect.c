/* SPDX-License-Identifier: MIT */
#include "read/dialect.h"

#include "read/value.h"

enum { SAMPLE = 96 * 1024, RECORDS = 400, WIDTH_MOST = 4096 };

static const struct {
	char byte;
	double weight; /* colons and blanks stand in times, addresses and words too */
	const char *name;
} delimiters[] = {{',', 1, "commas"}, {';', 1, "semicolons"}, {'\t', 1, "TABs"},     {'|', 1, "|"},
		  {'^', .9, "^"},     {'~', .9, "~"},	      {':', .5, "colons"}, {' ', .35, "blanks"}};
enum { DELIMITERS = sizeof delimiters / sizeof *delimiters };

/* What a text without any delimiter is worth. */
static const double ONE_COLUMN = .12;

struct score {
	double value;
	size_t width;
	double share, typed; /* of records that have this width; of their cells that are numbers or dates */
};

/* Cuts the sample and scores how regular it is. */
static struct score score(const struct sd_dialect *dialect, struct sd_text text, bool whole, double weight)
{
	size_t *widths = sd_calloc(WIDTH_MOST + 1, sizeof *widths);
	double *looks = sd_calloc(WIDTH_MOST + 1, sizeof *looks);
	double *typed = sd_calloc(WIDTH_MOST + 1, sizeof *typed);
	struct sd_cut_cells cut = SD_CUT_CELLS_INIT;
	size_t records = 0, faults = 0, best = 0, needed = 0, odd = 0;
	for (size_t at = 0; records < RECORDS; at = cut.next) {
		enum sd_cut_status status = sd_cut_cells(dialect, text, at, true, SAMPLE, &cut);
		if (status != SD_CELLS_RECORD)
			break;
		/* The last one may have been cut short by the sample's end. */
		if (cut.next == text.length && !whole && records)
			break;
		if (cut.length == 1 && cut.end == at)
			continue;
		size_t width = cut.length < WIDTH_MOST ? cut.length : WIDTH_MOST;
		double good = 0, numbers = 0;
		for (size_t i = 0; i < cut.length; i++) {
			enum sd_value value = sd_value_of(cut.cells[i].text);
			needed += cut.cells[i].text.length && (memchr(cut.cells[i].text.data, '\n',
				cut.cells[i].text.length) ||
				  (dialect->delimiter_length && memchr(cut.cells[i].text.data, dialect->delimiter[0],
					cut.cells[i].text.length)));
			numbers += value == SD_VALUE_NUMBER || value == SD_VALUE_DATE;
			good += value == SD_VALUE_ODD ? .1 : value == SD_VALUE_TEXT ? .9 : 1;
		}
		records++;
		faults += cut.faults > 0;
		odd += cut.fault != NULL;
		needed += cut.loose_length;
		widths[width]++;
		looks[width] += good / (double)cut.length;
		typed[width] += numbers / (double)cut.length;
	}
	for (size_t width = 1; width <= WIDTH_MOST; width++)
		if (widths[width] > widths[best] || (widths[width] == widths[best] && widths[width] && width > best))
			best = width;
	struct score result = {.width = best};
	if (records) {
		result.share = (double)widths[best] / (double)records;
		result.typed = typed[best] / (double)widths[best];
	}
	if (records && best > 1) {
		double share = (double)widths[best] / (double)records, sane = 1 - .8 * (double)faults / (double)records;
		result.value = share * share * ((double)best - 1) / (double)best * (looks[best] / (double)widths[best]) * sane * weight;
	} else if (records) {
		result.value = ONE_COLUMN * (1 - .8 * (double)faults / (double)records) * (looks[best] / (double)widths[best]);
	}
	/* Quotes that never hold a delimiter, but stand astray, are none. */
	if (dialect->quote && odd > needed)
		result.value *= .75;
	sd_cut_cells_release(&cut);
	free(widths);
	free(looks);
	free(typed);
	return result;
}

/* Whether the byte stands as words have it and not as tables do: a blank, or a mark with a blank or a line's end behind it. */
static bool is_punctuation(struct sd_text text, char byte)
{
	size_t marks = 0, loose = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] != byte)
			continue;
		marks++;
		loose += byte == ' ' || i + 1 == text.length || text.data[i + 1] == ' ' || text.data[i + 1] == '\n' ||
			text.data[i + 1] == '\r';
	}
	return marks && loose * 10 >= marks * 9;
}

static bool first_line_has(struct sd_text text, char byte)
{
	size_t end = 0;
	while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
		end++;
	return memchr(text.data, byte, end) != NULL;
}

/* A column of answers, each with a comma or two, is no table of two columns without a name: so it seems where the byte
 * stands as in words, hardly a cell is a number or a date, and either the first line has none of it, records have no one
 * number of cells, or it is the blank, which parts words. */
static bool is_prose(struct sd_text text, char byte, const struct score *score)
{
	if (!strchr(",;: ", byte) || score->typed >= .2 || !is_punctuation(text, byte))
		return false;
	if (byte == ' ' || score->width < 2 || score->share < .9)
		return true;
	return score->width == 2 && !first_line_has(text, byte);
}

/* Cells that begin with a blank behind the delimiter: whether all do, and whether quotes stand behind it. */
static void find_blanks(struct sd_text text, struct sd_dialect *dialect)
{
	size_t marks = 0, blanks = 0, quotes = 0, close = 0;
	if (dialect->delimiter_length != 1 || dialect->delimiter[0] == ' ')
		return;
	for (size_t i = 0; i + 2 < text.length; i++) {
		if (text.data[i] != dialect->delimiter[0])
			continue;
		marks++;
		bool blank = text.data[i + 1] == ' ';
		blanks += blank;
		quotes += blank && dialect->quote && text.data[i + 2] == (char)dialect->quote;
		close += dialect->quote && text.data[i + 1] == (char)dialect->quote;
	}
	dialect->blank_quote = quotes > close;
	dialect->blank_after = marks >= 4 && blanks * 50 >= marks * 49;
}

static bool escaped_quotes(struct sd_text text, int quote)
{
	for (size_t i = 0; i + 1 < text.length; i++)
		if (text.data[i] == '\\' && text.data[i + 1] == (char)quote)
			return true;
	return false;
}

/* `sep=;`, which Excel writes and reads. */
static size_t said_itself(struct sd_text text, struct sd_dialect *dialect)
{
	size_t at = text.length && text.data[0] == '"';
	if (text.length < at + 5 || (memcmp(text.data + at, "sep=", 4) != 0 && memcmp(text.data + at, "SEP=", 4) != 0))
		return 0;
	size_t end = at + 5 + at;
	if (end < text.length && text.data[end] != '\r' && text.data[end] != '\n')
		return 0;
	dialect->delimiter[0] = text.data[at + 4];
	dialect->delimiter_length = 1;
	return end;
}

/* Whether each line is one cell in quotes that holds a whole line of cells, as a table becomes that was read as one column
 * and written again; `inner`: those lines. */
static bool is_wrapped(struct sd_text text, struct sd_str *inner)
{
	const struct sd_dialect outer = {.delimiter = ",", .delimiter_length = 1, .quote = '"', .escape = '"'};
	struct sd_cut_cells cut = SD_CUT_CELLS_INIT;
	size_t records = 0;
	bool wrapped = text.length && text.data[0] == '"';
	for (size_t at = 0; wrapped && records < RECORDS && sd_cut_cells(&outer, text, at, true, SAMPLE, &cut) == SD_CELLS_RECORD;
	     at = cut.next) {
		if (cut.next == text.length && records) /* it may have been cut short */
			break;
		if (cut.end == at)
			continue;
		wrapped = cut.length == 1 && !cut.fault && text.data[at] == '"';
		records++;
		for (size_t i = 0; wrapped && i < cut.cells->text.length; i++)
			wrapped = cut.cells->text.data[i] != '\n' && cut.cells->text.data[i] != '\r';
		sd_str_add_text(inner, cut.cells->text);
		sd_str_addc(inner, '\n');
	}
	sd_cut_cells_release(&cut);
	return wrapped && records >= 2;
}

static void find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		 struct sd_str *why);

/* Looks into the lines, where that is what they are; three cells and more, for an answer may hold a comma or two. */
static bool find_wrapped(struct sd_text text, const struct sd_source_options *told, struct sd_dialect *dialect)
{
	struct sd_str inner = SD_STR_INIT, why = SD_STR_INIT;
	bool wrapped = !told->delimiter && told->quote < 0 && told->escape < 0 && is_wrapped(text, &inner);
	if (wrapped) {
		find(sd_str_text(&inner), true, told, dialect, &why);
		wrapped = dialect->delimiter_length == 1 && dialect->width >= 3;
		dialect->wrapped = wrapped;
	}
	sd_str_release(&inner);
	sd_str_release(&why);
	return wrapped;
}

void sd_dialect_find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		     struct sd_str *why)
{
	text.data = text.data ? text.data : "";
	if (!find_wrapped((struct sd_text){text.data, text.length < SAMPLE ? text.length : SAMPLE}, told, dialect)) {
		find(text, whole, told, dialect, why);
		return;
	}
	sd_str_adds(why, "cells ");
	sd_dialect_describe(dialect, why);
	sd_str_adds(why, "; each line stands in quotes as if it were one cell");
}

static void find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		     struct sd_str *why)
{
	*dialect = (struct sd_dialect){.delimiter_length = 0};
	text.data = text.data ? text.data : "";
	size_t skip = said_itself(text, dialect);
	bool itself = skip > 0;
	if (skip) {
		text.data += skip;
		text.length -= skip;
	}
	if (text.length > SAMPLE) {
		text.length = SAMPLE;
		whole = false;
	}
	if (told->delimiter) {
		dialect->delimiter_length = strlen(told->delimiter);
		if (dialect->delimiter_length > SD_DELIMITER_MOST)
			dialect->delimiter_length = SD_DELIMITER_MOST;
		memcpy(dialect->delimiter, told->delimiter, dialect->delimiter_length);
	}
	bool open = !dialect->delimiter_length;
	struct sd_dialect best = *dialect;
	struct score highest = {.value = -1};
	static const int quotes[] = {'"', '\'', 0};
	for (size_t q = 0; q < sizeof quotes / sizeof *quotes; q++) {
		int quote = told->quote >= 0 ? told->quote : quotes[q];
		if ((told->quote >= 0 && q) || (quote == '\'' && told->quote < 0 && !memchr(text.data, '\'',
			text.length)))
			continue;
		/* Without a quote in it the text is the same by any. */
		if (told->quote < 0 && q && !memchr(text.data, '"', text.length) && !memchr(text.data, '\'',
			text.length))
			continue;
		for (size_t e = 0; e < 2; e++) {
			int escape = told->escape >= 0 ? told->escape : e ? '\\' : quote;
			if (e && (told->escape >= 0 || !quote || !escaped_quotes(text, quote)))
				continue;
			for (size_t d = 0; d <= DELIMITERS; d++) {
				struct sd_dialect candidate = {.quote = quote, .escape = escape};
				double weight = 1;
				if (!open && d)
					break;
				if (!open) {
					memcpy(candidate.delimiter, dialect->delimiter, sizeof candidate.delimiter);
					candidate.delimiter_length = dialect->delimiter_length;
				} else if (d < DELIMITERS) {
					if (text.length && !memchr(text.data, delimiters[d].byte, text.length))
						continue;
					candidate.delimiter[0] = delimiters[d].byte;
					candidate.delimiter_length = 1;
					weight = delimiters[d].weight;
				}
				find_blanks(text, &candidate);
				/* The single quote is an apostrophe first, and quotes are rarely meant as they stand. */
				weight *= quote == '\'' ? .95 : quote ? 1 : .8;
				struct score found = score(&candidate, text, whole, weight);
				if (open && d < DELIMITERS && is_prose(text, delimiters[d].byte, &found))
					found.value *= .1;
				if (found.value > highest.value + 1e-9) {
					highest = found;
					best = candidate;
				}
			}
		}
	}
	*dialect = best;
	dialect->width = highest.value > 0 ? highest.width : 0;
	if (!dialect->delimiter_length && open)
		dialect->width = 0;
	sd_str_adds(why, "cells ");
	sd_dialect_describe(dialect, why);
	sd_str_adds(why, itself ? ", as the file says itself" : told->delimiter ? "" : ", by which it is most regular");
}

static void describe_byte(struct sd_str *words, int byte)
{
	for (size_t i = 0; i < DELIMITERS; i++)
		if (delimiters[i].byte == (char)byte) {
			sd_str_adds(words, delimiters[i].name);
			return;
		}
	char one = (char)byte;
	sd_str_add_printable(words, (struct sd_text){&one, 1}, 8);
}

void sd_dialect_describe(const struct sd_dialect *dialect, struct sd_str *words)
{
	if (!dialect->delimiter_length)
		sd_str_adds(words, "not parted (one column)");
	else
		sd_str_adds(words, "parted by ");
	if (dialect->delimiter_length == 1)
		describe_byte(words, dialect->delimiter[0]);
	else
		sd_str_add_printable(words, (struct sd_text){dialect->delimiter, dialect->delimiter_length}, 32);
	if (dialect->blank_after)
		sd_str_adds(words, " and a blank");
	if (dialect->quote)
		sd_str_addf(words, ", quoted by %c", dialect->quote);
	if (dialect->quote && dialect->escape && dialect->escape != dialect->quote)
		sd_str_addf(words, ", quotes escaped by %c", dialect->escape);
}
