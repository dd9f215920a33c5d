/* SPDX-License-Identifier: MIT */
#include "say/lexicon_read.h"

#include "base/utf8.h"
#include "say/lexicon_condition.h"
#include "say/lexicon_lines.h"

enum { SHOWN_MOST = 40, TERM_BYTES_MOST = 1023, OWN_PLACES = 4, OTHER_PLACES = 12, AFINN_LEAST = 100, LIST_WEIGHT = 2 };

const char *sd_lexicon_format_name(enum sd_lexicon_format format)
{
	static const char *const names[SD_LEXICON_FORMATS] = {"own",  "vader",	  "emoji",    "afinn",
							      "list", "dic",	  "dicx",     "sentiws",
							      "nrc",  "loughran", "quanteda", "sentimentr"};
	return names[format];
}

/* --- lines and cells ---------------------------------------------------------------------------------------------- */

int lexicon_fail(const struct lexicon_file *file, struct sd_text line, size_t at, const char *what,
		 struct sd_text shown, const char *remedy)
{
	struct sd_str text = SD_STR_INIT;
	size_t column = 1;
	for (size_t i = 0; i < at && i < line.length; i++)
		column += ((unsigned char)line.data[i] & 0xC0) != 0x80;
	sd_str_add_printable(&text, shown, SHOWN_MOST);
	sd_fail(file->err, "%s: line %zu, column %zu: %s%s%s%s; %s", file->name, file->line, column, what,
		shown.length ? " \"" : "", text.length ? text.data : "", shown.length ? "\"" : "", remedy);
	sd_str_release(&text);
	return -1;
}

int lexicon_next_line(struct lexicon_file *file, struct sd_text *line)
{
	const struct sd_text all = file->content;
	if (file->at >= all.length)
		return 0;
	size_t end = file->at;
	while (end < all.length && all.data[end] != '\n' && all.data[end] != '\r')
		end++;
	*line = (struct sd_text){all.data + file->at, end - file->at};
	file->at = end + (end + 1 < all.length && all.data[end] == '\r' && all.data[end + 1] == '\n' ? 2 : 1);
	file->line++;
	size_t valid = line->length ? sd_utf8_valid_prefix(line->data, line->length) : 0;
	if (valid == line->length)
		return 1;
	if (file->strict)
		return lexicon_fail(file, *line, valid, "not UTF-8", (struct sd_text){NULL, 0},
				    "save the file as UTF-8");
	sd_str_clear(&file->repaired);
	for (size_t i = 0; i < line->length; i++) {
		char bytes[4];
		sd_str_add(&file->repaired, bytes, sd_utf8_encode((unsigned char)line->data[i], bytes));
	}
	*line = sd_str_text(&file->repaired);
	return 1;
}

