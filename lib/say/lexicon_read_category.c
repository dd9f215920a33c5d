/* SPDX-License-Identifier: MIT */
/* Lexicons that put terms into categories: LIWC's, Loughran and McDonald's, the NRC's, quanteda's. */
#include "base/mem.h"
#include "say/lexicon_lines.h"

enum { FEELING = 2 * LEXICON_UNIT, NAMES_SHOWN = 12 };

/* What files of these kinds call praise and blame; the last two are quanteda's for what is denied. */
static const struct {
	const char *name;
	int32_t weight;
} feelings[] = {
	{"posemo", FEELING},	{"pos", FEELING},     {"positive", FEELING},  {"positiv", FEELING},
	{"tone_pos", FEELING},	{"emo_pos", FEELING}, {"pos_feel", FEELING},  {"negemo", -FEELING},
	{"neg", -FEELING},	{"negative", -FEELING}, {"negativ", -FEELING}, {"tone_neg", -FEELING},
	{"emo_neg", -FEELING},	{"neg_feel", -FEELING}, {"neg_positive", -FEELING}, {"neg_negative", FEELING},
};

/* A file's categories: their names, for the message that none is known, and what they weigh. */
struct categories {
	struct category {
		struct sd_text name; /* of the content, not of a repaired line: shown only */
		int64_t number;	     /* dic */
		int32_t weight;
	} *items;
	size_t length, room;
	bool any;
};

static int32_t weight_of(const struct sd_lexicon_told *told, struct sd_text name)
{
	for (size_t i = 0; i < told->categories_length; i++)
		if (lexicon_same_word(told->categories[i].name, name))
			return told->categories[i].weight;
	for (size_t i = 0; !told->categories_length && i < sizeof feelings / sizeof *feelings; i++)
		if (lexicon_same_word(sd_text_of(feelings[i].name), name))
			return feelings[i].weight;
	return 0;
}

static struct category *add_category(struct categories *all, const struct sd_lexicon_told *told, struct sd_text name,
				     int64_t number)
{
	SD_GROW(all->items, all->length, all->room);
	all->items[all->length] = (struct category){name, number, weight_of(told, name)};
	all->any = all->any || all->items[all->length].weight;
	return &all->items[all->length++];
}

/* Tells who wants the categories of the one added last. */
static int tell_category(const struct lexicon_file *file, struct sd_text line, struct sd_text name, size_t indent)
{
	return file->topics ? file->topics->category(file->topics->context, file, line, name, indent) : 0;
}

static int tell_member(const struct lexicon_file *file, struct sd_text line, size_t category, struct sd_text term,
		       int64_t weight)
{
	return file->topics ? file->topics->member(file->topics->context, file, line, category, term, weight) : 0;
}

static int fail_none_known(const struct lexicon_file *file, const struct categories *all)
{
	struct sd_str names = SD_STR_INIT;
	for (size_t i = 0; i < all->length && i < NAMES_SHOWN; i++) {
		sd_str_adds(&names, names.length && all->items[i].name.length ? ", " : "");
		sd_str_add_printable(&names, all->items[i].name, 40);
	}
	sd_fail(file->err,
		"%s: none of its categories is known for a feeling (%s%s); say which count: --lexicon-category "
		"NAME=WEIGHT",
		file->name, names.length ? names.data : "it has none",
		all->length > NAMES_SHOWN ? ", \xE2\x80\xA6" : "");
	sd_str_release(&names);
	return -1;
}

/* --- LIWC's .dic -------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The first word of *rest, taken off. */
static struct sd_text take_word(struct sd_text *rest)
{
	struct sd_text trimmed = sd_text_trim(*rest);
	size_t end = 0;
	while (end < trimmed.length && !is_blank(trimmed.data[end]))
		end++;
	*rest = (struct sd_text){trimmed.data + end, trimmed.length - end};
	return (struct sd_text){trimmed.data, end};
}

static bool number_of(struct sd_text word, int64_t *number)
{
	return word.length && word.data[0] >= '0' && word.data[0] <= '9' && lexicon_weight(word, 0, number);
}

