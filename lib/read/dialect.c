/* SPDX-License-Identifier: MIT */
#include "read/dialect_state.h"

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
	size_t records, needed; /* needed: quotes around a delimiter or a line's end, or doubled */
	size_t bytes;		/* that the records take */
};

/* Cuts the sample and scores how regular it is. */
static struct score score(const struct sd_dialect *dialect, struct sd_text text, bool whole, double weight)
{
	size_t *widths = sd_calloc(WIDTH_MOST + 1, sizeof *widths);
	double *looks = sd_calloc(WIDTH_MOST + 1, sizeof *looks);
	double *typed = sd_calloc(WIDTH_MOST + 1, sizeof *typed);
	struct sd_cut_cells cut = SD_CUT_CELLS_INIT;
	size_t records = 0, faults = 0, best = 0, needed = 0, odd = 0, bytes = 0;
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
			const bool padded =
				value == SD_VALUE_ODD && sd_value_of(sd_text_trim(cut.cells[i].text)) != SD_VALUE_ODD;
			good += padded ? .5 : value == SD_VALUE_ODD ? .1 : value == SD_VALUE_TEXT ? .9 : 1;
		}
		records++;
		bytes = cut.next;
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
	struct score result = {.width = best, .records = records, .needed = needed, .bytes = bytes};
	if (records) {
		result.share = (double)widths[best] / (double)records;
		result.typed = typed[best] / (double)widths[best];
	}
	if (records && best > 1) {
		double share = (double)widths[best] / (double)records, sane = 1 - .8 * (double)faults / (double)records;
		result.value = share * share * ((double)best - 1) / (double)best *
			       (looks[best] / (double)widths[best]) * sane * weight;
	} else if (records) {
		result.value =
			ONE_COLUMN * (1 - .8 * (double)faults / (double)records) * (looks[best] / (double)widths[best]);
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

/* A column of answers, each with a comma or two, is no table of two columns without a name: so it seems where the byte
 * stands as in words, hardly a cell is a number or a date, and either the first line has none of it, records have no
 * one number of cells, or it is the blank, which parts words but where quotes tell. */
static bool is_prose(struct sd_text text, char byte, const struct score *score)
{
	if (!strchr(",;: ", byte) || score->typed >= .2 || !sd_sample_is_punctuation(text, byte))
		return false;
	/* Blanks part cells where each record has the same number of them, and quotes hold those within a cell. */
	if (byte == ' ')
		return !(score->share >= 1 && score->needed && score->width >= 2 && score->records * score->width >= 6);
	if (score->width < 2 || score->share < .9)
		return true;
	return score->width == 2 && !sd_sample_first_line_has(text, byte);
}

/* Cells that begin with blanks behind the delimiter: whether all do, and whether quotes stand behind them. True where
 * some quote does. */
static bool find_blanks(struct sd_text text, struct sd_dialect *dialect)
{
	size_t marks = 0, blanks = 0, quotes = 0, close = 0;
	if (dialect->delimiter_length != 1 || dialect->delimiter[0] == ' ')
		return false;
	for (size_t i = 0; i + 2 < text.length; i++) {
		if (text.data[i] != dialect->delimiter[0])
			continue;
		marks++;
		bool blank = text.data[i + 1] == ' ';
		size_t behind = i + 1;
		while (behind + 1 < text.length && text.data[behind] == ' ')
			behind++;
		blanks += blank;
		quotes += blank && dialect->quote && text.data[behind] == (char)dialect->quote;
		close += dialect->quote && text.data[i + 1] == (char)dialect->quote;
	}
	dialect->blank_quote = quotes > close;
	dialect->blank_after = marks >= 4 && blanks * 50 >= marks * 49;
	return quotes > 0;
}

/* `sep=;`, which Excel writes and reads. */
static size_t said_itself(struct sd_text text, struct sd_dialect *dialect)
{
	size_t at = text.length && text.data[0] == '"';
	if (text.length < at + 5 || !text.data[at + 4] || strchr("\r\n\"", text.data[at + 4]) ||
	    (memcmp(text.data + at, "sep=", 4) != 0 && memcmp(text.data + at, "SEP=", 4) != 0))
		return 0;
	size_t end = at + 5 + at;
	if (end < text.length && text.data[end] != '\r' && text.data[end] != '\n')
		return 0;
	dialect->delimiter[0] = text.data[at + 4];
	dialect->delimiter_length = 1;
	return end;
}

/* Whether lines are one cell in quotes that holds a whole line of cells, as a table becomes that was read as one column
 * and written again: all of them, or those that need quotes. More delimiters may stand behind; `inner`: those lines. */
static bool is_wrapped(struct sd_text text, bool whole, char delimiter, struct sd_str *inner)
{
	const struct sd_dialect outer = {.delimiter = {delimiter}, .delimiter_length = 1, .quote = '"', .escape = '"'};
	struct sd_cut_cells cut = SD_CUT_CELLS_INIT;
	size_t records = 0, quoted = 0;
	bool wrapped = true;
	for (size_t at = 0;
	     wrapped && records < RECORDS && sd_cut_cells(&outer, text, at, true, SAMPLE, &cut) == SD_CELLS_RECORD;
	     at = cut.next) {
		if (cut.next == text.length && records && !whole) /* it may have been cut short */
			break;
		if (cut.end == at)
			continue;
		wrapped = !cut.fault && cut.lines <= 1;
		for (size_t c = 1; wrapped && c < cut.length; c++)
			wrapped = cut.cells[c].kind == SD_CELL_ABSENT;
		quoted += text.data[at] == '"';
		records++;
		sd_str_add_text(inner, cut.cells->text);
		sd_str_addc(inner, '\n');
	}
	sd_cut_cells_release(&cut);
	return wrapped && records >= 2 && quoted;
}

static void find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		 struct sd_str *why);