size_t lexicon_cells(struct sd_text line, char mark, struct sd_text cells[LEXICON_CELLS_MOST])
{
	size_t count = 0;
	for (size_t i = 0;; i++) {
		size_t start = i;
		bool quoted = mark == ',' && i < line.length && line.data[i] == '"';
		if (quoted)
			for (i++; i < line.length &&
				  !(line.data[i] == '"' && (i + 1 == line.length || line.data[i + 1] == mark));)
				i++;
		size_t end = i;
		while (i < line.length && line.data[i] != mark)
			i++;
		if (count < LEXICON_CELLS_MOST)
			cells[count] = sd_text_trim(quoted ? (struct sd_text){line.data + start + 1, end - start - 1}
							   : (struct sd_text){line.data + start, i - start});
		count++;
		if (i >= line.length)
			return count;
	}
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool lexicon_same_word(struct sd_text a, struct sd_text b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (lower(a.data[i]) != lower(b.data[i]))
			return false;
	return true;
}

bool lexicon_weight(struct sd_text text, int places, int64_t *weight)
{
	size_t i = text.length && (text.data[0] == '-' || text.data[0] == '+');
	bool negative = i && text.data[0] == '-', digits = false;
	int64_t value = 0;
	for (; i < text.length && text.data[i] >= '0' && text.data[i] <= '9' && value < INT32_MAX; i++, digits = true)
		value = value * 10 + (text.data[i] - '0');
	int seen = 0;
	bool up = false;
	if (i < text.length && text.data[i] == '.')
		for (i++; i < text.length && text.data[i] >= '0' && text.data[i] <= '9' && seen < places;
		     i++, seen++, digits = true) {
			if (seen < OWN_PLACES)
				value = value * 10 + (text.data[i] - '0');
			else if (seen == OWN_PLACES)
				up = text.data[i] >= '5';
		}
	if (!digits || i < text.length)
		return false;
	for (; seen < OWN_PLACES; seen++)
		value *= 10;
	value += up;
	*weight = negative ? -value : value;
	return true;
}

int32_t lexicon_scale(int64_t weight, int64_t bound)
{
	int64_t scaled = weight * LEXICON_BOUND;
	scaled = (scaled + (scaled < 0 ? -bound / 2 : bound / 2)) / bound;
	return (int32_t)(scaled > LEXICON_BOUND ? LEXICON_BOUND : scaled < -LEXICON_BOUND ? -LEXICON_BOUND : scaled);
}

int lexicon_read_condition(const struct lexicon_file *file, struct sd_text line, struct sd_text cell)
{
	const char *wrong;
	size_t at;
	if (cell.length > TERM_BYTES_MOST)
		return lexicon_fail(file, line, (size_t)(cell.data - line.data),
				    "a condition of more than 1023 bytes:", cell, "shorten it");
	if (sd_lexicon_condition_reads(cell, &at, &wrong))
		return 0;
	return lexicon_fail(file, line, (size_t)(cell.data - line.data) + at, wrong, cell,
			    "write at-start, at-end, alone, after:WORD|WORD, before:WORD or not- before one of these");
}

int lexicon_emit(struct lexicon_file *file, struct sd_text term, int64_t weight)
{
	if (term.length > TERM_BYTES_MOST)
		return lexicon_fail(file, term, 0, "a term of more than 1023 bytes:", term, "shorten it");
	if (weight > LEXICON_BOUND || weight < -LEXICON_BOUND)
		weight = weight < 0 ? -LEXICON_BOUND : LEXICON_BOUND;
	const struct sd_lexicon_line line = {.term = term, .weight = (int32_t)weight, .line = file->line,
					     .condition = file->condition};
	return file->sink->entry(file->sink->context, &line, file->err);
}

int sd_lexicon_category_of(struct sd_text told, struct sd_lexicon_category *category, struct sd_error *err)
{
	size_t cut = told.length;
	while (cut > 0 && told.data[cut - 1] != '=')
		cut--;
	int64_t weight;
	if (cut < 2 || !lexicon_weight((struct sd_text){told.data + cut, told.length - cut}, OWN_PLACES, &weight) ||
	    weight > LEXICON_BOUND || weight < -LEXICON_BOUND)
		return sd_fail(err, "\"%.*s\" is no category with a weight; write it as joy=2, from -4 to 4",
			       (int)told.length, told.data);
	*category = (struct sd_lexicon_category){{told.data, cut - 1}, (int32_t)weight};
	return 0;
}

/* --- which format ------------------------------------------------------------------------------------------------- */

static bool has_cell(const struct sd_text *cells, size_t count, const char *name)
{
	for (size_t i = 0; i < count && i < LEXICON_CELLS_MOST; i++)
		if (lexicon_same_word(cells[i], sd_text_of(name)))
			return true;
	return false;
}

/* By the first line that is no comment; LIST stands for what only the rest can tell. */
static enum sd_lexicon_format by_first_line(struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST], trimmed = sd_text_trim(line);
	int64_t number;
	if (trimmed.data[0] == '%' && (trimmed.length == 1 || !memchr(line.data, '\t', line.length)))
		return SD_LEXICON_DIC;
	size_t count = lexicon_cells(line, '\t', cells);
	if (count > 1) {
		bool weighted = lexicon_weight(cells[1], OTHER_PLACES, &number);
		if (weighted && count >= 4 && cells[3].length && cells[3].data[0] == '[')
			return SD_LEXICON_VADER;
		const char *bar = cells[0].length ? memchr(cells[0].data, '|', cells[0].length) : NULL;
		if (weighted && bar && bar > cells[0].data && bar[1] >= 'A' && bar[1] <= 'Z')
			return SD_LEXICON_SENTIWS;
		if (!weighted && count == 3 && (sd_text_equals(cells[2], "0") || sd_text_equals(cells[2], "1")))
			return SD_LEXICON_NRC;
		if (!weighted && count == 2 && cells[1].length && cells[0].length &&
		    (unsigned char)cells[0].data[0] >= 0xE0)
			return SD_LEXICON_EMOJI;
		return SD_LEXICON_OWN;
	}
	count = lexicon_cells(line, ',', cells);
	if (count > 1 && lexicon_same_word(cells[0], SD_TEXT("DicTerm")))
		return SD_LEXICON_DICX;
	if (count > 2 && has_cell(cells, count, "Word") && has_cell(cells, count, "Positive"))
		return SD_LEXICON_LOUGHRAN;
	if (count > 1 && count < 4 && has_cell(cells, count, "x") && has_cell(cells, count, "y"))
		return SD_LEXICON_SENTIMENTR;
	for (size_t i = 1; i < trimmed.length; i++)
		if (trimmed.data[i] == ':' && (i + 1 == trimmed.length || trimmed.data[i + 1] == ' '))
			return SD_LEXICON_QUANTEDA;
	return sd_text_equals(trimmed, "---") ? SD_LEXICON_QUANTEDA : SD_LEXICON_LIST;
}