static int read_dic_category(struct lexicon_file *file, struct categories *all, struct sd_text line)
{
	struct sd_text rest = line;
	int64_t number;
	struct sd_text word = take_word(&rest), name = sd_text_trim(rest);
	if (!number_of(word, &number))
		return lexicon_fail(file, line, 0, "not a category's number:", word,
				    "write number, TAB, name, between two lines of %");
	if (!name.length)
		return lexicon_fail(file, line, 0, "a category without a name:", word, "write number, TAB, name");
	for (size_t i = 0; i < all->length; i++)
		if (all->items[i].number == number)
			return lexicon_fail(file, line, 0, "a category's number for the second time:", word,
					    "give each its own");
	add_category(all, file->told, name, number);
	return tell_category(file, line, name, 0);
}

/* The end of the term: the TAB, or the blank before the numbers. */
static size_t term_end(struct sd_text line)
{
	const char *tab = memchr(line.data, '\t', line.length);
	if (tab)
		return (size_t)(tab - line.data);
	size_t end = line.length;
	for (;;) {
		size_t cut = end;
		int64_t number;
		while (cut > 0 && is_blank(line.data[cut - 1]))
			cut--;
		size_t last = cut;
		while (cut > 0 && !is_blank(line.data[cut - 1]))
			cut--;
		if (!cut || !number_of((struct sd_text){line.data + cut, last - cut}, &number))
			return last;
		end = cut;
	}
}

static int read_dic_term(struct lexicon_file *file, const struct categories *all, struct sd_text line)
{
	struct sd_text trimmed = sd_text_trim(line);
	size_t end = line.data[0] == '\t' ? 0 : term_end(trimmed);
	struct sd_text term = {trimmed.data, end}, rest = {trimmed.data + end, trimmed.length - end};
	int64_t weight = 0;
	size_t count = 0;
	term = sd_text_trim(term);
	if (!term.length)
		return lexicon_fail(file, line, 0, "no term before the categories", term,
				    "write term, TAB, number of a category");
	for (struct sd_text word = take_word(&rest); word.length; word = take_word(&rest), count++) {
		size_t i = 0;
		int64_t number;
		if (!number_of(word, &number))
			return lexicon_fail(file, line, (size_t)(word.data - line.data),
					    "not a category's number:", word, "write term, TAB, number of a category");
		while (i < all->length && all->items[i].number != number)
			i++;
		if (i == all->length)
			return lexicon_fail(file, line, (size_t)(word.data - line.data), "no category has the number",
					    word, "name it between the two lines of %");
		weight += all->items[i].weight;
		if (tell_member(file, line, i, term, LEXICON_UNIT))
			return -1;
	}
	if (!count)
		return lexicon_fail(file, line, line.length, "a term without a category:", term,
				    "write term, TAB, number of a category");
	return weight && !file->topics ? lexicon_emit(file, term, weight) : 0;
}

int lexicon_read_dic(struct lexicon_file *file)
{
	struct categories all = {0};
	struct sd_text line;
	int marks = 0, failed = 0;
	while (!failed && lexicon_next_line(file, &line) > 0) {
		struct sd_text trimmed = sd_text_trim(line);
		if (!trimmed.length)
			continue;
		if (sd_text_equals(trimmed, "%") && marks < 2)
			marks++;
		else
			failed = marks == 1 ? read_dic_category(file, &all, line) : read_dic_term(file, &all, line);
	}
	if (!failed && marks < 2)
		failed = sd_fail(file->err,
				 "%s: line %zu: no second line of %% behind the categories; close them with one",
				 file->name, file->line);
	if (!failed && !all.any && !file->topics)
		failed = fail_none_known(file, &all);
	free(all.items);
	return failed;
}

/* --- CSV with a column a category: LIWC's .dicx, Loughran and McDonald's ------------------------------------------ */

/* LIWC writes X or a weight, Loughran and McDonald the year a word came in, with a minus once it went. */
static int read_mark(struct lexicon_file *file, struct sd_text line, struct sd_text cell, bool years, int32_t weight,
		     int64_t *sum)
{
	int64_t number;
	if (!cell.length)
		return 0;
	if (!years && (sd_text_equals(cell, "X") || sd_text_equals(cell, "x"))) {
		*sum += weight;
		return 0;
	}
	if (!lexicon_weight(cell, 4, &number))
		return lexicon_fail(file, line, (size_t)(cell.data - line.data),
				    years ? "not a year:" : "neither X nor a number:", cell,
				    "mend the cell or empty it");
	if (years)
		*sum += number > 0 ? weight : 0;
	else
		*sum += number > LEXICON_BOUND || number < -LEXICON_BOUND ? (number < 0 ? -4 : 4) * (int64_t)weight
									  : number * weight / LEXICON_UNIT;
	return 0;
}