/* Looks into the lines, where that is what they are; three cells and more, for an answer may hold a comma or two, but
 * for two where one of them is quoted behind its delimiter, or where each line has one and no blank behind it. */
static bool find_wrapped(struct sd_text text, bool whole, const struct sd_source_options *told,
			 struct sd_dialect *dialect)
{
	static const char outers[] = ",;\t";
	const double regular = .9;
	bool wrapped = false;
	for (const char *outer = outers; *outer && !wrapped; outer++) {
		struct sd_str inner = SD_STR_INIT, why = SD_STR_INIT;
		if (!told->delimiter && told->quote < 0 && told->escape < 0 &&
		    is_wrapped(text, whole, *outer, &inner)) {
			const struct sd_text lines = sd_str_text(&inner);
			find(lines, true, told, dialect, &why);
			const char by = dialect->delimiter[0];
			const double share = dialect->width >= 2 ? score(dialect, lines, true, 1).share : 0;
			wrapped = dialect->delimiter_length == 1 && by != ' ' && share >= regular &&
				  (dialect->width >= 3 ||
				   (dialect->quote && sd_sample_holds(lines, by, (char)dialect->quote)) ||
				   (share >= 1 && sd_sample_first_line_has(lines, by) &&
				    !sd_sample_holds(lines, by, ' ')));
			dialect->wrapped = wrapped;
			dialect->outer = *outer;
		}
		sd_str_release(&inner);
		sd_str_release(&why);
	}
	return wrapped;
}

void sd_dialect_find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		     struct sd_str *why)
{
	text.data = text.data ? text.data : "";
	if (!find_wrapped((struct sd_text){text.data, text.length < SAMPLE ? text.length : SAMPLE},
			  whole && text.length <= SAMPLE, told, dialect)) {
		find(text, whole, told, dialect, why);
		return;
	}
	sd_str_adds(why, "cells ");
	sd_dialect_describe(dialect, why);
	sd_str_adds(why, "; lines stand in quotes, each as if it were one cell");
}