static bool is_comment(struct sd_text line)
{
	return !sd_text_trim(line).length || line.data[0] == ';' ||
	       (line.data[0] == '#' && !memchr(line.data, '\t', line.length));
}

/* A list has no TAB anywhere, and no line that ends in a number, as one with a missing TAB would. */
static bool is_list(struct lexicon_file *file)
{
	struct sd_text line;
	while (lexicon_next_line(file, &line) > 0) {
		struct sd_text trimmed = sd_text_trim(line);
		size_t cut = trimmed.length;
		int64_t number;
		if (line.length && memchr(line.data, '\t', line.length))
			return false;
		while (cut > 0 && trimmed.data[cut - 1] != ' ')
			cut--;
		if (cut && !is_comment(line) &&
		    lexicon_weight((struct sd_text){trimmed.data + cut, trimmed.length - cut}, OTHER_PLACES, &number))
			return false;
	}
	return true;
}

static bool is_afinn(struct lexicon_file *file)
{
	struct sd_text line, cells[LEXICON_CELLS_MOST];
	size_t entries = 0;
	bool beyond = false;
	while (lexicon_next_line(file, &line) > 0) {
		int64_t weight;
		if (!sd_text_trim(line).length)
			continue;
		if (lexicon_cells(line, '\t', cells) != 2 || !lexicon_weight(cells[1], 0, &weight) ||
		    weight < -5 * LEXICON_UNIT || weight > 5 * LEXICON_UNIT)
			return false;
		beyond = beyond || weight == 5 * LEXICON_UNIT || weight == -5 * LEXICON_UNIT;
		entries++;
	}
	return beyond && entries >= AFINN_LEAST;
}