static int read_topic_mark(struct lexicon_file *file, struct sd_text line, struct sd_text cell, size_t category,
			   struct sd_text term)
{
	int64_t weight = 0;
	if (read_mark(file, line, cell, false, LEXICON_UNIT, &weight))
		return -1;
	return weight ? tell_member(file, line, category, term, weight) : 0;
}

int lexicon_read_csv_categories(struct lexicon_file *file)
{
	struct sd_text line, cells[LEXICON_CELLS_MOST];
	struct categories all = {0};
	size_t columns = 0, term = 0;
	bool years = false;
	int failed = 0;
	while (!failed && lexicon_next_line(file, &line) > 0) {
		if (!sd_text_trim(line).length)
			continue;
		size_t count = lexicon_cells(line, ',', cells);
		if (count > LEXICON_CELLS_MOST) {
			failed = lexicon_fail(file, line, 0, "more than 64 cells", (struct sd_text){NULL, 0},
					      "leave out categories");
		} else if (!columns) {
			columns = count;
			years = !lexicon_same_word(cells[0], SD_TEXT("DicTerm"));
			for (size_t i = 0; i < count; i++) {
				bool is_term =
					lexicon_same_word(cells[i], years ? SD_TEXT("Word") : SD_TEXT("DicTerm"));
				term = is_term ? i : term;
				add_category(&all, file->told, is_term ? SD_TEXT("") : cells[i], (int64_t)i);
				failed = failed || (!is_term && tell_category(file, line, cells[i], 0)) ? -1 : 0;
			}
		} else if (count != columns) {
			failed = lexicon_fail(file, line, 0, "more or fewer cells than the head has",
					      (struct sd_text){NULL, 0}, "put terms that hold a comma in quotes");
		} else if (!cells[term].length) {
			failed = lexicon_fail(file, line, 0, "no term", cells[term], "name it or take the line out");
		} else {
			int64_t sum = 0;
			for (size_t i = 0; i < count && !failed; i++)
				if (i != term && file->topics)
					failed = read_topic_mark(file, line, cells[i], i - (i > term), cells[term]);
				else if (i != term && (all.items[i].weight || !years))
					failed = read_mark(file, line, cells[i], years, all.items[i].weight, &sum);
			if (!failed && sum)
				failed = lexicon_emit(file, cells[term], sum);
		}
	}
	if (!failed && !all.any && !file->topics)
		failed = fail_none_known(file, &all);
	free(all.items);
	return failed;
}

/* --- the NRC's long form ------------------------------------------------------------------------------------------ */

int lexicon_read_nrc(struct lexicon_file *file)
{
	struct sd_text line, cells[LEXICON_CELLS_MOST];
	struct categories all = {0};
	struct sd_str term = SD_STR_INIT;
	int64_t sum = 0;
	int failed = 0;
	while (!failed && lexicon_next_line(file, &line) > 0) {
		if (!sd_text_trim(line).length)
			continue;
		size_t count = lexicon_cells(line, '\t', cells);
		if (count != 3 || !cells[0].length || !cells[1].length) {
			failed = lexicon_fail(file, line, 0, "not term, category and 0 or 1", line,
					      "put a TAB between each");
			continue;
		}
		if (!sd_text_equals(cells[2], "0") && !sd_text_equals(cells[2], "1")) {
			failed = lexicon_fail(file, line, (size_t)(cells[2].data - line.data),
					      "neither 0 nor 1:", cells[2], "tell whether the term is in the category");
			continue;
		}
		/* Lines of one term stand together. */
		if (!sd_text_equal(sd_str_text(&term), cells[0])) {
			failed = sum ? lexicon_emit(file, sd_str_text(&term), sum) : 0;
			sd_str_clear(&term);
			sd_str_add_text(&term, cells[0]);
			sum = 0;
		}
		int32_t weight = weight_of(file->told, cells[1]);
		size_t i = 0;
		while (i < all.length && !sd_text_equal(all.items[i].name, cells[1]))
			i++;
		if (i == all.length && all.length < NAMES_SHOWN)
			add_category(&all, file->told, cells[1], 0);
		all.any = all.any || weight;
		sum += cells[2].data[0] == '1' ? weight : 0;
	}
	if (!failed && sum)
		failed = lexicon_emit(file, sd_str_text(&term), sum);
	if (!failed && !all.any && !file->topics)
		failed = fail_none_known(file, &all);
	free(all.items);
	sd_str_release(&term);
	return failed;
}