/* What may part cells, and how likely that is before the text is looked at. */
struct mark {
	char bytes[SD_DELIMITER_MOST];
	size_t length;
	double weight, share; /* share: of records that have one number of cells, which is needed */
};
enum { MARKS_MOST = DELIMITERS + 8 };

static size_t count_of(struct sd_text text, const struct mark *mark)
{
	size_t count = 0;
	for (const char *at = text.data, *end = text.data + text.length;
	     (at = memmem(at, (size_t)(end - at), mark->bytes, mark->length)) != NULL; at += mark->length)
		count++;
	return count;
}

/* Bytes of the sign at `at` that is no letter, digit, blank or quote, and that addresses, dates and sums do not hold
 * either: of ASCII, or from U+00A4 to U+00B8. 0: none. */
static size_t sign_length(struct sd_text text, size_t at)
{
	static const char signs[] = "#!*^~|;:\x01\x02\x03\x04\x05\x06\x07\x1c\x1d\x1e\x1f";
	static const char latin[] = "\xa4\xa6\xa7\xa8\xac\xaf\xb1\xb4\xb6\xb7\xb8";
	if (text.data[at] && strchr(signs, text.data[at]))
		return 1;
	if (text.data[at] != '\xc2' || at + 1 >= text.length || !text.data[at + 1])
		return 0;
	return strchr(latin, text.data[at + 1]) ? 2 : 0;
}

/* Adds unusual delimiters: signs of the first line, one or a run of them, but for a run at its end. */
static size_t add_signs(struct sd_text text, struct mark *marks, size_t length)
{
	const size_t known = length;
	struct sd_text line = {text.data, 0};
	while (line.length < text.length && text.data[line.length] != '\n' && text.data[line.length] != '\r')
		line.length++;
	for (size_t at = 0, size; at < line.length && length < MARKS_MOST; at += size ? size : 1) {
		struct mark mark = {.weight = .9, .share = .9};
		for (size_t one = size = 0; at + size < line.length && (one = sign_length(line, at + size)) > 0;)
			size += one;
		if (!size || size > SD_DELIMITER_MOST || at + size == line.length)
			continue;
		memcpy(mark.bytes, line.data + at, size);
		mark.length = size;
		bool there = false;
		for (size_t m = 0; m < length && !there; m++)
			there = marks[m].length == size && !memcmp(marks[m].bytes, mark.bytes, size);
		if (!there)
			marks[length++] = mark;
	}
	/* Where one stands in such runs alone, it is they that part. */
	for (size_t m = known; m < length; m++)
		for (size_t k = 0; k < length; k++) {
			const size_t within = count_of((struct sd_text){marks[m].bytes, marks[m].length}, &marks[k]);
			if (k != m && within &&
			    count_of(text, &marks[m]) * within * 10 >= count_of(text, &marks[k]) * 9)
				marks[k].weight *= .5;
		}
	return length;
}

/* The best way to cut the text so far. */
struct found {
	struct sd_text text;
	bool whole, open, bare_ends; /* open: nobody told the delimiter; bare_ends: of one byte, among those of two */
	struct sd_dialect dialect;
	struct score score;
	double weight;
};

/* Whether apostrophes put lines together that are as wide one by one: 'tis and dogs' are no quotes. Real ones around a
 * line's end leave pieces behind where they are not minded. */
static bool joins_lines(const struct found *found, const struct sd_dialect *candidate, const struct score *one)
{
	const struct sd_dialect *best = &found->dialect;
	return candidate->quote == '\'' && best->quote == '"' &&
	       candidate->delimiter_length == best->delimiter_length &&
	       !memcmp(candidate->delimiter, best->delimiter, best->delimiter_length) &&
	       one->width == found->score.width && found->score.share >= one->share &&
	       found->score.records * one->bytes > one->records * found->score.bytes;
}