static size_t past_mark(struct sd_text content)
{
	return content.length >= 3 && !memcmp(content.data, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

enum sd_lexicon_format sd_lexicon_recognise(struct sd_text content)
{
	struct lexicon_file file = {.content = content, .at = past_mark(content)};
	enum sd_lexicon_format format = SD_LEXICON_OWN;
	struct sd_text line;
	bool ours = false;
	while (lexicon_next_line(&file, &line) > 0) {
		ours = ours || (line.length > 7 && !memcmp(line.data, "# range:", 8));
		if (is_comment(line))
			continue;
		format = by_first_line(line);
		break;
	}
	file.at = past_mark(content);
	if (format == SD_LEXICON_LIST && !is_list(&file))
		format = SD_LEXICON_OWN;
	else if (format == SD_LEXICON_OWN && !ours && is_afinn(&file))
		format = SD_LEXICON_AFINN;
	sd_str_release(&file.repaired);
	return format;
}

/* --- the own format ----------------------------------------------------------------------------------------------- */

struct own {
	int64_t low, high; /* 1/10,000 */
	bool begun;
};

/* "LOW HIGH". */
static int read_range(struct lexicon_file *file, struct own *own, struct sd_text line, struct sd_text value)
{
	size_t at = (size_t)(value.data - line.data), cut = 0;
	while (cut < value.length && value.data[cut] != ' ')
		cut++;
	struct sd_text low = {value.data, cut};
	struct sd_text high = sd_text_trim((struct sd_text){value.data + cut, value.length - cut});
	if (!lexicon_weight(low, OWN_PLACES, &own->low) || !lexicon_weight(high, OWN_PLACES, &own->high) ||
	    own->low >= own->high)
		return lexicon_fail(file, line, at, "not a range:", value, "write it as -4 4, the lower bound first");
	return 0;
}

/* A comment; those of the form `# key: value` above the first entry are the head. */
static int read_comment(struct lexicon_file *file, struct own *own, struct sd_text line)
{
	struct sd_text text = sd_text_trim((struct sd_text){line.data + 1, line.length - 1});
	const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
	if (!colon || own->begun)
		return 0;
	struct sd_text key = {text.data, (size_t)(colon - text.data)};
	struct sd_text value = sd_text_trim((struct sd_text){colon + 1, text.length - key.length - 1});
	if (file->sink->about)
		file->sink->about(file->sink->context, key, value);
	return sd_text_equals(key, "range") ? read_range(file, own, line, value) : 0;
}

static int read_own_entry(struct lexicon_file *file, struct own *own, struct sd_text line)
{
	struct sd_text nothing = {NULL, 0};
	const char *tab = memchr(line.data, '\t', line.length);
	if (!tab)
		return lexicon_fail(file, line, line.length, "no TAB behind the term", nothing,
				    "write term, TAB, weight");
	size_t at = (size_t)(tab - line.data);
	struct sd_text term = sd_text_trim((struct sd_text){line.data, at});
	struct sd_text rest = {tab + 1, line.length - at - 1};
	const char *notes = rest.length ? memchr(rest.data, '\t', rest.length) : NULL;
	struct sd_text cell =
		sd_text_trim((struct sd_text){rest.data, notes ? (size_t)(notes - rest.data) : rest.length});
	int64_t weight;
	if (!term.length)
		return lexicon_fail(file, line, 0, "no term before the TAB", term, "write term, TAB, weight");
	if (!lexicon_weight(cell, OWN_PLACES, &weight))
		return lexicon_fail(file, line, at + 1, cell.length ? "not a weight:" : "no weight behind the TAB",
				    cell, "write a number with a point and at most four decimals, as -1.5");
	if (weight < own->low || weight > own->high)
		return lexicon_fail(file, line, at + 1, "a weight out of range:", cell,
				    "keep within the range at the head of the file (-4 to 4 where it says none)");
	struct sd_text behind = {NULL, 0};
	if (notes)
		behind = sd_text_trim((struct sd_text){notes + 1, (size_t)(line.data + line.length - notes - 1)});
	tab = behind.length ? memchr(behind.data, '\t', behind.length) : NULL;
	if (tab)
		behind = sd_text_trim((struct sd_text){behind.data, (size_t)(tab - behind.data)});
	file->condition = sd_lexicon_is_condition(behind) ? behind : (struct sd_text){NULL, 0};
	if (file->condition.length && lexicon_read_condition(file, line, behind))
		return -1;
	own->begun = true;
	return lexicon_emit(file, term, lexicon_scale(weight, -own->low > own->high ? -own->low : own->high));
}

static int read_own(struct lexicon_file *file)
{
	struct own own = {-LEXICON_BOUND, LEXICON_BOUND, false};
	struct sd_text line;
	int got;
	while ((got = lexicon_next_line(file, &line)) > 0) {
		int failed = 0;
		if (line.length && line.data[0] == '#' && !memchr(line.data, '\t', line.length))
			failed = read_comment(file, &own, line);
		else if (sd_text_trim(line).length)
			failed = read_own_entry(file, &own, line);
		if (failed)
			return -1;
	}
	return got;
}

/* --- those of one weight a line ----------------------------------------------------------------------------------- */

/* term⇥weight: VADER's, AFINN's; SentiWS' with a part of speech and forms. */
static int read_weighted(struct lexicon_file *file, int64_t bound, bool forms)
{
	struct sd_text line, cells[LEXICON_CELLS_MOST];
	while (lexicon_next_line(file, &line) > 0) {
		int64_t weight;
		if (!sd_text_trim(line).length)
			continue;
		size_t count = lexicon_cells(line, '\t', cells);
		if (count < 2 || !cells[0].length)
			return lexicon_fail(file, line, 0, "no term and weight with a TAB between", line,
					    "write term, TAB, weight");
		if (!lexicon_weight(cells[1], OTHER_PLACES, &weight))
			return lexicon_fail(file, line, (size_t)(cells[1].data - line.data), "not a weight:", cells[1],
					    "write a number with a point, as -1.5");
		if (weight > bound || weight < -bound)
			return lexicon_fail(file, line, (size_t)(cells[1].data - line.data),
					    "a weight out of range:", cells[1], "files of this kind have none beyond");
		int32_t scaled = lexicon_scale(weight, bound);
		const char *bar = forms ? memchr(cells[0].data, '|', cells[0].length) : NULL;
		if (forms && !bar)
			return lexicon_fail(file, line, 0, "no |PART behind the lemma:", cells[0], "write lemma|PART");
		if (bar)
			cells[0].length = (size_t)(bar - cells[0].data);
		if (lexicon_emit(file, cells[0], scaled))
			return -1;
		struct sd_text words[LEXICON_CELLS_MOST];
		size_t length = forms && count > 2 && cells[2].length ? lexicon_cells(cells[2], ',', words) : 0;
		for (size_t i = 0; i < length && i < LEXICON_CELLS_MOST; i++)
			if (words[i].length && lexicon_emit(file, words[i], scaled))
				return -1;
	}
	return 0;
}

/* Whether a file's name, without its folders, holds the word or its beginning behind what is no letter. */
static bool name_says(const char *name, const char *word)
{
	const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	size_t length = strlen(word);
	for (const char *at = base; *at; at++) {
		bool first = at == base || !((lower(at[-1]) >= 'a' && lower(at[-1]) <= 'z'));
		size_t i = 0;
		while (first && i < length && lower(at[i]) == word[i])
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static int read_list(struct lexicon_file *file)
{
	bool good = name_says(file->name, "pos"), bad = name_says(file->name, "neg");
	int32_t weight = file->told->list_weight;
	if (!weight && good == bad)
		return sd_fail(file->err,
			       "%s: a list of words without weights, and its name says neither positive nor negative; "
			       "name it so, or make a lexicon of it: saydo lexicon --convert --list-weight 2 FILE",
			       file->name);
	if (!weight)
		weight = (good ? LIST_WEIGHT : -LIST_WEIGHT) * LEXICON_UNIT;
	struct sd_text line;
	while (lexicon_next_line(file, &line) > 0)
		if (!is_comment(line) && lexicon_emit(file, sd_text_trim(line), weight))
			return -1;
	return 0;
}

static int read_sentimentr(struct lexicon_file *file)
{
	struct sd_text line, cells[LEXICON_CELLS_MOST];
	struct lexicon_file ahead = *file;
	size_t x = 0, y = 0, columns = 0;
	int64_t bound = LEXICON_UNIT, weight;
	/* Twice: how far the weights go, then the entries. */
	ahead.repaired = (struct sd_str)SD_STR_INIT;
	for (bool head = true; lexicon_next_line(&ahead, &line) > 0;) {
		if (!sd_text_trim(line).length)
			continue;
		size_t count = lexicon_cells(line, ',', cells);
		for (size_t i = 0; head && i < count; i++) {
			x = lexicon_same_word(cells[i], SD_TEXT("x")) ? i : x;
			y = lexicon_same_word(cells[i], SD_TEXT("y")) ? i : y;
		}
		if (head)
			columns = count;
		else if (count == columns && lexicon_weight(cells[y], OTHER_PLACES, &weight) &&
			 (weight > bound || weight < -bound))
			bound = 2 * LEXICON_UNIT;
		head = false;
	}
	sd_str_release(&ahead.repaired);
	for (bool head = true; lexicon_next_line(file, &line) > 0; head = false) {
		if (!sd_text_trim(line).length || head)
			continue;
		if (lexicon_cells(line, ',', cells) != columns || !cells[x].length)
			return lexicon_fail(file, line, 0, "not as many cells as the head has",
					    (struct sd_text){NULL, 0}, "write x, a comma, y");
		if (!lexicon_weight(cells[y], OTHER_PLACES, &weight) || weight > bound || weight < -bound)
			return lexicon_fail(file, line, (size_t)(cells[y].data - line.data),
					    "not a weight of -2 to 2:", cells[y],
					    "write a number with a point, as -0.75");
		if (weight && lexicon_emit(file, cells[x], lexicon_scale(weight, bound)))
			return -1;
	}
	return 0;
}

static int read_as(struct lexicon_file *file, enum sd_lexicon_format format)
{
	switch (format) {
	case SD_LEXICON_VADER:
		return read_weighted(file, 4 * LEXICON_UNIT, false);
	case SD_LEXICON_AFINN:
		return read_weighted(file, 5 * LEXICON_UNIT, false);
	case SD_LEXICON_SENTIWS:
		return read_weighted(file, LEXICON_UNIT, true);
	case SD_LEXICON_LIST:
		return read_list(file);
	case SD_LEXICON_SENTIMENTR:
		return read_sentimentr(file);
	case SD_LEXICON_DIC:
		return lexicon_read_dic(file);
	case SD_LEXICON_DICX:
	case SD_LEXICON_LOUGHRAN:
		return lexicon_read_csv_categories(file);
	case SD_LEXICON_NRC:
		return lexicon_read_nrc(file);
	case SD_LEXICON_QUANTEDA:
		return lexicon_read_quanteda(file);
	case SD_LEXICON_EMOJI:
		return sd_fail(file->err, "%s: emoji with descriptions and no weights; they serve --rules vader alone",
			       file->name);
	default:
		return read_own(file);
	}
}

int sd_lexicon_read(const char *name, struct sd_text content, const struct sd_lexicon_told *told,
		    const struct sd_lexicon_sink *sink, struct sd_error *err)
{
	static const struct sd_lexicon_told nothing;
	enum sd_lexicon_format format = sd_lexicon_recognise(content);
	struct lexicon_file file = {.name = name,
				    .content = content,
				    .at = past_mark(content),
				    .strict = format == SD_LEXICON_OWN,
				    .told = told ? told : &nothing,
				    .sink = sink,
				    .err = err};
	int result = read_as(&file, format);
	sd_str_release(&file.repaired);
	return result;
}

int lexicon_read_topics(const char *name, struct sd_text content, enum sd_lexicon_format format,
			const struct lexicon_topics *topics, struct sd_error *err)
{
	static const struct sd_lexicon_told nothing;
	struct lexicon_file file = {.name = name,
				    .content = content,
				    .at = past_mark(content),
				    .told = &nothing,
				    .topics = topics,
				    .err = err};
	int result = read_as(&file, format);
	sd_str_release(&file.repaired);
	return result;
}