/* --- quanteda's YAML ---------------------------------------------------------------------------------------------- */

static struct sd_text unquote(struct sd_text text)
{
	text = sd_text_trim(text);
	if (text.length > 1 && (text.data[0] == '"' || text.data[0] == '\'') &&
	    text.data[text.length - 1] == text.data[0])
		return (struct sd_text){text.data + 1, text.length - 2};
	return text;
}

static int add_yaml_term(struct lexicon_file *file, const struct categories *all, struct sd_text line,
			 struct sd_text term, int32_t weight)
{
	term = unquote(term);
	if (!term.length || strchr("{[&*|>!%@`", term.data[0]))
		return lexicon_fail(file, line, (size_t)(term.data - line.data), "not a plain term:", term,
				    "of YAML only names, `- term` lines and [term, term] are read; put others in "
				    "quotes");
	if (file->topics && !all->length)
		return lexicon_fail(file, line, (size_t)(term.data - line.data), "a term below no name:", term,
				    "write `name:` above it");
	if (file->topics)
		return tell_member(file, line, all->length - 1, term, LEXICON_UNIT);
	return weight ? lexicon_emit(file, term, weight) : 0;
}

static int read_yaml_key(struct lexicon_file *file, struct categories *all, struct sd_text line, struct sd_text trimmed,
			 int32_t *weight)
{
	size_t colon = 0;
	while (colon < trimmed.length &&
	       !(trimmed.data[colon] == ':' && (colon + 1 == trimmed.length || is_blank(trimmed.data[colon + 1]))))
		colon++;
	struct sd_text value = {NULL, 0};
	if (colon < trimmed.length)
		value = sd_text_trim((struct sd_text){trimmed.data + colon + 1, trimmed.length - colon - 1});
	bool listed = value.length > 1 && value.data[0] == '[' && value.data[value.length - 1] == ']';
	if (colon == trimmed.length || !colon || (value.length && !listed))
		return lexicon_fail(file, line, 0, "neither a name nor a term:", trimmed,
				    "write `name:`, `- term` or `name: [term, term]`");
	struct sd_text name = unquote((struct sd_text){trimmed.data, colon});
	*weight = add_category(all, file->told, name, 0)->weight;
	if (tell_category(file, line, name, (size_t)(trimmed.data - line.data)))
		return -1;
	if (!listed)
		return 0;
	for (size_t at = 1; at + 1 < value.length;) {
		size_t end = at;
		while (end + 1 < value.length && value.data[end] != ',')
			end++;
		if (add_yaml_term(file, all, line, (struct sd_text){value.data + at, end - at}, *weight))
			return -1;
		at = end + 1;
	}
	return 0;
}

int lexicon_read_quanteda(struct lexicon_file *file)
{
	struct categories all = {0};
	struct sd_text line;
	int32_t weight = 0;
	int failed = 0;
	while (!failed && lexicon_next_line(file, &line) > 0) {
		struct sd_text trimmed = sd_text_trim(line);
		if (!trimmed.length || trimmed.data[0] == '#' || sd_text_equals(trimmed, "---"))
			continue;
		if (trimmed.data[0] == '-' && trimmed.length > 1 && is_blank(trimmed.data[1]))
			failed = add_yaml_term(file, &all, line, (struct sd_text){trimmed.data + 2, trimmed.length - 2},
					       weight);
		else
			failed = read_yaml_key(file, &all, line, trimmed, &weight);
	}
	if (!failed && !all.any && !file->topics)
		failed = fail_none_known(file, &all);
	free(all.items);
	return failed;
}