static void try(struct found *found, const struct sd_dialect *candidate, double weight, double share)
{
	struct score one = score(candidate, found->text, found->whole, weight);
	if (candidate->delimiter_length == 1 && is_prose(found->text, candidate->delimiter[0], &one))
		one.value *= .1;
	if ((found->open && candidate->delimiter_length && one.width < 2) || joins_lines(found, candidate, &one))
		return;
	if (one.share >= share && one.value > found->score.value + 1e-9) {
		found->score = one;
		found->dialect = *candidate;
		found->weight = weight;
	}
}

/* Colons stand in times and addresses. `mark`: what parts cells, NULL where the candidate has that. */
static void try_mark(struct found *found, const struct mark *mark, struct sd_dialect candidate, bool escape_told)
{
	double weight = mark ? mark->weight : 1;
	const double share = mark ? mark->share : 0;
	if (mark) {
		memcpy(candidate.delimiter, mark->bytes, sizeof candidate.delimiter);
		candidate.delimiter_length = mark->length;
	}
	const char byte = candidate.delimiter_length == 1 ? candidate.delimiter[0] : '\0';
	const bool behind_blanks = find_blanks(found->text, &candidate);
	/* The single quote is an apostrophe first, and quotes are rarely meant as they stand. */
	weight *= candidate.quote == '\'' ? .95 : candidate.quote ? 1 : .8;
	if (mark && byte && !sd_sample_first_line_has(found->text, byte))
		weight *= byte == ':' ? .3 : sd_sample_has_other_names(found->text, byte) ? .4 : 1;
	try(found, &candidate, weight, share);
	if (found->bare_ends && candidate.quote) {
		struct sd_dialect by_two = candidate;
		by_two.crlf_only = true;
		try(found, &by_two, weight * .9, share);
	}
	if (behind_blanks && !candidate.blank_quote) {
		struct sd_dialect padded = candidate;
		padded.blank_quote = true;
		try(found, &padded, weight, share);
	}
	if (!escape_told && byte && candidate.escape == '\\' && sd_sample_holds(found->text, '\\', byte)) {
		candidate.escape_plain = true;
		try(found, &candidate, weight, share);
	}
}

/* Whether all records, but for the first that may name them, are one number or date each. */
static bool are_values(const struct sd_dialect *dialect, struct sd_text text, bool whole)
{
	const struct score found = score(dialect, text, whole, 1);
	return found.records >= 3 && found.typed * (double)found.records >= (double)found.records - 1.1;
}

/* Tries what may quote and escape, with each of the marks and with what was told. */
static void try_all(struct found *found, const struct sd_source_options *told, const struct mark *marks,
		    size_t marks_length)
{
	static const int quotes[] = {'"', '\'', 0};
	const struct sd_text text = found->text;
	const struct sd_dialect as_told = found->dialect;
	const bool apostrophes = memchr(text.data, '\'', text.length) != NULL;
	for (size_t q = 0; q < sizeof quotes / sizeof *quotes; q++) {
		const int quote = told->quote >= 0 ? told->quote : quotes[q];
		if ((told->quote >= 0 && q) || (quote == '\'' && told->quote < 0 && !apostrophes))
			continue;
		/* Without a quote in it the text is the same by any, but for escapes. */
		if (told->quote < 0 && q && !apostrophes && !memchr(text.data, '"', text.length))
			continue;
		for (size_t e = 0; e < 2; e++) {
			const int escape = told->escape >= 0 ? told->escape : e ? '\\' : quote;
			const struct sd_dialect candidate = {.quote = quote, .escape = escape};
			if (e && (told->escape >= 0 || !quote || !memchr(text.data, '\\', text.length)))
				continue;
			for (size_t m = 0; m < marks_length; m++)
				if (count_of(text, &marks[m]))
					try_mark(found, &marks[m], candidate, told->escape >= 0);
			struct sd_dialect none = candidate;
			memcpy(none.delimiter, as_told.delimiter, sizeof none.delimiter);
			none.delimiter_length = as_told.delimiter_length;
			try_mark(found, NULL, none, told->escape >= 0);
		}
	}
}

/* Looks once more at what was found: at lines of one value, and at lone line feeds. */
static void look_again(struct found *found, const struct sd_dialect *one)
{
	const struct sd_dialect *best = &found->dialect;
	/* Lines that are one number or one date each are parted neither at its blank nor at a comma that no name
	 * has. */
	if (found->open && best->delimiter_length == 1 &&
	    (best->delimiter[0] == ' ' || !sd_sample_first_line_has(found->text, best->delimiter[0])) &&
	    are_values(one, found->text, found->whole))
		found->dialect = *one;
	/* Among enough records the few that a lone LF parts tell it, where it does not change how wide they are. */
	if (found->bare_ends && best->quote && found->score.records >= 8) {
		struct found by_two = *found;
		by_two.dialect.crlf_only = true;
		const struct sd_dialect candidate = by_two.dialect;
		try(&by_two, &candidate, found->weight, 0);
		if (by_two.score.value > found->score.value && by_two.score.width == found->score.width)
			*found = by_two;
	}
}

static void find(struct sd_text text, bool whole, const struct sd_source_options *told, struct sd_dialect *dialect,
		 struct sd_str *why)
{
	*dialect = (struct sd_dialect){.delimiter_length = 0};
	text.data = text.data ? text.data : "";
	const size_t skip = said_itself(text, dialect);
	text.data += skip;
	text.length -= skip;
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
	const bool open = !dialect->delimiter_length;
	struct mark marks[MARKS_MOST];
	size_t marks_length = 0;
	for (size_t d = 0; open && d < DELIMITERS; d++)
		marks[marks_length++] = (struct mark){{delimiters[d].byte}, 1, delimiters[d].weight, 0};
	if (open)
		marks_length = add_signs(text, marks, marks_length);
	struct found found = {.text = text,
			      .whole = whole,
			      .open = open,
			      .bare_ends = sd_sample_has_bare_ends(text),
			      .dialect = *dialect,
			      .score = {.value = -1}};
	try_all(&found, told, marks, marks_length);
	const int quote_of_one = told->quote >= 0 ? told->quote : '"';
	const struct sd_dialect one = {.quote = quote_of_one,
				       .escape = told->escape >= 0 ? told->escape : quote_of_one};
	look_again(&found, &one);
	size_t names = 0;
	const char of_first =
		open && !found.dialect.delimiter_length ? sd_sample_mark_of_first_line(text, &names) : '\0';
	if (of_first) {
		found.dialect = one;
		found.dialect.delimiter[0] = of_first;
		found.dialect.delimiter_length = 1;
		found.score.width = names;
	}
	found.dialect.doubled_other = found.dialect.quote == '\'' && told->quote < 0 && sd_sample_are_doubled(text);
	*dialect = found.dialect;
	dialect->width = found.score.value > 0 ? found.score.width : 0;
	if (!dialect->delimiter_length && open)
		dialect->width = 0;
	sd_str_adds(why, "cells ");
	sd_dialect_describe(dialect, why);
	const char sign = open && !dialect->delimiter_length ? sd_sample_sign_in_each_line(text, whole) : '\0';
	if (sign)
		sd_str_addf(why, ", though each line holds as many %c (--delimiter '%c' parts them)", sign, sign);
	else
		sd_str_adds(why, of_first ? ", as the first line is; the others are hardly regular: look at them"
				 : skip	  ? ", as the file says itself"
				 : told->delimiter ? ""
						   : ", by which it is most regular");
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
		sd_str_addf(words, ", %s escaped by %c", dialect->escape_plain ? "delimiters" : "quotes",
			    dialect->escape);
	if (dialect->doubled_other)
		sd_str_adds(words, ", \"\" in them taken for \"");
	if (dialect->crlf_only)
		sd_str_adds(words, ", records ended by CR LF alone");
}
